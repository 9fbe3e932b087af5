"""What is made once a run is made by one process, and again only where the making failed."""

import multiprocessing
import os
from pathlib import Path

import pytest

from tests.once import once


def _count(folder: Path) -> int:
    made = folder.parent / "made"
    with made.open("a") as marks:
        marks.write(f"{os.getpid()}\n")
    return len(made.read_text().splitlines())


def _ask(name: str, _turn: int) -> int:
    return once(name, _count)


def test_many_who_ask_at_once_are_given_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tests.once._shared", lambda: tmp_path)
    monkeypatch.setenv("SOURCEWRIGHT_RUN", str(tmp_path))
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        given = pool.starmap(_ask, [("thing", turn) for turn in range(6)])
    assert given == [1] * 6
    assert once("thing", _count) == 1
    assert len((tmp_path / "made").read_text().splitlines()) == 1


def test_what_failed_is_made_again_in_an_empty_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tests.once._shared", lambda: tmp_path)

    def fails(folder: Path) -> list[str]:
        (folder / "half").touch()
        raise ValueError("no luck")

    with pytest.raises(ValueError, match="no luck"):
        once("thing", fails)
    assert once("thing", lambda folder: [each.name for each in folder.iterdir()]) == []
