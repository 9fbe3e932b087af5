"""The verb `match`: providers ranked for a project of this workspace, or from two files, and told as sentences."""

import json
import uuid
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from app.analysis.acceptability import Acceptability, Sureness
from app.analysis.columns import columns_of
from app.analysis.factors import Importance, factor_weights
from app.analysis.jobs import Candidate, Job
from app.analysis.kept_runs import KeptRun, kept_run, matches_of, sureness_of
from app.analysis.kept_trees import read_tree
from app.analysis.matching import Match, Ranking, Strength
from app.analysis.matching import rank as ranked
from app.analysis.screening import screen
from app.domain.errors import DomainError
from app.knowledge import Knowledge, load_knowledge
from app.knowledge.match_rules import match_rules
from app.queries.match_inputs import BEST_JUDGED, JUDGED_WHOLE, NEAR_MISSES_JUDGED, match_inputs
from app.words import say
from app.words.formats import Formats
from app.workflows.match_runs import spread_rule
from app.workflows.runner import Runner

Tree = Any
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The file of a brief: the job, the template whose weights are the start, and the owner's words."""

    job: Job
    template: str = ""
    importance: Mapping[str, Importance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """A ranking to be told: the run, the ranking, how sure it is, names, and how many there were."""

    run: KeptRun
    ranking: Ranking
    sure: Acceptability | None
    names: Mapping[str, str]
    considered: int
    stopped_by: Mapping[str, int]


def told_project(runner: Runner, *, project_id: uuid.UUID, on: date) -> Told:
    """Rank the directory of the workspace for one of its projects; nothing is kept."""
    inputs = runner.read(lambda session: match_inputs(session, project_id=project_id, on=on))
    known = load_knowledge()
    names = {str(facts.provider.id): facts.provider.name for facts, _ in inputs.candidates}
    reasons: dict[Hashable, Mapping[str, str]] = dict(inputs.reasons.items())
    run = kept_run(
        inputs.job,
        match_rules(known),
        inputs.weights,
        inputs.importance,
        [candidate for _, candidate in inputs.candidates],
        reasons,
    )
    return _told(run, known, names, inputs.kept["considered"], inputs.kept["stopped_by"])


def told_files(brief: str, providers: str) -> Told:
    """Rank the providers of one file for the brief of another; DomainError with the place of what does not fit."""
    known, wanted = load_knowledge(), _read(Wanted, _json(brief), say("the brief"))
    candidates = [_read(Candidate, tree, say("the providers")) for tree in _trees(providers)]
    if len({one.provider for one in candidates}) < len(candidates):
        raise DomainError(say("A provider stands in the file twice."))
    weights = factor_weights(_template_weights(known, wanted.template), wanted.importance)
    rules = match_rules(known)
    stopped: Mapping[str, int] = {}
    judged = candidates
    if len(candidates) > JUDGED_WHOLE:
        months = rules.skills.recent_months, rules.skills.older_months
        currency = wanted.job.should_cost.currency
        found = screen(
            columns_of(candidates, on=wanted.job.on, currency=currency, months=months), wanted.job, rules
        )
        rows = (*found.best(weights, BEST_JUDGED), *found.near_misses(weights, NEAR_MISSES_JUDGED))
        kept = {found.columns.providers[row] for row in rows}
        judged = [one for one in candidates if one.provider in kept]
        stopped = found.stopped_by()
    run = kept_run(wanted.job, rules, weights, wanted.importance, judged, {})
    return _told(run, known, {}, len(candidates), stopped)


def _told(
    run: KeptRun, known: Knowledge, names: Mapping[str, str], considered: int, stopped: Mapping[str, int]
) -> Told:
    run = replace(run, spread=spread_rule(known))
    matches = matches_of(run)
    ranking = ranked(matches)
    return Told(
        run,
        ranking,
        sureness_of(run, matches),
        names,
        considered,
        dict(stopped) or dict(ranking.stopped_by),
    )


def _template_weights(known: Knowledge, template: str) -> Mapping[str, Decimal]:
    weights = known.factors.weights
    if template in weights.rows:
        return weights.of(template)
    if template:
        raise DomainError(say("There is no template {template}.", template=template))
    return next(card.equal_weights for card in known.cards.cards.values() if card.equal_weights)


def _json(text: str) -> Tree:
    try:
        return json.loads(text)
    except ValueError as wrong:
        raise DomainError(say("The file is no JSON.")) from wrong


def _trees(text: str) -> Sequence[Tree]:
    """A JSON list, or one provider a line."""
    if text.lstrip().startswith("["):
        trees: Sequence[Tree] = _json(text)
        return trees
    return [_json(line) for line in text.splitlines() if line.strip()]


def _read(kind: type[T], tree: Tree, what: str) -> T:
    try:
        return read_tree(kind, tree)
    except ValueError as wrong:
        raise DomainError(say("In {what}: {fault}", what=what, fault=wrong)) from wrong


def match_lines(told: Told, formats: Formats) -> Iterator[str]:
    """The ranking, a sentence a line."""
    strengths = {
        Strength.STRONG: say("strong match"),
        Strength.GOOD: say("good match"),
        Strength.POSSIBLE: say("possible match"),
        Strength.NOT_SUGGESTED: say("not suggested"),
    }
    for item in told.ranking.ranked:
        match = item.match
        name, strength = _name(told, match), strengths[match.strength]
        yield say(
            "{place}. {name}: {total} of 100, {strength}",
            place=item.place,
            name=name,
            total=match.shown,
            strength=strength,
        )
        if told.sure is not None:
            yield _sure_line(told.sure, match, formats)
    for match in told.ranking.ruled_out:
        gates = ", ".join(match.assessment.eligibility.stopped_by)
        yield say("Kept off the list: {name}, by {gates}", name=_name(told, match), gates=gates)


def _sure_line(sure: Acceptability, match: Match, formats: Formats) -> str:
    share = formats.percent(Decimal(str(round(sure.first[match.provider], 2))))
    sureness = sure.sureness(match.provider)
    if sureness is Sureness.CLEAR:
        return say("Clearly first: in {share} of the draws", share=share)
    if sureness is Sureness.LIKELY:
        return say("Likely first: in {share} of the draws", share=share)
    return say("First in {share} of the draws", share=share)


def _name(told: Told, match: Match) -> str:
    return told.names.get(str(match.provider), "") or str(match.provider)
