"""What the window tells the person: toasts that pass, banners that stay, and the one crash notice.

Anything may say something here; the shell alone decides where it is shown.
"""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from app.words import say


class Notice(NamedTuple):
    """One message. `tone` is a status tone of the theme; `act` runs when `action` is pressed.

    A notice with a `key` replaces the one that has the same key, so that nothing is said twice.
    `lasting` toasts wait until they are closed; others go after eight seconds. What is said of something that was
    done `here` goes with the page it was done on.
    """

    text: str
    tone: str = "info"
    action: str = ""
    act: Callable[[], object] | None = None
    details: str = ""
    key: str = ""
    lasting: bool = False
    here: bool = False


class Notices(QObject):
    """The outlet for messages. Every notice is also announced to screen readers by the shell."""

    toasted = Signal(object)
    banner_set = Signal(object)
    banner_cleared = Signal(str)
    announced = Signal(str)

    def toast(
        self, text: str, *, tone: str = "info", action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Say `text` for eight seconds, with at most one thing to do about it."""
        self.toasted.emit(Notice(text, tone, action, act))

    def problem(self, text: str, *, details: str = "", here: bool = False) -> None:
        """Say what the person can act on. It stays until it is closed, or `here` until the page is left."""
        self.toasted.emit(Notice(text, "warn", details=details, lasting=True, here=here))

    def banner(self, notice: Notice) -> None:
        """Show `notice` above the page until `clear` is called with its key."""
        self.banner_set.emit(notice)

    def clear(self, key: str) -> None:
        """Take away the banner that has this key, if it is shown."""
        self.banner_cleared.emit(key)

    def announce(self, text: str) -> None:
        """Tell a screen reader what others can see, such as "12 providers"."""
        self.announced.emit(text)

    def crashed(self, log_file: str) -> None:
        """Say once that something failed on our side and that nothing saved is lost."""
        self.banner(
            Notice(
                say(
                    "Something went wrong on our side. Everything saved before is safe. "
                    "If a page looks odd, close the program and open it again."
                ),
                "danger",
                details=say("What happened was written to {file}.", file=log_file),
                key="crash",
            )
        )
