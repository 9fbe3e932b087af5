"""A step that gets rows by their ids and changes fields leaves the session asleep, and nobody could tell."""

import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.base import Base, EntityMixin
from app.domain.engagements import Stage
from app.domain.errors import DomainError
from app.domain.projects import Project as SampleProject
from app.domain.providers import ProviderJob
from app.persistence import rows
from app.persistence.fields import Shape, shapes
from app.persistence.refusals import WriteRefused
from app.persistence.unit import UnitOfWork
from app.persistence.workspace import Workspace
from tests.persistence.garden import Bed, Friend, Nursery, Plant, Project
from tests.persistence.gardening import tables
from tests.sample import a_copy

SHAPES = [shape for shape in shapes(Base).values() if not shape.related]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Workspace, Workspace]]:
    """The sample twice."""
    with a_copy(tmp_path / "one") as one, a_copy(tmp_path / "two") as two:
        yield one, two


def test_a_row_fetched_is_the_row_that_the_session_loads(pair: tuple[Workspace, Workspace]) -> None:
    workspace, _ = pair
    seen = set()

    def compare(session: Session) -> None:
        for shape in SHAPES:
            for loaded in session.scalars(select(shape.cls).execution_options(with_deleted=True)):
                fetched = rows.fetch(session.connection(), shape, loaded.id)
                for attribute, _ in shape.mapper.all_orm_descriptors.items():
                    own, other = getattr(fetched, attribute), getattr(loaded, attribute)
                    assert (own, type(own)) == (other, type(other)), (shape.name, attribute)
                seen.add(shape.name)

    workspace.read(compare)
    assert len(seen) > 20
    assert seen >= {"project", "provider", "quote", "stage", "payment"}


def test_a_row_told_holds_what_the_session_loads(pair: tuple[Workspace, Workspace]) -> None:
    workspace, _ = pair
    seen, amounts = set(), set()

    def compare(session: Session) -> None:
        assert isinstance(session, UnitOfWork)
        for shape in SHAPES:
            loaded = session.scalars(select(shape.cls).order_by(shape.cls.id)).all()
            whole = tuple(
                each.key
                for each in shape.mapper.column_attrs
                if each.key == "id" or not any(getattr(row, each.key) is None for row in loaded)
            )
            composites = {each.key for each in shape.mapper.composites}
            told = session.told(shape.cls, "id", [row.id for row in loaded], whole)
            for plain, row in zip(told, loaded, strict=True):
                for name in (*whole, *(composites & set(dir(plain)))):
                    own, other = getattr(plain, name), getattr(row, name)
                    assert (own, type(own)) == (other, type(other)), (shape.name, name)
                seen.add(shape.name)
                amounts.update(composites & set(dir(plain)))

    workspace.read(compare)
    assert len(seen) > 20
    assert amounts


def test_an_amount_that_lacks_a_part_is_told_as_none(pair: tuple[Workspace, Workspace]) -> None:
    workspace, _ = pair
    names = ("value_minor", "value_currency")

    def told(session: Session) -> list[tuple[Money | None, Money | None]]:
        assert isinstance(session, UnitOfWork)
        jobs = session.scalars(select(ProviderJob).order_by(ProviderJob.id)).all()
        plain = session.told(ProviderJob, "id", [job.id for job in jobs], names)
        return [(one.value, job.value) for one, job in zip(plain, jobs, strict=True)]

    pairs = workspace.read(told)
    assert all(own == other for own, other in pairs)
    assert pairs


def values_of_others(shape: Shape, all_: list[Any]) -> Iterator[tuple[uuid.UUID, str, Any]]:
    """For each plain field of a class: a row, and a value of another row that differs."""
    for field in shape.fields.values():
        attribute = field.parts[0].attribute
        if (
            len(field.parts) > 1
            or field.parts[0].column.foreign_keys
            or attribute in ("deleted", "project_id")
        ):
            continue
        for row in all_:
            other = next((each for each in all_ if getattr(each, attribute) != getattr(row, attribute)), None)
            if other is not None:
                yield row.id, attribute, getattr(other, attribute)
                break


