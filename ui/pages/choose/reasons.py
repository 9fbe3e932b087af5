"""The rows that may have decided a choice, to tick: this quote's answer and what the others say."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.queries.quotes import Comparison
from app.words import say
from ui.widgets.cards import Card, Line
from ui.widgets.field import Field
from ui.widgets.fields import Tick
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.text import Label

NO_REASON = ("flags", "tax", "incl_tax")
"""Rows that say nothing about which quote is better."""


@dataclass(frozen=True)
class Reason:
    """One row of the comparison in which the quotes differ."""

    key: str
    words: str
    others: str


def reasons_for(found: Comparison, quote_id: uuid.UUID) -> tuple[Reason, ...]:
    """What sets this quote apart from the others, in the order of the comparison."""
    names = [shown.provider for shown in found.columns]
    mine = next((at for at, shown in enumerate(found.columns) if shown.quote_id == quote_id), None)
    if mine is None:
        return ()
    reasons = []
    for line in (line for group in found.groups for line in group.rows):
        if not line.differs or line.key in NO_REASON:
            continue
        others = [
            say("{provider}: {answer}", provider=names[at], answer=cell.text)
            for at, cell in enumerate(line.cells)
            if at != mine
        ]
        words = say("{row}: {answer}", row=line.title, answer=line.cells[mine].text)
        reasons.append(Reason(line.key, words, " · ".join(others)))
    return tuple(reasons)


class ReasonList(Field):
    """Any number of reasons, each with what the other quotes say beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._ticks: dict[str, Tick] = {}
        self._reasons: tuple[Reason, ...] = ()
        self._place = column(gap=0)
        self.setLayout(column(Card(framed(self._place), padding=(16, 6, 16, 6))))

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        """Offer other reasons; ticks stay where a reason is still offered."""
        if tuple(reasons) == self._reasons:
            return
        before = self.value()
        self._reasons = tuple(reasons)
        clear(self._place)
        self._ticks = {}
        for at, reason in enumerate(reasons):
            if at:
                self._place.addWidget(Line())
            tick = Tick(reason.words)
            tick.target().setAccessibleDescription(reason.others)
            tick.edited.connect(self.edited)
            others = Label(reason.others, "dense", "text3", wrap=True)
            self._place.addWidget(
                framed(row((_wrapping(tick, reason.words), 5), (others, 4), gap=14, margins=(0, 5, 0, 5)))
            )
            self._ticks[reason.key] = tick
        self.set_value(before)
        self.setVisible(bool(reasons))

    def value(self) -> tuple[str, ...]:
        """Keys of the rows that are ticked."""
        return tuple(key for key, tick in self._ticks.items() if tick.value())

    def set_value(self, keys: Sequence[str]) -> None:
        """Tick exactly `keys`."""
        for key, tick in self._ticks.items():
            tick.set_value(key in keys)

    def words(self) -> tuple[str, ...]:
        """The ticked reasons in words."""
        return tuple(reason.words for reason in self._reasons if self._ticks[reason.key].value())

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
    return framed(row(tick, (label, 1), gap=6))
