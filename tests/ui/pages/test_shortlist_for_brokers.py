"""The shortlist and one score explained as a broker drives them: moved, narrowed, taken along, made again."""

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.shortlists import Candidate
from app.exchange.tables import read_table
from app.queries import shortlists as lists
from app.queries.lens import Lens
from app.queries.shortlist_rows import ProviderCard, ShortlistView
from app.workflows.shortlists import rank
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.sample_world import (
    PRIVATE,
    SIZES,
    Program,
    Scene,
    everything_said,
    later,
    settle,
    shown,
)
from ui.pages.shortlist.export import write_shortlist
from ui.pages.shortlist.moving import MoveForm
from ui.pages.why_provider.export import write_why
from ui.theme.current import Theme
from ui.widgets.ask import ReasonCard
from ui.widgets.charts import ChartWithTable
from ui.widgets.states import EmptyState

pytestmark = pytest.mark.usefixtures("at_once")

LIST = "project/P/providers"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenhersteller"
REASON = "Worked together on Oak Dental last year"


def project(program: Program) -> uuid.UUID:
    assert program.scene is not None
    return program.scene.project


def view(program: Program, lens: Lens = Lens.BROKER) -> ShortlistView:
    query = partial(lists.shortlist, lens=lens, project_id=project(program), formats=program.context.formats)
    return program.context.operations.read(query)


@cache
def ranked() -> Scene:
    """The list as the engine ranks it today, reckoned once for all tests."""
    return later(
        "shortlisted",
        "ranked",
        lambda workspace, scene: rank(workspace, project_id=scene.project, on=scene.day),
    )


def listed(program: Program, lens: Lens = Lens.BROKER) -> Any:
    """The page of that list."""
    program.at(ranked(), Lens.BROKER, LIST)
    return program.page if lens is Lens.BROKER else program.look_as(lens)


def change(program: Program, each: Callable[[Candidate], None]) -> None:
    """Alter the kept rows, as another day's directory would have made them."""

    def verb(session: Session) -> None:
        for row in session.scalars(select(Candidate)):
            each(row)

    program.context.operations.run(verb, "Change")
    settle()


def names(program: Program) -> list[str]:
    place = program.page.cards._place
    return [place.itemAt(at).widget().shown.name for at in range(place.count())]


def scores(program: Program) -> dict[str, tuple[int, str, tuple[Decimal, ...]]]:
    return {card.name: (card.shown, card.place_words, card.points) for card in view(program).cards}


def inspected(page: Any) -> list[str]:
    for _ in range(6):
        settle()
    return unnamed_controls(page) + squeezed_labels(page) + unreachable_controls(page)


def first(card: ProviderCard) -> str:
    return card.name


# ---- how sure


def test_the_list_says_how_sure_its_first_place_is(program: Program) -> None:
    listed(program)
    found = view(program)
    assert first(found.cards[0]) in found.sureness
    assert "of 10 tries" in found.sureness
    assert found.sureness in program.words
    assert all(card.first_words in program.words for card in found.cards)


def test_a_toss_up_is_told_with_both_names(program: Program) -> None:
    listed(program)
    shares = iter(("0.42", "0.36", "0.05", *["0"] * 60))

    def alter(row: Candidate) -> None:
        if row.place:
            row.outcome = {**row.outcome, "first": {"share": next(shares), "word": "toss_up"}}

    change(program, alter)
    told = view(program).sureness
    assert told.startswith("A toss-up: ")
    assert told.count("of 10 tries") == 2
    assert "comes first in 4 of 10 tries" in told
    assert told in program.words


def test_all_tied_is_nobodys_lead(program: Program) -> None:
    listed(program)

    def alter(row: Candidate) -> None:
        if row.place:
            row.place, told = 1, {"share": "0.3333", "word": "toss_up"}
            row.outcome = {**row.outcome, "about_equal": True, "first": told}

    change(program, alter)
    assert "A toss-up among 3" in program.words
    assert "None comes first in more than 4 of 10 tries." in program.words
    assert program.words.count("Place 1, about equal") == 3


# ---- moved


def test_a_provider_is_moved_with_a_reason_and_no_score_changes(program: Program) -> None:
    page = listed(program)
    before, order = scores(program), names(program)
    last = view(program).cards[-1]
    program.press(f"Move up or down: {last.name}")
    form = page.findChild(MoveForm)
    program.press("Move it")
    assert "Write the reason in a few words" in program.words
    assert names(program) == order
    form.reason.line.setText(REASON)
    program.press("Move it")
    assert names(program) == [last.name, *order[:-1]]
    assert scores(program) == before
    assert f"Petra Averill moved {last.name} up: {REASON}" in program.words
    program.look_as(Lens.OWNER)
    assert f"Petra Averill moved {last.name} up: {REASON}" in program.words
    program.look_as(Lens.BROKER)
    program.press(f"Back to its own place: {last.name}")
    assert names(program) == order
    assert REASON not in program.words


