"""Tax on the form of a quote as somebody fills it in: one rate as ever, and several where they differ."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.quotes import Quote
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.paper_head import price_of
from app.services import quotes
from tests.clinic import Clinic, day, gbp
from tests.ui.inspection import squeezed_labels, unnamed_controls
from tests.ui.pages.quotes_world import World, text_of
from tests.ui.pages.test_quotes_pages import base, fill, press

ON = day("2026-02-18")
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


def write(line: QLineEdit, text: str) -> None:
    line.setText(text)
    line.textEdited.emit(text)


def typed(page: Any, *, differ: bool) -> Any:
    """12,000 in two lines at 20 %, and what runs; with `differ` the box for other rates is ticked."""
    form = page._fields
    fill(form, "price", "12000")
    form.rows["tax"].field.button("excluded").click()
    fill(form, "tax_rate", "20")
    form.lines.add_button.click()
    for line, days in zip(form.lines._lines, ("20", "4"), strict=True):
        write(line.days.line, days)
        write(line.rate.line, "500")
    fill(form, "licences_month", "50")
    if differ:
        form.rates_differ.button("differ").click()
    QApplication.processEvents()
    return form


def open_form(clinic: Clinic, opened: World, size: tuple[int, int] = (1366, 768)) -> Any:
    return opened.open(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}", size)


def test_a_quote_at_one_rate_asks_no_more_than_it_did(clinic: Clinic, world: Make) -> None:
    opened = world()
    page = open_form(clinic, opened)
    form = page._fields
    assert form.rates_differ.isHidden()
    typed(page, differ=False)
    assert not form.rates_differ.isHidden()
    assert all(line.tax.isHidden() for line in form.lines._lines)
    assert not any(form.rows[key].isVisible() for key in ("support_tax_rate", "hardware_tax_rate"))
    assert "£12,000.00 excl. tax · tax: £2,400.00 (VAT 20%) · incl. tax: £14,400.00" in text_of(page)


@pytest.mark.parametrize("size", [(1366, 768), (1093, 534)])
def test_rates_that_differ_are_typed_seen_and_kept(
    clinic: Clinic, world: Make, size: tuple[int, int]
) -> None:
    opened = world()
    page = open_form(clinic, opened, size)
    form = typed(page, differ=True)
    write(form.lines._lines[1].tax.line, "0")
    fill(form, "licences_tax_rate", "0")
    QApplication.processEvents()
    assert "tax: £2,000.00 (VAT 20% and 0%) · incl. tax: £14,000.00" in text_of(page)
    assert "20% on £10,000.00: £2,000.00" in text_of(page)
    assert form.lines._lines[0].tax.line.placeholderText() == "20"
    assert unnamed_controls(page) + squeezed_labels(page) == []
    assert page._left.horizontalScrollBar().maximum() == 0
    press(opened, "Record it as in")
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert (quote.state, quote.licences_tax_rate, quote.support_tax_rate) == ("submitted", Decimal(0), None)
    assert price_of(gbp(12000), quote).tax == gbp(2000)
    again = open_form(clinic, opened, size)._fields
    assert again.rates_differ.value() == ("differ",)
    assert [line.tax.value() for line in again.lines._lines] == [None, Decimal(0)]


def test_taking_the_tick_away_is_one_rate_again(clinic: Clinic, world: Make) -> None:
    opened = world()
    form = typed(open_form(clinic, opened), differ=True)
    write(form.lines._lines[1].tax.line, "900")
    press(opened, "Record it as in")
    assert "Line 2: Enter 99 or less" in text_of(opened.page)
    form.rates_differ.button("differ").click()
    press(opened, "Record it as in")
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert (quote.state, price_of(gbp(12000), quote).tax) == ("submitted", gbp(2400))


def test_a_line_with_a_rate_and_no_price_says_what_is_missing(clinic: Clinic, world: Make) -> None:
    opened = world()
    form = typed(open_form(clinic, opened), differ=True)
    write(form.lines._lines[1].rate.line, "")
    write(form.lines._lines[1].tax.line, "0")
    press(opened, "Record it as in")
    assert "Line 2: enter the day rate that its tax is reckoned on" in text_of(opened.page)


def test_reverse_charge_says_who_accounts_for_the_tax(clinic: Clinic, world: Make) -> None:
    opened = world()
    page = open_form(clinic, opened)
    fill(page._fields, "price", "9000")
    page._fields.rows["tax"].field.button("reverse_charge").click()
    QApplication.processEvents()
    assert "Reverse charge: the provider adds no tax, and you account for it" in text_of(page)
    assert page._fields.rates_differ.isHidden()
    press(opened, "Record it as in")
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).tax.value == "reverse_charge"


def test_what_was_typed_of_rates_is_still_there_later(clinic: Clinic, world: Make) -> None:
    opened = world()
    form = typed(open_form(clinic, opened), differ=True)
    write(form.lines._lines[1].tax.line, "5")
    form.lines.edited.emit()
    opened.go(f"{base(clinic)}/quotes")
    page = opened.go(f"{base(clinic)}/quote/{clinic.quotes['PRV-01']}")
    assert page._fields.rates_differ.value() == ("differ",)
    assert page._fields.lines._lines[1].tax.value() == Decimal(5)
    assert not page._fields.lines._lines[1].tax.isHidden()


def test_a_quote_that_was_compared_keeps_its_rates_as_they_are(clinic: Clinic, world: Make) -> None:
    lines = (quotes.LineFacts(effort=Decimal(4), rate=gbp(500), tax_rate=Decimal(0)),)
    said = clinic.facts("PRV-01", tax="excluded", tax_rate=Decimal("0.2"), price=gbp(3000))
    clinic.do(
        quotes.save_quote, quote_id=clinic.quotes["PRV-01"], on=day("2026-02-18"), facts=said["facts"],
        lines=lines,
    )  # fmt: skip
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=day("2026-02-18"))
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-26"))
    form = open_form(clinic, world(day("2026-02-26")))._fields
    assert not form.rates_differ.isEnabled()
    assert form.lines._lines[0].tax.line.isReadOnly()
