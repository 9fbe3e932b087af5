"""A safe first step: the first package of a job, bought alone, with a way out after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.analysis.estimate import Estimate, PackageEstimate, RoleRate
from app.analysis.money import Money
from app.analysis.readiness import Readiness
from app.analysis.work import ZERO, Effort


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What a first step would be: its package, its days, and what of the whole is put at risk.

    `cost` is its mean effort at middle rates, `share` its part of the whole job's likely effort.
    """

    package: PackageEstimate
    effort: Effort
    cost: Money | None
    share: Decimal


def first_step(done: Estimate, rates: Mapping[str, RoleRate], currency: str) -> FirstStep | None:
    """The first package of the main template that is work of its own; None where nothing is sized."""
    own = [each for each in done.packages if each.package.effort.pct_of_total is None and each.effort.high]
    if not own:
        return None
    first = own[0]
    whole = done.total.likely
    return FirstStep(
        first,
        first.effort,
        package_cost(first, rates, currency),
        first.effort.likely / whole if whole else ZERO,
    )


def package_cost(package: PackageEstimate, rates: Mapping[str, RoleRate], currency: str) -> Money | None:
    """One package's mean effort at middle rates; None where a role has no rate."""
    if not rates or any(share.role not in rates for share in package.package.roles):
        return None
    cost = ZERO
    for share in package.package.roles:
        rate = rates[share.role]
        cost += package.effort.mean * share.share * rate.mid * rate.allowance
    return Money.of(cost, currency)


def helps(engagement_class: str, ready: Readiness, trust: Decimal | None, *, light: bool) -> bool:
    """Whether a first step is worth offering: nobody can price it yet, conditions hold, or nobody knows
    the provider. A job of a few days is no bigger than its own first step."""
    if light:
        return False
    conditions = ready.score is None or ready.score < 75 or bool(ready.blockers)
    return engagement_class in ("discovery", "not_ready") or conditions or not trust
