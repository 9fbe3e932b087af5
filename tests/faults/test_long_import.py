"""A list of 100,000 providers is stopped without a trace, written whole, and taken back in one step."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.persistence.workspace import Workspace
from app.queries import providers as directory
from app.words.formats import Formats
from app.workflows import imports
from tests.conftest import FULL

MANY = 100_000 if FULL else 300
TODAY = date(2026, 11, 24)


def a_list(folder: Path) -> Path:
    path = folder / "many.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Name,Town,Country,Staff,Summary,Skills,Checks\n")
        for number in range(MANY):
            file.write(
                f"Firm {number:06} IT,Town {number % 977},GB,{number % 400 + 1},Networks for small firms,"
                "Wi-Fi:4:2026; sk.firewall:3,CRD-REG:2:2027-02-19\n"
            )
    return path


def stopped_at(share: float) -> Callable[[int, int], bool]:
    return lambda done, total: done < total * share


@pytest.mark.faults
def test_a_long_list_is_stopped_written_and_taken_back(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "SLICE", 0.0 if not FULL else imports.SLICE)
    preview = imports.plan_provider_import(workspace, a_list(tmp_path), formats=Formats(), today=TODAY)
    assert len(preview.of("new")) == MANY
    result = imports.import_providers(workspace, preview, on=TODAY, progress=stopped_at(0.5))
    assert result.cancelled
    assert workspace.read(directory.count) == 0
    assert workspace.undo_step() is None
    result = imports.import_providers(workspace, preview, on=TODAY)
    assert result.added == workspace.read(directory.count) == MANY
    with pytest.raises(Exception, match="Stopped"):
        workspace.undo(stopped_at(0.5))
    assert workspace.read(directory.count) == MANY
    workspace.undo()
    assert workspace.read(directory.count) == 0
    assert workspace.undo_step() is None
