"""A project and the providers of the directory, put into the plain values that matching judges."""

import uuid
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.analysis.endorsements import ENDORSEMENT_RULE, Endorsement
from app.analysis.factors import Importance, factor_weights
from app.analysis.jobs import Candidate, Job, usual_charge
from app.analysis.money import Money
from app.analysis.screening import screen
from app.domain.base import live
from app.domain.projects import Project
from app.domain.providers import Provider
from app.domain.shortlists import Candidate as KeptCandidate
from app.domain.shortlists import Waiver
from app.knowledge import load_knowledge
from app.knowledge.match_rules import match_rules
from app.knowledge.readings import read_brief
from app.queries.briefs import answers
from app.queries.brokers import said_for_project
from app.queries.directory_columns import directory_columns
from app.queries.kept_directory import is_kept
from app.queries.lens import Lens
from app.queries.match_candidates import Asking, asking, candidate_of
from app.queries.match_job import importance_of, job_of, template_weights
from app.queries.provider_records import ProviderFacts, gather_providers

JUDGED_WHOLE = 400
"""Providers of a directory that is judged one by one; a longer one is screened first, with the same outcome."""

BEST_JUDGED, NEAR_MISSES_JUDGED = 50, 40
"""Providers judged one by one after a screening: more than a list keeps."""

RECENT_BUSINESS = timedelta(days=183)
"""How long earlier business from this broker counts when places are kept for newcomers."""


@dataclass(frozen=True, slots=True)
class MatchInputs:
    """Everything a ranking reads. `kept` is what is stored with it, so that it can be explained later."""

    job: Job
    candidates: tuple[tuple[ProviderFacts, Candidate], ...]
    weights: Mapping[str, Decimal]
    importance: Mapping[str, Importance]
    reasons: Mapping[uuid.UUID, Mapping[str, str]]
    new_to_owner: frozenset[uuid.UUID]
    new_to_broker: frozenset[uuid.UUID]
    said: Mapping[uuid.UUID, tuple[Endorsement, ...]]
    """What brokers say of them: shown beside the places, which it does not move."""

    kept: Mapping[str, Any]


def match_inputs(
    session: Session, *, project_id: uuid.UUID, on: date, providers: Sequence[uuid.UUID] | None = None
) -> MatchInputs:
    """Gather what a ranking of `project_id` on a day needs; rates are the broker's own and stay here.

    `providers` limits it to those; otherwise the directory is searched for those worth judging.
    """
    knowledge = load_knowledge()
    project = session.get_one(Project, project_id)
    given = answers(session, project_id=project_id).values
    reading = read_brief(knowledge, project.templates, given, project.currency)
    job = job_of(session, knowledge, project, given, reading, on)
    importance = importance_of(given)
    weights = factor_weights(template_weights(knowledge, project), importance)
    reasons = _reasons(session, project_id)
    asked = asking(session, project, job, given.get("b8.abroad"))
    stopped: Mapping[str, int] = {}
    if providers is None:
        providers, stopped, considered = _worth_judging(session, asked, weights, reasons)
    else:
        considered = len(providers)
    gathered = gather_providers(session, providers, lens=Lens.BROKER)
    candidates = tuple((facts, candidate_of(facts, asked)) for facts in gathered.values())
    kept = {
        "weights": {name: format(weight, "f") for name, weight in weights.items()},
        "importance": {name: word.value for name, word in importance.items()},
        "factors_version": knowledge.factors.version,
        "brief_version": project.brief_version,
        "should_cost": _money(job.should_cost),
        "value": _money(job.value),
        "starts": job.starts.isoformat(),
        "ends": job.ends.isoformat(),
        "deadline": job.deadline.isoformat() if job.deadline else None,
        "considered": considered,
        "stopped_by": dict(stopped),
        "endorsements": ENDORSEMENT_RULE,
    }
    known, recent = _asked_before(session, project, on)
    everybody = frozenset(gathered)
    return MatchInputs(
        job=job,
        candidates=candidates,
        weights=weights,
        importance=importance,
        reasons=reasons,
        new_to_owner=everybody - known,
        new_to_broker=everybody - recent,
        said=said_for_project(session, providers=everybody, project_id=project_id),
        kept=kept,
    )


