"""Quotes: the clinic's three offers to the penny, gaps from a provider's own rates, and the comparison."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.comparison import Best, ComparisonRow, Group, Row, compare
from app.analysis.coverage import (
    AllowanceBasis,
    Coverage,
    GapAllowance,
    count_coverage,
    propose_allowance,
    written_allowance,
)
from app.analysis.money import CurrencyMismatch, Money
from app.analysis.quote_flags import Asked, FlagCode, flags
from app.analysis.quotes import (
    Cost,
    Missing,
    PriceChoice,
    Quote,
    QuoteLine,
    ShouldCost,
    abnormally_low,
    check_arithmetic,
    gap_total,
    in_currency,
    like_for_like,
    price_mark,
    price_ratio,
    running_per_month,
    settled_price,
    three_year_cost,
)
from tests.analysis.clinic import factor_rules, pounds, shipped

MUSTS = ("import", "reminders", "lab", "cards", "line", "stock")
QUOTES = ("VET-Q1", "VET-Q2", "VET-Q3")
ANCHORS = factor_rules().factors[0].parts[0].anchors
WHOLE = dict.fromkeys(MUSTS, Coverage.INCLUDED)


@cache
def written(name: str) -> dict[str, Any]:
    return next(row for row in shipped("sample", "case_vet_clinic.yaml")["quotes"] if row["id"] == name)


@cache
def should_cost() -> ShouldCost:
    row = shipped("sample", "case_vet_clinic.yaml")["should_cost"]
    return ShouldCost(
        date.fromisoformat(row["fixed_on"]),
        pounds(row["build"]),
        pounds(row["hardware"]),
        pounds(row["support_per_month"]),
        pounds(row["licences_per_month"]),
    )


def lines(name: str) -> tuple[QuoteLine, ...]:
    return tuple(
        QuoteLine(
            row["package"],
            row["role"],
            row["tier"],
            Decimal(row["pd"]),
            pounds(row["rate"]),
            pounds(row["amount"]),
        )
        for row in written(name)["lines"]
    )


def quote(name: str, **changes: Any) -> Quote:
    row = written(name)
    adjusted = Decimal(row["broker_adjustment"]["amount"])
    allowances = (
        (written_allowance("lab", pounds(adjusted), row["broker_adjustment"]["reason"]),) if adjusted else ()
    )
    values: dict[str, Any] = {
        "currency": row["currency"],
        "price": pounds(row["price"]),
        "coverage": WHOLE,
        "allowances": allowances,
        "bought_by_owner": pounds(row["owner_bought_hardware"]),
        "support_per_month": pounds(row["support_per_month"]),
        "licences_per_month": pounds(row["licences_per_month"]),
        "valid_until": date.fromisoformat(row["valid_until"]),
        "on_site_person": "R. Tolland",
    }
    return Quote(name, row["provider"], **(values | changes))


ASKED = Asked(date(2026, 2, 26), MUSTS, on_site_person=True, should_cost=should_cost())


def codes(of: Quote, asked: Asked = ASKED) -> set[FlagCode]:
    return {flag.code for flag in flags(of, asked)}


def row_of(quotes: list[Quote], group: Group, row: Row, asked: Asked = ASKED) -> ComparisonRow:
    rows = next(g.rows for g in compare(quotes, asked) if g.group is group)
    return next(r for r in rows if r.row is row)


def words(of: ComparisonRow) -> list[Best | None]:
    return [cell.best for cell in of.cells]


# --- the clinic's quotes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", QUOTES)
def test_the_clinics_quotes_add_up_to_their_price(name: str) -> None:
    row = written(name)
    check = check_arithmetic(lines(name), pounds(row["price"]), pounds(row["commercial_adjustment"]), "GBP")
    assert check.sum_of_lines == pounds(row["sum_of_lines"])
    assert check.adds_up
    assert check.expected == pounds(row["price"])


@pytest.mark.parametrize(
    ("name", "cost", "ratio", "mark", "low"),
    [
        ("VET-Q1", "54370", "0.922", "4.52", False),
        ("VET-Q2", "59180", "1.004", "3.97", False),
        ("VET-Q3", "46450", "0.788", "5.00", True),
    ],
)
def test_three_years_ratio_and_mark_of_the_clinics_quotes(
    name: str, cost: str, ratio: str, mark: str, low: bool
) -> None:
    assert should_cost().three_years() == pounds(58950)
    total = three_year_cost(quote(name)).total
    assert total == pounds(cost)
    assert price_ratio(total, should_cost().three_years()) == Decimal(ratio)
    assert price_mark(total, should_cost().three_years(), ANCHORS) == Decimal(mark)
    price = quote(name).price
    assert price is not None
    assert abnormally_low(price, should_cost().build) is low


def test_only_the_cheapest_clinic_quote_is_asked_about() -> None:
    assert [codes(quote(name)) for name in QUOTES] == [set(), set(), {FlagCode.ABNORMALLY_LOW}]


def test_the_clinics_comparison_puts_scope_before_price_and_names_the_best() -> None:
    quotes = [quote(name) for name in QUOTES]
    assert [group.group for group in compare(quotes, ASKED)] == list(Group)
    assert words(row_of(quotes, Group.WHAT_IT_COSTS, Row.THREE_YEARS)) == [None, None, Best.LOWEST]
    once = row_of(quotes, Group.WHAT_IT_COSTS, Row.LIKE_FOR_LIKE)
    assert [cell.value for cell in once.cells] == [
        Cost(pounds(24450)),
        Cost(pounds(26200)),
        Cost(pounds(19050)),
    ]
    assert words(row_of(quotes, Group.WHAT_IT_COSTS, Row.QUOTED)) == [None, None, None]


# --- arithmetic -------------------------------------------------------------------------------------------


def test_a_price_that_is_not_the_sum_can_be_replaced_or_kept_and_flagged() -> None:
    check = check_arithmetic(lines("VET-Q1"), pounds(25000), None, "GBP")
    assert check.difference == pounds(-195)
    assert settled_price(check, PriceChoice.USE_SUM) == pounds(25195)
    assert settled_price(check, PriceChoice.KEEP_BOTH) == pounds(25000)
    assert codes(quote("VET-Q1", arithmetic=check)) == {FlagCode.DOES_NOT_ADD_UP}


def test_a_line_that_does_not_multiply_is_named() -> None:
    good, bad, blank, half = (
        QuoteLine("WP1", "ROLE-PM", "onsite_uk", Decimal("1.5"), pounds(500), pounds(750)),
        QuoteLine("WP1", "ROLE-PM", "onsite_uk", Decimal("1.5"), pounds(500), pounds(700)),
        QuoteLine("WP2", "ROLE-PM", "onsite_uk", None, pounds(500)),
        QuoteLine("WP3", "ROLE-PM", "onsite_uk", Decimal("0.333"), pounds("100.50")),
    )
    check = check_arithmetic((good, bad, blank, half), None, None, "GBP")
    assert [(wrong.index, wrong.computed) for wrong in check.wrong_lines] == [(1, pounds(750))]
    assert check.empty_lines == (2,)
    assert check.sum_of_lines == pounds("1483.47")
    assert not check.adds_up


def test_a_quote_without_lines_has_nothing_to_disagree_with() -> None:
    check = check_arithmetic((), pounds(900), None, "GBP")
    assert (check.difference, check.adds_up) == (None, True)


def test_a_line_in_another_currency_is_refused() -> None:
    line = QuoteLine("WP1", "ROLE-PM", "nearshore", Decimal(1), Money(30000, "EUR"))
    with pytest.raises(CurrencyMismatch):
        check_arithmetic((line,), None, None, "GBP")


# --- coverage and gaps ------------------------------------------------------------------------------------


def test_coverage_counts_half_for_partly_and_lists_what_is_not_said() -> None:
    said = {"import": Coverage.INCLUDED, "reminders": Coverage.PARTLY, "lab": Coverage.NOT_INCLUDED}
    count = count_coverage(MUSTS, said)
    assert (count.covered, count.of, count.full) == (Decimal("1.5"), 6, False)
    assert (count.partly, count.not_included) == (("reminders",), ("lab",))
    assert count.not_said == ("cards", "line", "stock")
    assert count.share == Decimal("0.25")


LAB_DAYS = {"ROLE-QA": Decimal(1), "ROLE-BA": Decimal(1), "ROLE-PM": Decimal(1)}
OUR_RATES = {"ROLE-QA": pounds(390), "ROLE-BA": pounds(510), "ROLE-PM": pounds(550)}
THEIR_RATES = {"ROLE-QA": pounds(220), "ROLE-BA": pounds(430), "ROLE-PM": pounds(460)}


def allowance(
    coverage: Coverage, own: dict[str, Money], ours: dict[str, Money] | None = None
) -> GapAllowance | None:
    return propose_allowance("lab", coverage, LAB_DAYS, own, OUR_RATES if ours is None else ours, "GBP")


@pytest.mark.parametrize(
    ("coverage", "own", "amount", "basis"),
    [
        (Coverage.NOT_INCLUDED, {}, "1450", AllowanceBasis.SHOULD_COST),
        (Coverage.NOT_INCLUDED, THEIR_RATES, "1110", AllowanceBasis.OWN_RATES),
        (Coverage.PARTLY, THEIR_RATES, "555", AllowanceBasis.OWN_RATES),
        (Coverage.NOT_SAID, THEIR_RATES, "1110", AllowanceBasis.OWN_RATES),
        (Coverage.NOT_INCLUDED, {"ROLE-QA": pounds(220)}, "1280", AllowanceBasis.MIXED),
        (Coverage.NOT_INCLUDED, {"ROLE-QA": Money(22000, "EUR")}, "1450", AllowanceBasis.SHOULD_COST),
    ],
)
def test_a_gap_costs_the_providers_own_rates_else_ours(
    coverage: Coverage, own: dict[str, Money], amount: str, basis: AllowanceBasis
) -> None:
    found = allowance(coverage, own)
    assert found is not None
    assert (found.amount, found.basis) == (pounds(amount), basis)
    assert found.provisional is (coverage is Coverage.NOT_SAID)


def test_what_is_included_needs_no_allowance() -> None:
    assert allowance(Coverage.INCLUDED, THEIR_RATES) is None


def test_a_gap_nobody_can_price_leaves_the_total_open() -> None:
    found = allowance(Coverage.NOT_INCLUDED, {}, ours={"ROLE-QA": pounds(390)})
    assert found is not None
    assert (found.amount, found.unpriced) == (None, ("ROLE-BA", "ROLE-PM"))
    open_quote = quote("VET-Q1", allowances=(found,))
    assert gap_total(open_quote) is None
    assert like_for_like(open_quote) == Cost(None, (Missing.ALLOWANCE,))


def test_a_written_allowance_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        written_allowance("lab", pounds(1), "  ")


# --- totals -----------------------------------------------------------------------------------------------


def test_a_running_cost_that_is_not_said_leaves_three_years_open() -> None:
    silent = quote("VET-Q1", support_per_month=None)
    assert running_per_month(silent) == Cost(None, (Missing.SUPPORT,))
    assert three_year_cost(silent) == Cost(None, (Missing.SUPPORT,))
    assert codes(silent) == {FlagCode.RUNNING_COST_NOT_SAID}
    free = quote("VET-Q1", support_per_month=pounds(0), licences_per_month=pounds(0))
    assert three_year_cost(free).total == pounds(28090)


def test_an_unanswered_must_have_makes_totals_provisional() -> None:
    found = allowance(Coverage.NOT_SAID, THEIR_RATES)
    assert found is not None
    assert like_for_like(quote("VET-Q1", allowances=(found,))) == Cost(pounds(25560), (), True)


@given(st.integers(1, 10**8), st.integers(1, 10**8), st.integers(1, 10**8))
def test_a_dearer_quote_never_gets_a_better_mark(first: int, second: int, ours: int) -> None:
    low, high = sorted((first, second))
    estimate = Money(ours, "GBP")
    cheap, dear = (price_mark(Money(minor, "GBP"), estimate, ANCHORS) for minor in (low, high))
    assert 0 <= dear <= cheap <= 5


def test_an_estimate_of_nothing_cannot_be_compared_with() -> None:
    with pytest.raises(ValueError, match="nothing"):
        price_ratio(pounds(1), pounds(0))


# --- flags ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"price": None}, {FlagCode.PRICE_MISSING}),
        ({"valid_until": date(2026, 2, 25)}, {FlagCode.EXPIRED}),
        ({"valid_until": date(2026, 2, 26)}, set()),
        ({"on_site_person": " "}, {FlagCode.NO_ON_SITE_PERSON}),
        ({"before_first_signoff": Decimal("0.40")}, set()),
        ({"before_first_signoff": Decimal("0.41")}, {FlagCode.FRONT_LOADED}),
        ({"coverage": {**WHOLE, "stock": Coverage.NOT_SAID}}, {FlagCode.MUST_NOT_SAID}),
        ({"price": pounds("21232.50")}, set()),
        ({"price": pounds("21232.49")}, {FlagCode.ABNORMALLY_LOW}),
    ],
)
def test_each_flag(changes: dict[str, Any], expected: set[FlagCode]) -> None:
    assert codes(quote("VET-Q1", **changes)) == expected


def test_a_price_outside_our_band_is_asked_about_like_for_like() -> None:
    band = replace(should_cost(), low=pounds(22000), high=pounds(25000))
    asked = replace(ASKED, should_cost=band)
    assert codes(quote("VET-Q1"), asked) == set()
    assert codes(quote("VET-Q2"), asked) == {FlagCode.ABOVE_BAND}
    assert codes(quote("VET-Q3"), asked) == {FlagCode.ABNORMALLY_LOW, FlagCode.BELOW_BAND}


def test_a_finish_after_the_owners_date_is_flagged() -> None:
    asked = replace(ASKED, deadline=date(2026, 8, 7))
    assert codes(quote("VET-Q1", ready_on=date(2026, 8, 8)), asked) == {FlagCode.LATE}
    assert codes(quote("VET-Q1", ready_on=date(2026, 8, 7)), asked) == set()


def test_unsaid_must_haves_are_named() -> None:
    silent = quote("VET-Q1", coverage={"import": Coverage.INCLUDED})
    (flag,) = flags(silent, ASKED)
    assert flag.musts == MUSTS[1:]


# --- comparison -------------------------------------------------------------------------------------------


def test_each_must_have_is_a_row_and_differences_are_marked() -> None:
    first, second = quote("VET-Q1"), quote("VET-Q2", coverage={**WHOLE, "lab": Coverage.PARTLY})
    rows = compare([first, second], ASKED)[0].rows
    assert words(rows[0]) == [Best.MOST, None]
    assert [row.subject for row in rows[1:]] == list(MUSTS)
    assert [row.subject for row in rows[1:] if row.differs] == ["lab"]


def test_the_earliest_and_the_most_get_their_word_and_equals_share_it() -> None:
    first = quote("VET-Q1", ready_on=date(2026, 8, 7), shared_hours=Decimal(8), warranty_days=60)
    second = quote("VET-Q2", ready_on=date(2026, 7, 31), shared_hours=Decimal(8), warranty_days=60)
    third = quote("VET-Q3", ready_on=None, shared_hours=Decimal(6), warranty_days=60)
    quotes = [first, second, third]
    assert words(row_of(quotes, Group.WHO_AND_WHEN, Row.READY_ON)) == [None, Best.EARLIEST, None]
    assert words(row_of(quotes, Group.WHO_AND_WHEN, Row.SHARED_HOURS)) == [Best.MOST, Best.MOST, None]
    assert words(row_of(quotes, Group.IF_THINGS_GO_WRONG, Row.WARRANTY)) == [None, None, None]


def test_a_lone_value_is_no_best() -> None:
    quotes = [quote("VET-Q1", ready_on=date(2026, 8, 7)), quote("VET-Q2")]
    assert words(row_of(quotes, Group.WHO_AND_WHEN, Row.READY_ON)) == [None, None]


def test_no_quotes_no_groups() -> None:
    assert compare([], ASKED) == ()


def test_quotes_in_two_currencies_are_compared_only_after_converting() -> None:
    euros = Quote("E", "PRV-06", "EUR", Money.of(Decimal(30000), "EUR"))
    with pytest.raises(CurrencyMismatch):
        compare([quote("VET-Q1"), euros], ASKED)
    converted = in_currency(euros, Decimal("0.85"), "GBP")
    assert converted.price == pounds(25500)
    assert compare([quote("VET-Q1"), converted], ASKED)
    with pytest.raises(ValueError, match="above zero"):
        in_currency(euros, Decimal(0), "GBP")


PRICES = st.integers(100, 10**7).map(lambda minor: Money(minor, "GBP"))


def test_without_an_estimate_five_quotes_ask_of_each_other_and_four_do_not() -> None:
    unmeasured = replace(ASKED, should_cost=None)
    prices = [20000, 21000, 22000, 23000, 9000]
    every = [replace(quote("VET-Q1"), quote=at, price=pounds(price)) for at, price in enumerate(prices)]
    row = row_of(every, Group.WATCH_OUT_FOR, Row.FLAGS, unmeasured)
    asks = {cell.quote: {flag.code for flag in cell.value} for cell in row.cells}  # type: ignore[union-attr]
    assert FlagCode.FAR_BELOW_OTHERS in asks[4]
    assert all(FlagCode.FAR_BELOW_OTHERS not in asks[at] for at in range(4))
    few = row_of(every[1:], Group.WATCH_OUT_FOR, Row.FLAGS, unmeasured)
    measured = row_of(every, Group.WATCH_OUT_FOR, Row.FLAGS)
    for cells in (few.cells, measured.cells):
        assert all(flag.code is not FlagCode.FAR_BELOW_OTHERS for cell in cells for flag in cell.value)  # type: ignore[union-attr]


@given(st.lists(PRICES, min_size=1, max_size=4), PRICES)
def test_another_bid_never_changes_what_is_said_about_a_quote(prices: list[Money], newcomer: Money) -> None:
    def said(of: list[Quote]) -> dict[object, list[object]]:
        cells: dict[object, list[object]] = {}
        for group in compare(of, ASKED):
            for row in group.rows:
                for cell in row.cells:
                    cells.setdefault(cell.quote, []).append(replace(cell, best=None))
        return cells

    present = [replace(quote("VET-Q1"), quote=number, price=price) for number, price in enumerate(prices)]
    alone = said(present)
    together = said([*present, replace(quote("VET-Q1"), quote="new", price=newcomer)])
    assert alone == {key: together[key] for key in alone}
