"""The picture of a Gantt: it scrolls both ways and paints what is seen of it."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from app.queries.schedule_rows import Bar
from ui.theme.current import theme
from ui.widgets.gantt.arrows import paint_arrows
from ui.widgets.gantt.drawn import Drawn
from ui.widgets.gantt.painting import (
    HEAD,
    MILESTONE,
    STAGE,
    Sheet,
    bar_box,
    paint_bar,
    paint_ground,
    paint_head,
    paint_marks,
)
from ui.widgets.gantt.scale import DAY_WIDTH, LEAST_DAY, QUARTER, WEEK, WHOLE, Scale
from ui.widgets.gantt.spoken import bar_words


class Picture(QAbstractScrollArea):
    """Bars on a calendar. It takes no focus: its rows have theirs in the list beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._drawn = Drawn()
        self._zoom = QUARTER
        self._scale = Scale(self._drawn.today, self._drawn.today, 1.0)
        self._current = -1
        self._row = 44
        self.horizontalScrollBar().setSingleStep(40)

    # What is shown --------------------------------------------------------------------------------

    def show_drawn(self, drawn: Drawn, current: int) -> None:
        """Show these rows, the one at `current` chosen."""
        self._drawn, self._current = drawn, current
        self._measure()

    def set_zoom(self, zoom: str) -> None:
        """Show days as wide as `zoom` says; the day in the middle stays there, or today where all was seen."""
        middle = self._scale.day_at(self.horizontalScrollBar().value() + self.viewport().width() / 2)
        if self._zoom == WHOLE:
            middle = min(max(self._drawn.today, self._drawn.reach[0]), self._drawn.reach[1])
        self._zoom = zoom
        self._measure()
        place = self._scale.x(middle) - self.viewport().width() / 2
        self.horizontalScrollBar().setValue(round(place))

    def set_row(self, height: int) -> None:
        """Rows are so high: as high as those of the list."""
        self._row = height
        self._measure()

    def set_current(self, at: int) -> None:
        """Choose the row at `at`, and bring its bar into sight where none of it is."""
        self._current = at
        if 0 <= at < len(self._drawn.bars):
            self._reveal(self._drawn.bars[at])
        self.viewport().update()

    @property
    def head(self) -> int:
        """Height of the months and days."""
        return theme().px(HEAD)

    def reveal_today(self) -> None:
        """Scroll so that today stands in the left third."""
        x = self._scale.x(self._drawn.today)
        self.horizontalScrollBar().setValue(round(x - self.viewport().width() / 3))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(480), self.head + self._row * max(1, len(self._drawn.bars)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), self.head + self._row)

    def restyle(self) -> None:
        """Take the measures again."""
        self._measure()

    def box_of(self, at: int) -> QRectF | None:
        """Where the bar of a row lies in the viewport; None where it has no days."""
        bar = self._drawn.bars[at]
        if bar.starts_on is None or bar.ends_on is None:
            return None
        return self._box(at, bar).translated(-self.horizontalScrollBar().value(), self._top)

    # Where things are -----------------------------------------------------------------------------

    @property
    def _top(self) -> int:
        """Where the first row lies in the viewport."""
        return self.head - self.verticalScrollBar().value()

    def _box(self, at: int, bar: Bar) -> QRectF:
        assert bar.starts_on is not None
        assert bar.ends_on is not None
        box = bar_box(self._sheet(None), at, bar.starts_on, bar.ends_on, stage=bar.kind == STAGE)
        if bar.kind == MILESTONE:
            side = theme().px(8)
            return QRectF(box.right() - side, box.center().y() - side, 2 * side, 2 * side)
        return box

    def _measure(self) -> None:
        view = self.viewport().size()
        if self._zoom == WHOLE:
            day = min(max(self._drawn.whole(view.width()), LEAST_DAY), DAY_WIDTH[WEEK] * theme().zoom)
        else:
            day = DAY_WIDTH[self._zoom] * theme().zoom
        self._scale = self._drawn.scale(day, view.width())
        across = self.horizontalScrollBar()
        across.setPageStep(view.width())
        across.setRange(0, max(0, int(self._scale.width) - view.width()))
        down = self.verticalScrollBar()
        down.setSingleStep(self._row)
        down.setPageStep(view.height() - self.head)
        down.setRange(0, max(0, self._row * len(self._drawn.bars) - view.height() + self.head))
        self.viewport().update()

    def _reveal(self, bar: Bar) -> None:
        if bar.starts_on is None or bar.ends_on is None:
            return
        across, wide = self.horizontalScrollBar(), self.viewport().width()
        left, right = self._scale.x(bar.starts_on), self._scale.after(bar.ends_on)
        if right < across.value() + theme().px(24) or left > across.value() + wide - theme().px(24):
            across.setValue(round(left - wide / 4))

    def _row_at(self, y: float) -> int:
        at = int((y - self._top) // self._row)
        return at if y >= self.head and 0 <= at < len(self._drawn.bars) else -1

    def _tip(self, pos: QPoint) -> str:
        at = self._row_at(pos.y())
        box = self.box_of(at) if at >= 0 else None
        if box is not None and box.left() - 4 <= pos.x() <= box.right() + 4:
            return bar_words(self._drawn.bars[at], self._drawn)
        day = self._scale.day_at(pos.x() + self.horizontalScrollBar().value())
        names = [
            band.name
            for band in self._drawn.bands_between(day, day)
            if band.first <= day <= band.last and band.name
        ]
        return "\n".join(dict.fromkeys(names))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the ranges again."""
        super().resizeEvent(event)
        self._measure()

    # Painting -------------------------------------------------------------------------------------

    def bar_now(self, bar: Bar) -> Bar:
        """The bar as it is to be painted: where it is held just now, if it is."""
        return bar

    def paint_over(self, sheet: Sheet) -> None:
        """What lies over the bars."""

    def paint_on_top(self, sheet: Sheet) -> None:
        """What lies over everything."""

    def _sheet(self, painter: QPainter | None) -> Sheet:
        left, wide = self.horizontalScrollBar().value(), self.viewport().width()
        first = max(0, self.verticalScrollBar().value() // self._row)
        seen = (self.viewport().height() - self.head) // self._row + 2
        rows = range(first, min(len(self._drawn.bars), first + seen))
        return Sheet(
            painter,  # type: ignore[arg-type]  # a place is asked for without painting
            theme(), self._scale, self._drawn, self._row, left, left + wide, rows,
            self.devicePixelRatioF(),
        )  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = self._sheet(painter)
        painter.fillRect(self.viewport().rect(), sheet.look.color("surface"))
        painter.translate(-sheet.left, self._top)
        paint_ground(sheet)
        paint_marks(sheet, self._row * len(self._drawn.bars))
        paint_arrows(sheet, self._current)
        for at in sheet.rows:
            bar = self.bar_now(self._drawn.bars[at])
            paint_bar(sheet, at, bar, current=at == self._current)
        self.paint_over(sheet)
        painter.translate(0, -self._top)
        paint_head(sheet, self.head)
        self.paint_on_top(sheet)
