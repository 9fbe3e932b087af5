"""Stages and payments on the form of a quote: folded until there are any, typed, summed, kept, left as they were."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.analysis.quote_facts import QuotedStage
from app.domain.quoted_stages import read_stages
from app.domain.quotes import Quote
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.services import quotes
from tests.clinic import PROVIDERS, Clinic, day, gbp
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.quotes_world import World, named, text_of
from tests.ui.pages.test_quotes_pages import base, fill, press
from ui.theme.current import Theme

ON = day("2026-02-12")
SIZES = {"1366x768": (1366, 768, 100), "1093x534": (1093, 534, 100), "150 percent": (1366, 768, 150)}
SAID = (
    QuotedStage("Design <b>and</b> data, =1+1", day("2026-04-17"), gbp("9000")),
    QuotedStage("x" * 1000, None, gbp("0.01")),
    QuotedStage("", day("2026-06-26"), None),
)
Make = Callable[..., World]


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    return Clinic(workspace).asked()


@pytest.fixture
def world(qtbot: QtBot, workspace: Workspace) -> Iterator[Make]:
    """Opens the window over the test's workspace."""
    opened: list[World] = []

    def make(on: date = ON) -> World:
        opened.append(World(workspace, on, Lens.BROKER))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def open_form(clinic: Clinic, opened: World, size: tuple[int, int] = (1366, 768)) -> Any:
    page = opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}", size)
    QApplication.processEvents()
    return page


def kept(clinic: Clinic) -> tuple[QuotedStage, ...]:
    return read_stages(clinic.get(Quote, clinic.quotes["PRV-01"]).stages)


def write(line: Any, text: str) -> None:
    """Type over a line, as a person would."""
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QApplication.processEvents()


def test_stages_are_typed_summed_and_kept(clinic: Clinic, world: Make) -> None:
    opened = world()
    page = open_form(clinic, opened)
    stages = page._fields.stages
    assert not stages.editor.isVisible()
    fill(page._fields, "price", "24450")
    named(page, QPushButton, "Stages and payments in the quote").click()
    (first,) = stages.editor.rows
    write(first.title.line, "Design and data")
    write(first.ready_on.line, "17 Apr 2026")
    write(first.amount.line, "4,450")
    assert "Stages add up to £4,450.00. The price says £24,450.00." in text_of(page)
    QTest.keyClick(first.amount.line, Qt.Key.Key_Return)
    second = stages.editor.rows[1]
    assert opened.window.focusWidget() is second.title.line
    write(second.amount.line, "20000")
    assert "The price says" not in text_of(page)
    assert "Stages add up to £24,450.00" in text_of(page)
    press(opened, "Save and close")
    assert kept(clinic) == (
        QuotedStage("Design and data", day("2026-04-17"), gbp(4450)),
        QuotedStage("", None, gbp(20000)),
    )


def test_what_came_with_a_reply_goes_through_the_form_untouched(clinic: Clinic, world: Make) -> None:
    clinic.save("PRV-01", price=gbp("9000.01"), stages=SAID)
    before = kept(clinic)
    opened = world()
    page = open_form(clinic, opened)
    assert page._fields.stages.editor.isVisible()
    fill(page._fields, "warranty_days", "60")
    press(opened, "Save and close")
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert quote.warranty_days == 60
    assert kept(clinic) == before == SAID


def test_a_stage_is_taken_out_and_the_last_one_leaves_none(clinic: Clinic, world: Make) -> None:
    clinic.save("PRV-01", stages=SAID[:2])
    opened = world()
    page = open_form(clinic, opened)
    press(opened, "Remove stage 1")
    assert page._fields.stages.editor.value() == SAID[1:2]
    press(opened, "Remove stage 1")
    press(opened, "Save and close")
    assert kept(clinic) == ()


@pytest.mark.parametrize(
    ("column", "text"), [(1, "31 April 2026"), (1, "soon"), (2, "about 9000"), (2, "9" * 40)]
)
def test_what_is_no_day_or_amount_is_told_by_its_stage(
    clinic: Clinic, world: Make, column: int, text: str
) -> None:
    clinic.save("PRV-01", stages=SAID)
    before = kept(clinic)
    opened = world()
    page = open_form(clinic, opened)
    stages = page._fields.stages
    write(stages.editor.rows[0].fields()[column].line, text)
    named(page, QPushButton, "Fold the stages").click()
    press(opened, "Record it as in")
    assert kept(clinic) == before
    assert stages.editor.isVisible()
    assert "Stage 1: " in text_of(page)


