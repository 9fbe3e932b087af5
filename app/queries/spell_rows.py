"""The hours that owner and team share through the whole work, told anew after each change of clocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from app.analysis.shared_hours import Meeting, Spell, spells
from app.words import say
from app.words.formats import Formats


@dataclass(frozen=True, slots=True)
class SpellRow:
    """From when to when the clocks stand so, both working days on the owner's clock, and what they share."""

    days: str
    ours: str
    theirs: str
    """Their working day by their own clock."""

    shared: str
    hours: str
    change: str
    """Whose clock was changed before it; empty for the first."""

    less: bool
    """Fewer hours than are agreed."""


def spell_rows(met: Sequence[Meeting], agreed: Decimal | None, formats: Formats) -> tuple[SpellRow, ...]:
    """One row for each spell of the days."""
    found = spells(met)
    return tuple(
        _row(spell, found[at - 1] if at else None, agreed, formats) for at, spell in enumerate(found)
    )


def _row(spell: Spell, before: Spell | None, agreed: Decimal | None, formats: Formats) -> SpellRow:
    least = spell.least
    assert least.theirs is not None
    start, end = (each.time() for each in least.ours)
    there, back = (each.time() for each in least.theirs)
    shared = say("none")
    if least.shared is not None:
        first, last = (each.astimezone(least.ours[0].tzinfo).time() for each in least.shared)
        shared = say("{start} to {end}", start=formats.hour(first), end=formats.hour(last))
    return SpellRow(
        days=say("{first} – {last}", first=formats.short_day(spell.first), last=formats.day(spell.last)),
        ours=say("{start} to {end}", start=formats.hour(start), end=formats.hour(end)),
        theirs=say("{start} to {end}", start=formats.hour(there), end=formats.hour(back)),
        shared=shared,
        hours=formats.number(least.hours.quantize(Decimal("0.1")).normalize() + 0),
        change=_change(spell.least, before.least) if before is not None else "",
        less=agreed is not None and least.hours < agreed,
    )


def _change(now: Meeting, before: Meeting) -> str:
    ours, theirs = _offset(now, 0) != _offset(before, 0), _offset(now, 1) != _offset(before, 1)
    if ours and theirs:
        return say("Both clocks changed")
    return say("Your clock changed") if ours else say("Their clock changed")


def _offset(each: Meeting, side: int) -> timedelta | None:
    span = each.ours if side == 0 else each.theirs
    return span[0].utcoffset() if span is not None else None
