"""Run a verb in one unit of work, tell the pages what changed, and say plainly when it cannot be done."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from app.words import say
from ui.notices import Notice, Notices

T = TypeVar("T")

UNSAVED = "unsaved"
"""Key of the banner that stays while the last change could not be written."""


class Changed(Protocol):
    """What a unit of work touched, as far as pages need to know."""

    @property
    def entities(self) -> frozenset[str]:
        """Names of the entities with at least one changed row."""
        ...


class Step(Protocol):
    """The unit of work that undo or redo would reverse next."""

    @property
    def label(self) -> str:
        """What the person did, as the Edit menu names it."""
        ...

    @property
    def refusal(self) -> str | None:
        """Why it binds and cannot be undone; empty where it can."""
        ...


class Runner(Protocol):
    """The workspace, as this module needs it: one write or read at a time, on the main thread."""

    def write(self, verb: Callable[[Any], T], label: str) -> tuple[T, Any]:
        """Run `verb` in one unit of work and commit; the second value is a `Changed`."""
        ...

    def read(self, query: Callable[[Any], T]) -> T:
        """Run `query`, writing nothing."""
        ...

    def undo(self, progress: Any = ...) -> Any:
        """Reverse the last step by a new operation and return what changed."""
        ...

    def redo(self, progress: Any = ...) -> Any:
        """Reverse the last undo and return what changed."""
        ...

    def undo_step(self) -> Any:
        """The `Step` that undo would reverse, or None."""
        ...

    def redo_step(self) -> Any:
        """The `Step` that redo would bring back, or None."""
        ...


class Watch(Protocol):
    """Told how far a long step is: (done, in all); answers whether to go on."""

    def __call__(self, done: int, total: int) -> bool:
        """Show it."""
        ...

    def put_away(self) -> None:
        """The step is over."""
        ...


class Saving(Enum):
    """What the header says about the last change."""

    SAVED = "saved"
    FAILED = "failed"


class _Recorder:
    """The workspace as a procedure sees it, remembering what each of its units changed."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self.written: list[Any] = []

    def write(self, verb: Callable[[Any], T], label: str) -> tuple[T, Any]:
        result, changes = self._runner.write(verb, label)
        self.written.append(changes)
        return result, changes

    def __getattr__(self, name: str) -> Any:
        return getattr(self._runner, name)


