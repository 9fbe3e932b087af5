"""Begin small: a first stage that is paid by itself, after which the owner may stop and keep what was made."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.stage_splits import StagePackage, cut_after_first
from app.analysis.work import ZERO
from app.domain.engagements import SignOffTest, Stage
from app.domain.errors import DomainError
from app.domain.team_drafts import package_title, template_package
from app.services.found import found
from app.services.plan_stages import (
    add_stage,
    add_test,
    change_stage,
    move_stage,
    open_plan,
    stages_of,
    tests_of,
)
from app.services.team import parts_of
from app.words import say, say_known

WHOLE = Decimal(100)


def begin_small(session: Session, *, project_id: uuid.UUID, on: date) -> uuid.UUID:
    """Make the first package a stage of its own, with a way out after it; returns that stage.

    A first stage of one package, or of none, is small already and gets the way out as it is.
    """
    open_plan(session, project_id, on)
    stages = stages_of(session, project_id)
    if not stages:
        raise DomainError(say("There is no stage yet."))
    first = stages[0]
    if len(first.packages) > 1:
        first = _cut(session, first, on)
    set_way_out(session, stage_id=first.id, keeps=first.delivers or first.title, on=on)
    return first.id


def set_way_out(session: Session, *, stage_id: uuid.UUID, keeps: str, on: date) -> None:
    """Say what the owner keeps who stops after a stage; empty words take the way out back."""
    stage = found(session, Stage, stage_id, say("This stage is no longer in the plan."))
    open_plan(session, stage.project_id, on)
    last = stages_of(session, stage.project_id)[-1]
    if keeps.strip() and stage.id == last.id:
        raise DomainError(say("After the last stage the work is done. Choose an earlier one for a way out."))
    stage.way_out = keeps.strip()


def _cut(session: Session, stage: Stage, on: date) -> Stage:
    """The stage in two, after its first package; payment follows effort, the tests of the first go with it."""
    packages = [StagePackage(name, _effort(session, stage, name)) for name in stage.packages]
    if packages[0].effort <= 0 or sum((each.effort for each in packages[1:]), ZERO) <= 0:
        packages = [StagePackage(name, Decimal(1)) for name in stage.packages]
    alone, rest = cut_after_first(stage.share, packages, WHOLE)
    name = packages[0].package
    known = template_package(name)
    made = add_stage(
        session,
        project_id=stage.project_id,
        title=package_title(name),
        share=ZERO,
        delivers=say_known(known.deliverable) if known is not None else "",
        starts_on=stage.starts_on,
        on=on,
    )
    change_stage(session, stage_id=stage.id, packages=tuple(stage.packages)[1:], share=rest.share, on=on)
    change_stage(session, stage_id=made, packages=(name,), share=alone.share, on=on)
    move_stage(session, stage_id=made, before=stage.id, on=on)
    if not _tests(session, made):
        add_test(
            session,
            stage_id=made,
            text=say("The result is shown working, with somebody from your side watching"),
            how=say("Witnessed demonstration"),
            on=on,
        )
    return found(session, Stage, made, say("This stage is no longer in the plan."))


def _effort(session: Session, stage: Stage, package: str) -> Decimal:
    days = (part.effort for part in parts_of(session, stage.project_id) if part.package == package)
    return sum(days, ZERO)


def _tests(session: Session, stage_id: uuid.UUID) -> Sequence[SignOffTest]:
    stage = found(session, Stage, stage_id, say("This stage is no longer in the plan."))
    return [test for test in tests_of(session, stage.project_id) if test.stage_id == stage_id]
