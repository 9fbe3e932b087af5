"""What is wrong with a schedule, in words: the place, and what is the matter there."""

from collections.abc import Callable, Mapping

from app.analysis.schedule import Fault, Slip
from app.words import say
from app.words.formats import Formats

Names = Mapping[str, str]
"""Key of the network → what people call it."""

MOST_MEMBERS = 6
"""Of a loop that are named; it goes on with dots."""


def fault_words(fault: Fault, names: Names, formats: Formats) -> str:
    """One fault as a sentence that names the place."""
    return _WORDS[fault.slip](fault, names, formats)


def called(key: str, names: Names) -> str:
    """What a line is called, else its key."""
    return names.get(key) or key or say("(no name)")


def _twice(fault: Fault, names: Names, formats: Formats) -> str:
    return say("“{name}” is in the plan twice under one number.", name=called(fault.activity, names))


def _negative(fault: Fault, names: Names, formats: Formats) -> str:
    return say("“{name}” takes fewer than no days.", name=called(fault.activity, names))


def _points(fault: Fault, names: Names, formats: Formats) -> str:
    return say(
        "The days of “{name}” are not in order: least, most likely, most.", name=called(fault.activity, names)
    )


def _end_before_start(fault: Fault, names: Names, formats: Formats) -> str:
    return say(
        "“{name}” would end on {end}, before it can start on {start}.",
        name=called(fault.activity, names),
        end=formats.day(fault.ended),
        start=formats.day(fault.began),
    )


def _missing(fault: Fault, names: Names, formats: Formats) -> str:
    return say(
        "“{name}” waits for {other}, which is not in the plan.",
        name=called(fault.activity, names),
        other=called(fault.other, names),
    )


def _calendar(fault: Fault, names: Names, formats: Formats) -> str:
    return say(
        "“{name}” is worked by a calendar the plan does not have: {calendar}.",
        name=called(fault.activity, names),
        calendar=fault.other,
    )


def _lag(fault: Fault, names: Names, formats: Formats) -> str:
    return say("The wait of “{name}” is no number of days.", name=called(fault.activity, names))


def _chance(fault: Fault, names: Names, formats: Formats) -> str:
    return say("The chance of “{name}” is not from 0 to 100%.", name=called(fault.activity, names))


def _cycle(fault: Fault, names: Names, formats: Formats) -> str:
    shown = [called(each, names) for each in fault.members[:MOST_MEMBERS]]
    if len(fault.members) > MOST_MEMBERS:
        shown.append("…")
    return say(
        "These wait for each other in a circle: {loop}. Take one of the waits away.",
        loop=" → ".join([*shown, called(fault.members[0], names)]),
    )


def _too_long(fault: Fault, names: Names, formats: Formats) -> str:
    return say("The plan would take more than a hundred years. Look for a slip in its days.")


_WORDS: Mapping[Slip, Callable[[Fault, Names, Formats], str]] = {
    Slip.TWICE: _twice,
    Slip.NEGATIVE: _negative,
    Slip.POINTS: _points,
    Slip.END_BEFORE_START: _end_before_start,
    Slip.MISSING: _missing,
    Slip.CALENDAR: _calendar,
    Slip.LAG: _lag,
    Slip.CHANCE: _chance,
    Slip.CYCLE: _cycle,
    Slip.TOO_LONG: _too_long,
}
