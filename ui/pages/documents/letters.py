"""A letter before it goes: read and settled line by line, then prepared for the person's own mail program."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.decision_papers import LetterPaper
from app.queries.documents import DocumentRow
from app.services import letters
from app.words import say
from app.workflows.documents import Wanted
from app.workflows.letter_mail import letter_mail
from ui.context import Context
from ui.pages.documents.saving import save_as
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Scroll
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Prose

LISTS = {"AWD": ("strengths",), "DBF": ("strengths", "weaknesses")}
"""The lists that a letter has; every one has the sender's own words."""


class Settled(NamedTuple):
    """What a letter says, as somebody has read it."""

    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    words: str


class ReviewSheet(QFrame):
    """The words of a letter to go through, one point a line, in place of its pages."""

    confirmed = Signal(object)
    """What was settled, once it is said to have been read."""

    redrafted = Signal()
    left = Signal()

    def __init__(self, paper: LetterPaper) -> None:
        super().__init__()
        self._lists = {
            "strengths": _list(paper.strengths),
            "weaknesses": _list(paper.weaknesses),
        }
        self.words = _list((paper.words,) if paper.words else ())
        self._shown = LISTS.get(paper.kind, ())
        self.go = Button(say("I have read it"), "primary", dense=True)
        later = Button(say("Not yet"), dense=True)
        again = LinkButton(say("Draft it again from the record"), icon="history")
        again.setVisible(bool(paper.reviewed))
        rows = [FormRow(_title(name), self._lists[name], help=_help(name)) for name in self._shown]
        self._rows = dict(zip(self._shown, rows, strict=True))
        own = self._rows["words"] = FormRow(
            say("In your own words"),
            self.words,
            help=say("Stands in the letter before it ends."),
            optional=True,
        )
        inside = column(
            Heading(say("Read the letter to {provider}", provider=paper.firm.name), "sub15"),
            4,
            Prose(
                say(
                    "It says what is on record of this provider. Take out or add what you like: nothing of others."
                ),
                "dense",
            ),
            12,
            *(part for each in rows for part in (each, 12)),
            own,
            12,
            row(self.go, later, STRETCH, gap=8),
            6,
            row(again, STRETCH),
            margins=(20, 0, 16, 12),
        )
        self.setLayout(column((Scroll(inside), 1)))
        self.go.clicked.connect(lambda: self.confirmed.emit(self.settled()))
        later.clicked.connect(self.left)
        again.clicked.connect(self.redrafted)
        follow_layout(self)

    def first(self) -> QWidget:
        """Where the focus goes."""
        field = self._lists[self._shown[0]] if self._shown else self.words
        return field.target()

    def show_faults(self, faults: Mapping[str, str]) -> bool:
        """Say at each list what may not stand in it, the first one focused; True where nothing is wrong."""
        for name, line in self._rows.items():
            line.set_problem(faults.get(name, ""))
        wrong = next((line for name, line in self._rows.items() if faults.get(name)), None)
        if wrong is not None:
            wrong.field.target().setFocus()
        return wrong is None

    def settled(self) -> Settled:
        """What the lines say now."""

        def lines(name: str) -> tuple[str, ...]:
            return tuple(line for line in self._lists[name].value().splitlines() if line.strip())

        return Settled(lines("strengths"), lines("weaknesses"), self.words.value())


def _list(lines: Sequence[str]) -> GrowingText:
    field = GrowingText(lines=2)
    field.restore("\n".join(lines))
    return field


def _title(name: str) -> str:
    return {"strengths": say("What spoke for it"), "weaknesses": say("What spoke against it")}[name]


def _help(name: str) -> str:
    return {
        "strengths": say("One point a line."),
        "weaknesses": say("One point a line. A sentence that can be answered helps more than a word."),
    }[name]


def faults_of(context: Context, wanted: Wanted, settled: Settled) -> Mapping[str, str]:
    """What may not stand in the letter, by the list it stands in."""
    assert wanted.quote_id is not None
    return context.operations.read(
        partial(
            letters.line_faults,
            quote_id=wanted.quote_id,
            kind=wanted.kind,
            strengths=settled.strengths,
            weaknesses=settled.weaknesses,
            words=settled.words,
        )
    )


def hand_over(context: Context, row_: DocumentRow) -> None:
    """Put on record that a letter was handed over."""
    verb = partial(letters.hand_over, document_id=row_.id, person=context.person, on=context.today())
    context.operations.succeeded(
        verb,
        say("Say that {number} was handed over", number=row_.told),
        done=say("{number} is marked as handed over.", number=row_.told),
    )


def review(context: Context, wanted: Wanted, settled: Settled) -> bool:
    """Put on record that the letter was read, with the words it then has; False where it was refused."""
    assert wanted.quote_id is not None
    verb = partial(
        letters.review,
        quote_id=wanted.quote_id,
        kind=wanted.kind,
        strengths=settled.strengths,
        weaknesses=settled.weaknesses,
        words=settled.words,
        person=context.person,
        on=context.today(),
    )
    return (
        context.operations.run(verb, say("Read a letter"), done=say("Read. It can be issued now."))
        is not None
    )


def settle(context: Context, sheet: ReviewSheet, wanted: Wanted, settled: Settled) -> bool:
    """What may not stand in it is said at its line, and nothing is kept until it is taken out."""
    return sheet.show_faults(faults_of(context, wanted, settled)) and review(context, wanted, settled)


def draft_again(context: Context, wanted: Wanted) -> bool:
    """Forget the settled words, so that the letter says again what is on record."""
    assert wanted.quote_id is not None
    verb = partial(letters.draft_again, quote_id=wanted.quote_id, kind=wanted.kind, on=context.today())
    return context.operations.succeeded(verb, say("Draft a letter again"))


def prepare_mail(parent: QWidget, context: Context, row_: DocumentRow) -> None:
    """Put an issued letter into a mail that the person's own mail program opens as a draft."""
    made = context.operations.carry_out(lambda runner: letter_mail(runner, row_.id))
    if made is None:
        return
    name, content = made
    save_as(
        parent,
        context,
        content,
        name,
        say("Mails (*.eml)"),
        say("Open it in your mail program and send it from there. This program sends nothing."),
    )
