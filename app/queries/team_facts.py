"""What the team designer rests on, read once: the parts, people, stages, allowances and the rule's answer."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.blend import Allowances, Phase, TeamPart, site_of, usual_allowances
from app.analysis.money import Money
from app.analysis.on_site import AskedShare
from app.domain.engagements import Engagement, EngagementPerson, Stage
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.domain.team import DistanceAllowance, WorkPackage
from app.domain.team_drafts import asked_shares
from app.knowledge import load_knowledge
from app.knowledge.readings import TIER_OF_CURRENCY
from app.queries.estimates import reading
from app.queries.paper_head import stages_of
from app.words.formats import Formats


@dataclass(frozen=True)
class TeamFacts:
    """All that the designer shows, as stored and as the analysis reads it."""

    project: Project
    engagement: Engagement
    parts: Sequence[WorkPackage]
    people: Mapping[uuid.UUID, EngagementPerson]
    stages: Sequence[Stage]
    allowances: Mapping[str, DistanceAllowance]
    asked: Mapping[str, AskedShare]
    weeks: Decimal | None
    formats: Formats

    def team(self) -> list[TeamPart]:
        """The parts as the analysis reads them."""
        return [
            TeamPart(p.role, p.tier, p.effort, p.on_site, p.day_rate, Phase(p.phase), self.name(p))
            for p in self.parts
        ]

    def name(self, part: WorkPackage) -> str:
        """Who does a part; empty where nobody is named."""
        person = self.people.get(part.person_id) if part.person_id is not None else None
        return person.name if person is not None else ""

    def allowed(self) -> dict[str, Allowances]:
        """What distance costs, by kind of rate."""
        return {tier: self.allowed_at(tier) for tier in dict.fromkeys(part.tier for part in self.parts)}

    def allowed_at(self, tier: str) -> Allowances:
        """What distance costs at one kind of rate: what was said, else what is usual."""
        row = self.allowances.get(tier)
        if row is None:
            return usual_allowances(site_of(tier), self.engagement.shared_hours)
        return Allowances(row.communication, row.governance, row.rework, row.productivity)

    def asked_of(self, part: WorkPackage) -> AskedShare:
        """The share on site that the rule asks for of a part's kind of work."""
        return self.asked.get(part.package.partition(".")[0]) or self.asked[""]

    def nearby(self, role: str) -> Money | None:
        """The middle rate of a role near the owner; None where none is known in the currency."""
        known = load_knowledge().roles.roles.get(role)
        tier = TIER_OF_CURRENCY.get(self.project.currency)
        band = next((each for name, each in known.day_rate.items() if name == tier), None) if known else None
        return Money.of(band.mid, self.project.currency) if band is not None else None


def read_team(session: Session, project: Project, engagement: Engagement, formats: Formats) -> TeamFacts:
    """Everything about the team of a plan."""
    parts = team_parts_of(session, project.id)
    people = session.scalars(
        select(EngagementPerson)
        .where(EngagementPerson.project_id == project.id)
        .order_by(EngagementPerson.position, EngagementPerson.id)
    )
    rows = session.scalars(select(DistanceAllowance).where(DistanceAllowance.project_id == project.id))
    stages = stages_of(session, project.id)
    quote = session.get(Quote, engagement.quote_id)
    return TeamFacts(
        project,
        engagement,
        parts,
        {person.id: person for person in people},
        stages,
        {row.tier: row for row in rows},
        asked_shares(project.templates, reading(session, project_id=project.id).inputs),
        _weeks(stages, quote),
        formats,
    )


def team_parts_of(session: Session, project_id: uuid.UUID) -> Sequence[WorkPackage]:
    """The parts of a team in their order."""
    return session.scalars(
        select(WorkPackage)
        .where(WorkPackage.project_id == project_id)
        .order_by(WorkPackage.position, WorkPackage.id)
    ).all()


def _weeks(stages: Sequence[Stage], quote: Quote | None) -> Decimal | None:
    """How long the work takes by the plan's dates, else as quoted."""
    days = [day for stage in stages for day in (stage.starts_on, stage.planned_on) if day is not None]
    if len(days) > 1 and max(days) > min(days):
        return Decimal((max(days) - min(days)).days) / 7
    return Decimal(quote.weeks) if quote is not None and quote.weeks else None
