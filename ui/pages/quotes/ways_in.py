"""The ways into a round: ask providers of the shortlist, begin with a quote in hand, add one that came."""

import uuid
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.quote_asking import Asking
from app.words import say
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.choices import CheckList, Option
from ui.widgets.fields import DateField, TextField, Tick
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.list_editor import ListEditor
from ui.widgets.states import ErrorSummary
from ui.widgets.text import Heading, Prose

Problems = list[tuple[str, QWidget]]


def problems_of(checks: Sequence[tuple[FormRow, str]]) -> Problems:
    """Show each sentence at its row, empty for none, and list those that are not."""
    found: Problems = []
    for form_row, sentence in checks:
        form_row.set_problem(sentence)
        if sentence:
            found.append((sentence, form_row.field.target()))
    return found


class AskForm(QFrame):
    """Whom to ask, until when, and that the owner agrees; recorded as handed over."""

    asked = Signal(object, object, bool)
    """Candidate ids, the last day, and whether the owner agrees."""

    def __init__(self, context: Context, asking: Asking, *, owner_is_here: bool) -> None:
        super().__init__()
        self._owner_is_here = owner_is_here
        self._asking = asking
        self.summary = ErrorSummary()
        choices = tuple(Option(str(each.id), each.name, each.refusal) for each in asking.candidates)
        self.who = CheckList(choices)
        self.who.set_value([str(each.id) for each in asking.candidates if each.ticked])
        self.until = DateField(context.today, context.formats)
        self._today = context.today
        self._who_row = FormRow(
            say("Whom do you ask?"), self.who, help=say("Everybody gets the same pack and the same last day.")
        )
        self._until_row = FormRow(say("Quotes by"), self.until, help=say("Like “fri”, “in 2 weeks” or 30/11"))
        owner = asking.owner_name or say("The owner")
        self.agrees = Tick(say("{owner} agrees to the list and the text", owner=owner))
        self.agrees.setVisible(not owner_is_here)
        self.go = Button(say("Record it as handed over"), "primary")
        self.go.clicked.connect(self._go)
        what = Prose(
            say(
                "The program sends nothing by itself: hand the brief to each of them, then record it here. "
                "After that it cannot be undone, only closed."
            ),
            "dense",
            "text2",
            max_width=640,
        )
        content = column(
            Heading(say("Ask for quotes"), "sub"), 12, self.summary, self._who_row, 16, self._until_row, 14,
            self.agrees, 8, what, 14, row(self.go, STRETCH),
        )  # fmt: skip
        self.setLayout(column(Card(content, padding=20)))

    def _go(self) -> None:
        day = self.until.value()
        fault = self.until.problem() or ("" if day else say("Enter the last day for quotes, like 30 11 2026"))
        if day is not None and day < self._today():
            fault = say("The last day for quotes must be today or later")
        problems = problems_of(
            (
                (self._who_row, "" if self.who.value() else say("Tick at least one provider to ask")),
                (self._until_row, fault),
            )
        )
        if not self._owner_is_here and not self.agrees.value():
            sentence = say("Ask the owner first, then tick that they agree to the list and the text")
            problems.append((sentence, self.agrees.target()))
        self.summary.show_problems(problems)
        if not problems:
            ids = tuple(uuid.UUID(key) for key in self.who.value())
            self.asked.emit(ids, day, self._owner_is_here or self.agrees.value())