def told(workspace: Workspace, since: int) -> list[dict[str, Any]]:
    """What the operations after number `since` say, but for when and by which step."""
    statement = "SELECT bytes FROM op WHERE n > ? ORDER BY n"
    found = workspace.read(
        lambda session: session.connection().exec_driver_sql(statement, (since,)).scalars().all()
    )
    return [{key: said for key, said in json.loads(raw).items() if key in "skewin"} for raw in found]


def test_an_edit_is_stored_and_told_as_by_a_session_that_is_awake(pair: tuple[Workspace, Workspace]) -> None:
    asleep, awake = pair
    ends = [
        one.read(lambda session: session.connection().exec_driver_sql("SELECT max(n) FROM op").scalar_one())
        for one in pair
    ]
    edits = asleep.read(
        lambda session: [
            (shape.cls, *edit)
            for shape in SHAPES
            for edit in values_of_others(shape, list(session.scalars(select(shape.cls))))
        ]
    )
    assert len(edits) > 100

    def edit(
        entity: type[EntityMixin], id_: uuid.UUID, attribute: str, value: Any, wake: bool
    ) -> Callable[[Session], bool]:
        def verb(session: Session) -> bool:
            if wake:
                session.connection()
            setattr(session.get_one(entity, id_), attribute, value)
            return session.in_transaction()

        return verb

    for each in edits:
        woken, changes = asleep.write(edit(*each, wake=False), "edit")
        assert not woken
        stirred, same = awake.write(edit(*each, wake=True), "edit")
        assert stirred
        assert changes == same
    assert told(asleep, ends[0]) == told(awake, ends[1])
    assert tables(asleep) == tables(awake)
    assert asleep.check().ok


@pytest.fixture
def friend(workspace: Workspace) -> uuid.UUID:
    added = Friend(name="Ada")
    workspace.write(lambda session: session.add(added), "add")
    return added.id


def test_what_was_changed_is_seen_by_the_next_question(workspace: Workspace, friend: uuid.UUID) -> None:
    def verb(session: Session) -> tuple[bool, list[str]]:
        found = session.get_one(Friend, friend)
        found.name = "Bea"
        asked = session.scalars(select(Friend).where(Friend.name == "Bea")).one()
        asked.name += "trix"
        return asked is found is session.get(Friend, friend), list(session.scalars(select(Friend.name)))

    assert workspace.write(verb, "step")[0] == (True, ["Beatrix"])
    assert workspace.read(lambda session: session.get_one(Friend, friend).name) == "Beatrix"
    assert workspace.check().ok


def test_a_row_fetched_goes_with_one_that_is_added(workspace: Workspace, friend: uuid.UUID) -> None:
    def verb(session: Session) -> None:
        session.get_one(Friend, friend).name = "Bea"
        session.add(Nursery(name="N", rate=Money(3, "EUR")))

    _, changes = workspace.write(verb, "step")
    assert changes.entities == {"friend", "nursery"}
    assert workspace.check().ok
    workspace.undo()
    assert workspace.read(lambda session: session.get_one(Friend, friend).name) == "Ada"


def test_the_same_row_is_the_same_object(workspace: Workspace, friend: uuid.UUID) -> None:
    def verb(session: Session) -> bool:
        session.get_one(Friend, friend).name = "Bea"
        return session.get_one(Friend, friend).name == "Bea"

    assert workspace.write(verb, "step")[0]


def test_a_verb_that_fails_leaves_nothing_and_the_next_goes_on(
    workspace: Workspace, friend: uuid.UUID
) -> None:
    def fails(session: Session) -> None:
        session.get_one(Friend, friend).name = "Bea"
        raise KeyError("planned")

    with pytest.raises(KeyError):
        workspace.write(fails, "fails")
    assert workspace.read(lambda session: session.get_one(Friend, friend).name) == "Ada"

    def rename(session: Session) -> None:
        session.get_one(Friend, friend).name = "Cy"

    workspace.write(rename, "rename")
    assert workspace.read(lambda session: session.get_one(Friend, friend).name) == "Cy"
    assert workspace.check().ok


