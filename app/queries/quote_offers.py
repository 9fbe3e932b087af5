"""Quotes of the round that is looked at, as stored rows and in the shape the analysis compares."""

import uuid
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.analysis import quotes as offers
from app.analysis.coverage import (
    AllowanceBasis,
    GapAllowance,
    written_allowance,
)
from app.analysis.coverage import Coverage as Answer
from app.analysis.quote_facts import LineFacts, add_up
from app.analysis.quote_flags import Asked
from app.domain import briefs
from app.domain.briefs import BriefItem, ItemKind
from app.domain.projects import Project
from app.domain.quotes import Coverage, Quote, QuoteLine
from app.domain.shortlists import QuoteRequest
from app.queries.project_values import estimate_band


@dataclass(frozen=True)
class Offer:
    """One quote with everything that hangs on it."""

    quote: Quote
    lines: tuple[LineFacts, ...]
    coverage: Mapping[uuid.UUID, Coverage]


@dataclass(frozen=True)
class Round:
    """A project's quotes of one round, with what was asked for."""

    project: Project
    request: QuoteRequest | None
    offers: tuple[Offer, ...]
    musts: tuple[BriefItem, ...]


def latest_round(session: Session, project_id: uuid.UUID) -> Round | None:
    """The round under way, else the last one; None where the project is gone."""
    project = session.get(Project, project_id)
    if project is None:
        return None
    return _round(session, project, QuoteRequest.state != "withdrawn")


def decided_round(session: Session, project_id: uuid.UUID) -> Round | None:
    """The round that was decided last, also where another has begun since; None where none was."""
    project = session.get(Project, project_id)
    found = _round(session, project, QuoteRequest.state == "decided") if project is not None else None
    return found if found is not None and found.request is not None else None


def _round(session: Session, project: Project, which: ColumnElement[bool]) -> Round:
    request = session.scalars(
        select(QuoteRequest)
        .where(QuoteRequest.project_id == project.id, which)
        .order_by(QuoteRequest.id.desc())
    ).first()
    quotes = (
        session.scalars(select(Quote).where(Quote.request_id == request.id).order_by(Quote.id)).all()
        if request is not None
        else ()
    )
    return Round(project, request, _offers(session, quotes), musts_of(session, project.id))


def offer_of(session: Session, quote_id: uuid.UUID) -> Offer | None:
    """One quote with its lines and coverage; None where it is gone."""
    quote = session.get(Quote, quote_id)
    return None if quote is None else _offers(session, [quote])[0]


def musts_of(session: Session, project_id: uuid.UUID) -> tuple[BriefItem, ...]:
    """The must-haves in their order."""
    return tuple(
        session.scalars(
            select(BriefItem)
            .where(BriefItem.project_id == project_id, BriefItem.kind == ItemKind.MUST)
            .order_by(BriefItem.place, BriefItem.id)
        )
    )


def comparable(offer: Offer, musts: Sequence[BriefItem], currency: str) -> offers.Quote:
    """The quote as the analysis compares it; what is not recorded is None, which is "not said"."""
    quote = offer.quote
    said: dict[Hashable, Answer] = {item.id: Answer(row.answer.value) for item, row in _of(offer, musts)}
    return offers.Quote(
        quote=quote.id,
        provider=quote.provider_name,
        currency=currency,
        price=quote.price,
        coverage=said,
        allowances=tuple(
            _allowance(offer.coverage.get(item.id), item.id, said.get(item.id, Answer.NOT_SAID))
            for item in musts
            if said.get(item.id, Answer.NOT_SAID) is not Answer.INCLUDED
        ),
        bought_by_owner=quote.hardware,
        support_per_month=quote.support_month,
        licences_per_month=quote.licences_month,
        on_site_person=quote.on_site_person or None,
        shared_hours=quote.shared_hours,
        ready_on=quote.ready_by,
        retention=quote.retention_share,
        warranty_days=quote.warranty_days,
        valid_until=quote.valid_until,
        arithmetic=add_up(offer.lines, quote.price),
    )


def asked(session: Session, project: Project, musts: Sequence[BriefItem], today: date) -> Asked:
    """What the brief asked for and our own estimate, as flags and comparison need it."""
    answers = {
        row.question: row.value
        for row in session.scalars(
            select(briefs.Answer).where(
                briefs.Answer.project_id == project.id,
                briefs.Answer.question.in_(("b9.date", "b8.onsite")),
            )
        )
    }
    day = answers.get("b9.date")
    return Asked(
        on=today,
        musts=tuple(item.id for item in musts),
        on_site_person=answers.get("b8.onsite") in ("key_moments", "weekly", "most_days"),
        deadline=date.fromisoformat(day) if isinstance(day, str) and day else None,
        should_cost=should_cost_of(session, project),
    )


def should_cost_of(session: Session, project: Project) -> offers.ShouldCost | None:
    """Our own estimate with its band, where one was written down in the project's currency."""
    row = _written_down(session, project)
    if row is None or row.build is None or row.build.currency != project.currency:
        return None
    nothing = row.build - row.build
    low, high = estimate_band(row.estimate, row.build) or (None, None)
    return offers.ShouldCost(
        fixed_on=row.fixed_on,
        build=row.build,
        bought_by_owner=row.hardware or nothing,
        support_per_month=row.support_month or nothing,
        licences_per_month=row.licences_month or nothing,
        low=low,
        high=high,
    )


def kept_efforts(session: Session, project: Project) -> Mapping[str, Any]:
    """The packages of our own estimate with their three points; nothing where they were not kept."""
    row = _written_down(session, project)
    packages = row.estimate.get("packages") if row is not None else None
    return packages if isinstance(packages, Mapping) else {}


def _written_down(session: Session, project: Project) -> briefs.ShouldCost | None:
    return session.scalars(
        select(briefs.ShouldCost)
        .where(briefs.ShouldCost.project_id == project.id)
        .order_by(briefs.ShouldCost.id.desc())
    ).first()


def _offers(session: Session, quotes: Sequence[Quote]) -> tuple[Offer, ...]:
    ids = [quote.id for quote in quotes]
    lines: dict[uuid.UUID, list[LineFacts]] = {key: [] for key in ids}
    for row in session.scalars(
        select(QuoteLine).where(QuoteLine.quote_id.in_(ids)).order_by(QuoteLine.place, QuoteLine.id)
    ):
        lines[row.quote_id].append(
            LineFacts(row.id, row.package, row.role, row.tier, row.effort, row.rate, row.tax_rate)
        )
    coverage: dict[uuid.UUID, dict[uuid.UUID, Coverage]] = {key: {} for key in ids}
    for said in session.scalars(select(Coverage).where(Coverage.quote_id.in_(ids))):
        coverage[said.quote_id][said.item_id] = said
    return tuple(Offer(quote, tuple(lines[quote.id]), coverage[quote.id]) for quote in quotes)


def _of(offer: Offer, musts: Sequence[BriefItem]) -> list[tuple[BriefItem, Coverage]]:
    return [(item, offer.coverage[item.id]) for item in musts if item.id in offer.coverage]


def _allowance(row: Coverage | None, item_id: uuid.UUID, answer: Answer) -> GapAllowance:
    provisional = answer is Answer.NOT_SAID
    if row is None or row.allowance is None:
        return GapAllowance(item_id, None, AllowanceBasis.BROKER, provisional=provisional)
    written = written_allowance(item_id, row.allowance, row.allowance_basis)
    return GapAllowance(
        item_id, written.amount, written.basis, reason=written.reason, provisional=provisional
    )
