"""What storage refuses: to the person in plain words, to the programmer as a fault."""

import enum

from app.domain.errors import DomainError
from app.words import say


class Cause(enum.Enum):
    """Why a workspace could not be opened, for a screen that offers the fitting next step."""

    MISSING = "missing"
    EMPTY = "empty"
    FOREIGN = "foreign"
    NEWER = "newer"
    DAMAGED = "damaged"
    WRONG_KEY = "wrong key"
    NO_KEY = "no key"
    IN_USE = "in use"
    NOT_WRITABLE = "not writable"
    OCCUPIED = "occupied"


class CannotOpen(DomainError):
    """A workspace or backup that was refused. Nothing was changed."""

    def __init__(self, cause: Cause, message: str) -> None:
        super().__init__(message)
        self.cause = cause


class CannotUndo(DomainError):
    """The last step cannot be taken back (or done again), with the reason."""


class UndoStopped(DomainError):
    """The person stopped a long undo; everything is as it was before."""

    def __init__(self) -> None:
        super().__init__(say("Stopped. Nothing has changed."))


class StorageTrouble(DomainError):
    """The disk refused (full, or unreadable). The unit of work was rolled back."""


class WriteRefused(RuntimeError):
    """A write that would slip past the journal, or break one of its rules: a fault of the program."""
