"""A request that is out, as people use it: packs into a folder, mails, questions to all, one more asked."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.quote_questions import QuoteQuestion
from app.domain.quotes import Quote
from app.domain.shortlists import QuoteRequest
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from tests.clinic import Clinic, day
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.quotes_world import World, shown, text_of
from tests.ui.pages.test_quotes_pages import base, press
from ui.pages.quotes import out_forms
from ui.pages.quotes.out import OutSection
from ui.theme.current import Theme
from ui.widgets.states import ErrorBanner

ON = day("2026-02-10")
SIZES = {"1366x768": (1366, 768, 100), "1093x534": (1093, 534, 100), "150 percent": (1366, 768, 150)}


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    return Clinic(workspace).asked()


@pytest.fixture
def world(qtbot: QtBot, workspace: Workspace) -> Iterator[Callable[..., World]]:
    """Opens the window over the test's workspace."""
    opened: list[World] = []

    def make(lens: Lens = Lens.BROKER) -> World:
        opened.append(World(workspace, ON, lens))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been opened outside of the program."""
    found: list[str] = []

    def opens(url: Any) -> bool:
        found.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", opens)
    return found


def opened(world: World, clinic: Clinic, size: tuple[int, int] = (1366, 768)) -> Any:
    page = world.open(f"{base(clinic)}/quotes", size)
    QApplication.processEvents()
    return page


def section(page: Any) -> OutSection:
    found: OutSection = shown(page, OutSection)[0]
    return found


def written(world: World, page: Any, folder: Path, qtbot: QtBot) -> list[Path]:
    section(page).packs.write_to(folder)
    qtbot.waitUntil(lambda: any("packs are in" in each.text for each in world.said), timeout=60_000)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_packs_are_prepared_into_a_folder_and_their_mails_open(
    clinic: Clinic, world: Callable[..., World], mails: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    window = world()
    page = opened(window, clinic)
    press(window, "Prepare packs…")
    assert "Prepare 3 packs?" in text_of(page)
    assert "They will contain brief v1. Left out: your budget range" in text_of(page)
    files = written(window, page, out, qtbot)
    assert len(files) == 12
    assert "Nothing was sent" in window.said[-1].text
    assert str(out) in window.said[-1].text
    press(window, "Open the mail to Brandreth IT")
    [mail] = [path for path in files if path.suffix == ".eml" and "Brandreth" in path.parent.name]
    assert mails == [f"file://{mail}"]
    press(window, "Record that Brandreth IT has the pack")
    assert clinic.get(Quote, clinic.quotes["PRV-02"]).handed_on == ON
    assert "Has the pack" in text_of(page)


def test_a_folder_that_cannot_be_written_is_named_and_another_offered(
    clinic: Clinic, world: Callable[..., World], tmp_path: Path, qtbot: QtBot
) -> None:
    window = world()
    page = opened(window, clinic)
    gone = tmp_path / "stick"
    section(page).packs.write_to(gone)
    qtbot.waitUntil(lambda: bool(shown(page, ErrorBanner)), timeout=60_000)
    assert str(gone) in shown(page, ErrorBanner)[0].accessibleName()
    assert "Choose another folder…" in [each.text() for each in shown(page, QPushButton)]
    out = tmp_path / "out"
    out.mkdir()
    assert len(written(window, page, out, qtbot)) == 12
    assert not shown(page, ErrorBanner)


def test_without_packs_on_this_computer_a_mail_with_the_text_is_shown(
    clinic: Clinic, world: Callable[..., World], mails: list[str]
) -> None:
    window = world()
    page = opened(window, clinic)
    press(window, "Open the mail to Larchfield Systems")
    assert "Attach the files of its folder" in text_of(page)
    assert "Quotes by Fri 20 Feb" in text_of(page)
    press(window, "Open in the mail program")
    assert mails[0].startswith("mailto:")
    for other in ("Brandreth", "Quickstep"):
        assert other not in mails[0]


def test_a_question_is_answered_once_to_all(clinic: Clinic, world: Callable[..., World]) -> None:
    window = world()
    page = opened(window, clinic)
    assert "Nobody has asked anything yet." in text_of(page)
    press(window, "Add a question…")
    form = shown(page, out_forms.QuestionForm)[0]
    press(window, "Add the question")
    assert "Write down the question" in text_of(page)
    form._text.set_value("Does the till keep its own stock count?")
    form._who.set_value(str(clinic.quotes["PRV-03"]))
    press(window, "Add the question")
    assert "Asked by Quickstep Tech" in text_of(page)
    assert "1 question, 1 open" in text_of(page)
    press(window, "Answer question 1")
    form = shown(page, out_forms.AnswerForm)[0]
    form._text.set_value("Yes, one for each shop.")
    press(window, "Answer to everybody")
    assert "Answered to everybody on 10 Feb 2026." in text_of(page)
    press(window, "Mail the answers…")
    assert "Answer: Yes, one for each shop." in text_of(page)
    press(window, "Close")
    [question] = clinic.all(QuoteQuestion)
    assert (question.answer, question.answered_by) == ("Yes, one for each shop.", "Petra Averill")


def test_a_reminder_is_read_opened_and_put_on_record(
    clinic: Clinic, world: Callable[..., World], mails: list[str]
) -> None:
    window = world()
    page = opened(window, clinic)
    press(window, "Record that Larchfield Systems has the pack")
    press(window, "Remind Larchfield Systems")
    assert "We have not had your answer to RFQ-001" in text_of(page)
    press(window, "Open in the mail program")
    assert "Reminder" in mails[0]
    press(window, "It is reminded")
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).reminded_on == ON
    assert not shown(page, out_forms.MailForm)


def test_a_correction_goes_to_everybody_anew(clinic: Clinic, world: Callable[..., World]) -> None:
    window = world()
    page = opened(window, clinic)
    press(window, "Correct it…")
    shown(page, out_forms.CorrectForm)[0]._text.set_value("M3 names both laboratories.")
    press(window, "Correct it for everybody")
    assert clinic.all(QuoteRequest)[0].number == "RFQ-002"
    assert "RFQ-002" in text_of(page)


@pytest.mark.parametrize("size", SIZES)
def test_packs_and_questions_fit_and_are_reached_by_keyboard(
    clinic: Clinic, world: Callable[..., World], look: Theme, size: str
) -> None:
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    window = world()
    page = opened(window, clinic, (width, height))
    press(window, "Add a question…")
    assert squeezed_labels(page) == []
    assert unnamed_controls(page) == []
    assert unreachable_controls(page) == []
