"""Rank the providers of the directory for a project, and keep the ranking with what it was made from."""

import uuid
from collections.abc import Hashable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.analysis.confidence import FRESH
from app.analysis.credentials import CheckLevel
from app.analysis.endorsed import endorsed_places
from app.analysis.endorsements import Endorsement
from app.analysis.factors import PartScore
from app.analysis.findings import Finding, findings
from app.analysis.gates import GateResult
from app.analysis.kept_runs import ENGINE, matches_of
from app.analysis.kept_trees import tree_of
from app.analysis.matching import (
    Contribution,
    Match,
    Newcomer,
    Ranking,
    assess,
    kept_places,
    suggested,
    weigh,
)
from app.analysis.matching import rank as ranked
from app.domain.errors import DomainError
from app.knowledge import load_knowledge
from app.knowledge.match_rules import match_rules
from app.queries.kept_directory import whole_directory
from app.queries.kept_list import MOST_LISTED
from app.queries.match_facts import kept_facts
from app.queries.match_inputs import MatchInputs, match_inputs
from app.queries.match_runs import made_elsewhere
from app.queries.provider_records import ProviderFacts, suspended_by_hand
from app.queries.shortlists import ran_on
from app.services.shortlists import CandidateFacts, PutForward, keep_run
from app.services.shortlists import add_by_hand as keep_by_hand
from app.services.shortlists import put_forward as keep_forward
from app.words import say, say_count
from app.workflows.match_changes import with_changes
from app.workflows.match_runs import run_of, with_sureness
from app.workflows.runner import Runner

SUGGESTIONS = 4
"""Providers suggested for asking: three to five are invited, three quotes are wanted."""

SUGGESTIONS_LIGHT = 2
"""The same for a small task."""


BY_HAND = 1000
"""Position of a provider put on the list by hand: after everybody who was ranked."""

MOST_RULED_OUT = 40
"""Providers kept as ruled out, those that a single rule keeps off first."""


class Reading(Protocol):
    """A workspace that can be read beside its own thread."""

    def reader(self) -> AbstractContextManager[Session]:
        """A session for one long read."""
        ...


def rank(runner: Runner, *, project_id: uuid.UUID, on: date) -> uuid.UUID:
    """Judge the directory for a project, keep the run and return its id.

    A provider that was on the list keeps its tick, invitation, reason and waivers.
    """
    if runner.read(partial(made_elsewhere, project_id=project_id)):
        raise DomainError(
            say(
                "This list came in a file, and the directory it was made from is not on this computer. "
                "Whoever made it can rank it again."
            )
        )
    inputs = runner.read(lambda session: match_inputs(session, project_id=project_id, on=on))
    candidates = judged(inputs)
    run = run_of(inputs, candidates)
    matches = matches_of(run)
    candidates, told = with_sureness(run, matches, candidates)
    candidates = with_changes(run, matches, candidates)
    verb = partial(
        keep_run,
        project_id=project_id,
        engine=ENGINE,
        inputs={**inputs.kept, **told},
        candidates=candidates,
        on=on,
        evidence=tree_of(run),
    )
    run_id, _ = runner.write(verb, say("Rank providers"))
    return run_id


def read_ahead(store: Reading) -> None:
    """Read a long directory on another thread, so that ranking it does not wait for the disk."""
    with store.reader() as session:
        whole_directory(session)


def add_by_hand(
    runner: Runner, *, project_id: uuid.UUID, provider_id: uuid.UUID, reason: str, on: date
) -> uuid.UUID:
    """Put a provider of the directory on the list although the ranking did not; returns the candidate's id.

    It is judged by the same rules as all the others and stands at the end of the list.
    """
    inputs = runner.read(
        lambda session: match_inputs(session, project_id=project_id, on=on, providers=(provider_id,))
    )
    facts = next(iter(judged(inputs)), None)
    if facts is None:
        raise DomainError(say("This provider is no longer in the directory. Choose another."))
    verb = partial(keep_by_hand, project_id=project_id, facts=_by_hand(facts), reason=reason, on=on)
    candidate_id, _ = runner.write(verb, say("Add {name} by hand", name=facts.name))
    return candidate_id


