"""The map of the journey: numbered groups of tasks with their status; one focus stop, arrows move."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.words import say
from ui.theme.current import theme
from ui.widgets.chips import STATUS_ICONS, ink

ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class Reached(Enum):
    """How far a group of tasks is."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True)
class Task:
    """One task: where it leads (`key`, an address), its status in word and tone, whether it can be opened."""

    key: str
    title: str
    status: str
    tone: str
    note: str = ""
    open: bool = True
    current: bool = False


class TaskGroup(NamedTuple):
    """A step of the journey with its tasks."""

    title: str
    reached: Reached
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class _GroupHead:
    number: int
    group: TaskGroup


_Item = Task | _GroupHead


class _TaskModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._items: tuple[_Item, ...] = ()

    def show(self, items: Sequence[_Item]) -> None:
        self.beginResetModel()
        self._items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(item, _GroupHead):
            return say("Step {number}: {title}", number=item.number, title=item.group.title)
        return ", ".join(filter(None, (item.title, item.note, item.status)))

    def flags(self, index: Index) -> Qt.ItemFlag:
        item = self._items[index.row()] if index.isValid() else None
        if isinstance(item, Task):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class _TaskDelegate(QStyledItemDelegate):
    """Groups with a numbered ring, tasks with their note beside and their status at the right."""

    INDENT = 44

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(320), theme().px(40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(ITEM_ROLE)
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(option.rect)
            if isinstance(item, _GroupHead):
                self._group(painter, area, item)
            elif isinstance(item, Task):
                self._task(painter, area, item, bool(option.state & QStyle.StateFlag.State_MouseOver))
        finally:
            painter.restore()

    def _group(self, painter: QPainter, area: QRectF, head: _GroupHead) -> None:
        look = theme()
        side = look.px(23)
        ring = QRectF(area.left() + look.px(9), area.center().y() - side / 2, side, side)
        reached = head.group.reached
        if reached is Reached.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawEllipse(ring)
            inset = (side - look.px(14)) / 2
            tick = look.pixmap("check", "on_accent", 14, painter.device().devicePixelRatio())
            painter.drawPixmap(ring.topLeft() + QPointF(inset, inset), tick)
        else:
            now = reached is Reached.NOW
            painter.setPen(QPen(look.color("accent" if now else "border_strong"), 1.5))
            painter.setBrush(look.color("accent_soft") if now else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(ring)
            painter.setPen(look.color("accent_text" if now else "text3"))
            painter.setFont(look.font("caption_strong", tabular=True))
            painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(head.number))
        painter.setFont(look.font("sub15"))
        painter.setPen(look.color("text2" if reached is Reached.LATER else "text"))
        words = area.adjusted(look.px(self.INDENT), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, head.group.title)

    def _task(self, painter: QPainter, area: QRectF, task: Task, hovered: bool) -> None:
        look = theme()
        if task.current or (hovered and task.open):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent_soft" if task.current else "hover"))
            painter.drawRoundedRect(area, 10, 10)
        inner = area.adjusted(look.px(self.INDENT), 0, -look.px(14), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        ratio = painter.device().devicePixelRatio()
        half = look.px(16) / 2
        if task.open:
            arrow = look.pixmap("chevron-right", "text3", 16, ratio)
            painter.drawPixmap(QPointF(inner.right() - look.px(16), area.center().y() - half), arrow)
        status = inner.adjusted(0, 0, -look.px(28), 0)
        painter.setFont(look.font("dense_medium"))
        painter.setPen(look.color(ink(task.tone)))
        painter.drawText(status, middle | Qt.AlignmentFlag.AlignRight, task.status)
        wide = QFontMetricsF(painter.font()).horizontalAdvance(task.status)
        icon = look.pixmap(STATUS_ICONS.get(task.tone, "circle-dashed"), ink(task.tone), 16, ratio)
        icon_left = status.right() - wide - look.px(22)
        painter.drawPixmap(QPointF(icon_left, area.center().y() - half), icon)
        room = inner.adjusted(0, 0, icon_left - look.px(12) - inner.right(), 0)
        font = look.font("medium" if task.open else "body")
        metrics = QFontMetricsF(font)
        title = metrics.elidedText(task.title, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(look.color("text" if task.open else "text3"))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, title)
        rest = room.adjusted(metrics.horizontalAdvance(title) + look.px(12), 0, 0, 0)
        painter.setFont(look.font("dense"))
        painter.setPen(look.color("text3"))
        note = QFontMetricsF(painter.font()).elidedText(task.note, Qt.TextElideMode.ElideRight, rest.width())
        if rest.width() > look.px(40):
            painter.drawText(rest, middle | Qt.AlignmentFlag.AlignLeft, note)


class TaskList(QListView):
    """Shows groups of tasks as high as they are. Enter or a click on an open task emits `opened`."""

    opened = Signal(str)

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self._model = _TaskModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_TaskDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSpacing(0)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def show_groups(self, groups: Sequence[TaskGroup]) -> None:
        """Show `groups`; the cursor stays on its task, else goes to the current one."""
        before = self._key_of(self.currentIndex())
        items: list[_Item] = []
        for number, group in enumerate(groups, 1):
            items += [_GroupHead(number, group), *group.tasks]
        self._model.show(items)
        tasks = [(at, item) for at, item in enumerate(items) if isinstance(item, Task)]
        place = next((at for at, task in tasks if task.key == before), None)
        if place is None:
            place = next((at for at, task in tasks if task.current), tasks[0][0] if tasks else -1)
        if place >= 0:
            self.setCurrentIndex(self._model.index(place))
        self.restyle()

    def restyle(self) -> None:
        """Take the height again."""
        self.setFixedHeight(self._model.rowCount() * theme().px(40))

    def focus_rect(self) -> QRect:
        """The ring goes around the current task."""
        return self.visualRect(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the current task."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        item = index.data(ITEM_ROLE)
        if isinstance(item, Task) and item.open:
            self.opened.emit(item.key)

    @staticmethod
    def _key_of(index: QModelIndex) -> str:
        item = index.data(ITEM_ROLE)
        return item.key if isinstance(item, Task) else ""
