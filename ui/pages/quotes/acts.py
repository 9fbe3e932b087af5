"""What can be done with the round as a whole, and a sentence on what that does."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.queries.quotes import RequestView
from app.words import say, say_count
from ui.widgets.buttons import Button
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Prose


class RoundActs(QFrame):
    """At most one primary button: what comes next for the round."""

    go_on = Signal()
    look_asked = Signal()
    add_asked = Signal()
    time_asked = Signal()
    judge_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.next = Button(say("Close the round and compare"), "primary")
        self._look = Button(say("Look at them side by side"), icon="scale")
        self._judge = Button(say("Judge them without prices"), icon="list-checks")
        self._add = Button(say("Add a quote you have"), icon="plus")
        self._time = Button(say("Give more time"), "quiet", icon="calendar-days")
        for button, signal in (
            (self.next, self.go_on),
            (self._look, self.look_asked),
            (self._judge, self.judge_asked),
            (self._add, self.add_asked),
            (self._time, self.time_asked),
        ):
            button.clicked.connect(signal)
        self._note = Prose("", "dense", "text3", max_width=720)
        buttons = framed(row(self.next, self._look, self._judge, self._add, self._time, STRETCH, gap=8))
        self.setLayout(column(buttons, 8, self._note))

    def show_round(self, found: RequestView | None, *, blocked: bool, can_add: bool) -> None:
        """Offer what the round is ready for; nothing without one."""
        self.setVisible(found is not None)
        if found is None:
            return
        decided, compared = found.state == "decided", found.state == "evaluated"
        closable = found.can_choose and not compared and not blocked
        words = (
            say("See the decision")
            if decided
            else say("Compare and choose")
            if compared
            else say("Compare them")
            if found.state == "closed"
            else say("Close the round and compare")
        )
        self.next.set_words(words)
        self.next.setVisible(decided or compared or closable)
        self._look.setVisible(found.can_compare and not compared)
        self._judge.setVisible(found.state in ("closed", "evaluated", "decided"))
        self._judge.set_words(
            say("See how they were judged") if decided else say("Judge them without prices")
        )
        self._add.setVisible(can_add and not blocked)
        self._time.setVisible(found.is_open and found.deadline is not None and not blocked)
        self._note.setText(_note(found, closable))
        self._note.setVisible(bool(self._note.words()))


def _note(found: RequestView, closable: bool) -> str:
    if closable and found.is_open:
        return say(
            "After closing, nobody can hand in a quote. Nothing is chosen by it, nobody is told, "
            "and it can be undone."
        )
    if found.is_open and found.waiting:
        return say_count(
            "{count} provider still has to answer. Record its quote, or that it declined.",
            "{count} providers still have to answer. Record each quote, or that it declined.",
            found.waiting,
        )
    return ""
