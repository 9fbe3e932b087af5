"""A row of a Gantt in one sentence: what a screen reader says of it."""

from app.queries.schedule_rows import Bar
from app.words import say, say_count
from app.words.formats import Formats
from ui.widgets.gantt.drawn import Drawn


def bar_words(bar: Bar, drawn: Drawn) -> str:
    """Title, days, status, what else is drawn beside the bar, and what it waits for."""
    formats = drawn.formats
    waits = ", ".join(drawn.waits.get(bar.key, ()))
    parts = [
        bar.title,
        _days(bar, formats),
        bar.status,
        bar.slip,
        bar.certainty,
        _first_plan(bar, formats),
        _range(bar, formats),
        _room(bar),
        say("pays {amount}", amount=bar.pay) if bar.pay else "",
        say("waits for {titles}", titles=waits) if waits else "",
        bar.hours,
        bar.owner,
    ]
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _days(bar: Bar, formats: Formats) -> str:
    if bar.starts_on is None or bar.ends_on is None:
        return say("no dates yet")
    if bar.starts_on == bar.ends_on:
        return say("on {day}", day=formats.day(bar.ends_on))
    return say("{start} to {end}", start=formats.day(bar.starts_on), end=formats.day(bar.ends_on))


def _first_plan(bar: Bar, formats: Formats) -> str:
    if bar.base_ends is None or (bar.base_starts, bar.base_ends) == (bar.starts_on, bar.ends_on):
        return ""
    start = formats.short_day(bar.base_starts or bar.base_ends)
    return say("first plan {start} to {end}", start=start, end=formats.short_day(bar.base_ends))


def _range(bar: Bar, formats: Formats) -> str:
    if bar.early is None or bar.late is None:
        return ""
    early, late = formats.short_day(bar.early), formats.short_day(bar.late)
    return say("done between {early} and {late} 4 times in 5", early=early, late=late)


def _room(bar: Bar) -> str:
    if bar.critical:
        return say("a day later here is a day later at the end")
    if bar.float_days > 0:
        return say_count(
            "can slip {count} working day without moving the end",
            "can slip {count} working days without moving the end",
            bar.float_days,
        )
    return ""
