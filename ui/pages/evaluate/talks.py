"""Interviews, scored to a role, and what clients said on the telephone: both with the questions to ask."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.evaluation_forms import (
    AskedInTalk,
    again_choices,
    interview_questions,
    reference_marks,
    reference_questions,
)
from app.queries.evaluation_rows import JudgedQuote, TalkRow
from app.words import say
from ui.pages.evaluate.small_form import SmallForm, SmallForms, roomy
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Line
from ui.widgets.choices import RadioList, options
from ui.widgets.fields import Choice, TextField
from ui.widgets.fold import Fold
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.mark_field import MarkField
from ui.widgets.text import Heading, Label

TOP = Qt.AlignmentFlag.AlignTop


class TalkFacts(NamedTuple):
    """An interview as it was typed in."""

    role: str
    mark: Decimal | None
    sentence: str
    answers: dict[str, str]


class CallFacts(NamedTuple):
    """A call to a reference as it was typed in."""

    client: str
    answers: dict[str, Decimal]
    again: str
    but: str
    told: dict[str, str]


class _Talks(QFrame):
    """What interviews and calls share: a list, and a form that opens under it."""

    opened = Signal(object)

    def __init__(self, title: str, add: str, icon: str) -> None:
        super().__init__()
        self._rows = column(gap=0)
        self._forms = SmallForms()
        self._add = Button(add, icon=icon, dense=True)
        self._add.clicked.connect(self.open_form)
        self._forms.opened.connect(self.opened)
        self._shown: JudgedQuote | None = None
        parts = column(
            Heading(title, "sub15"), 8, framed(self._rows), 8, self._forms, row(self._add, STRETCH)
        )
        self.setLayout(column(Card(parts, padding=(16, 14, 16, 14))))

    def open_form(self) -> None:
        """Write down another."""
        raise NotImplementedError

    def close_form(self) -> None:
        """What was typed is on record."""
        self._forms.close_form()

    def show_rows(self, shown: JudgedQuote, rows: Sequence[TalkRow], *, editable: bool) -> None:
        """Show what is on record."""
        self._shown = shown
        clear(self._rows)
        for at, each in enumerate(rows):
            if at:
                self._rows.addWidget(Line())
            self._rows.addWidget(_talk(each))
        if not rows:
            self._rows.addWidget(Label(say("None written down."), "dense", "text3"))
        self._add.setVisible(editable)


class InterviewSection(_Talks):
    """Interviews with whoever would fill a role."""

    held = Signal(object)
    """A `TalkFacts`."""

    def __init__(self) -> None:
        super().__init__(say("Interviews"), say("Write down an interview"), "users")

    def open_form(self) -> None:
        assert self._shown is not None
        role = roomy(Choice(self._shown.roles))
        questions = Questions()
        mark = MarkField()
        sentence = GrowingText(lines=1)
        form = SmallForm(
            (
                FormRow(
                    say("Which role was it about?"), role,
                    help=say("An interview is scored to the role. No name of a person is kept."),
                ),
                questions,
                FormRow(say("Score for the role, 0 to 5"), mark),
                FormRow(say("Why, in a sentence"), sentence),
            ),
            say("Keep the interview"),
        )  # fmt: skip
        role.committed.connect(lambda: questions.ask(interview_questions(role.value())))
        questions.changed.connect(lambda: self.opened.emit(None))
        questions.ask(interview_questions(role.value()))
        form.kept.connect(
            lambda: self.held.emit(
                TalkFacts(role.value(), mark.value(), sentence.value(), questions.answers())
            )
        )
        self._forms.open(form, role.target())


class ReferenceSection(_Talks):
    """Calls to clients of the provider."""

    called = Signal(object)
    """A `CallFacts`."""

    def __init__(self) -> None:
        super().__init__(say("References called"), say("Write down a call"), "phone")

    def open_form(self) -> None:
        client = TextField(longest=120)
        marks = {key: MarkField(least=1) for key, _ in reference_marks()}
        again = RadioList(options(*again_choices()), across=True)
        but = TextField()
        questions = Questions()
        questions.ask([AskedInTalk(question, "") for question in reference_questions()])
        form = SmallForm(
            (
                FormRow(
                    say("Which client was it?"), client,
                    help=say("By kind of business and size, like “clinic, 9 staff”."),
                ),
                Fold(say("What to ask"), say("Hide the questions"), questions),
_marks(marks),
                FormRow(say("Would they place the same order again?"), again),
                FormRow(say("If “yes, but”: but what?"), but, optional=True),
            ),
            say("Keep the call"),
        )  # fmt: skip

        def keep() -> None:
            given = {key: mark for key, field in marks.items() if (mark := field.value()) is not None}
            self.called.emit(
                CallFacts(client.value(), given, again.value(), but.value(), questions.answers())
            )

        form.kept.connect(keep)
        self._forms.open(form, client.target())


class Questions(QFrame):
    """Questions with room for what was answered; what a good answer holds stands under each."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._place = column(gap=10)
        self._fields: dict[str, TextField] = {}
        self.setLayout(self._place)

    def ask(self, questions: Sequence[AskedInTalk]) -> None:
        """Put other questions; answers to one that stays are kept."""
        before = self.answers()
        clear(self._place)
        self._fields = {}
        for each in questions:
            field = TextField(before.get(each.question, ""), longest=600)
            good = say("A good answer: {good}", good=each.good) if each.good else ""
            self._fields[each.question] = field
            self._place.addWidget(FormRow(each.question, field, help=good, role="dense_strong"))
        self.setVisible(bool(questions))
        self.changed.emit()

    def answers(self) -> dict[str, str]:
        """What was answered, by the question."""
        return {question: field.value() for question, field in self._fields.items() if field.value()}


def _marks(fields: Mapping[str, MarkField]) -> QWidget:
    """The five marks a client gives, as many beside one another as there is room for."""
    flow = FlowLayout(24)
    for key, words in reference_marks():
        fields[key].set_name(words)
        flow.addWidget(framed(column(Label(words, "dense_strong"), 4, fields[key])))
    return framed(flow)


def _talk(each: TalkRow) -> QWidget:
    words = column(
        Label(each.title, "dense_strong", wrap=True),
        Label(each.sentence, "dense", "text2", wrap=True),
        Label(each.when, "caption", "text3", wrap=True),
        gap=2,
    )
    return framed(
        row((words, 1), (Label(each.mark, "dense_medium", "text2"), TOP), gap=12, margins=(0, 8, 0, 8))
    )
