"""The verbs `roles` and `rates`: what they print, and their exit statuses."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from app import commands

Captured = pytest.CaptureFixture[str]
TITLES = "Project Manager\nconsultant\n\nWordPress development and API integration\n"


def fits(schema: dict[str, Any], value: Any) -> bool:
    """As much of JSON Schema as these two use."""
    kinds = {
        "object": dict,
        "array": list,
        "string": str,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
    }
    if "const" in schema or "enum" in schema:
        return value in schema.get("enum", [schema.get("const")])
    named = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if value is None or "null" in named:
        return (
            (value is None
            and "null" in named)
            or any(isinstance(value, kinds[k]) for k in named if k != "null")
        )
    if not isinstance(value, kinds[named[0]]):
        return False
    if isinstance(value, dict):
        known = schema.get("properties", {})
        return value.keys() <= known.keys() and all(fits(known[key], value[key]) for key in value)
    return all(fits(schema["items"], one) for one in value) if isinstance(value, list) else True


def asked(capsys: Captured, *words: str) -> tuple[int, str, str]:
    status = commands.run(words)
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.fixture
def titles(tmp_path: Path) -> str:
    file = tmp_path / "titles.txt"
    file.write_text(TITLES, "utf-8")
    return str(file)


def test_titles_are_told_a_line_each(titles: str, capsys: Captured) -> None:
    status, out, _ = asked(capsys, "roles", titles)
    assert status == 0
    lines = out.splitlines()
    assert lines[0] == "Project Manager: Project manager (100% sure)"
    assert lines[1].startswith("consultant: unsure;")
    assert len(lines) == 4
    assert "Developer" in lines[3]


def test_titles_as_json_keep_their_places_and_fit_the_schema(titles: str, capsys: Captured) -> None:
    status, out, _ = asked(capsys, "roles", titles, "--json")
    told = json.loads(out)
    assert status == 0
    assert [(row["role"], row["unsure"]) for row in told["titles"]] == [
        ("ROLE-PM", False),
        (None, True),
        (None, True),
        ("ROLE-DEV", False),
    ]
    _, schema, _ = asked(capsys, "roles", "--schema")
    assert fits(json.loads(schema)["output"], told)


def test_titles_come_from_standard_input_too(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\ufeffTester\r\n".encode())))
    status, out, _ = asked(capsys, "roles", "-", "--json")
    assert status == 0
    assert [row["role"] for row in json.loads(out)["titles"]] == ["ROLE-QA"]


def test_a_file_that_is_no_text_or_not_there_is_at_fault(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "picture").write_bytes(b"\xff\xd8\xff")
    for name in ("picture", "nowhere"):
        status, out, err = asked(capsys, "roles", str(tmp_path / name))
        assert (status, out) == (1, "")
        assert name in err


@pytest.mark.parametrize(
    "words",
    [
        ["roles"],
        ["rates"],
        ["rates", "--role", "DEV"],
        ["rates", "--role", "DEV", "--title", "Developer", "--tier", "offshore"],
        ["rates", "--role", "DEV", "--tier", "moon"],
        ["rates", "--role", "DEV", "--tier", "offshore", "--years", "many"],
        ["rates", "lines.json", "--role", "DEV", "--tier", "offshore"],
    ],
    ids=" ".join,
)
def test_what_is_asked_wrongly_is_usage(words: list[str], capsys: Captured) -> None:
    status, out, err = asked(capsys, *words)
    assert (status, out) == (2, "")
    assert "usage:" in err


def test_a_rate_says_its_band_and_what_it_rests_on(capsys: Captured) -> None:
    status, out, _ = asked(capsys, "rates", "--role", "ROLE-DEV", "--tier", "onsite_uk")
    assert status == 0
    assert out.startswith("£460 a day excl. tax; one in ten is below £338, one in ten above £582.\n")
    assert "indicative" in out


def test_a_public_rate_is_labelled_as_what_it_is(capsys: Captured) -> None:
    words = [
        "rates",
        "--title",
        "Systems Engineer II",
        "--tier",
        "onsite_us",
        "--unit",
        "hour",
        "--years",
        "5",
    ]
    _, out, _ = asked(capsys, *words)
    assert "US federal ceiling rates, 2014–2017, not indexed: 5 years, bachelor’s degree." in out
    _, out, _ = asked(capsys, *words, "--json")
    told = json.loads(out)
    assert (told["basis"], told["currency"], told["unit"], told["version"]) == ("public", "USD", "hour", 1)
    assert told["p10"] < told["p50"] < told["p90"]
    _, schema, _ = asked(capsys, "rates", "--schema")
    assert fits(json.loads(schema)["output"], told)


def test_a_senior_developer_is_not_senior_twice(capsys: Captured) -> None:
    _, by_title, _ = asked(capsys, "rates", "--title", "Senior developer", "--tier", "offshore", "--json")
    _, by_role, _ = asked(capsys, "rates", "--role", "ROLE-DEVS", "--tier", "offshore", "--json")
    assert json.loads(by_title)["p50"] == json.loads(by_role)["p50"]


@pytest.mark.parametrize(
    "words",
    [
        ["--role", "gardener", "--tier", "offshore"],
        ["--title", "Consultant", "--tier", "offshore"],
        ["--role", "FIELD", "--tier", "offshore"],
        ["--role", "DEV", "--tier", "offshore", "--education", "driving licence"],
    ],
    ids=" ".join,
)
def test_what_has_no_rate_says_why(words: list[str], capsys: Captured) -> None:
    status, out, err = asked(capsys, "rates", *words)
    assert (status, out) == (1, "")
    assert len(err) > 20


def test_many_questions_are_answered_a_line_each_and_known_lines_move_theirs(
    tmp_path: Path, capsys: Captured
) -> None:
    line = {"title": "Systems Engineer II", "tier": "onsite_us", "years": 5, "unit": "hour"}
    known = [{"title": "Systems Engineer I", "years": 2, "price": 150.5, "education": "bachelor"}]
    lines = [line, line | {"known": known}, {"role": "QA", "tier": "offshore"}]
    file = tmp_path / "lines.json"
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    status, out, _ = asked(capsys, "rates", str(file))
    alone, moved, tester = map(json.loads, out.splitlines())
    assert status == 0
    assert moved["p50"] > alone["p50"]
    assert moved["known_lines"] == 1
    assert (tester["role"], tester["currency"]) == ("ROLE-QA", "USD")


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        '{"role": "QA"}',
        '{"role": "QA", "title": "Tester", "tier": "offshore"}',
        '{"role": 7, "tier": "offshore"}',
        '{"role": "QA", "tier": "offshore", "years": -1}',
        '{"role": "QA", "tier": "offshore", "years": NaN}',
        '{"role": "QA", "tier": "offshore", "unit": "month"}',
        '{"role": "QA", "tier": "offshore", "salary": 1}',
        '{"role": "QA", "tier": "offshore", "known": [{"title": "a", "price": 1}]}',
        '{"title": "Tester", "tier": "onsite_us", "known": [{"title": "a", "price": 0}]}',
        '{"title": "Tester", "tier": "onsite_us", "known": [{"title": "a"}]}',
        '{"title": "Tester", "tier": "onsite_us", "known": 5}',
    ],
)
def test_a_line_that_cannot_be_answered_is_named_and_nothing_is_printed(
    line: str, tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "lines.json"
    file.write_text(f'{{"role": "QA", "tier": "offshore"}}\n{line}\n', "utf-8")
    status, out, err = asked(capsys, "rates", str(file))
    assert (status, out) == (1, "")
    assert err.startswith("Line 2")
