"""Replies on the Quotes page: dropped or picked, listed with their label, and opened together."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.quotes import Quote
from app.domain.replies import Reply
from app.exchange.reply_raw import Raw, Wanted
from app.exchange.reply_worker import answered, kind_of
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.workflows import replies as workflow
from tests.clinic import Clinic, day, gbp
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.quotes_world import World, named, shown, text_of
from tests.workflows.test_replies import AFTER, IN_TIME, PRICE, filled, form
from ui.pages.quotes.reply_forms import DayForm, LateForm, TogetherForm
from ui.pages.quotes.reply_row import ReplyLine


class HereReader:
    """Reads in this process what the program's reader reads in one of its own."""

    def read(self, content: bytes, sheet: str, wanted: Wanted) -> Raw:
        """As the process answers."""
        kind = kind_of(content)
        return answered({"kind": kind, "sheet": sheet, **wanted._asdict()}, content) if kind else Raw("kind")


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflow, "the_reader", HereReader)


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    return Clinic(workspace).asked()


@pytest.fixture
def world(qtbot: QtBot, workspace: Workspace) -> Iterator[Callable[..., World]]:
    opened: list[World] = []

    def make(on: Any, lens: Lens = Lens.BROKER) -> World:
        opened.append(World(workspace, on, lens))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def at_quotes(opened: World, clinic: Clinic, size: tuple[int, int] = (1366, 768)) -> Any:
    return opened.open(f"project/{clinic.project}/quotes", size)


def files(folder: Path, clinic: Clinic) -> list[Path]:
    """Three replies and a letter."""
    names = {"PRV-01": "a.xlsx", "PRV-02": "b.xlsx"}
    for provider, name in names.items():
        (folder / name).write_bytes(filled(form(clinic, provider)))
    (folder / "c.xlsx").write_bytes(filled(form(clinic, "PRV-03")._replace(token="")))
    (folder / "letter.txt").write_bytes(b"Dear all, our price is 48213.90")
    return sorted(folder.iterdir())


def settle(qtbot: QtBot, opened: World) -> None:
    qtbot.waitUntil(lambda: not opened.context.jobs.under_way, timeout=20_000)
    QApplication.processEvents()


def press(page: Any, name: str) -> None:
    named(page, QPushButton, name).click()
    QApplication.processEvents()


