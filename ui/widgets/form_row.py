"""A question and its input: label above, help under it, the fault in words, an edge that finds it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.words import say
from ui.theme.current import theme
from ui.widgets.field import Field
from ui.widgets.layouts import column, row
from ui.widgets.text import Icon, Label


class FormRow(QFrame):
    """One labelled input. `optional` says so after the label; `beside` stands right of the label.

    `headed`: label and help are the page's heading already, so here they only name the input.
    """

    def __init__(
        self,
        label: str,
        field: Field,
        *,
        help: str = "",
        optional: bool = False,
        role: str = "strong",
        beside: QWidget | None = None,
        headed: bool = False,
    ) -> None:
        super().__init__()
        self.field = field
        self._headed = headed
        self._name = label
        shown = say("{label} (optional)", label=label) if optional else label
        self.label = Label(shown, role, wrap=True)
        self.label.setBuddy(field.target())
        self._help = Label(help, "dense", "text3", wrap=True)
        if headed or not help:
            self._help.hide()
        if headed:
            self.label.hide()
        self._fault = Label("", "dense_medium", "danger_text", wrap=True)
        icon = (Icon("circle-alert", "danger", 16), Qt.AlignmentFlag.AlignTop)
        self._fault_line = QFrame()
        self._fault_line.setLayout(row(icon, (self._fault, 1), gap=7, margins=(0, 2, 0, 2)))
        self._fault_line.hide()
        self._column = column(row((self.label, 1), beside, gap=8), 2, self._help, self._fault_line, 5, field)
        self.setLayout(self._column)
        self._describe("")

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong with the input, or with "" that nothing is."""
        self._fault.setText(sentence)
        self._fault_line.setVisible(bool(sentence))
        self.field.set_wrong(bool(sentence))
        self._column.setContentsMargins(14 if sentence else 0, 0, 0, 0)
        self._describe(sentence)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """An edge along the whole row, where there is a fault."""
        super().paintEvent(event)
        if self._fault.text():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("danger"))
            painter.drawRoundedRect(0, 0, 4, self.height(), 2, 2)
            painter.end()

    def check(self) -> tuple[str, QWidget] | None:
        """Show the input's own problem; returned as `ErrorSummary` lists it, or None where there is none."""
        sentence = self.field.problem()
        self.set_problem(sentence)
        return (sentence, self.field.target()) if sentence else None

    def set_label(self, words: str) -> None:
        """Ask by other words; the input is named by them as well."""
        self._name = words
        self.label.setText(words)
        self._describe(self._fault.text())

    def set_help(self, text: str) -> None:
        """Show another help sentence."""
        self._help.setText(text)
        self._help.setVisible(bool(text) and not self._headed)
        self._describe(self._fault.text())

    def _describe(self, fault: str) -> None:
        self.field.set_name(self._name, " ".join(filter(None, (fault, self._help.text()))))
