"""Reference rates: the day's or the last before it, and files from strangers that are refused whole."""

import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from currency_converter import CurrencyConverter
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.exchange import DatedRate, RateSource, cross_rate
from app.analysis.money import Money
from app.exchange.reference_rates import (
    RateFileRefused,
    RateHistory,
    load_shipped_rates,
    read_rate_file,
    read_rates,
)

HISTORY = """Date,USD,GBP,CYP,
2026-11-27,1.1000,0.8500,N/A,
2026-11-26,1.2000,N/A,N/A,
2026-11-25,1.1500,0.8600,N/A,
2007-12-31,1.4721,0.73335,0.585274,
"""


def zipped(*parts: tuple[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts:
            archive.writestr(name, text)
    return out.getvalue()


def history(text: str = HISTORY) -> RateHistory:
    return read_rates(text.encode(), "rates.csv")


def test_the_rate_of_the_day_or_of_the_last_day_before_that_has_both() -> None:
    friday = history().rate("EUR", "GBP", date(2026, 11, 29))
    assert friday == DatedRate("EUR", "GBP", Decimal("0.85"), date(2026, 11, 27), RateSource.ECB)
    # the 26th has no pound, so pounds for dollars are those of the 25th
    crossed = history().rate("USD", "GBP", date(2026, 11, 26))
    assert crossed == DatedRate("USD", "GBP", Decimal("0.747826"), date(2026, 11, 25), RateSource.ECB)
    assert history().rate("USD", "GBP", date(1998, 1, 1)) is None
    assert history().rate("XXX", "GBP", date(2026, 11, 29)) is None
    assert history().currencies == ("EUR", "GBP", "USD")


def test_what_ships_has_the_days_of_the_samples() -> None:
    shipped = load_shipped_rates()
    assert shipped.first_on == date(1999, 1, 4)
    found = shipped.rate("EUR", "GBP", date(2026, 2, 22))  # a Sunday
    assert found is not None
    assert found.on == date(2026, 2, 20)
    assert found.change(Money(10_000_00, "EUR")) == Money(8_728_00, "GBP")


def test_a_cross_rate_has_six_figures_and_an_amount_is_rounded_once() -> None:
    assert cross_rate("JPY", "EUR", {"JPY": Decimal("182.31")}) == Decimal("0.00548516")
    rate = DatedRate("JPY", "EUR", Decimal("0.00548516"), date(2026, 2, 20), RateSource.BY_HAND)
    assert rate.change(Money(1_000_000, "JPY")) == Money(5485_16, "EUR")
    with pytest.raises(ValueError, match="does not change"):
        rate.change(Money(1, "USD"))
    for wrong in ("0", "-1", "Infinity", "1e30"):
        with pytest.raises(ValueError, match="above nothing"):
            DatedRate("JPY", "EUR", Decimal(wrong), date(2026, 2, 20), RateSource.BY_HAND)


def test_the_banks_own_archive_and_its_table_read_alike(tmp_path: Path) -> None:
    (tmp_path / "eurofxref-hist.zip").write_bytes(zipped(("eurofxref-hist.csv", HISTORY)))
    (tmp_path / "eurofxref-hist.csv").write_text(HISTORY, "ascii")
    both = [read_rate_file(tmp_path / f"eurofxref-hist.{ending}") for ending in ("zip", "csv")]
    assert both[0] == both[1] == history()
    assert (both[0].first_on, both[0].last_on) == (date(2007, 12, 31), date(2026, 11, 27))


BOMB = zipped(("a.csv", "Date,USD,\n" + "2026-11-27,1.1,\n" * 2_000_000))
HOSTILE = {
    "empty": b"",
    "a header alone": b"Date,USD\n",
    "another table": b"Name,Price\nA,1\n",
    "no currencies": b"Date,=CMD()\n2026-11-27,1.1\n",
    "the same currency twice": b"Date,USD,USD\n2026-11-27,1.1,1.2\n",
    "a formula": HISTORY.replace("1.1500", "=1+1").encode(),
    "nothing for something": HISTORY.replace("1.1500", "0.0000").encode(),
    "below nothing": HISTORY.replace("1.1500", "-1.15").encode(),
    "not a number": HISTORY.replace("1.1500", "NaN").encode(),
    "a number without end": HISTORY.replace("1.1500", "1" * 4000).encode(),
    "an exponent": HISTORY.replace("1.1500", "1e999999").encode(),
    "days out of order": HISTORY.replace("2026-11-26", "2026-11-28").encode(),
    "a day twice": HISTORY.replace("2026-11-26", "2026-11-27").encode(),
    "no such day": HISTORY.replace("2026-11-26", "2026-02-30").encode(),
    "more figures than currencies": HISTORY.replace("1.1000,0.8500,N/A,", "1,1,1,1,1").encode(),
    "digits of another script": HISTORY.replace("1.1500", "\u0661.15").encode(),
    "bytes": bytes(range(256)) * 40,
    "a torn archive": zipped(("a.csv", HISTORY))[:-30],
    "two tables": zipped(("a.csv", HISTORY), ("b.csv", HISTORY)),
    "a program": zipped(("a.exe", HISTORY)),
    "a bomb": BOMB,
    "too many lines": b"Date,USD\n" + b"2026-11-27,1.1\n" * 50_000,
    "too many currencies": (
        "Date,"
        + ",".join(f"{a}{b}A" for a in "ABCDEFGHIJKLMNOP" for b in "ABCDEFGHIJKLMNOP")
        + "\n2026-11-27,1\n"
    ).encode(),
    "too large": b"Date,USD\n" + b"x" * (9 * 1024 * 1024),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_is_not_the_banks_is_refused_by_name(kind: str) -> None:
    with pytest.raises(RateFileRefused, match=r"“odd\.zip” is not the history"):
        read_rates(HOSTILE[kind], "odd.zip")


def test_a_locked_archive_is_refused() -> None:
    content = bytearray(zipped(("a.csv", HISTORY)))
    content[6] |= 1  # the mark of an encrypted part, in both of its headers
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(RateFileRefused):
        read_rates(bytes(content), "locked.zip")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_changed_byte_is_read_as_rates_or_refused_and_nothing_else(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([HISTORY.encode(), zipped(("eurofxref-hist.csv", HISTORY))]))
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]
    try:
        read = read_rates(changed, "changed")
    except RateFileRefused:
        return
    found = read.rate("USD", "EUR", date(2026, 12, 1))
    assert found is None or found.rate > 0


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(2009, 1, 12), date(2026, 10, 20)),
    st.sampled_from(["USD", "GBP", "JPY", "CHF", "SEK", "INR", "EUR"]),
    st.sampled_from(["USD", "GBP", "PLN", "EUR"]),
)
def test_rates_are_those_of_the_library_that_ships_them(on: date, of: str, into: str) -> None:
    if of == into:
        return
    found = load_shipped_rates().rate(of, into, on)
    assert found is not None
    theirs = library().convert(1, of, into, on)
    assert float(found.rate) == pytest.approx(float(theirs), rel=1e-5)
    assert on - timedelta(days=10) < found.on <= on


@cache
def library() -> CurrencyConverter:
    return CurrencyConverter(fallback_on_missing_rate=True, fallback_on_missing_rate_method="last_known")
