"""Work that takes time, away from the main thread; its result comes back on it.

Computations run in a thread, documents and foreign files in a worker process that can be stopped at
any moment. A job gets frozen inputs, returns a value, and touches neither widgets nor the database.
"""

import threading
from collections.abc import Callable
from concurrent import futures
from enum import Enum
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

if TYPE_CHECKING:  # processes are imported with the first of them
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnContext
    from multiprocessing.process import BaseProcess

SLOW_MS = 300
"""A job that takes longer shows itself."""


AGAIN_MS = 100
"""How soon a result is handed back again that came while a long step was written."""


class Where(Enum):
    """THREAD for numeric work that lets go of the interpreter, PROCESS for the rest."""

    THREAD = "thread"
    PROCESS = "process"


class Cancelled(Exception):
    """Raised inside a job's work when the person cancelled it."""


class Progress:
    """Handed to thread work that asks for it: report how far it is, and stop when told to."""

    def __init__(self, report: Callable[[float], None]) -> None:
        self._report = report
        self._stop = threading.Event()

    def stop(self) -> None:
        """Ask the work to end at its next report."""
        self._stop.set()

    def __call__(self, share: float) -> None:
        """Report `share` done, between 0 and 1. Raises Cancelled after `stop`."""
        if self._stop.is_set():
            raise Cancelled
        self._report(share)


class Job(QObject):
    """One piece of work under way."""

    progressed = Signal(float)
    finished = Signal()
    _settled = Signal(object)

    def __init__(self, label: str, parent: QObject) -> None:
        super().__init__(parent)
        self.label = label
        self.over = False
        self.progress = Progress(self.progressed.emit)
        self._abandon: Callable[[], None] = lambda: None

    def cancel(self) -> None:
        """Stop the work as soon as possible; neither `done` nor `failed` is called."""
        if not self.over:
            self.progress.stop()
            self._abandon()
            self._close()

    def when_ended(self, reader: QObject, then: Callable[[], None]) -> None:
        """Call `then` once it has ended and its result was told, unless `reader` is gone by then."""
        self.finished.connect(lambda: QTimer.singleShot(0, reader, then) if isValid(reader) else None)

    def _close(self) -> None:
        self.over = True
        self.finished.emit()


class Jobs(QObject):
    """Starts jobs and ends them with the program."""

    slow = Signal(object)
    """A `Job` that has run for `SLOW_MS`: show it, with its label and a way to cancel."""

    def __init__(self, crashed: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crashed = crashed
        self.writing: Callable[[], bool] = lambda: False
        """Whether a long step is being written: until it is over no page can read, and none is told a result."""

        self._worker = _Worker()
        self._jobs: set[Job] = set()

    @cached_property
    def _threads(self) -> "futures.ThreadPoolExecutor":
        return futures.ThreadPoolExecutor(max_workers=3, thread_name_prefix="job")

    def run(
        self,
        work: Callable[..., Any],
        *arguments: Any,
        label: str,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
        where: Where = Where.THREAD,
        reports: bool = False,
        reader: QObject | None = None,
    ) -> Job:
        """Call `work(*arguments)` elsewhere and then `done(result)` on the main thread.

        With a `reader` the result is dropped where that is gone by then: a page that was let go of.
        With `reports`, thread work gets a `Progress` as its keyword `progress`. Process work and its
        arguments must be picklable. Without `failed` an error counts as ours and is logged.
        """
        job = Job(label, self)
        self._jobs.add(job)
        job._settled.connect(  # queued: the signal comes from another thread
            lambda future: self._settle(job, future, done, failed or self._crashed, reader),
            Qt.ConnectionType.QueuedConnection,
        )
        if where is Where.PROCESS:
            job._abandon = self._worker.stop
            future = self._threads.submit(self._worker.call, work, arguments)
        else:
            extra = {"progress": job.progress} if reports else {}
            future = self._threads.submit(work, *arguments, **extra)
        future.add_done_callback(job._settled.emit)
        QTimer.singleShot(SLOW_MS, job, lambda: None if job.over else self.slow.emit(job))
        return job

    @property
    def under_way(self) -> int:
        """How many pieces of work have not ended yet."""
        return len(self._jobs)

    def close(self) -> None:
        """End all work; called once, when the window closes."""
        for job in tuple(self._jobs):
            job.cancel()
        self._worker.stop()
        if "_threads" in vars(self):
            self._threads.shutdown(wait=True, cancel_futures=True)

    def _settle(
        self,
        job: Job,
        future: "futures.Future[Any]",
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        reader: QObject | None,
    ) -> None:
        if self.writing():
            again = partial(self._settle, job, future, done, failed, reader)
            QTimer.singleShot(AGAIN_MS, job, again)
            return
        self._jobs.discard(job)
        cancelled = job.over
        if not cancelled:
            job._close()
        if not cancelled and (reader is None or isValid(reader)):
            problem = future.exception()
            if problem is None:
                done(future.result())
            elif isinstance(problem, Exception):
                failed(problem)
        job.setParent(None)  # what it holds may be all that holds these jobs: they would delete it, too
        job.deleteLater()


class _Worker:
    """One child process that runs one call at a time, started when first needed."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def call(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """The result of `work(*arguments)` in the child. Raises what it raised, or Cancelled if stopped."""
        with self._turn:
            alive = self._process is not None and self._process.is_alive()
            pipe = self._pipe if alive and self._pipe is not None else self._start()
            try:
                pipe.send((work, arguments))
                ok, value = pipe.recv()
            except (EOFError, OSError) as gone:
                raise Cancelled from gone
        if ok:
            return value
        raise value

    def stop(self) -> None:
        """End the child at once; the next call starts another."""
        process, self._process = self._process, None
        if process is not None and process.is_alive():
            process.terminate()
            process.join()

    def _start(self) -> "Connection":
        context = load_processes()
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe = ours
        return ours


def load_processes() -> "SpawnContext":
    """What starts processes; imported with the first one."""
    context: SpawnContext = import_module("multiprocessing").get_context("spawn")
    return context


def _serve(pipe: "Connection") -> None:
    """Answer calls until the parent goes away."""
    while True:
        try:
            work, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = (True, work(*arguments))
        except Exception as problem:
            answer = (False, problem)
        try:
            pipe.send(answer)
        except (OSError, ValueError, TypeError, AttributeError) as problem:
            pipe.send((False, RuntimeError(f"the result could not be sent back: {problem}")))
