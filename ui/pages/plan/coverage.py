"""What no stage proves yet: each must-have without a test, to be given one or a reason."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.queries.engagements import MustRow
from app.words import say, say_count
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.fields import TextField
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Icon, Label

TOP = Qt.AlignmentFlag.AlignTop


class CoverageCard(QFrame):
    """Must-haves without a test, and those left out for a reason."""

    test_asked = Signal(object)
    """The must-have (a `MustRow`) that needs a test."""

    reasoned = Signal(object, str)
    """Its id and why it needs none; "" takes the reason back."""

    def __init__(self) -> None:
        super().__init__()
        self._place = column()
        self._open: uuid.UUID | None = None
        self.setLayout(self._place)

    def show_musts(self, musts: Sequence[MustRow], *, editable: bool, stage: int) -> None:
        """Show what is not covered; `stage` is the number of the stage a new test goes to, 0 for none."""
        clear(self._place)
        uncovered = [each for each in musts if each.status == "open"]
        left_out = [each for each in musts if each.status == "reasoned"]
        if not musts:
            return
        if not uncovered and not left_out:
            words = say_count(
                "The must-have is proved by a test.",
                "All {count} must-haves are proved by a test.",
                len(musts),
            )
            line = row(
                Icon("circle-check", "success"), (Label(words, "dense_medium", "success_text"), 1), gap=8
            )
            self._place.addLayout(line)
            self._place.addSpacing(12)
            return
        lines = [self._must(each, editable, stage) for each in (*uncovered, *left_out)]
        title = Label(
            say("Not covered by any stage") if uncovered else say("Without a test, for a reason"), "strong"
        )
        self._place.addWidget(
            Card(column(title, *lines, gap=10), kind="warn" if uncovered else "well", padding=16)
        )
        self._place.addSpacing(14)

    def _must(self, must: MustRow, editable: bool, stage: int) -> QFrame:
        name = say("M{number}: {must}", number=must.number, must=must.text)
        words = column(Label(name, "dense_medium", wrap=True), gap=2)
        if must.reason:
            words.addWidget(Label(must.words, "dense", "text2", wrap=True))
        acts = self._acts(must, stage) if editable else ()
        line = row((words, 1), *acts, gap=8)
        reason = self._reason(must) if self._open == must.item_id and not must.reason else None
        return framed(column(line, reason, gap=8))

    def _acts(self, must: MustRow, stage: int) -> tuple[Button, ...]:
        if must.reason:
            back = LinkButton(say("Take the reason back"))
            back.clicked.connect(lambda: self.reasoned.emit(must.item_id, ""))
            return (back,)
        none = Button(say("No test needed…"), "quiet", dense=True)
        none.setAccessibleName(say("No test needed for must-have {number}", number=must.number))
        none.clicked.connect(lambda: self._ask(must))
        if not stage:
            return (none,)
        add = Button(say("Add a test to stage {number}", number=stage), dense=True)
        add.setAccessibleName(
            say("Add a test for must-have {must} to stage {stage}", must=must.number, stage=stage)
        )
        add.clicked.connect(lambda: self.test_asked.emit(must))
        return add, none

    def _ask(self, must: MustRow) -> None:
        self._open = None if self._open == must.item_id else must.item_id
        self.asked_again.emit()

    asked_again = Signal()
    """The reason's line was opened or closed: show the must-haves again."""

    def _reason(self, must: MustRow) -> QFrame:
        field = TextField(placeholder=say("Like “the maker guarantees it”"))
        field.set_name(say("Why must-have {number} needs no test", number=must.number))
        keep = Button(say("Keep the reason"), dense=True)

        def take() -> None:
            if field.value():
                self._open = None
                self.reasoned.emit(must.item_id, field.value())
            else:
                field.target().setFocus()

        keep.clicked.connect(take)
        field.entered.connect(take)
        self.reason_field = field
        return framed(row((field, 1), keep, STRETCH, gap=8))
