"""What each quote of a round really costs its owner, each by itself and on the footing settled beforehand."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis import full_cost as costs
from app.analysis.cost_facts import CostFacts, RiskFacts
from app.analysis.full_cost import Band, Bid, DayWork, FullCost, Payment, Risk, Sourced, Tax
from app.analysis.money import Money
from app.analysis.quotes import ShouldCost
from app.analysis.tax_rates import Taxed
from app.analysis.work import Effort
from app.domain.briefs import BriefItem
from app.domain.cost_bases import CostBasis
from app.domain.plan_drafts import draft_stages, opening_retention, opening_warranty
from app.domain.projects import Project
from app.domain.quoted_stages import read_stages, whole_parts
from app.domain.quotes import TaxTreatment
from app.queries.quote_offers import Offer, comparable
from app.queries.quote_taxes import costs_of, taxed_costs

BY_THE_DAY = ("PRC-TM", "PRC-CAP", "PRC-TGT")
"""Pricing models under which the owner pays for days that are not known beforehand."""

NEAR = ("onsite", "onshore")
"""How the tiers begin whose people are not far away."""

ONE = Decimal(1)
HUNDRED = Decimal(100)
FINE = Decimal("1e-18")
DAYS_A_WEEK = Decimal(7)


@dataclass(frozen=True, slots=True)
class Footing:
    """What quotes of a project are reckoned with, and who settled it when."""

    facts: CostFacts
    fixed_on: date
    fixed_by: str


@dataclass(frozen=True, slots=True)
class FullCosts:
    """Every quote's cost by its id, what they were reckoned with (None where nothing was), and the band beside."""

    costs: Mapping[uuid.UUID, FullCost]
    footing: Footing | None
    band: Band | None


def footing(session: Session, project_id: uuid.UUID, currency: str) -> Footing | None:
    """The latest footing settled for a project; None where there is none in its currency."""
    row = session.scalars(
        select(CostBasis).where(CostBasis.project_id == project_id).order_by(CostBasis.id.desc())
    ).first()
    if row is None:
        return None
    facts = CostFacts(
        source=row.source,
        owner_day=row.owner_day,
        coordination_hours=row.coordination_hours,
        coordination_hour=row.coordination_hour,
        transition=row.transition,
        travel=row.travel,
        changes_share=row.changes_share,
        money_share=row.money_share,
        home_tax_rate=row.home_tax_rate,
        tax_lost_share=row.tax_lost_share,
        risks=tuple(
            RiskFacts(
                str(risk["what"]),
                Decimal(risk["chance"]),
                Money(int(risk["cost"]), currency),
                bool(risk["remote"]),
            )
            for risk in row.risks
        ),
    )
    if any(amount.currency != currency for amount in facts.amounts):
        return None
    return Footing(facts, row.fixed_on, row.fixed_by)


def full_costs(
    session: Session,
    offers: Sequence[Offer],
    musts: Sequence[BriefItem],
    *,
    project: Project,
    should_cost: ShouldCost | None,
    efforts: Mapping[str, Any],
) -> FullCosts:
    """Each quote reckoned alone; `efforts` are the packages of our own estimate with their three points."""
    settled = footing(session, project.id, project.currency)
    facts = settled.facts if settled is not None else CostFacts()
    basis = _basis(facts)
    found = {
        offer.quote.id: costs.full_cost(_bid(offer, musts, project, facts, efforts), basis)
        for offer in offers
    }
    band = costs.three_year_band(should_cost) if should_cost is not None else None
    return FullCosts(found, settled, band)


def _basis(facts: CostFacts) -> costs.CostBasis:
    def sourced(amount: Money | None) -> Sourced | None:
        return None if amount is None or not facts.source else Sourced(amount, facts.source)

    return costs.CostBasis(
        owner_day=facts.owner_day,
        coordination_hours=facts.coordination_hours,
        coordination_hour=facts.coordination_hour,
        transition=sourced(facts.transition),
        travel=sourced(facts.travel),
        changes=facts.changes_share,
        money_a_year=facts.money_share,
        source=facts.source,
    )


