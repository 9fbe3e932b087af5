"""Who could do each part of a plan: every provider with a rate for its role, from each place they have one for.

A part keeps its work wherever it goes. Where a day yields less there are more days; what distance adds to a day is in
the cost. Two people are sooner done than one and need a tenth more days, as they have to talk to each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from app.analysis.blend import NOTHING_ADDED, Allowances, Phase, Site, TeamPart, site_of, true_part
from app.analysis.money import Money
from app.analysis.team_dates import Free, Weeks
from app.analysis.team_options import Option, Package, Provider, Work

HUNDRED = Decimal(100)
WHOLE_DAY = 24 * 60
TOGETHER = Decimal("1.1")
"""Days of two people for what takes one a day alone."""

WORTH_TWO = Decimal(4)
"""Days of work from which on two people are thought of."""

RISKS = {Site.HERE: 0, Site.NEAR: 100, Site.OFF: 200, Site.UNKNOWN: 200}
"""Thousandths for work done there: our own scale, stated with every figure that rests on it."""

TWO_AT_ONCE = 50
NOT_QUOTED = 150
"""Thousandths for two people at once, and for a rate that was told but never quoted for this project."""

TO_BEGIN = 2
"""Days of its dearest rate that each further provider takes to begin."""

WEEKDAYS = Weeks()

Rate = tuple[Money, bool]
"""A day rate, and whether it was quoted for this project."""


class Part(NamedTuple):
    """A part of the plan as it stands, and the parts it waits for by their keys."""

    key: str
    does: TeamPart
    after: tuple[str, ...] = ()
    by: str = ""
    """The key of whom the plan has do it."""


class Seller(NamedTuple):
    """A provider with its rates by role and kind of rate. `shared` is minutes a day from elsewhere, where known."""

    key: str
    rates: Mapping[tuple[str, str], Rate]
    shared: int | None = None
    free: Free = Free()
    chosen: bool = False


class Doing(NamedTuple):
    """What an option means: who does the part, based where, for how many days at what rate."""

    part: str
    provider: str
    tier: str
    effort: Decimal
    on_site: Decimal
    rate: Money
    people: int
    quoted: bool


class Choices(NamedTuple):
    """The work with its options, what each option means, and the options that are the plan as it stands."""

    work: Work
    doings: Mapping[str, Doing]
    planned: tuple[Option, ...]
    """One for each package; empty where a part has no rate."""


def choices(
    parts: Sequence[Part],
    sellers: Sequence[Seller],
    allowed: Mapping[str, Allowances],
    weeks: Weeks = WEEKDAYS,
) -> Choices:
    """Every option of every part, in an order in which each stands after those it waits for."""
    doings: dict[str, Doing] = {}
    packages: list[Package] = []
    planned: list[Option] = []
    for part in _in_order(parts):
        options = []
        for seller in sellers:
            for doing in _doings(part, seller, allowed):
                key = f"{part.key}/{len(doings)}"
                doings[key] = doing
                options.append(_option(key, doing, seller, part, allowed))
                if _as_planned(doing, part):
                    planned.append(options[-1])
        after = tuple((before, 0) for before in part.after)
        packages.append(Package(part.key, int(part.does.effort * HUNDRED), tuple(options), after))
    work = Work(tuple(packages), tuple(_provider(seller) for seller in sellers), weeks=weeks)
    return Choices(work, doings, tuple(planned) if len(planned) == len(packages) else ())


def _in_order(parts: Sequence[Part]) -> Iterator[Part]:
    told: set[str] = set()
    left = list(parts)
    while left:
        ready = [part for part in left if all(before in told for before in part.after)]
        if not ready:
            raise ValueError("parts of a plan wait for one another")
        yield from ready
        told.update(part.key for part in ready)
        left = [part for part in left if part.key not in told]


def _doings(part: Part, seller: Seller, allowed: Mapping[str, Allowances]) -> Iterator[Doing]:
    does = part.does
    for (role, tier), (rate, quoted) in seller.rates.items():
        if role != does.role:
            continue
        days = _days_at(does, tier, allowed)
        here = min(does.on_site, days)
        places = dict.fromkeys((here, days) if site_of(tier) is Site.HERE else (here,))
        for on_site in places:
            yield Doing(part.key, seller.key, tier, days, on_site, rate, 1, quoted)
            if days >= WORTH_TWO and does.phase is not Phase.LEAD:
                more = _hundredth(days * TOGETHER)
                mine = more if on_site == days else on_site
                yield Doing(part.key, seller.key, tier, more, mine, rate, 2, quoted)


def _days_at(does: TeamPart, tier: str, allowed: Mapping[str, Allowances]) -> Decimal:
    """Its days where a day yields what it does there."""
    if tier == does.tier:
        return does.effort
    yields = allowed.get(does.tier, NOTHING_ADDED).productivity
    return _hundredth(does.effort * yields / allowed.get(tier, NOTHING_ADDED).productivity)


def _hundredth(days: Decimal) -> Decimal:
    return days.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _as_planned(doing: Doing, part: Part) -> bool:
    does = part.does
    told_since = does.rate is None and not doing.quoted
    return (told_since or does.rate == doing.rate) and (
        (doing.provider, doing.tier, doing.effort, doing.on_site, doing.people)
        == (part.by, does.tier, does.effort, does.on_site, 1)
    )


def _option(key: str, doing: Doing, seller: Seller, part: Part, allowed: Mapping[str, Allowances]) -> Option:
    does, site = part.does, site_of(doing.tier)
    cost = true_part(
        TeamPart(does.role, doing.tier, doing.effort, doing.on_site, doing.rate), allowed
    ) or Decimal(0)
    lasts = (doing.effort / doing.people).to_integral_value(ROUND_CEILING)
    elsewhere = (doing.effort - doing.on_site) / doing.effort if doing.effort else Decimal(0)
    risk = int(RISKS[site] * elsewhere) + (TWO_AT_ONCE if doing.people > 1 else 0)
    return Option(
        key=key,
        provider=seller.key,
        cost=Money.of(cost, doing.rate.currency).minor,
        days=0 if does.phase is Phase.LEAD else int(lasts),
        effort=int(doing.effort * HUNDRED),
        on_site=int(doing.on_site * HUNDRED),
        risk=risk + (0 if doing.quoted else NOT_QUOTED),
        shared=WHOLE_DAY if site is Site.HERE or not elsewhere else seller.shared or 0,
        changed=0 if _as_planned(doing, part) else 1,
    )


def _provider(seller: Seller) -> Provider:
    dearest = max((rate.minor for rate, _ in seller.rates.values()), default=0)
    return Provider(seller.key, 0 if seller.chosen else TO_BEGIN * dearest, seller.free)
