"""Take the providers that were ticked to a project: which one, and why. Nobody is asked by it yet."""

import uuid
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.quote_asking import AskingPlace
from app.services.shortlists import PutForward
from app.words import say, say_count
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.choices import Option, RadioList
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.states import ErrorSummary
from ui.widgets.text import Heading, Label, Prose


class AskForm(QFrame):
    """`asked` carries the project's id and the reason; `left` goes back to the directory."""

    asked = Signal(object, str)
    left = Signal()

    def __init__(self, ticked: Mapping[uuid.UUID, str], places: Sequence[AskingPlace]) -> None:
        super().__init__()
        choices = [Option(str(each.id), each.title, each.whose) for each in places]
        self.project = RadioList(choices, name=say("For which project?"))
        if len(places) == 1:
            self.project.set_value(str(places[0].id))
        self.reason = TextField(longest=400)
        self.reason.entered.connect(self._ask)
        self.summary = ErrorSummary()
        self._which = FormRow(say("For which project?"), self.project)
        self._why = FormRow(
            say("Why these?"), self.reason, help=say("The owner reads this beside each provider.")
        )
        go = Button(say("Put them on the list"), "primary")
        go.clicked.connect(self._ask)
        back = Button(say("Back to the directory"), "quiet")
        back.clicked.connect(self.left)
        count = len(ticked)
        title = say_count("Ask {count} provider for a quote", "Ask {count} providers for quotes", count)
        told = say(
            "They are judged by the same rules as all the others and marked to be asked. "
            "Nothing is sent: you see the list once more before anybody is asked."
        )
        none = say("No project looks for providers now. Share a brief or end a round of asking first.")
        form: list[QWidget] = (
            [self._which, self._why] if places else [Label(none, "body", "text2", wrap=True)]
        )
        go.setVisible(bool(places))
        inside = column(
            Heading(title, "sub"), 6, Label(", ".join(ticked.values()), "body", "text2", wrap=True), 8,
            Prose(told, "dense", "text3"), 14, self.summary,
        )  # fmt: skip
        for part in form:
            inside.addWidget(part)
            inside.addSpacing(14)
        inside.addLayout(row(go, back, STRETCH, gap=8))
        self.setLayout(column(Card(inside, padding=20)))
        self._back = back
        self._places = tuple(places)
        self.restyle()

    def restyle(self) -> None:
        """A line of text stays short enough to read."""
        self.setMaximumWidth(theme().px(720))

    def target(self) -> QWidget:
        """Where the focus goes."""
        if not self._places:
            return self._back
        return self.reason.target() if self.project.value() else self.project.target()

    def _ask(self) -> None:
        chosen, reason = self.project.value(), self.reason.value()
        problems: list[tuple[str, QWidget]] = []
        for line, fault in (
            (self._which, "" if chosen else say("Choose a project")),
            (self._why, "" if len(reason) >= 10 else say("Write the reason in a few words")),
        ):
            line.set_problem(fault)
            if fault:
                problems.append((fault, line.field.target()))
        self.summary.show_problems(problems)
        if not problems:
            self.asked.emit(uuid.UUID(chosen), reason)


def told_words(told: PutForward) -> str:
    """What became of those who were put forward."""
    kept = ", ".join(told.kept_off)
    before = ", ".join(told.asked_before)
    if kept:
        return say(
            "On the list, but kept from being asked by the rules: {names}. The reasons are there.", names=kept
        )
    if before:
        return say("Asked before, so nothing changed for: {names}.", names=before)
    return say_count(
        "{count} provider is on the list and marked to be asked.",
        "{count} providers are on the list and marked to be asked.",
        len(told.marked),
    )
