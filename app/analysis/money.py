"""Money as whole minor units with a currency: sums that balance to the penny."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_WITHOUT_MINOR_UNITS = (
    *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"),
    *("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"),
)
_IN_THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_EXPONENT = {
    **dict.fromkeys(_WITHOUT_MINOR_UNITS, 0),
    **dict.fromkeys(_IN_THOUSANDTHS, 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
"""Decimal places of a currency by ISO 4217, where they are not two."""


class CurrencyMismatch(ValueError):
    """Two amounts in different currencies were added, subtracted or compared."""


def exponent(currency: str) -> int:
    """Decimal places of `currency` (ISO 4217): 2 for GBP, 0 for JPY, 3 for BHD."""
    return _EXPONENT.get(currency, 2)


@dataclass(frozen=True)
class Money:
    """An amount of `minor` units (pence, cents) in `currency`; never a float, never without currency."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal, currency: str) -> "Money":
        """`amount` in major units (pounds), half-up to the currency's minor unit."""
        return cls(_half_up(amount.scaleb(exponent(currency))), currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, with the currency's own decimal places."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, factor: "Decimal | int") -> "Money":
        return self.times(Decimal(factor))

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def times(self, factor: Decimal) -> "Money":
        """The amount times `factor`, half-up (away from zero at the half) to a minor unit."""
        return Money(_half_up(self.minor * factor), self.currency)

    def allocate(self, shares: Sequence[Decimal]) -> tuple["Money", ...]:
        """Cut the amount by `shares` so that the parts add up to it exactly.

        Each part gets its whole minor units; the units left over go to the largest remainders,
        the earlier part first among equals. Raises ValueError where a share is negative or
        the shares add up to nothing.
        """
        total = sum(shares, Decimal(0))
        if total <= 0 or any(share < 0 for share in shares):
            raise ValueError("shares must not be negative and must add up to more than nothing")
        sign = -1 if self.minor < 0 else 1
        parts = [divmod(abs(self.minor) * share, total) for share in shares]
        whole = [int(units) for units, _ in parts]
        by_remainder = sorted(range(len(parts)), key=lambda part: -parts[part][1])
        for part in by_remainder[: abs(self.minor) - sum(whole)]:
            whole[part] += 1
        return tuple(Money(sign * units, self.currency) for units in whole)

    def rounded_to(self, major_units: Decimal) -> "Money":
        """The amount rounded half-up to a multiple of `major_units`, as estimates are shown."""
        steps = (self.decimal / major_units).quantize(Decimal(1), ROUND_HALF_UP)
        return Money.of(steps * major_units, self.currency)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be put together")
        return other.minor


def sum_money(amounts: Iterable[Money], currency: str) -> Money:
    """The sum in `currency`, which is needed for the sum of nothing; raises CurrencyMismatch."""
    total = Money(0, currency)
    for amount in amounts:
        total = total + amount
    return total


def _half_up(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))
