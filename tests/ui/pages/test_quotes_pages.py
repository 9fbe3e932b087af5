"""The pages of quotes as people use them: the round, one quote's form, side by side, and the choice."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from reportlab.pdfgen import canvas

from app.analysis.money import Money
from app.domain.projects import Project
from app.domain.quotes import Decision, Quote
from app.exchange.tables import read_table
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.services import projects, quotes, shortlists
from app.services.projects import OwnerFacts
from tests.clinic import OWNER, WHY, Clinic, day, gbp
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.quotes_world import World, named, shown, text_of
from ui.models.columns import CELL_ROLE
from ui.pages.compare.grid import Grid
from ui.pages.quotes.nothing_in import NothingIn
from ui.pages.quotes.way_in import AskForm, StartForm
from ui.theme.current import Theme
from ui.widgets.paper import PaperSheet
from ui.widgets.side_panel import SidePanel
from ui.widgets.states import ErrorBanner, ErrorSummary

SIZES = {"1366x768": (1366, 768, 100), "1093x534": (1093, 534, 100), "150 percent": (1366, 768, 150)}
SECRET = "would go up to 31,500 for the right people"


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    return Clinic(workspace)


@pytest.fixture
def world(qtbot: QtBot, workspace: Workspace) -> Iterator[Callable[..., World]]:
    """Opens the window over the test's workspace."""
    opened: list[World] = []

    def make(on: date, lens: Lens = Lens.BROKER) -> World:
        made = World(workspace, on, lens)
        opened.append(made)
        return made

    yield make
    for each in opened:
        each.close()


def base(clinic: Clinic) -> str:
    return f"project/{clinic.project}"


def press(world: World, name: str) -> None:
    named(world.page, QPushButton, name).click()
    QApplication.processEvents()


def fill(form: object, key: str, text: str) -> None:
    """Type into a one-line field of the form, as a person would, and leave it."""
    line = form.rows[key].field.line  # type: ignore[attr-defined]
    line.setText(text)
    line.textEdited.emit(text)
    line.editingFinished.emit()


# ---- room and reach


@pytest.mark.parametrize("size", SIZES)
def test_everything_is_named_reachable_and_has_room(
    clinic: Clinic, world: Callable[..., World], look: Theme, size: str
) -> None:
    clinic.compared()
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    opened = world(day("2026-02-27"))
    opened.open(f"{base(clinic)}/quotes", (width, height))
    for address in (
        "quotes",
        "quotes/compare",
        f"quote/{clinic.quotes['PRV-03']}",
        f"choose/{clinic.quotes['PRV-01']}",
        "choose/none",
    ):
        page = opened.go(f"{base(clinic)}/{address}")
        QApplication.processEvents()
        assert unnamed_controls(page) == [], address
        assert squeezed_labels(page) == [], address
        assert unreachable_controls(page) == [], address


