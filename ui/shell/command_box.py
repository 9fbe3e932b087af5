"""The search-and-command box: type what you want to do or find, choose with the arrows, press Enter."""

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.words import say, say_count
from ui.commands import Command, Group
from ui.theme.current import theme
from ui.widgets.announce import announce
from ui.widgets.layouts import column
from ui.widgets.navigation import SearchBox
from ui.widgets.text import Label

MOST_ROWS = 8
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
CommandSource = Callable[[str], Sequence[Command]]
"""Given what was typed, the commands that may fit; it need not filter."""

Index = QModelIndex | QPersistentModelIndex


def fold(text: str) -> str:
    """`text` without case and accents, so that "muller" finds "Müller"."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


def fitting(commands: Iterable[Command], typed: str, most: int = MOST_ROWS) -> tuple[Command, ...]:
    """The commands in which every typed word occurs: titles that begin with it first, in group order."""
    words = fold(typed).split()
    found: list[tuple[int, int, int, Command]] = []
    order = list(Group)
    for at, command in enumerate(commands):
        title = fold(command.title)
        everything = " ".join((title, fold(command.hint), *map(fold, command.words)))
        if all(word in everything for word in words):
            rank = 0 if words and title.startswith(words[0]) else 1 if all(w in title for w in words) else 2
            found.append((rank, order.index(command.group), at, command))
    best = sorted(found, key=lambda each: each[:3])[:most]
    return tuple(each[3] for each in sorted(best, key=lambda each: (each[1], each[0], each[2])))


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Command | str] = []

    def show(self, entries: Sequence[Command | str]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry if isinstance(entry, str) else ", ".join(filter(None, (entry.title, entry.hint)))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.entries[index.row()], Command):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(ENTRY_ROLE), str)
        return QSize(theme().px(200), theme().px(26 if heading else 34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            entry = index.data(ENTRY_ROLE)
            area = QRectF(option.rect)
            if isinstance(entry, Command):
                self._command(painter, area, entry, bool(option.state & QStyle.StateFlag.State_Selected))
            else:
                painter.setFont(theme().font("caption_medium"))
                painter.setPen(theme().color("text3"))
                side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
                painter.drawText(area.adjusted(theme().px(12), 0, 0, -theme().px(4)), side, str(entry))
        finally:
            painter.restore()

    def _command(self, painter: QPainter, area: QRectF, command: Command, chosen: bool) -> None:
        look = theme()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("sel"))
            painter.drawRoundedRect(area.adjusted(2, 1, -2, -1), 7, 7)
        side = look.px(16)
        icon = look.pixmap(command.icon or "chevron-right", "text2", 16, painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(area.left() + look.px(12), area.center().y() - side / 2), icon)
        room = area.adjusted(look.px(38), 0, -look.px(12), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        if command.shortcut:
            painter.setFont(look.font("tiny"))
            painter.setPen(look.color("text3"))
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, command.shortcut)
            room.adjust(0, 0, -QFontMetricsF(painter.font()).horizontalAdvance(command.shortcut) - 12, 0)
        painter.setFont(look.font("dense_medium"))
        painter.setPen(look.color("text"))
        metrics = QFontMetricsF(painter.font())
        title = metrics.elidedText(command.title, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, title)
        room.adjust(metrics.horizontalAdvance(title) + look.px(8), 0, 0, 0)
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("text3"))
        hint = QFontMetricsF(painter.font()).elidedText(
            command.hint, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, hint)


class CommandBox(SearchBox):
    """The box in the header. `offer` a source of commands; Esc gives the focus back to where it was."""

    def __init__(self) -> None:
        super().__init__(
            say("Search or type a command"), name=say("Search or type what you want to do"), width=280
        )
        self._sources: list[CommandSource] = []
        self._before: QWidget | None = None
        self._keys = Label("Ctrl K", "tiny", "text3", parent=self)
        self._popup: _Popup | None = None
        self.searched.connect(self._search)
        self.restyle()

    def offer(self, source: CommandSource) -> None:
        """Ask `source` too whenever something is typed."""
        self._sources.append(source)

    def forget(self) -> None:
        """Keep nothing of what was typed and found: it was found for somebody else."""
        self.clear()
        self._timer.stop()
        if self._popup:
            self._popup.hide()
            self._popup.model.show(())
            self._popup.nothing.setText("")

    def summon(self) -> None:
        """Take the focus, remembering where it was."""
        focused = self.window().focusWidget()
        if focused is not self:
            self._before = focused
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._search(self.text())

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_keys"):
            self._keys.restyle()
            self._keys.adjustSize()
            self._keys.move(
                self.width() - self._keys.width() - 10, (self.height() - self._keys.height()) // 2
            )
            words = self.fontMetrics().horizontalAdvance(self.placeholderText())
            self._keys.setVisible(theme().px(40) + words < self._keys.x())  # never over the words

    def set_narrow(self, narrow: bool) -> None:
        """Take less room."""
        self._width = 216 if narrow else 280
        self.setPlaceholderText(say("Search or command") if narrow else say("Search or type a command"))
        self.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter does it, Esc leaves."""
        popup = self._shown_popup()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if steps and popup:
            popup.step(steps)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)  # search at once: the last letters may not have been looked up
            popup = self._shown_popup()
            if popup:
                self._run(popup.current())
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._popup and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._popup.hide()

    def entries(self) -> tuple[Command | str, ...]:
        """What the list under the box holds: headings and commands, or one sentence."""
        popup = self._shown_popup()
        return tuple(popup.model.entries) if popup else ()

    def _shown_popup(self) -> "_Popup | None":
        return self._popup if self._popup is not None and self._popup.isVisible() else None

    def _search(self, typed: str) -> None:
        if not self.hasFocus():
            return
        offered = [command for source in self._sources for command in source(typed)]
        found = fitting(offered, typed)
        if self._popup is None:
            self._popup = _Popup(self)
            self._popup.list.clicked.connect(lambda index: self._run(index.data(ENTRY_ROLE)))
        self._popup.show_found(found, "" if found else _nothing(typed, offered))
        announce(self, say_count("{count} result", "{count} results", len(found)))

    def _run(self, entry: object) -> None:
        if isinstance(entry, Command):
            if self._popup:
                self._popup.hide()
            self.clear()
            self._timer.stop()
            self.clearFocus()
            entry.run()

    def _leave(self) -> None:
        self.clear()
        self._timer.stop()
        if self._popup:
            self._popup.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()


