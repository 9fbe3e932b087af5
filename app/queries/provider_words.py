"""How a provider's standing, checks and place are put into words."""

from collections.abc import Iterable
from datetime import date, timedelta

from app.analysis.credentials import CredentialRules, CredentialState, Standing, Tier, TierReason
from app.knowledge import load_knowledge
from app.queries.provider_records import ProviderFacts, suspended_by_hand
from app.words import say, say_count, say_known
from app.words.formats import Formats

SOON = timedelta(days=30)
"""A check that ends within this time is to be renewed now."""


def tier_words(tier: Tier) -> tuple[str, str]:
    """The tier in a word, and the tone it is shown in."""
    words = {
        Tier.UNLISTED: (say("Not checked"), "neutral"),
        Tier.LISTED: (say("Listed"), "info"),
        Tier.VERIFIED: (say("Verified"), "success"),
        Tier.PREFERRED: (say("Preferred"), "success"),
        Tier.SUSPENDED: (say("Suspended"), "danger"),
    }
    return words[tier]


def standing_sentence(facts: ProviderFacts, at: Standing, formats: Formats) -> str:
    """Why a provider stands where it stands, in one sentence."""
    if suspended_by_hand(facts, at):
        return say("Suspended by the broker: {reason}", reason=facts.provider.suspended_reason)
    missing_core = credential_names(at.missing_core)
    match at.reason:
        case TierReason.GOOD_RESULTS:
            return say("Every check is in order, and at least three jobs here went well.")
        case TierReason.CORE_SET_CHECKED:
            return say("Every check of the core set is in order.")
        case TierReason.LIGHT_SET_CHECKED:
            return say("Checked for small tasks only. For more, check: {missing}.", missing=missing_core)
        case TierReason.CORE_EXPIRED:
            name, ended = str(at.facts["credential"]), at.facts["expired"]
            assert isinstance(ended, date)
            return say(
                "{credential} ended on {day} and was not renewed.",
                credential=credential_name(name),
                day=formats.day(ended),
            )
        case TierReason.POOR_RESULT:
            return say("Its last job here ended with a poor result.")
        case TierReason.DATA_INCIDENT:
            return say("An incident with data is not resolved.")
        case TierReason.FALSE_EVIDENCE:
            return say("It showed evidence that was false.")
        case TierReason.NOT_CHECKED:
            return say("Not checked yet: {missing}.", missing=credential_names(at.missing_light))


def credential_name(credential: str) -> str:
    """A credential by its name; its id where the knowledge does not have it."""
    whole, _, kind = credential.partition(".")
    known = load_knowledge().credentials.credentials.get(whole)
    if known is None:
        return credential
    if kind:
        return say("{credential}, only {kind}", credential=say_known(known.name), kind=kind_name(whole, kind))
    return say_known(known.name)


def kind_name(credential: str, kind: str) -> str:
    """Which of the things its type stands for a credential is; empty where that is not said."""
    known = load_knowledge().credentials.credentials.get(credential)
    return say_known(known.kinds[kind].name) if known and kind in known.kinds else ""


def next_tier_words(facts: ProviderFacts, at: Standing, rules: CredentialRules, formats: Formats) -> str:
    """What is missing for the next tier, or what would lift a suspension; empty where nothing is above."""
    if at.tier is Tier.SUSPENDED:
        return _lifting_words(facts, at)
    if at.tier is Tier.UNLISTED:
        names = credential_names(at.missing_light)
        return say("To be listed for small tasks, have this checked: {missing}.", missing=names)
    if at.tier is Tier.LISTED:
        return say("To be verified, have this checked: {missing}.", missing=credential_names(at.missing_core))
    if at.tier is Tier.PREFERRED:
        return say("There is no limit to what it may quote for.")
    good = sum(one.total >= rules.preferred_score for one in facts.record().closed)
    missing = rules.preferred_engagements - good
    limit = say(
        "May quote up to {limit} in the currency of the job; above that a fresh financial check and two references "
        "on the telephone come first.",
        limit=formats.number(rules.verified_limit),
    )
    more = say_count(
        "To be preferred it needs {count} more job here that ends with 75 of 100 or better.",
        "To be preferred it needs {count} more jobs here that end with 75 of 100 or better.",
        missing,
    )
    return say("{limit} {more}", limit=limit, more=more)


def _lifting_words(facts: ProviderFacts, at: Standing) -> str:
    if suspended_by_hand(facts, at):
        return say("It stands as its checks say again once you lift the suspension.")
    words = {
        TierReason.CORE_EXPIRED: say("A renewal that was checked with whoever issued it lifts this."),
        TierReason.POOR_RESULT: say("A better result of its next job here lifts this."),
        TierReason.FALSE_EVIDENCE: say("It cannot be lifted while that paper stands on record."),
    }
    return words.get(at.reason, "")


def credential_names(credentials: Iterable[str]) -> str:
    """Several credentials, separated by semicolons because their names hold commas."""
    return "; ".join(credential_name(credential) for credential in credentials)


def skill_name(skill: str) -> str:
    """A skill by its name; its id where the knowledge does not have it."""
    known = load_knowledge().skills.skills.get(skill)
    return say_known(known.name) if known else skill


def role_name(role: str) -> str:
    """A role by its name; its id where the knowledge does not have it."""
    known = load_knowledge().roles.roles.get(role)
    return say_known(known.name) if known else role


def template_name(template: str) -> str:
    """A kind of project by its name; its id where the knowledge does not have it."""
    known = load_knowledge().templates.templates.get(template)
    return say_known(known.name) if known else template


def state_words(held_state: CredentialState) -> tuple[str, str]:
    """A credential's state in words, and its tone."""
    words = {
        CredentialState.CLAIMED: (say("Claimed, not seen"), "neutral"),
        CredentialState.SEEN: (say("Document seen"), "info"),
        CredentialState.VERIFIED: (say("Checked"), "success"),
        CredentialState.DUE_RECHECK: (say("Due for another check"), "warn"),
        CredentialState.EXPIRING: (say("Ends soon"), "warn"),
        CredentialState.EXPIRED: (say("Ended"), "danger"),
        CredentialState.REVOKED: (say("Withdrawn"), "danger"),
    }
    return words[held_state]


def checks_words(facts: ProviderFacts, today: date, rules: CredentialRules) -> str:
    """How many checks hold today: "9 of 11 checks hold"."""
    held = facts.held()
    valid = sum(one.valid(today) for one in held)
    if not held:
        return say("No checks yet")
    return say_count(
        "{valid} of {count} check holds", "{valid} of {count} checks hold", len(held), valid=valid
    )


def next_renewal(facts: ProviderFacts, today: date, rules: CredentialRules) -> tuple[date | None, str]:
    """The first day on which a check that holds today ends, and its name."""
    ends = [
        (one.expires, one.credential) for one in facts.held() if one.expires is not None and one.valid(today)
    ]
    return min(ends, default=(None, ""))


def renewal_words(ends: date | None, credential: str, today: date, formats: Formats) -> str:
    """ "Renew Cyber Essentials by 12 Dec" where that is near; empty otherwise."""
    if ends is None or ends - today > SOON:
        return ""
    return say(
        "Renew {credential} by {day}", credential=credential_name(credential), day=formats.short_day(ends)
    )


def place_words(facts: ProviderFacts) -> str:
    """ "Harrowmere, GB · team in Porto area": who is where."""
    provider = facts.provider
    home = ", ".join(part for part in (provider.town, provider.country) if part)
    away = ", ".join(dict.fromkeys(site.town for site in facts.away_sites()))
    if not away:
        return home
    return say("{home} · team: {place}", home=home or "–", place=away)
