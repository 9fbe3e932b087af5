"""When everyone can be reached, and days here and abroad: from what is stored, and what is missing said."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.briefs import Answer
from app.domain.engagements import Engagement, Stage
from app.domain.projects import Project
from app.domain.providers import Provider, ProviderSite, SiteKind
from app.domain.quotes import Quote, QuoteLine
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.plan_reach import DaysView, ReachView, days_here_and_abroad, reach
from app.words.formats import Formats
from tests.clinic import Clinic, gbp

TODAY = date(2026, 3, 12)


def home() -> ProviderSite:
    return ProviderSite(kind=SiteKind.ON_SITE, time_zone="Europe/London")


def away(town: str, zone: str, starts: str = "", ends: str = "") -> ProviderSite:
    return ProviderSite(kind=SiteKind.OFF_SHORE, town=town, time_zone=zone, starts=starts, ends=ends)


WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    made = Clinic(workspace).planned()
    reachable(made, [{"days": WEEKDAYS, "from": "08:30", "to": "17:30"}])
    return made


def told(clinic: Clinic) -> ReachView:
    found = [
        clinic.see(reach, lens=lens, project_id=clinic.project, formats=Formats(), today=TODAY)
        for lens in Lens
    ]
    assert found[0] == found[1]
    assert isinstance(found[0], ReachView)
    return found[0]


def reachable(clinic: Clinic, rows: Any) -> None:
    """The owner's hours as the brief says them."""

    def write(session: Session) -> None:
        for old in session.query(Answer).filter_by(project_id=clinic.project, question="b8.overlap"):
            old.deleted = True
        session.add(Answer(project_id=clinic.project, question="b8.overlap", value=rows))

    clinic.do(write)


def listed(clinic: Clinic, *sites: ProviderSite, town: str = "") -> None:
    """The chosen provider, as the directory knows it."""

    def write(session: Session) -> None:
        ref = session.get_one(Quote, clinic.quotes["PRV-01"]).provider_ref
        assert ref is not None
        session.add(Provider(id=ref, name="Larchfield", added_on=TODAY, town=town))
        for site in sites:
            site.provider_id = ref
            session.add(site)

    clinic.do(write)


def test_a_team_at_home_goes_by_the_same_clock(clinic: Clinic) -> None:
    listed(clinic, home(), town="Harrowmere")
    found = told(clinic)
    assert [(row.name, row.start_words, row.end_words) for row in found.rows] == [
        ("You and R. Tolland", "08:30", "17:30"),
        ("Team: Harrowmere", "09:00", "17:00"),
    ]
    assert found.shared == (9, 17)
    assert found.finding == "8 shared hours a day, 09:00 to 17:00 on your clock."
    assert found.missing == ""


def test_the_worst_day_of_the_plan_is_drawn_by_both_clocks(clinic: Clinic) -> None:
    listed(clinic, home(), away("Pune", "Asia/Kolkata"))
    clinic.do(
        lambda session: setattr(session.get_one(Engagement, clinic.engagement), "shared_hours", Decimal(6))
    )
    found = told(clinic)  # the plan begins on 16 March, two weeks before the clocks go forward here
    team = found.rows[1]
    assert (team.name, team.start_words, team.end_words) == ("Team: Pune", "09:00", "17:00")
    assert (team.start, team.end) == (Decimal("3.5"), Decimal("11.5"))
    assert found.shared == (Decimal("8.5"), Decimal("11.5"))
    assert found.when == "The least of the plan: Mon 16 Mar"
    assert found.notes[0].startswith("Most days have 4 shared hours. 10 days have as few as this")
    assert found.notes[1].startswith("The plan says 6 shared hours, 3 more than this")


def test_hours_that_a_site_keeps_are_used_and_said(clinic: Clinic) -> None:
    listed(clinic, home(), away("Pune", "Asia/Kolkata", "13:00", "22:00"))
    found = told(clinic)
    assert (found.rows[1].start_words, found.rows[1].end_words) == ("13:00", "22:00")
    assert found.shared == (Decimal("8.5"), Decimal("16.5"))
    assert found.notes[-1] == "Your hours are those of the brief, the team’s those of the directory."


