"""S15: the stages as a list, where each stands, and what is to be done about the chosen one."""

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import engagements as plan_rows
from app.queries import projects
from app.queries import stages as stage_rows
from app.queries.stages import ProofRow, ReviewPage, StageRow
from app.services import stages
from app.words import say, say_count
from ui.context import Context
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.page import Page
from ui.pages.progress.calendar import bars_of, days_of, late_words
from ui.pages.progress.stage_card import StageCard
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.navigation import Segments
from ui.widgets.stage_chart import Days, Legend, StageChart
from ui.widgets.stage_rows import StageBar
from ui.widgets.states import Banner, EmptyState
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label

INK = {"info": "info_text", "warn": "warn_text", "success": "success_text", "danger": "danger_text"}
ICON = {"info": "info", "warn": "warn", "success": "success", "danger": "danger"}
LIST, CALENDAR = "list", "calendar"
TOP = Qt.AlignmentFlag.AlignTop
ORDER = ("ready", "changes", "in_progress", "planned")
"""What is looked at first when the page opens."""


def stage_columns() -> tuple[Column, ...]:
    """Stage with what it waits for, status, who, when and how much."""
    return (
        Column(say("Stage"), _stage, term=say("Milestone")),
        Column(say("Status"), _status, width=190),
        Column(say("On site"), lambda each: Cell(each.owner or "–", tone="text2"), width=150),
        Column(say("Ready by"), _due, width=150, sort=lambda each: each.planned_on),
        Column(
            say("Pay"),
            lambda each: Cell(each.pay, tabular=True, said=each.amount.line),
            width=120,
            align=Align.END,
        ),
    )


def _stage(stage: StageRow) -> Cell:
    title = say("{number} {stage}", number=stage.number, stage=stage.title)
    return Cell(title, sub=stage.note or stage.tests, role="dense_strong")


def _status(stage: StageRow) -> Cell:
    ink, icon_tone = INK.get(stage.tone, "text2"), ICON.get(stage.tone, "text3")
    return Cell(stage.status_words, icon=stage.icon, icon_tone=icon_tone, tone=ink, role="dense_medium")


def _due(stage: StageRow) -> Cell:
    return Cell(stage.due, sub=stage.late, tone="warn_text" if stage.late else "text2")


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
        }
    )
    help_topic: ClassVar[str] = "progress"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._reviews: dict[uuid.UUID, ReviewPage | None] = {}
        self._running = False
        self._bars: tuple[StageBar, ...] = ()
        self._days: Days | None = None
        self._heading = Heading("")
        self._sub = Label("", "dense", "text2", wrap=True)
        self._banner_place = column()
        self._empty_place = column()
        self._model = RowsModel(stage_columns())
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
        self._views = Segments(
            ((LIST, say("List")), (CALENDAR, say("Calendar"))), name=say("How to look at it")
        )
        self._views.chosen.connect(self._view_chosen)
        self._list = TableCard(self.table)
        self.chart = StageChart()
        self.chart.setAccessibleName(say("Stages on a calendar"))
        self.chart.chosen.connect(self.table.choose)
        self.chart.opened.connect(lambda _: self._open_review())
        self._calendar = framed(column(Card(column(self.chart), padding=(1, 2, 12, 3)), 6, Legend()))
        self._going = Button(say("How is it going?"), icon="activity")
        self._going.clicked.connect(
            lambda: self.context.go(f"project/{self.params['project']}/progress/health")
        )
        head = row((column(self._heading, 3, self._sub), 1), (self._going, TOP), (self._views, TOP), gap=14)
        self._whole = framed(column(head, 14, self._list, self._calendar, 14, self.card, STRETCH))
        self.set_body(column(framed(self._banner_place), framed(self._empty_place), self._whole, STRETCH))

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
        self._running = plan is not None and plan.state not in ("drafting", "ready_to_sign")
        clear(self._banner_place)
        clear(self._empty_place)
        self._whole.setVisible(bool(rows))
        if not rows:
            self._show_empty(plan is not None)
            return
        self._show_banner(blocked, plan)
        self._heading.setText(_finding(rows, running=self._running))
        told = late_words(rows, needed, context.formats)
        self._sub.setText(" ".join(filter(None, (_beneath(rows), told))))
        self._bars = bars_of(rows, context.today(), context.formats)
        self._days = days_of(context.today(), needed, context.formats)
        self._model.show(rows)
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
        calendar = view == CALENDAR
        self._views.set_value(CALENDAR if calendar else LIST)
        self._calendar.setVisible(calendar)
        self._list.setHidden(calendar)

    @property
    def _stages(self) -> QWidget:
        """The list or the calendar, whichever is looked at."""
        return self.table if self._calendar.isHidden() else self.chart

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

    # Acting ---------------------------------------------------------------------------------------

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


def _finding(rows: Sequence[StageRow], *, running: bool) -> str:
    """The page's title: where the work stands."""
    if not running:
        return say_count("{count} stage is planned", "{count} stages are planned", len(rows))
    by_status = {status: [each for each in rows if each.status == status] for status in ORDER}
    words: dict[str, Callable[[str], str]] = {
        "ready": lambda name: say("“{stage}” is ready for your review", stage=name),
        "changes": lambda name: say("“{stage}” is being put right", stage=name),
        "in_progress": lambda name: say("“{stage}” is being worked on", stage=name),
        "planned": lambda name: say("“{stage}” comes next", stage=name),
    }
    for status in ORDER:
        if by_status[status]:
            return words[status](by_status[status][0].title)
    return say("Every stage is accepted")


def _beneath(rows: Sequence[StageRow]) -> str:
    done = sum(each.status in ("accepted", "paid") for each in rows)
    late = [each for each in rows if each.late and each.status not in ("accepted", "paid")]
    said = say("{done} of {count} stages accepted.", done=done, count=len(rows))
    if not late:
        return said
    return say("{said} “{stage}” is {late}.", said=said, stage=late[0].title, late=late[0].late)
