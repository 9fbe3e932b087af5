"""How clear a brief is: a figure, a word and a bar, small beside a question and large beside all answers."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.queries.brief_scores import BriefScore, Clearer
from app.words import say, say_count
from ui.theme.current import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.charts import MeterBar
from ui.widgets.chips import ink
from ui.widgets.layouts import STRETCH, FlowLayout, column, framed, row
from ui.widgets.text import Heading, Icon, Label

BANDS = (40, 70, 90)
"""From how many points the next word holds."""

MARKS = tuple(points / 100 for points in BANDS)
MOST = 5
"""Things named at once: a longer list would put people off."""


class BandLabels(QWidget):
    """The figures under the marks of the bar, each below its own mark."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Take the height again."""
        self.setFixedHeight(theme().px(16))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Centred under each mark."""
        painter = QPainter(self)
        painter.setFont(theme().font("caption", tabular=True))
        painter.setPen(theme().color("text2"))
        wide = theme().px(40)
        for points in BANDS:
            middle = self.width() * points / 100
            area = QRectF(middle - wide / 2, 0, wide, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(points))
        painter.end()


class BriefSoFar(Card):
    """Beside a question: where the brief stands, and the way to what is missing."""

    asked = Signal()

    def __init__(self, score: BriefScore, note: str) -> None:
        head = FlowLayout(8)
        head.addWidget(Label(say("Brief so far"), "dense_strong"))
        head.addWidget(Label(str(score.points), "strong", tabular=True))
        head.addWidget(Label(score.band, "dense", "text2"))
        parts: list[QWidget | int | QFrame] = [
            framed(head),
            8,
            MeterBar(score.points / 100, said=score.said, marks=MARKS),
        ]
        count = len(score.missing)
        link = None
        if count:
            link = LinkButton(say("See what’s missing ({count})", count=count))
            parts += [6, framed(row(link, STRETCH))]
        if note:
            parts += [4, Label(note, "caption", "text3", wrap=True)]
        super().__init__(column(*parts), padding=16)
        if link is not None:
            link.clicked.connect(self.asked)


class BriefQuality(Card):
    """Beside all answers: the figure, its bands, and what would make the brief clearer, the most first."""

    opened = Signal(str)
    """The last part of the address of a page of the brief."""

    def __init__(self, score: BriefScore, *, changeable: bool) -> None:
        self._links: list[tuple[LinkButton, str]] = []
        figure = Label(str(score.points), "figure_large", tabular=True)
        words = column(
            STRETCH,
            Label(score.band, "strong", ink(score.tone), wrap=True),
            Label(say("of 100"), "dense", "text2"),
            STRETCH,
            gap=2,
        )
        parts: list[QWidget | int | QFrame] = [
            Heading(say("Brief quality"), "dense_strong", "text2"),
            6,
            framed(row(figure, (words, 1), gap=12)),
            10,
            MeterBar(score.points / 100, said=score.said, marks=MARKS, height=10),
            BandLabels(),
        ]
        if score.missing and changeable:
            parts += [14, Heading(say("Would make it clearer"), "dense_strong", "text2"), 4]
            parts += [self._line(each) for each in score.missing[:MOST]]
            left = len(score.missing) - MOST
            if left > 0:
                more = say_count("and {count} more", "and {count} more", left)
                parts += [2, Label(more, "caption", "text3")]
        super().__init__(column(*parts), padding=18)
        for link, page in self._links:
            link.clicked.connect(partial(self.opened.emit, page))

    def _line(self, each: Clearer) -> QFrame:
        link = LinkButton(each.words, wrap=True)
        self._links.append((link, each.page))
        about = Label(each.about, "caption", "text3", wrap=True)
        adds = Label(say("+{points}", points=each.adds), "dense_medium", "text2", tabular=True)
        adds.setAccessibleName(say_count("adds {count} point", "adds {count} points", each.adds))
        top = Qt.AlignmentFlag.AlignTop
        mark = (column(4, Icon("circle-dashed", "text3", 16)), top)
        return framed(
            row(mark, (column(link, about, gap=1), 1), (column(4, adds), top), gap=9, margins=(0, 5, 0, 5))
        )
