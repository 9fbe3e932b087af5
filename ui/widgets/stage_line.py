"""The stages of a project as dots on a line: what is done, what is now, what is to come."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.current import theme

DOT = 17
WORDS_TOP = 28
TITLE_LINE = 18
MOST_TITLE_LINES = 3
DETAIL_LINE = 20
MOST = 6
"""Stages that fit side by side; of more, those around the current one are shown."""

LEFT_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class Dot:
    """One stage: its name, a word on it, and "done", "now" or "later"."""

    title: str
    detail: str
    status: str


class StageLine(QWidget):
    """A picture with its words beside it; read aloud as one sentence, since nothing in it can be pressed."""

    def __init__(self, dots: Sequence[Dot] = ()) -> None:
        super().__init__()
        self._dots: tuple[Dot, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_dots(dots)

    def show_dots(self, dots: Sequence[Dot]) -> None:
        """Show other stages."""
        now = next((at for at, dot in enumerate(dots) if dot.status == "now"), len(dots))
        first = max(0, min(now - MOST // 2, len(dots) - MOST))
        self._dots = tuple(dots[first : first + MOST])
        self.setAccessibleName("; ".join(f"{dot.title}, {dot.detail}" for dot in dots))
        self.restyle()

    def restyle(self) -> None:
        """Take the height again."""
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A title that does not fit on one line takes as many as it needs, up to three."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(110) * max(1, len(self._dots)), self._height())

    def _fit(self) -> None:
        self.setFixedHeight(self._height())

    def _height(self) -> int:
        return theme().px(WORDS_TOP + self._title_lines() * TITLE_LINE + DETAIL_LINE)

    def _title_lines(self) -> int:
        if not self._dots:
            return 1
        room = self.width() / len(self._dots) - theme().px(12)
        fonts = ((QFontMetricsF(theme().font(_role(dot))), dot.title) for dot in self._dots)
        return max(len(_broken(title, metrics, room, MOST_TITLE_LINES)) for metrics, title in fonts)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line first, then dots, then the words under each."""
        if not self._dots:
            return
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = self.width() / len(self._dots)
        side = look.px(DOT)
        middle = look.px(12)
        for at in range(len(self._dots) - 1):
            done = self._dots[at].status == "done"
            painter.setPen(QPen(look.color("accent" if done else "border2"), 2))
            start = at * wide + side + look.px(5)
            painter.drawLine(QPointF(start, middle), QPointF((at + 1) * wide - look.px(5), middle))
        for at, dot in enumerate(self._dots):
            self._dot(painter, QRectF(at * wide + 1, middle - side / 2, side, side), dot)
            words = QRectF(at * wide, look.px(WORDS_TOP), wide - look.px(12), self.height())
            self._words(painter, words, dot)
        painter.end()

    def _dot(self, painter: QPainter, area: QRectF, dot: Dot) -> None:
        look = theme()
        if dot.status == "done":
            painter.drawPixmap(
                area.topLeft(), look.pixmap("circle-check", "accent", DOT, self.devicePixelRatio())
            )
            return
        now = dot.status == "now"
        painter.setPen(QPen(look.color("accent" if now else "border_strong"), 1.75))
        painter.setBrush(look.color("surface"))
        painter.drawEllipse(area.adjusted(1, 1, -1, -1))
        if now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            inset = area.width() * 0.3
            painter.drawEllipse(area.adjusted(inset, inset, -inset, -inset))

    def _words(self, painter: QPainter, area: QRectF, dot: Dot) -> None:
        look = theme()
        lines = self._title_lines()
        font = look.font(_role(dot))
        painter.setFont(font)
        painter.setPen(look.color("text2" if dot.status == "later" else "text"))
        for at, line in enumerate(_broken(dot.title, QFontMetricsF(font), area.width(), lines)):
            below = area.adjusted(0, look.px(at * TITLE_LINE), 0, 0)
            painter.drawText(below, LEFT_TOP, line)
        font = look.font("caption")
        painter.setFont(font)
        painter.setPen(look.color("accent_text" if dot.status == "now" else "text3"))
        detail = QFontMetricsF(font).elidedText(dot.detail, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area.adjusted(0, look.px(lines * TITLE_LINE + 2), 0, 0), LEFT_TOP, detail)


def _role(dot: Dot) -> str:
    return "dense_strong" if dot.status == "now" else "dense_medium"


def _broken(text: str, metrics: QFontMetricsF, width: float, lines: int) -> list[str]:
    """`text` on at most `lines` lines, broken between words; what does not fit ends in an ellipsis."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < lines - 1:
        taken = 1
        while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width:
            taken += 1
        found.append(" ".join(words[:taken]))
        words = words[taken:]
    if words:
        found.append(" ".join(words))
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in found]
