"""Stages as rows of a painted chart: told to a reader by ear, chosen and opened by mouse and by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from app.words import say
from ui.theme.current import theme
from ui.widgets.announce import announce
from ui.widgets.charts import Chart

HEAD, LINE = 46, 46


@dataclass(frozen=True)
class StageBar:
    """One stage: `first` is what was planned, `now` what it takes; up to `done` it is solid."""

    key: object
    name: str
    status: str
    tone: str
    icon: str
    first: tuple[date, date] | None
    now: tuple[date, date] | None
    done: date | None
    money: str
    late: str
    dates: str
    """Both spans in words, for the table."""


class StageRows(Chart):
    """Rows that are chosen and opened as in the list: by mouse, or by arrows and Enter."""

    chosen = Signal(object)
    """The key of the stage that was gone to."""

    opened = Signal(object)
    """The key of the stage that was asked for by Enter or a double click."""

    worded = (0, 1, 2, 3)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bars: tuple[StageBar, ...] = ()
        self._current: object = None

    def take(self, bars: Sequence[StageBar], current: object) -> None:
        """Have these rows; the one with the key `current` is chosen."""
        self._bars, self._current = tuple(bars), current

    def headings(self) -> tuple[str, ...]:
        return say("Stage"), say("How it stands"), say("When"), say("Pay")

    def table_rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (each.name, ", ".join(filter(None, (each.status, each.late))), each.dates, each.money)
            for each in self._bars
        )

    def height_at_100(self) -> int:
        return HEAD + LINE * max(1, len(self._bars))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(420), theme().px(self.height_at_100()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the stage of the row."""
        self._choose(self._row_under(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the stage of the row."""
        at = self._row_under(event)
        if 0 <= at < len(self._bars):
            self.opened.emit(self._bars[at].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go through the stages; Enter opens the one that is chosen."""
        at, last = self._at, len(self._bars) - 1
        moves: dict[int, int] = {
            Qt.Key.Key_Up: max(0, at - 1), Qt.Key.Key_Down: min(last, at + 1),
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }  # fmt: skip
        key = event.key()
        if key in moves and self._bars:
            if moves[key] != at:
                self._choose(moves[key])
                announce(self, self._said(moves[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at >= 0:
            self.opened.emit(self._bars[at].key)
        else:
            super().keyPressEvent(event)

    def focus_rect(self) -> QRect:
        """Where the focus ring goes: around the row of the chosen stage, where one has gone to."""
        if self._at < 0:
            return self.rect()
        return QRect(0, int(self._top(self._at)), self.width(), theme().px(LINE))

    @property
    def _at(self) -> int:
        """The place of the chosen stage, or -1."""
        return next((at for at, each in enumerate(self._bars) if each.key == self._current), -1)

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._bars):
            self.chosen.emit(self._bars[at].key)

    def _row_under(self, event: QMouseEvent) -> int:
        return int((event.position().y() - theme().px(HEAD)) // theme().px(LINE))

    def _said(self, at: int) -> str:
        return ", ".join(filter(None, self.table_rows()[at]))

    def _top(self, at: int) -> float:
        return theme().px(HEAD) + at * theme().px(LINE)
