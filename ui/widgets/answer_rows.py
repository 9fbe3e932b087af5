"""The answers of a brief to read: what was asked, what was said, and what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.briefs import MISSING, SummaryRow
from app.words import say
from ui.theme.current import theme
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Heading, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop
ASKED_WIDTH = 180
NUMBERED = ("b5.must", "b5.nice", "b5.out")
"""Lists whose lines are spoken of by their number."""


def answer_row(
    line: SummaryRow,
    *,
    mark: QWidget | None = None,
    link: QWidget | None = None,
    under: QWidget | None = None,
) -> QFrame:
    """One answer: `mark` stands before it, `link` beside it and `under` beneath."""
    held: list[QWidget] = [framed(row(mark, STRETCH))] if mark is not None else []
    numbered = len(line.lines) > 1 and line.question in NUMBERED
    for at, text in enumerate(line.lines, 1):
        words = say("{number}  {text}", number=at, text=text) if numbered else text
        held.append(Prose(words, "body", "text"))
    if line.state == MISSING:
        held.append(Label(say("Not provided"), "body", "warn_text" if line.required else "text3"))
    if under is not None:
        held.append(under)
    return asked_row(line.label, held, link)


def asked_row(label: str, held: Sequence[QWidget], link: QWidget | None = None) -> QFrame:
    """What was asked on the left, what is shown of it on the right."""
    key = Label(label, "dense", "text2", wrap=True)
    key.setFixedWidth(theme().px(ASKED_WIDTH))
    told = column(2, *held, STRETCH, gap=3)
    parts = row((column(4, key, STRETCH), 0), (told, 1), (link, TOP) if link else None, gap=14)
    return framed(column(parts, margins=(0, 5, 0, 5)))


def answers_card(title: str, status: QWidget | None, rows: Sequence[QWidget]) -> Card:
    """A part of the brief with its answers."""
    head = row((Heading(title, "sub15"), 1), status, gap=10)
    return Card(column(head, 6, *rows), padding=(18, 14, 18, 10))
