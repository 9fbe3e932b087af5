"""Workspaces converge whatever happens to their mail, and the test notices merges that are subtly wrong."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.exchange import merge
from app.persistence import projection
from tests.faults.amounts import amount
from tests.persistence.histories import Histories, Lost

pytestmark = pytest.mark.faults


MEMORY = Path("/dev/shm")


@pytest.fixture
def histories(tmp_path: Path) -> Iterator[Histories]:
    """In memory where there is a folder for that: what is tested here is not the disk."""
    folder = Path(tempfile.mkdtemp(prefix="histories-", dir=MEMORY if MEMORY.is_dir() else tmp_path))
    try:
        yield Histories(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_three_workspaces_converge_and_no_edit_is_lost(histories: Histories) -> None:
    conflicts = twice = refused = 0
    for seed in range(amount(40, 3000)):
        history = histories.run(seed, 30, checked=seed % 5 == 0)
        conflicts += history.conflicts
        twice += history.twice
        refused += history.refused
    # The histories are worth something only where all of this happened.
    assert conflicts > 20
    assert twice > 0
    assert refused > 20


def test_a_long_history_converges(histories: Histories) -> None:
    assert histories.run(4711, amount(150, 2000)).conflicts > 10


def _revive(monkeypatch: pytest.MonkeyPatch) -> None:
    """A late operation that others superseded before it came back to life."""
    monkeypatch.setattr(merge, "remember_early", lambda connection, places: None)


def _no_tie_break(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several heads, the one that happened to be stored last is shown."""
    monkeypatch.setattr(projection, "rank", lambda head: head.n)


def _id_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """An operation is named by its author and number, not by what it says."""

    def named(raw: bytes) -> bytes:
        content: dict[str, Any] = json.loads(raw)
        return hashlib.sha256(f"{content['a']} {content['s']} {content['n']}".encode()).digest()

    monkeypatch.setattr("app.persistence.journal.identify", named)
    monkeypatch.setattr("app.persistence.operations.identify", named)


def _last_writer_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several heads, only the latest is kept."""

    def absorb(connection: Any, shapes: Any, rows: Any) -> projection.Projection:
        connection.exec_driver_sql(
            "DELETE FROM head WHERE field <> '' AND op NOT IN (SELECT h.op FROM head h JOIN op o ON o.n = h.op"
            " WHERE o.hlc = (SELECT max(p.hlc) FROM head g JOIN op p ON p.n = g.op WHERE g.row = head.row"
            " AND g.field = head.field) AND h.row = head.row AND h.field = head.field)"
        )
        return projection.project(connection, shapes, rows)

    monkeypatch.setattr(merge, "project", absorb)


@pytest.mark.parametrize("sabotage", [_revive, _no_tie_break, _id_by_number, _last_writer_wins])
def test_a_sabotaged_merge_is_caught(
    histories: Histories, monkeypatch: pytest.MonkeyPatch, sabotage: Callable[[pytest.MonkeyPatch], None]
) -> None:
    sabotage(monkeypatch)
    with pytest.raises(Lost):
        run_many(histories, 400)


def run_many(histories: Histories, number: int) -> None:
    for seed in range(number):
        histories.run(seed, 30, checked=False)
