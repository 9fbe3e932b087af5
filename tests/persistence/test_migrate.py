"""A workspace of an older version is brought up on a copy; the original stays until all is well, and after."""

import shutil
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped

from app.domain.base import NAMING, EntityMixin, Scope, column, reference
from app.persistence import migrate, schema, search
from app.persistence.connection import open_file, sqlcipher
from app.persistence.keys import Keys, KeySlots
from app.persistence.migrate import SCRIPTS, Step, kept_originals
from app.persistence.migrations.freeze import TARGET, frozen, schema_statements
from app.persistence.operations import write_operation
from app.persistence.refusals import CannotOpen, Cause
from app.persistence.workspace import Workspace
from tests.persistence.gardening import operations

TWO = """
from alembic import op
import sqlalchemy as sa
revision = "0002"
down_revision = "0001"
def upgrade():
    op.add_column("shed", sa.Column("doors", sa.Integer, nullable=False, server_default="1"))
    with op.batch_alter_table("shed") as batch:
        batch.alter_column("doors", server_default=None)
"""


def version(*, second: bool) -> tuple[type[DeclarativeBase], Any, Any]:
    """The classes of the first version, or of the second with one more column."""

    class Base(DeclarativeBase):
        metadata = MetaData(naming_convention=NAMING)

    kept: list[type] = []  # a registry holds its classes weakly

    class Entity(EntityMixin, Base):
        __abstract__ = True

        def __init_subclass__(cls, **options: Any) -> None:
            kept.append(cls)
            super().__init_subclass__(**options)

    Base.kept = kept  # type: ignore[attr-defined]

    class Shed(Entity):
        __tablename__ = "shed"
        __scope__ = Scope.NETWORK
        __search__ = ("name",)
        name: Mapped[str] = column(Text)
        if second:
            doors: Mapped[int] = column(Integer, default=1)

    class Tool(Entity):
        __tablename__ = "tool"
        __scope__ = Scope.NETWORK
        shed_id: Mapped[uuid.UUID] = reference("shed.id", index=True)
        name: Mapped[str] = column(Text)

    return Base, Shed, Tool


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    shutil.copy(SCRIPTS / "env.py", folder)
    shutil.copy(SCRIPTS / "versions" / "v0001.py", folder / "versions")
    (folder / "versions" / "v0001.sql").write_text(frozen(version(second=False)[0]))
    return folder


@pytest.fixture
def old(tmp_path: Path, keys: Keys) -> Path:
    """A workspace of the first version with work in it, one operation from a newer program included."""
    base, shed, tool = version(second=False)
    with Workspace.create(tmp_path / "w", keys, person="Ann", device="PC", base=base) as made:
        first = shed(name="Rose shed")
        for each in (first, *(tool(shed_id=first.id, name=f"tool {number}") for number in range(50))):
            made.write(lambda session, thing=each: session.add(thing), "add")
        made.write(lambda session: session.delete(session.query(tool).first()), "delete")

        def from_newer(connection: Any) -> None:
            raw = write_operation(
                {
                    "v": 1, "a": "ab" * 16, "n": 1, "q": "", "s": "network", "t": [1, 0], "e": "shed",
                    "i": first.id.hex, "x": "cd" * 16, "k": "edit", "w": {"doors": [3]},
                }
            )  # fmt: skip
            from app.persistence.operations import read_operation

            parsed = read_operation(raw)
            connection.exec_driver_sql("INSERT INTO actor(id) VALUES(?)", (parsed.actor,))
            n = made.store.journal.next_n()
            connection.exec_driver_sql(
                "INSERT INTO op SELECT ?, ?, a.n, ?, 1, ?, ?, ?, ?, ? FROM actor a WHERE a.id = ?",
                (
                    n,
                    parsed.id,
                    "network",
                    parsed.clock,
                    parsed.transaction,
                    "shed",
                    parsed.row,
                    raw,
                    parsed.actor,
                ),
            )
            connection.exec_driver_sql("INSERT INTO head VALUES(?, 'doors', ?)", (parsed.row, n))

        made.store.transact(from_newer)
        assert made.check().ok
    return tmp_path / "w"


@pytest.fixture
def second_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "SCHEMA", 2)
    monkeypatch.setattr(schema, "LEAST_READER", 2)


