"""Every committed change is an operation, exact, and nothing is stored without one."""

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.base import live
from app.domain.errors import DomainError
from app.persistence.history import field_history
from app.persistence.journal import Changes, binding
from app.persistence.keys import Keys
from app.persistence.refusals import WriteRefused
from app.persistence.workspace import Workspace
from tests.persistence.garden import Bed, Friend, GardenBase, Nursery, Plant, Project, Soil
from tests.persistence.gardening import operations, tables


def write(workspace: Workspace, verb: Callable[[Session], Any]) -> Changes:
    return workspace.write(verb, "step")[1]


def add(workspace: Workspace, *things: Any) -> None:
    write(workspace, lambda session: session.add_all(things))


def contents(workspace: Workspace) -> list[dict[str, Any]]:
    return workspace.read(
        lambda session: [
            json.loads(raw)
            for (raw,) in session.connection().exec_driver_sql("SELECT bytes FROM op ORDER BY n")
        ]
    )


def edit(workspace: Workspace, entity: type[Any], id_: uuid.UUID, **values: Any) -> Changes:
    def verb(session: Session) -> None:
        found = session.get(entity, id_)
        for name, value in values.items():
            setattr(found, name, value)

    return write(workspace, verb)


def consistent(workspace: Workspace) -> None:
    report = workspace.check()
    assert report.ok, report.problems


# ---- what an operation holds


def test_one_operation_a_row_and_scope_however_many_flushes(workspace: Workspace) -> None:
    def verb(session: Session) -> uuid.UUID:
        garden = Project(title="A", secret="hush")
        session.add(garden)
        session.flush()
        garden.title = "B"
        session.flush()
        session.add(Bed(project_id=garden.id, name="north"))
        return garden.id

    id_, changes = workspace.write(verb, "plant")
    found = contents(workspace)
    assert [(each["e"], each["s"], each["k"]) for each in found] == [
        ("project", id_.hex, "birth"),
        ("project", "private", "birth"),
        ("bed", id_.hex, "birth"),
    ]
    assert found[0]["w"]["title"] == ["B"]
    assert "secret" not in found[0]["w"]
    assert changes.entities == {"project", "bed"}
    assert changes.touches("bed")
    assert not changes.touches("plant", "friend")
    assert changes.ids("project") == {id_}
    consistent(workspace)


def test_ids_are_the_hash_of_the_exact_bytes_and_chains_are_unbroken(workspace: Workspace) -> None:
    garden = Project(title="A", secret="s")
    add(workspace, garden, Nursery(name="N"), Friend(name="F"))
    edit(workspace, Project, garden.id, title="B", secret="t")
    rows = workspace.read(
        lambda session: (
            session.connection().exec_driver_sql("SELECT id, scope, seq, bytes FROM op ORDER BY n").fetchall()
        )
    )
    last: dict[str, tuple[int, bytes]] = {}
    for id_, scope, number, raw in rows:
        content = json.loads(raw)
        assert hashlib.sha256(raw).digest() == id_
        before, link = last.get(scope, (0, b""))
        assert number == content["n"] == before + 1
        assert bool(content["q"]) is bool(link)
        last[scope] = number, id_
    assert set(last) == {"private", "network", garden.id.hex}


def test_an_operation_names_what_it_supersedes(workspace: Workspace) -> None:
    garden = Project(title="A")
    add(workspace, garden)
    edit(workspace, Project, garden.id, title="B")
    edit(workspace, Project, garden.id, title="C", note="n")
    first, second, third = contents(workspace)
    assert first["w"]["title"] == ["A"]
    assert len(second["w"]["title"][1]) == 1
    assert third["w"]["title"][1] != third["w"]["note"][1] == second["w"]["title"][1]


def test_person_and_device_are_apart(workspace: Workspace) -> None:
    add(workspace, Friend(name="F"))
    workspace.store.become("Ann", "Phone")
    add(workspace, Friend(name="G"))
    first, second = contents(workspace)
    assert first["a"] != second["a"]
    rows = workspace.read(
        lambda session: (
            session.connection().exec_driver_sql("SELECT person, device FROM actor ORDER BY n").fetchall()
        )
    )
    assert [tuple(row) for row in rows] == [("Ann", "Laptop"), ("Ann", "Phone")]


