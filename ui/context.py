"""What every page is given: the way to the workspace, to messages and to other pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from app.words import say

if TYPE_CHECKING:  # imported for their names alone: the frame is painted before they are loaded
    from uuid import UUID

    from app.knowledge.pack import Knowledge
    from app.queries.lens import Lens
    from app.words.formats import Formats
    from ui.drafts import DraftStore
    from ui.jobs import Jobs
    from ui.notices import Notices
    from ui.operations import Operations


class Preferences(Protocol):
    """Small settings of this workspace on this computer, as text, never journaled."""

    def get(self, key: str, default: str = "") -> str:
        """The value of `key`."""
        ...

    def set(self, key: str, value: str) -> None:
        """Keep `value`."""
        ...


class Attachments(Protocol):
    """Files by their content: what was given in comes back byte for byte under its hash."""

    def put(self, data: bytes, name: str) -> Any:
        """Keep `data`; returns its `sha256`, `size` and `mime`."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes kept under `sha256`."""
        ...


class Openings(Protocol):
    """Opening another workspace from inside a page: Welcome, Settings, the sample's banner.

    Each returns why it could not be done, in words, or "" once the window shows the other workspace.
    """

    @property
    def own_exists(self) -> bool:
        """Whether this person already has a workspace of their own."""
        ...

    @property
    def sample_open(self) -> bool:
        """Whether nothing in the open workspace is real."""
        ...

    @property
    def store(self) -> Any:
        """The open workspace itself, for keys, backups and take-out; None before the first start."""
        ...

    def create_own(self, *, person: str, first: Callable[[Context], object]) -> str:
        """Make this person's workspace; `first` runs the first verbs in it, before its Home is shown."""
        ...

    def open_own(self, code: str | None = None) -> str:
        """Open this person's workspace, with the printed recovery code where the key is gone."""
        ...

    def open_sample(self) -> str:
        """Open the sample, made first where it is not there; the window says that it takes a moment."""
        ...

    def restore(self, backup: Path, code: str | None) -> str:
        """Bring this person's workspace back from a backup file."""
        ...


class Context(QObject):
    """Handed to the constructor of every page. The shell installs `navigate` and sets `lens`."""

    lens_leaving = Signal()
    """Another lens is about to be looked through: what is being typed is still this one's."""

    lens_changed = Signal()
    formats_changed = Signal()

    def __init__(
        self,
        *,
        operations: Operations,
        notices: Notices,
        jobs: Jobs,
        formats: Formats,
        knowledge: Knowledge,
        lens: Lens,
        clock: Callable[[], date],
        drafts: DraftStore,
        preferences: Preferences,
        attachments: Attachments | None = None,
        openings: Openings | None = None,
        person: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.operations = operations
        self.notices = notices
        self.jobs = jobs
        self.formats = formats
        self.knowledge = knowledge
        self.lens = lens
        self.drafts = drafts
        self.preferences = preferences
        self.attachments = attachments
        self.openings = openings
        self.person = person
        self.dropped: Path | None = None
        """A file that was dropped on the window, until the page that opens it takes it."""

        self.beside: UUID | None = None
        """The project that was open last: in a broker's program an owner view is its owner's."""

        self.navigate: Callable[[str], None] = _nowhere
        self._clock = clock

    def today(self) -> date:
        """The business date: the computer's, or the day on which the sample stands still."""
        return self._clock()

    def stand_at(self, day: date) -> None:
        """Let "today" be `day` from now on: the sample's clock stands still."""
        self._clock = lambda: day

    def go(self, address: str) -> None:
        """Show the page at `address`, such as "project/<id>/quotes/compare"."""
        self.navigate(address)

    def keep_file(self, path: Path) -> dict[str, Any] | None:
        """Keep a file by its content: its `file_name`, `sha256` and `size`, or None after saying why not."""
        store = self.attachments
        if store is None:
            return None
        try:
            data = path.read_bytes()
        except OSError:
            self.notices.problem(
                say("“{file}” cannot be opened. Check that it is still there.", file=path.name)
            )
            return None
        kept: list[Any] = []
        problem = self.operations.shown(lambda: kept.append(store.put(data, path.name)))
        if problem:
            self.notices.problem(problem)
            return None
        return {"file_name": path.name, "sha256": kept[0].sha256, "size": kept[0].size}

    def set_lens(self, lens: Lens) -> None:
        """Look through another lens; every page is made anew."""
        if lens is not self.lens:
            self.lens_leaving.emit()
            self.lens = lens
            self.lens_changed.emit()

    def set_formats(self, formats: Formats) -> None:
        """Write dates, numbers and money in another way; every page re-queries."""
        if formats != self.formats:
            self.formats = formats
            self.formats_changed.emit()


def _nowhere(address: str) -> None:
    raise RuntimeError(f"there is no window to show {address} in")
