"""What has to be right before both sides agree to a plan, found in one place for verb and screen."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from app.analysis.duties import somebody_does_it
from app.analysis.facts import Fact
from app.analysis.money import Money, sum_money
from app.analysis.payments import (
    BoughtIn,
    GuardCode,
    GuardResult,
    PaymentTerms,
    StageTerms,
    check_guards,
)
from app.analysis.signoff import VagueWords, find_vague
from app.domain.briefs import BriefItem
from app.domain.clause_drafts import DATA_TOPICS
from app.domain.clause_words import clause_facts, read_clauses
from app.domain.duties import duties_of
from app.domain.engagements import Engagement, EngagementPerson, Side, SignOffTest, Stage
from app.domain.pricing import BankChange, BoughtInItem
from app.domain.projects import Project
from app.domain.team import WorkPackage
from app.domain.team_checks import unquoted
from app.domain.terms import OPEN, Clause
from app.knowledge import load_knowledge
from app.words import say, say_count, say_known
from app.words.formats import Formats

ACCEPTED = ("accepted", "accepted_with_list", "deemed_accepted")
LONGEST_STAGE = timedelta(weeks=6)
LEAST_LAST_PAYMENT = Decimal(10)
HUNDRED = Decimal(100)
WITHOUT_FINISH = ("micro_task", "ongoing_service")
"""Classes that the retention guard does not look at."""


@dataclass(frozen=True)
class Plan:
    """A plan as the checks read it, in the order of its stages."""

    project: Project
    engagement: Engagement
    stages: Sequence[Stage]
    tests: Sequence[SignOffTest]
    people: Sequence[EngagementPerson]
    musts: Sequence[BriefItem]
    clauses: Sequence[Clause] = ()
    sensitivity: str = ""
    """How touchy the data are, as the sourcing rules call it; "" where nobody said."""

    bought_in: Sequence[BoughtInItem] = ()
    bank_changes: Sequence[BankChange] = ()
    work: Sequence[WorkPackage] = ()


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """Something that is not right yet; what `blocks` must be settled before the text can be agreed."""

    code: str
    text: str
    blocks: bool
    part: str
    """The part of the plan it belongs to: "people", "stages", "payments", "rhythm" or "rules"."""

    subject: uuid.UUID | None = None


def plan_findings(plan: Plan, formats: Formats) -> tuple[PlanFinding, ...]:
    """Everything that is not right yet, what blocks first."""
    found = [finding for check in _CHECKS for finding in check(plan, formats)]
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def payment_terms(plan: Plan) -> PaymentTerms | None:
    """The payment part of the plan as the guards read it; None where it has no price."""
    if plan.engagement.price is None:
        return None
    return PaymentTerms(
        price=plan.engagement.price,
        stages=tuple(
            StageTerms(str(stage.number), stage.share, stage.in_advance, shows_result(stage.packages))
            for stage in plan.stages
        ),
        retention=plan.engagement.retention_share,
        warranty_days=plan.engagement.warranty_days,
        payable_days=plan.engagement.payable_days,
        is_project=plan.project.sourcing_class not in WITHOUT_FINISH,
        bought_in=tuple(
            BoughtIn(item.item, item.advance, item.order_shown, item.in_owners_name, item.markup)
            for item in plan.bought_in
        ),
        bank_change_confirmed_by=min(map(confirmations, plan.bank_changes), default=None),
    )


def confirmations(change: BankChange) -> int:
    """How many people asked by telephone whether the new bank details are right."""
    return bool(change.first_by) + bool(change.second_by)


def uncovered(plan: Plan) -> tuple[BriefItem, ...]:
    """The must-haves that no test covers and nobody has given a reason for."""
    covered = {test.item_id for test in plan.tests}
    return tuple(
        item
        for item in plan.musts
        if item.id not in covered and not plan.engagement.without_test.get(item.id.hex, "").strip()
    )


def waits_for(stage: Stage, stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """The stages not accepted yet whose work packages come before this stage's own."""
    needed = {before for package in stage.packages for before in _before(package)} - set(stage.packages)
    return tuple(
        other
        for other in stages
        if other.id != stage.id and other.state not in ACCEPTED and needed & set(other.packages)
    )


def _before(reference: str) -> tuple[str, ...]:
    template, _, package = reference.partition(".")
    if template not in load_knowledge().templates.templates:
        return ()
    work = load_knowledge().template(template).work_packages.get(package)
    return () if work is None else tuple(f"{template}.{name}" for name in work.depends_on)


