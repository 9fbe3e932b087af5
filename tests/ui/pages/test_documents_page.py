"""Documents: what was issued is what is shown, saved and printed; drafts, issuing and withdrawing."""

import hashlib
import uuid
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.documents.content import Drawn
from app.queries import documents as document_rows
from app.queries.documents import DocumentRow
from app.queries.lens import Lens
from app.services import projects
from app.workflows import documents
from app.workflows.page_images import pdf_pages
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.quotes_world import shown, text_of
from tests.ui.pages.sample_world import PRIVATE, SIZES, Program, button, everything_said, fill, settle
from ui.pages.documents import printing
from ui.pages.documents.binding import IssueCard
from ui.pages.documents.preview import DRAWN_WIDTH
from ui.theme.current import Theme
from ui.widgets.ask import ReasonCard
from ui.widgets.states import ErrorBanner, Skeleton

pytestmark = pytest.mark.usefixtures("at_once")
NO_GLYPH = "\U00012000"
"""A cuneiform sign: none of the bundled fonts has it."""


def rows(program: Program) -> dict[str, DocumentRow]:
    context, scene = program.context, program.scene
    assert scene is not None
    found = context.operations.read(
        lambda s: document_rows.documents(
            s, project_id=scene.project, lens=context.lens, formats=context.formats
        )
    )
    return {row.number: row for row in found}


def drawn(program: Program, qtbot: QtBot) -> Any:
    """The page once the pages of the document are shown."""
    page = program.page
    qtbot.waitUntil(lambda: bool(page._pane.paper.pages()) and page._pane.save.isVisible(), timeout=20_000)
    settle()
    return page


def told_to(program: Program, audience: str) -> str:
    """The words of the brief as it would be drawn for this reader."""
    context, scene = program.context, program.scene
    assert scene is not None
    wanted = documents.Wanted("BRF", scene.project, audience=audience)
    paper = documents.paper_of(context.operations, wanted, context.formats, scene.day)
    with pypdfium2.PdfDocument(documents.draw_draft("BRF", paper, context.formats).pdf) as pdf:
        return "".join(page.get_textpage().get_text_bounded() for page in pdf)


def draft(program: Program, qtbot: QtBot, kind: str) -> Any:
    program.go(f"project/P/documents/{kind}")
    return drawn(program, qtbot)


def stored(program: Program, number: str) -> bytes:
    content: bytes = program.store.attachments.get(rows(program)[number].sha256)
    return content


def same_picture(shown_: QImage, expected: bytes, width: int, height: int, stride: int) -> bool:
    return shown_ == QImage(expected, width, height, stride, QImage.Format.Format_RGB888)


def apart(one: bytes, other: bytes) -> float:
    """How different the first pages look from afar, where the edges of letters do not count."""
    small = []
    for data in (one, other):
        image = printing.to_image(pdf_pages(data, 400).pages[0])
        image = image.scaled(24, 34, mode=Qt.TransformationMode.SmoothTransformation)
        small.append([image.pixelColor(x, y).lightness() for y in range(34) for x in range(24)])
    return sum(abs(this - that) for this, that in zip(*small, strict=True))


# ---- what was issued


def test_the_preview_of_an_issued_document_is_its_stored_bytes(program: Program, qtbot: QtBot) -> None:
    program.at("signed", Lens.OWNER, "project/P/documents")
    page = drawn(program, qtbot)
    for number in ("PRO-001", "ENG-001"):
        page.table.choose(rows(program)[number].id)
        assert not page._pane.save.isVisible()  # nothing to save before it is drawn
        drawn(program, qtbot)
        pages = pdf_pages(stored(program, number), DRAWN_WIDTH).pages
        sheets = page._pane.paper.pages()
        assert len(sheets) == len(pages) == rows(program)[number].pages
        for sheet, expected in zip(sheets, pages, strict=True):
            assert same_picture(
                sheet.image, expected.pixels, expected.width, expected.height, expected.stride
            )
        assert number in page._pane.title.text()


