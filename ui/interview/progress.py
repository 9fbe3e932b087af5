"""How far one is in the brief: four short bars, one a section."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.current import theme

BAR, GAP, HEIGHT = 26, 5, 4


class SectionBars(QWidget):
    """A bar for each section, filled as far as one has come; its words stand beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: tuple[float, ...]) -> None:
        """Show how much of each section lies behind, 0 to 1."""
        self._shares = shares
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        count = len(self._shares)
        return QSize(theme().px(count * BAR + max(0, count - 1) * GAP), theme().px(HEIGHT))

    def restyle(self) -> None:
        """Take the size again."""
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide, high = look.px(BAR), look.px(HEIGHT)
        for at, share in enumerate(self._shares):
            left = at * look.px(BAR + GAP)
            painter.setBrush(look.color("track"))
            painter.drawRoundedRect(QRectF(left, 0, wide, high), 1.5, 1.5)
            if share > 0:
                painter.setBrush(look.color("accent"))
                painter.drawRoundedRect(QRectF(left, 0, wide * min(share, 1), high), 1.5, 1.5)
        painter.end()
