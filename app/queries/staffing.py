"""What the ways to staff a plan rest on: its parts, who has a rate for them, what the brief and the plan ask for."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.blend import TeamPart
from app.analysis.calendars import WorkingCalendar
from app.analysis.money import Money
from app.analysis.team_choices import Choices, Part, Rate, Seller, choices
from app.analysis.team_dates import Free
from app.analysis.team_options import WHOLE_SHARE, Limits
from app.domain.briefs import Answer
from app.domain.engagements import Engagement
from app.domain.projects import Project
from app.domain.providers import ProviderRate
from app.domain.quotes import IN, Quote
from app.domain.shortlists import Candidate
from app.domain.team import WorkPackage
from app.domain.team_drafts import template_package
from app.queries.engagements import current
from app.queries.lens import Lens
from app.queries.provider_words import role_name
from app.queries.quote_offers import decided_round, offer_of
from app.queries.staffing_weeks import both_work, free_weeks, weeks_from, working_days
from app.queries.stages import needed_by
from app.queries.team_facts import TeamFacts, read_team
from app.words import say
from app.words.formats import Formats

BUDGET = "b10.budget"


@dataclass(frozen=True)
class StaffingPage:
    """All that the search for a team needs, read at once: nothing of it is asked of the workspace again."""

    found: Choices
    limits: Limits
    """What the brief and the plan ask for, to begin with."""

    chosen: str
    """The key of the provider that the plan is with."""

    names: Mapping[str, str]
    """Provider's key → name."""

    titles: Mapping[str, str]
    roles: Mapping[str, str]
    """Part's key → what it is, and the role that does it."""

    currency: str
    start: date | None
    calendar: WorkingCalendar
    """The days on which both sides work: those that a team's days are."""

    can_use: bool
    blocked: str
    """Why no team can be taken over now."""


def staffing(session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats) -> StaffingPage | None:
    """The parts and who could do them; None where there is no plan with a team.

    Rates that a provider told the broker in confidence are never selected for the owner.
    """
    project, engagement = session.get(Project, project_id), current(session, project_id)
    if project is None or engagement is None:
        return None
    facts = read_team(session, project, engagement, formats)
    if not facts.parts:
        return None
    chosen = _chosen_key(session, engagement)
    start = min((stage.starts_on for stage in facts.stages if stage.starts_on), default=None)
    calendar = both_work(session, project, start)
    sellers = {seller.key: (seller, name) for seller, name in _sellers(session, facts, lens, start)}
    told = choices(
        tuple(_parts(facts, chosen)), [seller for seller, _ in sellers.values()], _allowed(facts, sellers),
        weeks_from(calendar, start),
    )  # fmt: skip
    blocked = project.closed_because() or _agreed(engagement)
    return StaffingPage(
        found=told,
        limits=_limits(session, facts, lens, start, calendar),
        chosen=chosen,
        names={key: name for key, (_, name) in sellers.items()},
        titles={str(part.id): part.title for part in facts.parts},
        roles={str(part.id): role_name(part.role) if part.role else "" for part in facts.parts},
        currency=project.currency,
        start=start,
        calendar=calendar,
        can_use=not blocked,
        blocked=blocked,
    )


def _agreed(engagement: Engagement) -> str:
    if engagement.state == "drafting":
        return ""
    if engagement.state == "ready_to_sign":
        return say("The text of the plan is agreed. Open it again before you change it.")
    return say("The plan is agreed by both sides. Change it by a change order instead.")


def _parts(facts: TeamFacts, chosen: str) -> Iterator[Part]:
    """The parts with what they wait for: packages by their templates, those that are not here by what they wait for."""
    by_package: dict[str, list[str]] = {}
    for part in facts.parts:
        by_package.setdefault(part.package, []).append(str(part.id))
    for part, does in zip(facts.parts, facts.team(), strict=True):
        before = _before(part.package, by_package) if part.package else ()
        after = tuple(key for name in before for key in by_package[name])
        yield Part(str(part.id), _whole(does), after, _by(part) or chosen)


def _by(part: WorkPackage) -> str:
    """The key of another provider that does a part; "" for that of the plan."""
    return str(part.provider_ref) if part.provider_name else ""


def _whole(does: TeamPart) -> TeamPart:
    return does._replace(on_site=min(does.on_site, does.effort))


def _before(package: str, by_package: Mapping[str, list[str]]) -> tuple[str, ...]:
    known = template_package(package)
    template, _, _ = package.partition(".")
    found: dict[str, None] = {}
    for earlier in known.depends_on if known is not None else ():
        name = f"{template}.{earlier}"
        found.update(dict.fromkeys([name] if name in by_package else _before(name, by_package)))
    return tuple(found)


def _allowed(facts: TeamFacts, sellers: Mapping[str, tuple[Seller, str]]) -> dict[str, Any]:
    tiers = {tier for seller, _ in sellers.values() for _, tier in seller.rates}
    return {tier: facts.allowed_at(tier) for tier in tiers | {part.tier for part in facts.parts}}


