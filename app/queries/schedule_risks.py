"""Which risks of the register the draws of a schedule count: those that are open, with the figures people gave them."""

import uuid
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.plan_risks import SIXTHS
from app.analysis.schedule_dates import Placed
from app.analysis.schedule_risk import ScheduleRisk
from app.domain.plan_network import activity_key, stage_key
from app.domain.schedules import OWNER_TASK
from app.domain.terms import PlanRisk
from app.queries.plan_risks import STILL_OPEN
from app.queries.schedule_parts import Laid


class Register(NamedTuple):
    """The open risks of a plan as its draws meet them."""

    counted: tuple[ScheduleRisk, ...] = ()
    """Those of which somebody said what they would cost in days or in money."""

    names: tuple[tuple[str, str], ...] = ()
    """Key and words of each that is counted."""

    still_open: int = 0


def register_of(session: Session, laid: Laid) -> Register:
    """The open risks; a usual share of the price is nobody's word, so it is not drawn."""
    if laid.dates is None:
        return Register()
    rows = session.scalars(
        select(PlanRisk)
        .where(PlanRisk.project_id == laid.project.id, PlanRisk.state.in_(STILL_OPEN))
        .order_by(PlanRisk.position, PlanRisk.id)
    ).all()
    found = [(one, row.words) for row in rows if (one := _counted(row, laid, laid.dates.placed)) is not None]
    return Register(
        tuple(one for one, _ in found), tuple((one.key, words) for one, words in found), len(rows)
    )


def _counted(row: PlanRisk, laid: Laid, placed: Mapping[str, Placed]) -> ScheduleRisk | None:
    days = 0.0 if row.days is None or row.stage_id in laid.over else float(row.days)
    cost = 0.0 if row.cost is None else float(row.cost.decimal)
    if not days and not cost:
        return None
    return ScheduleRisk(
        f"risk:{row.id.hex}", _struck(row.stage_id, laid, placed), row.likely / SIXTHS, days, cost
    )


def _struck(stage_id: uuid.UUID | None, laid: Laid, placed: Mapping[str, Placed]) -> str:
    """The line that a risk holds up: the last one of its stage, else what ends last of all."""
    stages = [each for each in laid.parts.stages if each.id == stage_id]
    if not stages:
        return _last(list(placed), placed)
    work = [
        activity_key(each.id)
        for each in laid.parts.activities
        if each.stage_id == stage_id and each.kind != OWNER_TASK
    ]
    return _last(work or [stage_key(stages[0].id)], placed)


def _last(keys: Sequence[str], placed: Mapping[str, Placed]) -> str:
    return max(keys, key=lambda key: (placed[key].ends_on, -placed[key].total_float, key))
