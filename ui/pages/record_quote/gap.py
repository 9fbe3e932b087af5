"""What closing a gap would cost, worked out from the part of the work that is missing and the days it takes."""

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.words import say
from app.words.formats import Formats
from ui.pages.record_quote.lines import Pairs, Pick
from ui.widgets.buttons import Button
from ui.widgets.fields import NumberEdit
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Label


class GapWork(QFrame):
    """A part of the work and its days; `asked` emits both once they are to be priced."""

    asked = Signal(str, object)

    def __init__(self, number: int, packages: Pairs, days: Mapping[str, Decimal], formats: Formats) -> None:
        super().__init__()
        self._expected = days
        self.package = Pick(packages, blank=say("Choose a part"))
        self.days = NumberEdit(formats, unit=say("days"), least=Decimal(0), chars=5)
        self.price = Button(say("Work it out"), dense=True)
        self.price.setAccessibleName(say("Work out the allowance for number {number}", number=number))
        self.price.setEnabled(False)
        self._said = Label("", "caption", "text3", wrap=True)
        package_row = FormRow(say("Which part of the work is missing?"), self.package, role="dense_medium")
        days_row = FormRow(say("How much of it"), self.days, role="dense_medium")
        self.package.set_name(say("Missing part for number {number}", number=number))
        self.days.set_name(say("Days for number {number}", number=number))
        self.setLayout(
            column(
                row((package_row, 1), days_row, (framed(column(STRETCH, self.price)), 0), gap=14),
                4,
                self._said,
            )
        )
        self.package.committed.connect(self._expect)
        self.days.edited.connect(self._arrange)
        self.price.clicked.connect(self._ask)
        self._arrange()

    def say_none(self) -> None:
        """Say that there is no rate to work with."""
        self._said.setText(
            say("Neither the quote nor our own estimate has a day rate for this. Type the figure in.")
        )

    def _expect(self) -> None:
        """Start from the days that our own estimate has for the whole part."""
        expected = self._expected.get(self.package.value())
        if expected is not None:
            self.days.set_value(expected)
            self._said.setText(
                say(
                    "These are our own estimate’s days for the whole part. For “partly”, half of them counts."
                )
            )
        self._arrange()

    def _arrange(self) -> None:
        self.price.setEnabled(bool(self.package.value()) and bool(self.days.value()))

    def _ask(self) -> None:
        days = self.days.value()
        if days:
            self.asked.emit(self.package.value(), days)
