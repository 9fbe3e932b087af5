"""The priced lines of a quote: package, role, place, days and day rate, with what each comes to."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from app.analysis.money import Money
from app.analysis.quote_facts import LineFacts
from app.words import say
from app.words.entry import Entry
from app.words.formats import Formats
from ui.theme.current import theme
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.field import Field
from ui.widgets.fields import Choice, EchoField, MoneyEdit, NumberEdit, TextField
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Label

Pairs = Sequence[tuple[str, str]]
TOP = Qt.AlignmentFlag.AlignTop
MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SHARES = (30, 30, 18, 0, 0, 0, 0, 0)
NARROW = 104
RATE_COLUMN, AMOUNT_COLUMN = 5, 6
HUNDRED = Decimal(100)


class Pick(Choice):
    """A drop-down that gives way to its neighbours and keeps a key it does not know."""

    def __init__(self, options: Pairs, *, blank: str) -> None:
        super().__init__(options, blank=blank)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(6)
        inner = self.layout()
        assert inner is not None
        while inner.count() > 1:  # the stretch after the box: it shall fill its cell
            inner.takeAt(inner.count() - 1)
        self.combo.currentTextChanged.connect(self.combo.setToolTip)

    def set_value(self, key: str | None) -> None:
        """Choose `key`; one that is not offered is offered from now on, so that nothing recorded is lost."""
        if key and self.combo.findData(key) < 0:
            self.combo.addItem(key, key)
        super().set_value(key)


class Rate(MoneyEdit):
    """A day rate; how it was understood stands in the amount beside it."""

    def _echoes(self, entry: Entry[Money]) -> bool:
        return bool(entry.problem)


@dataclass
class _Line:
    """The widgets of one line, and the id of the line they show."""

    id: uuid.UUID | None
    package: Pick
    role: Pick
    tier: Pick
    days: NumberEdit
    rate: Rate
    tax: NumberEdit
    amount: Label
    remove: IconButton

    def fields(self) -> tuple[Field, ...]:
        return (self.package, self.role, self.tier, self.days, self.rate, self.tax)

    def widgets(self) -> tuple[QWidget, ...]:
        return (*self.fields(), self.amount, self.remove)


def lock(field: Field, locked: bool) -> None:
    """Keep what stands in a field as it is. A line stays readable and can be copied; the rest greys out."""
    if not isinstance(field, TextField | EchoField):
        field.setEnabled(not locked)
        return
    if field.line.isReadOnly() != locked:
        field.line.setReadOnly(locked)
        field.line.style().unpolish(field.line)
        field.line.style().polish(field.line)
    for button in field.findChildren(IconButton):
        button.setVisible(not locked)


class LinesEditor(Field):
    """Any number of lines. Enter in a day rate starts the next one; a blank line says nothing.

    The tax rate of a line is shown only where rates differ; what is left empty there is the quote's own.
    """

    def __init__(self, formats: Formats, currency: str) -> None:
        super().__init__()
        self._formats = formats
        self._currency = currency
        self._options: tuple[Pairs, Pairs, Pairs] = ((), (), ())
        self._lines: list[_Line] = []
        self._locked = False
        self._rates = False
        self._own_rate = ""
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        for at, title in enumerate((*_titles(), say("Comes to"))):
            end = Qt.AlignmentFlag.AlignRight if at == AMOUNT_COLUMN else None
            head = Label(title, "caption_medium", "text3", align=end)
            self._grid.addWidget(head, 0, at)
            if at == RATE_COLUMN:
                self._rate_head = head
        self._rate_head.hide()
        for at, share in enumerate(SHARES):
            self._grid.setColumnStretch(at, share)
        self.add_button = LinkButton(say("Add a line"), icon="plus")
        self.add_button.clicked.connect(self._add_and_focus)
        self.setLayout(column(self._grid, row(self.add_button, STRETCH), gap=8))

    def offer(self, packages: Pairs, roles: Pairs, tiers: Pairs) -> None:
        """What a line can be for, who does it and where."""
        self._options = (packages, roles, tiers)

    def value(self) -> tuple[LineFacts, ...]:
        """The lines that say anything."""
        facts = (self._facts(line) for line in self._lines)
        return tuple(
            each
            for each in facts
            if each.package or each.role or each.effort or each.rate or each.tax_rate is not None
        )

    def show_rates(self, shown: bool, own: Decimal | None) -> None:
        """Ask each line for its tax rate, or not; `own` is the quote's own in percent, which an empty one bears."""
        self._rates = shown
        self._own_rate = "" if own is None else self._formats.number(own)
        self._rate_head.setVisible(shown)
        for line in self._lines:
            self._show_rate(line)

    def set_value(self, lines: Sequence[LineFacts]) -> None:
        """Show `lines`; with none, one blank line waits."""
        wanted = tuple(lines) or (LineFacts(),)
        self._resize(len(wanted))
        for line, facts in zip(self._lines, wanted, strict=True):
            line.id = facts.id
            line.package.set_value(facts.package)
            line.role.set_value(facts.role)
            line.tier.set_value(facts.tier)
            line.days.set_value(facts.effort or None)
            line.rate.set_value(facts.rate)
            line.tax.set_value(None if facts.tax_rate is None else (facts.tax_rate * HUNDRED).normalize() + 0)
        self._reckon()

    def problem(self) -> str:
        """The first fault of any line, with its number."""
        for number, line in enumerate(self._lines, start=1):
            asked = (field for field in line.fields() if self._rates or field is not line.tax)
            fault = next(filter(None, (field.problem() for field in asked)), "")
            if fault:
                return say("Line {number}: {fault}", number=number, fault=fault)
            if line.rate.value() is not None and line.days.value() is None:
                return say("Line {number}: enter how many days, like 2.5", number=number)
            if self._rates and line.tax.value() is not None and line.rate.value() is None:
                return say("Line {number}: enter the day rate that its tax is reckoned on", number=number)
        return ""

    def draft(self) -> list[dict[str, Any]]:
        return [
            {"id": str(line.id) if line.id else "", "cells": [field.draft() for field in line.fields()]}
            for line in self._lines
        ]

    def restore(self, draft: Any) -> None:
        self._resize(max(1, len(draft)))
        for line, kept in zip(self._lines, draft or [{"id": "", "cells": []}], strict=True):
            line.id = uuid.UUID(kept["id"]) if kept["id"] else None
            for field, text in zip_longest(line.fields(), kept["cells"], fillvalue=""):
                assert isinstance(field, Field)
                field.restore(text)
        self._reckon()

    def target(self) -> QWidget:
        """The first control of the first line."""
        return self._lines[0].package.target() if self._lines else self.add_button

    def set_name(self, name: str, description: str = "") -> None:
        """Name the group; each cell is named by its line and column."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the cells that are at fault."""
        for line in self._lines:
            for field in line.fields():
                field.set_wrong(wrong and bool(field.problem()))

    def lock(self, locked: bool) -> None:
        """Keep every line as it is."""
        self._locked = locked
        self.add_button.setVisible(not locked)
        for line in self._lines:
            for field in line.fields():
                lock(field, locked)
            line.remove.setVisible(not locked)

    def restyle(self) -> None:
        """Take the height of the amounts again."""
        self._reckon()

    def _facts(self, line: _Line) -> LineFacts:
        tax = line.tax.value() if self._rates else None
        return LineFacts(
            id=line.id,
            package=line.package.value(),
            role=line.role.value(),
            tier=line.tier.value(),
            effort=line.days.value() or Decimal(0),
            rate=line.rate.value(),
            tax_rate=None if tax is None else tax / HUNDRED,
        )

    def _add(self) -> None:
        place = self._grid.rowCount()
        packages, roles, tiers = self._options
        line = _Line(
            id=None,
            package=Pick(packages, blank=say("Not said")),
            role=Pick(roles, blank=say("Not said")),
            tier=Pick(tiers, blank=say("Not said")),
            days=NumberEdit(self._formats, least=Decimal(0), chars=4),
            rate=Rate(self._currency, self._formats, chars=7),
            tax=NumberEdit(self._formats, least=Decimal(0), most=Decimal(99), chars=2),
            amount=Label("", "dense_medium", tabular=True, align=MIDDLE),
            remove=IconButton("x", say("Remove"), side=28),
        )
        for at, widget in enumerate(line.widgets()):
            self._grid.addWidget(widget, place, at, TOP)
        for field in line.fields():
            field.edited.connect(self._changed)
        for last in (line.rate, line.tax):
            last.line.returnPressed.connect(lambda: self._next(line))
        self._show_rate(line)
        line.remove.clicked.connect(lambda: self._remove(line))
        self._lines.append(line)

    def _show_rate(self, line: _Line) -> None:
        line.tax.setVisible(self._rates)
        line.tax.line.setPlaceholderText(self._own_rate)
        for pick in (line.package, line.role, line.tier):  # one column more has to find its room
            pick.combo.setMinimumContentsLength(3 if self._rates else 6)
            pick.setMinimumWidth(theme().px(NARROW) if self._rates else 0)

    def _add_and_focus(self) -> None:
        self._resize(len(self._lines) + 1)
        self._lines[-1].package.target().setFocus()
        self.edited.emit()

    def _next(self, line: _Line) -> None:
        at = self._lines.index(line) + 1
        if self._locked:
            return
        if at == len(self._lines):
            self._resize(at + 1)
        self._lines[at].package.target().setFocus()
        self.edited.emit()

    def _remove(self, line: _Line) -> None:
        if len(self._lines) == 1:
            self.set_value(())
        else:
            self._take_out(line)
        self._number()
        self.add_button.setFocus()
        self._changed()

    def _take_out(self, line: _Line) -> None:
        self._lines.remove(line)
        for widget in line.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _resize(self, count: int) -> None:
        """As many lines as that, numbered once for all that were added."""
        if len(self._lines) == count:
            return
        while len(self._lines) < count:
            self._add()
        while len(self._lines) > count:
            self._take_out(self._lines[-1])
        self._number()

    def _number(self) -> None:
        for number, line in enumerate(self._lines, start=1):
            for field, title in zip(line.fields(), _titles(), strict=True):
                field.set_name(say("Line {number}, {column}", number=number, column=title))
            line.remove.set_name(say("Remove line {number}", number=number))

    def _changed(self) -> None:
        self._reckon()
        self.edited.emit()

    def _reckon(self) -> None:
        for line in self._lines:
            amount: Money | None = self._facts(line).amount
            line.amount.setText(self._formats.money(amount) if amount is not None else "")
            line.amount.setMinimumHeight(theme().px(36))


def _titles() -> tuple[str, ...]:
    """What is written above the columns that can be typed in."""
    return (say("For"), say("Role"), say("Where"), say("Days"), say("Day rate"), say("Tax, %"))
