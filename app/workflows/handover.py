"""Hand a project over in a file, written where the user says: nothing is sent.

It is read back by the same reader that opens it elsewhere before anybody is told that it is ready.
"""

import errno
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.domain.base import Scope
from app.domain.errors import DomainError
from app.exchange.arrivals import is_all_here
from app.exchange.engagement_file import SUFFIX, named_files, read_engagement_file, write_engagement_file
from app.persistence.devices import known_devices
from app.persistence.fields import PROJECT
from app.persistence.files import write_durably
from app.persistence.unit import UnitOfWork
from app.persistence.workspace import Workspace
from app.words import say, say_count
from app.workflows.engagement_kinds import KINDS, kind_of

FORBIDDEN = '<>:"/\\|?*'
"""Characters that some systems allow in no file name."""


@dataclass(frozen=True)
class HandOver:
    """What a file of a project would hold, and how to tell that it is from here."""

    title: str
    file_name: str
    holds: tuple[str, ...]
    files: str
    fingerprint: str


@dataclass(frozen=True)
class HandedOver:
    """A file that was written and read back."""

    path: Path
    words: str


def hand_over_view(workspace: Workspace, project_id: uuid.UUID) -> HandOver | None:
    """What the page shows before a file is written; None where the project is gone."""

    def ask(session: Session) -> HandOver | None:
        assert isinstance(session, UnitOfWork)
        connection = session.connection()
        statement = "SELECT title FROM project WHERE id = ? AND deleted = 0"
        title = connection.exec_driver_sql(statement, (project_id.bytes,)).scalar()
        if title is None:
            return None
        counted = _counted(session, project_id)
        mine = bytes(connection.exec_driver_sql("SELECT v FROM meta WHERE k = 'actor'").scalar_one())
        files = len(named_files(connection, project_id))
        return HandOver(
            str(title),
            file_name(str(title)),
            tuple(
                kind_of(entity).counted(counted[entity])
                for entity in (*KINDS, *(counted.keys() - KINDS.keys()))
                if counted.get(entity) and entity != "project"
            ),
            say_count("{count} attached file", "{count} attached files", files) if files else "",
            known_devices(connection, workspace.store.key)[mine].fingerprint,
        )

    return workspace.read(ask)


def _counted(session: UnitOfWork, project_id: uuid.UUID) -> dict[str, int]:
    counted = {}
    for entity, shape in session.journal.shapes.items():
        if shape.scope is Scope.ENGAGEMENT and PROJECT in shape.fields:
            counted[entity] = int(
                session.connection()
                .exec_driver_sql(
                    f"SELECT count(*) FROM {entity} WHERE {PROJECT} = ? AND deleted = 0", (project_id.bytes,)
                )
                .scalar_one()
            )
    return counted


def file_name(title: str) -> str:
    """The name a file of a project is given, which every system allows."""
    kept = "".join(" " if each in FORBIDDEN or not each.isprintable() else each for each in title)
    return (" ".join(kept.split())[:60].strip(". ") or say("project")) + SUFFIX


def hand_over(
    workspace: Workspace,
    project_id: uuid.UUID,
    path: Path,
    now: datetime,
    progress: Callable[[float], None] = lambda share: None,
) -> HandedOver:
    """Write the file of a project to `path`, after reading it back; from any thread.

    Raises DomainError, or what `progress` raises to stop it; then there is no file.
    """
    content = write_engagement_file(workspace, project_id, now, lambda share: progress(share * 0.6))
    progress(0.6)
    back = read_engagement_file(content)
    progress(0.9)
    if back.project != project_id or not is_all_here(workspace, back):
        raise DomainError(
            say(
                "The file did not hold what it should when it was read back, so it was not kept. Check the workspace."
            )
        )
    target = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
    try:
        write_durably(target, content)
    except OSError as fault:
        raise DomainError(_not_written(fault, target)) from fault
    return HandedOver(target, say("Written and read back: {file}", file=target))


def _not_written(fault: OSError, target: Path) -> str:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return say(
            "There is no room for “{file}” there. Make room, or choose another place.", file=target.name
        )
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say(
            "“{file}” could not be written: nothing may be written to that folder, or the file is open in another"
            " program. Choose another place.",
            file=target.name,
        )
    return say(
        "“{file}” could not be written. Close it in other programs, or choose another place.",
        file=target.name,
    )
