"""Stage payments against the clinic case to the penny, and the payment guards one by one."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.money import Money
from app.analysis.payments import (
    BoughtIn,
    Guard,
    GuardCode,
    PaymentTerms,
    StageTerms,
    check_guards,
    largest_stage_share,
    split_price,
)
from app.analysis.stage_splits import StagePackage, cut_stage

CLINIC_SHARES = tuple(map(Decimal, (15, 25, 25, 20, 15)))


def pounds(amount: str) -> Money:
    return Money.of(Decimal(amount), "GBP")


def terms(price: str = "24450", **changes: object) -> PaymentTerms:
    stages = tuple(
        StageTerms(f"M{number}", share, working_result=number > 1)
        for number, share in enumerate(CLINIC_SHARES, start=1)
    )
    plain = PaymentTerms(pounds(price), stages, retention=Decimal("0.05"), warranty_days=60)
    return replace(plain, **changes)  # type: ignore[arg-type]


def breaches(of: PaymentTerms) -> set[tuple[Guard, GuardCode, str | None]]:
    return {(result.guard, result.code, result.subject) for result in check_guards(of) if not result.holds}


def test_the_clinics_stages_retention_and_release() -> None:
    split = split_price(pounds("24450"), CLINIC_SHARES, Decimal("0.05"))
    expected = ["3667.50", "6112.50", "6112.50", "4890.00", "3667.50"]
    assert [stage.amount for stage in split.stages] == [pounds(amount) for amount in expected]
    held = ["183.38", "305.63", "305.63", "244.50", "183.38"]
    assert [stage.held for stage in split.stages] == [pounds(amount) for amount in held]
    paid = ["3484.12", "5806.87", "5806.87", "4645.50", "3484.12"]
    assert [stage.payable for stage in split.stages] == [pounds(amount) for amount in paid]
    assert split.release == pounds("1222.52")


def test_the_last_stage_takes_the_odd_pennies() -> None:
    split = split_price(pounds("100.01"), tuple(map(Decimal, ("33.33", "33.33", "33.34"))), Decimal(0))
    assert [stage.amount.minor for stage in split.stages] == [3333, 3333, 3335]


@given(
    st.integers(0, 10**9),
    st.lists(st.integers(0, 50), min_size=1, max_size=9).filter(lambda parts: 0 < sum(parts) <= 100),
    st.decimals(0, 1, places=3),
)
def test_stages_always_add_up_and_never_go_below_zero(
    minor: int, parts: list[int], retention: Decimal
) -> None:
    shares = [Decimal(part) for part in parts] + [Decimal(100 - sum(parts))]
    split = split_price(Money(minor, "GBP"), shares, retention)
    assert split.total == Money(minor, "GBP")
    assert sum(stage.held.minor for stage in split.stages) == split.release.minor
    for stage, share in zip(split.stages, shares, strict=True):
        assert 0 <= stage.held.minor <= stage.amount.minor
        assert stage.held + stage.payable == stage.amount
        assert abs(stage.amount.minor - minor * share / 100) <= len(shares)


@pytest.mark.parametrize("shares", [("50", "49"), ("110", "-10"), ()])
def test_shares_that_are_no_whole_are_refused(shares: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="100 %"):
        split_price(pounds("10"), tuple(map(Decimal, shares)), Decimal(0))


def test_the_clinics_plan_holds_every_guard() -> None:
    results = check_guards(terms())
    assert [result.guard for result in results] == list(Guard)
    assert all(result.holds for result in results)


def test_a_stage_over_its_share_is_named() -> None:
    big = (StageTerms("M1", Decimal(29)), StageTerms("M2", Decimal(46)), StageTerms("M3", Decimal(25)))
    assert breaches(terms("24450", stages=big)) == {(Guard.SINGLE_STAGE, GuardCode.STAGE_TOO_LARGE, "M2")}
    assert breaches(terms("4999", stages=big)) == set()


@pytest.mark.parametrize(
    ("price", "share"), [("5000", "1"), ("5000.01", "0.45"), ("25000", "0.45"), ("25000.01", "0.30")]
)
def test_the_largest_stage_shrinks_with_the_price(price: str, share: str) -> None:
    assert largest_stage_share(pounds(price)) == Decimal(share)


def test_an_advance_over_a_fifth_and_money_before_a_result() -> None:
    stages = (
        StageTerms("deposit", Decimal(25), in_advance=True, working_result=False),
        StageTerms("paper", Decimal(10), working_result=False),
        StageTerms("live", Decimal(35)),
        StageTerms("end", Decimal(30)),
    )
    assert breaches(terms(stages=stages)) == {
        (Guard.ADVANCE, GuardCode.ADVANCE_TOO_LARGE, None),
        (Guard.BEFORE_RESULT, GuardCode.PAID_BEFORE_RESULT, None),
    }


def test_a_fifth_may_be_paid_in_advance_and_counts_as_paid_before_anything_works() -> None:
    stages = (
        StageTerms("deposit", Decimal(20), in_advance=True, working_result=False),
        StageTerms("paper", Decimal(15), False, False),
    )
    rest = (StageTerms("live", Decimal(35)), StageTerms("end", Decimal(30)))
    assert breaches(terms("4999", stages=stages + rest)) == {
        (Guard.BEFORE_RESULT, GuardCode.PAID_BEFORE_RESULT, None)
    }
    found = {result.guard: result.facts for result in check_guards(terms(stages=stages + rest))}
    assert found[Guard.BEFORE_RESULT] == {"share": Decimal("0.35"), "limit": Decimal("0.30")}


def test_a_stage_paid_in_advance_that_works_is_the_last_paid_before_a_result() -> None:
    first = (StageTerms("paper", Decimal(10), working_result=False), StageTerms("live", Decimal(20), True))
    rest = (StageTerms("paper", Decimal(30), working_result=False), StageTerms("end", Decimal(40)))
    assert breaches(terms(stages=first + rest)) == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"retention": Decimal("0.04")}, GuardCode.RETENTION_TOO_SMALL),
        ({"retention": Decimal("0.11")}, GuardCode.RETENTION_TOO_LARGE),
        ({"warranty_days": 29}, GuardCode.WARRANTY_TOO_SHORT),
        ({"warranty_days": 91}, GuardCode.WARRANTY_TOO_LONG),
    ],
)
def test_retention_and_warranty_limits_of_a_project(changes: dict[str, object], code: GuardCode) -> None:
    assert breaches(terms(**changes)) == {(Guard.RETENTION, code, None)}
    assert breaches(terms("10000", **changes)) == set()


def test_payment_days_and_bank_changes() -> None:
    assert breaches(terms(payable_days=31)) == {(Guard.PAYABLE_DAYS, GuardCode.PAYABLE_TOO_LATE, None)}
    once = terms(bank_change_confirmed_by=1)
    assert breaches(once) == {(Guard.BANK_CHANGE, GuardCode.BANK_CHANGE_UNCONFIRMED, None)}
    assert breaches(terms(bank_change_confirmed_by=2)) == set()


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (BoughtIn("router", advance=Decimal("0.6"), order_shown=True), GuardCode.EQUIPMENT_ADVANCE_TOO_LARGE),
        (BoughtIn("router", advance=Decimal("0.5")), GuardCode.EQUIPMENT_WITHOUT_ORDER),
        (BoughtIn("router", in_owners_name=False), GuardCode.MARKUP_HIDDEN),
        (BoughtIn("router", in_owners_name=False, markup=Decimal("0.11")), GuardCode.MARKUP_TOO_LARGE),
    ],
)
def test_bought_in_equipment(item: BoughtIn, expected: GuardCode) -> None:
    assert {code for _, code, _ in breaches(terms(bought_in=(item,)))} == {expected}


def test_bought_in_equipment_done_right() -> None:
    good = BoughtIn("router", Decimal("0.5"), order_shown=True, in_owners_name=False, markup=Decimal("0.10"))
    assert breaches(terms(bought_in=(good,))) == set()


def test_a_stage_is_cut_between_its_packages_by_effort() -> None:
    packages = [
        StagePackage("WP3", Decimal("5.4"), ("A3",)),
        StagePackage("WP4", Decimal("6.0")),
        StagePackage("WP5", Decimal("4.0"), ("A5", "A8")),
    ]
    first, second, third = cut_stage(Decimal(50), packages, cap=Decimal(30))
    assert (first.packages, first.share, first.tests) == (("WP3",), Decimal("17.53"), ("A3",))
    assert (second.packages, second.share) == (("WP4",), Decimal("19.48"))
    assert second.needs_demonstration
    assert (third.packages, third.share) == (("WP5",), Decimal("12.99"))
    assert not third.needs_demonstration


@given(
    st.lists(st.decimals("0.5", 40, places=1), min_size=1, max_size=8),
    st.integers(5, 100),
    st.integers(10, 45),
)
def test_cutting_keeps_the_payment_and_the_order(efforts: list[Decimal], share: int, cap: int) -> None:
    packages = [StagePackage(f"WP{number}", effort) for number, effort in enumerate(efforts)]
    parts = cut_stage(Decimal(share), packages, Decimal(cap))
    assert sum(part.share for part in parts) == share
    assert [name for part in parts for name in part.packages] == [package.package for package in packages]
    for part in parts:
        assert part.share <= cap + Decimal("0.05") or len(part.packages) == 1
