"""S15: the stages as a list, where each stands, and what is to be done about the chosen one."""

import uuid
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import engagements as plan_rows
from app.queries import projects
from app.queries import schedule as schedule_rows
from app.queries import stages as stage_rows
from app.queries.schedule import SchedulePage
from app.queries.schedule_rows import Bar
from app.queries.stage_words import status_words
from app.queries.stages import ProofRow, ReviewPage, StageRow
from app.services import stages
from app.words import say
from ui.context import Context
from ui.models.rows import RowsModel
from ui.page import Page
from ui.pages.progress.board import Board
from ui.pages.progress.calendar import bars_of, days_of, late_words
from ui.pages.progress.dates import be_sure, move_bar
from ui.pages.progress.dates_form import DatesForm
from ui.pages.progress.gantt_view import GanttView
from ui.pages.progress.moves import refusal
from ui.pages.progress.stage_card import StageCard
from ui.pages.progress.stage_list import ORDER, beneath, certainty_of, finding, moves_finding, stage_columns
from ui.prints import save_schedule
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.navigation import Segments
from ui.widgets.side_panel import SidePanel
from ui.widgets.stage_chart import Days, Legend, StageChart
from ui.widgets.stage_rows import StageBar
from ui.widgets.states import Banner, EmptyState
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label

LIST, BOARD, CALENDAR, GANTT = "list", "board", "calendar", "gantt"
TOP = Qt.AlignmentFlag.AlignTop


