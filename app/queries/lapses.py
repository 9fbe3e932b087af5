"""What was checked about a provider and ends before the work does: one answer for every page that shows a provider.

Only what matters to the project is told: the core set, what its kind of work needs, what counts as safety. Where
another paper serves as well and lasts, nothing is said. Without the directory, as on the owner's own computer, the
checks that travel with the project speak.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.analysis.credentials import CheckLevel, HeldCredential
from app.domain.awards import candidate_for
from app.domain.base import live
from app.domain.credentials import held_of
from app.domain.engagements import Engagement, Stage
from app.domain.projects import ENDED, Project
from app.domain.providers import Provider, ProviderCredential
from app.domain.quotes import GONE, Quote
from app.domain.shortlists import Candidate, MatchRun
from app.knowledge import load_knowledge
from app.knowledge.match_rules import match_rules
from app.queries.provider_filters import ASK_ITSELF
from app.queries.provider_words import credential_name
from app.words import say, say_count
from app.words.formats import Formats

_ASKED = (
    select(Candidate.project_id, Candidate.provider_ref)
    .join(Project, Project.id == Candidate.project_id)
    .where(
        live(Candidate),
        live(Project),
        Project.state.not_in(ENDED),
        Candidate.invited_on.is_not(None),
        Candidate.provider_ref.in_(bindparam("providers", expanding=True)),
    )
)
"""Worded once: every page of the directory asks it."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """One credential and its last day."""

    credential: str
    ends: date


@dataclass(frozen=True, slots=True)
class Lapsing:
    """What ends before the work of one provider does, the soonest first: a sentence, in short, and for a cell."""

    lapses: tuple[Lapse, ...]
    words: str
    short: str
    cell: str
    tone: str
    """"danger" where something has ended already, else "warn"."""


def lapses(
    session: Session, *, project_id: uuid.UUID, today: date, formats: Formats
) -> Mapping[uuid.UUID, Lapsing]:
    """By provider, what ends before the work of this project does; those with nothing to say are left out."""
    project = session.get(Project, project_id)
    until = work_ends(session, project_id)
    if project is None or until is None or until < today:
        return {}
    rows = session.scalars(select(Candidate).where(Candidate.project_id == project_id)).all()
    told = {row.provider_ref: row.snapshot for row in rows}
    refs = select(Quote.provider_ref).where(Quote.project_id == project_id, Quote.provider_ref.is_not(None))
    told |= {ref: {} for ref in session.scalars(refs) if ref is not None and ref not in told}
    held = _held(session, told)
    wanted = _wanted(project)
    found = {ref: _lapsing(held[ref], wanted, until, today, formats) for ref in told}
    return {ref: each for ref, each in found.items() if each is not None}


def lapses_of_quotes(
    session: Session, *, project_id: uuid.UUID, today: date, formats: Formats
) -> Mapping[uuid.UUID, Lapsing]:
    """The same by quote."""
    found = lapses(session, project_id=project_id, today=today, formats=formats)
    if not found:
        return {}
    candidates = session.scalars(select(Candidate).where(Candidate.project_id == project_id)).all()
    told = {}
    for quote in session.scalars(select(Quote).where(Quote.project_id == project_id)):
        candidate = candidate_for(quote, candidates)
        ref = quote.provider_ref or (candidate.provider_ref if candidate is not None else None)
        if ref is not None and ref in found:
            told[quote.id] = found[ref]
    return told


def lapses_of_chosen(
    session: Session, *, project_id: uuid.UUID, today: date, formats: Formats
) -> Lapsing | None:
    """The same of the provider whose quote was chosen."""
    engagement = _engagement(session, project_id)
    if engagement is None:
        return None
    of_quotes = lapses_of_quotes(session, project_id=project_id, today=today, formats=formats)
    return of_quotes.get(engagement.quote_id)


def lapses_at_work(
    session: Session, *, provider_ids: Sequence[uuid.UUID], today: date, formats: Formats
) -> Mapping[uuid.UUID, Lapsing]:
    """The same of providers of the directory that were asked or chosen for a project under way.

    Of several projects the one with the most to say speaks.
    """
    by_project: dict[uuid.UUID, set[uuid.UUID]] = {}
    asked = session.execute(_ASKED, {"providers": list(provider_ids)}, execution_options=ASK_ITSELF)
    for project_id, ref in asked:
        by_project.setdefault(project_id, set()).add(ref)
    found: dict[uuid.UUID, Lapsing] = {}
    for project_id, refs in by_project.items():
        told = lapses(session, project_id=project_id, today=today, formats=formats)
        for ref in refs & told.keys() & _taking_part(session, project_id, refs):
            if ref not in found or len(told[ref].lapses) > len(found[ref].lapses):
                found[ref] = told[ref]
    return found


def work_ends(session: Session, project_id: uuid.UUID) -> date | None:
    """When the work is planned to end: by the agreed stages, else as the last ranking reckoned it."""
    if _engagement(session, project_id) is not None:
        planned = session.scalars(select(Stage.planned_on).where(Stage.project_id == project_id)).all()
        ends = max((day for day in planned if day is not None), default=None)
        if ends is not None:
            return ends
    runs = select(MatchRun).where(MatchRun.project_id == project_id).order_by(MatchRun.id.desc())
    run = session.scalars(runs).first()
    text = run.inputs.get("ends") if run is not None else None
    return date.fromisoformat(text) if text else None


def _engagement(session: Session, project_id: uuid.UUID) -> Engagement | None:
    statement = select(Engagement).where(Engagement.project_id == project_id, Engagement.state != "cancelled")
    return session.scalars(statement.order_by(Engagement.id.desc())).first()


def _taking_part(session: Session, project_id: uuid.UUID, refs: set[uuid.UUID]) -> set[uuid.UUID]:
    """Those who are still in it: all who were asked, and once one is chosen that one alone."""
    quotes = session.scalars(select(Quote).where(Quote.project_id == project_id)).all()
    engagement = _engagement(session, project_id)
    if engagement is not None:
        return {
            quote.provider_ref for quote in quotes if quote.id == engagement.quote_id and quote.provider_ref
        }
    return refs - {quote.provider_ref for quote in quotes if quote.state in GONE and quote.provider_ref}


def _held(
    session: Session, told: Mapping[uuid.UUID, Mapping[str, Any]]
) -> dict[uuid.UUID, tuple[HeldCredential, ...]]:
    """What each holds by the directory, else by what the project carries of it."""
    here = set(session.scalars(select(Provider.id).where(live(Provider), Provider.id.in_(list(told)))))
    found: dict[uuid.UUID, list[HeldCredential]] = {ref: [] for ref in told}
    statement = select(ProviderCredential).where(
        live(ProviderCredential), ProviderCredential.provider_id.in_(list(here))
    )
    for row in session.scalars(statement):
        found[row.provider_id].append(held_of(row))
    for ref in told.keys() - here:
        found[ref] += [_carried(one) for one in told[ref].get("checks", ())]
    return {ref: tuple(each) for ref, each in found.items()}


def _carried(one: Mapping[str, Any]) -> HeldCredential:
    ends = date.fromisoformat(one["expires"]) if one["expires"] else None
    return HeldCredential(one["credential"], CheckLevel(one["level"]), expires=ends)


def _wanted(project: Project) -> tuple[tuple[str, ...], ...]:
    """What the work asks for and what the ranking counts as safe: any one of each group will do."""
    knowledge = load_knowledge()
    groups: list[tuple[str, ...]] = [
        (name,) for name in knowledge.credentials.pre_credentialed_standard.core_set
    ]
    safety = match_rules(knowledge).factors.safety
    groups += [*((name,) for name in safety.each), tuple(safety.best_of)]
    for template in project.templates:
        groups += [need.accepted() for need in knowledge.template(template).credentials]
    return tuple(dict.fromkeys(groups))


def _lapsing(
    held: Iterable[HeldCredential],
    wanted: Iterable[tuple[str, ...]],
    until: date,
    today: date,
    formats: Formats,
) -> Lapsing | None:
    checked = [one for one in held if one.level >= CheckLevel.CHECKED and not one.revoked]
    found: dict[str, Lapse] = {}
    for group in wanted:
        best = max(
            (one for one in checked if one.credential in group),
            key=lambda one: (one.expires or date.max, one.credential),
            default=None,
        )
        if best is not None and best.expires is not None and best.expires < until:
            found[best.credential] = Lapse(best.credential, best.expires)
    if not found:
        return None
    ordered = tuple(sorted(found.values(), key=lambda one: (one.ends, one.credential)))
    tone = "danger" if ordered[0].ends < today else "warn"
    day = _day(ordered[0].ends, today, formats)
    cell = say("Ended: {day}", day=day) if tone == "danger" else say("Ends too early: {day}", day=day)
    return Lapsing(ordered, _words(ordered, today, formats), _short(ordered, today, formats), cell, tone)


def _words(found: Sequence[Lapse], today: date, formats: Formats) -> str:
    """ "Cyber Essentials ends on 12 Dec, before the work does"."""
    if len(found) == 1:
        one = found[0]
        name, day = credential_name(one.credential), _day(one.ends, today, formats)
        if one.ends < today:
            return say("{credential} ended on {day}, before the work does", credential=name, day=day)
        return say("{credential} ends on {day}, before the work does", credential=name, day=day)
    named = "; ".join(
        say(
            "{credential} on {day}",
            credential=credential_name(one.credential),
            day=_day(one.ends, today, formats),
        )
        for one in found
    )
    return say("These end before the work does: {names}", names=named)


def _short(found: Sequence[Lapse], today: date, formats: Formats) -> str:
    """The same where there is little room; the first date is always there."""
    day = _day(found[0].ends, today, formats)
    if found[0].ends < today:
        return say_count(
            "A check ended on {day}, before the work does",
            "{count} checks end before the work does, the first ended on {day}",
            len(found),
            day=day,
        )
    return say_count(
        "A check ends on {day}, before the work does",
        "{count} checks end before the work does, the first on {day}",
        len(found),
        day=day,
    )


def _day(day: date, today: date, formats: Formats) -> str:
    return formats.short_day(day) if day.year == today.year else formats.day(day)
