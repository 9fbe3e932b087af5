"""The rail at the left: where one can go, who is working, and through which lens."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QPushButton

from app.words import say
from ui.delegates.rail import ACTIVE_ROLE, RAIL_ROLE, RailDelegate, RailItem, RailSection
from ui.theme.current import theme
from ui.widgets.buttons import IconButton
from ui.widgets.chips import Avatar
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.mark import Mark
from ui.widgets.text import Label, OneLine

WIDE = 216
NARROW = 56
Index = QModelIndex | QPersistentModelIndex


class _RailModel(QAbstractListModel):
    """Items and captions in one list, so that the whole rail is one focus stop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[RailItem | str, ...] = ()
        self.active = ""

    def show(self, entries: tuple[RailItem | str, ...]) -> None:
        if entries != self.entries:
            self.beginResetModel()
            self.entries = entries
            self.endResetModel()

    def set_active(self, address: str) -> None:
        self.active = address
        if self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))

    def place_of(self, address: str) -> int:
        """The item whose address is the longest beginning of `address`, or -1."""
        fitting = [
            (len(entry.address), at)
            for at, entry in enumerate(self.entries)
            if isinstance(entry, RailItem)
            and (address == entry.address or address.startswith(f"{entry.address}/"))
        ]
        return max(fitting, default=(0, -1))[1]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == RAIL_ROLE:
            return entry
        if role == ACTIVE_ROLE:
            return index.row() == self.place_of(self.active)
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            if isinstance(entry, str):
                return entry
            return (
                say("{place}, {count}", place=entry.words, count=entry.badge) if entry.badge else entry.words
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.entries[index.row()] if index.isValid() else ""
        if isinstance(entry, RailItem):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class _RailList(QListView):
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName(say("Places"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # wheel and arrows scroll
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._open)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(40), theme().px(60))

    def focus_rect(self) -> QRect:
        return self.visualRect(self.currentIndex()).adjusted(3, 4, -3, -4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        entry = index.data(RAIL_ROLE)
        if isinstance(entry, RailItem):
            self.opened.emit(entry.address)


class _Person(QPushButton):
    """Who is working and through which lens; pressing it switches the lens."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "icon")
        self.setAutoDefault(False)
        self._avatar = Avatar("", 30)
        self._name = OneLine("", "dense_strong")
        self._lens = OneLine("", "caption", "text3")
        self._words = framed(column(self._name, self._lens, gap=1))
        self._row = row(self._avatar, (self._words, 1), gap=10, margins=6)
        self.setLayout(self._row)
        for child in (self._avatar, self._words):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_person(self, name: str, lens_words: str) -> None:
        self._avatar.show_name(name)
        self._name.setText(name)
        self._lens.setText(lens_words)
        self.setAccessibleName(say("{person}, {lens}. Switch the view.", person=name, lens=lens_words))
        self.setToolTip(say("{person}, {lens}. Switch the view.", person=name, lens=lens_words))

    def set_collapsed(self, collapsed: bool) -> None:
        self._words.setHidden(collapsed)
        self._row.setContentsMargins(*((4,) * 4 if collapsed else (6,) * 4))

    def sizeHint(self) -> QSize:
        inner = self.layout()
        return inner.sizeHint() if inner is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(36), self.sizeHint().height())


class Rail(QFrame):
    """Sections of places, scrolling where there are many, with person and settings at the foot."""

    opened = Signal(str)
    lens_asked = Signal()
    settings_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._collapsed = False
        self._model = _RailModel(self)
        self._delegate = RailDelegate(self)
        self.list = _RailList()
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.opened.connect(self.opened)
        self._word = Label("Sourcewright", "strong")
        self.person = _Person()
        self.person.clicked.connect(self.lens_asked)
        self.settings = IconButton("settings", say("Settings"), size=18)
        self.settings.clicked.connect(self.settings_asked)
        self._brand = row(Mark(), self._word, STRETCH, gap=9, margins=(10, 8, 8, 10))
        self._foot = row((self.person, 100), STRETCH, self.settings, gap=2)
        self.setLayout(column(self._brand, (self.list, 1), 6, self._foot, margins=8))
        self.show_person("", "")
        self.restyle()

    def show_sections(self, sections: Sequence[RailSection]) -> None:
        """Show the places of `sections`; the cursor stays where it was."""
        before = (
            self._model.entries[self.list.currentIndex().row()]
            if self.list.currentIndex().isValid()
            else None
        )
        entries: list[RailItem | str] = []
        for section in sections:
            if section.title and entries:
                entries.append(section.title)
            entries.extend(section.items)
        self._model.show(tuple(entries))
        if before in entries:
            self.list.setCurrentIndex(self._model.index(entries.index(before)))
        else:
            self.set_active(self._model.active)

    def items(self) -> tuple[RailItem, ...]:
        """The places in order, for Ctrl+1 to Ctrl+9."""
        return tuple(entry for entry in self._model.entries if isinstance(entry, RailItem))

    def set_active(self, address: str) -> None:
        """Mark the place that `address` belongs to."""
        self._model.set_active(address)
        at = self._model.place_of(address)
        if at >= 0:
            self.list.setCurrentIndex(self._model.index(at))

    def show_person(self, name: str, lens_words: str) -> None:
        """Show who is working, and through which lens."""
        self.person.show_person(name, lens_words)
        self.person.setVisible(bool(name))

    def set_collapsed(self, collapsed: bool) -> None:
        """Show icons alone, or icons with words."""
        if collapsed != self._collapsed:
            self._collapsed = collapsed
            self.restyle()

    def restyle(self) -> None:
        """Take widths again and lay the foot out along or across."""
        look = theme()
        self._delegate.collapsed = self._collapsed
        self._word.setHidden(self._collapsed)
        self._brand.setContentsMargins(*((8, 6, 0, 8) if self._collapsed else (10, 8, 8, 10)))
        self.person.set_collapsed(self._collapsed)
        direction = self._foot.Direction.BottomToTop if self._collapsed else self._foot.Direction.LeftToRight
        self._foot.setDirection(direction)
        side = Qt.AlignmentFlag.AlignHCenter if self._collapsed else Qt.AlignmentFlag.AlignVCenter
        self._foot.setAlignment(self.settings, side)
        self.setFixedWidth(look.px(NARROW if self._collapsed else WIDE))
        self.list.scheduleDelayedItemsLayout()
