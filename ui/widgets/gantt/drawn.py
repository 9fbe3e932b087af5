"""A plan made ready to be painted: which rows are shown, which days are not worked, how far it reaches."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from app.queries.schedule_rows import Arrow, Band, Bar
from app.words.formats import Formats
from ui.widgets.gantt.scale import Scale

BEFORE_DAYS, AFTER_DAYS = 3, 10
"""Room around the first and the last day."""

WORDS_SHARE = 0.18
"""How much of what is seen is free for the words after the last bar."""

FINISHED = ("accepted", "paid", "done")
UNDER_WAY = ("in_progress", "changes")
HANDED_OVER = "ready"


@dataclass(frozen=True)
class Drawn:
    """The rows of a plan with what its calendar marks."""

    bars: Sequence[Bar] = ()
    arrows: Sequence[Arrow] = ()
    bands: Sequence[Band] = ()
    today: date = date(2000, 1, 1)
    needed: date | None = None
    formats: Formats = field(default_factory=Formats)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The row of each bar."""
        return {each.key: at for at, each in enumerate(self.bars)}

    @cached_property
    def links(self) -> Sequence[tuple[int, int, Arrow]]:
        """The arrows between rows that are shown, with the places of both."""
        place = self.place
        return tuple(
            (place[each.before], place[each.after], each)
            for each in self.arrows
            if each.before in place and each.after in place
        )

    @cached_property
    def waits(self) -> Mapping[str, tuple[str, ...]]:
        """By the key of a row: the titles of those it waits for."""
        found: dict[str, tuple[str, ...]] = {}
        for before, _, arrow in self.links:
            found[arrow.after] = (*found.get(arrow.after, ()), self.bars[before].title)
        return found

    @cached_property
    def reach(self) -> tuple[date, date]:
        """The first and the last day that anything is drawn on."""
        days = [self.today, *filter(None, (self.needed,))]
        for each in self.bars:
            days += filter(None, (each.starts_on, each.ends_on, each.base_starts, each.base_ends, each.late))
        return min(days), max(days)

    @cached_property
    def _closed(self) -> frozenset[int]:
        return frozenset(
            day for band in self.bands for day in range(band.first.toordinal(), band.last.toordinal() + 1)
        )

    def works(self, day: date) -> bool:
        """Whether anything is done on a day."""
        return day.toordinal() not in self._closed

    def step(self, day: date, by: int) -> date:
        """The next worked day, or the one before."""
        for _ in range(366):
            day += timedelta(days=by)
            if self.works(day):
                break
        return day

    def worked(self, first: date, last: date) -> int:
        """How many days are worked after `first` and up to `last`; less than none where it comes first."""
        if last < first:
            return -self.worked(last, first)
        return sum(day not in self._closed for day in range(first.toordinal() + 1, last.toordinal() + 1))

    @cached_property
    def _band_starts(self) -> tuple[list[date], Sequence[Band]]:
        ordered = sorted(self.bands)
        return [each.first for each in ordered], ordered

    def bands_between(self, first: date, last: date) -> Sequence[Band]:
        """The bands that may be seen between two days, longer ones a month before included."""
        starts, ordered = self._band_starts
        return ordered[bisect_right(starts, first - timedelta(days=31)) : bisect_right(starts, last)]

    def whole(self, room: float) -> float:
        """How wide a day may be for all of the plan to be seen at once."""
        first, last = self.reach
        days = (last - first).days + 1 + BEFORE_DAYS + AFTER_DAYS
        return room * (1 - WORDS_SHARE) / days

    def scale(self, day_width: float, room: float) -> Scale:
        """Days `day_width` wide, from before the first to after the last and on as far as `room` goes."""
        first, last = self.reach
        first -= timedelta(days=BEFORE_DAYS)
        after = max(AFTER_DAYS, int(room * WORDS_SHARE / day_width))
        last = max(last + timedelta(days=after), first + timedelta(days=int(room / day_width) - 1))
        return Scale(first, last, day_width)


def done_until(bar: Bar, today: date) -> date | None:
    """The last day of a bar that is drawn solid; None where nothing of it is done."""
    if bar.state in FINISHED or bar.state == HANDED_OVER:
        return bar.ends_on
    if bar.state in UNDER_WAY and bar.ends_on is not None:
        return min(today, bar.ends_on)
    return None


Preview = Callable[[Bar, date, date], str]
"""What moving a bar to two days would do, in words: "18 Jan → 20 Jan (+2 working days)"."""
