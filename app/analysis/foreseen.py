"""Which questions providers will ask about a brief, so that they can be answered before they are asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.analysis.conditions import Condition, Inputs, weigh
from app.analysis.signoff import STRAIGHT, whole_words

MOST = 10


@dataclass(frozen=True, slots=True)
class Likely:
    """One question: when it is not asked, what raises it, what answers it, and how often it is asked.

    `raised` is how often once the brief has one of the words `raised_by`, `weight` how often without them.
    Every one of the questions `answers` answers it, or any of the `words`; with `sizes`, the numbers that the
    kind of project is sized by. They say the very thing that is asked: a related word is no answer.
    """

    id: str
    weight: Decimal
    raised: Decimal | None = None
    when: Condition | None = None
    raised_by: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    sizes: bool = False
    answered_if: Condition | None = None
    own: str = ""
    """The question under which it is answered in its own words."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a brief says: its text, the questions that are answered or left for the broker, and the inputs.

    It is `sized` once every number is told that the kind of project is sized by.
    """

    text: str
    answered: Collection[str]
    inputs: Inputs
    sized: bool = False


def foreseen(likely: Sequence[Likely], said: Said, most: int = MOST) -> tuple[str, ...]:
    """The open questions that are likeliest, at most `most`, the likeliest first."""
    scores: Mapping[str, Decimal] = {
        each.id: each.raised if each.raised is not None and named(each.raised_by, said.text) else each.weight
        for each in likely
        if _asked(each, said) and not answered(each, said)
    }
    return tuple(sorted(scores, key=lambda id: -scores[id])[:most])


def _asked(likely: Likely, said: Said) -> bool:
    """Unless it is known that it does not concern this brief; what is unknown will be asked."""
    return likely.when is None or weigh(likely.when, said.inputs).value is not False


def answered(likely: Likely, said: Said) -> bool:
    """Whether the brief says already what would be asked."""
    if likely.own and likely.own in said.answered:
        return True
    told = bool(likely.answers) and all(name in said.answered for name in likely.answers)
    sized = likely.sizes and said.sized
    if not told and not sized and not named(likely.words, said.text):
        return False
    return likely.answered_if is None or weigh(likely.answered_if, said.inputs).holds


def named(words: tuple[str, ...], text: str) -> bool:
    """Whether a text has one of these words."""
    return bool(words) and whole_words(words).search(text.translate(STRAIGHT)) is not None
