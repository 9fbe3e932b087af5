"""What all inputs share: telling of typing and of committing, their names, and showing a fault."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Field(QWidget):
    """Base of every input. Subclasses set a focus proxy, and name what takes the focus.

    `edited` follows every keystroke (drafts listen); `committed` is emitted once the input is left or
    chosen with another content than before (pages run their verb then).
    """

    edited = Signal()
    committed = Signal()

    def set_name(self, name: str, description: str = "") -> None:
        """Name the control for assistive technology; `description` holds help and fault."""
        target = self.target()
        target.setAccessibleName(name)
        target.setAccessibleDescription(description)

    def set_wrong(self, wrong: bool) -> None:
        """Draw the edge that marks a fault; the words are beside the label."""
        target = self.target()
        if bool(target.property("wrong")) != wrong:
            target.setProperty("wrong", wrong)
            target.style().unpolish(target)
            target.style().polish(target)

    def target(self) -> QWidget:
        """The widget that takes the focus."""
        return self.focusProxy() or self

    def problem(self) -> str:
        """Why the content cannot be taken, in words; empty where it can."""
        return ""

    def draft(self) -> Any:
        """The content as JSON-able data, however unfinished."""
        raise NotImplementedError

    def restore(self, draft: Any) -> None:
        """Put back what `draft` returned."""
        raise NotImplementedError
