"""One text read: everything that was understood of it, each with its words, and what it does not say."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.analysis.needs.budgets import budget_and_rates
from app.analysis.needs.burdens import burdens
from app.analysis.needs.circumstances import hints, patterns
from app.analysis.needs.cues import Cues
from app.analysis.needs.dates import days
from app.analysis.needs.durations import lengths
from app.analysis.needs.findings import (
    Burden,
    Day,
    Finding,
    ImpliedSkill,
    Length,
    Mark,
    Pattern,
    Polarity,
    Rate,
    Sum,
    Typo,
    Unknown,
    Unsure,
)
from app.analysis.needs.implied import implied
from app.analysis.needs.levels import level_of, years_asked, years_of
from app.analysis.needs.phrases import where_words_stand
from app.analysis.needs.polarity import polarities
from app.analysis.needs.scan import Match, scan, sift
from app.analysis.needs.typos import typos
from app.analysis.needs.unknown import unknown_terms
from app.analysis.needs.vocabulary import Names, Vocabulary
from app.analysis.needs.words import Words, text_of, words_of

OFTEN, EACH_TIME, LESSER = 4, 0.02, 0.3
"""How many repetitions count, what each adds, and how much less a wish and what is in place are worth, in the order of
what is likely."""

TITLE = 120
"""The most letters of a first line that is read as the title of what follows."""

LESS: dict[Polarity, float] = {"nice": LESSER, "in_place": LESSER}

WANTED: frozenset[Polarity] = frozenset(("required", "nice"))
ASKED = ("skills", "budget", "dates", "durations", "places", "patterns")
"""What a reading reports absent where the text does not say it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood. Every list is in the order of the text; nothing stands here that the text does not say,
    but for `implied`, which is kept apart."""

    skills: tuple[Finding[str], ...] = ()
    """A finding for each mention, its value the id of the skill; `needs` says what they come to."""

    roles: tuple[Finding[str], ...] = ()
    budget: Finding[Sum] | None = None
    rates: tuple[Finding[Rate], ...] = ()
    sums: tuple[Finding[Sum], ...] = ()
    """Other money, of which nothing is claimed."""

    burdens: tuple[Finding[Burden], ...] = ()
    """What a trouble costs today; the rates among it stand in `rates`, too."""

    dates: tuple[Finding[Day], ...] = ()
    durations: tuple[Finding[Length], ...] = ()
    places: tuple[Finding[str], ...] = ()
    patterns: tuple[Finding[Pattern], ...] = ()
    hints: tuple[Finding[str], ...] = ()
    typos: tuple[Typo, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    implied: tuple[ImpliedSkill, ...] = ()
    title: int = 0
    """Where the title above the text ends; 0 where there is none."""

    def needs(self) -> tuple[Finding[str], ...]:
        """One finding for each skill: of its mentions the one that decides."""
        return verdicts(self.skills)

    def likely(self) -> tuple[tuple[str, float], ...]:
        """The skills that the work is about, named or implied, the surest first, each with how sure that is.

        What is in place is among them, as the work is often done on it; what is refused or to go is not.
        What is named often is surer than what is named once, and a name in the title counts as one that is named as
        often as counts: a title says what the text is about. What stands first comes first.
        """
        sure: dict[str, float] = {}
        times = Counter(one.value for one in self.skills)
        titled = {one.value for one in self.skills if one.span[0] < self.title}
        for one in self.needs():
            if one.polarity in WANTED or one.polarity == "in_place":
                often = OFTEN if one.value in titled else min(times[one.value] - 1, OFTEN)
                sure[one.value] = one.confidence + often * EACH_TIME - LESS.get(one.polarity, 0)
        told = {one.skill: one.confidence for one in self.implied}
        ordered = sorted({**told, **sure}.items(), key=lambda pair: -pair[1])
        return tuple((skill, min(value, 1.0)) for skill, value in ordered)

    def absent(self) -> tuple[str, ...]:
        """What of `ASKED` the text does not say."""
        return tuple(name for name in ASKED if not getattr(self, name))

    def marks(self) -> tuple[Mark, ...]:
        """The stretches to underline, sorted and apart from one another; of two that overlap the longer counts."""
        found = [Mark(typo.span, "typo", None, typo.skill) for typo in self.typos]
        found += [Mark(one.span, "unsure", None, one.skill) for one in self.unsure]
        listed: list[Iterable[Finding[str]]] = [self.skills, self.roles, self.places, self.hints]
        found += [Mark(one.span, one.what, one.polarity, one.value) for group in listed for one in group]
        found += [Mark(one.span, one.what, one.polarity, one.value.kind) for one in self.patterns]
        rest: list[
            Iterable[Finding[Burden] | Finding[Rate] | Finding[Day] | Finding[Length] | Finding[Sum]]
        ] = [
            [self.budget] if self.budget else [],
            self.burdens,
            self.rates,
            self.dates,
            self.durations,
        ]
        found += [Mark(one.span, one.what, one.polarity, "") for group in rest for one in group]
        return _apart(found)


_STRENGTH: dict[Polarity, int] = {"excluded": 4, "required": 3, "nice": 2, "legacy": 1, "in_place": 0}


def verdicts(mentions: Iterable[Finding[str]]) -> tuple[Finding[str], ...]:
    """One finding for each skill, in the order of the text.

    What is said on purpose comes before a bare mention: a skill that is refused, or used today, and elsewhere only
    mentioned is refused, or used today. Of two things said on purpose that cannot both hold the later counts:
    "it talks to our Shopify ... no, we are moving away from Shopify".
    """
    best: dict[str, Finding[str]] = {}
    for one in mentions:
        held = best.get(one.value)
        if held is None or _decides(one, held):
            same = held is not None and held.polarity == one.polarity
            best[one.value] = one._replace(cue=one.cue or held.cue) if held and same else one
        elif one.polarity == held.polarity and one.cue and not held.cue:
            best[one.value] = held._replace(cue=one.cue)
    return tuple(sorted(best.values(), key=lambda one: one.span))


def _decides(later: Finding[str], held: Finding[str]) -> bool:
    """Whether the later of two mentions decides rather than the one before it."""
    kinds = {later.polarity, held.polarity}
    if _one_of_a_kind_goes(later, held):
        return False
    if not kinds <= WANTED and len(kinds) > 1:
        if bool(later.cue) is not bool(held.cue):
            return bool(later.cue)
        if later.cue and "in_place" not in kinds:
            return True
    return _weight(later) > _weight(held)


def _one_of_a_kind_goes(later: Finding[str], held: Finding[str]) -> bool:
    """Whether one of a kind is asked for and the one of today goes: "a new website ... our current website".

    Of a product, which is written with a capital, there is only one.
    """
    asked = held.cue in ("target", "ask", "must", "lack") or held.words.lower().startswith("new ")
    return later.polarity == "legacy" and asked and later.words.islower()


def _weight(one: Finding[str]) -> tuple[int, float, int, int]:
    """Of two mentions that may both hold the heavier decides: what is wanted comes before what is there."""
    return _STRENGTH[one.polarity], one.confidence, one.level or 0, one.years or 0


def _apart(found: list[Mark]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda one: (one.span[0], -one.span[1], one.what)):
        if mark.span[0] >= mark.span[1]:
            continue
        if not kept or mark.span[0] >= kept[-1].span[1]:
            kept.append(mark)
        elif mark.span[1] - mark.span[0] > kept[-1].span[1] - kept[-1].span[0]:
            kept[-1] = mark
    return tuple(kept)


def read(text: str, vocabulary: Vocabulary, *, today: date) -> Reading:
    """Everything that `text` says, as far as `vocabulary` knows words for it; never raises whatever the text is.

    `today` is what "next month" and "before Easter" are counted from.
    """
    words = words_of(text_of(text))
    where = where_words_stand(words)
    cues = Cues(words, vocabulary.cues)
    sure, unsure = sift(words, list(scan(words, vocabulary.skills)), vocabulary.common)
    skills = _findings(words, cues, sure, "skill")
    people = _findings(words, cues, sift(words, list(scan(words, vocabulary.roles)))[0], "role")
    roles = [_in_place(words, cues, one, at) for one, at in people]
    places = [one for one, _ in _findings(words, cues, _places(words, vocabulary.places), "place")]
    budget, rates, sums = budget_and_rates(words, where)
    dates, durations = tuple(days(words, where, today)), tuple(lengths(words, where))
    named = [_in_place(words, cues, one, at) for one, at in skills]
    named = sorted([*named, *_symptoms(words, vocabulary)], key=lambda one: one.span)
    wanted = {
        one.value: one.confidence
        for one in sorted(named, key=lambda one: one.confidence)
        if one.polarity in WANTED
    }
    wrong = tuple(typos(words, where, vocabulary, sure))
    listed: list[Iterable[Finding[Any] | Typo]] = [named, roles, places, dates, rates, sums, wrong]
    taken = [one.span for group in listed for one in group]
    taken += [budget.span] if budget else []
    taken += [words.span(one.first, one.last) for one in unsure]
    return Reading(
        skills=tuple(named),
        roles=tuple(roles),
        budget=budget,
        rates=tuple(rates),
        sums=tuple(sums),
        burdens=tuple(burdens(words, where, rates)),
        dates=dates,
        durations=durations,
        places=tuple(places),
        patterns=tuple(patterns(words, where)),
        hints=tuple(hints(words, where)),
        typos=wrong,
        unsure=tuple(Unsure(*words.quoted(one.first, one.last), one.name.thing) for one in unsure),
        unknown=tuple(unknown_terms(words, vocabulary, taken)),
        implied=implied(wanted, vocabulary.implied),
        title=_title(text),
    )


def _title(text: str) -> int:
    """Where the first line ends, if it is no sentence and something follows it."""
    first, _, rest = text.partition("\n")
    return len(first) if len(first) <= TITLE and rest.strip() and not first.rstrip().endswith(".") else 0


def _symptoms(words: Words, vocabulary: Vocabulary) -> Iterator[Finding[str]]:
    """What goes wrong, as the skills that mend it: nobody refuses these, and nobody has them already."""
    for match in sift(words, list(scan(words, vocabulary.symptoms)))[0]:
        quoted = words.quoted(match.first, match.last)
        yield Finding("skill", match.name.thing, *quoted, match.confidence, "required", cue="symptom")


def _findings(words: Words, cues: Cues, matches: list[Match], what: str) -> list[tuple[Finding[str], Match]]:
    asked = years_asked(words)
    told = polarities(words, cues, matches)
    return [
        (
            Finding(
                what,
                match.name.thing,
                *words.quoted(match.first, match.last),
                match.confidence,
                said.polarity,
                level_of(words, cues, match),
                years_of(words, asked, match) if asked else None,
                said.cue,
            ),
            match,
        )
        for match, said in zip(matches, told, strict=True)
    ]


PERSONS = frozenset(
    (
        *(
            "manager",
            "managers",
            "owner",
            "owners",
            "analyst",
            "analysts",
            "designer",
            "designers",
            "lead",
            "leads",
        ),
        *("researcher", "researchers", "developer", "developers", "architect", "architects", "engineer"),
        *("engineers", "tester", "testers", "consultant", "consultants", "trainer", "trainers"),
    )
)
"""Last words of a name that means somebody."""

LONGEST_ROW = 60
"""How many words a row of people may have, of whom "working with" is said once."""

WITH = 4
"""How many words before somebody a word like "our" may stand."""


def _in_place(words: Words, cues: Cues, one: Finding[str], match: Match) -> Finding[str]:
    """Somebody who is there already is not asked for: "working with our product owner"."""
    if words.keys[match.last - 1] not in PERSONS or one.polarity == "excluded":
        return one
    sentence = words.sentence[match.first]
    if sentence in cues.rows:
        return one._replace(polarity="in_place")
    for cue in cues.between(max(match.first - LONGEST_ROW, 0), match.first):
        told = words.sentence[cue.first] == sentence and cue.kind in ("in_place", "beside")
        if told and (cue.kind == "beside" or match.first - cue.last < WITH):
            return one._replace(polarity="in_place")
    return one


FIRMS = frozenset(("ltd", "limited", "plc", "llp", "llc", "inc", "gmbh"))
"""Words that end the name of a firm: the place before them is part of the name."""


def _places(words: Words, places: Names) -> list[Match]:
    """Places are written with a capital, wherever they stand, and are no end of a firm's name."""
    return [
        match
        for match in sift(words, list(scan(words, places)))[0]
        if words.written(match.first)[:1].isupper() and not _of_a_firm(words, match.last)
    ]


def _of_a_firm(words: Words, at: int) -> bool:
    return words.keys[at : at + 1] != [] and words.keys[at] in FIRMS and words.written(at)[:1].isupper()
