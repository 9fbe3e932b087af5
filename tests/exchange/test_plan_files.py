"""A provider's plan from a file: its dates reproduced, its faults told by their place, and nothing else believed."""

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.analysis.schedule import Link
from app.analysis.schedule_dates import schedule
from app.domain.errors import DomainError
from app.exchange.plan_file import PlanFile, expanded, leaves, network_of
from app.exchange.plan_reading import read_plan

D = Decimal
DATA = Path(os.environ.get("SOURCEWRIGHT_REFERENCE", "/nowhere"), "data", "mpxj_schedules", "dev")
PEOPLES_HOURS = "2 Second Task"
"""In two of the files 800 hours lie on 50 days: two people's hours. The duration counts, and the reader says so."""

HEAD = '<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project">'


def _task(uid: int, name: str, more: str = "", duration: str = "PT16H0M0S") -> str:
    return (
        f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><OutlineLevel>1</OutlineLevel>"
        f"<Duration>{duration}</Duration>{more}</Task>"
    )


def _waits(uid: int, kind: int = 1, lag: int = 0, how: int = 7) -> str:
    return (
        f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>{kind}</Type><LinkLag>{lag}</LinkLag>"
        f"<LagFormat>{how}</LagFormat></PredecessorLink>"
    )


def _project(*tasks: str, start: str = "2027-01-04T08:00:00") -> bytes:
    told = f"<StartDate>{start}</StartDate>" if start else ""
    return f"{HEAD}{told}<Tasks>{''.join(tasks)}</Tasks></Project>".encode()


def _ends(plan: PlanFile) -> dict[str, date]:
    placed = schedule(network_of(plan)).placed
    return {task.name: placed[task.key].ends_on for task in leaves(plan)}


@pytest.mark.skipif(not DATA.is_dir(), reason="SOURCEWRIGHT_REFERENCE names no folder with data")
@pytest.mark.parametrize("name", ["mspdipriority.xml", "mspdirelations.xml", "sample.xml", "sample1.xml"])
def test_plans_of_ms_project_come_to_their_stored_dates_or_say_why_not(name: str) -> None:
    plan = read_plan(DATA / name)
    placed = schedule(network_of(plan)).placed
    tasks = leaves(plan)
    assert len(tasks) >= 5
    other = {
        plan.names[task.key]
        for task in tasks
        if (placed[task.key].starts_on, placed[task.key].ends_on) != (task.starts_on, task.ends_on)
    }
    reasons = {note.split("”")[0].removeprefix("“") for note in plan.notes}
    assert other == reasons
    assert other <= {PEOPLES_HOURS}


@pytest.mark.skipif(not DATA.is_dir(), reason="SOURCEWRIGHT_REFERENCE names no folder with data")
def test_plans_of_other_programs_are_refused_in_words() -> None:
    others = [path for path in DATA.iterdir() if path.suffix != ".xml"]
    assert others
    for path in others:
        with pytest.raises(DomainError, match="Nothing was changed"):
            read_plan(path)


@pytest.mark.parametrize(
    ("kind", "link", "ends"),
    [
        (0, Link.FINISH_FINISH, 5),
        (1, Link.FINISH_START, 7),
        (2, Link.START_FINISH, 5),
        (3, Link.START_START, 5),
    ],
)
def test_every_kind_of_wait_is_read(kind: int, link: Link, ends: int) -> None:
    plan = read_plan(_project(_task(1, "First"), _task(2, "Second", _waits(1, kind))))
    assert [each.kind for each in plan.links] == [link]
    assert _ends(plan)["Second"] == date(2027, 1, ends)


def test_a_lag_is_in_working_time_and_a_share_of_what_comes_before() -> None:
    plan = read_plan(_project(_task(1, "First"), _task(2, "Second", _waits(1, 1, 4800))))
    assert plan.links[0].lag == 1
    plan = read_plan(_project(_task(1, "First"), _task(2, "Second", _waits(1, 1, 50, 19))))
    assert plan.links[0].lag == 1


