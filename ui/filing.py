"""Under which client a project is filed: asked where it is under none, with one press where it can be told."""

import uuid
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.queries.filing import Filing
from app.services import clients, projects
from app.words import say
from ui.context import Context
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.fields import Choice
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Icon, Label, Prose, breakable

TOP = Qt.AlignmentFlag.AlignTop
LONGEST_LINK = 360
"""Pixels of a client's name in a link; pressed, the card says it whole."""


class FilingCard(Card):
    """For the broker alone: which client a project is for. Nothing is filed before a press."""

    filed = Signal(object)
    """The id of the client, or None to file it under none."""

    client_wanted = Signal()
    """The business of the project is to become a client."""

    left = Signal()

    def __init__(self, filing: Filing) -> None:
        words, act_words = _proposal(filing)
        act = Button(act_words, "primary", dense=True)
        act.setVisible(bool(act_words))
        act.setAccessibleDescription(words)
        leave = Button(say("Leave it as it is") if filing.client else say("Not now"), "quiet", dense=True)
        self.first = act if act_words else leave
        others = [(str(id_), name) for id_, name in filing.clients if id_ != filing.proposed or filing.client]
        self.choice = Choice(others, blank=say("Nobody"), name=say("Another client"))
        self.choice.set_value(str(filing.client) if filing.client else "")
        there = Button(say("File it under this one"), dense=True)
        lists = framed(
            column(
                8, Label(say("Or choose from your list"), "dense", "text2"), 4,
                row(self.choice, there, STRETCH, gap=8),
            )
        )  # fmt: skip
        lists.setVisible(bool(others))
        said = column(
            Label(say("Which client is it for?"), "dense_strong"), 2, Prose(words, "dense"), 10,
            row(act, leave, STRETCH, gap=8), lists,
        )  # fmt: skip
        super().__init__(row((Icon("users", "info"), TOP), (said, 1), gap=10), kind="info", padding=14)
        if filing.proposed is not None:
            act.clicked.connect(lambda: self.filed.emit(filing.proposed))
        else:
            act.clicked.connect(self.client_wanted)
        leave.clicked.connect(self.left)
        there.clicked.connect(self._file)

    def _file(self) -> None:
        chosen = self.choice.value()
        self.filed.emit(uuid.UUID(chosen) if chosen else None)


def _proposal(filing: Filing) -> tuple[str, str]:
    """What is said of the project, and the words of the press that does what is most likely meant; "" for none."""
    if filing.client is not None:
        return say("It is filed under “{client}”.", client=breakable(filing.name_of(filing.client))), ""
    if filing.proposed is not None:
        words = say(
            "“{client}” is among your clients. Filed there, the project stands in your list with their others.",
            client=breakable(filing.name_of(filing.proposed)),
        )
        return words, say("File it there")
    if not filing.business:
        return say("The project does not say which business it is for."), ""
    words = say(
        "It is for “{business}”, which is not among your clients yet.", business=breakable(filing.business)
    )
    return words, say("Add as a client")


class FilingPlace(QFrame):
    """Where the card stands on a project's page; `link` says the client and opens it again."""

    settled = Signal()
    """The card is gone: the focus belongs to the page again."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._filing: Filing | None = None
        self._put_off = False
        self._content = column()
        self.setLayout(self._content)
        self.link = LinkButton(say("No client yet"), icon="users")
        self.link.clicked.connect(self._open)

    def show_filing(self, filing: Filing | None) -> None:
        """Ask where the project is under no client; an owner is asked nothing."""
        before, self._filing = self._filing, filing
        self.link.setVisible(filing is not None)
        client = breakable(filing.name_of(filing.client)) if filing is not None else ""
        whole = say("Client: {client}", client=client) if client else say("No client yet")
        shown = self.link.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, LONGEST_LINK)
        self.link.set_words(shown)
        self.link.setAccessibleName(whole)
        if filing is None or filing.client is not None or self._put_off:
            self._close()
        elif filing != before:
            self._ask(filing)

    def _ask(self, filing: Filing) -> FilingCard:
        clear(self._content)
        card = FilingCard(filing)
        card.filed.connect(self._file)
        card.client_wanted.connect(self._add_client)
        card.left.connect(self._leave)
        self._content.addWidget(card)
        self._content.addSpacing(12)
        self.show()
        return card

    def _open(self) -> None:
        if self._filing is not None:
            self._ask(self._filing).first.setFocus()
            follow_layout(self.window())

    def _close(self) -> None:
        clear(self._content)
        self.hide()

    def _file(self, client_id: uuid.UUID | None) -> None:
        if self._filing is None:
            return
        self._put_off = True
        verb = partial(projects.assign_client, project_id=self._filing.project_id, client_id=client_id)
        self._settle(self._context.operations.succeeded(verb, say("File under a client"), done=say("Filed.")))

    def _add_client(self) -> None:
        if self._filing is None:
            return
        verb = partial(clients.add_client_of, project_id=self._filing.project_id)
        done = say("Added to your clients, and the project is filed there.")
        self._settle(self._context.operations.run(verb, say("Add a client"), done=done) is not None)

    def _leave(self) -> None:
        self._put_off = True
        self._settle(done=True)

    def _settle(self, done: bool) -> None:
        if done:
            self._close()
            self.settled.emit()
