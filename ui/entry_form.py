"""A form that opens in place on a page: checked as a whole, kept as a draft, applied in one act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QWidget

from app.words import say
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import Choice
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.states import ErrorSummary
from ui.widgets.text import Heading, Label

MOST_LETTERS = 30
"""Letters of an option that are shown in its closed box."""


@dataclass(frozen=True)
class Entry:
    """One input of a form: its key, label, the input itself, and the sentence said where it is left empty."""

    key: str
    label: str
    field: Any
    help: str = ""
    needed: str = ""
    whole: bool = False
    """Whether it takes a line of its own."""


class EntryForm(QFrame):
    """Entries two by two. `kept` carries their values by key; `left` says that nothing is to change."""

    kept = Signal(dict)
    left = Signal()

    def __init__(
        self,
        context: Context,
        draft: str,
        title: str,
        entries: Sequence[Entry],
        act: str,
        *,
        parts: Mapping[str, str] | None = None,
        note: str = "",
    ) -> None:
        """`draft` names the form where drafts are kept. `parts` are headings before the entry of that key.

        `note` says in one sentence what is needed, where nearly everything may be left out.
        """
        super().__init__()
        self.entries = tuple(entries)
        self.summary = ErrorSummary()
        for each in self.entries:
            if isinstance(each.field, Choice):
                _bound(each.field)
        self.rows = {
            each.key: FormRow(
                each.label, each.field, help=each.help, optional=not (each.needed or note or _tick(each))
            )
            for each in self.entries
        }
        self._restored = Label(say("Typed earlier and not yet applied"), "caption_medium", "warn_text")
        self._restored.hide()
        self.go = Button(act, "primary")
        self.go.clicked.connect(self._keep)
        leave = Button(say("Leave it as it is"), "quiet")
        leave.clicked.connect(self._leave)
        needed = Label(note, "dense", "text3", wrap=True) if note else None
        inside = column(
            row((Heading(title, "sub15"), 1), self._restored), needed, 12,
            column(self.summary, Pairs(self._lines(parts or {})), gap=12), 16,
            row(self.go, leave, STRETCH, gap=8),
        )  # fmt: skip
        self.setLayout(column(Card(inside, kind="chosen", padding=18)))
        self._drafts = DraftKeeper(context.drafts, draft, self)
        for each in self.entries:
            self._drafts.keep(each.key, each.field)
        self._drafts.restored.connect(self._restored.show)

    def begin(self) -> None:
        """Take what is shown as stored, bring back what was typed and not applied, and take the focus."""
        self._drafts.begin()
        self.entries[0].field.target().setFocus()

    def flush(self) -> None:
        """Keep what is being typed."""
        self._drafts.flush()

    def applied(self) -> None:
        """The values are stored: nothing is left to keep."""
        self._drafts.applied()

    def values(self) -> dict[str, Any]:
        """What the form holds, by key."""
        return {each.key: each.field.value() for each in self.entries}

    def _lines(self, parts: Mapping[str, str]) -> list[tuple[QWidget, bool]]:
        lines: list[tuple[QWidget, bool]] = []
        for each in self.entries:
            if each.key in parts:
                lines.append((Label(parts[each.key], "caption_strong", "text3"), True))
            lines.append((self.rows[each.key], each.whole))
        return lines

    def _keep(self) -> None:
        problems: list[tuple[str, QWidget]] = []
        for each in self.entries:
            line = self.rows[each.key]
            empty = each.needed and each.field.value() in (None, "", ())
            sentence = each.needed if empty and not each.field.problem() else each.field.problem()
            line.set_problem(sentence)
            if sentence:
                problems.append((sentence, each.field.target()))
        self.summary.show_problems(problems)
        if not problems:
            self.kept.emit(self.values())

    def _leave(self) -> None:
        self._drafts.applied()
        self.left.emit()


def _bound(choice: Choice) -> None:
    """Keep the longest option from making the form wider than the page; the open list shows it in full."""
    choice.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    longest = max((len(choice.combo.itemText(at)) for at in range(choice.combo.count())), default=0)
    choice.combo.setMinimumContentsLength(min(longest, MOST_LETTERS))


def _tick(each: Entry) -> bool:
    return isinstance(each.field.value(), bool)


class Pairs(QFrame):
    """Parts two by two, those marked as whole across; one below the other where there is no room."""

    LEAST = 560
    """Width at 100 % text that two columns need."""

    def __init__(self, parts: Sequence[tuple[QWidget, bool]]) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self._across = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(14)
        self.setLayout(self._grid)
        self._lay_out(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in as many columns as have room."""
        super().resizeEvent(event)
        self._lay_out(2 if self.width() >= theme().px(self.LEAST) else 1)

    def _lay_out(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        line, at = 0, 0
        for part, whole in self._parts:
            if at and (whole or at == across):
                line, at = line + 1, 0
            self._grid.addWidget(part, line, at, 1, across if whole else 1, Qt.AlignmentFlag.AlignTop)
            at = across if whole else at + 1
        for column_ in range(2):
            self._grid.setColumnStretch(column_, 1 if column_ < across else 0)
