"""Directory, a provider, the shortlist and one match explained, as brokers and owners use them."""

import uuid
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.gates import Answer
from app.analysis.money import Money
from app.domain.providers import Provider
from app.domain.shortlists import MatchRun
from app.queries import providers as directory
from app.queries import shortlists as lists
from app.queries.lens import Lens
from app.queries.provider_rows import ProviderProfile
from app.queries.shortlist_rows import ShortlistView
from app.services import credentials, projects, providers, shortlists
from app.workflows.shortlists import rank
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.sample_world import PRIVATE, SIZES, Program, button, everything_said, fill, settle, shown
from ui.pages.shortlist.by_hand import ByHandForm
from ui.pages.shortlist.picker import ProviderPicker
from ui.theme.current import Theme
from ui.widgets.buttons import Button
from ui.widgets.charts import ChartWithTable
from ui.widgets.fields import Choice
from ui.widgets.states import EmptyState

pytestmark = pytest.mark.usefixtures("at_once")

LIST = "project/P/providers"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenhersteller und Söhne"
NAMES = ("Larchfield", "Cindermoor", "Oakspindle", "Tarnwick", "Velmont")


def provider(program: Program, name: str) -> uuid.UUID:
    """The id of a provider by part of its name."""
    known = program.context.operations.read(directory.names)
    return next(key for key, full, _ in known if name in full)


def profile(program: Program, key: uuid.UUID) -> ProviderProfile:
    context = program.context
    found = context.operations.read(
        partial(
            directory.profile,
            lens=Lens.BROKER,
            provider_id=key,
            today=context.today(),
            formats=context.formats,
        )
    )
    assert found is not None
    return found


def view(program: Program) -> ShortlistView:
    assert program.scene is not None
    project, context = program.scene.project, program.context
    query = partial(lists.shortlist, lens=Lens.BROKER, project_id=project, formats=context.formats)
    return context.operations.read(query)


def do(program: Program, verb: Any, **values: Any) -> Any:
    """One verb, as from elsewhere."""
    result = program.context.operations.run(partial(verb, **values), verb.__name__)
    settle()
    return result


def inspected(page: Any) -> list[str]:
    for _ in range(8):  # forms inside sections inside the page: each level lays out after the one within
        settle()
        gone()
    return unnamed_controls(page) + squeezed_labels(page) + unreachable_controls(page)


