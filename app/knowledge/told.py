"""The words of a brief that are read for what they ask."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

TEXTS = ("b2.problem", "b3.outcome")
LINES = ("b5.must", "b5.nice", "b5.out")
TODAY = "b6.today"
READ_FROM = (*TEXTS, *LINES, TODAY)
"""The questions whose words are read."""


class Told(NamedTuple):
    """One text of the brief: a whole answer, a line of a list, or a system that is used today."""

    question: str
    text: str
    plan: str = ""
    """Of a system: "keep", "replace" or "connect"."""


def told_in(values: Mapping[str, Any]) -> Iterator[Told]:
    """The texts of a brief that are read, in the order in which they are asked."""
    for question in TEXTS:
        if isinstance(text := values.get(question), str):
            yield Told(question, text)
    for question in LINES:
        for line in values.get(question) or ():
            yield Told(question, str(line))
    for row in values.get(TODAY) or ():
        if isinstance(row, Mapping) and row.get("use"):
            yield Told(TODAY, str(row["use"]), str(row.get("plan") or ""))
