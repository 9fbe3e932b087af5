"""The clinic case and its providers as plain matching inputs, read from the shipped files."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from app.analysis.credentials import (
    CheckLevel,
    ClosedEngagement,
    CredentialRules,
    HeldCredential,
    ProviderRecord,
    SafetyRule,
)
from app.analysis.factors import Combine, FactorRule, FactorRules, PartRule
from app.analysis.gates import GateRule
from app.analysis.jobs import Candidate, CardRate, CredentialNeed, Disclosure, Job, PastJob, Relation
from app.analysis.matching import MatchRules
from app.analysis.money import Money
from app.analysis.skill_fit import HeldSkill, Need, SkillRelations
from tests.analysis.shipped import RESOURCES, Loader

ASKED_ON = date(2026, 2, 9)
TEMPLATES = ("TPL-ERP", "TPL-NET")


class _Text(Loader):
    """Numbers as text, so that they become exact decimals."""


def _as_text(loader: Any, node: Any) -> Any:
    return loader.construct_scalar(node)


_Text.add_constructor("tag:yaml.org,2002:float", _as_text)


@cache
def shipped(*parts: str) -> Any:
    """A shipped YAML (or JSON) file."""
    return yaml.load(RESOURCES.joinpath(*parts).read_text("utf-8"), _Text)


def pounds(amount: object) -> Money:
    return Money.of(Decimal(str(amount)), "GBP")


@cache
def credential_rules() -> CredentialRules:
    """The pre-credentialed standard of the shipped file."""
    file = shipped("knowledge", "04_credentials.yaml")
    standard = file["pre_credentialed_standard"]
    graceless = (row["id"] for row in file["credentials"] if "no grace" in row["expiry_rule"])
    return CredentialRules(
        core_set=tuple(standard["core_set"]),
        light_path_set=tuple(standard["light_path_set"]),
        level_factor={0: Decimal(0), 1: Decimal("0.6"), 2: Decimal(1), 3: Decimal(1)},
        grace_days=dict.fromkeys(graceless, 0),
    )


@cache
def factor_rules() -> FactorRules:
    """The six asked factors of the shipped file."""
    asked = [row for row in shipped("knowledge", "05_factors.yaml")["factors"] if row["asked"]]
    return FactorRules(tuple(_factor(row) for row in asked), _safety(asked))


def _factor(row: dict[str, Any]) -> FactorRule:
    parts = tuple(
        PartRule(
            part["id"],
            None if part["share"] == "template" else Decimal(part["share"]),
            tuple((Decimal(value), Decimal(points)) for value, points in part["anchors"]),
            Decimal(part["prior"]),
        )
        for part in row["parts"]
    )
    return FactorRule(row["id"], Combine(row["combine"]), parts)


def _safety(asked: list[dict[str, Any]]) -> SafetyRule:
    points = next(part["points"] for row in asked for part in row["parts"] if "points" in part)
    each = {name: Decimal(value) for name, value in points.items() if name.startswith("CRD-")}
    best = {name: Decimal(value) for row in points["best_of"] for name, value in row.items()}
    seen = points["witnessed"]
    return SafetyRule(each, best, tuple(seen["of"]), seen["level"], Decimal(seen["points"]))


def template_weights(template: str) -> dict[str, Decimal]:
    weights = shipped("knowledge", "05_factors.yaml")["weights"]
    return dict(zip(weights["order"], map(Decimal, weights[template]), strict=True))


@cache
def relations() -> SkillRelations:
    skills = shipped("knowledge", "03_skills.json")["skills"]
    related = {
        (skill["id"], other["id"]): Decimal(other["weight"]) for skill in skills for other in skill["related"]
    }
    return SkillRelations(related, {skill["id"]: skill["group"] for skill in skills})


@cache
def match_rules() -> MatchRules:
    gates = tuple(
        GateRule(row["id"], row["waivable"]) for row in shipped("knowledge", "05_matching.yaml")["gates"]
    )
    return MatchRules(gates, factor_rules(), credential_rules(), relations())


def job(**changes: Any) -> Job:
    """The clinic's job on the day the quotes were asked for."""
    templates = [shipped("knowledge", "templates", f"{name}.yaml") for name in TEMPLATES]
    needs = tuple(
        Need(row["skill"], row["level"], row["need"] == "must", Decimal(row["weight"]))
        for template in templates
        for row in template["skills"]
    )
    credentials = tuple(
        CredentialNeed(row["credential"])
        for template in templates
        for row in template["credentials"]
        if row["level"] == "must"
    )
    values: dict[str, Any] = {
        "on": ASKED_ON,
        "starts": date(2026, 3, 16),
        "ends": date(2026, 7, 6),
        "deadline": date(2026, 8, 7),
        "value": pounds(26790),
        "should_cost": pounds(28310),
        "efforts": {"ROLE-APPC": Decimal(15), "ROLE-PM": Decimal(9), "ROLE-NETE": Decimal("9.5")},
        "should_rates": {"ROLE-APPC": pounds(560), "ROLE-PM": pounds(550), "ROLE-NETE": pounds(470)},
        "days_a_week": Decimal("3.4"),
        "onsite_share": Decimal("0.55"),
        "templates": frozenset(TEMPLATES),
        "needs": needs,
        "must_credentials": credentials,
        "onsite_heavy": True,
        "trade": "sk.sector-health",
        "indemnity_minimum": pounds(1000000),
        "languages": frozenset({"English"}),
    }
    return Job(**(values | changes))


