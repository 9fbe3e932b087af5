"""The workspace as procedures need it: one unit of work at a time, and a place for files."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")


class Files(Protocol):
    """Where bytes are kept by their content."""

    def put(self, content: bytes, name: str) -> Any:
        """Keep `content` and return its address: `sha256`, `size`, `mime`."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes kept under `sha256`."""
        ...

    def name_of(self, sha256: str) -> str:
        """The name they came under; "" where they are not here."""
        ...

    def has(self, sha256: str) -> bool:
        """Whether they are here."""
        ...


class Reader(Protocol):
    """A workspace that is only read."""

    def read(self, query: Callable[[Session], T]) -> T:
        """Run `query`, writing nothing."""
        ...


class Runner(Reader, Protocol):
    """A workspace, as a procedure needs it."""

    def write(self, verb: Callable[[Session], T], label: str) -> tuple[T, Any]:
        """Run `verb` in one unit of work and commit; the second value says what changed."""
        ...


class FilingRunner(Runner, Protocol):
    """A workspace that also keeps files."""

    @property
    def attachments(self) -> Files:
        """Where files go."""
        ...


class TokenRunner(FilingRunner, Protocol):
    """A workspace that can tell its own replies."""

    @property
    def reply_key(self) -> bytes:
        """The key of its tokens."""
        ...
