"""Taking steps back and doing them again, across restarts and other people."""

import random
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.exchange import merge
from app.exchange.differences import conflicts
from app.persistence.history import Step
from app.persistence.journal import binding
from app.persistence.keys import Keys
from app.persistence.refusals import CannotUndo
from app.persistence.workspace import Workspace
from tests.faults.amounts import amount
from tests.persistence.garden import Bed, GardenBase, Nursery, Plant, Project
from tests.persistence.gardening import Gardener, as_rows, folded, operations, tables


def plant(workspace: Workspace, title: str = "A", label: str = "plant") -> uuid.UUID:
    def verb(session: Session) -> uuid.UUID:
        garden = Project(title=title)
        session.add(garden)
        return garden.id

    return workspace.write(verb, label)[0]


def edit(workspace: Workspace, id_: uuid.UUID, label: str = "edit", **values: Any) -> None:
    def verb(session: Session) -> None:
        found = session.get_one(Project, id_)
        for name, value in values.items():
            setattr(found, name, value)

    workspace.write(verb, label)


def title(workspace: Workspace, id_: uuid.UUID) -> str | None:
    def query(session: Session) -> str | None:
        found = session.get(Project, id_)
        return found.title if found else None

    return workspace.read(query)


def test_nothing_to_undo(workspace: Workspace) -> None:
    assert workspace.undo_step() is None
    assert workspace.redo_step() is None
    with pytest.raises(CannotUndo):
        workspace.undo()
    with pytest.raises(CannotUndo):
        workspace.redo()


def test_undo_says_what_changed(workspace: Workspace) -> None:
    id_ = plant(workspace)
    edit(workspace, id_, title="B", note="n")
    changes = workspace.undo()
    assert changes.rows == {("project", id_): frozenset({"title", "note"})}
    assert title(workspace, id_) == "A"
    assert workspace.undo().rows == {("project", id_): frozenset({"deleted"})}
    assert title(workspace, id_) is None


def test_undo_twice_undoes_the_step_before(workspace: Workspace) -> None:
    id_ = plant(workspace)
    for each in "BCDE":
        edit(workspace, id_, title=each)
    seen = []
    for _ in range(4):
        workspace.undo()
        seen.append(title(workspace, id_))
    assert seen == ["D", "C", "B", "A"]
    for _ in range(4):
        workspace.redo()
        seen.append(title(workspace, id_))
    assert seen[4:] == ["B", "C", "D", "E"]


def test_undo_and_redo_again_and_again(workspace: Workspace) -> None:
    id_ = plant(workspace)
    edit(workspace, id_, title="B")
    edit(workspace, id_, title="C")
    for _ in range(5):
        workspace.undo()
        workspace.undo()
        assert title(workspace, id_) == "A"
        workspace.redo()
        workspace.redo()
        assert title(workspace, id_) == "C"
    assert workspace.check().ok


def test_labels_of_the_next_steps(workspace: Workspace) -> None:
    id_ = plant(workspace, label="Make a garden")
    edit(workspace, id_, title="B", label="Change the title")
    assert workspace.undo_step() == Step("Change the title")
    workspace.undo()
    assert workspace.undo_step() == Step("Make a garden")
    assert workspace.redo_step() == Step("Change the title")


def test_a_new_step_leaves_nothing_to_redo(workspace: Workspace) -> None:
    id_ = plant(workspace)
    edit(workspace, id_, title="B")
    workspace.undo()
    edit(workspace, id_, title="C")
    assert workspace.redo_step() is None
    with pytest.raises(CannotUndo):
        workspace.redo()
    workspace.undo()
    assert title(workspace, id_) == "A"


def test_undo_survives_a_restart(workspace: Workspace, keys: Keys) -> None:
    id_ = plant(workspace)
    edit(workspace, id_, title="B")
    workspace.undo()
    workspace.close()
    with Workspace.open(workspace.folder, keys, base=GardenBase) as again:
        assert again.redo_step() == Step("edit")
        again.redo()
        assert title(again, id_) == "B"
        again.undo()
        again.undo()
        assert title(again, id_) is None


