"""Two inputs that make one answer about size: an amount with its unit, and a range of money."""

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.analysis.money import Money
from app.words import say
from app.words.formats import Formats
from ui.interview.answer_input import decimal_text
from ui.widgets.field import Field
from ui.widgets.fields import Choice, MoneyEdit, NumberEdit
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Label


class AmountField(Field):
    """A number and its unit: {"amount": decimal text, "unit": key}. Unreadable text stays as typed."""

    def __init__(self, units: tuple[tuple[str, str], ...], usual: str, formats: Formats) -> None:
        super().__init__()
        self.number = NumberEdit(formats)
        self.unit = Choice(units)
        self._usual = usual
        self.unit.set_value(usual)
        self.setLayout(row(self.number, self.unit, STRETCH, gap=8))
        self.setFocusProxy(self.number)
        for each in (self.number, self.unit):
            each.edited.connect(self.edited)
            each.committed.connect(self.committed)

    def answer(self) -> dict[str, str] | None:
        """The answer as plain JSON, or None while no number is typed; the unit alone says nothing."""
        typed = self.number.draft().strip()
        value = self.number.value()
        amount = typed if value is None else decimal_text(value)
        return {"amount": amount, "unit": self.unit.value()} if typed else None

    def show_answer(self, answer: Any) -> None:
        """Show an answer that was kept."""
        kept = answer or {}
        amount = kept.get("amount")
        self.number.set_value(Decimal(amount) if amount else None)
        self.unit.set_value(kept.get("unit") or self._usual)

    def set_name(self, name: str, description: str = "") -> None:
        """Name number and unit."""
        self.number.set_name(name, description)
        self.unit.set_name(say("Unit: {question}", question=name))

    def set_wrong(self, wrong: bool) -> None:
        """The number is what can be at fault."""
        self.number.set_wrong(wrong)

    def target(self) -> QWidget:
        """The number."""
        return self.number.target()

    def problem(self) -> str:
        return self.number.problem()

    def draft(self) -> dict[str, str]:
        return {"amount": self.number.draft(), "unit": self.unit.draft()}

    def restore(self, draft: Any) -> None:
        self.number.restore(draft["amount"])
        self.unit.restore(draft["unit"])


class RangeField(Field):
    """From and to in one currency: {"low_minor", "high_minor", "currency"}."""

    def __init__(self, currency: str, formats: Formats) -> None:
        super().__init__()
        self._currency = currency
        self.low = MoneyEdit(currency, formats)
        self.high = MoneyEdit(currency, formats)
        ends = ((say("Low"), self.low), (say("High"), self.high))
        self.setLayout(row(*(column(Label(t, "dense", "text2"), e, gap=4) for t, e in ends), STRETCH, gap=14))
        self.setFocusProxy(self.low)
        for each in (self.low, self.high):
            each.edited.connect(self.edited)
            each.committed.connect(self.committed)

    def answer(self) -> dict[str, Any] | None:
        """The answer as plain JSON, or None while nothing is typed; what cannot be read stays as text."""
        if not self.low.draft().strip() and not self.high.draft().strip():
            return None
        return {"low_minor": _end(self.low), "high_minor": _end(self.high), "currency": self._currency}

    def show_answer(self, answer: Any) -> None:
        """Show an answer that was kept."""
        kept = answer or {}
        currency = kept.get("currency") or self._currency
        for field, minor in ((self.low, kept.get("low_minor")), (self.high, kept.get("high_minor"))):
            field.set_value(None if minor is None else Money(minor, currency))

    def set_name(self, name: str, description: str = "") -> None:
        """Name both ends."""
        self.low.set_name(say("Low: {question}", question=name), description)
        self.high.set_name(say("High: {question}", question=name), description)

    def set_wrong(self, wrong: bool) -> None:
        """Mark both ends: which of them is meant to be the other, only the person knows."""
        self.low.set_wrong(wrong)
        self.high.set_wrong(wrong)

    def target(self) -> QWidget:
        """The lower end."""
        return self.low.target()

    def problem(self) -> str:
        return self.low.problem() or self.high.problem()

    def draft(self) -> dict[str, str]:
        return {"low": self.low.draft(), "high": self.high.draft()}

    def restore(self, draft: Any) -> None:
        self.low.restore(draft["low"])
        self.high.restore(draft["high"])


def _end(field: MoneyEdit) -> int | str | None:
    """Minor units, None for a blank, or the text that no amount could be read from."""
    value = field.value()
    if value is not None:
        return value.minor
    return field.draft().strip() or None
