"""Where a list is chosen: what it has to look like, the file itself, and an empty one to fill in."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame

from app.words import say
from app.workflows.imports import LARGEST_LIST, empty_list
from ui.context import Context
from ui.theme.current import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card, Scroll
from ui.widgets.file_drop import FileDrop
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.states import ErrorBanner
from ui.widgets.text import Prose

SUFFIXES = (".xlsx", ".csv", ".txt", ".tsv")
WIDEST = 760
"""Pixels at 100 % text."""


class StartView(QFrame):
    """`taken` carries the path of the list that was chosen or dropped."""

    taken = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.drop = FileDrop(
            words=say("or drop it here: an XLSX or CSV file, as any spreadsheet saves it"),
            suffixes=SUFFIXES,
            most_bytes=LARGEST_LIST,
            several=False,
            name=say("The list to import"),
        )
        self.drop.committed.connect(self._take)
        self._faults = column()
        self.blank = LinkButton(say("Save an empty list to fill in"), icon="download")
        self.blank.clicked.connect(self._save_blank)
        words = say(
            "One line for each provider, the names of the columns in the first. Only a name is needed; "
            "columns are found by their usual names, and you can say what the others hold."
        )
        after = say(
            "You then see what every line would add or change. Nothing is written before you say so, "
            "and the whole import can be undone."
        )
        inside = column(
            Prose(words, "dense", "text2"), 6, Prose(after, "dense", "text2"), 14, self.drop, 12,
            row(self.blank, STRETCH),
        )  # fmt: skip
        body = column(framed(self._faults), Card(inside, padding=18), STRETCH)
        self._inner = framed(body)
        self.setLayout(column((Scroll(framed(row((self._inner, 100), STRETCH, gap=0))), 1)))
        self.restyle()

    def restyle(self) -> None:
        """Take the width of a form again."""
        self._inner.setMaximumWidth(theme().px(WIDEST))

    def clear(self) -> None:
        """Hold no file and no problem."""
        self.drop.set_value(())
        clear(self._faults)

    def show_problem(self, happened: str, to_do: str) -> None:
        """Say why a file was not taken."""
        banner = ErrorBanner(happened, to_do)
        self._faults.addWidget(banner)
        self._faults.addSpacing(12)

    def _take(self) -> None:
        paths = self.drop.value()
        if paths:
            self.taken.emit(paths[0])

    def _save_blank(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, say("Save an empty list"), say("providers to fill in.csv"), say("Files ({kinds})", kinds="*.csv")
        )  # fmt: skip
        if name:
            self.save_blank(Path(name))

    def save_blank(self, path: Path) -> None:
        """Write an empty list to `path`."""
        notices = self._context.notices
        try:
            path.write_bytes(empty_list())
        except OSError:
            notices.problem(
                say(
                    "“{file}” could not be written. Close it in other programs, or choose another place.",
                    file=path.name,
                )
            )
            return
        notices.toast(say("Saved as “{file}”.", file=path.name), tone="success")
