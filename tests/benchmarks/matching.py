"""Matching: TOPSIS beside two libraries, a directory of 100,000 beside plain Python, and a slider beside a frame.

The libraries are asked for the same values on the same matrix in the same run; a difference ends the benchmark.
"""

import random
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import numpy as np

from app.analysis.columns import AGE_BIT, FOREVER, Columns, Gathering
from app.analysis.credentials import CheckLevel, ClosedEngagement, HeldCredential, ProviderRecord
from app.analysis.decision_methods import Scaling, topsis
from app.analysis.factors import factor_weights
from app.analysis.findings import findings
from app.analysis.jobs import Candidate, CardRate, Disclosure, PastJob, Relation
from app.analysis.matching import Match, assess, weigh
from app.analysis.money import Money
from app.analysis.screening import screen
from app.analysis.skill_fit import HeldSkill
from app.analysis.what_if import Points, reordered
from tests.analysis.clinic import ASKED_ON, job, match_rules, template_weights
from tests.benchmarks.measure import Measured, alternate, timed
from tests.benchmarks.plain_match import Plain, PlainMatch

ROWS, CRITERIA = 100_000, 10
BEYOND_PYMCDM, BEYOND_SKCRITERIA, BEYOND_PLAIN = 15, 3.5, 60
"""How many times faster ours has to be."""

SAMPLE = 4_000
"""Providers that plain Python is timed on; its time for all is in proportion."""

TOP, SKILLS, LISTED = 50, 300, 500
FRAME = 1 / 60
EQUAL = 1e-9
SLOW_ROUNDS = 5
LATELY, EARLIER = date(2025, 7, 1), date(2023, 7, 1)


def measured(rounds: int) -> Iterator[Measured]:
    """Every comparison."""
    yield from _topsis(min(rounds, SLOW_ROUNDS))
    yield _pipeline(min(rounds, SLOW_ROUNDS))
    yield _slider(rounds)


def load_peers() -> tuple[Any, Any, Any, Any]:
    """The two libraries, which `make bench` alone installs."""
    from pymcdm.methods import TOPSIS as Pymcdm
    from skcriteria import mkdm
    from skcriteria.agg.topsis import TOPSIS as Skcriteria
    from skcriteria.preprocessing.scalers import VectorScaler

    return Pymcdm, mkdm, Skcriteria, VectorScaler


def _topsis(rounds: int) -> Iterator[Measured]:
    pymcdm, mkdm, skcriteria, vector = load_peers()
    matrix = np.random.default_rng(7).uniform(1, 100, (ROWS, CRITERIA))
    weights = np.full(CRITERIA, 1 / CRITERIA)
    more = [column % 3 != 2 for column in range(CRITERIA)]
    types = np.where(more, 1, -1)
    goals = [max if up else min for up in more]

    def by_skcriteria() -> Any:
        warnings.simplefilter(
            "ignore"
        )  # that costs are better turned round beforehand, which would be other values
        scaled = vector(target="matrix").transform(mkdm(matrix, goals, weights=weights))
        return skcriteria().evaluate(scaled).e_.similarity

    sides: tuple[tuple[str, Scaling, float, Callable[[], Any]], ...] = (
        ("pymcdm", Scaling.MIN_MAX, BEYOND_PYMCDM, lambda: pymcdm()(matrix, weights, types)),
        ("scikit-criteria", Scaling.VECTOR, BEYOND_SKCRITERIA, by_skcriteria),
    )
    for name, scaling, faster, theirs in sides:
        ours = partial(topsis, matrix, weights, more, scaling)
        off = float(np.abs(np.asarray(ours()) - np.asarray(theirs())).max())
        if off > EQUAL:
            raise SystemExit(f"TOPSIS differs from {name} by {off}")
        what, note = f"TOPSIS of {ROWS:,} by {CRITERIA}", {"differs by": f"{off:.0e}"}
        yield _faster("topsis", what, name, faster, ours, theirs, rounds, note)