def _nothing(typed: str, offered: Sequence[Command]) -> str:
    words = {word for command in offered for word in fold(command.title).split()}
    near = difflib.get_close_matches(fold(typed), words, 1, 0.7)
    if near:
        return say("Nothing found for “{typed}”. Try “{near}”.", typed=typed, near=near[0])
    return say("Nothing found for “{typed}”.", typed=typed)


class _Popup(QFrame):
    """The list under the box: part of the window, so that the focus stays in the box."""

    def __init__(self, box: CommandBox) -> None:
        super().__init__(box.window())
        self._box = box
        self.setObjectName("popup")
        self.model = _Entries(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_EntryDelegate(self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(say("Results"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = Label("", "dense", "text2", wrap=True)
        self.setLayout(column(self.list, self.nothing, margins=6))
        box.window().installEventFilter(self)

    def show_found(self, found: Sequence[Command], nothing: str) -> None:
        headings = {
            Group.GO: say("Go to"), Group.DO: say("Do"), Group.PROJECTS: say("Projects"),
            Group.CLIENTS: say("Clients"), Group.PROVIDERS: say("Providers"), Group.BROKERS: say("Brokers"),
            Group.DOCUMENTS: say("Documents"),
        }  # fmt: skip
        entries: list[Command | str] = []
        group: Group | None = None
        for command in found:
            if command.group is not group:
                group = command.group
                entries.append(headings[group])
            entries.append(command)
        self.model.show(entries)
        self.nothing.setText(nothing)
        self.nothing.setVisible(bool(nothing))
        self.list.setVisible(bool(entries))
        self.list.setCurrentIndex(self.model.index(1 if entries else -1))
        self._place()
        self.show()
        self.raise_()

    def step(self, steps: int) -> None:
        count = len(self.model.entries)
        at = self.list.currentIndex().row()
        for _ in range(count):
            at = (at + steps) % count
            if isinstance(self.model.entries[at], Command):
                break
        self.list.setCurrentIndex(self.model.index(at))

    def current(self) -> object:
        return self.list.currentIndex().data(ENTRY_ROLE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        look = theme()
        wide = max(self._box.width(), look.px(420))
        tall = sum(self.list.sizeHintForRow(at) for at in range(len(self.model.entries)))
        if self.list.isVisibleTo(self):
            self.list.setFixedHeight(tall)
        self.setFixedWidth(wide)
        self.adjustSize()
        corner = self._box.mapTo(self._box.window(), QPoint(self._box.width() - wide, self._box.height() + 4))
        self.move(max(8, corner.x()), corner.y())