def _chosen_key(session: Session, engagement: Engagement) -> str:
    quote = session.get(Quote, engagement.quote_id)
    return _key(quote) if quote is not None else str(engagement.id)


def _key(quote: Quote) -> str:
    return str(quote.provider_ref or quote.id)


def _sellers(
    session: Session, facts: TeamFacts, lens: Lens, start: date | None
) -> Iterator[tuple[Seller, str]]:
    """The provider of the plan, those who quoted or do a part of it, and, for the broker, those on the shortlist."""
    engagement, currency = facts.engagement, facts.project.currency
    quote = session.get(Quote, engagement.quote_id)
    chosen = _chosen_key(session, engagement)
    rates = _quoted(session, engagement.quote_id, currency) | _planned(facts, "")
    told = _told(session, lens, currency)
    free = free_weeks(session, facts.project.id, start)
    hours = _minutes(engagement.shared_hours)
    first = Seller(chosen, told.get(chosen, {}) | rates, hours, free.get(chosen, Free()), chosen=True)
    yield first, engagement.provider_name
    seen = {chosen}
    others = decided_round(session, facts.project.id)
    for offer in others.offers if others is not None else ():
        key = _key(offer.quote)
        if key in seen or offer.quote.state not in IN or (quote is not None and offer.quote.id == quote.id):
            continue
        seen.add(key)
        theirs = told.get(key, {}) | _quoted(session, offer.quote.id, currency) | _planned(facts, key)
        if theirs:
            hours = _minutes(offer.quote.shared_hours)
            yield Seller(key, theirs, hours, free.get(key, Free())), offer.quote.provider_name
    for key, name in _shortlisted(session, facts).items():
        theirs = told.get(key, {}) | _planned(facts, key)
        if key not in seen and theirs:
            yield Seller(key, theirs, None, free.get(key, Free())), name


def _shortlisted(session: Session, facts: TeamFacts) -> dict[str, str]:
    """Who stands on the shortlist, and who does a part already."""
    wanted = select(Candidate).where(Candidate.project_id == facts.project.id, Candidate.ticked.is_(True))
    found = {str(each.provider_ref): each.name for each in session.scalars(wanted.order_by(Candidate.id))}
    return found | {_by(part): part.provider_name for part in facts.parts if part.provider_name}


def _planned(facts: TeamFacts, key: str) -> dict[tuple[str, str], Rate]:
    """The rates that the plan has for what one provider does; "" for that of the plan."""
    return {
        (part.role, part.tier): (part.day_rate, True)
        for part in facts.parts
        if _by(part) == key and part.day_rate is not None and part.day_rate.currency == facts.project.currency
    }


def _quoted(session: Session, quote_id: uuid.UUID, currency: str) -> dict[tuple[str, str], Rate]:
    """The dearest rate that a quote has for each role at each kind of rate."""
    offer = offer_of(session, quote_id)
    rates: dict[tuple[str, str], Rate] = {}
    for line in offer.lines if offer is not None else ():
        if line.rate is None or line.rate.currency != currency or not line.role:
            continue
        before = rates.get((line.role, line.tier))
        if before is None or line.rate.minor > before[0].minor:
            rates[line.role, line.tier] = (line.rate, True)
    return rates


def _told(session: Session, lens: Lens, currency: str) -> dict[str, dict[tuple[str, str], Rate]]:
    """What providers told the broker in confidence, by provider."""
    if lens is not Lens.BROKER:
        return {}
    found: dict[str, dict[tuple[str, str], Rate]] = {}
    for row in session.scalars(select(ProviderRate).order_by(ProviderRate.id)):
        if row.rate is not None and row.rate.currency == currency:
            found.setdefault(str(row.provider_ref), {})[row.role, row.tier] = (row.rate, False)
    return found


def _minutes(hours: Decimal | None) -> int | None:
    return None if hours is None else int(hours * 60)


def _limits(
    session: Session, facts: TeamFacts, lens: Lens, start: date | None, calendar: WorkingCalendar
) -> Limits:
    engagement = facts.engagement
    by = needed_by(session, lens=lens, project_id=facts.project.id)
    share = engagement.on_site_share
    return Limits(
        budget=_budget(session, facts.project),
        deadline=working_days(calendar, start, by),
        on_site=None if share is None else int(share * WHOLE_SHARE),
        shared=_minutes(engagement.shared_hours),
    )


def _budget(session: Session, project: Project) -> int | None:
    statement = select(Answer.value).where(Answer.project_id == project.id, Answer.question == BUDGET)
    value = session.scalars(statement).first()
    high = value.get("high_minor") if isinstance(value, Mapping) else None
    same = isinstance(value, Mapping) and (value.get("currency") or project.currency) == project.currency
    return high if isinstance(high, int) and same else None


def money(page: StaffingPage, minor: int) -> Money:
    """Whole minor units as an amount of the project."""
    return Money(minor, page.currency)
