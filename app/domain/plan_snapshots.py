"""A whole plan as plain values, kept when it is fixed and held against later ones.

A value is a row of marked texts, the first of which names it: "t:" text, "d:" a date, "m:" an amount, "n:" a
number, "s:" a share, "w:" a word of the program. Values know no language: what is fixed in one is read in any.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.analysis.money import Money
from app.analysis.schedule_dates import Placed
from app.domain.clause_words import ReadClause, clause_facts, read_clauses
from app.domain.duties import duties_of
from app.domain.engagements import Stage
from app.domain.plan_checks import Plan
from app.domain.plan_network import PlanParts, activity_key, stage_key
from app.domain.schedules import OWNER_TASK, Activity, ActivityLink, Closure
from app.domain.team import WorkPackage
from app.domain.terms import ExitItem, PlanRisk, RhythmLine, ServiceLevel

Value = list[str]
Content = Mapping[str, Mapping[str, Value]]
Span = tuple[date | None, date | None]


@dataclass(frozen=True)
class Whole:
    """Everything that belongs to a version of a plan."""

    plan: Plan
    levels: Sequence[ServiceLevel] = ()
    rhythm: Sequence[RhythmLine] = ()
    risks: Sequence[PlanRisk] = ()
    exit: Sequence[ExitItem] = ()
    team: Sequence[WorkPackage] = ()
    schedule: PlanParts | None = None
    placed: Mapping[str, Placed] | None = None
    """First and last day of each line at its likely days; None where nothing has a date."""


def snapshot(whole: Whole) -> Content:
    """Section → key → value; sections are those of `app/analysis/plan_versions.py`."""
    plan = whole.plan
    return {
        "price": _price(plan) | {each.id.hex: _paid(each) for each in plan.stages},
        "stages": {
            each.id.hex: [_t(each.title), _t(each.delivers), _t(each.way_out)] for each in plan.stages
        },
        "dates": {each.id.hex: [_t(each.title), *map(_d, _stage_days(each, whole))] for each in plan.stages},
        **_schedule(whole),
        "tests": {each.id.hex: [_t(each.text), _t(each.how), _t(each.passes_if)] for each in plan.tests},
        "people": {
            each.id.hex: [_t(each.name), _t(each.role), _t(each.place), _t(each.days)] for each in plan.people
        }
        | {each.id.hex: _part(each) for each in whole.team},
        "service": _service(plan)
        | {
            each.id.hex: [_t(each.name), _n(each.target), _n(each.critical), _n(each.weight)]
            for each in whole.levels
        },
        "rhythm": {
            each.id.hex: [_t(each.what), _t(each.who), _t(each.often), _t(each.how)] for each in whole.rhythm
        },
        "duties": {
            activity: [f"w:{activity}", *(f"r:{who} {letter}" for who, letter in letters.items())]
            for activity, letters in duties_of(plan.engagement).items()
        },
        "rules": {
            each.clause.topic: [f"w:{each.clause.topic}", f"w:{each.state}", _t(each.words), _t(each.reason)]
            for each in _clauses(plan)
        },
        "risks": {
            each.id.hex: [
                _t(each.words), _n(Decimal(each.likely)), _n(Decimal(each.hurts)), _t(each.plan),
                _t(each.watched_by), _m(each.cost), _n(each.days),
            ]
            for each in whole.risks
        },
        "exit": {each.item: [f"w:{each.item}", f"w:{each.state}", _t(each.place)] for each in whole.exit},
    }  # fmt: skip


def span_of(content: Content, key: str) -> Span:
    """First and last day of a stage or a line in a version, by its key in the network."""
    kind, _, row = key.partition(":")
    told = content.get("dates" if kind == "stage" else "lines", {}).get(row)
    if told is None:
        return None, None
    starts, ends = (each.partition(":")[2] for each in told[1:3])
    return (date.fromisoformat(starts) if starts else None, date.fromisoformat(ends) if ends else None)


def _stage_days(stage: Stage, whole: Whole) -> Span:
    """From the first of its lines to its sign-off; a stage without lines has its own days."""
    parts, placed = whole.schedule, whole.placed or {}
    work = [
        placed[key]
        for each in (parts.activities if parts is not None else ())
        if each.stage_id == stage.id and each.kind != OWNER_TASK and (key := activity_key(each.id)) in placed
    ]
    if not work or stage_key(stage.id) not in placed:
        return stage.starts_on, stage.planned_on
    starts = min(each.starts_on for each in work)
    return starts, max(starts, placed[stage_key(stage.id)].ends_on)


def _schedule(whole: Whole) -> Content:
    parts = whole.schedule
    if parts is None:
        return {}
    titles = {each.id: each.title for each in parts.activities}
    basis = parts.basis
    return {
        "lines": {each.id.hex: _line(each, whole.placed or {}) for each in parts.activities},
        "waits": {
            each.id.hex: _wait(each, titles)
            for each in parts.links
            if {each.before_id, each.after_id} <= titles.keys()
        },
        "days_off": {
            "owner_days": ["w:owner_days", f"c:{basis.owner_country}", _t(basis.owner_region)],
            "team_days": ["w:team_days", f"c:{basis.team_country}", _t(basis.team_region)],
        }
        | {each.id.hex: _closure(each) for each in parts.closures},
    }


def _line(line: Activity, placed: Mapping[str, Placed]) -> Value:
    found = placed.get(activity_key(line.id))
    days = (found.starts_on, found.ends_on) if found is not None else (line.not_before, None)
    figures = (line.days, line.low, line.high, line.hours)
    return [_t(line.title), *map(_d, days), *map(_n, figures), _t(line.person)]


def _wait(link: ActivityLink, titles: Mapping[uuid.UUID, str]) -> Value:
    return [_t(titles[link.after_id]), _t(titles[link.before_id]), f"w:{link.kind}", _n(link.lag or None)]


def _closure(closure: Closure) -> Value:
    return [_t(closure.name), _d(closure.first), _d(closure.last), f"w:{closure.whose}"]


def _price(plan: Plan) -> dict[str, Value]:
    deal = plan.engagement
    return {
        "price": ["w:price", _m(deal.price)],
        "pricing_model": ["w:pricing_model", f"w:{deal.pricing_model}"],
        "pricing_terms": [
            "w:pricing_terms",
            *(f"n:{deal.pricing_terms[key]}" for key in sorted(deal.pricing_terms)),
        ],
        "retention": ["w:retention", _s(deal.retention_share)],
        "warranty": ["w:warranty", _n(Decimal(deal.warranty_days))],
        "review": ["w:review", _n(Decimal(deal.review_days))],
        "payable": ["w:payable", _n(Decimal(deal.payable_days))],
        "notice": ["w:notice", _n(Decimal(deal.notice_days))],
    } | {each.id.hex: [_t(each.item), _m(each.amount), _s(each.advance)] for each in plan.bought_in}


def _clauses(plan: Plan) -> tuple[ReadClause, ...]:
    facts = clause_facts(plan.project, plan.engagement, plan.people, plan.sensitivity)
    return read_clauses(plan.clauses, facts, plan.engagement)


def _paid(stage: Stage) -> Value:
    due = "in_advance" if stage.in_advance else "accepted"
    return [_t(stage.title), _m(stage.amount), f"w:{due}"]


def _service(plan: Plan) -> dict[str, Value]:
    deal = plan.engagement
    return {
        "fee": ["w:fee", _m(deal.service_fee)],
        "pool": ["w:pool", _s(deal.credit_pool)],
        "bedding": ["w:bedding", _n(Decimal(deal.bedding_months))],
        "hours": ["w:hours", _t(deal.service_hours)],
        "data_place": ["w:data_place", _t(deal.data_place)],
    }


def _part(part: WorkPackage) -> Value:
    return [
        _t(part.title),
        f"w:{part.role}",
        f"w:{part.tier}",
        _n(part.effort),
        _n(part.on_site),
        _m(part.day_rate),
        _t(part.provider_name),
    ]


def _t(text: str) -> str:
    return f"t:{text}"


def _d(day: date | None) -> str:
    return f"d:{day.isoformat() if day else ''}"


def _m(amount: Money | None) -> str:
    return f"m:{amount.minor} {amount.currency}" if amount else "m:"


def _n(number: Decimal | None) -> str:
    return f"n:{number.normalize():f}" if number is not None else "n:"


def _s(share: Decimal | None) -> str:
    return f"s:{share.normalize():f}" if share is not None else "s:"
