"""A track record drawn in its cell: how good, how sure, and on how many jobs it rests."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from app.analysis.track_record import TrackRecord
from ui.models.columns import Painter
from ui.theme.current import theme

LINE = 62
"""Pixels at 100 % text for 0 to 100 points."""

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def track_painter(track: TrackRecord) -> Painter:
    """Draws the track from 0 to 100, the likely range as a bar, the rating as a dot, then the figures."""
    rating, lower, upper = (float(each or 0) for each in (track.rating, track.lower, track.upper))

    def paint(painter: QPainter, area: QRectF) -> None:
        look = theme()
        px = look.px
        middle, wide = area.center().y(), px(LINE)

        def at(points: float) -> float:
            return area.left() + wide * points / 100

        painter.setPen(QPen(look.color("track"), px(4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(at(0), middle), QPointF(at(100), middle))
        painter.setPen(
            QPen(look.color("border_strong"), px(4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )
        painter.drawLine(QPointF(at(lower), middle), QPointF(at(upper), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawEllipse(QPointF(at(rating), middle), px(4.5), px(4.5))
        painter.setFont(look.font("dense_strong", tabular=True))
        painter.setPen(look.color("text"))
        figure = str(round(rating))
        words = area.adjusted(wide + px(10), 0, 0, 0)
        painter.drawText(words, LEFT, figure)
        rest = words.adjusted(QFontMetricsF(painter.font()).horizontalAdvance(figure) + px(6), 0, 0, 0)
        painter.setFont(look.font("dense", tabular=True))
        painter.setPen(look.color("text3"))
        painter.drawText(rest, LEFT, f"({track.count})")

    return paint
