"""The providers of a round, one line each: how far each is, and what can be done about it."""

import uuid
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.queries.lapses import Lapsing
from app.queries.quotes import QuoteRow
from app.words import say
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Line
from ui.widgets.chips import StatusChip
from ui.widgets.lapse_line import LapseLine
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Label

NARROW = 1000
"""Effective width under which how long a price holds stands under the price."""


class RoundTable(QFrame):
    """Rows of the round. Each emits its own id when one of its buttons is pressed."""

    opened = Signal(object)
    declined = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._place = column()
        self._lapses: Mapping[uuid.UUID, Lapsing] = {}
        self.first: QWidget | None = None
        """The first thing that can be done about any of them."""
        self.setLayout(column(Card(framed(self._place), padding=(18, 12, 14, 12))))
        self.setAccessibleName(say("Who has been asked"))

    def show_rows(
        self,
        rows: Sequence[QuoteRow],
        *,
        blocked: str,
        narrow: bool,
        lapses: Mapping[uuid.UUID, Lapsing] | None = None,
    ) -> None:
        """Show `rows`, with what ends too early by quote; with `blocked`, quotes can only be read."""
        self._lapses = lapses or {}
        clear(self._place)
        self.first = None
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(9)
        titles = (say("Provider"), say("Where it stands"), say("Price, excl. tax"), say("Must-haves"))
        for at, title in enumerate(titles):
            grid.addWidget(Label(title, "caption_medium", "text3", wrap=at != 3), 0, at)
        for place, each in enumerate(rows):
            grid.addWidget(Line(), 2 * place + 1, 0, 1, 5)
            for at, cell in enumerate(self._cells(each, blocked, narrow)):
                grid.addWidget(cell, 2 * place + 2, at)
        for at, share in enumerate((30, 30, 26, 12, 0)):
            grid.setColumnStretch(at, share)
        self._place.addWidget(framed(grid))

    def _cells(self, each: QuoteRow, blocked: str, narrow: bool) -> tuple[QWidget, ...]:
        sent = say("asked {day}", day=each.sent) if each.sent and each.state != "draft" else ""
        chip = StatusChip(each.status, each.tone, icon=each.icon)
        about = each.note or each.due or (say("came {day}", day=each.received) if each.received else "")
        has_price = each.price.excl is not None
        waits = say("Not shown yet") if each.price_waits else ""
        figure = Label(
            each.price.excl_text if has_price else waits or "–",
            "dense" if waits else "dense_medium",
            "text3" if waits else "text",
            tabular=has_price,
        )
        figure.setAccessibleName(each.price.line if has_price else waits or say("No price yet"))
        below = [say("incl. tax {amount}", amount=each.price.incl_text)] if each.price.incl else []
        below += [each.valid] if each.valid and (has_price or waits) else []
        return (
            _two(Label(each.provider, "dense_strong", wrap=True), sent, self._lapse(each)),
            _two(chip, about),
            _two(figure, ("\n" if narrow else " · ").join(below)),
            Label(each.coverage or "–", "dense", tabular=True),
            self._buttons(each, blocked),
        )

    def _lapse(self, each: QuoteRow) -> QWidget | None:
        found = self._lapses.get(each.id)
        if found is None or each.state in ("declined", "lapsed", "withdrawn"):
            return None
        return LapseLine(found, short=True, role="caption_medium")

    def _buttons(self, each: QuoteRow, blocked: str) -> QWidget:
        can_write = each.can_record and not blocked
        words = (
            say("Record its quote")
            if each.state in ("invited", "draft") and can_write
            else say("Open its quote")
        )
        record = Button(words, dense=True)
        record.setAccessibleName(
            say("Record the quote of {provider}", provider=each.provider)
            if each.state in ("invited", "draft") and can_write
            else say("Open the quote of {provider}", provider=each.provider)
        )
        record.clicked.connect(lambda: self.opened.emit(each.id))
        silent = each.state in ("declined", "lapsed") or (each.state == "invited" and bool(blocked))
        decline = Button(say("Declined…"), "quiet", dense=True)
        decline.setAccessibleName(say("Record that {provider} declined", provider=each.provider))
        decline.clicked.connect(lambda: self.declined.emit(each.id, each.provider))
        parts = (decline if each.can_decline and not blocked else None, None if silent else record)
        if parts[0] is None:
            decline.deleteLater()
        if silent:
            record.deleteLater()
        self.first = self.first or (None if silent else record)
        holder = framed(row(STRETCH, *parts, gap=4))
        holder.setMinimumHeight(theme().px(40))
        return holder


def _two(first: QWidget, second: str, third: QWidget | None = None) -> QWidget:
    under = Label(second, "caption", "text3", wrap=True) if second else None
    inner = column(
        STRETCH,
        row(first, gap=0) if isinstance(first, Label) else row(first, STRETCH),
        under,
        third,
        STRETCH,
        gap=2,
    )
    return framed(inner)
