"""Quotes on one footing, as people use it: many quotes, other currencies, one basis for all, and how sure it is."""

import uuid
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from app.analysis.judging_weights import PRICE
from app.analysis.quote_facts import QuotedStage
from app.domain.briefs import BriefItem, ItemKind
from app.domain.cost_bases import CostBasis
from app.domain.quotes import Quote
from app.knowledge import load_knowledge
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.services import evaluations, quotes
from tests.clinic import PROVIDERS, Clinic, day, gbp
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.quotes_world import World, named, shown, text_of
from ui.models.columns import CELL_ROLE
from ui.pages.compare.grid import Grid
from ui.pages.compare.tornado import Tornado
from ui.theme.current import Theme
from ui.widgets.side_panel import SidePanel

SIZES = {"1366x768": (1366, 768, 100), "1093x534": (1093, 534, 100), "150 percent": (1366, 768, 150)}
ON = day("2026-02-27")
NINE = (*PROVIDERS, "X-04", "X-05", "X-06", "X-07", "X-08", "X-09")


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    return Clinic(workspace)


@pytest.fixture
def world(qtbot: QtBot, workspace: Workspace) -> Iterator[Callable[..., World]]:
    """Opens the window over the test's workspace."""
    opened: list[World] = []

    def make(on: date = ON, lens: Lens = Lens.BROKER) -> World:
        made = World(workspace, on, lens)
        opened.append(made)
        return made

    yield make
    for each in opened:
        each.close()


def nine(clinic: Clinic, *, musts: int = 6) -> Clinic:
    """Nine quotes for a job of so many must-haves, on one footing."""
    clinic.scoped()

    def more(session: Session) -> None:
        for place in range(len(clinic.musts), musts):
            item = BriefItem(
                project_id=clinic.project, kind=ItemKind.MUST, text=f"requirement number {place}", place=place
            )
            session.add(item)
            clinic.musts.append(item.id)

    with clinic.together():
        clinic.do(more)
        for key in NINE[3:]:
            clinic.add_candidate(key, f"Provider {key} of the Long Valley Ltd")
        clinic.do(quotes.prepare_request, project_id=clinic.project, person="E. T.", on=day("2026-02-06"))
        clinic.do(quotes.approve_request, project_id=clinic.project, person="C. B.", on=day("2026-02-09"))
        clinic.issue()
        for at, key in enumerate(NINE):
            facts = clinic.facts(tuple(PROVIDERS)[at % 3], received_on=day("2026-02-19"))
            clinic.do(
                quotes.save_quote,
                quote_id=clinic.quotes[key],
                coverage=tuple(quotes.CoverageFacts(item, "included") for item in clinic.musts[at:]),
                person="E. T.",
                on=day("2026-02-19"),
                **facts,
            )
            clinic.do(quotes.submit, quote_id=clinic.quotes[key], on=day("2026-02-19"))
        clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-26"))
    return clinic


def judged(clinic: Clinic) -> Clinic:
    """The clinic's three quotes with a score for every criterion, quality done."""
    clinic.asked()
    with clinic.together():
        for provider in PROVIDERS:
            clinic.save(provider)
            received = clinic.facts(provider)["facts"].received_on
            clinic.do(quotes.submit, quote_id=clinic.quotes[provider], on=received)
        clinic.do(quotes.close_request, project_id=clinic.project, on=day("2026-02-20"))
        for provider, mark in zip(PROVIDERS, ("4.5", "4", "2.5"), strict=True):
            for criterion in load_knowledge().matching.criteria:
                if criterion != PRICE:
                    clinic.do(
                        evaluations.score,
                        quote_id=clinic.quotes[provider],
                        criterion=criterion,
                        mark=Decimal(mark),
                        sentence="As the letter shows.",
                        scorer="E. Thornaby",
                        on=day("2026-02-21"),
                    )
        clinic.do(
            evaluations.finish_quality, project_id=clinic.project, person="E. Thornaby", on=day("2026-02-22")
        )
    return clinic


def base(clinic: Clinic) -> str:
    return f"project/{clinic.project}"


def grid_of(page: Any) -> Grid:
    return shown(page, Grid)[0]  # type: ignore[no-any-return]


def type_into(field: Any, text: str) -> None:
    line = field.line
    line.setText(text)
    line.textEdited.emit(text)
    line.editingFinished.emit()


def titles(grid: Grid) -> list[str]:
    return [grid.model().index(at, 0).data(CELL_ROLE).words() for at in range(grid.model().rowCount())]


# ---- many quotes, many must-haves


