"""The rows of the visit note: what broker and owner go through, in which order, and what to have at hand."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.domain.brief_choices import first_step_choice, pricing_choice
from app.domain.projects import BEFORE_AWARD, Project
from app.knowledge import load_knowledge
from app.knowledge.readings import BriefReading, read_brief, readiness_answers
from app.queries import briefs, first_steps, paper_head
from app.queries.project_facts import gather, next_step
from app.queries.short_papers import AgendaLine, VisitPaper
from app.words import say, say_count, say_known
from app.words.formats import Formats

MINUTES_EACH = 3
"""What one open question takes to talk over, about."""
LEAST, MOST = 5, 30
"""Minutes that one part of a visit has at least and at most; all are told in fives."""


def _bring_words() -> Mapping[str, str]:
    """What to have at hand where an answer of "Are you ready?" is weak or open."""
    return {
        "RDY-06": say("A normal day written down, and three awkward cases"),
        "RDY-07": say("The list of your accounts, domain names and licences, and who holds them"),
        "RDY-08": say("A sample of your data: 100 records, as a file"),
        "RDY-09": say("When a backup was last put back as a test"),
        "RDY-10": say("The rules that your trade, insurer or customers ask for"),
        "RDY-13": say("Contracts with their end dates and notice periods"),
    }


def visit_note(
    session: Session, *, project_id: uuid.UUID, formats: Formats, today: date
) -> VisitPaper | None:
    """What to go through at the next visit; None where the project is gone.

    Nothing private is read: it lies on the table between owner and broker.
    """
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return None
    knowledge = load_knowledge()
    given = briefs.answers(session, project_id=project_id)
    read = read_brief(knowledge, project.templates, given.values, project.currency)
    points = briefs.talking_points(session, project_id=project_id)
    unknown = tuple(point.text for point in points if point.question and not point.settled)
    others = tuple(point.text for point in points if not point.question and not point.settled)
    head = paper_head.head(session, project, today)
    next_text, _, _ = next_step(gather(session, [project])[project_id], formats)
    blocking = tuple(say_known(question.advice) for question in read.readiness.blockers)
    return VisitPaper(
        head=head,
        present=(head.owner,) if head.owner == head.prepared_by else (head.owner, head.prepared_by),
        agenda=tuple(_agenda(len(unknown), len(others), len(blocking), next_text)),
        unknown=unknown,
        points=(*blocking, *others),
        bring=tuple(_bring(project, read, given.values, given.unknown)),
        settled=(
            *_choices(session, project, given.values, formats),
            *(point.text for point in points if point.settled),
        ),
        next_act=say("Next: {step}.", step=next_text),
        next_act_detail=say("Nothing here binds anyone. What is decided is written down below."),
    )


def _agenda(unknown: int, others: int, blocking: int, next_text: str) -> Iterator[AgendaLine]:
    if unknown:
        told = say_count("{count} question", "{count} questions", unknown)
        yield AgendaLine(say("What you didn’t know yet"), _minutes(unknown), told)
    if blocking:
        told = say_count("{count} answer", "{count} answers", blocking)
        yield AgendaLine(say("What stands in the way"), _minutes(blocking), told)
    if others:
        told = say_count("{count} point", "{count} points", others)
        yield AgendaLine(say("Open points"), _minutes(others), told)
    yield AgendaLine(say("What comes next"), 10, next_text)
    yield AgendaLine(say("Read out what was decided"), LEAST)


def _minutes(count: int) -> int:
    needed = -(-count * MINUTES_EACH // 5) * 5
    return min(MOST, max(LEAST, needed))


def _bring(
    project: Project, read: BriefReading, values: Mapping[str, Any], unknown: frozenset[str]
) -> Iterator[str]:
    """Only while the work is described: afterwards the plan says who brings what."""
    if project.state not in BEFORE_AWARD:
        return
    knowledge = load_knowledge()
    given = readiness_answers(knowledge, values)
    prefix = knowledge.questions.ready.id_prefix
    weak = {
        id for id, place in given.items() if knowledge.sourcing.readiness.questions[id].options[place].p < 2
    }
    weak |= {question.id for question in read.readiness.unanswered}
    weak |= {question.rpartition(".")[2] for question in unknown if question.startswith(f"{prefix}.")}
    words = _bring_words()
    yield from (words[id] for id in words if id in weak)


def _choices(
    session: Session, project: Project, values: Mapping[str, Any], formats: Formats
) -> Sequence[str]:
    """What has been chosen on record, in one line each."""
    found = []
    if project.brief_agreed_on is not None:
        found.append(
            say(
                "Brief version {version} agreed on {day}",
                version=project.brief_version,
                day=formats.day(project.brief_agreed_on),
            )
        )
    if first_step_choice(values) is not None:
        found.append(first_steps.promise(session, project_id=project.id))
    chosen = pricing_choice(values)
    if chosen is not None:
        model = load_knowledge().sourcing.pricing_models.get(chosen.model)
        if model is not None:
            name = say_known(model.name)
            found.append(say("Way to pay: {name}. {reason}", name=name, reason=chosen.because))
    return found
