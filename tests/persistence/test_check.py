"""Check finds whatever was tampered with, and says where."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.persistence.check import CheckReport
from app.persistence.connection import open_file
from app.persistence.workspace import Workspace
from tests.persistence.garden import Bed, Plant, Project


@pytest.fixture
def planted(workspace: Workspace) -> Workspace:
    garden = Project(title="A", secret="s")
    bed = Bed(project_id=garden.id, name="b")
    workspace.write(lambda session: session.add_all([garden, bed]), "plant")
    for each in "BCD":

        def verb(session: Session, title: str = each) -> None:
            session.get_one(Project, garden.id).title = title

        workspace.write(verb, "edit")
    return workspace


def tamper(workspace: Workspace, *statements: str, values: tuple[Any, ...] = ()) -> CheckReport:
    """Check after somebody with the key has changed the file behind the program's back."""
    raw = open_file(workspace.store.driver, workspace.folder / "workspace.db", workspace.store.key)
    raw.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        raw.execute(statement, values)
    raw.close()
    return workspace.check()


def test_a_sound_workspace(planted: Workspace) -> None:
    report = planted.check()
    assert report.ok
    assert (report.operations, report.rows, report.conflicts, report.waiting) == (6, 2, 0, 0)


TAMPERING = {
    "a value in a table": "UPDATE project SET title = 'X'",
    "a private value in a table": "UPDATE project SET secret = 'X'",
    "a row taken out": "DELETE FROM bed",
    "a row put in": "INSERT INTO bed SELECT x'00112233445566778899aabbccddeeff', 0, project_id, NULL, 'x', NULL, NULL,"
    " '', '[]', 0, NULL, 0 FROM bed",
    "a row unmarked": "UPDATE bed SET deleted = 1",
    "a byte of an operation": "UPDATE op SET bytes = replace(CAST(bytes AS TEXT), '\"B\"', '\"X\"')",
    "an operation taken out": "DELETE FROM op WHERE n = (SELECT n FROM op WHERE instr(bytes, '\"B\"'))",
    "an operation's number": "UPDATE op SET seq = seq + 10 WHERE n = 2",
    "an operation's scope": "UPDATE op SET scope = 'network' WHERE n = 1",
    "an operation's clock": "UPDATE op SET hlc = hlc + 1 WHERE n = 3",
    "an operation's transaction": "UPDATE op SET txn = zeroblob(16) WHERE n = 3",
    "an operation's row": "UPDATE op SET row = zeroblob(16) WHERE n = 3",
    "an operation's entity": "UPDATE op SET entity = 'bed' WHERE n = 1",
    "a head taken out": "DELETE FROM head WHERE field = 'title'",
    "a head put in": "INSERT INTO head SELECT row, 'note', op FROM head LIMIT 1",
    "a head for nobody": "INSERT INTO head VALUES(x'ff', '', 1)",
    "a difference that is none": "INSERT INTO conflict SELECT id, 'title', 'project' FROM project",
    "an early operation that is here": "INSERT INTO early SELECT id, row, 'x' FROM op LIMIT 1",
}


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found(planted: Workspace, what: str) -> None:
    report = tamper(planted, TAMPERING[what])
    assert not report.ok
    assert all(problem.endswith(".") for problem in report.problems)


def test_a_rewritten_history_is_found(planted: Workspace) -> None:
    """Even with a hash that fits its new bytes, an operation no longer fits the chain."""
    raw = open_file(planted.store.driver, planted.folder / "workspace.db", planted.store.key)
    content = json.loads(raw.execute("SELECT bytes FROM op WHERE instr(bytes, '\"B\"')").fetchone()[0])
    raw.close()
    content["w"]["title"][0] = "X"
    from app.persistence.operations import identify, write_operation

    new = write_operation(content)
    report = tamper(
        planted,
        "UPDATE op SET bytes = ?, id = ? WHERE instr(bytes, '\"B\"')",
        values=(new, identify(new)),
    )
    assert not report.ok


def test_values_emptied_without_a_redaction_are_found(planted: Workspace) -> None:
    from app.persistence.operations import emptied

    raw = open_file(planted.store.driver, planted.folder / "workspace.db", planted.store.key)
    id_, known = raw.execute("SELECT id, bytes FROM op WHERE instr(bytes, '\"B\"')").fetchone()
    raw.close()
    report = tamper(
        planted, "UPDATE op SET bytes = ? WHERE id = ?", values=(emptied(id_, known, ["title"]), id_)
    )
    assert any("changed" in problem for problem in report.problems)


def test_a_key_that_leads_nowhere_is_found(planted: Workspace) -> None:
    bed = next(iter(planted.read(lambda session: session.query(Bed).all())))
    plant = Plant(project_id=bed.project_id, bed_id=bed.id, kind="rose")
    planted.write(lambda session: session.add(plant), "plant")
    report = tamper(planted, "UPDATE plant SET bed_id = ?", values=(uuid.uuid4().bytes,))
    assert any("missing bed" in problem for problem in report.problems)


def test_a_key_into_another_project_is_found(workspace: Workspace) -> None:
    one, other = Project(title="A"), Project(title="B")
    bed = Bed(project_id=one.id, name="b")
    workspace.write(lambda session: session.add_all([one, other, bed]), "plant")
    astray = Plant(project_id=other.id, bed_id=bed.id, kind="rose")
    workspace.write(lambda session: session.add(astray), "plant")
    assert any("another project" in problem for problem in workspace.check().problems)


def test_progress_and_stopping(planted: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.persistence.check._STEP", 1)
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return len(seen) < 2

    report = planted.check(progress)
    assert report.stopped
    assert not report.ok
    assert all(total == 6 for _, total in seen)


def test_it_runs_beside_an_open_unit_of_work(planted: Workspace) -> None:
    with planted.unit("meanwhile") as session:
        session.add(Project(title="not yet"))
        session.flush()
        assert planted.check().ok
    assert planted.check().ok


def test_memory_does_not_grow_with_the_journal(make: Callable[..., Workspace]) -> None:
    import tracemalloc

    def peak(rows: int) -> int:
        workspace = make()

        def verb(session: Session) -> None:
            garden = Project(title="A")
            session.add(garden)
            session.add_all(Bed(project_id=garden.id, name="bed") for _ in range(rows))

        workspace.write(verb, "plant")
        workspace.check()
        tracemalloc.start()
        assert workspace.check().ok
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    few, many = peak(500), peak(5000)
    assert many < few * 2
