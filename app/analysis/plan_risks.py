"""The risks of a plan in money, and their place in a square of three by three.

Probability and impact are 1 to 5. Expected cost is probability / 6 of what it would cost (06_risk_library.yaml,
`method.money`). The reserve is what would be enough four times in five if each risk happens or does not by itself.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from app.analysis.money import Money, sum_money

SIXTHS = 6
ENOUGH = Decimal("0.8")
MOST_COUNTED = 10
"""The worst so many are reckoned with: those the owner is shown."""

SHARE_OF_PRICE = {
    n: Decimal(share) for n, share in zip(range(1, 6), ("0.01", "0.02", "0.05", "0.1", "0.2"), strict=True)
}
"""What a risk of each impact is taken to cost where nobody said: our own default, and labelled as one."""

LOW, MEDIUM, HIGH = "low", "medium", "high"
THIRDS = {1: LOW, 2: LOW, 3: MEDIUM, 4: HIGH, 5: HIGH}


class RiskSize(NamedTuple):
    """How likely, how bad, and what it would cost."""

    likely: int
    hurts: int
    cost: Money

    @property
    def score(self) -> int:
        """From 1 to 25."""
        return self.likely * self.hurts

    @property
    def chance(self) -> Decimal:
        """The probability its level stands for."""
        return Decimal(self.likely) / SIXTHS

    @property
    def expected(self) -> Money:
        """What it costs on average."""
        return self.cost.times(self.chance)


def usual_cost(price: Money, hurts: int) -> Money:
    """What an impact is taken to cost in work of this price, where nobody said."""
    return price.times(SHARE_OF_PRICE[hurts])


def worst(sizes: Iterable[RiskSize]) -> tuple[RiskSize, ...]:
    """Those that are reckoned with, the worst first."""
    return tuple(sorted(sizes, key=lambda size: (-size.score, -size.expected.minor)))[:MOST_COUNTED]


def expected_sum(sizes: Sequence[RiskSize], currency: str) -> Money:
    """What the counted risks cost together on average."""
    return sum_money((size.expected for size in worst(sizes)), currency)


def reserve(sizes: Sequence[RiskSize], currency: str) -> Money:
    """The least sum that covers what happens four times in five, told exactly from every combination."""
    chances: dict[int, Decimal] = {0: Decimal(1)}
    for size in worst(sizes):
        after: dict[int, Decimal] = {}
        for cost, chance in chances.items():
            after[cost] = after.get(cost, Decimal(0)) + chance * (1 - size.chance)
            dearer = cost + size.cost.minor
            after[dearer] = after.get(dearer, Decimal(0)) + chance * size.chance
        chances = after
    so_far = Decimal(0)
    for cost in sorted(chances):
        so_far += chances[cost]
        if so_far >= ENOUGH:
            return Money(cost, currency)
    return Money(max(chances), currency)
