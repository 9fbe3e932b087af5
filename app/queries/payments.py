"""Money of an engagement: agreed, paid, due, to come and held, and every payment with its tax."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money, sum_money
from app.domain.briefs import Answer
from app.domain.engagements import Engagement, Payment, Stage
from app.domain.projects import ENDED, Project
from app.domain.quotes import Quote
from app.queries.engagements import current
from app.queries.lens import Lens
from app.queries.paper_head import held_until, stages_of
from app.queries.plan_guards import bank_rows
from app.queries.project_facts import due_words
from app.queries.totals import Total, total
from app.words import say
from app.words.formats import Formats

OWED = ("due", "invoiced", "queried", "approved", "overdue")
LEAST_OVER = Decimal("0.01")
"""A price over the range is never said to be 0% over it."""

PAYABLE = ("invoiced", "approved", "overdue")
"""States in which it is the owner's turn: without an invoice, or with one queried, nothing is overdue."""


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment; `id` is None while the plan is not signed and nothing is scheduled yet."""

    id: uuid.UUID | None
    stage_id: uuid.UUID | None
    kind: str
    title: str
    amount: Total
    made_of: str
    """How the net sum comes about: "£4,890.00 − £244.50 held − £73.35 for lateness"."""

    state: str
    status: str
    tone: str
    icon: str
    due: str
    overdue: bool
    invoice: str
    match: str
    """Whether the invoice and the acceptance agree, or how they differ; empty without an invoice."""

    matches: bool
    query: str
    approved: str
    paid: str
    can_invoice: bool
    can_query: bool
    can_correct: bool
    can_approve: bool
    can_pay: bool
    can_release: bool
    due_on: date | None = None
    net: Money | None = None
    can_credit: bool = False
    """A sum may still be taken off because the stage came late."""

    credit: Money | None = None
    credit_reason: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the money bar; `share` is of everything in the bar."""

    key: str
    label: str
    text: str
    amount: Money
    tone: str


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """The page of money, finished for the screen. All amounts in the bar are excl. tax."""

    agreed: Total
    paid: Total
    due: Total
    to_come: Total
    held: Total
    credits: str
    """What was taken off for lateness, or empty."""

    bar: tuple[Segment, ...]
    rows: tuple[PaymentRow, ...]
    owner_name: str
    note: str
    against: str = ""
    """How the agreed price stands against what the owner had in mind; empty where nobody said."""

    against_tone: str = ""
    in_mind: str = ""
    bank: tuple[str, ...] = ()
    """Changes of bank details that two people have not confirmed yet: nothing is paid while there is one."""


def money(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats, today: date
) -> MoneyPage | None:
    """What is agreed, paid, due, to come and held; None where no quote has been chosen."""
    project = session.get(Project, project_id)
    engagement = current(session, project_id)
    if project is None or engagement is None:
        return None
    quote = session.get(Quote, engagement.quote_id)
    stages = stages_of(session, project_id)
    payments = session.scalars(
        select(Payment)
        .where(Payment.project_id == project_id, Payment.state != "cancelled")
        .order_by(Payment.id)
    ).all()
    currency = project.currency
    sums = _sums(payments, stages, currency)
    off = sum_money((stage.credit for stage in stages if stage.credit is not None), currency)
    bank = tuple(row.words for row in bank_rows(session, project_id, formats) if row.open)
    page = _Rows(project, engagement, quote, stages, formats, today, bank_open=bool(bank))
    rows = tuple(page.row(payment) for payment in payments) or page.planned()
    against, tone, in_mind = _against_range(session, project, engagement.price, formats)
    return MoneyPage(
        agreed=total(engagement.price, quote, formats),
        paid=total(sums["paid"], quote, formats),
        due=total(sums["due"], quote, formats),
        to_come=total(sums["to_come"], quote, formats),
        held=total(sums["held"], quote, formats),
        credits=say("{amount} taken off for lateness", amount=formats.money(off)) if off else "",
        bar=_bar(sums, formats),
        rows=rows,
        owner_name=project.owner_name,
        note=say("This records what you approve. Pay it in your bank as usual, then mark it paid."),
        against=against,
        against_tone=tone,
        in_mind=in_mind,
        bank=bank,
    )


