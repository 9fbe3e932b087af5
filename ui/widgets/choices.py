"""Choosing among options that are all in sight: radio lists, cards and check lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme.current import theme
from ui.widgets.cards import Card
from ui.widgets.field import Field
from ui.widgets.focus_ring import ON_EDGE
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.text import Icon, Label, broken, parts_of


@dataclass(frozen=True)
class Option:
    """One option: what is stored, what is read, a sentence under it, and an icon on a card."""

    key: str
    words: str
    help: str = ""
    icon: str = ""


def options(*pairs: tuple[str, str]) -> tuple[Option, ...]:
    """Options from (key, words) pairs."""
    return tuple(Option(key, words) for key, words in pairs)


class _OptionButtons(Field):
    """What radio and check lists share: one button per option with its words as the target."""

    exclusive = False

    def __init__(self, choices: Sequence[Option], *, across: bool = False, name: str = "") -> None:
        super().__init__()
        self._across = across
        self._name = name
        self._description = ""
        self._buttons: dict[str, QAbstractButton] = {}
        self._group: QButtonGroup | None = QButtonGroup(self) if self.exclusive else None
        self._place = FlowLayout(18) if across else QVBoxLayout()
        if isinstance(self._place, QVBoxLayout):
            self._place.setSpacing(6)
            self._place.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._place)
        self.set_options(choices)
        self.set_name(name)

    def make_button(self) -> QAbstractButton:
        """A button for one option."""
        raise NotImplementedError

    def set_options(self, choices: Sequence[Option]) -> None:
        """Offer other options; what was chosen stays chosen where it is still offered."""
        before = self.draft() if self._buttons else None
        for button in self._buttons.values():
            if self._group is not None:
                self._group.removeButton(button)
        self._buttons = {}
        clear(self._place)
        for option in choices:
            self._place.addWidget(self._option(option))
        if before is not None:
            self.restore(before)
        self.restyle()

    def _option(self, option: Option) -> QWidget:
        button = self.make_button()
        button.setText(option.words.replace("&", "&&"))
        button.setAccessibleName(option.words)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.setAccessibleDescription(option.help)
        button.clicked.connect(self._clicked)
        if self._group is not None:
            self._group.addButton(button)
        self._buttons[option.key] = button
        if not option.help:
            return button
        return framed(column(button, _Help(option.help, "dense", "text3", wrap=True), gap=0))

    def restyle(self) -> None:
        """Take fonts and heights again: 28 high, so that every target is over 24."""
        for button in self._buttons.values():
            button.setFont(theme().font("body"))
            button.setMinimumHeight(theme().px(28))

    def set_name(self, name: str, description: str = "") -> None:
        """Name the group; each option keeps its own words and adds the group's to its description."""
        self.setAccessibleName(name)
        for button in self._buttons.values():
            button.setAccessibleDescription(" ".join(filter(None, (name, description))))

    def set_wrong(self, wrong: bool) -> None:
        """The edge of the form row marks the fault; the buttons stay as they are."""

    def target(self) -> QWidget:
        """The chosen option, or the first."""
        buttons = sorted(self._buttons.values(), key=lambda button: not button.isChecked())
        return buttons[0] if buttons else self

    def button(self, key: str) -> QAbstractButton:
        """The button of the option `key`."""
        return self._buttons[key]

    def _clicked(self) -> None:
        self.edited.emit()
        self.committed.emit()


class _Help(Label):
    """The sentence under an option, in line with its words."""

    def restyle(self) -> None:
        super().restyle()
        self.setIndent(theme().px(27))


def _break(button: QAbstractButton) -> None:
    """Break the words of `button` into lines that fit its width; Qt draws them on one line else."""
    option = QStyleOptionButton()
    option.initFrom(button)
    radio = isinstance(button, QRadioButton)
    part = QStyle.SubElement.SE_RadioButtonContents if radio else QStyle.SubElement.SE_CheckBoxContents
    room = button.style().subElementRect(part, option, button).width()
    lines = broken(button.accessibleName(), button.fontMetrics(), room)
    shown = "\n".join(lines).replace("&", "&&")
    if shown != button.text():
        button.setText(shown)


def _least(button: QAbstractButton) -> QSize:
    """As narrow as the longest word lets it be."""
    whole = button.sizeHint()
    metrics = button.fontMetrics()
    lines = button.text().replace("&&", "&").split("\n")
    around = whole.width() - max(metrics.horizontalAdvance(line) for line in lines)
    longest = max((metrics.horizontalAdvance(word) for word in parts_of(button.accessibleName())), default=0)
    return QSize(min(around + longest, whole.width()), whole.height())


class _Radio(QRadioButton):
    """A radio button whose words go on below where they have no room."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _break(self)

    def minimumSizeHint(self) -> QSize:
        return _least(self)


class _Check(QCheckBox):
    """A check box whose words go on below where they have no room."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _break(self)

    def minimumSizeHint(self) -> QSize:
        return _least(self)


