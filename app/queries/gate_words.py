"""Each answer of a gate as one finished sentence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale

from app.analysis.gates import Answer
from app.queries.provider_words import credential_name, credential_names, skill_name
from app.words import say
from app.words.formats import Formats

NAMED_AT_MOST = 3


def answer_words(answer: Answer) -> tuple[str, str]:
    """The answer in words, and its tone."""
    words = {
        Answer.PASS: (say("Passes"), "success"),
        Answer.FAIL: (say("Fails"), "danger"),
        Answer.NOT_CHECKED: (say("Not checked"), "warn"),
    }
    return words[answer]


@dataclass(frozen=True, slots=True)
class GateWords:
    """Tells gates to one reader."""

    formats: Formats
    to_broker: bool = False
    """Whether the reader is the broker: then the place, the data and the hours are the owner's."""

    def sentence(self, code: str, facts: Mapping[str, Any]) -> str:
        """What a gate found; `facts` as analysis gave them."""
        return _SENTENCES[code](self, facts)

    def days(self, value: Any) -> str:
        """Person-days in words."""
        return self.formats.effort(value)

    def countries(self, codes: Iterable[str]) -> str:
        """Names of countries."""
        territories = Locale.parse(self.formats.locale).territories
        return ", ".join(str(territories.get(code, code)) for code in codes)


def _credentials(facts: Mapping[str, Any], name: str = "credentials") -> str:
    """The first few credentials by name; how many more there are stands behind them."""
    every = tuple(facts[name])
    shown = credential_names(every[:NAMED_AT_MOST])
    rest = len(every) - NAMED_AT_MOST
    return say("{names} and {count} more", names=shown, count=rest) if rest > 0 else shown


def _suspended(to: GateWords, facts: Mapping[str, Any]) -> str:
    expired = facts.get("expired")
    if isinstance(expired, date):
        return say(
            "Suspended: {credential} ended on {day} and was not renewed.",
            credential=credential_name(str(facts["credential"])),
            day=to.formats.day(expired),
        )
    reasons = {
        "false_evidence": say("Suspended: it showed evidence that was false."),
        "data_incident": say("Suspended: an incident with data is not resolved."),
        "poor_result": say("Suspended: its last job here ended with a poor result."),
    }
    return reasons.get(str(facts.get("reason")), say("Suspended."))


def _must_skill(to: GateWords, facts: Mapping[str, Any]) -> str:
    skills = tuple(facts["skills"])
    names = ", ".join(skill_name(skill) for skill in skills[:NAMED_AT_MOST])
    rest = len(skills) - NAMED_AT_MOST
    if rest > 0:
        return say("Lacks skills this work must have: {names} and {count} more.", names=names, count=rest)
    return say("Lacks skills this work must have: {names}.", names=names)


def _free(to: GateWords, facts: Mapping[str, Any]) -> str:
    free, needed = to.days(facts["free"]), to.days(facts["needed"])
    start = facts.get("start")
    if isinstance(start, date):
        return say(
            "Free from {day}, with {free} a week; the work needs {needed}.",
            day=to.formats.day(start),
            free=free,
            needed=needed,
        )
    return say("{free} a week free; the work needs {needed}.", free=free, needed=needed)


Telling = Callable[[GateWords, Mapping[str, Any]], str]


def _countries_not_stated(to: GateWords, facts: Mapping[str, Any]) -> str:
    allowed = to.countries(facts["allowed"])
    if to.to_broker:
        return say(
            "We do not know in which countries the owner’s data would be handled; it may be in {allowed}.",
            allowed=allowed,
        )
    return say(
        "We do not know in which countries your data would be handled; it may be in {allowed}.",
        allowed=allowed,
    )


def _country_not_allowed(to: GateWords, facts: Mapping[str, Any]) -> str:
    countries = to.countries(facts["countries"])
    if to.to_broker:
        return say("Works in {countries}, where the owner’s data may not be handled.", countries=countries)
    return say("Works in {countries}, where your data may not be handled.", countries=countries)