def put_forward(
    runner: Runner, *, project_id: uuid.UUID, provider_ids: tuple[uuid.UUID, ...], reason: str, on: date
) -> PutForward:
    """Put providers chosen in the directory on a project's list, marked to be asked where the rules let them.

    A project without a list is ranked first, so that the chosen stand among all who fit.
    """
    if runner.read(lambda session: ran_on(session, project_id=project_id)) is None:
        rank(runner, project_id=project_id, on=on)
    inputs = runner.read(
        lambda session: match_inputs(session, project_id=project_id, on=on, providers=provider_ids)
    )
    chosen = tuple(_by_hand(facts) for facts in judged(inputs))
    if not chosen:
        raise DomainError(say("These providers are no longer in the directory. Choose others."))
    verb = partial(keep_forward, project_id=project_id, providers=chosen, reason=reason, on=on)
    told, _ = runner.write(
        verb,
        say_count("Put {count} provider on a list", "Put {count} providers on a list", len(chosen)),
    )
    return told


def _by_hand(facts: CandidateFacts) -> CandidateFacts:
    """Judged as the others, but standing after everybody who was ranked."""
    alone = {**facts.outcome, "about_equal": False, "suggested": False, "position": BY_HAND}
    return replace(facts, place=0, outcome=alone)


def judged(inputs: MatchInputs) -> tuple[CandidateFacts, ...]:
    """Every provider with its place and outcome; beside the place nothing depends on the others."""
    rules = match_rules(load_knowledge())
    matches = []
    for facts, candidate in inputs.candidates:
        reasons = inputs.reasons.get(facts.provider.id)
        assessment = assess(candidate, inputs.job, rules, reasons)
        matches.append(weigh(assessment, inputs.weights, inputs.importance))
    ranking = ranked(matches)
    count = SUGGESTIONS_LIGHT if inputs.job.micro_task else SUGGESTIONS
    chosen = suggested(ranking, count, new_to_owner=inputs.new_to_owner, new_to_broker=inputs.new_to_broker)
    kept = kept_places(ranking, chosen, count, inputs.new_to_owner)
    facts_of: dict[Hashable, ProviderFacts] = {facts.provider.id: facts for facts, _ in inputs.candidates}
    endorsed = _endorsed(ranking, inputs)
    return tuple(
        replace(each, outcome={**each.outcome, "endorsed": endorsed.get(each.provider_ref)})
        for each in _candidates(ranking, chosen, kept, facts_of)
    )


def _endorsed(ranking: Ranking, inputs: MatchInputs) -> dict[uuid.UUID, dict[str, Any]]:
    """By provider on the list: place and total with what brokers say, beside those without; none where nobody does."""
    said: dict[Hashable, tuple[Endorsement, ...]] = dict(inputs.said.items())
    found = endorsed_places([item.match for item in ranking.ranked], said, inputs.job.on)
    if not any(each.part for each in found):
        return {}
    return {
        uuid.UUID(str(each.provider)): {
            "part": format(each.part, "f"),
            "total": format(each.endorsed_total, "f"),
            "place": each.endorsed_place,
            "without": each.place,
        }
        for each in found
    }


def _candidates(
    ranking: Ranking,
    chosen: tuple[Hashable, ...],
    kept: Mapping[Hashable, Newcomer],
    facts_of: Mapping[Hashable, ProviderFacts],
) -> list[CandidateFacts]:
    near = set(map(id, ranking.near_misses))
    ruled_out = sorted(ranking.ruled_out, key=lambda match: id(match) not in near)
    rows = [(item.match, item.place, item.about_equal) for item in ranking.ranked[:MOST_LISTED]]
    rows += [(match, 0, False) for match in ruled_out[:MOST_RULED_OUT]]
    return [
        CandidateFacts(
            provider_ref=facts_of[match.provider].provider.id,
            name=facts_of[match.provider].provider.name,
            place=place,
            snapshot=snapshot(facts_of[match.provider], match),
            outcome={
                **outcome(match, facts_of[match.provider]),
                "about_equal": about_equal,
                "suggested": match.provider in chosen,
                "newcomer": kept[match.provider].value if match.provider in kept else None,
                "position": position,
            },
        )
        for position, (match, place, about_equal) in enumerate(rows, start=1)
    ]


