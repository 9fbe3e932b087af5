"""What every page is given: the way to the workspace, to messages and to other pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:  # imported for their names alone: the frame is painted before they are loaded
    from app.knowledge.pack import Knowledge
    from app.queries.lens import Lens
    from app.words.formats import Formats
    from ui.drafts import DraftStore
    from ui.jobs import Jobs
    from ui.notices import Notices
    from ui.operations import Operations


class Preferences(Protocol):
    """Settings of this person on this computer; JSON-able values, never journaled."""

    def get(self, name: str, default: Any = None) -> Any:
        """The value kept under `name`."""
        ...

    def put(self, name: str, value: Any) -> None:
        """Keep `value` under `name`."""
        ...


class Attachments(Protocol):
    """Files by their content: what was given in comes back byte for byte under its hash."""

    def put(self, data: bytes, name: str) -> Any:
        """Keep `data`; returns its `sha256`, `size` and `mime`."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes kept under `sha256`."""
        ...


class Context(QObject):
    """Handed to the constructor of every page. The shell installs `navigate` and sets `lens`."""

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
        self.person = person
        self.navigate: Callable[[str], None] = _nowhere
        self._clock = clock

    def today(self) -> date:
        """The business date: the computer's, or the day on which the sample stands still."""
        return self._clock()

    def go(self, address: str) -> None:
        """Show the page at `address`, such as "project/<id>/quotes/compare"."""
        self.navigate(address)

    def set_lens(self, lens: Lens) -> None:
        """Look through another lens; every page re-queries."""
        if lens is not self.lens:
            self.lens = lens
            self.lens_changed.emit()

    def set_formats(self, formats: Formats) -> None:
        """Write dates, numbers and money in another way; every page re-queries."""
        if formats != self.formats:
            self.formats = formats
            self.formats_changed.emit()


def _nowhere(address: str) -> None:
    raise RuntimeError(f"there is no window to show {address} in")
