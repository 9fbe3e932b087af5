"""What `make judge` prints: one table, a missing set said so, and no judgement on what was not measured."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.analysis.foreseen import Likely, Said
from tests.judge import __main__ as judging
from tests.judge.questions import Asked, most_frequent, weighed
from tests.judge.score import MissingSet, Score, Target, at_least, at_most, file_of, unless_missing


@pytest.mark.parametrize(
    ("target", "value", "reached"),
    [
        (at_least(0.775), 0.775, True),
        (at_least(0.775), 0.774, False),
        (at_most(0.215), 0.215, True),
        (at_most(0.215), 0.216, False),
        (Target(0.76, 0.84), 0.80, True),
        (Target(0.76, 0.84), 0.85, False),
        (at_least(0.5), None, None),
        (None, 0.5, None),
    ],
)
def test_a_score_is_held_against_its_target(
    target: Target | None, value: float | None, reached: bool | None
) -> None:
    assert Score("a task", "a measure", value, target=target).reached is reached


def test_the_table_is_aligned_and_says_what_is_reached() -> None:
    scores = [
        Score("titles", "accuracy", 0.783, 0.018, 0.693, at_least(0.775), "17 roles"),
        Score("rates", "median error", 0.3, target=at_most(0.215)),
        Score("gone", "-", None, note="not judged: x is not in y"),
    ]
    head, *lines = judging.table(scores).splitlines()
    assert len(lines) == 3
    at = head.index("target")
    assert [line[at : at + 8].strip() for line in lines] == [">= 0.775", "<= 0.215", ""]
    assert "  reached" in lines[0]
    assert "NOT REACHED" in lines[1]
    assert "not judged" in lines[2]


def test_a_missing_set_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    def judge() -> Iterator[Score]:
        yield Score("a", "b", 1.0)
        file_of(tmp_path, "a_set", "rows.csv")

    first, second = unless_missing("a", judge)
    assert first.value == 1.0
    assert second.value is None
    assert "a_set/rows.csv is not in" in second.note


def test_a_file_is_found_in_any_part_of_its_set_the_development_part_first(tmp_path: Path) -> None:
    for part in ("other", "dev"):
        (tmp_path / "a_set" / part).mkdir(parents=True)
        (tmp_path / "a_set" / part / "rows.csv").touch()
    assert file_of(tmp_path, "a_set", "rows.csv").parent.name == "dev"
    (tmp_path / "a_set" / "dev" / "rows.csv").unlink()
    assert file_of(tmp_path, "a_set", "rows.csv").parent.name == "other"
    with pytest.raises(MissingSet):
        file_of(tmp_path, "another", "rows.csv")


def test_a_score_is_plain_json() -> None:
    told = judging.as_json(Score("a", "b", 0.5, target=at_least(0.4)))
    assert json.loads(json.dumps(told))["target"] == {"least": 0.4, "most": None}
    assert told["reached"] is True


@pytest.mark.parametrize("words", [["nothing_of_the_kind"], ["--data", "nowhere-at-all"]])
def test_wrong_arguments_are_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        judging.main(words)


def asked(*themes: str, text: str = "", answered: str = "") -> Asked:
    return Asked(1, "A brief", themes, Said(text, frozenset({answered}), {}))


def test_a_weight_counts_the_briefs_that_leave_the_question_open() -> None:
    told, silent = asked("other", answered="b9.by"), asked("length")
    length = Likely("length", Decimal(1), answers=("b9.by",))
    [weight] = {each.weight for each in weighed([length], [told, told, silent, silent])}
    assert weight == Decimal("0.67")  # two of two, drawn towards two of four


def test_words_that_lower_a_question_by_chance_leave_it_at_the_share_of_all() -> None:
    users = Likely("users", Decimal(1), Decimal(1), raised_by=("members",))
    [found] = weighed([users], [asked(text="our members"), asked("users"), asked(), asked("users")])
    assert (found.weight, found.raised) == (Decimal("0.50"), Decimal("0.50"))
    [found] = weighed([users], [asked("users", text="our members"), asked(), asked(), asked("users")])
    assert found.raised is not None
    assert found.raised > found.weight


def test_themes_that_tie_for_the_last_of_the_ten_places_share_them() -> None:
    often = most_frequent([asked("budget"), asked("budget", "remote")])
    assert (often["budget"], often["remote"]) == (1.0, 1.0)
    assert sum(often.values()) == pytest.approx(10)
    assert often["users"] == often["scope"] < 1
