"""What stands still around the table: the providers above it, and what to watch out for below it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.queries.lapses import Lapsing
from app.queries.quotes import ComparisonCell, ComparisonColumn
from app.words import say, say_count
from ui.delegates.row import PADDING
from ui.theme.current import theme
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.chips import StatusChip
from ui.widgets.lapse_line import LapseLine
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Icon, Label, breakable

TOP = Qt.AlignmentFlag.AlignTop
ROOMY = 250
"""Width of a column (pixels of 100 % text) in which the way to the quote has room for its word."""

UNBROKEN = 17
"""Letters of a word from which it is broken here, where a column may be narrow."""

Act = Callable[[ComparisonColumn], None]


class Strip(QFrame):
    """Cells side by side, each as wide as the table's column under or above it."""

    def __init__(self) -> None:
        super().__init__()
        self._row: QHBoxLayout = row(gap=0)
        self._cells: list[QWidget] = []
        self.setLayout(self._row)

    def show_cells(self, cells: Sequence[QWidget]) -> None:
        """Show other cells."""
        clear(self._row)
        self._cells = list(cells)
        for cell in cells:
            self._row.addWidget(cell)
        self._row.addStretch(1)

    def set_widths(self, widths: Sequence[int]) -> None:
        """Stand exactly over the columns."""
        tallest = 0
        for cell, width in zip(self._cells, widths, strict=False):
            cell.setFixedWidth(width)
            inner = cell.layout()
            if inner is not None:
                inner.activate()
                wraps = inner.hasHeightForWidth()
                tallest = max(tallest, inner.heightForWidth(width) if wraps else inner.sizeHint().height())
        self.setFixedHeight(tallest)


class ProviderHead(QFrame):
    """One provider: its name, how long the price holds, and the way to choose it or to read its quote."""

    def __init__(
        self,
        shown: ComparisonColumn,
        *,
        roomy: bool,
        blocked: str,
        choose: Act,
        read: Act,
        pin: Act | None,
        lapsing: Lapsing | None = None,
    ) -> None:
        super().__init__()
        name = Label(breakable(shown.provider, UNBROKEN), "sub15", wrap=True)
        name.setAccessibleName(shown.provider)
        pin_button = IconButton("pin", say("Keep {provider} in sight", provider=shown.provider), side=28)
        if pin is not None:
            pin_button.clicked.connect(lambda: pin(shown))
        else:
            pin_button.hide()  # never shown before it has its place: it would be a window of its own
        self.choose = Button(say("Choose this"), dense=True)
        self.choose.setAccessibleName(say("Choose {provider}", provider=shown.provider))
        self.choose.setEnabled(not blocked)
        self.choose.setAccessibleDescription(blocked)
        self.choose.clicked.connect(lambda: choose(shown))
        chip = StatusChip(say("Chosen"), "success", filled=True) if shown.chosen else None
        open_words = say("Open the quote of {provider}", provider=shown.provider)
        self.read: Button | IconButton
        if roomy:
            self.read = Button(say("Quote"), "quiet", icon="file-text", dense=True)
            self.read.setAccessibleName(open_words)
        else:
            self.read = IconButton("file-text", open_words)
        self.read.clicked.connect(lambda: read(shown))
        act = self.choose if shown.can_choose else chip
        padding = theme().px(PADDING)
        self.setLayout(
            column(
                row((column(name, STRETCH), 1), (pin_button, TOP), gap=4),
                2,
                Label(shown.subtitle, "caption", "text3", wrap=True),
                LapseLine(lapsing, short=True, role="caption_medium") if lapsing is not None else None,
                STRETCH,
                10,
                row(act, self.read, STRETCH, gap=6),
                margins=(padding, 14, 4, 12),
            )
        )


def corner(title: str, sub: str) -> QWidget:
    """The empty corner over the row titles: how many quotes, and for which brief."""
    padding = theme().px(PADDING)
    words = column(Label(title, "sub15"), 2, Label(sub, "caption", "text3", wrap=True), STRETCH)
    words.setContentsMargins(padding, 14, 4, 12)
    return framed(words)


def warning_cell(cell: ComparisonCell, provider: str, more: Callable[[], None]) -> QWidget:
    """The first thing to watch out for with one provider, and the way to the others."""
    first, *others = cell.text.split("\n")
    tone = "warn_text" if cell.tone == "warn" else "text"
    icon = Icon(cell.icon or "triangle-alert", "warn" if cell.tone == "warn" else "success", 16)
    words = column(Label(first, "dense", tone, wrap=True), gap=1)
    if others:
        link = LinkButton(say_count("and {count} more", "and {count} more", len(others)))
        link.setAccessibleName(say("Everything to watch out for with {provider}", provider=provider))
        link.clicked.connect(more)
        words.addLayout(row(link, STRETCH))
    words.addStretch(1)
    padding = theme().px(PADDING)
    return framed(row((icon, TOP), (words, 1), gap=7, margins=(padding, 8, 6, 8)))


def warning_title() -> QWidget:
    """The title of the pinned strip."""
    padding = theme().px(PADDING)
    return framed(
        column(Label(say("Watch out for"), "dense", "text2", wrap=True), STRETCH, margins=(padding, 8, 6, 8))
    )