def test_what_waits_for_a_summary_waits_for_all_beneath_it() -> None:
    summary = "<Task><UID>1</UID><Name>All</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>"
    inner = "".join(
        _task(uid, f"Part {uid}").replace("<OutlineLevel>1<", "<OutlineLevel>2<") for uid in (2, 3)
    )
    plan = read_plan(_project(summary, inner, _task(4, "After", _waits(1))))
    assert {(each.before, each.after) for each in expanded(plan)} == {("2", "4"), ("3", "4")}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (_project(_task(1, "Dig", _waits(2)), _task(2, "Fill", _waits(1))), "circle: 1 Dig → 2 Fill → 1 Dig"),
        (_project(_task(1, "Dig", _waits(9))), "“1 Dig” waits for task 9, which is not in the plan"),
        (
            _project(_task(1, "Dig", "<Start>2027-02-01T08:00:00</Start><Finish>2027-01-04T17:00:00</Finish>")),
            "“1 Dig” ends on 4 Jan 2027, before it starts on 1 Feb 2027",
        ),
        (_project(_task(1, "Dig", duration="P-3")), "“1 Dig”: P-3 is no duration"),
        (_project(_task(1, "Dig"), _task(1, "Dig again")), "twice"),
        (_project(_task(1, "Dig"), start=""), "no first day"),
        (_project(), "no tasks"),
        (_project(*(_task(uid, "T") for uid in range(50_000))), "50,000 tasks"),
        (b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aa">]><Project>&a;</Project>', "Line 1 of this file declares"),
        (b'<!DOCTYPE p SYSTEM "file:///etc/passwd"><Project/>', "declares a document type"),
        (HEAD.encode() + b"<Tasks>" + b"<a>" * 5000, "nested deeper"),
        (HEAD.encode() + b"<Tasks><Task>", "line 1, column"),
        (b"<html><body>Not found</body></html>", "no plan of MS Project"),
        (b"ERMHDR\t8.0\n", "Primavera"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file of MS Project itself"),
    ],
    ids=str,
)  # fmt: skip
def test_a_bad_plan_is_refused_with_the_place(content: bytes, words: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_plan(content)
    assert words in str(refused.value)
    assert "Nothing was changed." in str(refused.value)


def test_calendars_of_the_file_count() -> None:
    closed = (
        "<Calendars><Calendar><UID>1</UID><Name>Standard</Name><WeekDays>"
        "<WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay>"
        "<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2027-01-05T00:00:00</FromDate>"
        "<ToDate>2027-01-06T23:59:00</ToDate></TimePeriod></WeekDay></WeekDays><Exceptions>"
        + _exception("Works outing", "2027-01-11", "2027-01-11", "<Type>1</Type>")
        + _exception(
            "Feast", "2020-01-12", "2030-01-12", "<Type>2</Type><Month>0</Month><MonthDay>12</MonthDay>"
        )
        + _exception("Bridge days", "2027-01-01", "2030-12-31", "<Type>6</Type><DaysOfWeek>4</DaysOfWeek>")
        + "</Exceptions></Calendar></Calendars>"
    )
    content = _project(_task(1, "Dig", duration="PT24H0M0S")).replace(
        b"<Tasks>", f"<CalendarUID>1</CalendarUID>{closed}<Tasks>".encode()
    )
    # Monday 4, Thursday 7; Friday is off every week, Tuesday and Wednesday this once, then the outing and the feast
    plan = read_plan(content)
    assert _ends(plan) == {"Dig": date(2027, 1, 13)}
    assert [note for note in plan.notes if "“Bridge days”" in note]  # said, and not taken for four years
    named = [day for day in plan.days_off if day[1]]
    assert (date(2027, 1, 11), "Works outing") in named
    assert [day.year for day, name in named if name == "Feast"] == list(range(2020, 2031))


def _exception(name: str, first: str, last: str, more: str) -> str:
    return (
        f"<Exception><TimePeriod><FromDate>{first}T00:00:00</FromDate><ToDate>{last}T23:59:00</ToDate></TimePeriod>"
        f"<Name>{name}</Name>{more}<DayWorking>0</DayWorking></Exception>"
    )


def test_a_table_is_read_with_its_waits_in_planners_words() -> None:
    text = (
        "No;Task;Duration;Start;Predecessors;Who\r\n"
        "1;Design;1 week;04.01.2027;;Ada\r\n2;Build;10d;;1FS+2d;\r\n3;Train;16h;;Build;\r\n"
    )
    plan = read_plan(text.encode())
    assert _ends(plan) == {"Design": date(2027, 1, 8), "Build": date(2027, 1, 26), "Train": date(2027, 1, 28)}
    assert plan.tasks[0].person == "Ada"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("Task,Days,Start\nDig,5,01/02/2027\n", "Line 2: 01/02/2027 can be read in two ways"),
        ("Task,Days,Start\nDig,five,2027-01-04\n", "Line 2: five is no number of working days"),
        ("Task,Days,Start,After\nDig,5,2027-01-04,Fill\n", "Line 2: “Dig” waits for Fill"),
        ("Task,Start,End\nDig,2027-02-04,2027-01-04\n", "“line 2, Dig” ends on 4 Jan 2027, before"),
        ("Task,Days,Start,After\nDig,5,2027-01-04,Fill\nFill,5,,Dig\n", "circle: line 2, Dig → line 3, Fill"),
        ("Task,Days\nDig,5\n", "No task of this table has a start"),
        ("Colour,Size\nred,5\n", "This table is no plan"),
        ("Task,Days,Start\n" + "Dig,1,2027-01-04\n" * 50_000, "50,000 tasks"),
    ],
    ids=str,
)
def test_a_bad_table_is_refused_with_its_line(table: str, words: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_plan(table.encode())
    assert words in str(refused.value)


def test_a_zone_that_no_longer_exists_is_named() -> None:
    content = (
        b'{"start": "2027-01-04", "calendars": {"team": {"country": "IN", "time_zone": "US/Pacific-New"}},'
        b' "activities": [{"id": "a", "days": 3, "calendar": "team"}]}'
    )
    with pytest.raises(DomainError, match=r"calendars\.team\.time_zone: the time zone US/Pacific-New"):
        read_plan(content)


def test_a_calendar_by_country_knows_its_holidays() -> None:
    content = (
        b'{"start": "2027-01-25", "calendars": {"team": {"country": "IN", "time_zone": "Asia/Kolkata"}},'
        b' "activities": [{"id": "a", "name": "Dig", "days": 2, "calendar": "team"}]}'
    )
    assert _ends(read_plan(content)) == {"Dig": date(2027, 1, 27)}
