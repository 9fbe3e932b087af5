"""Everything can be taken out, in forms other programs read, and no cell of it is a formula."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import DomainError
from app.persistence.keys import Keys
from app.persistence.takeout import file_name, safe_cell, take_out
from app.persistence.workspace import Workspace
from tests.persistence.garden import Bed, Friend, GardenBase, Project
from tests.persistence.gardening import operations


@pytest.fixture
def planted(workspace: Workspace) -> Workspace:
    garden = Project(title="=HYPERLINK(1)", note='ä, "quoted"\nline', secret="mine")
    bed = Bed(project_id=garden.id, name="-1", seeds=["x"])
    workspace.write(lambda session: session.add_all([garden, bed, Friend(name="@x")]), "plant")
    workspace.attachments.put(b"%PDF-hello", "../../etc/con.pdf")
    return workspace


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("read_only", [False, True])
def test_everything_comes_out(planted: Workspace, keys: Keys, tmp_path: Path, read_only: bool) -> None:
    known = operations(planted)
    planted.close()
    target = tmp_path / "out"
    with Workspace.open(planted.folder, keys, base=GardenBase, read_only=read_only) as opened:
        done = take_out(opened, target)
    assert (done.rows, done.files) == (3, 1)
    data = json.loads((target / "data.json").read_text("utf-8"))
    assert set(data["tables"]) == {"project", "bed", "plant", "nursery", "friend"}
    (project,) = data["tables"]["project"]
    assert (project["title"], project["secret"]) == ("=HYPERLINK(1)", "mine")
    assert data["tables"]["bed"][0]["project_id"] == project["id"]
    (row,) = cells(target / "csv" / "project.csv")
    assert row["title"] == "'=HYPERLINK(1)"
    assert row["note"] == 'ä, "quoted"\nline'
    assert cells(target / "csv" / "bed.csv")[0]["name"] == "-1"
    assert cells(target / "csv" / "friend.csv")[0]["name"] == "'@x"
    assert set((target / "history.jsonl").read_bytes().splitlines()) == known
    assert json.loads((target / "devices.json").read_text("utf-8"))[0]["person"] == "Ann"
    (file,) = (target / "files").iterdir()
    assert file.read_bytes() == b"%PDF-hello"
    assert (target / "README.txt").exists()


def test_an_occupied_folder_is_refused(planted: Workspace, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("dear")
    with pytest.raises(DomainError):
        take_out(planted, tmp_path / "out")


@given(st.text())
def test_no_cell_is_a_formula(value: str) -> None:
    cell = safe_cell(value)
    assert cell.lstrip("'") == value.lstrip("'")
    try:
        float(cell)
    except ValueError:
        assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    "name",
    [
        "../../x.pdf",
        "C:\\w\\x.pdf",
        "con.pdf",
        "a\u202egnp.exe",
        "x" * 500,
        "a:b",
        "nul",
        ".",
        "..",
        "",
        "a/b\0c",
        "ü n.pdf",
    ],
)
def test_file_names_are_safe_everywhere(name: str) -> None:
    made = file_name("ab" * 32, name, "application/pdf")
    assert made.startswith("ab" * 6)
    assert made.endswith(".pdf")
    assert len(made) < 100
    assert not set(made) & set('/\\:*?"<>|\0\u202e')
