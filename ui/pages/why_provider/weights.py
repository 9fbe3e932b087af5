"""How much each of six things counts, to be tried out: sliders for the broker, four words for the owner."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QSlider, QSpinBox, QWidget

from app.analysis.weight_shares import whole_shares, with_share
from app.queries.shortlist_rows import WeightRow
from app.words import say
from ui.theme.current import theme
from ui.widgets.buttons import IconButton
from ui.widgets.fields import Choice
from ui.widgets.layouts import column, row
from ui.widgets.text import Label


class _Line(QFrame):
    """One thing: its name and what it was, a slider with a number beside it, and a lock."""

    moved = Signal(int)

    def __init__(self, name: str, before: int) -> None:
        super().__init__()
        self.name = name
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(5)
        self.slider.setAccessibleName(say("Weight of {factor}", factor=name))
        self.number = QSpinBox()
        self.number.setRange(0, 100)
        self.number.setSuffix("%")
        self.number.setAccessibleName(say("Weight of {factor}, in percent", factor=name))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        for each in (self.slider, self.number):
            each.installEventFilter(self)
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lock = IconButton("lock-open", say("Keep the weight of {factor}", factor=name), side=28)
        self.lock.setCheckable(True)
        self.lock.toggled.connect(self._locked)
        was = Label(say("was {number}", number=before), "caption", "text3", wrap=False)
        head = row((Label(name, "dense", wrap=True), 1), was)
        self.setLayout(column(head, 1, row((self.slider, 1), self.number, self.lock, gap=6)))
        self.slider.valueChanged.connect(self.moved)
        self.number.valueChanged.connect(self.moved)
        self.restyle()

    def restyle(self) -> None:
        """Take font and sizes again."""
        look = theme()
        self.number.setFont(look.font("dense", tabular=True))
        self.number.setFixedSize(look.px(58), look.px(30))
        self.slider.setMinimumHeight(look.px(24))
        self.slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: int) -> None:
        """Stand at `share` without telling anyone."""
        for each in (self.slider, self.number):
            each.blockSignals(True)
            each.setValue(share)
            each.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scrolling the panel must not move a weight under the pointer."""
        return event.type() is QEvent.Type.Wheel

    def _locked(self, locked: bool) -> None:
        self.lock.set_icon("lock" if locked else "lock-open", "accent_text" if locked else "text2")
        for each in (self.slider, self.number):
            each.setEnabled(not locked)


class Sliders(QFrame):
    """Six weights that always make a hundred: moving one, the others that are not locked make room."""

    changed = Signal()

    def __init__(self, weights: Sequence[WeightRow]) -> None:
        super().__init__()
        self._before = whole_shares({each.factor: float(each.weight) for each in weights})
        self._shares = dict(self._before)
        self._last = ""
        self.lines: dict[str, _Line] = {}
        place = column(gap=5)
        for each in weights:
            line = _Line(each.name, self._before[each.factor])
            line.show_share(self._before[each.factor])
            line.moved.connect(lambda value, key=each.factor: self._move(key, value))
            self.lines[each.factor] = line
            place.addWidget(line)
        self.setLayout(place)

    def weights(self) -> Mapping[str, Decimal]:
        """What is tried, in percent."""
        return {factor: Decimal(share) for factor, share in self._shares.items()}

    def moved(self) -> bool:
        """Whether anything stands elsewhere than in the answer."""
        return self._shares != self._before

    def reset(self) -> None:
        """Back to what the answer makes of them."""
        self._shares, self._last = dict(self._before), ""
        for factor, line in self.lines.items():
            line.lock.setChecked(False)
            line.show_share(self._shares[factor])
        self.changed.emit()

    def first(self) -> QWidget:
        """Where the focus goes."""
        return next(iter(self.lines.values())).slider

    def turning(self, first: Callable[[Mapping[str, Decimal]], str]) -> tuple[str, int, str] | None:
        """The nearest weight of what was moved last at which another comes first: name, percent, and who.

        `first` says who comes first under weights.
        """
        if not self._last:
            return None
        now, here, locked = first(self.weights()), self._shares[self._last], self._locked()
        for share in sorted(range(101), key=lambda share: (abs(share - here), share)):
            tried = with_share(self._shares, self._last, share, locked)
            if tried[self._last] != share:
                continue
            then = first({factor: Decimal(value) for factor, value in tried.items()})
            if then != now:
                return self.lines[self._last].name, share, then
        return None

    def _locked(self) -> set[str]:
        return {key for key, line in self.lines.items() if line.lock.isChecked()}

    def _move(self, factor: str, share: int) -> None:
        self._last = factor
        self._shares = with_share(self._shares, factor, share, self._locked())
        for key, line in self.lines.items():
            line.show_share(self._shares[key])
        self.changed.emit()


class Words(QFrame):
    """Six choices of four words each, as the brief asks them."""

    changed = Signal()

    def __init__(self, weights: Sequence[WeightRow], levels: Sequence[tuple[str, str]]) -> None:
        """`levels` are (key, word) pairs as the question of the brief has them."""
        super().__init__()
        keys = {word: key for key, word in levels}
        self._before = {each.factor: keys.get(each.importance, "important") for each in weights}
        self.choices: dict[str, Choice] = {}
        place = column(gap=8)
        for each in weights:
            choice = Choice(levels, name=each.name)
            choice.set_value(self._before[each.factor])
            choice.committed.connect(self.changed)
            self.choices[each.factor] = choice
            place.addLayout(row((Label(each.name, "dense", wrap=True), 1), choice, gap=8))
        self.setLayout(place)

    def first(self) -> QWidget:
        """Where the focus goes."""
        return next(iter(self.choices.values())).target()

    def levels(self) -> Mapping[str, str]:
        """The words that are tried, by their keys."""
        return {factor: choice.value() for factor, choice in self.choices.items()}

    def moved(self) -> bool:
        """Whether any word is another than in the answer."""
        return self.levels() != self._before

    def reset(self) -> None:
        """Back to the words of the answer."""
        for factor, choice in self.choices.items():
            choice.set_value(self._before[factor])
        self.changed.emit()
