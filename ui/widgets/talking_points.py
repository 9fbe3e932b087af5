"""What owner and broker go through at their next visit, as a card beside the page."""

from collections.abc import Sequence

from app.words import say, say_count
from ui.widgets.cards import Card
from ui.widgets.layouts import column, row
from ui.widgets.text import Icon, Label, Prose


class TalkingPoints(Card):
    """The first `most` of the points; the rest is counted."""

    def __init__(self, points: Sequence[str], across: str, *, most: int = 6) -> None:
        """`across` is the name of whom the reader goes through them with; empty where it is not known."""
        title = say("To go through with {name}", name=across) if across else say("To go through at the visit")
        heading = row(Icon("message-square", "info"), (Label(title, "sub15", wrap=True), 1), gap=8)
        told = [Prose(text, "dense", "text2") for text in points[:most]] or [
            Prose(say("Nothing yet. “I don’t know yet” puts a question here."), "dense", "text3")
        ]
        rest = len(points) - most
        more = (
            Label(say_count("and {count} more", "and {count} more", rest), "caption", "text3")
            if rest > 0
            else None
        )
        super().__init__(column(heading, 2, *told, more, gap=7), padding=18)
        self.setAccessibleName(title)
