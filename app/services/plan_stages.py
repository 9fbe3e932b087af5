"""The stages of a plan and their sign-off tests, while the plan is still being written."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.payments import split_price
from app.domain.briefs import BriefItem
from app.domain.engagements import Engagement, SignOffTest, Stage
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.schedules import Activity, ActivityLink
from app.domain.team import WorkPackage
from app.services.found import found
from app.services.projects import open_project
from app.words import say

HUNDRED = Decimal(100)


class StageFields(TypedDict, total=False):
    """What may be changed of a stage; `share` is a percentage of the price, packages as "TPL-ERP.WP1"."""

    title: str
    delivers: str
    share: Decimal
    in_advance: bool
    packages: Sequence[str]
    starts_on: date | None
    planned_on: date | None


class TestFields(TypedDict, total=False):
    """What may be changed of a sign-off test; `occasion` (when) and `expected` (then) make up the text together."""

    text: str
    occasion: str
    expected: str
    how: str
    passes_if: str
    checked_by: str
    item_id: uuid.UUID | None
    code: str
    touches: Sequence[str]


def add_stage(
    session: Session,
    *,
    project_id: uuid.UUID,
    title: str,
    share: Decimal,
    delivers: str = "",
    packages: Sequence[str] = (),
    starts_on: date | None = None,
    planned_on: date | None = None,
    in_advance: bool = False,
    on: date,
) -> uuid.UUID:
    """Add a stage at the end and return its id; amounts follow from the shares."""
    _, engagement = open_plan(session, project_id, on)
    stage = Stage(project_id=project_id, number=len(stages_of(session, project_id)) + 1, title="")
    _change(
        stage,
        StageFields(
            title=title,
            share=share,
            delivers=delivers,
            packages=packages,
            starts_on=starts_on,
            planned_on=planned_on,
            in_advance=in_advance,
        ),
    )
    session.add(stage)
    session.flush()
    _deliver(session, stage)
    reprice(session, engagement)
    return stage.id


def change_stage(session: Session, *, stage_id: uuid.UUID, on: date, **fields: Unpack[StageFields]) -> None:
    """Change a stage; amounts follow from the shares."""
    stage = found(session, Stage, stage_id, say("This stage is no longer in the plan."))
    _, engagement = open_plan(session, stage.project_id, on)
    _change(stage, fields)
    if "packages" in fields:
        _deliver(session, stage)
    reprice(session, engagement)


def move_stage(session: Session, *, stage_id: uuid.UUID, before: uuid.UUID | None, on: date) -> None:
    """Put a stage before another, or last; the numbers follow."""
    stage = found(session, Stage, stage_id, say("This stage is no longer in the plan."))
    _, engagement = open_plan(session, stage.project_id, on)
    others = [other for other in stages_of(session, stage.project_id) if other.id != stage_id]
    place = next((at for at, other in enumerate(others) if other.id == before), len(others))
    _number([*others[:place], stage, *others[place:]])
    session.flush()
    reprice(session, engagement)


def remove_stage(session: Session, *, stage_id: uuid.UUID, on: date) -> None:
    """Take a stage with its tests out of the plan."""
    stage = found(session, Stage, stage_id, say("This stage is no longer in the plan."))
    _, engagement = open_plan(session, stage.project_id, on)
    for test in tests_of(session, stage.project_id):
        if test.stage_id == stage_id:
            session.delete(test)
    for part in _work_of(session, stage.project_id):
        if part.stage_id == stage_id:
            part.stage_id = None
    _unschedule(session, stage)
    _number([other for other in stages_of(session, stage.project_id) if other.id != stage_id])
    session.delete(stage)
    session.flush()
    reprice(session, engagement)


def add_test(
    session: Session,
    *,
    stage_id: uuid.UUID,
    text: str,
    how: str = "",
    passes_if: str = "",
    checked_by: str = "",
    item_id: uuid.UUID | None = None,
    code: str = "",
    touches: Sequence[str] = (),
    on: date,
) -> uuid.UUID:
    """Add a sign-off test to a stage and return its id; `item_id` is the must-have it proves."""
    stage = found(session, Stage, stage_id, say("This stage is no longer in the plan."))
    open_plan(session, stage.project_id, on)
    number = 1 + max(
        (t.number for t in tests_of(session, stage.project_id) if t.stage_id == stage_id), default=0
    )
    test = SignOffTest(project_id=stage.project_id, stage_id=stage_id, number=number, text="")
    _change_test(
        session,
        test,
        TestFields(
            text=text,
            how=how,
            passes_if=passes_if,
            checked_by=checked_by,
            item_id=item_id,
            code=code,
            touches=touches,
        ),
    )
    session.add(test)
    session.flush()
    return test.id


def change_test(session: Session, *, test_id: uuid.UUID, on: date, **fields: Unpack[TestFields]) -> None:
    """Change a sign-off test."""
    test = found(session, SignOffTest, test_id, say("This sign-off test is no longer here."))
    open_plan(session, test.project_id, on)
    _change_test(session, test, fields)


def move_test(session: Session, *, test_id: uuid.UUID, stage_id: uuid.UUID, on: date) -> None:
    """Put a test at the end of another stage."""
    test = found(session, SignOffTest, test_id, say("This sign-off test is no longer here."))
    stage = found(session, Stage, stage_id, say("This stage is no longer in the plan."))
    open_plan(session, test.project_id, on)
    if stage.project_id != test.project_id:
        raise DomainError(say("This stage belongs to another project."))
    before = test.stage_id
    _renumber_tests(
        [t for t in tests_of(session, stage.project_id) if t.stage_id == before and t.id != test_id]
    )
    rest = [t for t in tests_of(session, stage.project_id) if t.stage_id == stage_id and t.id != test_id]
    test.stage_id = stage_id
    _renumber_tests([*rest, test])


def remove_test(session: Session, *, test_id: uuid.UUID, on: date) -> None:
    """Take a test out of its stage."""
    test = found(session, SignOffTest, test_id, say("This sign-off test is no longer here."))
    open_plan(session, test.project_id, on)
    rest = [t for t in tests_of(session, test.project_id) if t.stage_id == test.stage_id and t.id != test_id]
    session.delete(test)
    _renumber_tests(rest)


def reprice(session: Session, engagement: Engagement) -> None:
    """Cut the price by the stages' shares; while these do not add up to 100 % each stage stands alone."""
    stages = stages_of(session, engagement.project_id)
    price = engagement.price
    if price is None or not stages:
        return
    shares = [stage.share for stage in stages]
    if sum(shares, Decimal(0)) == HUNDRED:
        split = split_price(price, shares, engagement.retention_share)
        for stage, part in zip(stages, split.stages, strict=True):
            stage.amount, stage.held = part.amount, part.held
        return
    for stage in stages:
        amount = price.times(stage.share / HUNDRED)
        stage.amount, stage.held = amount, amount.times(engagement.retention_share)


