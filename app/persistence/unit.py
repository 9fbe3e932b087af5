"""The program's only Session: it collects what a flush wrote, and lets nothing be stored without its operation.

Mapper events say *which* objects a flush wrote (after_flush alone misses some), after_flush reads *what* they
hold (earlier would miss keys set by relationships), and before_commit writes the operations.
"""

from typing import Any, Never, TypeVar

from sqlalchemy import ClauseElement, Connection, event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, object_session, with_loader_criteria

from app.domain.base import EntityMixin
from app.persistence.changes import UNIT, Unit
from app.persistence.journal import Journal
from app.persistence.refusals import WriteRefused

T = TypeVar("T")

WITH_DELETED = "with_deleted"
"""Execution option of a select that also wants the rows marked deleted."""


class UnitOfWork(Session):
    """A session whose deletes are marks and whose commits carry operations; read-only without a unit."""

    def __init__(self, bind: Any, *, journal: Journal, unit: Unit | None = None, **options: Any) -> None:
        super().__init__(bind, expire_on_commit=False, **options)
        self.journal = journal
        self._getting = False
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
        self._getting = True  # its own select needs no condition: the row is looked at here
        try:
            found = super().get(entity, ident, **options)
        finally:
            self._getting = False
        return None if found is not None and getattr(found, "deleted", False) else found

    @property
    def is_getting(self) -> bool:
        """True while `get` asks for a row by its id."""
        return self._getting

    def begin_nested(self) -> Never:
        """Refused: one unit of work, one transaction."""
        raise WriteRefused("savepoints are refused: one unit of work, one transaction")

    def bulk_save_objects(self, *_: Any, **__: Any) -> Never:
        """Refused: it sends no events."""
        raise WriteRefused("bulk writes bypass the journal")

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects


def _unit_of(instance: object) -> Unit:
    session = object_session(instance)
    if not isinstance(session, UnitOfWork):
        raise WriteRefused("entities are written in a unit of work")
    return session.unit


def _refuse_expressions(mapper: Any, connection: Connection, instance: Any) -> None:
    """A value that only the database can work out would be stored without its operation."""
    for name, value in instance._sa_instance_state.dict.items():
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
    unit = session.info.get(UNIT)
    if unit is None:
        return
    session.flush()
    if unit.writes:
        with session.journal.open_gate():
            unit.changes = session.journal.write(session.connection(), unit)
        unit.writes = {}


@event.listens_for(UnitOfWork, "after_rollback")
def _after_rollback(session: UnitOfWork) -> None:
    unit = session.info.get(UNIT)
    if unit is not None:
        session.journal.forget()
        unit.inserted, unit.updated, unit.writes = [], [], {}


@event.listens_for(UnitOfWork, "do_orm_execute")
def _execute(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise WriteRefused("bulk writes bypass the journal: load the objects and change them")
    session = state.session
    assert isinstance(session, UnitOfWork)
    if session.is_getting or not state.is_select or state.is_column_load:
        return
    if not state.execution_options.get(WITH_DELETED):
        state.statement = state.statement.options(_LIVE)


_LIVE = with_loader_criteria(
    EntityMixin, lambda cls: cls.deleted.is_(False), include_aliases=True, propagate_to_loaders=True
)
