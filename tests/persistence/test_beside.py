"""A long step is put on the disk beside whoever watches it, and is as whole as any other."""

import threading
from functools import partial
from typing import Any, NoReturn

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.persistence.beside import Told
from app.persistence.refusals import StorageTrouble
from app.persistence.unit import ends_by, settle
from app.persistence.workspace import Workspace
from tests.persistence.garden import Project


def in_two_parts(session: Session, end: Any) -> None:
    ends_by(session, end)
    for name in ("A", "B"):
        session.add(Project(title=name))
        settle(session)


def titles(workspace: Workspace) -> list[str]:
    return workspace.read(lambda session: sorted(session.scalars(select(Project.title))))


def test_whoever_watches_is_told_on_while_the_disk_is_waited_for() -> None:
    seen: list[tuple[int, int]] = []
    let_go = threading.Event()

    def watch(done: int, total: int) -> bool:
        seen.append((done, total))
        if len(seen) == 4:
            let_go.set()  # nothing else would end the work
        return False

    def work() -> int:
        assert let_go.wait(60)
        return threading.get_ident()

    told = Told(watch)
    assert told(7, 7) is False
    assert told.beside(work) != threading.get_ident()
    assert set(seen) == {(7, 7)}


def test_where_nobody_watches_nothing_is_done_elsewhere() -> None:
    told = Told(None)
    assert told(1, 2)
    assert told.beside(threading.get_ident) == threading.get_ident()


def test_what_goes_wrong_beside_is_heard_of() -> None:
    def fail() -> NoReturn:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        Told(lambda done, total: True).beside(fail)


def test_a_step_in_parts_is_on_the_disk_when_its_end_is_over(workspace: Workspace) -> None:
    told = Told(lambda done, total: True)
    workspace.write(partial(in_two_parts, end=told.beside), "plant")
    assert titles(workspace) == ["A", "B"]
    workspace.undo(lambda done, total: True)
    assert titles(workspace) == []
    workspace.redo(lambda done, total: True)
    assert titles(workspace) == ["A", "B"]
    assert workspace.check().ok


@pytest.mark.parametrize("reached", [False, True])
def test_a_step_whose_end_fails_is_not_there_or_whole(workspace: Workspace, reached: bool) -> None:
    def end(commit: Any) -> NoReturn:
        if reached:
            commit()
        raise StorageTrouble("the disk went away")

    with pytest.raises(StorageTrouble):
        workspace.write(partial(in_two_parts, end=end), "plant")
    assert titles(workspace) == (["A", "B"] if reached else [])
    workspace.write(lambda session: session.add(Project(title="C")), "plant one")
    assert titles(workspace)[-1] == "C"
    assert workspace.check().ok
