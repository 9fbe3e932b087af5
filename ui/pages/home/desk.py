"""The broker's desk: what waits in every project, all of them in a table, and rounds of quotes beside it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.queries.home import Closing, NeedsYou
from app.queries.projects import ProjectRow
from app.words import say
from app.words.formats import NOTHING
from ui.models.columns import Align, Cell, Column
from ui.models.project_columns import broker_columns
from ui.models.rows import RowsModel
from ui.theme.current import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Icon, Label, breakable

STAGE = 160
"""Width of stage and next step at 100 % text: the names have the rest."""


NEXT = 190
"""Width of what a line's press does, such as "Open the shortlist"."""


def needs_table(needs: Sequence[NeedsYou], parent: QObject) -> Table:
    """What waits, with whose it is under it; Enter goes there."""
    model = RowsModel(
        (
            Column(say("What"), _waiting),
            Column(
                say("Due"),
                lambda row: Cell(row.due_words or NOTHING, tone="text2", tabular=True),
                width=170,
                sort=lambda row: row.due,
            ),
            Column(
                say("Next"), lambda row: Cell(row.button, tone="accent_text", role="dense_medium"), width=NEXT,
                align=Align.END,
            ),
        ),
        parent=parent,
    )  # fmt: skip
    model.show(needs)
    return Table(model, name=say("What needs you"), lines=2, fits=True, headings=False, sortable=False)


def _waiting(row: NeedsYou) -> Cell:
    return Cell(row.title, sub=row.business or row.project, icon=row.icon, role="dense_medium")


def projects_table(rows: Sequence[ProjectRow], parent: QObject) -> Table:
    """Every project that is running."""
    model = RowsModel(broker_columns(stage_width=STAGE), parent=parent)
    model.show(rows)
    return Table(model, name=say("Projects that are running"), lines=2, fits=True, grows=True)


def titled(title: str, count: int, content: Table) -> QWidget:
    """A table in its card under its name and its number of rows."""
    head = row(
        Label(title, "dense_strong"), Label(str(count), "dense", "text3", tabular=True), STRETCH, gap=8
    )
    return framed(column(head, 8, TableCard(content)))


class ClosingCard(Card):
    """Rounds of quotes that are open, each with how many answers are in."""

    opened = Signal(str)

    def __init__(self, rounds: Sequence[Closing]) -> None:
        lines = column(Label(say("Quotes coming in"), "dense_strong", "text2"), gap=12)
        super().__init__(lines, padding=18)
        for one in rounds:
            lines.addWidget(self._round(one))

    def _round(self, one: Closing) -> QWidget:
        name = LinkButton(one.words)
        name.setAccessibleName(
            say("Open the quotes of {project}: {words}", project=one.title, words=one.words)
        )
        name.clicked.connect(partial(self.opened.emit, one.address))
        title = Label(breakable(one.business or one.title), "dense_medium", wrap=True)
        bar = _Share(one.back / one.expected)
        return framed(column(row((title, 1), name, gap=8), bar, gap=4))


class ChecksCard(Card):
    """What the directory of providers needs."""

    opened = Signal(str)

    def __init__(self, sentences: Sequence[str]) -> None:
        lines = [
            framed(row(Icon("triangle-alert", "warn", 16), (Label(words, "dense", wrap=True), 1), gap=10))
            for words in sentences
        ]
        go = LinkButton(say("See what is due"), trailing="chevron-right")
        super().__init__(
            column(Label(say("Your network"), "dense_strong", "text2"), *lines, row(go, STRETCH), gap=10),
            padding=18,
        )
        go.clicked.connect(partial(self.opened.emit, "directory/due"))


class _Share(QFrame):
    """A bar filled to a share; its words stand beside it."""

    HEIGHT = 5

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Take the height again."""
        self.setFixedHeight(theme().px(self.HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().color("track"))
        half = self.height() / 2
        whole = QRectF(self.rect())
        for token, part in (("track", 1.0), ("accent", self._share)):
            painter.setBrush(theme().color(token))
            painter.setPen(theme().color(token))
            if part:
                painter.drawRoundedRect(
                    QRectF(0.5, 0.5, whole.width() * part - 1, whole.height() - 1), half, half
                )
        painter.end()
