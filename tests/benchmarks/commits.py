"""One field's commit through the whole loop, beside the very SQL it causes, run bare.

The loop: `Operations.run` → service → domain → flush → journal → commit on disk → `changed`. The peer: an
identical copy of the same encrypted file, opened with the same settings, on which the recorded statements of
each of those commits run with nothing above the driver. A second row adds what a page does next, asking for
its rows again: its queries depend on the screen, so it has no target.
"""

import itertools
import shutil
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from app.persistence.connection import Driver, open_file, sqlcipher
from app.persistence.keys import Keys
from app.persistence.opening import DATABASE
from app.persistence.workspace import Workspace
from app.queries import projects as project_rows
from app.services import projects
from tests.benchmarks.measure import Measured, Seconds, Step, alternate, steady
from ui.notices import Notices
from ui.operations import Operations

TARGET = 1.5
PER_ROUND = 40
"""Commits in one round: enough that one slow write to the disk does not decide it."""
PROJECTS = 50
DAY = date(2026, 2, 2)

Statement = tuple[str, Any, bool]
"""SQL, its parameters, and whether they are many sets of them."""
Edit = Callable[[str], None]


def measured(rounds: int) -> Iterator[Measured]:
    """The commit alone, then with the page's own question after it."""
    yield compared(
        rounds, "commit", "one field through the whole loop, on disk and told to the pages", TARGET
    )
    yield compared(rounds, "and shown", "the same, and the page reads its project again", None)


def compared(rounds: int, name: str, what: str, target: float | None) -> Measured:
    """One comparison; without a target, the page shows the change as well."""
    shown = target is None
    with tempfile.TemporaryDirectory(prefix="sourcewright-bench-") as place:
        folder = Path(place)
        keys = Keys(folder / "keys", keychain=lambda: None)
        project = prepare(folder / "first", keys)
        for copy in ("recorded", "ours", "bare"):
            shutil.copytree(folder / "first", folder / copy)
        titles = [f"Cloud move, take {number}" for number in range((rounds + 1) * PER_ROUND)]
        recorder = Recorder()
        with Workspace.open(folder / "recorded", keys, driver=recorder.driver()) as workspace:
            script = recorded(recorder, edits(workspace, project, shown), titles)
        with (
            Workspace.open(folder / "ours", keys) as workspace,
            bare_file(folder / "bare", workspace) as connection,
        ):
            loop = through_the_loop(edits(workspace, project, shown), iter(titles))
            mine, theirs = alternate(loop, replayed(connection, iter(script)), rounds)
    return Measured(
        name,
        what,
        "the same statements bare, same file, key and settings",
        target,
        tuple(seconds / PER_ROUND for seconds in mine),
        tuple(seconds / PER_ROUND for seconds in theirs),
        {"statements": str(len(script[-1])), "rounds": f"{rounds} of {PER_ROUND}"},
    )


def prepare(folder: Path, keys: Keys) -> uuid.UUID:
    """A workspace with some projects; answers the one whose name is edited."""
    start = partial(projects.start, card="something_else", main_template=None, on=DAY)
    with Workspace.create(folder, keys, person="A", device="bench") as workspace:
        made = [
            workspace.write(partial(start, title=f"Project {number}"), "Start a project")[0]
            for number in range(PROJECTS)
        ]
    return made[0]


def edits(workspace: Workspace, project: uuid.UUID, shown: bool) -> Edit:
    """What a page does when its name field is left: run the verb; where `shown`, ask for its rows again."""
    operations = Operations(workspace, Notices(), actionable=(), crashed=_fail)
    ask = partial(project_rows.head, project_id=project)

    def show(changes: Any) -> None:
        if changes.touches("project", "Project") and shown:
            operations.read(ask)

    operations.changed.connect(show)

    def rename(title: str) -> None:
        operations.run(
            partial(projects.rename, project_id=project, title=title, on=DAY), "Rename the project"
        )

    return rename


def through_the_loop(rename: Edit, titles: Iterator[str]) -> Step:
    """A round of edits as the program makes them."""

    def step() -> Seconds:
        some = list(itertools.islice(titles, PER_ROUND))
        with steady():
            start = time.perf_counter()
            for title in some:
                rename(title)
            return time.perf_counter() - start

    return step


class Recorder:
    """Writes down every statement that reaches the driver, whoever sent it."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []

    def driver(self) -> Driver:
        """The program's driver, with this one listening."""
        real = sqlcipher()
        return Driver(real.module, lambda path, read_only: Heard(real.connect(path, read_only), self))


class Heard:
    """A driver's connection or cursor whose statements are written down."""

    def __init__(self, real: Any, recorder: Recorder) -> None:
        self._real = real
        self._recorder = recorder

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def cursor(self) -> "Heard":
        """A cursor that is heard as well."""
        return Heard(self._real.cursor(), self._recorder)

    def execute(self, statement: str, values: Any = ()) -> Any:
        """Write it down and run it."""
        self._recorder.statements.append((statement, values, False))
        return self._real.execute(statement, values)

    def executemany(self, statement: str, values: Any) -> Any:
        """Write it down and run it."""
        self._recorder.statements.append((statement, values, True))
        return self._real.executemany(statement, values)

    def commit(self) -> None:
        """Write down how a transaction ends."""
        if self._real.in_transaction:
            self._recorder.statements.append(("COMMIT", (), False))
        self._real.commit()

    def rollback(self) -> None:
        """How a session that only read ends: nothing to undo, so a commit is the same."""
        if self._real.in_transaction:
            self._recorder.statements.append(("COMMIT", (), False))
        self._real.rollback()


def recorded(recorder: Recorder, rename: Edit, titles: list[str]) -> list[list[Statement]]:
    """The statements of every edit in `titles`, one list per edit."""
    script: list[list[Statement]] = []
    for title in titles:
        recorder.statements = []
        rename(title)
        script.append(recorder.statements)
    return script


def replayed(connection: Any, script: Iterator[list[Statement]]) -> Step:
    """A round of the same edits as bare statements."""

    def step() -> Seconds:
        some = list(itertools.islice(script, PER_ROUND))
        with steady():
            start = time.perf_counter()
            for statements in some:
                for statement, parameters, many in statements:
                    cursor = connection.cursor()
                    (cursor.executemany if many else cursor.execute)(statement, parameters)
                    if cursor.description:
                        cursor.fetchall()
            return time.perf_counter() - start

    return step


@contextmanager
def bare_file(folder: Path, workspace: Workspace) -> Iterator[Any]:
    """The database in `folder`, opened with the key of `workspace`, of which it is a copy."""
    connection = open_file(sqlcipher(), folder / DATABASE, workspace.store.key)
    try:
        yield connection
    finally:
        connection.close()


def _fail(failure: Exception) -> None:
    raise failure