class ProgressPage(Page):
    """The list of stages, and the chosen one beneath it."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "stage",
            "sign_off_test",
            "proof",
            "review",
            "verdict",
            "payment",
            "engagement",
            "engagement_person",
            "project",
            "activity",
            "activity_link",
            "closure",
            "schedule_basis",
            "plan_version",
            "plan_risk",
        }
    )
    help_topic: ClassVar[str] = "progress"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._reviews: dict[uuid.UUID, ReviewPage | None] = {}
        self._running = False
        self._bars: tuple[StageBar, ...] = ()
        self._days: Days | None = None
        self._schedule: SchedulePage | None = None
        self._heading = Heading("")
        self._sub = Label("", "dense", "text2", wrap=True)
        self._banner_place = column()
        self._empty_place = column()
        self._model = RowsModel(stage_columns(lambda stage: certainty_of(self._schedule, stage)))
        self.table = Table(self._model, name=say("Stages"), lines=2, fits=True, sortable=False)
        self.table.chosen.connect(lambda _: self._show_card())
        self.table.opened.connect(lambda _: self._open_review())
        self.card = StageCard(context)
        self.card.start_asked.connect(self._start)
        self.card.submit_asked.connect(self._submit)
        self.card.review_asked.connect(self._open_review)
        self.card.money_asked.connect(lambda: self.context.go(f"project/{self.params['project']}/money"))
        self.card.proofs.given.connect(self._prove)
        self.card.proofs.removed.connect(self._remove_proof)
        self.card.proofs.opened.connect(lambda _: self._open_review())
        self._make_views()
        self._going = Button(say("How is it going?"), icon="activity")
        self._going.clicked.connect(
            lambda: self.context.go(f"project/{self.params['project']}/progress/health")
        )
        self._print = Button(say("Print"), icon="printer")
        self._print.clicked.connect(self.print_page)
        steering = FlowLayout(10, level=True)
        for each in (self._views, self.board.move_to, *self.timeline.tools):
            steering.addWidget(each)
        head = row((column(self._heading, 3, self._sub), 1), (self._going, TOP), (self._print, TOP), gap=10)
        views = (self._list, self.board, self._calendar, self.timeline)
        self._whole = framed(column(head, 12, framed(steering), 10, *views, 14, self.card, STRETCH))
        self.set_body(column(framed(self._banner_place), framed(self._empty_place), self._whole, STRETCH))
        self.dates = DatesForm(context)
        self.dates.kept.connect(partial(move_bar, context))
        self.dates.sure.connect(partial(be_sure, context))
        self.set_side(SidePanel(say("Dates and how sure"), self.dates, width=272), opened=False)

    def _make_views(self) -> None:
        """List, board, calendar and Gantt: one choice of a stage in all of them."""
        self._views = Segments(
            (
                (LIST, say("List")),
                (BOARD, say("Board")),
                (CALENDAR, say("Calendar")),
                (GANTT, say("Gantt")),
            ),
            name=say("How to look at it"),
        )
        self._views.chosen.connect(self._view_chosen)
        self._list = TableCard(self.table)
        self.board = Board()
        self.board.chosen.connect(self.table.choose)
        self.board.opened.connect(lambda _: self._open_review())
        self.board.move_asked.connect(self._move_card)
        self.chart = StageChart()
        self.chart.setAccessibleName(say("Stages on a calendar"))
        self.chart.chosen.connect(self.table.choose)
        self.chart.opened.connect(lambda _: self._open_review())
        self._calendar = framed(column(Card(column(self.chart), padding=(1, 2, 12, 3)), 6, Legend()))
        self.timeline = GanttView(self.context)
        self.timeline.stage_chosen.connect(lambda key: self.table.choose(_stage_of(key)))
        self.timeline.opened.connect(lambda _: self._open_review())
        self.timeline.form_asked.connect(self._ask_dates)
        gantt = self.timeline.gantt
        gantt.chosen.connect(lambda _: self.dates.follow(gantt.current, dates=gantt.editing))
        self.timeline.editing_changed.connect(lambda on: None if on else self.close_side())

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Progress")

    def primary_focus(self) -> QWidget | None:
        if self._whole.isHidden():
            return None
        return self.card.first or self._stages

    def leave(self) -> None:
        self.card.proofs.flush()

    def refresh(self) -> None:
        """Read the stages again."""
        context, project = self.context, uuid.UUID(self.params["project"])
        read = context.operations.read
        seen: dict[str, Any] = {"lens": context.lens, "project_id": project, "formats": context.formats}
        rows = read(partial(stage_rows.timeline, **seen, today=context.today()))
        plan = read(partial(plan_rows.plan, **seen))
        blocked = read(partial(projects.blocked, project_id=project))
        needed = read(partial(stage_rows.needed_by, lens=context.lens, project_id=project))
        self._schedule = read(partial(schedule_rows.schedule_page, **seen, on=context.today()))
        self._running = plan is not None and plan.state not in ("drafting", "ready_to_sign")
        clear(self._banner_place)
        clear(self._empty_place)
        self._whole.setVisible(bool(rows))
        if not rows:
            self._show_empty(plan is not None)
            return
        self._show_banner(blocked, plan)
        moved = moves_finding(self._schedule, context.formats) if self._running else ""
        self._heading.setText(moved or finding(rows, running=self._running))
        told = late_words(rows, needed, context.formats)
        self._sub.setText(" ".join(filter(None, (beneath(rows, late_told=bool(moved)), told))))
        self._bars = bars_of(rows, context.today(), context.formats)
        self._days = days_of(context.today(), needed, context.formats)
        self._model.show(rows)
        if self._schedule is not None:
            owner = plan.agreement.owner_name if plan is not None else ""
            self.timeline.show_page(self._schedule, project, owner)
            if not self.timeline.gantt.editing:
                self.dates.follow(self.timeline.gantt.current, dates=False)
        self._show_view(context.preferences.get(self._view_key) or LIST)
        if self._stage is None:
            first = min(
                rows, key=lambda each: ORDER.index(each.status) if each.status in ORDER else len(ORDER)
            )
            self.table.choose(first.id)
        self._show_card()

    @property
    def _view_key(self) -> str:
        """Each lens remembers its own way of looking."""
        return f"progress/view/{self.context.lens.name.lower()}"

    def _view_chosen(self, view: str) -> None:
        self.context.preferences.set(self._view_key, view)
        self._show_view(view)

    def _show_view(self, view: str) -> None:
        shown = self._shown_views
        view = view if view in shown and (view != GANTT or self._schedule is not None) else LIST
        self._views.set_value(view)
        for name, widget in shown.items():
            widget.setHidden(name != view)
        self.timeline.show_tools(view == GANTT)
        self.board.move_to.setVisible(view == BOARD)
        self._print.setVisible(self._schedule is not None)

    @property
    def _shown_views(self) -> Mapping[str, QWidget]:
        return {LIST: self._list, BOARD: self.board, CALENDAR: self._calendar, GANTT: self.timeline}

    @property
    def _stages(self) -> QWidget:
        """What of the view that is looked at takes the focus."""
        places: Mapping[str, QWidget] = {
            LIST: self.table,
            BOARD: self.board.focus_list(),
            CALENDAR: self.chart,
            GANTT: self.timeline.gantt.list,
        }
        return places[self._views.value()]

    # Showing --------------------------------------------------------------------------------------

    @property
    def _stage(self) -> StageRow | None:
        chosen = self.table.current_row()
        return chosen if isinstance(chosen, StageRow) else None

    def _show_empty(self, planned: bool) -> None:
        empty = EmptyState(
            "chart-gantt", say("No stages yet"),
            say("Build the plan first: its stages are what is followed here.")
            if planned
            else say("Stages come from the plan, and the plan begins with the quote you choose."),
            say("Open the plan"),
        )  # fmt: skip
        empty.chosen.connect(self._open_plan)
        self._empty_place.addWidget(empty)

    def _show_banner(self, blocked: str, plan: plan_rows.PlanPage | None) -> None:
        if blocked:
            banner = Banner(blocked, "warn")
        elif plan is not None and not self._running:
            banner = Banner(
                say("The plan is not agreed yet, so work has not started."),
                "info",
                action=say("Open the plan"),
            )
            banner.acted.connect(self._open_plan)
        else:
            return
        self._banner_place.addWidget(banner)
        self._banner_place.addSpacing(14)

    def _show_card(self) -> None:
        stage = self._stage
        if self._days is not None:
            self.chart.show_stages(self._bars, self._days, stage.id if stage is not None else None)
            chosen = stage.id if stage is not None else None
            self.board.show_stages(self._model.rows(), status_words(), chosen)
            if chosen is not None:
                self.timeline.choose_stage(_key_of(chosen))
        self.card.setVisible(stage is not None)
        if stage is None:
            return
        context = self.context
        had_focus = self.card.isAncestorOf(focused) if (focused := self.focusWidget()) is not None else False
        page = context.operations.read(
            partial(
                stage_rows.review, lens=context.lens, stage_id=stage.id, formats=context.formats,
                today=context.today(),
            )
        )  # fmt: skip
        self.card.show_stage(stage, page, running=self._running)
        if had_focus and self.card.proofs.form is None:
            (self.card.first or self._stages).setFocus()

    def _open_plan(self) -> None:
        self.context.go(f"project/{self.params['project']}/plan")

    def _open_review(self) -> None:
        stage = self._stage
        if stage is not None:
            self.context.go(f"project/{self.params['project']}/stage/{stage.id}")

    def print_page(self) -> bool:
        """Save the schedule as a PDF, as it is looked at."""
        schedule = self._schedule
        if schedule is None or not schedule.bars:
            return False
        project = uuid.UUID(self.params["project"])
        save_schedule(self, self.context, project, schedule.title, tasks=self.timeline.shows_tasks)
        return True

    # Acting ---------------------------------------------------------------------------------------

    def _ask_dates(self, bar: Bar | None) -> None:
        self.dates.told = self.timeline.told
        self.dates.show_bar(bar, dates=self.timeline.gantt.editing)
        self.open_side()
        self.dates.first.setFocus()

    def _move_card(self, stage: uuid.UUID, status: str) -> None:
        """Do what moving a card to a column stands for, or say where that is done."""
        self.table.choose(stage)
        chosen = self._stage
        if chosen is None:
            return
        if status == "in_progress" and chosen.status == "planned":
            self._start(False)
        elif status == "ready" and chosen.can_submit:
            self._submit()
        else:
            self.context.notices.problem(refusal(status))

    def _start(self, early: bool) -> None:
        stage = self._stage
        if stage is None:
            return
        verb = partial(stages.start, stage_id=stage.id, on=self.context.today(), early=early)
        label = say("Work on “{stage}” has begun", stage=stage.title)
        self.context.operations.succeeded(
            verb, label, done=say("“{stage}” is in progress.", stage=stage.title)
        )

    def _submit(self) -> None:
        stage = self._stage
        if stage is None:
            return
        verb = partial(stages.submit, stage_id=stage.id, on=self.context.today(), person=self.context.person)
        label = say("Hand over “{stage}” for review", stage=stage.title)
        done = say("“{stage}” is ready for review. The time to check it runs from today.", stage=stage.title)
        self.context.operations.succeeded(verb, label, done=done)

    def _prove(self, test: uuid.UUID, source: str, described: str, by: str, path: Path | None) -> None:
        kept: dict[str, Any] = {}
        if path is not None:
            found = self.context.keep_file(path)
            if found is None:
                return
            kept = found
        verb = partial(
            stages.record_proof, test_id=test, recorded_by=by, source=source, described=described,
            on=self.context.today(), **kept,
        )  # fmt: skip
        if self.context.operations.run(verb, say("Keep proof: {what}", what=described)) is not None:
            self.card.proofs.close_form(done=True)

    def _remove_proof(self, proof: ProofRow) -> None:
        verb = partial(stages.remove_proof, proof_id=proof.id, on=self.context.today())
        label = say("Remove the proof “{proof}”", proof=proof.described)
        self.context.operations.succeeded(verb, label, done=say("The proof is removed."))


def _key_of(stage: uuid.UUID) -> str:
    """What the schedule calls a stage."""
    return f"stage:{stage.hex}"


def _stage_of(key: str) -> uuid.UUID:
    return uuid.UUID(hex=key.partition(":")[2])
