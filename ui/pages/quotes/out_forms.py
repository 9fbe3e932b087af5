"""Small forms while a request is out: a question, an answer, a reminder, a correction, one more provider."""

import uuid
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from app.queries.quote_asking import Askable
from app.queries.request_views import OutRow, QuestionRow
from app.words import say, say_count
from app.workflows.packs import Mail
from ui.pages.quotes.forms import problems_of
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.choices import Option, RadioList
from ui.widgets.fields import Choice
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Label, Prose, breakable

NOBODY = ""


class OutForm(QFrame):
    """A form of one thing to do; Close takes it away and nothing has happened."""

    closed = Signal()

    def __init__(self, *parts: QWidget | int, go: Button, also: Sequence[Button] = ()) -> None:
        super().__init__()
        close = Button(say("Close"), "quiet")
        close.clicked.connect(self.closed)
        self.go = go
        inside = column(*parts, 14, row(go, *also, close, STRETCH))
        self.setLayout(column(Card(inside, padding=18)))


class PrepareForm(OutForm):
    """What the packs will hold, before a folder is chosen."""

    confirmed = Signal()

    def __init__(self, count: int, version: int, budget: str) -> None:
        question = Label(
            say_count("Prepare {count} pack?", "Prepare {count} packs?", count), "sub15", wrap=True
        )
        inside = Prose(
            say(
                "They will contain brief v{version}. {budget} Each provider gets a folder of its own with the pack to "
                "read, the form as PDF and as a spreadsheet, and a mail that is ready to be sent.",
                version=version,
                budget=budget,
            ),
            "dense",
            "text2",
            max_width=680,
        )
        go = Button(say("Choose a folder…"), "primary", icon="download")
        super().__init__(question, 4, inside, go=go)
        go.clicked.connect(self.confirmed)
        self.first: QWidget = go


class QuestionForm(OutForm):
    """A question as everybody will read it, and who asked it, which nobody else is told."""

    confirmed = Signal(str, object)

    def __init__(self, rows: Sequence[OutRow]) -> None:
        self._text = GrowingText(lines=3)
        self._who = Choice(
            [
                (NOBODY, say("Nobody: told to all by ourselves")),
                *((str(one.quote_id), one.provider) for one in rows),
            ]
        )
        self._text_row = FormRow(
            say("The question"),
            self._text,
            help=say("As everybody will read it: without any provider’s name."),
        )
        who = FormRow(say("Who asked?"), self._who, help=say("Told to nobody who is asked."))
        go = Button(say("Add the question"), "secondary")
        super().__init__(self._text_row, 14, who, go=go)
        go.clicked.connect(self._go)
        self.first: QWidget = self._text.target()

    def _go(self) -> None:
        text = self._text.value()
        if problems_of(((self._text_row, "" if text else say("Write down the question")),)):
            self.first.setFocus()
            return
        chosen = self._who.value()
        self.confirmed.emit(text, uuid.UUID(chosen) if chosen else None)


class AnswerForm(OutForm):
    """The one answer to a question, for everybody."""

    confirmed = Signal(object, str)

    def __init__(self, question: QuestionRow) -> None:
        asked = Label(breakable(question.text), "dense_strong", wrap=True)
        self._text = GrowingText(lines=3)
        self._row = FormRow(
            say("The answer, for everybody"), self._text,
            help=say("It is given once. Everybody gets it, and nobody is told who asked."),
        )  # fmt: skip
        go = Button(say("Answer to everybody"), "secondary")
        super().__init__(asked, 10, self._row, go=go)
        go.clicked.connect(lambda: self._go(question.id))
        self.first: QWidget = self._text.target()

    def _go(self, key: uuid.UUID) -> None:
        text = self._text.value()
        if problems_of(((self._row, "" if text else say("Write down the answer")),)):
            self.first.setFocus()
            return
        self.confirmed.emit(key, text)


class MailForm(OutForm):
    """A mail to look at, to open in the mail program or to copy; afterwards it is put on record."""

    opened = Signal()
    confirmed = Signal()

    def __init__(self, title: str, mail: Mail, record: str = "") -> None:
        head = Label(title, "sub15", wrap=True)
        to = Label(_addressed(mail), "dense", "text3", wrap=True)
        text = Prose(breakable(mail.body.strip()), "dense", "text2", max_width=680)
        go = Button(say("Open in the mail program"), "secondary", icon="mail")
        copy = Button(say("Copy the text"), "quiet")
        done = Button(record, "quiet", icon="check") if record else None
        also = (copy,) if done is None else (copy, done)
        super().__init__(head, 2, to, 8, Card(column(text), kind="well", padding=14), go=go, also=also)
        go.clicked.connect(self.opened)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(mail.body))
        if done is not None:
            done.clicked.connect(self.confirmed)
        self.first: QWidget = go


def _addressed(mail: Mail) -> str:
    if mail.bcc:
        return say("Blind copies to: {addresses}. None of them sees who else is asked.", addresses=mail.bcc)
    if mail.to:
        return say("To: {address}", address=mail.to)
    return say("No mail address is on record.")


class CorrectForm(OutForm):
    """What is corrected, as everybody will read it."""

    confirmed = Signal(str)

    def __init__(self, number: str) -> None:
        self._text = GrowingText(lines=3)
        self._row = FormRow(
            say("What is corrected?"),
            self._text,
            help=say(
                "It becomes a new round with a number of its own after {number}. Everybody needs the new pack, and it "
                "cannot be undone.",
                number=number,
            ),
        )
        go = Button(say("Correct it for everybody"), "secondary")
        super().__init__(self._row, go=go)
        go.clicked.connect(self._go)
        self.first: QWidget = self._text.target()

    def _go(self) -> None:
        text = self._text.value()
        if problems_of(((self._row, "" if text else say("Say what is corrected")),)):
            self.first.setFocus()
            return
        self.confirmed.emit(text)


class AnotherForm(OutForm):
    """One more provider of the shortlist, with the same last day as the others."""

    confirmed = Signal(object)

    def __init__(self, others: Sequence[Askable]) -> None:
        self._who = RadioList(tuple(Option(str(one.id), one.name, one.refusal) for one in others))
        self._row = FormRow(
            say("Whom do you ask as well?"), self._who, help=say("With the same pack and the same last day.")
        )
        go = Button(say("Ask it, too"), "secondary")
        super().__init__(self._row, go=go)
        go.clicked.connect(self._go)
        self.first: QWidget = self._who.target()

    def _go(self) -> None:
        chosen = self._who.value()
        if problems_of(((self._row, "" if chosen else say("Choose a provider")),)):
            self.first.setFocus()
            return
        self.confirmed.emit(uuid.UUID(str(chosen)))


Maker = Callable[[], OutForm]