class StartForm(QFrame):
    """A project that begins with a quote: what it has to cover, and whose it is."""

    started = Signal(str, object)
    """Name of the provider, and the must-haves as (id or None, words)."""

    def __init__(self, context: Context, asking: Asking, project: str) -> None:
        super().__init__()
        self._known = asking.musts
        self.summary = ErrorSummary()
        self.provider = TextField(chars=36)
        self.musts = ListEditor(placeholder=say("One thing a line, then press Enter"))
        self.musts.set_value([text for _, text in asking.musts])
        self._provider_row = FormRow(say("Who is the quote from?"), self.provider)
        self._musts_row = FormRow(
            say("What must it do?"),
            self.musts,
            help=say("The things you would refuse to go live without. Each is checked against the quote."),
        )
        self.go = Button(say("Go on to the quote"), "primary")
        self.go.clicked.connect(self._go)
        self.drafts = DraftKeeper(context.drafts, f"quote-start/{project}", self)
        self.drafts.keep("provider", self.provider)
        self.drafts.keep("musts", self.musts)
        self.drafts.begin()
        why = Prose(
            say(
                "A price alone cannot be judged. Two or three lines on what it is for "
                "are enough to begin with."
            ),
            "body",
            "text2",
            max_width=640,
        )
        content = column(
            Heading(say("You have a quote already"), "sub"), 4, why, 16, self.summary, self._provider_row, 18,
            self._musts_row, 18, row(self.go, STRETCH),
        )  # fmt: skip
        card = Card(content, padding=20)
        self.setLayout(column(card))

    def _go(self) -> None:
        texts = self.musts.value()
        problems = problems_of(
            (
                (self._provider_row, "" if self.provider.value() else say("Enter the name of the provider")),
                (self._musts_row, "" if texts else say("Write down at least one thing it must do")),
            )
        )
        self.summary.show_problems(problems)
        if not problems:
            self.started.emit(self.provider.value(), self.kept(texts))

    def kept(self, texts: Sequence[str]) -> tuple[tuple[uuid.UUID | None, str], ...]:
        """Each line with its id: the same words, else the same place where that line is gone."""
        by_words = {text: key for key, text in self._known}
        free = [key for key, text in self._known if text not in texts]
        return tuple((by_words.get(text) or (free.pop(0) if free else None), text) for text in texts)


class AddForm(QFrame):
    """A quote that came without being asked for: only its provider's name to begin with."""

    added = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.provider = TextField(chars=36)
        self._row = FormRow(
            say("Who is the quote from?"),
            self.provider,
            help=say("For a quote that came by itself, or by another way."),
        )
        self.go = Button(say("Go on to the quote"), "secondary")
        close = Button(say("Close"), "quiet")
        self.go.clicked.connect(self._go)
        self.provider.entered.connect(self._go)
        close.clicked.connect(self.closed)
        self.setLayout(column(Card(column(self._row, 14, row(self.go, close, STRETCH)), padding=18)))

    def _go(self) -> None:
        name = self.provider.value()
        problems = problems_of(((self._row, "" if name else say("Enter the name of the provider")),))
        if problems:
            self.provider.setFocus()
        else:
            self.added.emit(name)


class DeclineForm(QFrame):
    """That a provider will not quote, in its own words where it gave any."""

    confirmed = Signal(str)
    closed = Signal()

    def __init__(self, provider: str) -> None:
        super().__init__()
        self.reason = TextField()
        form_row = FormRow(
            say("Why does {provider} not quote?", provider=provider), self.reason, optional=True,
            help=say("In its own words, like “too busy until March”."),
        )  # fmt: skip
        go = Button(say("Record that it declined"), "secondary")
        close = Button(say("Close"), "quiet")
        go.clicked.connect(self._go)
        self.reason.entered.connect(self._go)
        close.clicked.connect(self.closed)
        self.setLayout(column(Card(column(form_row, 14, row(go, close, STRETCH)), padding=18)))

    def _go(self) -> None:
        self.confirmed.emit(self.reason.value())


class MoreTimeForm(QFrame):
    """Another last day for everybody that was asked."""

    confirmed = Signal(object)
    closed = Signal()

    def __init__(self, context: Context, until: date | None) -> None:
        super().__init__()
        self.until = DateField(context.today, context.formats)
        self._before = until
        self._row = FormRow(
            say("New last day for everybody"), self.until, help=say("It can be moved twice at most.")
        )
        go = Button(say("Give everybody more time"), "secondary")
        close = Button(say("Close"), "quiet")
        go.clicked.connect(self._go)
        close.clicked.connect(self.closed)
        self.setLayout(column(Card(column(self._row, 14, row(go, close, STRETCH)), padding=18)))

    def _go(self) -> None:
        day = self.until.value()
        fault = self.until.problem() or ("" if day else say("Enter a day, like 30 11 2026"))
        if day is not None and self._before is not None and day <= self._before:
            fault = say("The new last day must be later than the one everybody was told")
        if not problems_of(((self._row, fault),)):
            self.confirmed.emit(day)
