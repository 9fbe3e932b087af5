"""The running sum of the lines beside the stated price, and the two ways out where they differ."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.analysis.money import Money
from app.analysis.quote_facts import LineFacts, add_up, unsettled
from app.words import say
from app.words.formats import Formats
from ui.pages.record_quote.lines import lock
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Label


class Arithmetic(QFrame):
    """Says what the lines add up to; where the price differs, offers the sum or asks for the reason."""

    sum_taken = Signal(object)
    """The sum, to be used as the price."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self._sum: Money | None = None
        self._unsettled = False
        self._total = Label("", "dense_strong", tabular=False)
        self._differ = Label("", "dense_medium", "warn_text", wrap=True)
        self.use_sum = Button(say("Use the sum"), dense=True)
        self.use_sum.clicked.connect(lambda: self.sum_taken.emit(self._sum))
        self.reason = TextField(longest=600)
        self.reason_row = FormRow(
            say("Or keep both: why do they differ?"),
            self.reason,
            help=say("As the provider explains it, like “discount for both parts together”."),
            role="dense_medium",
        )
        self._box = Card(
            column(self._differ, 8, row(self.use_sum, STRETCH), 10, self.reason_row), kind="warn", padding=14
        )
        self.setLayout(column(row(STRETCH, self._total), 6, self._box))
        self._box.hide()

    @property
    def open(self) -> bool:
        """Whether price and lines differ and nobody has said why."""
        return self._unsettled

    def show_sum(self, lines: tuple[LineFacts, ...], price: Money | None) -> None:
        """Reckon again."""
        check = add_up(lines, price)
        self._sum = check.sum_of_lines if check is not None else None
        self._unsettled = unsettled(check, self.reason.value())
        total = self._formats.money(self._sum)
        self._total.setVisible(check is not None)
        self._total.setText(say("Lines add up to {total}", total=total))
        differ = check is not None and price != check.sum_of_lines
        self._box.setVisible(differ)
        self.reason_row.setVisible(price is not None)
        if not differ:
            return
        if price is None:
            self._differ.setText(say("Lines add up to {total}. No price is given.", total=total))
        else:
            words = say(
                "Lines add up to {total}. The price says {price}.",
                total=total,
                price=self._formats.money(price),
            )
            self._differ.setText(words)
        self.use_sum.set_words(say("Use the sum, {total}", total=total))

    def lock(self) -> None:
        """Nothing can be chosen any more."""
        self.use_sum.setEnabled(False)
        lock(self.reason, True)