def shows_result(packages: Sequence[str]) -> bool:
    """Whether a stage of these packages ends with something that works: a survey, design or plan alone does not."""
    return not packages or not all(_starts(package) for package in packages)


def _starts(reference: str) -> bool:
    template, _, package = reference.partition(".")
    if template not in load_knowledge().templates.templates:
        return False
    work = load_knowledge().template(template).work_packages.get(package)
    return work is not None and not work.depends_on and work.effort.pct_of_total is None


def _stages(plan: Plan, formats: Formats) -> Iterator[PlanFinding]:
    if not plan.stages:
        yield PlanFinding("no_stage", say("There is no stage yet."), True, "stages")
        return
    price = plan.engagement.price
    total = sum((stage.share for stage in plan.stages), Decimal(0))
    amounts = [stage.amount for stage in plan.stages if stage.amount is not None]
    if price is not None and (total != HUNDRED or sum_money(amounts, price.currency) != price):
        text = say(
            "Stages add up to {total}. The price says {price}.",
            total=formats.money(sum_money(amounts, price.currency)),
            price=formats.money(price),
        )
        yield PlanFinding("sum", text, True, "stages")
    tested = {test.stage_id for test in plan.tests}
    for stage in plan.stages:
        if stage.id not in tested:
            text = say("Stage {number} has no sign-off test, so nobody could check it.", number=stage.number)
            yield PlanFinding("no_test", text, True, "stages", stage.id)


def _musts(plan: Plan, formats: Formats) -> Iterator[PlanFinding]:
    for item in uncovered(plan):
        text = say("No sign-off test covers “{must}”. Add one, or say why none is needed.", must=item.text)
        yield PlanFinding("uncovered", text, True, "stages", item.id)


def _people(plan: Plan, formats: Formats) -> Iterator[PlanFinding]:
    if not any(person.side is Side.ON_SITE and person.name.strip() for person in plan.people):
        yield PlanFinding("on_site", say("Name the person who comes to you."), True, "people")
    if plan.engagement.review_days < 1:
        yield PlanFinding(
            "review_days", say("Say how many working days you have to check a stage."), True, "payments"
        )


def _others(plan: Plan, formats: Formats) -> Iterator[PlanFinding]:
    for text, part in unquoted(plan.work, plan.engagement.provider_name):
        yield PlanFinding("not_quoted", text, True, "people", part)


def _guards(plan: Plan, formats: Formats) -> Iterator[PlanFinding]:
    terms = payment_terms(plan)
    if terms is None or not terms.stages:
        return
    for result in check_guards(terms):
        if not result.holds:
            yield PlanFinding(result.guard, guard_text(result, formats), True, "payments")


def _advice(plan: Plan, formats: Formats) -> Iterator[PlanFinding]:
    for stage in plan.stages:
        if stage.planned_on is None:
            text = say("Stage {number} has no date yet.", number=stage.number)
            yield PlanFinding("no_date", text, False, "stages", stage.id)
        elif stage.starts_on is not None and stage.planned_on - stage.starts_on > LONGEST_STAGE:
            text = say(
                "Stage {number} takes more than 6 weeks. Shorter stages show sooner whether it works.",
                number=stage.number,
            )
            yield PlanFinding("long_stage", text, False, "stages", stage.id)
    if plan.stages and _left_at_end(plan) < LEAST_LAST_PAYMENT and not plan.engagement.little_at_end.strip():
        text = say(
            "The last stage and what is held back are under 10% of the price, so little is left to hold them to "
            "the end. Move money there, or say why it is enough."
        )
        yield PlanFinding("last_payment", text, True, "payments", plan.stages[-1].id)


def _left_at_end(plan: Plan) -> Decimal:
    """Percent of the price that is paid last: the last stage's own part, and what was held back of all."""
    held = plan.engagement.retention_share
    return plan.stages[-1].share * (1 - held) + HUNDRED * held


def _duties(plan: Plan, formats: Formats) -> Iterator[PlanFinding]:
    for activity, letters in duties_of(plan.engagement).items():
        if not somebody_does_it(letters):
            text = say("Nobody does “{activity}” yet.", activity=say_known(activity))
            yield PlanFinding("nobody_does", text, False, "rhythm")


