"""What is asked before replies are opened or one is dated, and doing it."""

import uuid
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.services import replies as verbs
from app.words import say, say_count
from app.workflows import replies as workflow
from app.workflows.replies import Sealed
from ui.context import Context
from ui.pages.quotes.forms import problems_of
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.points import bullets
from ui.widgets.text import Label


class LateForm(QFrame):
    """Why a reply is opened although it came after the last day."""

    confirmed = Signal(str)
    closed = Signal()

    def __init__(self, file: str) -> None:
        super().__init__()
        self.reason = TextField()
        self._row = FormRow(
            say("Why is “{file}” opened although it came late?", file=file), self.reason,
            help=say("Like “we asked what the price leaves out”. It stays on record."),
        )  # fmt: skip
        go = Button(say("Open it"), "secondary")
        close = Button(say("Close"), "quiet")
        go.clicked.connect(self._go)
        self.reason.entered.connect(self._go)
        close.clicked.connect(self.closed)
        self.setLayout(column(self._row, 12, row(go, close, STRETCH)))

    def _go(self) -> None:
        reason = self.reason.value()
        if not problems_of(((self._row, "" if reason else say("Say why it is opened")),)):
            self.confirmed.emit(reason)


class DayForm(QFrame):
    """On which day a reply came with the mail."""

    confirmed = Signal(object)
    closed = Signal()

    def __init__(self, context: Context, file: str) -> None:
        super().__init__()
        self.day = DateField(context.today, context.formats)
        self._today = context.today()
        self._row = FormRow(
            say("On which day did “{file}” come?", file=file), self.day,
            help=say("The day of the mail it came with. Your name goes on record with it."),
        )  # fmt: skip
        go = Button(say("It came on that day"), "secondary")
        close = Button(say("Close"), "quiet")
        go.clicked.connect(self._go)
        close.clicked.connect(self.closed)
        self.setLayout(column(self._row, 12, row(go, close, STRETCH)))

    def _go(self) -> None:
        day = self.day.value()
        fault = self.day.problem() or ("" if day else say("Enter a day, like 30 11 2026"))
        if day is not None and day > self._today:
            fault = say("The day can’t be later than today")
        if not problems_of(((self._row, fault),)):
            self.confirmed.emit(day)


class TogetherForm(QFrame):
    """Asked once more before replies are opened, as nobody can seal them again."""

    confirmed = Signal()
    closed = Signal()

    def __init__(self, words: str, person: str) -> None:
        super().__init__()
        self.go = Button(say("Open them now"), "primary")
        close = Button(say("Not yet"), "quiet")
        self.go.clicked.connect(self.confirmed)
        close.clicked.connect(self.closed)
        what = [
            say("All that came in time are opened at once, and what each says goes into its quote."),
            say("The day and your name ({person}) go on record.", person=person)
            if person
            else say("The day goes on record."),
            say("Those that are late, unknown or for something else stay as they are."),
            say("It can’t be undone."),
        ]
        self.setLayout(
            column(
                Label(words, "strong", wrap=True),
                6,
                *bullets(what, "circle-dot", "text3"),
                12,
                row(self.go, close, STRETCH),
            )
        )


class ReplyActs(QFrame):
    """Where one form stands at a time; what it confirms is read elsewhere and then done in one act."""

    opened = Signal(object)
    closed = Signal()
    put_off = Signal()
    """Somebody closed the form and nothing has happened."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._form = column()
        self.setLayout(column(Card(framed(self._form), padding=18)))
        self.hide()

    def ask_to_open(self, project: uuid.UUID, count: int) -> None:
        """Ask once more before all that came in time are opened."""
        words = say_count("Open {count} reply?", "Open {count} replies together?", count)
        form = TogetherForm(words, self._context.person)
        form.confirmed.connect(lambda: self.read_all(project))
        self._open_form(form, form.go)

    def ask_why(self, reply: uuid.UUID, file: str) -> None:
        """Ask why one is opened that came late."""
        form = LateForm(file)
        form.confirmed.connect(lambda reason: self._read_late(reply, reason))
        self._open_form(form, form.reason)

    def ask_when(self, reply: uuid.UUID, file: str) -> None:
        """Ask on which day one came."""
        form = DayForm(self._context, file)
        form.confirmed.connect(lambda day: self._date(reply, day))
        self._open_form(form, form.day)

    def close_form(self) -> None:
        """Take the form away."""
        clear(self._form)
        self.hide()
        self.closed.emit()

    def read_all(self, project: uuid.UUID) -> None:
        """Read all there is to open, and open them together."""
        waiting = self._context.operations.carry_out(lambda workspace: workflow.sealed(workspace, project))
        if waiting:
            self._read(waiting, partial(self._open_read, project))

    def _open_form(self, form: TogetherForm | LateForm | DayForm, first: QWidget) -> None:
        clear(self._form)
        form.closed.connect(self._close)
        self._form.addWidget(form)
        self.show()
        form.show()
        first.setFocus()
        self.opened.emit(self)

    def _close(self) -> None:
        self.close_form()
        self.put_off.emit()

    def _date(self, reply: uuid.UUID, day: date) -> None:
        if self._context.operations.succeeded(
            partial(
                verbs.date_reply, reply_id=reply, came_on=day, person=self._context.person,
                on=self._context.today(),
            ),
            say("Say when a reply came"),
        ):  # fmt: skip
            self.close_form()

    def _read_late(self, reply: uuid.UUID, reason: str) -> None:
        one = self._context.operations.carry_out(lambda workspace: workflow.late(workspace, reply))
        if one is not None:
            self._read([one], partial(self._open_late, reply, reason))

    def _read(self, waiting: Sequence[Sealed], then: Any) -> None:
        self._context.jobs.run(
            partial(workflow.read, today=self._context.today(), formats=self._context.formats),
            workflow.the_reader(), waiting,
            label=say("Reading the replies"), done=then, reader=self,
        )  # fmt: skip

    def _open_read(self, project: uuid.UUID, read: Sequence[verbs.Opened]) -> None:
        self.close_form()
        self._context.operations.carry_out(
            lambda workspace: workflow.open_together(
                workspace, read, project_id=project, person=self._context.person, on=self._context.today()
            ),
            done=say_count("{count} reply was opened.", "{count} replies were opened together.", len(read)),
        )

    def _open_late(self, reply: uuid.UUID, reason: str, read: Sequence[verbs.Opened]) -> None:
        self.close_form()
        self._context.operations.run(
            partial(
                verbs.open_late, reply_id=reply, opened=read[0], reason=reason, person=self._context.person,
                on=self._context.today(),
            ),
            say("Open a late reply"),
            done=say("The reply was opened."),
        )  # fmt: skip
