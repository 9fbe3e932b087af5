"""What the business answered last time, offered under the same question: taken by a press, never by itself."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.knowledge.answers import empty
from app.queries.lens import Lens
from app.queries.remembered import Remembered
from app.words import say
from ui.interview.answer_input import thawed
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Icon, Label, Prose


class RememberedAnswer(QFrame):
    """Offers the earlier answer while there is none, and says where it is from while it is the answer."""

    used = Signal(object)
    """The answer to put in, as plain JSON."""

    def __init__(self, found: Remembered, *, question: str, owner: str, lens: Lens) -> None:
        super().__init__()
        self._value = thawed(found.value)
        source = say("From “{project}”, {month}", project=found.project, month=found.when)
        told = (
            say("Last time {name} said", name=owner)
            if lens is Lens.BROKER and owner
            else say("The last brief said")
            if lens is Lens.BROKER
            else say("Last time you said")
        )
        use = Button(say("Use it"), dense=True)
        use.setAccessibleName(say("Use what was said last time: {question}", question=question))
        use.clicked.connect(lambda: self.used.emit(self._value))
        head = row(Icon("history", "text2", 16), (Label(told, "dense_medium", "text2", wrap=True), 1), gap=7)
        lines = [Prose(line, "dense", "text") for line in found.lines]
        origin = Label(source, "caption", "text3", wrap=True)
        self._offer = Card(
            column(head, 4, *lines, 4, origin, 8, row(use, STRETCH)), kind="well", padding=(14, 10, 14, 10)
        )
        self._mark = Label(source, "caption", "text3", wrap=True)
        self.setLayout(column(self._offer, self._mark))
        self.follow(None, offered=True)

    def follow(self, value: Any, *, offered: bool) -> None:
        """Show what fits the answer as it stands; `offered`: it is not the person's own yet."""
        same = thawed(value) == self._value
        self._mark.setVisible(same)
        self._offer.setVisible(not same and (offered or empty(value)))
        self.setVisible(same or not self._offer.isHidden())
