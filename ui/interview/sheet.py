"""The questions of one page of the brief together: what shows, what is wrong, what was changed."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.knowledge.answers import AnswerContext, Problem, empty, preset, problems, visible
from app.knowledge.questions import Question
from app.queries.briefs import FileRow
from app.queries.interview import BriefHead, Course, Leg
from app.queries.remembered import remembered
from app.queries.suggested_changes import SuggestionRow
from app.services import briefs
from app.words import say_known
from ui.context import Context
from ui.drafts import DraftKeeper, brief_form
from ui.interview.answer_input import thawed
from ui.interview.block import QuestionBlock
from ui.interview.files import FilesBlock
from ui.interview.inputs import Setting, options_of
from ui.widgets.choices import RadioList
from ui.widgets.layouts import column
from ui.widgets.suggested_changes import SuggestedChanges

BETWEEN = 24
"""Pixels between two questions."""

KIND, TEMPLATE = "b1.kind", "b1.template"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to keep. `gone`: what was kept before is taken back; `by`: "owner" or "broker", who typed it."""

    question: str
    value: Any
    unknown: bool
    gone: bool
    by: str = "owner"


def keep_answers(session: Any, *, project_id: uuid.UUID, given: Sequence[Given], on: Any) -> None:
    """Keep the answers of a page as one step, in the order in which they are asked."""
    for each in given:
        if each.gone:
            briefs.forget_answer(session, project_id=project_id, question=each.question, on=on, by=each.by)
        else:
            briefs.answer(
                session,
                project_id=project_id,
                question=each.question,
                value=each.value,
                unknown=each.unknown,
                on=on,
                by=each.by,
            )


