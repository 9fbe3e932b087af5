"""What is known of the business from its earlier briefs, to be offered where the same is asked again."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.projects import Project
from app.knowledge import load_knowledge
from app.knowledge.answers import empty
from app.knowledge.questions import Question
from app.queries.answer_words import AnswerWords
from app.queries.briefs import answers
from app.queries.whose import role_here, same_owner
from app.words.formats import Formats

MOST_BRIEFS = 6
"""Earlier briefs that are looked into, the latest first: what is older was true of another time."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer of an earlier brief: of which project, and when that was described ("Mar 2026")."""

    value: Any
    lines: tuple[str, ...]
    project: str
    when: str


def remembered(
    session: Session, *, project_id: uuid.UUID, questions: Sequence[Question], formats: Formats
) -> Mapping[str, Remembered]:
    """For those of `questions` that are asked of the business: what was answered last, of the same business.

    What was left open or not known is not an answer. Nothing is filled in by this: it is only offered.
    """
    wanted = {question.id: question for question in questions if question.remember}
    project = session.get(Project, project_id)
    if not wanted or project is None or project.deleted:
        return {}
    found: dict[str, Remembered] = {}
    for earlier in _same_business(session, project):
        words = AnswerWords(load_knowledge(), formats, earlier.currency)
        given = answers(session, project_id=earlier.id)
        for id in wanted.keys() - found.keys():
            value = given.values.get(id)
            if not empty(value) and id not in given.unknown:
                found[id] = Remembered(
                    value=value,
                    lines=words.lines(wanted[id], value),
                    project=earlier.title,
                    when=formats.month_year(earlier.brief_agreed_on or earlier.created_on),
                )
        if len(found) == len(wanted):
            break
    return found


def _same_business(session: Session, project: Project) -> Sequence[Project]:
    """Other projects of the same client, the latest first; of an owner who works alone, all of them.

    Where a broker has written down no client, the business has to be called the same.
    """
    others = (
        select(Project).where(Project.id != project.id).order_by(Project.created_on.desc(), Project.id.desc())
    )
    if project.client_id is not None or role_here(session) != "owner":
        others = others.where(same_owner(project))
    else:
        others = others.where(Project.client_id.is_(None))
    return session.scalars(others.limit(MOST_BRIEFS)).all()
