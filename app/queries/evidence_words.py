"""Where a piece of evidence is from and of which day, as it stands under the sentence that rests on it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.words import say
from app.words.formats import Formats


def source_words(part: Mapping[str, Any], formats: Formats) -> str:
    """The source and day of one part as a ranking kept it."""
    source = _SOURCES.get(part["part"], _stated)(int(part.get("level") or 0))
    if not part.get("as_of"):
        return say("{source}, no day known", source=source)
    return say("{source}, {day}", source=source, day=formats.day(date.fromisoformat(part["as_of"])))


def _stated(level: int) -> str:
    return say("Directory, as stated")


def _work_done(level: int) -> str:
    return say("Work done, checked") if level else say("Work done, as the provider tells it")


def _record(level: int) -> str:
    return say("Closed projects of this workspace")


def _credentials(level: int) -> str:
    return say("Its credentials, checked")


_SOURCES: Mapping[str, Callable[[int], str]] = {
    "similar_jobs": _work_done,
    "track_record": _record,
    "safety_points": _credentials,
}
