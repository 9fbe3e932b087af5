"""The mark of the program."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme.current import theme


class Mark(QWidget):
    """The mark of the program: two strokes that meet, need and provider."""

    def __init__(self, side: int = 22) -> None:
        super().__init__()
        self._side = side
        self.restyle()

    def restyle(self) -> None:
        """Take the size again."""
        self.setFixedSize(theme().px(self._side), theme().px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 24, self.width() / 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(QRectF(0, 0, 24, 24), 6.5, 6.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(look.color("on_accent"), 2.2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        path = QPainterPath(QPointF(6, 8))
        path.cubicTo(11, 8, 8, 16, 13, 16)
        path.lineTo(18, 16)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("on_accent"))
        painter.drawEllipse(QPointF(17.4, 8), 2.1, 2.1)
        painter.end()
