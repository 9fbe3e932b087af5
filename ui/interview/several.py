"""Any number out of a long list: picked one after the other, shown as chips that can be taken off."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from app.words import say
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.fields import Choice
from ui.widgets.layouts import FlowLayout, clear, column, framed

WIDTH_IN_LETTERS = 26
"""Width of the drop-down, so that its longest entry does not set the width of the page."""


class PickSeveral(Field):
    """A drop-down to pick from, and what was picked beneath it."""

    def __init__(self, choices: Sequence[tuple[str, str]], *, blank: str) -> None:
        super().__init__()
        self._words = dict(choices)
        self._blank = blank
        self._picked: tuple[str, ...] = ()
        self._choice = Choice((), blank=blank)
        combo = self._choice.combo
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(WIDTH_IN_LETTERS)
        self._chips = FlowLayout(8)
        self._chip_frame = framed(self._chips)
        self.setLayout(column(self._choice, self._chip_frame, gap=8))
        self.setFocusProxy(self._choice)
        self._choice.committed.connect(self._pick)
        self._show()

    def value(self) -> tuple[str, ...]:
        """The keys that were picked, in the order of picking."""
        return self._picked

    def set_value(self, keys: Sequence[str] | None) -> None:
        """Show exactly `keys`; one that is not offered is kept and shown as it is."""
        self._picked = tuple(dict.fromkeys(keys or ()))
        self._show()

    def set_name(self, name: str, description: str = "") -> None:
        """Name the drop-down."""
        self._choice.set_name(name, description)
        self.setAccessibleName(name)

    def target(self) -> QWidget:
        """The drop-down."""
        return self._choice.target()

    def draft(self) -> list[str]:
        return list(self._picked)

    def restore(self, draft: Any) -> None:
        self.set_value([str(key) for key in draft])

    def _pick(self) -> None:
        if self._choice.value():
            self._picked = (*self._picked, self._choice.value())
            self._changed()

    def _take_off(self, key: str) -> None:
        self._picked = tuple(each for each in self._picked if each != key)
        self._changed()
        self._choice.setFocus()

    def _changed(self) -> None:
        self._show()
        self.edited.emit()
        self.committed.emit()

    def _show(self) -> None:
        rest = [(key, words) for key, words in self._words.items() if key not in self._picked]
        self._choice.set_options(rest, blank=self._blank)
        self._choice.set_value("")
        clear(self._chips)
        for key in self._picked:
            words = self._words.get(key, key)
            chip = Button(words, trailing="x", dense=True)
            chip.setAccessibleName(say("Take off {what}", what=words))
            chip.clicked.connect(lambda _=False, gone=key: self._take_off(gone))
            self._chips.addWidget(chip)
        self._chip_frame.setVisible(bool(self._picked))
