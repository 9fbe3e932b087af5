"""Walk the sample's whole journey and write down what it came to."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.analysis.money import Money
from app.queries.journey import JourneyRecord, Step, journey
from app.services.lifecycle import NOT_YET_CHECKED
from app.workflows.runner import FilingRunner
from app.workflows.sample import replay
from app.workflows.sample_story import Checkpoint, Replay

DEMO_DOCUMENTS = {
    "BRF": "brief.pdf",
    "PRO": "proposal.pdf",
    "ENG": "engagement-summary.pdf",
    "ACC": "acceptance-certificate.pdf",
}
"""Kind → file the demo leaves behind; the certificate is the one of the stage that was sent back first."""

VERSION = 1


@dataclass(frozen=True)
class Journey:
    """What the walk came to."""

    record: JourneyRecord
    ids: dict[str, uuid.UUID]
    """Id of the case → id here, so that both can be laid side by side."""

    documents: dict[str, str]
    """Kind → SHA-256 of the issued bytes that the demo leaves behind."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step that was taken."""
        return self.record.steps

    def as_json(self) -> dict[str, Any]:
        """The journey as plain data. Amounts are decimal text, excl. tax."""
        record = self.record
        names = {value: key for key, value in self.ids.items()}
        return {
            "version": VERSION,
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
            "award": {
                "quote": names.get(record.chosen) if record.chosen else None,
                "price": _amount(record.price),
                "date": record.decided_on.isoformat() if record.decided_on else None,
                "by": record.decided_by,
                "reason": record.reason,
            },
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


def walk(runner: FilingRunner, look: Callable[[Checkpoint], None] | None = None) -> Journey:
    """Replay the case from an empty workspace to its end; `look` is shown every point on the way."""
    story: Replay | None = None
    for point in replay(runner):
        story = point.replay
        if look is not None:
            look(point)
    assert story is not None
    project = story.project
    record = runner.read(lambda session: journey(session, project_id=project))
    ids = {"VET-PRJ": project, **story.quotes, **story.stages, **story.candidates}
    return Journey(record, ids, story.documents)


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