def _worth_judging(
    session: Session,
    asked: Asking,
    weights: Mapping[str, Decimal],
    reasons: Mapping[uuid.UUID, Mapping[str, str]],
) -> tuple[Sequence[uuid.UUID], Mapping[str, int], int]:
    """Whom to judge one by one, how many each gate keeps off, and how many there are.

    A short directory is judged whole. Of a long one everybody is screened, and the best and the best of those whom
    one gate alone keeps off are judged.
    """
    count = _count(session)
    if count <= JUDGED_WHOLE:
        return (
            session.scalars(select(Provider.id).where(live(Provider)).order_by(Provider.id)).all(),
            {},
            count,
        )
    rules = match_rules(load_knowledge())
    written: dict[Hashable, Mapping[str, str]] = dict(reasons.items())
    found = screen(directory_columns(session, asked, rules), asked.job, rules, written)
    rows = (*found.best(weights, BEST_JUDGED), *found.near_misses(weights, NEAR_MISSES_JUDGED))
    return [found.columns.providers[row] for row in rows], found.stopped_by(), count


def must_be_read(session: Session) -> bool:
    """Whether the directory is so long that it is screened, and has to be read for that: it takes a while."""
    return _count(session) > JUDGED_WHOLE and not is_kept(session)


def _count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Provider).where(live(Provider))) or 0


def usual_charges(
    session: Session, *, project_id: uuid.UUID, providers: Sequence[uuid.UUID], on: date
) -> dict[uuid.UUID, Money | None]:
    """What some providers would usually charge for the project, from the rates told to this broker alone."""
    knowledge = load_knowledge()
    project = session.get_one(Project, project_id)
    given = answers(session, project_id=project_id).values
    reading = read_brief(knowledge, project.templates, given, project.currency)
    job = job_of(session, knowledge, project, given, reading, on)
    remote = match_rules(knowledge).remote
    asked = asking(session, project, job, given.get("b8.abroad"))
    gathered = gather_providers(session, providers, lens=Lens.BROKER)
    return {
        id: usual_charge(job, candidate_of(facts, asked), remote).amount for id, facts in gathered.items()
    }


def _asked_before(
    session: Session, project: Project, on: date
) -> tuple[frozenset[uuid.UUID], frozenset[uuid.UUID]]:
    """Providers asked for this owner before, and those asked for anybody in the last six months."""
    rows = session.execute(
        select(KeptCandidate.provider_ref, KeptCandidate.invited_on, Project.business)
        .join(Project, Project.id == KeptCandidate.project_id)
        .where(
            live(KeptCandidate),
            live(Project),
            Project.id != project.id,
            KeptCandidate.invited_on.is_not(None),
        )
    ).all()
    known = frozenset(
        row.provider_ref for row in rows if project.business and row.business == project.business
    )
    recent = frozenset(row.provider_ref for row in rows if row.invited_on > on - RECENT_BUSINESS)
    return known, recent


def _reasons(session: Session, project_id: uuid.UUID) -> dict[uuid.UUID, dict[str, str]]:
    """The broker's written waivers by provider and gate."""
    rows = session.execute(
        select(KeptCandidate.provider_ref, Waiver.gate, Waiver.reason)
        .join(Waiver, Waiver.candidate_id == KeptCandidate.id)
        .where(live(Waiver), live(KeptCandidate), KeptCandidate.project_id == project_id)
    )
    reasons: dict[uuid.UUID, dict[str, str]] = {}
    for row in rows:
        reasons.setdefault(row.provider_ref, {})[row.gate] = row.reason
    return reasons


def _money(amount: Money) -> dict[str, Any]:
    return {"minor": amount.minor, "currency": amount.currency}
