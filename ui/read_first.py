"""Reading what takes a while of a long directory, away from the window, before it is shown or ranked."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app.queries.match_inputs import must_be_read
from app.words import say
from app.workflows.shortlists import read_ahead
from ui.context import Context


class Ahead(NamedTuple):
    """What has to be known first: whether it has to be read for that, how, and what is said meanwhile."""

    kind: str
    """Of each kind one is read at a time."""

    must: Callable[[Any], bool]
    read: Callable[[Any], object]
    """Reads it from the workspace, on another thread."""

    label: str


class _Waiting(NamedTuple):
    then: Callable[[], object]
    reader: QObject
    dropped: Callable[[], object]
    job: object
    """Stands for the reading under way."""


_WAITING: WeakKeyDictionary[Context, dict[str, _Waiting]] = WeakKeyDictionary()


def once_read(context: Context, then: Callable[[], object], reader: QObject | None = None) -> None:
    """Call `then` at once where the directory is short or known as it is, else when it was read."""
    whole = Ahead("whole", must_be_read, read_ahead, say("Reading the directory…"))
    once(context, whole, then, reader)


def once(
    context: Context,
    ahead: Ahead,
    then: Callable[[], object],
    reader: QObject | None = None,
    dropped: Callable[[], object] = lambda: None,
) -> None:
    """Call `then` at once where all is known, else when it was read.

    With a `reader` it is not called where that is gone by then. While one kind is being read only the last `then`
    waits: pressing twice ranks once, and the last of several filters has to see whether what it needs was read.
    Where the reading was stopped or failed, `dropped` is called instead.
    """
    if not must_wait(context, ahead):
        then()
        return
    waiting = _WAITING.setdefault(context, {})
    under_way = waiting.get(ahead.kind)
    this = under_way.job if under_way is not None else object()
    waiting[ahead.kind] = _Waiting(then, reader or context, dropped, this)
    if under_way is None:
        job = context.jobs.run(
            ahead.read, _store(context), label=ahead.label, done=lambda _: _call(context, ahead.kind, this)
        )
        job.when_ended(context, partial(_drop, context, ahead.kind, this))


def must_wait(context: Context, ahead: Ahead) -> bool:
    """Whether something has to be read first, and can be read beside the window."""
    return _store(context) is not None and bool(context.operations.read(ahead.must))


def _store(context: Context) -> Any:
    return context.openings.store if context.openings is not None else None


def beside(query: Callable[[Any], object], store: Any) -> None:
    """Run a query on a connection of its own: what it read is kept for whoever asks again."""
    with store.reader() as session:
        query(session)


def _call(context: Context, kind: str, job: object) -> None:
    waited = _taken(context, kind, job)
    if waited is not None and isValid(waited.reader):
        waited.then()


def _drop(context: Context, kind: str, job: object) -> None:
    waited = _taken(context, kind, job)
    if waited is not None and isValid(waited.reader):
        waited.dropped()


def _taken(context: Context, kind: str, job: object) -> _Waiting | None:
    """Who waited for this reading, who then waits no longer."""
    waiting = _WAITING.get(context, {})
    waited = waiting.get(kind)
    if waited is None or waited.job is not job:
        return None
    return waiting.pop(kind)
