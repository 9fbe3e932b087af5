"""The stages as cards in columns, by how they stand. A card is moved by dragging it or by a menu, alike.

A stage is accepted on its review and paid on the page of money, so nothing is dropped there.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QListView,
    QMenu,
    QStyleOptionViewItem,
    QWidget,
)

from app.queries.stages import StageRow
from app.words import say, say_count
from ui.delegates.row import MORE, RowDelegate, lines_more
from ui.models.columns import CELL_ROLE, Cell, Column
from ui.models.rows import RowsModel
from ui.pages.progress.stage_list import ICON, INK
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import column, row
from ui.widgets.text import Icon, Label

STAGE = "application/x-sourcewright-stage"
"""What a dragged card carries: the id of its stage."""

CARD, COLUMN = 56, 168
"""Height of a card of two lines, and the least width of a column."""

LEAST, MOST = 96, 400
"""How high a column is at least and at most; then it scrolls."""

Index = QModelIndex | QPersistentModelIndex

DROPS: dict[str, tuple[str, ...]] = {"in_progress": ("planned",), "ready": ("in_progress", "changes")}
"""Where a card may be dropped, and how it must stand before."""


class CardModel(RowsModel):
    """The stages of one column."""

    def __init__(self, status: str) -> None:
        super().__init__((Column(say("Stage"), card_cell),))
        self._status = status
        self.dropped: Callable[[uuid.UUID], None] = lambda stage: None
        self.status_of: Callable[[uuid.UUID], str] = lambda stage: ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards can be taken, and the column takes some."""
        given = super().flags(index)
        drag, drop = Qt.ItemFlag.ItemIsDragEnabled, Qt.ItemFlag.ItemIsDropEnabled
        return given | drag | drop if index.isValid() else drop

    def mimeTypes(self) -> list[str]:
        """A stage."""
        return [STAGE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The id of the card that is taken."""
        carried = QMimeData()
        found = self.row_at(indexes[0]) if indexes else None
        if isinstance(found, StageRow):
            carried.setData(STAGE, found.id.hex.encode())
        return carried

    def supportedDropActions(self) -> Qt.DropAction:
        """Cards are moved."""
        return Qt.DropAction.MoveAction

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Whether work can go on from how the stage stands to this column."""
        stage = _carried(data)
        return stage is not None and self.status_of(stage) in DROPS.get(self._status, ())

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Say what was dropped; the rows come again when it is done, so the view takes nothing out itself."""
        stage = _carried(data)
        if stage is None or not self.canDropMimeData(data, action, row, column, parent):
            return False
        self.dropped(stage)
        return False


def _carried(data: QMimeData) -> uuid.UUID | None:
    if not data.hasFormat(STAGE):
        return None
    try:
        return uuid.UUID(hex=bytes(data.data(STAGE).data()).decode("ascii"))
    except (UnicodeDecodeError, ValueError):
        return None


def card_cell(stage: StageRow) -> Cell:
    """A stage on its card: name, then when and for how much."""
    when = stage.late or say("by {day}", day=stage.due)
    said = ", ".join(filter(None, (stage.title, stage.status_words, when, stage.pay, stage.note)))
    name = say("{number} {stage}", number=stage.number, stage=stage.title)
    return Cell(
        name,
        sub=say("{when} · {pay}", when=when, pay=stage.pay),
        role="dense_strong",
        wraps=True,
        sub_wraps=True,
        said=said,
    )


class _CardDelegate(RowDelegate):
    """As high as its words need in a column of this width."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view, cell = self.parent(), index.data(CELL_ROLE)
        more = 0
        if isinstance(view, CardList) and isinstance(cell, Cell):
            more = lines_more(cell, view.viewport().width())
        return QSize(theme().px(80), theme().px(CARD) + more * theme().px(MORE))


class CardList(QListView):
    """One column: arrows go up and down in it, and sideways to the next one."""

    chosen = Signal(object)
    opened = Signal(object)
    sideways = Signal(int)
    menu_asked = Signal(QPoint)

    def __init__(self, model: CardModel) -> None:
        super().__init__()
        self.cards = model
        self.setModel(model)
        self.setItemDelegate(_CardDelegate(parent=self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell())
        self.doubleClicked.connect(lambda at: self.opened.emit(model.row_at(at)))

    def _tell(self) -> None:
        if self.selectionModel().selectedIndexes():
            self.chosen.emit(self.cards.row_at(self.currentIndex()))

    def pick(self) -> bool:
        """Choose the card the focus is on, where it only passed by so far; False where it is chosen already."""
        chosen = self.selectionModel()
        index = self.currentIndex()
        if not index.isValid() or chosen.isSelected(index):
            return False
        chosen.select(index, chosen.SelectionFlag.ClearAndSelect)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, M asks where to, left and right go to the next column."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is not None:
            self.sideways.emit(by)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.pick():
            return
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pick()
            self.opened.emit(self.cards.row_at(self.currentIndex()))
        elif event.key() == Qt.Key.Key_M:
            self.pick()
            self.menu_asked.emit(self._place())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Where to."""
        self.pick()
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(self._place() if by_key else event.globalPos())

    def content_height(self) -> int:
        """What all cards take."""
        return sum(self.sizeHintForRow(at) for at in range(self.cards.rowCount()))

    def _place(self) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())


class Board(QFrame):
    """Six columns with their cards, as many beside one another as there is room for."""

    chosen = Signal(object)
    """The id of the stage that was gone to."""
    opened = Signal(object)
    move_asked = Signal(object, str)
    """A stage (its id) and the column it is to go to."""

    move_to: Button
    """The button twin of dragging, for the page's row of controls."""

    SHOWN: ClassVar[tuple[str, ...]] = ("planned", "in_progress", "ready", "changes", "accepted", "paid")

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say("Board of stages"))
        self._words: dict[str, str] = {}
        self._status: dict[uuid.UUID, str] = {}
        self._current: uuid.UUID | None = None
        self._across = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self.setLayout(self._grid)
        self.lists = {status: self._list(status) for status in self.SHOWN}
        self._heads = {status: Label("", "dense_medium", "text2") for status in self.SHOWN}
        self._icons = {status: Icon("circle", "text3", 16) for status in self.SHOWN}
        self._columns = {status: self._column(status) for status in self.SHOWN}
        self.move_to = Button(say("Move to…"), icon="arrow-right", dense=True)
        self.move_to.clicked.connect(
            lambda: self.show_menu(self.move_to.mapToGlobal(self.move_to.rect().bottomLeft()))
        )
        self._arrange()

    def _list(self, status: str) -> CardList:
        model = CardModel(status)
        model.dropped = lambda stage: self.move_asked.emit(stage, status)
        model.status_of = lambda stage: self._status.get(stage, "")
        cards = CardList(model)
        cards.chosen.connect(partial(self._chosen, status))
        cards.opened.connect(lambda stage: self.opened.emit(stage.id) if stage else None)
        cards.sideways.connect(partial(self._sideways, status))
        cards.menu_asked.connect(self.show_menu)
        return cards

    def _column(self, status: str) -> QWidget:
        frame = QFrame()
        frame.setProperty("card", "plain")
        head = row(self._icons[status], (self._heads[status], 1), gap=6, margins=(12, 10, 8, 8))
        frame.setLayout(column(head, (self.lists[status], 1), margins=(1, 1, 1, 4)))
        return frame

    def show_stages(
        self, rows: Sequence[StageRow], words: Mapping[str, tuple[str, str, str]], current: object
    ) -> None:
        """Show `rows`; `words` are word, tone and icon of each column. The stage `current` is chosen."""
        self._status = {each.id: each.status for each in rows}
        self._words = {status: words[status][0] for status in self.SHOWN}
        for status in self.SHOWN:
            mine = [each for each in rows if each.status == status]
            word, tone, icon = words[status]
            self._icons[status].show_icon(icon, ICON.get(tone, "text3"))
            self._heads[status].setText(say("{status} ({count})", status=word, count=len(mine)))
            self._heads[status].set_tone(INK.get(tone, "text2"))
            cards = self.lists[status]
            cards.cards.show(mine)
            said = say_count("{status}: {count} stage", "{status}: {count} stages", len(mine), status=word)
            cards.setAccessibleName(said)
        self._level()
        self.choose(current)

    def _level(self) -> None:
        """Columns beside one another are as high as the highest of them."""
        high = [self.lists[status].content_height() for status in self.SHOWN]
        least, most = theme().px(LEAST), theme().px(MOST)
        for at, status in enumerate(self.SHOWN):
            line = at // max(1, self._across) * self._across
            tallest = max(high[line : line + max(1, self._across)])
            self.lists[status].setFixedHeight(max(least, min(most, tallest + 4)))

    def choose(self, stage: object) -> None:
        """Choose the card of a stage, telling nobody."""
        self._current = stage if isinstance(stage, uuid.UUID) else None
        for cards in self.lists.values():
            at = cards.cards.place_of(self._current) if self._current is not None else -1
            index = cards.cards.index(at, 0) if at >= 0 else QModelIndex()
            cards.selectionModel().blockSignals(True)
            cards.selectionModel().clear()
            cards.selectionModel().blockSignals(False)
            if index.isValid() and index != cards.currentIndex():
                cards.selectionModel().setCurrentIndex(
                    index, cards.selectionModel().SelectionFlag.ClearAndSelect
                )
            cards.viewport().update()

    def focus_list(self) -> QWidget:
        """The column with the chosen card, else the first one with any."""
        holding = [each for each in self.lists.values() if each.currentIndex().isValid()]
        some = [each for each in self.lists.values() if each.cards.rowCount()]
        return (holding or some or [*self.lists.values()])[0]

    def show_menu(self, place: QPoint) -> None:
        """Where the chosen stage may go, and, of the rest, why it may not once it is asked for."""
        stage = self._current
        if stage is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setTitle(say("Move to…"))
        for status in self.SHOWN:
            if status != self._status.get(stage):
                act = menu.addAction(self._words[status])
                act.triggered.connect(partial(self._ask, stage, status))
        menu.popup(place)

    def _ask(self, stage: uuid.UUID, status: str, *_: Any) -> None:
        self.move_asked.emit(stage, status)

    def _chosen(self, status: str, stage: object) -> None:
        if not isinstance(stage, StageRow):
            return
        self._current = stage.id
        for other, cards in self.lists.items():
            if other != status:
                cards.selectionModel().clear()
        self.chosen.emit(stage.id)

    def _sideways(self, status: str, by: int) -> None:
        at = self.SHOWN.index(status) + by
        while 0 <= at < len(self.SHOWN):
            cards = self.lists[self.SHOWN[at]]
            if cards.cards.rowCount():
                cards.setFocus(Qt.FocusReason.OtherFocusReason)
                cards.pick()
                return
            at += by

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns beside one another as there is room for."""
        super().resizeEvent(event)
        self._arrange()
        self._level()

    def restyle(self) -> None:
        """Take the measures again."""
        self._across = 0
        self._arrange()

    def _arrange(self) -> None:
        fitting = self.width() // theme().px(COLUMN)
        across = 6 if fitting >= 6 else 3 if fitting >= 3 else 2
        if across == self._across:
            return
        self._across = across
        for at, frame in enumerate(self._columns.values()):
            self._grid.addWidget(frame, at // across, at % across)
        for at in range(len(self.SHOWN)):
            self._grid.setColumnStretch(at, 1 if at < across else 0)
