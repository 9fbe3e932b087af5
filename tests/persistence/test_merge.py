"""What a merge keeps, lists, makes wait and passes on."""

import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.errors import DomainError
from app.exchange import merge
from app.exchange.differences import Conflict, conflicts, settle
from app.persistence.journal import wall_clock
from app.persistence.operations import Malformed, read_operation, write_operation
from app.persistence.refusals import CannotUndo
from app.persistence.workspace import Workspace
from tests.persistence.garden import Bed, Friend, Nursery, Plant, Project, Soil
from tests.persistence.gardening import operations, tables

Pair = tuple[Workspace, Workspace, uuid.UUID]


def shared(workspace: Workspace) -> set[str]:
    return {scope for _, scope in merge.vector(workspace)} - {"private"}


def pass_on(giver: Workspace, taker: Workspace) -> merge.Merged:
    return merge.absorb(taker, merge.export(giver, scopes=shared(giver)), merge.actors(giver))


def exchange(one: Workspace, other: Workspace) -> None:
    pass_on(one, other)
    pass_on(other, one)


def edit(workspace: Workspace, entity: type[Any], id_: uuid.UUID, **values: Any) -> None:
    def verb(session: Session) -> None:
        found = session.get_one(entity, id_)
        for name, value in values.items():
            setattr(found, name, value)

    workspace.write(verb, "edit")


def delete(workspace: Workspace, entity: type[Any], id_: uuid.UUID) -> None:
    workspace.write(lambda session: session.delete(session.get_one(entity, id_)), "delete")


def disagreements(workspace: Workspace) -> tuple[Conflict, ...]:
    return workspace.read(conflicts)


def value(workspace: Workspace, entity: type[Any], id_: uuid.UUID, name: str) -> Any:
    def query(session: Session) -> Any:
        found = session.get(entity, id_)
        return None if found is None else getattr(found, name)

    return workspace.read(query)


@pytest.fixture
def pair(make: Callable[..., Workspace]) -> Pair:
    ann, maria = make("Ann"), make("Maria")
    garden = Project(title="A", note="n")
    ann.write(lambda session: session.add(garden), "plant")
    pass_on(ann, maria)
    return ann, maria, garden.id


def healthy(*workspaces: Workspace) -> None:
    for each in workspaces:
        report = each.check()
        assert report.ok, report.problems


def test_different_fields_of_one_row_merge_without_a_word(pair: Pair) -> None:
    ann, maria, id_ = pair
    edit(ann, Project, id_, title="B")
    edit(maria, Project, id_, note="m")
    exchange(ann, maria)
    for each in (ann, maria):
        assert (value(each, Project, id_, "title"), value(each, Project, id_, "note")) == ("B", "m")
        assert disagreements(each) == ()
    healthy(ann, maria)


def test_both_sides_of_a_difference_are_kept_and_the_same_one_is_shown(pair: Pair) -> None:
    ann, maria, id_ = pair
    edit(ann, Project, id_, title="Ann's")
    edit(maria, Project, id_, title="Maria's")
    exchange(ann, maria)
    assert value(ann, Project, id_, "title") == value(maria, Project, id_, "title")
    (found,) = disagreements(ann)
    assert (found.entity, found.id, found.field, found.base) == ("project", id_, "title", "A")
    assert {(each.value, each.person) for each in found.versions} == {("Ann's", "Ann"), ("Maria's", "Maria")}
    (shown,) = [each for each in found.versions if each.shown]
    assert shown.value == value(ann, Project, id_, "title")
    assert disagreements(maria) == (found,)
    healthy(ann, maria)


def test_the_same_value_written_twice_is_no_difference(pair: Pair) -> None:
    ann, maria, id_ = pair
    edit(ann, Project, id_, title="B")
    edit(maria, Project, id_, title="B")
    exchange(ann, maria)
    assert disagreements(ann) == ()
    healthy(ann, maria)


def test_money_is_never_mixed(pair: Pair) -> None:
    ann, maria, id_ = pair
    edit(ann, Project, id_, budget=Money(100, "EUR"))
    edit(maria, Project, id_, budget=Money(7, "JPY"))
    exchange(ann, maria)
    assert value(ann, Project, id_, "budget") in (Money(100, "EUR"), Money(7, "JPY"))
    assert {each.value for each in disagreements(ann)[0].versions} == {Money(100, "EUR"), Money(7, "JPY")}


