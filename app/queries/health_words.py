"""How each facet stands, as finished sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from app.analysis.health import Facet, Level, Standing, Trend
from app.words import say, say_count
from app.words.formats import Formats

Told = Callable[[Mapping[str, Any], Formats], str]


def facet_words() -> Mapping[Facet, str]:
    """What each line is about."""
    return {
        Facet.TIME: say("Time"),
        Facet.MONEY: say("Money"),
        Facet.SCOPE: say("Scope"),
        Facet.QUALITY: say("Quality"),
        Facet.PEOPLE: say("People"),
        Facet.RISK: say("Risk"),
    }


def level_words() -> Mapping[Level, tuple[str, str, str]]:
    """Word, tone and icon of each level."""
    return {
        Level.ON_TRACK: (say("On track"), "success", "circle-check"),
        Level.WATCH: (say("Watch"), "warn", "triangle-alert"),
        Level.NEEDS_YOU: (say("Needs you"), "danger", "octagon-alert"),
        Level.NOT_KNOWN: (say("Not known"), "neutral", "circle-dashed"),
    }


def trend_words() -> Mapping[Trend, tuple[str, str]]:
    """Word and icon of each trend."""
    return {
        Trend.BETTER: (say("better"), "trending-up"),
        Trend.SAME: (say("same"), "minus"),
        Trend.WORSE: (say("worse"), "trending-down"),
    }


def headline(word: str, trend: Trend | None) -> str:
    """The word over all, with where it is going."""
    if trend is Trend.WORSE:
        return say("{word}, getting worse", word=word)
    return say("{word}, getting better", word=word) if trend is Trend.BETTER else word


def why(standing: Standing, formats: Formats) -> str:
    """The sentence behind a standing, with its figures."""
    return _SENTENCES[standing.code](standing.values, formats)


def _on_time(of: Mapping[str, Any], formats: Formats) -> str:
    if of["review"]:
        return say("“{stage}” was handed over in time and waits to be checked.", stage=of["stage"])
    return say(
        "Nothing is late. “{stage}” is planned for {day}.",
        stage=of["stage"],
        day=formats.short_day(of["day"]),
    )


def _ends_late(of: Mapping[str, Any], formats: Formats) -> str:
    return say(
        "Nothing is late, but the plan ends {last} and you need it by {needed}.",
        last=formats.short_day(of["last"]),
        needed=formats.short_day(of["needed"]),
    )


def _late(of: Mapping[str, Any], formats: Formats) -> str:
    told = {
        "stage": of["stage"],
        "last": formats.short_day(of["last"]),
        "moved": formats.short_day(of["moved"]),
    }
    if of["needed"] is None:
        return say_count(
            "“{stage}” is {count} day late. If the rest takes as long as planned, the end moves from {last} to "
            "{moved}.",
            "“{stage}” is {count} days late. If the rest takes as long as planned, the end moves from {last} to "
            "{moved}.",
            of["days"], **told,
        )  # fmt: skip
    return say_count(
        "“{stage}” is {count} day late. If the rest takes as long as planned, the end moves from {last} to {moved}. "
        "You need it by {needed}.",
        "“{stage}” is {count} days late. If the rest takes as long as planned, the end moves from {last} to {moved}. "
        "You need it by {needed}.",
        of["days"], needed=formats.short_day(of["needed"]), **told,
    )  # fmt: skip


def _overdue(of: Mapping[str, Any], formats: Formats) -> str:
    return say_count(
        "A payment of {amount} is {count} day over its date. {paid} of {price} paid.",
        "A payment of {amount} is {count} days over its date. {paid} of {price} paid.",
        of["days"], **_money(of, formats, "amount", "paid", "price"),
    )  # fmt: skip


def _money(of: Mapping[str, Any], formats: Formats, *names: str) -> dict[str, str]:
    return {name: formats.money_short(of[name]) for name in names}


def _covered(of: Mapping[str, Any], formats: Formats) -> str:
    if of["reasoned"]:
        return say(
            "{tested} of {count} must-haves have a sign-off test, the rest a reason for none. {proven} proven so far.",
            tested=of["count"] - of["reasoned"], count=of["count"], proven=of["proven"],
        )  # fmt: skip
    return say(
        "All {count} must-haves have a sign-off test. {proven} proven so far.",
        count=of["count"],
        proven=of["proven"],
    )


def _uncovered(of: Mapping[str, Any], formats: Formats) -> str:
    return say_count(
        "{count} of {all} must-haves has no sign-off test and no reason for none.",
        "{count} of {all} must-haves have no sign-off test and no reason for none.",
        of["bare"], all=of["count"],
    )  # fmt: skip


def _few_tests(of: Mapping[str, Any], formats: Formats) -> str:
    return say_count(
        "{count} sign-off test is decided so far. From {fewest} on it can be told how many pass the first time.",
        "{count} sign-off tests are decided so far. From {fewest} on it can be told how many pass the first time.",
        of["count"], fewest=of["fewest"],
    )  # fmt: skip


def _first_time(of: Mapping[str, Any], formats: Formats) -> str:
    if not of["failed"]:
        return say("All {count} tests decided so far passed the first time.", count=of["count"])
    return say(
        "{failed} of {count} tests did not pass the first time.", failed=of["failed"], count=of["count"]
    )


def _no_replies(of: Mapping[str, Any], formats: Formats) -> str:
    if of["days"]:
        return say(
            "{name} leads the work on site: {days}. How soon questions are answered is not recorded.",
            name=of["name"],
            days=of["days"],
        )
    return say(
        "{name} leads the work on site. How soon questions are answered is not recorded.", name=of["name"]
    )


_SENTENCES: Mapping[str, Told] = {
    "no_dates": lambda of, _: say("The stages have no dates, so nobody can say whether the work is late."),
    "held": lambda of, _: say("The project is on hold, so no day counts."),
    "all_accepted": lambda of, _: say("Every stage is accepted."),
    "on_time": _on_time,
    "ends_late": _ends_late,
    "late": _late,
    "late_and_missed": _late,
    "no_payments": lambda of, _: say("No payment is scheduled yet."),
    "overdue": _overdue,
    "disputed": lambda of, f: say(
        "You asked the provider about the invoice for {amount}. {paid} of {price} paid.",
        **_money(of, f, "amount", "paid", "price"),
    ),
    "due": lambda of, f: say(
        "{paid} of {price} paid. {due} is to be paid by {day}.",
        day=f.short_day(of["day"]),
        **_money(of, f, "paid", "price", "due"),
    ),
    "as_planned": lambda of, f: say(
        "{paid} of {price} paid. Nothing waits for you.", **_money(of, f, "paid", "price")
    ),
    "no_musts": lambda of, _: say("The brief has no must-haves to hold the work against."),
    "covered": _covered,
    "uncovered": _uncovered,
    "few_tests": _few_tests,
    "first_time": _first_time,
    "nobody_on_site": lambda of, _: say("Nobody is named who comes to you."),
    "unreachable": lambda of, _: say(
        "{name} leads the work, but neither phone nor mail is known.", name=of["name"]
    ),
    "no_replies": _no_replies,
    "no_list": lambda of, _: say("No list of risks is kept for this project, so this can’t be told."),
}
