"""How money, dates and numbers look: one formatter for screens, documents and verbs."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent

from app.analysis.money import Money, exponent
from app.words.catalogue import say, say_count

NOTHING = "–"
"""What stands where a value is missing."""

PAPER_OF_COUNTRY = {
    "US": "Letter",
    "CA": "Letter",
    "MX": "Letter",
    "PH": "Letter",
    "CL": "Letter",
    "CO": "Letter",
}


@dataclass(frozen=True)
class Formats:
    """The reader's locale, home currency and time zone, applied to every value shown."""

    locale: str = "en_GB"
    currency: str = "GBP"
    time_zone: str = "Europe/London"

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(self.locale)

    @property
    def paper(self) -> str:
        """Paper size of the reader's country: "A4" or "Letter"."""
        return PAPER_OF_COUNTRY.get(self._locale.territory or "", "A4")

    @property
    def language(self) -> str:
        """BCP 47 tag, as documents carry it."""
        return self.locale.replace("_", "-")

    def money(self, amount: Money | None) -> str:
        """The exact amount with its minor units: £24,450.00."""
        if amount is None:
            return NOTHING
        return str(
            format_currency(amount.decimal, amount.currency, locale=self._locale, currency_digits=True)
        )

    def money_short(self, amount: Money | None) -> str:
        """The amount without minor units where they are zero: £24,450; else as `money`."""
        if amount is None:
            return NOTHING
        if amount.minor % 10 ** exponent(amount.currency):
            return self.money(amount)
        pattern = self._locale.currency_formats["standard"].pattern.replace(".00", "")
        return str(
            format_currency(
                amount.decimal, amount.currency, pattern, locale=self._locale, currency_digits=False
            )
        )

    def day(self, day: date | None) -> str:
        """23 Nov 2026: the same order everywhere, so that no one misreads it."""
        return NOTHING if day is None else str(format_date(day, "d MMM yyyy", locale=self._locale))

    def short_day(self, day: date | None) -> str:
        """23 Nov, where the year is plain from the context."""
        return NOTHING if day is None else str(format_date(day, "d MMM", locale=self._locale))

    def weekday_day(self, day: date | None) -> str:
        """Fri 27 Nov."""
        return NOTHING if day is None else str(format_date(day, "EEE d MMM", locale=self._locale))

    def weekday(self, day: date) -> str:
        """Fri, over a day that stands beside or below it."""
        return str(format_date(day, "EEE", locale=self._locale))

    def day_long(self, day: date | None) -> str:
        """Friday 27 November 2026."""
        return NOTHING if day is None else str(format_date(day, "EEEE d MMMM yyyy", locale=self._locale))

    def month(self, day: date) -> str:
        """Nov: the tick of a time line."""
        return str(format_date(day, "LLL", locale=self._locale))

    def month_year(self, day: date) -> str:
        """Nov 2026: the tick of a time line that spans years."""
        return str(format_date(day, "LLL yyyy", locale=self._locale))

    def clock(self, instant: datetime | None) -> str:
        """10:42 in the reader's time zone. `instant` is UTC."""
        if instant is None:
            return NOTHING
        return str(format_time(instant, "HH:mm", tzinfo=ZoneInfo(self.time_zone), locale=self._locale))

    def hour(self, at: time) -> str:
        """09:00 by the clock of whatever place is spoken of."""
        return str(format_time(at, "HH:mm", locale=self._locale))

    def local_day(self, instant: datetime) -> date:
        """The date it was for the reader at `instant` (UTC)."""
        return instant.astimezone(ZoneInfo(self.time_zone)).date()

    def number(self, value: Decimal | int | None) -> str:
        """1,234.5: as many decimals as the value has."""
        return (
            NOTHING
            if value is None
            else str(format_decimal(value, locale=self._locale, decimal_quantization=False))
        )

    def one_decimal(self, value: Decimal | None) -> str:
        """12.0: points and other figures that are compared down a column."""
        return NOTHING if value is None else str(format_decimal(value, "#,##0.0", locale=self._locale))

    def percent(self, share: Decimal | None) -> str:
        """A share of one as a whole percentage: 0.35 → 35%."""
        return NOTHING if share is None else str(format_percent(share, "#,##0%", locale=self._locale))

    def effort(self, days: Decimal | None) -> str:
        """Person-days with one decimal at most: 53.5 days."""
        if days is None:
            return NOTHING
        rounded = days.quantize(Decimal("0.1")).normalize()
        if rounded == 1:
            return say("1 day")
        return say("{days} days", days=_written(self._locale, f"{rounded:f}"))

    def weeks(self, count: int) -> str:
        """3 weeks."""
        return say_count("{count} week", "{count} weeks", count)


@lru_cache(maxsize=1024)
def _written(locale: Locale, number: str) -> str:
    """Many lines say the same few numbers, each of which takes as long to write as a provider to judge."""
    return str(format_decimal(Decimal(number), locale=locale, decimal_quantization=False))
