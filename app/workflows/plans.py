"""A schedule told: dates, critical path, how sure the end is; from a file, or of a project (`project_plans`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Any
from uuid import UUID

from app.analysis.default_spread import VERSION as SPREAD_VERSION
from app.analysis.default_spread import Days, is_usual
from app.analysis.schedule import Network
from app.analysis.schedule_dates import Placed, Schedule, schedule
from app.analysis.schedule_ranges import end_ranges
from app.analysis.schedule_risk import RUNS, SEED, Driver, Simulation, simulate, tornado
from app.domain.errors import DomainError
from app.exchange.plan_file import PlanFile, PlanTask, leaves, network_of
from app.exchange.plan_json import INPUT
from app.exchange.plan_reading import read_plan
from app.queries.schedule_chances import Draws
from app.queries.schedule_rows import Chances
from app.words import say, say_count
from app.words.formats import Formats

__all__ = [
    "RUNS",
    "SEED",
    "OfProject",
    "ToldPlan",
    "check_runs",
    "plan_json",
    "plan_lines",
    "plan_schema",
    "told_plan",
]

VERSION = 1
MOST_RUNS, LEAST_RUNS = 200_000, 100
MOST_CELLS = 40_000_000
"""Tasks times runs: what fits into the memory of an ordinary computer."""

NEARLY = 1e-6
SHOWN = 8
Tree = dict[str, Any]


@dataclass(frozen=True)
class OfProject:
    """What is told beside the days where the plan is that of a project of the workspace."""

    id: UUID
    draws: Draws
    chances: Chances
    findings: tuple[str, ...]


@dataclass(frozen=True)
class ToldPlan:
    """What a plan comes to."""

    plan: PlanFile
    network: Network
    dates: Schedule
    drawn: Simulation
    ranges: Mapping[str, tuple[date, date]]
    drivers: tuple[Driver, ...]
    project: OfProject | None = None

    @property
    def tasks(self) -> tuple[PlanTask, ...]:
        """The tasks that are work, in the order of the file."""
        return leaves(self.plan)


def told_plan(content: bytes, *, runs: int, seed: int) -> ToldPlan:
    """Read a plan and draw it. DomainError in words where it cannot be reckoned."""
    plan = read_plan(content)
    check_runs(len(leaves(plan)), runs)
    network = network_of(plan)
    drawn = simulate(network, runs=runs, seed=seed)
    return ToldPlan(plan, network, schedule(network), drawn, end_ranges(network, drawn), tornado(drawn))


def check_runs(count: int, runs: int) -> None:
    """Refuse more draws of so many tasks than fit into memory, and too few to say anything."""
    if not LEAST_RUNS <= runs <= MOST_RUNS or count * runs > MOST_CELLS:
        most = min(MOST_RUNS, MOST_CELLS // max(count, 1))
        raise DomainError(
            say(
                "A plan of {count} tasks is drawn from {least} to {most} times.",
                count=count,
                least=LEAST_RUNS,
                most=most,
            )
        )


def plan_lines(told: ToldPlan, formats: Formats) -> Iterator[str]:
    """The plan in words, one line after another."""
    title = told.plan.title or say("The plan")
    yield say_count(
        "{title}: {count} task, from {start} to {end}",
        "{title}: {count} tasks, from {start} to {end}",
        len(told.tasks),
        title=title,
        start=formats.day(told.network.start),
        end=formats.day(told.dates.ends_on),
    )
    yield say(
        "As likely as not over by {even}; four times in five by {sure} ({runs} draws, seed {seed})",
        even=formats.day(told.drawn.ends_by(0.5)),
        sure=formats.day(told.drawn.ends_by(0.8)),
        runs=formats.number(told.drawn.runs),
        seed=told.drawn.seed,
    )
    names = {task.key: task.name for task in told.tasks}
    if told.project is not None:
        names |= told.project.draws.names
        yield told.project.chances.words
        yield from filter(None, (_cost_line(told.project.chances), told.project.chances.risk_words))
    yield say("Critical path: {path}", path=" → ".join(names[key] for key in told.dates.critical_path))
    for task in told.tasks:
        yield _task_line(task, told, formats)
    pulls = [each for each in told.drivers if each.cruciality > 0][:SHOWN]
    if pulls:
        yield say("What moves the end most: {names}", names=", ".join(names[each.key] for each in pulls))
    usual = sum(is_usual(Days(task.low, task.days, task.high)) for task in told.tasks if task.days)
    if usual:
        yield say_count(
            "{count} task has the usual range, half to twice its days (Boehm 1981)",
            "{count} tasks have the usual range, half to twice their days (Boehm 1981)",
            usual,
        )
    yield from told.plan.notes
    yield from told.project.findings if told.project is not None else ()


def _cost_line(chances: Chances) -> str:
    if not chances.cost_p50:
        return ""
    return say(
        "The work at the day rates costs {even} or less as likely as not, {sure} or less four times in five",
        even=chances.cost_p50,
        sure=chances.cost_p80,
    )


def _task_line(task: PlanTask, told: ToldPlan, formats: Formats) -> str:
    placed, range_ = told.dates.placed[task.key], told.ranges[task.key]
    values = {
        "name": task.name,
        "start": formats.day(placed.starts_on),
        "end": formats.day(placed.ends_on),
        "early": formats.short_day(range_[0]),
        "late": formats.short_day(range_[1]),
        "often": round(told.drawn.criticality[task.key] * 100),
    }
    if placed.critical:
        return say("  {name}: {start} – {end}, critical in {often} of 100 ({early} to {late})", **values)
    return say_count(
        "  {name}: {start} – {end}, {count} day to spare, critical in {often} of 100 ({early} to {late})",
        "  {name}: {start} – {end}, {count} days to spare, critical in {often} of 100 ({early} to {late})",
        _spare(placed),
        **values,
    )


def _spare(placed: Placed) -> int:
    return floor(placed.total_float + NEARLY)


def plan_json(told: ToldPlan) -> Tree:
    """The same, stable by its version."""
    return {
        "version": VERSION,
        "title": told.plan.title,
        "start": told.network.start.isoformat(),
        "end": told.dates.ends_on.isoformat(),
        "p50": told.drawn.ends_by(0.5).isoformat(),
        "p80": told.drawn.ends_by(0.8).isoformat(),
        "runs": told.drawn.runs,
        "seed": told.drawn.seed,
        "spread_version": SPREAD_VERSION,
        "critical_path": list(told.dates.critical_path),
        "activities": [_task_tree(task, told) for task in told.tasks],
        "drivers": [
            {
                "id": each.key,
                "correlation": round(each.correlation, 4),
                "cruciality": round(each.cruciality, 4),
            }
            for each in told.drivers
        ],
        "notes": list(told.plan.notes),
        "project": _project_tree(told.project, told.drawn) if told.project is not None else None,
    }


def _project_tree(project: OfProject, drawn: Simulation) -> Tree:
    draws = project.draws
    price = float(draws.price.decimal) if draws.price is not None and draws.work_at_rates else None
    needed = draws.needed_by
    return {
        "id": str(project.id),
        "currency": draws.currency,
        "cost_p50": round(drawn.costs_at_most(0.5), 2) if draws.work_at_rates else None,
        "cost_p80": round(drawn.costs_at_most(0.8), 2) if draws.work_at_rates else None,
        "needed_by": needed.isoformat() if needed is not None else None,
        "price": price,
        "chance_of_date": drawn.chance(by=needed) if needed is not None else None,
        "chance_of_price": drawn.chance(within=price) if price is not None else None,
        "chance_of_both": drawn.chance(by=needed, within=price) if needed and price is not None else None,
        "open_risks": draws.register.still_open,
        "counted_risks": [
            {"id": each.key, "words": draws.names[each.key], "activity": each.activity,
             "chance": round(each.chance, 4), "days": each.days, "cost": each.cost}
            for each in draws.register.counted
        ],
    }  # fmt: skip


def _task_tree(task: PlanTask, told: ToldPlan) -> Tree:
    placed, range_ = told.dates.placed[task.key], told.ranges[task.key]
    return {
        "id": task.key,
        "name": task.name,
        "days": float(task.days),
        "start": placed.starts_on.isoformat(),
        "end": placed.ends_on.isoformat(),
        "float": round(placed.total_float, 4),
        "free_float": round(placed.free_float, 4),
        "critical": placed.critical,
        "criticality": round(told.drawn.criticality[task.key], 4),
        "p10": range_[0].isoformat(),
        "p90": range_[1].isoformat(),
        "usual_spread": is_usual(Days(task.low, task.days, task.high)),
    }


def plan_schema() -> Tree:
    """JSON Schema of what the verb reads and prints."""
    day, number, text = {"type": "string", "format": "date"}, {"type": "number"}, {"type": "string"}
    share = {"type": "number", "minimum": 0, "maximum": 1}
    flag = {"type": "boolean"}
    activity = {
        "id": text, "name": text, "days": number, "start": day, "end": day, "float": number, "free_float": number,
        "critical": flag, "criticality": share, "p10": day, "p90": day, "usual_spread": flag,
    }  # fmt: skip
    driver = {"id": text, "correlation": number, "cruciality": number}
    listed = {"type": "array", "items": text}
    output = {
        "version": {"const": VERSION}, "title": text, "start": day, "end": day, "p50": day, "p80": day,
        "runs": {"type": "integer"}, "seed": {"type": "integer"}, "spread_version": {"type": "integer"},
        "project": _project_schema(),
        "critical_path": listed, "activities": {"type": "array", "items": _object(activity)},
        "drivers": {"type": "array", "items": _object(driver)}, "notes": listed,
    }  # fmt: skip
    return {"input": INPUT, "output": _object(output)}


def _project_schema() -> Tree:
    """What is told of a project beside its days; null for a plan from a file."""
    number, text = {"type": "number"}, {"type": "string"}
    maybe: Tree = {"type": ["number", "null"]}
    risk = {"id": text, "words": text, "activity": text, "chance": number, "days": number, "cost": number}
    tree = _object(
        {
            "id": text, "currency": text, "cost_p50": maybe, "cost_p80": maybe, "price": maybe,
            "needed_by": {"type": ["string", "null"], "format": "date"}, "chance_of_date": maybe,
            "chance_of_price": maybe, "chance_of_both": maybe, "open_risks": {"type": "integer"},
            "counted_risks": {"type": "array", "items": _object(risk)},
        }
    )  # fmt: skip
    return tree | {"type": ["object", "null"]}


def _object(properties: Tree) -> Tree:
    return {"type": "object", "required": sorted(properties), "properties": properties}
