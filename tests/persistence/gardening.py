"""Random work in a garden, and what every workspace must be afterwards."""

import random
import uuid
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.persistence.heads import Head, RowHeads, add_head
from app.persistence.operations import BIRTH, read_operation, supersedes, text_of
from app.persistence.projection import resolve
from app.persistence.workspace import Workspace
from tests.persistence.garden import Bed, Friend, Nursery, Plant, Project, Soil

WORDS = ("rose", "Müller", "naïve 🌱", "", "x" * 300, "a\nb", "'; DROP TABLE op; --", "٣")


class Gardener:
    """Makes random but valid edits, the same for the same seed."""

    def __init__(self, random_: random.Random) -> None:
        self.random = random_

    def edit(self, session: Session) -> None:
        for _ in range(self.random.choice((1, 1, 1, 2, 4))):
            act = self.random.choice(
                (self.plant, self.plant, self.change, self.change, self.change, self.remove)
            )
            act(session)
            if self.random.random() < 0.2:
                session.flush()

    def pick(self, session: Session, entity: type[Any]) -> Any:
        ids = session.scalars(select(entity.id).order_by(entity.id)).all()
        return session.get(entity, self.random.choice(ids)) if ids else None

    def word(self) -> str:
        return self.random.choice(WORDS)

    def plant(self, session: Session) -> None:
        entity = self.random.choice((Project, Bed, Bed, Plant, Nursery, Friend))
        if entity is Project:
            friend = self.pick(session, Friend)
            session.add(Project(title=self.word(), secret=self.word(), friend_id=friend and friend.id))
        elif entity is Nursery:
            session.add(
                Nursery(name=self.word(), notes=self.word(), rate=Money(self.random.randrange(99), "EUR"))
            )
        elif entity is Friend:
            session.add(Friend(name=self.word()))
        else:
            self._plant_below(session, entity)

    def _plant_below(self, session: Session, entity: type[Any]) -> None:
        project = self.pick(session, Project)
        if project is None:
            return
        beds = session.scalars(select(Bed).where(Bed.project_id == project.id).order_by(Bed.id)).all()
        bed = self.random.choice(beds) if beds else None
        if entity is Bed:
            session.add(
                Bed(project_id=project.id, parent_id=bed and bed.id, name=self.word(), seeds=[1, {"a": None}])
            )
        elif bed is not None:
            session.add(Plant(project_id=project.id, bed_id=bed.id, kind=self.word()))

    def change(self, session: Session) -> None:
        found = self.pick(session, self.random.choice((Project, Bed, Bed, Plant, Nursery, Friend)))
        if found is not None:
            {
                Project: self._project,
                Bed: self._bed,
                Plant: self._growing,
                Nursery: self._nursery,
                Friend: self._friend,
            }[type(found)](session, found)

    def _project(self, session: Session, found: Project) -> None:
        what = self.random.randrange(5)
        if what == 0:
            found.title = self.word()
        elif what == 1:
            found.budget = self.random.choice((None, Money(self.random.randrange(9), "EUR"), Money(1, "USD")))
        elif what == 2:
            found.secret = self.word()
        elif what == 3:
            found.soil = self.random.choice(list(Soil))
        else:
            friend = self.pick(session, Friend)
            found.friend_id = friend.id if friend is not None and self.random.random() < 0.7 else None

    def _bed(self, session: Session, found: Bed) -> None:
        what = self.random.randrange(6)
        if what == 0:
            found.name = "A"
            session.flush()
            found.name = self.word()
        elif what == 1:
            found.area = self.random.choice((None, Decimal(self.random.randrange(999)) / 100))
        elif what == 2:
            found.seeds = [self.random.randrange(9), {"deep": [self.word()]}]
        elif what == 3:
            found.sown_on, found.sown_by = date(2026, 1, self.random.randrange(1, 28)), self.word()
        elif what == 4:
            found.weeded, found.watered_at = (
                not found.weeded,
                datetime(2026, 5, self.random.randrange(1, 28), tzinfo=UTC),
            )
        else:
            others = session.scalars(
                select(Bed.id).where(Bed.project_id == found.project_id).order_by(Bed.id)
            ).all()
            found.parent_id = self.random.choice([None, *others])

    def _growing(self, session: Session, found: Plant) -> None:
        found.height = self.random.randrange(50)

    def _nursery(self, session: Session, found: Nursery) -> None:
        if self.random.random() < 0.5:
            found.notes = self.word()
        else:
            found.rate = Money(self.random.randrange(99), "EUR")

    def _friend(self, session: Session, found: Friend) -> None:
        found.name = self.word()

    def remove(self, session: Session) -> None:
        found = self.pick(session, self.random.choice((Plant, Bed, Project, Nursery, Friend)))
        if found is not None and self.random.random() < 0.6:
            session.delete(found)