def _against_range(
    session: Session, project: Project, price: Money | None, formats: Formats
) -> tuple[str, str, str]:
    """The agreed price against the range of the brief, its tone, and the range; empty where there is none."""
    answer = select(Answer.value).where(Answer.project_id == project.id, Answer.question == "b10.budget")
    said = session.scalars(answer).first()
    if price is None or not isinstance(said, Mapping) or said.get("currency") != price.currency:
        return "", "", ""
    low, high = (
        Money(int(said[key]), price.currency) if isinstance(said.get(key), int) else None
        for key in ("low_minor", "high_minor")
    )
    if high is None or not high.minor:
        return "", "", ""
    in_mind = (
        say("In mind: up to {high}, excl. tax", high=formats.money_short(high))
        if low is None
        else say(
            "In mind: {low} to {high}, excl. tax",
            low=formats.money_short(low),
            high=formats.money_short(high),
        )
    )
    if price > high:
        over = formats.percent(max(Decimal((price - high).minor) / high.minor, LEAST_OVER))
        return say("{percent} over the range of the brief", percent=over), "warn", in_mind
    if low is not None and price < low:
        return say("Under the range of the brief"), "info", in_mind
    return say("Within the range of the brief"), "success", in_mind


def _sums(payments: Sequence[Payment], stages: Sequence[Stage], currency: str) -> dict[str, Money]:
    """Paid, due, to come and held: together the agreed price less what was taken off for lateness."""
    nothing = Money(0, currency)
    sums = dict.fromkeys(("paid", "due", "to_come", "held"), nothing)
    if not payments:
        held = sum_money((stage.held for stage in stages if stage.held is not None), currency)
        whole = sum_money((stage.amount for stage in stages if stage.amount is not None), currency)
        return {**sums, "to_come": whole - held, "held": held}
    credit = {stage.id: stage.credit or nothing for stage in stages}
    for payment in payments:
        key = "paid" if payment.state == "paid" else "due" if payment.state in OWED else "to_come"
        if key == "to_come" and payment.kind == "retention":
            key = "held"
        amount = payment.amount or nothing
        if key == "to_come" and payment.stage_id is not None:
            amount -= credit.get(payment.stage_id, nothing)
        sums[key] += amount
    return sums


def _bar(sums: dict[str, Money], formats: Formats) -> tuple[Segment, ...]:
    words = {
        "paid": (say("Paid"), "success"),
        "due": (say("Due"), "warn"),
        "to_come": (say("To come"), "info"),
        "held": (say("Held back"), "neutral"),
    }
    return tuple(
        Segment(key, words[key][0], formats.money(amount), amount, words[key][1])
        for key, amount in sums.items()
        if amount
    )


