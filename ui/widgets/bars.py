"""The bar charts: what a score is made of, how a price is split, and how far an estimate reaches."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.words import say
from ui.theme.current import theme
from ui.widgets.charts import LEFT, RIGHT, Chart


@dataclass(frozen=True)
class Contribution:
    """What one factor adds. `most` and `adds` are in points; `average` is that of all who were compared."""

    name: str
    weight: str
    most: float
    adds: float
    adds_words: str
    evidence: str
    average: float | None = None
    average_words: str = ""


class ContributionBars(Chart):
    """Track: the most a factor could add. Fill: what it adds. Ring: the average of all. Evidence below."""

    LINE = 50
    worded = (0, 4)

    def __init__(self, average_words: str, rows: Sequence[Contribution] = ()) -> None:
        """`average_words` explains the ring: "average of the 9 providers"."""
        super().__init__()
        self._average_words = average_words
        self._rows: tuple[Contribution, ...] = ()
        self.show_rows(rows)

    def show_rows(self, rows: Sequence[Contribution]) -> None:
        """Show `rows`."""
        self._rows = tuple(rows)
        self.updated()

    def headings(self) -> tuple[str, ...]:
        return say("What matters"), say("How much"), say("Adds"), say("Average"), say("Why")

    def table_rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (each.name, each.weight, each.adds_words, each.average_words, each.evidence)
            for each in self._rows
        )

    def height_at_100(self) -> int:
        return 26 + self.LINE * len(self._rows)

    def draw(self, painter: QPainter) -> None:
        look = theme()
        px = look.px
        start, end = self._names_width(), self.width() - px(52)
        longest = max((each.most for each in self._rows), default=1) or 1
        scale = (end - start) / longest
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("text3"))
        painter.drawText(QRectF(0, 0, start, px(20)), LEFT, say("What matters, and how much"))
        if any(each.average is not None for each in self._rows):
            self._ring(painter, start + px(12), px(10))
            painter.setPen(look.color("text3"))
            painter.drawText(QRectF(start + px(22), 0, end - start, px(20)), LEFT, self._average_words)
        painter.drawText(QRectF(0, 0, self.width(), px(20)), RIGHT, say("adds"))
        painter.setPen(QPen(look.color("border_strong"), 1))
        painter.drawLine(QPointF(start - 0.5, px(26)), QPointF(start - 0.5, self.height() - px(6)))
        for at, each in enumerate(self._rows):
            self._bar(painter, each, px(26) + at * px(self.LINE), start, scale)

    def _names_width(self) -> int:
        """Room for the longest name and its weight, at most four tenths of the chart."""
        metrics = QFontMetricsF(theme().font("dense_medium"))
        longest = max((metrics.horizontalAdvance(each.name) for each in self._rows), default=0)
        return min(max(theme().px(204), round(longest) + theme().px(64)), self.width() * 4 // 10)

    def _bar(self, painter: QPainter, each: Contribution, top: float, start: float, scale: float) -> None:
        look = theme()
        px = look.px
        painter.setFont(look.font("dense_medium"))
        painter.setPen(look.color("text"))
        name = QFontMetricsF(painter.font()).elidedText(
            each.name, Qt.TextElideMode.ElideRight, start - px(60)
        )
        painter.drawText(QRectF(0, top, start, px(24)), LEFT, name)
        painter.setFont(look.font("dense", tabular=True))
        painter.setPen(look.color("text3"))
        painter.drawText(QRectF(0, top, start - px(11), px(24)), RIGHT, each.weight)
        bar = QRectF(start, top + px(5), each.most * scale, px(14))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("track"))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(QRectF(start, bar.top(), max(2.0, each.adds * scale), bar.height()), 3, 3)
        if each.average is not None:
            self._ring(painter, start + each.average * scale, bar.center().y())
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("text3"))
        room = QRectF(start + px(9), top + px(25), self.width() - start - px(60), px(16))
        said = QFontMetricsF(painter.font()).elidedText(
            each.evidence, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, LEFT, said)
        painter.setFont(look.font("dense_strong", tabular=True))
        painter.setPen(look.color("text"))
        painter.drawText(QRectF(0, top, self.width(), px(24)), RIGHT, each.adds_words)

    @staticmethod
    def _ring(painter: QPainter, x: float, y: float) -> None:
        painter.setPen(QPen(theme().color("text"), 2))
        painter.setBrush(theme().color("surface"))
        painter.drawEllipse(QPointF(x, y), 4.5, 4.5)


@dataclass(frozen=True)
class Share:
    """One part of a whole: its words, its amount as formatted, its size, and how it is drawn.

    `kind` is done, waiting, ahead or held.
    """

    words: str
    amount: str
    size: float
    kind: str = "ahead"


class PaymentBar(Chart):
    """One bar split into what is paid, waiting, to come and held, each labelled beneath."""

    BAR = 30

    def __init__(self, parts: Sequence[Share] = ()) -> None:
        super().__init__()
        self._parts: tuple[Share, ...] = ()
        self.show_parts(parts)

    def show_parts(self, parts: Sequence[Share]) -> None:
        """Show the `parts` that are larger than nothing."""
        self._parts = tuple(part for part in parts if part.size > 0)
        self.updated()

    def headings(self) -> tuple[str, ...]:
        return say("Part"), say("Amount")

    def table_rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple((part.words, part.amount) for part in self._parts)

    def height_at_100(self) -> int:
        return 92

    def draw(self, painter: QPainter) -> None:
        look = theme()
        total = sum(part.size for part in self._parts)
        gap = 3
        scale = (self.width() - gap * max(0, len(self._parts) - 1)) / total if total else 0
        height = look.px(self.BAR)
        left, free = 0.0, 0.0
        for at, part in enumerate(self._parts):
            wide = part.size * scale
            self._part(painter, QRectF(left, 0, wide, height), part.kind)
            # Labels never overlap: a narrow part's label moves right of its neighbour's.
            label = max(left, free)
            free = label + self._label(painter, label, left, part, last=at == len(self._parts) - 1)
            left += wide + gap

    def _part(self, painter: QPainter, area: QRectF, kind: str) -> None:
        look = theme()
        painter.setPen(Qt.PenStyle.NoPen)
        if kind == "held":
            painter.setPen(QPen(look.color("border_strong"), 1.2))
            painter.setBrush(look.color("surface"))
            inner = area.adjusted(0.6, 0.6, -0.6, -0.6)
            painter.drawRoundedRect(inner, 5, 5)
            _hatch(painter, inner)
            return
        colour = look.color({"done": "accent", "waiting": "accent", "ahead": "accent_soft"}[kind])
        if kind == "waiting":
            colour = QColor(colour)
            colour.setAlphaF(0.55)
        painter.setBrush(colour)
        painter.drawRoundedRect(area, 5, 5)

    def _label(self, painter: QPainter, at: float, mark: float, part: Share, *, last: bool) -> float:
        look = theme()
        px = look.px
        painter.setPen(QPen(look.color("border2"), 1))
        painter.drawLine(QPointF(mark + 0.5, px(36)), QPointF(mark + 0.5, px(43)))
        painter.setFont(look.font("dense"))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(part.words)
        strong = look.font("sub15", tabular=True)
        wide = max(wide, QFontMetricsF(strong).horizontalAdvance(part.amount))
        if last:
            at = max(0.0, min(at, self.width() - wide))
        painter.setPen(look.color("text2"))
        painter.drawText(QRectF(at, px(45), wide + 2, px(18)), LEFT, part.words)
        painter.setFont(strong)
        painter.setPen(look.color("text"))
        painter.drawText(QRectF(at, px(65), wide + 2, px(22)), LEFT, part.amount)
        return wide + px(18)


def _hatch(painter: QPainter, area: QRectF) -> None:
    painter.save()
    clip = QPainterPath()
    clip.addRoundedRect(area, 5, 5)
    painter.setClipPath(clip)
    painter.setPen(QPen(theme().color("border_strong"), 1))
    x = area.left() - area.height()
    while x < area.right():
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + area.height(), area.top()))
        x += 7
    painter.restore()


class RangeBar(Chart):
    """Low to high as a band with the likely value marked; labels under its three points."""

    def __init__(
        self,
        low: float,
        likely: float,
        high: float,
        words: tuple[str, str, str],
        *,
        points: Sequence[tuple[float, str]] = (),
    ) -> None:
        """`words` are low, likely and high as formatted; `points` are marks such as a quoted price."""
        super().__init__()
        self._points: tuple[tuple[float, str], ...] = ()
        self.show_range(low, likely, high, words, points=points)

    def show_range(
        self,
        low: float,
        likely: float,
        high: float,
        words: tuple[str, str, str],
        *,
        points: Sequence[tuple[float, str]] = (),
    ) -> None:
        """Show another range."""
        self._low, self._likely, self._high, self._words = low, likely, high, words
        self._points = tuple(points)
        self.updated()

    def headings(self) -> tuple[str, ...]:
        return say("Value"), say("Amount")

    def table_rows(self) -> tuple[tuple[str, ...], ...]:
        names = (say("Low"), say("Likely"), say("High"))
        marks = ((words, "") for _, words in self._points)
        return (*zip(names, self._words, strict=True), *marks)

    def height_at_100(self) -> int:
        return 62

    def draw(self, painter: QPainter) -> None:
        look = theme()
        px = look.px
        values = [self._low, self._high, *(value for value, _ in self._points)]
        least, most = min(values), max(values)
        room = (most - least) * 0.08 or 1
        scale = (self.width() - px(16)) / (most - least + 2 * room)

        def place(value: float) -> float:
            return px(8) + (value - least + room) * scale

        middle = px(14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("track"))
        painter.drawRoundedRect(QRectF(0, middle - px(3), self.width(), px(6)), px(3), px(3))
        band = QRectF(place(self._low), middle - px(7), place(self._high) - place(self._low), px(14))
        painter.setBrush(look.color("accent_soft"))
        painter.setPen(QPen(look.color("accent"), 1))
        painter.drawRoundedRect(band, 4, 4)
        painter.setPen(QPen(look.color("accent"), 3))
        x = place(self._likely)
        painter.drawLine(QPointF(x, middle - px(10)), QPointF(x, middle + px(10)))
        painter.setPen(QPen(look.color("text"), 2))
        painter.setBrush(look.color("surface"))
        for value, _ in self._points:
            painter.drawEllipse(QPointF(place(value), middle), 5, 5)
        self._labels(painter, place(self._low), x, place(self._high))

    def _labels(self, painter: QPainter, *places: float) -> None:
        look = theme()
        px = look.px
        names = (say("Low"), say("Likely"), say("High"))
        middle = Qt.AlignmentFlag.AlignHCenter
        for x, name, words in zip(places, names, self._words, strict=True):
            box = QRectF(min(max(x - px(60), 0), self.width() - px(120)), px(28), px(120), px(16))
            painter.setFont(look.font("caption"))
            painter.setPen(look.color("text3"))
            painter.drawText(box, middle, name)
            strong = name == names[1]
            painter.setFont(look.font("dense_strong" if strong else "dense", tabular=True))
            painter.setPen(look.color("text"))
            painter.drawText(box.translated(0, px(16)), middle, words)