def test_where_no_hour_is_shared_it_is_said(clinic: Clinic) -> None:
    listed(clinic, away("Auckland", "Pacific/Auckland"))
    found = told(clinic)
    assert found.shared is None
    assert found.finding.startswith("No hour of the day is shared")


def test_what_is_missing_is_named(clinic: Clinic) -> None:
    assert "directory does not say" in told(clinic).missing  # nobody of this name is in it
    listed(clinic, home(), away("Somewhere", ""))
    assert "directory does not say" in told(clinic).missing  # the firm's own zone is not that of its team
    for rows in (
        [],
        [{"days": ["mon"], "from": "", "to": "17:00"}],
        [{"days": [], "from": "09:00", "to": "10:00"}],
    ):
        reachable(clinic, rows)
        found = told(clinic)
        assert found.ask_brief
        assert found.missing == "The brief does not say yet when you need people to be reachable."


def test_an_owner_in_a_country_without_a_known_zone_is_told_so(clinic: Clinic) -> None:
    listed(clinic, home())
    clinic.do(lambda session: setattr(session.get_one(Project, clinic.project), "country", "KZ"))
    assert told(clinic).missing.startswith("Your time zone is not known")


def test_a_day_named_twice_is_reachable_from_first_to_last(clinic: Clinic) -> None:
    listed(clinic, home())
    reachable(
        clinic,
        [
            {"days": ["mon"], "from": "08:00", "to": "12:00"},
            {"days": ["mon"], "from": "13:00", "to": "18:00"},
        ],
    )
    assert told(clinic).rows[0].start_words == "08:00"
    assert told(clinic).rows[0].end_words == "18:00"


def test_before_a_choice_there_is_nothing_to_reach(workspace: Workspace) -> None:
    made = Clinic(workspace).compared()
    assert made.see(reach, lens=Lens.OWNER, project_id=made.project, formats=Formats(), today=TODAY) is None
    assert made.see(days_here_and_abroad, lens=Lens.OWNER, project_id=made.project, formats=Formats()) is None


# Days ----------------------------------------------------------------------------------------------


def days(clinic: Clinic) -> DaysView:
    found = clinic.see(days_here_and_abroad, lens=Lens.OWNER, project_id=clinic.project, formats=Formats())
    assert isinstance(found, DaysView)
    return found


def lines(clinic: Clinic, *rows: tuple[str, str, str]) -> None:
    """The lines of the chosen quote: package, tier and days."""

    def write(session: Session) -> None:
        quote = session.get_one(Quote, clinic.quotes["PRV-01"])
        for row in session.query(QuoteLine).filter_by(quote_id=quote.id):
            row.deleted = True
        for place, (package, tier, effort) in enumerate(rows):
            session.add(
                QuoteLine(
                    project_id=clinic.project, quote_id=quote.id, place=place, package=package, role="ROLE-PM",
                    tier=tier, effort=Decimal(effort), rate=gbp("400"),
                )
            )  # fmt: skip

    clinic.do(write)


def test_days_are_told_by_stage_and_by_where_people_are_based(clinic: Clinic) -> None:
    packages = [clinic.get(Stage, key).packages for key in clinic.stages]
    lines(
        clinic,
        (packages[0][0], "onsite_uk", "3"),
        (packages[0][0], "offshore", "1.5"),
        (packages[1][0], "nearshore", "8"),
        ("TPL-ERP.WP99", "", "2"),
    )
    found = days(clinic)
    assert [(row.name[:2], row.here_words, row.abroad_words, row.unknown_words) for row in found.rows] == [
        ("1 ", "3", "1.5", "0"),
        ("2 ", "0", "8", "0"),
        ("No", "0", "0", "2"),  # in no stage
    ]
    assert found.finding == "9.5 of 14.5 days by people based abroad."


def test_without_days_or_places_nothing_is_made_up(clinic: Clinic) -> None:
    lines(clinic, ("", "", "3"))
    assert days(clinic).missing == "The quote does not say where its people are based."
    lines(clinic)
    assert days(clinic).missing.startswith("The quote does not say how many days")
    lines(clinic, ("", "onsite_uk", "3"))
    assert days(clinic).finding == "Nobody in the quote is based abroad."
    assert [row.name for row in days(clinic).rows] == ["The whole work"]
