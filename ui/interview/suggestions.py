"""What may be added with one press: things that projects of this kind often list."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.words import say
from ui.widgets.buttons import AddButton, LinkButton
from ui.widgets.layouts import FlowLayout, clear, column, framed
from ui.widgets.text import Label

SHOWN = 3
"""Suggestions in sight at a time: enough to start, few enough to read."""


class SuggestionChips(QFrame):
    """A line of suggestions; what is used is replaced by the next. `chosen` tells the place of a press."""

    chosen = Signal(int)

    def __init__(self, title: str, words: Sequence[str]) -> None:
        super().__init__()
        self._words = tuple(words)
        self._used: frozenset[int] = frozenset()
        self._all = False
        self._flow = FlowLayout(8, level=True)
        self._title = Label(title, "dense", "text3", wrap=True)
        self.setLayout(column(self._title, 6, framed(self._flow)))
        self._show()

    def mark_used(self, used: Sequence[int]) -> None:
        """Leave out the suggestions at these places."""
        if frozenset(used) != self._used:
            self._used = frozenset(used)
            self._show()

    def _show(self) -> None:
        clear(self._flow)
        left = [at for at in range(len(self._words)) if at not in self._used]
        shown = left if self._all else left[:SHOWN]
        for at in shown:
            button = AddButton(self._words[at])
            button.setAccessibleName(say("Add: {suggestion}", suggestion=self._words[at]))
            button.clicked.connect(lambda _=False, place=at: self.chosen.emit(place))
            self._flow.addWidget(button)
        if len(shown) < len(left):
            more = LinkButton(say("More suggestions"))
            more.setAccessibleDescription(self._title.text())
            more.clicked.connect(self._show_all)
            self._flow.addWidget(more)
        if not left:
            self.hide()
        elif self.parent() is not None:  # without one it would open as a window
            self.show()

    def _show_all(self) -> None:
        self._all = True
        self._show()
        first = self._flow.itemAt(SHOWN)
        widget = first.widget() if first is not None else None
        if widget is not None:
            widget.setFocus()
