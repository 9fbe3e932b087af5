"""The verbs without a window: demo, document and check, and their exit statuses."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from app import commands
from app.persistence import places
from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.workflows.journey import DEMO_DOCUMENTS
from tests.once import once
from tests.sample import scenes


def _demo(folder: Path) -> Path:
    assert commands.run(["demo", "--out", str(folder)]) == 0
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A demo of this test's own."""
    return Path(shutil.copytree(once("demo", _demo), tmp_path / "out"))


def test_the_demo_leaves_its_documents_and_the_journey(out: Path) -> None:
    for name in DEMO_DOCUMENTS.values():
        assert "Bramblecott" in PdfReader(out / name).pages[0].extract_text()
    journey = json.loads((out / "journey.json").read_text(encoding="utf-8"))
    assert journey["version"] == 1
    assert journey["award"]["price"] == "24450.00"


def test_a_second_demo_takes_the_place_of_the_first(out: Path) -> None:
    assert commands.run(["demo", "--out", str(out)]) == 0


def test_the_demo_never_replaces_what_is_no_demo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace" / "letter.txt").write_text("mine")
    assert commands.run(["demo", "--out", str(tmp_path)]) == 1
    assert "Choose another folder" in capsys.readouterr().err
    assert (tmp_path / "workspace" / "letter.txt").read_text() == "mine"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """The user's own workspace with a project brought as far as its shortlist, still open in the window."""
    monkeypatch.setattr(places, "own_folder", lambda: tmp_path / "own")
    monkeypatch.setattr(places, "keys_folder", lambda: tmp_path / "keys")
    copied = scenes()["shortlisted"].folder
    shutil.copytree(copied / "w", tmp_path / "own")
    shutil.copytree(copied / "k", tmp_path / "keys")
    with Workspace.open(tmp_path / "own", Keys(tmp_path / "keys", keychain=lambda: None)) as workspace:
        yield workspace


@pytest.mark.parametrize("kind", ["BRF", "VIS", "ORD"])
def test_a_document_is_written_as_a_draft_beside_the_open_window(
    own: Workspace, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "draft.pdf"
    assert commands.run(["document", kind, "--project", "cloud practice", "--out", str(file)]) == 0
    text = PdfReader(file).pages[0].extract_text()
    assert "DRAFT" in text.upper()
    assert f"{kind}-0" not in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["document", "XYZ", "--project", "cloud", "--out", "x.pdf"], "no document XYZ"),
        (["document", "BRF", "--project", "nothing", "--out", "x.pdf"], "0 projects fit"),
        (["document", "PRO", "--project", "cloud", "--out", "x.pdf"], "needs a quote"),
        (["document", "ACC", "--project", "cloud", "--stage", "9", "--out", "x.pdf"], "no stage 9"),
    ],
)
def test_input_at_fault_is_said_on_standard_error_with_status_1(
    own: Workspace, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert commands.run(arguments) == 1
    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""


def test_wrong_usage_is_status_2() -> None:
    assert commands.run(["demo"]) == 2
    assert commands.run(["--help"]) == 0


def test_check_says_that_all_is_well_and_as_json_too(
    own: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.run(["check"]) == 0
    assert "All is well" in capsys.readouterr().out
    assert commands.run(["check", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["version"], told["ok"], told["problems"]) == (1, True, [])
    assert told["operations"] > 400


def test_without_a_workspace_the_verbs_say_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(places, "own_folder", lambda: tmp_path / "none")
    assert commands.run(["check"]) == 1
    assert "Open the program once" in capsys.readouterr().err
