"""Bring a workspace to the current schema: on a verified copy, which replaces the original only when all is well."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import StaticPool

from app.persistence import check, schema, search
from app.persistence.backup import BEFORE_MIGRATION, Source, make_backup
from app.persistence.connection import MIGRATION_SETTINGS, one, open_file
from app.persistence.fields import Shape, shapes
from app.persistence.files import replace_durably, sync_file, sync_folder
from app.persistence.keys import KeySlots
from app.persistence.opening import DATABASE
from app.persistence.projection import project
from app.persistence.refusals import CannotOpen, Cause
from app.words import say

SCRIPTS = Path(__file__).parent / "migrations"


class Step(NamedTuple):
    """What a migration goes by; tests bring their own scripts and classes."""

    base: type[DeclarativeBase]
    scripts: Path = SCRIPTS


def version_of(source: Source, examine: Callable[[Any], None]) -> int:
    """The schema version of a database file, once `examine` has accepted it."""
    connection = open_file(source.driver, source.folder / DATABASE, source.key, settings=(), examine=examine)
    try:
        return int(one(connection, "PRAGMA user_version"))
    finally:
        connection.close()


def migrate(source: Source, slots: KeySlots, step: Step) -> KeySlots:
    """Bring the workspace to the current schema and return its new key slots.

    Raises CannotOpen where any check fails; then the original is untouched. The original is kept as
    `workspace-before-<version>.db`.
    """
    make_backup(source, BEFORE_MIGRATION)
    path = source.folder / DATABASE
    copy = source.folder / (DATABASE + ".migrating")
    copy.unlink(missing_ok=True)
    try:
        found, operations = _copy(source, copy)
        _upgrade(source, copy, step)
        _verify(source, copy, shapes(step.base), operations)
        sync_file(copy)
        kept = source.folder / f"workspace-before-{found + 1}.db"
        shutil.copyfile(path, kept)
        sync_file(kept)
        slots = replace(slots, schema=schema.SCHEMA, least_reader=schema.LEAST_READER)
        slots.write(source.folder)
        _require_no_wal(path)
        replace_durably(copy, path)
        sync_folder(source.folder)
        return slots
    finally:
        copy.unlink(missing_ok=True)


def _copy(source: Source, copy: Path) -> tuple[int, int]:
    """Version and number of operations of the original, once it is copied and its WAL is taken in."""
    live = open_file(source.driver, source.folder / DATABASE, source.key)
    try:
        live.execute("VACUUM INTO ?", (str(copy),))
        return int(one(live, "PRAGMA user_version")), int(one(live, "SELECT count(*) FROM op"))
    finally:
        live.close()


def _require_no_wal(path: Path) -> None:
    """A stale WAL beside another file would silently turn it back into the old one."""
    for suffix in ("-wal", "-shm"):
        side = path.with_name(path.name + suffix)
        if side.exists() and side.stat().st_size:
            raise _failed(f"{side.name} is still there")
        side.unlink(missing_ok=True)


def _upgrade(source: Source, copy: Path, step: Step) -> None:
    known = shapes(step.base)
    engine = create_engine(
        "sqlite://",
        module=source.driver.module,
        creator=lambda: open_file(source.driver, copy, source.key, settings=_without_wal()),
        poolclass=StaticPool,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            _run_scripts(connection, step.scripts)
            search.rebuild_search(connection, known)
            _show_what_was_unknown(connection, known)
            connection.exec_driver_sql(
                "UPDATE meta SET v = ? WHERE k = 'least_reader'", (schema.LEAST_READER,)
            )
            connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA}")
    finally:
        engine.dispose()


def _without_wal() -> tuple[tuple[str, str, str], ...]:
    return tuple(each for each in MIGRATION_SETTINGS if each[0] != "journal_mode")


def _run_scripts(connection: Connection, scripts: Path) -> None:
    command, config = _load_alembic()
    settings = config()
    settings.set_main_option("script_location", str(scripts))
    settings.attributes["connection"] = connection
    command.upgrade(settings, f"{schema.SCHEMA:04d}")


def _load_alembic() -> tuple[Any, Any]:
    """Slow to import, and needed only by a workspace of an older version."""
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    return command, Config


def _show_what_was_unknown(connection: Connection, known: dict[str, Shape]) -> None:
    """Operations may have come from newer programs: what they say is shown from now on."""
    names = tuple(known)
    marks = ",".join("?" * len(names))
    rows = connection.exec_driver_sql(
        f"SELECT DISTINCT row FROM op WHERE entity IN ({marks})", names
    ).fetchall()
    for start in range(0, len(rows), 1000):
        project(connection, known, [bytes(row[0]) for row in rows[start : start + 1000]])


def _verify(source: Source, copy: Path, known: dict[str, Shape], operations: int) -> None:
    def connect() -> Any:
        return open_file(source.driver, copy, source.key, settings=())

    report = check.check(connect, source.driver, known)
    if report.problems:
        raise _failed(report.problems[0])
    if report.operations != operations:
        raise _failed(say("operations are missing"))


def _failed(fault: str) -> CannotOpen:
    return CannotOpen(
        Cause.DAMAGED,
        say(
            "The workspace could not be brought to this version ({fault}). It is as it was: open it with the version"
            " you had before, and send us the report.",
            fault=fault,
        ),
    )


def kept_originals(folder: Path) -> tuple[Path, ...]:
    """The files from before earlier migrations, oldest first, to be offered for going back."""
    return tuple(sorted(folder.glob("workspace-before-*.db"), key=os.path.getmtime))
