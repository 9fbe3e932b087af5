"""Rows of the comparison that put quotes on one footing: currency, basis of gaps, and all that comes with a price.

A row stands wherever one of the quotes that are in has something to say in it, so that every page of a long
comparison has the same rows.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from app.analysis.exchange import RateSource
from app.analysis.full_cost import Band, FullCost, Part
from app.analysis.money import Money
from app.queries.comparison_rows import ComparisonCell, ComparisonRow, not_said
from app.queries.full_costs import FullCosts
from app.queries.quote_offers import Offer
from app.words import say
from app.words.formats import Formats

PARTS: Mapping[Part, Callable[[], str]] = {
    Part.PRICE: lambda: say("The price"),
    Part.GAPS: lambda: say("To cover the gaps"),
    Part.BOUGHT: lambda: say("Things you buy yourself"),
    Part.RUNNING: lambda: say("Running it for three years"),
    Part.TAX: lambda: say("Tax you do not get back"),
    Part.OWNER_TIME: lambda: say("Your own time"),
    Part.COORDINATION: lambda: say("Steering the work"),
    Part.TRANSITION: lambda: say("Handing over to a team elsewhere"),
    Part.TRAVEL: lambda: say("Travel and tools for a team elsewhere"),
    Part.CHANGES: lambda: say("Held for changes on the way"),
    Part.RISKS: lambda: say("What may go wrong, by its chance"),
    Part.PAYMENT_TERMS: lambda: say("Paying stage by stage, before the end"),
}


class FootingRows:
    """The rows for `shown`, out of all quotes that are in."""

    def __init__(
        self, costs: FullCosts, every: Sequence[Offer], shown: Sequence[Offer], formats: Formats
    ) -> None:
        self._costs = costs
        self._every = every
        self._shown = shown
        self._formats = formats

    def currency(self) -> list[ComparisonRow]:
        """As told, at which rate of which day; nothing where all quotes are in one currency."""
        if not any(told_price(offer) for offer in self._every):
            return []
        return [self._row("currency", say("As the provider told it"), self._currency_cell)]

    def gap_basis(self) -> list[ComparisonRow]:
        """What the allowances rest on; nothing where no quote has a gap with a figure."""
        if not any(row.allowance for offer in self._every for row in offer.coverage.values()):
            return []
        return [self._row("gap_basis", say("What the gap figures rest on"), self._basis_cell)]

    def beside_price(self) -> list[ComparisonRow]:
        """The owner's time, coordination, and the whole as expected and as enough; nothing without a footing."""
        if self._costs.footing is None:
            return []
        rows = [
            self._row("owner_time", say("Your own time"), lambda o: self._part_cell(o, Part.OWNER_TIME)),
            self._row(
                "coordination", say("Steering the work"), lambda o: self._part_cell(o, Part.COORDINATION)
            ),
            self._row("expected", say("All in, over three years"), self._expected_cell),
            self._row("enough", say("Enough in half · in four of five"), self._enough_cell),
        ]
        if self._costs.band is not None:
            rows.append(self._row("band", say("Beside our own estimate"), self._band_cell))
        return rows

    def _row(self, key: str, title: str, cell: Callable[[Offer], ComparisonCell]) -> ComparisonRow:
        cells = tuple(cell(offer) for offer in self._shown)
        return ComparisonRow(key, title, cells, len({each.text for each in cells}) > 1)

    def _cost(self, offer: Offer) -> FullCost:
        return self._costs.costs[offer.quote.id]

    def _currency_cell(self, offer: Offer) -> ComparisonCell:
        told, quote = told_price(offer), offer.quote
        if told is None or quote.exchange_rate is None or quote.price is None:
            if quote.price is None:
                return not_said()
            return ComparisonCell(
                say("In {currency}", currency=quote.price.currency), detail=say("Nothing was changed.")
            )
        return ComparisonCell(
            say(
                "{amount} at {rate}, {day}",
                amount=self._formats.money_short(told),
                rate=self._formats.number(quote.exchange_rate),
                day=self._formats.short_day(quote.exchange_on),
            ),
            tone="warn" if quote.exchange_source == RateSource.BY_HAND.value else "plain",
            icon="pencil" if quote.exchange_source == RateSource.BY_HAND.value else "",
            detail=rate_sentence(
                told.currency,
                quote.price.currency,
                quote.exchange_rate,
                quote.exchange_on,
                quote.exchange_source,
                self._formats,
            ),
            value=told.decimal,
        )

    def _basis_cell(self, offer: Offer) -> ComparisonCell:
        bases = [row.allowance_basis for row in offer.coverage.values() if row.allowance]
        if not bases:
            return ComparisonCell(say("No gap"), detail=say("No gap to fill."))
        different = list(dict.fromkeys(bases))
        return ComparisonCell("\n".join(different), detail="\n".join(different))

    def _part_cell(self, offer: Offer, part: Part) -> ComparisonCell:
        cost = self._cost(offer)
        amount = cost.parts.get(part)
        if amount is None:
            return ComparisonCell(say("Not known"), "neutral", "circle-help", detail=self._why_missing(part))
        return ComparisonCell(
            self._formats.money(amount), detail=self._how(offer, part), value=amount.decimal
        )

    def _how(self, offer: Offer, part: Part) -> str:
        footing = self._costs.footing
        assert footing is not None
        facts, numbers = footing.facts, self._formats
        if part is Part.OWNER_TIME:
            return say(
                "{days} of your own days at {amount} a day. {source}",
                days=numbers.number(offer.quote.owner_days),
                amount=numbers.money_short(facts.owner_day),
                source=facts.source,
            )
        return say(
            "{hours} hours a week for {weeks} at {amount} an hour, so that a slow quote pays for its "
            "calendar. {source}",
            hours=numbers.number(facts.coordination_hours),
            weeks=numbers.weeks(offer.quote.weeks or 0),
            amount=numbers.money_short(facts.coordination_hour),
            source=facts.source,
        )

    def _why_missing(self, part: Part) -> str:
        return _MISSING.get(part, lambda: say("The quote does not say."))()

    def _expected_cell(self, offer: Offer) -> ComparisonCell:
        cost = self._cost(offer)
        lines = [
            say("{part}: {amount}", part=PARTS[part](), amount=self._formats.money(amount))
            for part, amount in cost.parts.items()
            if amount
        ]
        left_out = [PARTS[part]() for part in cost.missing]
        if left_out:
            lines.append(say("Not reckoned, as nobody has said: {parts}.", parts="; ".join(left_out)))
        footing = self._costs.footing
        if footing is not None:
            lines.append(settled_words(footing.fixed_on, footing.fixed_by, self._formats))
        detail = "\n".join(lines)
        if cost.expected is None:
            return ComparisonCell(say("Not known"), "neutral", "circle-help", detail=detail)
        return ComparisonCell(
            self._formats.money(cost.expected),
            tone="warn" if left_out else "plain",
            icon="triangle-alert" if left_out else "",
            detail=detail,
            value=cost.expected.decimal,
        )

    def _enough_cell(self, offer: Offer) -> ComparisonCell:
        cost = self._cost(offer)
        if cost.percentiles is None:
            return ComparisonCell(
                say("Not known"), "neutral", "circle-help", detail=self._why_missing(Part.PRICE)
            )
        half, most = cost.percentiles
        by_the_day = bool(cost.spread.days)
        why = (
            say(
                "The days are paid as they come, so they may be fewer or more; what may go wrong is counted in."
            )
            if by_the_day
            else say("The price is fixed; only what may go wrong makes it more.")
        )
        return ComparisonCell(
            say("{half} · {most}", half=self._short(half), most=self._short(most)),
            detail=say(
                "In one of two cases {half} is enough, in four of five {most}. {why}",
                half=self._formats.money(half),
                most=self._formats.money(most),
                why=why,
            ),
            value=most.decimal,
        )

    def _band_cell(self, offer: Offer) -> ComparisonCell:
        band, cost = self._costs.band, self._cost(offer)
        assert band is not None
        if any(part in cost.missing for part in (Part.PRICE, Part.GAPS, Part.RUNNING)):
            return ComparisonCell(say("Not known"), "neutral", "circle-help", detail=self._band_words(band))
        asked = (Part.PRICE, Part.GAPS, Part.BOUGHT, Part.RUNNING)
        known = sum(cost.parts[part].minor for part in asked)
        whole = Money(known, cost.currency)
        detail = self._band_words(band)
        if band.holds(whole):
            return ComparisonCell(
                say("Within it"), "success", "circle-check", detail=detail, value=whole.decimal
            )
        words = (
            say("Under it: ask what is left out") if whole < band.low else say("Above it: ask what drives it")
        )
        return ComparisonCell(words, "warn", "triangle-alert", detail=detail, value=whole.decimal)

    def _band_words(self, band: Band) -> str:
        return say(
            "Our own estimate over three years is {likely}, from {low} to {high}: price, gaps, what you buy and "
            "running it, as it was written down before any quote.",
            likely=self._formats.money_short(band.likely),
            low=self._formats.money_short(band.low),
            high=self._formats.money_short(band.high),
        )

    def _short(self, amount: Money) -> str:
        return self._formats.money_short(amount.rounded_to(Decimal(10)))