@pytest.mark.parametrize("choice", ["Ann's", "Maria's"])
def test_settling_a_difference_settles_it_everywhere(pair: Pair, choice: str) -> None:
    ann, maria, id_ = pair
    edit(ann, Project, id_, title="Ann's")
    edit(maria, Project, id_, title="Maria's")
    exchange(ann, maria)
    (found,) = disagreements(ann)
    (chosen,) = [each for each in found.versions if each.value == choice]
    assert settle(ann, found, chosen.operation).rows == {("project", id_): frozenset({"title"})}
    exchange(ann, maria)
    for each in (ann, maria):
        assert value(each, Project, id_, "title") == choice
        assert disagreements(each) == ()
    with pytest.raises(CannotUndo, match="settled"):
        ann.undo()
    with pytest.raises(DomainError, match="changed since"):
        settle(maria, found, chosen.operation)
    healthy(ann, maria)


def test_writing_over_a_difference_settles_it_and_is_not_undone(pair: Pair) -> None:
    ann, maria, id_ = pair
    edit(ann, Project, id_, title="Ann's")
    edit(maria, Project, id_, title="Maria's")
    exchange(ann, maria)
    edit(ann, Project, id_, title="Ours")
    assert disagreements(ann) == ()
    with pytest.raises(CannotUndo, match="settled"):
        ann.undo()
    exchange(ann, maria)
    assert value(maria, Project, id_, "title") == "Ours"
    healthy(ann, maria)


def test_two_people_settling_differently_is_a_new_difference(pair: Pair) -> None:
    ann, maria, id_ = pair
    edit(ann, Project, id_, title="Ann's")
    edit(maria, Project, id_, title="Maria's")
    exchange(ann, maria)
    for each, choice in ((ann, "Ann's"), (maria, "Maria's")):
        (found,) = disagreements(each)
        settle(each, found, next(side.operation for side in found.versions if side.value == choice))
    exchange(ann, maria)
    assert len(disagreements(ann)) == len(disagreements(maria)) == 1
    healthy(ann, maria)


def test_an_edit_beats_a_deletion_that_had_not_seen_it(pair: Pair) -> None:
    ann, maria, id_ = pair
    delete(ann, Project, id_)
    edit(maria, Project, id_, note="still needed")
    exchange(ann, maria)
    for each in (ann, maria):
        assert value(each, Project, id_, "note") == "still needed"
        (found,) = disagreements(each)
        assert found.field == "deleted"
        assert {(side.person, side.value) for side in found.versions} == {("Ann", True), ("Maria", False)}
    healthy(ann, maria)


@pytest.mark.parametrize("deletes", [True, False])
def test_settling_a_disputed_deletion(pair: Pair, deletes: bool) -> None:
    ann, maria, id_ = pair
    delete(ann, Project, id_)
    edit(maria, Project, id_, note="still needed")
    exchange(ann, maria)
    (found,) = disagreements(maria)
    settle(maria, found, next(side.operation for side in found.versions if side.value is deletes))
    exchange(ann, maria)
    for each in (ann, maria):
        assert (value(each, Project, id_, "title") is None) is deletes
        assert disagreements(each) == ()
    healthy(ann, maria)


def test_deleting_a_disputed_row_again_deletes_it(pair: Pair) -> None:
    ann, maria, id_ = pair
    delete(ann, Project, id_)
    edit(maria, Project, id_, note="still needed")
    exchange(ann, maria)
    delete(ann, Project, id_)
    exchange(ann, maria)
    assert value(maria, Project, id_, "title") is None
    assert disagreements(maria) == ()
    healthy(ann, maria)


def test_a_deletion_that_had_seen_every_edit_deletes(pair: Pair) -> None:
    ann, maria, id_ = pair
    edit(maria, Project, id_, note="m", title="t")
    exchange(ann, maria)
    delete(ann, Project, id_)
    exchange(ann, maria)
    assert value(maria, Project, id_, "title") is None
    assert disagreements(maria) == ()


def test_a_private_edit_keeps_nobody_elses_row(pair: Pair) -> None:
    ann, maria, id_ = pair
    edit(maria, Project, id_, secret="mine")
    delete(ann, Project, id_)
    exchange(ann, maria)
    assert value(maria, Project, id_, "title") is None
    healthy(ann, maria)


def test_private_values_never_leave(pair: Pair) -> None:
    ann, maria, id_ = pair
    edit(ann, Project, id_, secret="CANARY", margin=Money(1, "EUR"))
    ann.write(lambda session: session.add(Nursery(name="N", notes="CANARY")), "nursery")
    ann.write(lambda session: session.add(Friend(name="CANARY")), "friend")
    letter = merge.export(ann, scopes=shared(ann))
    assert letter
    assert not any(b"CANARY" in raw for raw in letter)
    assert merge.absorb(maria, letter).waiting == 0
    assert value(maria, Project, id_, "secret") == ""
    assert len(tables(maria)["nursery"]) == 1
    healthy(ann, maria)


