"""What would have to be otherwise for a provider to come first, kept with the ranking so that its page can tell it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.analysis.contrast import Change, TieWeights, single_changes, tie_weights
from app.analysis.kept_runs import KeptRun
from app.analysis.matching import Match
from app.analysis.matching import rank as ranked
from app.queries.match_facts import kept_facts
from app.services.shortlists import CandidateFacts

STEP = Decimal("0.1")
RIVALS = 10
"""Of those behind the first, so many are tried for weights that bring one level: others are too far away to tell."""


def with_changes(
    run: KeptRun, matches: Sequence[Match], listed: Sequence[CandidateFacts]
) -> tuple[CandidateFacts, ...]:
    """Those listed, each with the single changes that would put it first, and the nearest weights of a tie.

    For the first it is the tie with whoever is nearest to it. Of a charge only what it would have to be is kept:
    what it is was told in confidence.
    """
    order = [item.match for item in ranked(matches).ranked]
    if not order:
        return tuple(listed)
    leader, others = order[0], order[1:]
    ties = {str(match.provider): tie_weights(match, leader) for match in others[:RIVALS]}
    found: dict[str, dict[str, Any]] = {str(leader.provider): {"changes": [], "level": _nearest(ties)}}
    for match in others:
        changes = single_changes(match, leader, run.rules.factors)
        tie = ties.get(str(match.provider))
        level = None if tie is None else _level(str(leader.provider), tie)
        found[str(match.provider)] = {"changes": [_change(one) for one in changes], "level": level}
    return tuple(_with(each, found.get(str(each.provider_ref))) for each in listed)


def _with(each: CandidateFacts, told: Mapping[str, Any] | None) -> CandidateFacts:
    return each if told is None else replace(each, outcome={**each.outcome, **told})


def _nearest(ties: Mapping[str, TieWeights | None]) -> dict[str, Any] | None:
    """Whom the least move of weights brings level with the first."""
    found = [(tie.largest_move, name, tie) for name, tie in ties.items() if tie is not None]
    if not found:
        return None
    _, name, tie = min(found, key=lambda each: each[:2])
    return _level(name, tie)


def _level(rival: str, tie: TieWeights) -> dict[str, Any]:
    weights = {factor: format(weight.quantize(STEP), "f") for factor, weight in tie.weights.items()}
    return {"rival": uuid.UUID(rival).hex, "weights": weights}


def _change(one: Change) -> dict[str, Any]:
    facts = {"value": one.value} if one.part == "price_ratio" else {"value": one.value, "now": one.now}
    return {"factor": one.factor, "part": one.part, "facts": kept_facts(facts)}
