"""The panel beside the comparison: one row in full, provider by provider, with where it comes from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.queries.quotes import ComparisonCell
from app.words import say
from ui.pages.compare.grid import TONES
from ui.widgets.cards import Line
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.side_panel import SidePanel
from ui.widgets.text import Icon, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop


class DetailsPanel(SidePanel):
    """Shows one row of the comparison with every provider's own words."""

    def __init__(self) -> None:
        self._place = column(gap=0)
        super().__init__(say("Details"), framed(self._place), width=320)

    def show_row(self, title: str, cells: Sequence[tuple[str, ComparisonCell]]) -> None:
        """Show what each (provider, cell) says."""
        self.heading.setText(title)
        self.setAccessibleName(title)
        clear(self._place)
        for at, (provider, cell) in enumerate(cells):
            if at:
                self._place.addWidget(Line())
            self._place.addWidget(_answer(provider, cell))
        self._place.addStretch(1)


def _answer(provider: str, cell: ComparisonCell) -> QFrame:
    tone, icon_tone = TONES.get(cell.tone, ("text", "text3"))
    icon = Icon(cell.icon, icon_tone, 16) if cell.icon else None
    # where the words are the details themselves, they are not said twice
    detail = Prose(cell.detail, "dense", "text2") if cell.detail and cell.detail != cell.text else None
    best = Label(cell.best, "caption", "accent_text") if cell.best else None
    answer = row((icon, TOP) if icon else None, (Prose(cell.text, "body", tone), 1), best, gap=7)
    return framed(
        column(Label(provider, "dense_strong", wrap=True), 4, answer, 4, detail, margins=(0, 10, 0, 12))
    )
