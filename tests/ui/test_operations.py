"""Verbs, undo, failures and jobs: what the person is told, and what pages hear."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.standins import Done, Kept, Memory, Refused, make_context
from ui.drafts import DraftKeeper
from ui.faults import Faults, redacted
from ui.jobs import Cancelled, Jobs, Progress, Where
from ui.notices import Notice, Notices
from ui.operations import UNSAVED, Saving
from ui.widgets.fields import TextField
from ui.widgets.layouts import column, framed

ROOT = Path(__file__).parents[2]


def heard(notices: Notices) -> list[Notice]:
    """Everything said from now on."""
    said: list[Notice] = []
    notices.toasted.connect(said.append)
    notices.banner_set.connect(said.append)
    return said


def test_a_verb_tells_what_changed_once_and_offers_undo() -> None:
    context = make_context(memory := Memory())
    said, changes = heard(context.notices), []
    context.operations.changed.connect(changes.append)
    result = context.operations.run(
        lambda session: session.values.setdefault("x", 7), "Set x", done="x is set."
    )
    assert result == 7
    assert [change.entities for change in changes] == [frozenset({"project"})]
    assert [(notice.text, notice.action) for notice in said] == [("x is set.", "Undo")]
    assert context.operations.saved_at is not None
    assert said[0].act is not None
    said[0].act()
    assert memory.steps == []
    assert said[1].text == "Undone: Set x"
    context.operations.redo()
    assert said[2].text == "Done again: Set x"
    assert len(changes) == 3


def test_undo_beside_a_message_takes_back_that_and_nothing_that_was_done_since() -> None:
    context = make_context(memory := Memory())
    said = heard(context.notices)
    context.operations.run(lambda session: session.values.setdefault("x", 7), "Set x", done="x is set.")
    context.operations.run(lambda session: session.values.setdefault("y", 8), "Set y")
    offered = said[0].act
    assert offered is not None
    offered()
    assert [step.label for step in memory.steps] == ["Set x", "Set y"]
    assert said[-1].text.startswith("Something was done or taken back since.")


def test_what_binds_offers_no_undo_and_says_why_when_asked() -> None:
    context = make_context(memory := Memory())
    said = heard(context.notices)
    memory.write = lambda verb, label: (
        memory.steps.append(Done(label, "An award is only superseded.")),
        None,
    )  # type: ignore[method-assign,assignment,return-value]
    context.operations.run(lambda session: None, "Choose Larkhollow", done="Chosen.")
    context.operations.undo()
    assert [(notice.text, notice.action) for notice in said] == [
        ("Chosen.", ""), ("An award is only superseded.", ""),
    ]  # fmt: skip


def test_a_procedure_offers_undo_where_one_step_takes_all_of_it_back() -> None:
    context = make_context(memory := Memory())
    said = heard(context.notices)

    def procedure(runner: Any, *labels: str) -> str:
        for label in labels:
            runner.write(lambda session: None, label)
        return "done"

    carry_out = context.operations.carry_out
    assert carry_out(lambda runner: procedure(runner, "Add one"), done="It is on the list.") == "done"
    assert (said[-1].text, said[-1].action) == ("It is on the list.", "Undo")
    assert said[-1].act is not None
    said[-1].act()
    assert memory.steps == []
    carry_out(lambda runner: procedure(runner, "Rank", "Keep"), done="Ranked.")
    assert (said[-1].text, said[-1].action) == ("Ranked.", "")  # half of it would stay
    carry_out(procedure, done="Nothing was to be done.")
    assert (said[-1].text, said[-1].action) == ("Nothing was to be done.", "")
    memory.touches = frozenset()
    carry_out(lambda runner: procedure(runner, "Rank"), done="The list is as it was.")
    assert (said[-1].text, said[-1].action) == ("The list is as it was.", "")  # undo would take an older step


def test_with_nothing_to_undo_it_says_so() -> None:
    context = make_context()
    said = heard(context.notices)
    context.operations.undo()
    context.operations.redo()
    assert [notice.text for notice in said] == ["Nothing to undo.", "Nothing to redo."]


def fail(error: Exception) -> Any:
    """A verb that raises `error`."""

    def verb(session: object) -> None:
        raise error

    return verb


def test_what_the_person_can_act_on_is_said_in_its_own_words() -> None:
    context = make_context(crashes=(crashes := []))
    said = heard(context.notices)
    assert context.operations.run(fail(Refused("High must be more than low")), "Set budget") is None
    assert [(notice.text, notice.lasting) for notice in said] == [("High must be more than low", True)]
    assert crashes == []


def test_a_full_disk_stays_on_screen_until_the_change_is_saved() -> None:
    context = make_context(Memory())
    said, cleared, states = heard(context.notices), [], []
    context.notices.banner_cleared.connect(cleared.append)
    context.operations.saving.connect(states.append)
    full = [True]

    def verb(session: Memory) -> str:
        if full:
            raise OSError("No space left on device")
        return "written"

    assert context.operations.run(verb, "Type") is None
    assert (said[0].key, said[0].action, states) == (UNSAVED, "Try again", [Saving.FAILED])
    full.clear()
    assert said[0].act is not None
    said[0].act()
    assert cleared == [UNSAVED]
    assert states == [Saving.FAILED, Saving.SAVED]


def test_our_own_faults_reach_the_crash_handling_and_the_page_goes_on() -> None:
    context = make_context(crashes=(crashes := []))
    assert context.operations.run(fail(ZeroDivisionError()), "Count") is None
    assert [type(each) for each in crashes] == [ZeroDivisionError]
    assert context.operations.shown(lambda: 1 / 0) == "This page could not be shown."
    assert context.operations.shown(lambda: None) == ""


def test_the_log_of_faults_tells_nothing_private_and_the_person_once(tmp_path: Path) -> None:
    said = heard(notices := Notices())
    faults = Faults(lambda: tmp_path / "logs", notices)
    for _ in range(2):
        try:
            secret = "Marjorie owes 4,000"
            raise ValueError(secret)
        except ValueError as fault:
            faults.record(fault)
    text = (tmp_path / "logs" / "faults.log").read_text()
    assert text.count("builtins.ValueError") == 2
    assert "test_operations.py" in text
    assert "Marjorie" not in text
    assert str(Path.home()) not in text
    assert len(said) == 1


def test_a_chain_of_faults_is_written_whole() -> None:
    try:
        try:
            raise KeyError("a")
        except KeyError as inner:
            raise RuntimeError("b") from inner
    except RuntimeError as fault:
        text = redacted(fault)
    assert text.index("RuntimeError") < text.index("KeyError")


@pytest.fixture
def jobs(qtbot: QtBot) -> Any:
    """Jobs that are ended with the test, and the errors nobody asked for."""
    made = Jobs(lambda failure: pytest.fail(str(failure)))
    yield made
    made.close()


def cube(number: int) -> int:
    """Work for another process."""
    return number**3


def stumble(number: int) -> int:
    """Work that fails in another process."""
    raise ValueError(f"no {number}")


@pytest.mark.parametrize("where", list(Where))
def test_a_result_comes_back_on_the_main_thread(qtbot: QtBot, jobs: Jobs, where: Where) -> None:
    got: list[tuple[int, threading.Thread]] = []
    jobs.run(
        cube, 3, label="Cubing", where=where, done=lambda it: got.append((it, threading.current_thread()))
    )
    qtbot.waitUntil(lambda: bool(got), timeout=30_000)
    assert got == [(27, threading.main_thread())]


@pytest.mark.parametrize("where", list(Where))
def test_a_failure_comes_back_as_it_was_raised(qtbot: QtBot, jobs: Jobs, where: Where) -> None:
    got: list[Exception] = []
    jobs.run(stumble, 3, label="Cubing", where=where, done=pytest.fail, failed=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=30_000)
    assert isinstance(got[0], ValueError)
    assert str(got[0]) == "no 3"


def test_long_work_shows_itself_reports_and_can_be_cancelled(qtbot: QtBot, jobs: Jobs) -> None:
    ended, gate = threading.Event(), threading.Event()

    def work(*, progress: Progress) -> None:
        try:
            while True:
                progress(0.5)
                gate.wait(0.01)
        except Cancelled:
            ended.set()
            raise

    slow: list[Any] = []
    jobs.slow.connect(slow.append)
    job = jobs.run(work, label="Importing", done=pytest.fail, reports=True)
    shares: list[float] = []
    job.progressed.connect(shares.append)
    qtbot.waitUntil(lambda: bool(slow) and bool(shares))
    assert slow == [job]
    with qtbot.waitSignal(job.finished):
        job.cancel()
    assert ended.wait(10)


def test_a_result_for_a_page_that_is_gone_is_dropped(qtbot: QtBot, jobs: Jobs) -> None:
    page = QWidget()
    told: list[object] = []
    job = jobs.run(cube, 3, label="Cubing", done=told.append, reader=page)
    job.when_ended(page, lambda: told.append("ended"))
    with qtbot.waitSignal(job.destroyed):
        delete(page)
    assert told == []
    assert jobs.under_way == 0


def test_a_result_that_comes_while_a_step_is_written_is_told_afterwards(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[int] = []
    asked: list[bool] = []

    def writing() -> bool:
        asked.append(len(asked) < 3)
        return asked[-1]

    jobs.writing = writing
    jobs.run(cube, 3, label="Cubing", done=told.append)
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert asked == [True, True, True, False]


LAST_JOB = """
from PySide6.QtCore import QCoreApplication, QEvent
from ui.jobs import Jobs
application = QCoreApplication([])
jobs = Jobs(print)
jobs.run(abs, -3, label="Counting", done=print)
jobs.close()
del jobs
application.processEvents()  # the job learns that it has ended
application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
print("still there")
"""


def test_jobs_that_only_their_last_job_holds_end_with_it() -> None:
    """A cancelled thread may end so late that nobody else holds them: the job was deleted twice, and crashed."""
    done = subprocess.run(
        [sys.executable, "-c", LAST_JOB], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stdout) == (0, "still there\n"), done.stderr


def sleepless() -> None:
    """Work that never ends by itself."""
    threading.Event().wait()


def test_a_process_can_be_stopped_and_the_next_one_works(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.slow):
        stuck = jobs.run(sleepless, label="Stuck", where=Where.PROCESS, done=pytest.fail)
    stuck.cancel()
    got: list[int] = []
    jobs.run(cube, 2, label="Cubing", where=Where.PROCESS, done=got.append)
    qtbot.waitUntil(lambda: got == [8], timeout=30_000)


def form(store: Kept, shown: str, qtbot: QtBot) -> tuple[DraftKeeper, TextField, QWidget]:
    """A form of one field that shows `shown` as committed."""
    field = TextField(shown, name="Name")
    window = framed(column(field))
    qtbot.addWidget(window)
    keeper = DraftKeeper(store, "brief/7", window)
    keeper.keep("name", field)
    return keeper, field, window


def test_typing_is_kept_within_a_second_and_put_back_as_not_applied(qtbot: QtBot) -> None:
    store = Kept()
    keeper, field, _window = form(store, "Oak", qtbot)
    assert not keeper.begin()
    with qtbot.waitSignal(keeper.kept, timeout=1000):
        field.line.setFocus()
        qtbot.keyClicks(field.line, "x")
    again, other, _again = form(store, "Oak", qtbot)
    with qtbot.waitSignal(again.restored):
        assert again.begin()
    assert other.draft() == field.draft() != "Oak"
    assert again.pending
    again.applied()
    assert not again.pending
    assert store.of("brief/7") == {}


def test_typing_back_what_was_there_leaves_no_draft(qtbot: QtBot) -> None:
    store = Kept()
    keeper, field, _window = form(store, "Oak", qtbot)
    keeper.begin()
    field.restore("Oaks")
    keeper.flush()
    assert store.of("brief/7") == {"name": '"Oaks"'}
    field.restore("Oak")
    keeper.flush()
    assert store.of("brief/7") == {}
