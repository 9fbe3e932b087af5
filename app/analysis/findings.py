"""What to say about a provider: what speaks for it, what against it, and what nobody knows yet.

Every provider gets at least one of each, chosen from its own parts and gates; the sentences are made from the
codes and facts by whoever shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from app.analysis.anchors import band_of
from app.analysis.factors import FactorPoints, PartScore
from app.analysis.facts import Facts
from app.analysis.gates import Answer, GateResult
from app.analysis.matching import Match

CAREFUL_BUYER = Decimal(80)
JUST_ENOUGH = Decimal(40)
MOST_STRENGTHS = 3
MOST_WEAKNESSES = 2

PART_OF_CODE = {
    "skills_not_stated": "need_score",
    "travel_not_stated": "travel_minutes",
    "shared_hours_not_stated": "shared_hours",
    "capacity_not_stated": "free_hands",
    "start_not_stated": "margin",
    "price_not_known": "price_ratio",
}
"""Gates that ask the same question as a part, so that one gap is told once."""


class Kind(StrEnum):
    """For, against, or not known."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say; `part` is a part of a factor or, with `factor` None, the id of a gate."""

    kind: Kind
    factor: str | None
    part: str | None
    code: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Weighed:
    factor: FactorPoints
    part: PartScore
    weight: Decimal

    def finding(self, kind: Kind) -> Finding:
        evidence = self.part.evidence
        facts: Facts = {
            **evidence.facts,
            "points": self.part.points,
            "band": band_of(self.part.points, self.part.anchors),
            "value": evidence.value,
            "level": evidence.level,
            "as_of": evidence.as_of,
            "weight": self.weight,
        }
        return Finding(kind, self.factor.factor, self.part.part, evidence.code, facts)


def findings(match: Match) -> tuple[Finding, ...]:
    """Strengths (one to three), weaknesses (at least one) and unknowns (at least one), in that order.

    Where nothing is open the unknown has the code "nothing_open"; where nothing at all is weak the weakness
    has "no_weak_point".
    """
    parts = [
        _Weighed(item.factor, part, item.part_weight(part))
        for item in match.contributions
        for part in item.factor.parts
    ]
    known = [part for part in parts if not part.part.missing]
    strengths = list(_strengths(match, known))
    weaknesses = list(_weaknesses(match, known, {(f.factor, f.part) for f in strengths}))
    return (*strengths, *weaknesses, *_unknowns(match, [part for part in parts if part.part.missing]))


def _strengths(match: Match, known: list[_Weighed]) -> Iterator[Finding]:
    ordered = sorted(known, key=lambda item: (-item.weight * item.part.points, item.part.part))
    good = [item for item in ordered if item.part.points >= CAREFUL_BUYER]
    best = max(ordered, key=lambda item: item.part.points, default=None)
    if good:
        yield from (item.finding(Kind.STRENGTH) for item in good[:MOST_STRENGTHS])
    elif best is not None and best.part.points >= JUST_ENOUGH:
        yield best.finding(Kind.STRENGTH)
    else:
        gates = match.assessment.gates
        passed = sum(result.answer is Answer.PASS for result in gates)
        code = "passes_gates" if passed else "open_to_be_asked"
        yield Finding(Kind.STRENGTH, None, None, code, {"passed": passed, "gates": len(gates)})


def _weaknesses(
    match: Match, known: list[_Weighed], praised: set[tuple[str | None, str | None]]
) -> Iterator[Finding]:
    told = 0
    for finding in (*_failed(match.assessment.gates), *_capped(match)):
        told += 1
        yield finding
    lossy = sorted(known, key=lambda item: (-item.weight * (100 - item.part.points), item.part.part))
    short = [item for item in lossy if item.part.points < CAREFUL_BUYER]
    weak = [item for item in short if (item.factor.factor, item.part.part) not in praised]
    for item in weak[: max(0, MOST_WEAKNESSES - told)]:
        told += 1
        yield item.finding(Kind.WEAKNESS)
    if told:
        return
    least = next((item for item in lossy if item.part.points < 100), None)
    if least is not None:
        found = least.finding(Kind.WEAKNESS)
        yield Finding(Kind.WEAKNESS, found.factor, found.part, "least_strong", found.facts)
    elif known:
        yield Finding(Kind.WEAKNESS, None, None, "no_weak_point")
    else:
        yield Finding(Kind.WEAKNESS, None, None, "little_known")


def _failed(gates: Iterable[GateResult]) -> Iterator[Finding]:
    for result in gates:
        if result.answer is Answer.FAIL:
            facts: Facts = {**result.facts, "waiver": result.waiver}
            yield Finding(Kind.WEAKNESS, None, result.gate, result.code, facts)


def _capped(match: Match) -> Iterator[Finding]:
    for item in match.contributions:
        if item.factor.cap is not None:
            facts: Facts = {"points": item.factor.points, "weight": item.weight}
            yield Finding(Kind.WEAKNESS, item.factor.factor, None, item.factor.cap, facts)


def _unknowns(match: Match, missing: list[_Weighed]) -> Iterator[Finding]:
    told = {item.part.part for item in missing}
    ordered = sorted(missing, key=lambda item: (-item.weight, item.part.part))
    found = [item.finding(Kind.UNKNOWN) for item in ordered]
    for result in match.assessment.gates:
        asks_again = PART_OF_CODE.get(result.code) in told
        if (result.answer is Answer.NOT_CHECKED and not asks_again) or result.code == "renewal_due":
            facts: Facts = {**result.facts, "waiver": result.waiver}
            found.append(Finding(Kind.UNKNOWN, None, result.gate, result.code, facts))
    without_rate = match.assessment.charge.without_rate
    if without_rate and "price_ratio" not in told:
        rates: Facts = {"roles": without_rate}
        found.append(Finding(Kind.UNKNOWN, "FAC-PRICE", "price_ratio", "rates_missing", rates))
    if not found:
        found.append(Finding(Kind.UNKNOWN, None, None, "nothing_open"))
    yield from found
