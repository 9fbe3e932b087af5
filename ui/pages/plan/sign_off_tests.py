"""The sign-off tests of one stage: what is seen when it works, how to look, and which must-have it proves."""

import uuid
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.engagements import MustRow, PlanStageRow, TestRow
from app.services import engagements
from app.words import say
from ui.pages.plan.acts import Acts
from ui.pages.plan.live import LiveForm, pair
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.chips import Tag
from ui.widgets.fields import Choice, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Heading, Icon, Label

TOP = Qt.AlignmentFlag.AlignTop

Options = tuple[tuple[str, str], ...]


def must_options(musts: Sequence[MustRow]) -> Options:
    """The must-haves as options, each with its number."""
    return tuple(
        (str(each.item_id), say("M{number}: {must}", number=each.number, must=_short(each.text)))
        for each in musts
    )


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


class TestLine(QFrame):
    """One test, read in three lines; opens into a form."""

    __test__ = False

    def __init__(self, acts: Acts, test: TestRow) -> None:
        super().__init__()
        self._acts = acts
        self._test = test
        self._musts: Options = ()
        self._editable = True
        self.form: LiveForm | None = None
        self._summary = column()
        self._place = column()
        self._edit: LinkButton | None = None
        self.setLayout(column(framed(self._summary), framed(self._place)))

    def show_test(self, test: TestRow, musts: Options, *, editable: bool) -> None:
        """Show what is to be checked."""
        self._test, self._musts, self._editable = test, musts, editable
        had_focus = self._edit is not None and self._edit.hasFocus()
        clear(self._summary)
        self._edit = LinkButton(say("Close") if self.form else say("Change"))
        self._edit.setAccessibleName(
            say("Close test {number}", number=test.number)
            if self.form
            else say("Change test {number}", number=test.number)
        )
        self._edit.clicked.connect(self.toggle)
        self._edit.setVisible(editable)
        covers = Tag(test.covers) if test.covers else None
        if covers is not None:
            covers.setAccessibleName(say("Proves must-have {must}", must=test.covers))
        words = column(Label(test.text, "dense_strong", wrap=True), *self._details(test), gap=3)
        number = Label(test.number, "dense_medium", "text3")
        number.setFixedWidth(number.fontMetrics().horizontalAdvance("00.00"))
        line = row((number, TOP), (words, 1), (covers, TOP) if covers else None, (self._edit, TOP), gap=10)
        line.setContentsMargins(0, 10, 0, 10)
        self._summary.addLayout(line)
        if had_focus:
            self._edit.setFocus()
        if self.form is not None:
            self._offer(musts)
            self.form.show_values(_values(test))
            self.form.set_editable(editable)

    def toggle(self) -> None:
        """Open the form, or close it."""
        if self.form is None:
            self.form = self._make_form()
            remove = LinkButton(say("Remove test {number}", number=self._test.number), kind="fix")
            remove.clicked.connect(self._remove)
            self._place.addWidget(Card(column(self.form, 12, row(remove, STRETCH)), kind="well", padding=14))
            self._place.addSpacing(10)
            self.form.focus("text")
        else:
            self.form.flush()
            self.form = None
            clear(self._place)
        self.show_test(self._test, self._musts, editable=self._editable)

    @staticmethod
    def _details(test: TestRow) -> list[QWidget]:
        found: list[QWidget] = []
        lines = (
            test.how and say("How to check: {how}", how=test.how),
            test.passes_if and say("It passes if: {rule}", rule=test.passes_if),
            test.checked_by and say("Checked by {person}", person=test.checked_by),
        )
        found += [Label(each, "dense", "text2", wrap=True) for each in lines if each]
        if test.vague:
            words = say(
                "“{word}” can’t be checked. Say what somebody would see or count.", word=test.vague[0]
            )
            warn = Label(words, "dense_medium", "warn_text", wrap=True)
            found.append(framed(row((Icon("triangle-alert", "warn", 14), TOP), (warn, 1), gap=7)))
        return found

    def _make_form(self) -> LiveForm:
        rows = {
            "text": FormRow(
                say("When somebody does this, then that is seen"), GrowingText(lines=2), role="medium",
                help=say("Like “When an order is placed, the count in the till drops within 1 minute”"),
            ),
            "occasion": FormRow(say("When"), TextField(longest=300), role="medium", optional=True),
            "expected": FormRow(say("Then"), TextField(longest=300), role="medium", optional=True),
            "how": FormRow(say("How is it checked?"), GrowingText(lines=1), role="medium"),
            "passes_if": FormRow(say("It passes if"), TextField(), role="medium"),
            "checked_by": FormRow(say("Checked by"), TextField(longest=120), role="medium"),
            "item_id": FormRow(say("Which must-have it proves"), Choice(()), role="medium"),
        }  # fmt: skip
        form = LiveForm(self._acts.context, f"plan-test/{self._test.id}", rows, self._apply)
        form.lay_out(
            column(
                rows["text"],
                pair(rows["occasion"], rows["expected"]),
                rows["how"],
                pair(rows["passes_if"], rows["checked_by"]),
                rows["item_id"],
                gap=12,
            )
        )
        self.form = form
        self._offer(self._musts)
        form.show_values(_values(self._test))
        return form

    def _offer(self, musts: Options) -> None:
        assert self.form is not None
        choice = self.form.rows["item_id"].field
        assert isinstance(choice, Choice)
        choice.set_options(musts, blank=say("None of them"))

    def _apply(self, key: str, value: Any) -> bool:
        label = say("Change test {number}", number=self._test.number)
        if key == "item_id":
            value = uuid.UUID(value) if value else None
        return self._acts.do(engagements.change_test, label, test_id=self._test.id, **{key: value})

    def _remove(self) -> None:
        number = self._test.number
        self._acts.do(
            engagements.remove_test, say("Remove test {number}", number=number),
            done=say("Test {number} is removed.", number=number), test_id=self._test.id,
        )  # fmt: skip


