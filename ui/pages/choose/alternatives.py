"""Beside the reasons of a choice: whether another would be as good, and what is still open."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.queries.other_choices import OtherChoices, Remark
from app.words import say
from ui.widgets.cards import Card
from ui.widgets.layouts import column, framed, row
from ui.widgets.squares import ShareSquares
from ui.widgets.text import Heading, Icon, Label, Prose, emphasise

TOP = Qt.AlignmentFlag.AlignTop


def alternatives_card(found: OtherChoices) -> Card:
    """The question, how often the choice stands, and what would change it."""
    lead = Prose(emphasise(found.lead.words, *found.lead.strong), "dense", "text2")
    lead.setAccessibleName(found.lead.words)
    squares = ShareSquares(found.of_hundred, found.lead.words) if found.of_hundred is not None else None
    basis = Label(found.basis, "caption", "text3", wrap=True) if found.basis else None
    content = column(
        Heading(say("Would another choice be as good?"), "sub15"),
        6,
        lead,
        10 if squares else None,
        squares,
        8,
        *(marked(remark, "accent") for remark in found.remarks),
        6 if basis else None,
        basis,
        gap=2,
    )
    return Card(content, padding=18)


def still_open_card(warnings: Sequence[str], ties: Sequence[Remark]) -> Card:
    """What to watch out for with the choice, and what the broker declared."""
    lines = [marked(Remark("triangle-alert", words), "warn") for words in warnings]
    if not warnings:
        lines.append(marked(Remark("circle-check", say("Nothing found to watch out for.")), "success"))
    lines += [marked(tie, "text3") for tie in ties]
    return Card(column(Heading(say("Still open"), "sub15"), 6, *lines, gap=2), padding=18)


def marked(remark: Remark, tone: str) -> QFrame:
    """A sentence with its icon; what counts in it is bold."""
    words = Prose(emphasise(remark.words, *remark.strong), "dense", "text")
    words.setAccessibleName(remark.words)
    return framed(row((Icon(remark.icon, tone, 16), TOP), (words, 1), gap=10, margins=(0, 4, 0, 4)))