@cache
def provider(name: str) -> dict[str, Any]:
    rows = shipped("sample", "providers.yaml")["providers"]
    return next(row for row in rows if row["id"] == name)


def record(name: str, *, renewed: bool = False) -> ProviderRecord:
    """Credentials and closed engagements of a sample provider, `renewed` as known on the sample's today."""
    row = provider(name)
    held = tuple(
        HeldCredential(
            item["credential"],
            CheckLevel(item["level"]),
            date.fromisoformat(item["issued"]),
            _day((item.get("renewed_to") if renewed else None) or item["expires"]),
        )
        for item in row["credentials"]
    )
    closed = tuple(
        ClosedEngagement(date.fromisoformat(item["closed"]), Decimal(item["total"]), Decimal(item["value"]))
        for item in row["past_scorecards"]
    )
    return ProviderRecord(held, closed)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def candidate(name: str, **changes: Any) -> Candidate:
    """A sample provider with the travel and start its file leaves to the broker."""
    row = provider(name)
    rates = {
        item["role"]: CardRate(Money.of(Decimal(item["rate"]), item["currency"]), item["tier"] == "offshore")
        for item in row["day_rates"]
    }
    jobs = tuple(
        PastJob(frozenset({item["work"]}), date(int(item["finished"]), 6, 30), 2 if item["telephoned"] else 0)
        for item in row["references"]
    )
    values: dict[str, Any] = {
        "record": record(name),
        "skills": tuple(
            HeldSkill(item["skill"], item["level"], date(int(item["last_used"]), 1, 31))
            for item in row["skills"]
        ),
        "rates": rates,
        "jobs": jobs,
        "travel_minutes": Decimal(15) if row["town"] == "Harrowmere" else Decimal(50),
        "shared_hours": Decimal(row["daily_overlap_hours"]),
        "earliest_start": date(2026, 3, 16),
        "free_days_a_week": Decimal(row["free_pd_per_week"]),
        "yearly_turnover": Money.of(Decimal(row["yearly_turnover"]), row["currency"]),
        "indemnity_limit": Money.of(
            Decimal(row["insurance"]["professional_indemnity_limit"]), row["currency"]
        ),
        "work_countries": frozenset({row["country"]}),
        "languages": frozenset(row["languages"]),
        "disclosure": Disclosure(Relation.NONE),
        "stated_on": date(2026, 2, 1),
    }
    return Candidate(name, **(values | changes))
