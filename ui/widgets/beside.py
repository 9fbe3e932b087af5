"""Two cards that share a row where there is room."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame

from ui.theme.current import theme
from ui.widgets.layouts import row


class Beside(QFrame):
    """Two cards beside each other, or one above the other where it is narrow; one that is hidden leaves its room."""

    def __init__(
        self, first: QFrame, second: QFrame, *, parts: tuple[int, int] = (5, 4), least: int = 760
    ) -> None:
        """`parts` is how they share the width, `least` the width at 100 % text from which there is room for both."""
        super().__init__()
        self._least = least
        self._pair = row((first, parts[0]), (second, parts[1]), gap=14)
        self.setLayout(self._pair)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as there is room."""
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """Stand as there is room for this size of text."""
        beside = self.width() >= theme().px(self._least)
        self._pair.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
