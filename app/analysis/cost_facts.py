"""What quotes are reckoned with as it is typed in: the contract of its form, its query and the verb that keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.analysis.money import Money


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """What may happen: its chance as a share, what it costs, and whether only with a team elsewhere."""

    what: str
    chance: Decimal
    cost: Money
    remote: bool = False


@dataclass(frozen=True, slots=True)
class CostFacts:
    """Every field of a footing; None is "not settled". Shares are of one."""

    source: str = ""
    owner_day: Money | None = None
    coordination_hours: Decimal | None = None
    coordination_hour: Money | None = None
    transition: Money | None = None
    travel: Money | None = None
    changes_share: Decimal | None = None
    money_share: Decimal | None = None
    home_tax_rate: Decimal | None = None
    tax_lost_share: Decimal | None = None
    risks: tuple[RiskFacts, ...] = ()

    @property
    def amounts(self) -> tuple[Money, ...]:
        """Every amount that is settled."""
        said = (self.owner_day, self.coordination_hour, self.transition, self.travel)
        return (*(amount for amount in said if amount is not None), *(risk.cost for risk in self.risks))

    @property
    def shares(self) -> tuple[Decimal, ...]:
        """Every share that is settled."""
        said = (self.changes_share, self.money_share, self.home_tax_rate, self.tax_lost_share)
        return (*(share for share in said if share is not None), *(risk.chance for risk in self.risks))
