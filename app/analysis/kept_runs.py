"""What is kept of a ranking so that it can be made again when directory, knowledge and estimates have moved on."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from app.analysis.acceptability import DRAWS, METHOD, SEED, Acceptability, Rival, SpreadRule, acceptability
from app.analysis.factors import Importance
from app.analysis.jobs import Candidate, Job
from app.analysis.matching import Match, MatchRules, assess, weigh
from app.analysis.skill_fit import SkillRelations
from app.analysis.track_record import posterior

ENGINE = "matching 2"
"""Version of the way of ranking; a kept run says which one made it."""


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A job, the rules with their anchors and priors, the weights, and everybody who was judged.

    Candidates hold what was told in confidence, so this stays with whoever made the run.
    """

    engine: str
    job: Job
    rules: MatchRules
    weights: Mapping[str, Decimal]
    importance: Mapping[str, Importance]
    candidates: tuple[Candidate, ...]
    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    spread: SpreadRule = field(default_factory=SpreadRule)
    method: str = METHOD
    seed: int = SEED
    draws: int = DRAWS


def kept_run(
    job: Job,
    rules: MatchRules,
    weights: Mapping[str, Decimal],
    importance: Mapping[str, Importance],
    candidates: Sequence[Candidate],
    reasons: Mapping[Hashable, Mapping[str, str]],
) -> KeptRun:
    """The run with what it hangs on: of the taxonomy only what bears on these needs and these candidates."""
    named = {str(one.provider) for one in candidates}
    return KeptRun(
        ENGINE,
        job,
        replace(rules, skills=_bearing(rules.skills, job, candidates)),
        weights,
        importance,
        tuple(candidates),
        {str(provider): texts for provider, texts in reasons.items() if texts and str(provider) in named},
    )


def _bearing(relations: SkillRelations, job: Job, candidates: Sequence[Candidate]) -> SkillRelations:
    needed = {need.skill for need in job.needs}
    held = {skill.skill for one in candidates for skill in one.skills or ()}
    return replace(
        relations,
        related={
            pair: weight
            for pair, weight in relations.related.items()
            if (pair[0] in needed and pair[1] in held) or (pair[1] in needed and pair[0] in held)
        },
        group={skill: group for skill, group in relations.group.items() if skill in needed | held},
    )


def matches_of(run: KeptRun) -> tuple[Match, ...]:
    """Everybody of the run judged again, in the order they were kept."""
    return tuple(
        weigh(
            assess(one, run.job, run.rules, run.reasons.get(str(one.provider))), run.weights, run.importance
        )
        for one in run.candidates
    )


def sureness_of(run: KeptRun, matches: Sequence[Match]) -> Acceptability | None:
    """The draws of the run over those no gate stops; None where nobody is left."""
    candidates = {str(one.provider): one for one in run.candidates}
    rivals = [
        _rival(match, candidates[str(match.provider)], run)
        for match in matches
        if not match.assessment.eligibility.stopped_by
    ]
    if not rivals:
        return None
    return acceptability(rivals, run.rules.factors, spread=run.spread, draws=run.draws, seed=run.seed)


def _rival(match: Match, candidate: Candidate, run: KeptRun) -> Rival:
    found = posterior(candidate.record.closed, run.job.on, run.rules.factors.track)
    return Rival(match, posterior=None if found is None else (found.mean, found.deviation))
