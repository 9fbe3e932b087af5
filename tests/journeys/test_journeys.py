"""Journeys in a real window, each in a program of its own that is only touched by mouse and keyboard."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.journeys import broker, chapters, exchange, owner
from tests.journeys.display import real_screen, screen

ROOT = Path(__file__).resolve().parents[2]


def walked(journey: str, folder: Path) -> dict[str, Any]:
    """What `journey` found when it was over; fails with what was in sight where it could not go on."""
    with screen() as environment:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.journeys.{journey}", "--folder", str(folder)],
            cwd=ROOT, env={**environment, "PYTHONFAULTHANDLER": "1"}, capture_output=True, text=True,
            timeout=240, check=False,
        )  # fmt: skip
    if done.returncode != 0:
        pytest.fail(f"It ended with {done.returncode}.\n{done.stdout}\n{done.stderr}", pytrace=False)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.mark.parametrize(
    ("journey", "documents", "words"),
    [
        pytest.param("owner", ("BRF-001",), owner.ON_PAPER, id="owner"),
        pytest.param("broker", broker.DOCUMENTS, broker.ON_PAPER, id="broker"),
    ],
)
def test_a_first_run_ends_in_documents_that_say_what_was_typed(
    journey: str, documents: tuple[str, ...], words: tuple[str, ...], tmp_path: Path
) -> None:
    """From first start to the last document, with nothing but mouse and keyboard, into a sound workspace."""
    report = walked(journey, tmp_path)
    assert report["platform"] == ("xcb" if real_screen() else "offscreen")
    assert report["projects"] == [chapters.PROJECT]
    assert sorted(each["number"] for each in report["documents"]) == sorted(documents)
    assert {each["state"] for each in report["documents"]} == {"issued"}
    last = report["documents"][0]["text"]
    assert [each for each in words if each not in last] == []
    assert report["findings"] == []


def test_a_project_that_goes_there_and_back_is_the_same_on_both_sides(tmp_path: Path) -> None:
    """What the owner began, the broker suggested and the owner accepted; what is private stays where it is."""
    desks: dict[str, dict[str, Any]] = {}
    for desk in ("owner", "broker", "owner", "broker"):
        desks[desk] = walked("exchange", tmp_path / desk)
        assert desks[desk]["findings"] == []
    assert len(list(tmp_path.glob("*.engagement"))) == 3
    both = desks["owner"]["shared"]
    assert desks["broker"]["shared"] == both
    told = dict(both["brief"])
    assert (told["b3.outcome"], told["b9.why"]) == (repr(exchange.BETTER), repr(exchange.IF_LATE))
    assert both["suggestions"] == ["accepted"]
    assert both["providers"] == [broker.FORTH]
    assert both["paid"] == [[exchange.PAID, owner.OWNER]]
    assert desks["owner"]["private"] == []
    assert desks["broker"]["private"] == list(exchange.PRIVATE)  # the search finds what is there
