"""The topics of the rules as they read now: what was agreed stays as it was worded, what nobody touched follows.

A topic that still has its first words follows the language, the figures of the plan and the brief for as long as the
plan is written. What somebody agreed to, worded or set aside is frozen, and so is everything once the text is agreed.
"""

from collections.abc import Iterable
from typing import NamedTuple

from app.domain.clause_drafts import ClauseDraft, ClauseFacts, draft_clauses
from app.domain.engagements import Engagement, EngagementPerson, Side
from app.domain.projects import Project
from app.domain.term_drafts import draft_levels
from app.domain.terms import AGREED, NOT_APPLICABLE, OPEN, Clause

PERSONAL = ("personal", "special")
MICRO_TASK = "micro_task"
WRITTEN = "drafting"


class ReadClause(NamedTuple):
    """One topic as it reads now."""

    clause: Clause
    state: str
    words: str
    reason: str
    is_default: bool


def clause_facts(
    project: Project, engagement: Engagement, people: Iterable[EngagementPerson], sensitivity: str
) -> ClauseFacts:
    """What the first words are made of; `sensitivity` as the sourcing rules call it."""
    remote = next((person for person in people if person.side is Side.REMOTE), None)
    return ClauseFacts(
        country=project.country,
        warranty_days=engagement.warranty_days,
        notice_days=engagement.notice_days,
        review_days=engagement.review_days,
        personal=sensitivity in PERSONAL,
        abroad=(remote.place or remote.name) if remote is not None else "",
        service=bool(draft_levels(project.id, project.templates)) and project.sourcing_class != MICRO_TASK,
    )


def read_clauses(
    clauses: Iterable[Clause], facts: ClauseFacts, engagement: Engagement
) -> tuple[ReadClause, ...]:
    """Every topic as it reads now."""
    drafts = {draft.topic: draft for draft in draft_clauses(facts)}
    return tuple(
        _now(clause, drafts[clause.topic])
        if clause.drafted
        and clause.state != AGREED
        and engagement.state == WRITTEN
        and clause.topic in drafts
        else ReadClause(clause, clause.state, clause.words, clause.reason, clause.is_default)
        for clause in clauses
    )


def freeze(read: Iterable[ReadClause]) -> None:
    """Keep the words as they read now: the text is agreed, and neither language nor figures change it any more."""
    for each in read:
        row = each.clause
        row.state, row.words, row.reason, row.is_default = (
            each.state,
            each.words,
            each.reason,
            each.is_default,
        )


def _now(clause: Clause, draft: ClauseDraft) -> ReadClause:
    state = NOT_APPLICABLE if draft.reason else OPEN
    return ReadClause(clause, state, draft.words, draft.reason, draft.is_default)
