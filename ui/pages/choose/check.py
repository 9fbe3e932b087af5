"""The last page before a choice binds: what it means, what happens, what does not, and a typed name."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.decisions import Choice
from app.queries.lapses import Lapsing
from app.words import say
from ui.widgets.cards import Card
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.lapse_line import LapseLine
from ui.widgets.layouts import clear, column, framed
from ui.widgets.points import bullets
from ui.widgets.text import Label, Prose

TOP = Qt.AlignmentFlag.AlignTop


class CheckStep(QFrame):
    """Says the choice once more and asks for the owner's name."""

    def __init__(self) -> None:
        super().__init__()
        self._place = column(gap=0)
        self.name = FormRow(say("Your full name"), TextField(chars=30))
        self.setLayout(column(framed(self._place), 18, self.name))

    @property
    def typed(self) -> TextField:
        """Where the name goes."""
        assert isinstance(self.name.field, TextField)
        return self.name.field

    def problems(self) -> list[tuple[str, QWidget]]:
        """Why it can't bind yet."""
        sentence = "" if self.typed.value() else say("Type your full name to choose this provider")
        self.name.set_problem(sentence)
        return [(sentence, self.typed.target())] if sentence else []

    def show_choice(
        self,
        choice: Choice,
        words: str,
        reasons: Sequence[str],
        owner: str,
        *,
        told: str,
        broker: bool,
        lapsing: Lapsing | None = None,
    ) -> None:
        """Show what is about to bind."""
        clear(self._place)
        self._place.addWidget(Card(Prose(choice.confirm, "lead", "text"), padding=18))
        if lapsing is not None:
            self._place.addSpacing(10)
            self._place.addWidget(LapseLine(lapsing, role="strong"))
        self._place.addSpacing(14)
        happens = [
            say("Your reasons and your words go on record, under your name and today’s date."),
            say("The plan is drafted from this quote: stages, sign-off tests, people and payments."),
            choice.others and _others(choice.others, broker),
        ]
        not_so = [
            say("Nothing is signed and nothing is paid."),
            say("The program tells nobody: it sends nothing by itself."),
            say("It cannot be undone, only taken back with a reason until both sides have signed."),
        ]
        self._place.addWidget(titled(say("What happens"), "circle-check", "success", happens))
        self._place.addSpacing(12)
        self._place.addWidget(titled(say("What does not happen"), "circle-x", "text3", not_so))
        self._place.addSpacing(12)
        said = "\n".join((*reasons, words))
        self._place.addWidget(_quoted(say("Your reasons"), said))
        self.name.set_help(told)
        self.name.set_label(say("Full name of {owner}", owner=owner) if owner else say("Your full name"))


def _others(told: str, broker: bool) -> str:
    if broker:
        return say("{others} A letter for each, and a debrief, is drafted for you to read.", others=told)
    return say("{others} A letter for each, and a debrief, is drafted to be read first.", others=told)


def titled(title: str, icon: str, tone: str, sentences: Sequence[str]) -> QFrame:
    """What a choice means, in sentences under their title."""
    return framed(column(Label(title, "strong"), *bullets(sentences, icon, tone, strong=True), gap=3))


def _quoted(title: str, words: str) -> QFrame:
    return framed(column(Label(title, "strong"), 4, Prose(words, "body", "text2", max_width=720)))