def open_plan(
    session: Session, project_id: uuid.UUID, on: date, state: str = "drafting"
) -> tuple[Project, Engagement]:
    """The project and its plan where it can still be worked on; refuses in words that fit its state."""
    project = open_project(session, project_id, on)
    engagement = engagement_of(session, project_id)
    if engagement is None:
        raise DomainError(say("There is no plan yet. Choose a quote first."))
    if engagement.state == state:
        return project, engagement
    if engagement.state == "drafting":
        raise DomainError(say("The text of the plan has to be agreed first."))
    if engagement.state == "ready_to_sign":
        raise DomainError(say("The text of the plan is agreed. Open it again before you change it."))
    raise DomainError(say("The plan is agreed by both sides. Change it by a change order instead."))


def engagement_of(session: Session, project_id: uuid.UUID) -> Engagement | None:
    """The engagement of a project that stands, or None."""
    return session.scalars(
        select(Engagement)
        .where(Engagement.project_id == project_id, Engagement.state != "cancelled")
        .order_by(Engagement.id.desc())
    ).first()


def stages_of(session: Session, project_id: uuid.UUID) -> list[Stage]:
    """The stages of a plan in their order, without those a change order took out."""
    return list(
        session.scalars(
            select(Stage)
            .where(Stage.project_id == project_id, Stage.state != "cancelled")
            .order_by(Stage.number, Stage.id)
        )
    )


