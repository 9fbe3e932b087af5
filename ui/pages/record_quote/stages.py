"""The stages a quote names itself: what each is called, when it is ready and what is then paid."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, repeat
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.analysis.money import Money
from app.analysis.quote_facts import QuotedStage, sum_of_stages
from app.words import say
from app.words.formats import Formats
from ui.pages.record_quote.lines import Rate, lock
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.field import Field
from ui.widgets.fields import Choice, DateField, TextField
from ui.widgets.fold import Fold
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Label

TOP = Qt.AlignmentFlag.AlignTop
AFTER, BEFORE = "accepted", "before"
"""When a stage is paid."""

LONGEST = 1000
"""Letters of a name: as many as are taken from a reply, so that none is lost by opening its form."""


@dataclass
class _Row:
    """The widgets of one stage."""

    title: TextField
    ready_on: DateField
    amount: Rate
    due: Choice
    remove: IconButton

    def fields(self) -> tuple[Field, ...]:
        return (self.title, self.ready_on, self.amount, self.due)

    def widgets(self) -> tuple[QWidget, ...]:
        return (*self.fields(), self.remove)

    def facts(self) -> QuotedStage:
        said = QuotedStage(self.title.value(), self.ready_on.value(), self.amount.value())
        blank = said == QuotedStage()
        return said if blank else replace(said, in_advance=self.due.value() == BEFORE)


class StagesEditor(Field):
    """Any number of stages in their order. Enter in a payment starts the next one; a blank one says nothing."""

    restored = Signal()
    """What was typed earlier is back."""

    def __init__(self, formats: Formats, currency: str, today: Callable[[], date]) -> None:
        super().__init__()
        self._formats, self._currency, self._today = formats, currency, today
        self._locked = False
        self.rows: list[_Row] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        for at, title in enumerate(_titles()):
            self._grid.addWidget(Label(title, "caption_medium", "text3"), 0, at)
        self._grid.setColumnStretch(0, 1)
        self.add_button = LinkButton(say("Add a stage"), icon="plus")
        self.add_button.clicked.connect(lambda: self._next(len(self.rows)))
        self.setLayout(column(self._grid, row(self.add_button, STRETCH), gap=8))

    def value(self) -> tuple[QuotedStage, ...]:
        """The stages that say anything."""
        facts = (each.facts() for each in self.rows)
        return tuple(stage for stage in facts if stage != QuotedStage())

    def set_value(self, stages: Sequence[QuotedStage]) -> None:
        """Show `stages`; with none, one blank one waits."""
        wanted = tuple(stages) or (QuotedStage(),)
        self._resize(len(wanted))
        for each, stage in zip(self.rows, wanted, strict=True):
            each.title.set_value(stage.title)
            each.ready_on.set_value(stage.ready_on)
            each.amount.set_value(stage.amount)
            each.due.set_value(BEFORE if stage.in_advance else AFTER)

    def problem(self) -> str:
        """The first fault of any stage, with its number."""
        for number, each in enumerate(self.rows, start=1):
            fault = next(filter(None, (field.problem() for field in each.fields())), "")
            if fault:
                return say("Stage {number}: {fault}", number=number, fault=fault)
        return ""

    def draft(self) -> list[list[str]]:
        return [[str(field.draft()) for field in each.fields()] for each in self.rows]

    def restore(self, draft: Any) -> None:
        self._resize(max(1, len(draft)))
        for each, kept in zip(self.rows, draft or [[]], strict=True):
            for field, text in zip(each.fields(), chain(kept, repeat("")), strict=False):
                field.restore(text)
        self.restored.emit()

    def target(self) -> QWidget:
        """The name of the first stage."""
        return self.rows[0].title.target() if self.rows else self.add_button

    def set_name(self, name: str, description: str = "") -> None:
        """Name the group; each cell is named by its stage and column."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the cells that are at fault."""
        for each in self.rows:
            for field in each.fields():
                field.set_wrong(wrong and bool(field.problem()))

    def lock(self, locked: bool) -> None:
        """Keep every stage as it is."""
        self._locked = locked
        self.add_button.setVisible(not locked)
        for each in self.rows:
            for field in each.fields():
                lock(field, locked)
            each.remove.setVisible(not locked)

    def _add(self) -> None:
        place = self._grid.rowCount()
        made = _Row(
            TextField(longest=LONGEST),
            DateField(self._today, self._formats, chars=11),
            Rate(self._currency, self._formats, chars=9),
            Choice(((AFTER, say("Once it is accepted")), (BEFORE, say("Before its work begins")))),
            IconButton("x", say("Remove"), side=28),
        )
        for at, widget in enumerate(made.widgets()):
            self._grid.addWidget(widget, place, at, TOP)
        for field in made.fields():
            field.edited.connect(self.edited)
        made.amount.line.returnPressed.connect(lambda: self._next(self.rows.index(made) + 1))
        made.remove.clicked.connect(lambda: self._remove(made))
        self.rows.append(made)

    def _next(self, at: int) -> None:
        if self._locked:
            return
        self._resize(max(len(self.rows), at + 1))
        self.rows[at].title.target().setFocus()
        self.edited.emit()

    def _remove(self, gone: _Row) -> None:
        if len(self.rows) == 1:
            self.set_value(())
        else:
            self._take_out(gone)
        self._number()
        self.add_button.setFocus()
        self.edited.emit()

    def _take_out(self, gone: _Row) -> None:
        self.rows.remove(gone)
        for widget in gone.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _resize(self, count: int) -> None:
        while len(self.rows) < count:
            self._add()
        while len(self.rows) > count:
            self._take_out(self.rows[-1])
        self._number()

    def _number(self) -> None:
        for number, each in enumerate(self.rows, start=1):
            for field, title in zip(each.fields(), _titles(), strict=True):
                field.set_name(say("Stage {number}, {column}", number=number, column=title))
            each.remove.set_name(say("Remove stage {number}", number=number))


