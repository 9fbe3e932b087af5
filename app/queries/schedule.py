"""The schedule of a plan as its picture shows it: bars in their order, arrows, days not worked, and what is wrong."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from math import floor

from sqlalchemy.orm import Session

from app.analysis.schedule_dates import Placed
from app.domain.engagements import TO_COME, Stage
from app.domain.plan_network import activity_key, stage_key
from app.domain.plan_snapshots import Span, span_of
from app.domain.projects import ENDED
from app.domain.schedule_words import fault_words
from app.domain.schedules import OWNER_TASK, TASK, Activity
from app.queries.lens import Lens
from app.queries.schedule_bands import bands_of
from app.queries.schedule_parts import Laid, laid_out
from app.queries.schedule_risks import register_of
from app.queries.schedule_rows import Arrow, Band, Bar, Chances, Pull, SchedulePage
from app.queries.schedule_words import (
    certainty_words,
    findings_of,
    hours_words,
    lag_words,
    least_sure,
    slip_words,
)
from app.queries.stages import StageRow, needed_by, timeline
from app.words import say
from app.words.formats import Formats

__all__ = ["Arrow", "Band", "Bar", "Chances", "Pull", "SchedulePage", "schedule_page", "with_chances"]

MARGIN = timedelta(days=7)
OPEN = ("planned", "in_progress", "changes")
DONE = ("ready", "accepted", "paid")
NEARLY = 1e-6


def schedule_page(
    session: Session, *, lens: Lens, project_id: uuid.UUID, on: date, formats: Formats
) -> SchedulePage | None:
    """The schedule of the plan that stands; None where there is no plan. Owner and broker see the same dates."""
    laid = laid_out(session, project_id, on)
    if laid is None:
        return None
    stages = timeline(session, lens=lens, project_id=project_id, formats=formats, today=on)
    needed = needed_by(session, lens=lens, project_id=project_id)
    bars = tuple(_bars(laid, stages, on, formats))
    days = [
        day
        for bar in bars
        for day in (bar.starts_on, bar.ends_on, bar.base_starts, bar.base_ends)
        if day is not None
    ]
    start, end = min(days, default=on) - MARGIN, max(days, default=on) + MARGIN
    can_edit, note = _may_edit(laid, lens)
    return SchedulePage(
        title=laid.project.title,
        start=start,
        end=max(end, needed + MARGIN) if needed is not None and days else end,
        today=on,
        needed_by=needed,
        p50=None,
        p80=None,
        chance_words="",
        bars=bars,
        arrows=tuple(_arrows(laid)),
        bands=bands_of(laid.parts, start, end),
        findings=(
            *(fault_words(fault, laid.names, formats) for fault in laid.faults),
            *findings_of(laid, needed, formats),
        ),
        drivers=(),
        can_edit=can_edit,
        baseline_version=laid.agreed.number if laid.agreed is not None else 0,
        edit_note=note,
        open_version=laid.being_written.number if laid.being_written is not None else 0,
        register=register_of(session, laid),
    )


def with_chances(page: SchedulePage, chances: Chances) -> SchedulePage:
    """The same page once its draws are in."""
    bars = tuple(
        bar._replace(early=chances.ranges[bar.key][0], late=chances.ranges[bar.key][1])
        if bar.key in chances.ranges and bar.state in OPEN
        else bar
        for bar in page.bars
    )
    return page._replace(
        p50=chances.p50,
        p80=chances.p80,
        p50_cost=chances.cost_p50,
        p80_cost=chances.cost_p80,
        chance_words=chances.words,
        drivers=chances.drivers,
        bars=bars,
    )


def _may_edit(laid: Laid, lens: Lens) -> tuple[bool, str]:
    """Whether dates may be changed now, else why not and what to do."""
    engagement, project = laid.engagement, laid.project
    if lens is not Lens.BROKER:
        return False, ""
    if project.held_on is not None or project.state in ENDED:
        return False, say("The project stands still, so its dates do too.")
    if engagement.state == "drafting":
        return True, ""
    if engagement.state == "ready_to_sign":
        return False, say("The text of the plan is agreed. Open it again before you change it.")
    if laid.being_written is not None:
        return True, ""
    return False, say("The dates are agreed by both sides. Begin a new version to change them.")


def _bars(laid: Laid, stages: tuple[StageRow, ...], on: date, formats: Formats) -> Iterator[Bar]:
    rows = {stage.id: stage for stage in laid.parts.stages}
    for each in laid.parts.activities:
        if each.stage_id is None or each.stage_id not in rows:
            yield _activity_bar(each, None, laid, on, formats)
    for stage in stages:
        inside = [each for each in laid.parts.activities if each.stage_id == stage.id]
        work = [each for each in inside if each.kind != OWNER_TASK]
        yield _stage_bar(stage, rows[stage.id], work, laid, on)
        for each in inside:
            yield _activity_bar(each, stage, laid, on, formats)


def _stage_bar(stage: StageRow, row: Stage, mine: list[Activity], laid: Laid, on: date) -> Bar:
    key = stage_key(stage.id)
    placed = laid.dates.placed if laid.dates is not None else {}
    starts, ends = _stage_days(stage, mine, placed, on)
    base = _base(laid, key)
    if laid.agreed is None and laid.engagement.plan_version:
        base = stage.starts_on, stage.planned_on
    found = placed.get(key)
    tightest = min(
        (placed[activity_key(each.id)] for each in mine if activity_key(each.id) in placed),
        key=lambda one: one.total_float,
        default=found,
    )
    days = 0
    if starts is not None and ends is not None and laid.network is not None:
        days = laid.network.calendars["team"].between(starts - timedelta(days=1), ends)
    return Bar(
        id=stage.id,
        key=key,
        kind="stage",
        title=stage.title,
        stage=key,
        depth=0,
        starts_on=starts,
        ends_on=ends,
        base_starts=base[0],
        base_ends=base[1],
        working_days=Decimal(days),
        critical=tightest.critical if tightest is not None else False,
        float_days=_float(tightest),
        state=stage.status,
        status=stage.status_words,
        owner=stage.owner,
        pay=stage.pay,
        slip=stage.late or (slip_words(ends, base[1]) if stage.status in OPEN else ""),
        certainty=say("Done") if stage.status in DONE else certainty_words(least_sure(mine)),
        can_move=row.state in TO_COME,
        sure=least_sure(mine),
        can_be_sure=bool(mine) and row.state in TO_COME,
    )


def _stage_days(stage: StageRow, mine: list[Activity], placed: Mapping[str, Placed], on: date) -> Span:
    """What it took or takes: what truly happened where that is known, else what the schedule says."""
    starts, ends = stage.starts_on, stage.planned_on
    work = [placed[activity_key(each.id)] for each in mine if activity_key(each.id) in placed]
    found = placed.get(stage_key(stage.id))
    if found is not None and (mine or stage.status in OPEN):
        starts = min((each.starts_on for each in work), default=found.starts_on)
        ends = found.ends_on
    if stage.started_on is not None:
        starts = stage.started_on
    if stage.status in DONE:
        ends = stage.reached_on or stage.accepted_on or ends
    elif stage.status in ("in_progress", "changes") and ends is not None:
        ends = max(ends, on)
    return (starts if ends is None or starts is None else min(starts, ends)), ends


def _activity_bar(each: Activity, stage: StageRow | None, laid: Laid, on: date, formats: Formats) -> Bar:
    key = activity_key(each.id)
    found = laid.dates.placed.get(key) if laid.dates is not None else None
    starts = found.starts_on if found is not None else each.not_before
    ends = found.ends_on if found is not None else each.not_before
    base = _base(laid, key)
    state = stage.status if stage is not None else "planned"
    words = stage.status_words if stage is not None else say("Planned")
    if each.kind == OWNER_TASK:
        state, words = "planned", say("To do")
    if each.done_on is not None:
        state, words = "accepted", say("Done {day}", day=formats.short_day(each.done_on))
    return Bar(
        id=each.id,
        key=key,
        kind=each.kind,
        title=each.title,
        stage=stage_key(stage.id) if stage is not None else "",
        depth=0 if stage is None else 1,
        starts_on=starts,
        ends_on=ends,
        base_starts=base[0],
        base_ends=base[1],
        working_days=each.days,
        critical=found.critical if found is not None else False,
        float_days=_float(found),
        state=state,
        status=words,
        owner=each.person or (stage.owner if stage is not None else ""),
        pay="",
        slip=_activity_slip(each, ends, base, state, laid, on),
        certainty=certainty_words(each.certainty) if state in OPEN else "",
        can_move=state in ("planned", "in_progress", "changes"),
        hours=hours_words(each.hours, formats),
        sure=each.certainty,
        can_be_sure=each.kind == TASK and each.done_on is None and state in ("planned", "in_progress"),
    )


def _activity_slip(each: Activity, ends: date | None, base: Span, state: str, laid: Laid, on: date) -> str:
    """Against the version that stands; an own task that is still open, against today."""
    if each.done_on is not None:
        return ""
    if each.kind == OWNER_TASK and laid.engagement.plan_version and ends is not None and ends < on:
        return slip_words(on, ends)
    return slip_words(ends, base[1]) if state in OPEN else ""


def _base(laid: Laid, key: str) -> Span:
    """First and last day in the version that stands."""
    return span_of(laid.agreed.content, key) if laid.agreed is not None else (None, None)


def _float(found: Placed | None) -> int:
    return floor(found.total_float + NEARLY) if found is not None else 0


def _arrows(laid: Laid) -> Iterator[Arrow]:
    known = {each.id for each in laid.parts.activities}
    for each in laid.parts.links:
        if each.before_id in known and each.after_id in known:
            yield Arrow(
                each.id,
                activity_key(each.before_id),
                activity_key(each.after_id),
                each.kind,
                lag_words(each.lag),
                each.lag,
            )
