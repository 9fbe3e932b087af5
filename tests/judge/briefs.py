"""Public buyers' briefs: whether one finds its own list, its skills and its place are told, and nothing is made up."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from statistics import mean, stdev
from typing import Any, NamedTuple

from app.analysis.needs import Reading, Vocabulary, read
from app.knowledge import load_knowledge
from app.knowledge.vocabulary import SEAT
from tests.judge.alike import own_places, plain_places
from tests.judge.score import MissingSet, Score, at_least, at_most, file_of, unless_missing
from tests.judge.vocabularies import before, shipped, without

TODAY = date(2020, 9, 1)
SET = "dos_briefs_full"
ESSENTIAL, NICE = "Essential skills and experience", "Nice-to-have skills and experience"
NAMED = Path(__file__).with_name("named_skills.txt")
ANYWHERE = "No specific location"
REGIONS = {
    "gb.london": "London",
    "gb.south-east": "South East England",
    "gb.south-west": "South West England",
    "gb.east": "East of England",
    "gb.east-midlands": "East Midlands",
    "gb.west-midlands": "West Midlands",
    "gb.yorkshire": "Yorkshire and the Humber",
    "gb.north-west": "North West England",
    "gb.north-east": "North East England",
    "gb.scotland": "Scotland",
    "gb.wales": "Wales",
    "gb.northern-ireland": "Northern Ireland",
}
"""Our regions as the marketplace calls them."""


class Brief(NamedTuple):
    """What a tool may see, and what the page said beside it."""

    id: int
    head: str
    text: str
    essential: tuple[str, ...]
    nice: tuple[str, ...]
    place: str

    @property
    def whole(self) -> str:
        """Title, buyer and text."""
        return f"{self.head}\n\n{self.text}"

    @property
    def lines(self) -> tuple[str, ...]:
        """Both lists."""
        return (*self.essential, *self.nice)


def judge(data: Path, *, fresh: bool) -> Iterator[Score]:
    """Nothing is fitted; `fresh` leaves out, for each brief, the aliases that only this brief is evidence for."""
    yield from unless_missing("briefs", partial(_judge, data, fresh))


def _judge(data: Path, fresh: bool) -> Iterator[Score]:
    every = briefs(data)
    vocabularies = _left_out(every) if fresh else [shipped()] * len(every)
    how = "aliases seen in this brief alone left out" if fresh else "as it ships"
    yield from _own_list(every, vocabularies, how)
    yield from unless_missing("named skills", partial(_named, every, data, vocabularies, how))
    readings = [read(brief.whole, shipped(), today=TODAY) for brief in every]
    yield from _places(every, readings)
    yield from _claims(readings)


def briefs(data: Path) -> list[Brief]:
    """The briefs with the page's own answers."""
    inputs = _lines(file_of(data, SET, "input_only.jsonl"))
    gold = {row["id"]: row["gold"] for row in _lines(file_of(data, SET, "gold_only.jsonl"))}
    return [
        Brief(
            row["id"],
            f"{row['title']}\n{row['buyer']}",
            row["text"],
            _list(gold[row["id"]].get(ESSENTIAL)),
            _list(gold[row["id"]].get(NICE)),
            gold[row["id"]].get("Location", ""),
        )
        for row in inputs
    ]


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line]


def _list(value: str | list[str] | None) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (value,) if value else ()


def _left_out(every: Sequence[Brief]) -> list[Vocabulary]:
    """A vocabulary for each brief, without the added aliases whose only evidence is that brief."""
    texts = [_normal("\n".join((brief.whole, *brief.lines))) for brief in every]
    skills = load_knowledge().skills.skills.values()
    added = {alias for skill in skills for alias in skill.added.get("briefs", ())}
    seen = {alias: [at for at, text in enumerate(texts) if _normal(alias) in text] for alias in added}
    return [without(partial(_only_here, seen, at)) for at in range(len(every))]


def _only_here(seen: dict[str, list[int]], at: int, source: str, alias: str) -> bool:
    return source == "briefs" and seen[alias] == [at]


def _normal(text: str) -> str:
    return " " + " ".join(re.findall(r"[a-z0-9+#.]+", text.lower())) + " "


