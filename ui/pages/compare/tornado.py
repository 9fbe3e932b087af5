"""The tornado: for each change one bar over the lead of the first, those that move it most on top."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.queries.order_sureness import SureBar, SurenessView
from app.words import say
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.theme.current import theme
from ui.widgets.table import Table

TITLE = 250
LEAD = 130
BAR = 14
ROW = 28
LEAST_SPAN = Decimal(6)
"""Points that a scale spans at least, so that a hair's breadth is not drawn as a gulf."""

ROOM = Decimal("0.06")
"""Share of the span left free at either end."""


class Scale:
    """Points to shares of the width, with nothing and the lead always in sight."""

    def __init__(self, view: SurenessView) -> None:
        ends = [Decimal(0), view.lead, *(bar.low for bar in view.bars), *(bar.high for bar in view.bars)]
        low, high = min(ends), max(ends)
        span = max(high - low, LEAST_SPAN)
        self.lead = view.lead
        self._low = low - span * ROOM
        self._span = span * (1 + 2 * ROOM)

    def at(self, points: Decimal) -> float:
        """Where `points` stand, from 0 to 1."""
        return float((points - self._low) / self._span)


class Tornado(Table):
    """The bars as a table, so that each is reached and read by keyboard and by ear."""

    def __init__(self) -> None:
        self._scale = Scale(SurenessView())
        self.bars: RowsModel = RowsModel(
            [
                Column(say("What changes"), _title, width=TITLE),
                Column(say("How far ahead the first is then"), lambda bar: _bar(bar, self._scale)),
                Column(say("Points ahead"), _lead, width=LEAD),
            ],
            identify=lambda bar: bar.key,
        )
        super().__init__(self.bars, name=say("What moves the lead, most first"), fits=True, sortable=False)

    def restyle(self) -> None:
        """As a table, but as tight as bars that are compared have to be."""
        # before and after: a row under the least height of other tables would stop following
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        super().restyle()
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        self._refit()

    def show_view(self, view: SurenessView) -> None:
        """Draw the bars of `view`."""
        self._scale = Scale(view)
        self.bars.show(view.bars)
        if view.bars and not self.currentIndex().isValid():
            self.setCurrentIndex(self.bars.index(0, 0))


def _title(bar: SureBar) -> Cell:
    if bar.overturns:
        said = say("{change}, puts another first", change=bar.title)
        return Cell(bar.title, tone="warn_text", icon="triangle-alert", icon_tone="warn", said=said)
    return Cell(bar.title)


def _bar(bar: SureBar, scale: Scale) -> Cell:
    return Cell(said=bar.said, paint=tornado_painter(bar, scale))


def _lead(bar: SureBar) -> Cell:
    tone = "warn_text" if bar.overturns else "text2"
    words = (
        bar.low_text if bar.low == bar.high else say("{low} to {high}", low=bar.low_text, high=bar.high_text)
    )
    return Cell(words, tone=tone, tabular=True)


def tornado_painter(bar: SureBar, scale: Scale) -> Callable[[QPainter, QRectF], None]:
    """Draws one bar: from the least to the greatest lead, hatched where another is first."""

    def paint(painter: QPainter, area: QRectF) -> None:
        look = theme()
        middle, height = area.center().y(), look.px(BAR)

        def x(points: Decimal) -> float:
            return area.left() + area.width() * scale.at(points)

        def span(low: Decimal, high: Decimal) -> QRectF:
            return QRectF(x(low), middle - height / 2, max(1.0, x(high) - x(low)), height)

        painter.setPen(Qt.PenStyle.NoPen)
        nothing = Decimal(0)
        if bar.high > nothing:
            held = QColor(look.color("accent"))
            held.setAlphaF(0.55)
            painter.setBrush(held)
            painter.drawRect(span(max(bar.low, nothing), bar.high))
        if bar.low < nothing:
            _draw_turned(painter, span(bar.low, min(bar.high, nothing)))
        _draw_line(painter, x(nothing), area, look.color("text2"), 1.4)
        _draw_line(painter, x(scale.lead), area, look.color("accent_text"), 1.2, dashed=True)

    return paint


def _draw_turned(painter: QPainter, span: QRectF) -> None:
    look = theme()
    painter.setBrush(look.color("surface"))
    painter.drawRect(span)
    painter.setBrush(Qt.BrushStyle.BDiagPattern)
    hatched = painter.brush()
    hatched.setColor(look.color("warn"))
    painter.setBrush(hatched)
    painter.setPen(QPen(look.color("warn"), 1.2))
    painter.drawRect(span)
    painter.setPen(Qt.PenStyle.NoPen)


def _draw_line(
    painter: QPainter, at: float, area: QRectF, colour: QColor, width: float, *, dashed: bool = False
) -> None:
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour, width, style))
    painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()))
    painter.setPen(Qt.PenStyle.NoPen)
