"""The stages of a project as dots on a line: what is done, what is now, what is to come."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.current import theme

DOT = 17
WORDS_TOP = 28
MOST = 6
"""Stages that fit side by side; of more, those around the current one are shown."""


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
        self.setFixedHeight(theme().px(WORDS_TOP + 44))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(110) * max(1, len(self._dots)), theme().px(WORDS_TOP + 44))

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
            self._words(painter, QRectF(at * wide, look.px(WORDS_TOP), wide - look.px(8), look.px(44)), dot)
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
        now = dot.status == "now"
        for role, tone, text, top in (
            (
                "dense_strong" if now else "dense_medium",
                "text" if dot.status != "later" else "text2",
                dot.title,
                0,
            ),
            ("caption", "accent_text" if now else "text3", dot.detail, 20),
        ):
            font = look.font(role)
            painter.setFont(font)
            painter.setPen(look.color(tone))
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            line = area.adjusted(0, look.px(top), 0, 0)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)
