"""From must-have to deliverable to test to stage: what proves each, and every end that hangs loose."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.briefs import BriefItem
from app.domain.engagements import SignOffTest, Stage
from app.domain.plan_checks import Plan
from app.domain.projects import Project
from app.domain.quotes import Coverage, CoverageAnswer
from app.domain.team import WorkPackage
from app.domain.team_drafts import package_title
from app.queries.engagements import current, facts_of, package_names
from app.queries.lens import Lens
from app.queries.quote_offers import offer_of
from app.queries.team_facts import team_parts_of
from app.words import say, say_count
from app.words.formats import Formats

TRACED, REASONED, GAP = "traced", "reasoned", "gap"
"""How a must-have stands: proved from end to end, left without a test for a reason, or open somewhere."""


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One must-have with what is delivered for it, what proves it, and where that happens."""

    item_id: uuid.UUID
    number: str
    must: str
    delivered: str
    tests: str
    stages: str
    standing: str
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TraceView:
    """All must-haves of a plan, and what hangs loose beside them."""

    title: str
    rows: tuple[TraceRow, ...]
    loose: tuple[str, ...]


def plan_trace(session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats) -> TraceView | None:
    """How every must-have of the brief is proved; None without an engagement. Owner and broker see the same."""
    project, engagement = session.get(Project, project_id), current(session, project_id)
    if project is None or engagement is None:
        return None
    plan = facts_of(session, project, engagement)
    offer = offer_of(session, engagement.quote_id)
    said = offer.coverage if offer is not None else {}
    rows = tuple(_row(item, number, plan, said) for number, item in enumerate(plan.musts, start=1))
    gaps = sum(row.standing == GAP for row in rows)
    return TraceView(
        title=_title(len(rows), gaps),
        rows=rows,
        loose=tuple(_loose(plan, team_parts_of(session, project_id))),
    )


def _title(musts: int, gaps: int) -> str:
    if not musts:
        return say("The brief names no must-have, so there is nothing to trace.")
    if not gaps:
        return say("Every must-have is traced to what proves it.")
    return say_count(
        "{count} must-have is not traced from end to end.",
        "{count} must-haves are not traced from end to end.",
        gaps,
    )


def _row(item: BriefItem, number: int, plan: Plan, said: Mapping[uuid.UUID, Coverage]) -> TraceRow:
    stages = {stage.id: stage for stage in plan.stages}
    tests = [test for test in plan.tests if test.item_id == item.id and test.stage_id in stages]
    homes = list({test.stage_id: stages[test.stage_id] for test in tests}.values())
    reason = plan.engagement.without_test.get(item.id.hex, "").strip()
    gaps = tuple(_gaps(tests, homes, reason, said.get(item.id)))
    standing = GAP if gaps else TRACED if tests else REASONED
    return TraceRow(
        item_id=item.id,
        number=say("M{number}", number=number),
        must=item.text,
        delivered="; ".join(filter(None, (_delivered(stage) for stage in homes))),
        tests=", ".join(_test(test, stages) for test in tests)
        or (say("No test: {reason}", reason=reason) if reason else ""),
        stages=", ".join(say("{number} {stage}", number=stage.number, stage=stage.title) for stage in homes),
        standing=standing,
        gaps=gaps,
    )


def _delivered(stage: Stage) -> str:
    return stage.delivers or package_names(stage.packages)


def _test(test: SignOffTest, stages: Mapping[uuid.UUID, Stage]) -> str:
    return f"{stages[test.stage_id].number}.{test.number}"


def _gaps(
    tests: Sequence[SignOffTest], homes: Sequence[Stage], reason: str, coverage: Coverage | None
) -> Iterator[str]:
    if coverage is not None and coverage.answer in (CoverageAnswer.NOT_INCLUDED, CoverageAnswer.NOT_SAID):
        if coverage.answer is CoverageAnswer.NOT_INCLUDED:
            yield say("The quote does not include it")
        else:
            yield say("The quote does not say whether it is included")
    if not tests and not reason:
        yield say("No test proves it")
    for stage in homes:
        if not _delivered(stage):
            yield say("Stage {number} does not say what you get", number=stage.number)


def _loose(plan: Plan, parts: Sequence[WorkPackage]) -> Iterator[str]:
    """What is delivered or worked on without anybody having asked for it, and what nobody delivers."""
    tested = {test.stage_id for test in plan.tests}
    proving = {test.stage_id for test in plan.tests if test.item_id is not None}
    for stage in plan.stages:
        if stage.id not in tested:
            yield say("Stage {number} has no sign-off test.", number=stage.number)
    idle = [str(stage.number) for stage in plan.stages if stage.id in tested - proving]
    if idle:
        yield say_count(
            "Nothing that is checked in stage {stages} proves a must-have.",
            "Nothing that is checked in stages {stages} proves a must-have.",
            len(idle),
            stages=", ".join(idle),
        )
    lost = {part.package: part for part in parts if part.stage_id is None and part.phase != "lead"}
    for package in lost:
        name = package_title(package) if package else lost[package].title
        yield say("“{work}” is delivered with no stage.", work=name)
