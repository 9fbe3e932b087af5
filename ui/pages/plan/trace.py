"""From what the owner needs to how it is proved: every must-have with its thread, and the ends that hang loose."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.queries.plan_trace import GAP, TRACED, TraceRow, TraceView, plan_trace
from app.words import say
from ui.pages.plan.acts import Acts
from ui.widgets.cards import Card, Line
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Heading, Icon, Label

TOP = Qt.AlignmentFlag.AlignTop
MARKS = {TRACED: ("circle-check", "success"), GAP: ("triangle-alert", "warn")}


class TraceCard(Card):
    """The must-haves traced from end to end: what is delivered for each, in which stage, and what proves it."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._title = Heading("", "sub")
        self._rows = column()
        self._loose = column(gap=6)
        self._below = framed(self._loose)
        super().__init__(column(self._title, 6, framed(self._rows), 6, self._below), padding=18)

    def refresh(self) -> None:
        """Read the trace again and show it."""
        context = self._acts.context
        read = partial(plan_trace, lens=context.lens, project_id=self._acts.project, formats=context.formats)
        view: TraceView | None = context.operations.read(read)
        self.setVisible(view is not None and bool(view.rows))
        if view is None:
            return
        self._title.setText(view.title)
        clear(self._rows)
        for at, each in enumerate(view.rows):
            if at:
                self._rows.addWidget(Line())
            self._rows.addWidget(_thread(each))
        clear(self._loose)
        for words in view.loose:
            self._loose.addWidget(
                framed(
                    row(
                        (Icon("triangle-alert", "warn", 14), TOP),
                        (Label(words, "dense", wrap=True), 1),
                        gap=8,
                    )
                )
            )
        self._below.setVisible(bool(view.loose))


def _thread(each: TraceRow) -> QFrame:
    icon, tone = MARKS.get(each.standing, ("circle-dashed", "text3"))
    number = Label(each.number, "dense_medium", "text3")
    number.setFixedWidth(number.fontMetrics().horizontalAdvance("M000"))
    proved = (
        say("Proved by test {tests}", tests=each.tests)
        if each.standing != GAP and each.stages
        else each.tests
    )
    thread = column(
        Label(proved, "dense", "text2", wrap=True) if proved else None,
        Label(say("In stage {stages}", stages=each.stages), "caption", "text3", wrap=True)
        if each.stages
        else None,
        STRETCH,
        gap=2,
    )
    must = column(
        Label(each.must, "dense_strong", wrap=True),
        Label(each.delivered, "dense", "text2", wrap=True) if each.delivered else None,
        *(Label(gap, "dense_medium", "warn_text", wrap=True) for gap in each.gaps),
        STRETCH,
        gap=2,
    )
    return framed(
        row((Icon(icon, tone), TOP), (number, TOP), (must, 5), (thread, 3), gap=9, margins=(0, 9, 0, 9))
    )
