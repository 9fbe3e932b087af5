"""How far a provider's skills meet the needs of a job (matching_rule of 03_skills.json).

`app.knowledge` maps the taxonomy to `SkillRelations`: related weights by pair and the group of each skill.
Conditions of a template (`when`, `must_when`, `classes`) are settled before: a need here is really needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

ONE = Decimal(1)
ZERO = Decimal(0)
SCORE_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Need:
    """A skill a job asks for, at a level (1-5); any of `alternatives` meets it just as well."""

    skill: str
    level: int
    must: bool
    weight: Decimal
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldSkill:
    """A skill of a provider; `last_used` None means nobody said when."""

    skill: str
    level: int
    last_used: date | None = None


@dataclass(frozen=True, slots=True)
class SkillRelations:
    """What one skill is worth for another: related weights (need, held) -> weight, and groups."""

    related: Mapping[tuple[str, str], Decimal]
    group: Mapping[str, str]
    related_cap: Decimal = Decimal("0.8")
    same_group: Decimal = Decimal("0.15")
    recent_months: int = 24
    older_months: int = 48
    older_factor: Decimal = Decimal("0.85")
    stale_factor: Decimal = Decimal("0.6")

    def match(self, need: Need, held: str) -> Decimal:
        """1 for the skill or an alternative, the related weight up to its cap, a little within the group."""
        if held == need.skill or held in need.alternatives:
            return ONE
        weight = max(self.related.get((need.skill, held), ZERO), self.related.get((held, need.skill), ZERO))
        if weight:
            return min(weight, self.related_cap)
        mine = self.group.get(need.skill)
        return self.same_group if mine is not None and mine == self.group.get(held) else ZERO


@dataclass(frozen=True, slots=True)
class NeedFit:
    """How well one need is met and by which skill of the provider (None: by nothing)."""

    need: Need
    score: Decimal
    by: HeldSkill | None

    def covered(self, threshold: Decimal) -> bool:
        """Whether the need is met well enough to pass the gate."""
        return self.score >= threshold


@dataclass(frozen=True, slots=True)
class SkillFit:
    """The need score (0-1) and every need behind it, in the order given."""

    score: Decimal
    needs: tuple[NeedFit, ...]

    def failing_musts(self, threshold: Decimal) -> tuple[NeedFit, ...]:
        """Must-haves below the gate's threshold."""
        return tuple(fit for fit in self.needs if fit.need.must and not fit.covered(threshold))


def skill_fit(
    needs: Sequence[Need], held: Sequence[HeldSkill], relations: SkillRelations, on: date
) -> SkillFit:
    """sum(weight x best skill score) / sum(weight), with the best skill of the provider for each need.

    A skill's score is match x min(1, level held / level needed) x recency. Raises ValueError without a need
    of any weight.
    """
    whole = sum((need.weight for need in needs), ZERO)
    if whole <= 0:
        raise ValueError("a job without needs cannot be matched by skill")
    fits = tuple(_best(need, held, relations, on) for need in needs)
    score = sum((fit.need.weight * fit.score for fit in fits), ZERO) / whole
    return SkillFit(score.quantize(SCORE_STEP, rounding=ROUND_HALF_UP), fits)


def _best(need: Need, held: Sequence[HeldSkill], relations: SkillRelations, on: date) -> NeedFit:
    scored = [(_score(need, skill, relations, on), skill) for skill in held]
    score, by = max(scored, key=lambda item: (item[0], item[1].skill), default=(ZERO, None))
    return NeedFit(need, score, by if score else None)


def _score(need: Need, held: HeldSkill, relations: SkillRelations, on: date) -> Decimal:
    level = min(ONE, Decimal(held.level) / Decimal(need.level))
    return relations.match(need, held.skill) * level * recency(held.last_used, on, relations)


def recency(last_used: date | None, on: date, relations: SkillRelations) -> Decimal:
    """1 if used in the last 24 months, 0.85 up to 48, 0.6 before; unknown counts as the middle one."""
    if last_used is None:
        return relations.older_factor
    months = (on.year - last_used.year) * 12 + on.month - last_used.month - (on.day < last_used.day)
    if months < relations.recent_months:
        return ONE
    return relations.older_factor if months < relations.older_months else relations.stale_factor
