"""What can be seen of a round of quotes: who was asked and how far each is, and one quote in its form.

The comparison (`app.queries.quote_comparison`) is handed on from here.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.coverage import count_coverage
from app.analysis.money import Money
from app.analysis.quote_facts import CoverageFacts, LineFacts, QuoteFacts, add_up, unsettled
from app.domain.projects import Project
from app.domain.quoted_stages import read_stages
from app.domain.quotes import GONE, IN, STILL_ASKED, WRITABLE, Quote
from app.domain.shortlists import QuoteRequest
from app.knowledge import load_knowledge
from app.queries.lens import Lens
from app.queries.price_sight import SEES_ALL, PriceSight
from app.queries.project_facts import due_words
from app.queries.quote_comparison import (
    Comparison,
    ComparisonCell,
    ComparisonColumn,
    ComparisonGroup,
    ComparisonRow,
    comparison,
)
from app.queries.quote_offers import Offer, comparable, latest_round, musts_of, offer_of
from app.queries.quote_words import request_words, state_words
from app.queries.replies import sealed_quotes
from app.queries.totals import Total, total
from app.words import say, say_count, say_known
from app.words.formats import Formats

__all__ = [
    "Comparison",
    "ComparisonCell",
    "ComparisonColumn",
    "ComparisonGroup",
    "ComparisonRow",
    "CoverageLine",
    "QuoteForm",
    "QuoteRow",
    "RequestView",
    "comparison",
    "form",
    "request",
    "rows",
]


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One provider of the round: when it was asked, what it answered, and what can be done next."""

    id: uuid.UUID
    provider: str
    state: str
    status: str
    tone: str
    icon: str
    sent: str
    due: str
    received: str
    price: Total
    coverage: str
    valid: str
    note: str
    """Why it declined, in its words; empty otherwise."""

    can_record: bool
    can_decline: bool
    can_submit: bool
    received_on: date | None = None
    covered: Decimal | None = None
    sealed: bool = False
    """Its reply is here and nobody has opened it yet."""

    price_waits: bool = False
    """There is a price, and the reader is not shown it yet."""


@dataclass(frozen=True, slots=True)
class RequestView:
    """The round itself; `None` as a whole where nobody was asked yet."""

    id: uuid.UUID
    state: str
    status: str
    deadline: date | None
    due: str
    brief_version: int
    asked: int
    back: int
    waiting: int
    """Asked, and has neither answered nor declined."""

    summary: str
    is_open: bool
    """Quotes may still come in."""

    can_compare: bool
    can_choose: bool


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One must-have in the form of a quote, with the allowance for its gap."""

    item_id: uuid.UUID
    number: int
    text: str
    facts: CoverageFacts
    allowance: Money | None
    allowance_text: str
    basis: str


@dataclass(frozen=True, slots=True)
class QuoteForm:
    """One quote as it is typed in; `arithmetic` is the sentence where price and lines differ."""

    id: uuid.UUID
    project_id: uuid.UUID
    provider: str
    state: str
    status: str
    currency: str
    editable: bool
    facts: QuoteFacts
    lines: tuple[LineFacts, ...]
    coverage: tuple[CoverageLine, ...]
    price: Total
    sum_of_lines: Money | None
    sum_text: str
    arithmetic: str
    unsettled: bool
    unfilled: int
    unfilled_text: str
    packages: tuple[tuple[str, str], ...]
    """Key and words of what a line can be for, from the project's templates."""
    roles: tuple[tuple[str, str], ...]
    tiers: tuple[tuple[str, str], ...]
    """Key and words of where somebody works, for a line."""

    pricing_models: tuple[tuple[str, str], ...]


