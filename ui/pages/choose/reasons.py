"""The rows that may have decided a choice, to tick: this quote's answer and what the others say."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.queries.quotes import Comparison
from app.words import say, say_count
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.field import Field
from ui.widgets.fields import Tick
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Label, breakable

NO_REASON = ("flags", "tax", "incl_tax")
"""Rows that say nothing about which quote is better."""


FIRST = 6
"""Rows shown at once: more than a handful of reasons are none."""


@dataclass(frozen=True)
class Reason:
    """One row of the comparison in which the quotes differ; `others` are their answers in the same order."""

    key: str
    words: str
    others: tuple[str, ...]
    speaks: bool
    """Whether this quote answers it best, or covers what another does not."""


@dataclass(frozen=True)
class Reasons:
    """Everything that sets one quote apart, what speaks for it first, and whose the other answers are."""

    rows: tuple[Reason, ...] = ()
    names: tuple[str, ...] = ()


def reasons_for(found: Comparison, quote_id: uuid.UUID) -> Reasons:
    """What sets this quote apart from the others, in the order of the comparison."""
    mine = next((at for at, shown in enumerate(found.columns) if shown.quote_id == quote_id), None)
    if mine is None:
        return Reasons()
    reasons = []
    for line in (line for group in found.groups for line in group.rows):
        if not line.differs or line.key in NO_REASON:
            continue
        own = line.cells[mine]
        others = [cell for at, cell in enumerate(line.cells) if at != mine]
        covers = own.tone == "success" and any(cell.tone != "success" for cell in others)
        words = say("{row}: {answer}", row=line.title, answer=own.text)
        reasons.append(Reason(line.key, words, tuple(cell.text for cell in others), bool(own.best) or covers))
    names = tuple(shown.provider for at, shown in enumerate(found.columns) if at != mine)
    return Reasons(tuple(sorted(reasons, key=lambda reason: not reason.speaks)), names)


class ReasonList(Field):
    """Any number of reasons to tick, each with what the other quotes say beside it, under their names."""

    def __init__(self) -> None:
        super().__init__()
        self._ticks: dict[str, Tick] = {}
        self._reasons = Reasons()
        self._rest: list[QWidget] = []
        self._place = column(gap=0)
        self._more = LinkButton("", trailing="chevron-down")
        self._more.clicked.connect(self._show_all)
        self._more_row = framed(row(self._more, STRETCH, margins=(0, 6, 0, 4)))
        self.setLayout(column(Card(column(framed(self._place), self._more_row), padding=(16, 10, 16, 6))))

    def show_reasons(self, reasons: Reasons) -> None:
        """Offer other reasons; ticks stay where a reason is still offered."""
        if reasons == self._reasons:
            return
        before = self.value()
        self._reasons = reasons
        clear(self._place)
        self._ticks, self._rest = {}, []
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 9)
        grid.addWidget(Label(say("What decided it"), "caption_medium", "text3", wrap=True), 0, 0)
        for at, name in enumerate(reasons.names, start=1):
            grid.addWidget(Label(breakable(name), "caption_medium", "text3", wrap=True), 0, at)
            grid.setColumnStretch(at, 4)
        for place, reason in enumerate(reasons.rows):
            for at, part in self._row(reason):
                grid.addWidget(part, 2 * place + 2, at)
                self._keep_back(part, place)
            line = Line()
            grid.addWidget(line, 2 * place + 1, 0, 1, 1 + len(reasons.names))
            self._keep_back(line, place)
        self._place.addWidget(framed(grid))
        self._more.set_words(
            say_count("Show {count} more difference", "Show {count} more differences", self._kept_back())
        )
        self._more_row.setVisible(bool(self._rest))
        self.set_value(before)
        self.setVisible(bool(reasons.rows))

    def _row(self, reason: Reason) -> list[tuple[int, QWidget]]:
        """The tick with its words, and the answers of the others, each with its column."""
        tick = Tick(reason.words)
        said = zip(self._reasons.names, reason.others, strict=True)
        tick.target().setAccessibleDescription(
            " · ".join(say("{provider}: {answer}", provider=name, answer=answer) for name, answer in said)
        )
        tick.edited.connect(self.edited)
        self._ticks[reason.key] = tick
        answers = [Label(breakable(answer), "dense", "text3", wrap=True) for answer in reason.others]
        return [(0, _wrapping(tick, reason.words)), *enumerate(answers, start=1)]

    def _keep_back(self, part: QWidget, place: int) -> None:
        if place >= FIRST:
            part.hide()
            self._rest.append(part)

    def _kept_back(self) -> int:
        return max(0, len(self._reasons.rows) - FIRST)

    def _show_all(self) -> None:
        first = list(self._ticks.values())[FIRST : FIRST + 1]
        for part in self._rest:
            part.show()
        self._rest = []
        had_focus = self._more.hasFocus()
        self._more_row.hide()
        if had_focus and first:
            first[0].target().setFocus(Qt.FocusReason.TabFocusReason)

    def value(self) -> tuple[str, ...]:
        """Keys of the rows that are ticked."""
        return tuple(key for key, tick in self._ticks.items() if tick.value())

    def set_value(self, keys: Sequence[str]) -> None:
        """Tick exactly `keys`."""
        for key, tick in self._ticks.items():
            tick.set_value(key in keys)
        if set(keys) & set(list(self._ticks)[FIRST:]):
            self._show_all()

    def words(self) -> tuple[str, ...]:
        """The ticked reasons in words."""
        return tuple(reason.words for reason in self._reasons.rows if self._ticks[reason.key].value())

    def draft(self) -> list[str]:
        return list(self.value())

    def restore(self, draft: Any) -> None:
        self.set_value([str(key) for key in draft])

    def target(self) -> QWidget:
        """The first tick box."""
        return next((tick.target() for tick in self._ticks.values()), self)


def _wrapping(tick: Tick, words: str) -> QWidget:
    """A check box cannot break its line: its words stand beside it, and are part of the target."""
    tick.box.setText("")
    label = Label(words, "body", wrap=True)
    label.setBuddy(tick.box)
    label.mousePressEvent = lambda event: tick.box.click()  # type: ignore[method-assign]
    tick.setFixedWidth(tick.box.sizeHint().width())
    return framed(row(tick, (label, 1), gap=6, margins=(0, 5, 0, 5)))
