"""Where each price lies against our own estimate: what is drawn in the cells of the comparison."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.analysis.quotes import like_for_like
from app.domain.briefs import ShouldCost
from app.queries.lens import Lens
from app.queries.project_values import estimate_band
from app.queries.quote_offers import comparable, latest_round
from app.words import say
from app.words.formats import Formats


@dataclass(frozen=True, slots=True)
class PriceMark:
    """One quote on the scale, as fractions of `PriceMarks.scale`; None where it has no figure."""

    quoted: Decimal | None
    like_for_like: Decimal | None
    said: str
    """The same as a sentence."""


@dataclass(frozen=True, slots=True)
class PriceMarks:
    """The band, the likely line and every quote on one scale that starts at nothing.

    `low` and `high` are None where the estimate was written down without the rates behind it.
    """

    low: Decimal | None
    likely: Decimal
    high: Decimal | None
    marks: Mapping[uuid.UUID, PriceMark]
    legend: str


def price_marks(
    session: Session, *, lens: Lens, project_id: uuid.UUID, quote_ids: Sequence[uuid.UUID], formats: Formats
) -> PriceMarks | None:
    """The marks of these quotes; None without an estimate. Both lenses see the same."""
    found = latest_round(session, project_id)
    row = session.scalars(
        select(ShouldCost).where(ShouldCost.project_id == project_id).order_by(ShouldCost.id.desc())
    ).first()
    if found is None or row is None or row.build is None or row.build.currency != found.project.currency:
        return None
    build: Money = row.build
    band = estimate_band(row.estimate, build)
    figures = {}
    for offer in found.offers:
        if offer.quote.id in quote_ids:
            quote = comparable(offer, found.musts, build.currency)
            figures[offer.quote.id] = (quote.price, like_for_like(quote).total)
    known = [amount for pair in figures.values() for amount in pair if amount is not None]
    top = max([build, *(band or ()), *known])
    scale = Decimal(top.minor) * Decimal("1.08") or Decimal(1)

    def at(amount: Money | None) -> Decimal | None:
        return None if amount is None else Decimal(amount.minor) / scale

    marks = {
        key: PriceMark(at(quoted), at(even), _said(quoted, even, build, formats))
        for key, (quoted, even) in figures.items()
    }
    low, high = band or (None, None)
    likely = Decimal(build.minor) / scale
    return PriceMarks(at(low), likely, at(high), marks, _legend(row, build, band, formats))


def _said(quoted: Money | None, even: Money | None, build: Money, formats: Formats) -> str:
    if quoted is None:
        return say("No price given, so it cannot be set against our own estimate.")
    if even is None:
        return say(
            "Quoted {quoted}; our own estimate is {build}. What the gaps cost is not known yet.",
            quoted=formats.money_short(quoted),
            build=formats.money_short(build),
        )
    return say(
        "Quoted {quoted}, like-for-like {even}; our own estimate is {build}.",
        quoted=formats.money_short(quoted),
        even=formats.money_short(even),
        build=formats.money_short(build),
    )


def _legend(row: ShouldCost, build: Money, band: tuple[Money, Money] | None, formats: Formats) -> str:
    if band is None:
        return say(
            "Should-cost, excl. tax: line at {build}, written down on {day}. Ring: as quoted. "
            "Dot: like-for-like.",
            build=formats.money_short(build),
            day=formats.day(row.fixed_on),
        )
    return say(
        "Should-cost, excl. tax: shaded {low} to {high}, line at {build}, written down on {day}. "
        "Ring: as quoted. Dot: like-for-like.",
        low=formats.money_short(band[0]),
        high=formats.money_short(band[1]),
        build=formats.money_short(build),
        day=formats.day(row.fixed_on),
    )
