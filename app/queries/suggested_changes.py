"""What the broker would change of the owner's words, and what became of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.word_changes import Piece, word_changes
from app.domain.brief_answers import LISTS
from app.domain.briefs import SuggestedChange, SuggestionState
from app.domain.projects import Project
from app.knowledge import load_knowledge
from app.knowledge.questions import Question
from app.queries.answer_words import AnswerWords
from app.queries.briefs import answers, questions_of
from app.queries.lens import Lens
from app.words import say, say_known
from app.words.formats import Formats

OPEN = SuggestionState.OPEN.value
TOLD = (SuggestionState.OPEN, SuggestionState.ACCEPTED, SuggestionState.DECLINED, SuggestionState.OVERTAKEN)
"""What a broker is told of; what they took back themselves is not."""


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """One suggestion. `kind`: "change", "add" or "remove" a line or an answer, or "ask" at the visit."""

    id: uuid.UUID
    question: str
    label: str
    kind: str
    before: str
    after: str
    pieces: tuple[Piece, ...]
    reason: str
    state: str

    @property
    def open(self) -> bool:
        """Whether it waits for the owner."""
        return self.state == OPEN


def suggestions(
    session: Session, *, project_id: uuid.UUID, lens: Lens, formats: Formats
) -> tuple[SuggestionRow, ...]:
    """The suggestions for a brief: the owner reads those that wait, the broker also the last word on others."""
    states = TOLD if lens is Lens.BROKER else (SuggestionState.OPEN,)
    rows = session.scalars(
        select(SuggestedChange)
        .where(SuggestedChange.project_id == project_id, SuggestedChange.state.in_(states))
        .order_by(SuggestedChange.id)
    ).all()
    if not rows:
        return ()
    project = session.get_one(Project, project_id)
    knowledge = load_knowledge()
    asked = {question.id: question for question in questions_of(knowledge, project.templates)}
    words = AnswerWords(knowledge, formats, project.currency)
    given = answers(session, project_id=project_id).values
    last = {_words_of(row): row for row in rows}
    return tuple(
        _row(row, asked[row.question], words, str(project.main_template or ""))
        for row in rows
        if row.question in asked and last[_words_of(row)] is row and _fits(row, given)
    )


def _words_of(row: SuggestedChange) -> tuple[str, uuid.UUID | str | None]:
    """Which words a suggestion is about: an answer, a line, or a line that is to be added."""
    added = str(row.after) if row.question in LISTS else None
    return row.question, row.item_id or added


def _fits(row: SuggestedChange, given: Mapping[str, Any]) -> bool:
    """An open suggestion for words that are others now, by a merge of two people's work, is not shown."""
    held = given.get(row.question)
    if row.state is not SuggestionState.OPEN or (row.question in LISTS and row.before is None):
        return True
    return bool(row.before in (held or ()) if row.question in LISTS else held == row.before)


def _row(row: SuggestedChange, question: Question, words: AnswerWords, template: str) -> SuggestionRow:
    wording = (question.wordings or {}).get(template)
    label = wording.label if wording and wording.label else question.summary_label
    before, after = (_text(row, question, words, value) for value in (row.before, row.after))
    if row.unknown:
        after = say("I don’t know yet")
    return SuggestionRow(
        id=row.id,
        question=row.question,
        label=say_known(label),
        kind=_kind(row),
        before=before,
        after=after,
        pieces=word_changes(before, after),
        reason=row.reason,
        state=row.state.value,
    )


def _text(row: SuggestedChange, question: Question, words: AnswerWords, value: object) -> str:
    if row.question in LISTS or value is None:
        return str(value or "")
    return words.text(question, value)


def _kind(row: SuggestedChange) -> str:
    if row.unknown:
        return "ask"
    return "add" if row.before is None else "remove" if row.after is None else "change"