def gone() -> None:
    """Let what was taken off the page go, as it does between two turns of the program's loop."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def tick_box(program: Program, name: str) -> QCheckBox:
    return next(each for each in shown(program.page, QCheckBox) if name in each.accessibleName())


# ---- every page, at every size


@pytest.mark.parametrize("size", SIZES)
def test_the_directory_and_a_profile_are_named_reachable_and_have_room(
    program: Program, look: Theme, size: str
) -> None:
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    page = program.at("shortlisted", Lens.BROKER, "directory", (width, height))
    key = provider(program, "Oakspindle")
    do(program, providers.change_provider, provider_id=key, name=LONG, town=LONG)
    assert inspected(page) == []
    page = program.go(f"provider/{key}")
    page._about.open_form()
    assert inspected(page) == []
    page._about.close_form()
    page._show_part("free")
    page._free.open_form()
    assert inspected(page) == []
    page._free.close_form()
    for part, section in page._sections.items():
        page._show_part(section.tab or part)
        found = inspected(page)
        assert found == [], (part, found)
        if part == "files":
            continue  # there is no form: the system's own dialog asks
        section.open_form(None)
        found = inspected(page)
        assert found == [], (part, found)
        section.close_form()
    page._show_part("notes")
    page._ask_suspend()
    assert inspected(page) == []
    assert inspected(program.go("provider/new")) == []


@pytest.mark.parametrize("lens", Lens)
@pytest.mark.parametrize("size", SIZES)
def test_the_shortlist_and_a_match_are_named_reachable_and_have_room(
    program: Program, look: Theme, size: str, lens: Lens
) -> None:
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    page = program.at("shortlisted", lens, LIST, (width, height))
    assert inspected(page) == []
    page.ruled_out.open()
    card = next(iter(page.cards.cards.values()))
    card._toggle_gates()
    page.beforehand.paid.click()
    page.beforehand.matters.click()
    page.matters.open()
    if lens is Lens.BROKER:
        card._open_note()
        page._by_hand.open()
    assert inspected(page) == []
    card.tick.click()
    page._open_ask()
    assert inspected(page) == []
    page = program.go(f"{LIST}/{card.shown.candidate_id}")
    assert inspected(page) == []
    page.findChild(ChartWithTable)._toggle()
    assert inspected(page) == []


@pytest.mark.parametrize("address", ["directory", "directory/import", "provider/new"])
def test_the_directory_is_the_brokers(program: Program, address: str) -> None:
    page = program.at("shortlisted", Lens.OWNER, address)
    assert shown(page, EmptyState)
    assert not [name for name in NAMES if name in everything_said(page)]


def test_what_the_broker_wrote_for_herself_is_on_no_page_of_the_owner(program: Program) -> None:
    page = program.at("shortlisted", Lens.BROKER, LIST)
    first = view(program).cards[0]
    secret = "They undercut us once; push for ten percent."
    do(program, shortlists.write_note, candidate_id=first.candidate_id, note=secret)
    assert secret in everything_said(page)
    assert first.usual_words in everything_said(page)
    program.look_as(Lens.OWNER)
    gone()
    for address in (LIST, f"{LIST}/{first.candidate_id}", "directory", f"provider/{first.provider_ref}"):
        said = everything_said(program.go(address))
        assert not [words for words in (secret, first.usual_words, *PRIVATE) if words in said], address


# ---- the directory


def test_the_directory_searches_sorts_and_opens(program: Program, qtmodeltester: ModelTester) -> None:
    page = program.at("shortlisted", Lens.BROKER, "directory")
    qtmodeltester.check(page.table.model())
    assert page._count.text() == "12 providers"
    page.search.setText("Castlebeck")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    settle()
    names = [page.table.model().index(row, 1).data() for row in range(page.table.model().rowCount())]
    assert names == ["Cindermoor Health IT Ltd", "Pixelroost Web Care"]
    assert page._count.text() == "2 of 12"
    page.search.setText("zebra")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert "No provider has “zebra” in its name, place or summary." in program.words
    program.press("Show all providers")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    page.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert page.table.model().index(0, 1).data() == "Velmont Digital Services Ltd"
    page.table.setCurrentIndex(page.table.model().index(0, 1))
    assert "Velmont" in page._panel.heading.text()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    assert program.address == f"provider/{provider(program, 'Velmont')}"


def test_a_check_that_ends_soon_says_so_in_the_list(program: Program) -> None:
    page = program.at("shortlisted", Lens.BROKER, "directory")
    key = provider(program, "Cindermoor")
    do(
        program, credentials.set_credential, provider_id=key, credential="CRD-ISO27001", level=2,
        expires_on=date(2026, 2, 20),
    )  # fmt: skip
    (column,) = [
        at for at in range(page.table.model().columnCount())
        if page.table.model().headerData(at, Qt.Orientation.Horizontal) == "Checks"
    ]  # fmt: skip
    assert str(page.table.model().index(0, column).data()).endswith("by 20 Feb")


def test_the_list_goes_out_as_it_comes_in(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    page = program.at("shortlisted", Lens.BROKER, "directory")
    for path in (tmp_path / "list.csv", tmp_path / "no" / "where.csv"):
        page.export_to(path)
        assert not page.export.isEnabled()
        qtbot.waitUntil(page.export.isEnabled, timeout=20_000)
    assert "Larchfield Practice Systems Ltd" in (tmp_path / "list.csv").read_text(encoding="utf-8-sig")
    assert "“where.csv” could not be written" in program.last_said


def test_an_empty_directory_says_how_to_begin(program: Program) -> None:
    page = program.at("shortlisted", Lens.BROKER, "directory")
    for key, _, _ in program.context.operations.read(directory.names):
        program.context.operations.run(partial(providers.remove_provider, provider_id=key), "remove")
    settle()
    assert "No providers yet" in program.words
    assert page.primary_focus() is button(page, "Import a list")


# ---- one provider


def test_a_provider_is_added_with_its_name_alone(program: Program) -> None:
    page = program.at("shortlisted", Lens.BROKER, "provider/new")
    program.press("Add this provider")
    assert "Enter the name of the provider" in program.words
    fill(page._new.rows["name"].field, "Weldon & Rusk <IT>")
    fill(page._new.rows["founded"].field, "2026")
    fill(page._new.rows["travel_minutes"].field, "35")
    program.press("Add this provider")
    key = provider(program, "Weldon")
    assert program.address == f"provider/{key}"
    assert profile(program, key).founded == 2026
    assert profile(program, key).row.travel_minutes == 35
    assert "Weldon & Rusk <IT>" in program.words
    assert "Not checked" in program.words


def test_what_was_typed_comes_back_until_it_is_applied(program: Program) -> None:
    page = program.at("shortlisted", Lens.BROKER, "provider/new")
    fill(page._new.rows["name"].field, "Half Typed Ltd")
    program.go("home")
    program.window.pages.forget()
    page = program.go("provider/new")
    assert page._new.rows["name"].field.value() == "Half Typed Ltd"
    assert "Typed earlier and not yet applied" in program.words
    program.press("Add this provider")
    program.window.pages.forget()
    page = program.go("provider/new")
    assert page._new.rows["name"].field.value() == ""


def test_every_list_of_a_provider_is_kept_in_place(program: Program) -> None:
    program.at("shortlisted", Lens.BROKER)
    key = provider(program, "Pixelroost")
    page = program.go(f"provider/{key}")

    def keep(part: str, act: str, **values: Any) -> None:
        page._show_part(part)
        section = page._sections[part]
        if section.form is None:
            section.open_form(None)
        for name, value in values.items():
            section.form.rows[name].field.set_value(value)
        settle()
        program.press(act)

    keep("people", "Add a person")
    assert "Enter the person’s name" in program.words
    keep("people", "Add a person", name="Ines Roth", role="ROLE-PM", on_site=True)
    keep("skills", "Add a skill", skill="sk.html-css", level="4", last_used=Decimal(2025))
    keep("checks", "Record a check", credential="CRD-ISO27001", level="2", expires_on=date(2027, 1, 1))
    keep("work", "Add a job", client="A bakery", checked=True, scorecard=Decimal(81))
    keep("rates", "Add a rate", role="ROLE-DEV", tier="onsite_uk", rate=Money.of(Decimal(480), "GBP"))
    found = profile(program, key)
    assert ("Ines Roth", True) in [(one.name, one.on_site) for one in found.people]
    assert ("sk.html-css", 4, 2025) in [(one.skill, one.level, one.last_used) for one in found.skills]
    assert ("CRD-ISO27001", 2) in [(one.credential, one.level) for one in found.checks]
    assert "A bakery" in [one.client for one in found.jobs]
    assert Money.of(Decimal(480), "GBP") in [one.rate for one in found.rates]
    page._show_part("people")
    program.press("Change Ines Roth")
    fill(page._sections["people"].form.rows["name"].field, "Ines Roth-Vega")
    program.press("Keep the change")
    program.press("Remove Ines Roth-Vega")
    assert "Ines Roth-Vega" not in [one.name for one in profile(program, key).people]
    assert program.said[-1].action == "Undo"
    program.context.operations.undo()
    assert "Ines Roth-Vega" in [one.name for one in profile(program, key).people]


def test_dates_that_contradict_each_other_are_refused_and_stay_typed(program: Program) -> None:
    program.at("shortlisted", Lens.BROKER)
    page = program.go(f"provider/{provider(program, 'Pixelroost')}")
    page._show_part("checks")
    section = page._sections["checks"]
    section.open_form(None)
    section.form.rows["credential"].field.set_value("CRD-ISO27001")
    fill(section.form.rows["issued_on"].field, "not a day")
    settle()
    program.press("Record a check")
    assert section.form.summary.isVisible()
    fill(section.form.rows["issued_on"].field, "1 May 2026")
    fill(section.form.rows["expires_on"].field, "1 Apr 2026")
    program.press("Record a check")
    assert program.last_said == "The last day must be the day of issue or later."
    assert section.form.rows["expires_on"].field.value() == date(2026, 4, 1)


def test_a_provider_is_suspended_with_a_reason_and_let_back(program: Program) -> None:
    program.at("shortlisted", Lens.BROKER)
    key = provider(program, "Pixelroost")
    page = program.go(f"provider/{key}")
    program.press("Suspend…")
    card = page._asking.itemAt(0).widget()
    card.reason.line.setText("Two owners could not reach them for a week.")
    program.press("Suspend this provider")
    assert profile(program, key).suspended
    assert "Suspended by the broker: Two owners could not reach them for a week." in program.words
    program.press("Lift the suspension")
    assert not profile(program, key).suspended


def test_a_note_is_kept_when_its_field_is_left(program: Program) -> None:
    program.at("shortlisted", Lens.BROKER)
    key = provider(program, "Pixelroost")
    page = program.go(f"provider/{key}")
    page._show_part("notes")
    page._notes.box.setPlainText("Ask for Jo, not for the switchboard.")
    page._notes.box.left.emit()
    assert profile(program, key).notes == "Ask for Jo, not for the switchboard."


def test_a_provider_that_was_removed_comes_back_by_undo(program: Program) -> None:
    program.at("shortlisted", Lens.BROKER)
    key = provider(program, "Pixelroost")
    program.go(f"provider/{key}")
    program.press("Remove")
    assert program.address == "directory"
    program.context.operations.undo()
    assert profile(program, key).row.name == "Pixelroost Web Care"


# ---- the shortlist: what comes first


def test_names_come_after_the_owner_has_read_how_the_broker_is_paid(program: Program) -> None:
    page = program.at("shortlisted", Lens.BROKER, LIST)
    program.press("How you are paid")
    program.press("Change the declaration")
    page.declaration.form.text.restore("Bramblecott pays me a fixed fee. Nobody else does.")
    program.press("File this")
    assert "Not read by the owner yet" in program.words
    assert page._foot.note.text() == "The owner reads first how the broker is paid."
    program.look_as(Lens.OWNER)
    gone()
    said = everything_said(program.page)
    assert not [name for name in ("Cindermoor", "Oakspindle", "Tarnwick") if name in said]
    assert "Nobody else does." in program.words
    candidate = view(program).cards[1].candidate_id
    assert "Cindermoor" not in everything_said(program.go(f"{LIST}/{candidate}"))
    program.go(LIST)
    program.press("I have read this")
    filed = view(program).disclosure
    assert filed is not None
    assert filed.acknowledged_on == program.context.today()
    assert "Cindermoor Health IT Ltd" in program.words


def test_what_was_read_is_folded_above_the_list_until_it_is_asked_for(program: Program) -> None:
    program.at("shortlisted", Lens.OWNER, LIST)
    assert "Read by Ellis Thornaby on 26 Jan 2026. 1 tie to a provider is named in it." in program.words
    assert "paid a fixed fee" not in program.words
    assert "Price: Important" not in program.words
    program.press("How your broker is paid")
    assert "paid a fixed fee" in program.words
    program.press("What matters to you")
    assert "Price: Important" in program.words
    program.page.refresh()
    assert "Price: Important" in program.words
    program.press("What matters to you")
    program.press("How your broker is paid")
    assert "paid a fixed fee" not in program.words


@pytest.mark.parametrize(
    ("lens", "near"), [(Lens.OWNER, "15 minutes from you"), (Lens.BROKER, "15 minutes from the owner")]
)
def test_how_far_somebody_is_away_is_told_to_whom_one_reads(program: Program, lens: Lens, near: str) -> None:
    program.at("shortlisted", lens, LIST)
    assert f"On site: R. Tolland, about {near}" in program.words


def test_a_tie_is_named_in_the_declaration(program: Program) -> None:
    page = program.at("shortlisted", Lens.BROKER, LIST)
    program.press("How you are paid")
    program.press("Change the declaration")
    form = page.declaration.form
    program.press("Name a provider you have a tie to")
    found = form.findChild(ProviderPicker)
    found.search.setText("Tarnwick")
    QTest.keyClick(found.search, Qt.Key.Key_Return)
    found._list.set_value(str(provider(program, "Tarnwick")))
    kind = next(each for each in form.findChildren(Choice) if each.combo.findData("family") >= 0)
    kind.set_value("referral fee")
    program.press("Add this tie")
    program.press("File this")
    assert "Tarnwick Networks LLP: They pay the broker a referral fee." in program.words


def test_before_a_declaration_the_owner_waits_and_the_broker_writes_it(program: Program) -> None:
    page = program.at("describing", Lens.BROKER, LIST)
    assert "Providers come after the brief" in program.words
    program.press("Open the brief")
    assert program.address.endswith("/brief")
    page = program.at("described", Lens.BROKER, LIST)
    assert page.primary_focus() is button(page, "Find providers")


def test_find_providers_ranks_and_shows_the_reasons(program: Program) -> None:
    program.at("described", Lens.OWNER, LIST)
    program.press("Find providers")
    assert view(program).cards[0].name in program.words
    assert "Speaks for it" in everything_said(program.page)


# ---- the shortlist: cards


def test_a_card_has_its_parts_in_their_order(program: Program) -> None:
    page = program.at("shortlisted", Lens.BROKER, LIST)
    for shown_card, card in zip(view(program).cards, page.cards.cards.values(), strict=True):
        said = everything_said(card)
        parts = [
            shown_card.name, str(shown_card.shown), shown_card.person_line, shown_card.team_line,
            shown_card.strengths[0], shown_card.weaknesses[0], shown_card.unknowns[0], shown_card.checks_line,
        ]  # fmt: skip
        assert all(part in said for part in parts), shown_card.name


def test_marks_are_kept_and_the_button_counts_them(program: Program) -> None:
    page = program.at("shortlisted", Lens.OWNER, LIST)
    assert page._foot.note.text() == "Tick at least one provider"
    box = tick_box(program, "Larchfield")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    settle()
    assert [card.name for card in view(program).cards if card.ticked] == ["Larchfield Practice Systems Ltd"]
    assert page._foot.primary.accessibleName() == "Ask 1 for a quote"
    assert QApplication.focusWidget() is tick_box(program, "Larchfield")
    QTest.keyClick(tick_box(program, "Larchfield"), Qt.Key.Key_W)
    settle()
    assert program.address.endswith(str(view(program).cards[0].candidate_id))


def test_the_order_can_be_another(program: Program) -> None:
    page = program.at("shortlisted", Lens.BROKER, LIST)

    def order() -> list[str]:
        place = page.cards._place
        return [place.itemAt(at).widget().shown.name for at in range(place.count())]

    by_match = order()
    page.cards._order.set_value("price")
    page.cards._order.committed.emit()
    prices = {card.name: card.usual.minor for card in view(program).cards if card.usual is not None}
    assert [prices[name] for name in order() if name in prices] == sorted(prices.values())
    assert sorted(order()) == sorted(by_match)


def test_a_rule_that_nobody_checked_needs_a_reason_before_the_mark(program: Program) -> None:
    program.at("shortlisted", Lens.BROKER, LIST)
    open_one = next(card for card in view(program).cards if card.needs_reason)
    tick_box(program, open_one.name).click()
    settle()
    assert not next(c for c in view(program).cards if c.name == open_one.name).ticked
    card = program.page.cards.cards[open_one.candidate_id]
    form = card._forms.itemAt(1).widget()
    form.reason.line.setText("They answered by telephone; papers follow.")
    program.press("Keep the reason and tick")
    after = next(c for c in view(program).cards if c.name == open_one.name)
    assert after.ticked
    assert after.reason == "They answered by telephone; papers follow."
    assert "They answered by telephone; papers follow." in program.words


def test_a_rule_is_set_aside_in_writing_and_stands_again(program: Program) -> None:
    page = program.at("shortlisted", Lens.BROKER, LIST)
    near = next(
        row for row in view(program).excluded
        if all(gate.waivable for gate in row.gates if gate.stops)
    )  # fmt: skip
    stopping = [gate for gate in near.gates if gate.stops]
    page.ruled_out.open()
    for gate in stopping:
        page.ruled_out.open()
        settle()
        program.press(f"Set “{gate.name}” aside for {near.name}")
        field = next(each for each in shown(page, Button) if each.accessibleName() == "Set it aside")
        reason = field.parentWidget().reason
        reason.line.setText("The owner knows and accepts it.")
        program.press("Set it aside")
    assert near.name in [card.name for card in view(program).cards]
    card = next(card for card in page.cards.cards.values() if card.shown.name == near.name)
    card._toggle_gates()
    settle()
    assert "Set aside in writing: The owner knows and accepts it." in program.words
    program.press(f"Let the rule “{stopping[0].name}” stand again")
    assert near.name not in [one.name for one in view(program).cards]


def test_a_provider_is_put_on_the_list_by_hand_with_its_reason(program: Program) -> None:
    page = program.at("shortlisted", Lens.BROKER, LIST)
    added = do(program, providers.add_provider, name="Newcomer IT", on=date(2026, 2, 6))
    program.press("Add a provider by hand")
    program.press("Put it on the list")
    assert "Choose a provider" in program.words
    form = page.findChild(ByHandForm)
    form.picker.search.setText("Newcomer")
    QTest.keyClick(form.picker.search, Qt.Key.Key_Return)
    form.picker._list.set_value(str(added))
    form.reason.line.setText("They wired the same building last year.")
    program.press("Put it on the list")
    found = view(program)
    assert "Newcomer IT" in [row.name for row in (*found.cards, *found.excluded)]
    program.press("Rank again")
    found = view(program)
    assert "Newcomer IT" in [row.name for row in (*found.cards, *found.excluded)]


def test_what_matters_changes_the_weights_and_ranks_again(program: Program) -> None:
    page = program.at("shortlisted", Lens.OWNER, LIST)
    before = {row.factor: row.weight for row in view(program).weights}
    program.press("What matters to you")
    program.press("Change what matters")
    page.matters._inputs["FAC-PRICE"].button("vital").click()
    program.press("Keep and rank again")
    after = {row.factor: row for row in view(program).weights}
    assert after["FAC-PRICE"].importance == "Vital"
    assert after["FAC-PRICE"].weight > before["FAC-PRICE"]
    assert "Price: Vital" in program.words


def test_a_broker_only_suggests_what_matters_to_the_owner(program: Program) -> None:
    page = program.at("shortlisted", Lens.BROKER, LIST)
    before = [(row.factor, row.importance) for row in view(program).weights]
    program.press("What matters to the owner")
    program.press("Change what matters")
    page.matters._inputs["FAC-PRICE"].button("vital").click()
    program.press("Keep and rank again")
    assert [(row.factor, row.importance) for row in view(program).weights] == before


# ---- asking


def asked(program: Program, lens: Lens) -> Any:
    page = program.at("shortlisted", lens, LIST)
    for name in ("Larchfield", "Cindermoor"):
        tick_box(program, name).click()
        settle()
    page._foot.primary.click()
    settle()
    return page


def test_the_broker_asks_with_the_owners_typed_name(program: Program) -> None:
    page = asked(program, Lens.BROKER)
    assert "Left out: your budget range, and everything marked private." in program.words
    assert "The program sends nothing." in program.words
    program.press("Ask them now")
    assert "Ask the owner to type their full name" in program.words
    fill(page._panel.typed, "Somebody Else")
    program.press("Ask them now")
    assert "That is not the owner’s name" in program.words
    assert program.scene is not None
    fill(page._panel.typed, f"  {program.scene.owner.upper()} ")
    fill(page._panel.until, "1 Jan 2026")
    program.press("Ask them now")
    assert "The last day for quotes must be today or later" in program.words
    assert not any(card.invited_on for card in view(program).cards)
    fill(page._panel.until, "20 Feb 2026")
    program.press("Ask them now")
    invited = [card.name for card in view(program).cards if card.invited_on]
    assert invited == ["Larchfield Practice Systems Ltd", "Cindermoor Health IT Ltd"]
    step = program.context.operations.undo_step()
    assert step is not None
    assert step.refusal
    assert page._foot.primary.accessibleName() == "See the quotes"
    page._foot.primary.click()
    settle()
    assert program.address.endswith("/quotes")


def test_the_owner_asks_by_a_button_of_their_own(program: Program) -> None:
    page = asked(program, Lens.OWNER)
    assert not page._panel.typed.isVisible()
    program.press("I agree, ask them now")
    assert sum(card.invited_on is not None for card in view(program).cards) == 2
    assert not tick_box(program, "Larchfield").isEnabled()


def test_a_question_that_no_longer_holds_is_not_left_standing(program: Program) -> None:
    page = asked(program, Lens.BROKER)
    do(
        program, shortlists.tick, candidate_id=view(program).cards[0].candidate_id, ticked=False,
        on=date(2026, 2, 6),
    )  # fmt: skip
    assert page._panel is None
    assert "Ask them now" not in program.words
    page._foot.primary.click()
    settle()
    program.look_as(Lens.OWNER)
    assert program.page._panel is None


def test_a_project_on_hold_is_read_and_not_changed(program: Program) -> None:
    program.at("shortlisted", Lens.BROKER, LIST)
    assert program.scene is not None
    do(
        program, projects.hold, project_id=program.scene.project, reason="The owner is away", person="P",
        on=date(2026, 2, 6),
    )  # fmt: skip
    assert not tick_box(program, "Larchfield").isEnabled()
    assert button(program.page, "Rank again") is None
    assert not program.page._foot.primary.isEnabled()
    assert "hold" in program.words


# ---- why this provider


def test_a_match_is_explained_completely_and_leads_to_its_neighbours(program: Program) -> None:
    program.at("shortlisted", Lens.OWNER)
    cards = view(program).cards
    page = program.go(f"{LIST}/{cards[0].candidate_id}")
    rows = page.findChild(ChartWithTable).chart.table_rows()
    assert len(rows) == 6
    assert sum(Decimal(row[2]) for row in rows) == page._why.total
    for part in ("What would change this", "Weak points and unknowns", "What it rests on", "The rules"):
        assert part in program.words
    assert not page._before.isEnabled()
    program.press("The provider after")
    assert program.address.endswith(str(cards[1].candidate_id))
    program.press("Mark to ask for a quote")
    assert view(program).cards[1].ticked
    assert "Marked to be asked" in program.words


def test_one_that_the_rules_keep_off_says_why(program: Program) -> None:
    program.at("shortlisted", Lens.OWNER)
    row = view(program).excluded[0]
    page = program.go(f"{LIST}/{row.candidate_id}")
    assert "Kept off the list by the rules" in program.words
    assert row.reasons[0] in program.words
    assert not page._mark.isVisible()
    assert Answer.FAIL in [gate.answer for gate in row.gates]


def test_a_candidate_that_is_gone_says_so(program: Program) -> None:
    program.at("shortlisted", Lens.OWNER)
    program.go(f"{LIST}/{uuid.uuid4()}")
    assert "This provider is no longer on the list" in program.words


def test_a_ranking_made_elsewhere_is_shown(program: Program) -> None:
    program.at("shortlisted", Lens.BROKER, LIST)
    assert program.scene is not None
    key = view(program).cards[0].provider_ref
    do(program, providers.suspend, provider_id=key, reason="They lost a client’s backup.")
    procedure = partial(rank, project_id=program.scene.project, on=date(2026, 2, 7))
    program.context.operations.carry_out(procedure)
    settle()
    assert key not in [card.provider_ref for card in view(program).cards]
    assert "as of 7 Feb 2026" in program.words


def test_a_list_that_came_in_a_file_is_not_emptied_by_a_directory_that_is_not_here(program: Program) -> None:
    page = program.at("shortlisted", Lens.OWNER, LIST)
    assert page._again.isVisible()

    def on_another_computer(session: Session) -> None:
        for run in session.scalars(select(MatchRun)):
            run.evidence = {}
        for row in session.scalars(select(Provider)):
            session.delete(row)

    program.context.operations.run(on_another_computer, "Elsewhere")
    settle()
    names = [card.name for card in view(program).cards]
    assert names
    assert not page._again.isVisible()
    program.press("What matters to you")
    program.press("Change what matters")
    page.matters._inputs["FAC-PRICE"].button("vital").click()
    program.press("Keep and rank again")
    assert program.last_said == "Kept. Hand the project over, and your broker ranks by it."
    page._acts.rank()
    settle()
    assert program.last_said.startswith("This list came in a file")
    assert [card.name for card in view(program).cards] == names


# ---- other weights, tried out


def weights_page(program: Program, lens: Lens, size: tuple[int, int] = (1366, 768)) -> Any:
    """The page "Why this provider" of the first on the list, with the panel open."""
    page = program.at("shortlisted", lens, LIST, size)
    page = program.go(f"{LIST}/{view(program).cards[0].candidate_id}")
    program.press("Try other weights")
    return page


def kept_words(program: Program) -> dict[str, str]:
    """The owner's words as the latest ranking used them."""
    return {row.factor: row.importance for row in view(program).weights}


