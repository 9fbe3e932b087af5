"""Shown over the window while a long step is written or taken back: how far it is, and a way to stop it."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.words import say
from app.words.formats import Formats
from ui import garbage
from ui.jobs import SLOW_MS
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.charts import MeterBar
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Heading, Label

OFTEN = 0.05
"""Seconds between two looks at the window: more often would only make the step longer."""


class LongStep(QDialog):
    """Called after each part of a step with (done, in all); answers whether to go on.

    Nothing else of the window takes input meanwhile: the unit of work is open until the last part is on the
    disk. Called again with the same numbers, while something is waited for, it only lets the window answer.
    """

    def __init__(
        self,
        parent: QWidget,
        formats: Formats,
        *,
        title: str,
        stop: str,
        words: Callable[[str, str], str],
    ) -> None:
        """`words` tells how far it is from two numbers as text: "1,200 of 100,000 rows"."""
        super().__init__(parent)
        self._formats = formats
        self._tell = words
        self._begun = self._looked = monotonic()
        self._going_on = self._stoppable = True
        garbage.pause()
        self.setWindowTitle(title)
        self.setModal(True)
        self._bar = MeterBar()
        self._words = Label("", "dense", "text2", tabular=True)
        self.stop = Button(stop, dense=True)
        self.stop.clicked.connect(self.reject)
        self.setLayout(
            column(
                Heading(title, "sub"), 12, self._bar, 8, self._words, 16, row(self.stop, STRETCH), margins=22
            )
        )
        self.setMinimumWidth(theme().px(380))

    def __call__(self, done: int, total: int) -> bool:
        """Show how far it is; False once it was stopped."""
        now = monotonic()
        self._stoppable = done < total
        shows = self.isVisible() or (now - self._begun) * 1000 >= SLOW_MS
        if now - self._looked < OFTEN and shows == self.isVisible():
            return self._going_on
        if shows:
            self._show(done, total)
        garbage.look_at_young()
        # What is typed and clicked before there is anything to stop would reach the page that is waited for.
        flag = QEventLoop.ProcessEventsFlag
        QCoreApplication.processEvents(flag.AllEvents if shows else flag.ExcludeUserInputEvents)
        self._looked = monotonic()
        return self._going_on

    def _show(self, done: int, total: int) -> None:
        if self.isHidden():
            self.show()
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stop.setEnabled(self._stoppable and self._going_on)
        number = self._formats.number
        words = self._tell(number(done), number(total))
        self._words.setText(words)
        self._bar.show_share(done / total, words)

    def reject(self) -> None:
        """Stop: by the button, Esc or the cross. It stays until the step is over: nothing else may begin before."""
        if self._stoppable:
            self._going_on = False
            self.stop.setEnabled(False)

    def put_away(self) -> None:
        """The step is over."""
        garbage.resume_soon()
        self.hide()
        self.deleteLater()


def rows_written(done: str, total: str) -> str:
    """How far a list is written."""
    return say("{done} of {total} rows", done=done, total=total)


def importing(parent: QWidget, formats: Formats) -> LongStep:
    """What is shown while a long list is written."""
    return LongStep(
        parent,
        formats,
        title=say("Importing the list…"),
        stop=say("Stop and write nothing"),
        words=rows_written,
    )


def steps_back(parent: QWidget, formats: Formats, title: str) -> LongStep:
    """What is shown while a long step is taken back or done again."""
    return LongStep(
        parent,
        formats,
        title=title,
        stop=say("Stop and change nothing"),
        words=lambda done, total: say("{done} of {total} changes", done=done, total=total),
    )