def _rules(plan: Plan, formats: Formats) -> Iterator[PlanFinding]:
    facts = clause_facts(plan.project, plan.engagement, plan.people, plan.sensitivity)
    read = read_clauses(plan.clauses, facts, plan.engagement)
    settled = {each.clause.topic for each in read if each.state != OPEN}
    touchy = plan.sensitivity in ("personal", "special")
    if touchy and not settled.issuperset(DATA_TOPICS):
        text = say(
            "The work touches personal data. Settle what may be done with them, and where they may go."
        )
        yield PlanFinding("data_rules", text, plan.sensitivity == "special", "rules")
    waiting = len(plan.clauses) - len(settled)
    if waiting:
        text = say_count(
            "{count} topic of the rules is still open.",
            "{count} topics of the rules are still open.",
            waiting,
        )
        yield PlanFinding("open_topics", text, False, "rules")


def _vague(plan: Plan, formats: Formats) -> Iterator[PlanFinding]:
    for test in plan.tests:
        words = vague_words(test.text)
        if words:
            text = say(
                "“{word}” in a sign-off test can't be checked. Say what somebody would see or count.",
                word=words[0],
            )
            yield PlanFinding("vague", text, False, "stages", test.id)


def vague_words(text: str) -> tuple[str, ...]:
    """The words of a sign-off test that nobody can check."""
    language = load_knowledge().language
    entries = [
        VagueWords(entry.words, entry.ask, entry.try_, entry.only_in, entry.weak) for entry in language.vague
    ]
    return tuple(finding.word for finding in find_vague(text, entries, language.vague_exceptions))


_CHECKS: tuple[Callable[[Plan, Formats], Iterator[PlanFinding]], ...] = (
    _stages,
    _musts,
    _people,
    _others,
    _guards,
    _advice,
    _duties,
    _rules,
    _vague,
)


def guard_text(result: GuardResult, formats: Formats) -> str:
    """What a payment guard found, as a sentence that says what to do."""
    facts = {name: _shown(name, value, formats) for name, value in result.facts.items()}
    return _GUARD_TEXTS[result.code](facts, result.subject or "")


def _shown(name: str, value: Fact, formats: Formats) -> str:
    if isinstance(value, Money):
        return formats.money_short(value)
    if isinstance(value, Decimal) and name in ("share", "limit"):
        return formats.percent(value)
    return str(value)


_GUARD_TEXTS: Mapping[GuardCode, Callable[[Mapping[str, str], str], str]] = {
    GuardCode.ADVANCE_TOO_LARGE: lambda f, _: say(
        "{share} is paid before its work begins. Keep that to {limit} of the price.", **f
    ),
    GuardCode.EQUIPMENT_ADVANCE_TOO_LARGE: lambda f, item: say(
        "{share} of {item} is paid in advance. Keep it to {limit}.", item=item, **f
    ),
    GuardCode.EQUIPMENT_WITHOUT_ORDER: lambda f, item: say(
        "{item} is paid in advance. Ask to see the order first.", item=item
    ),
    GuardCode.STAGE_TOO_LARGE: lambda f, stage: say(
        "Stage {stage} is {share} of the price. Split it, so that no stage is more than {limit}.",
        stage=stage,
        share=f["share"],
        limit=f["limit"],
    ),
    GuardCode.PAID_BEFORE_RESULT: lambda f, _: say(
        "{share} is paid before anything works. Keep it to {limit} of the price.", **f
    ),
    GuardCode.NO_RESULT_STAGE: lambda f, _: say("No stage ends with something that works."),
    GuardCode.RETENTION_TOO_SMALL: lambda f, _: say(
        "{share} is held back to the end. Hold back at least {limit} of a price of this size.", **f
    ),
    GuardCode.RETENTION_TOO_LARGE: lambda f, _: say(
        "{share} is held back to the end. Hold back at most {limit}.", **f
    ),
    GuardCode.WARRANTY_TOO_SHORT: lambda f, _: say(
        "Free fixing lasts {days} days. Agree at least {limit}.", **f
    ),
    GuardCode.WARRANTY_TOO_LONG: lambda f, _: say(
        "The money held back waits {days} days. Release it after at most {limit}.", **f
    ),
    GuardCode.PAYABLE_TOO_LATE: lambda f, _: say(
        "Invoices are paid after {days} days. Agree at most {limit}.", **f
    ),
    GuardCode.MARKUP_HIDDEN: lambda f, item: say(
        "{item} is bought in the provider's name. Ask what it adds to the price.", item=item
    ),
    GuardCode.MARKUP_TOO_LARGE: lambda f, item: say(
        "{share} is added to the price of {item}. Agree at most {limit}.", item=item, **f
    ),
    GuardCode.BANK_CHANGE_UNCONFIRMED: lambda f, _: say(
        "Bank details changed. Two people have to confirm them by telephone on a number you know."
    ),
}
