"""A long step is written and taken back in parts, and is one step all the same: whole or not at all."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.providers import Provider, ProviderSkill
from app.persistence import undo_plan
from app.persistence.refusals import UndoStopped, WriteRefused
from app.persistence.unit import settle
from app.persistence.workspace import Workspace

MANY = 30
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_plan, "AT_ONCE", 7)


def add_many(session: Session, *, fails: bool = False) -> None:
    for number in range(MANY):
        provider = Provider(name=f"Firm {number:02}", added_on=DAY, notes="private" if number % 3 else "")
        session.add(provider)
        session.add(ProviderSkill(provider_id=provider.id, skill="sk.wifi", level=3))
        if number % 10 == 9:
            settle(session)
    if fails:
        raise ZeroDivisionError


def names(workspace: Workspace) -> list[str]:
    return list(workspace.read(lambda session: session.scalars(select(Provider.name)).all()))


def test_parts_are_one_step_that_undo_and_redo_take_whole(workspace: Workspace) -> None:
    _, changes = workspace.write(add_many, "Import")
    assert len(changes.ids("provider")) == len(changes.ids("provider_skill")) == MANY
    assert len(names(workspace)) == MANY
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    undone = workspace.undo(progress)
    assert undone.ids("provider") == changes.ids("provider")
    assert names(workspace) == []
    assert len(told) > 3
    assert told == sorted(told)
    assert {total for _, total in told} == {told[0][1]}
    assert workspace.undo_step() is None
    workspace.redo()
    assert len(names(workspace)) == MANY
    assert workspace.check().problems == []


def test_a_step_that_fails_after_its_first_parts_leaves_nothing(workspace: Workspace) -> None:
    with pytest.raises(ZeroDivisionError):
        workspace.write(lambda session: add_many(session, fails=True), "Import")
    assert names(workspace) == []
    assert workspace.undo_step() is None
    workspace.write(add_many, "Import")
    assert workspace.check().problems == []


def test_an_undo_that_is_stopped_leaves_the_step_as_it_was(workspace: Workspace) -> None:
    workspace.write(add_many, "Import")
    with pytest.raises(UndoStopped):
        workspace.undo(lambda done, total: done < total // 2)
    assert len(names(workspace)) == MANY
    step = workspace.undo_step()
    assert step is not None
    assert step.label == "Import"
    workspace.undo()
    assert names(workspace) == []
    assert workspace.check().problems == []


def test_a_row_is_in_one_part_only(workspace: Workspace) -> None:
    def verb(session: Session) -> None:
        provider = Provider(name="Firm", added_on=DAY)
        session.add(provider)
        settle(session)
        provider.name = "Other"
        settle(session)

    with pytest.raises(WriteRefused, match="one part"):
        workspace.write(verb, "Import")
    assert names(workspace) == []