def rows(
    session: Session,
    *,
    lens: Lens,
    project_id: uuid.UUID,
    formats: Formats,
    today: date,
    sight: PriceSight = SEES_ALL,
) -> tuple[QuoteRow, ...]:
    """Every provider of the round, in the order they were asked; no price that `sight` hides."""
    found = latest_round(session, project_id)
    if found is None:
        return ()
    musts = [item.id for item in found.musts]
    sealed = sealed_quotes(session, found.request) if found.request else frozenset()
    shown = []
    for offer in found.offers:
        quote = offer.quote
        status, tone, icon = state_words(quote.state)
        count = count_coverage(musts, comparable(offer, found.musts, found.project.currency).coverage)
        said = quote.state in IN and bool(musts)
        covered = say(
            "{covered} of {all}", covered=formats.number(count.covered.normalize() + 0), all=count.of
        )
        waiting = quote.state in STILL_ASKED
        came = quote.state == "draft" and quote.received_on is not None
        if waiting and quote.id in sealed:
            status, tone, icon = say("Its reply is here, sealed"), "info", "mail"
        elif waiting and not came and _is_over(found.request, today):
            status, tone, icon = say("No answer by the last day"), "warn", "circle-x"
        shown.append(
            QuoteRow(
                id=quote.id,
                provider=quote.provider_name,
                state=quote.state,
                status=status,
                tone=tone,
                icon=icon,
                sent=formats.day(found.request.issued_on if found.request else None),
                due=due_words(found.request.deadline, today, formats) if found.request and waiting else "",
                received=formats.day(quote.received_on),
                price=total(None if sight.hides(quote.id) else quote.price, quote, formats),
                sealed=waiting and quote.id in sealed,
                price_waits=sight.hides(quote.id) and quote.price is not None,
                coverage=covered if said else "",
                valid=_valid(quote, today, formats),
                note=quote.declined_reason,
                can_record=quote.state in WRITABLE,
                can_decline=quote.state == "invited",
                can_submit=quote.state == "draft",
                received_on=quote.received_on,
                covered=count.covered if said else None,
            )
        )
    return tuple(shown)


def request(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats, today: date
) -> RequestView | None:
    """The round under way or the last one, or None where nobody was asked."""
    row = session.scalars(
        select(QuoteRequest)
        .where(QuoteRequest.project_id == project_id, QuoteRequest.state != "withdrawn")
        .order_by(QuoteRequest.id.desc())
    ).first()
    if row is None:
        return None
    states = session.scalars(select(Quote.state).where(Quote.request_id == row.id))
    counts = Counter(states)
    asked = sum(counts.values())
    back = sum(count for state, count in counts.items() if state in IN)
    expected = asked - sum(counts.get(state, 0) for state in GONE)
    is_open = row.state in ("issued", "extended")
    answered = not any(counts[state] for state in STILL_ASKED)
    over = row.deadline is None or today >= row.deadline
    return RequestView(
        id=row.id,
        state=row.state,
        status=say("Last day is over") if is_open and _is_over(row, today) else request_words(row.state),
        deadline=row.deadline,
        due=due_words(row.deadline, today, formats) if is_open else formats.day(row.deadline),
        brief_version=row.brief_version,
        asked=asked,
        back=back,
        waiting=sum(counts.get(state, 0) for state in STILL_ASKED),
        summary=say_count(
            "{back} of {count} quote is in", "{back} of {count} quotes are in", expected, back=back
        ),
        is_open=is_open,
        can_compare=back > 0,
        can_choose=back > 0 and (row.state in ("closed", "evaluated") or (is_open and (answered or over))),
    )


def form(session: Session, *, lens: Lens, quote_id: uuid.UUID, formats: Formats) -> QuoteForm | None:
    """One quote with everything its form holds; None where it is gone. The owner reads no private notes."""
    offer = offer_of(session, quote_id)
    if offer is None:
        return None
    quote = offer.quote
    project = session.get(Project, quote.project_id)
    if project is None:
        return None
    facts = _facts(quote, lens)
    check = add_up(offer.lines, quote.price)
    coverage = _coverage(session, offer, formats)
    unfilled = _unfilled(facts) + sum(line.facts.answer == "not_said" for line in coverage)
    sum_of_lines = check.sum_of_lines if check else None
    return QuoteForm(
        id=quote.id,
        project_id=project.id,
        provider=quote.provider_name,
        state=quote.state,
        status=state_words(quote.state)[0],
        currency=project.currency,
        editable=quote.state in WRITABLE,
        facts=facts,
        lines=offer.lines,
        coverage=coverage,
        price=total(quote.price, quote, formats),
        sum_of_lines=sum_of_lines,
        sum_text=formats.money(sum_of_lines),
        arithmetic=_arithmetic(sum_of_lines, quote, formats),
        unsettled=unsettled(check, quote.adjustment_reason),
        unfilled=unfilled,
        unfilled_text=say_count("{count} not said", "{count} not said", unfilled),
        packages=_packages(project.templates),
        roles=tuple((role.id, say_known(role.name)) for role in load_knowledge().roles.roles.values()),
        tiers=_tiers(project.currency),
        pricing_models=tuple(
            (model.id, say_known(model.name)) for model in load_knowledge().sourcing.pricing_models.values()
        ),
    )


