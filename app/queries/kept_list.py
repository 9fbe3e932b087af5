"""The rows of one project's shortlist: its latest run, its candidates in their order, and what was waived."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from app.analysis.gates import Answer
from app.domain.projects import Project
from app.domain.shortlists import Candidate, Disclosure, MatchRun, Waiver
from app.queries.declarations import disclosure_of, names_hidden
from app.queries.lens import Lens

MOST_LISTED = 40
"""Providers kept on a list: many more than anybody asks, few enough to read."""


@dataclass(frozen=True, slots=True)
class KeptList:
    """The rows of one project's shortlist."""

    project: Project
    run: MatchRun | None
    candidates: tuple[Candidate, ...]
    waivers: Mapping[uuid.UUID, Mapping[str, Waiver]]
    disclosure: Disclosure | None
    hidden: bool
    """Whether names are kept from the reader: then no candidate was selected either."""

    def standing(self) -> list[Candidate]:
        """Those on the list, best first but for those the broker moved; one waived since stands last."""
        listed = self.by_rank()
        moved = sorted((row for row in listed if row.moved), key=lambda row: (int(row.moved["to"]), row.id))
        shown = [row for row in listed if not row.moved]
        for row in moved:
            shown.insert(int(row.moved["to"]) - 1, row)
        return shown

    def by_rank(self) -> list[Candidate]:
        """The same as the ranking has them, whatever the broker moved."""
        listed = [row for row in self.candidates if not self.stopped(row)]
        return sorted(listed, key=lambda row: (row.place == 0, row.outcome.get("position", 0), row.id))

    def cut(self) -> bool:
        """Whether more may have passed than a list keeps."""
        return sum(row.place > 0 for row in self.candidates) >= MOST_LISTED

    def stopped(self, row: Candidate) -> tuple[str, ...]:
        """The gates that keep a candidate off the list."""
        waived = self.waivers.get(row.id, {})
        gates: Sequence[Mapping[str, Any]] = row.outcome.get("gates", ())
        return tuple(
            gate["gate"]
            for gate in gates
            if gate["answer"] == Answer.FAIL and not (gate["waivable"] and gate["gate"] in waived)
        )


def kept_list(session: Session, project_id: uuid.UUID, lens: Lens) -> KeptList:
    """The list of a project as `lens` may read it."""
    project = _project(session, project_id, lens)
    disclosure = disclosure_of(session, project_id)
    hidden = names_hidden(project, disclosure, lens)
    statement = select(Candidate).where(Candidate.project_id == project_id).order_by(Candidate.id)
    if lens is Lens.OWNER:
        statement = statement.options(defer(Candidate.broker_note, raiseload=True))
    waivers: dict[uuid.UUID, dict[str, Waiver]] = {}
    if not hidden:
        for waiver in session.scalars(select(Waiver).where(Waiver.project_id == project_id)):
            if waiver.reason.strip():
                waivers.setdefault(waiver.candidate_id, {})[waiver.gate] = waiver
    runs = (
        select(MatchRun)
        .where(MatchRun.project_id == project_id)
        .options(defer(MatchRun.evidence, raiseload=True))
        .order_by(MatchRun.id.desc())
    )
    return KeptList(
        project=project,
        run=session.scalars(runs).first(),
        candidates=() if hidden else tuple(session.scalars(statement)),
        waivers=waivers,
        disclosure=disclosure,
        hidden=hidden,
    )


def _project(session: Session, project_id: uuid.UUID, lens: Lens) -> Project:
    statement = select(Project).where(Project.id == project_id)
    if lens is Lens.OWNER:
        private = (Project.broker_notes, Project.broker_fee, Project.client_id)
        statement = statement.options(*(defer(column, raiseload=True) for column in private))
    return session.scalars(statement).one()