def test_a_payment_below_nothing_is_not_kept(clinic: Clinic, world: Make) -> None:
    clinic.save("PRV-01", stages=SAID)
    opened = world()
    page = open_form(clinic, opened)
    write(page._fields.stages.editor.rows[0].amount.line, "-5")
    press(opened, "Save and close")
    assert opened.page is page
    assert kept(clinic) == SAID


def test_what_was_typed_of_stages_is_still_there_later(clinic: Clinic, world: Make) -> None:
    first = world()
    page = open_form(clinic, first)
    page._fields.stages.fold.link.click()
    write(page._fields.stages.editor.rows[0].title.line, "Design")
    page._fields.stages.editor.add_button.click()
    write(page._fields.stages.editor.rows[1].amount.line, "45")
    page._drafts.flush()
    again = world()
    again.context.drafts = first.drafts
    page = open_form(clinic, again)
    assert page._fields.stages.editor.isVisible()
    assert page._fields.stages.editor.value() == (
        QuotedStage("Design"),
        QuotedStage("", None, gbp(45)),
    )


def test_a_quote_that_was_compared_keeps_its_stages_as_they_are(clinic: Clinic, world: Make) -> None:
    compare(clinic, SAID)
    page = open_form(clinic, world(day("2026-02-27")))
    editor = page._fields.stages.editor
    assert not editor.add_button.isVisible()
    assert all(each.title.line.isReadOnly() and each.amount.line.isReadOnly() for each in editor.rows)
    assert not any(each.remove.isVisible() for each in editor.rows)
    assert editor.isVisible()
    assert not page._fields.stages.fold.link.isVisible()


@pytest.mark.parametrize("size", SIZES)
def test_stages_are_named_reachable_and_have_room(
    clinic: Clinic, world: Make, look: Theme, size: str
) -> None:
    clinic.save("PRV-01", stages=SAID)
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    page = open_form(clinic, world(), (width, height))
    assert unnamed_controls(page) == []
    assert squeezed_labels(page) == []
    assert unreachable_controls(page) == []


def compare(clinic: Clinic, stages: tuple[QuotedStage, ...]) -> None:
    """All three in, the first with these stages, and side by side."""
    for provider in PROVIDERS:
        clinic.save(provider, **({"stages": stages} if provider == "PRV-01" else {}))
        received = clinic.facts(provider)["facts"].received_on
        clinic.do(quotes.submit, quote_id=clinic.quotes[provider], on=received)
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-26"))


def test_the_comparison_tells_what_is_paid_before_anything_works(clinic: Clinic, world: Make) -> None:
    price = clinic.facts("PRV-01")["facts"].price
    small = price.times(Decimal("0.02"))
    rest = [QuotedStage("", None, small)] * 8
    first = price - small * 8
    compare(clinic, (QuotedStage("On signing", day("2026-03-16"), first), *rest))
    page = world(day("2026-02-27")).open(f"{base(clinic)}/quotes/compare")
    model = page._board.grid.model()
    titles = [model.index(at, 0).data() for at in range(model.rowCount())]
    page._board.grid.setCurrentIndex(model.index(titles.index("Stages and payments"), 0))
    QTest.keyClick(page._board.grid, Qt.Key.Key_Return)
    QApplication.processEvents()
    shown = text_of(page)
    assert "86% is paid before anything works. Keep it to 30% of the price." in shown
    assert "On signing, 16 Mar 2026: " in shown
    assert "Stages add up to" not in shown


def test_a_round_without_stages_is_compared_as_before(clinic: Clinic, world: Make) -> None:
    compare(clinic, ())
    page = world(day("2026-02-27")).open(f"{base(clinic)}/quotes/compare")
    model = page._board.grid.model()
    titles = [model.index(at, 0).data() for at in range(model.rowCount())]
    assert "Stages and payments" not in titles