def _in_reach(to: GateWords, facts: Mapping[str, Any]) -> str:
    if to.to_broker:
        return say("Can be with the owner in about {minutes} minutes.", minutes=facts["minutes"])
    return say("Can be with you in about {minutes} minutes.", minutes=facts["minutes"])


def _too_far(to: GateWords, facts: Mapping[str, Any]) -> str:
    if to.to_broker:
        return say(
            "About {minutes} minutes away, where somebody is needed at the owner’s place most days.",
            minutes=facts["minutes"],
        )
    return say(
        "About {minutes} minutes away, where somebody is needed at your place most days.",
        minutes=facts["minutes"],
    )


def _enough_shared_hours(to: GateWords, facts: Mapping[str, Any]) -> str:
    hours = to.formats.number(facts["hours"])
    if to.to_broker:
        return say("The owner can reach it {hours} hours a day.", hours=hours)
    return say("You can reach it {hours} hours a day.", hours=hours)


def _too_few_shared_hours(to: GateWords, facts: Mapping[str, Any]) -> str:
    hours, minimum = to.formats.number(facts["hours"]), to.formats.number(facts["minimum"])
    if to.to_broker:
        return say(
            "The owner can reach it {hours} hours a day; this work needs {minimum}.",
            hours=hours,
            minimum=minimum,
        )
    return say(
        "You can reach it {hours} hours a day; this work needs {minimum}.", hours=hours, minimum=minimum
    )


def _above_ceiling(to: GateWords, facts: Mapping[str, Any]) -> str:
    ceiling = to.formats.money_short(facts["ceiling"])
    if to.to_broker:
        return say("Its usual price is above the owner’s ceiling of {ceiling}.", ceiling=ceiling)
    return say("Its usual price is above your ceiling of {ceiling}.", ceiling=ceiling)


def _for_reader(owner: Callable[[], str], broker: Callable[[], str]) -> Telling:
    """A sentence without facts, said to the one who reads it."""
    return lambda to, facts: broker() if to.to_broker else owner()


