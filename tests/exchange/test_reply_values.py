"""What the texts of a reply mean: every notation that is sure is taken as it was meant, what is not sure is told."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.money import Money
from app.analysis.reply_facts import Finding, Found, findings_of
from app.exchange.reply_pdf import read_pdf
from app.exchange.reply_quote import ReadQuote, read_quote
from app.exchange.reply_raw import Raw, Wanted
from app.exchange.reply_sheet import read_sheet
from app.exchange.reply_values import WORDS, Understood, Value, understood
from app.exchange.response_form import SHEET, Kind, cells
from app.words.formats import Formats
from tests.exchange import filled_forms
from tests.exchange.reply_files import form

TODAY = date(2026, 12, 2)


def read(
    values: dict[str, str],
    *,
    from_sheet: bool = False,
    currency: str = "GBP",
    formats: Formats | None = None,
    **raw: object,
) -> Understood:
    return understood(
        form(currency),
        Raw(values=values, **raw),  # type: ignore[arg-type]
        from_sheet=from_sheet,
        today=TODAY,
        formats=formats or Formats(currency=currency),
    )


def value(key: str, text: str, **how: object) -> Value | None:
    found = read({key: text}, **how)  # type: ignore[arg-type]
    assert found.said == {key: text}
    return found.values.get(key)


def quote(values: dict[str, str], **raw: object) -> ReadQuote:
    return read_quote(
        read(values, **raw),  # type: ignore[arg-type]
        items=(),
        tiers={"onshore": "onsite_uk"},
        role_of=lambda title: "",
        currency="GBP",
        received_on=TODAY,
    )


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("9000", "9000"), ("9,000.50", "9000.50"), ("9.000,50", "9000.50"), ("9 000,50", "9000.50"),
        ("9’000.50", "9000.50"), ("£9,000", "9000"), ("GBP 9000", "9000"), ("9000 GBP", "9000"),
        ("9.000", "9000"), ("9,000", "9000"), ("1,234,567.89", "1234567.89"), ("٩٠٠٠", "9000"),
        ("９０００", "9000"), ("९०००", "9000"), ("٩٬٠٠٠٫٥٠", "9000.50"), (" 9000 ", "9000"), ("0", "0"),
    ],
)  # fmt: skip
def test_amounts_in_any_notation(text: str, pounds: str) -> None:
    assert value("price.total", text) == Money.of(Decimal(pounds), "GBP")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("about 9000", Found.MISREAD), ("9000 EUR", Found.MISREAD), ("9000.505", Found.MISREAD), ("-5", Found.NEGATIVE),
        ("9" * 30, Found.MISREAD), ("=1+1", Found.MISREAD), ("NaN", Found.MISREAD), ("1e9", Found.MISREAD),
    ],
)  # fmt: skip
def test_an_amount_that_is_none_is_told(text: str, found: Found) -> None:
    told = read({"line1.rate": text})
    assert told.values == {}
    assert told.findings == (Finding(found, "line1.rate", text),)


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-31",
        "31.3.2027",
        "31/03/2027",
        "3/31/2027",
        "31 March 2027",
        "31 Mar 2027",
        "March 31, 2027",
        "31.03.27",
    ],
)
def test_days_in_any_notation(text: str) -> None:
    assert value("terms.valid_until", text) == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3/4/2027", Found.AMBIGUOUS), ("tomorrow", Found.MISREAD), ("in 2 weeks", Found.MISREAD),
        ("31/3", Found.MISREAD), ("31 April 2027", Found.MISREAD), ("2027", Found.MISREAD), ("soon", Found.MISREAD),
    ],
)  # fmt: skip
def test_a_day_that_hangs_on_the_reader_is_told(text: str, found: Found) -> None:
    told = read({"terms.ready_by": text})
    assert told.values == {}
    assert [each.kind for each in told.findings] == [found]


def test_a_day_means_the_same_wherever_it_is_read() -> None:
    for locale in ("en_US", "en_GB", "de_DE"):
        formats = Formats(locale=locale, currency="GBP")
        assert value("terms.ready_by", "5/5/2027", formats=formats) == date(2027, 5, 5)
        assert value("terms.ready_by", "03.04.2027", formats=formats) == date(2027, 4, 3)
        assert value("terms.ready_by", "3/4/2027", formats=formats) is None


def test_a_share_is_percent_and_a_spreadsheet_s_own_percent_is_known() -> None:
    for text, share in (
        ("20", "0.2"),
        ("20 %", "0.2"),
        ("7.5", "0.075"),
        ("0", "0"),
        ("100%", "1"),
        ("0.5%", "0.005"),
    ):
        assert value("price.tax_rate", text) == Decimal(share)
    assert value("price.tax_rate", "0.2", from_sheet=True) == Decimal("0.2")
    assert read({"price.tax_rate": "0.2"}).findings[0].kind is Found.AMBIGUOUS
    assert read({"price.tax_rate": "250"}).findings[0].kind is Found.MISREAD


def test_a_thousand_days_or_one_and_a_bit_is_asked_for() -> None:
    for text in ("1.250", "1,250", "53.571"):
        assert read({"line1.days": text}).findings == (Finding(Found.AMBIGUOUS, "line1.days", text),)
    for text, days in (
        ("0.125", "0.125"),
        ("1.25", "1.25"),
        ("1.2500", "1.25"),
        ("12,5", "12.5"),
        ("1250", "1250"),
    ):
        assert value("line1.days", text) == Decimal(days)


def test_a_choice_is_known_by_its_value_and_by_its_word() -> None:
    for text in ("not_included", "Not included", " not  INCLUDED "):
        assert value("m1.answer", text) == "not_included"
    assert read({"m1.answer": "yes"}).findings == (Finding(Found.NOT_OFFERED, "m1.answer", "yes"),)


def test_words_are_kept_in_every_script_and_the_lines_of_long_ones() -> None:
    for name in filled_forms.NAMES:
        assert value("people.on_site", name) == name
    assert value("assumptions", "One\nTwo") == "One\nTwo"
    assert quote({"exclusions": " One \n\nTwo"}).facts.exclusions == ("One", "Two")


def test_what_is_drawn_in_another_notation_says_the_same() -> None:
    drawn = {
        "price.total": "9,000.00",
        "terms.valid_until": "31 March 2027",
        "m1.answer": "Included",
        "m1.note": "a  b",
    }
    stored = {
        "price.total": "9000",
        "terms.valid_until": "2027-03-31",
        "m1.answer": "included",
        "m1.note": "a b",
    }
    told = read(stored, drawn=drawn)
    assert told.findings == ()
    assert set(told.values) == set(stored)


def test_of_what_is_drawn_otherwise_no_figure_is_taken_and_both_are_told() -> None:
    told = read(
        {"price.total": "9000", "m1.note": "none"}, drawn={"price.total": "1,000.00", "m1.note": "some"}
    )
    assert told.findings == (
        Finding(Found.DRAWN, "m1.note", "none", "some"),
        Finding(Found.DRAWN, "price.total", "9000", "1,000.00"),
    )
    assert told.values == {"m1.note": "none"}


def test_prices_in_another_currency_are_told_and_none_is_taken() -> None:
    told = quote({"price.currency": "eur", "price.total": "9000", "line1.rate": "900", "line1.days": "10"})
    assert told.facts.price is None
    assert [line.rate for line in told.lines] == [None]
    assert Finding(Found.CURRENCY, "price.currency", "eur", "GBP") in told.findings


@given(
    days=st.decimals(min_value=0, max_value=500, places=2),
    rate=st.integers(min_value=0, max_value=5_000),
    stated=st.integers(min_value=0, max_value=100_000),
)
def test_a_stated_total_that_is_not_our_sum_is_always_told_with_both(
    days: Decimal, rate: int, stated: int
) -> None:
    told = quote({"line1.days": str(days), "line1.rate": str(rate), "price.total": str(stated)})
    ours = (days * rate * 100).to_integral_value("ROUND_HALF_UP")
    slips = [each for each in told.findings if each.kind is Found.SUM_LINES]
    assert told.facts.price == Money(stated * 100, "GBP")
    assert slips == (
        []
        if ours == stated * 100
        else [Finding(Found.SUM_LINES, "price.total", f"{stated * 100} GBP", f"{ours} GBP")]
    )


@given(st.dictionaries(st.sampled_from([ask.key for ask in form().asks]), st.text(max_size=40), max_size=12))
def test_whatever_is_written_something_is_understood_and_nothing_breaks(values: dict[str, str]) -> None:
    told = quote(values)
    assert told.facts.price is None or told.facts.price.minor >= 0
    assert all(line.effort >= 0 and (line.rate is None or line.rate.minor >= 0) for line in told.lines)
    assert findings_of([each.as_json() for each in told.findings]) == told.findings


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_a_form_that_other_people_s_tools_filled_in_means_what_was_filled_in(kind: str) -> None:
    """Every field: amounts, numbers, days, names in six scripts, choices."""
    of, answers = filled_forms.form(), filled_forms.answers()
    asked = Wanted(cells(of), tuple(ask.key for ask in of.asks), dict(of.locked))
    if kind == "pdf":
        typed = {
            key: said.isoformat() if isinstance(said, date) else str(said) for key, said in answers.items()
        }
        raw = read_pdf(filled_forms.filled_pdf(typed), asked)
    else:
        raw = read_sheet(filled_forms.filled_sheet(answers), SHEET, asked)
    told = understood(of, raw, from_sheet=kind == "xlsx", today=TODAY, formats=Formats(currency="GBP"))
    assert [each for each in told.findings if each.kind is not Found.CURRENCY] == []
    for ask in of.asks:
        said = answers[ask.key]
        meant = {
            Kind.MONEY: lambda said=said: Money.of(said, "GBP"),
            Kind.SHARE: lambda said=said: said / 100,
        }
        if ask.kind in WORDS:
            assert " ".join(str(told.values[ask.key]).split()) == " ".join(str(said).split())
        elif ask.key != "price.currency":
            assert told.values[ask.key] == meant.get(ask.kind, lambda said=said: said)(), ask.key
