"""One formatter for every screen and document."""

from datetime import UTC, date, datetime
from decimal import Decimal

from app.analysis.money import Money
from app.words import say, say_count
from app.words.formats import NOTHING, Formats

GB = Formats()


def test_money_shows_its_own_decimals() -> None:
    assert GB.money(Money(2445000, "GBP")) == "£24,450.00"
    assert GB.money_short(Money(2445000, "GBP")) == "£24,450"
    assert GB.money_short(Money(348412, "GBP")) == "£3,484.12"
    assert GB.money(Money(1200, "JPY")) == "JP¥1,200"
    assert GB.money(None) == NOTHING


def test_dates_are_never_read_the_wrong_way_round() -> None:
    assert GB.day(date(2026, 11, 3)) == "3 Nov 2026"
    assert GB.weekday_day(date(2026, 11, 27)) == "Fri 27 Nov"


def test_a_time_is_the_readers_own() -> None:
    instant = datetime(2026, 7, 1, 9, 42, tzinfo=UTC)
    assert GB.clock(instant) == "10:42"
    assert Formats(time_zone="Asia/Kolkata").clock(instant) == "15:12"


def test_shares_and_effort() -> None:
    assert GB.percent(Decimal("0.05")) == "5%"
    assert GB.effort(Decimal("53.50")) == "53.5 days"
    assert GB.effort(Decimal("1.0")) == "1 day"
    assert GB.effort(Decimal(20)) == "20 days"


def test_values_are_put_in_as_text_and_never_read_as_a_format() -> None:
    assert say("You are choosing {provider}.", provider="{x} & Sons") == "You are choosing {x} & Sons."
    assert say_count("{count} change", "{count} changes", 3) == "3 changes"