def _is_over(request: QuoteRequest | None, today: date) -> bool:
    """Whether the last day has passed: told by the dates, whatever anybody has recorded."""
    return request is not None and request.deadline is not None and today > request.deadline


def _valid(quote: Quote, today: date, formats: Formats) -> str:
    if quote.valid_until is None:
        return say("Not said") if quote.state in IN else ""
    if quote.valid_until < today and quote.state not in ("accepted", "not_selected"):
        return say("Ran out on {day}", day=formats.day(quote.valid_until))
    return say("Until {day}", day=formats.day(quote.valid_until))


def _facts(quote: Quote, lens: Lens) -> QuoteFacts:
    return QuoteFacts(
        received_on=quote.received_on,
        valid_until=quote.valid_until,
        pricing_model=quote.pricing_model,
        price=quote.price,
        tax=quote.tax.value,
        tax_rate=quote.tax_rate,
        hardware_tax_rate=quote.hardware_tax_rate,
        support_tax_rate=quote.support_tax_rate,
        licences_tax_rate=quote.licences_tax_rate,
        adjustment_reason=quote.adjustment_reason,
        hardware=quote.hardware,
        support_month=quote.support_month,
        licences_month=quote.licences_month,
        weeks=quote.weeks,
        ready_by=quote.ready_by,
        owner_days=quote.owner_days,
        retention_share=quote.retention_share,
        warranty_days=quote.warranty_days,
        on_site_person=quote.on_site_person,
        on_site_days=quote.on_site_days,
        remote_place=quote.remote_place,
        shared_hours=quote.shared_hours,
        assumptions=tuple(quote.assumptions),
        exclusions=tuple(quote.exclusions),
        stages=read_stages(quote.stages),
        original=quote.original,
        original_name=quote.original_name,
        notes=quote.notes if lens is Lens.BROKER else "",
    )


def _unfilled(facts: QuoteFacts) -> int:
    asked = (
        facts.price,
        facts.valid_until,
        facts.support_month,
        facts.licences_month,
        facts.weeks if facts.ready_by is None else facts.ready_by,
        facts.retention_share,
        facts.warranty_days,
        facts.on_site_person or None,
        facts.shared_hours,
    )
    return sum(value is None for value in asked) + (facts.tax == "not_stated")


def _coverage(session: Session, offer: Offer, formats: Formats) -> tuple[CoverageLine, ...]:
    lines = []
    for number, item in enumerate(musts_of(session, offer.quote.project_id), start=1):
        row = offer.coverage.get(item.id)
        facts = CoverageFacts(item.id) if row is None else CoverageFacts(item.id, row.answer.value, row.note)
        allowance = row.allowance if row is not None else None
        basis = row.allowance_basis if row is not None else ""
        lines.append(
            CoverageLine(item.id, number, item.text, facts, allowance, formats.money(allowance), basis)
        )
    return tuple(lines)


def _arithmetic(sum_of_lines: Money | None, quote: Quote, formats: Formats) -> str:
    if sum_of_lines is None or quote.price == sum_of_lines:
        return ""
    if quote.price is None:
        return say("Lines add up to {total}. No price is given.", total=formats.money(sum_of_lines))
    return say(
        "Lines add up to {total}. The price says {price}.",
        total=formats.money(sum_of_lines),
        price=formats.money(quote.price),
    )


def _tiers(currency: str) -> tuple[tuple[str, str], ...]:
    """On-shore in the project's own currency first, then the places further away."""
    by_tier = load_knowledge().roles.rate_basis.currency_by_tier
    near = [tier for tier, money in by_tier.items() if tier.startswith("onsite") and money == currency]
    on_shore = next(iter(near), "onsite_uk")
    return ((on_shore, say("On-shore")), ("nearshore", say("Near-shore")), ("offshore", say("Off-shore")))


def _packages(templates: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"{name}.{package.id}", say_known(package.name))
        for name in templates
        for package in load_knowledge().template(name).work_packages.values()
    )
