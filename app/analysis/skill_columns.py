"""How far a whole directory meets the skills a job needs: `skill_fit`, over columns.

What a skill of some level and age is worth for a need is reckoned once, exactly, and then only looked up; of every
skill only those who hold it are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from app.analysis.arrays import Floats, Truths, half_up, load_numpy
from app.analysis.columns import AGE_BIT, MOST_LEVEL, Columns, Holders
from app.analysis.jobs import Job
from app.analysis.skill_fit import ONE, SCORE_STEP, Need, SkillRelations


def short_of_musts(columns: Columns, job: Job, relations: SkillRelations, threshold: Decimal) -> Truths:
    """Whether a must falls short of the gate; nothing about who has not said what they know.

    Only skills that are worth enough to meet a must are looked at.
    """
    np, least = load_numpy(), float(threshold)
    short: Truths = np.zeros(len(columns), dtype=bool)
    for need in job.needs:
        if need.must:
            met = np.zeros(len(columns), dtype=bool)
            for held, worth in _held(columns, need, relations, threshold):
                met[held.rows[(np.array(worth) >= least)[held.values]]] = True
            short |= ~met
    return short


def need_scores(columns: Columns, job: Job, relations: SkillRelations, among: Truths) -> Floats:
    """The need scores of some, in the order of their rows; not a number where the needs weigh nothing."""
    np = load_numpy()
    whole = sum((need.weight for need in job.needs), Decimal(0))
    place = np.cumsum(among) - 1
    count = int(among.sum())
    if whole <= 0:
        nothing: Floats = np.full(count, np.nan)
        return nothing
    score: Floats = np.zeros(count)
    for need in job.needs:
        best = np.zeros(count)
        for held, worth in _held(columns, need, relations, Decimal(0)):
            lines = np.flatnonzero(among[held.rows])
            at = place[held.rows[lines]]
            best[at] = np.maximum(best[at], np.array(worth)[held.values[lines]])
        score += float(need.weight) * best
    return half_up(score / float(whole), SCORE_STEP)


def _held(
    columns: Columns, need: Need, relations: SkillRelations, least: Decimal
) -> Iterator[tuple[Holders, tuple[float, ...]]]:
    """Who holds what is worth something for a need, at least so much, with its worth by the byte it is held as."""
    ages = ONE, relations.older_factor, relations.stale_factor
    for skill, worth in relations.worths(need).items():
        if worth and worth >= least:
            for held in columns.skills.get(skill, ()):
                yield held, worth_by_code(worth, need.level, ages)


@lru_cache(maxsize=4096)
def worth_by_code(match: Decimal, wanted: int, ages: tuple[Decimal, ...]) -> tuple[float, ...]:
    """What a skill is worth by the byte it is held as: the match by level by age."""
    return tuple(
        float(match * min(ONE, Decimal(level) / Decimal(wanted)) * age)
        for age in ages
        for level in range(AGE_BIT)
    )


assert AGE_BIT == MOST_LEVEL + 1
