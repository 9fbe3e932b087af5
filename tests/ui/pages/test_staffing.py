"""Ways to staff a plan: found beside the window, told with their gap, tried with other limits, and taken over."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from threading import Event

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.optimiser import Answer
from app.analysis.team_options import Limits, Work
from app.analysis.team_search import Piece
from app.domain.engagements import Engagement
from app.domain.team import WorkPackage
from app.queries.lens import Lens
from tests.ui.pages.quotes_world import named, shown
from tests.ui.pages.sample_world import Program, settle
from ui.models.columns import CELL_ROLE
from ui.pages.staffing import page as staffing_page
from ui.pages.staffing.page import StaffingView
from ui.pages.staffing.teams import ClashCard, WayCard
from ui.widgets.table import Table

ADDRESS = "project/P/plan/staffing"


def drafting(program: Program) -> StaffingView:
    """The page of the signed plan, as if it were still being drawn up."""
    page = program.at("signed", Lens.BROKER, ADDRESS)

    def step(session: Session) -> None:
        assert program.scene is not None
        this = Engagement.project_id == program.scene.project
        session.scalars(select(Engagement).where(this)).one().state = "drafting"

    program.context.operations.run(step, "Open the plan again")
    settle()
    assert isinstance(page, StaffingView)
    return page


def found(program: Program, qtbot: QtBot) -> StaffingView:
    """The page with all its teams found."""
    page = program.page
    assert isinstance(page, StaffingView)
    named(page, QPushButton, "Find teams").click()
    wait(page, qtbot)
    return page


def wait(page: StaffingView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page._job is None and not page._timer.isActive(), timeout=60_000)


def cells(table: Table, column: int) -> list[str]:
    model = table.model()
    return [model.index(at, column).data(CELL_ROLE).words() for at in range(model.rowCount())]


@pytest.mark.parametrize("lens", Lens)
def test_four_teams_and_what_each_day_sooner_costs(program: Program, qtbot: QtBot, lens: Lens) -> None:
    program.at("signed", lens, ADDRESS)
    page = found(program, qtbot)
    assert len(shown(page, WayCard)) == 4
    steps = named(page, Table, "What each day sooner costs")
    assert steps.model().rowCount() > 1
    assert cells(steps, 4)[0] == ""
    assert all("sooner" in each for each in cells(steps, 4)[1:])
    assert not page.team.use.isEnabled()
    assert "Change it by a change order instead." in program.words


def test_rates_told_in_confidence_are_not_the_owners_to_see(program: Program, qtbot: QtBot) -> None:
    program.at("signed", Lens.BROKER, ADDRESS)
    assert program.page._page is not None
    broker = {doing.quoted for doing in program.page._page.found.doings.values()}
    program.at("signed", Lens.OWNER, ADDRESS)
    assert program.page._page is not None
    assert {doing.quoted for doing in program.page._page.found.doings.values()} == {True}
    assert False in broker


def test_where_nothing_fits_the_rules_are_named_and_a_repair_finds_teams(
    program: Program, qtbot: QtBot
) -> None:
    page = program.at("signed", Lens.BROKER, ADDRESS)
    page._limits.budget.set_value(page._limits.budget.value().times(Decimal("0.5")))
    found(program, qtbot)
    assert not shown(page, WayCard)
    (card,) = shown(page, ClashCard)
    assert "Cost at most £15,000" in program.words
    repair = next(each for each in shown(card, QPushButton) if "budget" in each.accessibleName())
    repair.click()
    settle()
    wait(page, qtbot)
    assert len(shown(page, WayCard)) == 4
    assert page._limits.budget.value().minor > 15_000_00


def test_a_team_is_taken_over_in_one_step_that_can_be_undone(program: Program, qtbot: QtBot) -> None:
    page = drafting(program)
    found(program, qtbot)
    fastest = next(each for each in shown(page, WayCard) if each._title == "Fastest")
    fastest.look.click()
    wanted = page._shown
    assert page.team.use.isEnabled()
    page.team.use.click()
    settle()
    assert program.address.endswith("/plan/people")
    again = program.go(ADDRESS)
    found(program, qtbot)
    assert {option.changed for option in again._page.found.planned} == {0}
    assert sum(option.effort for option in again._page.found.planned) == sum(
        option.effort for option in wanted.options
    )
    program.context.operations.undo()
    settle()
    assert sum(each.effort for each in page._page.found.planned) != sum(
        each.effort for each in wanted.options
    )


def test_another_providers_part_is_taken_over_and_needs_their_quote(program: Program, qtbot: QtBot) -> None:
    page = drafting(program)
    page._limits.others.set_value(True)
    found(program, qtbot)
    cheapest = next(each for each in shown(page, WayCard) if each._title == "Cheapest")
    cheapest.look.click()
    team = page._shown
    others = [key for key in team.providers if key != page._page.chosen]
    names = [page._page.names[key] for key in others]
    assert others
    doings = [page._page.found.doings[option.key] for option in team.options]
    assert f"it needs a quote for what these do: {', '.join(names)}." in program.words
    page.team.use.click()
    settle()
    assert "Ask them before you agree." in program.words
    parts = program.context.operations.read(lambda s: list(s.scalars(select(WorkPackage))))
    theirs = [part for part in parts if part.provider_name]
    assert {str(part.provider_ref) for part in theirs} == set(others)
    confided = {doing.part for doing in doings if not doing.quoted}
    assert {str(part.id) for part in parts if part.day_rate is None} == confided
    program.go("project/P/plan/agree")
    assert f"{theirs[0].provider_name} is to do" in program.words


def test_who_stops_it_keeps_what_was_found_with_its_gap(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(
        work: Work, limits: Limits, tell: Callable[[Piece], None], *, stopped: Callable[[], bool]
    ) -> bool:
        for piece in pieces:
            tell(piece)
        pause = Event()
        while not stopped():
            pause.wait(0.01)
        return False

    page = program.at("signed", Lens.BROKER, ADDRESS)
    found(program, qtbot)
    pieces: Sequence[Piece] = [
        Piece(0.1, way, Answer(answer.team, 0.021, proven=False))
        for way, (_, answer) in list(page._ways.items())[:2]
    ]
    monkeypatch.setattr(staffing_page, "search", slow)
    named(page, QPushButton, "Find teams").click()
    qtbot.waitUntil(lambda: len(shown(page, WayCard)) == 2)
    assert "Found 2 of 4 teams. Looking for: Safest" in program.words
    named(page, QPushButton, "Stop").click()
    wait(page, qtbot)
    assert len(shown(page, WayCard)) == 2
    assert "Stopped here. Another team could be up to 2.1% better." in program.words


def test_without_a_team_it_says_what_to_do_first(program: Program, qtbot: QtBot) -> None:
    program.at("signed", Lens.OWNER, ADDRESS)

    def step(session: Session) -> None:
        for part in session.scalars(select(WorkPackage)):
            session.delete(part)

    program.context.operations.run(step, "No team")
    settle()
    assert "There is no team to look at yet" in program.words
