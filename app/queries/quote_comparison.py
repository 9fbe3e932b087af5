"""Quotes side by side, scope before price, finished for the screen: each cell in words, tone and detail."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis import quotes
from app.analysis.comparison import Cell, Group, Row, compare
from app.analysis.coverage import Coverage as Answer
from app.analysis.coverage import CoverageCount
from app.analysis.money import Money
from app.analysis.quote_facts import add_up
from app.analysis.quote_flags import OF_PRICES, QuoteFlag
from app.analysis.quotes import MONTHS, Cost
from app.domain.briefs import BriefItem
from app.domain.quotes import IN, Quote
from app.queries.comparison_rows import (
    Comparison,
    ComparisonCell,
    ComparisonColumn,
    ComparisonGroup,
    ComparisonRow,
    not_said,
)
from app.queries.comparison_words import (
    BEST,
    COVERAGE,
    GROUP_TITLES,
    MISSING,
    OWN_ROW_TITLES,
    ROW_TITLES,
    explained_difference,
    flag_sentence,
)
from app.queries.footing_rows import FootingRows
from app.queries.full_costs import full_costs
from app.queries.lens import Lens
from app.queries.quote_offers import Offer, Round, asked, comparable, kept_efforts, latest_round
from app.queries.quote_taxes import BUILD, EVERYTHING, RUNNING, costs_of, taxed_costs
from app.queries.stage_payments import stage_rows
from app.queries.tax_cells import tax_cells
from app.queries.totals import total
from app.words import say, say_count
from app.words.formats import Formats

__all__ = [
    "MOST_SHOWN",
    "Comparison",
    "ComparisonCell",
    "ComparisonColumn",
    "ComparisonGroup",
    "ComparisonRow",
    "comparison",
    "not_said",
]

MOST_SHOWN = 4
NOT_RECORDED = (Row.REPLY_HOURS, Row.ON_SITE_DAYS)
"""Rows of the analysis that a recorded quote has no figure for: days on site stand beside the person."""


def comparison(
    session: Session,
    *,
    lens: Lens,
    project_id: uuid.UUID,
    formats: Formats,
    today: date,
    quote_ids: Sequence[uuid.UUID] = (),
    prices: bool = True,
) -> Comparison:
    """The quotes that are in, at most four: those named, else the first. Nothing private is ever in it.

    Both lenses see the same: a comparison is what owner and broker look at together. Without `prices` no sum of
    any quote is in it, and nothing that follows from one.
    """
    found = latest_round(session, project_id)
    if found is None:
        return Comparison((), (), say("This project is no longer here."))
    all_in = [offer for offer in found.offers if offer.quote.state in IN]
    named = [offer for key in quote_ids for offer in all_in if offer.quote.id == key]
    shown = (named or all_in)[:MOST_SHOWN]
    others = tuple((o.quote.id, o.quote.provider_name) for o in all_in if o not in shown)
    groups = _groups(session, found, all_in, shown, formats, today, prices)
    open_to_choose = found.request is not None and found.request.state in (
        "closed",
        "evaluated",
        "issued",
        "extended",
    )
    columns = tuple(
        ComparisonColumn(
            offer.quote.id,
            offer.quote.provider_name,
            _subtitle(offer.quote, formats),
            offer.quote.state == "accepted",
            open_to_choose and offer.quote.state in ("submitted", "scored"),
        )
        for offer in shown
    )
    return Comparison(columns, groups, _note(len(all_in), found.request, formats), others)


def _groups(
    session: Session,
    found: Round,
    all_in: Sequence[Offer],
    shown: Sequence[Offer],
    formats: Formats,
    today: date,
    prices: bool,
) -> tuple[ComparisonGroup, ...]:
    """The rows of `shown`; what is best in a row is best of all that are in."""
    currency = found.project.currency
    beside = [offer for offer in all_in if offer not in shown]
    compared = [comparable(offer, found.musts, currency) for offer in (*shown, *beside)]
    wanted = asked(session, found.project, found.musts, today)
    reckoned = full_costs(
        session,
        all_in,
        found.musts,
        project=found.project,
        should_cost=wanted.should_cost,
        efforts=kept_efforts(session, found.project),
    )
    footing = FootingRows(reckoned, all_in, shown, formats)
    at_home = reckoned.footing.facts.home_tax_rate if reckoned.footing is not None else None
    words = _Words(shown, compared, found.musts, formats, at_home, prices)
    groups = []
    for group in compare(compared, wanted):
        if group.group is Group.WHAT_IT_COSTS and not prices:
            continue
        kept = [replace(row, cells=row.cells[: len(shown)]) for row in group.rows]
        rows = [
            words.row(row.row, row.cells, row.differs, row.subject)
            for row in kept
            if row.row not in NOT_RECORDED
        ]
        if group.group is Group.WHAT_IT_COSTS:
            rows = _costs(rows, words, footing)
        if group.group is Group.WHO_AND_WHEN:
            rows.append(words.weeks_row())
        if group.group is Group.IF_THINGS_GO_WRONG:
            rows += stage_rows(found.project, shown, formats, prices=prices)
        groups.append(ComparisonGroup(group.group.value, GROUP_TITLES[group.group](), tuple(rows)))
    return tuple(groups)


def _costs(rows: Sequence[ComparisonRow], words: "_Words", footing: FootingRows) -> list[ComparisonRow]:
    """What the analysis compares, each of our own rows after the one that it explains."""
    after = {
        Row.QUOTED.value: (*words.tax_rows(), *footing.currency()),
        Row.GAPS.value: footing.gap_basis(),
        Row.THREE_YEARS.value: footing.beside_price(),
    }
    return [each for row in rows for each in (row, *after.get(row.key, ()))]


def _subtitle(quote: Quote, formats: Formats) -> str:
    if quote.valid_until is None:
        return say("How long the price holds: not said")
    return say("Price holds until {day}", day=formats.day(quote.valid_until))


def _note(count: int, request: object, formats: Formats) -> str:
    deadline = getattr(request, "deadline", None)
    if count == 0 and deadline is not None:
        return say("No quotes yet. They are due {day}.", day=formats.weekday_day(deadline))
    if count == 0:
        return say("No quotes yet.")
    if count == 1:
        return say("One quote is hard to judge. Ask one more?")
    return ""


class _Words:
    """Turns rows of the analysis into words, with the quotes' own details at hand."""

    def __init__(
        self,
        offers: Sequence[Offer],
        compared: Sequence[quotes.Quote],
        musts: Sequence[BriefItem],
        formats: Formats,
        at_home: Decimal | None,
        prices: bool,
    ) -> None:
        self._offers = {offer.quote.id: offer for offer in offers}
        self._compared = {each.quote: each for each in compared}
        self._musts = {item.id: item for item in musts}
        self._numbers = {item.id: number for number, item in enumerate(musts, start=1)}
        self._formats = formats
        self._at_home = at_home
        self._prices = prices

    def row(self, row: Row, cells: Sequence[Cell], differs: bool, subject: object) -> ComparisonRow:
        item = self._musts.get(subject) if isinstance(subject, uuid.UUID) else None
        shown = tuple(self._cell(row, cell, item) for cell in cells)
        if item is not None:
            title = say("{number} {must}", number=self._numbers[item.id], must=item.text)
            return ComparisonRow(f"must:{item.id.hex}", title, shown, differs, item.id)
        return ComparisonRow(row.value, ROW_TITLES[row](), shown, differs)

    def tax_rows(self) -> list[ComparisonRow]:
        """Tax and the price with it, as each quote states them."""
        cells = [tax_cells(o.quote, self._formats, self._at_home) for o in self._offers.values()]
        tax, incl = tuple(tax for tax, _ in cells), tuple(incl for _, incl in cells)
        return [
            ComparisonRow("tax", OWN_ROW_TITLES["tax"](), tax, len({c.text for c in tax}) > 1),
            ComparisonRow("incl_tax", OWN_ROW_TITLES["incl_tax"](), incl, len({c.text for c in incl}) > 1),
        ]

    def weeks_row(self) -> ComparisonRow:
        """How long the work takes, by what each quote says."""
        cells = tuple(
            not_said()
            if offer.quote.weeks is None
            else ComparisonCell(self._formats.weeks(offer.quote.weeks), value=Decimal(offer.quote.weeks))
            for offer in self._offers.values()
        )
        return ComparisonRow("weeks", OWN_ROW_TITLES["weeks"](), cells, len({c.text for c in cells}) > 1)

    def _cell(self, row: Row, cell: Cell, item: BriefItem | None) -> ComparisonCell:
        offer = next(o for key, o in self._offers.items() if key == cell.quote)
        best = BEST[cell.best]() if cell.best is not None else ""
        match cell.value:
            case Answer():
                return self._coverage(offer, cell.value, item)
            case CoverageCount():
                return self._count(cell.value, best)
            case tuple():
                return self._flags(cell.value, offer.quote)
            case Cost():
                return self._cost(cell.value, best, offer, row)
            case None if row is Row.GAPS:
                return self._gaps(None, offer)
            case None:
                return not_said()
            case Money() if row is Row.GAPS:
                return self._gaps(cell.value, offer)
            case Money():
                detail = self._price_detail(offer) if row is Row.QUOTED else ""
                return ComparisonCell(
                    self._formats.money(cell.value), best=best, detail=detail, value=cell.value.decimal
                )
            case _:
                return self._plain(row, cell.value, best, offer.quote)

    def _coverage(self, offer: Offer, answer: Answer, item: BriefItem | None) -> ComparisonCell:
        text, tone, icon = COVERAGE[answer]
        said = offer.coverage.get(item.id) if item is not None else None
        parts = [said.note] if said is not None and said.note else []
        if said is not None and said.allowance is not None and self._prices:
            parts.append(
                say(
                    "{amount} allowed to fill the gap: {basis}.",
                    amount=self._formats.money(said.allowance),
                    basis=said.allowance_basis,
                )
            )
        if not parts:
            parts.append(say("The quote says no more about this."))
        order = tuple(COVERAGE).index(answer)
        return ComparisonCell(text(), tone, icon, detail="\n".join(parts), value=Decimal(-order))

    def _count(self, count: CoverageCount, best: str) -> ComparisonCell:
        tone, icon = ("success", "circle-check") if count.full else ("warn", "triangle-alert")
        shown = self._formats.number(count.covered.normalize() + 0)
        text = say("{covered} of {all}", covered=shown, all=count.of)
        parts = [
            say("{count} partly, counted as half", count=len(count.partly)) if count.partly else "",
            say("{count} not included", count=len(count.not_included)) if count.not_included else "",
            say("{count} not said", count=len(count.not_said)) if count.not_said else "",
        ]
        detail = "\n".join(part for part in parts if part) or say("Every must-have is in the price.")
        return ComparisonCell(text, tone, icon, best, detail, count.covered)

    def _gaps(self, amount: Money | None, offer: Offer) -> ComparisonCell:
        lines = [
            say(
                "{must}: {amount}, {basis}",
                must=self._musts[key].text,
                amount=self._formats.money(row.allowance),
                basis=row.allowance_basis,
            )
            for key, row in offer.coverage.items()
            if row.allowance is not None and key in self._musts
        ]
        if amount is None:
            lines.append(say("A gap has no figure yet, so nothing can be added up."))
            return ComparisonCell(say("Not known yet"), "neutral", "circle-help", detail="\n".join(lines))
        if not amount and not lines:
            return ComparisonCell(say("None"), detail=say("No gap to fill."), value=Decimal(0))
        shown = say_count(
            "{amount} for {count} gap",
            "{amount} for {count} gaps",
            len(lines),
            amount=self._formats.money(amount),
        )
        return ComparisonCell(shown, "warn", "triangle-alert", detail="\n".join(lines), value=amount.decimal)

    def _cost(self, cost: Cost, best: str, offer: Offer, row: Row) -> ComparisonCell:
        if cost.total is None:
            missing = "\n".join(MISSING[name]() for name in cost.missing)
            text = say("Not said") if row is Row.RUNNING else say("Not known")
            return ComparisonCell(text, "neutral", "circle-help", detail=missing)
        parts = taxed_costs(offer.quote, self._costs_in(row, offer))
        detail = total(cost.total, offer.quote, self._formats, parts).detail
        if cost.provisional:
            detail += "\n" + say("Rests on a must-have the quote does not speak of. Ask, then it may fall.")
        return ComparisonCell(
            self._formats.money(cost.total), best=best, detail=detail, value=cost.total.decimal
        )

    def _costs_in(self, row: Row, offer: Offer) -> Mapping[str, Money]:
        """What the amount of a row is made of: a month of what runs, else three years."""
        names = {Row.LIKE_FOR_LIKE: BUILD, Row.RUNNING: RUNNING}.get(row, EVERYTHING)
        return costs_of(self._compared[offer.quote.id], names, 1 if row is Row.RUNNING else MONTHS)

    def _price_detail(self, offer: Offer) -> str:
        quote = offer.quote
        line = total(quote.price, quote, self._formats).detail
        check = add_up(offer.lines, quote.price)
        if check is None or not check.difference or not quote.adjustment_reason:
            return line
        return line + "\n" + explained_difference(check.difference, quote.adjustment_reason, self._formats)

    def _plain(self, row: Row, value: object, best: str, quote: Quote) -> ComparisonCell:
        if isinstance(value, date):
            return ComparisonCell(self._formats.day(value), best=best, value=Decimal(value.toordinal()))
        if isinstance(value, str):
            text = f"{value}, {quote.on_site_days}" if quote.on_site_days else value
            return ComparisonCell(text, best=best)
        number = Decimal(str(value))
        text = self._formats.percent(number) if row is Row.RETENTION else self._formats.number(number)
        if row is Row.WARRANTY:
            text = say_count("{count} day", "{count} days", int(number))
        return ComparisonCell(text, best=best, value=number)

    def _flags(self, flags: tuple[QuoteFlag, ...], quote: Quote) -> ComparisonCell:
        told = [flag for flag in flags if self._prices or flag.code not in OF_PRICES]
        sentences = [flag_sentence(flag, quote, self._formats) for flag in told]
        if not sentences:
            return ComparisonCell(say("Nothing found"), "success", "circle-check", value=Decimal(0))
        text = sentences[0] if len(sentences) == 1 else "\n".join(sentences)
        return ComparisonCell(text, "warn", "triangle-alert", detail=text, value=Decimal(len(sentences)))
