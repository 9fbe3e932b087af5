"""The list of the plan's parts, each with how far it is: down the side, or in rows where it is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QPushButton, QSizePolicy

from app.queries.engagements import Part
from app.words import say
from ui.theme.current import theme
from ui.widgets.layouts import clear, column
from ui.widgets.text import Label

MARKS = {
    "done": ("circle-check", "success"),
    "problem": ("triangle-alert", "warn"),
    "open": ("circle-dashed", "text3"),
}
"""Icon and tone of each status of a part."""

WIDE = 208
NO_LIMIT = 16777215
"""Qt's QWIDGETSIZE_MAX, which PySide does not name."""


class PartButton(QPushButton):
    """One part: its name, and an icon and words for how far it is."""

    def __init__(self, part: Part) -> None:
        super().__init__(f" {part.title}".replace("&", "&&"))
        self._status = part.status
        self.setProperty("kind", "part")
        self.setCheckable(True)
        self.setAutoDefault(False)
        status = {"done": say("done"), "problem": say("needs a look"), "open": say("not done yet")}[
            part.status
        ]
        self.setAccessibleName(say("{part}, {status}", part=part.title, status=status))
        self.setAccessibleDescription(part.detail)
        self.setToolTip(part.detail)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Take font, icon and height again."""
        look = theme()
        icon, tone = MARKS[self._status]
        self.setFont(look.font("dense_medium"))
        self.setFixedHeight(look.px(34))
        self.setIcon(look.icon(icon, tone))
        self.setIconSize(QSize(look.px(16), look.px(16)))


class PartsList(QFrame):
    """Emits the key of the part that was chosen."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = Label(say("Parts of the plan"), "dense_strong", "text2")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(3)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, PartButton] = {}
        self._across = 1
        self.setLayout(column(self._title, self._grid, gap=8))
        self.setAccessibleName(say("Parts of the plan"))

    def show_parts(self, parts: Sequence[Part], current: str) -> None:
        """Show `parts`, with `current` as the one that is seen; the focus stays on the same part."""
        focused = next((key for key, each in self._buttons.items() if each.hasFocus()), "")
        clear(self._grid)
        self._buttons = {}
        for part in parts:
            button = PartButton(part)
            button.setChecked(part.key == current)
            button.clicked.connect(lambda _=False, to=part.key: self.chosen.emit(to))
            self._group.addButton(button)
            self._buttons[part.key] = button
        self._place()
        if focused in self._buttons:
            self._buttons[focused].setFocus()

    def set_across(self, across: int) -> None:
        """Stand beside the part in a column (1), or above it in rows of `across`."""
        if across != self._across:
            self._across = across
            self._place()
        beside = across == 1
        self._title.setVisible(beside)
        wide = max((each.sizeHint().width() for each in self._buttons.values()), default=0)
        wide = max(theme().px(WIDE), wide)
        self.setMinimumWidth(wide if beside else 0)
        self.setMaximumWidth(wide if beside else NO_LIMIT)

    def fitting(self, width: int, most: int) -> int:
        """How many stand beside each other in `width` pixels, at most `most`; the widest of a column counts."""
        wide = [each.sizeHint().width() for each in self._buttons.values()]
        for across in range(most, 1, -1):
            needed = sum(max(wide[at::across], default=0) for at in range(across))
            if needed + (across - 1) * self._grid.spacing() <= width:
                return across
        return 2

    def button(self, key: str) -> PartButton:
        """The button of a part."""
        return self._buttons[key]

    def _place(self) -> None:
        for at, button in enumerate(self._buttons.values()):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, at // self._across, at % self._across)
