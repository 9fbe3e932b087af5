"""The rows of a Gantt as a list: they are read aloud, chosen and moved by keyboard, and scroll with the bars."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from app.queries.schedule_rows import Bar
from app.words import say
from ui.delegates.row import INDENT, PADDING
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.theme.current import Density, theme
from ui.widgets.chips import STATUS_ICONS, ink
from ui.widgets.gantt.dragging import Grip
from ui.widgets.gantt.drawn import Drawn
from ui.widgets.gantt.painting import HEAD, STAGE
from ui.widgets.gantt.spoken import bar_words
from ui.widgets.table import Table
from ui.widgets.text import broken

TWO, SPARE = 2, 10
"""Lines a title may take, and pixels by which they must fit: painted lines are a little wider than measured ones."""

ROWS = {Density.COMFORTABLE: 44, Density.COMPACT: 38}
"""Height of a row at 100 % text."""

TONES = {
    "planned": ("neutral", "circle-dashed"), "in_progress": ("info", "circle-dot"),
    "ready": ("info", "clipboard-check"), "changes": ("warn", "triangle-alert"),
    "accepted": ("success", "circle-check"), "paid": ("success", "circle-check"),
    "done": ("success", "circle-check"), "late": ("warn", "triangle-alert"),
}  # fmt: skip
"""Tone and icon of each state."""


def status_cell(bar: Bar) -> Cell:
    """Icon, word and colour of how a row stands."""
    tone, icon = TONES.get(bar.state, ("neutral", STATUS_ICONS["neutral"]))
    sure = bar.certainty if bar.state in ("planned", "in_progress", "changes") else ""
    return Cell(bar.status, sub=sure, icon=icon, icon_tone=ink(tone), tone=ink(tone), role="dense_medium")


class TaskList(Table):
    """The list beside the bars. Its arrows go through the rows and along the days."""

    nudged = Signal(object, int)
    """A `Grip` and one day forth or back, asked for by Alt and an arrow."""
    along = Signal(int)
    """Left or right along the days."""
    menu_asked = Signal(QPoint)
    escaped = Signal()

    def __init__(self) -> None:
        self._drawn = Drawn()
        self._said: dict[str, str] = {}
        self._narrow = False
        self.moves = False
        """Whether bars may be moved now."""
        columns = (
            Column(say("Stage"), self._title, term=say("Milestone")),
            Column(say("How it stands"), status_cell, width=164),
        )
        self.rows = RowsModel(columns, identify=lambda bar: bar.key)
        super().__init__(self.rows, name=say("Rows of the plan"), lines=1, sortable=False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_drawn(self, drawn: Drawn) -> None:
        """Show the rows of a plan."""
        self._drawn = drawn
        self._said = {}
        self.rows.show(drawn.bars)

    def set_narrow(self, narrow: bool) -> None:
        """Say how a row stands under its name, where there is no room beside it."""
        self._narrow = narrow
        self.setColumnHidden(1, narrow)
        self.viewport().update()

    def _title(self, bar: Bar) -> Cell:
        role = "dense_strong" if bar.kind == STAGE else "dense"
        sub = bar.status if self._narrow else ""
        said = self._said.get(bar.key)
        if said is None:  # written once: rows are painted far more often than they change
            said = self._said[bar.key] = bar_words(bar, self._drawn)
        return Cell(
            bar.title,
            sub=sub,
            role=role,
            indent=bar.depth,
            wraps=not sub and self._two_lines(bar, role),
            said=said,
        )

    def _two_lines(self, bar: Bar, role: str) -> bool:
        """Whether a title has room on two lines; one that has none is cut on one."""
        room = self.columnWidth(0) - theme().px(2 * PADDING + INDENT * bar.depth + SPARE)
        return len(broken(bar.title, QFontMetrics(theme().font(role)), room)) <= TWO

    def restyle(self) -> None:
        super().restyle()
        self.horizontalHeader().setFixedHeight(theme().px(HEAD))
        self.verticalHeader().setDefaultSectionSize(self.row_high)

    @property
    def row_high(self) -> int:
        """Height of a row."""
        return theme().px(ROWS[theme().density])

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(HEAD))

    def event(self, event: QEvent) -> bool:
        """Alt and an arrow is meant for the bar while dates are edited, not for the way back through the pages."""
        if self.moves and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow moves a bar, with Shift its end; an arrow alone goes along the days."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        if by is not None and held in (alt, alt | shift):
            self.nudged.emit(Grip.END if held & shift else Grip.BODY, by)
        elif by is not None and not held:
            self.along.emit(by)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row, at the pointer or, by the menu key, at the row."""
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_asked.emit(place)
