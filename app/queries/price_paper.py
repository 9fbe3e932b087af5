"""Quotes on one footing as documents show them: prices over the should-cost, and where each figure is from."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.coverage import count_coverage
from app.analysis.quotes import gap_total
from app.domain.briefs import BriefItem, ShouldCost
from app.queries import paper_head, papers
from app.queries.project_values import estimate_band
from app.queries.quote_offers import Offer, Round, comparable
from app.words import say
from app.words.formats import Formats


def price_comparison(
    session: Session,
    found: Round,
    offers: Sequence[Offer],
    chosen: uuid.UUID | None,
    formats: Formats,
) -> papers.PriceComparison | None:
    """The prices of `offers` in their order; None where none of them gives one.

    A quote without a price has no bar, and the note says so.
    """
    currency = found.project.currency
    rows, without = [], []
    for place, offer in enumerate(offers):
        quote = comparable(offer, found.musts, currency)
        if quote.price is None:
            without.append(offer.quote.provider_name)
            continue
        gaps = gap_total(quote)
        rows.append(
            papers.QuotedPrice(
                paper_head.firm_of(offer.quote.provider_name),
                quote.price,
                gaps if gaps else None,
                covered_words(offer, found.musts, currency, formats),
                offer.quote.id == chosen,
                unknown=gaps is None,
                place=place,
            )
        )
    if not rows:
        return None
    note = say("No price given by {names}.", names=", ".join(without)) if without else ""
    return _with_should_cost(session, papers.PriceComparison(tuple(rows), note=note), found, formats)


def _with_should_cost(
    session: Session, prices: papers.PriceComparison, found: Round, formats: Formats
) -> papers.PriceComparison:
    """The same over our own estimate, where one was written down in this currency."""
    row = should_cost_row(session, found.project.id)
    if row is None or row.build is None or row.build.currency != found.project.currency:
        return prices
    low, high = estimate_band(row.estimate, row.build) or (None, None)
    band = (
        say(
            "Grey band: our own estimate at the low and at the high end of the usual rates. Dashed line: "
            "should-cost."
        )
        if low and high
        else say("Dashed line: should-cost.")
    )
    fixed = say("Should cost, fixed {day}", day=formats.short_day(row.fixed_on))
    return papers.PriceComparison(prices.rows, row.build, low, high, fixed, prices.note, band)


def should_cost_row(session: Session, project_id: uuid.UUID) -> ShouldCost | None:
    """The estimate that was written down last; None where there is none."""
    return session.scalars(
        select(ShouldCost).where(ShouldCost.project_id == project_id).order_by(ShouldCost.id.desc())
    ).first()


def covered_words(offer: Offer, musts: Sequence[BriefItem], currency: str, formats: Formats) -> str:
    """What a quote covers: "5.5 of 6 must-haves"."""
    count = count_coverage([item.id for item in musts], comparable(offer, musts, currency).coverage)
    covered = formats.number(count.covered.normalize() + 0)
    return say("{covered} of {all} must-haves", covered=covered, all=count.of)


def gap_notes(offers: Sequence[Offer], musts: Sequence[BriefItem], formats: Formats) -> tuple[str, ...]:
    """What was added for each gap of each quote, on what it rests, and when it was written down."""
    numbers = {item.id: number for number, item in enumerate(musts, start=1)}
    notes = []
    for offer in offers:
        for item in musts:
            row = offer.coverage.get(item.id)
            if row is not None and row.allowance is not None:
                notes.append(
                    _gap_note(
                        offer.quote.provider_name, numbers[item.id], row.allowance_on, formats,
                        amount=formats.money(row.allowance), basis=row.allowance_basis.rstrip("."),
                    )
                )  # fmt: skip
    return tuple(notes)


def _gap_note(
    provider: str, number: int, written: date | None, formats: Formats, *, amount: str, basis: str
) -> str:
    if written is None:
        return say(
            "{provider}, M{number}: {amount} to fill the gap. {basis}.",
            provider=provider,
            number=number,
            amount=amount,
            basis=basis,
        )
    return say(
        "{provider}, M{number}: {amount} to fill the gap. {basis}; written down {day}.",
        provider=provider,
        number=number,
        amount=amount,
        basis=basis,
        day=formats.day(written),
    )
