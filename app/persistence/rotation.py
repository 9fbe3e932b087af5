"""Which backups stay: decided by the set of them, never by today's date, which may be wrong."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

EVERYTHING = timedelta(hours=48)
DAYS, WEEKS, MONTHS = 14, 8, 12
BEFORE = 10
"""Backups made before something risky: the last ones, whatever their age."""


class Kept(NamedTuple):
    """What rotation looks at: the order in which backups were made, when, and whether before something risky."""

    number: int
    made: datetime
    before: bool


def to_keep(backups: Iterable[Kept]) -> set[int]:
    """The numbers of the backups that stay.

    Everything within 48 hours of the newest, then the last of each of 14 days, 8 weeks and 12 months that
    have one. "Newest" is the one made last, so a clock set wrong for a day costs nothing.
    """
    ordered = sorted(backups, key=lambda each: each.number, reverse=True)
    timed = [each for each in ordered if not each.before]
    kept = {each.number for each in [each for each in ordered if each.before][:BEFORE]}
    if not timed:
        return kept
    newest = timed[0].made
    kept |= {each.number for each in timed if newest - each.made <= EVERYTHING}
    older = [each for each in timed if each.number not in kept]
    for bucket, most in _BUCKETS:
        kept |= _last_of_each(older, bucket, most)
    return kept


_BUCKETS: tuple[tuple[Callable[[datetime], tuple[int, ...]], int], ...] = (
    (lambda made: (made.year, made.month, made.day), DAYS),
    (lambda made: made.isocalendar()[:2], WEEKS),
    (lambda made: (made.year, made.month), MONTHS),
)


def _last_of_each(backups: list[Kept], bucket: Callable[[datetime], tuple[int, ...]], most: int) -> set[int]:
    found: dict[tuple[int, ...], int] = {}
    for each in backups:
        found.setdefault(bucket(each.made), each.number)
    return set(list(found.values())[:most])