def test_what_binds_refuses_undo_with_its_reason(workspace: Workspace) -> None:
    id_ = plant(workspace)

    def award(session: Session) -> None:
        session.get_one(Project, id_).title = "Awarded"
        binding(session, "An award is on the record. Withdraw it with a reason instead.")

    workspace.write(award, "Award")
    reason = "An award is on the record. Withdraw it with a reason instead."
    assert workspace.undo_step() == Step("Award", reason)
    before = operations(workspace)
    with pytest.raises(CannotUndo, match="Withdraw it"):
        workspace.undo()
    assert operations(workspace) == before
    edit(workspace, id_, note="later")
    workspace.undo()
    with pytest.raises(CannotUndo, match="Withdraw it"):
        workspace.undo()


def test_a_private_value_written_later_does_not_stand_in_the_way(workspace: Workspace) -> None:
    id_ = plant(workspace)
    edit(workspace, id_, secret="hush")
    workspace.undo()
    workspace.undo()
    assert title(workspace, id_) is None
    workspace.redo()
    workspace.redo()
    assert workspace.read(lambda session: session.get_one(Project, id_).secret) == "hush"


@pytest.fixture
def pair(make: Callable[..., Workspace]) -> tuple[Workspace, Workspace, uuid.UUID]:
    """Two people's workspaces with the same garden."""
    ann, maria = make("Ann"), make("Maria")
    id_ = plant(ann)
    pass_on(ann, maria)
    return ann, maria, id_


def pass_on(giver: Workspace, taker: Workspace) -> merge.Merged:
    scopes = {scope for _, scope in merge.vector(giver)} - {"private"}
    return merge.absorb(taker, merge.export(giver, scopes=scopes), merge.actors(giver))


def test_what_somebody_else_changed_since_is_not_undone(pair: tuple[Workspace, Workspace, uuid.UUID]) -> None:
    ann, maria, id_ = pair
    edit(ann, id_, title="Ann's")
    pass_on(ann, maria)
    edit(maria, id_, title="Maria's")
    pass_on(maria, ann)
    step = ann.undo_step()
    assert step is not None
    assert "Maria" in step.refusal
    before = tables(ann)
    with pytest.raises(CannotUndo, match="Maria"):
        ann.undo()
    assert tables(ann) == before


def test_what_somebody_else_wrote_beside_it_is_not_undone(
    pair: tuple[Workspace, Workspace, uuid.UUID],
) -> None:
    ann, maria, id_ = pair
    edit(ann, id_, title="Ann's")
    edit(maria, id_, title="Maria's")
    pass_on(maria, ann)
    with pytest.raises(CannotUndo, match="Maria"):
        ann.undo()


def test_another_field_changed_by_somebody_else_stays(pair: tuple[Workspace, Workspace, uuid.UUID]) -> None:
    ann, maria, id_ = pair
    edit(ann, id_, title="Ann's")
    edit(maria, id_, note="Maria's note")
    pass_on(maria, ann)
    ann.undo()
    assert title(ann, id_) == "A"
    assert ann.read(lambda session: session.get_one(Project, id_).note) == "Maria's note"


def test_a_row_somebody_built_on_is_not_unmade(make: Callable[..., Workspace]) -> None:
    ann, maria = make("Ann"), make("Maria")
    id_ = plant(ann)
    pass_on(ann, maria)
    maria.write(lambda session: session.add(Bed(project_id=id_, name="Maria's bed")), "bed")
    pass_on(maria, ann)
    with pytest.raises(CannotUndo, match="built on"):
        ann.undo()


