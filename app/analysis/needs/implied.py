"""Skills that nobody named and that the named ones call for: rules of the trade, each with its reason."""

from collections.abc import Mapping

from app.analysis.needs.findings import ImpliedSkill
from app.analysis.needs.vocabulary import Implied

DAMPING = 0.8
"""What is implied is less sure than what implies it."""


def implied(named: Mapping[str, float], rules: tuple[Implied, ...]) -> tuple[ImpliedSkill, ...]:
    """What `named` skills (with how sure each is) imply, the surest first; one step, never on and on."""
    found: dict[str, ImpliedSkill] = {}
    for rule in rules:
        because = tuple(sorted(skill for skill in rule.named if skill in named))
        if not because:
            continue
        sure = round(DAMPING * max(named[skill] for skill in because), 3)
        for skill in rule.skills:
            if skill not in named and (skill not in found or found[skill].confidence < sure):
                found[skill] = ImpliedSkill(skill, because, rule.reason, sure)
    return tuple(sorted(found.values(), key=lambda one: (-one.confidence, one.skill)))
