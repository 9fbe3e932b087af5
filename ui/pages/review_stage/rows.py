"""One sign-off test under review: what to look at, the proof that came, and the owner's word on it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.stages import ProofRow, TestLine
from app.words import say
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.chips import StatusChip
from ui.widgets.choices import RadioList, options
from ui.widgets.fields import TextField
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.text import Label

TOP = Qt.AlignmentFlag.AlignTop
BOTTOM = Qt.AlignmentFlag.AlignBottom
RESULTS = ("pass", "not_yet", "cannot_tell")
LONGEST_CHIP = 34


class ProofChip(Button):
    """One piece of proof as a pill; pressing it shows the proof beside the tests."""

    dense_role = "caption_medium"
    least_width = 0
    dense_tall = 28

    def __init__(self, proof: ProofRow) -> None:
        words = proof.described
        icon = "paperclip" if proof.source == "file" else "message-square"
        short = words if len(words) <= LONGEST_CHIP else f"{words[: LONGEST_CHIP - 1].rstrip()}…"
        super().__init__(short, "filter", icon=icon, dense=True)
        self.setAccessibleName(say("Proof: {what}", what=words))
        self.setToolTip(words)


class TestRow(QFrame):
    """Emits the owner's word whenever it or its note has changed."""

    __test__ = False

    marked = Signal(object, str, str)
    """Test id, result, note."""

    proof_asked = Signal(object, object)
    """The test and one of its pieces of proof."""

    file_asked = Signal(object)
    """The test to which a file of what was seen is to be added."""

    def __init__(self, context: Context, test: TestLine, round_number: int) -> None:
        super().__init__()
        self.test = test
        self._editable = True
        self._note_wanted = False
        self._number = Label("", "dense_medium", "text3")
        self._texts = column(gap=3)
        self._proofs = FlowLayout(6)
        self.result = RadioList(
            options(("pass", say("Pass")), ("not_yet", say("Not yet")), ("cannot_tell", say("Can’t tell"))),
            across=True,
        )
        self._given = StatusChip("", "neutral")
        self._given_note = Label("", "dense", "text2", wrap=True)
        self.note = TextField(longest=600)
        self._shown_note = ""
        self._note_frame = framed(row((self.note, 1), gap=0, margins=(0, 8, 0, 0)))
        self._attach = LinkButton(say("Add a file"), icon="paperclip")
        self._attach.clicked.connect(lambda: self.file_asked.emit(self.test))
        proofs = framed(column(framed(self._proofs), row(self._attach, STRETCH), gap=4))
        self._number.setFixedWidth(self._number.fontMetrics().horizontalAdvance("00.00"))
        inside = column(
            framed(self._texts),
            8,
            row((proofs, 1), (self.result, BOTTOM), (self._given, BOTTOM), gap=14),
            self._note_frame,
            4,
            self._given_note,
        )
        self.setLayout(row((self._number, TOP), (framed(inside), 1), gap=10, margins=(16, 13, 16, 13)))
        self.result.committed.connect(self._result_given)
        self.note.committed.connect(self._tell)
        self._drafts = DraftKeeper(context.drafts, f"review-note/{test.id}/{round_number}", self)
        self._drafts.keep("note", self.note)
        self.show_test(test, editable=True)
        if self._drafts.begin():
            self._note_wanted = True
            self._arrange()

    def show_test(self, test: TestLine, *, editable: bool) -> None:
        """Show the test; a note that is being typed is spared."""
        self.test, self._editable = test, editable
        self._number.setText(test.number)
        name = say("Result of test {number}: {test}", number=test.number, test=test.text)
        self.result.set_name(name)
        self.note.set_name(say("What you saw, test {number}", number=test.number))
        self._show_words(test)
        self._show_proofs(test.proofs)
        self._attach.setAccessibleName(say("Add a file to test {number}", number=test.number))
        self._attach.setVisible(editable)
        self.result.set_value(test.result)
        self._show_given(test, editable=editable)
        if self.note.draft() == self._shown_note:
            self.note.set_value(test.note)
            self._shown_note = self.note.draft()
        self._arrange()

    def choose(self, result: str) -> None:
        """Give the owner's word by key."""
        if self._editable:
            self.result.button(result).click()

    def write_note(self) -> None:
        """Open the note and put the cursor into it."""
        self._note_wanted = True
        self._arrange()
        self.note.target().setFocus()

    def flush(self) -> None:
        """Keep what is being typed."""
        self._drafts.flush()

    def _show_words(self, test: TestLine) -> None:
        clear(self._texts)
        self._texts.addWidget(Label(test.text, "strong", wrap=True))
        lines = (
            (test.how, "text2"),
            (test.passes_if and say("It passes if: {rule}", rule=test.passes_if), "text2"),
            (test.earlier and say("Earlier: {notes}", notes=test.earlier), "warn_text"),
        )
        for words, tone in lines:
            if words:
                self._texts.addWidget(Label(words, "dense", tone, wrap=True))

    def _show_proofs(self, proofs: Sequence[ProofRow]) -> None:
        clear(self._proofs)
        for proof in proofs:
            chip = ProofChip(proof)
            chip.clicked.connect(partial(self.proof_asked.emit, self.test, proof))
            self._proofs.addWidget(chip)
        if not proofs:
            self._proofs.addWidget(Label(self.test.missing, "caption", "text3"))

    def _show_given(self, test: TestLine, *, editable: bool) -> None:
        """What was found, in place of the controls, once it can no longer be changed."""
        words, tone = given_words().get(test.result, ("", "neutral"))
        self.result.setVisible(editable)
        self._given.setVisible(not editable and bool(words))
        self._given.show_status(words, tone)
        self._given_note.setText(say("Note: {note}", note=test.note) if test.note and not editable else "")
        self._given_note.setVisible(bool(self._given_note.text()))

    def _arrange(self) -> None:
        result = self.result.value()
        asked = result in ("not_yet", "cannot_tell")
        self.note.line.setPlaceholderText(
            say("What did you see? The provider reads this.")
            if result == "not_yet"
            else say("A note, if you like")
        )
        wanted = asked or self._note_wanted or bool(self.note.value())
        self._note_frame.setVisible(self._editable and wanted)

    def _result_given(self) -> None:
        self._tell()
        self._arrange()
        if self.result.value() == "not_yet" and not self.note.value():
            self.note.target().setFocus()

    def _tell(self) -> None:
        if not self.result.value():
            return
        self._shown_note = self.note.draft()
        self._drafts.applied()
        self.marked.emit(self.test.id, self.result.value(), self.note.value())


def given_words() -> dict[str, tuple[str, str]]:
    """Each result in words, with its tone."""
    return {
        "pass": (say("Pass"), "success"),
        "not_yet": (say("Not yet"), "warn"),
        "cannot_tell": (say("Can’t tell"), "unknown"),
    }


def row_holding(rows: Sequence[TestRow], widget: QWidget | None) -> TestRow | None:
    """The row that `widget` is in."""
    return next((each for each in rows if widget is not None and each.isAncestorOf(widget)), None)
