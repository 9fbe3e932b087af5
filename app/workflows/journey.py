"""Walk the sample's whole journey and write down what it came to."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.analysis.money import Money
from app.queries.journey import JourneyRecord, JudgedFigure, Step, journey, steps
from app.queries.schedule_figures import ScheduleFigure
from app.queries.team_figures import TeamFigure
from app.services.lifecycle import NOT_YET_CHECKED
from app.workflows.runner import FilingRunner
from app.workflows.sample import replay
from app.workflows.sample_case import Tree
from app.workflows.sample_story import Checkpoint, Replay

DEMO_DOCUMENTS = {
    "BRF": "brief.pdf",
    "QCM": "quote-comparison.pdf",
    "PRO": "proposal.pdf",
    "DEC": "decision-record.pdf",
    "SOW": "statement-of-work.pdf",
    "ENG": "engagement-summary.pdf",
    "ACC": "acceptance-certificate.pdf",
}
"""Kind → file the demo leaves behind; the certificate is the one of the stage that was sent back first."""

VERSION = 1

LEFT_OUT = ("date", "entity", "id", "event", "from", "to", "who")
"""What is told of a step of a case that was not replayed."""


@dataclass(frozen=True)
class Journey:
    """What the walk came to."""

    record: JourneyRecord
    ids: dict[str, uuid.UUID]
    """Id of the case → id here, so that both can be laid side by side."""

    documents: dict[str, str]
    """Kind → SHA-256 of the issued bytes that the demo leaves behind."""

    further: tuple["Further", ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step that was taken."""
        return self.record.steps

    def as_json(self) -> dict[str, Any]:
        """The journey as plain data. Amounts are decimal text, excl. tax."""
        return {"version": VERSION, **self.told(), "further_cases": [one.as_json() for one in self.further]}

    def told(self) -> dict[str, Any]:
        """This case alone."""
        record = self.record
        names = {value: key for key, value in self.ids.items()}
        return {
            "estimate": {
                "total_pd": [_days(record.low), _days(record.likely), _days(record.high)],
                "mean_pd": _days(record.mean),
                "p80_pd": _days(record.p80),
                "build": _amount(record.build),
                "three_year": _amount(record.three_year),
            },
            "quotes": [
                {
                    "id": names.get(quote.id, quote.id.hex),
                    "provider": quote.provider,
                    "state": quote.state,
                    "price": _amount(quote.price),
                }
                for quote in record.quotes
            ],
            "evaluation": {
                "weights": {name: _number(weight) for name, weight in record.weights.items()},
                "results": [_judged(one, names) for one in record.judged],
            },
            "award": {
                "quote": names.get(record.chosen) if record.chosen else None,
                "price": _amount(record.price),
                "date": record.decided_on.isoformat() if record.decided_on else None,
                "by": record.decided_by,
                "reason": record.reason,
            },
            "team": _team(record.team),
            "schedule": _schedule(record.schedule, names),
            "milestones": [_stage(stage, names) for stage in record.stages],
            "retention": {
                "share": _number(record.retention_share),
                "released": _amount(record.retention_released),
            },
            "documents": [
                {
                    "kind": document.kind,
                    "number": document.number,
                    "pages": document.pages,
                    "sha256": document.sha256,
                    "issued": document.issued_on.isoformat(),
                }
                for document in record.documents
            ],
            "guards_not_yet_checked": _unchecked(record.steps),
            "steps": [_step(step, names) for step in record.steps],
        }


@dataclass(frozen=True)
class Further:
    """Another case of the sample, and the steps of it that were not replayed: nothing takes them yet."""

    case: str
    currency: str
    journey: Journey
    left_out: tuple[Tree, ...]

    def as_json(self) -> dict[str, Any]:
        """The case as plain data; what was left out stands apart, so that nobody takes it for done."""
        left_out = [{key: row[key] for key in LEFT_OUT} for row in self.left_out]
        return {
            "case": self.case,
            "currency": self.currency,
            **self.journey.told(),
            "steps_not_yet_replayed": left_out,
        }


def walk(runner: FilingRunner, look: Callable[[Checkpoint], None] | None = None) -> Journey:
    """Replay the case from an empty workspace to its end; `look` is shown every point on the way."""
    story: Replay | None = None
    for point in replay(runner):
        story = point.replay
        if look is not None:
            look(point)
    assert story is not None
    further = tuple(
        Further(other.case.ref, other.case.currency, _journey(runner, other), not_yet_replayed(runner, other))
        for other in story.others
    )
    return replace(_journey(runner, story), further=further)


