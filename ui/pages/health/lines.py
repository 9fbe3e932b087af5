"""The six lines: what, how it stands, against last week, why, and where one sees it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.queries.health import FacetRow
from app.words import say
from ui.theme.current import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.text import Icon, Label

INK = {"success": "success_text", "warn": "warn_text", "danger": "danger_text", "neutral": "text3"}
INKED_ICON = {"neutral": "text3"}
MIDDLE = Qt.AlignmentFlag.AlignVCenter
WHAT, STANDS, TREND, WHY, SEE = range(5)
WIDTHS = {WHAT: 92, STANDS: 124, TREND: 112}
GAP, EDGE, AROUND, LINE = 12, 18, 7, 38


class HealthLines(Card):
    """A grid, not a table: its sentences go on below where they have no room, and each line has its own link."""

    opened = Signal(str)

    def __init__(self) -> None:
        self._links: dict[str, LinkButton] = {}
        self._trends, self._count = False, 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(WHY, 1)
        super().__init__(column(self._grid), padding=(1, 2, 1, 4))
        self.setAccessibleName(say("How each part stands"))

    def show_lines(self, rows: Sequence[FacetRow], *, trends: bool) -> None:
        """Show `rows`; the focus stays on the link that has it."""
        focused = next((key for key, link in self.links().items() if link.hasFocus()), "")
        clear(self._grid)
        self._links, self._trends, self._count = {}, trends, len(rows)
        heads = {
            STANDS: say("How it stands"),
            TREND: say("Since last week") if trends else "",
            WHY: say("Why"),
        }
        self._put(
            0, {at: Label(words, "caption_medium", "text2") for at, words in heads.items() if words}, AROUND
        )
        for number, each in enumerate(rows, 1):
            self._grid.addWidget(Line(), number * 2 - 1, 0, 1, SEE + 1)
            self._put(number * 2, self._cells(each), AROUND)
        self.restyle()
        if focused in self._links:
            self._links[focused].setFocus()

    def links(self) -> dict[str, LinkButton]:
        """The link of each line that has one."""
        return self._links

    def restyle(self) -> None:
        """Take the least widths of the columns again."""
        for line in range(1, self._count + 1):
            self._grid.setRowMinimumHeight(line * 2, theme().px(LINE))
        for at, width in WIDTHS.items():
            self._grid.setColumnMinimumWidth(at, theme().px(width) if at != TREND or self._trends else 0)

    def _cells(self, each: FacetRow) -> dict[int, QWidget]:
        ink = INK[each.tone]
        cells: dict[int, QWidget] = {
            WHAT: Label(each.title, "dense_strong"),
            STANDS: _marked(each.icon, INKED_ICON.get(each.tone, each.tone), each.word, ink, "dense_medium"),
            WHY: Label(each.why, "dense", wrap=True),
        }
        if each.trend:
            tone = "warn" if each.worse else "text3"
            cells[TREND] = _marked(
                each.trend_icon, tone, each.trend, "warn_text" if each.worse else "text2", "dense"
            )
        if each.address:
            link = LinkButton(say("See"))
            link.setAccessibleName(say("See {part}", part=each.title))
            link.setAccessibleDescription(f"{each.word}. {each.why}")
            link.clicked.connect(lambda _=False, to=each.address: self.opened.emit(to))
            self._links[each.key] = link
            cells[SEE] = link
        return cells

    def _put(self, line: int, cells: dict[int, QWidget], around: int) -> None:
        for at, cell in cells.items():
            left = EDGE if at == WHAT else 0
            right = EDGE if at == SEE else 0
            held = framed(column(cell, margins=(left, around, right, around)))
            self._grid.addWidget(held, line, at)


def _marked(icon: str, icon_tone: str, words: str, ink: str, role: str) -> QFrame:
    """A shape and its word."""
    return framed(row((Icon(icon, icon_tone), MIDDLE), (Label(words, role, ink), 1), gap=8))