def told_price(offer: Offer) -> Money | None:
    """The price in the currency it was told in; None where it was told in the project's, or typed over since."""
    told, price = offer.quote.told, offer.quote.price
    if not told or price is None or told.get("price:ours") != format(price.decimal, "f"):
        return None
    return Money.of(Decimal(told["price"]), told["currency"])


def rate_sentence(of: str, into: str, rate: Decimal, on: date | None, source: str, formats: Formats) -> str:
    """At which rate a quote was changed, of which day, and where the rate is from."""
    values = {"of": of, "into": into, "rate": formats.number(rate), "day": formats.day(on)}
    if source == RateSource.BY_HAND.value:
        return say("1 {of} = {rate} {into}, typed by hand for {day}.", **values)
    return say("1 {of} = {rate} {into}, reference rate of the European Central Bank of {day}.", **values)


def settled_words(on: date, by: str, formats: Formats) -> str:
    """Who settled what quotes are reckoned with, and when."""
    if not by:
        return say("Settled for all quotes alike on {day}, before they came.", day=formats.day(on))
    return say(
        "Settled for all quotes alike by {name} on {day}, before they came.", name=by, day=formats.day(on)
    )


_MISSING: Mapping[Part, Callable[[], str]] = {
    Part.PRICE: lambda: say("The price, a gap or what running it costs is not known."),
    Part.OWNER_TIME: lambda: say("Nobody has said how many of your own days it takes, or what one is worth."),
    Part.COORDINATION: lambda: say("How long it takes, or what steering it costs, is not known."),
}
