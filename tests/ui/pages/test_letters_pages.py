"""A letter on the page of documents: read line by line, settled, issued, and prepared for one's own mail program."""

import email
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.queries import documents as document_rows
from app.queries.lens import Lens
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.quotes_world import text_of
from tests.ui.pages.sample_world import SIZES, Program, settle
from ui.pages.documents.binding import IssueCard
from ui.pages.documents.letters import ReviewSheet

pytestmark = pytest.mark.usefixtures("at_once")
OTHER = "Larchfield"


def open_debrief(program: Program, qtbot: QtBot, lens: Lens, size: tuple[int, int] = (1366, 768)) -> Any:
    """The draft of the debrief to the cheapest, drawn."""
    program.at("chosen", lens, "project/P/documents", size)
    kinds = [kind for kind in program.page._kinds() if kind.kind == "DBF"]
    program.go(f"project/P/documents/DBF/{kinds[-1].subject}")
    return drawn(program, qtbot)


def drawn(program: Program, qtbot: QtBot) -> Any:
    page = program.page
    qtbot.waitUntil(lambda: bool(page._pane.paper.pages()) and page._pane.save.isVisible(), timeout=20_000)
    settle()
    return page


def sheet_of(page: Any) -> ReviewSheet:
    page._pane.review.click()
    settle()
    sheet: ReviewSheet = page.findChild(ReviewSheet)
    assert sheet.isVisible()
    return sheet


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_words_of_a_letter_can_be_gone_through_with_the_keyboard_alone(
    program: Program, qtbot: QtBot, size: tuple[int, int, int]
) -> None:
    page = open_debrief(program, qtbot, Lens.BROKER, size[:2])
    sheet = sheet_of(page)
    assert sheet.first().hasFocus()
    assert unnamed_controls(page) == []
    assert unreachable_controls(page) == []
    assert squeezed_labels(sheet) == []


def test_a_letter_is_read_then_issued_then_prepared_as_a_mail(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_debrief(program, qtbot, Lens.BROKER)
    pane = page._pane
    assert not pane.issue.isVisible()
    assert "has to read it first" in text_of(page)
    sheet = sheet_of(page)
    sheet.words.restore(f"{OTHER} was nearer.")
    sheet.go.click()
    settle()
    assert "is another provider" in text_of(sheet)  # at its line, and it stays there
    assert sheet.isVisible()
    assert sheet.words.target().hasFocus()
    sheet.words.restore("Ask us again next year.")
    sheet.go.click()
    settle()
    drawn(program, qtbot)
    assert "Read by" in text_of(page)
    assert not pane.mail.isVisible()
    pane.issue.click()
    settle()
    page.findChild(IssueCard).go.click()
    qtbot.waitUntil(lambda: pane.mail.isVisible(), timeout=20_000)
    place = tmp_path / "letter.eml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    pane.mail.click()
    settle()
    mail = email.message_from_bytes(place.read_bytes(), policy=default)
    assert mail["X-Unsent"] == "1"
    assert mail["Subject"].strip().startswith("Debrief letter DBF-001: ")
    (file,) = mail.iter_attachments()
    row = next(row for row in rows(program) if row.number == "DBF-001")
    assert (row.audience, row.state) == ("provider", "issued")
    assert file.get_content() == program.store.attachments.get(row.sha256)
    assert OTHER.encode() not in place.read_bytes()
    assert "Handed over" not in text_of(pane)
    pane.handed.click()
    settle()
    assert f"Handed over on {program.context.formats.day(program.context.today())} by" in text_of(pane)
    assert not pane.handed.isVisible()


def test_what_was_settled_can_be_drafted_again_from_the_record(program: Program, qtbot: QtBot) -> None:
    page = open_debrief(program, qtbot, Lens.OWNER)
    sheet = sheet_of(page)
    recorded = sheet.settled()
    assert recorded.strengths
    sheet._lists["strengths"].restore("")
    sheet.go.click()
    drawn(program, qtbot)
    again = sheet_of(page)
    assert again.settled().strengths == ()
    again.redrafted.emit()
    drawn(program, qtbot)
    assert sheet_of(page).settled() == recorded


def rows(program: Program) -> Any:
    context, scene = program.context, program.scene
    assert scene is not None
    return context.operations.read(
        lambda s: document_rows.documents(
            s, project_id=scene.project, lens=context.lens, formats=context.formats
        )
    )