def _own_list(every: Sequence[Brief], vocabularies: Sequence[Vocabulary], how: str) -> Iterator[Score]:
    lists = ["\n".join(brief.essential) for brief in every]
    places = own_places([brief.whole for brief in every], lists, vocabularies, TODAY)
    plain = plain_places([brief.whole for brief in every], lists)
    count = len(every)
    first = [place == 1 for place in places]
    error = (mean(first) * (1 - mean(first)) / count) ** 0.5
    note = f"{count} briefs, {how}; baseline: BM25"
    bm25 = mean(place == 1 for place in plain)
    yield Score("brief to own list", "first", mean(first), error, bm25, at_least(0.77), note)
    three = mean(place <= 3 for place in places)
    yield Score("brief to own list", "among first three", three, None, mean(place <= 3 for place in plain))
    ranks = [1 / place for place in places]
    old = mean(1 / place for place in plain)
    yield Score("brief to own list", "reciprocal rank", mean(ranks), _s_e(ranks), old, at_least(0.84))


def _s_e(values: Sequence[float]) -> float | None:
    return stdev(values) / len(values) ** 0.5 if len(values) > 1 else None


def _named(
    every: Sequence[Brief], data: Path, vocabularies: Sequence[Vocabulary], how: str
) -> Iterator[Score]:
    annotated = _annotated(data)
    told: list[bool] = []
    plain: list[bool] = []
    for brief, vocabulary in zip(every, vocabularies, strict=True):
        for words, skills in annotated.get(brief.id, ()):
            lines = [line for line in brief.lines if words in line]
            told.append(any(_fires(line, words, skills, vocabulary) for line in lines))
            plain.append(any(_fires(line, words, skills, before()) for line in lines))
    if not told:
        raise MissingSet("nobody has annotated the named skills of these briefs")
    error = (mean(told) * (1 - mean(told)) / len(told)) ** 0.5
    note = f"{len(told)} annotated, {how}; baseline: the taxonomy without additions"
    yield Score("named skills", "covered", mean(told), error, mean(plain), at_least(0.80), note)


def _annotated(data: Path) -> dict[int, list[tuple[str, frozenset[str]]]]:
    """By brief the words that name skills: our own annotation, or one that lies with the data."""
    try:
        file = file_of(data, SET, NAMED.name)
    except MissingSet:
        file = NAMED
    found: dict[int, list[tuple[str, frozenset[str]]]] = {}
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            id, words, skills = line.split(" | ")
            found.setdefault(int(id), []).append((words, frozenset(skills.split())))
    return found


def _fires(line: str, words: str, skills: frozenset[str], vocabulary: Vocabulary) -> bool:
    """Whether one of the right skills was read where the words stand."""
    start = line.index(words)
    return any(
        one.value in skills and one.span[0] < start + len(words) and start < one.span[1]
        for one in _read(line, vocabulary).skills
    )


@lru_cache(maxsize=4096)
def _cached(line: str, number: int) -> Reading:
    return read(line, _KNOWN[number], today=TODAY)


_KNOWN: dict[int, Vocabulary] = {}


def _read(line: str, vocabulary: Vocabulary) -> Reading:
    _KNOWN[id(vocabulary)] = vocabulary
    return _cached(line, id(vocabulary))


def _places(every: Sequence[Brief], readings: Sequence[Reading]) -> Iterator[Score]:
    right = [_place(brief, reading) == _gold(brief) for brief, reading in zip(every, readings, strict=True)]
    usual = Counter(_gold(brief) for brief in every).most_common(1)[0][1] / len(every)
    error = (mean(right) * (1 - mean(right)) / len(right)) ** 0.5
    note = f"{len(every)} briefs; baseline: the most frequent place"
    yield Score("place", "accuracy", mean(right), error, usual, at_least(0.80), note)


def _gold(brief: Brief) -> str:
    return ANYWHERE if brief.place.startswith(ANYWHERE) else brief.place


def _place(brief: Brief, reading: Reading) -> str:
    """The region in the title or the buyer's name, else one that the text names and no other beside it."""
    named = [one for one in reading.places if one.value.removeprefix(SEAT) in REGIONS]
    head = [one.value.removeprefix(SEAT) for one in named if one.span[0] < len(brief.head)]
    body = {one.value for one in named if one.span[0] >= len(brief.head) and one.value in REGIONS}
    if head:
        return REGIONS[head[0]]
    return REGIONS[body.pop()] if len(body) == 1 else ANYWHERE


def _claims(readings: Sequence[Reading]) -> Iterator[Score]:
    """No brief states any of these: they were fields of the page."""
    claimed = {
        "budget": sum(reading.budget is not None for reading in readings),
        "duration": sum(bool(reading.durations) for reading in readings),
        "clearance": sum(any(one.value == "clearance" for one in reading.hints) for reading in readings),
    }
    for what, count in claimed.items():
        yield Score("false claims", what, float(count), None, None, at_most(0), f"of {len(readings)} briefs")
