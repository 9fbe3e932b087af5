"""What speaks for a provider, what against it and what is not known, each as one finished sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.analysis.findings import CAREFUL_BUYER, Kind
from app.knowledge import Knowledge
from app.knowledge.factors import FactorPart
from app.queries.gate_words import GateWords
from app.queries.provider_words import credential_names, role_name, skill_name
from app.words import say, say_count, say_known
from app.words.formats import Formats

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FindingWords:
    """Tells the findings about one provider; `person` is who would come on site, or empty."""

    knowledge: Knowledge
    formats: Formats
    person: str
    to_broker: bool = False
    """Whether the reader is the broker: then it is the owner who is near or far."""

    def sentence(self, kind: Kind, factor: str | None, part: str | None, code: str, facts: Facts) -> str:
        """One finding as a sentence."""
        if code in _PLAIN:
            return _PLAIN[code](facts)
        if factor is None:
            return GateWords(self.formats, self.to_broker).sentence(code, facts)
        if code == "rates_missing":
            roles = ", ".join(role_name(role) for role in facts["roles"])
            return say("No day rate known for: {roles}.", roles=roles)
        known = self._part(factor, part)
        if known is None:
            return say("Something holds this factor down.")
        if kind is Kind.UNKNOWN:
            return say_known(known.prior_says)
        if code == "least_strong":
            return say(
                "Least strong of its good points: {sentence}", sentence=_FOR[known.id](self, known, facts)
            )
        if kind is Kind.STRENGTH:
            return _FOR[known.id](self, known, facts)
        return _AGAINST[known.id](self, known, facts)

    def _part(self, factor: str, part: str | None) -> FactorPart | None:
        known = self.knowledge.factors.factors.get(factor)
        return known.parts.get(part or "") if known else None

    def band(self, part: FactorPart, facts: Facts) -> str:
        """The knowledge's words for the best anchor reached."""
        return say_known(part.words[int(facts["band"])])

    def measured(self, part: str, facts: Facts, points: Decimal) -> str:
        """What the points of a part rest on, for the table "Why this provider"."""
        factors = self.knowledge.factors.factors.values()
        known = next(factor.parts[part] for factor in factors if part in factor.parts)
        return (_FOR if points >= CAREFUL_BUYER else _AGAINST)[known.id](self, known, facts)

    def prior(self, part: str) -> str:
        """What is said of a part nobody knows anything about."""
        factors = self.knowledge.factors.factors.values()
        return say_known(next(factor.parts[part] for factor in factors if part in factor.parts).prior_says)


