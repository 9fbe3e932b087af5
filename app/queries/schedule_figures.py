"""The schedule of a project in figures: the dates both sides agreed, stage by stage, and what is asked of the owner."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.domain.plan_network import stage_key
from app.domain.plan_snapshots import span_of
from app.domain.schedules import OWNER_TASK
from app.queries.schedule_parts import laid_out


@dataclass(frozen=True)
class ScheduleFigure:
    """Each stage's last day in the version that stands; how many lines, own tasks and hours of the owner's side."""

    version: int
    ends: tuple[tuple[uuid.UUID, date], ...]
    lines: int
    own_tasks: int
    own_tasks_done: int
    own_hours: Decimal
    waits: int


def schedule_figures(session: Session, *, project_id: uuid.UUID) -> ScheduleFigure | None:
    """The schedule of the plan that stands; None where no dates were agreed."""
    laid = laid_out(session, project_id, date.min)
    if laid is None or laid.agreed is None:
        return None
    content = laid.agreed.content
    own = [each for each in laid.parts.activities if each.kind == OWNER_TASK]
    return ScheduleFigure(
        version=laid.agreed.number,
        ends=tuple(
            (stage.id, ends)
            for stage in laid.parts.stages
            if (ends := span_of(content, stage_key(stage.id))[1]) is not None
        ),
        lines=len(laid.parts.activities),
        own_tasks=len(own),
        own_tasks_done=sum(each.done_on is not None for each in own),
        own_hours=sum((each.hours or Decimal(0) for each in own), Decimal(0)),
        waits=len(laid.parts.links),
    )
