"""Two people, each with a workspace of their own, who hand one project to each other in files."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from app.exchange.arrivals import Arrival, look_at, take_in
from app.exchange.engagement_file import read_engagement_file, write_engagement_file
from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.services.clients import keep_profile

T = TypeVar("T")

NOW = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)
OWNER, BROKER = "Clare Bramble", "Eve Thornaby"


@dataclass
class Desk:
    """Somebody at their own computer."""

    workspace: Workspace

    def do(self, verb: Any, /, **arguments: Any) -> Any:
        """One verb as its own step."""
        return self.workspace.write(lambda session: verb(session, **arguments), verb.__name__)[0]

    def see(self, query: Any, /, **arguments: Any) -> Any:
        """One query."""
        return self.workspace.read(lambda session: query(session, **arguments))

    def all(self, entity: type[T]) -> list[T]:
        """Every row of an entity that is not deleted."""
        return list(self.see(lambda session: session.scalars(select(entity).order_by(entity.id)).all()))

    def add(self, *rows: Any) -> None:
        """Put rows straight into the workspace."""
        self.workspace.write(lambda session: session.add_all(rows), "set the scene")

    def hand_over(self, project: uuid.UUID) -> bytes:
        """The file of a project."""
        return write_engagement_file(self.workspace, project, NOW)

    def look_at(self, content: bytes) -> Arrival:
        """What a file would change."""
        return look_at(self.workspace, read_engagement_file(content))

    def take(self, content: bytes) -> Arrival:
        """Import a file."""
        return take_in(self.workspace, read_engagement_file(content))

    def state(self) -> list[tuple[Any, ...]]:
        """Everything that is kept, row by row."""
        connection = self.workspace.store.reading_connection()
        try:
            names = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
            ).fetchall()
            tables = [name for (name,) in names if not name.startswith(("search", "sqlite_"))]
            return [(name, *row) for name in tables for row in connection.execute(f'SELECT * FROM "{name}"')]
        finally:
            connection.close()


@contextmanager
def two_desks(folder: Path) -> Iterator[tuple[Desk, Desk]]:
    """An owner's and a broker's, neither of whom knows the other's."""
    with ExitStack() as stack:
        desks = []
        for person, role in ((OWNER, "owner"), (BROKER, "broker")):
            keys = Keys(folder / f"{role} keys", keychain=lambda: None)
            made = Workspace.create(folder / role, keys, person=person, device=f"{role}'s computer")
            desk = Desk(stack.enter_context(made))
            desk.do(keep_profile, person=person, role=role)
            desks.append(desk)
        yield desks[0], desks[1]


def day(text: str) -> date:
    """A date."""
    return date.fromisoformat(text)
