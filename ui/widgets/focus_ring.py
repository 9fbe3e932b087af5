"""The keyboard focus ring: one transparent overlay per window, so that it never shifts a layout."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.theme.current import theme
from ui.widgets.text import Heading

GAP = 3
RADIUS = 9
WIDTH = 2
ON_EDGE = -1
"""Gap with which the ring covers an edge of its own width: two outlines around one thing say less than one."""

MARKS = (QCheckBox, QRadioButton)
"""What has air above and below its words already: the ring takes none of the line that follows. A bare one has none."""

ALWAYS_SHOWN = (QLineEdit, QTextEdit, QPlainTextEdit, QComboBox)
"""Where typing goes is shown however it was reached; the rest only when reached by keyboard."""

_MOVES = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
    QEvent.Type.Wheel,
)


class FocusRing(QWidget):
    """Follows the focused widget of `window` and draws a ring around it, clipped to what is in view.

    A widget may name another to be framed by an attribute `focus_frame`, or a part of itself by a
    method `focus_rect`. `ON_EDGE` as the `focus_gap` of what is framed lays the ring over its edge.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        window.installEventFilter(self)
        self.resize(window.size())
        self.show()

    def follow(self, widget: QWidget | None) -> None:
        """Frame `widget` from now on; None frames nothing."""
        for each in filter(isValid, self._watched):  # a page may have been deleted under the focus
            each.removeEventFilter(self)
        self._watched = []
        self._target = widget
        above: QWidget | None = widget
        while above is not None and above is not self.window():
            above.installEventFilter(self)
            self._watched.append(above)
            above = above.parentWidget()
        self.raise_()
        self.update()

    def target(self) -> QWidget | None:
        """What is framed now."""
        return self._target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow every move of the target and of what it stands in."""
        if event.type() in _MOVES:
            if watched is self.parent():
                self.resize(self.window().size())
            self.update()
        elif event.type() is QEvent.Type.KeyPress and watched is self._target:
            self.update()  # arrows move the framed part of a list
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two pixels wide, a gap away, never over another part of the window."""
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            return
        frame = getattr(target, "focus_frame", target)
        rect = frame.focus_rect() if hasattr(frame, "focus_rect") else frame.rect()
        if rect.isEmpty():
            return
        placed = QRect(frame.mapTo(self.window(), rect.topLeft()), rect.size())
        clip = self._visible_part(frame)
        if not clip.intersects(placed):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRegion(QRegion(clip) - self._covered(frame, placed))
        painter.setPen(QPen(theme().color("focus"), WIDTH))
        gap = getattr(frame, "focus_gap", GAP)
        above = ON_EDGE if isinstance(frame, MARKS) and frame.text() else gap
        painter.drawRoundedRect(QRectF(placed).adjusted(-gap, -above, gap, above), RADIUS, RADIUS)
        painter.end()

    def _visible_part(self, widget: QWidget) -> QRect:
        """The part of the window in which `widget` can be seen, with room for the ring."""
        clip = self.rect()
        above = widget.parentWidget()
        room = GAP + WIDTH
        while above is not None and above is not self.window():
            area = above.parentWidget()
            if isinstance(area, QAbstractScrollArea) and area.viewport() is above:
                corner = above.mapTo(self.window(), QPoint(0, 0))
                clip &= QRect(corner, above.size()).adjusted(-room, -room, room, room)
            above = area
        return clip

    def _covered(self, widget: QWidget, placed: QRect) -> QRegion:
        """Where a card or a message lies over `widget`: it lies over the ring as well."""
        covered = QRegion()
        part: QWidget = widget
        above = part.parentWidget()
        while above is not None and part is not self.window():
            beside = above.children()
            for each in beside[beside.index(part) + 1 :]:
                if each is self or not isinstance(each, QWidget) or each.isWindow() or not each.isVisible():
                    continue
                area = QRect(each.mapTo(self.window(), QPoint(0, 0)), each.size())
                if area.intersects(placed):
                    covered += area
            part, above = above, above.parentWidget()
        return covered

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        elsewhere = now is None or now.window() is not self.window()
        if elsewhere or isinstance(now, Heading):  # a heading is where reading begins, and nothing to act on
            self.follow(None)
            return
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        self.follow(None if by_mouse and not isinstance(now, ALWAYS_SHOWN) else now)
