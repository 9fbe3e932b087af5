"""Beside the questions: counts that help to stop at the right length, and where one stands."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame

from app.knowledge.questions import Question
from app.queries.brief_scores import brief_score
from app.queries.interview import Course
from app.words import say, say_count
from ui.context import Context
from ui.interview.files import ask_for_files
from ui.interview.sheet import QuestionSheet
from ui.interview.understood import UnderstoodCard
from ui.widgets.brief_meter import BriefSoFar
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.talking_points import TalkingPoints
from ui.widgets.text import Icon, Label, Prose


class Coach(QFrame):
    """Never judges and never blocks: it counts, and says what is usual."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._counts = column(gap=8)
        self._counting = Card(
            column(
                row(Icon("lightbulb", "warn"), Label(say("A good length"), "sub15"), STRETCH), 8, self._counts
            )
        )
        self.advice = column()
        """Where what there is to say about the page stands while there is room beside it."""
        self.understood = UnderstoodCard()
        """What the words were taken for."""
        self._standing = column(gap=14)
        below = column(self.understood, self._counting, framed(self._standing), STRETCH, gap=14)
        self.setLayout(column(framed(self.advice), (below, 1)))

    def show_counts(self, sheet: QuestionSheet) -> None:
        """Count what is typed, for a question that has a usual length; of several it would not say which is meant."""
        lines = [line for block in sheet.shown() if (line := counted(block.question, block.value))]
        clear(self._counts)
        if len(lines) == 1:
            self._counts.addWidget(Prose(lines[0], "dense", "text2"))
        self._counting.setVisible(len(lines) == 1)

    def show_standing(self, course: Course, points: Sequence[str], files: int) -> None:
        """Show how much of the brief is answered, and what waits for the broker."""
        clear(self._standing)
        so_far = BriefSoFar(brief_score(course), _note(course))
        so_far.asked.connect(partial(self._context.go, f"project/{course.head.id}/brief/check"))
        self._standing.addWidget(so_far)
        if points:
            self._standing.addWidget(TalkingPoints(points, course.head.across, most=3))
        if self._context.attachments is not None and course.head.changeable:
            add = LinkButton(say("Add a photo or a file"), icon="paperclip")
            add.clicked.connect(partial(ask_for_files, self._context, course.head.id, self))
            told = (
                say_count("{count} file is with the brief.", "{count} files are with the brief.", files)
                if files
                else say("You can also drop it anywhere on this page.")
            )
            self._standing.addWidget(
                Card(column(row(add, STRETCH), 4, Label(told, "caption", "text3", wrap=True)))
            )


def counted(question: Question, value: object) -> str:
    """How much is typed against what is usual, in a sentence; empty for questions without a usual length."""
    words, items = question.limits.aim_words, question.limits.aim_items
    if words is not None:
        count = len(str(value or "").split())
        return say_count(
            "{count} word so far. Between {least} and {most} tell most people enough.",
            "{count} words so far. Between {least} and {most} tell most people enough.",
            count,
            least=words[0],
            most=words[1],
        )
    if items is not None:
        count = len(value) if isinstance(value, list) else 0
        return say_count(
            "{count} on the list so far. Most projects list {least} to {most}.",
            "{count} on the list so far. Most projects list {least} to {most}.",
            count,
            least=items[0],
            most=items[1],
        )
    return ""


def _note(course: Course) -> str:
    legs = [leg for leg in course.legs if leg.section]
    done = sum(course.done(leg) for leg in legs)
    told = say("{done} of {all} questions done", done=done, all=len(legs))
    if course.light:
        return say("{told}. A small job: one page is all that is needed.", told=told)
    if course.short_done:
        return say("{told}. Stop whenever you like: what you type is kept.", told=told)
    return say("{told}. Five short questions are enough for a first talk.", told=told)
