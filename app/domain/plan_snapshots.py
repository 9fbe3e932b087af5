"""A whole plan as plain values, kept when it is fixed and held against later ones.

A value is a row of marked texts, the first of which names it: "t:" text, "d:" a date, "m:" an amount, "n:" a
number, "s:" a share, "w:" a word of the program. Values know no language: what is fixed in one is read in any.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.analysis.money import Money
from app.domain.plan_checks import Plan
from app.domain.team import WorkPackage
from app.domain.terms import ExitItem, PlanRisk, RhythmLine, ServiceLevel

Value = list[str]
Content = Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True)
class Whole:
    """Everything that belongs to a version of a plan."""

    plan: Plan
    levels: Sequence[ServiceLevel] = ()
    rhythm: Sequence[RhythmLine] = ()
    risks: Sequence[PlanRisk] = ()
    exit: Sequence[ExitItem] = ()
    team: Sequence[WorkPackage] = ()


def snapshot(whole: Whole) -> Content:
    """Section → key → value; sections are those of `app/analysis/plan_versions.py`."""
    plan = whole.plan
    return {
        "price": _price(plan) | {each.id.hex: [_t(each.title), _m(each.amount)] for each in plan.stages},
        "dates": {
            each.id.hex: [_t(each.title), _d(each.starts_on), _d(each.planned_on)] for each in plan.stages
        },
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
        "rules": {
            each.topic: [f"w:{each.topic}", f"w:{each.state}", _t(each.words), _t(each.reason)]
            for each in plan.clauses
        },
        "risks": {
            each.id.hex: [
                _t(each.words), _n(Decimal(each.likely)), _n(Decimal(each.hurts)), _t(each.plan),
                _t(each.watched_by),
            ]
            for each in whole.risks
        },
        "exit": {each.item: [f"w:{each.item}", f"w:{each.state}", _t(each.place)] for each in whole.exit},
    }  # fmt: skip


def _price(plan: Plan) -> dict[str, Value]:
    deal = plan.engagement
    return {
        "price": ["w:price", _m(deal.price)],
        "pricing_model": ["w:pricing_model", f"w:{deal.pricing_model}"],
        "retention": ["w:retention", _s(deal.retention_share)],
        "warranty": ["w:warranty", _n(Decimal(deal.warranty_days))],
        "review": ["w:review", _n(Decimal(deal.review_days))],
        "payable": ["w:payable", _n(Decimal(deal.payable_days))],
        "notice": ["w:notice", _n(Decimal(deal.notice_days))],
    }


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
