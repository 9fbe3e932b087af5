"""Answers that belong to an earlier kind of the project: kept to read and to take up again, counted nowhere.

Another kind asks other questions. What was answered under the earlier one stays as it is, so that coming back
brings it back; meanwhile no rule reads it, and no paper prints it.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.domain.projects import Project
from app.knowledge import Knowledge, load_knowledge
from app.knowledge.answers import empty, visible
from app.knowledge.questions import Question
from app.knowledge.template_questions import question_of_any, template_questions
from app.queries.answer_words import AnswerWords
from app.queries.briefs import answers
from app.queries.provider_words import template_name
from app.words import say_known
from app.words.formats import Formats

BY_KIND = frozenset({"b1_kind", "b1_template"})
"""Names by which a question's conditions read the kind of project."""


@dataclass(frozen=True, slots=True)
class Fit:
    """An open question of the kind it is now that asks the same thing."""

    question: str
    label: str


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """One answer kept from an earlier kind. `template` is the kind that asks it, "" where several do."""

    question: str
    label: str
    lines: tuple[str, ...]
    value: Any
    template: str
    kind: str
    fits: Fit | None


def earlier_answers(
    session: Session, *, project_id: uuid.UUID, formats: Formats
) -> tuple[EarlierAnswer, ...]:
    """What was answered under another kind and is not asked of this one, kind by kind."""
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return ()
    knowledge = load_knowledge()
    given = answers(session, project_id=project_id).values
    aside = list(set_aside(knowledge, project.templates, given))
    if not aside:
        return ()
    words = AnswerWords(knowledge, formats, project.currency)
    now = template_questions(knowledge, project.templates)
    found = []
    for question, templates in aside:
        template = templates[0] if len(templates) == 1 else ""
        value = given[question.id]
        found.append(
            EarlierAnswer(
                question=question.id,
                label=say_known(question.summary_label),
                lines=words.lines(question, value),
                value=value,
                template=template,
                kind=template_name(template) if template else "",
                fits=_fit(question, now, given),
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.kind, one.kind)))


def set_aside(
    knowledge: Knowledge, templates: tuple[str, ...], given: Mapping[str, Any]
) -> Iterator[tuple[Question, tuple[str, ...]]]:
    """The questions that have an answer and are not asked of this kind, each with the templates that ask it."""
    asked = {question.id for question in template_questions(knowledge, templates)}
    interview = knowledge.questions
    for id in sorted(given):
        if empty(given[id]) or id in asked:
            continue
        known = interview.questions.get(id)
        if known is None:
            found = question_of_any(knowledge, id)
            if found is not None:
                yield found
        elif _hidden_by_kind(known, given):
            yield known, ()


def _hidden_by_kind(question: Question, given: Mapping[str, Any]) -> bool:
    """Whether it is the kind of project that rules the question out, and not another answer."""
    conditions = [one for one in (question.show_if, question.hide_if) if one is not None]
    names = frozenset[str]().union(*(one.names for one in conditions))
    own = question.step == 1  # step 1 is what chooses the kind
    return bool(names) and names <= BY_KIND and not own and not visible(question, given)


def _fit(question: Question, now: tuple[Question, ...], given: Mapping[str, Any]) -> Fit | None:
    keys = {feed.key for feed in question.feeds}
    for other in now:
        same = keys & {feed.key for feed in other.feeds} or other.label == question.label
        alike = other.type == question.type and set(other.options or ()) == set(question.options or ())
        if same and alike and empty(given.get(other.id)):
            return Fit(other.id, say_known(other.summary_label))
    return None