def dropped(page: Any, paths: list[Path]) -> None:
    """Files are dragged over the page and let go there."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))


def test_dropped_replies_are_kept_sealed_and_no_price_is_on_any_screen(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World], tmp_path: Path
) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    opened = world(IN_TIME)
    page = at_quotes(opened, clinic)
    dropped(page, files(folder, clinic))
    settle(qtbot, opened)
    assert len(shown(page, ReplyLine)) == 4
    told = text_of(page)
    assert "2 replies are sealed until 20 Feb 2026 is over." in told
    assert "Sourcewright has not opened it; anyone holding the mail can." in told
    for address in (
        "quotes",
        "quotes/compare",
        "decision",
        *(f"quote/{key}" for key in clinic.quotes.values()),
    ):
        seen = opened.go(f"project/{clinic.project}/{address}")
        assert "48,213" not in text_of(seen)
        assert "48213" not in text_of(seen)
    assert "48213" not in "".join(notice.text for notice in opened.said)
    assert not [each for each in shown(opened.page, QPushButton) if "Open the replies" in each.text()]


def test_replies_that_are_dropped_elsewhere_go_to_their_round(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World], tmp_path: Path
) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    found = files(folder, clinic)
    opened = world(IN_TIME)
    opened.open("home")
    dropped(opened.window, found[:1])
    settle(qtbot, opened)
    assert opened.address == f"project/{clinic.project}/quotes"
    assert "Larchfield Systems · came" in text_of(opened.page)
    opened.go("home")
    dropped(opened.window, found[2:3])
    settle(qtbot, opened)
    assert "“c.xlsx” carries no mark of a form of ours" in opened.said[-1].text
    assert [each.name for each in clinic.all(Reply)] == ["a.xlsx"]
    opened.go(f"project/{clinic.project}/plan")
    dropped(opened.window, found[2:3])
    settle(qtbot, opened)
    assert [each.name for each in clinic.all(Reply, Reply.id)] == ["a.xlsx", "c.xlsx"]


def test_a_file_is_kept_also_where_one_went_on_meanwhile(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World], tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled(form(clinic, "PRV-01")))
    opened = world(IN_TIME)
    at_quotes(opened, clinic)._replies.take([path])
    opened.context.set_lens(Lens.OWNER)  # which lets go of every page
    settle(qtbot, opened)
    assert [each.name for each in clinic.all(Reply)] == ["a.xlsx"]
    assert len(shown(opened.page, ReplyLine)) == 1


def test_after_the_last_day_they_are_opened_together(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World], tmp_path: Path
) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    opened = world(IN_TIME)
    page = at_quotes(opened, clinic)
    page._replies.take(files(folder, clinic))
    settle(qtbot, opened)
    opened.day = AFTER
    page.refresh()
    assert page.primary_focus() is page._replies.open_all
    press(page, "Open the replies together…")
    assert "(Petra Averill)" in text_of(shown(page, TogetherForm)[0])
    press(page, "Not yet")
    assert page.window().focusWidget() is page._replies.open_all
    assert {each.opened_on for each in clinic.all(Reply)} == {None}
    press(page, "Open the replies together…")
    press(page, "Open them now")
    settle(qtbot, opened)
    quotes = {clinic.get(Quote, clinic.quotes[key]).price for key in ("PRV-01", "PRV-02")}
    assert quotes == {gbp(PRICE)}
    assert "Opened together on 21 Feb 2026 by Petra Averill." in text_of(page)
    assert not shown(page, TogetherForm)
    press(page, "Open the quote that “a.xlsx” went into")
    assert opened.address == f"project/{clinic.project}/quote/{clinic.quotes['PRV-01']}"


def test_a_file_is_picked_and_whose_an_unknown_reply_is_can_be_said(
    qtbot: QtBot,
    clinic: Clinic,
    world: Callable[..., World],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(filled(form(clinic, "PRV-03")._replace(token="")))
    opened = world(IN_TIME)
    page = at_quotes(opened, clinic)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    press(page, "Choose the forms that came back")
    settle(qtbot, opened)
    (line,) = shown(page, ReplyLine)
    menu = line.choices()
    names = [action.text() for action in menu.actions()]
    menu.actions()[names.index("Quickstep Tech")].trigger()
    QApplication.processEvents()
    assert clinic.all(Reply)[0].quote_id == clinic.quotes["PRV-03"]
    assert "Quickstep Tech · came" in text_of(page)


def test_on_which_day_a_reply_came_can_be_said(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World], tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled(form(clinic, "PRV-01")))
    opened = world(AFTER)
    page = at_quotes(opened, clinic)
    page._replies.take([path])
    settle(qtbot, opened)
    press(page, "Say when “Reply 1” came")
    (asked,) = shown(page, DayForm)
    press(page, "It came on that day")
    assert "Enter a day" in text_of(asked)
    asked.day.set_value(day("2026-02-20"))
    press(page, "It came on that day")
    assert "as Petra Averill says" in text_of(page)
    assert page._replies.can_open
    assert not shown(page, DayForm)


def test_a_late_reply_is_opened_for_a_reason(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World], tmp_path: Path
) -> None:
    early, late = tmp_path / "a.xlsx", tmp_path / "late.xlsx"
    early.write_bytes(filled(form(clinic, "PRV-01")))
    late.write_bytes(filled(form(clinic, "PRV-01"), people__on_site="Ann Other"))
    opened = world(IN_TIME)
    page = at_quotes(opened, clinic)
    page._replies.take([early])
    settle(qtbot, opened)
    opened.day = day("2026-02-21")
    page.refresh()
    page._replies._acts.read_all(clinic.project)
    settle(qtbot, opened)
    page._replies.take([late])
    settle(qtbot, opened)
    press(page, "Open “Reply 2” although it came late")
    (asked,) = shown(page, LateForm)
    press(page, "Open it")
    assert clinic.all(Reply, Reply.id)[1].opened_on is None
    asked.reason.line.setText("We asked who would come")
    asked.reason.line.textEdited.emit("We asked who would come")
    press(page, "Open it")
    settle(qtbot, opened)
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).on_site_person == "Ann Other"
    assert clinic.all(Reply, Reply.id)[1].late_reason == "We asked who would come"


def test_a_file_that_is_gone_and_a_folder_are_said_and_nothing_is_kept(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World], tmp_path: Path
) -> None:
    opened = world(IN_TIME)
    page = at_quotes(opened, clinic)
    page._replies.take([tmp_path / "gone.pdf", tmp_path])
    settle(qtbot, opened)
    assert clinic.all(Reply) == []
    told = [notice.text for notice in opened.said]
    assert any("“gone.pdf” cannot be opened" in words for words in told)
    assert any("is a folder" in words for words in told)


@pytest.mark.parametrize("size", [(1366, 768), (1093, 534)])
@pytest.mark.parametrize("on", [IN_TIME, AFTER])
def test_everything_is_named_reachable_and_has_room(
    qtbot: QtBot, clinic: Clinic, world: Callable[..., World], tmp_path: Path, size: tuple[int, int], on: Any
) -> None:
    long = tmp_path / ("Our offer for the practice software and everything that goes with it " * 2 + ".xlsx")
    long.write_bytes(filled(form(clinic, "PRV-01")._replace(token="x")))
    (tmp_path / "a.xlsx").write_bytes(filled(form(clinic, "PRV-01")))
    opened = world(IN_TIME)
    page = at_quotes(opened, clinic, size)
    page._replies.take([long, tmp_path / "a.xlsx"])
    settle(qtbot, opened)
    opened.day = on
    page.refresh()
    for _ in range(3):  # a page that grew is laid out anew once its scroll bar has come
        QApplication.processEvents()
    assert len(shown(page, ReplyLine)) == 2
    assert not unnamed_controls(page)
    assert not unreachable_controls(page)
    assert not squeezed_labels(page)
