"""The one delegate for table rows: text with a second line or a tail, icon, chip and tick box."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.columns import CELL_ROLE, Align, Cell, Column
from ui.theme.current import theme

PADDING = 12
"""Left and right of a cell; the style sheet gives header sections the same."""

INDENT = 18
"""What a step to the right takes, under what a row belongs to."""

TWO_LINES = 36
MORE = 18
"""What a line of text adds to a row, at 100 % text."""
CHECK = 16

SELECTED = QStyle.StateFlag.State_Selected.value
HOVERED = QStyle.StateFlag.State_MouseOver.value
"""As whole numbers: a flag of Python's takes ten times as long to look at, and there are hundreds of cells."""

AT_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
AT_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """Paints the `Cell` of each index. The current row is a tint with an edge; focus is the ring's."""

    def __init__(self, *, padding: int = PADDING, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.padding = padding

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        cell = index.data(CELL_ROLE)
        two = isinstance(cell, Cell) and bool(cell.sub)
        return QSize(theme().px(40), theme().row_height(2 if two else 1))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, Cell):
            return
        # An exception between save and restore would leave Qt's painter stack torn and abort.
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._ground(painter, option, index, cell)
            self._content(painter, option, index, cell)
        finally:
            painter.restore()

    def _ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        cell: Cell,
    ) -> None:
        look = theme()
        area = QRectF(option.rect)
        state = option.state.value
        if cell.fill:
            painter.fillRect(area, look.color(cell.fill))
        if state & SELECTED:
            painter.fillRect(area, look.color("sel"))
            if index.column() == 0:
                painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), look.color("accent"))
        elif state & HOVERED and not cell.fill:
            painter.fillRect(area, look.color("hover"))
        if index.row() < index.model().rowCount() - 1:
            line = QRectF(area.left(), area.bottom() - 1, area.width() + 1, 1)
            painter.fillRect(line, look.color("border"))

    def _content(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        cell: Cell,
    ) -> None:
        padding = theme().px(self.padding)
        area = QRectF(option.rect).adjusted(padding + theme().px(INDENT) * cell.indent, 0, -padding, -1)
        if cell.paint is not None:
            cell.paint(painter, area)
            return
        if cell.check is not None:
            area.setLeft(draw_check(painter, area, cell.check))
        if cell.icon:
            area.setLeft(_draw_icon(painter, area, cell))
        if cell.chip:
            draw_chip(painter, area, cell.text, cell.chip)
            return
        columns = getattr(index.model(), "columns", ())
        column: Column | None = columns[index.column()] if columns else None
        end = column is not None and column.align is Align.END
        elide = column.elide if column is not None else Qt.TextElideMode.ElideRight
        _draw_words(painter, area, cell, end=end, elide=elide)


def lines_more(cell: Cell, width: float, lines: int = 2) -> int:
    """How many lines a row of `lines` has to grow by in a column of `width`: one where the text goes on below."""
    room = width - 2 * theme().px(PADDING)
    full = cell.sub or lines == 1
    return (_lines(cell, room) - 1 if full else 0) + _sub_lines(cell, room) - 1


def _lines(cell: Cell, room: float) -> int:
    if not cell.wraps:
        return 1
    return _broken(cell.text, QFontMetricsF(theme().font(cell.role, tabular=cell.tabular)), room)


def _sub_lines(cell: Cell, room: float) -> int:
    return _broken(cell.sub, QFontMetricsF(theme().font("caption")), room) if cell.sub_wraps else 1


def _broken(text: str, metrics: QFontMetricsF, room: float) -> int:
    """How many lines a text takes; one where a word of it is too long for any. It may break after a hyphen."""
    if metrics.horizontalAdvance(text) <= room:
        return 1
    if any(metrics.horizontalAdvance(word) > room for word in text.replace("-", "- ").split()):
        return 1
    high = metrics.boundingRect(QRectF(0, 0, room, 10_000), Qt.TextFlag.TextWordWrap.value, text).height()
    return max(2, round(high / metrics.lineSpacing()))


