"""What the page of a round needs before anybody is asked: who could be, what is missing, who agrees."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.gates import Answer as GateAnswer
from app.domain.briefs import Answer
from app.domain.gate_answers import open_gates
from app.domain.projects import Project
from app.domain.shortlists import Candidate, QuoteRequest, Waiver
from app.knowledge.answers import BUDGET_SHOWN
from app.queries.declarations import disclosure_of, names_hidden
from app.queries.lens import Lens
from app.queries.quote_offers import musts_of
from app.words import say


@dataclass(frozen=True, slots=True)
class Askable:
    """One provider of the shortlist; `refusal` says why it can't be asked as things stand."""

    id: uuid.UUID
    name: str
    ticked: bool
    refusal: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Where the project stands before, between and after its rounds of asking."""

    title: str
    owner_name: str
    broker_name: str
    project_state: str
    starts_with_quote: bool
    blocked: str
    """Why nothing can be changed, where the project is on hold or has ended; else empty."""

    can_ask: bool
    """The brief is agreed and no round is under way, or one waits to be handed over."""

    candidates: tuple[Askable, ...]
    musts: tuple[tuple[uuid.UUID, str], ...]
    brief_version: int
    reply_to: str = ""
    """Where replies to the last request went."""

    budget: str = ""
    """What packs say of the budget, as a sentence."""

    hidden: bool = False
    """Whether names are kept from the reader until they have read how the broker is paid."""


def asking(session: Session, *, lens: Lens, project_id: uuid.UUID) -> Asking | None:
    """The project as the page of its quotes sees it; None where it is gone. Nothing private is in it."""
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return None
    latest = session.scalars(
        select(QuoteRequest).where(QuoteRequest.project_id == project_id).order_by(QuoteRequest.id.desc())
    ).first()
    waits = latest is not None and latest.state in ("draft", "approved")
    over = latest is None or latest.state in ("decided", "withdrawn")
    waivers = session.scalars(select(Waiver).where(Waiver.project_id == project_id)).all()
    hidden = names_hidden(project, disclosure_of(session, project_id), lens)
    candidates = () if hidden else _candidates(session, project_id)
    return Asking(
        title=project.title,
        owner_name=project.owner_name,
        broker_name=project.broker_name,
        project_state=project.state,
        starts_with_quote=project.starts_with == "quote",
        blocked=project.closed_because(),
        can_ask=project.state in ("scoped", "sourcing") and (over or waits),
        candidates=tuple(Askable(c.id, c.name, c.ticked, _refusal(c, waivers)) for c in candidates),
        musts=tuple((item.id, item.text) for item in musts_of(session, project_id)),
        brief_version=project.brief_version,
        reply_to=latest.reply_to if latest is not None else "",
        budget=_budget_told(session, project_id),
        hidden=hidden,
    )


def budget_words(told: str) -> str:
    """What packs say of the budget; `told` as a request keeps it."""
    return {
        "yes": say("Your budget range is in it, as you allowed; everything marked private is left out."),
        "top": say(
            "The top of your budget range is in it, as you allowed; everything marked private is left out."
        ),
    }.get(told, say("Left out: your budget range, and everything marked private."))


def _budget_told(session: Session, project_id: uuid.UUID) -> str:
    shown = session.scalars(
        select(Answer.value).where(Answer.project_id == project_id, Answer.question == BUDGET_SHOWN)
    ).first()
    return budget_words(str(shown or ""))


def _candidates(session: Session, project_id: uuid.UUID) -> Sequence[Candidate]:
    return session.scalars(
        select(Candidate)
        .where(Candidate.project_id == project_id)
        .order_by(Candidate.ticked.desc(), Candidate.place == 0, Candidate.place, Candidate.id)
    ).all()


@dataclass(frozen=True, slots=True)
class AskingPlace:
    """A project for which providers can be put forward, and whose it is."""

    id: uuid.UUID
    title: str
    whose: str


def places(session: Session) -> tuple[AskingPlace, ...]:
    """The projects that look for providers now, the last touched first."""
    statement = (
        select(Project)
        .where(Project.state.in_(("assessed", "in_advice", "scoped", "sourcing")), Project.held_on.is_(None))
        .order_by(Project.changed_on.desc(), Project.title)
    )
    latest: dict[uuid.UUID, str] = {}
    for request in session.scalars(select(QuoteRequest).order_by(QuoteRequest.id)):
        latest[request.project_id] = request.state
    over = (None, "draft", "approved", "decided", "withdrawn")
    return tuple(
        AskingPlace(one.id, one.title, one.business or one.owner_name)
        for one in session.scalars(statement)
        if latest.get(one.id) in over
    )


def _refusal(candidate: Candidate, waivers: Sequence[Waiver]) -> str:
    gates = open_gates(candidate, waivers)
    for gate in gates:
        if gate.answer is GateAnswer.FAIL and gate.waivable:
            return say("Does not pass on {check}. The broker can set this aside in writing.", check=gate.name)
        if gate.answer is GateAnswer.FAIL:
            return say("Does not pass on {check}, and that rule has no exception.", check=gate.name)
    if gates and not candidate.reason.strip():
        return say("Nobody has checked {check} yet. It needs a written reason first.", check=gates[0].name)
    return ""