def snapshot(facts: ProviderFacts, match: Match) -> dict[str, Any]:
    """What the directory says of a provider on the day, for an engagement that may leave this workspace."""
    provider = facts.provider
    person = facts.on_site_person()
    checked = [row.checked_on for row in facts.credentials if row.level >= CheckLevel.CHECKED]
    newest = max((day for day in checked if day is not None), default=None)
    return {
        "town": provider.town,
        "country": provider.country,
        "tier": match.assessment.standing.tier.value,
        "on_site_person": person.name if person else "",
        "on_site_role": person.role if person else "",
        "remote_place": ", ".join(site.town for site in facts.away_sites()),
        "shared_hours": _number(provider.shared_hours),
        "travel_minutes": _minutes(match),
        "free_days_week": _number(provider.free_days_week),
        "earliest_start": provider.earliest_start.isoformat() if provider.earliest_start else None,
        "staff": provider.staff,
        "reply_promise": provider.reply_promise,
        "templates": list(provider.templates),
        "checked_on": newest.isoformat() if newest else None,
        "checks_stale": newest is not None and match.assessment.job.on - newest > FRESH,
        "checks": [
            {
                "credential": row.credential,
                "level": row.level,
                "expires": row.expires_on.isoformat() if row.expires_on else None,
            }
            for row in facts.credentials
        ],
    }


def _minutes(match: Match) -> int | None:
    """How long the way to this owner takes, as it was judged."""
    parts = (part for factor in match.assessment.factors for part in factor.parts)
    found = next((part.evidence.value for part in parts if part.part == "travel_minutes"), None)
    return None if found is None else int(found)


def outcome(match: Match, facts: ProviderFacts) -> dict[str, Any]:
    """What the rules made of a provider: plain JSON that a query turns into sentences."""
    assessment = match.assessment
    return {
        "total": format(match.total, "f"),
        "shown": match.shown,
        "strength": match.strength.value,
        "confidence": match.confidence.value,
        "only_on": assessment.eligibility.only_on,
        "gates": [_gate(result, facts, match) for result in assessment.gates],
        "factors": [_factor(item, adds) for item, adds in match.waterfall()],
        "findings": [_finding(finding) for finding in findings(match)],
    }


def _gate(result: GateResult, facts: ProviderFacts, match: Match) -> dict[str, Any]:
    told = result
    if result.code == "suspended" and suspended_by_hand(facts, match.assessment.standing):
        reason = facts.provider.suspended_reason
        told = replace(result, code="suspended_by_hand", facts={"words": reason})
    return {
        "gate": told.gate,
        "answer": told.answer.value,
        "code": told.code,
        "facts": kept_facts(told.facts),
        "waivable": told.waivable,
        "waiver": told.waiver,
    }


def _factor(item: Contribution, adds: Decimal) -> dict[str, Any]:
    return {
        "factor": item.factor.factor,
        "points": format(item.factor.points, "f"),
        "weight": format(item.weight, "f"),
        "adds": format(adds, "f"),
        "cap": item.factor.cap,
        "parts": [_part(part) for part in item.factor.parts],
    }


def _part(part: PartScore) -> dict[str, Any]:
    evidence = part.evidence
    return {
        "part": part.part,
        "points": format(part.points, "f"),
        "missing": part.missing,
        "code": evidence.code,
        "facts": kept_facts(evidence.facts),
        "level": int(evidence.level),
        "as_of": evidence.as_of.isoformat() if evidence.as_of else None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    facts = dict(finding.facts)
    if finding.part == "price_ratio":
        facts.pop("value", None)  # the ratio tells the usual charge to whoever knows our estimate
    return {
        "kind": finding.kind.value,
        "factor": finding.factor,
        "part": finding.part,
        "code": finding.code,
        "facts": kept_facts(facts),
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
