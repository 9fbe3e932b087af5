"""Painted charts. Each states its finding as a title, its data as a table, and its sum as a sentence.

Emphasis, not rainbows: one hue, tracks and rings, words beside every mark. They print without loss in
grey, and a screen reader gets the same from name, description and table.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.words import say
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.theme.current import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.layouts import column, row
from ui.widgets.table import Table
from ui.widgets.text import Heading

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Chart(QWidget):
    """Base of the painted charts: a fixed height, a spoken summary and a table twin."""

    worded: tuple[int, ...] = (0,)
    """Columns of the table twin that hold words; the others hold figures."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def headings(self) -> tuple[str, ...]:
        """Headings of the table twin."""
        return ()

    def table_rows(self) -> tuple[tuple[str, ...], ...]:
        """The same data as words, row by row."""
        return ()

    def summary(self) -> str:
        """The whole chart in one sentence or line per row."""
        return "; ".join(
            ": ".join((line[0], ", ".join(filter(None, line[1:])))) for line in self.table_rows()
        )

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(self.height_at_100()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(self.height_at_100()))

    def updated(self) -> None:
        """Name and repaint after new data."""
        self.setAccessibleDescription(self.summary())
        self.restyle()
        self.update()

    def height_at_100(self) -> int:
        """Height in pixels at 100 % text."""
        raise NotImplementedError

    def draw(self, painter: QPainter) -> None:
        """Paint; called between save and restore."""
        raise NotImplementedError

    def restyle(self) -> None:
        """Take the height again."""
        self.setFixedHeight(theme().px(self.height_at_100()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            self.draw(painter)
        finally:
            painter.end()


class ChartWithTable(QWidget):
    """A chart under its finding, with "Show as table" beside it."""

    def __init__(self, finding: str, chart: Chart) -> None:
        super().__init__()
        self.chart = chart
        self.heading = Heading(finding, "dense_strong")
        chart.setAccessibleName(finding)
        self._switch = LinkButton(say("Show as table"), icon="list")
        self._switch.clicked.connect(self._toggle)
        self._model = RowsModel(_twin_columns(chart.headings(), chart.worded), identify=lambda line: line)
        self._table = Table(self._model, name=finding, fits=True, sortable=False)
        self._table.hide()
        self.setLayout(column(row((self.heading, 1), self._switch), 6, chart, self._table))
        self._name_switch()
        self.refresh()

    def refresh(self, finding: str = "") -> None:
        """Take the chart's data again, and another finding where one is given."""
        if finding:
            self.heading.setText(finding)
            self.chart.setAccessibleName(finding)
            self._table.setAccessibleName(finding)
            self._name_switch()
        self._model.show(self.chart.table_rows())

    def _toggle(self) -> None:
        table = self._table.isHidden()
        self.chart.setHidden(table)
        self._table.setVisible(table)
        self._name_switch()

    def _name_switch(self) -> None:
        """Say which chart it is of: there may be several on a page."""
        table = self._table.isHidden()
        self._switch.set_words(say("Show as table") if table else say("Show as chart"))
        finding = self.heading.text()
        if finding:
            name = (
                say("Show as table: {finding}", finding=finding)
                if table
                else say("Show as chart: {finding}", finding=finding)
            )
            self._switch.setAccessibleName(name)


def _twin_columns(headings: Sequence[str], worded: Sequence[int]) -> tuple[Column, ...]:
    def cell(at: int) -> Column:
        words = at in worded
        return Column(
            headings[at],
            lambda line: Cell(line[at], tabular=not words),
            width=0 if at == worded[-1] else 200 if words else 110 if len(worded) > 1 else 150,
            align=Align.START if words else Align.END,
        )

    return tuple(cell(at) for at in range(len(headings)))


class MeterBar(QWidget):
    """A share of a whole with marks below: how clear a brief is, how many answered."""

    def __init__(
        self,
        share: float = 0,
        *,
        said: str = "",
        marks: Sequence[float] = (),
        height: int = 8,
        tone: str = "accent",
    ) -> None:
        """`said` is the spoken form ("62 of 100, getting there")."""
        super().__init__()
        self._marks = tuple(marks)
        self._height = height
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_share(share, said)
        self.restyle()

    def show_share(self, share: float, said: str = "") -> None:
        """Show `share`, between 0 and 1."""
        self._share = max(0.0, min(share, 1.0))
        self.setAccessibleName(said)
        self.update()

    def restyle(self) -> None:
        """Take the height again."""
        self.setFixedHeight(self._height + (9 if self._marks else 0))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("track"))
        radius = self._height / 2
        painter.drawRoundedRect(QRectF(0, 0, self.width(), self._height), radius, radius)
        if self._share:
            painter.setBrush(look.color(self._tone))
            wide = max(float(self._height), self.width() * self._share)
            painter.drawRoundedRect(QRectF(0, 0, wide, self._height), radius, radius)
        painter.setBrush(look.color("text3"))
        for mark in self._marks:
            painter.drawRect(QRectF(self.width() * mark - 0.75, self._height + 2, 1.5, 5))
        painter.end()
