"""The stages of the plan as a table, with the chosen one open beneath it and what nothing covers yet."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.queries.engagements import MustRow, PlanPage, PlanStageRow
from app.services import engagements, way_out
from app.words import say
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.pages.plan.acts import Acts, PartView
from ui.pages.plan.coverage import CoverageCard
from ui.pages.plan.live import LiveForm, pair
from ui.pages.plan.sign_off_tests import TestsList
from ui.pages.plan.trace import TraceCard
from ui.pages.plan.way_out import WayOutCard
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.fields import Choice, DateField, NumberEdit, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.table import Table
from ui.widgets.text import Heading, Icon, Label

HUNDRED = Decimal(100)
ACCEPTED, ADVANCE = "accepted", "in_advance"
"""When a stage is paid."""


def stage_columns() -> tuple[Column, ...]:
    """Number, name, dates, payment, tests and what they cover."""
    return (
        Column("", lambda each: Cell(str(each.number), tone="text3"), width=40),
        Column(say("Stage"), lambda each: Cell(each.title, role="dense_strong"), term=say("Milestone")),
        Column(say("From, to"), lambda each: Cell(each.dates, tone="text2"), width=168),
        Column(say("Payment"), _pay, width=110, align=Align.END),
        Column(say("Sign-off tests"), _tests, width=188, term=say("Acceptance criteria")),
        Column(say("Covers"), lambda each: Cell(each.covers or "–", tone="text2"), width=92),
    )


def paid_when() -> tuple[tuple[str, str], ...]:
    """When a stage may be paid, in words."""
    return ((ACCEPTED, say("Once it is accepted")), (ADVANCE, say("Before its work begins")))


def _pay(stage: PlanStageRow) -> Cell:
    if stage.in_advance:
        paid = say("{amount}, paid before its work begins", amount=stage.amount.line)
        return Cell(stage.amount.excl_text, tabular=True, role="dense_medium", said=paid)
    return Cell(stage.amount.excl_text, tabular=True, role="dense_medium", said=stage.amount.line)


def _tests(stage: PlanStageRow) -> Cell:
    wrong = not stage.tests or any(test.vague for test in stage.tests)
    icon, tone = ("triangle-alert", "warn") if wrong else ("circle-check", "success")
    return Cell(stage.tests_text, icon=icon, icon_tone=tone, tone="warn_text" if wrong else "text")


class StageEditor(Card):
    """The fields of the chosen stage and its tests."""

    def __init__(self, acts: Acts, stage: PlanStageRow) -> None:
        self.stage_id = stage.id
        self._acts = acts
        self._stage = stage
        formats, today = acts.context.formats, acts.context.today
        share = NumberEdit(formats, unit=say("%"), least=Decimal(0), most=HUNDRED, chars=5)
        rows = {
            "title": FormRow(say("Name of the stage"), TextField(longest=120), role="medium"),
            "share": FormRow(say("Part of the price"), share, role="medium"),
            "starts_on": FormRow(say("Begins"), DateField(today, formats), role="medium"),
            "planned_on": FormRow(say("Ready by"), DateField(today, formats), role="medium"),
            "in_advance": FormRow(say("When it is paid"), Choice(paid_when()), role="medium"),
            "delivers": FormRow(
                say("What you get"), GrowingText(lines=2), role="medium",
                help=say("What can be seen, used or read when this stage is done"),
            ),
            "way_out": FormRow(
                say("If you stop after this stage, you keep"), TextField(longest=300), role="medium", optional=True,
                help=say("Filled in, the plan names a way out here: what is accepted is paid, and nothing more"),
            ),
        }  # fmt: skip
        self.form = LiveForm(acts.context, f"plan-stage/{stage.id}", rows, self._apply)
        self.form.lay_out(
            column(
                pair(rows["title"], rows["share"]),
                pair(*(rows[key] for key in ("starts_on", "planned_on", "in_advance"))),
                rows["delivers"], rows["way_out"], gap=12,
            )
        )  # fmt: skip
        self.tests = TestsList(acts)
        self._packages = Label("", "dense", "text3", wrap=True)
        super().__init__(column(self.form, 8, self._packages, 12, Line(), 14, self.tests), padding=18)

    def show_stage(self, stage: PlanStageRow, musts: Sequence[MustRow], *, editable: bool) -> None:
        """Show the stage, sparing what is being typed."""
        self._stage = stage
        self.form.show_values(
            {
                "title": stage.title, "share": stage.raw_share.normalize() + 0, "starts_on": stage.starts_on,
                "planned_on": stage.planned_on, "delivers": stage.delivers, "way_out": stage.way_out,
                "in_advance": ADVANCE if stage.in_advance else ACCEPTED,
            }
        )  # fmt: skip
        self.form.set_editable(editable)
        words = say("Work in it: {work}", work=stage.packages_text) if stage.packages_text else ""
        self._packages.setText(words)
        self._packages.setVisible(bool(words))
        self.tests.show_stage(stage, musts, editable=editable)

    def flush(self) -> None:
        """Keep what is being typed."""
        self.form.flush()
        self.tests.flush()

    def _apply(self, key: str, value: Any) -> bool:
        if key == "share" and value is None:
            return False
        label = say("Change stage {number}", number=self._stage.number)
        if key == "way_out":
            return self._acts.do(way_out.set_way_out, label, stage_id=self.stage_id, keeps=value)
        if key == "in_advance":
            value = value == ADVANCE
        return self._acts.do(engagements.change_stage, label, stage_id=self.stage_id, **{key: value})


class StagesView(PartView):
    """Part 3 of the plan. Alt+Up and Alt+Down move the chosen stage."""

    def __init__(self, acts: Acts) -> None:
        super().__init__(acts)
        self._plan: PlanPage | None = None
        self._blocked = ""
        self._model = RowsModel(stage_columns())
        self.table = Table(self._model, name=say("Stages of the plan"), fits=True, sortable=False)
        self.table.chosen.connect(self._chosen)
        self._editor: StageEditor | None = None
        self._editor_place = column()
        self._sum = Label("", "dense_medium")
        self._sum_icon = Icon("circle-check", "success")
        self._up = IconButton("arrow-up", say("Move this stage up"))
        self._down = IconButton("arrow-down", say("Move this stage down"))
        self._remove = IconButton("trash-2", say("Remove this stage"))
        self.add = Button(say("Add a stage"), icon="plus", dense=True)
        self._cover = CoverageCard()
        self._small = WayOutCard(acts)
        self._trace = TraceCard(acts)
        self._own = LinkButton(say("Your own tasks, with hours and dates"), trailing="chevron-right")
        self._own.clicked.connect(partial(acts.go, "progress"))
        self._connect()
        head = row(
            Heading(say("Stages"), "sub"), STRETCH, self._sum_icon, self._sum, gap=8, margins=(18, 12, 18, 4)
        )
        foot = row(self.add, STRETCH, self._up, self._down, self._remove, gap=6, margins=(16, 8, 12, 10))
        self._foot = framed(foot)
        card = framed(column(framed(head), (self.table, 1), self._foot, margins=(1, 2, 1, 3)))
        card.setProperty("card", "plain")
        self.setLayout(
            column(
                card,
                14,
                self._cover,
                framed(self._editor_place),
                14,
                self._small,
                14,
                self._trace,
                12,
                row(self._own, STRETCH),
                STRETCH,
            )
        )

    def _connect(self) -> None:
        self._up.clicked.connect(partial(self._move, -1))
        self._down.clicked.connect(partial(self._move, 1))
        self._remove.clicked.connect(self._remove_stage)
        self.add.clicked.connect(self._add_stage)
        self._cover.test_asked.connect(self._cover_must)
        self._cover.reasoned.connect(self._leave_untested)
        self._cover.asked_again.connect(self._show_cover)
        for keys, act in (("Alt+Up", partial(self._move, -1)), ("Alt+Down", partial(self._move, 1))):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_plan(self, plan: PlanPage, blocked: str) -> None:
        self._plan, self._blocked = plan, blocked
        self._model.show(plan.stages)
        complete = plan.allocated == plan.price.excl_text
        self._sum.setText(say("{part} of {price} placed", part=plan.allocated, price=plan.price.excl_text))
        self._sum.set_tone("success_text" if complete else "warn_text")
        self._sum_icon.show_icon(
            "circle-check" if complete else "triangle-alert", "success" if complete else "warn"
        )
        self._foot.setVisible(self._editable)
        if self._stage is None and plan.stages:
            self.table.choose(plan.stages[0].id)
        self._show_editor()
        self._small.refresh(editable=self._editable)
        self._trace.refresh()

    def first(self) -> QWidget | None:
        return self.table

    def flush(self) -> None:
        if self._editor is not None:
            self._editor.flush()

    def open_subject(self, subject: uuid.UUID) -> None:
        """Go to the stage or the test that a finding is about."""
        for stage in self._plan.stages if self._plan else ():
            if stage.id == subject or any(test.id == subject for test in stage.tests):
                self.table.choose(stage.id)
                if stage.id != subject and self._editor is not None:
                    self._editor.tests.open(subject)

    @property
    def _editable(self) -> bool:
        return self._plan is not None and self._plan.can_edit and not self._blocked

    @property
    def _stage(self) -> PlanStageRow | None:
        """The chosen stage as it stands now."""
        chosen = self.table.current_row()
        return chosen if isinstance(chosen, PlanStageRow) else None

    def _chosen(self, _: object) -> None:
        self._show_editor()

    def _show_editor(self) -> None:
        stage = self._stage
        if self._plan is None:
            return
        if self._editor is not None and (stage is None or self._editor.stage_id != stage.id):
            self._editor.flush()
            self._editor = None
            clear(self._editor_place)
        if stage is not None:
            if self._editor is None:
                self._editor = StageEditor(self.acts, stage)
                self._editor_place.addWidget(self._editor)
            self._editor.show_stage(stage, self._plan.musts, editable=self._editable)
        count = len(self._plan.stages)
        self._up.setEnabled(stage is not None and stage.number > 1)
        self._down.setEnabled(stage is not None and stage.number < count)
        self._remove.setEnabled(stage is not None)
        self._show_cover()

    def _show_cover(self) -> None:
        if self._plan is None:
            return
        stage = self._stage
        self._cover.show_musts(
            self._plan.musts, editable=self._editable, stage=stage.number if stage is not None else 0
        )

    def _add_stage(self) -> None:
        stages = self._plan.stages if self._plan else ()
        rest = HUNDRED - sum((stage.raw_share for stage in stages), Decimal(0))
        made = self.acts.make(
            engagements.add_stage, say("Add a stage"), project_id=self.acts.project,
            title=say("Stage {number}", number=len(stages) + 1), share=max(rest, Decimal(0)),
        )  # fmt: skip
        if made is not None:
            self.table.choose(made)
            if self._editor is not None:
                self._editor.form.focus("title")

    def _move(self, steps: int) -> None:
        stage, plan = self._stage, self._plan
        if stage is None or plan is None or not self._editable:
            return
        others = [each.id for each in plan.stages if each.id != stage.id]
        place = stage.number - 1 + steps
        if not 0 <= place <= len(others):
            return
        before = others[place] if place < len(others) else None
        label = say("Move stage “{stage}”", stage=stage.title)
        self.acts.do(engagements.move_stage, label, stage_id=stage.id, before=before)

    def _remove_stage(self) -> None:
        stage = self._stage
        if stage is None:
            return
        self.acts.do(
            engagements.remove_stage, say("Remove stage “{stage}”", stage=stage.title),
            done=say("“{stage}” and its tests are removed.", stage=stage.title), stage_id=stage.id,
        )  # fmt: skip
        self.table.setFocus()

    def _cover_must(self, must: MustRow) -> None:
        stage = self._stage
        if stage is None:
            return
        made = self.acts.make(
            engagements.add_test, say("Add a test for must-have {number}", number=must.number),
            stage_id=stage.id, text=must.text, item_id=must.item_id,
        )  # fmt: skip
        if made is not None and self._editor is not None:
            self._editor.tests.open(made)

    def _leave_untested(self, item: uuid.UUID, reason: str) -> None:
        self.acts.do(
            engagements.leave_untested, say("Leave a must-have without a test"),
            project_id=self.acts.project, item_id=item, reason=reason,
        )  # fmt: skip
