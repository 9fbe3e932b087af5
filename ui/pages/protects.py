"""What protects the owner, in plain sections with this project's own figures."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries.protections import Protection, Protections, protections
from app.words import say
from ui.context import Context
from ui.page import Page
from ui.widgets.cards import Card, Line
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.protects_link import protects_words
from ui.widgets.states import EmptyState
from ui.widgets.text import Heading, Icon, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop
END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class ProtectsPage(Page):
    """One line each: what is seen to, why, and the figure of this project."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"answer", "brief_item", "project", "engagement", "stage", "sign_off_test", "document", "should_cost"}
    )
    help_topic: ClassVar[str] = "protects"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._heading = Heading("", "h1")
        self._lead = Label("", "lead", "text2", wrap=True)
        self._parts = column(gap=0)
        self._law = Label("", "caption", "text3", wrap=True)
        self._list = Card(column(framed(self._parts)), padding=(20, 8, 20, 8))
        self._gone = column()
        self.set_body(
            column(
                self._heading, 4, self._lead, 16, framed(self._gone), self._list, 12, self._law, STRETCH
            ),
            body_width=760,
        )  # fmt: skip

    @property
    def project_id(self) -> uuid.UUID:
        """The project of the address."""
        return uuid.UUID(self.params["project"])

    def title(self) -> str:
        return protects_words(self.context.lens)

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Overview"), f"project/{self.params['project']}/overview"),)

    def primary_focus(self) -> QWidget | None:
        return self._heading

    def refresh(self) -> None:
        """Read the figures as they stand."""
        context = self.context
        view = context.operations.read(
            partial(
                protections,
                project_id=self.project_id,
                formats=context.formats,
                on=context.today(),
                lens=context.lens,
            )
        )
        self._heading.setText(self.title())
        clear(self._parts)
        clear(self._gone)
        for part in (self._heading, self._lead, self._list, self._law):
            part.setVisible(view is not None)
        if view is None:
            empty = EmptyState("file-text", say("This project is no longer here"), "", say("Go to Home"))
            empty.chosen.connect(lambda: context.go("home"))
            self._gone.addWidget(empty)
            return
        self._show(view)

    def _show(self, view: Protections) -> None:
        self._lead.setText(
            say("A small job skips the ceremony, but never these.")
            if view.light
            else say("The program sees to these, with every provider alike.")
        )
        for number, each in enumerate(view.rows):
            if number:
                self._parts.addWidget(Line())
            self._parts.addWidget(_line(each))
        self._law.setText(" ".join(filter(None, (view.basis, view.law))))


def _line(each: Protection) -> QWidget:
    """Title and figure on one line while there is room, the sentence under them."""
    title = Label(each.title, "sub15", wrap=True)
    figure = Label(each.figure, "dense_strong", "accent_text", wrap=True, align=END) if each.figure else None
    head = row((title, 3), (figure, 2) if figure is not None else None, gap=12)
    words = column(head, Prose(each.words, "dense", "text2"), gap=3)
    return framed(row((Icon(each.icon, "accent", 20), TOP), (words, 1), gap=14, margins=(0, 12, 0, 12)))


PAGES = (("project/{project}/protects", ProtectsPage, "What protects you"),)
