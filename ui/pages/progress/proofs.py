"""The proof of a stage that is being worked on: what is there for each test, and the form for more."""

import uuid
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.stages import ProofRow, ReviewPage, TestLine
from app.words import say, say_count
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, Line
from ui.widgets.choices import RadioList, options
from ui.widgets.fields import TextField
from ui.widgets.file_drop import FileDrop
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Icon, Label

TOP = Qt.AlignmentFlag.AlignTop
FILE, MESSAGE = "file", "message"


class ProofForm(Card):
    """Where the proof came from and what it shows."""

    confirmed = Signal(str, str, str, object)
    """Source, what it shows, who recorded it, and the path of the file or None."""

    left = Signal()

    def __init__(self, context: Context, test: TestLine) -> None:
        self.source = RadioList(options((FILE, say("A file")), (MESSAGE, say("A message"))), across=True)
        self.source.set_value(FILE)
        self.file = FileDrop(several=False, words=say("a photo, a protocol, a log"))
        self.described = TextField(longest=300)
        self.by = TextField(longest=120)
        self.by.set_value(context.person)
        self._file_row = FormRow(say("The file"), self.file, role="medium")
        self._said_row = FormRow(
            say("What it shows"), self.described, role="medium",
            help=say("Like “Photo of the till after order TEST-1” or “Mail of 2 February: counts match”"),
        )  # fmt: skip
        self._by_row = FormRow(say("Recorded by"), self.by, role="medium")
        record = Button(say("Keep this proof"), "secondary", dense=True)
        leave = Button(say("Not now"), "quiet", dense=True)
        super().__init__(
            column(
                FormRow(say("Where does the proof for test {number} come from?", number=test.number), self.source),
                10, self._file_row, 10, self._said_row, 10, self._by_row, 12,
                row(record, leave, STRETCH, gap=8),
            ),
            kind="well", padding=14,
        )  # fmt: skip
        self.source.committed.connect(self._arrange)
        self.described.entered.connect(self._confirm)
        record.clicked.connect(self._confirm)
        leave.clicked.connect(self.left)
        self._drafts = DraftKeeper(context.drafts, f"proof/{test.id}", self)
        for name, field in (("source", self.source), ("described", self.described), ("by", self.by)):
            self._drafts.keep(name, field)
        self._drafts.begin()
        self._arrange()

    def flush(self) -> None:
        """Keep what is being typed."""
        self._drafts.flush()

    def done(self) -> None:
        """It is on record: forget what was typed."""
        self._drafts.applied()

    def _arrange(self) -> None:
        self._file_row.setVisible(self.source.value() == FILE)

    def _confirm(self) -> None:
        from_file = self.source.value() == FILE
        no_file = say("Choose the file, or say that it came as a message")
        checks = (
            (self._file_row, from_file and not self.file.value(), self.file.problem() or no_file),
            (self._said_row, not self.described.value(), say("Say what the proof shows")),
            (self._by_row, not self.by.value(), say("Enter who recorded it")),
        )
        for each, wrong, sentence in checks:
            each.set_problem(sentence if wrong else "")
        wrong_rows = [each for each, wrong, _ in checks if wrong]
        if wrong_rows:
            wrong_rows[0].field.target().setFocus()
            return
        path: Path | None = self.file.value()[0] if from_file else None
        self.confirmed.emit(self.source.value(), self.described.value(), self.by.value(), path)