@pytest.mark.parametrize("size", SIZES)
def test_the_form_of_a_new_quote_has_room_too(
    clinic: Clinic, world: Callable[..., World], look: Theme, size: str
) -> None:
    clinic.asked()
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    opened = world(day("2026-02-12"))
    page = opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}", (width, height))
    for each in page._fields.coverage.rows:
        each.answer.button("partly").click()
    QApplication.processEvents()
    assert unnamed_controls(page) == []
    assert squeezed_labels(page) == []
    assert unreachable_controls(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_long_names_and_five_quotes_have_room(
    clinic: Clinic, world: Callable[..., World], look: Theme, size: str
) -> None:
    clinic.asked()
    for name in (
        "Donaudampfschifffahrtsgesellschaft Informationstechnik mbH",
        "Rechtsschutzversicherungsgesellschaften Systemhaus & Söhne",
    ):
        clinic.quotes[name] = clinic.do(
            quotes.record_existing_quote,
            project_id=clinic.project,
            provider_name=name,
            on=day("2026-02-12"),
        )
    for key in clinic.quotes:
        clinic.do(
            quotes.save_quote, quote_id=clinic.quotes[key], on=day("2026-02-13"), **clinic.facts("PRV-01")
        )
        clinic.do(quotes.submit, quote_id=clinic.quotes[key], on=day("2026-02-19"))
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    opened = world(day("2026-02-20"))
    page = opened.open(f"{base(clinic)}/quotes/compare", (width, height))
    for _ in range(3):
        page._turn()
        QApplication.processEvents()
        assert squeezed_labels(page) == []
    page = opened.go(f"{base(clinic)}/quotes")
    QApplication.processEvents()
    assert squeezed_labels(page) == []


def walked(world: World, count: int) -> list[str]:
    """Spoken names of the next `count` stops of Tab."""
    names = []
    for _ in range(count):
        names.append(world.window.focusWidget().accessibleName())
        QTest.keyClick(world.window.focusWidget(), Qt.Key.Key_Tab)
    return names


def test_tab_goes_through_the_form_as_it_is_read(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.asked()
    opened = world(day("2026-02-12"))
    page = opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}")
    QTest.keyClick(page._fields.lines._lines[0].rate.line, Qt.Key.Key_Return)
    QApplication.processEvents()
    page._fields.lines._lines[0].rate.line.setFocus()
    assert walked(opened, 8) == [
        "Line 1, Day rate",
        "Remove line 1",
        "Line 2, For",
        "Line 2, Role",
        "Line 2, Where",
        "Line 2, Days",
        "Line 2, Day rate",
        "Remove line 2",
    ]
    page._fields.coverage.rows[-1]._more.setFocus()
    assert walked(opened, 2)[-1] == "Support a month, excl. tax"


@pytest.mark.parametrize(
    ("point", "on", "arrives"),
    [
        ("asked", "2026-02-12", "Price, excl. tax"),
        ("compared", "2026-02-27", "Price holds until"),  # what they said stays as it is
        ("awarded", "2026-03-02", "Back to quotes"),
    ],
)
def test_one_arrives_where_something_can_be_done(
    clinic: Clinic, world: Callable[..., World], point: str, on: str, arrives: str
) -> None:
    getattr(clinic, point)()
    opened = world(day(on))
    opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}")
    assert opened.window.focusWidget().accessibleName() == arrives