def _journey(runner: FilingRunner, story: Replay) -> Journey:
    project = story.project
    record = runner.read(lambda session: journey(session, project_id=project))
    ids = {f"{story.case.ref}-PRJ": project, **story.quotes, **story.stages, **story.candidates}
    return Journey(record, ids, story.documents)


def not_yet_replayed(runner: FilingRunner, story: Replay) -> tuple[Tree, ...]:
    """The steps of the case's audit log that the project has not taken: verbs that do not exist yet."""
    project = story.project
    taken = Counter(
        (step.on.isoformat(), step.entity, step.event, step.after)
        for step in runner.read(lambda session: steps(session, project_id=project))
    )
    missing = []
    for row in story.case.case["audit_log"]:
        key = (str(row["date"]), row["entity"], row["event"], row["to"])
        if not taken[key]:
            missing.append(row)
        taken[key] -= 1
    return tuple(missing)


def _judged(one: JudgedFigure, names: dict[uuid.UUID, str]) -> dict[str, Any]:
    return {
        "quote": names.get(one.id, one.id.hex),
        "scores": {name: _number(mark) for name, mark in one.marks.items()},
        "total": str(one.total),
        "three_year_cost": _amount(one.cost),
        "price_ratio": _number(one.price_ratio),
        "interviews": [{"role": role, "mark": _number(mark)} for role, mark in one.interviews],
        "references_called": [
            {"reference": client, "score": _number(score)} for client, score in one.references
        ],
        "open_red_flags": [{"sign": sign, "severity": severity} for sign, severity in one.open_flags],
    }


def _schedule(schedule: ScheduleFigure | None, names: Mapping[uuid.UUID, str]) -> dict[str, Any] | None:
    if schedule is None:
        return None
    return {
        "version": schedule.version,
        "ends": {names.get(stage, stage.hex): day.isoformat() for stage, day in schedule.ends},
        "lines": schedule.lines,
        "waits": schedule.waits,
        "own_tasks": schedule.own_tasks,
        "own_tasks_done": schedule.own_tasks_done,
        "own_hours": _number(schedule.own_hours),
    }


def _team(team: TeamFigure | None) -> dict[str, Any] | None:
    if team is None:
        return None
    return {
        "effort_pd": _days(team.effort),
        "on_site_pd": _days(team.on_site),
        "visiting_pd": _days(team.visits),
        "on_site_share": {
            "days": _number(team.share),
            "rule": _number(team.asked),
            "agreed": _number(team.agreed),
        },
        "day_rate": _amount(team.rate),
        "true_day_rate": _amount(team.true_rate),
        "must_haves_not_traced": team.untraced,
    }


def _stage(stage: Any, names: dict[uuid.UUID, str]) -> dict[str, Any]:
    return {
        "id": names.get(stage.id, stage.id.hex),
        "number": stage.number,
        "title": stage.title,
        "state": stage.state,
        "amount": _amount(stage.amount),
        "retention_held": _amount(stage.held),
        "delay_credit": _amount(stage.credit),
        "net_amount": _amount(stage.payable),
        "payment": stage.payment_state,
    }


def _step(step: Step, names: dict[uuid.UUID, str]) -> dict[str, Any]:
    return {
        "number": step.number,
        "date": step.on.isoformat(),
        "entity": step.entity,
        "id": names.get(step.subject, step.subject.hex),
        "event": step.event,
        "from": step.before,
        "to": step.after,
        "who": step.who,
        "person": step.person,
        "document": step.produces,
        "guards": step.guards,
    }


def _unchecked(steps: Iterable[Step]) -> list[str]:
    """Guards that nothing checks yet, so that nobody takes them for checked."""
    return sorted({guard for step in steps for guard, how in step.guards.items() if how == NOT_YET_CHECKED})


def _amount(money: Money | None) -> str | None:
    return None if money is None else str(money.decimal)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _days(value: Decimal) -> str:
    """Person-days to a tenth, half up, as the case states them."""
    return str(value.quantize(Decimal("0.1"), ROUND_HALF_UP))
