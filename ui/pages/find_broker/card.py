"""A broker who could advise: place, match, how they are paid, reasons for and against, and what is not known."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.broker_rows import BrokerCard, BrokerFactor
from app.words import say
from app.words.formats import Formats
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.chips import StatusChip
from ui.widgets.gate_list import GateList, gates_in_short
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.points import point
from ui.widgets.text import Heading, Label, breakable

TOP = Qt.AlignmentFlag.AlignTop


class BrokerPlace(QFrame):
    """One card; `taken` wants this broker, `opened` their page."""

    taken = Signal(object)
    opened = Signal(object)

    def __init__(self, card: BrokerCard, formats: Formats, *, can_take: bool) -> None:
        super().__init__()
        self._card = card
        self.take: Button | None = None
        title = say("{place} · {name}", place=card.place_words, name=breakable(card.row.name))
        name = Heading(title, "sub15")
        under = " · ".join(filter(None, (card.row.firm, card.row.place)))
        matched = say("Match {points}, {word}", points=card.shown, word=card.strength_words)
        match = StatusChip(matched, card.strength_tone)
        who = column(name, Label(under, "dense", "text2", wrap=True), gap=2)
        head = row((who, 1), (match, TOP), gap=14)
        fee = card.row.fee or say("not said yet")
        inside = column(
            head, 8, Label(say("How they are paid: {fee}", fee=fee), "dense", "text2", wrap=True), 6
        )
        for kind, told in (
            ("strength", card.strengths),
            ("weakness", card.weaknesses),
            ("unknown", card.unknowns or (say("Nothing open"),)),
        ):
            for words in told:
                inside.addWidget(point(kind, words))
        self._more = self._details(formats)
        self._more.hide()
        self._why = LinkButton(say("Why here"), trailing="chevron-down")
        self._why.setAccessibleName(say("Why {name} came here", name=card.row.name))
        self._why.clicked.connect(self._toggle)
        page = LinkButton(say("Open the page"))
        page.setAccessibleName(say("Open the page of {name}", name=card.row.name))
        page.clicked.connect(partial(self._open, card))
        inside.addSpacing(8)
        inside.addLayout(row(*self._acts(can_take), self._why, page, STRETCH, gap=14))
        inside.addWidget(self._more)
        self.setLayout(column(Card(inside, kind="chosen" if card.chosen else "plain", padding=18)))

    def _acts(self, can_take: bool) -> tuple[QWidget, ...]:
        if self._card.chosen:
            return (StatusChip(say("Advises on this project"), "success"),)
        if not can_take:
            return ()
        self.take = Button(say("Choose this broker"), dense=True)
        self.take.setAccessibleName(say("Choose {name} as broker", name=self._card.row.name))
        self.take.clicked.connect(lambda: self.taken.emit(self._card))
        return (self.take,)

    def _details(self, formats: Formats) -> QFrame:
        card = self._card
        parts = column(12, Line(), 10, Label(say("What it rests on"), "strong"), 2)
        parts.addWidget(Label(card.confidence, "caption", "text3", wrap=True))
        parts.addSpacing(4)
        for each in card.factors:
            parts.addWidget(_factor(each, formats))
        parts.addSpacing(8)
        parts.addWidget(Label(gates_in_short(card.gates), "strong"))
        parts.addSpacing(6)
        parts.addWidget(GateList(card.gates, can_write=False))
        return framed(parts)

    def _toggle(self) -> None:
        shown = self._more.isHidden()
        self._more.setVisible(shown)
        self._why.set_icon("chevron-up" if shown else "chevron-down")

    def _open(self, card: BrokerCard, *_: object) -> None:
        self.opened.emit(card.row.id)


def _factor(each: BrokerFactor, formats: Formats) -> QFrame:
    told = " ".join((*each.evidence, *each.missing))
    words = column(
        Label(each.name, "dense_medium", wrap=True), Label(told, "caption", "text3", wrap=True), gap=2
    )
    said = say(
        "{points} of 100, weighs {weight} %, adds {adds}",
        points=each.points,
        weight=formats.number(each.weight),
        adds=formats.one_decimal(each.adds),
    )
    adds = Label(said, "dense", "text2", tabular=True)
    return framed(row((words, 1), (adds, TOP), gap=12, margins=(0, 5, 0, 5)))
