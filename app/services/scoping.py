"""From a description to a brief both sides stand behind: readiness, broker, agreement, and back."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.brief_answers import answer_values
from app.domain.briefs import Answer, BriefFile, BriefItem, ItemKind, Need
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.shortlists import Disclosure, QuoteRequest
from app.knowledge import load_knowledge
from app.knowledge.answers import empty
from app.knowledge.readings import BriefReading, read_brief
from app.services.lifecycle import advance
from app.services.projects import named_by_owner, open_project
from app.services.suggested_changes import take_as_owners
from app.words import say, say_count

OPEN_REQUESTS = ("issued", "extended")
OPENINGS = {"assessed": "improve answers", "scoped": "reopen brief", "parked": "take up again"}
"""States a brief can be reopened from, and the event that does it."""

SCOPING = {
    "parked": OPENINGS["parked"],
    "draft": "finish readiness and strategy questions",
    "assessed": "choose broker",
    "in_advice": "agree brief and estimate",
}
"""The steps of every project up to an agreed brief, by the state each is taken from."""


def finish_readiness(session: Session, *, project_id: uuid.UUID, person: str, on: date) -> None:
    """Close the description for now: keep the sourcing class that its answers lead to (draft → assessed).

    Every readiness question must be answered, where "I don't know yet" is an answer (guard G-READYDONE).
    """
    project = open_project(session, project_id, on)
    reading = read(session, project)
    unknown = _unknown(session, project.id)
    prefix = load_knowledge().questions.ready.id_prefix
    open_questions = [q for q in reading.readiness.unanswered if f"{prefix}.{q.id}" not in unknown]
    if open_questions:
        raise DomainError(
            say_count(
                '{count} question of "Are you ready?" is open. "I don\'t know yet" is an answer too.',
                '{count} questions of "Are you ready?" are open. "I don\'t know yet" is an answer too.',
                len(open_questions),
            )
        )
    advance(
        session,
        "Project",
        project.id,
        project,
        "finish readiness and strategy questions",
        who="owner",
        on=on,
        person=person,
        guards={"G-READYDONE": True},
    )
    project.sourcing_class = reading.sourcing.engagement_class


def choose_broker(
    session: Session, *, project_id: uuid.UUID, broker_name: str, person: str, on: date
) -> None:
    """Take the project to a broker (assessed → in_advice).

    Their disclosure counts as checked once the owner has acknowledged it (guard G-COI).
    """
    project = open_project(session, project_id, on)
    if not broker_name.strip():
        raise DomainError(say("Enter the name of the broker who advises you."))
    guards = {"G-COI": True} if _disclosed(session, project.id) else {}
    advance(
        session,
        "Project",
        project.id,
        project,
        "choose broker",
        who="owner",
        on=on,
        person=person,
        guards=guards,
    )
    project.broker_name = broker_name.strip()


def share(session: Session, *, project_id: uuid.UUID, broker_name: str = "", person: str, on: date) -> None:
    """ "Share with my broker": close the description and take it to the broker, whatever of it is left."""
    project = open_project(session, project_id, on)
    if project.state == "draft":
        finish_readiness(session, project_id=project_id, person=person, on=on)
    if project.state == "assessed":
        name = broker_name or project.broker_name
        choose_broker(session, project_id=project_id, broker_name=name, person=person, on=on)
    elif project.state != "in_advice":
        raise DomainError(say("This project is past that point: the broker has it already."))


def agree(session: Session, *, project_id: uuid.UUID, typed_name: str, on: date) -> int:
    """Agree the brief and the estimate (in_advice → scoped); returns the brief's version, 1 for the first.

    The owner agrees, under their typed name, whoever sits at the keyboard. Refused, naming what is missing,
    while the goal, a must-have, the budget or who decides is open (guard G-BRIEF).
    """
    project = open_project(session, project_id, on)
    missing = missing_parts(session, project)
    if missing:
        raise DomainError(
            say("Before the brief can be agreed, it needs: {missing}.", missing="; ".join(missing))
        )
    named_by_owner(project, typed_name, say("Type your full name to agree this brief"))
    advance(
        session,
        "Project",
        project.id,
        project,
        "agree brief and estimate",
        who="owner",
        on=on,
        person=typed_name.strip(),
        guards={"G-BRIEF": True},
    )
    project.sourcing_class = read(session, project).sourcing.engagement_class
    take_as_owners(session, project_id)
    return _next_version(project, on)


def reopen(session: Session, *, project_id: uuid.UUID, who: str, on: date, person: str = "") -> None:
    """Open the brief again, to improve or change it; refused while providers are being asked (G-NOREQ)."""
    project = open_project(session, project_id, on)
    event = OPENINGS.get(project.state)
    if event is None:
        raise DomainError(say("The brief cannot be reopened at this point of the project."))
    asked = select(QuoteRequest.id).where(
        QuoteRequest.project_id == project.id, QuoteRequest.state.in_(OPEN_REQUESTS)
    )
    guards = {"G-NOREQ": session.scalars(asked).first() is None} if event == "reopen brief" else {}
    advance(session, "Project", project.id, project, event, who=who, on=on, person=person, guards=guards)


def park(session: Session, *, project_id: uuid.UUID, who: str, on: date, person: str = "") -> None:
    """Set the project aside: not ready yet, or better done by the owner's own people (assessed → parked)."""
    project = open_project(session, project_id, on)
    event = "not ready or do it yourself"
    advance(session, "Project", project.id, project, event, who=who, on=on, person=person)


