"""What the replay of the sample has made so far, and the points at which it can be looked at."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from app.queries import row_ids
from app.words.formats import Formats
from app.workflows import documents
from app.workflows.runner import FilingRunner
from app.workflows.sample_case import SampleCase, load_case

T = TypeVar("T")


@dataclass
class Replay:
    """What the replay has made so far, by the case's own ids."""

    runner: FilingRunner
    case: SampleCase = field(default_factory=load_case)
    project: uuid.UUID = field(default_factory=uuid.uuid4)
    client: uuid.UUID | None = None
    providers: dict[str, uuid.UUID] = field(default_factory=dict)
    candidates: dict[str, uuid.UUID] = field(default_factory=dict)
    quotes: dict[str, uuid.UUID] = field(default_factory=dict)
    stages: dict[str, uuid.UUID] = field(default_factory=dict)
    tests: dict[str, uuid.UUID] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    """Kind → SHA-256 of the issued bytes; of several certificates, that of the stage sent back first."""
    others: list["Replay"] = field(default_factory=list)
    """The further cases that were replayed beside this one."""

    def do(self, verb: Callable[..., T], label: str = "", **values: Any) -> T:
        """Run one verb in a unit of work of its own, as the window would."""
        result, _ = self.runner.write(lambda session: verb(session, **values), label or verb.__name__)
        return result

    def issue(self, kind: str, on: date, stage: str = "", *, keep: bool = True) -> None:
        """Issue a document of the project; `keep` makes it the one that stands for its kind."""
        wanted = documents.Wanted(kind, self.project, self.stages[stage] if stage else None)
        document_id = documents.issue(self.runner, wanted, formats=Formats(), person=self.broker, on=on)
        if keep:
            self.documents[kind] = self.runner.read(
                lambda s: row_ids.document_hash(s, document_id=document_id)
            )

    @property
    def owner(self) -> str:
        """Name of the owner."""
        return str(self.case.story["owner"]["name"])

    @property
    def broker(self) -> str:
        """Name of the broker."""
        return str(self.case.story["broker"]["name"])


@dataclass(frozen=True)
class Checkpoint:
    """A point of the story worth a look, with the day it is seen on."""

    name: str
    day: date
    replay: Replay
