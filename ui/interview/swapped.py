"""Offers to turn a range round whose low end is above its high one, while it is being typed."""

from PySide6.QtCore import Signal

from app.analysis.money import Money
from app.words import say
from app.words.formats import Formats
from ui.interview.sheet import QuestionSheet
from ui.interview.sums import RangeField
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Icon, Label, Prose


class Swapped(Card):
    """Says what stands in both ends, and swaps them on request."""

    changed = Signal()

    def __init__(self, formats: Formats) -> None:
        self._formats = formats
        self._told = Prose("", "dense", "text2")
        button = Button(say("Swap them"), dense=True)
        head = row(
            Icon("lightbulb", "warn", 18), (Label(say("Did they swap places?"), "sub15", wrap=True), 1), gap=9
        )
        super().__init__(column(head, 6, self._told, 10, row(button, STRETCH)), padding=16)
        self._range: RangeField | None = None
        button.clicked.connect(self._swap)
        self.hide()

    def show_sheet(self, sheet: QuestionSheet) -> None:
        """Look at the ranges of a page; hide where they are in order."""
        fields = (block.input.field for block in sheet.shown() if block.isEnabled())
        turned = (field for field in fields if isinstance(field, RangeField) and _ends(field))
        self._range = next(turned, None)
        self.setVisible(self._range is not None)
        if self._range is not None and (ends := _ends(self._range)):
            low, high = (self._formats.money_short(end) for end in ends)
            self._told.setText(say("Low is {low} and high is {high}.", low=low, high=high))

    def _swap(self) -> None:
        field = self._range
        ends = _ends(field) if field is not None else None
        if field is None or ends is None:
            return
        field.low.set_value(ends[1])
        field.high.set_value(ends[0])
        field.edited.emit()
        field.target().setFocus()
        self.changed.emit()


def _ends(field: RangeField) -> tuple[Money, Money] | None:
    """Both ends where the low one is above the high one."""
    low, high = field.low.value(), field.high.value()
    return (low, high) if low is not None and high is not None and low > high else None
