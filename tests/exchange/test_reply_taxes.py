"""What a reply says of tax: a rate where it differs, reverse charge, and a price with tax that is reckoned again."""

from decimal import Decimal

import pytest

from app.analysis.reply_facts import Finding, Found
from tests.exchange.test_reply_values import quote

TWO_RATES = {
    "price.total": "12000",
    "price.tax": "excluded",
    "price.tax_rate": "20",
    "line1.days": "20",
    "line1.rate": "500",
    "line2.days": "4",
    "line2.rate": "500",
    "line2.tax": "0",
    "run.support_month": "100",
    "run.licences_month": "50",
    "run.licences_tax": "5",
}


def found(said: dict[str, str], kind: Found) -> list[Finding]:
    return [each for each in quote(said).findings if each.kind is kind]


def test_each_line_and_running_cost_has_the_rate_it_says() -> None:
    told = quote(TWO_RATES)
    assert (told.facts.tax, told.facts.tax_rate) == ("excluded", Decimal("0.2"))
    assert [line.tax_rate for line in told.lines] == [None, Decimal(0)]
    assert (told.facts.support_tax_rate, told.facts.licences_tax_rate) == (None, Decimal("0.05"))
    assert told.findings == ()


@pytest.mark.parametrize(
    ("said", "gross", "ours"),
    [
        (TWO_RATES, "14000", None),
        (TWO_RATES, "14400", "1400000 GBP"),  # 20 % on all of it
        (TWO_RATES | {"line2.tax": ""}, "14400", None),
        (TWO_RATES | {"price.tax": "reverse_charge", "line2.tax": "", "run.licences_tax": ""}, "12000", None),
        (TWO_RATES | {"price.tax": "none", "line2.tax": "", "run.licences_tax": ""}, "14400", "1200000 GBP"),
    ],
)
def test_a_price_with_tax_is_held_against_price_and_rates(
    said: dict[str, str], gross: str, ours: str | None
) -> None:
    told = found(said | {"price.gross": gross}, Found.SUM_TAX)
    stated = f"{int(gross) * 100} GBP"
    assert told == ([] if ours is None else [Finding(Found.SUM_TAX, "price.gross", stated, ours)])


@pytest.mark.parametrize("key", ["line2.tax", "run.licences_tax", "price.hardware_tax", "price.tax_rate"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [("900", Found.MISREAD), ("100", Found.MISREAD), ("-20", Found.NEGATIVE), ("a lot", Found.MISREAD)],
)
def test_a_rate_that_nobody_can_mean_is_told_and_not_taken(key: str, text: str, kind: Found) -> None:
    told = quote({**TWO_RATES, "line2.tax": "", "run.licences_tax": "", key: text})
    assert Finding(kind, key, text) in told.findings
    assert all(line.tax_rate is None for line in told.lines)
    assert told.facts.own_rates == ()


def test_a_rate_without_a_price_or_beside_reverse_charge_is_told_and_not_taken() -> None:
    bare = quote({**TWO_RATES, "line2.rate": ""})
    assert Finding(Found.MISREAD, "line2.tax", "0") in bare.findings
    assert bare.lines[1].tax_rate is None
    charged = quote({**TWO_RATES, "price.tax": "reverse_charge", "line2.tax": "7"})
    assert (charged.facts.tax, charged.facts.tax_rate, charged.facts.own_rates) == (
        "reverse_charge",
        None,
        (),
    )
    assert [line.tax_rate for line in charged.lines] == [None, None]
    assert {each.key for each in charged.findings} == {"line2.tax", "run.licences_tax"}


def test_a_form_that_gives_every_line_its_rate_needs_none_of_its_own() -> None:
    told = quote({**TWO_RATES, "price.tax_rate": "", "line1.tax": "20"})
    assert (told.facts.tax, told.facts.tax_rate) == ("excluded", Decimal("0.2"))
    some = quote({**TWO_RATES, "price.tax_rate": ""})
    assert (some.facts.tax, some.facts.tax_rate) == ("not_stated", None)
