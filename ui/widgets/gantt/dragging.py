"""A bar held by the mouse: by an end it grows or shrinks, by its body it moves; it never ends before it starts."""

from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from app.queries.schedule_rows import Bar

HANDLE = 12
"""Width of the handle at each end, at 100 % text."""


class Grip(Enum):
    """What a bar is held by."""

    START = "start"
    BODY = "body"
    END = "end"


class Drag(NamedTuple):
    """A bar on its way: where it was taken and where it would lie now."""

    bar: Bar
    grip: Grip
    from_x: float
    starts_on: date
    ends_on: date

    @property
    def moved(self) -> bool:
        """Whether it lies elsewhere than before."""
        return (self.starts_on, self.ends_on) != (self.bar.starts_on, self.bar.ends_on)


def grip_at(x: float, left: float, right: float, handle: float, *, stretches: bool = True) -> Grip | None:
    """What a point at `x` would hold of a bar; the handles of a short bar lie outside it."""
    if not stretches:
        return Grip.BODY if left - handle <= x <= right + handle else None
    inside = right - left >= 3 * handle
    start = (left, left + handle) if inside else (left - handle, left)
    end = (right - handle, right) if inside else (right, right + handle)
    if start[0] <= x < start[1]:
        return Grip.START
    if end[0] < x <= end[1]:
        return Grip.END
    return Grip.BODY if left <= x <= right else None


def moved_by(bar: Bar, grip: Grip, days: int) -> tuple[date, date] | None:
    """First and last day of `bar` once it was pulled by so many days; None where it has no days."""
    if bar.starts_on is None or bar.ends_on is None:
        return None
    by = timedelta(days=days)
    if grip is Grip.START:
        return min(bar.starts_on + by, bar.ends_on), bar.ends_on
    if grip is Grip.END:
        return bar.starts_on, max(bar.ends_on + by, bar.starts_on)
    return bar.starts_on + by, bar.ends_on + by
