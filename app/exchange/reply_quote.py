"""A reply's values as a quote: the facts, lines and coverage that the form of a quote holds, and our own sums.

What a provider did not say stays not said. What is taken is only what a form asks; the sums are reckoned here and
never read.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from app.analysis.money import Money
from app.analysis.quote_facts import (
    CoverageFacts,
    LineFacts,
    QuotedStage,
    QuoteFacts,
    add_up,
    sum_of_stages,
    taxed_price,
)
from app.analysis.reply_facts import Finding, Found
from app.analysis.tax_rates import Taxed, by_rate, is_rate
from app.exchange.reply_values import Understood, Value

LINES, STAGES = 99, 99
"""Rows of a form are looked for until there are none; no form has as many."""

HUNDRED = Decimal(100)


class ReadQuote(NamedTuple):
    """What a reply offers, ready to be kept as a quote."""

    facts: QuoteFacts
    lines: tuple[LineFacts, ...]
    coverage: tuple[CoverageFacts, ...]
    declined: bool
    reason: str
    findings: tuple[Finding, ...]


def read_quote(
    understood: Understood,
    *,
    items: Sequence[uuid.UUID],
    tiers: Mapping[str, str],
    role_of: Callable[[str], str],
    currency: str,
    received_on: date,
) -> ReadQuote:
    """The quote in a reply; `tiers` says where a place of the form is, `role_of` which role a title names."""
    values = _Values(understood.values, currency)
    price = values.money("price.total")
    taxes = _taxes(values, lines := _lines(values, tiers, role_of))
    if taxes.get("tax") != "excluded":
        lines = tuple(replace(line, tax_rate=None) for line in lines)
    facts = QuoteFacts(
        received_on=received_on,
        valid_until=values.day("terms.valid_until"),
        pricing_model=values.text("price.model"),
        price=price,
        **taxes,
        hardware=values.money("price.hardware"),
        support_month=values.money("run.support_month"),
        licences_month=values.money("run.licences_month"),
        weeks=values.whole("terms.weeks"),
        ready_by=values.day("terms.ready_by"),
        retention_share=values.share("terms.retention"),
        warranty_days=values.whole("terms.warranty_days"),
        on_site_person=values.text("people.on_site"),
        on_site_days=values.text("people.on_site_days"),
        remote_place=values.text("people.place"),
        shared_hours=values.hours("people.shared_hours"),
        owner_days=values.number("people.owner_days"),
        assumptions=values.listed("assumptions"),
        exclusions=values.listed("exclusions"),
        stages=_stages(values),
    )
    return ReadQuote(
        facts,
        lines,
        _coverage(values, items),
        values.text("declined") == "yes",
        values.text("declined.reason"),
        (*understood.findings, *_sums(facts, lines), *_gross(values, facts, lines), *values.odd),
    )


class _Values:
    """Values by their key and kind; what no quote can hold is noted as odd and not said."""

    def __init__(self, values: Mapping[str, Value], currency: str) -> None:
        self._values = values
        self._currency = currency
        self.odd: list[Finding] = []

    def text(self, key: str) -> str:
        value = self._values.get(key, "")
        return value if isinstance(value, str) else ""

    def money(self, key: str) -> Money | None:
        value = self._values.get(key)
        return value if isinstance(value, Money) and value.currency == self._currency else None

    def number(self, key: str) -> Decimal | None:
        value = self._values.get(key)
        return value if isinstance(value, Decimal) else None

    def share(self, key: str) -> Decimal | None:
        return self._within(key, Decimal(1))

    def rate(self, key: str) -> Decimal | None:
        """A tax rate; the whole of an amount and more is none."""
        value = self.number(key)
        if value is not None and not is_rate(value):
            self.note_rate(key)
            return None
        return value

    def note_rate(self, key: str) -> None:
        """Tell a tax rate that was not taken, in percent, as it was asked."""
        value = self.number(key)
        if value is not None:
            self.note(key, (value * HUNDRED).normalize() + 0)

    def hours(self, key: str) -> Decimal | None:
        return self._within(key, Decimal(24))

    def whole(self, key: str) -> int | None:
        value = self._within(key, Decimal(10_000))
        if value is not None and value != value.to_integral_value():
            self.note(key, value)
            return None
        return None if value is None else int(value)

    def day(self, key: str) -> date | None:
        value = self._values.get(key)
        return value if isinstance(value, date) else None

    def listed(self, key: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.text(key).splitlines() if line.strip())

    def _within(self, key: str, most: Decimal) -> Decimal | None:
        value = self.number(key)
        if value is not None and value > most:
            self.note(key, value)
            return None
        return value

    def note(self, key: str, value: Decimal) -> None:
        """Tell a number that was not taken."""
        self.odd.append(Finding(Found.MISREAD, key, format(value, "f")))


OTHER_RATES = (
    ("hardware_tax_rate", "price.hardware_tax"),
    ("support_tax_rate", "run.support_tax"),
    ("licences_tax_rate", "run.licences_tax"),
)


def _taxes(values: _Values, lines: tuple[LineFacts, ...]) -> dict[str, Any]:
    """What is said of tax, and every rate that differs.

    A form that leaves out its own rate and gives one for every priced line has said all of its price: the rate of the
    greatest part is then its own. Rates without tax that comes on top are told and not taken.
    """
    tax, own = values.text("price.tax"), values.rate("price.tax_rate")
    others = {name: rate for name, key in OTHER_RATES if (rate := values.rate(key)) is not None}
    if tax == "excluded" and own is None:
        own = _greatest(lines)
    if tax == "excluded" and own is not None:
        return {"tax": tax, "tax_rate": own, **others}
    keys = [key for name, key in OTHER_RATES if name in others]
    keys += [
        f"line{number}.tax" for number in range(1, LINES) if values.number(f"line{number}.tax") is not None
    ]
    for key in keys:
        values.note_rate(key)
    return {"tax": tax} if tax in ("none", "reverse_charge") else {}


def _greatest(lines: tuple[LineFacts, ...]) -> Decimal | None:
    """The rate that most of the lines' money bears; None where a priced line says none."""
    parts = [(amount, line.tax_rate) for line in lines if (amount := line.amount) is not None]
    told = by_rate(Taxed(rate, amount) for amount, rate in parts if rate is not None)
    if not told or any(rate is None for _, rate in parts):
        return None
    return max(told, key=lambda part: part.net.minor).rate


