"""A long directory is read, narrowed and counted away from the window, which shows the answer when it is there."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from app.domain.shortlists import MatchRun
from app.queries import found_providers, match_inputs
from app.queries.lens import Lens
from app.queries.provider_filters import Facet, Filters
from app.services import providers
from app.workflows import shortlists
from tests.ui.pages.sample_world import Program, settle

LIST = "project/P/providers"


def runs(program: Program) -> int:
    return program.store.read(lambda s: s.scalar(select(func.count()).select_from(MatchRun))) or 0


@pytest.fixture
def page(program: Program, monkeypatch: pytest.MonkeyPatch) -> Any:
    page = program.at("shortlisted", Lens.BROKER, LIST)
    monkeypatch.setattr(match_inputs, "JUDGED_WHOLE", 0)
    return page


def test_ranking_waits_for_the_directory_and_the_window_does_not(
    program: Program, page: Any, qtbot: QtBot
) -> None:
    before = runs(program)
    assert program.store.read(match_inputs.must_be_read)
    page._again.click()
    page._again.click()  # an impatient second press
    assert runs(program) == before
    qtbot.waitUntil(lambda: runs(program) > before, timeout=30_000)
    settle()
    assert (runs(program), program.context.jobs.under_way) == (before + 1, 0)
    page._again.click()  # known by now: nothing is waited for
    assert runs(program) == before + 2


def test_what_is_written_in_the_directory_has_it_read_again(program: Program, page: Any) -> None:
    shortlists.read_ahead(program.store)
    assert not program.store.read(match_inputs.must_be_read)
    add = partial(providers.add_provider, name="Newcomer", templates=["TPL-ERP"], country="GB")
    program.store.write(partial(add, on=date(2026, 3, 2)), "Add")
    assert program.store.read(match_inputs.must_be_read)


# ---- narrowed


@pytest.fixture
def desk(program: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The broker before a directory that counts as long."""
    monkeypatch.setattr(found_providers, "SHORT", 0)
    program.at("shortlisted", Lens.BROKER, "directory")
    return program


def listed(program: Program) -> list[str]:
    model = program.page.table.model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def looked(program: Program, qtbot: QtBot) -> None:
    """Wait until it was looked through."""
    qtbot.waitUntil(lambda: not program.page._look.under_way, timeout=30_000)
    settle()


def choose(program: Program, facet: Facet, key: str) -> None:
    bar = program.page.bar
    bar._take(bar.filters.toggled(facet, key))


def test_a_filter_stands_at_once_and_who_is_left_is_shown_when_it_is_found_out(
    desk: Program, qtbot: QtBot
) -> None:
    everybody = listed(desk)
    choose(desk, Facet.TIER, "verified")
    assert "Looking…" in desk.words
    assert "Take the filter “Verified” off" in {each.accessibleName() for each in desk.page.bar._standing}
    assert listed(desk) == everybody
    looked(desk, qtbot)
    found = listed(desk)
    assert 0 < len(found) < len(everybody)
    assert f"{len(found)} of {len(everybody)}" in desk.words
    view = desk.page.table
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)  # another order of the same is not looked for again
    assert listed(desk) == found[::-1]
    assert desk.context.jobs.under_way == 0


def test_of_several_filters_chosen_one_after_another_all_are_looked_for(desk: Program, qtbot: QtBot) -> None:
    alone = []
    for facet, key in ((Facet.CHECKS, "insured"), (Facet.TIER, "verified")):
        choose(desk, facet, key)
        looked(desk, qtbot)
        alone.append(set(listed(desk)))
        desk.page.bar.reset()
        assert alone[-1] < set(listed(desk))  # everybody is there without a look
    choose(desk, Facet.CHECKS, "insured")
    choose(desk, Facet.TIER, "verified")
    choose(desk, Facet.CREDENTIALS, "CRD-REG")
    choose(desk, Facet.CREDENTIALS, "CRD-REG")
    looked(desk, qtbot)
    assert set(listed(desk)) == set.intersection(*alone)


def test_a_look_that_is_stopped_leaves_the_filters_that_stood(desk: Program, qtbot: QtBot) -> None:
    everybody = listed(desk)
    desk.page.search.setText("no such firm")
    QTest.keyClick(desk.page.search, Qt.Key.Key_Return)
    (job,) = desk.context.jobs._jobs
    job.cancel()
    looked(desk, qtbot)
    assert desk.page.bar.filters == Filters()
    assert desk.page.search.text() == ""
    assert listed(desk) == everybody
    assert "Looking…" not in desk.words


def test_kept_filters_are_looked_for_before_anybody_is_shown(desk: Program, qtbot: QtBot) -> None:
    choose(desk, Facet.CHECKS, "insured")
    looked(desk, qtbot)
    found = listed(desk)
    add = partial(providers.add_provider, name="Newcomer", country="GB", on=date(2026, 3, 2))
    desk.store.write(add, "Add")
    assert desk.window.pages is not None
    desk.go("home")
    desk.window.pages.forget()
    desk.context.go("directory")
    assert listed(desk) == []
    assert "Nothing found" not in desk.words
    looked(desk, qtbot)
    assert listed(desk) == found


# ---- counted


def lines(menu: QMenu) -> list[str]:
    inner = [each.menu() for each in menu.actions() if each.isVisible()]
    parts = [menu, *(each for each in inner if isinstance(each, QMenu))]
    return [each.text() for part in parts for each in part.actions() if each.isVisible() and not each.menu()]


@pytest.mark.parametrize("facet", [Facet.TIER, Facet.CHECKS, Facet.SKILLS, Facet.PLACE, Facet.CREDENTIALS])
def test_a_menu_opens_at_once_and_its_numbers_follow(desk: Program, qtbot: QtBot, facet: Facet) -> None:
    menu = desk.page.bar.menu(facet)
    opened = lines(menu)
    assert opened
    assert not any(
        line.endswith(")") and "(" in line for line in opened if facet in (Facet.TIER, Facet.CHECKS)
    )
    qtbot.waitUntil(lambda: desk.context.jobs.under_way == 0, timeout=30_000)
    settle()
    counted = lines(menu)
    assert counted
    assert all(line.endswith(")") for line in counted)
    again = desk.page.bar.menu(facet)  # counted by now: nothing is asked
    assert desk.context.jobs.under_way == 0
    assert lines(again) == counted


def test_what_is_chosen_before_the_numbers_are_there_holds(desk: Program, qtbot: QtBot) -> None:
    menu = desk.page.bar.menu(Facet.CHECKS)
    next(each for each in menu.actions() if each.text() == "Insured today").trigger()
    looked(desk, qtbot)
    assert desk.page.bar.filters.of(Facet.CHECKS) == {"insured"}
    assert len(listed(desk)) > 0
