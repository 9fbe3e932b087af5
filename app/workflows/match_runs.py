"""A ranking with how sure it is, kept whole, and made again from what was kept."""

import uuid
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.analysis.acceptability import Acceptability, SpreadRule
from app.analysis.agreement import agreement
from app.analysis.kept_runs import KeptRun, kept_run, matches_of, sureness_of
from app.analysis.kept_trees import read_tree, tree_of
from app.analysis.matching import Match
from app.analysis.matching import rank as ranked
from app.domain.errors import DomainError
from app.knowledge import Knowledge, load_knowledge
from app.knowledge.match_rules import match_rules
from app.queries.match_inputs import MatchInputs
from app.queries.match_runs import evidence_of
from app.services.shortlists import CandidateFacts
from app.words import say
from app.workflows.runner import Runner


def run_of(inputs: MatchInputs, listed: Sequence[CandidateFacts]) -> KeptRun:
    """Everything the ranking of those that were listed hangs on."""
    knowledge = load_knowledge()
    refs = {each.provider_ref for each in listed}
    candidates = [candidate for facts, candidate in inputs.candidates if facts.provider.id in refs]
    reasons: dict[Hashable, Mapping[str, str]] = dict(inputs.reasons.items())
    run = kept_run(inputs.job, match_rules(knowledge), inputs.weights, inputs.importance, candidates, reasons)
    return replace(run, spread=spread_rule(knowledge))


def spread_rule(knowledge: Knowledge) -> SpreadRule:
    """How far points may be off, as 05_factors.yaml says."""
    spread = knowledge.factors.missing_evidence.spread
    return SpreadRule(
        spread.level_2_or_3, spread.level_1_document_seen, spread.level_0_claimed, spread.missing
    )


def with_sureness(
    run: KeptRun, matches: Sequence[Match], listed: Sequence[CandidateFacts]
) -> tuple[tuple[CandidateFacts, ...], dict[str, Any]]:
    """Those listed with how often each came first, and what the run keeps of how it was made.

    The rules that may be read by everybody (anchors, priors, seed) are kept beside the weights; what was told in
    confidence is in the evidence alone.
    """
    sure = sureness_of(run, matches)
    first = {} if sure is None else {str(name): _first(sure, name) for name in sure.first}
    told = tuple(
        replace(each, outcome={**each.outcome, "first": first.get(str(each.provider_ref))}) for each in listed
    )
    return told, {
        "anchors": tree_of(run.rules.factors.factors),
        "track": tree_of(run.rules.factors.track) | {"version": run.rules.factors.track.version},
        "spread": tree_of(run.spread),
        "method": run.method,
        "seed": run.seed,
        "draws": run.draws,
        "agreement": _agreement(matches),
    }


def _first(sure: Acceptability, name: Hashable) -> dict[str, str]:
    return {"share": format(Decimal(str(round(sure.first[name], 4))), "f"), "word": sure.sureness(name).value}


def _agreement(matches: Sequence[Match]) -> dict[str, Any] | None:
    """How many methods name the same first, and whom each names."""
    found = agreement([item.match for item in ranked(matches).ranked])
    if found is None:
        return None
    return {
        "methods": found.methods,
        "agreeing": found.agreeing,
        "first": {method: [str(name) for name in names] for method, names in found.by_method.items()},
    }


@dataclass(frozen=True, slots=True)
class Reproduced:
    """A kept run made again: everybody in the order it gave, with place (0 where a gate stops it) and total."""

    engine: str
    on: date
    rows: tuple[tuple[str, int, Decimal], ...]
    first: Mapping[str, float]
    """How often each came first, by the kept seed."""


def reproduced(runner: Runner, *, run_id: uuid.UUID) -> Reproduced:
    """Make a kept ranking again from its own inputs, whatever directory and knowledge say today.

    Raises DomainError for a run of which they were not kept here, as for one that came in an engagement file.
    """
    tree = runner.read(lambda session: evidence_of(session, run_id=run_id))
    if not tree:
        raise DomainError(say("What this ranking was made from is with the broker who made it."))
    run = read_tree(KeptRun, tree)
    matches = matches_of(run)
    sure = sureness_of(run, matches)
    ranking = ranked(matches)
    placed = [(str(item.match.provider), item.place, item.match.total) for item in ranking.ranked]
    stopped = [(str(match.provider), 0, match.total) for match in ranking.ruled_out]
    first = {} if sure is None else {str(name): share for name, share in sure.first.items()}
    return Reproduced(run.engine, run.job.on, (*placed, *stopped), first)
