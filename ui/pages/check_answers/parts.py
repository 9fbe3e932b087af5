"""Small parts of "Check your answers" that only show what they are given."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QWidget

from app.queries.briefs import MISSING, SummaryRow
from app.queries.interview import Course
from app.words import say
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import column, row
from ui.widgets.text import Icon, Label, Prose


def what_next(sharing: bool) -> QWidget:
    """What follows the act at the foot of the page."""
    told = (
        say(
            "Your broker goes through it with you, and looks for providers once you both agree. Nothing is sent."
        )
        if sharing
        else say("Providers are looked for, and later asked, by these words. Nothing is sent by agreeing.")
    )
    return Card(
        column(Label(say("What happens next"), "sub15", wrap=True), 6, Prose(told, "dense")), padding=18
    )


def belongs(course: Course, line: SummaryRow) -> bool:
    """What this reader is asked, and what the broker asked beyond it and has an answer to."""
    asked = course.home_of(line.question) is not None
    return asked or (line.state != MISSING and line.step <= course.steps)


def asked_chip() -> QFrame:
    """Marks a question that was left for the broker."""
    return StatusChip(say("Ask my broker"), "info", icon="message-square", filled=True)


def not_seen(labels: Sequence[str]) -> QWidget:
    """The answers that never leave the owner and the broker."""
    head = row(Icon("eye-off", "text2"), (Label(say("Providers won’t see"), "sub15", wrap=True), 1), gap=8)
    return Card(column(head, 6, *(Prose(label, "dense", "text2") for label in labels), gap=2), padding=18)
