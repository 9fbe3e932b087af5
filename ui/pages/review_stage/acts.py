"""The two decisions on a stage, asked on the page: accept under one's name, or send it back with a sentence."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.queries.stages import LateRow, ReviewPage
from app.words import say, say_count
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.choices import Option, RadioList
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.owner_name import OwnerName
from ui.widgets.text import Heading, Icon, Label, Prose, emphasise

TOP = Qt.AlignmentFlag.AlignTop
TAKES, WAIVES = "takes", "waives"
"""What the owner decides on lateness."""

FEWEST = 20
"""Characters that the provider can act on."""


class AcceptCard(Card):
    """What accepting starts, what it does not, and the owner's typed name."""

    confirmed = Signal(str, object, str)
    """The typed name, whether lateness takes the agreed sum off (None where that is not asked), and why not."""

    left = Signal()

    def __init__(self, page: ReviewPage, *, broker: bool) -> None:
        self._late = LateRows(page.late) if page.late is not None and page.late.takes else None
        self.name = TextField(chars=30)
        owner = page.owner_name
        help = (
            say("{owner} types this, not you: the stage is theirs to accept.", owner=owner)
            if broker and owner
            else say("A typed name is a record of agreement, not a signature.")
        )
        self._row = FormRow(
            say("Full name of {owner}", owner=owner) if owner else say("Your full name"), self.name, help=help
        )
        lines = [
            ("circle-check", "success", page.consequence),
            ("receipt", "text3", page.payment.tax_line if page.consequence else page.payment.line),
            ("lock", "text3", say("{amount} of this stage stays held back to the end.", amount=page.held))
            if page.held
            else ("", "", ""),
            ("receipt", "text3", page.credit),
            ("clock", "text3", page.late.words if page.late is not None and self._late is None else ""),
            ("circle-x", "text3", say("No money moves. You approve the invoice and pay it in your bank.")),
            (
                "lock",
                "text3",
                say("It cannot be undone. Later faults are put right by free fixing or a change."),
            ),
        ]
        bold = {page.consequence: page.payment.excl_text}
        shown = [
            row(
                (Icon(icon, tone), TOP),
                (Prose(emphasise(words, bold.get(words, "")), "dense", "text"), 1),
                gap=9,
            )
            for icon, tone, words in lines
            if words
        ]
        self.go = Button(say("Accept this stage"), "primary")
        leave = Button(say("Not now"), "quiet")
        super().__init__(
            column(
                Heading(say("Accept “{stage}”", stage=page.title), "sub"), 10, column(*shown, gap=7), 16,
                self._late, self._row, 14, row(self.go, leave, STRETCH, gap=8),
            ),
            kind="chosen", padding=18,
        )  # fmt: skip
        self.go.clicked.connect(self._confirm)
        self.name.entered.connect(self._confirm)
        leave.clicked.connect(self.left)

    def focus(self) -> None:
        """Put the cursor where the name goes."""
        self.name.target().setFocus()

    def _confirm(self) -> None:
        if self._late is not None and not self._late.check():
            return
        if not self.name.value():
            self._row.set_problem(say("Type your full name to accept this stage"))
            self.focus()
            return
        self._row.set_problem("")
        takes, reason = (self._late.takes(), self._late.reason()) if self._late is not None else (None, "")
        self.confirmed.emit(self.name.value(), takes, reason)