def _price(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    return say("Its usual charge for such a job: {words}.", words=to.band(part, facts))


def _fit_for(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    if facts["covered"] == facts["musts"]:
        return say(
            "Has all {musts} skills this work must have; strongest in {skill}.",
            musts=facts["musts"],
            skill=skill_name(facts["strongest"]),
        )
    return say(
        "Has {covered} of the {musts} skills this work must have; strongest in {skill}.",
        covered=facts["covered"],
        musts=facts["musts"],
        skill=skill_name(facts["strongest"]),
    )


def _fit_against(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    return say("Weakest in {skill} of what this work needs.", skill=skill_name(facts["weakest"]))


def _travel_for(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    minutes = facts["minutes"]
    if to.to_broker:
        return _travel_to_owner(to, minutes)
    if to.person:
        return say("{person} can be with you in about {minutes} minutes.", person=to.person, minutes=minutes)
    return say("Can be with you in about {minutes} minutes.", minutes=minutes)


def _travel_to_owner(to: FindingWords, minutes: object) -> str:
    if to.person:
        return say(
            "{person} can be with the owner in about {minutes} minutes.", person=to.person, minutes=minutes
        )
    return say("Can be with the owner in about {minutes} minutes.", minutes=minutes)


def _travel_against(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    if to.to_broker:
        return say("About {minutes} minutes away from the owner.", minutes=facts["minutes"])
    return say("About {minutes} minutes away from you.", minutes=facts["minutes"])


def _hours_for(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    hours = to.formats.number(facts["hours"])
    if to.to_broker:
        return say("The owner can reach the team {hours} hours a day.", hours=hours)
    return say("You can reach the team {hours} hours a day.", hours=hours)


def _hours_against(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    hours = to.formats.number(facts["hours"])
    if to.to_broker:
        return say("The owner can reach the team only {hours} hours a day.", hours=hours)
    return say("You can reach the team only {hours} hours a day.", hours=hours)


def _similar_for(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    return say_count(
        "{count} checked job of this kind in three years, {trade} in this trade.",
        "{count} checked jobs of this kind in three years, {trade} in this trade.",
        facts["jobs"],
        trade=facts["in_trade"],
    )


def _similar_against(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    return say_count(
        "Only {count} job of this kind in three years that somebody checked.",
        "Only {count} jobs of this kind in three years that somebody checked.",
        facts["jobs"],
    )


def _rated(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    return say_count(
        "Rated {rating} of 100 over {count} job here.",
        "Rated {rating} of 100 over {count} jobs here.",
        facts["closed"],
        rating=to.formats.number(facts["rating"]),
    )


def _start(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    start, deadline = facts["start"], facts.get("deadline")
    if isinstance(deadline, date):
        return say(
            "Free from {start}, in time for {deadline}.",
            start=to.formats.day(start),
            deadline=to.formats.day(deadline),
        )
    return say("Free from {start}.", start=to.formats.day(start))


def _late(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    deadline = facts.get("deadline")
    if isinstance(deadline, date):
        return say(
            "Would likely be done by {finish}; it is needed by {deadline}.",
            finish=to.formats.day(facts["finish"]),
            deadline=to.formats.day(deadline),
        )
    return say("Free from {start} only.", start=to.formats.day(facts["start"]))


def _hands_for(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    return say(
        "{free} a week free, and the work needs {needed}.",
        free=to.formats.effort(facts["free"]),
        needed=to.formats.effort(facts["needed"]),
    )


def _hands_against(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    return say(
        "Only {free} a week free, and the work needs {needed}.",
        free=to.formats.effort(facts["free"]),
        needed=to.formats.effort(facts["needed"]),
    )


def _safe_for(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    earned = tuple(name for name in facts["earned"] if name.startswith("CRD-"))
    return say("Checked for safe keeping of data: {names}.", names=credential_names(earned))


def _safe_against(to: FindingWords, part: FactorPart, facts: Facts) -> str:
    return say("On keeping data safe: {words}.", words=to.band(part, facts))


Telling = Callable[[FindingWords, FactorPart, Facts], str]

_FOR: Mapping[str, Telling] = {
    "price_ratio": _price,
    "need_score": _fit_for,
    "travel_minutes": _travel_for,
    "shared_hours": _hours_for,
    "similar_jobs": _similar_for,
    "track_record": _rated,
    "margin": _start,
    "free_hands": _hands_for,
    "safety_points": _safe_for,
}
_AGAINST: Mapping[str, Telling] = {
    "price_ratio": _price,
    "need_score": _fit_against,
    "travel_minutes": _travel_against,
    "shared_hours": _hours_against,
    "similar_jobs": _similar_against,
    "track_record": _rated,
    "margin": _late,
    "free_hands": _hands_against,
    "safety_points": _safe_against,
}
_PLAIN: Mapping[str, Callable[[Facts], str]] = {
    "nothing_open": lambda facts: say("Nothing open."),
    "no_weak_point": lambda facts: say("No weak point found in what was looked at."),
    "little_known": lambda facts: say("Too little is known to name a weak point."),
    "open_to_be_asked": lambda facts: say("It can be asked; nothing has been looked at yet."),
    "passes_gates": lambda facts: say(
        "Passes {passed} of the {gates} checks made before any scoring.",
        passed=facts["passed"],
        gates=facts["gates"],
    ),
    "would_not_order_again": lambda facts: say("A former client would not order there again."),
    "data_incident": lambda facts: say("An incident with data is not resolved."),
}