class RadioList(_OptionButtons):
    """Exactly one option, or none yet."""

    exclusive = True

    def make_button(self) -> QRadioButton:
        return _Radio()

    def value(self) -> str:
        """The key of the choice; empty for none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Choose `key`; an empty or unknown key chooses none."""
        assert self._group is not None
        self._group.setExclusive(False)  # else the last choice could not be taken back
        for each, button in self._buttons.items():
            button.setChecked(each == key)
        self._group.setExclusive(True)

    def draft(self) -> str:
        return self.value()

    def restore(self, draft: Any) -> None:
        self.set_value(str(draft))


class CheckList(_OptionButtons):
    """Any number of options; `alone` names one that excludes the others, such as "none of these"."""

    def __init__(
        self, choices: Sequence[Option], *, across: bool = False, name: str = "", alone: str = ""
    ) -> None:
        self._alone = alone
        super().__init__(choices, across=across, name=name)

    def make_button(self) -> QCheckBox:
        return _Check()

    def value(self) -> tuple[str, ...]:
        """The keys that are ticked, in the order of the options."""
        return tuple(key for key, button in self._buttons.items() if button.isChecked())

    def set_value(self, keys: Sequence[str]) -> None:
        """Tick exactly `keys`."""
        for each, button in self._buttons.items():
            button.setChecked(each in keys)

    def draft(self) -> list[str]:
        return list(self.value())

    def restore(self, draft: Any) -> None:
        self.set_value([str(key) for key in draft])

    def _clicked(self) -> None:
        if self._alone in self._buttons:
            pressed = self.sender()
            alone = self._buttons[self._alone]
            if pressed is alone and alone.isChecked():
                self.set_value([self._alone])
            elif pressed is not alone:
                alone.setChecked(False)
        super()._clicked()


class _CardRadio(QRadioButton):
    """The radio button on a card; the focus ring is drawn around the card."""

    focus_frame: QWidget


class _ChoiceCard(Card):
    focus_gap = ON_EDGE

    def __init__(self, option: Option) -> None:
        self.radio = _CardRadio()
        self.radio.setAccessibleName(option.words)
        self.radio.setAccessibleDescription(option.help)
        self.radio.focus_frame = self
        self._icon = Icon(option.icon, "text2", 20) if option.icon else None
        self._tile = Card(row(self._icon, gap=0), kind="well", padding=11) if self._icon else None
        tile = (self._tile, Qt.AlignmentFlag.AlignVCenter) if self._tile else None
        help = Label(option.help, "dense", "text2", wrap=True) if option.help else None
        words = column(STRETCH, Label(option.words, "sub15", wrap=True), help, STRETCH, gap=3)
        super().__init__(row(tile, (words, 1), self.radio, gap=14), padding=15)
        self.radio.toggled.connect(self._toggled)

    def _toggled(self, chosen: bool) -> None:
        self.set_kind("chosen" if chosen else "plain")
        inner = self.layout()
        assert inner is not None
        inner.setContentsMargins(*(14,) * 4 if chosen else (15,) * 4)  # the edge is one pixel thicker
        if self._tile and self._icon:
            self._tile.set_kind("accent" if chosen else "well")
            self._icon.set_tone("accent" if chosen else "text2")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The whole card is the target."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self.radio.click()


class ChoiceCards(Field):
    """One of a few options as cards with icon and sentence, in as many columns as fit."""

    def __init__(
        self, choices: Sequence[Option], *, least_width: int = 280, columns: int = 1, name: str = ""
    ) -> None:
        """`columns` is the most; fewer are used where a card would be narrower than `least_width`."""
        super().__init__()
        self._least_width = least_width
        self._most = columns
        self._now = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._group = QButtonGroup(self)
        self._cards = {option.key: _ChoiceCard(option) for option in choices}
        for card in self._cards.values():
            self._group.addButton(card.radio)
            card.radio.clicked.connect(self.edited)
            card.radio.clicked.connect(self.committed)
        self.setLayout(self._grid)
        self.setAccessibleName(name)
        self._lay_out(columns)

    def set_name(self, name: str, description: str = "") -> None:
        """Name the group."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def set_wrong(self, wrong: bool) -> None:
        """The edge of the form row marks the fault."""

    def target(self) -> QWidget:
        """The chosen card's button, or the first."""
        chosen = self.value() or next(iter(self._cards))
        return self._cards[chosen].radio

    def value(self) -> str:
        """The key of the choice; empty for none."""
        return next((key for key, card in self._cards.items() if card.radio.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Choose `key`; an empty or unknown key chooses none."""
        self._group.setExclusive(False)
        for each, card in self._cards.items():
            card.radio.setChecked(each == key)
        self._group.setExclusive(True)

    def draft(self) -> str:
        return self.value()

    def restore(self, draft: Any) -> None:
        self.set_value(str(draft))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as fit."""
        super().resizeEvent(event)
        fitting = max(1, self.width() // theme().px(self._least_width))
        self._lay_out(min(fitting, self._most))

    def _lay_out(self, columns: int) -> None:
        if columns == self._now:
            return
        self._now = columns
        for at, card in enumerate(self._cards.values()):
            self._grid.addWidget(card, at // columns, at % columns)
        for at in range(self._most):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