def test_moved_down_says_so_and_stays_over_a_new_ranking(program: Program) -> None:
    page = listed(program)
    order = names(program)
    program.press(f"Move up or down: {order[0]}")
    form = page.findChild(MoveForm)
    assert [form.where.combo.itemText(at) for at in range(3)] == [
        "At the top", f"After {order[1]}", f"After {order[2]}",
    ]  # fmt: skip
    form.where.set_value("2")
    form.reason.line.setText(REASON)
    program.press("Move it")
    assert names(program) == [order[1], order[0], order[2]]
    assert f"moved {order[0]} down" in program.words
    program.press("Rank again")
    assert names(program) == [order[1], order[0], order[2]]


# ---- old checks, kept places


def test_checks_of_more_than_a_year_ago_take_a_reason_before_the_mark(program: Program) -> None:
    page = listed(program)
    name = view(program).cards[0].name

    def alter(row: Candidate) -> None:
        if row.name == name:
            row.snapshot = {**row.snapshot, "checks_stale": True, "checked_on": "2024-11-02"}

    change(program, alter)
    assert "Checks need renewing: the newest is of 2 Nov 2024" in program.words
    card = next(card for card in page.cards.cards.values() if card.shown.name == name)
    card.tick.click()
    settle()
    assert not view(program).cards[0].ticked
    form = card.findChild(ReasonCard)
    form.reason.line.setText("Renewal is under way, seen on Monday")
    program.press("Keep the reason and tick")
    assert view(program).cards[0].ticked


def test_a_place_kept_for_a_newcomer_is_marked_as_such(program: Program) -> None:
    listed(program)
    name = view(program).cards[-1].name

    def alter(row: Candidate) -> None:
        if row.name == name:
            row.outcome = {**row.outcome, "suggested": True, "newcomer": "new_to_owner"}

    change(program, alter)
    assert program.words.count("A place kept for somebody new to the owner") == 1
    program.look_as(Lens.OWNER)
    assert "A place kept for somebody new to you" in program.words


# ---- as a table, narrowed


def many(program: Program) -> None:
    """Fifty on the list, some with long names."""

    def verb(session: Session) -> None:
        rows = [row for row in session.scalars(select(Candidate)) if row.place]
        for at in range(47):
            base = rows[at % 3]
            outcome = {**base.outcome, "position": at + 4, "suggested": False}
            session.add(
                Candidate(
                    project_id=base.project_id, provider_ref=uuid.uuid4(), match_run_id=base.match_run_id,
                    name=f"{LONG if at % 5 == 0 else 'Marlow'} {at}", snapshot=base.snapshot, outcome=outcome,
                    place=at + 4,
                )
            )  # fmt: skip

    program.context.operations.run(verb, "Many")
    settle()


def test_the_table_ticks_with_space_and_explains_with_w(program: Program, qtmodeltester: ModelTester) -> None:
    page = listed(program)
    page.narrowing.views._buttons["table"].click()
    settle()
    assert not shown(page.cards, ReasonCard)
    assert [row.name for row in page.table.rows.rows()] == [card.name for card in view(program).cards]
    qtmodeltester.check(page.table.rows, force_py=True)
    page.table.setFocus()
    page.table.choose(view(program).cards[0].candidate_id)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    settle()
    assert view(program).cards[0].ticked
    QTest.keyClick(page.table, Qt.Key.Key_W)
    settle()
    assert program.address.endswith(str(view(program).cards[0].candidate_id))


def test_a_tick_in_the_table_that_needs_a_reason_asks_for_it_on_the_card(program: Program) -> None:
    page = listed(program)
    page.narrowing.views._buttons["table"].click()
    settle()
    wanted = next(card for card in view(program).cards if card.needs_reason)
    page.table.choose(wanted.candidate_id)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    settle()
    assert page.narrowing.views.value() == "cards"
    assert f"Why ask {wanted.name} all the same?" in everything_said(page)


