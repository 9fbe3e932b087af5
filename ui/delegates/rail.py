"""The items of the rail: an icon and a word, the active one a white card; icons alone where it is narrow."""

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme.current import Density, theme

RAIL_ROLE = Qt.ItemDataRole.UserRole + 1
ACTIVE_ROLE = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class RailItem:
    """A place to go: its address, icon and word, and how many things wait there."""

    address: str
    words: str
    icon: str
    badge: int = 0


class RailSection(NamedTuple):
    """Items that belong together, under a caption such as the project's name; the first has none."""

    items: tuple[RailItem, ...]
    title: str = ""


class RailDelegate(QStyledItemDelegate):
    """Paints `RailItem`s and captions (plain strings)."""

    collapsed = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme()
        if isinstance(index.data(RAIL_ROLE), RailItem):
            compact = look.density is Density.COMPACT
            return QSize(look.px(40), look.px(40 if self.collapsed else 32 if compact else 36))
        if self.collapsed:
            return QSize(look.px(40), look.px(13))
        words = str(index.data(RAIL_ROLE))
        width = option.rect.width() or look.px(200)
        metrics = QFontMetricsF(look.font("caption"))
        room = QRectF(0, 0, width - look.px(20), 1000)
        lines = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height()
        return QSize(look.px(40), round(min(lines, metrics.lineSpacing() * 2)) + look.px(22))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            item = index.data(RAIL_ROLE)
            area = QRectF(option.rect)
            if isinstance(item, RailItem):
                hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
                self._item(painter, area, item, bool(index.data(ACTIVE_ROLE)), hovered)
            else:
                self._caption(painter, area, str(item))
        finally:
            painter.restore()

    def _item(self, painter: QPainter, area: QRectF, item: RailItem, active: bool, hovered: bool) -> None:
        look = theme()
        card = area.adjusted(0.5, 1.5, -0.5, -1.5)
        if active:
            painter.setPen(QPen(look.color("border"), 1))
            painter.setBrush(look.color("rail_active"))
            painter.drawRoundedRect(card, 7, 7)
        elif hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("track"))
            painter.drawRoundedRect(card, 7, 7)
        side = look.px(18)
        left = area.center().x() - side / 2 if self.collapsed else area.left() + look.px(10)
        icon = look.pixmap(
            item.icon, "accent" if active else "text2", 18, painter.device().devicePixelRatio()
        )
        painter.drawPixmap(QPointF(left, area.center().y() - side / 2), icon)
        if self.collapsed:
            if item.badge:
                self._dot(painter, QPointF(left + side + 1, area.center().y() - side / 2 + 1))
            return
        words = area.adjusted(look.px(39), 0, -look.px(10), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        if item.badge:
            painter.setFont(look.font("caption_medium", tabular=True))
            painter.setPen(look.color("text3"))
            painter.drawText(words, middle | Qt.AlignmentFlag.AlignRight, str(item.badge))
            words.adjust(0, 0, -look.px(22), 0)
        painter.setFont(look.font("dense_strong" if active else "dense_medium"))
        painter.setPen(look.color("text" if active else "text2"))
        shown = QFontMetricsF(painter.font()).elidedText(
            item.words, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, shown)

    @staticmethod
    def _dot(painter: QPainter, at: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent"))
        painter.drawEllipse(at, 3.5, 3.5)

    def _caption(self, painter: QPainter, area: QRectF, words: str) -> None:
        look = theme()
        if self.collapsed:
            painter.setPen(QPen(look.color("border"), 1))
            y = area.center().y()
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            return
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("text3"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        painter.drawText(area.adjusted(look.px(11), look.px(14), -look.px(8), -look.px(4)), words, option)
