"""Work to be staffed, drawn at random, and the plain way to find the best team: by trying every choice there is."""

import itertools
import random
from collections.abc import Iterator

from app.analysis.team_options import (
    WHOLE_SHARE,
    Limits,
    Option,
    Package,
    Provider,
    Rule,
    Team,
    Work,
    broken,
    team,
)


def drawn(seed: int, packages: int = 5, options: int = 4, providers: int = 5) -> Work:
    """Packages that wait for earlier ones, each with options of several providers near the owner and far from them."""
    chance = random.Random(seed)
    keys = [f"firm {number}" for number in range(providers)]
    return Work(
        packages=tuple(_package(chance, number, packages, options, keys) for number in range(packages)),
        providers=tuple(
            Provider(
                key, chance.randrange(0, 400_000, 5_000), chance.choice((None, chance.randint(2_000, 9_000)))
            )
            for key in keys
        ),
        per_day=chance.choice((0, chance.randint(4_000, 30_000))),
    )


def _package(chance: random.Random, number: int, packages: int, options: int, keys: list[str]) -> Package:
    weight = chance.randint(300, 3_000)
    before = [earlier for earlier in range(number) if chance.random() < 3 / packages]
    return Package(
        key=f"package {number}",
        weight=weight,
        options=tuple(_option(chance, f"{number}.{each}", weight, keys) for each in range(options)),
        after=tuple((f"package {earlier}", chance.choice((0, 0, 0, 2, -1))) for earlier in before),
    )


def _option(chance: random.Random, key: str, weight: int, keys: list[str]) -> Option:
    here = chance.choice((0, 2_000, 5_000, WHOLE_SHARE))
    effort = int(weight * chance.uniform(0.85, 1.25) * (1.13 if here < WHOLE_SHARE else 1))
    rate = chance.randint(25_000, 90_000) * (6 + 6 * here // WHOLE_SHARE) // 10
    return Option(
        key=key,
        provider=chance.choice(keys),
        cost=effort * rate // 100,
        days=max(1, effort // 100 // chance.choice((1, 2, 3))),
        effort=effort,
        on_site=effort * here // WHOLE_SHARE,
        risk=chance.randint(20, 400),
        shared=chance.choice((60, 120, 240, 480)),
    )


def every_team(work: Work) -> Iterator[Team]:
    """Each choice there is."""
    for options in itertools.product(*(package.options for package in work.packages)):
        yield team(work, options)


def limits_near(seed: int, teams: list[Team]) -> Limits:
    """Limits that some of the teams keep and others do not, or that nobody quite keeps."""
    chance = random.Random(seed)

    def some(figures: list[int], low: float, high: float) -> int | None:
        figures.sort()
        place = int((len(figures) - 1) * chance.uniform(low, high))
        return figures[place] if chance.random() < 0.7 else None

    return Limits(
        budget=some([each.cost for each in teams], 0, 0.5),
        deadline=some([each.days for each in teams], 0, 0.5),
        on_site=some([int(each.on_site) for each in teams], 0.4, 1),
        shared=chance.choice((None, 60, 120)),
        risk=some([int(each.risk) + 1 for each in teams], 0, 0.6),
        providers=chance.choice((None, 2, 3, 4)),
        capacity=chance.random() < 0.7,
    )


def fits(teams: list[Team], limits: Limits) -> bool:
    """Whether any of the teams keeps to the limits."""
    return any(not broken(each, limits) for each in teams)


def asked_alone(limits: Limits, rules: tuple[Rule, ...]) -> Limits:
    """The limits with nothing but these rules."""
    for rule in limits.asked():
        if rule not in rules:
            limits = limits.without(rule)
    return limits
