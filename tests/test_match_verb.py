"""The verb `match`: providers ranked from two files or a project of one's own workspace, as sentences and as JSON."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app import commands
from app.analysis.factors import Importance
from app.analysis.jobs import Candidate
from app.analysis.kept_trees import tree_of
from app.analysis.matching import assess, rank, weigh
from app.knowledge import load_knowledge
from app.knowledge.match_rules import match_rules
from app.persistence import places
from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.queries import match_inputs as limits
from app.workflows import matches
from app.workflows.matches import Wanted
from tests.analysis.clinic import candidate, job
from tests.test_role_verbs import asked
from tests.workflows.test_shortlists import Shortlist

Captured = pytest.CaptureFixture[str]
NAMES = [f"PRV-{number:02d}" for number in range(1, 13)]
BRIEF = Wanted(job(), "TPL-ERP", {"FAC-FIT": Importance.VITAL})


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    brief, providers = tmp_path / "brief.json", tmp_path / "providers.jsonl"
    brief.write_text(json.dumps(tree_of(BRIEF)), "utf-8")
    providers.write_text("\n".join(json.dumps(tree_of(candidate(name))) for name in NAMES), "utf-8")
    return str(brief), str(providers)


def ranked(files: tuple[str, str], capsys: Captured) -> Any:
    status, out, _ = asked(capsys, "match", "--brief", files[0], "--providers", files[1], "--json")
    assert status == 0
    return json.loads(out)


def test_two_files_are_ranked_as_the_engine_ranks_them(files: tuple[str, str], capsys: Captured) -> None:
    told = ranked(files, capsys)
    knowledge = load_knowledge()
    weights = {name: Decimal(weight) for name, weight in told["weights"].items()}
    exact = rank([weigh(assess(candidate(name), job(), match_rules(knowledge)), weights) for name in NAMES])
    assert [(one["provider"], one["place"], one["total"]) for one in told["listed"]] == [
        (item.match.provider, item.place, format(item.match.total, "f")) for item in exact.ranked
    ]
    assert [one["provider"] for one in told["ruled_out"]] == [match.provider for match in exact.ruled_out]
    assert (told["considered"], told["version"]) == (12, 1)
    assert told["stopped_by"] == dict(exact.stopped_by)
    assert sum(one["first"]["share"] for one in told["listed"]) == pytest.approx(1, abs=0.001)
    assert told["agreement"]["methods"] == 3
    for one in told["listed"] + told["ruled_out"]:
        assert sum(Decimal(item["adds"]) for item in one["factors"]) == Decimal(one["total"])
        assert {"strength", "weakness", "unknown"} == {reason["kind"] for reason in one["reasons"]}
    assert told["listed"][0]["changes"] == []


def test_asked_twice_it_says_the_same_in_any_order_of_the_file(
    files: tuple[str, str], capsys: Captured
) -> None:
    first = ranked(files, capsys)
    lines = Path(files[1]).read_text("utf-8").splitlines()
    Path(files[1]).write_text("[" + ",".join(reversed(lines)) + "]", "utf-8")
    assert ranked(files, capsys) == first


def test_a_long_file_is_screened_and_tells_the_same(
    files: tuple[str, str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ranked(files, capsys)
    monkeypatch.setattr(matches, "JUDGED_WHOLE", 5)
    screened = ranked(files, capsys)
    assert screened["listed"] == whole["listed"]
    assert (screened["considered"], screened["stopped_by"]) == (12, whole["stopped_by"])
    assert limits.JUDGED_WHOLE > 5


def test_nothing_in_the_json_tells_what_somebody_would_charge(
    files: tuple[str, str], capsys: Captured
) -> None:
    text = json.dumps(ranked(files, capsys))
    exact = [assess(candidate(name), job(), match_rules(load_knowledge())).charge.amount for name in NAMES]
    for amount in exact:
        assert amount is None or str(amount.minor) not in text
    assert any(exact)


def test_sentences_name_place_match_and_how_sure(files: tuple[str, str], capsys: Captured) -> None:
    status, out, _ = asked(capsys, "match", "--brief", files[0], "--providers", files[1])
    assert status == 0
    lines = out.splitlines()
    assert lines[0].startswith("1. PRV-01: ")
    assert "of the draws" in lines[1]
    assert any(line.startswith("Kept off the list: PRV-05, by GATE-01") for line in lines)


@pytest.mark.parametrize(
    ("brief", "providers", "said"),
    [
        ("{", "", "no JSON"),
        ("{}", "", "In the brief: Wanted: job"),
        (None, '{"provider": 1}', "In the providers: Candidate.provider"),
        (None, '{"provider": "x"}\n{"provider": "x"}', "twice"),
        ({"template": "TPL-NONE"}, "", "no template TPL-NONE"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(
    files: tuple[str, str], capsys: Captured, brief: Any, providers: str, said: str
) -> None:
    if isinstance(brief, dict):
        brief = json.dumps(tree_of(BRIEF) | brief)
    if brief is not None:
        Path(files[0]).write_text(brief, "utf-8")
    Path(files[1]).write_text(providers, "utf-8")
    status, out, err = asked(capsys, "match", "--brief", files[0], "--providers", files[1], "--json")
    assert (status, out) == (1, "")
    assert said in err


def test_it_is_asked_for_a_project_or_two_files(files: tuple[str, str], capsys: Captured) -> None:
    for words in (
        (),
        ("--brief", files[0]),
        ("--project", "x", "--brief", files[0], "--providers", files[1]),
    ):
        assert asked(capsys, "match", *words)[0] == 2


def test_an_empty_file_ranks_nobody(files: tuple[str, str], capsys: Captured) -> None:
    Path(files[1]).write_text("", "utf-8")
    told = ranked(files, capsys)
    assert (told["listed"], told["ruled_out"], told["agreement"]) == ([], [], None)


def test_the_schema_lists_what_is_printed(files: tuple[str, str], capsys: Captured) -> None:
    status, out, _ = asked(capsys, "match", "--schema")
    assert status == 0
    schema = json.loads(out)
    told = ranked(files, capsys)
    output = schema["output"]["properties"]
    assert output.keys() == told.keys()
    assert output["listed"]["items"]["properties"].keys() == told["listed"][0].keys()
    assert output["ruled_out"]["items"]["properties"].keys() == told["ruled_out"][0].keys()
    assert set(schema["input"]["providers"]["items"]["properties"]) >= tree_of(Candidate("x")).keys()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workspace of this person's own with the clinic's project and its twelve providers."""
    monkeypatch.setattr(places, "own_folder", lambda: tmp_path / "workspace")
    monkeypatch.setattr(places, "keys_folder", lambda: tmp_path / "keys")
    keys = Keys(tmp_path / "keys", keychain=lambda: None)
    with Workspace.create(tmp_path / "workspace", keys, person="Dev Marsh", device="test") as made:
        Shortlist().describe(made)
    monkeypatch.setattr(commands, "Keys", lambda folder: Keys(folder, keychain=lambda: None))


@pytest.mark.usefixtures("own")
def test_a_project_of_ones_own_workspace_is_ranked_and_nothing_is_kept(capsys: Captured) -> None:
    status, out, _ = asked(capsys, "match", "--project", "Clinic", "--json")
    assert status == 0
    told = json.loads(out)
    assert told["considered"] == 12
    names = {one["name"] for one in told["listed"] + told["ruled_out"]}
    assert names >= {"Larchfield Practice Systems Ltd", "Cindermoor Health IT Ltd"}
    status, _, err = asked(capsys, "match", "--project", "No such")
    assert status == 1
    assert "No such" in err