def test_the_clock_never_goes_back(tmp_path: Path, keys: Keys) -> None:
    times = iter((5_000, 4_000, 4_000, 9_000))
    with Workspace.create(
        tmp_path / "w", keys, person="", device="", base=GardenBase, clock=lambda: next(times)
    ) as workspace:
        for _ in range(4):
            add(workspace, Friend(name="F"))
        assert [each["t"] for each in contents(workspace)] == [[5000, 0], [5000, 1], [5000, 2], [9000, 0]]


def test_a_group_of_values_is_one_field(workspace: Workspace) -> None:
    bed = Project(title="A", budget=Money(5, "EUR"))
    add(workspace, bed)

    def half(session: Session) -> None:
        found: Any = session.get(Project, bed.id)
        found.budget_minor = 7

    assert write(workspace, half).rows == {("project", bed.id): frozenset({"budget"})}
    assert contents(workspace)[-1]["w"]["budget"][0] == {"budget_currency": "EUR", "budget_minor": 7}
    assert edit(workspace, Project, bed.id, budget=None).rows == {("project", bed.id): frozenset({"budget"})}
    assert workspace.read(lambda session: session.get_one(Project, bed.id).budget) is None
    consistent(workspace)


def test_columns_declared_one_group_travel_together(workspace: Workspace) -> None:
    garden = Project(title="A")
    bed = Bed(project_id=garden.id, name="north", sown_on=date(2026, 4, 1))
    add(workspace, garden, bed)
    assert edit(workspace, Bed, bed.id, sown_by="Ann").rows == {("bed", bed.id): frozenset({"sowing"})}
    assert contents(workspace)[-1]["w"]["sowing"][0] == {"sown_by": "Ann", "sown_on": "2026-04-01"}


def test_private_values_travel_alone(workspace: Workspace) -> None:
    garden = Project(title="A")
    add(workspace, garden)
    edit(workspace, Project, garden.id, secret="hush", margin=Money(3, "EUR"))
    shared, private = contents(workspace)
    assert shared["s"] == garden.id.hex
    assert (private["s"], set(private["w"])) == ("private", {"secret", "margin"})
    consistent(workspace)


# ---- what is no operation


@pytest.mark.parametrize(
    "values",
    [
        {"title": "A"},
        {"budget": Money(5, "EUR")},
        {"soil": Soil.CLAY},
    ],
)
def test_writing_the_same_again_is_no_operation(workspace: Workspace, values: dict[str, Any]) -> None:
    garden = Project(title="A", budget=Money(5, "EUR"))
    add(workspace, garden)
    assert not edit(workspace, Project, garden.id, **values)
    assert len(contents(workspace)) == 1


def test_there_and_back_in_one_unit_is_no_operation(workspace: Workspace) -> None:
    garden = Project(title="A")
    add(workspace, garden)

    def verb(session: Session) -> None:
        found = session.get_one(Project, garden.id)
        found.title = "B"
        session.flush()
        found.title = "A"

    assert not write(workspace, verb)
    assert len(contents(workspace)) == 1


def test_a_value_set_on_an_expired_object_and_a_merged_object(workspace: Workspace) -> None:
    garden = Project(title="A", note="n")
    add(workspace, garden)

    def verb(session: Session) -> None:
        found = session.get_one(Project, garden.id)
        session.expire(found)
        found.title = "A"
        session.merge(Project(id=garden.id, title="A", note="n"))

    assert not write(workspace, verb)
    consistent(workspace)


def test_decimal_places_alone_are_no_change(workspace: Workspace) -> None:
    garden = Project(title="A")
    bed = Bed(project_id=garden.id, name="n", area=Decimal("4.5"))
    add(workspace, garden, bed)
    assert not edit(workspace, Bed, bed.id, area=Decimal("4.50"))
    consistent(workspace)


# ---- traps


def test_keys_set_through_relationships_are_seen(workspace: Workspace) -> None:
    garden = Project(title="A")
    parent, child = Bed(name="p", project=garden), Bed(name="c", project=garden)
    child.parent = parent
    add(workspace, child)
    by_name = {each["w"]["name"][0]: each for each in contents(workspace) if each["e"] == "bed"}
    assert by_name["c"]["w"]["parent_id"] == [parent.id.hex]

    def unlink(session: Session) -> None:
        session.scalars(select(Bed).where(Bed.id == child.id)).one().parent_id = None

    assert write(workspace, unlink).rows == {("bed", child.id): frozenset({"parent_id"})}
    consistent(workspace)


