"""The warning signs of one quote: what each rests on, closing one with a reason, and writing down another."""

import uuid
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.evaluation_forms import signs
from app.queries.evaluation_rows import FlagRow, JudgedQuote
from app.words import say
from ui.pages.evaluate.small_form import SmallForm, SmallForms, roomy
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.chips import StatusChip
from ui.widgets.fields import Choice
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Heading, Label

TOP = Qt.AlignmentFlag.AlignTop
MOST = 8
"""More than this of open severities needs the broker's written reason."""


class FlagSection(QFrame):
    """Emits what is to be written down; the page runs the verbs."""

    raised = Signal(str, str)
    """The sign, and what it rests on."""

    closed = Signal(object, str)
    """The flag, and why it no longer counts."""

    opened_again = Signal(object)
    opened = Signal(object)
    explained = Signal(str)
    """Why an award is right in spite of many flags."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = column(gap=0)
        self._forms = SmallForms()
        self._add = Button(say("Write down a red flag"), icon="flag", dense=True)
        self._add.clicked.connect(self.open_form)
        self._forms.opened.connect(self.opened)
        self._sum = Label("", "dense", "text2", wrap=True)
        self._explain = LinkButton(say("Write why it is right all the same"))
        self._explain.clicked.connect(self._open_explain)
        self._shown: JudgedQuote | None = None
        parts = column(
            Heading(say("Red flags"), "sub15"), 8, framed(self._rows), self._sum, row(self._explain, STRETCH),
            8, self._forms, row(self._add, STRETCH),
        )  # fmt: skip
        self.setLayout(column(Card(parts, padding=(16, 14, 16, 14))))

    def show_quote(self, shown: JudgedQuote, *, editable: bool, broker: bool) -> None:
        """Show the flags of a quote; the broker alone writes why many of them are no reason against it."""
        self._shown = shown
        clear(self._rows)
        for at, flag in enumerate(shown.flags):
            if at:
                self._rows.addWidget(Line())
            self._rows.addWidget(self._row(flag, editable=editable))
        if not shown.flags:
            self._rows.addWidget(Label(say("None written down."), "dense", "text3"))
        many = shown.flag_sum > MOST
        words = [say("Open flags come to {sum}.", sum=shown.flag_sum)] if shown.flag_sum else []
        if shown.explained:
            words.append(say("The broker: {reason}", reason=shown.explained))
        elif many:
            words.append(say("More than 8 needs the broker’s reason before this quote can be chosen."))
        self._sum.setText(" ".join(words))
        self._sum.set_tone("warn_text" if many and not shown.explained else "text2")
        self._sum.setVisible(bool(words))
        self._explain.setVisible(editable and broker and many)
        self._add.setVisible(editable)

    def close_form(self) -> None:
        """What was typed is on record."""
        self._forms.close_form()

    def _row(self, flag: FlagRow, *, editable: bool) -> QWidget:
        tone = "neutral" if flag.closed else "danger" if flag.severity >= 5 else "warn"
        chip = StatusChip(flag.severity_words, tone, icon="flag", filled=True)
        act: LinkButton | None = None
        if editable and flag.closed:
            act = LinkButton(say("Let it count again"))
            act.setAccessibleName(say("Let it count again: {sign}", sign=flag.sign))
            act.clicked.connect(partial(self.opened_again.emit, flag.id))
        elif editable:
            act = LinkButton(say("Close it with a reason"))
            act.setAccessibleName(say("Close with a reason: {sign}", sign=flag.sign))
            act.clicked.connect(partial(self._open_close, flag.id, flag.sign))
        closed = Label(flag.closed, "dense", "text2", wrap=True) if flag.closed else None
        words = column(
            Label(flag.sign, "dense_strong", "text3" if flag.closed else "text", wrap=True),
            Label(flag.evidence, "dense", "text2", wrap=True),
            closed,
            row(Label(flag.raised, "caption", "text3", wrap=True), act, STRETCH, gap=12),
            gap=2,
        )
        return framed(row((words, 1), (chip, TOP), gap=12, margins=(0, 8, 0, 8)))

    def open_form(self) -> None:
        """Write down another."""
        sign = roomy(Choice(signs(), blank=say("Choose a warning sign")))
        evidence = GrowingText(lines=2)
        form = SmallForm(
            (
                FormRow(say("What is the sign?"), sign),
                FormRow(
                    say("What does it rest on?"), evidence, help=say("What you saw or heard, and where.")
                ),
            ),
            say("Keep the red flag"),
        )
        form.kept.connect(lambda: self.raised.emit(sign.value(), evidence.value()))
        self._forms.open(form, sign.target())

    def _open_close(self, key: uuid.UUID, sign: str) -> None:
        because = GrowingText(lines=2)
        form = SmallForm(
            (FormRow(say("Why does “{sign}” no longer count?", sign=sign), because),),
            say("Close the red flag"),
        )
        form.kept.connect(lambda: self.closed.emit(key, because.value()))
        self._forms.open(form, because.target())

    def _open_explain(self) -> None:
        because = GrowingText(self._shown.explained if self._shown is not None else "", lines=2)
        form = SmallForm(
            (
                FormRow(
                    say("Why is this quote right in spite of its red flags?"), because,
                    help=say("The owner reads it before choosing."),
                ),
            ),
            say("Keep the reason"),
        )  # fmt: skip
        form.kept.connect(lambda: self.explained.emit(because.value()))
        self._forms.open(form, because.target())
