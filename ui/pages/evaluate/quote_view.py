"""One quote under judgement: twelve criteria, then red flags, interviews and references."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.queries.evaluation_rows import JudgedQuote
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.pages.evaluate.criterion import CriterionCard
from ui.pages.evaluate.flags import FlagSection
from ui.pages.evaluate.talks import InterviewSection, ReferenceSection
from ui.widgets.layouts import column, framed
from ui.widgets.states import Banner
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Label


class QuoteView(QFrame):
    """Made anew for another quote or another scorer, as what is being typed belongs to both."""

    opened = Signal(object)
    """A small form that was opened somewhere, or None where only its questions changed."""

    def __init__(self, context: Context, shown: JudgedQuote, scorer: str, *, editable: bool) -> None:
        super().__init__()
        self.quote_id = shown.quote_id
        self.provider = shown.provider
        self.scorer = scorer
        self.cards = {row.criterion: CriterionCard(row) for row in shown.criteria}
        self.flags = FlagSection()
        self.interviews = InterviewSection()
        self.references = ReferenceSection()
        for card in self.cards.values():
            card.opened.connect(self.opened)
        for signal in (self.flags.opened, self.interviews.opened, self.references.opened):
            signal.connect(self.opened)
        self._stops = column(gap=6)
        self._not_known = Label("", "dense", "warn_text", wrap=True)
        cards = column(gap=12)
        for card in self.cards.values():
            cards.addWidget(card)
        self.setLayout(
            column(
                framed(self._stops), self._not_known, 8, framed(cards), 12, self.flags, 12, self.interviews,
                12, self.references,
            )
        )  # fmt: skip
        self._drafts: dict[str, DraftKeeper] = {}
        for name, card in self.cards.items():
            keeper = DraftKeeper(context.drafts, f"judge/{shown.quote_id}/{scorer}/{name}", self)
            keeper.keep("mark", card.mark)
            keeper.keep("why", card.sentence)
            self._drafts[name] = keeper
        self.show_quote(shown, editable=editable, broker=True)

    def begin(self) -> None:
        """Put back what was being typed when the page was left."""
        for keeper in self._drafts.values():
            keeper.begin()

    def show_quote(self, shown: JudgedQuote, *, editable: bool, broker: bool) -> None:
        """Show how the quote stands now; what is being typed is spared."""
        for row in shown.criteria:
            self.cards[row.criterion].show_row(row, editable=editable)
        self.flags.show_quote(shown, editable=editable, broker=broker)
        self.interviews.show_rows(shown, shown.interviews, editable=editable)
        self.references.show_rows(shown, shown.references, editable=editable)
        while item := self._stops.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for words in shown.stops:
            self._stops.addWidget(Banner(words, "danger"))
        self._not_known.setText(shown.not_known)
        self._not_known.setVisible(bool(shown.not_known))
        follow_layout(self)

    def kept(self) -> None:
        """What is on record is no draft any more."""
        for name, card in self.cards.items():
            if card.whole and self._drafts[name].pending:
                self._drafts[name].applied()

    def flush(self) -> None:
        """Keep what is being typed."""
        for keeper in self._drafts.values():
            keeper.flush()

    def first_open(self) -> CriterionCard | None:
        """The first criterion that the reader has not scored."""
        return next((card for card in self.cards.values() if card.open), None)

    def turn(self, step: int) -> CriterionCard | None:
        """To the next criterion that is still to be scored, or the one before; returns it."""
        cards = list(self.cards.values())
        focus = self.window().focusWidget()
        here = next(
            (at for at, card in enumerate(cards) if focus is not None and card.isAncestorOf(focus)), -1
        )
        order = (
            cards[here + 1 :] + cards[: here + 1]
            if step > 0
            else cards[:here][::-1] + cards[max(here, 0) :][::-1]
        )
        wanted = next((card for card in order if card.open), None)
        if wanted is not None:
            wanted.mark.target().setFocus(Qt.FocusReason.TabFocusReason)
        return wanted
