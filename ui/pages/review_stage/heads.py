"""What stands above the tests: what was asked for, and after acceptance what follows from it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.queries.stages import ReviewPage
from app.words import say, say_count
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.layouts import column, row
from ui.widgets.text import Icon, Label

TOP = Qt.AlignmentFlag.AlignTop


class AcceptedCard(Card):
    """Who accepted the stage and when, and the two things that come next."""

    def __init__(self, accepted: str) -> None:
        words = column(
            Label(say("Accepted by {who}", who=accepted), "strong", wrap=True),
            Label(
                say("The acceptance certificate can be made now. It names every test and its proof."),
                "dense", "text2", wrap=True,
            ),
            gap=3,
        )  # fmt: skip
        self.certificate = Button(say("Make the certificate"), "primary", icon="file-check", dense=True)
        self.money = Button(say("Open money"), dense=True)
        icon = (Icon("circle-check", "success", 20), TOP)
        super().__init__(
            row(icon, (words, 1), self.certificate, self.money, gap=10), kind="success", padding=16
        )


def head_words(page: ReviewPage) -> str:
    """The line under the heading."""
    if page.status != "ready":
        count = len(page.tests)
        return say_count("{count} sign-off test", "{count} sign-off tests", count)
    return say(
        "{until}. It takes about {minutes}. Silence never accepts.", until=page.until, minutes=page.minutes
    )


def wanted_card(wanted: Sequence[str]) -> QFrame:
    """What the owner asked for, in the words of the brief."""
    quoted = [Label(say("“{must}”", must=text), "dense_medium", wrap=True) for text in wanted]
    title = Label(say("What you asked for"), "dense", "text2")
    words = column(title, *quoted, gap=3)
    return Card(row((Icon("message-square", "accent", 18), TOP), (words, 1), gap=12), padding=14)
