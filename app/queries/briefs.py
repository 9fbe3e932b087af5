"""What the brief says: answers, lists, files, talking points, and the page "Check your answers"."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.brief_answers import answer_values
from app.domain.briefs import Answer, BriefFile, BriefItem, ItemKind, Need, TalkingPoint
from app.domain.projects import Project
from app.knowledge import Knowledge, load_knowledge
from app.knowledge.answers import AnswerContext, Problem, empty, provider_sees, required, visible
from app.knowledge.answers import problems as check
from app.knowledge.questions import Option, Question
from app.knowledge.supplier_questions import OWN
from app.knowledge.template_questions import template_questions
from app.queries.answer_words import AnswerWords
from app.words import say, say_known
from app.words.formats import Formats

ANSWERED, UNKNOWN, MISSING = "answered", "unknown", "missing"
COMPLETED, IN_PROGRESS, NOT_STARTED = "completed", "in_progress", "not_started"


@dataclass(frozen=True, slots=True)
class Answers:
    """Every answer of a project by question, and the questions left for the broker ("I don't know yet")."""

    values: Mapping[str, Any]
    unknown: frozenset[str]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of a list of the brief."""

    id: uuid.UUID
    kind: str
    text: str
    place: int


@dataclass(frozen=True, slots=True)
class TalkingPointRow:
    """Something to go through at the next visit; `question` is empty where nobody asked."""

    id: uuid.UUID
    question: str
    text: str
    settled: bool


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of the brief; `sha256` finds its bytes in the attachments."""

    id: uuid.UUID
    question: str
    name: str
    sha256: str
    size: int
    mime: str
    added_on: date


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One question on "Check your answers". `state` is answered, unknown or missing.

    A `private` answer is not told to providers.
    """

    question: str
    step: int
    label: str
    lines: tuple[str, ...]
    state: str
    required: bool
    private: bool

    @property
    def text(self) -> str:
        """The answer in one piece."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A part of the brief with its questions. `state` is completed, in_progress or not_started."""

    id: str
    number: int
    title: str
    state: str
    state_words: str
    steps: tuple[int, ...]
    rows: tuple[SummaryRow, ...]


def answers(session: Session, *, project_id: uuid.UUID) -> Answers:
    """The answers of a project; step 1, the lists and the files stand among them."""
    project = session.get_one(Project, project_id)
    rows = session.scalars(select(Answer).where(Answer.project_id == project_id)).all()
    items = session.scalars(select(BriefItem).where(BriefItem.project_id == project_id)).all()
    kept = session.scalars(select(BriefFile).where(BriefFile.project_id == project_id)).all()
    needs = session.scalars(select(Need).where(Need.project_id == project_id)).all()
    unknown = frozenset(row.question for row in rows if row.unknown)
    return Answers(answer_values(project, rows, items, kept, needs), unknown)


def items(
    session: Session, *, project_id: uuid.UUID, kind: ItemKind | str | None = None
) -> tuple[ItemRow, ...]:
    """The lines of the brief in their order; of one list only with `kind` ("must", "nice", "out")."""
    statement = select(BriefItem).where(BriefItem.project_id == project_id)
    if kind is not None:
        statement = statement.where(BriefItem.kind == ItemKind(kind))
    rows = session.scalars(statement).all()
    order = [one.value for one in ItemKind]
    return tuple(
        ItemRow(row.id, row.kind.value, row.text, row.place)
        for row in sorted(rows, key=lambda row: (order.index(row.kind.value), row.place, row.id))
    )


def talking_points(
    session: Session, *, project_id: uuid.UUID, settled: bool | None = None
) -> tuple[TalkingPointRow, ...]:
    """What is to be talked about, the oldest first; only what is (not) settled on demand."""
    statement = select(TalkingPoint).where(TalkingPoint.project_id == project_id).order_by(TalkingPoint.id)
    if settled is not None:
        statement = statement.where(TalkingPoint.settled.is_(settled))
    return tuple(
        TalkingPointRow(row.id, row.question, row.text, row.settled) for row in session.scalars(statement)
    )


def files(session: Session, *, project_id: uuid.UUID) -> tuple[FileRow, ...]:
    """The files of the brief, the oldest first."""
    statement = select(BriefFile).where(BriefFile.project_id == project_id).order_by(BriefFile.id)
    return tuple(
        FileRow(row.id, row.question, row.name, row.sha256, row.size, row.mime, row.added_on)
        for row in session.scalars(statement)
    )