def draw_check(painter: QPainter, area: QRectF, ticked: bool) -> float:
    """Draw a tick box at the left of `area`; returns where the rest begins."""
    look = theme()
    side = look.px(CHECK)
    box = QRectF(area.left(), area.center().y() - side / 2, side, side)
    if ticked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(box, 4.5, 4.5)
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(box.topLeft() + QPointF(2, 2), look.pixmap("check", "on_accent", CHECK - 4, ratio))
    else:
        painter.setPen(QPen(look.color("border_strong"), 1.5))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4.5, 4.5)
    return box.right() + look.px(10)


def draw_chip(painter: QPainter, area: QRectF, text: str, tone: str) -> None:
    """Draw `text` as a pill in `tone` at the left of `area`."""
    look = theme()
    font = look.font("caption_medium")
    width = min(QFontMetricsF(font).horizontalAdvance(text) + look.px(16), area.width())
    height = look.px(20)
    pill = QRectF(area.left(), area.center().y() - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(f"{tone}_soft"))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(look.color("text2" if tone == "neutral" else f"{tone}_text"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


def _draw_icon(painter: QPainter, area: QRectF, cell: Cell) -> float:
    look = theme()
    side = look.px(16)
    top = area.center().y() - side / 2
    if cell.sub:
        top = area.top() + (area.height() - look.px(TWO_LINES)) / 2 + 1
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(QPointF(area.left(), top), look.pixmap(cell.icon, cell.icon_tone, 16, ratio))
    return area.left() + side + look.px(7)


def _draw_words(painter: QPainter, area: QRectF, cell: Cell, *, end: bool, elide: Qt.TextElideMode) -> None:
    look = theme()
    flags = AT_END if end else AT_START
    font = look.font(cell.role, tabular=cell.tabular)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(look.color(cell.tone))
    if not cell.sub and area.height() >= look.px(TWO_LINES) and _lines(cell, area.width()) > 1:
        painter.drawText(area, flags | Qt.TextFlag.TextWordWrap, cell.text)
        return
    if not cell.sub:
        sure = len(cell.text) * font.pixelSize() <= area.width()  # no letter is wider than it is high
        shown = cell.text if sure else metrics.elidedText(cell.text, elide, area.width())
        painter.drawText(area, flags, shown)
        if cell.tail and not end:
            painter.setFont(look.font("caption"))
            painter.setPen(look.color("text3"))
            rest = area.adjusted(metrics.horizontalAdvance(shown) + look.px(7), 0, 0, 0)
            tail = QFontMetricsF(painter.font()).elidedText(cell.tail, elide, rest.width())
            painter.drawText(rest, flags, tail)
        return
    more, below = (look.px(MORE) * (lines(cell, area.width()) - 1) for lines in (_lines, _sub_lines))
    if area.height() < look.px(TWO_LINES) + more + below:
        more = below = 0  # the row has not grown
    top = area.top() + (area.height() - look.px(TWO_LINES) - more - below) / 2
    first = QRectF(area.left(), top, area.width(), look.px(18) + more)
    _draw_lines(painter, first, flags, cell.text, elide, wraps=bool(more))
    painter.setFont(look.font("caption"))
    painter.setPen(look.color("text3"))
    second = QRectF(area.left(), top + look.px(19) + more, area.width(), look.px(17) + below)
    _draw_lines(painter, second, flags, cell.sub, elide, wraps=bool(below))


def _draw_lines(
    painter: QPainter,
    area: QRectF,
    flags: Qt.AlignmentFlag,
    text: str,
    elide: Qt.TextElideMode,
    *,
    wraps: bool,
) -> None:
    if wraps:
        painter.drawText(area, flags | Qt.TextFlag.TextWordWrap, text)
    else:
        metrics = QFontMetricsF(painter.font())
        painter.drawText(area, flags, metrics.elidedText(text, elide, area.width()))