def scope_from_quote(session: Session, *, project_id: uuid.UUID, person: str, on: date) -> None:
    """Bring a project that began with a quote to the point where quotes are compared, in one act."""
    project = open_project(session, project_id, on)
    if project.starts_with != "quote":
        raise DomainError(say("This project starts with a description, so its brief is agreed first."))
    scope_at_once(session, project, person, on)


def scope_at_once(session: Session, project: Project, person: str, on: date) -> None:
    """Take all that is left of the steps up to an agreed brief; what nobody looked at is not yet checked."""
    while project.state in SCOPING:
        event = SCOPING[project.state]
        advance(session, "Project", project.id, project, event, who="owner", on=on, person=person)
        if project.state == "scoped":
            project.sourcing_class = read(session, project).sourcing.engagement_class
            _next_version(project, on)


def read(session: Session, project: Project) -> BriefReading:
    """The project's brief as the rules see it."""
    return read_brief(load_knowledge(), project.templates, values(session, project), project.currency)


def values(session: Session, project: Project) -> dict[str, Any]:
    """Every answer of the brief by its question."""
    answers = session.scalars(select(Answer).where(Answer.project_id == project.id)).all()
    items = session.scalars(select(BriefItem).where(BriefItem.project_id == project.id)).all()
    files = session.scalars(select(BriefFile).where(BriefFile.project_id == project.id)).all()
    needs = session.scalars(select(Need).where(Need.project_id == project.id)).all()
    return answer_values(project, answers, items, files, needs)


def missing_parts(session: Session, project: Project) -> tuple[str, ...]:
    """What a brief still needs before it can be agreed, in a few words each."""
    given: Mapping[str, Any] = values(session, project)
    unknown = _unknown(session, project.id)
    decides = given.get("b12.who") or {}
    must = select(BriefItem.id).where(BriefItem.project_id == project.id, BriefItem.kind == ItemKind.MUST)
    parts = (
        (say("what will be different when it is done"), empty(given.get("b3.outcome"))),
        (say("at least 1 must-have"), session.scalars(must).first() is None),
        (
            say('what you have in mind to spend, or "I don\'t know yet"'),
            empty(given.get("b10.budget")) and "b10.budget" not in unknown,
        ),
        (say("who decides"), empty(decides.get("decides")) and not project.owner_name.strip()),
    )
    return tuple(words for words, is_missing in parts if is_missing)


def _next_version(project: Project, on: date) -> int:
    project.brief_version += 1
    project.brief_agreed_on = on
    return project.brief_version


def _unknown(session: Session, project_id: uuid.UUID) -> frozenset[str]:
    unknown = select(Answer.question).where(Answer.project_id == project_id, Answer.unknown)
    return frozenset(session.scalars(unknown))


def _disclosed(session: Session, project_id: uuid.UUID) -> bool:
    found = select(Disclosure.id).where(
        Disclosure.project_id == project_id, Disclosure.acknowledged_on.is_not(None)
    )
    return session.scalars(found).first() is not None
