"""What somebody handed over may be dropped anywhere on the window: a project's file is shown on the page that opens
it, a form that came back is kept with the round it answers."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from app.words import say
from ui.context import Context

OPENED_AT, SUFFIX = "open", ".engagement"
"""The page that opens such a file, and how the file ends."""

REPLIES = (".pdf", ".xlsx", ".eml")
"""How forms end that came back."""


class Drops(QObject):
    """Watches a window for one engagement file, or for replies; `context` and `where` are given once there are any.

    The window of the system is watched too, as it learns of a drag before any page that takes files: there the file
    would be kept with what is shown. Replies are any PDF or spreadsheet, which a page may have a use of its own for:
    they are taken here only where no page did, and what nobody has a use for is refused in words.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.context: Context | None = None
        self.where: Callable[[], str] = lambda: ""
        """The address that is shown."""

        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take an engagement file, and replies that no page took."""
        if event.type() is QEvent.Type.WinIdChange and isinstance(watched, QWidget):
            handle = watched.windowHandle()
            if handle is not None:
                handle.installEventFilter(self)
            return False
        if not isinstance(event, QDropEvent) or self.context is None:
            return False
        path = handed_over(event)
        if path is None:
            return watched is self._window and self._take_files(event, self.context)
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self.context.dropped = path
            self.context.go(OPENED_AT)
        return True

    def _take_files(self, event: QDropEvent, context: Context) -> bool:
        """Take replies; say of anything else that this page has no use for it."""
        paths = _files(event)
        if not paths:
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            replies = all(each.suffix.lower() in REPLIES for each in paths)
            if replies and context.attachments is not None:
                load_reply_drops().take_replies(context, paths, self.where(), self._window)
            else:
                context.notices.problem(refused_words(paths[0].name), here=True)
        return True


def load_reply_drops() -> Any:
    """What keeps replies; a start has no use for it."""
    return import_module("ui.shell.reply_drops")


def handed_over(event: QDropEvent) -> Path | None:
    """The engagement file that is being dropped, or None where it is anything else."""
    paths = _files(event)
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() == SUFFIX else None


def refused_words(name: str) -> str:
    """Why a file was not taken, and what would be."""
    return say(
        "“{file}” was not taken: this page has no place for files. Replies of providers (PDF or Excel) and project "
        "files (.engagement) may be dropped anywhere, anything else on a page of the brief.",
        file=name,
    )


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
