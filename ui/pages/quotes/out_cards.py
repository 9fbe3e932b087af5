"""A request that is out: who has its pack, and what was asked and answered."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.request_views import OutRow, QuestionRow
from app.words import say, say_count
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Line
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Label, breakable

TOP = Qt.AlignmentFlag.AlignTop


class PackRows(QFrame):
    """Who was asked, and how far each is with the pack; beside it what comes next for it."""

    acted = Signal(str, object)
    """What is to be done ("mail", "agreement", "agreed", "handed", "reminder", "declined"), and for which quote."""

    def __init__(self) -> None:
        super().__init__()
        self.first: QWidget | None = None
        self._with_declined = False
        self._place = column()
        self.setLayout(self._place)
        self.setAccessibleName(say("Who has the pack"))

    def show_rows(self, rows: Sequence[OutRow], *, blocked: bool, with_declined: bool = False) -> None:
        """Show `rows`; with `blocked` they can only be read. `with_declined` where no other list offers that."""
        self._with_declined = with_declined
        clear(self._place)
        self.first = None
        inside = column()
        for at, each in enumerate(rows):
            if at:
                inside.addWidget(Line())
            inside.addWidget(self._line(each, blocked))
        self._place.addWidget(Card(framed(inside), padding=(18, 6, 14, 6)))

    def _line(self, each: OutRow, blocked: bool) -> QWidget:
        name = Label(breakable(each.provider), "dense_strong", wrap=True)
        about = Label(_about(each), "caption", "text3", wrap=True)
        words, tone, icon = _standing(each)
        buttons = () if blocked or not each.waiting else self._buttons(each)
        line = row((column(name, 1, about), 1), StatusChip(words, tone, icon=icon), 6, *buttons, gap=4)
        line.setContentsMargins(0, 7, 0, 7)
        return framed(line)

    def _buttons(self, each: OutRow) -> tuple[Button, ...]:
        who = each.provider
        steps: tuple[tuple[str, str, str], ...] = (
            ("reminder", say("Remind…"), say("Remind {provider}", provider=who)),
        )
        if each.needs_agreement:
            steps = (
                ("agreement", say("Ask it to agree…"), say("Ask {provider} to keep it confidential", provider=who)),
                ("agreed", say("It agreed"), say("Record that {provider} agreed", provider=who)),
            )  # fmt: skip
        elif not each.handed:
            steps = (
                ("mail", say("Open its mail"), say("Open the mail to {provider}", provider=who)),
                ("handed", say("Handed over"), say("Record that {provider} has the pack", provider=who)),
            )
        declined = say("Record that {provider} declined", provider=who)
        steps += (("declined", say("Declined…"), declined),) if self._with_declined else ()
        return tuple(self._button(each.quote_id, *step) for step in steps)

    def _button(self, key: uuid.UUID, what: str, words: str, name: str) -> Button:
        button = Button(words, "quiet", dense=True)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.acted.emit(what, key))
        self.first = self.first or button
        return button


class Questions(QFrame):
    """What was asked about the request; an answer goes to everybody, without who asked."""

    answer_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._place = column()
        self.setLayout(self._place)
        self.setAccessibleName(say("Questions and answers"))

    def show_questions(self, questions: Sequence[QuestionRow], *, blocked: bool) -> None:
        """Show `questions`; with `blocked` they can only be read."""
        clear(self._place)
        self.setVisible(bool(questions))
        inside = column()
        for at, each in enumerate(questions):
            if at:
                inside.addWidget(Line())
            inside.addWidget(self._line(each, blocked))
        self._place.addWidget(Card(framed(inside), padding=(18, 6, 14, 6)))

    def _line(self, each: QuestionRow, blocked: bool) -> QWidget:
        number = Label(say("Q{number}", number=each.number), "dense_strong", "accent")
        told = column(Label(breakable(each.text), "dense_strong", wrap=True), gap=2)
        if each.answer:
            told.addWidget(Label(breakable(each.answer), "dense", "text2", wrap=True))
        told.addWidget(Label(_told(each), "caption", "text3", wrap=True))
        button = None
        if not each.answered and not blocked:
            button = Button(say("Answer…"), dense=True)
            button.setAccessibleName(say("Answer question {number}", number=each.number))
            button.clicked.connect(lambda: self.answer_asked.emit(each))
        line = row((number, TOP), (told, 1), *((button,) if button else ()), gap=10)
        line.setContentsMargins(0, 8, 0, 8)
        return framed(line)


def _standing(each: OutRow) -> tuple[str, str, str]:
    if not each.waiting:
        return each.status, "neutral", each.icon
    if each.needs_agreement:
        return say("Has to agree first"), "warn", "lock-keyhole"
    if each.handed:
        return say("Has the pack"), "info", "package-check"
    return say("Pack not handed over"), "warn", "circle-dashed"


def _about(each: OutRow) -> str:
    if each.note:
        return each.note
    contact = say("last contact {day}", day=each.last) if each.last else ""
    if not each.questions:
        return contact
    asked = say_count("{count} question", "{count} questions", each.questions)
    if each.open_questions:
        asked = say_count(
            "{count} question, {open} open",
            "{count} questions, {open} open",
            each.questions,
            open=each.open_questions,
        )
    return say("{questions} · {contact}", questions=asked, contact=contact)


def _told(each: QuestionRow) -> str:
    asked = (
        say(
            "Asked by {provider} on {day}; the others are not told who asked",
            provider=each.asker,
            day=each.asked,
        )
        if each.asker
        else say("Told to all by ourselves on {day}", day=each.asked)
    )
    if each.answered:
        return say("{asked}. Answered to everybody on {day}.", asked=asked, day=each.answered)
    return say("{asked}. Not answered yet.", asked=asked)


def heading(words: str, *buttons: Button) -> QWidget:
    """A section's name with what can be done in it at the right."""
    return framed(row(Label(words, "sub15"), STRETCH, *buttons, gap=6))
