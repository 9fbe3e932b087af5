"""The best team under its limits, found exactly: a mixed program, solved, and reckoned again in whole numbers.

Durations are linear in the choice, so no large constants are needed: a package starts after the ends of those before
it, and the whole ends after every one. What the solver proposes counts only once `team_options` has reckoned it: where
packages wait for weeks in which their provider has enough free, the program is told so (`team_waits`) and solved again,
and a choice that breaks a rule after all is ruled out. So the best is proven by what was reckoned, not by the program.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from app.analysis.solver import INFINITE, Column, Row, least, never
from app.analysis.team_greedy import mended, some_team
from app.analysis.team_options import WHOLE_SHARE, Limits, Option, Package, Team, Work, broken, team
from app.analysis.team_waits import Places, able, loads_by, waits, windows

Terms = Sequence[tuple[int, float]]

HUNDRED = 100
"""Money goes into the program in hundreds of minor units, so that its numbers stay near those of days."""

SLACK = 1e-5
"""What an aim that was reached may be missed by in the program, far less than a cent or a day; it is reckoned again."""

MENDED_AT = (0, 2, 8, 32, 128)
"""Attempts after which a choice that breaks a rule after all is mended, so that there is some team early."""

SEEMING = 400
"""How often a choice that only seemed to keep the rules, or to be so short, is ruled out before it is given up."""


class Goal(Enum):
    """What is made as little as possible."""

    COST = "cost"
    DAYS = "days"
    RISK = "risk"
    PROVIDERS = "providers"
    CHANGES = "changes"
    """Options that are not how things stand."""


Aim = Mapping[Goal, Fraction]
"""Goals with what one of each counts."""


class Answer(NamedTuple):
    """The best team that was found. Without one, `proven` says that none exists."""

    team: Team | None
    gap: float = 0.0
    """How much better one could still be at most, as a share of it; 0 once it is proven the best."""

    proven: bool = True


class Effort(NamedTuple):
    """How hard to look: until proven, so near to the best, so many seconds, or until somebody stops it."""

    gap: float = 0.0
    seconds: float = INFINITE
    stopped: Callable[[], bool] = never


UNTIL_PROVEN = Effort()


class Program(NamedTuple):
    """The columns and rows of some work under limits, and where what can be made little is found in them."""

    columns: list[Column]
    rows: list[Row]
    lines: Mapping[Goal, Terms]
    choices: tuple[tuple[tuple[int, Option], ...], ...]
    """For each package its options with their columns."""

    end: int
    """The column of the day on which the whole ends."""

    shortest: int
    """Days that no choice is shorter than."""

    def places(self) -> Places:
        """Where choices and the end are found in it."""
        return Places(self.choices, self.end, self.shortest)


def only(goal: Goal) -> Aim:
    """One goal by itself."""
    return {goal: Fraction(1)}


def measured(found: Team, aim: Aim) -> Fraction:
    """What a team comes to by an aim, exactly."""
    figures = {
        Goal.COST: Fraction(found.cost),
        Goal.DAYS: Fraction(found.days),
        Goal.RISK: found.risk,
        Goal.PROVIDERS: Fraction(len(found.providers)),
        Goal.CHANGES: Fraction(sum(option.changed for option in found.options)),
    }
    return sum((weight * figures[goal] for goal, weight in aim.items()), Fraction(0))


def best(
    work: Work,
    limits: Limits,
    *aims: Aim,
    effort: Effort = UNTIL_PROVEN,
    known: Sequence[Team] = (),
    learned: list[Row] | None = None,
) -> Answer:
    """The team that is least by the first aim, and among those that are by the next. The gap is that of the first.

    `known` are teams to do better than: where the search is stopped, it has the best of them at the least. What it
    learns of waiting is added to `learned`: it holds for the same work under the same limits, or a shorter deadline.
    """
    if not all(package.options for package in work.packages):
        return Answer(None)
    program = programmed(work, limits)
    learned = [] if learned is None else learned
    program.rows.extend(learned)
    kept: list[tuple[Aim, Fraction]] = []
    answer = Answer(None)
    for aim in aims:
        step = _least(work, limits, program, aim, kept, effort, known, learned)
        if step.team is None:
            return answer if kept else step
        answer = step if not kept else answer._replace(team=step.team)
        if not step.proven and not effort.gap:
            break
        reached = measured(step.team, aim)
        kept.append((aim, reached))
        program.rows.append(Row(_line(program, work, aim), most=_scaled(aim, work, reached) + SLACK))
        if set(aim) == {Goal.DAYS}:
            program.rows.extend(windows(work, limits, program.choices, step.team.days))
    return answer


def _least(
    work: Work,
    limits: Limits,
    program: Program,
    aim: Aim,
    kept: Sequence[tuple[Aim, Fraction]],
    effort: Effort,
    known: Sequence[Team],
    learned: list[Row],
) -> Answer:
    """The least by one aim, as reckoned. What the program has wrong about a choice becomes a row of it."""
    columns = list(program.columns)
    for place, factor in _line(program, work, aim):
        columns[place] = columns[place]._replace(cost=columns[place].cost + factor)
    rows = list(program.rows)
    held = min(
        (each for each in known if _keeps(each, limits, kept)),
        key=lambda each: measured(each, aim),
        default=None,
    )
    offered = _open(program)
    bound, left = -INFINITE, effort.seconds
    for attempt in range(SEEMING):
        found = least(columns, rows, gap=effort.gap, seconds=left, stopped=effort.stopped)
        bound, left = max(bound, found.bound), left - found.seconds
        if found.values is None:
            break
        chosen = [_chosen(options, found.values) for options in program.choices]
        proposed = team(work, [option for _, option in chosen], limits)
        if _keeps(proposed, limits, kept) and (held is None or measured(proposed, aim) < measured(held, aim)):
            held = proposed
        if held is not None and (not found.proven or _near(work, aim, held, bound, effort.gap)):
            break
        if held is None and not kept and attempt in MENDED_AT:
            held = mended(work, limits, proposed, offered)
        row = waits(work, limits, proposed, program.places())
        if row is None or row in rows:
            row = Row([(place, 1.0) for place, _ in chosen], most=len(chosen) - 1)
        else:
            program.rows.append(row)
            learned.append(row)
        rows.append(row)
    none = found.values is None and found.proven
    if held is None and not none and not kept:
        held = _some(work, limits, offered, aim)
    return Answer(None, proven=none) if held is None else _told(work, aim, held, bound)


def _keeps(found: Team, limits: Limits, kept: Sequence[tuple[Aim, Fraction]]) -> bool:
    return not broken(found, limits) and all(measured(found, by) <= most for by, most in kept)


def _open(program: Program) -> list[list[Option]]:
    """The options that may be chosen at all."""
    return [
        [option for place, option in options if program.columns[place].most] for options in program.choices
    ]


def _some(work: Work, limits: Limits, offered: Sequence[Sequence[Option]], aim: Aim) -> Team | None:
    """A team found without the solver."""
    return some_team(work, limits, offered, {goal.value: weight for goal, weight in aim.items()})


def _beyond(work: Work, aim: Aim, held: Team, bound: float) -> float:
    """By how much a team is worse than what no team can be better than."""
    return float(_scaled(aim, work, measured(held, aim))) - bound


def _near(work: Work, aim: Aim, held: Team, bound: float, gap: float) -> bool:
    enough = max(SLACK, gap * abs(_scaled(aim, work, measured(held, aim))))
    return _beyond(work, aim, held, bound) <= enough


def _told(work: Work, aim: Aim, held: Team, bound: float) -> Answer:
    """The best team that was reckoned: proven where nothing better is left, else with its gap."""
    beyond = _beyond(work, aim, held, bound)
    if beyond <= SLACK:
        return Answer(held)
    scaled = abs(_scaled(aim, work, measured(held, aim)))
    return Answer(held, min(1.0, beyond / scaled) if scaled else 0.0, proven=False)


def _chosen(options: Sequence[tuple[int, Option]], values: Sequence[float]) -> tuple[int, Option]:
    return max(options, key=lambda each: values[each[0]])


def programmed(work: Work, limits: Limits) -> Program:
    """The program of some work under limits; of weeks it knows only how much is free in them up to each day."""
    columns: list[Column] = []
    rows: list[Row] = []

    def add(most: float = INFINITE, *, whole: bool = False) -> int:
        columns.append(Column(most=most, whole=whole))
        return len(columns) - 1

    fitting = able(work, limits)
    choices = tuple(
        tuple((add(float(_may(option, limits, fitting)), whole=True), option) for option in worth_it(package))
        for package in work.packages
    )
    takes_part = {provider.key: add(1.0, whole=True) for provider in work.providers}
    starts = [add() for _ in work.packages]
    end = add(float(limits.deadline) if limits.deadline is not None else INFINITE)
    rows.extend(Row([(place, 1.0) for place, _ in options], 1.0, 1.0) for options in choices)
    rows.extend(_one_side(choices, takes_part))
    rows.extend(_order(work.packages, choices, starts, end))
    everything = [(place, option) for options in choices for place, option in options]
    rows.extend(loads_by(work, limits, choices, end))
    if limits.deadline is not None:
        rows.extend(windows(work, limits, choices, limits.deadline))
    cost = [(place, option.cost / HUNDRED) for place, option in everything]
    cost += [(takes_part[each.key], each.starting / HUNDRED) for each in work.providers if each.starting]
    cost.append((end, work.per_day / HUNDRED))
    lines: dict[Goal, Terms] = {
        Goal.COST: cost,
        Goal.DAYS: [(end, 1.0)],
        Goal.RISK: _risk(work, choices),
        Goal.PROVIDERS: [(place, 1.0) for place in takes_part.values()],
        Goal.CHANGES: [(place, 1.0) for place, option in everything if option.changed],
    }
    rows.extend(_limited(limits, lines, everything, _weight(work)))
    fastest = [min(options, key=lambda each: each[1].days)[1] for options in choices]
    shortest = team(work, fastest, Limits(capacity=False)).days
    return Program(columns, rows, lines, choices, end, shortest)


def worth_it(package: Package) -> tuple[Option, ...]:
    """The options that none of the same provider is at least as good as in everything."""
    kept: list[Option] = []
    for option in sorted(package.options, key=_marks):
        if not any(_beats(other, option) for other in kept):
            kept.append(option)
    return tuple(kept)


def _marks(option: Option) -> tuple[int, ...]:
    return (
        option.cost,
        option.days,
        option.effort,
        -option.on_site,
        option.risk,
        -option.shared,
        option.changed,
    )


def _beats(other: Option, option: Option) -> bool:
    pairs = zip(_marks(other), _marks(option), strict=True)
    return other.provider == option.provider and all(theirs <= ours for theirs, ours in pairs)


def _may(option: Option, limits: Limits, fitting: Callable[[Option], bool]) -> bool:
    return (limits.shared is None or option.shared >= limits.shared) and fitting(option)


def _one_side(
    choices: Sequence[Sequence[tuple[int, Option]]], takes_part: Mapping[str, int]
) -> Iterator[Row]:
    """Whoever does a package takes part: a row for each package and provider, as that is what keeps the bound near."""
    for options in choices:
        theirs: dict[str, list[tuple[int, float]]] = {}
        for place, option in options:
            theirs.setdefault(option.provider, []).append((place, 1.0))
        for provider, terms in theirs.items():
            yield Row([*terms, (takes_part[provider], -1.0)], most=0.0)


def _order(
    packages: Sequence[Package],
    choices: Sequence[Sequence[tuple[int, Option]]],
    starts: Sequence[int],
    end: int,
) -> Iterator[Row]:
    """What waits for what. The shortest a package can take stands on the right, which lets the solver see further."""
    numbers = {package.key: number for number, package in enumerate(packages)}
    shortest = [min(option.days for _, option in options) for options in choices]
    for number, package in enumerate(packages):
        yield Row([(end, 1.0), *_ends(choices[number], starts[number])], least=float(shortest[number]))
        for before, lag in package.after:
            earlier = numbers[before]
            row = [(starts[number], 1.0), *_ends(choices[earlier], starts[earlier])]
            yield Row(row, least=float(shortest[earlier] + lag))


def _ends(options: Sequence[tuple[int, Option]], start: int) -> Iterator[tuple[int, float]]:
    """When a package ends, counted from the shortest it can take, to be taken away."""
    shortest = min(option.days for _, option in options)
    yield start, -1.0
    for place, option in options:
        if option.days > shortest:
            yield place, -float(option.days - shortest)


def _risk(work: Work, choices: Sequence[Sequence[tuple[int, Option]]]) -> Terms:
    """Thousandths of the whole: each package's by its weight."""
    weight = _weight(work)
    return [
        (place, package.weight * option.risk / weight)
        for package, options in zip(work.packages, choices, strict=True)
        for place, option in options
        if option.risk
    ]


