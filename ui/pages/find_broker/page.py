"""Who could advise on a project: by the same rules as providers, with reasons; the owner takes one."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.queries import broker_search
from app.queries.broker_rows import BrokerCard, BrokerOut, BrokerSearch
from app.queries.lens import Lens
from app.services import brokers
from app.words import say, say_count
from ui.context import Context
from ui.page import Page
from ui.pages.find_broker.card import BrokerPlace
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.states import Banner, EmptyState
from ui.widgets.text import Heading, Label, Prose

SHOWN_FIRST = 8
"""Cards at first: more than anybody reads closely."""


class FindBrokerPage(Page):
    """Cards in order, those a rule keeps off below them, and whom the project has already."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "broker",
            "endorsement",
            "project",
            "answer",
            "candidate",
            "decision",
            "stage",
            "disclosure",
            "quote",
        }
    )
    help_topic: ClassVar[str] = "brokers"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: BrokerSearch | None = None
        self._all = False
        self.cards: list[BrokerPlace] = []
        self._sub = Prose("", "dense", "text2", max_width=720)
        self._notice, self._list, self._out = column(), column(), column()
        self.add = Button(say("Add a broker"), "quiet", icon="plus", dense=True)
        self.add.clicked.connect(lambda: context.go("broker/new"))
        head = row((Heading(say("Find a broker")), 1), self.add, gap=10)
        body = column(
            head, 2, self._sub, 14, framed(self._notice), framed(self._list), 6, framed(self._out)
        )  # fmt: skip
        body.addStretch(1)
        self.set_body(body, body_width=860)

    def title(self) -> str:
        return say("Find a broker")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Overview"), f"project/{self.params['project']}/overview"),)

    def primary_focus(self) -> QWidget | None:
        return next((each.take for each in self.cards if each.take is not None), None)

    def refresh(self) -> None:
        """Judge everybody again and show the order."""
        context = self.context
        self._found = context.operations.read(
            partial(
                broker_search.search, lens=context.lens, project_id=self._project(), today=context.today(),
                formats=context.formats,
            )
        )  # fmt: skip
        self._show()

    def _show(self) -> None:
        found = self._found
        for place in (self._notice, self._list, self._out):
            clear(place)
        self.cards = []
        if found is None:
            self._sub.setText("")
            gone = say("This project is no longer here"), say("Go back and choose another.")
            self._list.addWidget(EmptyState("handshake", *gone))
            return
        self._sub.setText(self._about(found.title))
        if found.refusal:
            self._notice.addWidget(Banner(found.refusal, "info"))
            self._notice.addSpacing(14)
        if not found.cards and not found.out:
            self._show_nobody()
        self._show_cards(found)
        self._show_out(found.out)

    def _about(self, project: str) -> str:
        if self.context.lens is Lens.BROKER:
            return say(
                "Who could advise on “{project}”, by the same rules for everybody on your list. How they are paid "
                "is shown and never scored.",
                project=project,
            )
        return say(
            "A broker describes the work with you, knows who could do it and stays at your side. Everybody on "
            "this computer is put to the same rules for “{project}”. How they are paid is shown and never scored.",
            project=project,
        )

    def _show_nobody(self) -> None:
        empty = EmptyState(
            "handshake", say("No brokers on this computer yet"),
            say("Write down a broker you know or have heard of. You can also go on without one."),
            say("Add a broker"),
        )  # fmt: skip
        empty.chosen.connect(lambda: self.context.go("broker/new"))
        self._list.addWidget(empty)

    def _show_cards(self, found: BrokerSearch) -> None:
        shown = found.cards if self._all else found.cards[:SHOWN_FIRST]
        for each in shown:
            card = BrokerPlace(each, self.context.formats, can_take=not found.refusal)
            card.taken.connect(self._take)
            card.opened.connect(lambda key: self.context.go(f"broker/{key}"))
            self.cards.append(card)
            self._list.addWidget(card)
            self._list.addSpacing(12)
        rest = len(found.cards) - len(shown)
        if rest > 0:
            more = LinkButton(say_count("Show {count} more", "Show {count} more", rest))
            more.clicked.connect(self._show_all)
            self._list.addLayout(row(more, STRETCH))

    def _show_all(self) -> None:
        self._all = True
        self._show()

    def _show_out(self, out: tuple[BrokerOut, ...]) -> None:
        if not out:
            return
        title = say_count("Kept off by a rule ({count})", "Kept off by a rule ({count})", len(out))
        self._out.addWidget(Heading(title, "sub15"))
        self._out.addSpacing(8)
        lines = column()
        for at, each in enumerate(out):
            if at:
                lines.addWidget(Line())
            words = column(Label(each.name, "dense_medium", wrap=True), gap=2, margins=(0, 8, 0, 8))
            for reason in each.reasons:
                words.addWidget(Label(reason, "dense", "text2", wrap=True))
            lines.addLayout(words)
        self._out.addWidget(Card(framed(lines), padding=(18, 4, 18, 4)))

    def _project(self) -> uuid.UUID:
        return uuid.UUID(self.params["project"])

    def _take(self, card: BrokerCard) -> None:
        found = self._found
        if found is None:
            return
        context = self.context
        verb = partial(
            brokers.take_advice, project_id=self._project(), broker_id=card.row.id,
            person=found.owner or context.person, on=context.today(),
        )  # fmt: skip
        done = say(
            "{name} is the broker of this project. They tell you next how they are paid.", name=card.row.name
        )
        if context.operations.succeeded(verb, say("Choose a broker"), done=done):
            context.go(f"project/{self._project()}/overview")
