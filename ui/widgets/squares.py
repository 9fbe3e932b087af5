"""A share of a hundred as fifty squares, so that "84 of 100" is seen before it is read."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.current import theme

SQUARES, A_ROW = 50, 25
GAP = 0.22
"""Of a square, between two of them."""


class ShareSquares(QWidget):
    """Two rows of squares, filled from the left; one stands for two of a hundred. `words` says the same."""

    def __init__(self, of_hundred: int, words: str) -> None:
        super().__init__()
        self._filled = filled_squares(of_hundred)
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _step(self, width: int) -> float:
        return min(width, theme().px(340)) / (A_ROW - GAP)

    def heightForWidth(self, width: int) -> int:
        """Two rows of squares."""
        return int(self._step(width) * SQUARES / A_ROW) + 1

    def sizeHint(self) -> QSize:
        """As wide as a side column."""
        width = theme().px(280)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Small enough for any column."""
        return QSize(theme().px(120), self.heightForWidth(theme().px(120)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled ones in the accent, the others outlined."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self._step(self.width())
        side = step * (1 - GAP)
        for at in range(SQUARES):
            tone = "accent" if at < self._filled else "border_strong"
            painter.setPen(QPen(look.color(tone), 1))
            painter.setBrush(look.color("accent" if at < self._filled else "surface"))
            square = QRectF(at % A_ROW * step + 0.5, at // A_ROW * step + 0.5, side - 1, side - 1)
            painter.drawRoundedRect(square, 2, 2)
        painter.end()


def filled_squares(of_hundred: int) -> int:
    """How many squares are filled; all and none only where it is all and none."""
    if 0 < of_hundred < 100:
        return min(max((of_hundred + 1) // 2, 1), SQUARES - 1)
    return of_hundred // 2
