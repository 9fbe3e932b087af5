"""What a broker's suggestions came to: counts with the range the share is likely to lie in."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.queries.broker_rows import BrokerProfile, ProviderCame, RecordLine
from app.words import say
from app.words.formats import NOTHING
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.theme.current import theme
from ui.widgets.cards import Card, Line
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label, Prose

RANGE_WIDTH = 150


class ShareRange(QWidget):
    """A line from nothing to all, the likely range as a band and the share as a dot; the words stand beside it."""

    def __init__(self, line: RecordLine) -> None:
        super().__init__()
        self._line = line
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{line.counted}, {line.between}")

    def sizeHint(self) -> QSize:
        """As wide as every other of its kind, so that they can be compared."""
        return QSize(theme().px(RANGE_WIDTH), theme().px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The track, the band and the dot."""
        look, line = theme(), self._line
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = look.px(5)
        wide, middle = self.width() - 2 * room, self.height() / 2

        def stroke(start: float, end: float, tone: str) -> None:
            pen = QPen(look.color(tone), look.px(4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(room + start * wide, middle), QPointF(room + end * wide, middle))

        stroke(0, 1, "track")
        if line.low is not None and line.high is not None:
            stroke(float(line.low), float(line.high), "border_strong")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawEllipse(
                QPointF(room + wide * line.hits / line.of, middle), look.px(4.5), look.px(4.5)
            )
        painter.end()


class RecordSection(QFrame):
    """The lines of a record, and to the broker which provider they were about."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Heading("", "sub")
        self._basis = Prose("", "dense", "text2", max_width=720)
        self._lines = column()
        self._model = RowsModel(_columns(), identify=lambda each: each.provider_ref, parent=self)
        self._table = Table(
            self._model, name=say("Suggestions by provider"), lines=1, fits=True, sortable=False
        )
        table = column(Heading(say("By provider"), "sub15"), 8, TableCard(self._table))
        self._by_provider = framed(table)
        self._card = Card(framed(self._lines), padding=(18, 6, 18, 6))
        note = Prose(
            say(
                "A band shows where the share is likely to lie, four times in five: wide while there are few. "
                "Nothing here is typed."
            ),
            "caption", "text3", max_width=720,
        )  # fmt: skip
        self._counted = framed(column(self._card, 6, note, 22, self._by_provider))
        self.setLayout(column(self._title, 4, self._basis, 10, self._counted))

    def show_profile(self, profile: BrokerProfile) -> None:
        """Show what the suggestions of `profile` came to."""
        self._title.setText(say("Your record") if profile.row.me else say("Record"))
        self._basis.setText(profile.basis)
        self._counted.setVisible(profile.row.suggested > 0)
        clear(self._lines)
        for at, each in enumerate(profile.record):
            if at:
                self._lines.addWidget(Line())
            self._lines.addWidget(_line(each))
        self._model.show(profile.providers)
        self._by_provider.setVisible(bool(profile.providers))


def _line(line: RecordLine) -> QFrame:
    middle = Qt.AlignmentFlag.AlignVCenter
    words = column(
        Label(line.name, "dense_medium", wrap=True), Label(line.between, "caption", "text3", wrap=True), gap=2
    )
    counted = Label(line.counted, "strong", tabular=True)
    counted.setMinimumWidth(theme().px(64))
    return framed(
        row((words, 1), (ShareRange(line), middle), (counted, middle), gap=14, margins=(0, 9, 0, 9))
    )


def _columns() -> tuple[Column, ...]:
    def plain(words: str) -> Cell:
        return Cell(words or NOTHING, tone="text2", tabular=True)

    def name(each: ProviderCame) -> Cell:
        return Cell(each.provider, role="dense_medium")

    return (
        Column(say("Provider"), name),
        Column(say("Suggested in"), lambda each: plain(each.projects), width=120),
        Column(say("Asked"), lambda each: plain(each.invited), width=90),
        Column(say("Chosen"), lambda each: plain(each.awarded), width=90),
        Column(say("Stages in time"), lambda each: plain(each.on_time), width=130),
    )