_SENTENCES: Mapping[str, Telling] = {
    "suspended": _suspended,
    "suspended_by_hand": lambda to, f: say("Suspended by the broker: {words}", words=f["words"]),
    "checked": lambda to, f: say("Every check of its business papers and insurance is in order."),
    "core_not_checked": lambda to, f: say(
        "Nobody has checked this yet: {names}.", names=_credentials(f, "missing")
    ),
    "tier_too_low": lambda to, f: say(
        "Checked for small tasks only. Missing: {names}.", names=_credentials(f, "missing")
    ),
    "revoked": lambda to, f: say("Withdrawn by its issuer or refused: {names}.", names=_credentials(f)),
    "expired": lambda to, f: say("Ended and not renewed: {names}.", names=_credentials(f)),
    "missing": lambda to, f: say("Does not hold: {names}.", names=_credentials(f)),
    "not_confirmed": lambda to, f: say(
        "Shown, but not confirmed by the issuer: {names}.", names=_credentials(f)
    ),
    "not_asked": lambda to, f: say("Nobody has asked about this yet: {names}.", names=_credentials(f)),
    "renewal_due": lambda to, f: say(
        "Holds today, but ends before the work does: {names}.", names=_credentials(f)
    ),
    "held": lambda to, f: say("Holds every credential this work needs."),
    "no_must_skill": lambda to, f: say("This work asks for no particular skill."),
    "skills_not_stated": lambda to, f: say("It has not told us its skills."),
    "must_skill_short": _must_skill,
    "must_skills_held": lambda to, f: say("Has all {count} skills this work must have.", count=f["musts"]),
    "too_few_people": lambda to, f: say(
        "Too few people free: the work needs {needed} a week, and {usable} of theirs can be counted on.",
        needed=to.days(f["needed"]),
        usable=to.days(f["usable"]),
    ),
    "starts_too_late": lambda to, f: say(
        "Cannot start before {start}; to be in time it would have to by {latest}.",
        start=to.formats.day(f["start"]),
        latest=to.formats.day(f["latest"]),
    ),
    "capacity_not_stated": lambda to, f: say("It has not said how many people are free."),
    "start_not_stated": lambda to, f: say(
        "It has not said when it can start; to be in time that is by {latest}.",
        latest=to.formats.day(f["latest"]),
    ),
    "free_in_time": _free,
    "other_currency": lambda to, f: say(
        "Its turnover and insurance are not known in {currency}.", currency=f["currency"]
    ),
    "too_large_for_firm": lambda to, f: say(
        "The job ({value}) is more than a quarter of its yearly turnover.",
        value=to.formats.money_short(f["value"]),
    ),
    "insurance_too_small": lambda to, f: say(
        "Insured up to {limit}; this job needs {needed}.",
        limit=to.formats.money_short(f["limit"]),
        needed=to.formats.money_short(f["needed"]),
    ),
    "turnover_not_stated": lambda to, f: say("It has not stated its yearly turnover."),
    "insurance_not_stated": lambda to, f: say(
        "It has not stated how far it is insured; this job needs {needed}.",
        needed=to.formats.money_short(f["needed"]),
    ),
    "right_size": lambda to, f: say("The job fits its size and its insurance."),
    "anywhere_allowed": lambda to, f: say("The data may be handled in any country."),
    "countries_not_stated": _countries_not_stated,
    "country_not_allowed": _country_not_allowed,
    "countries_allowed": lambda to, f: say(
        "Works in {countries} only.", countries=to.countries(f["countries"])
    ),
    "not_needed_on_site": _for_reader(
        lambda: say("Nobody needs to be at your place most days."),
        lambda: say("Nobody needs to be at the owner’s place most days."),
    ),
    "travel_not_stated": _for_reader(
        lambda: say("We do not know how far it has to travel to you."),
        lambda: say("We do not know how far it has to travel to the owner."),
    ),
    "in_reach": _in_reach,
    "too_far": _too_far,
    "not_disclosed": _for_reader(
        lambda: say("The broker has not said yet whether there are ties to it."),
        lambda: say("Nobody has told the owner yet whether there are ties to it."),
    ),
    "blocked_by_relation": lambda to, f: say("The broker has a tie to it that rules it out."),
    "fee_not_passed_on": _for_reader(
        lambda: say("It pays the broker a fee that is not passed on to you."),
        lambda: say("It pays the broker a fee that is not passed on to the owner."),
    ),
    "not_acknowledged": _for_reader(
        lambda: say("The broker has told of a tie to it, which you have not read yet."),
        lambda: say("The broker has told of a tie to it, which the owner has not read yet."),
    ),
    "disclosed": lambda to, f: say("The broker has told of any ties to it."),
    "shared_hours_not_stated": _for_reader(
        lambda: say("We do not know how many hours a day you could reach it."),
        lambda: say("We do not know how many hours a day the owner could reach it."),
    ),
    "enough_shared_hours": _enough_shared_hours,
    "too_few_shared_hours": _too_few_shared_hours,
    "any_language": lambda to, f: say("No language is asked for."),
    "language_not_stated": lambda to, f: say("We do not know which languages it speaks."),
    "no_shared_language": lambda to, f: say(
        "Speaks none of: {languages}.", languages=", ".join(f["languages"])
    ),
    "shared_language": lambda to, f: say("Speaks {languages}.", languages=", ".join(f["languages"])),
    "no_ceiling": lambda to, f: say("No ceiling was set."),
    "price_not_known": lambda to, f: say("Its usual price is not known."),
    "above_ceiling": _above_ceiling,
    "within_ceiling": _for_reader(
        lambda: say("Its usual price is within your ceiling."),
        lambda: say("Its usual price is within the owner’s ceiling."),
    ),
}
"""Every code that app/analysis/gates.py can give, and how it is told."""
