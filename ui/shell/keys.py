"""Every key of the window in one table: what is bound, and what the list of keys shows."""

from typing import NamedTuple

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from app.words import say
from ui.widgets.buttons import Button
from ui.widgets.cards import Scroll
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Heading, Label


class Key(NamedTuple):
    """A shortcut: which act it is bound to, its keys in Qt's portable form, and what it does."""

    act: str
    keys: str
    words: str


def window_keys() -> tuple[Key, ...]:
    """The keys that work everywhere, in the order of the list."""
    return (
        Key("search", "Ctrl+K", say("Search or type what you want to do")),
        Key("back", "Alt+Left", say("Back")),
        Key("forward", "Alt+Right", say("Forward")),
        Key("new_project", "Ctrl+N", say("New project")),
        Key("open_file", "Ctrl+O", say("Open an engagement file")),
        Key("save", "Ctrl+S", say("Save now")),
        Key("undo", "Ctrl+Z", say("Undo")),
        Key("redo", "Ctrl+Shift+Z", say("Redo")),
        Key("print", "Ctrl+P", say("Print this page")),
        Key("help", "F1", say("Help for this page")),
        Key("regions", "F6", say("Next part of the window")),
        Key("toast", "F8", say("Go to the message")),
        Key("lens", "Ctrl+Shift+L", say("Switch between owner and broker view")),
        Key("density", "Ctrl+Shift+D", say("Comfortable or compact rows")),
        Key("zoom_in", "Ctrl++", say("Larger text")),
        Key("zoom_out", "Ctrl+-", say("Smaller text")),
        Key("zoom_reset", "Ctrl+0", say("Text at its normal size")),
        Key("keys", "Ctrl+/", say("List of keys")),
        Key("quit", "Ctrl+Q", say("Close the program")),
    )


def page_keys() -> tuple[tuple[str, str], ...]:
    """Keys that pages share, as (keys, words): they are bound by widgets, not by the window."""
    return (
        ("Ctrl+1", say("First place in the rail, and so on to Ctrl+9")),
        ("Ctrl+Return", say("Continue")),
        ("Return", say("Open the current row")),
        ("Space", say("Tick the current row")),
        ("Alt+Up", say("Move a statement up")),
        ("Alt+Down", say("Move a statement down")),
        ("Alt+Right", say("Move a bar a day later while dates are edited; Alt+Left earlier")),
        ("Alt+Shift+Right", say("End a bar a day later; Alt+Shift+Left earlier")),
        ("M", say("Move a card of the board to another column")),
        ("Esc", say("Close a panel, or clear a search")),
    )


def native(keys: str) -> str:
    """`keys` as this system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class KeysDialog(QDialog):
    """The list of keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("List of keys"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(9)
        lines = [(key.keys, key.words) for key in window_keys()] + list(page_keys())
        for at, (keys, words) in enumerate(lines):
            grid.addWidget(Label(native(keys), "dense_medium", "text2"), at, 0)
            grid.addWidget(Label(words, "dense"), at, 1)
        grid.setColumnStretch(1, 1)
        close = Button(say("Close"), "primary")
        close.clicked.connect(self.accept)
        inner = Scroll(framed(column(grid, STRETCH)))
        self.setLayout(
            column(Heading(say("List of keys"), "title"), 14, (inner, 1), 14, row(close, STRETCH), margins=24)
        )
        self.resize(520, 560)
        close.setFocus()
