"""A plan on a calendar: its rows as a list, their bars beside them, and the acts that move a bar."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from app.queries.schedule_rows import Bar
from app.words import say
from ui.theme.current import theme
from ui.widgets.announce import announce
from ui.widgets.gantt.canvas import Canvas
from ui.widgets.gantt.dragging import Drag, Grip
from ui.widgets.gantt.drawn import Drawn, Preview
from ui.widgets.gantt.painting import STAGE
from ui.widgets.gantt.scale import QUARTER, WHOLE, ZOOMS
from ui.widgets.gantt.spoken import bar_words
from ui.widgets.gantt.tasks import TaskList
from ui.widgets.layouts import column, framed, row

STAGES, TASKS = "stages", "tasks"

NAMES, LEAST_NAMES, MOST_NAMES = 0.345, 150, 380
"""Share of the width for the rows, and its bounds at 100 % text."""

NARROW = 900
"""Effective width under which a row's status stands under its name."""

KEPT_FREE = 300
"""What of the window's height is left to what stands around, where rows are many."""


class Gantt(QFrame):
    """Rows and bars as one. Nothing is changed here: what was asked for is told."""

    chosen = Signal(str)
    """The key of the row that was gone to."""
    opened = Signal(str)
    """Enter or a double click on the row with this key."""
    moved = Signal(object)
    """A `Drag`: where a bar was dropped, or moved to by keyboard or menu."""
    form_asked = Signal(str)
    """The dates of the row with this key are to be typed."""
    zoomed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self._drawn = Drawn()
        self._shown = Drawn()
        self._level = TASKS
        self._zoom = QUARTER
        self._editing = False
        self._arrived = False
        self.list = TaskList()
        self.canvas = Canvas()
        self.canvas.setCornerWidget(QWidget())
        self.canvas.setAccessibleName(say("Picture of the plan; the same is in its rows"))
        self._foot = QWidget()
        self._left = framed(column((self.list, 1), self._foot))
        self.setLayout(row(self._left, (self.canvas, 1), gap=0, margins=(1, 2, 1, 3)))
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        up, down = self.list.verticalScrollBar(), self.canvas.verticalScrollBar()
        up.valueChanged.connect(down.setValue)
        down.valueChanged.connect(up.setValue)
        down.rangeChanged.connect(lambda *_: down.setValue(up.value()))
        across = self.canvas.horizontalScrollBar()
        across.rangeChanged.connect(lambda *_: self._fit())
        self.list.chosen.connect(self._row_chosen)
        self.list.opened.connect(self._open)
        self.list.nudged.connect(self.nudge)
        self.list.along.connect(lambda by: across.setValue(across.value() + by * theme().px(56)))
        self.list.menu_asked.connect(self._menu)
        self.list.escaped.connect(self.canvas.cancel_drag)
        self.canvas.pressed.connect(self._pressed)
        self.canvas.opened.connect(lambda at: self._open(self._shown.bars[at]))
        self.canvas.moved.connect(self.moved)
        self.canvas.menu_asked.connect(lambda _, place: self._menu(place))
        self.canvas.zoom_asked.connect(self._zoom_by)

    # What is shown --------------------------------------------------------------------------------

    def show_drawn(self, drawn: Drawn) -> None:
        """Show this plan; the chosen row stays chosen."""
        self._drawn = drawn
        self._show()

    def show_level(self, level: str) -> None:
        """Show the stages only, or their tasks as well."""
        self._level = level
        self._show()

    def set_zoom(self, zoom: str) -> None:
        """Show a week, a month or a quarter at a time, about, or all of it."""
        self._zoom = zoom if zoom in ZOOMS else WHOLE
        self.canvas.set_zoom(self._zoom)

    def set_editing(self, on: bool, preview: Preview | None = None) -> None:
        """Let bars be moved; `preview` says what that would do."""
        self._editing = self.list.moves = on
        self.canvas.preview = preview
        self.canvas.set_editing(on)

    @property
    def editing(self) -> bool:
        """Whether bars may be moved."""
        return self._editing

    @property
    def drawn(self) -> Drawn:
        """The plan that is shown, with the rows that are folded away."""
        return self._drawn

    @property
    def current(self) -> Bar | None:
        """The chosen row."""
        found = self.list.current_row()
        return found if isinstance(found, Bar) else None

    def choose(self, key: str) -> bool:
        """Choose the row with this key; False where it is not shown. One out of sight comes to the middle."""
        at = self.list.rows.place_of(key)
        if at < 0:
            return False
        index = self.list.rows.index(at, 0)
        seen = self.list.viewport().rect().contains(self.list.visualRect(index).center())
        self.list.setCurrentIndex(index)
        if not seen:
            self.list.scrollTo(index, TaskList.ScrollHint.PositionAtCenter)
        return True

    def _show(self) -> None:
        drawn = self._drawn
        if self._level == STAGES:
            bars = [each for each in drawn.bars if each.kind == STAGE]
            drawn = Drawn(bars, drawn.arrows, drawn.bands, drawn.today, drawn.needed, drawn.formats)
        self._shown = drawn
        self.list.show_drawn(drawn)
        self.canvas.set_row(self.list.row_high)
        self.canvas.show_drawn(drawn, self.list.currentIndex().row())
        if drawn.bars and not self._arrived:
            self._arrived = True
            self.canvas.reveal_today()
        self._fit()

    # Moving ---------------------------------------------------------------------------------------

    def nudge(self, grip: Grip, by: int) -> None:
        """Move the chosen bar, or one of its ends, to the next worked day or the one before."""
        bar = self.current
        if not self._editing or bar is None or bar.starts_on is None or bar.ends_on is None:
            return
        if not bar.can_move:
            announce(self.list, say("This row does not move by itself."))
            return
        step = self._drawn.step
        starts, ends = bar.starts_on, bar.ends_on
        if grip is Grip.BODY:
            starts = step(starts, by)
            worked = self._drawn.worked(bar.starts_on, bar.ends_on)
            ends = starts
            for _ in range(worked):
                ends = step(ends, 1)
        elif grip is Grip.END:
            ends = max(starts, step(ends, by))
        else:
            starts = min(ends, step(starts, by))
        drag = Drag(bar, grip, 0.0, starts, ends)
        if drag.moved:
            if self.canvas.preview is not None:
                announce(self.list, self.canvas.preview(bar, starts, ends))
            self.moved.emit(drag)

    def _menu(self, place: QPoint) -> None:
        bar = self.current
        if bar is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._editing and bar.can_move:
            for words, keys, grip, by in self._acts():
                act = QAction(words, menu)
                act.setShortcut(QKeySequence(keys))
                act.triggered.connect(lambda _=False, held=grip, days=by: self.nudge(held, days))
                menu.addAction(act)
            menu.addSeparator()
            form = menu.addAction(say("Type its dates…"))
            form.triggered.connect(lambda: self.form_asked.emit(bar.key))
        else:
            menu.addAction(say("Open")).triggered.connect(lambda: self.opened.emit(bar.key))
        menu.popup(place)

    def _acts(self) -> tuple[tuple[str, str, Grip, int], ...]:
        """What the menu offers for a bar, each with its keys."""
        return (
            (say("Move a day later"), "Alt+Right", Grip.BODY, 1),
            (say("Move a day earlier"), "Alt+Left", Grip.BODY, -1),
            (say("End a day later"), "Alt+Shift+Right", Grip.END, 1),
            (say("End a day earlier"), "Alt+Shift+Left", Grip.END, -1),
            (say("Begin a day later"), "", Grip.START, 1),
            (say("Begin a day earlier"), "", Grip.START, -1),
        )

    # What happens ---------------------------------------------------------------------------------

    def _row_chosen(self, bar: object) -> None:
        at = self.list.currentIndex().row()
        self.canvas.set_current(at)
        if isinstance(bar, Bar):
            self.canvas.setAccessibleDescription(bar_words(bar, self._drawn))
            self.chosen.emit(bar.key)

    def _pressed(self, at: int) -> None:
        self.list.choose(self._shown.bars[at].key)
        self.list.setFocus(Qt.FocusReason.MouseFocusReason)

    def _open(self, bar: object) -> None:
        if not isinstance(bar, Bar):
            return
        if self._editing and bar.can_move:
            self.form_asked.emit(bar.key)
        else:
            self.opened.emit(bar.key)

    def _zoom_by(self, by: int) -> None:
        at = ZOOMS.index(self._zoom) + by
        if 0 <= at < len(ZOOMS):
            self.set_zoom(ZOOMS[at])
            self.zoomed.emit(self._zoom)

    # Measures -------------------------------------------------------------------------------------

    def restyle(self) -> None:
        """Take the measures again."""
        self.canvas.set_row(self.list.row_high)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """The window is known now."""
        super().showEvent(event)
        self._fit()
        self.list.scrollTo(self.list.currentIndex(), TaskList.ScrollHint.PositionAtCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the rows, as far as the window goes; the rows as wide as they need."""
        look = theme()
        narrow = self.width() < look.px(NARROW)
        share = self.width() * NAMES
        least, most = look.px(LEAST_NAMES), look.px(220 if narrow else MOST_NAMES)
        self._left.setFixedWidth(int(max(least, min(share, most))))
        self.list.set_narrow(narrow)
        rows = max(1, len(self._shown.bars))
        wanted = self.canvas.head + rows * self.list.row_high + 8
        wanted += self._foot_high
        window = self.window()
        room = window.height() - KEPT_FREE if window is not self else wanted
        high = max(min(wanted, self.canvas.head + 5 * self.list.row_high), min(wanted, room))
        if (self.minimumHeight(), self.maximumHeight()) != (high, high):
            self.setFixedHeight(high)
        if self._foot.height() != self._foot_high:
            self._foot.setFixedHeight(self._foot_high)

    @property
    def _foot_high(self) -> int:
        """The rows end where the bars do, above the bar that scrolls along the days."""
        across = self.canvas.horizontalScrollBar()
        return across.sizeHint().height() if across.maximum() > 0 else 0