def test_rows_may_be_added_in_any_order(workspace: Workspace) -> None:
    garden = Project(title="A")
    bed = Bed(project_id=garden.id, name="b")
    plant = Plant(project_id=garden.id, bed_id=bed.id, kind="rose")
    add(workspace, plant, bed, garden)
    consistent(workspace)


def test_a_key_that_leads_nowhere_is_refused_by_name(workspace: Workspace) -> None:
    garden = Project(title="A")
    with pytest.raises(WriteRefused, match="plant points to a missing bed"):
        add(workspace, garden, Plant(project_id=garden.id, bed_id=uuid.uuid4(), kind="rose"))
    assert contents(workspace) == []
    add(workspace, garden)
    consistent(workspace)


def test_two_workspaces_never_write_into_each_other(make: Callable[..., Workspace]) -> None:
    one, other = make(), make()
    add(one, Friend(name="F"))
    assert contents(other) == []
    with one.unit("outer") as outer:
        outer.add(Friend(name="G"))
        outer.flush()
        add(other, Friend(name="H"))
    assert (len(contents(one)), len(contents(other))) == (2, 1)
    consistent(one)
    consistent(other)


def test_json_is_frozen_and_comes_back_as_it_went_in(workspace: Workspace) -> None:
    garden = Project(title="A")
    bed = Bed(project_id=garden.id, name="b", seeds=["rose", {"deep": [1, None]}])
    add(workspace, garden, bed)

    def read(session: Session) -> Any:
        return session.get_one(Bed, bed.id).seeds

    seeds = workspace.read(read)
    assert seeds == ("rose", {"deep": (1, None)})
    with pytest.raises(TypeError, match="frozen"):
        seeds[1]["deep"] = 2
    mine = ["tulip"]
    found = Bed(project_id=garden.id, name="c", seeds=mine)
    mine.append("later")
    add(workspace, found)
    assert workspace.read(lambda session: session.get_one(Bed, found.id).seeds) == ("tulip",)
    consistent(workspace)


@pytest.mark.parametrize(
    "value", [{1: "a"}, [Decimal(1)], [float("nan")], {"a": date(2026, 1, 1)}, [b"x"], {"s": {1}}]
)
def test_json_that_would_not_come_back_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        Bed(name="b", seeds=value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("place", "12"),
        ("place", 1.5),
        ("place", True),
        ("place", 2**63),
        ("area", 1.5),
        ("area", Decimal("NaN")),
        ("area", Decimal("Infinity")),
        ("weeded", 1),
        ("sown_on", datetime(2026, 1, 1, tzinfo=UTC)),
        ("name", 7),
    ],
)
def test_values_of_another_type_are_refused_before_they_are_stored(
    workspace: Workspace, name: str, value: Any
) -> None:
    garden = Project(title="A")
    add(workspace, garden)
    with pytest.raises((WriteRefused, Exception)):
        add(workspace, Bed(**{"project_id": garden.id, "name": "b", name: value}))
    assert tables(workspace)["bed"] == []
    consistent(workspace)


@pytest.mark.parametrize("value", ["half \ud83d", "nul \0"])
def test_text_nobody_can_keep_is_refused_in_plain_words(workspace: Workspace, value: str) -> None:
    with pytest.raises((DomainError, UnicodeEncodeError)):
        add(workspace, Friend(name=value))
    garden = Project(title="A")
    with pytest.raises((DomainError, UnicodeEncodeError)):
        add(workspace, garden, Bed(project_id=garden.id, name="b", seeds=[value.replace("\0", "\ud83d")]))
    assert contents(workspace) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
def test_any_text_comes_back_unchanged(workspace: Workspace, value: str) -> None:
    friend = Friend(name=value)
    add(workspace, friend)
    assert workspace.read(lambda session: session.get_one(Friend, friend.id).name) == value


def test_an_id_never_changes(workspace: Workspace) -> None:
    friend = Friend(name="F")
    add(workspace, friend)
    with pytest.raises(WriteRefused, match="id"):
        edit(workspace, Friend, friend.id, id=uuid.uuid4())
    consistent(workspace)


def test_a_row_stays_in_its_project(workspace: Workspace) -> None:
    one, other = Project(title="A"), Project(title="B")
    bed = Bed(project_id=one.id, name="b")
    add(workspace, one, other, bed)
    with pytest.raises(WriteRefused, match="project"):
        edit(workspace, Bed, bed.id, project_id=other.id)
    consistent(workspace)


