"""A mark from 0 to 5 by halves: six buttons and a half, or the digit that is typed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from app.words import say
from ui.theme.current import theme
from ui.widgets.field import Field
from ui.widgets.layouts import STRETCH, framed, row

MOST = 5
HALF = Decimal("0.5")
LEAST_WIDTH = 36
HALF_KEYS = frozenset((Qt.Key.Key_Period, Qt.Key.Key_Comma, Qt.Key.Key_Plus))
CLEAR_KEYS = frozenset((Qt.Key.Key_Delete, Qt.Key.Key_Backspace))


class _MarkButton(QPushButton):
    """One of the marks; whatever is typed on it goes to the field first."""

    def __init__(self, words: str, field: "MarkField") -> None:
        super().__init__(words)
        self._field = field
        self.setProperty("kind", "segment")
        self.setCheckable(True)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, a point adds a half, Delete takes the mark back."""
        if not self._field.take_key(event):
            super().keyPressEvent(event)


class MarkField(Field):
    """Emits `committed` whenever another mark was chosen, or the mark taken back.

    `least` is 0, or 1 where there is no nothing. The focus stands on the mark that is chosen, else on the first.
    """

    def __init__(self, *, least: int = 0, name: str = "") -> None:
        super().__init__()
        self._least = least
        self._buttons = {whole: _MarkButton(str(whole), self) for whole in range(least, MOST + 1)}
        self._half = _MarkButton(say("+½"), self)
        self._group = QButtonGroup(self)
        for whole, button in self._buttons.items():
            self._group.addButton(button, whole)
            button.clicked.connect(self._chosen)
        self._half.clicked.connect(self._chosen)
        inner = framed(row(*self._buttons.values(), 4, self._half, gap=2, margins=3), "segments")
        self.setLayout(row(inner, STRETCH, gap=0))
        self.set_value(None)
        if name:
            self.set_name(name)
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and sizes again."""
        look = theme()
        for button in (*self._buttons.values(), self._half):
            button.setFont(look.font("dense_medium"))
            button.setFixedSize(max(look.px(LEAST_WIDTH), button.sizeHint().width()), look.px(28))

    def set_name(self, name: str, description: str = "") -> None:
        """Name each mark for what it is about: "4, Score for skill fit"."""
        self.setAccessibleName(name)
        for whole, button in self._buttons.items():
            button.setAccessibleName(say("{mark}: {what}", mark=whole, what=name))
            button.setAccessibleDescription(description)
        self._half.setAccessibleName(say("A half more: {what}", what=name))

    def set_meanings(self, meanings: Mapping[int, str]) -> None:
        """Say what some marks look like, for those who point and those who listen."""
        for whole, button in self._buttons.items():
            words = meanings.get(whole, "")
            button.setToolTip(words)
            button.setAccessibleDescription(words)

    def value(self) -> Decimal | None:
        """The mark; None where none is chosen."""
        whole = self._whole()
        if whole is None:
            return None
        return Decimal(whole) + (HALF if self._half.isChecked() else 0)

    def set_value(self, mark: Decimal | None) -> None:
        """Choose `mark` without telling anyone."""
        self._group.setExclusive(False)  # else the last one could not be taken back
        for whole, button in self._buttons.items():
            button.setChecked(mark is not None and int(mark) == whole)
        self._group.setExclusive(True)
        self._half.setChecked(mark is not None and mark % 1 != 0)
        self._allow_half()

    def target(self) -> QWidget:
        """The mark that is chosen, or the first."""
        whole = self._whole()
        return self._buttons[self._least if whole is None else whole]

    def draft(self) -> str:
        mark = self.value()
        return "" if mark is None else format(mark, "f")

    def restore(self, draft: Any) -> None:
        self.set_value(Decimal(str(draft)) if draft else None)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether what was typed was a mark, a half, or the wish to take it back."""
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        text = event.text()
        if len(text) == 1 and "0" <= text <= "9":
            if self._least <= int(text) <= MOST:
                self.set_value(Decimal(text))
                self._tell()
            return True
        if event.key() in HALF_KEYS:
            if self._half.isEnabled():
                self._half.click()
            return True
        if event.key() in CLEAR_KEYS and self.value() is not None:
            self.set_value(None)
            self._tell()
            return True
        return False

    def _whole(self) -> int | None:
        return next((whole for whole, button in self._buttons.items() if button.isChecked()), None)

    def _allow_half(self) -> None:
        whole = self._whole()
        if whole in (None, MOST):
            self._half.setChecked(False)
        self._half.setEnabled(whole not in (None, MOST))

    def _chosen(self) -> None:
        self._allow_half()
        self._tell()

    def _tell(self) -> None:
        self._allow_half()
        focus = self.window().focusWidget() if self.window() is not None else None
        if focus is not None and self.isAncestorOf(focus) and focus is not self._half:
            self.target().setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
        self.committed.emit()
