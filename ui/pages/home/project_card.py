"""One project summed up: how it stands, its stages on a line, and its money."""

from functools import partial

from PySide6.QtCore import Qt, Signal

from app.queries.home_cards import ProjectCard
from app.words import say
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Line
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.stage_line import Dot, StageLine
from ui.widgets.text import Label, breakable

TOP = Qt.AlignmentFlag.AlignTop


class SummaryCard(Card):
    """A card with one button, which opens the project."""

    opened = Signal(str)

    def __init__(self, card: ProjectCard) -> None:
        words, tone, icon = card.status
        self.go = Button(say("Open project"), trailing="chevron-right")
        self.go.setAccessibleDescription(card.title)
        line = StageLine([Dot(dot.title, dot.detail, dot.status) for dot in card.line]) if card.line else None
        title = Label(breakable(card.title), "sub", wrap=True)
        said = column(title, Label(breakable(card.detail), "dense", "text2", wrap=True), gap=4)
        status = StatusChip(words, tone, icon=icon)
        if line is None and not card.figures:
            parts = column(row((said, 1), status, self.go, gap=20))
        else:
            figures = [
                column(Label(name, "caption", "text3"), Label(value, "strong", tabular=True), gap=3)
                for name, value in card.figures
            ]
            between = (18, line, 14, Line(), 12) if line else (16,)
            foot = row(*figures, STRETCH, self.go, gap=40)
            parts = column(row((said, 1), (status, TOP), gap=16), *between, foot)
        super().__init__(parts, padding=20)
        self.go.clicked.connect(partial(self.opened.emit, f"project/{card.id}/overview"))