def _pipeline(rounds: int) -> Measured:
    providers, columns = made_up(ROWS)
    wanted, rules = job(), match_rules()
    weights = factor_weights(template_weights("TPL-ERP"), {})
    plain = PlainMatch(wanted, rules, weights)

    def told(rows: list[int]) -> list[Match]:
        matches = [weigh(assess(candidate_of(row, providers[row]), wanted, rules), weights) for row in rows]
        for match in matches:
            findings(match)
        return matches

    def ours() -> list[Match]:
        return told(screen(columns, wanted, rules).best(weights, TOP).tolist())

    def theirs(count: int) -> list[int]:
        judged = [(row, *plain.judge(one)) for row, one in enumerate(providers[:count])]
        listed = sorted((-total, row) for row, stops, total in judged if not stops)
        return [row for _, row in listed[:TOP]]

    found = screen(columns, wanted, rules, everybody=True)
    totals, stopped = found.totals(weights), np.logical_or.reduce(list(found.stops.values()))
    for row in range(0, ROWS, 97):
        stops, total = plain.judge(providers[row])
        if abs(total - totals[row]) > 1e-6 or bool(stops) != bool(stopped[row]):
            raise SystemExit(
                f"plain Python judges provider {row} otherwise: {stops}, {total} and {totals[row]}"
            )
    first = ours()
    last = max(range(1, len(first)), default=0)
    if any(first[at].total > first[at - 1].total for at in range(1, last + 1)):
        raise SystemExit("the exact engine orders the best otherwise")

    def step() -> float:
        start = time.perf_counter()
        theirs(SAMPLE)
        per_row = (time.perf_counter() - start) / SAMPLE
        start = time.perf_counter()
        told([int(name.int) for name in found.named(found.best(weights, TOP))])  # type: ignore[attr-defined]
        return per_row * ROWS + time.perf_counter() - start

    mine, other = alternate(timed(ours), step, rounds)
    alone = min(timed(lambda: screen(columns, wanted, rules).best(weights, TOP))() for _ in range(rounds))
    note = {
        "screening alone": f"{alone * 1e3:.0f} ms",
        "pass the gates": f"{int((~stopped).sum()):,}",
        "plain Python timed on": f"{SAMPLE:,}",
    }
    what = f"{ROWS:,} providers, {SKILLS} skills, six factors, the best {TOP} with reasons"
    return Measured("directory", what, "plain Python", 1 / BEYOND_PLAIN, mine, other, note)


def made_up(count: int) -> tuple[list[Plain], Columns]:
    """A directory for the clinic's job, as plain providers and as columns; a tenth knows all that is needed."""
    dice, wanted, rules = random.Random(11), job(), match_rules()
    taxonomy = sorted(rules.skills.group)[:SKILLS]
    needed = [need.skill for need in wanted.needs]
    papers = sorted(
        {*rules.credentials.core_set, *(need.credential for need in wanted.must_credentials), "CRD-CE"}
    )
    providers = [_made_up(dice, taxonomy, needed, papers) for _ in range(count)]
    return providers, _columns(providers)


def _made_up(dice: random.Random, taxonomy: list[str], needed: list[str], papers: list[str]) -> Plain:
    today, lists = ASKED_ON.toordinal(), dice.randint
    own = dice.sample(taxonomy, 8) + (needed if dice.random() < 0.1 else dice.sample(needed, 3))
    return Plain(
        travel=float(lists(5, 200)),
        hours=float(lists(1, 8)),
        free=lists(0, 200) / 10,
        start=today + lists(0, 90),
        turnover=lists(10**7, 10**8),
        limit=lists(5 * 10**7, 3 * 10**8),
        countries=frozenset({"GB"}),
        skills={skill: lists(2, 5) + lists(0, 1) * AGE_BIT for skill in own},
        papers={
            name: (dice.choice((1, 2, 2, 2, 2, 3)), today + lists(-20, 600))
            for name in papers
            if dice.random() < 0.95
        },
        rates={
            role: (lists(30000, 90000), dice.random() < 0.3) for role in job_roles() if dice.random() < 0.8
        },
        jobs=[
            (dice.choice(("TPL-ERP", "TPL-NET", "TPL-WEB")), today - lists(0, 1500), lists(0, 2))
            for _ in range(3)
        ],
        closed=[(today - lists(0, 1500), float(lists(40, 95)), float(lists(2000, 50000))) for _ in range(2)],
    )


