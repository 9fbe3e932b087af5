"""Skills that nobody named and that the named ones call for: rules of the trade, each with its reason."""

from collections.abc import Mapping

from app.analysis.needs.findings import ImpliedSkill
from app.analysis.needs.vocabulary import Implied

DAMPING = 0.8
"""What is implied is less sure than what implies it."""

EACH_NEXT = 0.03
"""How much less sure each next skill of a rule is: a rule names the likeliest first."""


def implied(named: Mapping[str, float], rules: tuple[Implied, ...]) -> tuple[ImpliedSkill, ...]:
    """What `named` skills (with how sure each is) imply, the surest first; one step, never on and on.

    What several rules call for is surer than what one does.
    """
    found: dict[str, ImpliedSkill] = {}
    for rule in rules:
        if rule.named.isdisjoint(named):
            continue
        because = tuple(sorted(rule.named.intersection(named)))
        most = DAMPING * max(named[skill] for skill in because)
        for place, skill in enumerate(rule.skills):
            sure = most - EACH_NEXT * place
            if skill in named:
                continue
            if skill not in found:
                found[skill] = ImpliedSkill(skill, because, rule.reason, sure)
                continue
            known = found[skill]
            both = 1 - (1 - known.confidence) * (1 - sure)
            stronger = known if known.confidence >= sure else ImpliedSkill(skill, because, rule.reason, sure)
            joined = tuple(sorted({*known.because, *because}))
            found[skill] = stronger._replace(because=joined, confidence=both)
    ordered = sorted(found.values(), key=lambda one: -one.confidence)
    return tuple(one._replace(confidence=round(one.confidence, 3)) for one in ordered)
