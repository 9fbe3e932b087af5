"""How clear one brief is, with what would make it clearer and where: read off the course of the interview."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.analysis.brief_quality import Band, Check, Said, brief_quality
from app.analysis.signoff import VagueFinding, VagueWords, find_vague
from app.knowledge import load_knowledge
from app.knowledge.answers import answered, empty
from app.queries.interview import Course
from app.words import say, say_count

HOMES = {
    "K1": "b2.problem",
    "K2": "b2.problem",
    "K3": "b3.outcome",
    "K4": "b3.measures",
    "K5": "b4.users",
    "K6": "b5.must",
    "K7": "b5.must",
    "K8": "b5.out",
    "K9": "b6.today",
    "K11": "b8.onsite",
    "K12": "b9.by",
    "K13": "b10.budget",
    "K14": "b11.data",
    "K15": "b12.who",
}
"""Check → the question that answers it; K10 is about the questions of the template."""

HOME_OF_SIZE = "b2.cost"
"""What K2 asks beside the problem: a small job is asked neither how often nor what it costs."""

TONES = {
    Band.STARTED: "neutral",
    Band.GETTING_THERE: "info",
    Band.READY: "success",
    Band.VERY_CLEAR: "success",
}


@dataclass(frozen=True, slots=True)
class Clearer:
    """One thing that would make the brief clearer: what to do, about what, what it adds, on which page."""

    check: str
    words: str
    about: str
    adds: int
    page: str


@dataclass(frozen=True, slots=True)
class BriefScore:
    """Points of a hundred, what they amount to in a word with its tone, and what is missing, the most first."""

    points: int
    band: str
    tone: str
    said: str
    """The whole in one sentence, for whoever does not see the bar."""

    missing: tuple[Clearer, ...]


def brief_score(course: Course) -> BriefScore:
    """The score of the answers that are kept."""
    found = brief_quality(_said(course), vague_in_must)
    missing = [
        Clearer(check.id, _words(course, check), _about(course, check), _adds(check, found.total), page)
        for check in found.checks
        if not check.passed and check.id not in _waiting(course) and (page := _page(course, check))
    ]
    band = _band_words(found.band)
    return BriefScore(
        points=found.points,
        band=band,
        tone=TONES[found.band],
        said=say("{points} of 100: {band}", points=found.points, band=band),
        missing=tuple(sorted(missing, key=lambda each: -each.adds)),
    )


def vague_in_must(text: str) -> tuple[VagueFinding, ...]:
    """The words of a must-have that nobody can check, with what to ask and a wording to take over."""
    language = load_knowledge().language
    entries = [
        VagueWords(each.words, each.ask, each.try_, each.only_in, each.weak) for each in language.vague
    ]
    return find_vague(text, entries, language.vague_exceptions, place="must")


def _said(course: Course) -> Said:
    given = course.values
    problem = str(given.get("b2.problem") or "")
    kind = [
        (question, given.get(question.id))
        for leg in course.legs
        if leg.section
        for question in course.asked(leg)
        if "K10" in question.quality_checks
    ]
    return Said(
        problem=problem,
        outcome=str(given.get("b3.outcome") or ""),
        size_told=not empty(given.get("b2.cost")) or frequency(problem),
        measures=_complete(given, "b3.measures", ("what", "from", "to", "unit", "by")),
        users=_complete(given, "b4.users", ("who", "how_many")),
        musts=tuple(str(text) for text in given.get("b5.must") or ()),
        limits=len(given.get("b5.out") or ()),
        set_up=_complete(given, "b6.today", ("use", "plan")),
        kind_asked=len(kind),
        kind_answered=sum(
            answered(question, value, question.id in course.unknown) for question, value in kind
        ),
        on_site=not empty(given.get("b8.onsite")),
        overlap=_told(course, "b8.overlap"),
        time=_told(course, "b9.by") and _told(course, "b9.date"),
        why_then=_told(course, "b9.why"),
        budget=_budget(given.get("b10.budget")),
        data=not empty(given.get("b11.data")),
        decider=not empty((given.get("b12.who") or {}).get("decides")),
        decides_by=not empty(given.get("b12.when")),
        asked_broker=_waiting(course),
        small=course.light,
        not_asked=_not_asked(course) if course.light else frozenset(),
    )


def _not_asked(course: Course) -> frozenset[str]:
    """Checks of what a small job's own page does not ask."""
    homes = {**HOMES, "K2": HOME_OF_SIZE}
    return frozenset(check for check, question in homes.items() if not course.needs(question))