class Operations(QObject):
    """The pages' way to the workspace: verbs go down, one description of the changes comes back up."""

    changed = Signal(object)
    """What changed (a `Changed`), once per unit of work, after it is on disk."""

    saving = Signal(object)
    """A `Saving`, whenever it may have altered; `saved_at` holds the instant."""

    def __init__(
        self,
        runner: Runner,
        notices: Notices,
        *,
        actionable: tuple[type[Exception], ...],
        storage: tuple[type[Exception], ...] = (OSError,),
        crashed: Callable[[Exception], None],
        parent: QObject | None = None,
    ) -> None:
        """`actionable` errors carry words for the person, `storage` errors mean "not on disk yet";
        anything else goes to `crashed`, which logs it and says so."""
        super().__init__(parent)
        self._runner = runner
        self._notices = notices
        self._actionable = actionable
        self._storage = storage
        self._crashed = crashed
        self.watch: Callable[[str], Watch] | None = None
        """Makes, from a title, what is shown while a long step is taken back; without it nothing is."""

        self.saved_at: datetime | None = None
        self._unsaved = False
        self._told = 0
        self._standing: list[int] = []
        """What was done and not taken back since the window opened, by its number; undo reverses the last."""

    def run(self, verb: Callable[[Any], T], label: str, *, done: str = "") -> T | None:
        """Run `verb` and return its result, or None after saying why it could not be done.

        `label` is what the person did ("Remove “Gift cards”"), as undo will name it. `done`, where
        given, is shown as a toast, with Undo beside it if the step can be undone.
        """

        def work() -> tuple[T, Any]:
            return self._runner.write(verb, label)

        outcome = self._attempt(work, retry=lambda: self.run(verb, label, done=done))
        if outcome is None:
            return None
        result, changes = outcome
        self.tell(changes)
        if done:
            self._say_done(done, [changes])
        return result

    def succeeded(self, verb: Callable[[Any], object], label: str, *, done: str = "") -> bool:
        """Run a verb that returns nothing; False after saying why it could not be done."""

        def work(session: Any) -> bool:
            verb(session)
            return True

        return self.run(work, label, done=done) is not None

    def carry_out(self, procedure: Callable[[Any], T], *, done: str = "") -> T | None:
        """Run a procedure of several units of work over the workspace itself, and return its result.

        Every unit that was written is told to the pages, also where a later one could not be done. `done`,
        where given, is shown as a toast, with Undo beside it where one step would take back all of it.
        """
        recorder = _Recorder(self._runner)
        retry = partial(self.carry_out, procedure, done=done)
        outcome = self._attempt(lambda: (procedure(recorder),), retry=retry)
        for changes in recorder.written:
            self.tell(changes)
        if outcome is None:
            return None
        if done:
            self._say_done(done, recorder.written)
        return outcome[0]

    def _say_done(self, done: str, written: Sequence[Changed]) -> None:
        """Undo is offered for what undo would reverse: one unit that changed something and does not bind."""
        step = self.undo_step()
        free = step is not None and not step.refusal
        undoable = free and len(written) == 1 and bool(written[0].entities)
        self._notices.toast(
            done,
            tone="success",
            action=say("Undo") if undoable else "",
            act=self.undo_of_this() if undoable else None,
        )

    def read(self, query: Callable[[Any], T]) -> T:
        """Run `query`. Its errors are the caller's, since a page cannot show what it could not read."""
        return self._runner.read(query)

    def shown(self, show: Callable[[], object]) -> str:
        """Run `show`, which reads and shows a page; returns why it could not, in words, or ""."""
        try:
            show()
        except self._actionable as problem:
            return str(problem)
        except Exception as failure:  # our fault: logged and said once; the other pages still work
            self._crashed(failure)
            return say("This page could not be shown.")
        return ""

    def undo_step(self) -> Step | None:
        """What undo would reverse."""
        step: Step | None = self._runner.undo_step()
        return step

    def redo_step(self) -> Step | None:
        """What redo would bring back."""
        step: Step | None = self._runner.redo_step()
        return step

    def undo(self) -> None:
        """Reverse the last step, or say why it binds."""
        self._step_back(
            self.undo_step(),
            self._runner.undo,
            say("Nothing to undo."),
            lambda act: say("Undone: {act}", act=act),
            taken_back=2,
        )

    def undo_of_this(self) -> Callable[[], None]:
        """Undo for a message that stays for a while: of what was done last by now, and of nothing done since."""
        told = self._standing[-1:]

        def undo() -> None:
            if told == self._standing[-1:]:
                self.undo()
            else:
                self._notices.toast(
                    say("Something was done or taken back since. Edit, Undo takes back what was done last.")
                )

        return undo

    def redo(self) -> None:
        """Bring the last undone step back."""
        self._step_back(
            self.redo_step(),
            self._runner.redo,
            say("Nothing to redo."),
            lambda act: say("Done again: {act}", act=act),
        )

    def _step_back(
        self,
        step: Step | None,
        act: Callable[..., Any],
        nothing: str,
        words: Callable[[str], str],
        *,
        taken_back: int = 0,
    ) -> None:
        """`taken_back` is how many of what stands go with it: an undo takes itself and what it reverses."""
        if step is None:
            self._notices.toast(nothing)
            return
        if step.refusal:
            self._notices.problem(step.refusal)
            return
        retry = partial(self._step_back, step, act, nothing, words, taken_back=taken_back)
        watch = self.watch(step.label) if self.watch is not None else None
        try:
            outcome = self._attempt(lambda: (None, act(watch) if watch else act()), retry=retry)
        finally:
            if watch is not None:
                watch.put_away()
        if outcome is not None:
            self.tell(outcome[1])
            del self._standing[max(0, len(self._standing) - taken_back) :]
            self._notices.toast(words(step.label), tone="success")

    def _attempt(self, work: Callable[[], T], *, retry: Callable[[], object]) -> T | None:
        try:
            return work()
        except self._actionable as problem:
            self._notices.problem(str(problem))
        except self._storage as failure:
            self._unsaved = True
            self.saving.emit(Saving.FAILED)
            self._notices.banner(
                Notice(
                    say(
                        "Your last change isn’t saved yet. Check that the disk has room and can be written, "
                        "then try again."
                    ),
                    "danger",
                    say("Try again"),
                    retry,
                    details=str(failure),
                    key=UNSAVED,
                )
            )
        except Exception as failure:  # our fault: logged and said once, the journal is untouched
            self._crashed(failure)
        return None

    def tell(self, changes: Changed) -> None:
        """Tell the pages what is on disk now by other means than a verb: what somebody else wrote was taken in."""
        self.saved_at = datetime.now(UTC)
        self._told += 1
        self._standing.append(self._told)
        if self._unsaved:
            self._unsaved = False
            self._notices.clear(UNSAVED)
        self.saving.emit(Saving.SAVED)
        self.changed.emit(changes)