def _lines(values: _Values, tiers: Mapping[str, str], role_of: Callable[[str], str]) -> tuple[LineFacts, ...]:
    lines = []
    for number in range(1, LINES):
        key = f"line{number}"
        package, title = values.text(f"{key}.package"), values.text(f"{key}.role")
        days, rate = values.number(f"{key}.days"), values.money(f"{key}.rate")
        if not (package or title or days is not None or rate is not None):
            continue
        where = tiers.get(values.text(f"{key}.where"), "")
        line = LineFacts(None, package, role_of(title) or title, where, days or Decimal(0), rate)
        tax = values.rate(f"{key}.tax")
        if tax is not None and rate is None:
            values.note_rate(f"{key}.tax")  # nothing that it could be reckoned on
            tax = None
        lines.append(replace(line, tax_rate=tax))
    return tuple(lines)


def _coverage(values: _Values, items: Sequence[uuid.UUID]) -> tuple[CoverageFacts, ...]:
    said = []
    for number, item in enumerate(items, start=1):
        answer, note = values.text(f"m{number}.answer"), values.text(f"m{number}.note")
        known: Any = answer if answer in ("included", "partly", "not_included") else "not_said"
        said.append(CoverageFacts(item, known, note))
    return tuple(said)


def _stages(values: _Values) -> tuple[QuotedStage, ...]:
    keys = (f"stage{number}" for number in range(1, STAGES))
    stages = (
        QuotedStage(
            " ".join(values.text(f"{key}.name").split()),
            values.day(f"{key}.date"),
            values.money(f"{key}.amount"),
        )
        for key in keys
    )
    return tuple(stage for stage in stages if stage != QuotedStage())


def _sums(facts: QuoteFacts, lines: tuple[LineFacts, ...]) -> tuple[Finding, ...]:
    """Where the stated total is not what lines or stages come to."""
    found, price = [], facts.price
    check = add_up(lines, price)
    if check is not None and price is not None and check.difference:
        found.append(_differs(Found.SUM_LINES, price, check.sum_of_lines))
    total = sum_of_stages(facts.stages)
    if total is not None and price is not None and total != price:
        found.append(_differs(Found.SUM_STAGES, price, total))
    return tuple(found)


def _gross(values: _Values, facts: QuoteFacts, lines: tuple[LineFacts, ...]) -> tuple[Finding, ...]:
    """Where the stated price with tax is not what price and rates come to; without tax that is the price."""
    gross, price = values.money("price.gross"), facts.price
    if gross is None or price is None or facts.tax == "not_stated":
        return ()
    taxed = taxed_price(lines, price, facts.tax, facts.tax_rate)
    ours = sum((part.tax for part in taxed), price)
    return () if gross == ours else (_differs(Found.SUM_TAX, gross, ours, "price.gross"),)


def _differs(kind: Found, stated: Money, ours: Money, key: str = "price.total") -> Finding:
    return Finding(kind, key, _plain(stated), _plain(ours))


def _plain(amount: Money) -> str:
    return f"{amount.minor} {amount.currency}"
