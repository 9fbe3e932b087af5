"""What the rules of coaching read: the answers of a brief, and what is usual for its kind."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.analysis.coaching import (
    ABROAD,
    BUDGET,
    DATA,
    DATE,
    DECIDE,
    KEEP_CLEAR,
    MUST,
    NICE,
    ON_SITE,
    OUT,
    RULES_TOLD,
    RUN,
    SHOW,
    Joined,
    KeepClear,
    Told,
    Usual,
    Vague,
)
from app.analysis.estimate import cost, rounded_cost
from app.analysis.joiners import split_in_two
from app.analysis.money import Money
from app.analysis.signoff import STRAIGHT, whole_words
from app.knowledge import Knowledge, load_knowledge
from app.knowledge.readings import TIER_OF_CURRENCY, estimate_of, near_rates
from app.knowledge.template_questions import suggested
from app.queries.brief_needs import reading_of
from app.queries.brief_scores import frequency, vague_in_must
from app.queries.interview import BriefHead
from app.words import say, say_known

PROBLEM = "b2.problem"
ON_SITE_ROLE = "ROLE-PM"
"""Who is at the owner's place most days: the one who leads the work."""

SENTENCE_ENDS = ".!?…:\n"


def told(head: BriefHead, answers: Mapping[str, Any], today: date, unknown: Collection[str] = ()) -> Told:
    """The facts of one brief. What cannot be read, as it is only half typed, counts as not told."""
    problem, musts = _text(answers, PROBLEM), _lines(answers, MUST)
    effect = _effect(problem)
    return Told(
        today=today,
        problem=problem,
        tools=() if effect else tuple(tools_in(problem, today)),
        effect_told=effect,
        musts=musts,
        nices=_lines(answers, NICE),
        outs=_lines(answers, OUT),
        vague=tuple(_vague(musts)),
        joined=tuple(_joined(musts)),
        offered_outs=_offered(head),
        card_must=_card_must(musts),
        on_site=_text(answers, ON_SITE),
        abroad=_text(answers, ABROAD),
        data=_lines(answers, DATA),
        rules=len(_lines(answers, RULES_TOLD)),
        usual_rules=_usual_rules(),
        needed_by=_day(answers.get(DATE)) if answers.get("b9.by") == "date" else None,
        keep_clear=tuple(_keep_clear(answers)),
        ranges=dict(_ranges(answers, head.currency)),
        shown=_text(answers, SHOW) or "no",
        decide_by=_day(answers.get(DECIDE)),
        waiting=frozenset(unknown),
        usual=usual(load_knowledge(), head.templates, answers, head.currency),
    )


def usual(knowledge: Knowledge, templates: Sequence[str], answers: Mapping[str, Any], currency: str) -> Usual:
    """Weeks of the main template; cost by the answers so far, at our own rates; a day of who leads on site."""
    if not templates:
        return Usual()
    done = estimate_of(knowledge, templates, answers)
    rates = near_rates(knowledge, done, currency)
    spent = cost(done, rates, currency) if rates else None
    tier = TIER_OF_CURRENCY.get(currency)
    bands = {str(place): band for place, band in knowledge.roles.bands()[ON_SITE_ROLE].items()}
    band = bands.get(tier or "")
    return Usual(
        weeks=knowledge.cards.home_of(templates[0])[1].weeks,
        cost=(rounded_cost(spent.low), rounded_cost(spent.high)) if spent else None,
        day_on_site=Money.of(band.low, currency) if band else None,
    )


def tools_in(text: str, today: date) -> Iterator[str]:
    """Products that a text names with a capital letter where no sentence begins, but not as today's systems."""
    for found in reading_of(text, load_knowledge(), today).skills:
        if found.polarity in ("in_place", "legacy"):
            continue
        before = text[: found.span[0]].rstrip()
        starts = not before or before[-1] in SENTENCE_ENDS
        if found.words[:1].isupper() and not starts:
            yield found.words


def _effect(text: str) -> bool:
    cues = load_knowledge().language.effects.cues
    return frequency(text) or whole_words(cues).search(text.translate(STRAIGHT)) is not None


def _vague(musts: Sequence[str]) -> Iterator[Vague]:
    for statement in musts:
        for found in vague_in_must(statement)[:1]:
            yield Vague(statement, found.word, say_known(found.ask), say_known(found.suggestion))


def _joined(musts: Sequence[str]) -> Iterator[Joined]:
    rules = load_knowledge().language.joiners
    for statement in musts:
        halves = split_in_two(statement, rules.words, rules.not_when)
        if halves is not None:
            yield Joined(statement, *halves)


def _offered(head: BriefHead) -> tuple[str, ...]:
    return tuple(say_known(line) for line in suggested(load_knowledge(), head.templates, "out"))


def _card_must(musts: Sequence[str]) -> str:
    """Empty where a must-have speaks of cards already."""
    words = whole_words(("card", "cards", say("card number"), say("card details")))
    if any(words.search(text) for text in musts):
        return ""
    return say("Card details stay with the payment company; nobody who works on this sees them")


def _usual_rules() -> dict[str, str]:
    return {
        "cards": say("The rules of the card companies (PCI DSS)"),
        "health": say("The law on health details in our country"),
    }


def _keep_clear(answers: Mapping[str, Any]) -> Iterator[KeepClear]:
    for row in _rows(answers, KEEP_CLEAR):
        first, last = _day(row.get("from")), _day(row.get("to"))
        if first is not None and last is not None and first <= last:
            yield KeepClear(str(row.get("label") or ""), first, last)


def _ranges(answers: Mapping[str, Any], currency: str) -> Iterator[tuple[str, tuple[Money, Money]]]:
    for question in (BUDGET, RUN):
        held = answers.get(question)
        if not isinstance(held, Mapping):
            continue
        low, high, used = held.get("low_minor"), held.get("high_minor"), held.get("currency") or currency
        if isinstance(low, int) and isinstance(high, int):
            yield question, (Money(low, str(used)), Money(high, str(used)))


def _text(answers: Mapping[str, Any], question: str) -> str:
    value = answers.get(question)
    return value.strip() if isinstance(value, str) else ""


def _lines(answers: Mapping[str, Any], question: str) -> tuple[str, ...]:
    value = answers.get(question)
    listed = value if isinstance(value, list | tuple) else ()
    return tuple(text.strip() for text in listed if isinstance(text, str) and text.strip())


def _rows(answers: Mapping[str, Any], question: str) -> Iterator[Mapping[str, Any]]:
    value = answers.get(question)
    listed = value if isinstance(value, list | tuple) else ()
    return (row for row in listed if isinstance(row, Mapping))


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
