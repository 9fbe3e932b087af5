"""An input as the interview needs it: what it holds as an answer, and back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.knowledge.answers import Problem
from ui.widgets.field import Field


@dataclass(frozen=True, slots=True)
class AnswerInput:
    """A field with its translation to the plain JSON of the question schema.

    `read` returns None while nothing is answered. Text that cannot be read comes back as it was typed,
    so that the schema's own rule says what is wrong with it. `place` finds the widget of a problem.
    """

    field: Field
    read: Callable[[], Any]
    show: Callable[[Any], None]
    place: Callable[[Problem], QWidget]


def decimal_text(value: Decimal) -> str:
    """A number as the schema keeps it: plain digits, no exponent, no needless zeros."""
    if value == value.to_integral_value():
        return format(value.quantize(Decimal(1)), "f")
    return format(value.normalize(), "f")


def thawed(value: Any) -> Any:
    """A kept answer as the inputs give it: the store hands out frozen lists."""
    if isinstance(value, Mapping):
        return {key: thawed(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [thawed(part) for part in value]
    return value


def plain(value: Any) -> Any:
    """What an input holds as plain JSON."""
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
