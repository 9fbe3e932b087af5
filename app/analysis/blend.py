"""A team of people here and elsewhere as one: what its days cost on average, and what they truly cost.

The *effective rate* is what a day of the mix costs: every rate by its days. The *true rate* of people elsewhere adds
what distance takes: talking across it, leading it, doing work again, and getting less done in a day. Each is a share
that anybody can see and change; what is assumed is of `cost_of_distance` (06_engagement.yaml) and of the productivity
allowance (00_meta.yaml). The days of a quote hold already that less is done in each, so only the rest is added to
their cost; the true rate is told for as much work as a day nearby yields. Days that somebody from elsewhere works at
the owner's place carry none of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from app.analysis.jobs import RemoteAllowance
from app.analysis.money import Money
from app.analysis.work import ZERO

ONE = Decimal(1)
PAYS_BELOW = Decimal("0.75")
"""Of the rate nearby: above this, distance is said to save nothing (06_engagement.yaml)."""

NEAR, OFF = "nearshore", "offshore"
ON_SHORE = "onsite"
"""How the keys of the rates of the owner's own part of the world begin."""


class Phase(StrEnum):
    """What a part of the work is for; the mix of people is another one in each."""

    DISCOVER = "discover"
    BUILD = "build"
    HAND_OVER = "hand_over"
    LEAD = "lead"


class Site(StrEnum):
    """Where people are based, seen from the owner."""

    HERE = "here"
    NEAR = "near"
    OFF = "off"
    UNKNOWN = "unknown"


def site_of(tier: str) -> Site:
    """Where the people of a kind of rate are based."""
    if tier.startswith(ON_SHORE):
        return Site.HERE
    return {NEAR: Site.NEAR, OFF: Site.OFF}.get(tier, Site.UNKNOWN)


class Allowances(NamedTuple):
    """What distance adds to a rate, as shares of it; `productivity` is what a day yields, 1 being as much as nearby."""

    communication: Decimal = ZERO
    governance: Decimal = ZERO
    rework: Decimal = ZERO
    productivity: Decimal = ONE

    @property
    def a_day(self) -> Decimal:
        """What a day costs in all, as a multiple of the rate."""
        return ONE + self.communication + self.governance + self.rework

    @property
    def factor(self) -> Decimal:
        """What as much work costs as a day nearby yields, as a multiple of the rate."""
        if self.productivity <= 0:
            raise ValueError("a day has to yield something")
        return self.a_day / self.productivity

    @property
    def break_even(self) -> Decimal:
        """The rate, as a share of the one nearby, at which distance neither saves nor costs."""
        return ONE / self.factor


NOTHING_ADDED = Allowances()
NEAR_COORDINATION = (Decimal("0.05"), Decimal("0.03"))
"""8 % near-shore, for talking and leading."""

OFF_COORDINATION = (
    (Decimal(4), (Decimal("0.08"), Decimal("0.04"))),
    (Decimal(3), (Decimal("0.09"), Decimal("0.045"))),
)
FAR_COORDINATION = (Decimal("0.10"), Decimal("0.05"))
"""12 to 15 % off-shore, the more the fewer hours are shared: in the steps of the productivity allowance."""


def usual_allowances(site: Site, shared_hours: Decimal | None) -> Allowances:
    """What is assumed for people based there. Work done again is not assumed: no source gives a figure."""
    if site is Site.NEAR:
        return Allowances(*NEAR_COORDINATION)
    if site is not Site.OFF:
        return NOTHING_ADDED
    talking, leading = next(
        (shares for hours, shares in OFF_COORDINATION if shared_hours is not None and shared_hours >= hours),
        FAR_COORDINATION,
    )
    return Allowances(talking, leading, ZERO, ONE / RemoteAllowance().factor(shared_hours))


class TeamPart(NamedTuple):
    """One role's part in a package: days at a rate, `on_site` of them at the owner's place."""

    role: str
    tier: str
    effort: Decimal
    on_site: Decimal
    rate: Money | None
    phase: Phase = Phase.BUILD
    person: str = ""

    @property
    def elsewhere(self) -> Decimal:
        """Days not worked at the owner's place."""
        return self.effort - self.on_site