def test_a_key_that_leads_nowhere_is_named(workspace: Workspace) -> None:
    garden = Project(title="A")
    bed = Bed(project_id=garden.id, name="b")
    plant = Plant(project_id=garden.id, bed_id=bed.id, kind="rose")
    workspace.write(lambda session: session.add_all((garden, bed, plant)), "add")

    def verb(session: Session) -> None:
        session.get_one(Plant, plant.id).bed_id = uuid.uuid4()

    with pytest.raises(WriteRefused, match="plant points to a missing bed"):
        workspace.write(verb, "step")
    assert workspace.read(lambda session: session.get_one(Plant, plant.id).bed_id) == bed.id
    assert workspace.check().ok


def test_a_value_only_the_database_knows_is_refused(workspace: Workspace, friend: uuid.UUID) -> None:
    def verb(session: Session) -> None:
        session.get_one(Friend, friend).name = Friend.name + "x"  # type: ignore[assignment]

    with pytest.raises(WriteRefused, match="computed"):
        workspace.write(verb, "step")
    assert workspace.check().ok


def test_deleting_asks_for_nothing_more(workspace: Workspace, friend: uuid.UUID) -> None:
    def verb(session: Session) -> bool:
        session.delete(session.get_one(Friend, friend))
        return session.get(Friend, friend) is None and not session.in_transaction()

    assert workspace.write(verb, "step")[0]
    assert workspace.read(lambda session: session.get(Friend, friend)) is None
    assert workspace.check().ok
    workspace.undo()
    assert workspace.read(lambda session: session.get_one(Friend, friend).name) == "Ada"


def test_a_session_that_woke_for_nothing_leaves_no_transaction_behind(
    workspace: Workspace, friend: uuid.UUID
) -> None:
    def changes_its_mind(session: Session) -> None:
        thing = Friend(name="Bea")
        session.add(thing)
        session.expunge(thing)

    def fails(session: Session) -> None:
        session.get_one(Friend, friend).name = "Bea"
        session.add(Friend(name="Cy"))
        raise KeyError("planned")

    assert not workspace.write(changes_its_mind, "nothing")[1]
    with pytest.raises(KeyError):
        workspace.write(fails, "fails")
    assert workspace.read(lambda session: list(session.scalars(select(Friend.name)))) == ["Ada"]
    workspace.write(lambda session: session.add(Friend(name="Dot")), "add")
    assert workspace.check().ok


def test_the_rows_of_projects_are_those_that_the_session_finds(pair: tuple[Workspace, Workspace]) -> None:
    workspace, _ = pair
    there = workspace.read(lambda session: list(session.scalars(select(SampleProject.id))))
    compared = 0

    def compare(session: Session) -> None:
        nonlocal compared
        assert isinstance(session, UnitOfWork)
        for shape in SHAPES:
            if "project_id" not in shape.field_of:
                continue
            statement = select(shape.cls).where(shape.cls.project_id.in_(there)).order_by(shape.cls.id)
            found = session.belonging(shape.cls, there)
            assert [each.id for each in found] == [each.id for each in session.scalars(statement)]
            compared += len(found)

    workspace.read(compare)
    assert compared > 100


def test_the_rows_of_a_project_are_told_with_what_was_just_changed_in_them(
    pair: tuple[Workspace, Workspace],
) -> None:
    workspace, _ = pair

    def verb(session: Session) -> list[str]:
        assert isinstance(session, UnitOfWork)
        stage = session.scalars(select(Stage).order_by(Stage.id)).first()
        assert stage is not None
        stage.title = "Another title"
        return [each.title for each in session.belonging(Stage, [stage.project_id]) if each.id == stage.id]

    assert workspace.write(verb, "step")[0] == ["Another title"]


def test_words_of_a_verb_are_never_taken_for_those_of_the_database(
    workspace: Workspace, friend: uuid.UUID
) -> None:
    def refuses(session: Session) -> None:
        session.get_one(Friend, friend).name = "Bea"
        raise DomainError("“FOREIGN KEY” is no name.")

    with pytest.raises(DomainError, match="is no name"):
        workspace.write(refuses, "refuses")
    assert workspace.read(lambda session: session.get_one(Friend, friend).name) == "Ada"
