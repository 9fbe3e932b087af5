"""Teams for a project, found exactly: beside OR-Tools' CP-SAT on the same works, to the same cent, each on one core.

Two sizes: 12 packages with 10 options each, and 20 with 10, of 20 providers who cost something to begin with. Budget,
deadline, share at the owner's place, risk and number of providers all hold, near what makes them bind. Every round is
another work, drawn by a fixed seed, so that the figures are of many and not of one that happens to be easy. The same
works once more with what providers have free week by week, which CP-SAT is not told, and the largest, 60 with 20, for
what a second gives there, have the gap alone.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, islice

from ortools.sat.python import cp_model

from app.analysis.optimiser import Effort, Goal, best, only
from app.analysis.team_dates import Free
from app.analysis.team_options import WHOLE_SHARE, Limits, Option, Package, Provider, Work
from tests.benchmarks.measure import Measured, steady

SIZES = ((12, 10), (20, 10))
PROVIDERS = 20
ONE_SECOND = 1.0
CAP = 20.0
"""Seconds after which the proof is given up, on either side."""
ONE_PERCENT = 1.0
COST = only(Goal.COST)

Solved = tuple[int, float]
"""Cost in minor units, and the gap to the bound as a share."""


def measured(rounds: int) -> Iterator[Measured]:
    """For each size: time to the proof, then the gap after one second."""
    warm_up()
    for packages, options in SIZES:
        works = list(islice(fitting(packages, options), rounds))
        size = f"{packages}x{options}"
        yield proof(size, works)
        yield from a_second(size, works)
        weekly = list(islice(fitting(packages, options, weekly=True), rounds))
        yield ours_alone(f"{size} by weeks", weekly)
    yield ours_alone("60x20", list(islice(fitting(60, 20, providers=60), rounds)))


def proof(size: str, works: list[tuple[Work, Limits]]) -> Measured:
    """Both until the best is proven; both have to come to the same cost."""
    mine: list[float] = []
    other: list[float] = []
    busy, unproven = [], 0
    for number, (work, limits) in enumerate(works):
        pair: list[tuple[Callable[..., Solved], list[float]]] = [(ours, mine), (theirs, other)]
        costs = []
        for solve, times in pair if number % 2 else reversed(pair):
            start, processor = time.perf_counter(), time.process_time()
            with steady():
                cost, gap = solve(work, limits, CAP)
            times.append(time.perf_counter() - start)
            if solve is ours:
                busy.append(time.process_time() - processor)
            if gap:
                unproven += 1
            else:
                costs.append(cost)
        if len(set(costs)) > 1:
            raise AssertionError(f"the two disagree on the least cost of work {number} of {size}: {costs}")
    return Measured(
        f"team {size}",
        f"the least cost of {len(works)} works, proven",
        "CP-SAT of OR-Tools with one worker, to the same cent",
        None,
        tuple(mine),
        tuple(other),
        {
            "ours at worst": f"{max(mine):.2f} s, {max(busy):.2f} s of the processor",
            "CP-SAT at worst": f"{max(other):.2f} s",
            "not proven": f"{unproven}",
            "load": f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
        },
    )


def a_second(size: str, works: list[tuple[Work, Limits]]) -> Iterator[Measured]:
    """What a second by the clock gives either side: how far from the bound at worst, how many are proven the best."""
    mine = [ours(work, limits, ONE_SECOND)[1] for work, limits in works]
    other = [theirs(work, limits, ONE_SECOND)[1] for work, limits in works]
    yield Measured(
        f"gap {size}",
        f"the widest gap to the bound after one second, of {len(works)} works",
        "one percent",
        1.0,
        (max(mine) * 100,),
        (ONE_PERCENT,),
        {
            "proven within it": f"{sum(not gap for gap in mine)} of {len(works)}",
            "CP-SAT": f"{max(other):.2%} at worst",
            "CP-SAT proven": f"{sum(not gap for gap in other)} of {len(works)}",
        },
        unit="%",
    )


def ours_alone(size: str, works: list[tuple[Work, Limits]]) -> Measured:
    """The gap after one second without a peer, where there is none or it does not come so far."""
    gaps = [ours(work, limits, ONE_SECOND)[1] for work, limits in works]
    return Measured(
        f"gap {size}",
        f"the widest gap to the bound after one second, of {len(works)} works",
        "one percent",
        None,
        (max(gaps) * 100,),
        (ONE_PERCENT,),
        {"proven within it": f"{sum(not gap for gap in gaps)} of {len(works)}"},
        unit="%",
    )


def ours(work: Work, limits: Limits, seconds: float) -> Solved:
    """Cost and gap, as the program finds them."""
    found = best(work, limits, COST, effort=Effort(seconds=seconds))
    if found.team is None:
        return 0, 1.0
    return found.team.cost, 0.0 if found.proven else found.gap


def theirs(work: Work, limits: Limits, seconds: float) -> Solved:
    """The same program for CP-SAT, which counts in whole numbers as the works do."""
    model = cp_model.CpModel()
    horizon = sum(max(each.days for each in one.options) for one in work.packages)
    end = model.new_int_var(0, limits.deadline if limits.deadline is not None else horizon, "end")
    takes_part = {each.key: model.new_bool_var(each.key) for each in work.providers}
    starts = {each.key: model.new_int_var(0, horizon, each.key) for each in work.packages}
    taken: dict[str, list[tuple[cp_model.IntVar, Option]]] = {}
    for package in work.packages:
        taken[package.key] = [(model.new_bool_var(each.key), each) for each in package.options]
        model.add_exactly_one(var for var, _ in taken[package.key])
        for var, option in taken[package.key]:
            model.add_implication(var, takes_part[option.provider])
    for package in work.packages:
        model.add(end >= starts[package.key] + sum(var * each.days for var, each in taken[package.key]))
        for before, lag in package.after:
            lasts = sum(var * each.days for var, each in taken[before])
            model.add(starts[package.key] >= starts[before] + lasts + lag)
    every = [pair for pairs in taken.values() for pair in pairs]
    cost = (
        sum(var * each.cost for var, each in every)
        + sum(takes_part[each.key] * each.starting for each in work.providers)
        + work.per_day * end
    )
    _hold(model, work, limits, taken, takes_part, cost)
    model.minimize(cost)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_time_in_seconds = seconds
    state = solver.solve(model)
    if state not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return 0, 1.0
    value = solver.objective_value
    gap = 0.0 if state == cp_model.OPTIMAL else (value - solver.best_objective_bound) / value
    return round(value), gap


def _hold(
    model: cp_model.CpModel,
    work: Work,
    limits: Limits,
    taken: dict[str, list[tuple[cp_model.IntVar, Option]]],
    takes_part: dict[str, cp_model.IntVar],
    cost: cp_model.LinearExprT,
) -> None:
    every = [pair for pairs in taken.values() for pair in pairs]
    if limits.budget is not None:
        model.add(cost <= limits.budget)
    if limits.on_site is not None:
        margin = [var * (each.on_site * WHOLE_SHARE - each.effort * limits.on_site) for var, each in every]
        model.add(sum(margin) >= 0)
    if limits.risk is not None:
        weight = sum(each.weight for each in work.packages)
        risk = [var * each.risk * one.weight for one in work.packages for var, each in taken[one.key]]
        model.add(sum(risk) <= limits.risk * weight)
    if limits.providers is not None:
        model.add(sum(takes_part.values()) <= limits.providers)


def fitting(
    packages: int, options: int, *, providers: int = PROVIDERS, weekly: bool = False
) -> Iterator[tuple[Work, Limits]]:
    """Works with limits near their cheapest team's figures, those that have a team at all."""
    for seed in count():
        work = drawn(random.Random(seed), packages, options, providers=providers)
        free = best(work, Limits(), COST, effort=Effort(seconds=ONE_SECOND)).team
        if free is None:
            continue
        limits = Limits(
            budget=free.cost * 5 // 4, deadline=free.days * 9 // 10, on_site=2_500, risk=int(free.risk) + 5,
            providers=max(3, len(free.providers) - 1),
        )  # fmt: skip
        if weekly:
            chance = random.Random(seed)
            some = [each._replace(free=Free(usual=chance.randint(800, 2_000))) for each in work.providers]
            work = work._replace(providers=tuple(some))
        if best(work, limits, {}, effort=Effort(seconds=CAP)).team is not None:
            yield work, limits