def test_a_value_only_the_database_knows_is_refused(workspace: Workspace) -> None:
    garden = Project(title="A")
    bed = Bed(project_id=garden.id, name="b")
    add(workspace, garden, bed)
    with pytest.raises(WriteRefused, match="computed"):
        edit(workspace, Bed, bed.id, place=Bed.place + 1)
    with pytest.raises(WriteRefused, match="computed"):
        add(workspace, Bed(project_id=garden.id, name=func.lower("B")))
    consistent(workspace)


def test_a_failed_unit_leaves_neither_rows_nor_operations_nor_a_gap(workspace: Workspace) -> None:
    def fails(session: Session) -> None:
        session.add(Friend(name="F"))
        session.flush()
        raise KeyError("planned")

    add(workspace, Friend(name="E"))
    with pytest.raises(KeyError):
        workspace.write(fails, "fails")
    add(workspace, Friend(name="G"))
    assert [each["n"] for each in contents(workspace)] == [1, 2]
    consistent(workspace)


def test_nothing_has_to_be_loaded_again_after_a_commit(workspace: Workspace) -> None:
    friend, _ = workspace.write(lambda session: session.merge(Friend(name="F")), "step")
    assert friend.name == "F"


# ---- writes that would slip past

SLIPS: dict[str, Callable[[Session], object]] = {
    "core update": lambda session: session.connection().execute(update(Friend.__table__).values(name="X")),
    "core insert": lambda session: session.connection().execute(
        insert(Friend.__table__).values(id=uuid.uuid4(), deleted=False, name="X")
    ),
    "text": lambda session: session.execute(text("UPDATE friend SET name = 'X'")),
    "comment in front": lambda session: session.execute(text("/* x */ update friend set name = 'X'")),
    "delete": lambda session: session.execute(text("DELETE FROM friend")),
    "with": lambda session: session.execute(text("WITH x AS (SELECT 1) UPDATE friend SET name = 'X'")),
    "bulk orm update": lambda session: session.execute(update(Friend).values(name="X")),
    "query update": lambda session: session.query(Friend).update({"name": "X"}),
    "query delete": lambda session: session.query(Friend).delete(),
    "bulk save": lambda session: session.bulk_save_objects([Friend(name="X")]),
    "bulk mappings": lambda session: session.bulk_insert_mappings(Friend, [{"name": "X"}]),
    "the journal itself": lambda session: session.execute(text("UPDATE op SET seq = 9")),
    "the heads": lambda session: session.execute(text("DELETE FROM head")),
    "the steps": lambda session: session.execute(text("DELETE FROM txn")),
    "drop": lambda session: session.execute(text("DROP TABLE friend")),
    "drop guard": lambda session: session.execute(text("DROP TRIGGER guard_friend_UPDATE")),
    "alter": lambda session: session.execute(text("ALTER TABLE friend ADD COLUMN x")),
    "pragma": lambda session: session.execute(text("PRAGMA user_version = 9")),
    "durability": lambda session: session.execute(text("PRAGMA synchronous = OFF")),
    "attach": lambda session: session.execute(text("ATTACH ':memory:' AS other")),
    "savepoint": lambda session: session.begin_nested(),
    "truly delete": lambda session: session.execute(text("DELETE FROM friend WHERE 1")),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_write_that_would_slip_past_is_refused(workspace: Workspace, slip: str) -> None:
    add(workspace, Friend(name="F"))
    before, known = tables(workspace), operations(workspace)
    with pytest.raises(WriteRefused):
        workspace.write(SLIPS[slip], "slips")
    assert tables(workspace) == before
    assert operations(workspace) == known
    consistent(workspace)


@pytest.mark.parametrize(
    "statement", ["UPDATE friend SET name = 'X'", "/* */ DELETE FROM friend", "DELETE FROM op"]
)
def test_a_raw_connection_cannot_write_either(workspace: Workspace, statement: str) -> None:
    add(workspace, Friend(name="F"))
    before = tables(workspace)
    raw = workspace.store.engine.raw_connection()
    driver: Any = raw.driver_connection
    with pytest.raises(workspace.store.driver.module.DatabaseError, match="outside the unit of work"):
        driver.execute(statement)
    raw.close()
    assert tables(workspace) == before


def test_a_commit_before_the_operations_are_written_is_refused(workspace: Workspace) -> None:
    def verb(session: Session) -> None:
        session.add(Friend(name="F"))
        session.flush()
        session.connection().commit()

    with pytest.raises(WriteRefused, match="without their operations"):
        workspace.write(verb, "slips")

    def raw(session: Session) -> None:
        session.add(Friend(name="F"))
        session.flush()
        session.execute(text("COMMIT"))

    with pytest.raises(WriteRefused):
        workspace.write(raw, "slips")
    assert tables(workspace)["friend"] == []
    consistent(workspace)


def test_a_reading_session_cannot_write(workspace: Workspace) -> None:
    def verb(session: Session) -> None:
        session.add(Friend(name="F"))
        session.flush()

    add(workspace, Friend(name="E"))
    with pytest.raises(WriteRefused, match="only reads"):
        workspace.read(verb)
    with pytest.raises(WriteRefused):
        workspace.read(lambda session: session.execute(text("DELETE FROM op")))
    with pytest.raises(Exception, match=r"readonly|only reads|disk refused"), workspace.reader() as session:
        session.execute(text("DELETE FROM friend"))


def test_binding_belongs_into_a_unit_of_work(workspace: Workspace) -> None:
    with pytest.raises(WriteRefused):
        workspace.read(lambda session: binding(session, "because"))


# ---- deleted rows


def test_deleting_marks_and_selects_leave_it_out(workspace: Workspace) -> None:
    garden = Project(title="A")
    bed = Bed(project_id=garden.id, name="b")
    kept = Bed(project_id=garden.id, name="c")
    add(workspace, garden, bed, kept)
    changes = write(workspace, lambda session: session.delete(session.get_one(Bed, bed.id)))
    assert changes.rows == {("bed", bed.id): frozenset({"deleted"})}

    def look(session: Session) -> None:
        assert session.get(Bed, bed.id) is None
        assert [each.id for each in session.scalars(select(Bed))] == [kept.id]
        assert session.execute(select(Bed.name)).all() == [("c",)]
        assert session.query(Bed).count() == 1
        joined = select(Project.title, Bed.name).join(Bed, Bed.project_id == Project.id)
        assert session.execute(joined).all() == [("A", "c")]
        everything = select(Bed).execution_options(with_deleted=True)
        assert len(session.scalars(everything).all()) == 2
        table = Bed.__table__
        assert len(session.execute(select(table.c.id)).all()) == 2, (
            "selects of tables are not filtered by themselves"
        )
        assert session.execute(select(table.c.name).where(live(table))).all() == [("c",)]
        assert session.execute(select(table.c.name).where(live(Bed))).all() == [("c",)]

    workspace.read(look)
    consistent(workspace)


def test_a_row_deleted_in_this_unit_is_not_found_in_it(workspace: Workspace) -> None:
    friend = Friend(name="F")
    add(workspace, friend)

    def verb(session: Session) -> None:
        session.delete(session.get_one(Friend, friend.id))
        assert session.get(Friend, friend.id) is None

    write(workspace, verb)


def test_a_deleted_row_is_not_edited(workspace: Workspace) -> None:
    friend = Friend(name="F")
    add(workspace, friend)
    write(workspace, lambda session: session.delete(session.get_one(Friend, friend.id)))

    def verb(session: Session) -> None:
        session.scalars(select(Friend).execution_options(with_deleted=True)).one().name = "G"

    with pytest.raises(WriteRefused, match="deleted"):
        write(workspace, verb)


# ---- history


def test_the_history_of_a_field(workspace: Workspace) -> None:
    garden = Project(title="A", budget=Money(1, "EUR"))
    workspace.write(lambda session: session.add(garden), "make a garden")
    edit(workspace, Project, garden.id, title="B", budget=Money(2, "EUR"))
    edit(workspace, Project, garden.id, budget=None)
    found = workspace.read(lambda session: field_history(session, "project", garden.id, "budget"))
    assert [each.value for each in found] == [None, Money(2, "EUR"), Money(1, "EUR")]
    assert [each.current for each in found] == [True, False, False]
    assert found[-1].label == "make a garden"
    assert {(each.person, each.device) for each in found} == {("Ann", "Laptop")}
    assert all(before.at >= after.at for before, after in pairwise(found))
