"""Under the answers of a brief: what does not go together, and what providers will ask next."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.queries.coaching import WorthALook
from app.queries.foreseen import ForeseenRow
from app.words import say
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.layouts import column, framed, row
from ui.widgets.text import Heading, Icon, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop


class WorthALookCard(Card):
    """Answers that do not go together, each with the way to where one sees to it. None of them stops anything."""

    opened = Signal(str)
    """The key of a page of the brief."""

    def __init__(self, found: Sequence[WorthALook]) -> None:
        links = [_link(say("See to it"), say("See to it: {what}", what=each.title)) for each in found]
        head = row(Icon("lightbulb", "warn", 18), (Heading(say("Worth a look"), "sub15"), 1), gap=9)
        lines = [_line(each.title, each.words, link) for each, link in zip(found, links, strict=True)]
        super().__init__(column(head, 6, *lines), padding=(18, 14, 18, 10))
        for each, link in zip(found, links, strict=True):
            link.clicked.connect(partial(self.opened.emit, each.page))


class ProvidersWillAsk(Card):
    """The questions that are open, the likeliest first, each with the way to its answer."""

    opened = Signal(str, str)
    """The key of the page that answers a question, and the question's id."""

    def __init__(self, found: Sequence[ForeseenRow]) -> None:
        links = [
            _link(say("Answer it"), say("Answer it: {question}", question=each.question)) for each in found
        ]
        head = row(
            Icon("message-square", "info", 18), (Heading(say("Providers will ask"), "sub15"), 1), gap=9
        )
        told = say("What is answered now need not be asked later, and every provider reads the same.")
        lines = [_line(each.question, each.why, link) for each, link in zip(found, links, strict=True)]
        super().__init__(column(head, 2, Prose(told, "dense", "text2"), 6, *lines), padding=(18, 14, 18, 10))
        for each, link in zip(found, links, strict=True):
            link.clicked.connect(partial(self.opened.emit, each.page, each.id))


def _link(words: str, name: str) -> LinkButton:
    link = LinkButton(words)
    link.setAccessibleName(name)
    return link


def _line(title: str, words: str, link: QWidget) -> QWidget:
    told = column(Label(title, "dense_medium", wrap=True), 1, Prose(words, "caption", "text2"))
    return framed(row((told, 1), (link, TOP), gap=14, margins=(0, 5, 0, 5)))
