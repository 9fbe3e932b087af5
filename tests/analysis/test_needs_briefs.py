"""The public buyers' briefs, where the reference is at hand: nothing is claimed that they do not say."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from app.analysis.needs import Reading, read
from app.knowledge import load_knowledge
from app.knowledge.vocabulary import vocabulary

WRITTEN = date(2020, 9, 1)


@pytest.fixture(scope="module")
def briefs() -> dict[int, str]:
    reference = os.environ.get("SOURCEWRIGHT_REFERENCE")
    if not reference:
        pytest.skip("SOURCEWRIGHT_REFERENCE does not name the folder of the reference cases")
    file = Path(reference) / "data" / "dos_briefs_full" / "dev" / "input_only.jsonl"
    if not file.exists():
        pytest.skip("the briefs are not in the folder of the reference cases")
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return {row["id"]: f"{row['title']}\n{row['buyer']}\n\n{row['text']}" for row in rows}


@pytest.fixture(scope="module")
def readings(briefs: dict[int, str]) -> dict[int, Reading]:
    known = vocabulary(load_knowledge())
    return {id: read(text, known, today=WRITTEN) for id, text in briefs.items()}


def test_no_brief_states_a_budget_a_duration_or_a_clearance(readings: dict[int, Reading]) -> None:
    for id, reading in readings.items():
        assert reading.budget is None, id
        assert reading.durations == (), id
        assert "clearance" not in {hint.value for hint in reading.hints}, id


def test_the_traps_are_seen_as_other_money(readings: dict[int, Reading]) -> None:
    assert [one.words for one in readings[13175].sums] == ["£800,000"]
    assert [one.words for one in readings[13148].sums] == ["£1.7m"]


def test_every_brief_names_a_skill_and_has_no_slip(readings: dict[int, Reading]) -> None:
    for id, reading in readings.items():
        assert reading.skills, id
        assert reading.typos == (), id


def test_spans_point_at_the_words_of_the_brief(briefs: dict[int, str], readings: dict[int, Reading]) -> None:
    for id, reading in readings.items():
        for one in (*reading.skills, *reading.roles, *reading.places, *reading.dates, *reading.hints):
            assert briefs[id][one.span[0] : one.span[1]] == one.words


@pytest.mark.parametrize(
    ("brief", "skills"),
    [
        (13149, "csharp azure cicd git agile rest-api open-source"),
        (13010, "cplusplus embedded python git open-source"),
        (13016, "sitecore cms-general azure dynamics-crm web-development"),
        (13195, "csharp ux-research service-design rest-api git agile"),
        (13199, "accessibility web-development"),
        (13071, "crm-config project-mgmt integration-design"),
    ],
)
def test_what_a_brief_plainly_names_is_read(readings: dict[int, Reading], brief: int, skills: str) -> None:
    assert {f"sk.{skill}" for skill in skills.split()} <= {one.value for one in readings[brief].skills}
