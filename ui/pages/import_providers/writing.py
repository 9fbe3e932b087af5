"""Shown over the window while a long list is written: how far it is, and a way to stop without a trace."""

from time import monotonic

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.words import say
from app.words.formats import Formats
from ui.jobs import SLOW_MS
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.charts import MeterBar
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Heading, Label


class Writing(QDialog):
    """Called after each slice of an import with (rows done, rows in all); answers whether to go on.

    Nothing else of the window takes input meanwhile: the unit of work is open until the last row.
    """

    def __init__(self, parent: QWidget, formats: Formats) -> None:
        super().__init__(parent)
        self._formats = formats
        self._begun = monotonic()
        self._going_on = True
        title = say("Importing the list…")
        self.setWindowTitle(title)
        self.setModal(True)
        self._bar = MeterBar()
        self._words = Label("", "dense", "text2", tabular=True)
        self.stop = Button(say("Stop and write nothing"), dense=True)
        self.stop.clicked.connect(self.reject)
        self.setLayout(
            column(
                Heading(title, "sub"), 12, self._bar, 8, self._words, 16, row(self.stop, STRETCH), margins=22
            )
        )
        self.setMinimumWidth(theme().px(380))

    def __call__(self, done: int, total: int) -> bool:
        """Show how far it is; False once it was stopped."""
        if self.isHidden() and self._going_on:
            if (monotonic() - self._begun) * 1000 < SLOW_MS:
                return True
            self.show()
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        number = self._formats.number
        words = say("{done} of {total} rows", done=number(done), total=number(total))
        self._words.setText(words)
        self._bar.show_share(done / total, words)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        return self._going_on

    def reject(self) -> None:
        """Stop: by the button, Esc or the cross."""
        self._going_on = False
        super().reject()