@pytest.mark.parametrize("size", ["1366x768", "1093x534"])
def test_nine_quotes_are_seen_by_keys_alone(
    clinic: Clinic, world: Callable[..., World], qtbot: QtBot, size: str
) -> None:
    nine(clinic)
    width, height, _ = SIZES[size]
    opened = world()
    page = opened.open(f"{base(clinic)}/quotes/compare", (width, height))
    most = 4 if size == "1366x768" else 2
    first = grid_of(page).providers
    assert len(first) == most
    grid = grid_of(page)
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(1, 1))
    qtbot.keyClick(grid, Qt.Key.Key_P)
    kept = first[0]
    seen = set(grid_of(page).providers)
    for _ in range(9):
        turn = next(each for each in shown(page, QPushButton) if each.accessibleName().startswith("Show "))
        turn.setFocus()
        QTest.keyClick(turn, Qt.Key.Key_Space)
        QApplication.processEvents()
        assert grid_of(page).providers[0] == kept
        seen |= set(grid_of(page).providers)
    assert len(seen) == 9


def test_forty_must_haves_scroll_and_only_differences_stand_first(
    clinic: Clinic, world: Callable[..., World], qtbot: QtBot
) -> None:
    nine(clinic, musts=40)
    page = world().open(f"{base(clinic)}/quotes/compare", (1093, 534))
    grid = grid_of(page)
    few = len(titles(grid))
    assert few < 40
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_D)
    every = titles(grid)
    assert sum(title.startswith("40 ") for title in every) == 1
    qtbot.keyClick(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert grid.currentIndex().row() == len(every) - 1
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert shown(page, SidePanel)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("where", ["sure", "basis", "compare"])
def test_the_pages_have_room_and_every_control_its_name(
    clinic: Clinic, world: Callable[..., World], look: Theme, size: str, where: str
) -> None:
    judged(clinic)
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    page = world(day("2026-02-23")).open(f"{base(clinic)}/quotes/{where}", (width, height))
    QApplication.processEvents()
    assert squeezed_labels(page) == []
    assert unnamed_controls(page) == []
    assert unreachable_controls(page) == []


# ---- how sure the order is


def test_the_order_is_told_in_sentences_and_each_bar_by_its_own(
    clinic: Clinic, world: Callable[..., World], qtbot: QtBot
) -> None:
    judged(clinic)
    page = world(day("2026-02-23")).open(f"{base(clinic)}/quotes/sure")
    text = text_of(page)
    assert "Larchfield Systems is first by" in text
    assert "Should Quickstep Tech, the cheapest, withdraw, Larchfield Systems stays first" in text
    assert "No quote has a gap with a figure, so there is none to double." in text
    tornado: Tornado = page.tornado
    ModelTester(None).check(tornado.bars)
    assert tornado.hasFocus()
    assert tornado.bars.rowCount() == len(load_knowledge().matching.criteria)
    said = set()
    for _ in range(tornado.bars.rowCount()):
        bar = tornado.current_row()
        assert bar is not None
        assert bar.said in text_of(page)  # type: ignore[attr-defined]
        cell = tornado.bars.index(tornado.currentIndex().row(), 1).data(CELL_ROLE)
        assert cell.words() == bar.said  # type: ignore[attr-defined]
        assert cell.paint is not None
        said.add(bar.said)  # type: ignore[attr-defined]
        qtbot.keyClick(tornado, Qt.Key.Key_Down)
    assert len(said) == tornado.bars.rowCount()


def test_before_quality_is_judged_it_leads_there(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.compared()
    opened = world()
    page = opened.open(f"{base(clinic)}/quotes/sure")
    assert "Judge the quality first." in text_of(page)
    named(page, QPushButton, "Judge the quotes").click()
    assert opened.address == f"{base(clinic)}/quotes/evaluate"


def test_it_is_one_press_from_the_comparison(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.compared()
    opened = world()
    page = opened.open(f"{base(clinic)}/quotes/compare")
    named(page, QPushButton, "How sure is this order?").click()
    assert opened.address == f"{base(clinic)}/quotes/sure"


# ---- what quotes are reckoned with


def test_it_is_settled_with_its_source_and_then_only_read(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.asked()
    opened = world(day("2026-02-10"))
    page = opened.open(f"{base(clinic)}/quotes/basis")
    form = page.form
    type_into(form.fields["owner_day"], "300")
    type_into(form.fields["changes_share"], "5")
    page.keep.click()
    assert (
        any("where these figures come from" in notice.text for notice in opened.said)
        or clinic.all(CostBasis) == []
    )
    type_into(form.fields["source"], "Agreed at the visit")
    page.keep.click()
    QApplication.processEvents()
    (row,) = clinic.all(CostBasis)
    assert (row.owner_day, row.changes_share, row.fixed_by) == (gbp(300), Decimal("0.05"), "Petra Averill")
    clinic.save("PRV-01")
    page = world(day("2026-02-19")).open(f"{base(clinic)}/quotes/basis")
    text = text_of(page)
    assert "Quotes are in, so this stays as it was settled before them." in text
    assert "£300" in text
    assert page.form is None


# ---- another currency


def test_a_quote_told_in_euros_is_brought_over_at_the_rate_of_the_last_day(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.asked()
    stages = (QuotedStage("Design", None, gbp(5000)), QuotedStage("", None, gbp("15000")))
    clinic.save("PRV-02", price=gbp(20000), stages=stages)
    key = clinic.quotes["PRV-02"]
    opened = world(day("2026-02-19"))
    page = opened.open(f"{base(clinic)}/quote/{key}/currency")
    page.currency.set_value("EUR")
    page.currency.committed.emit()
    QApplication.processEvents()
    text = text_of(page)
    assert "1 EUR = 0.8728 GBP, reference rate of the European Central Bank of 20 Feb 2026." in text
    assert "The price of €20,000.00 comes to £17,456.00." in text
    assert "Design: €5,000.00 comes to £4,364.00" in text
    assert "Stage 2: €15,000.00 comes to £13,092.00" in text
    page.bring.click()
    QApplication.processEvents()
    found = clinic.get(Quote, key)
    assert (found.price, found.exchange_source, found.exchange_on) == (gbp(17456), "ecb", day("2026-02-20"))
    assert opened.address == f"{base(clinic)}/quote/{key}"


def test_a_rate_typed_by_hand_is_marked_so(clinic: Clinic, world: Callable[..., World]) -> None:
    clinic.asked()
    clinic.save("PRV-02", price=gbp(20000))
    key = clinic.quotes["PRV-02"]
    page = world(day("2026-02-19")).open(f"{base(clinic)}/quote/{key}/currency")
    page.currency.set_value("USD")
    page.currency.committed.emit()
    type_into(page.rate, "0.75")
    assert "Typed by hand, and marked so wherever it is shown." in text_of(page)
    page.bring.click()
    found = clinic.get(Quote, key)
    assert (found.price, found.exchange_source) == (gbp(15000), "by_hand")


def test_newer_rates_are_brought_and_a_strange_file_is_refused_by_name(
    clinic: Clinic, world: Callable[..., World], tmp_path: Path
) -> None:
    clinic.asked()
    clinic.save("PRV-02", price=gbp(20000))
    opened = world(day("2026-02-19"))
    page = opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-02']}/currency")
    strange = tmp_path / "odd.zip"
    strange.write_bytes(b"PK\x03\x04 nothing")
    page.drop.set_value((strange,))
    page.drop.committed.emit()
    newer = tmp_path / "eurofxref-hist.zip"
    with zipfile.ZipFile(newer, "w") as archive:
        archive.writestr("eurofxref-hist.csv", "Date,GBP,\n2027-01-04,0.9000,\n2026-02-20,0.8000,\n")
    page.drop.set_value((newer,))
    page.drop.committed.emit()
    page.currency.set_value("EUR")
    page.currency.committed.emit()
    assert "1 EUR = 0.8 GBP" in text_of(page)
    words = " ".join(notice.text for notice in opened.said)
    assert "“odd.zip” is not the history" in words
    assert "Newer rates are kept." in words


def test_what_is_typed_is_kept_before_one_goes_to_its_currency(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.asked()
    opened = world(day("2026-02-19"))
    key: uuid.UUID = clinic.quotes["PRV-02"]
    page = opened.open(f"{base(clinic)}/quote/{key}")
    type_into(page._fields.rows["price"].field, "20000")
    type_into(page._fields.rows["tax_rate"].field, "20")
    page._fields.other_currency.click()
    QApplication.processEvents()
    assert opened.address == f"{base(clinic)}/quote/{key}/currency"
    assert clinic.get(Quote, key).price == gbp(20000)


def test_a_gap_is_worked_out_from_its_days_at_their_own_rates(
    clinic: Clinic, world: Callable[..., World]
) -> None:
    clinic.asked()
    clinic.save("PRV-03", answers=("included", "not_included"))
    page = world(day("2026-02-19")).open(f"{base(clinic)}/quote/{clinic.quotes['PRV-03']}")
    must = page._fields.coverage.rows[1]
    must._work_fold.link.click()
    must.work.package.set_value("TPL-ERP.WP1")
    must.work.package.committed.emit()
    type_into(must.work.days, "2")
    must.work.price.click()
    amount, basis = must.gap()
    assert amount is not None
    assert amount.minor > 0
    assert "day rates" in basis
