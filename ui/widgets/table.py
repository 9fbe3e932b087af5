"""The table view: rows as a whole, no keyboard trap, columns that fit, rows that can be copied."""

from collections.abc import Hashable

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView, QWidget

from ui.delegates.row import MORE, PADDING, RowDelegate, lines_more
from ui.models.columns import CELL_ROLE, Cell
from ui.models.paged import PagedModel
from ui.models.rows import RowsModel
from ui.theme.current import theme
from ui.widgets.layouts import column


class _Header(QHeaderView):
    """Headings with the cells' padding and an arrow that Qt's styled header leaves out."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setProperty("pad", str(PADDING))
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setStretchLastSection(False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """The heading, then a small arrow after its words where the table is sorted by it."""
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if not self.isSortIndicatorShown() or self.sortIndicatorSection() != logicalIndex:
            return
        look = theme()
        descending = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        side = look.px(12)
        words = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal)
        wide = self.fontMetrics().horizontalAdvance(str(words))
        align = self.model().headerData(
            logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        pad = look.px(PADDING)
        left = rect.left() + pad + wide + 4
        if align & Qt.AlignmentFlag.AlignRight:
            left = rect.right() - pad - wide - side - 4
        ratio = self.devicePixelRatioF()
        icon = look.pixmap("arrow-down" if descending else "arrow-up", "text2", 12, ratio)
        painter.drawPixmap(min(left, rect.right() - side), rect.center().y() - side // 2, icon)


class Table(QTableView):
    """Shows a `RowsModel` or a `PagedModel`. Enter or a double click emits `opened` with the row."""

    opened = Signal(object)
    chosen = Signal(object)
    """The current row, or None."""
    ticked = Signal(object)
    """Space, or a click on the tick box, on this row."""

    def __init__(
        self,
        model: RowsModel | PagedModel,
        *,
        name: str,
        lines: int = 1,
        fits: bool = False,
        sortable: bool = True,
        headings: bool = True,
        grows: bool = False,
    ) -> None:
        """`lines` is 1 or 2 lines of text a row. `fits` makes it as high as its rows, never scrolling.

        `grows` gives a row one line more where a text that wraps goes on below.
        """
        super().__init__()
        self._grows = grows
        self._rows_model = model
        self._lines = lines
        self._fits = fits
        self._kept: Hashable = None
        self.setAccessibleName(name)
        self.setHorizontalHeader(_Header())
        self.horizontalHeader().setVisible(headings)
        self.verticalHeader().hide()  # before it meets the rows: it would ask two hundred of them how wide they are
        self.setModel(model)
        self._delegate = RowDelegate(parent=self)
        self.setItemDelegate(self._delegate)
        self._set_manners(sortable)
        self._set_columns()
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._give_back)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged):
            signal.connect(self._refit)
        if grows:
            model.dataChanged.connect(self._refit)
            self.horizontalHeader().sectionResized.connect(self._refit)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._clicked)
        self.restyle()

    def _set_manners(self, sortable: bool) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # else Tab would never leave the table
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setCornerButtonEnabled(False)
        if self._fits:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if sortable:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.horizontalHeader().setSortIndicatorClearable(True)
            self.setSortingEnabled(True)

    def _set_columns(self) -> None:
        header = self.horizontalHeader()
        for at, each in enumerate(self._rows_model.columns):
            stretches = not each.width
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(at, mode)

    def restyle(self) -> None:
        """Take row height, heading height and column widths again."""
        look = theme()
        self.horizontalHeader().setFixedHeight(look.px(34))
        self.horizontalHeader().setMinimumSectionSize(look.px(36))
        self.verticalHeader().setMinimumSectionSize(look.px(20))
        self.verticalHeader().setDefaultSectionSize(look.row_height(self._lines))
        for at, each in enumerate(self._rows_model.columns):
            if each.width:
                heading = self.horizontalHeader().sectionSizeHint(at)
                self.setColumnWidth(at, max(look.px(each.width), heading))
        self._refit()

    def current_row(self) -> object | None:
        """The row the cursor is on."""
        row: object | None = self._rows_model.row_at(self.currentIndex())
        return row

    def choose(self, row_id: Hashable) -> bool:
        """Put the cursor on the row with this id; False where it is not shown."""
        at = self._rows_model.place_of(row_id)
        if at >= 0:
            self.setCurrentIndex(self._rows_model.index(at, 0))
        return at >= 0

    def sizeHint(self) -> QSize:
        if self._fits:
            return QSize(super().sizeHint().width(), self._content_height())
        return super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), self._content_height() if self._fits else theme().px(120))

    def focus_rect(self) -> QRect:
        """Where the focus ring goes: the whole table, as the current row is a tint of its own."""
        return self.rect()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks, Ctrl+C copies the row as text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.ticked.emit(self.current_row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _content_height(self) -> int:
        header = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().height()
        return self.verticalHeader().length() + header

    def _refit(self) -> None:
        if self._grows:
            self._grow()
        if self._fits:
            self.setFixedHeight(self._content_height())

    def _grow(self) -> None:
        model, look = self._rows_model, theme()
        for row in range(model.rowCount()):
            cells = ((at, model.index(row, at).data(CELL_ROLE)) for at in range(len(model.columns)))
            more = max(
                lines_more(cell, self.columnWidth(at), self._lines)
                for at, cell in cells
                if isinstance(cell, Cell)
            )
            height = look.row_height(self._lines) + more * look.px(MORE)
            if height != self.rowHeight(row):
                self.setRowHeight(row, height)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._rows_model.row_at(index))

    def _clicked(self, index: QModelIndex) -> None:
        cell = index.data(CELL_ROLE)
        if isinstance(cell, Cell) and cell.check is not None:
            self.ticked.emit(self._rows_model.row_at(index))

    def _current_changed(self, current: QModelIndex) -> None:
        self.chosen.emit(self._rows_model.row_at(current))

    def _copy(self) -> None:
        index = self.currentIndex()
        cells = (index.siblingAtColumn(at).data(CELL_ROLE) for at in range(len(self._rows_model.columns)))
        words = (cell.words() for cell in cells if isinstance(cell, Cell))
        QGuiApplication.clipboard().setText("\t".join(words))

    def _keep(self) -> None:
        index = self.currentIndex()
        self._kept = self._rows_model.id_at(index.row()) if index.isValid() else None

    def _give_back(self) -> None:
        if self._kept is not None:
            self.choose(self._kept)


class TableCard(QFrame):
    """A table in a card: its frame, and room at the edges for rounded corners."""

    def __init__(self, table: Table, *below: QWidget) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self.setLayout(column((table, 1), *below, margins=(1, 2, 1, 3)))
