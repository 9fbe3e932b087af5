"""What a quote says of each must-have, and what it would cost to fill a gap."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.analysis.money import Money
from app.analysis.quote_facts import CoverageFacts, CoverageWord
from app.queries.quotes import CoverageLine
from app.words import say
from app.words.formats import Formats
from ui.pages.record_quote.gap import GapWork
from ui.pages.record_quote.lines import Pairs, lock
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Line
from ui.widgets.choices import RadioList, options
from ui.widgets.field import Field
from ui.widgets.fields import MoneyEdit, TextField
from ui.widgets.fold import Fold
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Label

WORDS: tuple[CoverageWord, ...] = ("included", "partly", "not_included", "not_said")


@dataclass(frozen=True)
class GapParts:
    """The parts of the work that a gap may be, and the days our own estimate has for each."""

    packages: Pairs = ()
    days: Mapping[str, Decimal] = field(default_factory=dict)


class MustRow(QFrame):
    """One must-have: the answer, the provider's words about it, and the allowance for a gap."""

    def __init__(self, line: CoverageLine, formats: Formats, currency: str, parts: GapParts) -> None:
        super().__init__()
        self.item_id = line.item_id
        self._number = line.number
        title = Label(say("{number} {must}", number=line.number, must=line.text), "medium", wrap=True)
        self.answer = RadioList(
            options(
                ("included", say("Included")),
                ("partly", say("Partly")),
                ("not_included", say("Not included")),
                ("not_said", say("Not said")),
            ),
            across=True,
            name=line.text,
        )
        self.note = TextField(longest=600)
        self.allowance = MoneyEdit(currency, formats, chars=9)
        self.basis = TextField(longest=300)
        self._note_row = FormRow(say("What it says about it"), self.note, role="dense_medium")
        self.allowance_row = FormRow(say("Allow for the gap"), self.allowance, role="dense_medium")
        self.basis_row = FormRow(say("What the figure rests on"), self.basis, role="dense_medium")
        lone = framed(column(self.allowance_row, STRETCH))  # at the top, whatever stands below its figure
        figure = row(lone, (framed(column(self.basis_row, STRETCH)), 1), gap=14)
        self.work = GapWork(line.number, parts.packages, parts.days, formats)
        self._work_fold = Fold(say("Work it out from the days"), say("Fold this"), self.work, gap=4)
        self._work_fold.link.setAccessibleName(
            say("Work out from the days what number {number} would cost", number=line.number)
        )
        self._gap = framed(column(figure, 4, self._work_fold))
        self._more = LinkButton(say("Add a note or an allowance"), icon="plus")
        self._more.setAccessibleName(say("Add a note or an allowance to number {number}", number=line.number))
        self._more.clicked.connect(self._open)
        self._opened = False
        self.setLayout(
            column(title, 4, self.answer, 2, row(self._more, STRETCH), self._note_row, 8, self._gap)
        )
        self.answer.edited.connect(self.arrange)
        for form_row, words in (
            (self._note_row, say("What it says about number {number}", number=line.number)),
            (self.allowance_row, say("Allowance for number {number}", number=line.number)),
            (self.basis_row, say("Basis of the allowance for number {number}", number=line.number)),
        ):
            form_row.field.set_name(words)
        self.show_line(line)

    def fields(self) -> tuple[tuple[str, Field], ...]:
        """Every input with the name its draft is kept under."""
        key = self.item_id.hex
        return (
            (f"answer.{key}", self.answer),
            (f"note.{key}", self.note),
            (f"allowance.{key}", self.allowance),
            (f"basis.{key}", self.basis),
        )

    def show_line(self, line: CoverageLine) -> None:
        """Show what is recorded."""
        self.answer.set_value(line.facts.answer)
        self.note.set_value(line.facts.note)
        self.allowance.set_value(line.allowance)
        self.basis.set_value(line.basis)
        self.arrange()

    def facts(self) -> CoverageFacts:
        """What the quote says of it."""
        word: CoverageWord = next((each for each in WORDS if each == self.answer.value()), "not_said")
        return CoverageFacts(self.item_id, word, self.note.value())

    def gap(self) -> tuple[Money | None, str]:
        """The allowance and its basis; none where the must-have is in the price."""
        if self.answer.value() == "included":
            return None, ""
        return self.allowance.value(), self.basis.value()

    def faults(self) -> list[tuple[str, QWidget]]:
        """What stands against keeping it."""
        found = []
        fault = self.allowance.problem()
        self.allowance_row.set_problem(fault)
        if fault:
            found.append((fault, self.allowance.target()))
        amount, basis = self.gap()
        missing = (
            say("Say what the allowance for number {number} rests on", number=self._number)
            if amount is not None and not basis
            else ""
        )
        self.basis_row.set_problem(missing)
        if missing:
            found.append((missing, self.basis.target()))
        return found

    def set_editable(self, quote: bool, allowance: bool) -> None:
        """Lock what the provider said, and what is ours, each by itself."""
        self.answer.setEnabled(quote)
        lock(self.note, not quote)
        lock(self.allowance, not allowance)
        lock(self.basis, not allowance)
        self._more.setEnabled(allowance)
        self._work_fold.setVisible(allowance)

    def _open(self) -> None:
        self._opened = True
        self.arrange()
        target = self.allowance if self.note.line.isReadOnly() else self.note
        target.setFocus()

    def arrange(self) -> None:
        """Show note and allowance where there is, or may be, something to say."""
        answer = self.answer.value()
        filled = bool(self.note.value() or self.allowance.draft() or self.basis.value())
        gap = answer != "included"
        shown = self._opened or filled or answer in ("partly", "not_included")
        self._more.setVisible(not shown)
        self._note_row.setVisible(shown)
        self._gap.setVisible(shown and gap)


