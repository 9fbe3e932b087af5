"""When people can be reached: times of day, and days of the week."""

import re
from collections.abc import Sequence
from datetime import time

from app.words import say
from app.words.entry import Entry
from ui.widgets.choices import CheckList
from ui.widgets.fields import EchoField

TIME = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*(am|pm)?", re.IGNORECASE)


def read_time(text: str) -> Entry[time]:
    """A time of day as people write it: 9, 9:00, 9.30, 17h30, 5 pm."""
    plain = text.strip()
    if not plain:
        return Entry()
    found = TIME.fullmatch(plain)
    hour, minute = (int(found.group(1)), int(found.group(2) or 0)) if found else (24, 0)
    half = (found.group(3) or "").lower() if found else ""
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif half:
        hour = 24
    if hour > 23 or minute > 59:
        return Entry(problem=say("Enter a time, like 9:00"))
    return Entry(time(hour, minute))


class TimeField(EchoField[time]):
    """A time of day."""

    def __init__(self) -> None:
        super().__init__(read_time, lambda value: value.strftime("%H:%M"), chars=5)


class DaysField(CheckList):
    """Any of a few options inside a row of answers."""

    def set_value(self, keys: Sequence[str] | None) -> None:
        """Tick exactly `keys`; None ticks none."""
        super().set_value(keys or ())
