"""How clear a brief is: fifteen checks of what it says, points for each, and what would make it clearer.

It grades the paper, never the person. "Ask my broker" earns half the points and stops nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

PROBLEM_WORDS = 25
OUTCOME_WORDS = 12
ITEM_WORDS = 30
MUSTS = (3, 12)
MOST_CLEAR = Decimal("0.70")
MOST_KIND = Decimal("0.75")
BUDGET_SPREAD = 3
LIMITS = 2
SENTENCE = re.compile(r"[.!?…]+(?:\s|$)")


class Band(StrEnum):
    """What the points amount to."""

    STARTED = "started"
    GETTING_THERE = "getting_there"
    READY = "ready"
    VERY_CLEAR = "very_clear"


BANDS = ((90, Band.VERY_CLEAR), (70, Band.READY), (40, Band.GETTING_THERE))
"""From how many points each holds; the upper two only while nothing that stops a quote is open."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a brief says, as far as the checks ask. `asked_broker`: checks that wait for the broker."""

    problem: str = ""
    outcome: str = ""
    size_told: bool = False
    measures: int = 0
    """Those with from, to, unit and date."""

    users: int = 0
    """Rows with a number of people."""

    musts: tuple[str, ...] = ()
    limits: int = 0
    set_up: int = 0
    """Rows of today's set-up that are kept, replaced or connected."""

    kind_asked: int = 0
    kind_answered: int = 0
    on_site: bool = False
    overlap: bool = False
    time: bool = False
    why_then: bool = False
    budget: tuple[int, int] | None = None
    """Low and high, in minor units."""

    data: bool = False
    decider: bool = False
    decides_by: bool = False
    asked_broker: frozenset[str] = field(default_factory=frozenset)
    small: bool = False
    """A job that is described on one page: a few words to each of its questions are enough."""

    not_asked: frozenset[str] = field(default_factory=frozenset)
    """Checks of what this brief does without; the others make up the hundred."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its points, what it earned, and whether it stops the brief from being ready for quotes."""

    id: str
    of: int
    earned: Decimal
    blocks: bool = False
    hard_to_check: int = 0
    """Of K7: how many must-haves nobody could check as they stand."""

    @property
    def passed(self) -> bool:
        """Whether it earned all it can."""
        return self.earned == self.of


@dataclass(frozen=True, slots=True)
class Quality:
    """All checks of a brief, what they add up to of a hundred, and what that amounts to."""

    checks: tuple[Check, ...]
    points: int
    band: Band
    total: int
    """What the checks could earn together; `points` are a share of it, out of a hundred, rounded down."""


Vague = Callable[[str], Sequence[object]]
"""The vague words of a must-have."""


def brief_quality(said: Said, vague: Vague) -> Quality:
    """Every check in the order of the brief."""
    checks = tuple(_check(rule, said, vague) for rule in _RULES if rule.id not in said.not_asked)
    total = sum(check.of for check in checks)
    points = int(100 * sum((check.earned for check in checks), Decimal(0)) / total)
    stopped = any(check.blocks and not check.earned for check in checks)
    ready = [band for least, band in BANDS if points >= least]
    band = ready[0] if ready else Band.STARTED
    if stopped and band in (Band.READY, Band.VERY_CLEAR):
        band = Band.GETTING_THERE
    return Quality(checks, points, band, total)


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    of: int
    earned: Callable[[Said, Vague], Decimal]
    """The share of the points, from 0 to 1."""

    blocks: bool = False


def _check(rule: _Rule, said: Said, vague: Vague) -> Check:
    share = rule.earned(said, vague)
    if rule.id in said.asked_broker:
        share = max(share, Decimal("0.5"))
    hard = len(_hard(said.musts, vague)) if rule.id == "K7" else 0
    return Check(rule.id, rule.of, share * rule.of, rule.blocks, hard)


def _all(*told: bool) -> Decimal:
    return Decimal(all(told))


def _told_problem(said: Said, _: Vague) -> Decimal:
    if said.small:
        return _all(bool(said.problem.strip()))
    return _all(
        len(said.problem.split()) >= PROBLEM_WORDS, len(SENTENCE.findall(f"{said.problem.strip()} ")) >= 2
    )


def _told_outcome(said: Said, _: Vague) -> Decimal:
    return _all(len(said.outcome.split()) >= (1 if said.small else OUTCOME_WORDS))


def _listed_musts(said: Said, _: Vague) -> Decimal:
    count = len(said.musts)
    least, most = MUSTS
    least = 1 if said.small else least
    if count > most:
        return Decimal(5) / 8
    return Decimal(1) if count >= least else Decimal("0.5") if count else Decimal(0)


def _clear_musts(said: Said, vague: Vague) -> Decimal:
    count = len(said.musts)
    return Decimal(bool(count) and count - len(_hard(said.musts, vague)) >= MOST_CLEAR * count)


def _hard(musts: Sequence[str], vague: Vague) -> list[str]:
    return [text for text in musts if len(text.split()) > ITEM_WORDS or vague(text)]


def _kind(said: Said, _: Vague) -> Decimal:
    return Decimal(said.kind_answered >= MOST_KIND * said.kind_asked)


def _money(said: Said, _: Vague) -> Decimal:
    if said.budget is None:
        return Decimal(0)
    low, high = said.budget
    return Decimal(0 < high <= BUDGET_SPREAD * low)


_RULES: tuple[_Rule, ...] = (
    _Rule("K1", 8, _told_problem),
    _Rule("K2", 5, lambda said, _: _all(said.size_told)),
    _Rule("K3", 8, _told_outcome, blocks=True),
    _Rule("K4", 10, lambda said, _: _all(said.measures > 0)),
    _Rule("K5", 6, lambda said, _: _all(said.users > 0)),
    _Rule("K6", 8, _listed_musts, blocks=True),
    _Rule("K7", 8, _clear_musts),
    _Rule("K8", 7, lambda said, _: _all(said.limits >= LIMITS)),
    _Rule("K9", 6, lambda said, _: _all(said.set_up > 0)),
    _Rule("K10", 8, _kind),
    _Rule("K11", 4, lambda said, _: _all(said.on_site, said.overlap)),
    _Rule("K12", 6, lambda said, _: _all(said.time, said.why_then)),
    _Rule("K13", 8, _money, blocks=True),
    _Rule("K14", 5, lambda said, _: _all(said.data), blocks=True),
    _Rule("K15", 3, lambda said, _: _all(said.decider, said.decides_by)),
)