def tables(workspace: Workspace, *, living: bool = False) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every entity, as stored; `living` leaves out the rows marked deleted."""

    def dump(session: Session) -> dict[str, list[tuple[Any, ...]]]:
        ask = session.connection().exec_driver_sql
        where = " WHERE deleted = 0" if living else ""
        return {
            name: [
                tuple(row)
                for row in ask(f"SELECT id, {', '.join(shape.columns)} FROM {name}{where} ORDER BY id")
            ]
            for name, shape in workspace.store.shapes.items()
        }

    return workspace.read(dump)


def operations(workspace: Workspace) -> set[bytes]:
    return workspace.read(
        lambda session: {
            bytes(raw) for (raw,) in session.connection().exec_driver_sql("SELECT bytes FROM op")
        }
    )


def heads(workspace: Workspace) -> set[tuple[bytes, str, bytes]]:
    """(row, field, operation id), independent of local numbers."""
    statement = "SELECT h.row, h.field, o.id FROM head h JOIN op o ON o.n = h.op"
    return workspace.read(
        lambda session: {
            (bytes(row), name, bytes(id_))
            for row, name, id_ in session.connection().exec_driver_sql(statement)
        }
    )


def oracle(raws: set[bytes]) -> tuple[dict[bytes, RowHeads], set[tuple[bytes, str, bytes]]]:
    """The heads of a set of operations, by the definition alone: what nobody names as superseded."""
    parsed = [read_operation(raw) for raw in raws]
    superseded = {
        (text, each.row, name)
        for each in parsed
        for name, write in each.writes.items()
        for text in supersedes(write)
    }
    rows: dict[bytes, RowHeads] = {}
    found: set[tuple[bytes, str, bytes]] = set()
    for each in sorted(parsed, key=lambda one: one.id):
        head = Head(0, each.id, each.clock, each.actor, each.scope, each.content)
        row = rows.setdefault(each.row, RowHeads(each.entity))
        if each.kind == BIRTH:
            add_head(row, "", head)
            found.add((each.row, "", each.id))
            continue
        for name in each.writes:
            if (text_of(each.id), each.row, name) not in superseded:
                add_head(row, name, head)
                found.add((each.row, name, each.id))
    return rows, found


def folded(workspace: Workspace, raws: set[bytes]) -> dict[str, dict[bytes, dict[str, Any]]]:
    """The tables as a slow, plain fold gives them; rows that cannot be shown are left out, with those below."""
    rows, _ = oracle(raws)
    shapes = workspace.store.shapes
    values: dict[bytes, tuple[str, dict[str, Any]]] = {}
    for row, some in rows.items():
        if some.entity in shapes and (found := resolve(shapes[some.entity], some).values) is not None:
            values[row] = (some.entity, found)
    while lost := [row for row, (entity, one) in values.items() if not _held(shapes[entity], one, values)]:
        for row in lost:
            del values[row]
    shown: dict[str, dict[bytes, dict[str, Any]]] = defaultdict(dict)
    for row, (entity, one) in values.items():
        kept = dict(one)
        for each in shapes[entity].references:
            if kept[each.column] is not None and kept[each.column] not in values:
                kept[each.column] = None
        shown[entity][row] = kept
    return shown


def _held(shape: Any, one: dict[str, Any], values: dict[bytes, Any]) -> bool:
    return all(
        not each.required or one[each.column] is None or one[each.column] in values
        for each in shape.references
    )


def as_rows(
    workspace: Workspace, shown: dict[str, dict[bytes, dict[str, Any]]]
) -> dict[str, list[tuple[Any, ...]]]:
    return {
        name: sorted(
            (row, *(one[column] for column in shape.columns)) for row, one in shown.get(name, {}).items()
        )
        if all(isinstance(row, bytes) for row in shown.get(name, {}))
        else []
        for name, shape in workspace.store.shapes.items()
    }


def first_id(workspace: Workspace, entity: type[Any]) -> uuid.UUID:
    found = workspace.read(lambda session: session.scalars(select(entity.id).order_by(entity.id)).first())
    assert isinstance(found, uuid.UUID)
    return found
