"""The schedule of a plan: drawn up, changed and undone step by step, frozen when agreed, and changed as a version."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.domain.engagements import Stage
from app.domain.errors import DomainError
from app.domain.schedules import OWNER_TASK, Activity, ActivityLink, Closure
from app.domain.terms import PlanVersion
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.plan_changes import plan_versions
from app.queries.schedule import SchedulePage, schedule_page, with_chances
from app.queries.schedule_chances import drawn, draws_of
from app.queries.schedule_moves import moves
from app.queries.schedule_rows import Chances
from app.services import engagements, plan_risks, schedule_versions, schedules, stage_dates
from app.words.formats import Formats
from app.workflows.plan_exports import schedule_file
from app.workflows.plan_imports import read_provider_plan, taken_over
from tests.clinic import OWNER, Clinic, day, holidays

D = Decimal
ON = day("2026-03-09")
FORMATS = Formats()


def _drafted(workspace: Workspace) -> Clinic:
    clinic = Clinic(workspace).awarded()
    clinic.do(engagements.draft_plan, project_id=clinic.project, on=ON, holidays=holidays())
    return clinic


def _page(clinic: Clinic, lens: Lens = Lens.BROKER, on: date = ON) -> SchedulePage:
    page = clinic.workspace.read(
        lambda s: schedule_page(s, lens=lens, project_id=clinic.project, on=on, formats=FORMATS)
    )
    assert page is not None
    return page


def _line(clinic: Clinic, title: str) -> Activity:
    return next(each for each in clinic.all(Activity) if each.title == title)


def _days(page: SchedulePage, kind: str = "stage") -> dict[str, tuple[Any, Any]]:
    return {bar.title: (bar.starts_on, bar.ends_on) for bar in page.bars if bar.kind == kind}


def test_a_drafted_schedule_keeps_the_dates_of_the_stages(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    page = _page(clinic)
    stages = clinic.all(Stage, Stage.number)
    assert _days(page) == {stage.title: (stage.starts_on, stage.planned_on) for stage in stages}
    assert {bar.kind for bar in page.bars} == {"stage", "task", "owner_task"}
    assert all(bar.base_ends is None for bar in page.bars)
    assert page.can_edit
    assert not _page(clinic, Lens.OWNER).can_edit


def test_owners_tasks_carry_their_hours_and_are_done_before_they_are_needed(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    own = [each for each in clinic.all(Activity) if each.kind == OWNER_TASK]
    page = _page(clinic)
    ends = {bar.id: bar.ends_on for bar in page.bars}
    starts = {bar.id: bar.starts_on for bar in page.bars}
    assert own
    assert all(each.hours and each.person == OWNER for each in own)
    for link in clinic.all(ActivityLink):
        if link.before_id in {each.id for each in own}:
            assert ends[link.before_id] < starts[link.after_id]
    clinic.do(schedules.tick, activity_id=own[0].id, done_on=ON, on=ON)
    assert next(bar for bar in _page(clinic).bars if bar.id == own[0].id).status.startswith("Done")
    with pytest.raises(DomainError, match="still to come"):
        clinic.do(schedules.tick, activity_id=own[0].id, done_on=ON + timedelta(days=1), on=ON)


def test_a_line_that_moves_takes_along_what_waits_and_one_undo_takes_it_back(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    before = _days(_page(clinic))
    line = _line(clinic, "Configure")
    bar = next(bar for bar in _page(clinic).bars if bar.id == line.id)
    assert bar.starts_on is not None
    assert bar.ends_on is not None
    later = bar.ends_on + timedelta(days=7)
    clinic.do(schedules.place_activity, activity_id=line.id, starts_on=bar.starts_on, ends_on=later, on=ON)
    after = _days(_page(clinic))
    assert after["Configured with first rehearsal"][1] == later
    assert after["Handover"][1] > before["Handover"][1]
    assert clinic.all(Stage, Stage.number)[-1].planned_on == after["Handover"][1]
    workspace.undo()
    assert _days(_page(clinic)) == before


def test_what_a_move_would_do_is_what_it_does(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    tried = workspace.read(lambda s: moves(s, project_id=clinic.project, on=ON))
    assert tried is not None
    bars = {bar.title: bar for bar in _page(clinic).bars}
    for title, starts, ends in (
        ("Configure", day("2026-04-13"), day("2026-05-06")),
        ("Cabling and equipment ready", day("2026-05-11"), day("2026-06-02")),
    ):
        bar = bars[title]
        told = {shift.key: shift.ends_on for shift in tried.to(bar.key, starts, ends)}
        verb, name = (
            (stage_dates.place_stage, "stage_id")
            if bar.kind == "stage"
            else (schedules.place_activity, "activity_id")
        )
        clinic.do(verb, **{name: bar.id}, starts_on=starts, ends_on=ends, on=ON)
        page = {each.key: each.ends_on for each in _page(clinic).bars}
        assert {key: page[key] for key in told} == told
        workspace.undo()
    words = tried.words(bars["Configure"].key, day("2026-04-13"), day("2026-05-06"), FORMATS)
    assert words.startswith("13 Apr – 6 May (")
    assert "moves too" in words or "more move too" in words


def test_a_circle_is_refused_by_its_names_and_changes_nothing(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    first, last = _line(clinic, "Configure"), _line(clinic, "Train")
    links = len(clinic.all(ActivityLink))
    with pytest.raises(DomainError, match="Configure → Test with real cases → Train → Configure"):
        clinic.do(schedules.add_link, before_id=last.id, after_id=first.id, on=ON)
    assert len(clinic.all(ActivityLink)) == links


def test_days_off_move_what_they_fall_on(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    before = _days(_page(clinic))["Handover"][1]
    first = day("2026-04-13")
    off = clinic.do(
        schedules.set_closure, project_id=clinic.project, whose="team", name="Factory holiday",
        first=first, last=first + timedelta(days=4), on=ON,
    )  # fmt: skip
    page = _page(clinic)
    assert _days(page)["Handover"][1] > before
    band = next(band for band in page.bands if band.kind == "closure")
    assert (band.name, band.whose, band.id) == ("Factory holiday", "The team’s", off)
    clinic.do(schedules.remove_closure, closure_id=off, on=ON)
    assert not clinic.all(Closure)
    assert _days(_page(clinic))["Handover"][1] == before


def test_holidays_of_both_countries_count_and_a_country_without_any_is_named(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    clinic.do(
        schedules.set_basis, project_id=clinic.project, owner_country="GB", owner_region="SCT", team_country="IN",
        team_region="", on=ON,
    )  # fmt: skip
    named = {(band.name, band.whose) for band in _page(clinic).bands if band.kind == "holiday"}
    assert ("Dr. B. R. Ambedkar's Birthday", "The team’s") in named
    assert any(whose == "Yours" for _, whose in named)
    clinic.do(
        schedules.set_basis, project_id=clinic.project, owner_country="GB", owner_region="", team_country="UA",
        team_region="", on=ON,
    )  # fmt: skip
    assert any("Ukraine" in finding for finding in _page(clinic).findings)


def test_own_points_are_kept_in_order(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    line = _line(clinic, "Configure")
    clinic.do(schedules.change_activity, activity_id=line.id, low=D(10), high=D(30), on=ON)
    with pytest.raises(DomainError, match="not in order"):
        clinic.do(schedules.change_activity, activity_id=line.id, low=D(40), on=ON)
    assert clinic.get(Activity, line.id).low == D(10)


def test_agreed_dates_stand_until_a_new_version_stands_by_the_owners_name(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    on = day("2026-03-13")
    clinic.do(schedules.redraft_schedule, project_id=clinic.project, on=ON)
    clinic.agree()
    clinic.sign()
    assert [each.state for each in clinic.all(PlanVersion)] == ["signed"]
    agreed = {stage.id: stage.planned_on for stage in clinic.all(Stage)}
    line = _line(clinic, "Configure")
    page = _page(clinic, on=on)
    assert (page.baseline_version, page.open_version, page.can_edit) == (1, 0, False)
    bar = next(bar for bar in page.bars if bar.id == line.id)
    assert (bar.base_starts, bar.base_ends) == (bar.starts_on, bar.ends_on)
    assert bar.ends_on is not None
    move = {
        "activity_id": line.id,
        "starts_on": bar.starts_on,
        "ends_on": bar.ends_on + timedelta(days=6),
        "on": on,
    }
    with pytest.raises(DomainError, match="Begin a new version"):
        clinic.do(schedules.place_activity, **move)

    def late() -> None:
        clinic.do(schedules.place_activity, **move)
        moved = next(bar for bar in _page(clinic, on=on).bars if bar.id == line.id)
        assert moved.slip == "6 days late"
        with pytest.raises(DomainError):
            clinic.do(schedule_versions.set_version, project_id=clinic.project, typed_name="Somebody", on=on)

    _new_version(clinic, on, late)
    due = {stage.id: stage.planned_on for stage in clinic.all(Stage)}
    assert due != agreed
    assert due == {bar.id: bar.ends_on for bar in _page(clinic, on=on).bars if bar.id in due}
    page = _page(clinic, on=on)
    assert page.baseline_version == 2
    assert next(bar for bar in page.bars if bar.id == line.id).slip == ""
    _whole_and_comparable(clinic, line)


def _whole_and_comparable(clinic: Clinic, line: Activity) -> None:
    """New dates hold the whole plan as the signed version does, and either is held against the other or against now."""
    signed, retimed = clinic.all(PlanVersion, PlanVersion.number)
    assert set(signed.content) == set(retimed.content)
    read = partial(plan_versions, project_id=clinic.project, formats=FORMATS)
    now = clinic.workspace.read(read)
    assert now is not None
    assert (now.before, now.after, now.changes) == (retimed.id.hex, "", ())
    told = clinic.workspace.read(partial(read, before=signed.id.hex, after=retimed.id.hex))
    assert told is not None
    assert told.changes == clinic.workspace.read(partial(read, before=signed.id.hex)).changes
    assert ("Schedule", line.title) in {(each.section, each.what) for each in told.changes}
    assert {each.section for each in told.changes} == {"Schedule", "Dates"}


def _new_version(clinic: Clinic, on: date, change: Callable[[], object]) -> None:
    clinic.do(schedule_versions.begin_version, project_id=clinic.project, reason="Parts come late", on=on)
    change()
    clinic.do(schedule_versions.set_version, project_id=clinic.project, typed_name=OWNER, on=on)


def test_a_providers_plan_takes_the_place_of_its_lines_in_one_step(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    own = {each.id for each in clinic.all(Activity) if each.kind == OWNER_TASK}
    before = _days(_page(clinic))
    table = (
        "Task,Days,Start,Waits for,Stage\nSurvey,5,2026-04-07,,Survey and design agreed\n"
        "Pull cables,10,,1FS+2d,Cabling and equipment ready\n"
    )
    read = read_provider_plan(table.encode(), FORMATS)
    assert read.finding == "2 tasks from 7 Apr 2026 to 29 Apr 2026."
    workspace.write(lambda s: read.take(s, project_id=clinic.project, on=ON), "Take over")
    rows = clinic.all(Activity)
    assert {each.title for each in rows if each.kind != OWNER_TASK} == {"Survey", "Pull cables"}
    assert {each.id for each in rows if each.kind == OWNER_TASK} == own
    assert _days(_page(clinic))["Survey and design agreed"] == (day("2026-04-07"), day("2026-04-13"))
    workspace.undo()
    assert _days(_page(clinic)) == before


def test_days_off_of_a_providers_plan_come_along_and_go_with_it(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    held = {
        "start": "2026-04-06", "calendars": {"team": {"country": "IN"}},
        "activities": [{"id": "a", "name": "Dig", "days": 10, "calendar": "team"}],
    }  # fmt: skip
    read = read_provider_plan(json.dumps(held).encode(), FORMATS)
    off = [
        (date(2026, 4, 8), "Spring clean"),
        (date(2026, 4, 9), "Spring clean"),
        (date(2026, 4, 11), "Saturday"),
    ]
    read = taken_over(read.plan._replace(days_off=(*off, (date(2031, 1, 1), "Long after"))), FORMATS)
    assert "Spring clean, 8 Apr – 9 Apr 2026; Saturday, 11 Apr 2026." in read.notes[-1]
    workspace.write(lambda s: read.take(s, project_id=clinic.project, on=ON), "Take over")
    (row,) = clinic.all(Closure)
    assert (row.name, row.whose, row.first, row.last) == ("Spring clean", "team", off[0][0], off[1][0])
    workspace.write(lambda s: read.take(s, project_id=clinic.project, on=ON), "Take over again")
    assert len(clinic.all(Closure)) == 1
    workspace.undo()
    workspace.undo()
    assert not clinic.all(Closure)


def test_our_own_table_comes_back_with_its_dates_and_runs_nothing(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    line = _line(clinic, "Configure")
    clinic.do(schedules.change_activity, activity_id=line.id, title="=2+3", on=ON)
    page = _page(clinic)
    content = schedule_file(page, "csv", ON)
    assert b",'=2+3," in content
    assert b"9 in 10" not in content  # nothing was drawn
    found = workspace.read(lambda s: draws_of(s, lens=Lens.BROKER, project_id=clinic.project, on=ON))
    assert found is not None
    lines = schedule_file(with_chances(page, drawn(found, FORMATS, runs=50)), "csv", ON).decode().splitlines()
    assert lines[0].endswith("1 in 10 over by,9 in 10 over by")
    assert all(day(each.rsplit(",", 1)[1]) for each in lines[1:])
    read = read_provider_plan(content, FORMATS)
    told = {task.name: task.ends_on for task in read.plan.tasks if not task.summary}
    assert told == {bar.title: bar.ends_on for bar in page.bars if bar.kind == "task"}


def test_calendar_dates_are_the_owners_and_no_text_breaks_out(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    line = next(each for each in clinic.all(Activity) if each.kind == OWNER_TASK)
    clinic.do(schedules.change_activity, activity_id=line.id, title="Free users;BEGIN:VALARM, all", on=ON)
    text = schedule_file(_page(clinic, Lens.OWNER), "ics", ON).decode()
    assert text == schedule_file(_page(clinic, Lens.OWNER), "ics", ON).decode()
    assert "BEGIN:VALARM\r\n" not in text
    assert text.count("BEGIN:VEVENT") == sum(
        bar.kind in ("stage", "owner_task") for bar in _page(clinic).bars
    )


def test_draws_say_by_when_it_is_over_and_are_the_same_each_time(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    found = workspace.read(lambda s: draws_of(s, lens=Lens.OWNER, project_id=clinic.project, on=ON))
    assert found is not None
    chances = drawn(found, FORMATS, runs=500)
    assert chances == drawn(found, FORMATS, runs=500)
    assert chances.p50 is not None
    assert chances.p80 is not None
    assert chances.p50 <= chances.p80
    assert all(early <= late for early, late in chances.ranges.values())
    assert set(chances.ranges) == {bar.key for bar in _page(clinic).bars}


def test_open_risks_with_figures_are_drawn_named_and_may_be_left_out(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    add = partial(clinic.do, plan_risks.add_risk, project_id=clinic.project, likely=5, on=ON)
    late = add(words="The line comes late", days=D(30), stage_id=clinic.all(Stage, Stage.number)[-1].id)
    add(words="Nobody knows what this would cost")
    over = add(words="It is over", days=D(30))
    clinic.do(plan_risks.change_risk, risk_id=over, state="closed", on=ON)

    def chances(counts: bool) -> Chances:
        reading = partial(draws_of, lens=Lens.OWNER, project_id=clinic.project, on=ON, counts_risks=counts)
        found = workspace.read(reading)
        assert found is not None
        return drawn(found, FORMATS, runs=500)

    counted, left_out = chances(True), chances(False)
    assert counted.p80 is not None
    assert left_out.p80 is not None
    assert counted.p80 - left_out.p80 > timedelta(days=30)
    assert counted.drivers[0].title == "The line comes late"
    assert counted.risk_words.startswith("With 1 of the 13 open risks of the register; nobody has said")
    assert FORMATS.day(left_out.p80) in counted.risk_words
    assert left_out.risk_words == "The open risks of the register are left out."
    assert _page(clinic).register.counted[0].key == f"risk:{late.hex}"
    clinic.do(engagements.remove_stage, stage_id=clinic.all(Stage, Stage.number)[-1].id, on=ON)
    assert chances(True).p80 is not None  # what it held up is gone: it holds up the end
    with pytest.raises(DomainError, match="from 0 to 260"):
        clinic.do(plan_risks.change_risk, risk_id=late, days=D(261), on=ON)


def test_a_stage_that_goes_takes_its_lines_along(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    stage = clinic.all(Stage, Stage.number)[0]
    clinic.do(engagements.remove_stage, stage_id=stage.id, on=ON)
    left = {each.id for each in clinic.all(Activity)}
    assert not [each for each in clinic.all(Activity) if each.stage_id == stage.id]
    assert all({link.before_id, link.after_id} <= left for link in clinic.all(ActivityLink))
