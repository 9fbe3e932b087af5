"""The cards of a shortlist in the order asked for; a card that did not change is not made anew."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from app.queries.lapses import Lapsing
from app.queries.shortlist_rows import ProviderCard
from app.words import say, say_count
from app.words.formats import Formats
from ui.pages.shortlist.card import CandidateCard
from ui.widgets.buttons import LinkButton
from ui.widgets.fields import Choice
from ui.widgets.layouts import STRETCH, FlowLayout, column, framed, row
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Label

MANY, FIRST = 10, 5
"""From so many cards on, only the first few are shown until more are asked for."""

FAR = 10**9
ORDERS: dict[str, Callable[[ProviderCard], object]] = {
    "match": lambda one: 0,
    "near": lambda one: FAR if one.travel_minutes is None else one.travel_minutes,
    "start": lambda one: one.earliest_start or date.max,
    "price": lambda one: FAR if one.usual is None else one.usual.minor,
}


class CardList(QFrame):
    """The shortlist. Signals carry the candidate's id first."""

    ticked = Signal(object, bool)
    why = Signal(object)
    reasoned = Signal(object, str)
    noted = Signal(object, str)
    waived = Signal(object, str, str)
    restored = Signal(object)
    moved = Signal(object, int, str)
    put_back = Signal(object)

    def __init__(self, *tools: QWidget, last: QWidget | None = None) -> None:
        """`tools` stand before the order, `last` after it."""
        super().__init__()
        self.cards: dict[uuid.UUID, CandidateCard] = {}
        self._rows: tuple[ProviderCard, ...] = ()
        self._lapses: Mapping[uuid.UUID, Lapsing] = {}
        self._broker = False
        self._blocked = ""
        self._formats = Formats()
        self._all = False
        self._names: tuple[str, ...] = ()
        self._order = Choice((), name=say("Sort by"))
        self._order.committed.connect(self._arrange)
        self._more = LinkButton("", icon="plus")
        self._more.clicked.connect(self._show_all)
        self._place = column(gap=12)
        self._sorting = framed(row(Label(say("Sort by"), "dense", "text3"), self._order, gap=8))
        flow = FlowLayout(14)
        for tool in tools:
            flow.addWidget(tool)
        above = row((framed(flow), 1), self._sorting, last, gap=14)
        self.setLayout(column(above, 8, framed(self._place), 8, row(self._more, STRETCH)))

    def show_cards(
        self,
        rows: Sequence[ProviderCard],
        formats: Formats,
        *,
        broker: bool,
        blocked: str,
        lapses: Mapping[uuid.UUID, Lapsing] | None = None,
        everybody: Sequence[str] = (),
    ) -> None:
        """Show `rows`, with what ends too early by provider; the focus stays on the card it was on.

        `everybody` are the names on the list in their order, also of those that are not shown.
        """
        held = self._focused()
        anew = (broker, blocked, formats, tuple(everybody)) != (
            self._broker,
            self._blocked,
            self._formats,
            self._names,
        )
        self._names = tuple(everybody)
        self._rows, self._broker, self._blocked, self._formats = tuple(rows), broker, blocked, formats
        self._lapses = lapses or {}
        if anew or not self._order.combo.count():
            self._order.set_options(_orders(broker))
        wanted = {each.candidate_id for each in rows}
        for key in [key for key, card in self.cards.items() if anew or key not in wanted]:
            self._drop(key)
        for each in rows:
            old = self.cards.get(each.candidate_id)
            if old is None or (old.shown, old.lapsing) != (each, self._lapses.get(each.provider_ref)):
                opened = old.gates_open if old is not None else False
                self._drop(each.candidate_id)
                self.cards[each.candidate_id] = self._make(each, opened)
        self._arrange()
        if held is not None and held[0] in self.cards:
            card = self.cards[held[0]]
            (card.why_button if held[1] else card.target()).setFocus()

    def first(self) -> QWidget | None:
        """Where the focus goes first."""
        item = self._place.itemAt(0)
        card = item.widget() if item is not None else None
        return card.target() if isinstance(card, CandidateCard) else None

    def reveal(self, key: uuid.UUID) -> CandidateCard:
        """The card of a candidate, shown also where only the first few were."""
        if self.cards[key].isHidden():
            self._show_all()
        return self.cards[key]

    def _make(self, each: ProviderCard, opened: bool) -> CandidateCard:
        key = each.candidate_id
        card = CandidateCard(
            each,
            self._formats,
            broker=self._broker,
            blocked=self._blocked,
            open_gates=opened,
            lapsing=self._lapses.get(each.provider_ref),
            others=[name for name in self._names if name != each.name],
        )
        card.setParent(self)  # without one it would be a window of its own until it is laid out
        card.ticked.connect(lambda on: self.ticked.emit(key, on))
        card.why.connect(lambda: self.why.emit(key))
        card.reasoned.connect(lambda words: self.reasoned.emit(key, words))
        card.noted.connect(lambda words: self.noted.emit(key, words))
        card.waived.connect(lambda gate, words: self.waived.emit(key, gate, words))
        card.restored.connect(self.restored)
        card.moved.connect(lambda to, words: self.moved.emit(key, to, words))
        card.put_back.connect(lambda: self.put_back.emit(key))
        return card

    def _drop(self, key: uuid.UUID) -> None:
        card = self.cards.pop(key, None)
        if card is not None:
            self._place.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _arrange(self) -> None:
        """Put the cards into the order that was chosen."""
        order = ORDERS[self._order.value() or "match"]
        rows = sorted(enumerate(self._rows), key=lambda pair: (order(pair[1]), pair[0]))
        few = len(rows) > MANY and not self._all
        shown = [each for _, each in rows[:FIRST]] if few else [each for _, each in rows]
        ids = {each.candidate_id for each in shown}
        for key, card in self.cards.items():
            self._place.removeWidget(card)
            card.setVisible(key in ids)
        for each in shown:
            self._place.addWidget(self.cards[each.candidate_id])
        rest = len(rows) - len(shown)
        self._more.set_words(say_count("Show {count} more", "Show {count} more", rest))
        self._more.setVisible(rest > 0)
        self._sorting.setVisible(len(rows) > 1)
        follow_layout(self)

    def _show_all(self) -> None:
        self._all = True
        self._arrange()

    def _focused(self) -> tuple[uuid.UUID, bool] | None:
        focus = QApplication.focusWidget()
        for key, card in self.cards.items():
            if focus is not None and card.isAncestorOf(focus):
                return key, focus is card.why_button
        return None


def _orders(broker: bool) -> tuple[tuple[str, str], ...]:
    shared = (("match", say("Match")), ("near", say("Distance")), ("start", say("Earliest start")))
    return (*shared, ("price", say("Usual price"))) if broker else shared
