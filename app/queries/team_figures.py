"""The team of a plan in figures, and whether every must-have is proved: for the record of a project's journey."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.blend import Site, blend, site_of
from app.analysis.money import Money
from app.analysis.on_site import weighted_share
from app.analysis.work import ZERO
from app.domain.projects import Project
from app.queries.engagements import current
from app.queries.lens import Lens
from app.queries.plan_trace import GAP, plan_trace
from app.queries.team_facts import read_team
from app.words.formats import Formats

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class TeamFigure:
    """Person-days in all, at the owner's place, and of those by people who come from elsewhere; shares of one."""

    effort: Decimal
    on_site: Decimal
    visits: Decimal
    share: Decimal
    asked: Decimal
    agreed: Decimal | None
    rate: Money | None
    true_rate: Money | None
    untraced: int
    """Must-haves that are not traced to what proves them."""


def team_figures(session: Session, *, project_id: uuid.UUID) -> TeamFigure | None:
    """The figures of the team; None where nobody has drawn one up."""
    project, engagement = session.get(Project, project_id), current(session, project_id)
    if project is None or engagement is None:
        return None
    facts = read_team(session, project, engagement, Formats())
    mixed = blend(facts.team(), facts.allowed(), project.currency)
    if mixed.share is None:
        return None
    parts = [(facts.asked_of(part).share, part.effort) for part in facts.parts]
    away = (part for part in facts.team() if site_of(part.tier) in (Site.NEAR, Site.OFF))
    traced = plan_trace(session, lens=Lens.OWNER, project_id=project_id, formats=Formats())
    return TeamFigure(
        effort=mixed.effort,
        on_site=mixed.on_site,
        visits=sum((part.on_site for part in away), ZERO),
        share=mixed.share.quantize(HUNDREDTH),
        asked=(weighted_share(parts) or ZERO).quantize(HUNDREDTH),
        agreed=engagement.on_site_share,
        rate=mixed.rate,
        true_rate=mixed.true_rate,
        untraced=sum(row.standing == GAP for row in traced.rows) if traced is not None else 0,
    )
