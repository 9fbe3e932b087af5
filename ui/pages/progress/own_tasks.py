"""The owner's own tasks of a plan: what is asked of their side, by when, for how many hours, and what is done."""

import uuid

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.queries.schedule_lines import LineRow, LinesPage
from app.words import say, say_count
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fold import Fold
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.text import Heading, Label

TOP = Qt.AlignmentFlag.AlignTop


class OwnTasks(Card):
    """One line a task; a task is ticked by either side, and no new version of the dates is needed for it."""

    ticked = Signal(object, bool)
    """The id of a task and whether it is done."""

    def __init__(self) -> None:
        self._title = Heading("", "sub15")
        self._rows, self._over = column(gap=8), column(gap=8)
        self._done = Fold(say("What is done"), say("Hide what is done"), framed(self._over))
        super().__init__(column(self._title, 8, framed(self._rows), self._done), padding=16)
        self.hide()

    def show_page(self, page: LinesPage) -> None:
        """Show the tasks of the owner's side; what is done is folded away."""
        own = [line for line in page.lines if line.kind == "owner_task"]
        self.setVisible(bool(own))
        left = sum(not line.done for line in own)
        self._title.setText(
            say_count("{count} task of yours is open", "{count} tasks of yours are open", left)
            if left
            else say("All your own tasks are done")
        )
        self._done.setVisible(left < len(own))
        clear(self._rows)
        clear(self._over)
        for line in own:
            (self._over if line.done else self._rows).addWidget(framed(self._row(line)))

    def _row(self, line: LineRow) -> QHBoxLayout:
        told = " · ".join(filter(None, (line.dates, line.hours_words)))
        name = column(
            Label(line.title, "dense_medium", wrap=True), 1, Label(told, "caption", "text2", wrap=True)
        )
        button = Button(say("Not done yet") if line.done else say("Done"), "quiet", dense=True)
        button.setAccessibleName(
            say("“{task}” is not done yet", task=line.title)
            if line.done
            else say("“{task}” is done", task=line.title)
        )
        key: uuid.UUID = line.id
        button.clicked.connect(lambda: self.ticked.emit(key, not line.done))
        return row((name, 1), (button, TOP), gap=12)
