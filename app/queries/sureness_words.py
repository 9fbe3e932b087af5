"""How sure a place is, in words: clear, likely or a toss-up, always with how often, and with all names in a toss-up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

from app.analysis.acceptability import Sureness
from app.domain.shortlists import Candidate
from app.words import say, say_known
from app.words.formats import Formats

TENTH = Decimal("0.1")
RARELY, NEARLY_ALWAYS = Decimal("0.05"), Decimal("0.95")
RIVAL_FROM = Decimal("0.5")
"""Whoever comes first at least half as often as the one that does most often is named in a toss-up."""

NAMED = 3


@dataclass(frozen=True, slots=True)
class First:
    """How often a candidate came first when the ranking was drawn, and the word for it."""

    share: Decimal
    word: Sureness


def first_of(outcome: Mapping[str, Any]) -> First | None:
    """What a ranking kept; None for one that took no part in the draws or was ranked before they were made."""
    kept = outcome.get("first")
    return None if not kept else First(Decimal(kept["share"]), Sureness(kept["word"]))


def tries_words(share: Decimal) -> str:
    """A share as so many of ten, without saying "always" or "never" where it was once otherwise."""
    if not share:
        return say("in none of the tries")
    if share < RARELY:
        return say("in fewer than 1 of 10 tries")
    if share == 1:
        return say("in all tries")
    if share >= NEARLY_ALWAYS:
        return say("in more than 9 of 10 tries")
    return say("in {count} of 10 tries", count=_tenths(share))


def _tenths(share: Decimal) -> int:
    return int((share / TENTH).quantize(Decimal(1), ROUND_HALF_UP))


def first_words(outcome: Mapping[str, Any]) -> str:
    """How often this one comes first; empty where it never does or nobody knows."""
    first = first_of(outcome)
    if first is None or not first.share:
        return ""
    return say("Comes first {tries}", tries=tries_words(first.share))


def first_short(outcome: Mapping[str, Any]) -> str:
    """The same in a cell of a table."""
    first = first_of(outcome)
    if first is None:
        return ""
    if not first.share:
        return say("never")
    if first.share < RARELY:
        return say("under 1 of 10")
    if NEARLY_ALWAYS <= first.share < 1:
        return say("over 9 of 10")
    return say("{count} of 10", count=_tenths(first.share))


def sureness_of_first(listed: Sequence[Candidate]) -> str:
    """The one sentence over a list: who comes first, how surely, and against whom. Empty for fewer than two."""
    found = [(first.share, row.name, first.word) for row in listed if (first := first_of(row.outcome))]
    if len(found) < 2:
        return ""
    found.sort(key=lambda each: -each[0])
    (share, name, word), (next_share, other, _) = found[:2]
    if word is Sureness.CLEAR:
        return say("{name} is clearly first: {tries}.", name=name, tries=tries_words(share))
    if word is Sureness.LIKELY:
        return say(
            "{name} is likely first: {tries}; {other} {other_tries}.",
            name=name,
            tries=tries_words(share),
            other=other,
            other_tries=tries_words(next_share),
        )
    close = [name for of, name, _ in found if of >= share * RIVAL_FROM]
    if len(close) > 2:
        return say(
            "A toss-up among {count}: {names}. None comes first in more than {most} of 10 tries.",
            count=len(close),
            names=", ".join(close[:NAMED]) if len(close) <= NAMED else _some(close),
            most=int((share / TENTH).to_integral_value(ROUND_CEILING)),
        )
    if len(close) == 1:
        return say(
            "A toss-up among many: {name} comes first most often, {tries}; next is {other}, {other_tries}.",
            name=name,
            tries=tries_words(share),
            other=other,
            other_tries=tries_words(next_share),
        )
    return say(
        "A toss-up: {name} comes first {tries}, {other} {other_tries}.",
        name=name,
        tries=tries_words(share),
        other=other,
        other_tries=tries_words(next_share),
    )


def _some(names: Sequence[str]) -> str:
    return say("{names} and others", names=", ".join(names[:NAMED]))


def drawn_words(inputs: Mapping[str, Any], formats: Formats) -> str:
    """What a try is; empty for a ranking that was kept before tries were made."""
    if "draws" not in inputs:
        return ""
    return say(
        "A try is the same ranking with weights and evidence that might as well be so: what was checked hardly "
        "moves, what was only claimed moves more. There were {count}, the same each time (seed {seed}).",
        count=formats.number(Decimal(inputs["draws"])),
        seed=inputs["seed"],
    )


def agreement_words(inputs: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Whether other published ways of ranking put the same one first; empty where nobody asked them."""
    kept = inputs.get("agreement")
    if not kept:
        return ""
    methods, agreeing = int(kept["methods"]), int(kept["agreeing"])
    if methods == agreeing:
        return say(
            "All {count} ways of ranking that we tried put the same one first: {methods}.",
            count=methods,
            methods=", ".join(method_name(each) for each in kept["first"]),
        )
    ours = set(kept["first"].get("wsm", ()))
    others = [
        say("{method} puts {name} first", method=method_name(each), name=_names(first, names))
        for each, first in kept["first"].items()
        if not ours & set(first)
    ]
    return say(
        "{agreeing} of {count} ways of ranking put the same one first; {others}.",
        agreeing=agreeing,
        count=methods,
        others="; ".join(others),
    )


def _names(first: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(each, say("another")) for each in first)


def method_name(method: str) -> str:
    """A published way of ranking by its own name."""
    return {"wsm": say("weighted sum"), "topsis": "TOPSIS", "promethee": "PROMETHEE II"}.get(method, method)


def level_words(
    level: Mapping[str, Any] | None,
    now: Mapping[str, Any],
    names: Mapping[str, str],
    factors: Mapping[str, Any],
    formats: Formats,
) -> str:
    """The nearest weights under which one is level with the first; empty where there are none."""
    if not level or level["rival"] not in names:
        return ""
    moved = [
        (abs(then - Decimal(now[factor])), factor, then)
        for factor, text in level["weights"].items()
        if factor in now and abs((then := Decimal(text)) - Decimal(now[factor])) >= HALF_POINT
    ]
    moved.sort(key=lambda each: (-each[0], each[1]))
    told = (
        say(
            "{factor} {then} (now {now})",
            factor=say_known(factors[factor].name),
            then=formats.percent(then / 100),
            now=formats.percent(Decimal(now[factor]) / 100),
        )
        for _, factor, then in moved[:NAMED]
    )
    words = ", ".join(told)
    if not words:
        return say("With the weights as they are, {name} is level with it.", name=names[level["rival"]])
    return say(
        "The nearest weights that bring {name} level with it: {weights}.",
        name=names[level["rival"]],
        weights=words,
    )


HALF_POINT = Decimal("0.5")
"""A weight that moves by less is not worth telling."""
