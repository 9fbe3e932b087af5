"""The payment guards of a plan one by one, what is bought in, and changed bank details, finished for their cards."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.analysis.payments import STANDARD_LIMITS, Guard, GuardResult, check_guards, largest_stage_share
from app.domain.plan_checks import Plan, guard_text, payment_terms
from app.domain.pricing import BankChange, BoughtInItem
from app.domain.projects import Project
from app.queries.engagements import current, facts_of
from app.queries.lens import Lens
from app.words import say
from app.words.formats import Formats

HOLDS, BROKEN, IDLE = "holds", "broken", "idle"
"""How a guard stands: it holds, it does not, or there is nothing here for it to look at."""


@dataclass(frozen=True, slots=True)
class GuardRow:
    """One guard: its code, what it asks for, how it stands, and what is to be done where it does not hold."""

    code: str
    rule: str
    standing: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoughtInRow:
    """Something the provider buys for the owner."""

    id: uuid.UUID
    item: str
    words: str
    amount: Money | None
    advance: Decimal
    order_shown: bool
    in_owners_name: bool
    markup: Decimal | None


@dataclass(frozen=True, slots=True)
class BankRow:
    """A change of bank details and who confirmed it; `open` until two people have."""

    id: uuid.UUID
    words: str
    confirmed: str
    open: bool


@dataclass(frozen=True, slots=True)
class GuardsView:
    """The guards of a plan with what they look at."""

    title: str
    guards: tuple[GuardRow, ...]
    bought_in: tuple[BoughtInRow, ...]
    bank: tuple[BankRow, ...]
    payable_days: int
    currency: str


def plan_guards(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats
) -> GuardsView | None:
    """How the payments of a plan stand against the seven guards; None without an engagement or a price."""
    project, engagement = session.get(Project, project_id), current(session, project_id)
    if project is None or engagement is None:
        return None
    plan = facts_of(session, project, engagement)
    terms = payment_terms(plan)
    results = check_guards(terms) if terms is not None else ()
    guards = tuple(_guard(guard, results, plan, formats) for guard in Guard) if terms is not None else ()
    broken = sum(row.standing == BROKEN for row in guards)
    title = (
        say("The payments keep all seven rules that protect you.")
        if not broken
        else say("The payments do not keep every rule that protects you yet.")
    )
    return GuardsView(
        title=title,
        guards=guards,
        bought_in=tuple(_bought(item, formats) for item in plan.bought_in),
        bank=tuple(_bank(change, formats) for change in plan.bank_changes),
        payable_days=engagement.payable_days,
        currency=project.currency,
    )


def _guard(guard: Guard, results: Sequence[GuardResult], plan: Plan, formats: Formats) -> GuardRow:
    broken = tuple(
        guard_text(result, formats) for result in results if result.guard is guard and not result.holds
    )
    idle = not broken and not _LOOKS_AT[guard](plan)
    standing = BROKEN if broken else IDLE if idle else HOLDS
    return GuardRow(guard.value, _RULES[guard](plan, formats), standing, broken)


_LOOKS_AT: Mapping[Guard, Callable[[Plan], bool]] = {
    Guard.ADVANCE: lambda plan: True,
    Guard.SINGLE_STAGE: lambda plan: bool(plan.stages),
    Guard.BEFORE_RESULT: lambda plan: bool(plan.stages),
    Guard.RETENTION: lambda plan: bool(
        plan.engagement.price and plan.engagement.price.decimal > STANDARD_LIMITS.retention_above
    ),
    Guard.PAYABLE_DAYS: lambda plan: True,
    Guard.BOUGHT_IN: lambda plan: bool(plan.bought_in),
    Guard.BANK_CHANGE: lambda plan: bool(plan.bank_changes),
}
"""Guard → whether the plan has what it looks at."""


def _largest(plan: Plan, formats: Formats) -> str:
    price = plan.engagement.price
    share = largest_stage_share(price) if price is not None else Decimal(1)
    if share == 1:
        return say("A price this small may be paid in one stage.")
    return say("No stage is more than {share} of the price.", share=formats.percent(share))


_RULES: Mapping[Guard, Callable[[Plan, Formats], str]] = {
    Guard.ADVANCE: lambda plan, formats: say(
        "At most {work} of the price is paid before its work begins, and at most {share} of what is ordered.",
        work=formats.percent(STANDARD_LIMITS.advance),
        share=formats.percent(STANDARD_LIMITS.equipment_advance),
    ),
    Guard.SINGLE_STAGE: _largest,
    Guard.BEFORE_RESULT: lambda plan, formats: say(
        "At most {share} is paid before something works.",
        share=formats.percent(STANDARD_LIMITS.before_result),
    ),
    Guard.RETENTION: lambda plan, formats: say(
        "{least} to {most} is held back until the free fixing ends, 30 to 90 days after the last stage.",
        least=formats.percent(STANDARD_LIMITS.retention[0]),
        most=formats.percent(STANDARD_LIMITS.retention[1]),
    ),
    Guard.PAYABLE_DAYS: lambda plan, formats: say(
        "An invoice is paid {days} days after acceptance, and never later than {limit}.",
        days=formats.number(plan.engagement.payable_days),
        limit=formats.number(STANDARD_LIMITS.payable_days),
    ),
    Guard.BOUGHT_IN: lambda plan, formats: say(
        "Licences and equipment are bought in your name; where not, at most {share} is added, and told.",
        share=formats.percent(STANDARD_LIMITS.markup),
    ),
    Guard.BANK_CHANGE: lambda plan, formats: say(
        "Changed bank details are confirmed by two people, by telephone on a number they know."
    ),
}


def _bought(item: BoughtInItem, formats: Formats) -> BoughtInRow:
    whose = (
        say("in your name")
        if item.in_owners_name
        else say("in the provider’s name, {share} added", share=formats.percent(item.markup))
        if item.markup is not None
        else say("in the provider’s name, what is added is not told")
    )
    words = say(
        "{amount}, {advance} in advance, {whose}",
        amount=formats.money_short(item.amount) if item.amount is not None else say("No price yet"),
        advance=formats.percent(item.advance),
        whose=whose,
    )
    return BoughtInRow(
        item.id,
        item.item,
        words,
        item.amount,
        item.advance,
        item.order_shown,
        item.in_owners_name,
        item.markup,
    )


def bank_rows(session: Session, project_id: uuid.UUID, formats: Formats) -> tuple[BankRow, ...]:
    """Every change of bank details of a project, the oldest first."""
    rows = session.scalars(
        select(BankChange).where(BankChange.project_id == project_id).order_by(BankChange.id)
    )
    return tuple(_bank(row, formats) for row in rows)


def _bank(change: BankChange, formats: Formats) -> BankRow:
    words = say("New bank details in {source}, {day}", source=change.told_in, day=formats.day(change.told_on))
    given = [
        say("{name}, {day}", name=name, day=formats.day(day))
        for name, day in ((change.first_by, change.first_on), (change.second_by, change.second_on))
        if name
    ]
    confirmed = (
        say("Confirmed by telephone: {people}", people="; ".join(given))
        if given
        else say("Nobody has telephoned yet")
    )
    return BankRow(change.id, words, confirmed, len(given) < STANDARD_LIMITS.confirmations)
