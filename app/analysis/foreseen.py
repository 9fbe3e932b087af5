"""Which questions providers will ask about a brief, so that they can be answered before they are asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase

from app.analysis.conditions import Condition, Inputs, weigh
from app.analysis.signoff import STRAIGHT, whole_words

MOST = 10


@dataclass(frozen=True, slots=True)
class Likely:
    """One question: when it is not asked, what raises it, what answers it, and how often it is asked.

    `raised` is how often once the brief has one of the words `raised_by`, `weight` how often without them.
    Every one of the questions `answers` answers it (`*` stands for any letters), or any of the `words`.
    """

    id: str
    weight: Decimal
    raised: Decimal | None = None
    when: Condition | None = None
    raised_by: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    answered_if: Condition | None = None
    own: str = ""
    """The question under which it is answered in its own words."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a brief says: its text, the questions that are answered or left for the broker, and the inputs."""

    text: str
    answered: Collection[str]
    inputs: Inputs


def foreseen(likely: Sequence[Likely], said: Said, most: int = MOST) -> tuple[str, ...]:
    """The open questions that are likeliest, at most `most`, the likeliest first."""
    text = said.text.translate(STRAIGHT)
    scores: Mapping[str, Decimal] = {
        each.id: each.raised if each.raised is not None and named(each.raised_by, text) else each.weight
        for each in likely
        if _asked(each, said) and not _answered(each, said, text)
    }
    return tuple(sorted(scores, key=lambda id: -scores[id])[:most])


def _asked(likely: Likely, said: Said) -> bool:
    """Unless it is known that it does not concern this brief; what is unknown will be asked."""
    return likely.when is None or weigh(likely.when, said.inputs).value is not False


def _answered(likely: Likely, said: Said, text: str) -> bool:
    if likely.own and likely.own in said.answered:
        return True
    told = bool(likely.answers) and all(_any(name, said.answered) for name in likely.answers)
    if not told and not named(likely.words, text):
        return False
    return likely.answered_if is None or weigh(likely.answered_if, said.inputs).holds


def _any(pattern: str, names: Collection[str]) -> bool:
    return any(fnmatchcase(name, pattern) for name in names)


def named(words: tuple[str, ...], text: str) -> bool:
    """Whether a text has one of these words."""
    return bool(words) and whole_words(words).search(text) is not None