class QuotedStages(QFrame):
    """The stages, folded away until a quote names some, with their sum beside the price."""

    def __init__(self, formats: Formats, currency: str, today: Callable[[], date]) -> None:
        super().__init__()
        self._formats = formats
        self.editor = StagesEditor(formats, currency, today)
        self.row = FormRow(
            say("Stages"), self.editor, optional=True,
            help=say("As the provider names them. The plan begins with them, once this quote is chosen."),
        )  # fmt: skip
        self._sum = Label("", "dense_strong", wrap=True)
        self._differ = Label("", "dense_medium", "warn_text", wrap=True)
        self.fold = Fold(
            say("Stages and payments in the quote"), say("Fold the stages"),
            framed(column(self.row, 6, self._sum, self._differ)),
        )  # fmt: skip
        self.editor.restored.connect(lambda: self.fold.fold(not self.editor.value()))
        self.setLayout(column(self.fold))

    def show_stages(self, stages: Sequence[QuotedStage]) -> None:
        """Show what is recorded; folded where that is nothing."""
        self.editor.set_value(stages)
        self.fold.fold(not stages)

    def check(self) -> tuple[str, QWidget] | None:
        """What stands against keeping them; unfolded where something does, so that it is seen."""
        found = self.row.check()
        if found is not None:
            self.fold.fold(False)
        return found

    def lock(self, locked: bool) -> None:
        """Keep the stages as they are, in sight; where there are none, nothing is left to see."""
        self.editor.lock(locked)
        self.fold.link.setVisible(not locked)
        self.setVisible(not locked or bool(self.editor.value()))

    def show_sum(self, price: Money | None) -> None:
        """What they come to, and that it is not the price where it is another amount."""
        total = sum_of_stages(self.editor.value())
        differ = total is not None and price is not None and total != price
        comes_to, says = self._formats.money(total), self._formats.money(price)
        self._sum.setText(say("Stages add up to {total}", total=comes_to))
        self._sum.setVisible(total is not None and not differ)
        self._differ.setText(
            say("Stages add up to {total}. The price says {price}.", total=comes_to, price=says)
        )
        self._differ.setVisible(differ)


def _titles() -> tuple[str, ...]:
    """What is written above the columns."""
    return (say("What it is called"), say("Ready on"), say("Payment, excl. tax"), say("Paid"))
