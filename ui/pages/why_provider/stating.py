"""Two more ways for a broker to state weights: by putting six things in order, or by what a swing is worth."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSpinBox, QWidget

from app.analysis.stated_weights import ranked_weights, swing_weights
from app.knowledge.factors import Factor
from app.queries.shortlist_rows import WeightRow
from app.words import say, say_known
from app.words.formats import Formats
from ui.theme.current import theme
from ui.widgets.announce import announce
from ui.widgets.buttons import IconButton
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.text import Label, Prose

FULL = 100
"""Points of the swing that matters most."""


class Ordering(QFrame):
    """Six things in order, the most important first; each place weighs what the order alone tells of it."""

    changed = Signal()

    def __init__(self, weights: Sequence[WeightRow], formats: Formats) -> None:
        super().__init__()
        self._names = {each.factor: each.name for each in weights}
        self._before = [each.factor for each in sorted(weights, key=lambda one: -one.weight)]
        self.order = list(self._before)
        self._formats = formats
        self.ups: dict[str, IconButton] = {}
        self.downs: dict[str, IconButton] = {}
        self._place = column(gap=2)
        told = say("Put what matters most at the top. The order alone makes the weights.")
        self.setLayout(column(Prose(told, "caption", "text3"), 6, framed(self._place)))
        self._show()

    def weights(self) -> Mapping[str, Decimal]:
        """What the order makes of a hundred."""
        return ranked_weights([[factor] for factor in self.order])

    def moved(self) -> bool:
        """An order always says something else than the words it is compared with."""
        return True

    def reset(self) -> None:
        """The order of the weights as they stand."""
        self.order = list(self._before)
        self._show()
        self.changed.emit()

    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.downs[self.order[0]]

    def shift(self, factor: str, by: int) -> None:
        """One place up (-1) or down (1)."""
        at = self.order.index(factor)
        to = min(max(at + by, 0), len(self.order) - 1)
        self.order.insert(to, self.order.pop(at))
        self._show()
        announce(self, say("{factor}: place {place}", factor=self._names[factor], place=to + 1))
        same, other = (self.ups, self.downs) if by < 0 else (self.downs, self.ups)
        (same if same[factor].isEnabled() else other)[factor].setFocus()
        self.changed.emit()

    def _show(self) -> None:
        clear(self._place)
        weights = self.weights()
        for at, factor in enumerate(self.order):
            name = self._names[factor]
            up = IconButton("arrow-up", say("{factor} matters more", factor=name), side=28)
            down = IconButton("arrow-down", say("{factor} matters less", factor=name), side=28)
            up.setEnabled(at > 0)
            down.setEnabled(at < len(self.order) - 1)
            up.clicked.connect(lambda _=False, key=factor: self.shift(key, -1))
            down.clicked.connect(lambda _=False, key=factor: self.shift(key, 1))
            self.ups[factor], self.downs[factor] = up, down
            share = Label(self._formats.percent(weights[factor] / 100), "dense", "text3", tabular=True)
            place = Label(str(at + 1), "dense", "text3", tabular=True)
            self._place.addLayout(row(place, (Label(name, "dense", wrap=True), 1), share, up, down, gap=6))


class Swings(QFrame):
    """How much it matters to go from the worst to the best of each thing, in points; the largest gets a hundred."""

    changed = Signal()

    def __init__(self, weights: Sequence[WeightRow], ranges: Mapping[str, tuple[str, str]]) -> None:
        """`ranges` has the worst and the best of each factor, in words."""
        super().__init__()
        most = max((each.weight for each in weights), default=Decimal(1)) or Decimal(1)
        self._before = {each.factor: round(each.weight * FULL / most) for each in weights}
        self.points: dict[str, QSpinBox] = {}
        place = column(gap=8)
        told = say(
            "Give 100 to the step that matters most, and the others as many points as they are worth beside it."
        )
        place.addWidget(Prose(told, "caption", "text3"))
        for each in weights:
            box = QSpinBox()
            box.setRange(0, FULL)
            box.setValue(self._before[each.factor])
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            box.setAccessibleName(say("Points for {factor}", factor=each.name))
            box.valueChanged.connect(self.changed)
            self.points[each.factor] = box
            place.addLayout(row((Label(each.name, "dense_medium", wrap=True), 1), box, gap=8))
            if each.factor in ranges:
                worst, best = ranges[each.factor]
                words = say("From “{worst}” to “{best}”", worst=worst, best=best)
                box.setAccessibleDescription(words)
                place.addWidget(Label(words, "caption", "text3", wrap=True))
        self.setLayout(place)
        self.restyle()

    def restyle(self) -> None:
        """Take font and sizes again."""
        for box in self.points.values():
            box.setFont(theme().font("dense", tabular=True))
            box.setFixedSize(theme().px(58), theme().px(30))

    def weights(self) -> Mapping[str, Decimal]:
        """What the points make of a hundred; those as they stood where all are nothing."""
        points = {factor: Decimal(box.value()) for factor, box in self.points.items()}
        return swing_weights(points if any(points.values()) else self._as_before())

    def moved(self) -> bool:
        """Whether any has other points than the weights as they stand would give it."""
        return {factor: box.value() for factor, box in self.points.items()} != self._before

    def reset(self) -> None:
        """Points as the weights stand."""
        for factor, box in self.points.items():
            box.setValue(self._before[factor])

    def first(self) -> QWidget:
        """Where the focus goes."""
        return next(iter(self.points.values()))

    def _as_before(self) -> dict[str, Decimal]:
        return {factor: Decimal(value) for factor, value in self._before.items()}


def swing_ranges(factors: Mapping[str, Factor]) -> dict[str, tuple[str, str]]:
    """The worst and the best of each factor, in the words of its first part."""
    found = {}
    for name, factor in factors.items():
        part = next((one for one in factor.parts.values() if 0 in one.words and FULL in one.words), None)
        if part is not None:
            found[name] = (say_known(part.words[0]), say_known(part.words[FULL]))
    return found
