"""The picture of a Gantt under the hand: rows are chosen, bars are dragged, and the wheel goes nearer."""

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QToolTip

from app.queries.schedule_rows import Bar
from ui.theme.current import theme
from ui.widgets.charts import LEFT
from ui.widgets.gantt.dragging import HANDLE, Drag, Grip, grip_at, moved_by
from ui.widgets.gantt.drawn import Drawn, Preview
from ui.widgets.gantt.painting import MILESTONE, Sheet
from ui.widgets.gantt.picture import Picture


class Canvas(Picture):
    """Bars that may be dragged while dates are edited."""

    pressed = Signal(int)
    opened = Signal(int)
    moved = Signal(object)
    """A finished `Drag`."""
    zoom_asked = Signal(int)
    menu_asked = Signal(int, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.viewport().setMouseTracking(True)
        self._editing = False
        self._drag: Drag | None = None
        self.preview: Preview | None = None

    def show_drawn(self, drawn: Drawn, current: int) -> None:
        """Show these rows; what was held is let go of."""
        self._drag = None
        super().show_drawn(drawn, current)

    def set_editing(self, on: bool) -> None:
        """Let bars be dragged, or not."""
        self._editing = on
        self._drag = None
        self.viewport().update()

    @property
    def dragging(self) -> Drag | None:
        """What is being dragged."""
        return self._drag

    def _grip(self, at: int, x: float) -> Grip | None:
        if at < 0 or not self._editing:
            return None
        box = self.box_of(at)
        bar = self._drawn.bars[at]
        if box is None or not bar.can_move:
            return None
        stretches = bar.kind != MILESTONE
        return grip_at(x, box.left(), box.right(), theme().px(HANDLE), stretches=stretches)

    # Painting -------------------------------------------------------------------------------------

    def bar_now(self, bar: Bar) -> Bar:
        """Where it is held, without the words beside it."""
        drag = self._drag
        if drag is None or drag.bar.key != bar.key:
            return bar
        return bar._replace(starts_on=drag.starts_on, ends_on=drag.ends_on, pay="", slip="")

    def paint_on_top(self, sheet: Sheet) -> None:
        """What dropping it here would do."""
        if self._drag is not None and self._drag.moved:
            self._live_label(sheet, self._drag)

    def paint_over(self, sheet: Sheet) -> None:
        """The two ends of the chosen bar, where it may be dragged."""
        if not self._editing or not 0 <= self._current < len(self._drawn.bars):
            return
        bar = self._drawn.bars[self._current]
        bar = self.bar_now(bar)
        if bar.starts_on is None or bar.ends_on is None or not bar.can_move:
            return
        box = self._box(self._current, bar)
        painter, look = sheet.painter, sheet.look
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("focus"), 2))
        around = box.adjusted(-3, -3, 3, 3)
        painter.drawRoundedRect(around, 5, 5)
        if bar.kind == MILESTONE:
            return
        painter.setBrush(look.color("surface"))
        for x in (around.left(), around.right()):
            knob = QRectF(x - 3.5, box.center().y() - 6, 7, 12)
            painter.drawRoundedRect(knob, 3, 3)

    def _live_label(self, sheet: Sheet, drag: Drag) -> None:
        """What dropping it here would do, beside the bar."""
        words = self.preview(drag.bar, drag.starts_on, drag.ends_on) if self.preview else ""
        at = self._drawn.place.get(drag.bar.key, -1)
        if not words or at < 0:
            return
        painter, look = sheet.painter, sheet.look
        font = look.font("caption_strong")
        wide = QFontMetricsF(font).horizontalAdvance(words) + look.px(20)
        high = look.px(26)
        box = self._box(at, drag.bar._replace(starts_on=drag.starts_on, ends_on=drag.ends_on))
        left = min(max(box.left(), sheet.left + 4), max(sheet.left + 4, sheet.right - wide - 4))
        top = self._top + box.top() - high - 6
        if top < self.head:
            top = self._top + box.bottom() + 10
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("text"))
        painter.drawRoundedRect(QRectF(left, top, wide, high), 6, 6)
        painter.setFont(font)
        painter.setPen(look.color("canvas"))
        painter.drawText(QRectF(left + look.px(10), top, wide, high), LEFT, words)

    # The mouse ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row; take its bar where that may be moved."""
        x, at = event.position().x(), self._row_at(event.position().y())
        if at < 0:
            return
        self.pressed.emit(at)
        grip = self._grip(at, x)
        bar = self._drawn.bars[at]
        if event.button() is not Qt.MouseButton.LeftButton or grip is None:
            return
        if bar.starts_on is not None and bar.ends_on is not None:
            self._drag = Drag(bar, grip, x, bar.starts_on, bar.ends_on)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take the bar along by whole days."""
        x = event.position().x()
        if self._drag is None:
            grip = self._grip(self._row_at(event.position().y()), x)
            shapes = {
                Grip.BODY: Qt.CursorShape.SizeAllCursor, None: Qt.CursorShape.ArrowCursor,
                Grip.START: Qt.CursorShape.SizeHorCursor, Grip.END: Qt.CursorShape.SizeHorCursor,
            }  # fmt: skip
            self.viewport().setCursor(shapes[grip])
            return
        days = round((x - self._drag.from_x) / self._scale.day)
        span = moved_by(self._drag.bar, self._drag.grip, days)
        if span is not None:
            self._drag = self._drag._replace(starts_on=span[0], ends_on=span[1])
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop it: one step, where it lies elsewhere now."""
        drag, self._drag = self._drag, None
        self.viewport().update()
        if drag is not None and drag.moved:
            self.moved.emit(drag)

    def cancel_drag(self) -> bool:
        """Put what is dragged back where it was; False where nothing is."""
        held, self._drag = self._drag is not None, None
        self.viewport().update()
        return held

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row."""
        at = self._row_at(event.position().y())
        if at >= 0 and not self._editing:
            self.opened.emit(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl nearer and farther; with Shift along the days."""
        turn = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(1 if turn > 0 else -1)
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - turn)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys are the list's."""
        event.ignore()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what the bar or the shaded day under the pointer is."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event.pos()), self.viewport())
            return True
        if event.type() is QEvent.Type.ContextMenu:
            at = self._row_at(event.pos().y())  # type: ignore[attr-defined]  # a QContextMenuEvent
            if at >= 0:
                self.pressed.emit(at)
                self.menu_asked.emit(at, event.globalPos())  # type: ignore[attr-defined]
            return True
        return super().viewportEvent(event)
