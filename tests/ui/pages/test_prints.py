"""Prints are saved where one says, by a button or Ctrl+P, and hold what a client may read."""

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.queries.lens import Lens
from tests.ui.pages.addresses import by_route
from tests.ui.pages.sample_world import PRIVATE, Program, button

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person says that the print is to lie."""
    path = tmp_path / "print.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


def words(qtbot: QtBot, path: Path) -> str:
    qtbot.waitUntil(path.exists, timeout=20_000)
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


def test_a_profile_is_saved_on_one_page_without_what_is_private(
    program: Program, qtbot: QtBot, saved: Path
) -> None:
    program.at("compared", Lens.BROKER)
    program.go(by_route(program, Lens.BROKER)["provider/{provider}"][0])
    program.press("One page as PDF")
    found = words(qtbot, saved)
    assert program.page.title() in found
    assert len(PdfReader(saved).pages) == 1
    assert [each for each in PRIVATE if each in found] == []
    assert program.last_said == "Saved as “print.pdf”."


def test_a_score_offers_its_provider_on_one_page_to_the_broker_alone(
    program: Program, qtbot: QtBot, saved: Path
) -> None:
    label = "The provider on one page, as PDF"
    program.at("compared", Lens.BROKER)
    program.go(by_route(program, Lens.BROKER)["project/{project}/providers/{candidate}"][0])
    program.press(label)
    assert "Bramblecott" in words(qtbot, saved)
    program.look_as(Lens.OWNER)
    assert button(program.page, label) is None


@pytest.mark.parametrize("lens", Lens)
def test_the_shortlist_is_saved_with_its_reasons(
    program: Program, qtbot: QtBot, saved: Path, lens: Lens
) -> None:
    page: Any = program.at("compared", lens, "project/P/providers")
    page.print.click()
    found = words(qtbot, saved)
    assert "How this was reckoned" in found
    assert [each for each in PRIVATE if each in found] == []


def test_there_is_nothing_to_print_before_a_ranking(program: Program, saved: Path) -> None:
    page: Any = program.at("describing", Lens.OWNER, "project/P/providers")
    assert not page.print_page()
    assert not saved.exists()
