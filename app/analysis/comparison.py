"""Quotes side by side, scope before price: the rows of the comparison, on screen and on paper alike."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.analysis.coverage import Coverage, CoverageCount, count_coverage
from app.analysis.money import CurrencyMismatch, Money
from app.analysis.quote_flags import Asked, QuoteFlag, against_others, flags
from app.analysis.quotes import Cost, Quote, gap_total, like_for_like, running_per_month, three_year_cost

Value = Coverage | CoverageCount | Money | Cost | Decimal | int | date | str | tuple[QuoteFlag, ...] | None
"""What a cell holds; the page words it, None is "not said"."""


class Best(StrEnum):
    """The word the best value of a row gets."""

    LOWEST = "lowest"
    EARLIEST = "earliest"
    MOST = "most"


class Group(StrEnum):
    """The groups, in the order a careful buyer reads them."""

    WHAT_YOU_GET = "what_you_get"
    WHAT_IT_COSTS = "what_it_costs"
    WHO_AND_WHEN = "who_and_when"
    IF_THINGS_GO_WRONG = "if_things_go_wrong"
    WATCH_OUT_FOR = "watch_out_for"


class Row(StrEnum):
    """The rows; a must-have's row is `MUST` with the must-have as its subject."""

    MUSTS_COVERED = "musts_covered"
    MUST = "must"
    QUOTED = "quoted"
    GAPS = "gaps"
    LIKE_FOR_LIKE = "like_for_like"
    BOUGHT_BY_OWNER = "bought_by_owner"
    RUNNING = "running_per_month"
    THREE_YEARS = "three_years"
    ON_SITE_PERSON = "on_site_person"
    ON_SITE_DAYS = "on_site_days"
    SHARED_HOURS = "shared_hours"
    READY_ON = "ready_on"
    REPLY_HOURS = "reply_hours"
    RETENTION = "retention"
    WARRANTY = "warranty"
    FLAGS = "flags"


@dataclass(frozen=True, slots=True)
class Cell:
    """One quote's value of a row, and the word if it is the best; several may share it, never all."""

    quote: Hashable
    value: Value
    best: Best | None = None


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One row; `subject` is the must-have of a MUST row."""

    row: Row
    cells: tuple[Cell, ...]
    subject: Hashable = None

    @property
    def differs(self) -> bool:
        """Whether the quotes do not all say the same."""
        return any(cell.value != self.cells[0].value for cell in self.cells)


@dataclass(frozen=True, slots=True)
class ComparisonGroup:
    """Rows that belong together."""

    group: Group
    rows: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True)
class _Measure:
    row: Row
    value: Callable[[Quote], Value]
    best: Best | None = None


_MEASURES: dict[Group, tuple[_Measure, ...]] = {
    Group.WHAT_IT_COSTS: (
        # the bare price gets no "lowest": it would praise whoever left most out
        _Measure(Row.QUOTED, lambda quote: quote.price),
        _Measure(Row.GAPS, gap_total),
        _Measure(Row.LIKE_FOR_LIKE, like_for_like, Best.LOWEST),
        _Measure(Row.BOUGHT_BY_OWNER, lambda quote: quote.bought_by_owner),
        _Measure(Row.RUNNING, running_per_month, Best.LOWEST),
        _Measure(Row.THREE_YEARS, three_year_cost, Best.LOWEST),
    ),
    Group.WHO_AND_WHEN: (
        _Measure(Row.ON_SITE_PERSON, lambda quote: quote.on_site_person),
        _Measure(Row.ON_SITE_DAYS, lambda quote: quote.on_site_days_a_week, Best.MOST),
        _Measure(Row.SHARED_HOURS, lambda quote: quote.shared_hours, Best.MOST),
        _Measure(Row.READY_ON, lambda quote: quote.ready_on, Best.EARLIEST),
    ),
    Group.IF_THINGS_GO_WRONG: (
        _Measure(Row.REPLY_HOURS, lambda quote: quote.reply_hours, Best.LOWEST),
        _Measure(Row.RETENTION, lambda quote: quote.retention, Best.MOST),
        _Measure(Row.WARRANTY, lambda quote: quote.warranty_days, Best.MOST),
    ),
}


def compare(quotes: Sequence[Quote], asked: Asked) -> tuple[ComparisonGroup, ...]:
    """All groups for the quotes in the order given; none at all without a quote.

    Raises CurrencyMismatch while the quotes, or our own estimate, are in different currencies.
    """
    if not quotes:
        return ()
    _same_currency(quotes, asked)
    measured = tuple(
        ComparisonGroup(group, tuple(_row(measure, quotes) for measure in measures))
        for group, measures in _MEASURES.items()
    )
    others = against_others(quotes, asked.should_cost)
    warnings = tuple(
        Cell(quote.quote, (*flags(quote, asked), *((others[quote.quote],) if quote.quote in others else ())))
        for quote in quotes
    )
    watch_out = ComparisonGroup(Group.WATCH_OUT_FOR, (ComparisonRow(Row.FLAGS, warnings),))
    return (_scope(quotes, asked.musts), *measured, watch_out)


def _scope(quotes: Sequence[Quote], musts: Sequence[Hashable]) -> ComparisonGroup:
    counts = [count_coverage(musts, quote.coverage) for quote in quotes]
    best = _best([count.covered for count in counts], Best.MOST)
    covered = tuple(
        Cell(quote.quote, count, word) for quote, count, word in zip(quotes, counts, best, strict=True)
    )
    rows = [ComparisonRow(Row.MUSTS_COVERED, covered)]
    for must in musts:
        cells = tuple(Cell(q.quote, q.coverage.get(must, Coverage.NOT_SAID)) for q in quotes)
        rows.append(ComparisonRow(Row.MUST, cells, must))
    return ComparisonGroup(Group.WHAT_YOU_GET, tuple(rows))


def _row(measure: _Measure, quotes: Sequence[Quote]) -> ComparisonRow:
    values = [measure.value(quote) for quote in quotes]
    words = _best([_key(value) for value in values], measure.best)
    cells = (Cell(q.quote, value, word) for q, value, word in zip(quotes, values, words, strict=True))
    return ComparisonRow(measure.row, tuple(cells))


def _best(keys: Sequence[Decimal | None], best: Best | None) -> list[Best | None]:
    """The word for each value that is best; no word with fewer than two known or nothing to tell apart."""
    known = [key for key in keys if key is not None]
    if best is None or len(known) < 2 or len(set(known)) < 2:
        return [None] * len(keys)
    top = max(known) if best is Best.MOST else min(known)
    return [best if key == top else None for key in keys]


def _key(value: Value) -> Decimal | None:
    match value:
        case Cost():
            return _key(value.total)
        case Money():
            return Decimal(value.minor)
        case date():
            return Decimal(value.toordinal())
        case int() | Decimal():
            return Decimal(value)
        case _:
            return None


def _same_currency(quotes: Sequence[Quote], asked: Asked) -> None:
    currencies = {quote.currency for quote in quotes}
    if asked.should_cost is not None:
        currencies.add(asked.should_cost.build.currency)
    if len(currencies) > 1:
        raise CurrencyMismatch(
            f"quotes in {', '.join(sorted(currencies))} are compared after converting them"
        )
