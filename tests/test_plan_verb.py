"""The verb `plan`: a plan from a file laid out in words and as JSON, the same each time, and faults by their place."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import main
from app import commands
from app.domain.projects import Project
from app.persistence import places
from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.services import engagements, plan_risks
from tests.clinic import Clinic, holidays
from tests.test_role_verbs import asked

ON = date(2026, 3, 9)
Captured = pytest.CaptureFixture[str]

PLAN = {
    "title": "Till link",
    "start": "2027-01-04",
    "calendars": {"here": {"country": "GB", "region": "ENG", "time_zone": "Europe/London"}},
    "activities": [
        {"id": "a", "name": "Design", "low": 4, "days": 5, "high": 8, "calendar": "here"},
        {"id": "b", "name": "Build", "days": 10, "calendar": "here"},
        {"id": "c", "name": "Train", "days": 2, "calendar": "here"},
    ],
    "links": [{"before": "a", "after": "b"}, {"before": "a", "after": "c", "kind": "finish_start", "lag": 1}],
}


@pytest.fixture
def plan(tmp_path: Path) -> str:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(PLAN), "utf-8")
    return str(file)


def _told(capsys: Captured, *words: str) -> Any:
    status, out, _ = asked(capsys, "plan", *words, "--runs", "500", "--json")
    assert status == 0
    return json.loads(out)


def test_a_plan_is_told_with_its_dates_and_how_sure_they_are(plan: str, capsys: Captured) -> None:
    status, out, _ = asked(capsys, "plan", plan, "--runs", "500")
    assert status == 0
    assert out.startswith("Till link: 3 tasks, from 4 Jan 2027 to 22 Jan 2027\n")
    assert "Critical path: Design → Build" in out
    assert "2 tasks have the usual range" in out


def test_json_fits_its_schema_and_one_seed_draws_the_same_days(plan: str, capsys: Captured) -> None:
    told = _told(capsys, plan, "--seed", "7")
    assert told == _told(capsys, plan, "--seed", "7")
    _, out, _ = asked(capsys, "plan", "--schema")
    schema = json.loads(out)["output"]
    assert set(schema["required"]) == set(told)
    activity = schema["properties"]["activities"]["items"]["required"]
    assert all(set(activity) == set(each) for each in told["activities"])
    assert [each["critical"] for each in told["activities"]] == [True, True, False]
    assert told["p50"] <= told["p80"]


def test_whole_weeks_from_a_monday_without_holidays_are_the_plain_path_times_seven_fifths(
    tmp_path: Path, capsys: Captured
) -> None:
    weeks = {"a": 5, "b": 10, "c": 15}
    tree = {
        "start": "2027-01-04",
        "activities": [{"id": key, "days": days} for key, days in weeks.items()],
        "links": [{"before": "a", "after": "b"}, {"before": "b", "after": "c"}],
    }
    file = tmp_path / "plain.json"
    file.write_text(json.dumps(tree), "utf-8")
    told = _told(capsys, str(file))
    length = sum(weeks.values()) * 7 // 5
    # The last Friday is two days before the path of calendar days is over.
    assert date.fromisoformat(told["end"]) == date(2027, 1, 4) + timedelta(days=length - 3)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"links": [{"before": "a", "after": "b"}, {"before": "b", "after": "a"}]},
            "Design → Build → Design",
        ),
        ({"links": [{"before": "a", "after": "x"}]}, "waits for x, which is not in the plan"),
        ({"start": "2027-13-01"}, "start: 2027-13-01 is no day like 2027-01-31"),
        ({"calendars": {"here": {"time_zone": "Mars/Olympus"}}}, "calendars.here.time_zone"),
        ({"activities": [{"id": str(at), "days": 1} for at in range(50_000)]}, "50,000 tasks"),
        ({"activities": [{"id": "a", "days": 1, "due": "2026-12-01"}]}, "before it can start"),
    ],
)
def test_a_bad_plan_ends_with_one_and_names_the_place(
    change: dict[str, Any], words: str, tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "bad.json"
    tree = PLAN | change
    file.write_text(json.dumps(tree | ({"links": []} if "activities" in change else {})), "utf-8")
    status, out, err = asked(capsys, "plan", str(file))
    assert (status, out) == (1, "")
    assert words in err


@pytest.mark.parametrize("runs", ["1", "100000000"])
def test_too_few_or_too_many_draws_are_refused(runs: str, plan: str, capsys: Captured) -> None:
    status, _, err = asked(capsys, "plan", plan, "--runs", runs)
    assert status == 1
    assert "is drawn from" in err


def test_every_verb_is_reached_from_the_command_line() -> None:
    choices = commands._parser()._subparsers._group_actions[0].choices
    assert choices is not None
    assert set(choices) <= set(main.VERBS)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    """A workspace of this person's own with the clinic's plan in it."""
    monkeypatch.setattr(places, "own_folder", lambda: tmp_path / "workspace")
    monkeypatch.setattr(places, "keys_folder", lambda: tmp_path / "keys")
    keys = Keys(tmp_path / "keys", keychain=lambda: None)
    monkeypatch.setattr(commands, "Keys", lambda folder: Keys(folder, keychain=lambda: None))
    with Workspace.create(tmp_path / "workspace", keys, person="Dev Marsh", device="test") as made:
        clinic = Clinic(made).awarded()
        clinic.do(engagements.draft_plan, project_id=clinic.project, on=ON, holidays=holidays())
        clinic.do(
            plan_risks.add_risk,
            project_id=clinic.project,
            words="The line comes late",
            days=Decimal(30),
            on=ON,
        )
        clinic.title = clinic.get(Project, clinic.project).title
    return clinic


def test_a_project_of_ones_own_workspace_is_told_with_its_chance_and_its_risks(
    own: Clinic, capsys: Captured
) -> None:
    told = _told(capsys, "--project", own.title[:8])
    assert told["title"] == own.title
    assert told["p50"] <= told["p80"]
    assert set(told["critical_path"]) <= {each["id"] for each in told["activities"]}
    (risk,) = told["project"]["counted_risks"]
    assert (risk["words"], risk["days"]) == ("The line comes late", 30)
    assert told["drivers"][0]["id"] == risk["id"]
    status, out, _ = asked(capsys, "plan", "--project", own.title[:8], "--runs", "500")
    assert status == 0
    assert "With 1 of the " in out
    assert "What moves the end most: The line comes late" in out
    assert asked(capsys, "plan", "--project", "No such")[0] == 1
    assert asked(capsys, "plan", "file.json", "--project", "No such")[0] == 2
