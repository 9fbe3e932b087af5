"""When the plan may truly be over and at what cost: what the draws need, read at once, and what they say in words.

`draws_of` reads in the window's thread; `drawn` only reckons, for a job beside the window.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.analysis.plan_risks import MOST_COUNTED
from app.analysis.schedule import Network
from app.analysis.schedule_ranges import end_ranges
from app.analysis.schedule_risk import RUNS, SEED, Costs, Driver, Simulation, simulate, tornado
from app.domain.plan_network import activity_key
from app.domain.schedules import TASK
from app.domain.team import WorkPackage
from app.queries.lens import Lens
from app.queries.schedule_parts import Laid, laid_out
from app.queries.schedule_risks import Register, register_of
from app.queries.schedule_rows import Chances, Pull
from app.queries.stages import needed_by
from app.words import say, say_count
from app.words.formats import Formats

SHOWN = 8
"""What moves the end most: so many lines of it."""

LEAST_PULL = 0.05
TEN = 10
"""To which sums of draws are rounded: they are no prices."""


@dataclass(frozen=True)
class Draws:
    """What is drawn: the network with its names, what a day of each line costs, and what is to be met."""

    network: Network
    names: Mapping[str, str]
    costs: Costs
    currency: str
    needed_by: date | None
    price: Money | None
    """What was agreed: the cost is held against it."""

    work_at_rates: bool
    register: Register = field(default_factory=Register)
    counts_risks: bool = True


def draws_of(
    session: Session, *, lens: Lens, project_id: uuid.UUID, on: date, counts_risks: bool = True
) -> Draws | None:
    """All that the draws need; None where there is no schedule to draw."""
    laid = laid_out(session, project_id, on)
    if laid is None or laid.network is None or laid.faults or laid.is_over:
        return None
    costs = _costs(session, laid)
    register = register_of(session, laid)
    return Draws(
        network=laid.network,
        names={**laid.names, **dict(register.names)},
        costs=costs,
        currency=laid.engagement.price.currency if laid.engagement.price else laid.project.currency,
        needed_by=needed_by(session, lens=lens, project_id=project_id),
        price=laid.engagement.price,
        work_at_rates=bool(costs.per_day),
        register=register,
        counts_risks=counts_risks,
    )


def simulated(draws: Draws, *, runs: int = RUNS, seed: int = SEED) -> tuple[Simulation, Simulation]:
    """The plan drawn without the risks of the register and, on the same draws, with those that count."""
    plain = simulate(draws.network, costs=draws.costs, runs=runs, seed=seed)
    risks = draws.register.counted if draws.counts_risks else ()
    if not risks:
        return plain, plain
    return plain, simulate(draws.network, risks=risks, costs=draws.costs, runs=runs, seed=seed)


def drawn(draws: Draws, formats: Formats, *, runs: int = RUNS, seed: int = SEED) -> Chances:
    """Draw the plan and say what comes of it; the same seed gives the same days every time."""
    return told(draws, *simulated(draws, runs=runs, seed=seed), formats)


def told(draws: Draws, plain: Simulation, found: Simulation, formats: Formats) -> Chances:
    """What the draws come to, in words."""
    p50, p80 = found.ends_by(0.5), found.ends_by(0.8)
    at_rates = draws.work_at_rates
    return Chances(
        p50=p50,
        p80=p80,
        cost_p50=_money(found.costs_at_most(0.5), draws, formats) if at_rates else "",
        cost_p80=_money(found.costs_at_most(0.8), draws, formats) if at_rates else "",
        words=_words(found, p50, p80, draws, formats),
        drivers=tuple(_pulls(tornado(found), draws, found)),
        ranges=dict(end_ranges(draws.network, found)),
        risk_words=" ".join(risk_words(draws, plain, formats)),
    )


def _costs(session: Session, laid: Laid) -> Costs:
    """The price where every line takes its likely days; a day more or less counts at the rates of who works on it."""
    parts = session.scalars(select(WorkPackage).where(WorkPackage.project_id == laid.project.id)).all()
    charged: dict[str, float] = {}
    for part in parts:
        if part.day_rate is not None:
            charged[part.package] = charged.get(part.package, 0.0) + float(
                part.effort * part.day_rate.decimal
            )
    per_day: dict[str, float] = {}
    laid_out_at = 0.0
    for each in laid.parts.activities:
        if each.kind == TASK and each.days and each.package in charged:
            per_day[activity_key(each.id)] = charged[each.package] / float(each.days)
            laid_out_at += charged[each.package]
    whole = sum(charged.values()) if laid.engagement.price is None else float(laid.engagement.price.decimal)
    return Costs(per_day=per_day, fixed=whole - laid_out_at if per_day else 0.0)


def _money(amount: float, draws: Draws, formats: Formats) -> str:
    return formats.money_short(Money.of(Decimal(round(amount / TEN) * TEN), draws.currency))


def _words(found: Simulation, p50: date, p80: date, draws: Draws, formats: Formats) -> str:
    """The chance of what is to be met, else the days themselves: no number without its sentence."""
    within = float(draws.price.decimal) if draws.price is not None and draws.work_at_rates else None
    needed = draws.needed_by
    if needed is not None and within is not None:
        return say(
            "In {both} of 100 draws the plan is over by {day} and its work costs no more than {price} at the day "
            "rates: by that day in {time} of 100, within that sum in {money} of 100.",
            both=_of_100(found.chance(by=needed, within=within)),
            day=formats.day(needed),
            price=formats.money_short(draws.price),
            time=_of_100(found.chance(by=needed)),
            money=_of_100(found.chance(within=within)),
        )
    if needed is not None:
        return say(
            "In {count} of 100 draws the plan is over by {day}.",
            count=_of_100(found.chance(by=needed)),
            day=formats.day(needed),
        )
    return say(
        "As likely as not it is over by {even}; four times in five by {sure}.",
        even=formats.day(p50),
        sure=formats.day(p80),
    )


def _of_100(share: float) -> int:
    """Never all and never none, while some draw says otherwise."""
    if 0 < share < 1:
        return min(max(round(share * 100), 1), 99)
    return round(share * 100)


def risk_words(draws: Draws, plain: Simulation, formats: Formats) -> Iterator[str]:
    """What of the register is counted, and how the same draws come out without it."""
    counted, still_open = len(draws.register.counted), draws.register.still_open
    if not still_open:
        return
    if not draws.counts_risks:
        yield say("The open risks of the register are left out.")
        return
    if not counted:
        yield say_count(
            "{count} open risk of the register is not counted: nobody has said what days or money it would cost.",
            "{count} open risks of the register are not counted: nobody has said what days or money they would cost.",
            still_open,
        )
        return
    if counted == still_open:
        yield say_count(
            "With the {count} open risk of the register.",
            "With the {count} open risks of the register.",
            counted,
        )
    else:
        yield say_count(
            "With {counted} of the {count} open risk of the register.",
            "With {counted} of the {count} open risks of the register; nobody has said what days or money the "
            "others would cost.",
            still_open, counted=counted,
        )  # fmt: skip
    without = {
        "day": formats.day(plain.ends_by(0.8)),
        "cost": _money(plain.costs_at_most(0.8), draws, formats),
    }
    if draws.work_at_rates:
        yield say("Without them four times in five by {day}, the work at {cost} or less.", **without)
        yield from _reserve_words(draws, plain, formats)
    else:
        yield say("Without them four times in five by {day}.", day=without["day"])


def _reserve_words(draws: Draws, plain: Simulation, formats: Formats) -> Iterator[str]:
    """The rule of the library: what the ten worst cost on average should fit between P50 and P80."""
    worst = sorted((one.chance * one.cost for one in draws.register.counted), reverse=True)[:MOST_COUNTED]
    room = plain.costs_at_most(0.8) - plain.costs_at_most(0.5)
    if sum(worst) > room:
        yield say(
            "On average they cost {expected}, more than the {room} that lie between as likely as not and four times "
            "in five: keep a reserve for them.",
            expected=_money(sum(worst), draws, formats), room=_money(room, draws, formats),
        )  # fmt: skip


def _pulls(drivers: tuple[Driver, ...], draws: Draws, found: Simulation) -> list[Pull]:
    """What moves the end most, the strongest first."""
    rows: list[Pull] = []
    for each in drivers:
        if each.correlation < LEAST_PULL or len(rows) == SHOWN:
            break
        happened = found.happened.get(each.key)
        if happened is not None:
            words = say("a risk that happened in {count} of 100 draws", count=_of_100(float(happened.mean())))
        elif found.criticality[each.key]:
            words = say(
                "on the critical path in {count} of 100 draws", count=_of_100(found.criticality[each.key])
            )
        else:
            continue  # it only goes along with what goes wrong together
        rows.append(Pull(each.key, draws.names.get(each.key, each.key), each.correlation, words))
    return rows
