"""Several skills out of hundreds: chosen one by one from a list, and taken away again."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QFrame

from app.words import say
from ui.widgets.buttons import IconButton
from ui.widgets.field import Field
from ui.widgets.fields import Choice
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.text import Label


class SkillsField(Field):
    """The skills that were chosen, in the order of choosing, over a list to choose another from."""

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._options = tuple(options)
        self._names = dict(options)
        self._chosen: tuple[str, ...] = ()
        self._lines = column(gap=2)
        self.another = Choice((), blank=say("Choose a skill to add it"))
        self.another.committed.connect(self._add)
        self.setFocusProxy(self.another)
        self.setLayout(column(framed(self._lines), 4, self.another))
        self._show()

    def value(self) -> tuple[str, ...]:
        """The skills by their ids."""
        return self._chosen

    def set_value(self, keys: Sequence[str]) -> None:
        """Show `keys` as chosen."""
        self._chosen = tuple(dict.fromkeys(keys))
        self._show()

    def set_name(self, name: str, description: str = "") -> None:
        """Name the list to choose from."""
        self.another.set_name(name, description)

    def draft(self) -> Any:
        return list(self._chosen)

    def restore(self, draft: Any) -> None:
        self.set_value([str(key) for key in draft])

    def _show(self) -> None:
        clear(self._lines)
        for key in self._chosen:
            self._lines.addWidget(self._line(key))
        self.another.set_options([each for each in self._options if each[0] not in self._chosen])
        self.another.set_value("")

    def _line(self, key: str) -> QFrame:
        name = self._names.get(key, key)
        gone = IconButton("x", say("Remove {name}", name=name), side=24)
        gone.clicked.connect(lambda: self._drop(key))
        return framed(row((Label(name, "dense", wrap=True), 1), gone, gap=8))

    def _add(self) -> None:
        if key := self.another.value():
            self._changed((*self._chosen, key))

    def _drop(self, key: str) -> None:
        self._changed(tuple(each for each in self._chosen if each != key))
        self.another.target().setFocus()

    def _changed(self, chosen: tuple[str, ...]) -> None:
        self.set_value(chosen)
        self.edited.emit()
        self.committed.emit()
