"""What was read of the whole directory, in memory until something in it is written: the columns that rankings are
made from, who some filters leave, and how many every choice would.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from app.persistence.changes import UNIT
from app.persistence.journal import Journal
from app.persistence.since import written_since
from app.persistence.unit import UnitOfWork
from app.queries.whole_directory import READ, WholeDirectory, read_directory

T = TypeVar("T")

WHOLE = "whole"
"""The key of the directory itself, which is kept however much else is asked."""

MOST = 24
"""Other answers that are kept, the latest asked."""


class _Answer(NamedTuple):
    """What was read, and the newest operation that was there."""

    newest: int
    value: Any


_KEPT: WeakKeyDictionary[Journal, OrderedDict[Hashable, _Answer]] = WeakKeyDictionary()
"""By open workspace."""

_TURN = Lock()
"""Answers are asked for beside the window, too."""


def whole_directory(session: Session) -> WholeDirectory:
    """The directory, read anew only where something in it was written since; not kept within a unit of work."""
    return kept(session, WHOLE, read_directory)


def is_kept(session: Session, key: Hashable = WHOLE) -> bool:
    """Whether it, or another answer about the directory, need not be read."""
    assert isinstance(session, UnitOfWork)
    return _known(session, key) is not None


def kept(session: Session, key: Hashable, ask: Callable[[Session], T]) -> T:
    """What `ask` reads of the directory and of nothing else, asked anew only where something in it was written."""
    assert isinstance(session, UnitOfWork)
    if UNIT in session.info:
        return ask(session)
    found = _known(session, key)
    if found is None:
        newest, _ = written_since(session.connection(), 0, ())
        found = _Answer(newest, ask(session))
        _keep(session.journal, key, found)
    value: T = found.value
    return value


def forget(session: Session) -> None:
    """Have everything read anew, as when the workspace was just opened."""
    assert isinstance(session, UnitOfWork)
    with _TURN:
        _KEPT.pop(session.journal, None)


def _known(session: UnitOfWork, key: Hashable) -> _Answer | None:
    with _TURN:
        answers = _KEPT.get(session.journal)
    found = answers.get(key) if answers is not None else None
    if found is None:
        return None
    tables = (each.__tablename__ for each in READ)
    newest, written = written_since(session.connection(), found.newest, tables)
    if written:
        return None
    found = _Answer(newest, found.value)
    _keep(session.journal, key, found)
    return found


def _keep(journal: Journal, key: Hashable, answer: _Answer) -> None:
    with _TURN:
        answers = _KEPT.setdefault(journal, OrderedDict())
        answers[key] = answer
        answers.move_to_end(key)
        others = [each for each in answers if each != WHOLE]
        for each in others[:-MOST]:
            del answers[each]