def test_it_comes_up_whole(old: Path, keys: Keys, scripts: Path, second_version: None) -> None:
    (scripts / "versions" / "v0002.py").write_text(TWO)
    base, shed, tool = version(second=True)
    with Workspace.open(old, keys, base=base, scripts=Step(base, scripts)) as opened:
        report = opened.check()
        assert report.ok, report.problems
        found = opened.read(lambda session: session.query(shed).one())
        assert (found.name, found.doors) == ("Rose shed", 3), "an operation of the newer program is shown now"
        assert opened.read(lambda session: session.query(tool).count()) == 49
        hits = opened.read(lambda session: search.find(session, "rose", private=True))
        assert [hit.title for hit in hits] == ["Rose shed"]
        opened.write(lambda session: setattr(session.query(shed).one(), "name", "Tulip shed"), "edit")
        assert opened.read(lambda session: search.find(session, "rose", private=True)) == ()
        assert [each.reason for each in opened.backups.listed()] == ["before-migration"]
    assert KeySlots.read(old).least_reader == 2
    assert len(kept_originals(old)) == 1
    Workspace.open(old, keys, base=base, scripts=Step(base, scripts)).close()


def test_a_step_that_changes_what_the_journal_says_is_refused(
    old: Path, keys: Keys, scripts: Path, second_version: None
) -> None:
    before = (old / "workspace.db").read_bytes()
    base, _, _ = version(second=True)
    # Tables are made again from the journal, so the damage is done to the journal.
    (scripts / "versions" / "v0002.py").write_text(TWO + '    op.execute("DELETE FROM op WHERE n = 3")\n')
    with pytest.raises(CannotOpen) as caught:
        Workspace.open(old, keys, base=base, scripts=Step(base, scripts))
    assert caught.value.cause is Cause.DAMAGED
    assert "as it was" in str(caught.value)
    assert (old / "workspace.db").read_bytes() == before
    assert not (old / "workspace.db.migrating").exists()
    assert KeySlots.read(old).schema == 1


def test_a_step_that_fails_leaves_the_original(
    old: Path, keys: Keys, scripts: Path, second_version: None
) -> None:
    (scripts / "versions" / "v0002.py").write_text(TWO + "    raise KeyError('planned')\n")
    base, _, _ = version(second=True)
    with pytest.raises(KeyError):
        Workspace.open(old, keys, base=base, scripts=Step(base, scripts))
    raw = open_file(sqlcipher(), old / "workspace.db", KeySlots.read(old).key(keys), settings=())
    assert raw.execute("PRAGMA user_version").fetchone()[0] == 1
    raw.close()
    assert len(operations_of_old(old, keys)) == 53


def operations_of_old(old: Path, keys: Keys) -> set[bytes]:
    raw = open_file(sqlcipher(), old / "workspace.db", KeySlots.read(old).key(keys), settings=())
    found = {bytes(row[0]) for row in raw.execute("SELECT bytes FROM op")}
    raw.close()
    return found


def test_a_crash_after_the_key_slots_are_written_is_mended_by_opening_again(
    old: Path, keys: Keys, scripts: Path, second_version: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (scripts / "versions" / "v0002.py").write_text(TWO)
    base, _, _ = version(second=True)

    def crash(*_: object) -> None:
        raise KeyError("planned")

    with monkeypatch.context() as patch:
        patch.setattr(migrate, "replace_durably", crash)
        with pytest.raises(KeyError):
            Workspace.open(old, keys, base=base, scripts=Step(base, scripts))
    with Workspace.open(old, keys, base=base, scripts=Step(base, scripts)) as opened:
        assert opened.check().ok
        assert len(operations(opened)) == 53


def test_the_first_version_as_frozen_is_the_schema_of_the_classes(scripts: Path, tmp_path: Path) -> None:
    """What `freeze` writes, run by Alembic on an empty file, is what a new workspace is made of."""
    from sqlalchemy import create_engine

    base, _, _ = version(second=False)
    key = bytes(32)
    made = create_engine(
        "sqlite://", module=sqlcipher().module, creator=lambda: open_file(sqlcipher(), tmp_path / "a.db", key)
    )
    with made.begin() as connection:
        for statement in schema_statements(base):
            connection.exec_driver_sql(statement)
    by_scripts = create_engine(
        "sqlite://", module=sqlcipher().module, creator=lambda: open_file(sqlcipher(), tmp_path / "b.db", key)
    )
    with by_scripts.begin() as connection:
        migrate._run_scripts(connection, scripts)
    made.dispose()
    by_scripts.dispose()
    found = []
    for name in ("a.db", "b.db"):
        raw = open_file(sqlcipher(), tmp_path / name, key)
        rows = raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND sql IS NOT NULL"
        )
        found.append(sorted(tuple(row) for row in rows if not row[0].startswith("sqlite_autoindex_alembic")))
        raw.close()
    assert found[0] == found[1]


def test_the_first_version_is_frozen_as_the_classes_are() -> None:
    """Until the first release; from then on this test goes and the file stays as it is."""
    import app.domain  # noqa: F401
    from app.domain.base import Base

    assert TARGET.read_text("utf-8") == frozen(Base), "the classes changed: python packaging/schema.py"
