"""A directory of any length, and a list brought into it, as a broker uses them."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QPushButton, QRadioButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.queries import providers
from app.queries.lens import Lens
from app.queries.provider_filters import Facet
from app.queries.provider_rows import ProviderProfile, ProviderRow
from app.services import providers as verbs
from app.words.formats import Formats
from app.workflows import imports, provider_exports
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.quotes_world import named, shown
from tests.ui.pages.sample_world import PRIVATE, SIZES, Program, settle
from ui import long_step
from ui.jobs import Job
from ui.models.columns import ROW_ROLE
from ui.theme.current import Theme
from ui.widgets.fields import Choice
from ui.widgets.navigation import SearchBox
from ui.widgets.table import Table

pytestmark = pytest.mark.usefixtures("at_once")

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsversicherung Informationstechnik GmbH & Co. KG"

LIST = """Company,City,Country,Headcount,Fax
Oakspindle Office Solutions,Fenwick Cross,GB,24,
Larchfield Practice Systems Ltd,Harrowmere,GB,61,
Newfold IT,Port Sallow,GB,9,020
Zahnradwerk,Münster,DE,many,
Kaveri Loom Technologies Pvt,Chennai area,IN,,
"""


@pytest.fixture
def desk(program: Program) -> Program:
    """The broker before the directory of the sample."""
    program.at("shortlisted", Lens.BROKER, "directory")
    return program


def table(program: Program) -> Table:
    (found,) = shown(program.page, Table)
    assert isinstance(found, Table)
    return found


def column_of(view: Table, at: int = 1) -> list[str]:
    return [str(view.model().index(row, at).data()) for row in range(view.model().rowCount())]


def listed(program: Program) -> tuple[ProviderRow, ...]:
    today = program.context.today()
    return program.store.read(
        lambda s: providers.page(s, lens=Lens.BROKER, today=today, formats=Formats(), limit=500)
    )


def names(program: Program) -> list[str]:
    return [each.name for each in listed(program)]


def of(program: Program, name: str) -> ProviderProfile:
    provider = next(each.id for each in listed(program) if each.name == name)
    found = program.store.read(
        lambda s: providers.profile(
            s, lens=Lens.BROKER, provider_id=provider, today=program.context.today(), formats=Formats()
        )
    )
    assert found is not None
    return found


def choose(field: Choice, key: str) -> None:
    """Pick an option, as a click in the list does."""
    at = field.combo.findData(key)
    assert at >= 0, key
    field.combo.setCurrentIndex(at)
    field.combo.activated.emit(at)
    settle()


def search(program: Program, words: str) -> None:
    (box,) = shown(program.page, SearchBox)
    box.setText(words)
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle()


def bring(qtbot: QtBot, program: Program, tmp_path: Path, content: str | bytes) -> Any:
    """Drop a file with `content` on the import page, and wait until it was read."""
    path = tmp_path / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    page = program.go("directory/import")
    page.drop.take([path])
    qtbot.waitUntil(lambda: page._job is None)
    settle()
    return page


# ---- room and reach


def inspected(page: Any) -> list[str]:
    settle()
    return unnamed_controls(page) + squeezed_labels(page) + unreachable_controls(page)


@pytest.mark.parametrize("size", SIZES)
def test_every_part_of_an_import_is_named_reachable_and_has_room(
    desk: Program, qtbot: QtBot, tmp_path: Path, look: Theme, size: str
) -> None:
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    desk.window.resize(width, height)
    assert inspected(desk.go("directory/import")) == []
    page = bring(qtbot, desk, tmp_path, LIST + f"{LONG},{LONG},DE,{LONG},\n")
    assert inspected(page) == []
    for row in range(page.model.rowCount()):
        page.table.setCurrentIndex(page.model.index(row, 0))
        page.table.opened.emit(page.table.current_row())
        settle()
        assert squeezed_labels(page) == [], row
    page.close_side()
    desk.press("Columns (1 left out)")
    assert inspected(page) == [], "columns"
    page = bring(qtbot, desk, tmp_path, b"\xff\xfe\x00")
    assert inspected(page) == [], "refused"


def test_the_models_answer_as_views_expect(
    desk: Program, qtbot: QtBot, qtmodeltester: ModelTester, tmp_path: Path
) -> None:
    qtmodeltester.check(table(desk).model())
    qtmodeltester.check(bring(qtbot, desk, tmp_path, LIST).model)


# ---- the directory


def test_of_a_hundred_thousand_only_what_is_looked_at_is_read(
    desk: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = listed(desk)[0]
    known = of(desk, model.name)
    asked: list[tuple[int, int]] = []

    def page(session: Any, *, offset: int, limit: int, **_: Any) -> Sequence[ProviderRow]:
        asked.append((offset, limit))
        return [
            replace(model, id=UUID(int=offset + at), name=f"Firm {offset + at:06}") for at in range(limit)
        ]

    monkeypatch.setattr(providers, "page", page)
    monkeypatch.setattr(providers, "count", lambda session: 100_000)
    monkeypatch.setattr(providers, "count_found", lambda session, **_: 100_000)
    monkeypatch.setattr(providers, "profile", lambda session, **_: known)
    desk.page.refresh()
    settle()
    view = table(desk)
    assert view.model().rowCount() == 100_000
    assert "100,000 providers" in desk.words
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    view.setCurrentIndex(view.model().index(99_999, 1))
    settle()
    assert str(view.currentIndex().data()) == "Firm 099999"
    assert sum(limit for _, limit in asked) < 2_500, asked


def narrow(program: Program, facet: Facet, words: str) -> None:
    """Choose in the menu of a facet, as a click does."""
    menu = program.page.bar.menu(facet)
    inner = [sub for each in menu.actions() if (sub := each.menu()) is not None]
    actions = [*menu.actions(), *(one for sub in inner for one in sub.actions())]
    next(each for each in actions if each.text().startswith(words)).trigger()
    settle()


def test_filters_stand_as_chips_and_are_kept_for_coming_back(desk: Program) -> None:
    everybody = column_of(table(desk))
    narrow(desk, Facet.CHECKS, "Insured today")
    narrow(desk, Facet.NEAR, "Within 30 minutes")
    found = column_of(table(desk))
    assert 0 < len(found) < len(everybody)
    assert f"{len(found)} of {len(everybody)}" in desk.words
    desk.go("home")
    assert desk.window.pages is not None
    desk.window.pages.forget()  # as after many other pages
    desk.go("directory")
    assert column_of(table(desk)) == found
    desk.press("Take the filter “Within 30 minutes” off")
    settle()
    assert set(found) < set(column_of(table(desk)))
    desk.press("Clear the filters")
    assert column_of(table(desk)) == everybody


def test_ways_to_narrow_that_are_used_less_share_one_menu(desk: Program) -> None:
    bar = desk.page.bar
    shared = [each.text() for each in bar._more.menu().actions()]
    assert "How near" in shared
    assert all(bar.menu(facet).actions() for facet in Facet)
    assert {bar.menu(facet).layoutDirection() for facet in Facet} == {desk.window.layoutDirection()}
    narrow(desk, Facet.NEAR, "Within 30 minutes")
    desk.press("Take the filter “Within 30 minutes” off")
    assert bar._more.hasFocus()


def test_filters_that_nobody_fulfils_say_so_and_can_be_cleared(desk: Program) -> None:
    narrow(desk, Facet.CHECKS, "Insured today")
    search(desk, "no such firm")
    assert "No provider fulfils all of these at once. Take a filter off." in desk.words
    desk.press("Show all providers")
    assert len(column_of(table(desk))) == len(listed(desk))


@pytest.mark.parametrize("size", SIZES)
def test_filters_ticks_and_the_form_are_named_reachable_and_have_room(
    desk: Program, look: Theme, size: str
) -> None:
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    desk.window.resize(width, height)
    narrow(desk, Facet.KINDS, "Website")
    narrow(desk, Facet.CHECKS, "Insured today")
    view = table(desk)
    view.setCurrentIndex(view.model().index(0, 1))
    QTest.keyClick(view, Qt.Key.Key_Space)
    desk.page.close_side()
    assert inspected(desk.page) == []
    desk.press("Ask 1 for a quote")
    assert inspected(desk.page) == []


def test_those_who_are_ticked_are_taken_to_a_project_with_one_reason(desk: Program) -> None:
    view = table(desk)
    for name in ("Cindermoor Health IT Ltd", "Mekora Cloudworks Co"):
        view.setCurrentIndex(view.model().index(column_of(view).index(name), 1))
        QTest.keyClick(view, Qt.Key.Key_Space)
        settle()
    assert "2 ticked: take them off" in desk.words
    desk.press("Ask 2 for quotes")
    desk.press("Put them on the list")
    assert "Write the reason in a few words" in desk.words
    desk.page.ticked.form.reason.restore("Both know clinics of this size")
    desk.press("Put them on the list")
    assert desk.address.endswith("/providers")
    assert "Mekora Cloudworks Co" in desk.last_said  # suspended: on the list, kept off by the rules
    ticked = [each.accessibleName() for each in shown(desk.page, QCheckBox) if each.isChecked()]
    assert any("Cindermoor" in name for name in ticked)
    assert not any("Mekora" in name for name in ticked)
    desk.context.operations.undo()
    settle()
    desk.go("directory")
    assert "ticked" not in desk.words


def test_ticks_outlive_the_page_but_not_the_provider(desk: Program) -> None:
    view = table(desk)
    gone, stays = (view.model().index(at, 1).data(ROW_ROLE) for at in (0, 1))
    for at in (0, 1):
        view.setCurrentIndex(view.model().index(at, 1))
        QTest.keyClick(view, Qt.Key.Key_Space)
    page = desk.page
    assert desk.window.pages is not None
    desk.window.pages.forget()  # as after many other pages
    desk.go("home")
    desk.context.operations.run(partial(verbs.remove_provider, provider_id=gone.id), "remove")
    desk.go("directory")
    assert desk.page is not page
    assert list(desk.page.ticked) == [stays.id]
    desk.press("1 ticked: take it off")
    desk.window.pages.forget()
    desk.go("home")
    desk.go("directory")
    assert "ticked" not in desk.words


def test_a_tick_can_be_taken_off_and_counts_what_a_filter_hides(desk: Program) -> None:
    view = table(desk)
    view.setCurrentIndex(view.model().index(0, 1))
    QTest.keyClick(view, Qt.Key.Key_Space)
    settle()
    search(desk, "Tarnwick")
    assert "1 ticked: take it off" in desk.words
    desk.press("1 ticked: take it off")
    assert "ticked" not in desk.words


def test_the_exported_list_comes_back_with_nothing_new(
    desk: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    desk.press("Export the list")
    qtbot.waitUntil(lambda: "out.csv" in desk.last_said, timeout=20_000)
    page = bring(qtbot, desk, tmp_path, path.read_bytes())
    assert {each.row.kind for each in page.model.rows()} == {"same"}
    assert not page._foot.primary.isEnabled()


def test_an_export_that_is_stopped_leaves_no_file_and_can_be_begun_again(
    desk: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    asked, going_on = threading.Event(), threading.Event()
    read = provider_exports.gather_providers

    def slowly(*arguments: Any, **options: Any) -> Any:
        asked.set()
        going_on.wait(20)
        return read(*arguments, **options)

    monkeypatch.setattr(provider_exports, "gather_providers", slowly)
    shown: list[Job] = []
    desk.context.jobs.slow.connect(shown.append)
    desk.press("Export the list")
    qtbot.waitUntil(lambda: asked.is_set() and bool(shown), timeout=20_000)
    assert shown[0].label == "Writing the list…"
    search(desk, "Tarnwick")  # the window answers meanwhile
    assert "Tarnwick" in desk.words
    shown[0].cancel()
    going_on.set()
    qtbot.waitUntil(lambda: desk.context.jobs.under_way == 0, timeout=20_000)
    assert not path.exists()
    desk.press("Export the list")
    qtbot.waitUntil(path.exists, timeout=20_000)
    qtbot.waitUntil(lambda: "out.xlsx" in desk.last_said, timeout=20_000)


def test_an_empty_directory_offers_ways_to_fill_it(desk: Program) -> None:
    for each in listed(desk):
        desk.context.operations.run(partial(verbs.remove_provider, provider_id=each.id), "remove")
    desk.go("directory")
    assert "No providers yet" in desk.words
    desk.press("Import a list")
    assert desk.address == "directory/import"
    desk.go("directory")
    desk.press("Add a provider")
    assert desk.address == "provider/new"


# ---- a list


def kinds(page: Any) -> dict[str, str]:
    return {each.row.name: each.row.kind for each in page.model.rows()}


def test_every_row_is_shown_with_what_it_would_do_and_nothing_is_written(
    desk: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    before = listed(desk)
    page = bring(qtbot, desk, tmp_path, LIST)
    assert kinds(page) == {
        "Oakspindle Office Solutions": "look_alike", "Larchfield Practice Systems Ltd": "changed",
        "Newfold IT": "new", "Zahnradwerk": "refused", "Kaveri Loom Technologies Pvt": "same",
    }  # fmt: skip
    assert "Columns (1 left out)" in desk.words
    page.table.choose(5)
    settle()
    assert "Column “Headcount”" in desk.words
    assert listed(desk) == before


def test_a_long_list_is_compared_away_from_the_window_and_can_be_stopped(
    desk: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "SHORT", 0)
    page = bring(qtbot, desk, tmp_path, LIST)
    assert kinds(page)["Oakspindle Office Solutions"] == "look_alike"
    assert named(page, QPushButton, "Import 2 rows").isEnabled()
    page.refresh()
    assert page._job is not None
    assert "Comparing the list with the directory…" in page._job.label
    page._job.cancel()
    qtbot.waitUntil(lambda: page.drop.isVisible())
    assert page._job is None


def test_a_list_is_imported_in_one_step_that_can_be_undone(
    desk: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    before = listed(desk)
    bring(qtbot, desk, tmp_path, LIST)
    desk.press("Import 2 rows")
    assert desk.address == "directory"
    assert desk.last_said == "1 added, 1 changed."
    assert of(desk, "Larchfield Practice Systems Ltd").row.staff == 61
    assert "Newfold IT" in column_of(table(desk))
    act = desk.said[-1].act
    assert act is not None
    act()
    settle()
    assert listed(desk) == before


def test_what_happens_to_a_row_is_decided_row_by_row(desk: Program, qtbot: QtBot, tmp_path: Path) -> None:
    page = bring(qtbot, desk, tmp_path, LIST)
    page.table.choose(2)
    settle()
    named(page, QRadioButton, "It is the same: change it").click()
    page.table.choose(4)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    settle()
    desk.press("Import 2 rows")
    assert desk.last_said == "0 added, 2 changed."
    assert of(desk, "Oakspindle Office Solutions").row.staff == 24  # was "… Ltd": it takes the list's name
    assert "Newfold IT" not in names(desk)


def test_a_look_alike_can_be_another_firm(desk: Program, qtbot: QtBot, tmp_path: Path) -> None:
    page = bring(qtbot, desk, tmp_path, LIST)
    page.table.choose(2)
    settle()
    named(page, QRadioButton, "It is another one: add it").click()
    settle()
    desk.press("Import 3 rows")
    assert {"Oakspindle Office Solutions", "Oakspindle Office Solutions Ltd"} <= set(names(desk))


def test_one_of_several_look_alikes_is_chosen_by_name_and_town(
    desk: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    for name, town in (("Quillfern Ltd", "Ashby"), ("Quillfern Inc", "")):
        desk.context.operations.run(
            partial(verbs.add_provider, name=name, town=town, on=desk.context.today()), "add"
        )
    page = bring(qtbot, desk, tmp_path, "Name,Town,Staff\nQUILLFERN,Ashby,31\n")
    page.table.choose(2)
    settle()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)  # which of them it is can't be guessed
    assert page._foot.primary.accessibleName() != "Import 1 row"
    named(page, QRadioButton, "It is “Quillfern Inc”: change it").click()
    settle()
    desk.press("Import 1 row")
    assert "Quillfern Ltd" in names(desk)
    assert "Quillfern Inc" not in names(desk)
    assert of(desk, "QUILLFERN").row.staff == 31


def test_rows_of_one_kind_can_be_looked_at_alone(desk: Program, qtbot: QtBot, tmp_path: Path) -> None:
    page = bring(qtbot, desk, tmp_path, LIST)
    desk.press("Refused: 1")
    assert list(kinds(page)) == ["Zahnradwerk"]
    desk.press("Refused: 1")
    assert len(kinds(page)) == 5


def test_columns_that_are_not_known_are_chosen_by_hand(desk: Program, qtbot: QtBot, tmp_path: Path) -> None:
    page = bring(qtbot, desk, tmp_path, "Wer,Wo\nNeuland IT,Münster\n")
    assert "No column holds the name of the provider" in desk.words
    assert not page._foot.primary.isEnabled()
    choose(page.columns.fields["Wer"], "name")
    qtbot.waitUntil(lambda: page._job is None and page._preview is not None)
    choose(page.columns.fields["Wo"], "town")
    qtbot.waitUntil(lambda: page._job is None and page._preview is not None)
    settle()
    desk.press("Import 1 row")
    assert of(desk, "Neuland IT").row.town == "Münster"


HOSTILE = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "half a character": "Name,Town\nMünster,Kö".encode()[:-1] + b"\xc3\x28\n",
    "an open quotation mark": b'Name,Town\n"Newfold,Port Sallow\n',
    "a column twice": b"Name,Town,town\nNewfold,A,B\n",
    "a torn spreadsheet": b"PK\x03\x04" + b"x" * 400,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_is_no_list_is_refused_whole(
    desk: Program, qtbot: QtBot, tmp_path: Path, what: str
) -> None:
    before = listed(desk)
    page = bring(qtbot, desk, tmp_path, HOSTILE[what])
    assert "“list.csv” was not read. Nothing has changed." in desk.words
    assert page.drop.isVisible()
    assert not page._foot.primary.isEnabled()
    assert listed(desk) == before


def test_a_cell_that_looks_like_a_formula_stays_text(desk: Program, qtbot: QtBot, tmp_path: Path) -> None:
    page = bring(qtbot, desk, tmp_path, 'Name,Town\n"=HYPERLINK(""http://x"")",<b>Bold</b>\n')
    assert kinds(page) == {'=HYPERLINK("http://x")': "new"}
    page.table.choose(2)
    settle()
    assert "Worth knowing" in desk.words
    desk.press("Import 1 row")
    search(desk, "HYPERLINK")
    assert column_of(table(desk)) == ['=HYPERLINK("http://x")']


def test_a_file_of_another_kind_or_gone_is_not_taken(desk: Program, tmp_path: Path) -> None:
    page = desk.go("directory/import")
    (tmp_path / "list.docx").write_bytes(b"PK")
    page.drop.take([tmp_path / "list.docx"])
    settle()
    assert "“list.docx” is not one of the kinds that can be read here" in desk.words
    page.drop.take([tmp_path / "gone.csv"])
    settle()
    assert "“gone.csv” cannot be opened" in desk.words


def test_a_list_can_be_dropped_on_the_page(desk: Program, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    page = desk.go("directory/import")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.drop.dropEvent(drop)
    qtbot.waitUntil(lambda: page._job is None)
    assert len(kinds(page)) == 5


def test_an_import_that_is_stopped_leaves_nothing(
    desk: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "SLICE", 0)
    monkeypatch.setattr(imports, "ROWS_TOGETHER", 1)
    monkeypatch.setattr(long_step, "SLOW_MS", -1)
    before = listed(desk)
    rows = "".join(f"Firm {at:03},Town,GB,{at},\n" for at in range(1, 40))
    bring(qtbot, desk, tmp_path, "Company,City,Country,Headcount,Fax\n" + rows)
    seen: list[str] = []

    def stop() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, long_step.LongStep)
        seen.append(dialog._words.text())
        assert unnamed_controls(dialog) == []
        assert squeezed_labels(dialog) == []
        QTest.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, stop)
    desk.press("Import 39 rows")
    assert seen
    assert seen[0].endswith("of 39 rows")
    assert desk.last_said == "The import was stopped. Nothing was written."
    assert desk.address == "directory/import"
    assert listed(desk) == before
    assert named(desk.page, QPushButton, "Import 39 rows").isEnabled()


def test_an_empty_list_can_be_saved_filled_in_and_imported(
    desk: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "blank.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    desk.go("directory/import")
    desk.press("Save an empty list to fill in")
    text = path.read_text(encoding="utf-8-sig")
    columns = text.splitlines()[0].count(",") + 1
    page = bring(qtbot, desk, tmp_path, text + "Newfold IT" + "," * (columns - 1) + "\n")
    assert kinds(page) == {"Newfold IT": "new"}
    desk.page._start.save_blank(tmp_path / "no such folder" / "blank.csv")
    assert "could not be written" in desk.last_said


def test_a_change_elsewhere_is_compared_again_and_decisions_stay(
    desk: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    page = bring(qtbot, desk, tmp_path, LIST)
    page.table.choose(4)
    page.table.ticked.emit(page.table.current_row())
    provider = of(desk, "Larchfield Practice Systems Ltd").row.id
    desk.context.operations.run(lambda s: verbs.change_provider(s, provider_id=provider, staff=61), "change")
    settle()
    assert kinds(page)["Larchfield Practice Systems Ltd"] == "same"
    assert {each.row.name: each.decision for each in page.model.rows()}["Newfold IT"] == "skip"


# ---- the owner


def test_nothing_of_it_is_the_owners(desk: Program, qtbot: QtBot, tmp_path: Path) -> None:
    provider = of(desk, "Larchfield Practice Systems Ltd").row.id
    bring(qtbot, desk, tmp_path, LIST)
    addresses = ("directory", f"provider/{provider}", "directory/import", "provider/new")
    for address in addresses:  # seen as the broker first: nothing of it may stay in sight
        desk.go(address)
    desk.look_as(Lens.OWNER)
    for address in addresses:
        page = desk.go(address)
        assert [secret for secret in PRIVATE if secret in desk.words] == [], address
        assert shown(page, Table) == [], address
        assert inspected(page) == [], address
        assert page.commands() == (), address
