"""Line pictures for screens that have nothing to show yet, drawn in the colours in force."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme.current import theme

WIDE, HIGH = 176, 118
SHEET = QRectF(-38, -49, 76, 98)
SIDE_SHEET = QRectF(-34, -47, 68, 94)
LINES = (52, 44, 52, 34)
"""How far the lines of writing on the front sheet run."""


class SheetsPicture(QWidget):
    """Three sheets side by side, the middle one with a place still empty: quotes that have not come.

    Decorative: what it shows is said in the words under it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.restyle()

    def restyle(self) -> None:
        """Take the size again."""
        self.setFixedSize(theme().px(WIDE), theme().px(HIGH))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDE), theme().px(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two sheets behind, turned a little, and one in front."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / WIDE, self.height() / HIGH)
        for x, turn in ((48.0, -7.0), (128.0, 7.0)):
            painter.save()
            painter.translate(x, 66)
            painter.rotate(turn)
            _sheet(painter, SIDE_SHEET)
            _writing(painter, SIDE_SHEET.topLeft() + QPointF(12, 18), (26, 44, 36, 44, 24))
            painter.restore()
        painter.save()
        painter.translate(88, 51)
        _sheet(painter, SHEET)
        _front(painter, SHEET.topLeft() + QPointF(12, 17))
        painter.restore()
        painter.end()


def _sheet(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(QPen(theme().color("border2"), 1.5))
    painter.setBrush(theme().color("surface"))
    painter.drawRoundedRect(rect, 6, 6)


def _writing(painter: QPainter, at: QPointF, lengths: tuple[int, ...]) -> None:
    for place, length in enumerate(lengths):
        _stroke(painter, at + QPointF(0, 12 * place), length, "track", 4)


def _front(painter: QPainter, at: QPointF) -> None:
    """A title, some lines, and a dashed place where the price will stand."""
    _stroke(painter, at, 30, "accent", 6)
    _writing(painter, at + QPointF(0, 17), LINES)
    pen = QPen(theme().color("accent"), 1.5, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(at.x(), at.y() + 63, 52, 9), 4, 4)


def _stroke(painter: QPainter, at: QPointF, length: int, tone: str, thick: int) -> None:
    pen = QPen(theme().color(tone), thick)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    half = thick / 2
    painter.drawLine(at + QPointF(half, 0), at + QPointF(length - half, 0))
