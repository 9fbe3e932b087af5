"""When two sides are at work at the same time, each by the clock of its own place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import ROUND_FLOOR, Decimal

Span = tuple[datetime, datetime]
ONE_DAY = timedelta(days=1)
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Site:
    """A place of work: its time zone, and from when to when it works on each weekday (Monday 0) by its own clock.

    An end that is not after the start lies on the next day. A weekday that is left out is not worked.
    """

    zone: tzinfo
    week: Mapping[int, tuple[time, time]]

    def shift(self, day: date) -> Span | None:
        """When it works on `day` of its own; None where it does not."""
        hours = self.week.get(day.weekday())
        if hours is None:
            return None
        start, end = hours
        last = day if end > start else day + ONE_DAY
        return datetime.combine(day, start, self.zone), datetime.combine(last, end, self.zone)


@dataclass(frozen=True)
class Meeting:
    """One working day of the first side: its shift, that of the other it can be reached in, and what they share."""

    day: date
    ours: Span
    theirs: Span | None
    shared: Span | None

    @property
    def hours(self) -> Decimal:
        """Hours that both work, to the minute."""
        return Decimal(0) if self.shared is None else _length(self.shared)


def meeting(day: date, ours: Site, theirs: Site) -> Meeting | None:
    """What both share on `day` of ours; None where we do not work that day.

    Seen from here their shift may begin the day before or after. The one that shares most counts, and where none
    shares anything the nearest one, as that is what has to be moved.
    """
    own = ours.shift(day)
    if own is None:
        return None
    shifts = [shift for off in (0, -1, 1) if (shift := theirs.shift(day + off * ONE_DAY)) is not None]
    other = max(shifts, key=lambda shift: _overlap(own, shift), default=None)
    common = _common(own, other) if other is not None else own
    shares = other is not None and _overlap(own, other) > timedelta(0)
    return Meeting(day, own, other, common if shares else None)


def meetings(first: date, last: date, ours: Site, theirs: Site) -> Iterator[Meeting]:
    """Every working day of ours from `first` to `last`, both counted."""
    for number in range((last - first).days + 1):
        found = meeting(first + number * ONE_DAY, ours, theirs)
        if found is not None:
            yield found


def worst(days: Iterable[Meeting]) -> Meeting | None:
    """The first of the days on which least is shared; None where there is no day."""
    return min(days, key=lambda each: each.hours, default=None)


def least_shared(first: date, last: date, ours: Site, theirs: Iterable[Site]) -> Decimal | None:
    """Hours shared with the site that shares least, on the worst day of all; None where there is no day or no site.

    A change of clocks within the days counts, as each day is reckoned by the clocks of that day.
    """
    found = (worst(meetings(first, last, ours, site)) for site in theirs)
    hours = [day.hours.quantize(HUNDREDTH, rounding=ROUND_FLOOR) for day in found if day is not None]
    return min(hours, default=None)


def usual_hours(days: Iterable[Meeting]) -> Decimal | None:
    """The hours shared on most days, the fewer where two are as frequent; None where there is no day."""
    counted = Counter(each.hours for each in days)
    return max(counted, key=lambda hours: (counted[hours], -hours), default=None)


@dataclass(frozen=True)
class Spell:
    """Days between two changes of clocks, and the one of them on which least is shared."""

    first: date
    last: date
    least: Meeting


def spells(days: Iterable[Meeting]) -> tuple[Spell, ...]:
    """The days in spells within which neither side changes its clocks; one is only those both work."""
    found: list[list[Meeting]] = []
    clocks: tuple[object, object] | None = None
    for each in days:
        if each.theirs is None:
            continue
        here = each.ours[0].utcoffset(), each.theirs[0].utcoffset()
        if here != clocks:
            clocks = here
            found.append([])
        found[-1].append(each)
    return tuple(
        Spell(spell[0].day, spell[-1].day, min(spell, key=lambda each: each.hours)) for spell in found
    )


def _common(one: Span, other: Span) -> Span:
    """From the later start to the earlier end, compared as instants whatever the zones."""
    return max(one[0], other[0], key=datetime.timestamp), min(one[1], other[1], key=datetime.timestamp)


def _overlap(one: Span, other: Span) -> timedelta:
    """How long both last; negative by as much as lies between them."""
    start, end = _common(one, other)
    return _instants(end, start)


def _instants(later: datetime, earlier: datetime) -> timedelta:
    # Python subtracts two times of one zone by their clocks, so that a night of changing clocks would count wrongly.
    return timedelta(seconds=later.timestamp() - earlier.timestamp())


def _length(span: Span) -> Decimal:
    minutes = _instants(span[1], span[0]) // timedelta(minutes=1)
    return Decimal(minutes) / 60
