"""Who could advise on a project: brokers put to the machinery that providers are judged by.

Gates with three answers, factors on fixed anchors, missing evidence at its prior, one broker at a time:
`Assessment`, `weigh` and `rank` of `matching` do the rest. How a broker is paid is shown and never scored.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.analysis.counted_shares import SharePrior, cautious_share
from app.analysis.credentials import ProviderRecord, standing
from app.analysis.factors import Combine, Evidence, FactorRule, PartRule, factor_points
from app.analysis.facts import Facts
from app.analysis.gates import Answer, GateResult, GateRule, Outcome, eligibility
from app.analysis.jobs import Job, Relation, UsualCharge
from app.analysis.matching import Assessment, MatchRules
from app.analysis.skill_fit import HeldSkill, SkillFit, skill_fit

BROKER_RULE = "brokers 1"
"""Version of gates, anchors, priors and weights below."""

WELL_KNOWN = 5
"""The level a speciality of a broker stands for: a broker judges such work and does not do it."""

ENOUGH = 2
"""Stages that a record is read from; fewer are unrated."""

BLOCKING = (Relation.SHARED_OWNERSHIP, Relation.FAMILY)

GATES = (
    GateRule("BRK-LANGUAGE", False),
    GateRule("BRK-REGION", False),
    GateRule("BRK-INTERESTS", False),
)

ZERO, HALF, WHOLE = Decimal(0), Decimal("0.5"), Decimal(1)


def _part(part: str, prior: int, anchors: str, share: Decimal = WHOLE) -> PartRule:
    """A part from its prior and its anchors, written "value points, value points"."""
    pairs = [pair.split() for pair in anchors.split(", ")]
    return PartRule(
        part, share, tuple((Decimal(at), Decimal(points)) for at, points in pairs), Decimal(prior)
    )


FACTORS = (
    FactorRule(
        "BRK-FIT",
        Combine.WEIGHTED,
        (
            _part("kinds", 40, "0 0, 1 100", HALF),
            _part("skills", 40, "0 0, 0.3 40, 0.7 80, 1 100", HALF),
        ),
    ),
    FactorRule("BRK-RECORD", Combine.SINGLE, (_part("record", 50, "0.3 0, 0.5 40, 0.7 80, 0.9 100"),)),
    FactorRule("BRK-NEAR", Combine.SINGLE, (_part("place", 40, "0 20, 1 40, 2 80, 3 100"),)),
    FactorRule("BRK-TRADE", Combine.SINGLE, (_part("trade", 40, "0 0, 1 100"),)),
)

WEIGHTS = {
    "BRK-FIT": Decimal(40),
    "BRK-RECORD": Decimal(25),
    "BRK-NEAR": Decimal(20),
    "BRK-TRADE": Decimal(15),
}
"""The same for every project: a broker is chosen before anybody has said what matters."""


@dataclass(frozen=True, slots=True)
class Region:
    """Where work is taken or done. `area` is what a place lies in; "" where nobody knows, and for a whole country."""

    country: str
    place: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the owner is."""

    country: str
    town: str
    area: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie of the broker to a provider, by its name, that is already in the project."""

    provider: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class BrokerFacts:
    """What is known of one broker; empty means that nobody has said. `declared`: ties were told for this project."""

    broker: Hashable
    home: Place
    languages: frozenset[str] = frozenset()
    regions: tuple[Region, ...] = ()
    kinds: frozenset[str] = frozenset()
    skills: tuple[str, ...] = ()
    trades: frozenset[str] = frozenset()
    on_time: int = 0
    accepted: int = 0
    latest: date | None = None
    declared: bool = False
    ties: tuple[Tie, ...] = ()


def assess_broker(facts: BrokerFacts, job: Job, owner: Place, rules: MatchRules) -> Assessment:
    """Gates and factor points of one broker for a job; no other broker is looked at.

    A broker holds no credentials and charges nothing for the work, so those stand where nobody was checked.
    """
    fit = _skills(facts, job, rules)
    outcomes = (_language(facts, job), _region(facts, owner), _interests(facts))
    gates = tuple(
        GateResult(rule.gate, found.answer, found.code, found.facts, rule.waivable)
        for rule, found in zip(GATES, outcomes, strict=True)
    )
    evidence = {
        "BRK-FIT": (_kinds(facts, job), _skill_evidence(fit)),
        "BRK-RECORD": (_record(facts),),
        "BRK-NEAR": (_nearness(facts, owner),),
        "BRK-TRADE": (_trade(facts, job),),
    }
    factors = tuple(factor_points(rule, evidence[rule.factor], job.onsite_share) for rule in FACTORS)
    at = standing(ProviderRecord(), job.on, rules.credentials)
    charge = UsualCharge(None, ())
    return Assessment(facts.broker, job, at, charge, fit, gates, eligibility(gates), factors)


def _language(of: BrokerFacts, job: Job) -> Outcome:
    wanted: Facts = {"languages": tuple(sorted(job.languages))}
    if not job.languages:
        return Outcome(Answer.PASS, "any_language")
    if not of.languages:
        return Outcome(Answer.NOT_CHECKED, "language_not_stated", wanted)
    shared = tuple(sorted(job.languages & of.languages))
    if not shared:
        return Outcome(Answer.FAIL, "no_shared_language", wanted)
    return Outcome(Answer.PASS, "shared_language", {"languages": shared})


def _region(of: BrokerFacts, owner: Place) -> Outcome:
    """Whether work is taken where the owner is; a place nobody can put on the map is not checked."""
    told: Facts = {"town": owner.town, "country": owner.country}
    if not of.regions:
        return Outcome(Answer.NOT_CHECKED, "region_not_stated", told)
    here = [each for each in of.regions if each.country == owner.country]
    if any(_covers(each, owner) for each in here):
        return Outcome(Answer.PASS, "region_taken", told)
    if here and not (owner.area and all(each.area for each in here)):
        return Outcome(Answer.NOT_CHECKED, "region_not_clear", told)
    return Outcome(Answer.FAIL, "region_not_taken", told)


def _covers(region: Region, owner: Place) -> bool:
    if not region.place or region.place.casefold() == owner.town.casefold():
        return True
    return bool(region.area) and region.area == owner.area


def _interests(of: BrokerFacts) -> Outcome:
    blocking = tuple(each.provider for each in of.ties if each.relation in BLOCKING)
    if blocking:
        return Outcome(Answer.FAIL, "tied_to_provider", {"providers": blocking})
    if not of.declared:
        return Outcome(Answer.NOT_CHECKED, "ties_not_told")
    return Outcome(Answer.PASS, "ties_told")


def _kinds(of: BrokerFacts, job: Job) -> Evidence:
    if not of.kinds or not job.templates:
        return Evidence(None, "kinds_not_stated")
    shared = tuple(sorted(of.kinds & job.templates))
    value = Decimal(len(shared)) / len(job.templates)
    return Evidence(value, "kinds", {"kinds": shared, "wanted": tuple(sorted(job.templates))})


def _skills(of: BrokerFacts, job: Job, rules: MatchRules) -> SkillFit | None:
    if not of.skills or not any(need.weight for need in job.needs):
        return None
    held = [HeldSkill(skill, WELL_KNOWN, job.on) for skill in of.skills]
    return skill_fit(job.needs, held, rules.skills, job.on)


def _skill_evidence(fit: SkillFit | None) -> Evidence:
    if fit is None:
        return Evidence(None, "skills_not_stated")
    met = sorted((each for each in fit.needs if each.by), key=lambda each: -each.score * each.need.weight)
    named = tuple(dict.fromkeys(each.by.skill for each in met if each.by))
    return Evidence(fit.score, "skills", {"skills": named, "score": fit.score})


def _record(of: BrokerFacts) -> Evidence:
    facts: Facts = {"on_time": of.on_time, "accepted": of.accepted}
    if of.accepted < ENOUGH:
        return Evidence(None, "unrated", facts)
    value = cautious_share(of.on_time, of.accepted, SharePrior())
    return Evidence(value, "stages_on_time", {**facts, "lower": value}, 2, of.latest)


def _nearness(of: BrokerFacts, owner: Place) -> Evidence:
    """Three for the same town, two for the same area or a place they name, one for the country, else nothing."""
    home = of.home
    if not (home.country or home.town):
        return Evidence(None, "place_not_stated")
    same = home.country == owner.country
    facts: Facts = {"town": home.town, "country": home.country}
    if same and home.town and home.town.casefold() == owner.town.casefold():
        return Evidence(Decimal(3), "same_town", facts)
    near = any(each.place and each.country == owner.country and _covers(each, owner) for each in of.regions)
    if same and (near or (bool(home.area) and home.area == owner.area)):
        return Evidence(Decimal(2), "same_area", facts)
    return Evidence(Decimal(1), "same_country", facts) if same else Evidence(ZERO, "elsewhere", facts)


def _trade(of: BrokerFacts, job: Job) -> Evidence:
    if not of.trades or job.trade is None:
        return Evidence(None, "trade_not_stated")
    knows = job.trade in of.trades
    return Evidence(
        WHOLE if knows else ZERO, "trade_known" if knows else "trade_not_known", {"trade": job.trade}
    )
