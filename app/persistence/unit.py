"""The program's only Session: it collects what a flush wrote, and lets nothing be stored without its operation.

Mapper events say *which* objects a flush wrote (after_flush alone misses some), after_flush reads *what* they
hold (earlier would miss keys set by relationships), and before_commit writes the operations.

Most steps of a day get a row or two by their ids and change a field. Such a step never wakes the session: the
rows are fetched and stored through the driver (`rows`), and join the session with whatever was changed in them
as soon as a verb adds, asks or flushes. A verb that must name single rows to the session (`refresh`, `expunge`)
flushes first.
"""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Never, TypeVar

from sqlalchemy import ClauseElement, Connection, Engine, event
from sqlalchemy.orm import (
    ORMExecuteState,
    Session,
    SessionTransaction,
    UOWTransaction,
    object_session,
    with_loader_criteria,
)
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.util import identity_key
from sqlalchemy.pool import PoolProxiedConnection

from app.domain.base import EntityMixin
from app.persistence import raw, rows
from app.persistence.changes import UNIT, End, Unit
from app.persistence.fields import Shape
from app.persistence.journal import Journal
from app.persistence.refusals import WriteRefused

T = TypeVar("T")

WITH_DELETED = "with_deleted"
"""Execution option of a select that also wants the rows marked deleted."""


class UnitOfWork(Session):
    """A session whose deletes are marks and whose commits carry operations; read-only without a unit."""

    def __init__(
        self,
        engine: Engine,
        *,
        journal: Journal,
        unit: Unit | None = None,
        lent: PoolProxiedConnection | None = None,
    ) -> None:
        """A unit of work comes with the connection `lent` to it, in a transaction that has begun."""
        super().__init__(engine, expire_on_commit=False)
        self.journal = journal
        self._engine = engine
        self._lent = lent
        self._connection: Connection | None = None
        self._getting = False
        self._fetched: dict[tuple[type, uuid.UUID], Any] = {}
        self._woken = False
        if unit is not None:
            self.info[UNIT] = unit

    @property
    def unit(self) -> Unit:
        """The unit of work. Raises WriteRefused in a session that only reads."""
        unit = self.info.get(UNIT)
        if not isinstance(unit, Unit):
            raise WriteRefused("this session only reads")
        return unit

    def delete(self, instance: object) -> None:
        """Mark a row deleted. Rows are never removed, so that undo and merge need no resurrection."""
        if not isinstance(instance, EntityMixin):
            raise WriteRefused(f"{instance!r} is not an entity")
        instance.deleted = True

    def get(self, entity: Any, ident: Any, **options: Any) -> Any:
        """As `Session.get`; a row marked deleted is not found."""
        plainly = isinstance(ident, uuid.UUID) and not any(options.values())
        shape = self.journal.by_class.get(entity)
        if shape is not None and not shape.related and plainly and self._sleeps:
            found = self._fetched.get((entity, ident)) or self._fetch(shape, ident)
            return None if found is None or found.deleted else found
        self._getting = True  # its own select needs no condition: the row is looked at here
        try:
            found = super().get(entity, ident, **options)
        finally:
            self._getting = False
        return None if found is not None and getattr(found, "deleted", False) else found

    def belonging(self, entity: type[T], projects: Sequence[uuid.UUID]) -> list[T]:
        """The rows of `projects` that are not deleted, oldest first, to be shown: no change in them is stored."""
        return self.those(entity, "project_id", projects)

    def those(
        self, entity: type[T], column: str, ids: Sequence[uuid.UUID], without: tuple[str, ...] = ()
    ) -> list[T]:
        """The rows whose `column` is one of `ids`, as by `belonging`; attributes in `without` are not read."""
        self.flush()
        return list(rows.of(self.connection(), self.journal.by_class[entity], column, ids, without))

    def told(self, entity: type[T], column: str, ids: Sequence[uuid.UUID], names: tuple[str, ...]) -> list[T]:
        """As `those`, in plain tuples that have these attributes of their class and no others."""
        self.flush()
        return list(rows.told(self.connection(), self.journal.by_class[entity], column, ids, names))

    def get_bind(self, *arguments: Any, **options: Any) -> Engine | Connection:
        """What the session's statements run on: once it wakes, the connection lent to the unit of work."""
        if self._lent is None:
            return super().get_bind(*arguments, **options)
        if self._connection is None:
            self._connection = Connection(self._engine, self._lent)
        return self._connection

    @property
    def _sleeps(self) -> bool:
        return self._lent is not None and not self.in_transaction()

    def _fetch(self, shape: Shape, ident: uuid.UUID) -> Any:
        assert self._lent is not None
        found = rows.fetch(self._lent, shape, ident)
        if found is not None:
            self._fetched[shape.cls, ident] = found
        return found

    def join_fetched(self) -> None:
        """Let the rows fetched so far belong to the session, with what was changed in them."""
        if self._fetched:
            fetched, self._fetched = self._fetched, {}
            for instance in fetched.values():
                instance_state(instance).key = identity_key(instance=instance)  # a row that is there
            self.add_all(fetched.values())

    def wake(self) -> None:
        """Called with the session's first transaction: from here on it is an ordinary session."""
        self._woken = True
        self.join_fetched()

    def flush(self, objects: Any = None) -> None:
        """As `Session.flush`."""
        self.join_fetched()
        super().flush()

    def settle(self) -> None:
        """Write the operations of what was written so far, as a part of the step that the commit ends.

        So a long step holds no more than a part of itself in memory. No row may be written in two parts.
        """
        self.flush()
        unit = self.unit
        if unit.writes:
            if not unit.changes.rows.keys().isdisjoint(unit.writes):
                raise WriteRefused("a row is written in one part of a step")
            with self.journal.open_gate():
                unit.changes = unit.changes.with_more(self.journal.write(self.connection(), unit))
            unit.writes = {}

    def commit(self) -> None:
        """As `Session.commit`; where nothing woke the session, what was fetched is stored without it."""
        if self.in_transaction():
            super().commit()
        else:
            self._store_fetched()
        if self._lent is not None:  # a session that woke but asked nothing has no transaction to commit
            raw.commit(self._lent)

    def rollback(self) -> None:
        """As `Session.rollback`, also where nothing woke the session."""
        if self.in_transaction():
            super().rollback()
        if self._lent is not None:
            self.forget()
            raw.rollback(self._lent)

    def close(self) -> None:
        """As `Session.close`; a session that never woke has nothing to let go of."""
        if self._woken:
            super().close()

    def _store_fetched(self) -> None:
        lent, unit = self._lent, self.unit
        assert lent is not None
        unit.updated = [each for each in self._fetched.values() if instance_state(each).modified]
        if unit.updated:
            for each in unit.updated:
                _refuse_computed(each, instance_state(each).committed_state)
            self.journal.collect(unit)
            with self.journal.open_gate():
                unit.changes = self.journal.write(lent, unit)
                for write in unit.writes.values():
                    rows.store(lent, write)
            unit.writes = {}
        self._fetched = {}

    @property
    def is_getting(self) -> bool:
        """True while `get` asks for a row by its id."""
        return self._getting

    def forget(self) -> None:
        """Nothing of this unit of work is written any more."""
        unit = self.info.get(UNIT)
        if unit is not None:
            self.journal.forget()
            unit.inserted, unit.updated, unit.writes = [], [], {}
            self._fetched = {}

    def begin_nested(self) -> Never:
        """Refused: one unit of work, one transaction."""
        raise WriteRefused("savepoints are refused: one unit of work, one transaction")

    def bulk_save_objects(self, *_: Any, **__: Any) -> Never:
        """Refused: it sends no events."""
        raise WriteRefused("bulk writes bypass the journal")

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects


