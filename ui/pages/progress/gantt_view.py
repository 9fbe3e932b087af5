"""S15 as a Gantt: the schedule on a calendar, its dates moved by drag, by keyboard, by menu and by a form."""

import uuid
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.lens import Lens
from app.queries.schedule import Chances, SchedulePage, with_chances
from app.queries.schedule_moves import Moves, moves
from app.queries.schedule_rows import Bar
from app.words import say
from ui.context import Context
from ui.pages.progress.chances import ChancesCard
from ui.pages.progress.dates import begin_version, move_bar, take_version
from ui.pages.progress.exchange import PlanExchange
from ui.pages.progress.schedule_forms import ScheduleForms
from ui.pages.progress.versions import VersionCard
from ui.widgets.buttons import Button
from ui.widgets.gantt import Gantt, GanttLegend
from ui.widgets.gantt.dragging import Drag
from ui.widgets.gantt.drawn import Drawn
from ui.widgets.gantt.gantt import STAGES, TASKS
from ui.widgets.gantt.scale import MONTH, QUARTER, WEEK, WHOLE
from ui.widgets.layouts import column
from ui.widgets.navigation import Segments
from ui.widgets.text import Label


class GanttView(QFrame):
    """The picture with what it is steered by. `tools` stand in the page's own row of controls."""

    stage_chosen = Signal(str)
    """The key of the stage that the chosen row belongs to."""
    opened = Signal(str)
    form_asked = Signal(object)
    """The bar whose dates are to be typed."""
    editing_changed = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._page: SchedulePage | None = None
        self._project: uuid.UUID | None = None
        self._moving: Moves | None = None
        self._told: tuple[tuple[str, date, date] | None, str] = (None, "")
        self.gantt = Gantt()
        self.gantt.chosen.connect(self._chosen)
        self.gantt.opened.connect(self._opened)
        self.gantt.moved.connect(self._dropped)
        self.gantt.form_asked.connect(lambda key: self.form_asked.emit(self._bar(key)))
        self.zoom = Segments(
            ((WEEK, say("Week")), (MONTH, say("Month")), (QUARTER, say("Quarter")), (WHOLE, say("All"))),
            name=say("How much to see at once"),
        )
        self.zoom.chosen.connect(self._zoomed)
        self.gantt.zoomed.connect(self._zoomed)
        self.level = Segments(((STAGES, say("Stages")), (TASKS, say("Tasks"))), name=say("What to show"))
        self.level.chosen.connect(self._levelled)
        self.edit = Button(say("Edit dates"), icon="pencil", dense=True)
        self.edit.clicked.connect(self.toggle_editing)
        self.form = Button(say("Type dates…"), "quiet", dense=True)
        self.form.clicked.connect(self._ask_form)
        self._how = Label("", "caption", "text2", wrap=True)
        self.legend = GanttLegend()
        self.version = VersionCard()
        self.version.begun.connect(self._begin_version)
        self.version.taken.connect(self._take_version)
        self.chances = ChancesCard(context)
        self.chances.came.connect(self._drawn)
        self.exchange = PlanExchange(context)
        self.forms = ScheduleForms(context)
        self._findings = Label("", "dense", "text2", wrap=True)
        self.setLayout(
            column(
                self.version, self._how, self.gantt, 2, self.legend, self._findings, 4, self.chances, 4,
                self.forms, 4, self.exchange, gap=6,
            )
        )  # fmt: skip
        self._how.hide()
        preferences = context.preferences
        self._zoomed(preferences.get("progress/zoom") or WHOLE)
        self._levelled(preferences.get("progress/level") or TASKS)

    @property
    def tools(self) -> tuple[QWidget, ...]:
        """What steers the picture."""
        return self.zoom, self.level, self.edit, self.form

    @property
    def shows_tasks(self) -> bool:
        """Whether the stages' tasks are shown as well."""
        return self.level.value() == TASKS

    def show_page(self, page: SchedulePage, project: uuid.UUID, owner: str = "") -> None:
        """Show this schedule; where its dates may not be moved any more, editing ends."""
        known = self.chances.chances_of(page)
        self._page, self._project = page, project
        drawn = with_chances(page, known) if known is not None else page
        self._show(drawn)
        self.version.show_page(page, self._context.lens, owner, self._context.person)
        self.exchange.show_page(drawn, project)
        self.forms.show_page(page, project)
        self._findings.setText("\n".join(page.findings))
        self._findings.setVisible(bool(page.findings))
        if self.gantt.editing:
            self._edit(page.can_edit)
        if not self.isHidden():
            self.chances.draw_plan(page, project)

    def _show(self, page: SchedulePage) -> None:
        self.gantt.show_drawn(
            Drawn(page.bars, page.arrows, page.bands, page.today, page.needed_by, self._context.formats)
        )

    def _drawn(self, chances: object) -> None:
        if isinstance(chances, Chances) and self._page is not None and self.gantt.canvas.dragging is None:
            drawn = with_chances(self._page, chances)
            self._show(drawn)
            if self._project is not None:
                self.exchange.show_page(drawn, self._project)

    def told(self, bar: Bar, starts: date, ends: date) -> str:
        """What laying a bar on two days would do, in words; tried once for the same days."""
        asked = (bar.key, starts, ends)
        if self._told[0] != asked:
            moving = self._moving
            words = moving.words(bar.key, starts, ends, self._context.formats) if moving is not None else ""
            self._told = (asked, words)
        return self._told[1]

    def choose_stage(self, key: str) -> None:
        """Go to the row of a stage, unless one of its own rows is gone to already."""
        current = self.gantt.current
        if current is None or (current.stage or current.key) != key:
            self.gantt.choose(key)

    def show_tools(self, shown: bool) -> None:
        """Show what steers the picture, or hide it with the picture; the draws are made once it is seen."""
        page = self._page
        if shown and page is not None and self._project is not None:
            self.chances.draw_plan(page, self._project)
        tasks = page is not None and any(bar.depth for bar in page.bars)
        self.zoom.setVisible(shown)
        self.level.setVisible(shown and tasks)
        self.edit.setVisible(shown and self._context.lens is Lens.BROKER)
        self.form.set_words(say("Type dates…") if self.gantt.editing else say("How sure…"))
        self.form.setVisible(shown and (self.gantt.editing or self._leaves_something(page)))

    def _leaves_something(self, page: SchedulePage | None) -> bool:
        """Whether anything is left to be sure of, in a project that goes on."""
        return page is not None and any(bar.can_be_sure for bar in page.bars)

    # Editing --------------------------------------------------------------------------------------

    def toggle_editing(self) -> None:
        """Begin to move dates, or say why they do not move; the other time, end it."""
        page = self._page
        if page is None:
            return
        if not self.gantt.editing and not page.can_edit and page.baseline_version and not page.open_version:
            self.version.ask_reason(page.edit_note)
            return
        if not self.gantt.editing and not page.can_edit:
            self._context.notices.problem(
                page.edit_note
                or say("Dates are fixed once the plan is agreed. Change them by a change order.")
            )
            return
        self._edit(not self.gantt.editing)
        self.gantt.list.setFocus()

    def _edit(self, on: bool) -> None:
        self._moving = None
        self._told = (None, "")
        if on and self._project is not None:
            reading = partial(moves, project_id=self._project, on=self._context.today())
            self._moving = self._context.operations.read(reading)
        self.gantt.set_editing(on, self.told if on else None)
        self.edit.set_words(say("Done") if on else say("Edit dates"))
        self.edit.set_icon("check" if on else "pencil")
        self.show_tools(not self.isHidden())
        self._how.setText(
            say(
                "Drag a bar or its ends, or use Alt and the arrows, with Shift for its end. Enter types the dates."
            )
            if on
            else ""
        )
        self._how.setVisible(on)
        self.editing_changed.emit(on)

    def _dropped(self, drag: object) -> None:
        if isinstance(drag, Drag):
            move_bar(self._context, drag.bar, drag.starts_on, drag.ends_on)

    def _begin_version(self, reason: str) -> None:
        self.version.done()
        if self._project is not None and begin_version(self._context, self._project, reason):
            self.toggle_editing()

    def _take_version(self, name: str) -> None:
        if self._project is not None and take_version(self._context, self._project, name):
            self.version.done()

    def _ask_form(self) -> None:
        bar = self.gantt.current
        if bar is not None:
            self.form_asked.emit(bar)

    # What happens ---------------------------------------------------------------------------------

    def _bar(self, key: str) -> Bar | None:
        page = self._page
        return next((bar for bar in page.bars if bar.key == key), None) if page is not None else None

    def _chosen(self, key: str) -> None:
        bar = self._bar(key)
        if bar is not None and (bar.stage or bar.kind == "stage"):
            self.stage_chosen.emit(bar.stage or bar.key)

    def _opened(self, key: str) -> None:
        bar = self._bar(key)
        if bar is not None and (bar.stage or bar.kind == "stage"):
            self.opened.emit(bar.stage or bar.key)

    def _zoomed(self, zoom: str) -> None:
        self._context.preferences.set("progress/zoom", zoom)
        self.zoom.set_value(zoom)
        self.gantt.set_zoom(zoom)

    def _levelled(self, level: str) -> None:
        self._context.preferences.set("progress/level", level)
        self.level.set_value(level)
        self.gantt.show_level(level)