def test_tab_goes_from_the_heads_to_the_table(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.compared()
    opened = world(day("2026-02-27"))
    page = opened.open(f"{base(clinic)}/quotes/compare")
    named(page, QPushButton, "Choose Quickstep Tech").setFocus()
    assert walked(opened, 4) == [
        "Choose Quickstep Tech",
        "Open the quote of Quickstep Tech",
        "Quotes side by side",
        "Everything to watch out for with Quickstep Tech",
    ]


@pytest.mark.parametrize("size", SIZES)
def test_no_row_of_the_comparison_is_cut_in_half(
    clinic: Clinic, world: Callable[..., World], look: Theme, size: str
) -> None:
    clinic.compared()
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    page = world(day("2026-02-27")).open(f"{base(clinic)}/quotes/compare", (width, height))
    QApplication.processEvents()
    grid = page._board.grid
    row = grid.rowHeight(0)
    assert grid.viewport().height() % row == 0
    room = page._board._table.height() - grid.height()
    assert 0 <= room < row  # no more is left free than the row that has no room
    for _ in range(grid.model().rowCount()):
        QTest.keyClick(grid, Qt.Key.Key_Down)
        assert grid.rowViewportPosition(grid.currentIndex().row()) % row == 0


@pytest.mark.parametrize(("words", "kind"), [("Print the comparison", "QCM"), ("Print the proposal", "PRO")])
def test_the_comparison_is_printed(
    clinic: Clinic, world: Callable[..., World], words: str, kind: str
) -> None:
    clinic.compared()
    opened = world(day("2026-02-27"))
    opened.open(f"{base(clinic)}/quotes/compare")
    act(opened, words)
    assert opened.address == f"{base(clinic)}/documents/{kind}"


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_comparison_is_saved_as_a_table_of_every_quote(
    clinic: Clinic,
    world: Callable[..., World],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
) -> None:
    clinic.compared()
    opened = world(day("2026-02-27"))
    opened.open(f"{base(clinic)}/quotes/compare", (1093, 534))
    place = tmp_path / f"mine{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    act(opened, "Save as a spreadsheet…" if suffix == ".xlsx" else "Save as CSV…")
    table = read_table(place)
    assert table.columns[2:] == ("Larchfield Systems", "Brandreth IT", "Quickstep Tech")
    assert any("mine" in notice.text for notice in opened.said)


def act(opened: World, words: str) -> None:
    """Choose one of the things that the comparison can be taken along as."""
    acts = opened.page._paper.menu_.actions()
    next(each for each in acts if each.text() == words).trigger()
    QApplication.processEvents()


# ---- the round


def test_the_round_says_who_was_asked_and_what_came_back(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.asked()
    clinic.save("PRV-01")
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=day("2026-02-19"))
    text = text_of(world(day("2026-02-19")).open(f"{base(clinic)}/quotes"))
    for words in (
        "Waiting for quotes",
        "1 of 3 quotes are in · due Fri 20 Feb (in 1 day) · brief v1",
        "£24,450.00",
        "6 of 6",
        "2 providers still have to answer",
    ):
        assert words in text


@pytest.mark.parametrize("size", SIZES)
def test_a_round_without_a_quote_says_so_and_offers_whom_to_record(
    clinic: Clinic, world: Callable[..., World], look: Theme, size: str
) -> None:
    clinic.asked()
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    opened = world(day("2026-02-12"), Lens.OWNER)
    page = opened.open(f"{base(clinic)}/quotes", (width, height))
    QApplication.processEvents()
    for words in ("No quotes yet", "3 providers are asked. Quotes are due Fri 20 Feb (in 8 days)."):
        assert words in text_of(page)
    assert squeezed_labels(page) == []
    assert unnamed_controls(page) == []
    assert unreachable_controls(page) == []
    assert page.primary_focus() is named(page, QPushButton, "Record a quote")
    offered = shown(page, NothingIn)[0].choices().actions()
    assert [each.text() for each in offered] == [each.provider_name for each in clinic.all(Quote)]
    offered[0].trigger()
    assert opened.address == f"{base(clinic)}/quote/{clinic.all(Quote)[0].id}"


def test_a_refusal_is_recorded_in_the_providers_words(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.asked()
    opened = world(day("2026-02-12"))
    page = opened.open(f"{base(clinic)}/quotes")
    press(opened, "Record that Quickstep Tech declined")
    opened.window.focusWidget().setText("Too busy until March")
    press(opened, "Record that it declined")
    quote = clinic.get(Quote, clinic.quotes["PRV-03"])
    assert (quote.state, quote.declined_reason) == ("declined", "Too busy until March")
    assert "Too busy until March" in text_of(page)
    opened.context.operations.undo()
    assert clinic.get(Quote, clinic.quotes["PRV-03"]).state == "invited"


def test_closing_the_round_leads_to_the_comparison(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.asked()
    for provider in clinic.quotes:
        clinic.save(provider)
        received = clinic.facts(provider)["facts"].received_on
        clinic.do(quotes.submit, quote_id=clinic.quotes[provider], on=received)
    opened = world(day("2026-02-26"))
    opened.open(f"{base(clinic)}/quotes")
    press(opened, "Close the round and compare")
    assert opened.address == f"{base(clinic)}/quotes/compare"
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).state == "scored"


def test_providers_of_the_shortlist_are_asked_once_the_owner_agrees(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.scoped()
    opened = world(day("2026-02-08"))
    page = opened.open(f"{base(clinic)}/quotes")
    form = shown(page, AskForm)[0]
    press(opened, "Ask them now")
    assert "Tick at least one provider to ask" in text_of(page)
    assert "Ask the owner to type their full name" in text_of(page)
    form.who.button(str(clinic.candidates["PRV-01"])).click()
    form.until.line.setText("20/2/2026")
    form.agrees.typed.line.setText("Somebody Else")
    press(opened, "Ask them now")
    assert "That is not the owner’s name" in text_of(page)
    form.agrees.typed.line.setText(OWNER)
    press(opened, "Ask them now")
    assert [quote.provider_name for quote in clinic.all(Quote)] == ["Larchfield Systems"]
    assert "1 provider is asked" in text_of(page)


def test_a_project_that_starts_with_a_quote_gets_to_its_form(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.project = clinic.do(
        projects.start,
        title="New tills",
        card="CARD-RUN",
        main_template="TPL-ERP",
        starts_with="quote",
        owner=OwnerFacts(owner_name="Maria Okafor"),
        on=day("2026-02-08"),
    )
    opened = world(day("2026-02-08"), Lens.OWNER)
    page = opened.open(f"{base(clinic)}/quotes")
    form = shown(page, StartForm)[0]
    press(opened, "Go on to the quote")
    assert shown(page, ErrorSummary)
    form.provider.line.setText("Ångström & <b>Söhne</b>")
    form.musts.set_value(["Sell at the counter", "Count the stock"])
    press(opened, "Go on to the quote")
    quote = clinic.all(Quote)[0]
    assert opened.address == f"{base(clinic)}/quote/{quote.id}"
    text = text_of(opened.page)
    assert "Ångström & <b>Söhne</b>" in text
    assert "2 Count the stock" in text
    assert clinic.get(Project, clinic.project).state == "sourcing"


def test_a_project_on_hold_can_be_read_and_not_changed(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.compared()
    on = day("2026-02-27")
    clinic.do(projects.hold, project_id=clinic.project, reason="Moving house", person=OWNER, on=on)
    opened = world(on)
    opened.open(f"{base(clinic)}/quotes/compare")
    assert "on hold" in text_of(opened.page)
    assert not named(opened.page, QPushButton, "Choose Larchfield Systems").isEnabled()
    page = opened.go(f"{base(clinic)}/choose/{clinic.quotes['PRV-01']}")
    assert not named(page, QPushButton, "Continue").isEnabled()
    assert "on hold" in page._foot.note.text()


# ---- one quote


def test_a_quote_is_typed_in_settled_and_recorded_as_in(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.asked()
    opened = world(day("2026-02-18"))
    page = opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-03']}")
    form = page._fields
    fill(form, "price", "17.600,00")
    line = form.lines._lines[0]
    line.package.set_value("TPL-ERP.WP1")
    line.role.set_value("ROLE-BA")
    for field, text in ((line.days, "2.5"), (line.rate, "470")):
        field.line.setText(text)
        field.line.textEdited.emit(text)
    assert "Lines add up to £1,175.00. The price says £17,600.00." in text_of(page)
    form.coverage.rows[0].answer.button("included").click()
    press(opened, "Record it as in")
    assert "Price and lines differ: use the sum, or say why" in text_of(page)
    assert clinic.get(Quote, clinic.quotes["PRV-03"]).state == "invited"
    press(opened, "Use the sum, £1,175.00")
    assert "The price says" not in text_of(page)
    press(opened, "Record it as in")
    quote = clinic.get(Quote, clinic.quotes["PRV-03"])
    assert (quote.state, quote.price) == ("submitted", gbp("1175"))
    assert opened.address == f"{base(clinic)}/quotes"


def test_a_reason_keeps_price_and_lines_apart(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.asked()
    clinic.save("PRV-01", adjustment_reason="")
    opened = world(day("2026-02-19"))
    page = opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}")
    reason = page._fields.arithmetic.reason
    reason.line.setText("Discount for both parts")
    reason.line.textEdited.emit("Discount for both parts")
    press(opened, "Record it as in")
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert (quote.state, quote.adjustment_reason) == ("submitted", "Discount for both parts")


def test_an_allowance_needs_its_basis_and_stays_open_until_the_choice(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.compared()
    opened = world(day("2026-02-27"))
    page = opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-03']}")
    must = page._fields.coverage.rows[2]
    must.allowance.line.setText("900")
    press(opened, "Save allowances and dates")
    assert "Say what the allowance for number 3 rests on" in text_of(page)
    must.basis.line.setText("One day each of tester and analyst")
    unsaid = page._fields.coverage.rows[1]
    unsaid._more.click()
    unsaid.allowance.line.setText("0")
    unsaid.basis.line.setText("They told us it is in")
    press(opened, "Save allowances and dates")
    page = opened.go(f"{base(clinic)}/quotes/compare")
    assert "£18,500.00" in grid_text(page)


def test_what_was_typed_is_back_after_a_crash_and_says_that_it_is_not_saved(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.asked()
    first = world(day("2026-02-12"))
    page = first.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}")
    fill(page._fields, "price", "24450")
    page._fields.coverage.rows[1].answer.button("partly").click()
    page._drafts.flush()
    again = world(day("2026-02-12"))
    again.context.drafts = first.drafts
    page = again.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}")
    assert page._fields.rows["price"].field.value() == gbp("24450")
    assert "not saved in the quote yet" in text_of(page)
    assert page._fields.coverage.rows[1].note.isVisible()
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).price is None
    press(again, "Go back to what is saved")
    assert page._fields.rows["price"].field.value() is None


def test_a_change_elsewhere_does_not_wipe_what_is_being_typed(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.asked()
    opened = world(day("2026-02-12"))
    page = opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}")
    fill(page._fields, "price", "24450")
    clinic_quote = clinic.quotes["PRV-02"]
    opened.context.operations.run(
        lambda session: quotes.record_declined(
            session, quote_id=clinic_quote, reason="", on=day("2026-02-12")
        ),
        "decline",
    )
    assert page._fields.rows["price"].field.value() == gbp("24450")


def test_the_owner_neither_sees_nor_wipes_private_notes(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.asked()
    clinic.save("PRV-01", notes=SECRET)
    opened = world(day("2026-02-12"), Lens.OWNER)
    page = opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}")
    assert SECRET not in text_of(page)
    assert "Your notes" not in text_of(page)
    fill(page._fields, "warranty_days", "60")
    press(opened, "Save and close")
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert (quote.warranty_days, quote.notes) == (60, SECRET)
    broker = world(day("2026-02-12"))
    assert SECRET in text_of(broker.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}"))


def test_f7_goes_to_what_the_letter_does_not_say(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.asked()
    opened = world(day("2026-02-12"))
    page = opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}")
    page._fields.rows["price"].field.target().setFocus()
    page._next_unfilled(1)
    second = opened.window.focusWidget()
    page._next_unfilled(1)
    third = opened.window.focusWidget()
    page._next_unfilled(-1)
    assert opened.window.focusWidget() is second
    assert second is not third


def test_a_line_keeps_its_place_when_one_before_it_goes(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.asked()
    clinic.save("PRV-01")
    opened = world(day("2026-02-12"))
    page = opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}")
    before = page._fields.lines.value()
    press(opened, "Remove line 1")
    assert page._fields.lines.value() == before[1:]


def test_the_letter_is_kept_and_shown_beside_the_form(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World], tmp_path: Path
) -> None:
    clinic.asked()
    opened = world(day("2026-02-12"))
    page = opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}")
    letter = tmp_path / "quotation 17.pdf"
    letter.write_bytes(two_pages())
    page._pane.drop.take([letter])
    qtbot.waitUntil(lambda: len(shown(page, PaperSheet)) == 2, timeout=20_000)
    assert [sheet.accessibleName() for sheet in shown(page, PaperSheet)] == ["Page 1 of 2", "Page 2 of 2"]
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert quote.original_name == "quotation 17.pdf"
    assert opened.files.get(quote.original) == letter.read_bytes()
    press(opened, "Take it off")
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).original == ""
    broken = tmp_path / "torn.pdf"
    broken.write_bytes(two_pages()[:200].replace(b"%PDF", b"%XXX"))
    page._pane.drop.take([broken])
    qtbot.waitUntil(lambda: bool(shown(page, ErrorBanner)), timeout=20_000)
    assert "“torn.pdf” cannot be shown" in text_of(page)


def two_pages() -> bytes:
    content = io.BytesIO()
    paper = canvas.Canvas(content)
    for words in ("Quotation", "Terms"):
        paper.drawString(80, 760, words)
        paper.showPage()
    paper.save()
    return content.getvalue()


# ---- side by side


def grid_of(page: object) -> Grid:
    grid: Grid = page._board.grid  # type: ignore[attr-defined]
    return grid


def rows_of(page: object) -> dict[str, list[str]]:
    model = grid_of(page).model_of_rows
    return {
        row.title: [model.index(at, column).data(CELL_ROLE).text for column in range(1, model.columnCount())]
        for at, row in enumerate(model.rows())
    }


def grid_text(page: object) -> str:
    model = grid_of(page).model_of_rows
    return "\n".join(
        model.index(at, column).data(CELL_ROLE).words()
        for at in range(model.rowCount())
        for column in range(model.columnCount())
    )


def test_scope_stands_before_price_and_each_cell_names_itself(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.compared()
    page = world(day("2026-02-27")).open(f"{base(clinic)}/quotes/compare")
    rows = rows_of(page)
    titles = list(rows)
    assert titles.index("What you get") < titles.index("Must-haves covered") < titles.index("What it costs")
    assert rows["Must-haves covered"] == ["6 of 6", "6 of 6", "4.5 of 6"]
    assert rows["Quoted, excl. tax"] == ["£24,450.00", "£26,200.00", "£17,600.00"]
    assert rows["Like-for-like, excl. tax"] == ["£24,450.00", "£26,200.00", "Not known"]
    said = grid_text(page)
    assert "Quickstep Tech, Must-haves covered: 4.5 of 6" in said
    assert "Quickstep Tech, Against should-cost: Quoted £17,600; our own estimate is £28,310." in said
    assert "62% of our own estimate" in text_of(page)


def test_only_differences_until_d_is_pressed(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.compared()
    page = world(day("2026-02-27")).open(f"{base(clinic)}/quotes/compare")
    few = rows_of(page)
    assert not any(title.startswith("1 ") for title in few)
    qtbot.keyClick(grid_of(page), Qt.Key.Key_D)
    every = rows_of(page)
    assert any(title.startswith("1 ") for title in every)
    assert set(few) < set(every)
    qtbot.keyClick(grid_of(page), Qt.Key.Key_D)
    assert rows_of(page) == few


def test_enter_folds_a_group_and_opens_the_details_of_a_row(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.compared()
    page = world(day("2026-02-27")).open(f"{base(clinic)}/quotes/compare")
    grid = grid_of(page)
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert "Must-haves covered" not in rows_of(page)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    panel = shown(page, SidePanel)[0]
    assert panel.accessibleName() == "Must-haves covered"
    assert "1 not said" in text_of(panel)


def test_a_narrow_window_shows_two_at_a_time_and_turns(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.compared()
    opened = world(day("2026-02-27"))
    page = opened.open(f"{base(clinic)}/quotes/compare", (1093, 534))
    assert grid_of(page).providers == ("Larchfield Systems", "Brandreth IT")
    press(opened, "Show Quickstep Tech next")
    assert grid_of(page).providers == ("Brandreth IT", "Quickstep Tech")
    grid = grid_of(page)
    grid.setCurrentIndex(grid.model_of_rows.index(1, 2))
    qtbot.keyClick(grid, Qt.Key.Key_P)
    assert grid_of(page).providers[0] == "Quickstep Tech"
    opened.window.resize(1366, 768)
    QApplication.processEvents()
    assert len(grid_of(page).providers) == 3


def test_the_heads_stand_over_their_columns(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.compared()
    opened = world(day("2026-02-27"))
    page = opened.open(f"{base(clinic)}/quotes/compare")
    for size in ((1366, 768), (1500, 600), (1366, 768)):
        opened.window.resize(*size)
        QApplication.processEvents()
        QApplication.processEvents()
        widths = grid_of(page).widths()
        assert tuple(cell.width() for cell in page._board._heads._cells) == widths
        assert tuple(cell.width() for cell in page._board._warnings._cells) == widths


def test_both_lenses_compare_the_same_and_nothing_private(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.asked()
    clinic.save("PRV-01", notes=SECRET)
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=day("2026-02-19"))
    seen = [
        world(day("2026-02-21"), lens).open(f"{base(clinic)}/quotes/compare")
        for lens in (Lens.OWNER, Lens.BROKER)
    ]
    assert grid_text(seen[0]) == grid_text(seen[1])
    assert SECRET not in grid_text(seen[0]) + text_of(seen[0])
    assert "One quote is hard to judge. Ask one more?" in text_of(seen[0])


def test_nothing_to_compare_says_when_quotes_are_due(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.asked()
    page = world(day("2026-02-12")).open(f"{base(clinic)}/quotes/compare")
    assert "No quotes yet. They are due Fri 20 Feb." in text_of(page)


def test_the_table_is_a_sound_model(
    qtmodeltester: ModelTester, clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.compared()
    page = world(day("2026-02-27")).open(f"{base(clinic)}/quotes/compare")
    qtmodeltester.check(grid_of(page).model_of_rows)


def test_details_beside_the_table_leave_every_button_its_room(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.compared()
    page = world(day("2026-02-27")).open(f"{base(clinic)}/quotes/compare")
    grid = grid_of(page)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert shown(page, SidePanel)
    assert squeezed_labels(page) == []


# ---- the choice


def test_a_round_that_is_still_open_is_closed_before_the_choice(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.asked()
    clinic.save("PRV-01")
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=day("2026-02-19"))
    for provider in ("PRV-02", "PRV-03"):
        clinic.do(
            quotes.record_declined, quote_id=clinic.quotes[provider], reason="Busy", on=day("2026-02-19")
        )
    opened = world(day("2026-02-19"))
    page = opened.open(f"{base(clinic)}/choose/{clinic.quotes['PRV-01']}")
    assert not named(page, QPushButton, "Continue").isEnabled()
    press(opened, "Close the round and compare")
    page._reasons.words.box.setPlainText(WHY)
    press(opened, "Continue")
    assert "Choose Larchfield Systems?" in text_of(page)


def test_a_choice_asks_for_words_and_the_owners_own_name(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.compared()
    opened = world(day("2026-03-02"))
    page = opened.open(f"{base(clinic)}/quotes/compare")
    press(opened, "Choose Larchfield Systems")
    page = opened.page
    assert "Why Larchfield Systems?" in text_of(page)
    page._reasons.ticks.set_value(["musts_covered"])
    page._reasons.words.box.setPlainText("Too short")
    press(opened, "Continue")
    assert "Say why in your own words: 11 characters more" in text_of(page)
    page._reasons.words.box.setPlainText(WHY)
    press(opened, "Continue")
    text = text_of(page)
    assert "You are choosing Larchfield Systems at £24,450 excl. tax." in text
    assert "Nothing is signed and nothing is paid." in text
    page._check.typed.line.setText("Petra Averill")
    press(opened, "Choose Larchfield Systems")
    assert not clinic.all(Decision)
    assert "is not Clare Bramble" in opened.said[-1].text
    page._check.typed.line.setText("  clare   BRAMBLE ")
    press(opened, "Choose Larchfield Systems")
    decision = clinic.all(Decision)[0]
    assert (decision.quote_id, decision.words) == (clinic.quotes["PRV-01"], WHY)
    assert tuple(decision.reasons) == ("musts_covered",)
    assert opened.context.operations.undo_step().refusal
    text = text_of(page)
    for words in (
        "What decided it",
        "Must-haves covered",
        WHY,
        "Brandreth IT, Quickstep Tech",
        "Open the plan",
    ):
        assert words in text


def test_reasons_lead_with_what_speaks_for_the_choice_and_keep_the_rest_back(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.compared()
    opened = world(day("2026-03-02"), Lens.OWNER)
    page = opened.open(f"{base(clinic)}/choose/{clinic.quotes['PRV-01']}")
    ticks = page._reasons.ticks
    offered = [each for each in ticks._ticks.values() if each.isVisible()]
    assert 0 < len(offered) <= 6
    text = text_of(page)
    assert "Would another choice be as good?" in text
    assert text.count("Brandreth IT") <= 3  # its name stands over its answers, not in each of them
    more = next(each for each in shown(page, QPushButton) if each.text().startswith("Show "))
    more.click()
    assert all(each.isVisible() for each in ticks._ticks.values())
    assert not more.isVisible()


def test_a_reason_ticked_before_is_never_kept_back(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.compared()
    page = world(day("2026-03-02")).open(f"{base(clinic)}/choose/{clinic.quotes['PRV-01']}")
    ticks = page._reasons.ticks
    last = list(ticks._ticks)[-1]
    assert not ticks._ticks[last].isVisible()
    ticks.set_value([last])
    assert ticks._ticks[last].isVisible()


def test_a_gate_nobody_checked_stops_the_choice_in_words(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.scoped()
    clinic.workspace.write(lambda session: leave_unchecked(session, clinic), "forget a check")
    clinic.do(quotes.prepare_request, project_id=clinic.project, person="E. Thornaby", on=day("2026-02-06"))
    clinic.do(quotes.approve_request, project_id=clinic.project, person=OWNER, on=day("2026-02-09"))
    clinic.issue()
    for provider in clinic.quotes:
        clinic.save(provider)
        received = clinic.facts(provider)["facts"].received_on
        clinic.do(quotes.submit, quote_id=clinic.quotes[provider], on=received)
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-26"))
    opened = world(day("2026-03-02"))
    page = opened.open(f"{base(clinic)}/choose/{clinic.quotes['PRV-01']}")
    assert "nobody has checked its business papers and insurance" in text_of(page)
    press(opened, "Continue")
    assert shown(page, ErrorSummary)
    assert "Which quote do you choose?" in text_of(page)


def leave_unchecked(session: object, clinic: Clinic) -> None:
    from app.domain.shortlists import Candidate
    from tests.clinic import outcome

    row = session.get(Candidate, clinic.candidates["PRV-01"])  # type: ignore[attr-defined]
    row.outcome = outcome(GATE_01="not_checked")
    row.reason = "Known to us for years"


def test_choosing_none_leads_back_to_asking(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.compared()
    told = {"project_id": clinic.project, "on": day("2026-02-27")}
    clinic.do(shortlists.disclose, text="The owner pays me by the day.", **told)
    clinic.do(shortlists.acknowledge, person=OWNER, **told)
    opened = world(day("2026-03-02"), Lens.OWNER)
    page = opened.open(f"{base(clinic)}/choose/none")
    press(opened, "Choose none")
    assert "Choose what decided it" in text_of(page)
    page._reason.button("too_dear").click()
    page._words.box.setPlainText("All of them cost more than we can pay this year.")
    page._name.line.setText(OWNER)
    press(opened, "Choose none")
    assert opened.address == f"{base(clinic)}/quotes"
    assert clinic.get(Project, clinic.project).state == "scoped"
    assert "Ask for quotes" in text_of(opened.page)


def test_a_choice_is_taken_back_with_a_reason_and_another_made(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.awarded()
    opened = world(day("2026-03-04"))
    page = opened.open(f"{base(clinic)}/choose/decided")
    press(opened, "Take this choice back")
    press(opened, "Take the choice back")
    assert "Say in a sentence why" in text_of(page)
    from ui.pages.choose.record import TakeBack

    form = shown(page, TakeBack)[0]
    form.reason.field.set_value("They told us that their lead has left the firm.")
    form.name.field.set_value(OWNER)
    press(opened, "Take the choice back")
    assert not clinic.all(Decision)[0].stands
    assert "Which quote do you choose?" in text_of(page)


def test_a_price_that_ran_out_is_renewed_on_its_form(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.compared()
    opened = world(day("2026-04-02"))
    page = opened.open(f"{base(clinic)}/choose/{clinic.quotes['PRV-03']}")
    assert "Quickstep Tech's price has run out. Ask them to renew it." in text_of(page)
    page = opened.go(f"{base(clinic)}/quote/{clinic.quotes['PRV-03']}")
    fill(page._fields, "valid_until", "30 Jun 2026")
    press(opened, "Save allowances and dates")
    assert clinic.get(Quote, clinic.quotes["PRV-03"]).valid_until == day("2026-06-30")


def test_typed_text_is_never_markup(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.asked()
    clinic.do(
        quotes.record_existing_quote,
        project_id=clinic.project,
        provider_name="<b>Bold</b> & Sons",
        on=day("2026-02-12"),
    )
    page = world(day("2026-02-12")).open(f"{base(clinic)}/quotes")
    labels = [each for each in page.findChildren(QLabel) if "Bold" in each.text()]
    assert labels
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in labels)


def test_the_sum_of_a_line_is_half_up(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.asked()
    page = world(day("2026-02-12")).open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}")
    page._fields.lines.set_value(
        [quotes.LineFacts(effort=Decimal("0.5"), rate=Money.of(Decimal("100.01"), "GBP"))]
    )
    assert "£50.01" in text_of(page)