def _values(test: TestRow) -> dict[str, Any]:
    return {
        "text": test.text,
        "occasion": test.occasion,
        "expected": test.expected,
        "how": test.how,
        "passes_if": test.passes_if,
        "checked_by": test.checked_by,
        "item_id": str(test.item_id) if test.item_id else "",
    }


class TestsList(QFrame):
    """The tests of the chosen stage, and a line to write the next one in."""

    __test__ = False

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self._acts = acts
        self._stage: PlanStageRow | None = None
        self._lines: dict[uuid.UUID, TestLine] = {}
        self._heading = Heading("", "sub15")
        self._list = column()
        self.new = TextField(placeholder=say("When …, then …"), longest=600)
        self.new.set_name(say("Another sign-off test"))
        self.new.entered.connect(self._add)
        add = Button(say("Add the test"), icon="plus", dense=True)
        add.clicked.connect(self._add)
        self._new_line = framed(row((self.new, 1), add, gap=8))
        self.setLayout(column(self._heading, 2, framed(self._list), 8, self._new_line))

    def show_stage(self, stage: PlanStageRow, musts: Sequence[MustRow], *, editable: bool) -> None:
        """Show the tests of `stage`; forms that are open stay open."""
        self._stage = stage
        self._heading.setText(say("How you will know that stage {number} is done", number=stage.number))
        options = must_options(musts)
        kept = {test.id: self._lines.get(test.id) for test in stage.tests}
        # removeWidget, not takeAt: an item left over would keep the heights of the widget's next place stale.
        for line in filter(None, kept.values()):
            self._list.removeWidget(line)
        clear(self._list)
        self._lines = {}
        if not stage.tests:
            words = say("No test yet, so nobody could check this stage. Write down what you want to see.")
            self._list.addSpacing(6)
            self._list.addWidget(Label(words, "dense", "warn_text", wrap=True))
        for at, test in enumerate(stage.tests):
            if at:
                self._list.addWidget(Line())
            line = kept[test.id] or TestLine(self._acts, test)
            self._list.addWidget(line)
            line.show_test(test, options, editable=editable)
            self._lines[test.id] = line
        self._new_line.setVisible(editable)

    def open(self, test_id: uuid.UUID) -> None:
        """Open the form of a test, as from a finding."""
        line = self._lines.get(test_id)
        if line is not None and line.form is None:
            line.toggle()

    def flush(self) -> None:
        """Keep what is being typed."""
        for line in self._lines.values():
            if line.form is not None:
                line.form.flush()

    def _add(self) -> None:
        text = self.new.value()
        if self._stage is None or not text:
            self.new.target().setFocus()
            return
        label = say("Add a test to stage {number}", number=self._stage.number)
        if self._acts.make(engagements.add_test, label, stage_id=self._stage.id, text=text) is not None:
            self.new.set_value("")
            self.new.target().setFocus()
