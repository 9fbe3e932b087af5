"""The words of judging quotes: what a mark rests on, what stops an award, and the named ways to choose."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from app.analysis.best_value import Scenario
from app.analysis.evaluation import Basis, CriterionMark
from app.analysis.quote_places import Place, TieBreak
from app.domain.evaluations import RedFlag, ReferenceCall
from app.domain.shortlists import QuoteRequest
from app.knowledge import load_knowledge
from app.words import say, say_count, say_known
from app.words.formats import Formats


def fixed_words(request: QuoteRequest | None, formats: Formats) -> str:
    """When the weights of a round were fixed, so that nobody could move them by what came in; "" before that."""
    if request is None or request.state in ("draft", "withdrawn"):
        return ""
    if request.issued_on is not None:
        return say(
            "Fixed on {day}, when the request went out; since then nobody can move them.",
            day=formats.day(request.issued_on),
        )
    return say("Fixed since {owner} agreed to the request.", owner=request.approved_by or say("the owner"))


def criterion_name(criterion: str) -> str:
    """A criterion by its name."""
    return say_known(load_knowledge().matching.criteria[criterion].name)


def mark_words(mark: Decimal, formats: Formats) -> str:
    """A mark as it is shown: 4, 4.5, 3.97."""
    whole = mark.normalize()
    return formats.number(Decimal(f"{whole:f}"))


def basis_words(mark: CriterionMark, formats: Formats) -> str:
    """What the mark that counts rests on, as a sentence."""
    if mark.capped:
        return say("Held at 2: a client would not order again.")
    if mark.basis is Basis.SCORED and len(mark.given) > 1:
        return say("Mean of {count} scorers", count=len(mark.given))
    if mark.basis is Basis.SCORED:
        return say("Scored by {name}", name=mark.given[0].scorer)
    return {
        Basis.AGREED: say("Agreed by the scorers"),
        Basis.FACTS: say("Read off the facts"),
        Basis.PRIOR: say("Not known: stands at {mark}", mark=mark_words(mark.mark, formats)),
    }[mark.basis]


def hidden_words(scorers: list[str]) -> str:
    """Why a mark is not shown yet: others' until one has scored oneself, and the price's until quality is judged."""
    if not scorers:
        return say("Shown once quality is judged")
    return say("Scored by {names}; shown once you have scored it", names=", ".join(scorers))


def apart_words(mark: CriterionMark, formats: Formats) -> str:
    """How far several scorers lie apart and who gave what; empty for one, or where all gave the same."""
    if len(mark.given) < 2:
        return ""
    each = ", ".join(
        say("{name} {mark}", name=one.scorer, mark=mark_words(one.mark, formats))
        for one in sorted(mark.given, key=lambda one: one.mark)
    )
    if not mark.spread:
        return say("All gave the same: {each}.", each=each)
    return say("{apart} apart: {each}.", apart=mark_words(mark.spread, formats), each=each)


def sign_words(sign: str) -> str:
    """A red flag, or a check of the quote, by what the knowledge calls it."""
    matching = load_knowledge().matching
    flag = matching.red_flags.get(sign)
    if flag is not None:
        return say_known(flag.sign)
    check = matching.quote_evaluation_checklist.get(sign)
    return sign if check is None else say_known(check.check)


def severity_words(severity: int) -> str:
    """How grave a red flag is."""
    if not severity:
        return say("A check of the quote")
    return say("Severity {severity} of 5", severity=severity)


def flag_closed_words(flag: RedFlag, formats: Formats) -> str:
    """By whom, when and why a red flag was closed; empty while it is open."""
    if flag.closed_on is None:
        return ""
    return say(
        "Closed by {name}, {day}: {reason}",
        name=flag.closed_by,
        day=formats.day(flag.closed_on),
        reason=flag.closed_because,
    )


def again_words(call: ReferenceCall) -> str:
    """Whether a client would order again."""
    if call.again == "yes_but":
        return say("Would order again, but: {but}", but=call.but)
    return say("Would order again") if call.again == "yes" else say("Would not order again")


def place_words(place: Place, count: int) -> str:
    """Where a quote stands, and what decided among equals."""
    if not place.equal:
        return say("{place} of {count}", place=place.place, count=count)
    if place.by is TieBreak.INTERVIEWS:
        return say(
            "{place} of {count}, equal within 3 points: by the interviews", place=place.place, count=count
        )
    if place.by is TieBreak.COST:
        return say("{place} of {count}, equal within 3 points: by cost", place=place.place, count=count)
    return say("Equal with the first, within 3 points")


def not_known_words(names: list[str]) -> str:
    """The criteria that nobody knows anything of; empty where all are known."""
    if not names:
        return ""
    return say_count(
        "Not known: {names}. It stands at what we assume.",
        "Not known: {names}. They stand at what we assume.",
        len(names),
        names=", ".join(names),
    )


SCENARIOS: Mapping[Scenario, Callable[[], str]] = {
    Scenario.CHEAPEST: lambda: say("Cheapest over three years"),
    Scenario.BEST_QUALITY: lambda: say("Best quality"),
    Scenario.BEST_VALUE: lambda: say("Best value"),
    Scenario.SOONEST: lambda: say("Soonest"),
    Scenario.BROKERS_CHOICE: lambda: say("The broker’s choice"),
}

QUESTIONS: Mapping[str, Callable[[], str]] = {
    "cost": lambda: say("Kept the cost"),
    "date": lambda: say("Kept the date"),
    "people": lambda: say("Sent the people promised"),
    "honesty": lambda: say("Was honest about trouble"),
    "again": lambda: say("Would be ordered again"),
}
"""What a client on the telephone is asked for marks on."""
