"""Some team that keeps the rules, found by changing one package after another: for when the solver had too little time.

Every single change is looked at together, as columns of numbers. Where none makes it better, the rules that are broken
count for more; so it leaves choices that are cheap and impossible. It proves nothing: how far its team is from the best
is told by the bound that the solver had reached.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from app.analysis.arrays import load_numpy
from app.analysis.team_options import WHOLE_SHARE, Limits, Option, Team, Work, broken, free_of, team
from app.analysis.team_waits import free_until

STEPS = 400
"""Changes that are tried before it is given up."""

MENDING = 1_000
"""Changes that are reckoned in full for one team."""

DEARER = 1.6
"""By how much a rule that is still broken counts for more where no change helps."""


SCARCER = 0.9
"""What is taken for free where a team that kept the rules broke them once its weeks were looked at."""


def mended(work: Work, limits: Limits, found: Team, options: Sequence[Sequence[Option]]) -> Team | None:
    """A team that keeps every rule, a few changes from one that does not; None where none was found so near.

    Each change is reckoned in full, with the weeks that packages wait for: only so many are looked at.
    """
    for _ in range(max(1, MENDING // sum(map(len, options)))):
        changed = (
            team(work, (*found.options[:place], option, *found.options[place + 1 :]), limits)
            for place, offered in enumerate(options)
            for option in offered
            if option is not found.options[place]
        )
        nearest = min(changed, key=lambda each: _missed(each, limits), default=None)
        if nearest is None or _missed(nearest, limits) >= _missed(found, limits):
            return None
        found = nearest
        if not broken(found, limits):
            return found
    return None


def _missed(found: Team, limits: Limits) -> float:
    """How far a team is from keeping the rules, as shares of what is asked."""
    asked = (
        (found.cost, limits.budget), (found.days, limits.deadline), (len(found.providers), limits.providers),
        (float(found.risk), limits.risk),
    )  # fmt: skip
    missed = sum(max(0.0, figure / max(1, most) - 1) for figure, most in asked if most is not None)
    if limits.on_site is not None:
        missed += max(0.0, limits.on_site - float(found.on_site)) / WHOLE_SHARE
    return missed + (len(found.over) if limits.capacity else 0)


class _Moves(NamedTuple):
    """Every option of every package as columns: figures of each, and the package it would be for."""

    package: Any
    figures: Mapping[str, Any]
    provider: Any
    days: Any
    first: tuple[int, ...]
    """Where the options of each package begin."""


def some_team(
    work: Work, limits: Limits, options: Sequence[Sequence[Option]], aim: Mapping[str, Fraction]
) -> Team | None:
    """A team of these options that keeps every rule, near the least by an aim; None where none was found."""
    if not all(options):
        return None
    np = load_numpy()
    search = _Search(np, work, limits, options, {goal: float(weight) for goal, weight in aim.items()})
    for _ in range(STEPS):
        if search.better():
            continue
        if not search.keeps():
            search.weigh()
            continue
        told = team(work, search.options(), limits)
        if not broken(told, limits):
            return told
        search.tighten(told)
    return None


class _Search:
    """A choice with all changes of one package, and what broken rules count for."""

    def __init__(
        self,
        np: Any,
        work: Work,
        limits: Limits,
        options: Sequence[Sequence[Option]],
        aim: Mapping[str, float],
    ) -> None:
        self._np, self._work, self._limits, self._offered, self._aim = np, work, limits, options, aim
        self._keys = {each.key: number for number, each in enumerate(work.providers)}
        self._moves = _moves(np, work, options, self._keys)
        self._starting = np.array([each.starting for each in work.providers], dtype=float)
        free = free_of(work, limits)
        self._free = np.array(
            [
                _until(free[each.key], work, limits) if each.key in free else np.inf
                for each in work.providers
            ]
        )  # fmt: skip
        places = {package.key: number for number, package in enumerate(work.packages)}
        self._after = [[(places[key], lag) for key, lag in package.after] for package in work.packages]
        cost = self._moves.figures["cost"]
        ends = (*self._moves.first[1:], len(cost))
        self._at = np.array(
            [
                first + int(cost[first:end].argmin())
                for first, end in zip(self._moves.first, ends, strict=True)
            ]
        )
        self._deadline = limits.deadline
        self._weights = dict.fromkeys(self._asked(), 1.0)
        self._scale = max(1.0, abs(float(self._value(self._told(self._at[None, :]))[0])))

    def options(self) -> list[Option]:
        """The options as they stand."""
        return [
            self._offered[package][int(move) - self._moves.first[package]]
            for package, move in enumerate(self._at)
        ]

    def better(self) -> bool:
        """Make the change that helps most; False where none does."""
        np, moves = self._np, self._moves
        trial = np.repeat(self._at[None, :], len(moves.package) + 1, axis=0)
        trial[np.arange(len(moves.package)), moves.package] = np.arange(len(moves.package))
        told = self._told(trial)
        worth = self._value(told) / self._scale
        for rule, over in self._broken(told).items():
            worth = worth + self._weights[rule] * over
        first = int(worth.argmin())
        if worth[first] >= worth[-1] - 1e-12:
            return False
        self._at = trial[first]
        return True

    def keeps(self) -> bool:
        """Whether the choice keeps the rules as far as they are looked at here."""
        return all(over[0] <= 0 for over in self._broken(self._told(self._at[None, :])).values())

    def weigh(self) -> None:
        """Let the rules that are broken count for more."""
        for rule, over in self._broken(self._told(self._at[None, :])).items():
            if over[0] > 0:
                self._weights[rule] *= DEARER

    def tighten(self, told: Team) -> None:
        """Ask for more than the rules do where waiting for a week with enough free broke them after all."""
        if self._deadline is not None:
            self._deadline -= max(1, told.days - (self._limits.deadline or 0))
        self._free = self._free * SCARCER

    def _asked(self) -> tuple[str, ...]:
        names = ("budget", "deadline", "on_site", "risk", "providers")
        return (*(name for name in names if getattr(self._limits, name) is not None), "capacity")

    def _told(self, trial: Any) -> dict[str, Any]:
        """What each choice comes to."""
        np, moves, work = self._np, self._moves, self._work
        told = {name: column[trial].sum(axis=1) for name, column in moves.figures.items()}
        rows = np.repeat(np.arange(len(trial))[:, None], trial.shape[1], axis=1)
        loads = np.zeros((len(trial), len(work.providers)))
        np.add.at(loads, (rows, moves.provider[trial]), moves.figures["effort"][trial])
        takes = np.zeros_like(loads, dtype=bool)
        takes[rows, moves.provider[trial]] = True
        told["days"] = self._days(moves.days[trial])
        told["providers"] = takes.sum(axis=1)
        told["cost"] = told["cost"] + takes @ self._starting + work.per_day * told["days"]
        told["over"] = np.maximum(loads - self._free, 0.0).sum(axis=1)
        return told

    def _days(self, days: Any) -> Any:
        np = self._np
        ends = np.zeros_like(days)
        for package, after in enumerate(self._after):
            start = np.zeros(len(days))
            for before, lag in after:
                np.maximum(start, ends[:, before] + lag, out=start)
            ends[:, package] = start + days[:, package]
        return ends.max(axis=1)

    def _value(self, told: Mapping[str, Any]) -> Any:
        return sum(
            (weight * told[goal] for goal, weight in self._aim.items()), self._np.zeros(len(told["cost"]))
        )

    def _broken(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Rule → how far it is missed, as a share of what is asked."""
        np, limits = self._np, self._limits
        missed: dict[str, Any] = {"capacity": told["over"] / np.maximum(told["effort"], 1.0)}
        asked = (
            ("budget", "cost", limits.budget), ("deadline", "days", self._deadline),
            ("risk", "risk", limits.risk), ("providers", "providers", limits.providers),
        )  # fmt: skip
        for name, figure, most in asked:
            if most is not None:
                missed[name] = np.maximum(told[figure] - most, 0.0) / max(1, most)
        if limits.on_site is not None:
            share = WHOLE_SHARE * told["on_site"] / np.maximum(told["effort"], 1.0)
            missed["on_site"] = np.maximum(limits.on_site - share, 0.0) / WHOLE_SHARE
        return missed


def _until(free: Any, work: Work, limits: Limits) -> float:
    known = free.usual is not None and None not in free.said and limits.deadline is not None
    return float(free_until(free, work.weeks, limits.deadline or 0)) if known else float("inf")


def _moves(np: Any, work: Work, options: Sequence[Sequence[Option]], keys: Mapping[str, int]) -> _Moves:
    every = [(number, option) for number, offered in enumerate(options) for option in offered]
    weight = sum(package.weight for package in work.packages) or 1
    figures = {
        "cost": [option.cost for _, option in every],
        "effort": [option.effort for _, option in every],
        "on_site": [option.on_site for _, option in every],
        "changes": [option.changed for _, option in every],
        "risk": [work.packages[number].weight * option.risk / weight for number, option in every],
    }
    first, firsts = 0, []
    for offered in options:
        firsts.append(first)
        first += len(offered)
    return _Moves(
        np.array([number for number, _ in every]),
        {name: np.array(column, dtype=float) for name, column in figures.items()},
        np.array([keys[option.provider] for _, option in every]),
        np.array([option.days for _, option in every], dtype=float),
        tuple(firsts),
    )