def ends_by(session: Session, end: End) -> None:
    """Inside a long verb: say how its unit of work is put on the disk when the verb is over."""
    assert isinstance(session, UnitOfWork)
    session.unit.end = end


def settle(session: Session) -> None:
    """Inside a long verb: write the operations so far, as a part of its step (`UnitOfWork.settle`)."""
    assert isinstance(session, UnitOfWork)
    session.settle()


def _unit_of(instance: object) -> Unit:
    session = object_session(instance)
    if not isinstance(session, UnitOfWork):
        raise WriteRefused("entities are written in a unit of work")
    return session.unit


def _refuse_expressions(mapper: Any, connection: Connection, instance: Any) -> None:
    _refuse_computed(instance, instance_state(instance).dict)


def _refuse_computed(instance: Any, names: Iterable[str]) -> None:
    """A value that only the database can work out would be stored without its operation."""
    for name in names:
        value = instance.__dict__.get(name)
        if isinstance(value, ClauseElement) or hasattr(value, "__clause_element__"):
            raise WriteRefused(
                f"{type(instance).__name__}.{name}: a value computed by the database has no operation"
            )


def _inserted(mapper: Any, connection: Connection, instance: object) -> None:
    if isinstance(object_session(instance), UnitOfWork):
        _unit_of(instance).inserted.append(instance)


def _updated(mapper: Any, connection: Connection, instance: object) -> None:
    if isinstance(object_session(instance), UnitOfWork):
        _unit_of(instance).updated.append(instance)


def _deleted(mapper: Any, connection: Connection, instance: object) -> None:
    if isinstance(object_session(instance), UnitOfWork):
        raise WriteRefused("rows are marked deleted, never removed")


# Mapper events are heard by the whole process; the object's own session says whose journal it belongs to.
event.listen(EntityMixin, "before_insert", _refuse_expressions, propagate=True)
event.listen(EntityMixin, "before_update", _refuse_expressions, propagate=True)
event.listen(EntityMixin, "after_insert", _inserted, propagate=True)
event.listen(EntityMixin, "after_update", _updated, propagate=True)
event.listen(EntityMixin, "before_delete", _deleted, propagate=True)


@event.listens_for(UnitOfWork, "after_transaction_create")
def _woken(session: UnitOfWork, transaction: SessionTransaction) -> None:
    session.wake()


@event.listens_for(UnitOfWork, "before_flush")
def _before_flush(session: UnitOfWork, context: UOWTransaction, instances: Any) -> None:
    if session.unit:  # refuses in a session that only reads
        session.journal.gate += 1


@event.listens_for(UnitOfWork, "after_flush")
def _after_flush(session: UnitOfWork, context: UOWTransaction) -> None:
    session.journal.gate = max(0, session.journal.gate - 1)
    session.journal.collect(session.unit)


@event.listens_for(UnitOfWork, "before_commit")
def _before_commit(session: UnitOfWork) -> None:
    if session.info.get(UNIT) is not None:
        session.settle()


@event.listens_for(UnitOfWork, "after_rollback")
def _after_rollback(session: UnitOfWork) -> None:
    session.forget()


@event.listens_for(UnitOfWork, "do_orm_execute")
def _execute(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise WriteRefused("bulk writes bypass the journal: load the objects and change them")
    session = state.session
    assert isinstance(session, UnitOfWork)
    session.join_fetched()  # before the statement's own autoflush
    if session.is_getting or not state.is_select or state.is_column_load:
        return
    if not state.execution_options.get(WITH_DELETED):
        state.statement = state.statement.options(_LIVE)


_LIVE = with_loader_criteria(
    EntityMixin, lambda cls: cls.deleted.is_(False), include_aliases=True, propagate_to_loaders=True
)