class QuestionSheet(QFrame):
    """The inputs of `leg`. Drafts are kept per page, so that every way to the same questions shares them."""

    edited = Signal()
    restored = Signal()

    def __init__(self, context: Context, course: Course, leg: Leg, *, headed: bool) -> None:
        """`headed`: the page's heading asks the first question already."""
        super().__init__()
        self._context = context
        self._project = course.head.id
        self.leg = leg
        self._stored: Mapping[str, Any] = course.values
        self._unknown = course.unknown
        self._setting = setting(context, course.head)
        self.blocks: dict[str, QuestionBlock] = {}
        self._lens = course.head.lens
        self._suggested: dict[str, SuggestedChanges] = {}
        self.files: FilesBlock | None = None
        self._drafts = DraftKeeper(context.drafts, brief_form(course.head.id, leg.key), self)
        self._drafts.restored.connect(self.restored)
        self._begun = False
        self._elsewhere: Mapping[str, Any] = {}
        self._column = column(gap=BETWEEN)
        self.setLayout(self._column)
        self._last = context.operations.read(
            partial(remembered, project_id=self._project, questions=leg.questions, formats=context.formats)
        )
        for at, question in enumerate(leg.questions):
            self._add(question, course.head, headed=headed and at == 0 and asks(leg, question))

    def _add(self, question: Question, head: BriefHead, *, headed: bool) -> None:
        if question.type == "files":
            self.files = FilesBlock(self._context, self._project, question)
            self._column.addWidget(self.files)
            return
        block = QuestionBlock(
            question,
            self._setting,
            headed=headed,
            across=head.across,
            owner=head.owner_name,
            lens=head.lens,
            last=self._last.get(question.id),
        )
        self.blocks[question.id] = block
        self._column.addWidget(block)
        self._suggested[question.id] = suggested = SuggestedChanges(
            head.lens, head.across, self._context.today()
        )
        suggested.acted.connect(self._run)
        below = block.layout()
        assert below is not None
        below.addWidget(suggested)
        block.edited.connect(self._edited)
        for name, field in block.fields().items():
            self._drafts.keep(name, field)

    # Showing --------------------------------------------------------------------------------------

    def show_answers(self, course: Course) -> None:
        """Show what is kept, and over it what was typed before and not applied. What is being typed stays."""
        self._stored, self._unknown = course.values, course.unknown
        if not self._drafts.pending or not self._begun:
            for block in self.blocks.values():
                question = block.question
                kept = course.values.get(question.id)
                block.show_answer(kept, question.id in course.unknown, preset(question, course.values))
            self._follow_kind()
            self._begun = True
            if self._drafts.begin():
                for block in self.blocks.values():
                    block.follow_input()
        self._arrange()

    def show_files(self, files: Sequence[FileRow]) -> None:
        """Show the files that are kept with the brief."""
        if self.files is not None:
            self.files.show_files(files)

    def show_suggestions(self, rows: Sequence[SuggestionRow]) -> None:
        """Show under each question what the broker would change of its answer."""
        for id, place in self._suggested.items():
            place.show_suggestions([each for each in rows if each.question == id])

    def _run(self, verb: Any, label: str, done: str) -> None:
        self._context.operations.succeeded(verb, label, done=done)

    def set_editable(self, editable: bool, always: frozenset[str] = frozenset()) -> None:
        """Whether answers may be changed; those in `always` in any case."""
        for block in self.blocks.values():
            block.setEnabled(editable or block.question.id in always)
        if self.files is not None:
            self.files.setEnabled(editable)

    def first_input(self) -> QWidget | None:
        """Where typing starts."""
        first = next(self.shown(), None)
        return first.input.field.target() if first is not None else None

    # What it holds --------------------------------------------------------------------------------

    @property
    def pending(self) -> bool:
        """Whether something is typed that is not applied."""
        return self._drafts.pending

    def shown(self) -> Iterator[QuestionBlock]:
        """The questions that are asked, given the answers so far."""
        answers = {**self.answers(), **self._elsewhere}
        return (block for block in self.blocks.values() if visible(block.question, answers))

    def answers(self) -> dict[str, Any]:
        """Every answer of the brief, those of this page as they stand in their inputs."""
        current = dict(self._stored)
        for id, block in self.blocks.items():
            value = block.value
            if empty(value):
                current.pop(id, None)
            else:
                current[id] = value
        return current

    def check(self, only: frozenset[str] | None = None) -> list[tuple[str, QWidget]]:
        """Say beside each input what is wrong with it; the same as a list for the top of the page.

        With `only`, just these questions are looked at: what nobody has touched may stay open.
        """
        known = {**self.answers(), **self._elsewhere}
        found: list[tuple[str, QWidget]] = []
        for block in self.blocks.values():
            looked_at = block.isEnabled() and (only is None or block.question.id in only)
            wrong = self._wrong(block, known) if looked_at and visible(block.question, known) else ()
            found += block.set_problems(wrong)
        return found

    def _wrong(self, block: QuestionBlock, answers: Mapping[str, Any]) -> tuple[Problem, ...]:
        context = AnswerContext(self._context.today(), answers, block.unknown, self._context.formats.day)
        found = problems(block.question, block.input.read(), context)
        unread = block.input.field.problem()
        return found or ((Problem(unread),) if unread else ())

    def changes(self) -> tuple[Given, ...]:
        """What is to be kept: every question asked here whose answer is not what is kept already."""
        given = (self._given(block) for block in self.shown() if block.isEnabled())
        return tuple(each for each in given if each is not None)

    def _given(self, block: QuestionBlock) -> Given | None:
        id, value, unknown, by = block.question.id, block.value, block.unknown, self._lens.value
        if id == TEMPLATE and unknown and not value:
            value = self._usual_template()
        before, was_unknown = thawed(self._stored.get(id)), id in self._unknown
        if empty(value) and not unknown:
            return Given(id, None, False, True, by) if was_unknown or not empty(before) else None
        if unknown == was_unknown and (value == before or (empty(value) and empty(before))):
            return None
        return Given(id, None if empty(value) else value, unknown, False, by)

    def applied(self) -> None:
        """What is shown has been kept."""
        self._drafts.applied()

    def flush(self) -> None:
        """Write the draft of what is being typed."""
        self._drafts.flush()

    def drop_draft(self, course: Course) -> None:
        """Go back to what is kept."""
        self._drafts.applied()
        self._begun = False
        self.show_answers(course)

    # Branching ------------------------------------------------------------------------------------

    def _edited(self) -> None:
        self._follow_kind()
        self._arrange()
        self.edited.emit()

    def follow(self, answers: Mapping[str, Any]) -> None:
        """Take answers that are typed on other pages of the same form into account, too."""
        self._elsewhere = {id: value for id, value in answers.items() if id not in self.blocks}
        self._arrange()

    def _arrange(self) -> None:
        answers = {**self.answers(), **self._elsewhere}
        for block in self.blocks.values():
            block.setVisible(visible(block.question, answers))

    def _follow_kind(self) -> None:
        """Another kind of project has other templates to choose from."""
        kind, template = self.blocks.get(KIND), self.blocks.get(TEMPLATE)
        if kind is None or template is None or kind.value == self._setting.card:
            return
        self._setting = replace(self._setting, card=kind.value or "")
        field = template.input.field
        assert isinstance(field, RadioList)
        field.set_options(options_of(template.question, self._setting))
        card = self._context.knowledge.cards.cards.get(self._setting.card)
        if card is not None and card.ask:
            template.form.label.setText(say_known(card.ask))

    def _usual_template(self) -> str | None:
        card = self._context.knowledge.cards.cards.get(self._setting.card)
        return card.default if card is not None else None


def setting(context: Context, head: BriefHead) -> Setting:
    """What the inputs of a project's brief need to know."""
    return Setting(
        knowledge=context.knowledge,
        formats=context.formats,
        today=context.today,
        currency=head.currency,
        card=head.card,
        templates=head.templates,
    )


def asks(leg: Leg, question: Question) -> bool:
    """Whether the heading of the page asks this very question."""
    return say_known(question.label) == leg.title
