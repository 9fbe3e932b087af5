"""A small working day whose every step writes exactly two operations, so that half a step would show."""

import itertools
import uuid
from collections.abc import Callable, Iterator

from sqlalchemy.orm import Session

from app.persistence.workspace import Workspace
from tests.persistence.garden import Bed, Friend, Project

OPERATIONS = 2


def steps(workspace: Workspace) -> Iterator[Callable[[], object]]:
    """The steps one by one, for ever; each is one committed unit of work."""
    life = uuid.uuid4().hex
    for number in itertools.count():
        name = f"garden {life} {number}"
        yield lambda name=name: workspace.write(lambda session: _plant(session, name), "plant")  # type: ignore[misc]
        yield lambda name=name: workspace.write(lambda session: _edit(session, name), "edit")  # type: ignore[misc]
        yield workspace.undo
        yield workspace.redo
        yield lambda: workspace.write(_friends, "friends")


def _plant(session: Session, name: str) -> None:
    garden = Project(title=name, note="n" * 900)
    session.add_all([garden, Bed(project_id=garden.id, name="b")])


def _edit(session: Session, name: str) -> None:
    garden = session.query(Project).filter_by(title=name).one_or_none()
    if garden is None:  # the step before did not come about
        return _plant(session, name)
    bed = session.query(Bed).filter_by(project_id=garden.id).one()
    garden.note, bed.name = "m" * 1500, name


def _friends(session: Session) -> None:
    session.add_all([Friend(name="one"), Friend(name="two")])


def done(workspace: Workspace) -> int:
    """How many steps are there; raises where one is there in part."""

    def count(session: Session) -> int:
        ask = session.connection().exec_driver_sql
        torn = ask(
            f"SELECT count(*) FROM (SELECT 1 FROM op GROUP BY txn HAVING count(*) <> {OPERATIONS})"
        ).scalar_one()
        assert torn == 0, "half a step is on the disk"
        return int(ask("SELECT count(*) FROM txn").scalar_one())

    return workspace.read(count)


def whole(workspace: Workspace, shown_as_saved: int) -> None:
    """Nothing that was shown as saved is lost, nothing is torn, and everything proves true."""
    found = done(workspace)
    assert found >= shown_as_saved, f"{shown_as_saved - found} steps shown as saved are lost"
    assert found <= shown_as_saved + 1
    report = workspace.check()
    assert report.ok, report.problems
