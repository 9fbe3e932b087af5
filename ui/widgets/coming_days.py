"""The next days worth knowing, as a small calendar beside the page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.coming import Coming
from app.words import say
from ui.theme.current import theme
from ui.widgets.cards import Card
from ui.widgets.layouts import column, row
from ui.widgets.text import Label, breakable

TILE = 50
"""Width of the column of dates at 100 % text."""

CENTRE = Qt.AlignmentFlag.AlignHCenter
TOP = Qt.AlignmentFlag.AlignTop


class ComingDays(Card):
    """Each day with its date at the left; `several` says which project it belongs to."""

    def __init__(self, days: Sequence[Coming], *, several: bool) -> None:
        lines: list[QWidget] = [_Day(day, several) for day in days]
        super().__init__(column(Label(say("Coming up"), "dense_strong", "text2"), *lines, gap=12), padding=18)


class _Day(QFrame):
    def __init__(self, day: Coming, several: bool) -> None:
        super().__init__()
        self._tile = QFrame()
        weekday = Label(day.weekday, "caption", "text3", align=CENTRE)
        number = Label(day.day_words, "dense_strong", align=CENTRE)
        self._tile.setLayout(column(weekday, number, gap=1))
        detail = Label(breakable(day.detail), "caption", "text3", wrap=True) if several else None
        words = column(Label(breakable(day.title), "dense_medium", wrap=True), detail, gap=2)
        self.setLayout(row((self._tile, TOP), (words, 1), gap=12))
        self.setAccessibleName(f"{day.words}: {day.title}")
        self.restyle()

    def restyle(self) -> None:
        """Take the size of the dates again: all days stand in one column, and no short line beside one cuts it."""
        self._tile.setMinimumWidth(theme().px(TILE))
        self._tile.setMinimumHeight(self._tile.sizeHint().height())
