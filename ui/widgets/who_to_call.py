"""Whom to call: each person with number and mail, in a card beside the page."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.queries.contacts import Contact
from app.words import say
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.chips import PersonChip
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Icon, Label

INDENT = 46
"""Where the words beside a person's initials begin."""


class WhoToCall(Card):
    """The people of a project. Writing opens the person's own mail program; nothing is sent from here."""

    unanswered = Signal(str)
    """What to say where no mail program answered."""

    def __init__(self, people: Sequence[Contact], foot: QWidget | None = None) -> None:
        """`foot` stands under the last person, such as how many points there are to talk about."""
        lines = column(Label(say("Who to call"), "dense_strong", "text2"), gap=12)
        super().__init__(lines, padding=18)
        for at, person in enumerate(people):
            if at:
                lines.addWidget(Line())
            lines.addWidget(self._person(person))
        if foot is not None:
            lines.addLayout(row(foot, STRETCH, gap=0, margins=(INDENT, 0, 0, 0)))

    def _person(self, person: Contact) -> QWidget:
        number = Label(person.phone, "dense", "text2", tabular=True)
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        write = LinkButton(say("Email"), icon="mail")
        write.setAccessibleName(say("Write an email to {name}", name=person.name))
        write.setToolTip(person.email)
        write.clicked.connect(partial(self._write, person.email))
        reach = row(
            *((Icon("phone", "text3", 14), number) if person.phone else ()),
            STRETCH,
            write if person.email else None,
            gap=6,
            margins=(INDENT, 0, 0, 0),
        )
        reachable = reach if person.phone or person.email else None
        return framed(column(PersonChip(person.name, person.role), reachable, gap=6))

    def _write(self, address: str) -> None:
        if not QDesktopServices.openUrl(QUrl(f"mailto:{address}")):
            self.unanswered.emit(say("No mail program answered. The address is {address}.", address=address))