def test_only_what_is_missing_is_sent(pair: Pair) -> None:
    ann, maria, id_ = pair
    assert merge.export(ann, have=merge.vector(maria)) == []
    edit(ann, Project, id_, title="B")
    assert len(merge.export(ann, scopes=shared(ann), have=merge.vector(maria))) == 1


def test_a_gap_is_asked_for_again(pair: Pair) -> None:
    ann, maria, id_ = pair
    for each in "BCD":
        edit(ann, Project, id_, title=each)
    letter = merge.export(ann, scopes=shared(ann), have=merge.vector(maria))
    merge.absorb(maria, [letter[0], letter[2]])
    assert merge.vector(maria)[read_operation(letter[0]).actor, id_.hex] == 2
    assert value(maria, Project, id_, "title") == "D"
    report = maria.check()
    assert report.ok
    assert any("not arrived" in notice for notice in report.notices)
    merge.absorb(maria, merge.export(ann, scopes=shared(ann), have=merge.vector(maria)))
    assert operations(maria) == operations(ann)
    assert maria.check().notices == []


def test_what_was_superseded_before_it_arrived_stays_superseded(pair: Pair) -> None:
    ann, maria, id_ = pair
    edit(ann, Project, id_, title="B")
    edit(ann, Project, id_, title="C")
    letter = merge.export(ann, scopes=shared(ann), have=merge.vector(maria))
    for raw in reversed(letter):
        merge.absorb(maria, [raw])
        assert value(maria, Project, id_, "title") == "C"
    assert disagreements(maria) == ()
    healthy(maria)


def test_rows_wait_for_what_they_point_to_and_then_come_all_at_once(make: Callable[..., Workspace]) -> None:
    ann, maria = make("Ann"), make("Maria")
    garden = Project(title="A")
    bed = Bed(project_id=garden.id, name="b")
    child = Bed(project_id=garden.id, parent_id=bed.id, name="c")
    plant = Plant(project_id=garden.id, bed_id=bed.id, kind="rose")
    for each in (garden, bed, child, plant):
        ann.write(lambda session, thing=each: session.add(thing), "plant")
    by_row = {read_operation(raw).row: raw for raw in merge.export(ann)}

    def send(thing: Any) -> merge.Merged:
        return merge.absorb(maria, [by_row[thing.id.bytes]])

    assert send(plant).waiting == 1
    assert send(child).waiting == 2
    assert send(garden).waiting == 2
    # The child only may point to its bed: it is shown, without it, and goes on waiting.
    assert len(tables(maria)["bed"]) == 1
    assert value(maria, Bed, child.id, "parent_id") is None
    healthy(maria)
    assert send(bed).waiting == 0
    assert tables(maria) == tables(ann)
    healthy(maria)


def test_a_row_moved_to_something_unknown_waits_with_all_that_hang_on_it(
    make: Callable[..., Workspace],
) -> None:
    ann, maria = make("Ann"), make("Maria")
    garden = Project(title="A")
    bed = Bed(project_id=garden.id, name="b")
    plant = Plant(project_id=garden.id, bed_id=bed.id, kind="rose")
    ann.write(lambda session: session.add_all([garden, bed, plant]), "plant")
    pass_on(ann, maria)
    other = Bed(project_id=garden.id, name="new")
    ann.write(lambda session: session.add(other), "bed")
    edit(ann, Plant, plant.id, bed_id=other.id)
    letter = merge.export(ann, have=merge.vector(maria))
    move = [raw for raw in letter if read_operation(raw).entity == "plant"]
    assert merge.absorb(maria, move).waiting == 1
    assert tables(maria)["plant"] == []
    healthy(maria)
    merge.absorb(maria, letter)
    assert tables(maria) == tables(ann)
    healthy(maria)


def hand_made(workspace: Workspace, **changes: Any) -> bytes:
    """An operation of a peer, like the first of `workspace` but for `changes`."""
    content = json.loads(merge.export(workspace)[0])
    return write_operation({**content, "a": "ab" * 16, "n": 1, "q": "", **changes})


def test_unknown_entities_and_fields_are_kept_and_passed_on_byte_for_byte(
    pair: Pair, make: Callable[..., Workspace]
) -> None:
    ann, maria, id_ = pair
    third = make("Carla")
    strange = [
        hand_made(ann, e="greenhouse", i=uuid.uuid4().hex, w={"panes": [12], "deleted": [False]}),
        hand_made(ann, n=2, k="edit", w={"smell": [{"b": 1, "a": [None, 1.5]}]}),
        hand_made(ann, n=3, k="prune", w={"title": ["no effect here"]}),
        hand_made(ann, n=4, v=2, k="edit", w={"title": ["nor here"]}, extra={"new": True}),
    ]
    pass_on(ann, third)
    for each in (maria, third):
        came = merge.absorb(each, strange)
        assert (came.added, came.refused) == (4, 0)
        assert value(each, Project, id_, "title") == "A"
        healthy(each)
    assert set(strange) <= set(merge.export(maria))
    pass_on(maria, ann)
    assert set(strange) <= operations(ann)
    healthy(ann)