def test_saving_writes_the_very_bytes_that_were_issued(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.at("signed", Lens.OWNER, "project/P/documents")
    page = drawn(program, qtbot)
    page.table.choose(rows(program)["ENG-001"].id)
    drawn(program, qtbot)
    asked: list[str] = []

    def choose(_: object, __: str, name: str, ___: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "kept.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    program.press("Save as PDF…")
    assert asked == ["ENG-001.pdf"]
    saved = (tmp_path / "kept.pdf").read_bytes()
    assert saved == stored(program, "ENG-001")
    assert hashlib.sha256(saved).hexdigest() == rows(program)["ENG-001"].sha256
    assert program.last_said == "Saved as “kept.pdf”."


def test_a_file_that_cannot_be_written_is_said_with_what_to_do(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.at("signed", Lens.OWNER, "project/P/documents")
    drawn(program, qtbot)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no folder" / "x.pdf"), "")
    )
    program.press("Save as PDF…")
    assert program.last_said.startswith("Couldn't save “x.pdf”.")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    before = len(program.said)
    program.press("Save as PDF…")  # thought better of it
    assert len(program.said) == before


def test_printing_puts_every_page_on_paper(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.at("signed", Lens.OWNER, "project/P/documents")
    page = drawn(program, qtbot)
    page.table.choose(rows(program)["ENG-001"].id)
    drawn(program, qtbot)
    target = tmp_path / "printed.pdf"

    def accept(dialog: QPrintDialog) -> int:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(printing, "PRINTED_WIDTH", 600)
    monkeypatch.setattr(QPrintDialog, "exec", accept)
    program.window._print()  # Ctrl+P
    printed = pypdfium2.PdfDocument(target.read_bytes())
    assert len(printed) == rows(program)["ENG-001"].pages
    paper = target.read_bytes()
    assert apart(paper, stored(program, "ENG-001")) * 3 < apart(paper, stored(program, "PRO-001"))
    printed.close()


def test_leaving_the_print_dialog_prints_nothing(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.at("signed", Lens.OWNER, "project/P/documents")
    drawn(program, qtbot)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: int(QDialog.DialogCode.Rejected))
    monkeypatch.setattr(printing, "print_pages", lambda *_: pytest.fail("it was printed"))
    program.press("Print…")


def test_bytes_that_are_gone_are_said_and_leave_nothing_to_save(program: Program, qtbot: QtBot) -> None:
    page = program.at("signed", Lens.OWNER, "project/P/documents")
    drawn(program, qtbot)
    row = rows(program)["BRF-001"]
    page._pane.show_issued(DocumentRow(**{**row.__dict__, "sha256": "0" * 64}))
    settle()
    (banner,) = shown(page, ErrorBanner)
    assert "BRF-001 cannot be shown." in banner.accessibleName()
    assert not page._pane.save.isVisible()
    assert not page.print_page()


def test_the_list_is_read_by_keyboard(program: Program, qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    page = program.at("signed", Lens.OWNER, "project/P/documents")
    drawn(program, qtbot)
    qtmodeltester.check(page.table.model())
    table = page.primary_focus()
    assert table.current_row().number == "ENG-001"  # the newest is shown first
    qtbot.keyClick(table, Qt.Key.Key_Down)
    drawn(program, qtbot)
    assert table.current_row().number in page._pane.title.text()
    assert table.model().index(0, 3).data() == "Ellis Thornaby"


# ---- drafts and issuing


def test_a_draft_is_issued_and_replaces_the_one_before(program: Program, qtbot: QtBot) -> None:
    program.at("signed", Lens.BROKER, "project/P/documents")
    drawn(program, qtbot)
    page = draft(program, qtbot, "ENG")
    assert "no number" in program.words
    assert page.table.current_row() is None
    program.press("Issue it…")
    (card,) = shown(page, IssueCard)
    for sentence in (
        "It gets the number ENG-002 and never changes after that.",
        "It replaces ENG-001, which stays on record.",
        "Ellis Thornaby will see it exactly as shown.",
        "Left out: your fee and 4 private notes.",
        "Nothing is sent to anyone.",
    ):
        assert sentence in program.words
    assert program.window.focusWidget() is card.go
    assert set(rows(program)) == {"BRF-001", "QCM-001", "PRO-001", "DEC-001", "ENG-001", "SOW-001"}
    program.press("Issue ENG-002")
    qtbot.waitUntil(lambda: "ENG-002" in rows(program), timeout=20_000)
    drawn(program, qtbot)
    new, old = rows(program)["ENG-002"], rows(program)["ENG-001"]
    assert (new.state, new.version) == ("issued", 2)
    assert (old.state, old.state_words) == ("superseded", "Superseded by ENG-002")
    assert page.table.current_row().number == "ENG-002"
    assert "ENG-002" in page._pane.title.text()
    assert hashlib.sha256(stored(program, "ENG-002")).hexdigest() == new.sha256
    step = program.context.operations.undo_step()
    assert step is not None
    assert "keeps its number" in (step.refusal or "")


def test_issuing_can_wait(program: Program, qtbot: QtBot) -> None:
    program.at("signed", Lens.OWNER, "project/P/documents")
    drawn(program, qtbot)
    page = draft(program, qtbot, "ENG")
    program.press("Issue it…")
    assert "Left out" not in program.words  # an owner has nothing to leave out
    program.press("Not yet")
    assert not shown(page, IssueCard)
    assert set(rows(program)) == {"BRF-001", "QCM-001", "PRO-001", "DEC-001", "ENG-001", "SOW-001"}


def test_a_sign_the_fonts_lack_is_named_and_stops_the_issue(program: Program, qtbot: QtBot) -> None:
    program.at("signed", Lens.OWNER, "project/P/documents")
    drawn(program, qtbot)
    assert program.scene is not None
    key, on = program.scene.project, program.scene.day
    program.context.operations.run(
        lambda s: projects.rename(s, project_id=key, title=f"Visits {NO_GLYPH}", on=on), "rename"
    )
    page = draft(program, qtbot, "BRF")
    assert f"The fonts have no sign for {NO_GLYPH}." in program.words
    assert not page._pane.issue.isVisible()
    assert page._pane.save.isVisible()


def test_what_providers_will_see_is_looked_at_from_the_answers_and_never_issued(
    program: Program, qtbot: QtBot
) -> None:
    program.at("signed", Lens.OWNER, "project/P/brief/check")
    program.press("See what providers will see")
    page = drawn(program, qtbot)
    assert page.title() == "Brief, as providers will see it"
    assert not page._pane.issue.isVisible()
    assert "has the last word" in told_to(program, "owner")
    assert page._pane._shown.wanted.audience == "provider"
    with pypdfium2.PdfDocument(page._pane._shown.pdf) as pdf:
        seen = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert seen == told_to(program, "provider")
    assert "has the last word" not in seen


def test_a_draft_is_saved_as_an_accessible_web_page(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.at("signed", Lens.OWNER, "project/P/documents")
    drawn(program, qtbot)
    draft(program, qtbot, "PRO")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "p.html"), ""))
    program.press("Save as web page…")
    text = (tmp_path / "p.html").read_text("utf-8")
    assert "<h1" in text
    assert "Cloud practice software" in text
    assert [secret for secret in PRIVATE if secret in text] == []


def test_what_cannot_be_made_yet_says_what_it_needs(program: Program) -> None:
    page = program.at("described", Lens.OWNER, "project/P/documents")
    assert "Nothing has been issued yet" in program.words
    assert "Needs a chosen provider" in program.words
    assert button(page, "Preview: Brief") is not None
    assert button(page, "Preview: Proposal") is None
    assert [command.title for command in page.commands()] == ["Make: Brief", "Make: Visit note"]
    assert not page.print_page()
    assert not page._pane.isVisible()  # nothing to preview yet


def test_where_nothing_is_issued_the_page_leads_to_the_first_draft(program: Program, qtbot: QtBot) -> None:
    page = program.at("described", Lens.OWNER, "project/P/documents")
    assert program.window.focusWidget().accessibleName() == "Preview the brief"
    program.press("Preview the brief")
    page = drawn(program, qtbot)
    assert page._pane.title.text() == "Brief, draft"
    assert button(page, "Preview the brief") is None  # issuing it is what the page leads to now


def test_issued_documents_are_found_by_what_their_rows_say(program: Program, qtbot: QtBot) -> None:
    page = program.at("signed", Lens.OWNER, "project/P/documents")
    drawn(program, qtbot)

    def found(words: str) -> list[str]:
        page.search.setText(words)
        settle()
        return [row.number for row in page.table.model().rows()]

    assert found("eng-0") == ["ENG-001"]
    assert found("summary issued thornaby") == ["ENG-001"]
    assert found("summary proposal") == []
    assert "Nothing found" in program.words
    program.press("Show all documents")
    assert len(page.table.model().rows()) == 6
    assert program.window.focusWidget() is page.search


def test_what_is_issued_is_shown_though_something_else_is_looked_for(program: Program, qtbot: QtBot) -> None:
    program.at("signed", Lens.OWNER, "project/P/documents")
    drawn(program, qtbot)
    page = draft(program, qtbot, "ENG")
    page.search.setText("brief")
    program.press("Issue it…")
    program.press("Issue ENG-002")
    qtbot.waitUntil(lambda: "ENG-002" in rows(program), timeout=20_000)
    drawn(program, qtbot)
    assert page.table.current_row().number == "ENG-002"


@pytest.mark.parametrize("address", ["", "/ENG"])
def test_one_button_leads(program: Program, qtbot: QtBot, address: str) -> None:
    page = program.at("signed", Lens.OWNER, f"project/P/documents{address}")
    drawn(program, qtbot)
    leading = [
        each.accessibleName() for each in shown(page, QPushButton) if each.property("kind") == "primary"
    ]
    assert leading == (["Issue it…"] if address else ["Make a document"])


def test_the_first_document_of_a_project_from_draft_to_row(program: Program, qtbot: QtBot) -> None:
    program.at("described", Lens.OWNER, "project/P/documents")
    program.press("Preview: Brief")
    page = drawn(program, qtbot)
    program.press("Issue it…")
    assert "It replaces" not in program.words
    program.press("Issue BRF-001")
    qtbot.waitUntil(lambda: "BRF-001" in rows(program), timeout=20_000)
    drawn(program, qtbot)
    assert page.table.isVisible()
    assert "Nothing has been issued yet" not in program.words


def test_the_menu_makes_what_can_be_made(program: Program, qtbot: QtBot) -> None:
    page = program.at("signed", Lens.OWNER, "project/P/documents")
    drawn(program, qtbot)
    words = {action.text(): action.isEnabled() for action in page.menu.actions()}
    assert words == {
        "Brief": True,
        "Visit note": True,
        "Order on one page: There is a plan already": False,
        "Quote comparison": True,
        "Proposal": True,
        "Decision record": True,
        "Award letter, Larchfield Practice Systems Ltd": True,
        "Decline letter, Cindermoor Health IT Ltd": True,
        "Decline letter, Oakspindle Office Solutions Ltd": True,
        "Debrief letter, Cindermoor Health IT Ltd": True,
        "Debrief letter, Oakspindle Office Solutions Ltd": True,
        "Engagement summary": True,
        "Statement of work": True,
        "Acceptance certificate: Needs an accepted stage": False,
    }
    page.menu.actions()[0].trigger()
    page = drawn(program, qtbot)
    assert page._pane.title.text() == "Brief, draft"


def test_a_draft_survives_a_change_elsewhere(program: Program, qtbot: QtBot) -> None:
    program.at("signed", Lens.OWNER, "project/P/documents")
    drawn(program, qtbot)
    page = draft(program, qtbot, "PRO")
    assert program.scene is not None
    key, on = program.scene.project, program.scene.day
    program.context.operations.run(
        lambda s: projects.rename(s, project_id=key, title="Another name", on=on), "rename"
    )
    settle()
    assert page._pane.title.text() == "Proposal, draft"
    assert page.table.current_row() is None


def test_a_number_taken_meanwhile_is_refused_and_nothing_is_kept(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.workflows import documents

    program.at("signed", Lens.OWNER, "project/P/documents")
    drawn(program, qtbot)
    draft(program, qtbot, "ENG")
    program.press("Issue it…")
    real = documents.draw_issue

    def meanwhile(*arguments: Any) -> Drawn:
        return real(*arguments)

    monkeypatch.setattr(documents, "draw_issue", meanwhile)
    monkeypatch.setattr(documents, "next_number", lambda *_: "ENG-009")
    program.press("Issue ENG-002")
    qtbot.waitUntil(lambda: "issued in the meantime" in program.last_said, timeout=20_000)
    assert set(rows(program)) == {"BRF-001", "QCM-001", "PRO-001", "DEC-001", "ENG-001", "SOW-001"}


# ---- a draft has an address


def test_the_brief_is_printed_from_its_answers_and_back_leads_to_them(program: Program, qtbot: QtBot) -> None:
    program.at("described", Lens.OWNER, "project/P/brief/check")
    program.press("Print or save as PDF")
    page = drawn(program, qtbot)
    assert page._pane.title.text() == "Brief, draft"
    assert page._pane.issue.isVisible()
    assert program.window.windowTitle() == "Brief, draft – Sourcewright"
    program.window.step(-1)
    settle()
    assert program.page.title() == "Check your answers"
    program.window.step(1)
    assert drawn(program, qtbot)._pane.title.text() == "Brief, draft"


def test_a_draft_come_back_to_is_drawn_from_what_is_known_by_then(program: Program, qtbot: QtBot) -> None:
    program.at("signed", Lens.OWNER, "project/P/documents/PRO")
    page = drawn(program, qtbot)
    page.table.choose(rows(program)["BRF-001"].id)
    drawn(program, qtbot)
    assert page.title() == "Documents"
    program.go("home")
    program.go("project/P/documents/PRO")
    page = drawn(program, qtbot)
    assert page._pane.title.text() == "Proposal, draft"
    assert page.table.current_row() is None
    assert program.window.focusWidget() is page._pane.title


@pytest.mark.parametrize(
    ("point", "address", "said"),
    [("described", "PRO", "Needs a quote"), ("signed", "ACC", "Needs an accepted stage")],
)
def test_a_draft_that_cannot_be_made_yet_says_what_it_needs(
    program: Program, point: str, address: str, said: str
) -> None:
    page = program.at(point, Lens.OWNER, f"project/P/documents/{address}")
    assert len(shown(page, ErrorBanner)) == 1
    assert said in text_of(page._pane)
    assert not page._pane.issue.isVisible()


def test_a_paper_is_opened_by_its_id_and_by_a_number_that_only_it_has(program: Program) -> None:
    page = program.at("signed", Lens.OWNER, "project/P/documents")
    for paper in (page._rows[-1], page._rows[1]):
        for subject in (paper.id, paper.number):
            assert program.go(f"project/P/documents/issued/{subject}").table.current_row().id == paper.id


def test_an_address_of_no_draft_is_the_list(program: Program) -> None:
    page = program.at("signed", Lens.OWNER, "project/P/documents/XYZ")
    assert page.title() == "Documents"
    assert page.table.current_row() is not None


# ---- withdrawing


def test_withdrawing_asks_why_and_keeps_the_number(program: Program, qtbot: QtBot) -> None:
    program.at("signed", Lens.OWNER, "project/P/documents")
    page = drawn(program, qtbot)
    program.press("Withdraw…")
    (card,) = shown(page, ReasonCard)
    assert "Copies that others have are not taken back" in program.words
    program.press("Withdraw ENG-001")
    assert "Enter the reason" in program.words
    fill(card.reason, "The dates were wrong")
    program.press("Withdraw ENG-001")
    row = rows(program)["ENG-001"]
    assert (row.state, row.reason) == ("withdrawn", "The dates were wrong")
    drawn(program, qtbot)
    assert "Withdrawn: The dates were wrong" in program.words
    assert not page._pane.withdraw.isVisible()
    assert page._pane.save.isVisible()  # it stays to read


# ---- room


@pytest.mark.parametrize("size", SIZES)
def test_questions_beside_the_list_have_room(program: Program, qtbot: QtBot, look: Theme, size: str) -> None:
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    program.at("signed", Lens.BROKER, "project/P/documents", size=(width, height))
    page = drawn(program, qtbot)
    program.press("Withdraw…")
    assert squeezed_labels(page) == []
    page = draft(program, qtbot, "ENG")
    program.press("Issue it…")
    assert unnamed_controls(page) == []
    assert squeezed_labels(page) == []
    assert unreachable_controls(page) == []


def test_the_broker_and_the_owner_see_their_own(program: Program, qtbot: QtBot) -> None:
    program.at("signed", Lens.BROKER, "project/P/documents")
    drawn(program, qtbot)
    page = draft(program, qtbot, "ENG")
    program.press("Issue it…")
    assert [secret for secret in PRIVATE if secret in everything_said(page)] == []  # counted, never read out


def test_an_unknown_project_has_no_documents(program: Program) -> None:
    program.at("signed", Lens.OWNER)
    page = program.go(f"project/{uuid.uuid4()}/documents")
    assert page.commands() == ()
    assert not shown(page, Skeleton)
