"""The first two pages of a choice: pick one of the quotes, and say why."""

import uuid
from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QWidget

from app.queries.decisions import Choice
from app.words import say, say_count
from ui.pages.choose.reasons import ReasonList, Reasons
from ui.widgets.buttons import LinkButton
from ui.widgets.choices import ChoiceCards, Option
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import clear, column

Problems = list[tuple[str, QWidget]]
PICK, REASONS, CHECK = 1, 2, 3
"""The three pages of a choice."""


class PickStep(QFrame):
    """Every quote that can be chosen, or why it can't."""

    def __init__(self) -> None:
        super().__init__()
        self.picked: uuid.UUID | None = None
        self._choices: tuple[Choice, ...] = ()
        self._cards: ChoiceCards | None = None
        self._place = column()
        self.setLayout(self._place)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer `choices`; the pick stays where it is still among them."""
        self._choices = tuple(choices)
        clear(self._place)
        options = tuple(Option(str(each.quote_id), each.provider, _line(each)) for each in choices)
        self._cards = ChoiceCards(options, name=say("Which quote"))
        self._cards.set_value(str(self.picked) if self.picked else "")
        self._cards.committed.connect(self._pick)
        self._place.addWidget(self._cards)

    def choice(self) -> Choice | None:
        """What is picked."""
        return next((each for each in self._choices if each.quote_id == self.picked), None)

    def problems(self) -> Problems:
        """Why one can't go on."""
        choice = self.choice()
        sentence = choice.refusal if choice else say("Pick one of the quotes")
        return [(sentence, self.target())] if sentence else []

    def target(self) -> QWidget:
        """Where the focus goes."""
        return self._cards.target() if self._cards is not None else self

    def _pick(self) -> None:
        if self._cards is not None and self._cards.value():
            self.picked = uuid.UUID(self._cards.value())


class ReasonsStep(QFrame):
    """The rows that decided it, and a sentence of the owner's own."""

    def __init__(self) -> None:
        super().__init__()
        self.ticks = ReasonList()
        self.ticks.setAccessibleName(say("What decided it"))
        self.words = GrowingText(lines=3)
        start = LinkButton(say("Start from the rows you ticked"), icon="pencil")
        start.clicked.connect(self._start_words)
        self._row = FormRow(
            say("In your own words"),
            self.words,
            help=say("This goes into the decision record."),
            beside=start,
        )
        self.setLayout(column(self.ticks, 18, self._row))

    def show_reasons(self, reasons: Reasons) -> None:
        """Offer the rows that set the picked quote apart."""
        self.ticks.show_reasons(reasons)

    def problems(self, fewest: int) -> Problems:
        """Why one can't go on: fewer than `fewest` characters are no reason."""
        missing = fewest - len(self.words.value())
        sentence = (
            say_count(
                "Say why in your own words: {count} character more",
                "Say why in your own words: {count} characters more",
                missing,
            )
            if missing > 0
            else ""
        )
        self._row.set_problem(sentence)
        return [(sentence, self.words.target())] if sentence else []

    def target(self) -> QWidget:
        """Where the focus goes."""
        return self.words.target() if self.ticks.isHidden() else self.ticks.target()

    def _start_words(self) -> None:
        ticked = self.ticks.words()
        self._row.set_problem("" if ticked else say("Tick at least one row above, then start from it"))
        if ticked:
            self.words.restore("\n".join(filter(None, (self.words.value(), *ticked))))
            self.words.edited.emit()
            self.words.setFocus()


def _line(choice: Choice) -> str:
    if choice.refusal:
        return choice.refusal
    return say(
        "{price} excl. tax. Must-haves covered: {coverage}. Like-for-like: {even}. {valid}.",
        price=choice.price.excl_text,
        coverage=choice.coverage,
        even=choice.like_for_like,
        valid=choice.valid,
    )


def step_words(step: int, provider: str) -> tuple[str, str, str]:
    """Where one is, the question, and a sentence under it."""
    if step == PICK:
        return (
            say("Choose · 1 of 3 · Pick"),
            say("Which quote do you choose?"),
            say("You can look at them side by side again at any time."),
        )
    if step == REASONS:
        return (
            say("Choose · 2 of 3 · Reasons"),
            say("Why {provider}?", provider=provider),
            say("Tick what decided it. You’ll be glad of this in a year."),
        )
    return (
        say("Choose · 3 of 3 · Check"),
        say("Choose {provider}?", provider=provider),
        say("Read it once more, then type your name."),
    )