class CoverageEditor(QFrame):
    """Every must-have of the brief. Rows stay as long as the must-haves do."""

    gap_asked = Signal(object, str, object)
    """The `MustRow`, a part of the work and its days: what would they cost?"""

    def __init__(self, formats: Formats, currency: str, parts: GapParts) -> None:
        super().__init__()
        self._parts = parts
        self._formats = formats
        self._currency = currency
        self.rows: tuple[MustRow, ...] = ()
        self._none = Label(
            say("The brief has no must-haves yet, so there is nothing to check it against."),
            "dense", "text3", wrap=True,
        )  # fmt: skip
        self._place = column(gap=0)
        self.setLayout(column(self._none, self._place))

    def show_lines(self, lines: Sequence[CoverageLine]) -> bool:
        """Show `lines`; True where the rows were made anew."""
        self._none.setVisible(not lines)
        if [line.item_id for line in lines] == [each.item_id for each in self.rows] and lines:
            for each, line in zip(self.rows, lines, strict=True):
                each.show_line(line)
            return False
        clear(self._place)
        rows = []
        for at, line in enumerate(lines):
            if at:
                self._place.addSpacing(10)
                self._place.addWidget(Line())
                self._place.addSpacing(10)
            each = MustRow(line, self._formats, self._currency, self._parts)
            each.work.asked.connect(partial(self.gap_asked.emit, each))
            self._place.addWidget(each)
            rows.append(each)
        self.rows = tuple(rows)
        return True

    def facts(self) -> tuple[CoverageFacts, ...]:
        """What the quote says of each."""
        return tuple(each.facts() for each in self.rows)

    def gaps(self) -> dict[uuid.UUID, tuple[Money | None, str]]:
        """Allowance and basis by must-have."""
        return {each.item_id: each.gap() for each in self.rows}

    def faults(self) -> list[tuple[str, Any]]:
        """What stands against keeping any of them."""
        return [fault for each in self.rows for fault in each.faults()]
