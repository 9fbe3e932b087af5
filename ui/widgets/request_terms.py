"""What everybody who is asked for a quote is told beside the brief: both last days, and where answers go."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QFrame, QWidget

from app.words import say
from app.words.formats import Formats
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import column


class Told(NamedTuple):
    """The last days for quotes and for questions, and the address that stands in the pack."""

    quotes_by: date
    questions_until: date | None
    reply_to: str


class RequestTerms(QFrame):
    """The three of them as fields; the address is the one of the last request."""

    def __init__(self, today: Callable[[], date], formats: Formats, reply_to: str) -> None:
        super().__init__()
        self._today = today
        self.until = DateField(today, formats)
        self.questions = DateField(today, formats)
        self.reply_to = TextField(chars=36)
        self.reply_to.set_value(reply_to)
        self._until_row = FormRow(
            say("Quotes by"),
            self.until,
            help=say("Everybody gets the same last day. Like “fri”, “in 2 weeks” or 30/11."),
        )
        self._questions_row = FormRow(
            say("Questions until"),
            self.questions,
            optional=True,
            help=say("Everybody gets every answer, and nobody is told who asked."),
        )
        reply_row = FormRow(
            say("Questions and quotes go to"),
            self.reply_to,
            optional=True,
            help=say("A mail address. It stands in the pack and on the form."),
        )
        self.setLayout(column(self._until_row, 14, self._questions_row, 14, reply_row))

    def problems(self) -> list[tuple[str, QWidget]]:
        """What is wrong with the days, each with the field to go to; shown beside them, too."""
        until, questions = self.until.value(), self.questions.value()
        late = self.until.problem() or (
            "" if until else say("Enter the last day for quotes, like 30 11 2026")
        )
        if until is not None and until < self._today():
            late = say("The last day for quotes must be today or later")
        early = self.questions.problem()
        if questions is not None and not (self._today() <= questions <= (until or questions)):
            early = say("The last day for questions must lie between today and the last day for quotes")
        found = []
        for form_row, sentence in ((self._until_row, late), (self._questions_row, early)):
            form_row.set_problem(sentence)
            if sentence:
                found.append((sentence, form_row.field.target()))
        return found

    def value(self) -> Told | None:
        """What was filled in; None while there is no last day."""
        until = self.until.value()
        return None if until is None else Told(until, self.questions.value(), self.reply_to.value())