def _weight(work: Work) -> int:
    return sum(package.weight for package in work.packages) or 1


def _limited(
    limits: Limits, lines: Mapping[Goal, Terms], everything: Sequence[tuple[int, Option]], weight: int
) -> Iterator[Row]:
    """The rules over all. Half of the least step lies between what keeps a rule and what does not: no noise decides."""
    if limits.budget is not None:
        yield Row(lines[Goal.COST], most=(limits.budget + 0.5) / HUNDRED)
    if limits.providers is not None:
        yield Row(lines[Goal.PROVIDERS], most=float(limits.providers))
    if limits.risk is not None:
        yield Row(lines[Goal.RISK], most=limits.risk + 0.5 / weight)
    if limits.on_site is not None:
        yield Row(on_site_margin(everything, limits.on_site), least=-0.5 / WHOLE_SHARE)


def on_site_margin(everything: Sequence[tuple[int, Option]], share: int | Fraction) -> Terms:
    """Effort at the owner's place beyond what `share` asks for."""
    return [
        (place, float(option.on_site - option.effort * share / WHOLE_SHARE)) for place, option in everything
    ]


def _line(program: Program, work: Work, aim: Aim) -> Terms:
    """An aim over the columns, each named once, in the units of the program."""
    scale = _scale(aim, work)
    factors: dict[int, float] = {}
    for goal, weight in aim.items():
        each = float(weight * scale * (HUNDRED if goal is Goal.COST else 1))
        for place, factor in program.lines[goal]:
            factors[place] = factors.get(place, 0.0) + factor * each
    return list(factors.items())


def _scale(aim: Aim, work: Work) -> Fraction:
    """What an aim is multiplied by, so that its numbers are of a size that the solver is exact in."""
    if set(aim) == {Goal.COST}:
        return Fraction(1, HUNDRED)
    if len(aim) == 1:
        return Fraction(1)
    return Fraction(1000)


def _scaled(aim: Aim, work: Work, value: Fraction) -> float:
    return float(value * _scale(aim, work))
