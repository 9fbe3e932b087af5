"""The open database: one writing connection owned by one thread, read-only ones for everybody else."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import NullPool, QueuePool

from app.persistence import guard, history, raw, schema, search
from app.persistence.changes import End, Unit, at_once
from app.persistence.connection import APPLICATION_ID, Driver, open_file, trouble_of
from app.persistence.dialect import COMPILED, URL
from app.persistence.fields import Shape, shapes
from app.persistence.journal import Journal, wall_clock
from app.persistence.opening import DATABASE
from app.persistence.refusals import WriteRefused
from app.persistence.unit import UnitOfWork

T = TypeVar("T")

BEGIN = "BEGIN IMMEDIATE"
"""A deferred transaction that turns into a writing one fails at once, whatever busy_timeout says."""

READING = "reading"
"""Execution option of a connection that only reads."""


class Store:
    """Runs units of work, journal-level writes and reads on one database file."""

    def __init__(
        self,
        folder: Path,
        key: bytes,
        driver: Driver,
        base: type[DeclarativeBase],
        clock: Callable[[], int] = wall_clock,
        *,
        read_only: bool = False,
        examine: Callable[[Any], None] | None = None,
    ) -> None:
        self.folder = folder
        self.key = key
        self.driver = driver
        self.base = base
        self.read_only = read_only
        self.shapes: dict[str, Shape] = shapes(base)
        self.journal = Journal(self.shapes, clock)
        self._examine = examine
        self._thread = threading.get_ident()
        self._unit: Unit | None = None
        self.commits = 0
        """Transactions committed since it was opened: tells whether a backup is still up to date."""

        self.engine = create_engine(
            URL,
            execution_options={"compiled_cache": COMPILED},
            module=driver.module,
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
            pool_timeout=0.05,
            pool_reset_on_return=None,  # whoever borrows it ends their transaction
        )
        event.listen(self.engine, "begin", _begin)
        event.listen(self.engine, "commit", self._refuse_unwritten)
        event.listen(self.engine, "handle_error", _name_dangling)

    def _connect(self) -> Any:
        path = self.folder / DATABASE
        connection = open_file(self.driver, path, self.key, read_only=self.read_only, examine=self._examine)
        if not self.read_only and connection.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA:
            guard.install(
                connection, schema.guarded_tables(self.shapes), lambda: self.journal.gate, self._unwritten
            )
        return connection

    def _unwritten(self) -> bool:
        return self._unit is not None and self._unit.unwritten and not self.journal.gate

    def _refuse_unwritten(self, connection: Connection) -> None:
        if self._unwritten():
            raise WriteRefused("a commit that would store rows without their operations")

    def create(self, meta: dict[str, Any], person: str, device: str) -> None:
        """Fill an empty file with the whole schema, in one transaction, and start its journal."""
        create_schema(self.engine, self.base, self.shapes)
        with self.engine.begin() as connection:
            new_actor(connection, person, device)
            connection.exec_driver_sql("INSERT INTO meta VALUES(?,?)", list(meta.items()))
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA}")
        self.engine.dispose()  # the next connection is a guarded one

    def become(self, person: str, device: str) -> None:
        """Write as a new device from now on: two that wrote under one id could not be told apart."""
        self.transact(lambda connection: new_actor(connection, person, device))
        self.journal.forget()

    def own_thread(self) -> None:
        """Raise WriteRefused on any thread but the one that opened the workspace."""
        if threading.get_ident() != self._thread:
            raise WriteRefused(
                "the workspace is used by the thread that opened it; others read through reader()"
            )

    @contextmanager
    def unit(self, unit: Unit) -> Iterator[UnitOfWork]:
        """A unit of work: committed with its operations at the end, rolled back when anything is raised."""
        self._may_write()
        with (
            Trouble(self.driver),
            closing(self.engine.raw_connection()) as lent,
            UnitOfWork(self.engine, journal=self.journal, unit=unit, lent=lent) as session,
        ):
            self._unit = unit
            try:
                raw.execute(lent, BEGIN)
                yield session
                unit.end(session.commit)
                self.commits += 1
            except BaseException as fault:
                refusal = dangling(lent, fault) if isinstance(fault, self.driver.module.Error) else None
                session.rollback()
                if refusal is not None:
                    raise refusal from fault
                raise
            finally:
                self._unit = None

    def transact(self, work: Callable[[Connection], T], end: End = at_once) -> T:
        """A journal-level write (merge, undo): one transaction with the gate open, put on the disk by `end`."""
        self._may_write()
        try:
            with (
                Trouble(self.driver),
                self.engine.connect() as connection,
                connection.begin() as transaction,
                self.journal.open_gate(),
            ):
                self._unit = Unit("")
                self.journal.load(connection)
                result = work(connection)
                end(transaction.commit)
            self.commits += 1
            return result
        except BaseException:
            self.journal.forget()
            raise
        finally:
            self._unit = None

    @property
    def writing(self) -> bool:
        """True while a unit of work is under way: nothing else is read or written on its thread."""
        return self._unit is not None

    def _may_write(self) -> None:
        self.own_thread()
        if self.read_only:
            raise WriteRefused("this workspace was opened to read")
        if self._unit is not None:
            raise WriteRefused("a unit of work is under way: one at a time")

    def read(self, query: Callable[[UnitOfWork], T]) -> T:
        """Run `query` on the opener's thread, in one read transaction."""
        self.own_thread()
        if self._unit is not None:
            raise WriteRefused("a unit of work is under way: read with its own session")
        with (
            Trouble(self.driver),
            UnitOfWork(self.engine.execution_options(**{READING: True}), journal=self.journal) as session,
        ):
            return query(session)

    @contextmanager
    def reader(self) -> Iterator[UnitOfWork]:
        """A session on its own read-only connection, for any thread: one consistent view, while others write."""
        engine = create_engine(
            URL,
            execution_options={"compiled_cache": COMPILED},
            module=self.driver.module,
            creator=self.reading_connection,
            poolclass=NullPool,
        )
        event.listen(engine, "begin", _begin_reading)
        try:
            with Trouble(self.driver), UnitOfWork(engine, journal=self.journal) as session:
                yield session
        finally:
            engine.dispose()

    def reading_connection(self) -> Any:
        """A read-only driver connection, for backups and checks."""
        return open_file(self.driver, self.folder / DATABASE, self.key, read_only=True)

    def actor(self) -> tuple[str, str]:
        """Person and device that this workspace writes as."""
        statement = "SELECT person, device FROM actor WHERE id = (SELECT v FROM meta WHERE k = 'actor')"
        found = self.read(lambda session: session.connection().exec_driver_sql(statement).one())
        return str(found[0]), str(found[1])

    def next_step(self, kind: str) -> history.Step | None:
        """What undo or redo would take next."""
        return self.read(lambda session: history.next_step(session.connection(), self.journal, kind))

    def flush_wal(self) -> None:
        """Move the WAL into the file and empty it, so that nothing removed lingers there."""
        self.own_thread()
        with Trouble(self.driver), closing(self.engine.raw_connection()) as lent:
            connection: Any = lent.driver_connection
            connection.execute("PRAGMA secure_delete = FAST").fetchall()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Let go of the file; the last connection to go moves the WAL into it."""
        self.engine.dispose()


def create_schema(engine: Engine, base: type[DeclarativeBase], known: dict[str, Shape]) -> None:
    """Make every table, index and search trigger of the current version."""
    with engine.begin() as connection:
        for statement in (*schema.table_statements(base.metadata), *schema.JOURNAL, *schema.LOCAL):
            connection.exec_driver_sql(statement)
        search.create_search(connection, known)
        connection.exec_driver_sql("CREATE TABLE alembic_version(version_num TEXT PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES(?)", (f"{schema.SCHEMA:04d}",))
        connection.exec_driver_sql("INSERT INTO meta VALUES('least_reader', ?)", (schema.LEAST_READER,))


def new_actor(connection: Connection, person: str, device: str) -> bytes:
    """Enter a new device of `person` as the one that writes here."""
    actor = uuid.uuid4().bytes
    connection.exec_driver_sql("INSERT INTO actor(id, person, device) VALUES(?,?,?)", (actor, person, device))
    connection.exec_driver_sql(
        "INSERT INTO meta VALUES('actor', ?) ON CONFLICT(k) DO UPDATE SET v = excluded.v", (actor,)
    )
    return actor


def _begin(connection: Connection) -> None:
    if raw.driver_connection(connection).in_transaction:
        return  # a unit of work has begun it
    reading = connection.get_execution_options().get(READING)
    raw.execute(connection, "BEGIN" if reading else BEGIN)


def _name_dangling(context: ExceptionContext) -> None:
    if context.connection is not None:
        refusal = dangling(context.connection, context.original_exception)
        if refusal is not None:
            raise refusal from context.original_exception


def dangling(connection: raw.Lent, fault: BaseException) -> WriteRefused | None:
    """A key that leads nowhere is found at the commit, where SQLite no longer says which: its name is asked for."""
    if "FOREIGN KEY" not in str(fault):
        return None
    found = raw.execute(connection, "PRAGMA foreign_key_check").fetchmany(3)
    return WriteRefused(
        ", ".join(f"{table} points to a missing {target}" for table, _, target, _ in found) or str(fault)
    )


def _begin_reading(connection: Connection) -> None:
    raw.execute(connection, "BEGIN")


class Trouble:
    """Turns what the database says into what this program says."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, fault: BaseException | None, _trace: object) -> None:
        if isinstance(fault, PoolTimeout):
            raise WriteRefused("the one connection is in use: sessions do not nest") from fault
        if not isinstance(fault, (DBAPIError, self._driver.module.Error)):
            return
        words = str(fault.orig if isinstance(fault, DBAPIError) else fault)
        if guard.OUTSIDE in words or "not authorized" in words:
            raise WriteRefused(words) from fault
        if (found := trouble_of(words)) is not None:
            raise found from fault