def tests_of(session: Session, project_id: uuid.UUID) -> list[SignOffTest]:
    """The sign-off tests of a plan, stage by stage in their order."""
    return list(
        session.scalars(
            select(SignOffTest)
            .where(SignOffTest.project_id == project_id)
            .order_by(SignOffTest.stage_id, SignOffTest.number, SignOffTest.id)
        )
    )


def _work_of(session: Session, project_id: uuid.UUID) -> Sequence[WorkPackage]:
    return session.scalars(select(WorkPackage).where(WorkPackage.project_id == project_id)).all()


def _unschedule(session: Session, stage: Stage) -> None:
    """The lines of a stage's schedule, and what waits for them, go with it."""
    gone = session.scalars(select(Activity).where(Activity.stage_id == stage.id)).all()
    ids = {each.id for each in gone}
    for link in session.scalars(select(ActivityLink).where(ActivityLink.project_id == stage.project_id)):
        if link.before_id in ids or link.after_id in ids:
            session.delete(link)
    for each in gone:
        session.delete(each)


def _deliver(session: Session, stage: Stage) -> None:
    """The work of the team belongs to the stage that holds its package."""
    for part in _work_of(session, stage.project_id):
        if part.package in stage.packages:
            part.stage_id = stage.id
        elif part.stage_id == stage.id and part.package:
            part.stage_id = None


def _change(stage: Stage, fields: StageFields) -> None:
    if "title" in fields:
        title = " ".join(fields["title"].split())
        if not title:
            raise DomainError(say("Enter a name for the stage."))
        stage.title = title
    if "share" in fields:
        if not 0 <= fields["share"] <= HUNDRED:
            raise DomainError(say("A stage's part of the price must be from 0 to 100%."))
        stage.share = fields["share"]
    if "in_advance" in fields:
        stage.in_advance = fields["in_advance"]
    if "delivers" in fields:
        stage.delivers = fields["delivers"].strip()
    if "packages" in fields:
        stage.packages = list(fields["packages"])
    starts = fields.get("starts_on", stage.starts_on)
    ends = fields.get("planned_on", stage.planned_on)
    if starts is not None and ends is not None and ends < starts:
        raise DomainError(say("A stage can't end before it starts."))
    stage.starts_on, stage.planned_on = starts, ends


def _change_test(session: Session, test: SignOffTest, fields: TestFields) -> None:
    if "text" in fields:
        text = fields["text"].strip()
        if not text:
            raise DomainError(say("Say what will be checked."))
        test.text, test.occasion, test.expected = text, "", ""
    _when_then(test, fields)
    if fields.get("item_id") is not None:
        item = session.get(BriefItem, fields["item_id"])
        if item is None or item.project_id != test.project_id:
            raise DomainError(say("This must-have is no longer in the brief."))
    for name in ("how", "passes_if", "checked_by", "code"):
        if name in fields:
            setattr(test, name, str(fields[name]).strip())
    if "item_id" in fields:
        test.item_id = fields["item_id"]
    if "touches" in fields:
        test.touches = list(fields["touches"])


def _when_then(test: SignOffTest, fields: TestFields) -> None:
    """Words for when and then, once both are there, are the text of the test."""
    if "occasion" not in fields and "expected" not in fields:
        return
    test.occasion = " ".join(fields.get("occasion", test.occasion).split())
    test.expected = " ".join(fields.get("expected", test.expected).split())
    if test.occasion and test.expected:
        test.text = say("When {occasion}, then {expected}", occasion=test.occasion, expected=test.expected)


def _number(stages: Sequence[Stage]) -> None:
    for number, stage in enumerate(stages, start=1):
        stage.number = number


def _renumber_tests(tests: Sequence[SignOffTest]) -> None:
    for number, test in enumerate(tests, start=1):
        test.number = number