class ProofList(QFrame):
    """Every test of a stage with its proof. Emits what was asked for; records nothing itself."""

    given = Signal(object, str, str, str, object)
    """Test id, source, what it shows, who recorded it, path or None."""

    removed = Signal(object)
    opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._page: ReviewPage | None = None
        self._can: tuple[bool, bool] = (False, False)
        self._open: uuid.UUID | None = None
        self.form: ProofForm | None = None
        self._place = column()
        self.first: QWidget | None = None
        """The button that adds the first proof that is missing."""
        self.setLayout(self._place)

    def show_tests(self, page: ReviewPage, *, can_prove: bool, can_remove: bool) -> None:
        """Show the tests of the stage with their proof; the form that is open stays open."""
        self._page, self._can = page, (can_prove, can_remove)
        if self.form is not None:
            self.form.flush()
        clear(self._place)
        self.form = None
        self.first = None
        for at, test in enumerate(page.tests):
            if at:
                self._place.addWidget(Line())
            self._place.addWidget(self._test(test))

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.form is not None:
            self.form.flush()

    def close_form(self, *, done: bool = False) -> None:
        """Close the form: with `done`, what was typed in it is on record."""
        if self.form is not None and done:
            self.form.done()
        self._open = None
        if self._page is not None:
            self.show_tests(self._page, can_prove=self._can[0], can_remove=self._can[1])
        if self.first is not None:
            self.first.setFocus()

    def _test(self, test: TestLine) -> QFrame:
        number = Label(test.number, "dense_medium", "text3")
        number.setFixedWidth(number.fontMetrics().horizontalAdvance("00.00"))
        words = column(Label(test.text, "dense_strong", wrap=True), gap=4)
        if test.passes_if:
            words.addWidget(
                Label(say("It passes if: {rule}", rule=test.passes_if), "dense", "text2", wrap=True)
            )
        if test.earlier:
            words.addWidget(Label(test.earlier, "dense", "warn_text", wrap=True))
        for proof in test.proofs:
            words.addWidget(self._proof(proof, test))
        if not test.proofs:
            words.addWidget(Label(say("No proof yet"), "dense", "text3"))
        add = Button(say("Add proof"), icon="plus", dense=True)
        add.setAccessibleName(say("Add proof for test {number}", number=test.number))
        add.clicked.connect(partial(self._toggle, test))
        if not self._can[0]:
            add.hide()
        if self._can[0] and (self.first is None or (not test.proofs and not self._has_missing_first())):
            self.first = add
        parts = column(
            row((number, TOP), (words, 1), (add, TOP), gap=10, margins=(0, 10, 0, 10)),
            *((self._form(test), 10) if self._open == test.id and self._can[0] else ()),
        )
        return framed(parts)

    def _has_missing_first(self) -> bool:
        """Whether the button that was noted stands at a test without proof."""
        if self._page is None or self.first is None:
            return False
        name = self.first.accessibleName()
        missing = {
            say("Add proof for test {number}", number=test.number)
            for test in self._page.tests
            if not test.proofs
        }
        return name in missing

    def _proof(self, proof: ProofRow, test: TestLine) -> QFrame:
        icon = Icon("paperclip" if proof.source == FILE else "message-square", "text3", 14)
        said = " · ".join(filter(None, (proof.described, proof.file_name)))
        words = column(
            Label(said, "dense", wrap=True), Label(proof.recorded, "caption", "text3", wrap=True), gap=1
        )
        see = IconButton("external-link", say("Open “{proof}”", proof=said), side=28)
        see.clicked.connect(lambda: self.opened.emit(proof))
        if not proof.sha256:
            see.hide()
        away = IconButton("x", say("Remove “{proof}”", proof=said), side=28)
        away.clicked.connect(lambda: self.removed.emit(proof))
        if not self._can[1]:
            away.hide()
        return framed(row((icon, TOP), (words, 1), (see, TOP), (away, TOP), gap=7))

    def _form(self, test: TestLine) -> ProofForm:
        form = ProofForm(self._context, test)
        form.confirmed.connect(partial(self.given.emit, test.id))
        form.left.connect(self.close_form)
        self.form = form
        return form

    def _toggle(self, test: TestLine) -> None:
        self._open = None if self._open == test.id else test.id
        if self._page is not None:
            self.show_tests(self._page, can_prove=self._can[0], can_remove=self._can[1])
        if self.form is not None:
            self.form.source.target().setFocus()


def missing_words(page: ReviewPage) -> str:
    """Why the stage can't be handed over yet; empty where every test has proof."""
    without = [test.number for test in page.tests if not test.proofs]
    if not page.tests:
        return say("This stage has no sign-off test.")
    if not without:
        return ""
    return say_count(
        "Proof is missing for test {tests}", "Proof is missing for tests {tests}", len(without),
        tests=", ".join(without),
    )  # fmt: skip
