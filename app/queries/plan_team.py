"""Who works on it and what each costs, from the lines of the quote that was chosen."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.money import Money, sum_money
from app.analysis.quote_facts import LineFacts
from app.knowledge import load_knowledge
from app.queries.engagements import current
from app.queries.lens import Lens
from app.queries.quote_offers import offer_of
from app.words import say, say_known
from app.words.formats import NOTHING, Formats

ON_SHORE = "onsite"
"""How the keys of the rates of the owner's own part of the world begin."""


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One role at one kind of rate and day rate: its days together and what they cost, excl. tax."""

    key: str
    role: str
    tier: str
    """Where the people of this rate are based; each day may be worked elsewhere."""

    days: Decimal
    days_text: str
    rate: str
    cost: Money | None
    cost_text: str


@dataclass(frozen=True, slots=True)
class TeamView:
    """The team of the quote; `tiers` says how the days are split, `difference` why price and rows differ."""

    rows: tuple[TeamRow, ...]
    days: str
    tiers: str
    difference: str
    price: str


def team(session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats) -> TeamView | None:
    """The team of the chosen quote; None where its quote has no lines. Both lenses see the same."""
    engagement = current(session, project_id)
    offer = offer_of(session, engagement.quote_id) if engagement is not None and engagement.quote_id else None
    if engagement is None or offer is None or not offer.lines:
        return None
    days = sum((line.effort for line in offer.lines), Decimal(0))
    return TeamView(
        rows=_rows(offer.lines, formats),
        days=formats.effort(days),
        tiers=_tiers(offer.lines, formats),
        difference=_difference(offer.lines, engagement.price, offer.quote.adjustment_reason, formats),
        price=formats.money_short(engagement.price),
    )


def _rows(lines: Sequence[LineFacts], formats: Formats) -> tuple[TeamRow, ...]:
    """Lines of one role, kind of rate and rate as one row, the most days first."""
    gathered: dict[tuple[str, str, Money | None], list[LineFacts]] = {}
    for line in lines:
        gathered.setdefault((line.role, line.tier, line.rate), []).append(line)
    rows = []
    for (role, tier, rate), mine in gathered.items():
        days = sum((line.effort for line in mine), Decimal(0))
        amounts = [line.amount for line in mine if line.amount is not None]
        cost = sum_money(amounts, rate.currency) if rate is not None else None
        rows.append(
            TeamRow(
                key=f"{role}/{tier}/{rate.minor if rate is not None else ''}",
                role=_role(role),
                tier=tier_word(tier),
                days=days,
                days_text=formats.number(days.normalize() + 0),
                rate=formats.money_short(rate) if rate is not None else NOTHING,
                cost=cost,
                cost_text=formats.money_short(cost) if cost is not None else NOTHING,
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.days, row.role)))


def _role(key: str) -> str:
    known = load_knowledge().roles.roles.get(key)
    return say_known(known.name) if known is not None else key or say("Not said")


def tier_word(tier: str) -> str:
    """The word of a kind of rate. It is no place: somebody at an on-shore rate also works from elsewhere."""
    if tier.startswith(ON_SHORE):
        return say("On-shore")
    return {"nearshore": say("Near-shore"), "offshore": say("Off-shore")}.get(tier, say("Not said"))


def _tiers(lines: Sequence[LineFacts], formats: Formats) -> str:
    """How the days are split over the kinds of rate, as one phrase each."""
    days: dict[str, Decimal] = {}
    for line in lines:
        days[tier_word(line.tier)] = days.get(tier_word(line.tier), Decimal(0)) + line.effort
    return " · ".join(
        say("{rate} rates: {days}", rate=rate, days=formats.effort(count))
        for rate, count in days.items()
        if count
    )


def _difference(lines: Sequence[LineFacts], price: Money | None, reason: str, formats: Formats) -> str:
    amounts = [line.amount for line in lines if line.amount is not None]
    if price is None or not amounts:
        return ""
    off = price - sum_money(amounts, price.currency)
    if not off:
        return ""
    amount = formats.money_short(off)
    return (
        say("{reason}: {amount}", reason=reason, amount=amount)
        if reason
        else say("Not in these rows: {amount}", amount=amount)
    )