def test_a_value_that_does_not_fit_is_kept_but_not_shown(pair: Pair) -> None:
    ann, maria, id_ = pair
    merge.absorb(maria, [hand_made(ann, k="edit", w={"title": [12], "soil": ["MOON"], "note": ["fits"]})])
    assert value(maria, Project, id_, "title") == "A"
    assert value(maria, Project, id_, "soil") is Soil.CLAY
    assert value(maria, Project, id_, "note") == "fits"
    healthy(maria)


def test_a_private_value_smuggled_into_the_shared_scope_is_not_shown(pair: Pair) -> None:
    ann, maria, id_ = pair
    merge.absorb(maria, [hand_made(ann, k="edit", w={"secret": ["planted"]})])
    assert value(maria, Project, id_, "secret") == ""
    healthy(maria)


BAD = {
    "nothing": b"",
    "no json": b"rose",
    "a list": b"[]",
    "a number": b"1",
    "not utf-8": b'{"\xff": 1}',
    "deep": b"[" * 200_000,
    "twice": b'{"v": 1, "v": 1}',
    "nan": b'{"v": NaN}',
    "empty": b"{}",
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_operation_is_refused_and_the_rest_taken(pair: Pair, name: str) -> None:
    ann, maria, id_ = pair
    edit(ann, Project, id_, title="B")
    came = merge.absorb(maria, [BAD[name], *merge.export(ann, scopes=shared(ann))])
    assert (came.refused, came.added) == (1, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"a": "ab"},
        {"n": -1},
        {"n": "1"},
        {"t": [1]},
        {"t": [2**60, 0]},
        {"i": "zz" * 16},
        {"x": ""},
        {"s": ""},
        {"e": 7},
        {"w": []},
        {"w": {"title": []}},
        {"w": {"title": ["A", ["short"]]}},
        {"w": {"": ["A"]}},
        {"k": None},
    ],
)
def test_an_operation_with_a_part_that_is_wrong_is_refused(pair: Pair, changes: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        read_operation(hand_made(pair[0], **changes))


def test_a_clock_far_ahead_is_reported_and_not_followed(pair: Pair) -> None:
    ann, maria, id_ = pair
    ahead = wall_clock() + 1000 * 60 * 60 * 24 * 400
    came = merge.absorb(maria, [hand_made(ann, k="edit", t=[ahead, 0], w={"title": ["from the future"]})])
    assert came.ahead == {bytes.fromhex("ab" * 16)}
    edit(maria, Project, id_, note="now")
    newest = max(read_operation(raw).clock for raw in operations(maria) if b"now" in raw)
    assert datetime.fromtimestamp((newest >> 16) / 1000, UTC).year == datetime.now(UTC).year


def test_a_copy_of_a_workspace_that_was_used_as_well_is_reported(pair: Pair) -> None:
    ann, maria, _ = pair
    one = hand_made(ann, k="edit", w={"title": ["one"]})
    two = hand_made(ann, k="edit", w={"title": ["two"]})
    assert merge.absorb(maria, [one]).twice == frozenset()
    assert merge.absorb(maria, [two]).twice == {bytes.fromhex("ab" * 16)}
    report = maria.check()
    assert report.ok
    assert any("Two copies" in notice for notice in report.notices)
    assert {each.value for each in disagreements(maria)[0].versions} == {"one", "two"}


def test_repeating_a_letter_changes_nothing(pair: Pair) -> None:
    ann, maria, id_ = pair
    edit(ann, Project, id_, title="B")
    pass_on(ann, maria)
    before = tables(maria)
    came = pass_on(ann, maria)
    assert (came.added, came.changes.rows) == (0, {})
    assert tables(maria) == before


def test_what_came_in_is_not_ours_to_undo(pair: Pair) -> None:
    ann, maria, id_ = pair
    edit(ann, Project, id_, title="B")
    assert pass_on(ann, maria).changes.touches("project")
    assert maria.undo_step() is None


def test_a_merge_that_fails_changes_nothing(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    ann, maria, id_ = pair
    edit(ann, Project, id_, title="B")
    before = tables(maria)

    def fails(*_: object) -> None:
        raise KeyError("planned")

    with monkeypatch.context() as patch:
        patch.setattr(merge, "project", fails)
        with pytest.raises(KeyError):
            pass_on(ann, maria)
    assert tables(maria) == before
    healthy(maria)
    pass_on(ann, maria)
    assert value(maria, Project, id_, "title") == "B"
    assert maria.read(lambda session: session.scalars(select(Project)).all())