def test_a_row_somebody_edited_is_not_unmade(pair: tuple[Workspace, Workspace, uuid.UUID]) -> None:
    ann, maria, id_ = pair
    edit(maria, id_, note="Maria's note")
    pass_on(maria, ann)
    with pytest.raises(CannotUndo, match="Maria"):
        ann.undo()


def delete(workspace: Workspace, id_: uuid.UUID) -> None:
    workspace.write(lambda session: session.delete(session.get_one(Project, id_)), "delete")


def test_an_edit_of_a_row_that_somebody_deleted_since_is_not_undone(
    pair: tuple[Workspace, Workspace, uuid.UUID],
) -> None:
    ann, maria, id_ = pair
    edit(ann, id_, note="Ann's")
    pass_on(ann, maria)
    delete(maria, id_)
    pass_on(maria, ann)
    with pytest.raises(CannotUndo, match="Maria"):
        ann.undo()
    assert title(ann, id_) is None


def test_a_disputed_deletion_undone_and_redone_is_disputed_as_before(
    pair: tuple[Workspace, Workspace, uuid.UUID],
) -> None:
    ann, maria, id_ = pair
    delete(ann, id_)
    edit(maria, id_, note="still needed")
    pass_on(maria, ann)
    before = tables(ann)
    assert title(ann, id_) == "A"
    ann.undo()
    ann.redo()
    assert tables(ann) == before
    assert len(ann.read(conflicts)) == 1


def test_a_deletion_redone_after_the_edits_before_it_were_redone_deletes(workspace: Workspace) -> None:
    id_ = plant(workspace)
    edit(workspace, id_, title="B", note="n")
    delete(workspace, id_)
    for _ in range(3):
        workspace.undo()
    for _ in range(3):
        workspace.redo()
    assert title(workspace, id_) is None
    assert workspace.read(conflicts) == ()
    workspace.undo()
    assert title(workspace, id_) == "B"


def test_undo_of_many_rows_with_their_children(workspace: Workspace) -> None:
    def verb(session: Session) -> None:
        garden = Project(title="A")
        bed = Bed(project_id=garden.id, name="b")
        child = Bed(project_id=garden.id, parent_id=bed.id, name="c")
        session.add_all(
            [garden, bed, child, Plant(project_id=garden.id, bed_id=child.id, kind="rose"), Nursery(name="N")]
        )

    workspace.write(verb, "plant everything")
    before = tables(workspace)
    workspace.undo()
    assert all(not rows for rows in tables(workspace, living=True).values())
    workspace.redo()
    assert tables(workspace) == before
    assert workspace.check().ok


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(amount(2, 4)))
def test_undoing_everything_gives_the_start_and_redoing_everything_the_end(
    workspace: Workspace, keys: Keys, seed: int, tmp_path: Path
) -> None:
    """Random edits, restarts in between: the tables are the folded journal throughout."""
    chance = random.Random(seed)
    gardener = Gardener(chance)
    current = workspace
    marks = [tables(current, living=True)]

    def restart() -> None:
        nonlocal current
        current.close()
        current = Workspace.open(workspace.folder, keys, base=GardenBase)

    while len(marks) <= amount(150, 1000):
        if current.write(gardener.edit, "edit")[1]:
            marks.append(tables(current, living=True))
        if chance.random() < 0.02:
            restart()
    end = tables(current)
    assert as_rows(current, folded(current, operations(current))) == end
    for number in range(len(marks) - 2, -1, -1):
        current.undo()
        if chance.random() < 0.1 or number == 0:
            assert tables(current, living=True) == marks[number]
        if chance.random() < 0.02:
            restart()
    assert current.undo_step() is None
    assert current.check().ok
    for number in range(1, len(marks)):
        current.redo()
        if chance.random() < 0.1:
            assert tables(current, living=True) == marks[number]
        if chance.random() < 0.02:
            restart()
    assert tables(current) == end
    assert current.redo_step() is None
    report = current.check()
    assert report.ok, report.problems
    current.close()
