"""The stages of the plan at a glance, with what is held back as the last row: they are changed on their own part."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal

from app.queries.engagements import PlanPage, PlanStageRow
from app.words import say, say_count
from app.words.formats import Formats
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.pages.plan.stages import stage_columns
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.table import Table
from ui.widgets.text import Heading, Icon, Label

PAYMENT = 3
"""The column of what is paid."""


@dataclass(frozen=True)
class HeldRow:
    """What is held back of every stage: one cell a column."""

    cells: tuple[str, ...]
    id: str = "held"


class StageList(Card):
    """Emits the stage that is to be opened."""

    opened = Signal(object)
    """A stage's id."""

    def __init__(self, formats: Formats) -> None:
        self._model = RowsModel(glance_columns(formats))
        self.table = Table(self._model, name=say("Stages at a glance"), fits=True, sortable=False)
        self.table.opened.connect(self._open)
        self._sum = Label("", "dense_medium")
        self._icon = Icon("circle-check", "success")
        head = row(
            Heading(say("Stages"), "sub"), STRETCH, self._icon, self._sum, gap=8, margins=(16, 12, 16, 4)
        )
        super().__init__(column(framed(head), self.table), padding=(1, 2, 1, 3))

    def show_plan(self, plan: PlanPage) -> None:
        """Show the stages, and what is held back under them."""
        self.setVisible(bool(plan.stages))
        held = (_held(plan),) if plan.terms.retention_share else ()
        self._model.show((*plan.stages, *held))
        complete = plan.allocated == plan.price.excl_text
        self._sum.setText(say("{part} of {price} placed", part=plan.allocated, price=plan.price.excl_text))
        self._sum.set_tone("success_text" if complete else "warn_text")
        icon = ("circle-check", "success") if complete else ("triangle-alert", "warn")
        self._icon.show_icon(*icon)

    def _open(self, chosen: object) -> None:
        if isinstance(chosen, PlanStageRow):
            self.opened.emit(chosen.id)


def glance_columns(formats: Formats) -> tuple[Column, ...]:
    """Those of the part that changes the stages, in fewer words; what is paid is less what is held back."""
    number, stage, _, payment, tests, covers = stage_columns()

    def dates(each: PlanStageRow) -> Cell:
        if each.starts_on is None or each.planned_on is None:
            return Cell(each.dates, tone="text2")
        start, end = formats.short_day(each.starts_on), formats.short_day(each.planned_on)
        return Cell(say("{start} to {end}", start=start, end=end), tone="text2", said=each.dates)

    def told(each: PlanStageRow) -> Cell:
        cell = tests.content(each)
        sound = bool(each.tests) and not any(test.vague for test in each.tests)
        count = say_count("{count} test", "{count} tests", len(each.tests))
        return replace(cell, text=count, said=each.tests_text) if sound else cell

    return (
        _or_held(0, replace(number, width=34)),
        _or_held(1, stage),
        _or_held(2, Column(say("From, to"), dates, width=132)),
        _or_held(
            PAYMENT, replace(payment, cell=lambda each: Cell(each.to_pay, tabular=True, role="dense_medium"))
        ),
        _or_held(4, replace(tests, cell=told, width=180)),
        _or_held(5, covers),
    )


def _or_held(at: int, plain: Column) -> Column:
    def cell(each: PlanStageRow | HeldRow) -> Cell:
        if isinstance(each, PlanStageRow):
            return plain.content(each)
        role = {1: "dense_strong", PAYMENT: "dense_medium"}.get(at, "dense")
        tone = "text" if at in (1, PAYMENT) else "text2"
        return Cell(each.cells[at], role=role, tone=tone, tabular=at == PAYMENT)

    return replace(plain, cell=cell)


def _held(plan: PlanPage) -> HeldRow:
    title = say("Held back, {share}", share=plan.terms.retention)
    return HeldRow(("", title, "", plan.held.excl_text, plan.terms.held_until, ""))
