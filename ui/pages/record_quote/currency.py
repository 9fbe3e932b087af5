"""A quote in another currency: told amounts, a dated rate, and what they come to in the project's."""

import uuid
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from app.analysis.exchange import LEAST_RATE, MOST_RATE, DatedRate, RateSource, changed_parts
from app.analysis.money import Money
from app.queries.price_sight import tells_price
from app.queries.quote_currency import QuoteCurrency, quote_currency
from app.services.exchange_rates import convert_quote, keep_own_currency
from app.words import say
from app.workflows.exchange_rates import OfferedRate, bring_rates, rate_currencies, reference_rate
from ui.context import Context
from ui.page import Page
from ui.price_gate import price_gate, sight_of
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import Choice, NumberEdit
from ui.widgets.file_drop import FileDrop
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.states import Banner, EmptyState
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Label, Prose

NOTHING = OfferedRate(None, "")


class QuoteCurrencyPage(Page):
    """Which currency a quote was told in, and the rate that brings it beside the others."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"quote", "quote_request", "project", "rate_file", "evaluation", "price_look"}
    )
    help_topic: ClassVar[str] = "quotes"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._view: QuoteCurrency | None = None
        self._offered = NOTHING
        self._heading = Heading(say("In which currency is this quote?"))
        self._banner_place = column()
        self.currency = Choice((), blank=say("Choose a currency"))
        self.rate = NumberEdit(context.formats, least=LEAST_RATE, most=MOST_RATE, chars=12)
        self._rate_row = FormRow(say("Rate"), self.rate)
        self._offer = Prose("", "dense", "text2")
        self._outcome = Label("", "dense_strong", wrap=True)
        self._parts = column(gap=2)
        self.bring = Button("", "primary")
        self.own = Button("", "quiet")
        self.drop = FileDrop(
            words=say("or drop a newer “eurofxref-hist.zip” of the European Central Bank here"),
            suffixes=(".zip", ".csv"),
            several=False,
            name=say("Newer reference rates"),
        )
        self.currency.committed.connect(self._ask_rate)
        self.rate.committed.connect(self._show_outcome)
        self.bring.clicked.connect(self._bring)
        self.own.clicked.connect(self._keep_own)
        self.drop.committed.connect(self._newer)
        self._form = framed(self._lay_out())
        self.set_body(column(self._heading, 12, framed(self._banner_place), self._form, STRETCH))

    def _lay_out(self) -> Any:
        told = Card(
            column(
                FormRow(
                    say("The amounts as they were typed in are in"),
                    self.currency,
                    help=say("What was told stays beside what it comes to."),
                ),
                16,
                self._rate_row,
                6,
                self._offer,
                12,
                self._outcome,
                4,
                framed(self._parts),
            ),
            padding=18,
        )
        newer = Card(column(Label(say("Newer rates"), "sub15"), 8, self.drop), padding=18)
        return column(told, 14, row(self.bring, self.own, STRETCH, gap=8), 20, newer)

    def title(self) -> str:
        return say("Currency")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        base = f"project/{self.params['project']}"
        provider = self._view.provider if self._view is not None else say("Quote")
        return ((say("Quotes"), f"{base}/quotes"), (provider, f"{base}/quote/{self.params['quote']}"))

    def primary_focus(self) -> QWidget | None:
        return None if self._form.isHidden() else self.currency.target()

    def refresh(self) -> None:
        """Read the quote again."""
        context = self.context
        project, key = uuid.UUID(self.params["project"]), uuid.UUID(self.params["quote"])
        sight = sight_of(context, project)
        if sight.hides(key) and context.operations.read(partial(tells_price, quote_id=key)):
            clear(self._banner_place)
            self._form.hide()
            self._banner_place.addWidget(price_gate(context, project, sight))
            return
        found = context.operations.read(
            partial(
                quote_currency,
                lens=context.lens,
                quote_id=key,
                formats=context.formats,
                today=context.today(),
            )
        )
        clear(self._banner_place)
        self._form.setVisible(found is not None and found.price is not None and found.editable)
        before, self._view = self._view, found
        if found is None:
            empty = EmptyState(
                "scale", say("This quote is no longer here"), say("It may have been taken back.")
            )
            self._banner_place.addWidget(empty)
            return
        note = _note(found)
        if note:
            self._banner_place.addWidget(Banner(note, "info"))
            self._banner_place.addSpacing(12)
        if found.editable and found.price is not None and found != before:
            self._show(found)
        follow_layout(self)
        self.title_changed.emit()

    def _show(self, found: QuoteCurrency) -> None:
        codes = context_currencies(self.context, found.currency)
        self.currency.set_options([(code, code) for code in codes], blank=say("Choose a currency"))
        self.currency.set_value(found.told_in)
        self.bring.set_words(say("Bring it into {currency}", currency=found.currency))
        self.own.set_words(say("It is in {currency} after all", currency=found.currency))
        self.own.setVisible(bool(found.told_in))
        self.rate.set_value(found.rate)
        self._ask_rate()

    def _ask_rate(self) -> None:
        """Offer the reference rate of the day for the currency that is chosen."""
        found, code = self._view, self.currency.value()
        if found is None or not code:
            self._offered = NOTHING
        else:
            offered = self.context.operations.carry_out(
                partial(
                    reference_rate, of=code, into=found.currency, on=found.day, formats=self.context.formats
                )
            )
            self._offered = offered or NOTHING
            kept = found.rate if code == found.told_in else None
            self.rate.set_value(kept if kept is not None else self._reference())
        self._show_outcome()

    def _reference(self) -> Decimal | None:
        return self._offered.rate.rate if self._offered.rate is not None else None

    def _show_outcome(self) -> None:
        found, dated = self._view, self._dated()
        by_hand = dated is not None and dated.source is RateSource.BY_HAND
        words = say("Typed by hand, and marked so wherever it is shown.") if by_hand else ""
        self._offer.setText("\n".join(filter(None, (self._offered.words, words))))
        self._offer.setVisible(bool(self._offered.words or words))
        self._rate_row.setVisible(bool(self.currency.value()))
        self.bring.setEnabled(dated is not None)
        self._outcome.setText("")
        clear(self._parts)
        if found is None or dated is None or found.told is None:
            return
        formats = self.context.formats
        told = Money.of(found.told, dated.of)
        for words in self._parts_of(found, dated, told):
            self._parts.addWidget(Label(words, "dense", "text2", wrap=True))
        self._outcome.setText(
            say(
                "The price of {told} comes to {ours}.",
                told=formats.money(told),
                ours=formats.money(dated.change(told)),
            )
        )

    def _parts_of(self, found: QuoteCurrency, dated: DatedRate, price: Money) -> Iterator[str]:
        """What goes with the price, each as told and as it comes out: stage payments, and what runs."""
        sums = [None if amount is None else Money.of(amount, dated.of) for _, amount in found.stages]
        named = [
            *zip((name for name, _ in found.stages), sums, changed_parts(sums, price, dated), strict=True)
        ]
        rest = [(name, Money.of(amount, dated.of)) for name, amount in found.besides]
        named += [(name, told, dated.change(told)) for name, told in rest]
        for name, told, ours in named:
            if told is None or ours is None:
                yield say("{what}: not said", what=name)
            else:
                money = self.context.formats.money
                yield say("{what}: {told} comes to {ours}", what=name, told=money(told), ours=money(ours))

    def _dated(self) -> DatedRate | None:
        """The rate as typed: the bank's where it is the bank's figure, else by hand for the day of the deadline."""
        found, code, rate = self._view, self.currency.value(), self.rate.value()
        if found is None or not code or rate is None or self.rate.problem():
            return None
        offered = self._offered.rate
        if offered is not None and offered.rate == rate:
            return offered
        return DatedRate(code, found.currency, rate, found.day, RateSource.BY_HAND)

    def _bring(self) -> None:
        found, dated = self._view, self._dated()
        if found is None or dated is None:
            return
        verb = partial(convert_quote, quote_id=found.quote_id, rate=dated, on=self.context.today())
        label = say(
            "Bring the quote of {provider} into {currency}", provider=found.provider, currency=found.currency
        )
        done = say(
            "The quote of {provider} is in {currency}.", provider=found.provider, currency=found.currency
        )
        if self.context.operations.succeeded(verb, label, done=done):
            self.context.go(f"project/{self.params['project']}/quote/{found.quote_id}")

    def _keep_own(self) -> None:
        found = self._view
        if found is None:
            return
        verb = partial(keep_own_currency, quote_id=found.quote_id, on=self.context.today())
        label = say(
            "Take the quote of {provider} as told in {currency}",
            provider=found.provider,
            currency=found.currency,
        )
        if self.context.operations.succeeded(verb, label):
            self.context.go(f"project/{self.params['project']}/quote/{found.quote_id}")

    def _newer(self) -> None:
        paths = self.drop.value()
        if not paths:
            return
        path: Path = paths[0]
        self.drop.set_value(())
        history = self.context.operations.carry_out(
            partial(bring_rates, path=path, on=self.context.today()), done=say("Newer rates are kept.")
        )
        if history is not None and self._view is not None:
            self._show(self._view)


def context_currencies(context: Context, own: str) -> list[str]:
    """What can be chosen: every currency the bank gives a rate for, but the project's."""
    codes = context.operations.carry_out(rate_currencies) or ()
    return [code for code in codes if code != own]


def _note(found: QuoteCurrency) -> str:
    if not found.editable:
        told = say("This quote has been compared, so it stays as it is.")
        return say("{told} {rate}", told=told, rate=found.rate_words) if found.rate_words else told
    if found.price is None:
        return say("Type in and save the price as it was told; then say which currency it is in.")
    return found.rate_words
