"""A decision as it stays on record, and the way to take it back before anything is signed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.queries.decisions import DecisionRecord
from app.words import say, say_count
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.states import Banner, ErrorSummary
from ui.widgets.text import Heading, Label, Prose

FEWEST = 20


class RecordView(QFrame):
    """Shows the decisions of a project, the one that stands first."""

    plan_asked = Signal()
    quotes_asked = Signal()
    papers_asked = Signal()
    withdrawn = Signal(str, str)
    """Reason and typed name, once both are there."""

    def __init__(self) -> None:
        super().__init__()
        self._place = column(gap=0)
        self.setLayout(self._place)

    def show_records(self, records: Sequence[DecisionRecord], *, owner: str, can_withdraw: bool) -> None:
        """Show `records`; taking back is offered where it is still possible."""
        clear(self._place)
        for at, record in enumerate(records):
            self._place.addWidget(_decision(record, first=at == 0))
            self._place.addSpacing(14)
        if not records:
            return
        chosen = records[0].stands and records[0].price is not None
        go = Button(say("Open the plan") if chosen else say("Back to quotes"), "primary")
        go.clicked.connect(self.plan_asked if chosen else self.quotes_asked)
        self.go = go
        papers = Button(say("Record and letters"), "secondary", icon="file-text")
        papers.clicked.connect(self.papers_asked)
        if can_withdraw and chosen:
            form = TakeBack(owner)
            form.confirmed.connect(self.withdrawn)
            self._place.addLayout(row(go, papers, form.opener, STRETCH, gap=10))
            self._place.addSpacing(14)
            self._place.addWidget(form)
        else:
            self._place.addLayout(row(go, papers, STRETCH, gap=10))
        self._place.addStretch(1)


def uncorrected_banner(numbers: Sequence[str]) -> Banner:
    """Tells which letters went out on a choice that was taken back, and leads to the corrections."""
    words = say_count(
        "{numbers} went out before the choice was taken back. Whoever has it does not know: a correction is drafted.",
        "{numbers} went out before the choice was taken back. Those who have them do not know: corrections are "
        "drafted.",
        len(numbers),
        numbers=", ".join(numbers),
    )
    return Banner(words, "warn", action=say("Open the documents"))


class TakeBack(QFrame):
    """Reason and typed name for taking a choice back; opens on request."""

    confirmed = Signal(str, str)

    def __init__(self, owner: str) -> None:
        super().__init__()
        self.opener = Button(say("Take this choice back"), "quiet")
        self.opener.clicked.connect(self._open)
        self._summary = ErrorSummary()
        self.reason = FormRow(
            say("Why is the choice taken back?"),
            GrowingText(lines=2),
            help=say("The first decision stays on record, marked as taken back, with this reason."),
        )
        self.name = FormRow(
            say("Full name of {owner}", owner=owner) if owner else say("Full name of the owner"),
            TextField(chars=30),
            help=say("The quotes that were not chosen can then be chosen. Nobody is told by the program."),
        )
        confirm = Button(say("Take the choice back"), "danger")
        confirm.clicked.connect(self._confirm)
        content = column(self._summary, self.reason, 14, self.name, 14, row(confirm, STRETCH))
        self.setLayout(column(Card(content, padding=18)))
        self.hide()

    def _open(self) -> None:
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self.reason.field.setFocus()

    def _confirm(self) -> None:
        reason, name = self.reason.field, self.name.field
        assert isinstance(reason, GrowingText)
        assert isinstance(name, TextField)
        short = say("Say in a sentence why, in at least {count} characters", count=FEWEST)
        checks: tuple[tuple[FormRow, bool, str], ...] = (
            (self.reason, len(reason.value()) < FEWEST, short),
            (self.name, not name.value(), say("Type the full name")),
        )
        problems = []
        for form_row, wrong, sentence in checks:
            form_row.set_problem(sentence if wrong else "")
            if wrong:
                problems.append((sentence, form_row.field.target()))
        self._summary.show_problems(problems)
        if not problems:
            self.confirmed.emit(reason.value(), name.value())


def _decision(record: DecisionRecord, *, first: bool) -> QFrame:
    chip = (
        StatusChip(say("Stands"), "success", filled=True)
        if record.stands
        else StatusChip(say("Taken back"), "neutral", filled=True)
    )
    title = Heading(record.provider, "display" if first else "sub")
    parts: list[Callable[[], QFrame]] = []
    if record.price is not None:
        price = record.price.line
        parts.append(lambda: _part(say("The price"), price))
    if record.reasons:
        parts.append(lambda: _part(say("What decided it"), "\n".join(record.reasons)))
    parts.append(lambda: _part(say("In their own words"), record.words))
    if record.not_chosen:
        parts.append(lambda: _part(say("Not chosen"), ", ".join(record.not_chosen)))
    if record.withdrawn_reason:
        parts.append(lambda: _part(say("Taken back because"), record.withdrawn_reason))
    parts.append(lambda: _part(say("Decided by"), record.decided))
    card = Card(column(*(make() for make in parts), gap=14), padding=18)
    return framed(column(row((title, 1), chip, gap=10), 12, card))


def _part(title: str, words: str) -> QFrame:
    return framed(
        column(Label(title, "caption_medium", "text3"), 2, Prose(words, "body", "text", max_width=720))
    )
