"""The skills a provider is matched on: those of the kind of project, and what the words of the brief ask for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from app.analysis.skill_fit import Need
from app.knowledge import Knowledge
from app.knowledge.readings import SECTORS
from app.queries.brief_needs import EXCLUDED, LEGACY, MUST, BriefNeed

SURE = 0.85
"""How sure a reading must be to count before anybody has confirmed it."""

USUAL_LEVEL = 3
WEIGHTS = {True: {True: Decimal(3), False: Decimal(1)}, False: {True: Decimal(1), False: Decimal("0.5")}}
"""Settled by somebody or only read → a must or a wish → its weight beside those of a template."""


def needed_skills(
    knowledge: Knowledge, usual: Sequence[Need], asked: Iterable[BriefNeed]
) -> tuple[Need, ...]:
    """`usual`, the needs of the kind of project, with what the brief asks for and without what it refuses.

    What nobody confirmed rules no provider out: only a must that somebody stands behind is a must here.
    """
    counted = [one for one in asked if _counts(knowledge, one)]
    refused = {one.skill for one in counted if one.weight == EXCLUDED}
    kept = (_without(need, refused) for need in usual)
    needs = {need.skill: need for need in kept if need is not None}
    for one in counted:
        if one.weight == EXCLUDED:
            continue
        before = needs.get(one.skill)
        must = one.settled and one.weight == MUST
        if before is None:
            weight = WEIGHTS[one.settled][one.weight == MUST]
            needs[one.skill] = Need(one.skill, one.level or USUAL_LEVEL, must, weight)
        else:
            needs[one.skill] = replace(
                before,
                level=max(before.level, one.level or 0),
                must=before.must or must,
                alternatives=() if must else before.alternatives,
            )
    return tuple(needs.values())


def _counts(knowledge: Knowledge, one: BriefNeed) -> bool:
    skill = knowledge.skills.skills.get(one.skill)
    known = skill is not None and skill.group != SECTORS
    return known and one.weight != LEGACY and (one.settled or one.confidence >= SURE)


def _without(need: Need, refused: set[str]) -> Need | None:
    """A need without what is refused: the first alternative takes the place of a skill that is."""
    others = tuple(other for other in need.alternatives if other not in refused)
    if need.skill not in refused:
        return replace(need, alternatives=others)
    return replace(need, skill=others[0], alternatives=others[1:]) if others else None