def job_roles() -> tuple[str, ...]:
    """The roles of the clinic's job."""
    return "ROLE-APPC", "ROLE-PM", "ROLE-NETE"


def _columns(providers: list[Plain]) -> Columns:
    gathering = Gathering(ASKED_ON, "GBP")
    for row, one in enumerate(providers):
        gathering.skills += [(row, name, *divmod_age(code)) for name, code in one.skills.items()]
        gathering.papers += [(row, name, level, last) for name, (level, last) in one.papers.items()]
        gathering.rates += [(row, role, *rate) for role, rate in one.rates.items()]
        gathering.closed += [(row, *line) for line in one.closed]
        for kind, closed, level in one.jobs:
            gathering.jobs.append((row, len(gathering.jobs), kind, closed, level, None))
    names = ("travel", "hours", "free", "start", "turnover", "limit", "countries")
    plain: dict[str, list[Any]] = {name: [getattr(one, name) for one in providers] for name in names}
    plain["skills_stated"] = [True] * len(providers)
    plain["languages"] = [frozenset({"English"})] * len(providers)
    plain["ties"] = [Disclosure(Relation.NONE)] * len(providers)
    for never in ("false_evidence", "incident", "not_again"):
        plain[never] = [False] * len(providers)
    return gathering.columns([UUID(int=row) for row in range(len(providers))], plain)


def divmod_age(code: int) -> tuple[int, int]:
    """Level and age of a skill held as one number."""
    age, level = divmod(code, AGE_BIT)
    return level, age


def candidate_of(row: int, one: Plain) -> Candidate:
    """The same provider for the exact engine."""
    day = date.fromordinal
    return Candidate(
        UUID(int=row),
        ProviderRecord(
            tuple(
                HeldCredential(name, CheckLevel(level), expires=None if last == FOREVER else day(last))
                for name, (level, last) in one.papers.items()
            ),
            tuple(
                ClosedEngagement(day(closed), Decimal(int(total)), Decimal(int(value)))
                for closed, total, value in one.closed
            ),
        ),
        skills=tuple(
            HeldSkill(name, code % AGE_BIT, EARLIER if code >= AGE_BIT else LATELY)
            for name, code in one.skills.items()
        ),
        rates={role: CardRate(Money(minor, "GBP"), away) for role, (minor, away) in one.rates.items()},
        jobs=tuple(PastJob(frozenset({kind}), day(closed), level) for kind, closed, level in one.jobs),
        travel_minutes=Decimal(int(one.travel)),
        shared_hours=Decimal(int(one.hours)),
        earliest_start=day(one.start),
        free_days_a_week=Decimal(str(one.free)),
        yearly_turnover=Money(one.turnover, "GBP"),
        indemnity_limit=Money(one.limit, "GBP"),
        work_countries=one.countries,
        languages=frozenset({"English"}),
        disclosure=Disclosure(Relation.NONE),
        stated_on=ASKED_ON,
    )


def _slider(rounds: int) -> Measured:
    weights = {name: float(weight) for name, weight in template_weights("TPL-ERP").items()}
    values = np.random.default_rng(5).uniform(0, 100, (LISTED, len(weights)))
    points = Points(tuple(range(LISTED)), tuple(weights), values)
    mine, _ = alternate(timed(partial(reordered, points, weights)), lambda: FRAME, max(rounds, 9))
    what = f"a list of {LISTED} in the order of other weights"
    return Measured("slider", what, "a frame of 60 a second", 0.1, mine, (FRAME,) * len(mine))


def _faster(
    name: str,
    what: str,
    peer: str,
    faster: float,
    ours: Callable[[], Any],
    theirs: Callable[[], Any],
    rounds: int,
    notes: dict[str, str],
) -> Measured:
    mine, other = alternate(timed(ours), timed(theirs), rounds)
    return Measured(name, what, peer, 1 / faster, mine, other, notes)