def _waiting(course: Course) -> frozenset[str]:
    """Checks whose question was left for the broker."""
    return frozenset(check for check, question in HOMES.items() if question in course.unknown)


def _told(course: Course, id: str) -> bool:
    """Whether a question has an answer, or is not asked of this brief at all."""
    leg = course.home_of(id)
    asked = leg is not None and any(question.id == id for question in course.asked(leg)) and course.needs(id)
    return not asked or not empty(course.values.get(id))


def frequency(text: str) -> bool:
    """Whether a text says how often something happens, or how much of it there is."""
    patterns = load_knowledge().language.frequency.patterns
    return any(re.search(rf"\b(?:{pattern})", text, re.IGNORECASE) for pattern in patterns)


def _complete(given: Mapping[str, Any], question: str, columns: Sequence[str]) -> int:
    rows: Sequence[Mapping[str, Any]] = given.get(question) or ()
    return sum(all(not empty(row.get(column)) for column in columns) for row in rows)


def _budget(value: Any) -> tuple[int, int] | None:
    if not isinstance(value, Mapping):
        return None
    low, high = value.get("low_minor"), value.get("high_minor")
    return (int(low), int(high)) if low is not None and high is not None else None


def _adds(check: Check, total: int) -> int:
    return max(1, int(100 * (check.of - check.earned) / total))


def _page(course: Course, check: Check) -> str:
    """The page that asks for it; empty where this reader is not asked."""
    if check.id == "K10":
        legs = (leg for leg in course.legs for each in leg.questions if "K10" in each.quality_checks)
        leg = next(legs, None)
    else:
        leg = course.home_of(HOMES[check.id])
    return leg.key if leg is not None else ""


def _about(course: Course, check: Check) -> str:
    """What the page is about: its section."""
    leg = course.leg(_page(course, check))
    return leg.section_title if leg is not None else ""


def _words(course: Course, check: Check) -> str:
    if check.id == "K7" and check.hard_to_check:
        return say_count(
            "{count} must-have is hard to check. Say it another way",
            "{count} must-haves are hard to check. Say them another way",
            check.hard_to_check,
        )
    return {
        "K1": say("Say a little more about what happens today"),
        "K2": say("How often does it happen, or what does it cost?"),
        "K3": say("Finish “When this is done, we will…”"),
        "K4": say("Say of one thing you count: from what, to what, in which unit and by when")
        if course.values.get("b3.measures")
        else say("Add one thing you can count"),
        "K5": say("Who will use it, and how many?"),
        "K6": say("Add the things you would refuse to go live without")
        if len(course.values.get("b5.must") or ()) <= 12
        else say("Keep the must-haves that matter most"),
        "K7": say("Say how each must-have can be checked"),
        "K8": say("Say at least two things this is not"),
        "K9": say("What do you use today?"),
        "K10": say("Some questions about this kind of project are open"),
        "K11": say("How often should someone be at your place?"),
        "K12": say("When, and what happens if it is late?"),
        "K13": say("Give a range, or ask your broker for one"),
        "K14": say("Tell us what information it will handle"),
        "K15": say("Who has the last word, and by when?"),
    }[check.id]


def _band_words(band: Band) -> str:
    return {
        Band.STARTED: say("Just started"),
        Band.GETTING_THERE: say("Getting there"),
        Band.READY: say("Ready for quotes"),
        Band.VERY_CLEAR: say("Very clear"),
    }[band]
