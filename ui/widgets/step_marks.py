"""Where one is among a few steps: short bars, and the same in words."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.words import say
from ui.theme.current import theme
from ui.widgets.layouts import STRETCH, row
from ui.widgets.text import Label

BAR, GAP, HEIGHT = 46, 6, 4


class _Bars(QWidget):
    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count
        self.at = 0
        self.restyle()

    def restyle(self) -> None:
        look = theme()
        self.setFixedSize(look.px(self._count * (BAR + GAP) - GAP), look.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(self._count):
            painter.setBrush(look.color("accent" if number <= self.at else "track"))
            bar = QRectF(look.px(number * (BAR + GAP)), 0, look.px(BAR), self.height())
            painter.drawRoundedRect(bar, self.height() / 2, self.height() / 2)
        painter.end()


class StepMarks(QFrame):
    """Bars for `count` steps with "1 of 3 · about a minute" beside them."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count
        self._bars = _Bars(count)
        self._words = Label("", "caption", "text3")
        self.setLayout(row(self._bars, self._words, STRETCH, gap=14))

    def show_step(self, at: int) -> None:
        """Mark step `at`, counted from 0, and those before it."""
        self._bars.at = at
        self._bars.update()
        words = say("{number} of {all} · about a minute", number=at + 1, all=self._count)
        self._words.setText(words)
        self.setAccessibleName(words)