class LateRows(QFrame):
    """What the plan takes off because the stage came late: proposed with its figure, for the owner to decide."""

    def __init__(self, late: LateRow) -> None:
        super().__init__()
        options = (Option(TAKES, late.takes, help=late.reason), Option(WAIVES, say("Take nothing off.")))
        self.choice = RadioList(options, name=late.words)
        self._choice_row = FormRow(late.words, self.choice, role="medium")
        self.why = TextField(longest=200)
        self._why_row = FormRow(
            say("Why nothing comes off"), self.why, role="medium",
            help=say("Like “we gave the data a week late”"),
        )  # fmt: skip
        self._why_row.hide()
        self.choice.edited.connect(lambda: self._why_row.setVisible(self.choice.value() == WAIVES))
        self.setLayout(column(self._choice_row, 10, self._why_row, 14))

    def takes(self) -> bool:
        """Whether the sum comes off."""
        return self.choice.value() == TAKES

    def reason(self) -> str:
        """Why it does not."""
        return "" if self.takes() else self.why.value()

    def check(self) -> bool:
        """Whether it is decided, with a reason where there has to be one; else the fault is shown."""
        undecided = not self.choice.value()
        self._choice_row.set_problem(say("Say whether it comes off") if undecided else "")
        unsaid = self.choice.value() == WAIVES and not self.why.value()
        self._why_row.set_problem(say("Say why nothing comes off for lateness.") if unsaid else "")
        if undecided or unsaid:
            (self.choice if undecided else self.why).target().setFocus()
        return not (undecided or unsaid)


class ChangesCard(Card):
    """What has to change, test by test, one sentence for the whole, and the name of the owner who says so."""

    confirmed = Signal(str, str)
    left = Signal()

    def __init__(self, context: Context, page: ReviewPage) -> None:
        self.note = GrowingText(lines=2)
        self._notes = " ".join(test.note for test in page.tests)
        self._row = FormRow(
            say("Anything else they should know"), self.note, optional=True,
            help=say("The notes at the tests go with it."),
        )  # fmt: skip
        self._name = OwnerName()
        wrong = [test for test in page.tests if test.result == "not_yet"]
        lines = [
            row(
                (Label(test.number, "dense_medium", "text3"), TOP),
                (Prose(test.note, "dense", "text"), 1),
                gap=10,
            )
            for test in wrong
        ]
        what = say_count(
            "{count} test has to be put right. The stage goes back to work, and nothing is paid for it yet.",
            "{count} tests have to be put right. The stage goes back to work, and nothing is paid for it yet.",
            len(wrong),
        )
        self.go = Button(say("Ask for changes"), "primary")
        leave = Button(say("Not now"), "quiet")
        super().__init__(
            column(
                Heading(say("Ask for changes to “{stage}”", stage=page.title), "sub"), 6, Prose(what, "dense"),
                10, column(*lines, gap=6), 14, self._row, 14, self._name, 14,
                row(self.go, leave, STRETCH, gap=8), 8,
                Label(
                    say("The program sends nothing by itself: tell them, and give them your notes."),
                    "caption", "text3", wrap=True,
                ),
            ),
            kind="chosen", padding=18,
        )  # fmt: skip
        self.go.clicked.connect(self._confirm)
        leave.clicked.connect(self.left)
        self._name.show_owner(page.owner_name, context.person, context.lens)
        self._drafts = DraftKeeper(context.drafts, f"review-changes/{page.stage_id}", self)
        self._drafts.keep("note", self.note)
        self._drafts.begin()

    def focus(self) -> None:
        """Put the cursor into the sentence."""
        self.note.target().setFocus()

    def flush(self) -> None:
        """Keep what is being typed."""
        self._drafts.flush()

    def done(self) -> None:
        """It is on record: forget what was typed."""
        self._drafts.applied()

    def _confirm(self) -> None:
        if len(f"{self.note.value()} {self._notes}".strip()) < FEWEST:
            self._row.set_problem(say("Say in a sentence what has to change"))
            self.focus()
            return
        self._row.set_problem("")
        if self._name.show_fault():
            self._name.typed.setFocus()
        else:
            self.confirmed.emit(self.note.value(), self._name.name())


def rounds_words(page: ReviewPage) -> Sequence[str]:
    """The rounds of checking, the latest first, each in a line or two."""
    found = []
    for each in reversed(page.rounds):
        line = say(
            "Round {number}: handed over {day}. {result}.",
            number=each.number,
            day=each.submitted,
            result=each.result,
        )
        found.append(f"{line}\n{each.note}" if each.note else line)
    return found