def test_weights_tried_by_the_broker_change_the_order_in_the_panel_and_nothing_else(program: Program) -> None:
    page = weights_page(program, Lens.BROKER)
    panel = page.trying
    gone()
    before, kept = everything_said(panel), view(program)
    slider = panel.field.lines["FAC-PRICE"].slider
    slider.setFocus()
    for _ in range(12):
        QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert sum(panel.field.weights().values()) == 100
    panel.show_order()
    assert everything_said(panel) != before
    assert "Price: Vital" in everything_said(panel)
    assert view(program) == kept
    program.press("Back to Ellis’s")
    gone()
    assert everything_said(panel) == before


def test_the_brokers_weights_become_the_owners_words_only_with_the_owners_name(program: Program) -> None:
    page = weights_page(program, Lens.BROKER)
    panel = page.trying
    panel.field.lines["FAC-PRICE"].number.setValue(60)
    panel.show_order()
    program.press("Use these weights")
    kept = kept_words(program)
    program.press("Use these weights")
    assert "Ask the owner to type their full name" in program.words
    panel.typed.restore("Somebody Else")
    program.press("Use these weights")
    assert kept_words(program) == kept
    panel.typed.restore("Ellis Thornaby")
    program.press("Use these weights")
    assert kept_words(program)["FAC-PRICE"] == "Vital"
    assert program.last_said == "The providers are ranked by these words."