def test_filters_say_how_many_they_leave_out_and_are_the_brokers(program: Program) -> None:
    page = listed(program)
    assert page.narrowing.isHidden()  # three need no filters
    many(program)
    page.narrowing.views._buttons["table"].click()
    page.narrowing.chips._buttons["near"].click()
    settle()
    left = page.table.rows.rows()
    assert left
    assert all(row.travel_minutes <= 60 for row in left)
    assert f"{50 - len(left)} are left out by these filters." in program.words
    program.press("Show everybody")
    assert len(page.table.rows.rows()) == 50
    page = program.look_as(Lens.OWNER)
    assert page.narrowing.isHidden()
    assert page.narrowing.views.isHidden()
    assert page.table.rows.rowCount() == 0


def test_fifty_with_long_names_are_named_reachable_and_have_room(program: Program, look: Theme) -> None:
    """At the size with the least room: long names are swept at the others, on every address."""
    width, height, zoom = SIZES["150 percent"]
    look.set_zoom(zoom)
    page = listed(program)
    program.window.resize(width, height)
    many(program)
    assert inspected(page) == []
    page.narrowing.views._buttons["table"].click()
    page.narrowing.chips._buttons["untied"].click()
    assert inspected(page) == []
    card = next(card for card in view(program).cards if card.name.startswith(LONG))
    assert inspected(program.go(f"{LIST}/{card.candidate_id}")) == []


# ---- nobody passes


def test_where_nobody_passes_the_page_says_why_and_leads_on(program: Program) -> None:
    listed(program)

    def verb(session: Session) -> None:
        for row in session.scalars(select(Candidate)):
            if row.place:
                session.delete(row)

    program.context.operations.run(verb, "Nobody")
    settle()
    assert "No provider passes the rules" in program.words
    assert "Most common reason: " in program.words
    program.press("See who and why")
    assert "The credentials this work needs: 9" in program.words
    program.page.findChild(EmptyState).other.click()
    settle()
    assert "Put it on the list" in program.words
    program.look_as(Lens.OWNER)
    program.press("Change the brief")
    assert program.address.endswith("/brief")  # no answer changes which credentials the work needs


def test_the_brief_opens_at_the_answer_that_keeps_most_off(program: Program) -> None:
    listed(program)

    def alter(row: Candidate) -> None:
        told = [
            {**gate, "answer": "fail" if gate["gate"] == "GATE-07" else "pass"}
            for gate in row.outcome["gates"]
        ]
        row.outcome, row.place = {**row.outcome, "gates": told}, 0

    change(program, alter)
    program.look_as(Lens.OWNER)
    program.press("Change the brief")
    assert program.address.endswith("/brief/8")
    assert "How often should someone be at your place?" in program.words
    program.press("Check your answers")
    assert program.address.endswith("/brief/check")


# ---- taken along


def test_the_list_goes_out_without_a_cell_that_is_a_formula(program: Program, tmp_path: Path) -> None:
    listed(program)
    name = view(program).cards[0].name

    def alter(row: Candidate) -> None:
        if row.name == name:
            row.name = "=HYPERLINK(1)"

    change(program, alter)
    path = tmp_path / "providers.csv"
    write_shortlist(path, program.context, project(program))
    text = path.read_text("utf-8-sig")
    assert "\n=HYPERLINK" not in text
    assert ",=HYPERLINK" not in text
    assert "HYPERLINK(1)" in text
    found = read_table(path)
    assert len(list(found.rows)) == 12
    assert not any(private in text for private in PRIVATE)
    assert "keep it to yourself" in program.last_said


def test_only_a_broker_takes_the_list_along_or_makes_it_again(program: Program) -> None:
    page = listed(program, Lens.OWNER)
    assert page.export.isHidden()
    program.go(f"{LIST}/{view(program).cards[0].candidate_id}")
    assert "Make it again" not in program.words
    assert "Ranked on 6 Feb 2026 by matching 2, with brief v1" in program.words


# ---- one score explained


def explained(program: Program, at: int = 0) -> Any:
    listed(program)
    return program.go(f"{LIST}/{view(program).cards[at].candidate_id}")


def test_the_table_beside_the_bars_has_weights_points_and_the_average(
    program: Program, tmp_path: Path
) -> None:
    page = explained(program)
    twin = page.findChild(ChartWithTable)
    rows = twin.chart.table_rows()
    assert twin.chart.headings() == ("What matters", "How much", "Adds", "Average", "Why")
    assert all("of 100" in row[4] and row[3] for row in rows)
    assert sum(Decimal(row[2]) for row in rows) == page._why.total
    program.press(f"Show as table: {twin.heading.text()}")
    assert twin._table.isVisible()
    path = tmp_path / "why.csv"
    write_why(path, program.context, page._why)
    assert len(list(read_table(path).rows)) == 7


