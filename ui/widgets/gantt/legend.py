"""What the marks of a Gantt stand for, in words."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.words import say
from ui.theme.current import theme
from ui.widgets.layouts import FlowLayout, framed, row
from ui.widgets.text import Icon, Label


class GanttLegend(QFrame):
    """Marks with their words, in as many lines as they need."""

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(16)
        for kind, words in (
            ("done", say("done")),
            ("ahead", say("to come")),
            ("critical", say("decides the end")),
            ("first", say("first plan")),
            ("range", say("9 in 10 done by")),
        ):
            flow.addWidget(framed(row(_Sample(kind), Label(words, "caption", "text2"), gap=7)))
        for icon, words in (("clipboard-check", say("sign-off")), ("banknote", say("payment"))):
            flow.addWidget(framed(row(Icon(icon, "text2", 16), Label(words, "caption", "text2"), gap=6)))
        self.setLayout(flow)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(say("What the marks stand for"))


class _Sample(QWidget):
    """One mark, as large as beside words."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.restyle()

    def restyle(self) -> None:
        """Take the size again."""
        self.setFixedSize(QSize(theme().px(20), theme().px(12)))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, middle = self.width(), self.height() / 2
        if self._kind == "first":
            painter.fillRect(QRectF(0, middle - 1.5, wide, 3), look.color("text2"))
        elif self._kind == "range":
            painter.setPen(QPen(look.color("text2"), 1.3))
            painter.drawLine(QPointF(1, middle), QPointF(wide - 1, middle))
            painter.drawLine(QPointF(wide - 1, 1), QPointF(wide - 1, self.height() - 1))
        else:
            edge = "text" if self._kind == "critical" else "accent"
            painter.setPen(QPen(look.color(edge), 1.6))
            painter.setBrush(look.color("accent" if self._kind == "done" else "accent_soft"))
            painter.drawRoundedRect(QRectF(1, 1.5, wide - 2, self.height() - 3), 2.5, 2.5)
        painter.end()
