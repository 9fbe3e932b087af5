"""The team of the chosen quote: its rows add up to its lines, and what does not is said."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.domain.quotes import Quote, QuoteLine
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.plan_team import TeamView, team
from app.words.formats import Formats
from tests.clinic import Clinic, gbp


def seen(clinic: Clinic, lens: Lens = Lens.OWNER) -> TeamView | None:
    found: TeamView | None = clinic.see(team, lens=lens, project_id=clinic.project, formats=Formats())
    return found


def lines(clinic: Clinic, *rows: tuple[str, str, str, str | None]) -> None:
    """The lines of the chosen quote: role, tier, days and day rate."""

    def write(session: Session) -> None:
        quote = session.get_one(Quote, clinic.quotes["PRV-01"])
        for row in session.query(QuoteLine).filter_by(quote_id=quote.id):
            row.deleted = True
        for place, (role, tier, days, rate) in enumerate(rows):
            money = gbp(rate) if rate is not None else None
            session.add(
                QuoteLine(
                    project_id=clinic.project, quote_id=quote.id, place=place, package="TPL-ERP.WP1",
                    role=role, tier=tier, effort=Decimal(days), rate=money,
                )
            )  # fmt: skip

    clinic.do(write)


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    return Clinic(workspace).planned()


def test_before_a_choice_there_is_no_team(workspace: Workspace) -> None:
    assert seen(Clinic(workspace).compared()) is None


def test_lines_of_one_role_and_rate_are_one_row(clinic: Clinic) -> None:
    lines(
        clinic,
        ("ROLE-PM", "onsite_uk", "2", "500"),
        ("ROLE-QA", "nearshore", "4", "200"),
        ("ROLE-PM", "onsite_uk", "1.5", "500"),
        ("ROLE-QA", "onsite_uk", "1", "360"),
    )
    found = seen(clinic)
    assert found is not None
    told = [(row.role, row.tier, row.days_text, row.rate, row.cost_text) for row in found.rows]
    assert told == [
        ("Tester", "Near-shore", "4", "£200", "£800"),
        ("Project manager", "On-shore", "3.5", "£500", "£1,750"),
        ("Tester", "On-shore", "1", "£360", "£360"),
    ]
    assert found.tiers == "On-shore rates: 4.5 days · Near-shore rates: 4 days"
    assert found.days == "8.5 days"
    assert found.difference.endswith("£21,540")  # the price less the rows


def test_a_rate_that_is_not_said_is_no_zero(clinic: Clinic) -> None:
    lines(clinic, ("ROLE-PM", "onsite_uk", "2", None), ("", "", "1", "100"))
    found = seen(clinic)
    assert found is not None
    assert [(row.role, row.rate, row.cost_text) for row in found.rows] == [
        ("Project manager", "–", "–"),
        ("Not said", "£100", "£100"),
    ]


def test_both_lenses_read_the_same(clinic: Clinic) -> None:
    assert seen(clinic, Lens.OWNER) == seen(clinic, Lens.BROKER)
    assert seen(clinic) is not None