class _Rows:
    """Turns payments into rows, with the plan they belong to at hand."""

    def __init__(
        self,
        project: Project,
        engagement: Engagement,
        quote: Quote | None,
        stages: Sequence[Stage],
        formats: Formats,
        today: date,
        *,
        bank_open: bool = False,
    ) -> None:
        self._bank_open = bank_open
        self._open = project.held_on is None and project.state not in ENDED
        self._creditable = self._open and project.state == "running"
        self._engagement = engagement
        self._quote = quote
        self._stages = {stage.id: stage for stage in stages}
        self._formats = formats
        self._today = today

    def row(self, payment: Payment) -> PaymentRow:
        stage = self._stages.get(payment.stage_id) if payment.stage_id is not None else None
        late = payment.state in PAYABLE and payment.due_on is not None and payment.due_on < self._today
        status, tone, icon = _state_words(payment, late)
        net = self._net(payment, stage)
        invoiced = payment.invoice_amount
        matches = invoiced is not None and invoiced == payment.amount
        state = payment.state
        return PaymentRow(
            id=payment.id,
            stage_id=payment.stage_id,
            kind=payment.kind,
            title=self._title(stage),
            amount=total(net, self._quote, self._formats),
            made_of=self._made_of(stage),
            state=state,
            status=status,
            tone=tone,
            icon=icon,
            due=self._due(payment, stage),
            overdue=late,
            invoice=payment.invoice,
            match=self._match(payment, matches),
            matches=matches,
            query=payment.query_reason,
            approved=self._by(payment.approved_by, payment.approved_on),
            paid=self._formats.day(payment.paid_on) if payment.paid_on else "",
            can_invoice=self._open and state == "due",
            can_query=self._open and state == "invoiced",
            can_correct=self._open and state == "queried",
            can_approve=self._open and state in ("invoiced", "queried") and matches,
            can_pay=self._open and not self._bank_open and state in ("approved", "overdue"),
            can_release=self._open and self._releasable(payment),
            due_on=payment.due_on,
            net=net,
            can_credit=self._creditable and state == "scheduled" and stage is not None,
            credit=stage.credit if stage is not None else None,
            credit_reason=stage.credit_reason if stage is not None else "",
        )

    def planned(self) -> tuple[PaymentRow, ...]:
        """What the plan will pay once it is signed."""
        rows = [self._planned(stage) for stage in self._stages.values()]
        held = [stage.held for stage in self._stages.values() if stage.held]
        if held:
            rows.append(self._planned(None, sum_money(held, held[0].currency)))
        return tuple(rows)

    def _planned(self, stage: Stage | None, held: Money | None = None) -> PaymentRow:
        net = held
        if stage is not None and stage.amount is not None:
            net = stage.amount - stage.held if stage.held is not None else stage.amount
        return PaymentRow(
            id=None,
            stage_id=stage.id if stage is not None else None,
            kind="stage" if stage is not None else "retention",
            title=self._title(stage),
            amount=total(net, self._quote, self._formats),
            made_of=self._made_of(stage),
            state="planned",
            status=say("Not agreed yet"),
            tone="neutral",
            icon="circle-dashed",
            due=self._until(stage),
            overdue=False,
            invoice="",
            match="",
            matches=False,
            query="",
            approved="",
            paid="",
            can_invoice=False,
            can_query=False,
            can_correct=False,
            can_approve=False,
            can_pay=False,
            can_release=False,
            net=net,
        )

    def _net(self, payment: Payment, stage: Stage | None) -> Money | None:
        if payment.state == "scheduled" and payment.amount is not None and stage is not None and stage.credit:
            return payment.amount - stage.credit
        return payment.amount

    def _title(self, stage: Stage | None) -> str:
        if stage is None:
            return say("Held back to the end")
        return say("{number} {stage}", number=stage.number, stage=stage.title)

    def _made_of(self, stage: Stage | None) -> str:
        money = self._formats.money
        if stage is None or not (stage.held or stage.credit):
            return ""
        if not stage.credit:
            return say("{amount} − {held} held back", amount=money(stage.amount), held=money(stage.held))
        if not stage.held:
            return say(
                "{amount} − {credit} for lateness", amount=money(stage.amount), credit=money(stage.credit)
            )
        return say(
            "{amount} − {held} held back − {credit} for lateness",
            amount=money(stage.amount),
            held=money(stage.held),
            credit=money(stage.credit),
        )

    def _until(self, stage: Stage | None) -> str:
        if stage is None:
            return held_until(self._engagement, tuple(self._stages.values()))
        if stage.in_advance:
            return say("Before its work begins, {day}", day=self._formats.day(stage.starts_on))
        return say("After sign-off, planned {day}", day=self._formats.day(stage.planned_on))

    def _due(self, payment: Payment, stage: Stage | None) -> str:
        if payment.state == "paid":
            return ""
        if payment.state in OWED:
            return due_words(payment.due_on, self._today, self._formats)
        if payment.kind == "retention" and payment.due_on is not None:
            return say("Released from {day}", day=self._formats.day(payment.due_on))
        return self._until(stage)

    def _match(self, payment: Payment, matches: bool) -> str:
        if payment.invoice_amount is None:
            return ""
        if matches:
            return say("Invoice and acceptance agree")
        return say(
            "The invoice says {invoice} and the payment is {payment}, both excl. tax.",
            invoice=self._formats.money(payment.invoice_amount),
            payment=self._formats.money(payment.amount),
        )

    def _by(self, name: str, on: date | None) -> str:
        return say("{name}, {day}", name=name, day=self._formats.day(on)) if name else ""

    def _releasable(self, payment: Payment) -> bool:
        return (
            payment.kind == "retention"
            and payment.state == "scheduled"
            and self._engagement.state == "warranty"
            and payment.due_on is not None
            and payment.due_on <= self._today
        )


def _state_words(payment: Payment, late: bool) -> tuple[str, str, str]:
    if late:
        return say("Overdue"), "danger", "octagon-alert"
    if payment.state == "scheduled" and payment.kind == "retention":
        return say("Held back"), "neutral", "lock"
    return {
        "scheduled": (say("Not yet due"), "neutral", "circle-dashed"),
        "due": (say("Due, waiting for the invoice"), "warn", "triangle-alert"),
        "invoiced": (say("Invoice is in"), "info", "receipt"),
        "queried": (say("Disputed"), "danger", "octagon-alert"),
        "approved": (say("Approved"), "info", "circle-dot"),
        "overdue": (say("Overdue"), "danger", "octagon-alert"),
        "paid": (say("Paid"), "success", "circle-check"),
        "refunded": (say("Paid back"), "neutral", "circle-x"),
    }[payment.state]
