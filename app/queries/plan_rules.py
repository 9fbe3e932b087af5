"""Rules and data: every topic, what the parties mean by it, and what is only usual in the owner's country."""

import uuid
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.clause_words import ReadClause, clause_facts, read_clauses
from app.domain.engagements import EngagementPerson
from app.domain.projects import Project
from app.domain.terms import AGREED, NOT_APPLICABLE, OPEN, Clause
from app.knowledge import load_knowledge
from app.knowledge.answers import sourcing_inputs
from app.queries.briefs import answers
from app.queries.engagement_paper import current_engagement
from app.words import say, say_known


class ClauseRow(NamedTuple):
    """One topic; `state` is "open", "agreed" or "not_applicable"."""

    id: uuid.UUID
    topic: str
    title: str
    prompt: str
    """What usually stands under the topic."""

    words: str
    state: str
    state_words: str
    is_default: bool
    reason: str


class RulesPart(NamedTuple):
    """The part of the plan, finished for its page and its paper."""

    clauses: tuple[ClauseRow, ...]
    data_place: str
    notice_days: int

    @property
    def open(self) -> int:
        """Topics nobody has settled."""
        return sum(row.state == OPEN for row in self.clauses)


def rules_part(session: Session, *, project_id: uuid.UUID) -> RulesPart | None:
    """The rules of a plan; None where nothing has been chosen yet."""
    engagement = current_engagement(session, project_id)
    if engagement is None:
        return None
    project = session.get_one(Project, project_id)
    rows = session.scalars(select(Clause).where(Clause.project_id == project_id).order_by(Clause.topic)).all()
    people = session.scalars(
        select(EngagementPerson)
        .where(EngagementPerson.project_id == project_id)
        .order_by(EngagementPerson.position, EngagementPerson.id)
    ).all()
    known = sourcing_inputs(load_knowledge().questions, answers(session, project_id=project_id).values)
    facts = clause_facts(project, engagement, people, str(known.get("data_sensitivity") or ""))
    read = read_clauses(rows, facts, engagement)
    return RulesPart(tuple(_row(each) for each in read), engagement.data_place, engagement.notice_days)


def state_words(state: str) -> str:
    """Where a topic stands."""
    return {OPEN: say("Open"), AGREED: say("Agreed"), NOT_APPLICABLE: say("Does not apply")}[state]


def _row(read: ReadClause) -> ClauseRow:
    row = read.clause
    topic = load_knowledge().engagement.clause_topics.get(row.topic)
    return ClauseRow(
        row.id,
        row.topic,
        say_known(topic.topic) if topic else row.topic,
        say_known(topic.plain) if topic else "",
        read.words,
        read.state,
        state_words(read.state),
        read.is_default,
        read.reason,
    )
