"""What each column of a list holds: found by its name, or chosen here by hand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.words import say
from app.workflows.imports import importable_fields
from ui.theme.current import theme
from ui.widgets.cards import Card, Scroll
from ui.widgets.fields import Choice
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Icon, Label, Prose, breakable

NAMES_WIDTH = 3
FIELDS_WIDTH = 4
WIDEST = 760
"""Pixels at 100 % text."""


class ColumnsView(QFrame):
    """One line a column of the file; `changed` says that one of them is to be read as something else."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Choice] = {}
        self._lines = column(gap=8)
        self._problem = Label("", "dense_medium", "warn_text", wrap=True)
        self._warning = Card(
            row(Icon("triangle-alert", "warn_text"), (self._problem, 1), gap=10), kind="warn"
        )
        self._warning.hide()
        titles = row(
            (Label(say("In the file"), "caption_medium", "text3"), NAMES_WIDTH),
            (Label(say("Is read as"), "caption_medium", "text3"), FIELDS_WIDTH),
            gap=16,
        )
        words = say(
            "The names of the columns decide what they are read as. What is left out is passed over, "
            "and changes nothing in the directory."
        )
        body = column(
            self._warning, 10, Heading(say("What the columns hold"), "sub"), 4, Prose(words, "dense", "text2"), 14,
            Card(column(titles, 8, framed(self._lines)), padding=18), STRETCH,
            margins=(0, 0, 12, 12),
        )  # fmt: skip
        self._inner = framed(body)
        self.setLayout(column((Scroll(framed(row((self._inner, 100), STRETCH, gap=0))), 1)))
        self.restyle()

    def restyle(self) -> None:
        """Take the width of a form again."""
        self._inner.setMaximumWidth(theme().px(WIDEST))

    def show_columns(self, matches: Sequence[tuple[str, str]]) -> None:
        """Show the columns of a file, each with the field it fills (empty for none)."""
        clear(self._lines)
        self.fields = {}
        options = importable_fields()
        for header, key in matches:
            if not header:
                continue
            field = Choice(options, blank=say("Left out"), name=say("The column “{column}”", column=header))
            field.set_value(key)
            field.committed.connect(self.changed)
            self.fields[header] = field
            name = Label(breakable(header), "dense_medium", wrap=True)
            self._lines.addLayout(row((name, NAMES_WIDTH), (field, FIELDS_WIDTH), gap=16))
        follow_layout(self)

    def show_problem(self, sentence: str) -> None:
        """Say why the list cannot be read with these columns; "" for nothing."""
        self._problem.setText(sentence)
        self._warning.setVisible(bool(sentence))

    def take_focus(self) -> None:
        """Put the focus on the first column that is left out."""
        first = next((field for field in self.fields.values() if not field.value()), None)
        if first is not None:
            first.target().setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> dict[str, str]:
        """The field of every column as it stands, empty for one that is left out."""
        return {header: field.value() for header, field in self.fields.items()}