def test_a_ranking_is_made_again_at_a_press(program: Program) -> None:
    explained(program)
    program.press("Make it again")
    assert program.last_said == ("Made again from what was kept: 12 providers, the same places and matches.")


def test_what_would_change_it_and_how_sure_it_is_are_told(program: Program) -> None:
    page = explained(program, 1)
    assert page._why.single_changes
    for words in (*page._why.single_changes, page._why.level, page._why.agreement, page._why.tries):
        assert words
        assert words in program.words
    assert "ways of ranking" in page._why.agreement
    assert "The nearest weights that bring Larchfield Practice Systems Ltd level with it" in page._why.level


def test_a_change_is_told_in_the_unit_of_the_thing(program: Program) -> None:
    explained(program)
    name = view(program).cards[1].name
    changes = [
        {"factor": "FAC-NEAR", "part": "travel_minutes", "facts": {"value": {"number": "12"}, "now": {"number": "70"}}},
        {"factor": "FAC-PRICE", "part": "price_ratio", "facts": {"value": {"minor": 1840000, "currency": "GBP"}}},
        {"factor": "FAC-READY", "part": "margin", "facts": {"value": {"day": "2026-03-02"}, "now": None}},
    ]  # fmt: skip

    def alter(row: Candidate) -> None:
        if row.name == name:
            row.outcome = {**row.outcome, "changes": changes}

    change(program, alter)
    program.go(f"{LIST}/{view(program).cards[1].candidate_id}")
    assert "in 12 minutes or less; now it takes about 70" in program.words
    assert "£18,400 excl. tax with it, or less" in program.words
    assert "free by 2 Mar 2026. When it is, nobody has said." in program.words


def test_evidence_names_its_source_and_day(program: Program) -> None:
    page = explained(program)
    sources = [source for each in page._why.factors for source in each.sources]
    assert sources
    assert all(source in program.words for source in sources)
    assert any(source.startswith("Closed projects of this workspace, ") for source in sources)


def test_without_any_evidence_the_score_is_called_a_guess(program: Program) -> None:
    listed(program)
    name = view(program).cards[0].name

    def alter(row: Candidate) -> None:
        if row.name == name:
            factors = [
                {**each, "parts": [{**part, "missing": True} for part in each["parts"]]}
                for each in row.outcome["factors"]
            ]
            row.outcome = {**row.outcome, "factors": factors}

    change(program, alter)
    program.go(f"{LIST}/{view(program).cards[0].candidate_id}")
    assert "Not enough evidence to score" in program.words
    assert "Ask for references." in program.words


# ---- weights by an order or by steps


def test_an_order_makes_weights_and_nothing_is_kept(program: Program) -> None:
    page = explained(program)
    kept, panel = view(program), page.trying
    panel.ways._buttons["order"].click()
    settle()
    field = panel.field
    top = field.order[0]
    assert dict(field.weights())[top] == max(field.weights().values())
    field.downs[top].setFocus()
    QTest.keyClick(field.downs[top], Qt.Key.Key_Space)
    assert field.order[1] == top
    panel.show_order()
    assert "was " in everything_said(panel)
    assert sum(field.weights().values()) == 100
    assert view(program) == kept


def test_steps_make_weights_and_say_from_what_to_what(program: Program) -> None:
    page = explained(program)
    panel = page.trying
    panel.ways._buttons["swings"].click()
    settle()
    field = panel.field
    assert not field.moved()
    assert "round the corner" in everything_said(panel)
    for box in field.points.values():
        box.setValue(0)
    field.points["FAC-PRICE"].setValue(100)
    assert field.weights()["FAC-PRICE"] == 100
    panel.show_order()
    assert panel.use.isEnabled()


def test_the_panel_names_the_weight_at_which_another_one_leads(program: Program) -> None:
    page = explained(program)
    panel = page.trying
    panel.field.lines["FAC-SAFE"].number.setValue(40)
    panel.show_order()
    assert "for “Safe with our data”, Cindermoor Health IT Ltd leads." in everything_said(panel)
    assert "was 82" in everything_said(panel)


def test_the_day_of_a_ranking_and_the_brief_it_was_made_for_are_said(program: Program) -> None:
    page = explained(program)
    assert page._why.run_words == "Ranked on 6 Feb 2026 by matching 2, with brief v1"
    assert view(program).ran_on == date(2026, 2, 6)