def test_an_owner_tries_words_and_uses_them_at_once(program: Program) -> None:
    page = weights_page(program, Lens.OWNER)
    panel = page.trying
    assert not panel.use.isEnabled()
    panel.field.choices["FAC-PRICE"].set_value("vital")
    panel.field.choices["FAC-PRICE"].committed.emit()
    panel.show_order()
    program.press("Use these weights")
    assert kept_words(program)["FAC-PRICE"] == "Vital"


def test_a_locked_weight_stays_while_others_make_room(program: Program) -> None:
    field = weights_page(program, Lens.BROKER).trying.field
    before = field.weights()["FAC-FIT"]
    field.lines["FAC-FIT"].lock.click()
    field.lines["FAC-PRICE"].number.setValue(100)
    assert field.weights()["FAC-FIT"] == before
    assert field.weights()["FAC-PRICE"] == 100 - before
    assert not field.lines["FAC-FIT"].slider.isEnabled()


@pytest.mark.parametrize("lens", Lens)
@pytest.mark.parametrize("size", SIZES)
def test_the_panel_of_other_weights_is_named_reachable_and_has_room(
    program: Program, look: Theme, size: str, lens: Lens
) -> None:
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    page = weights_page(program, lens, (width, height))
    if lens is Lens.BROKER:
        page.trying.field.lines["FAC-PRICE"].number.setValue(60)
        page.trying.show_order()
        page.trying.use.click()
    assert inspected(page) == []


def test_after_the_choice_other_weights_can_be_tried_but_not_used(program: Program) -> None:
    program.at("chosen", Lens.BROKER, LIST)
    page = program.go(f"{LIST}/{view(program).cards[0].candidate_id}")
    assert page.trying.use.isHidden()
    assert "The choice is made. This list is kept as it was." in program.words


def test_one_provider_after_another_is_added_each_on_an_empty_form(program: Program) -> None:
    page = program.at("today", Lens.BROKER, "provider/new")
    for name in ("Forth Networks", "Northlight Systems"):
        form = page._new
        assert form.values()["name"] == ""
        fill(form.entries[0].field, name)
        program.press("Add this provider")
        assert name in program.words
        page = program.go("provider/new")


def test_every_part_of_a_profile_begins_at_what_it_is_for(program: Program) -> None:
    program.at("today", Lens.BROKER)
    rows = program.store.read(
        partial(
            directory.page, lens=Lens.BROKER, today=program.context.today(), formats=program.context.formats
        )
    )
    page = program.go(f"provider/{rows[0].id}/free")
    assert page.primary_focus() is page._free.change
    page = program.go(f"provider/{rows[0].id}/notes")
    assert page.primary_focus() is page._notes.target()
