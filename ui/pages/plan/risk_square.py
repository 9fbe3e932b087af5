"""The risks in a square of three by three, each cell with the names that stand in it."""

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QGridLayout

from app.queries.plan_risks import THIRD_ORDER, third_words
from app.words import say
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, clear, column
from ui.widgets.text import Label

KINDS = {4: "danger", 3: "warn", 2: "well", 1: "plain", 0: "plain"}


class RiskSquare(QFrame):
    """How likely from the bottom up, how bad from left to right; every cell says who is in it."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._grid)
        self.setAccessibleName(say("Risks by how likely and how bad they are"))

    def show_cells(self, cells: Mapping[tuple[str, str], tuple[str, ...]]) -> None:
        """Show the names of each cell."""
        clear(self._grid)
        for down, likely in enumerate(reversed(THIRD_ORDER)):
            words = say("{level} chance", level=third_words(likely))
            self._grid.addWidget(Label(words, "caption_medium", "text3", wrap=True), down, 0)
            for across, hurts in enumerate(THIRD_ORDER):
                self._grid.addWidget(_cell(cells.get((likely, hurts), ()), likely, hurts), down, across + 1)
        for across, hurts in enumerate(THIRD_ORDER):
            words = say("{level} damage", level=third_words(hurts))
            self._grid.addWidget(
                Label(words, "caption_medium", "text3", wrap=True), len(THIRD_ORDER), across + 1
            )
            self._grid.setColumnStretch(across + 1, 1)


def _cell(names: tuple[str, ...], likely: str, hurts: str) -> Card:
    lines = [Label(name, "caption", "text", wrap=True) for name in names]
    weight = THIRD_ORDER.index(likely) + THIRD_ORDER.index(hurts)
    card = Card(column(*lines, STRETCH, gap=3), kind=KINDS[weight], padding=8)
    where = say("{level} chance, {damage} damage", level=third_words(likely), damage=third_words(hurts))
    card.setAccessibleName(where)
    return card