def drawn(chance: random.Random, packages: int, options: int, providers: int = PROVIDERS) -> Work:
    """Packages of 3 to 30 days, each waiting for one or two before it, and what a day costs near the owner and far."""
    made = []
    for number in range(packages):
        weight = chance.randint(300, 3_000)
        before = [earlier for earlier in range(number) if chance.random() < min(0.9, 3 / packages)]
        made.append(
            Package(
                f"package {number}",
                weight,
                tuple(option(chance, f"{number}.{each}", weight, providers) for each in range(options)),
                tuple((f"package {earlier}", chance.choice((0, 0, 2))) for earlier in before),
            )
        )
    firms = tuple(Provider(f"firm {each}", chance.randint(50_000, 400_000)) for each in range(providers))
    return Work(tuple(made), firms, chance.randint(5_000, 30_000))


def option(chance: random.Random, key: str, weight: int, providers: int) -> Option:
    """Somebody for a package: far away a day costs less and there is more to do."""
    here = chance.choice((0, 2_000, 5_000, WHOLE_SHARE))
    effort = int(weight * chance.uniform(0.85, 1.25) * (1.13 if here < WHOLE_SHARE else 1))
    rate = chance.randint(25_000, 90_000) * (60 + 60 * here // WHOLE_SHARE) // 100
    return Option(
        key=key,
        provider=f"firm {chance.randrange(providers)}",
        cost=effort * rate // 100,
        days=max(1, effort // 100 // chance.choice((1, 2, 3))),
        effort=effort,
        on_site=effort * here // WHOLE_SHARE,
        risk=chance.randint(20, 400),
    )


def warm_up() -> None:
    """Both libraries are loaded before the first that counts."""
    for solve in (ours, theirs):
        partial(solve, drawn(random.Random(0), 3, 3), Limits(capacity=False), ONE_SECOND)()
