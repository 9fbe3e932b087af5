"""What a day of a role should cost: P10, P50 and P90 with what they rest on.

Three bases. *Indicative*: the band of `resources/knowledge/03_roles.yaml`. *Observed*: that band's place taken by
the 20th and 80th percentile of ten or more accepted quotes of the last 18 months, as the file's rule says. *Public*:
for people on site in the United States, the fitted table of public contract rates.

A band's ends are read as its 20th and 80th percentile whichever the basis, and P10 and P90 lie as far out as they do
where rates are spread normally: 1.52 times as far from the middle. Who is senior costs the high end, who is junior the
low end (`title_rules.rank.effect`), with half the spread, as less is left open. Amounts are half-up: a day to the
whole unit, an hour to the minor unit.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple, TypeAlias

from app.analysis.money import Money
from app.analysis.public_rates import HourlyRate
from app.analysis.titles import Rank
from app.analysis.work import RateBand

Basis: TypeAlias = Literal["indicative", "observed", "public"]
HOURS_PER_DAY = Decimal("7.5")
LEAST_QUOTES = 10
OBSERVED_MONTHS = 18
TENTH_OVER_FIFTH = Decimal("1.5227")
"""1.2816 / 0.8416: deviations of the normal distribution that one in ten, and one in five, pass."""
KNOWN_LEVEL_SPREAD = Decimal("0.5")
YEARS_OF_LEVEL: dict[Rank, Decimal] = {"junior": Decimal(2), "mid": Decimal(5), "senior": Decimal(8)}
"""Years that price lists ask for at each level, as a median."""
MID_FROM, SENIOR_FROM = Decimal(3), Decimal(8)
WHOLE = Decimal(1)


class DayRate(NamedTuple):
    """A day of a role, excluding tax: one in ten costs less than p10, half less than p50, nine in ten less than p90."""

    p10: Money
    p50: Money
    p90: Money
    basis: Basis
    quotes: int = 0
    """How many accepted quotes an observed band rests on."""

    def hourly(self) -> tuple[Money, Money, Money]:
        """The same for an hour, of 7.5 a day, to the minor unit."""
        p10, p50, p90 = (
            Money.of(rate.decimal / HOURS_PER_DAY, rate.currency) for rate in (self.p10, self.p50, self.p90)
        )
        return p10, p50, p90


def banded_rate(
    band: RateBand, currency: str, *, level: Rank | None = None, basis: Basis = "indicative", quotes: int = 0
) -> DayRate:
    """The rate within a band, for a level where that is known."""
    middle = {"junior": band.low, "senior": band.high}.get(level or "", band.mid)
    spread = (band.high - band.low) / 2 * TENTH_OVER_FIFTH * (KNOWN_LEVEL_SPREAD if level else 1)
    ends = (middle - spread, middle, middle + spread)
    p10, p50, p90 = (_whole(max(end, Decimal(0)), currency) for end in ends)
    return DayRate(p10, p50, p90, basis, quotes)


def public_day_rate(hourly: HourlyRate) -> DayRate:
    """A day on site in the United States."""
    p10, p50, p90 = (_whole(rate * HOURS_PER_DAY, "USD") for rate in (hourly.p10, hourly.p50, hourly.p90))
    return DayRate(p10, p50, p90, "public")


def public_band(hourly: HourlyRate) -> RateBand:
    """The same as a band an estimate reckons with: from the 20th percentile to as far above the middle."""
    low, middle = (rate * HOURS_PER_DAY for rate in (hourly.p20, hourly.p50))
    return RateBand(_rounded(low), 2 * _rounded(middle) - _rounded(low))


def observed_band(rates: Sequence[Decimal]) -> RateBand | None:
    """The 20th and 80th percentile of accepted day rates, between two of them in proportion; None of too few."""
    if len(rates) < LEAST_QUOTES:
        return None
    return RateBand(_rounded(_percentile(rates, 20)), _rounded(_percentile(rates, 80)))


def level_of_years(years: Decimal) -> Rank:
    """Under three years junior, from eight senior."""
    return "junior" if years < MID_FROM else "mid" if years < SENIOR_FROM else "senior"


def usual_years(sfia_levels: str) -> Decimal:
    """Years that a role usually asks for, from its levels of responsibility: "2-3" is two, "4-5" five, "5-6" eight."""
    levels = [Decimal(level) for level in sfia_levels.split("-")]
    mean = sum(levels, Decimal(0)) / len(levels)
    return YEARS_OF_LEVEL["junior" if mean < MID_FROM else "mid" if mean < 5 else "senior"]


def _percentile(rates: Sequence[Decimal], share: int) -> Decimal:
    ordered = sorted(rates)
    below, rest = divmod(Decimal(share) * (len(ordered) - 1), Decimal(100))
    at = int(below)
    above = ordered[min(at + 1, len(ordered) - 1)]
    return ordered[at] + (above - ordered[at]) * rest / 100


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(WHOLE, ROUND_HALF_UP)


def _whole(amount: Decimal, currency: str) -> Money:
    return Money.of(_rounded(amount), currency)
