"""How far a provider's skills meet the needs of a job (matching_rule of 03_skills.json).

`app.knowledge` maps the taxonomy to `SkillRelations`: related weights by pair and the group of each skill.
Conditions of a template (`when`, `must_when`, `classes`) are settled before: a need here is really needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache

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


@dataclass(frozen=True)
class SkillRelations:
    """What one skill is worth for another: related weights (need, held) -> weight, and groups.

    Without slots, so that it can hold what was worked out of it once.
    """

    related: Mapping[tuple[str, str], Decimal]
    group: Mapping[str, str]
    related_cap: Decimal = Decimal("0.8")
    same_group: Decimal = Decimal("0.15")
    recent_months: int = 24
    older_months: int = 48
    older_factor: Decimal = Decimal("0.85")
    stale_factor: Decimal = Decimal("0.6")

    @cached_property
    def neighbours(self) -> Mapping[str, Mapping[str, Decimal]]:
        """By skill: what others are worth for it, the related weight up to its cap, a little within the group."""
        members: dict[str, list[str]] = defaultdict(list)
        for skill, group in self.group.items():
            members[group].append(skill)
        worth: dict[str, dict[str, Decimal]] = defaultdict(dict)
        for skill, group in self.group.items():
            worth[skill] = dict.fromkeys(members[group], self.same_group)
        either_way: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for (one, other), weight in self.related.items():
            for pair in ((one, other), (other, one)):
                either_way[pair] = max(either_way[pair], weight)
        for (one, other), weight in either_way.items():
            if weight:
                worth[one][other] = min(weight, self.related_cap)
        return worth

    def worths(self, need: Need) -> Mapping[str, Decimal]:
        """Every skill that is worth something for a need, and what: the skill and its alternatives 1."""
        own = dict.fromkeys((need.skill, *need.alternatives), ONE)
        return {**self.neighbours.get(need.skill, {}), **own}

    def match(self, need: Need, held: str) -> Decimal:
        """What one skill is worth for a need."""
        return self.worths(need).get(held, ZERO)


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
    ages = [(skill, recency(skill.last_used, on, relations)) for skill in held]
    fits = tuple(_best(need, ages, relations) for need in needs)
    score = sum((fit.need.weight * fit.score for fit in fits), ZERO) / whole
    return SkillFit(score.quantize(SCORE_STEP, rounding=ROUND_HALF_UP), fits)


def _best(need: Need, held: Sequence[tuple[HeldSkill, Decimal]], relations: SkillRelations) -> NeedFit:
    worths = relations.worths(need)
    scored = [
        (worths[skill.skill] * share_of_level(skill.level, need.level) * age, skill)
        for skill, age in held
        if skill.skill in worths
    ]
    score, by = max(scored, key=lambda item: (item[0], item[1].skill), default=(ZERO, None))
    return NeedFit(need, score, by if score else None)


@lru_cache(maxsize=1024)
def share_of_level(held: int, wanted: int) -> Decimal:
    """How far a level reaches the one that is wanted."""
    return min(ONE, Decimal(held) / Decimal(wanted))


def recency(last_used: date | None, on: date, relations: SkillRelations) -> Decimal:
    """1 if used in the last 24 months, 0.85 up to 48, 0.6 before; unknown counts as the middle one."""
    if last_used is None:
        return relations.older_factor
    months = (on.year - last_used.year) * 12 + on.month - last_used.month - (on.day < last_used.day)
    if months < relations.recent_months:
        return ONE
    return relations.older_factor if months < relations.older_months else relations.stale_factor