def effective_rate(days: Iterable[tuple[Decimal, Money]]) -> Money | None:
    """What a day of the mix costs: the sum of rate times days over the days; None without days."""
    rows = list(days)
    whole = sum((count for count, _ in rows), ZERO)
    if not whole:
        return None
    cost = sum((count * rate.decimal for count, rate in rows), ZERO)
    return Money.of(cost / whole, rows[0][1].currency)


def true_rate(rate: Money, allowances: Allowances) -> Money:
    """What as much work costs as a day nearby yields, rounded half up to the minor unit."""
    return rate.times(allowances.factor)


class Blend(NamedTuple):
    """A team in sums; amounts excl. tax, over the parts that have a rate."""

    effort: Decimal
    on_site: Decimal
    cost: Money
    true_cost: Money
    by_phase: Mapping[Phase, tuple[Decimal, Decimal]]
    """Phase → days in all, and those at the owner's place."""

    without_rate: Decimal
    """Days that nobody has a rate for."""

    yields: Decimal
    """The days that have a rate, as days nearby."""

    @property
    def share(self) -> Decimal | None:
        """The part of the days worked at the owner's place; None without days."""
        return self.on_site / self.effort if self.effort else None

    @property
    def rate(self) -> Money | None:
        """The effective day rate."""
        return _each(self.cost, self.effort - self.without_rate)

    @property
    def true_rate(self) -> Money | None:
        """The true rate of the whole team: for as much work as a day nearby yields."""
        return _each(self.true_cost, self.yields)


def _each(cost: Money, days: Decimal) -> Money | None:
    return Money.of(cost.decimal / days, cost.currency) if days else None


def true_part(part: TeamPart, allowances: Mapping[str, Allowances]) -> Decimal | None:
    """What one part truly costs, unrounded; None without a rate."""
    if part.rate is None:
        return None
    return part.rate.decimal * (
        part.on_site + part.elsewhere * allowances.get(part.tier, NOTHING_ADDED).a_day
    )


def blend(parts: Sequence[TeamPart], allowances: Mapping[str, Allowances], currency: str) -> Blend:
    """The team in sums; `allowances` by the key of the rates. A tier that is not there carries none."""
    by_phase: dict[Phase, tuple[Decimal, Decimal]] = {}
    for part in parts:
        whole, here = by_phase.get(part.phase, (ZERO, ZERO))
        by_phase[part.phase] = (whole + part.effort, here + part.on_site)
    priced = [part for part in parts if part.rate is not None]
    cost = sum((part.effort * part.rate.decimal for part in priced if part.rate is not None), ZERO)
    true = sum((true_part(part, allowances) or ZERO for part in priced), ZERO)
    return Blend(
        sum((part.effort for part in parts), ZERO),
        sum((part.on_site for part in parts), ZERO),
        Money.of(cost, currency),
        Money.of(true, currency),
        {phase: by_phase[phase] for phase in Phase if phase in by_phase},
        sum((part.effort for part in parts if part.rate is None), ZERO),
        sum((_yields(part, allowances) for part in priced), ZERO),
    )


def _yields(part: TeamPart, allowances: Mapping[str, Allowances]) -> Decimal:
    return part.on_site + part.elsewhere * allowances.get(part.tier, NOTHING_ADDED).productivity


class Worth(StrEnum):
    """Whether distance pays for a rate beside the one nearby."""

    PAYS = "pays"
    HARDLY = "hardly"
    COSTS = "costs"


def worth(rate: Money, nearby: Money, allowances: Allowances) -> Worth:
    """Above what it truly costs nearby it costs; it pays where it also keeps below the 0.75 of the rule."""
    if rate.decimal * allowances.factor >= nearby.decimal:
        return Worth.COSTS
    return Worth.PAYS if rate.decimal < PAYS_BELOW * nearby.decimal else Worth.HARDLY