def _bid(
    offer: Offer,
    musts: Sequence[BriefItem],
    project: Project,
    facts: CostFacts,
    efforts: Mapping[str, Any],
) -> Bid:
    quote = offer.quote
    remote = _remote(offer)
    return Bid(
        quote=comparable(offer, musts, project.currency),
        tax=_tax(offer, musts, facts, project.currency),
        day_work=_day_work(offer, efforts),
        weeks=None if quote.weeks is None else Decimal(quote.weeks),
        owner_days=quote.owner_days,
        remote=remote,
        risks=tuple(
            Risk(risk.what, risk.chance, risk.cost) for risk in facts.risks if remote or not risk.remote
        ),
        payments=_payments(offer, project),
    )


def _remote(offer: Offer) -> bool:
    """Whether anybody works elsewhere: by the tiers of the lines, else by the place that was said."""
    tiers = {line.tier for line in offer.lines if line.tier}
    return any(not tier.startswith(NEAR) for tier in tiers) or bool(offer.quote.remote_place.strip())


def _tax(offer: Offer, musts: Sequence[BriefItem], facts: CostFacts, currency: str) -> Tax:
    quote = offer.quote
    lost = facts.tax_lost_share if facts.tax_lost_share is not None else Decimal(0)
    if quote.tax is TaxTreatment.REVERSE_CHARGE:
        at_home = ((ONE, facts.home_tax_rate),) if facts.home_tax_rate is not None else ()
        return Tax(at_home, reverse_charge=True, recovered=ONE - lost)
    parts = taxed_costs(quote, costs_of(comparable(offer, musts, currency)))
    return Tax(_shares(parts, quote.tax_rate), recovered=ONE - lost)


def _shares(parts: Sequence[Taxed], own: Decimal | None) -> tuple[tuple[Decimal, Decimal], ...]:
    """Shares of one and their rates; whatever rounding leaves is the last one's."""
    whole = sum(part.net.minor for part in parts)
    if whole <= 0 or own is None:
        return ()
    told = [(part.net.minor / Decimal(whole)).quantize(FINE) for part in parts[:-1]]
    return tuple(zip((*told, ONE - sum(told)), (part.rate for part in parts), strict=True))


def _day_work(offer: Offer, efforts: Mapping[str, Any]) -> tuple[DayWork, ...]:
    """Lines paid by the day, as uncertain as their package is in our own estimate; none under a fixed price."""
    priced = [line for line in offer.lines if line.rate is not None]
    if offer.quote.pricing_model not in BY_THE_DAY or not priced or len(priced) < len(offer.lines):
        return ()
    found = []
    for line in priced:
        low, high = _reach(efforts.get(line.package))
        assert line.rate is not None
        found.append(DayWork(Effort(line.effort * low, line.effort, line.effort * high), line.rate))
    return tuple(found)


def _reach(points: Any) -> tuple[Decimal, Decimal]:
    """How far under and over its likely effort a package may end, as multiples of it."""
    try:
        low, likely, high = (Decimal(point) for point in points)
    except (TypeError, ValueError, InvalidOperation):
        return ONE, ONE
    return (low / likely, high / likely) if 0 < low <= likely <= high else (ONE, ONE)


def _payments(offer: Offer, project: Project) -> tuple[Payment, ...]:
    """When the price falls due by the plan's stages: as the work is done, or begins where it is paid ahead."""
    quote = offer.quote
    if quote.price is None or quote.weeks is None or not project.templates:
        return ()
    quoted = whole_parts(read_stages(quote.stages), quote.price)
    drafts = draft_stages(project.templates, offer.lines, quote.price, quoted=quoted)
    whole = sum((draft.effort for draft in drafts), Decimal(0))
    held = opening_retention(quote.price, quote.retention_share, project.sourcing_class)
    payments, done = [], Decimal(0)
    for number, draft in enumerate(drafts, start=1):
        begun, done = done, done + draft.effort
        counted = begun if draft.in_advance else done
        at = number - 1 if draft.in_advance else number
        part = counted / whole if whole else Decimal(at) / len(drafts)
        payments.append(Payment(draft.share / HUNDRED * (ONE - held), quote.weeks * part))
    free_fixing = Decimal(opening_warranty(quote.warranty_days)) / DAYS_A_WEEK
    return (*payments, Payment(held, quote.weeks + free_fixing))
