"""How much each of a few things matters: a row each, a column for each level."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from app.words import say
from ui.theme.current import theme
from ui.widgets.field import Field
from ui.widgets.text import Label

CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class LevelsField(Field):
    """{row: level}. Each row is one group of radio buttons: Tab goes from row to row, arrows inside."""

    def __init__(self, rows: Mapping[str, str], levels: Mapping[str, str]) -> None:
        super().__init__()
        self._buttons: dict[tuple[str, str], QRadioButton] = {}
        self._groups: dict[str, QButtonGroup] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(12)
        for at, words in enumerate(levels.values(), 1):
            grid.addWidget(Label(words, "dense_medium", "text2", wrap=True, align=CENTRE), 0, at)
            grid.setColumnStretch(at, 3)
        grid.setColumnStretch(0, 5)
        for line, (key, words) in enumerate(rows.items(), 1):
            grid.addWidget(Label(words, "body", wrap=True), line, 0)
            group = self._groups[key] = QButtonGroup(self)
            for at, (level, level_words) in enumerate(levels.items(), 1):
                button = self._buttons[key, level] = QRadioButton()
                button.setAccessibleName(say("{what}: {level}", what=words, level=level_words))
                button.clicked.connect(self.edited)
                button.clicked.connect(self.committed)
                group.addButton(button)
                grid.addWidget(button, line, at, CENTRE)
        self.setLayout(grid)
        self.restyle()

    def restyle(self) -> None:
        """Rows high enough to aim at."""
        for button in self._buttons.values():
            button.setMinimumSize(theme().px(28), theme().px(32))

    def value(self) -> dict[str, str]:
        """The level of every row that has one."""
        return {key: level for (key, level), button in self._buttons.items() if button.isChecked()}

    def set_value(self, levels: Mapping[str, str] | None) -> None:
        """Show exactly `levels`."""
        wanted = levels or {}
        for group in self._groups.values():
            group.setExclusive(False)  # else the last choice could not be taken back
        for (key, level), button in self._buttons.items():
            button.setChecked(wanted.get(key) == level)
        for group in self._groups.values():
            group.setExclusive(True)

    def set_name(self, name: str, description: str = "") -> None:
        """Name the table; every button keeps its row and level."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def set_wrong(self, wrong: bool) -> None:
        """The edge of the form row marks the fault."""

    def target(self) -> QWidget:
        """The first row without a level, else the level of the first row."""
        told = self.value()
        row = next((key for key in self._groups if key not in told), next(iter(self._groups)))
        chosen = self._groups[row].checkedButton()
        return chosen or next(button for (key, _), button in self._buttons.items() if key == row)

    def draft(self) -> dict[str, str]:
        return self.value()

    def restore(self, draft: Any) -> None:
        self.set_value(dict(draft))