def questions_of(knowledge: Knowledge, templates: Sequence[str]) -> tuple[Question, ...]:
    """Every question of a brief: step by step, those of its templates on theirs, "Are you ready?", and what
    providers ask that has no place in the steps."""
    interview = knowledge.questions
    asked: list[Question] = []
    for step in interview.steps:
        asked += interview.on_step(step.number)
        if step.template_questions:
            asked += template_questions(knowledge, templates)
    return (*asked, *ready_questions(knowledge), *expected_questions(knowledge))


def expected_questions(knowledge: Knowledge) -> tuple[Question, ...]:
    """What providers usually ask and no step does: answered in the owner's words, on a page of its own."""
    return knowledge.supplier_questions.asked(knowledge.questions.ready.step + 1)


def ready_questions(knowledge: Knowledge) -> tuple[Question, ...]:
    """The page "Are you ready?": the readiness questions, then what the sourcing rules still need."""
    page = knowledge.questions.ready
    readiness = (
        Question(
            id=f"{page.id_prefix}.{one.id}",
            step=page.step,
            label=one.text,
            summary_label=one.text,
            type="choice",
            options={str(place): Option(str(place), option.t) for place, option in enumerate(one.options)},
            required=True,
        )
        for one in knowledge.sourcing.readiness.questions.values()
    )
    return (*readiness, *page.questions.values())


def sections(session: Session, *, project_id: uuid.UUID, formats: Formats) -> tuple[SectionView, ...]:
    """ "Check your answers": every question that is asked of this project, section by section."""
    project = session.get_one(Project, project_id)
    given = answers(session, project_id=project_id)
    return section_views(given, templates=project.templates, currency=project.currency, formats=formats)


def section_views(
    given: Answers, *, templates: Sequence[str], currency: str, formats: Formats
) -> tuple[SectionView, ...]:
    """The answers of a brief as "Check your answers" shows them, whenever they were given."""
    knowledge = load_knowledge()
    words = AnswerWords(knowledge, formats, currency)
    main = templates[0] if templates else ""
    by_step: dict[int, list[SummaryRow]] = {}
    for question in questions_of(knowledge, templates):
        if visible(question, given.values):
            by_step.setdefault(question.step, []).append(_summary(question, given, words, main))
    page = knowledge.questions.ready
    parts = [(s.id, s.number, s.title, s.steps) for s in knowledge.questions.sections.values()]
    parts.append((page.id_prefix, len(parts) + 1, page.title, (page.step,)))
    views = []
    for id, number, title, steps in parts:
        rows = tuple(row for step in steps for row in by_step.get(step, ()))
        state, told = _state(rows)
        views.append(SectionView(id, number, say_known(title), state, told, steps, rows))
    return (*views, *_expected(by_step.get(page.step + 1, ()), len(parts) + 1, page.step + 1))


def _expected(rows: Sequence[SummaryRow], number: int, step: int) -> Iterator[SectionView]:
    """What was answered of the questions that providers are expected to ask; nothing where nothing was."""
    told = tuple(row for row in rows if row.state != MISSING)
    if told:
        state, words = _state(told)
        yield SectionView(OWN, number, say("Questions we expected"), state, words, (step,), told)


def problems(
    session: Session,
    *,
    project_id: uuid.UUID,
    question: str,
    value: Any,
    unknown: bool = False,
    today: date,
    formats: Formats,
) -> tuple[Problem, ...]:
    """What is wrong with an answer before it is kept, said to whoever typed it; empty where nothing is.

    Raises KeyError for a question that this project is not asked.
    """
    knowledge = load_knowledge()
    project = session.get_one(Project, project_id)
    asked = {one.id: one for one in questions_of(knowledge, project.templates)}
    given = {**answers(session, project_id=project_id).values, question: value}
    return check(asked[question], value, AnswerContext(today, given, unknown, formats.day))


def _summary(question: Question, given: Answers, words: AnswerWords, main_template: str) -> SummaryRow:
    value = given.values.get(question.id)
    lines = words.lines(question, value)
    wording = (question.wordings or {}).get(main_template)
    label = wording.label if wording and wording.label else question.summary_label
    told = MISSING if empty(value) else ANSWERED
    return SummaryRow(
        question=question.id,
        step=question.step,
        label=say_known(label),
        lines=lines,
        state=UNKNOWN if question.id in given.unknown else told,
        required=required(question, given.values),
        private=not provider_sees(question, given.values),
    )


def _state(rows: Sequence[SummaryRow]) -> tuple[str, str]:
    begun = any(row.state != MISSING for row in rows)
    open_rows = any(row.required and row.state == MISSING for row in rows)
    if not begun:
        return NOT_STARTED, say("Not started")
    return (IN_PROGRESS, say("In progress")) if open_rows else (COMPLETED, say("Completed"))
