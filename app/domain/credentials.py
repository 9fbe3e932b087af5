"""A credential on record, by the rules of its type: how long it holds, what it counts for, what may follow."""

from datetime import date

from app.analysis.credentials import CheckLevel, CredentialState, HeldCredential, state
from app.analysis.validity import ValidityRule, Written, kept_id, last_day
from app.domain.errors import DomainError
from app.domain.providers import CheckOutcome, ProviderCredential
from app.knowledge import load_knowledge
from app.knowledge.match_rules import credential_rules, validity_rules
from app.words import say, say_known

STEPS = (
    "claimed",
    "seen",
    "checked",
    "renewed",
    "checked_again",
    "refused",
    "withdrawn",
    "decided",
    "changed",
)
"""What can happen to a credential, by the key of its step."""

REFUSED = "refused"
ANYTHING = ValidityRule(None)
"""The rule of a type this program does not know, such as one of a newer version: it ends as is printed on it."""


def rule_of(credential: str) -> ValidityRule:
    """How long a type of credential holds."""
    return validity_rules(load_knowledge()).get(credential, ANYTHING)


def settle(row: ProviderCredential) -> None:
    """Work out the last day a credential holds from what is written down."""
    written = Written(row.kind, row.issued_on, row.printed_end, row.watched_on, row.checked_on)
    row.expires_on = last_day(rule_of(row.credential), written)


def held_of(row: ProviderCredential) -> HeldCredential:
    """A credential as the rules read it.

    One that was withdrawn, or whose check came out badly, counts for nothing; one that a person has to decide on
    counts as seen.
    """
    outcome, level = row.outcome, CheckLevel(row.level)
    return HeldCredential(
        kept_id(row.credential, row.kind, rule_of(row.credential)) if row.kind else row.credential,
        min(level, CheckLevel.SEEN) if outcome is CheckOutcome.NEEDS_PERSON else level,
        row.issued_on,
        row.expires_on,
        row.checked_on,
        revoked=row.withdrawn_on is not None or outcome is CheckOutcome.FAIL,
    )


def state_of(row: ProviderCredential, on: date) -> str:
    """Where it stands in its lifecycle on a day."""
    if row.withdrawn_on is not None:
        return CredentialState.REVOKED.value if row.level >= CheckLevel.CHECKED else REFUSED
    held = HeldCredential(
        row.credential, CheckLevel(row.level), row.issued_on, row.expires_on, row.checked_on
    )
    return state(held, on, credential_rules(load_knowledge())).value


def require_number(credential: str, number: str) -> None:
    """Refuse a number that cannot be one of this type; most types have no form of their own."""
    rule = rule_of(credential)
    if rule.number is not None and not rule.takes_number(number):
        name = say_known(load_knowledge().credentials.credentials[credential].name)
        raise DomainError(
            say(
                "The number of “{credential}” looks like {example}. Check it, or leave it empty.",
                credential=name,
                example=rule.number.like,
            )
        )


def require_step(row: ProviderCredential, event: str, who: str, on: date) -> None:
    """Refuse a step that the lifecycle does not offer from here, or not to `who`.

    The broker may also write down what the provider did; the owner reads.
    """
    machine = load_knowledge().lifecycle.entities["Credential"]
    at = state_of(row, on)
    steps = [step for step in machine.steps_from(at) if step.event == event]
    if not steps:
        raise DomainError(
            say("This step comes at another point: {event}. It now stands at: {state}.", event=say_known(event),
                state=say_known(at))
        )  # fmt: skip
    if not any(who in step.who or (who == "broker" and "provider" in step.who) for step in steps):
        raise DomainError(
            say(
                "Only the {who} can do this: {event}.", who=say_known(steps[0].who[0]), event=say_known(event)
            )
        )
