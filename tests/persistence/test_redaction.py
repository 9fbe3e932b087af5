"""Values removed for good: gone from the bytes, the hashes still stand."""

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.domain.errors import DomainError
from app.exchange import merge
from app.persistence import search
from app.persistence.history import field_history
from app.persistence.refusals import CannotUndo
from app.persistence.workspace import Workspace
from tests.persistence.garden import Bed, Friend, Project
from tests.persistence.gardening import operations, tables

CANARY = "Canary Person"


def plant(workspace: Workspace) -> uuid.UUID:
    garden = Project(title=f"Garden of {CANARY}", note=CANARY, secret=CANARY)
    workspace.write(lambda session: session.add(garden), "plant")

    def again(session: Session) -> None:
        found = session.get_one(Project, garden.id)
        found.note, found.secret, found.title = f"{CANARY} 2", f"{CANARY} 3", f"{CANARY} 4"

    workspace.write(again, "edit")
    return garden.id


def stored(workspace: Workspace) -> bool:
    """True where the canary is anywhere in the database."""

    def look(session: Session) -> bool:
        ask = session.connection().exec_driver_sql
        names = [name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return any(
            CANARY in str([_text(value) for value in row])
            for name in names
            for row in ask(f"SELECT * FROM {name}")
        )

    return workspace.read(look)


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes) else str(value)


def test_every_past_value_is_gone_and_everything_still_proves_true(workspace: Workspace) -> None:
    id_ = plant(workspace)
    assert stored(workspace)
    changes = workspace.redact({("project", id_): ["title", "note", "secret"]}, "Forget a person")
    assert changes.rows == {("project", id_): frozenset({"title", "note", "secret"})}
    assert not stored(workspace)
    report = workspace.check()
    assert report.ok, report.problems
    assert report.removed == 4
    assert workspace.read(lambda session: session.get_one(Project, id_).title) == ""
    assert workspace.read(lambda session: search.find(session, "canary", private=True)) == ()
    history = workspace.read(lambda session: field_history(session, "project", id_, "note"))
    assert [(each.value, each.removed) for each in history] == [(None, True)] * 3


def test_it_is_not_undone(workspace: Workspace) -> None:
    id_ = plant(workspace)
    workspace.redact({("project", id_): ["note"]}, "Forget a person")
    with pytest.raises(CannotUndo, match="for good"):
        workspace.undo()


def test_life_goes_on_afterwards(workspace: Workspace) -> None:
    id_ = plant(workspace)
    workspace.redact({("project", id_): ["note"]}, "Forget")

    def verb(session: Session) -> None:
        session.get_one(Project, id_).note = "new"

    workspace.write(verb, "edit")
    assert workspace.check().ok
    workspace.undo()
    assert workspace.read(lambda session: session.get_one(Project, id_).note) == ""
    workspace.redact({("project", id_): ["note"]}, "Forget again")
    assert workspace.check().ok


def test_a_deleted_row_is_forgotten_too_and_stays_deleted(workspace: Workspace) -> None:
    friend = Friend(name=CANARY)
    workspace.write(lambda session: session.add(friend), "add")
    workspace.write(lambda session: session.delete(session.get_one(Friend, friend.id)), "delete")
    workspace.redact({("friend", friend.id): ["name"]}, "Forget")
    assert not stored(workspace)
    assert tables(workspace, living=True)["friend"] == []
    assert workspace.check().ok


def test_what_cannot_be_empty_is_refused_and_nothing_is_removed(workspace: Workspace) -> None:
    garden = Project(title="A")
    bed = Bed(project_id=garden.id, name=CANARY)
    workspace.write(lambda session: session.add_all([garden, bed]), "plant")
    before = operations(workspace)
    with pytest.raises(DomainError):
        workspace.redact({("bed", bed.id): ["name", "project_id"]}, "Forget")
    assert operations(workspace) == before


@pytest.mark.parametrize("order", ["before", "after", "backwards"])
def test_it_reaches_the_others_whatever_the_order(make: Callable[..., Workspace], order: str) -> None:
    ann, maria = make("Ann"), make("Ann", "Phone")
    id_ = plant(ann)
    known = merge.export(ann)
    if order == "before":
        merge.absorb(maria, known)
    ann.redact({("project", id_): ["title", "note", "secret"]}, "Forget")
    letter = merge.export(ann)
    assert not any(CANARY.encode() in raw for raw in letter)
    if order == "backwards":
        removals = [raw for raw in letter if b'"k":"redact"' in raw]
        merge.absorb(maria, removals)
        merge.absorb(maria, known)
    merge.absorb(maria, letter)
    assert not stored(maria)
    assert tables(maria) == tables(ann)
    report = maria.check()
    assert report.ok, report.problems
