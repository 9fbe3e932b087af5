"""What ends before the work does: said with its date, of what the work asks for, of those who take part."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.providers import CheckOutcome
from app.domain.quotes import Quote
from app.domain.shortlists import Candidate, MatchRun
from app.persistence.workspace import Workspace
from app.queries.home import waiting
from app.queries.lapses import Lapsing, lapses, lapses_at_work, lapses_of_chosen, lapses_of_quotes, work_ends
from app.queries.lens import Lens
from app.services import credentials, engagements, providers, quotes
from app.words.formats import Formats
from tests.clinic import Clinic

FORMATS = Formats()
TODAY, ENDS = date(2026, 2, 20), date(2026, 8, 7)
LATER = date(2027, 6, 1)


class Desk:
    """The clinic's project once three were asked; the first of them stands in the directory."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        self.provider = uuid.UUID(str(clinic.do(providers.add_provider, name="Larchfield Systems", on=TODAY)))
        clinic.do(self._bind)

    def _bind(self, session: Session) -> None:
        key = self.clinic.candidates["PRV-01"]
        session.get_one(Candidate, key).provider_ref = self.provider
        for quote in session.query(Quote).where(Quote.candidate_id == key):
            quote.provider_ref = self.provider
        kept = {"ends": ENDS.isoformat()}
        session.add(MatchRun(project_id=self.clinic.project, ran_on=TODAY, engine="test", inputs=kept))

    def check(self, name: str, ends: date | None, level: int = 2, **more: Any) -> uuid.UUID:
        facts = {"provider_id": self.provider, "credential": name, "level": level, "expires_on": ends}
        return uuid.UUID(str(self.clinic.do(credentials.set_credential, **facts, **more)))

    def found(self, today: date = TODAY) -> Mapping[uuid.UUID, Lapsing]:
        return dict(self.clinic.see(lapses, project_id=self.clinic.project, today=today, formats=FORMATS))

    def words(self, today: date = TODAY) -> str:
        found = self.found(today).get(self.provider)
        return found.words if found is not None else ""


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return Desk(Clinic(workspace).asked())


def test_one_that_ends_before_the_work_is_named_with_its_day(desk: Desk) -> None:
    desk.check("CRD-TAX", date(2026, 7, 1))
    desk.check("CRD-REG", ENDS)
    assert desk.words() == "Tax registration and no arrears declaration ends on 1 Jul, before the work does"


def test_what_has_ended_is_told_as_ended_and_in_its_own_tone(desk: Desk) -> None:
    desk.check("CRD-TAX", date(2026, 7, 1))
    assert desk.words(date(2026, 7, 2)) == (
        "Tax registration and no arrears declaration ended on 1 Jul, before the work does"
    )
    assert [each.tone for each in desk.found(date(2026, 7, 2)).values()] == ["danger"]
    assert desk.words(date(2026, 8, 8)) == "", "the work is over"


def test_several_stand_in_one_line_the_soonest_first_with_a_year_that_is_not_this_one(desk: Desk) -> None:
    desk.check("CRD-TAX", date(2026, 7, 1))
    desk.check("CRD-SECQ", date(2026, 3, 2))
    found = desk.found(date(2025, 12, 20))[desk.provider]
    assert found.words == (
        "These end before the work does: Security questionnaire (30 questions) on 2 Mar 2026; "
        "Tax registration and no arrears declaration on 1 Jul 2026"
    )
    assert found.short == "2 checks end before the work does, the first on 2 Mar 2026"
    assert found.cell == "Ends too early: 2 Mar 2026"


@pytest.mark.parametrize("level", [0, 1])
def test_what_nobody_checked_cannot_lapse(desk: Desk, level: int) -> None:
    desk.check("CRD-TAX", date(2026, 7, 1), level)
    assert desk.found() == {}


def test_what_counts_for_nothing_is_not_said_to_lapse(desk: Desk) -> None:
    withdrawn, failed = desk.check("CRD-TAX", date(2026, 7, 1)), desk.check("CRD-REG", date(2026, 7, 1))
    desk.clinic.do(
        credentials.withdraw,
        credential_id=withdrawn,
        reason="Struck off",
        false_evidence=False,
        on=TODAY,
        by="E",
    )
    desk.clinic.do(
        credentials.decide,
        credential_id=failed,
        outcome=CheckOutcome.FAIL,
        mitigation="None",
        on=TODAY,
        by="E",
    )
    assert desk.found() == {}


def test_only_what_the_work_asks_for_is_told(desk: Desk) -> None:
    desk.check("CRD-ISTQB", date(2026, 7, 1))
    desk.check("CRD-GCP-P", date(2026, 7, 1))
    assert desk.found() == {}


def test_another_paper_that_serves_as_well_and_lasts_is_enough(desk: Desk) -> None:
    desk.check("CRD-CE", date(2026, 7, 1))
    assert "Cyber Essentials ends on 1 Jul" in desk.words()
    desk.check("CRD-ISO27001", LATER)
    assert desk.found() == {}


def test_a_missed_visit_ends_a_certificate_that_runs_for_years(desk: Desk) -> None:
    desk.check("CRD-ISO27001", date(2028, 1, 1), watched_on=date(2025, 3, 1))
    assert "ISO/IEC 27001 certificate ends on 1 Jun" in desk.words()


def test_without_the_directory_the_checks_that_travel_with_the_project_speak(desk: Desk) -> None:
    def forget(session: Session) -> None:
        row = session.get_one(Candidate, desk.clinic.candidates["PRV-02"])
        row.snapshot = {
            "checks": [
                {"credential": "CRD-TAX", "level": 2, "expires": "2026-07-01"},
                {"credential": "CRD-REG", "level": 1, "expires": "2026-07-01"},
                {"credential": "CRD-ISTQB", "level": 2, "expires": None},
            ]
        }

    desk.clinic.do(forget)
    assert [each.words for each in desk.found().values()] == [
        "Tax registration and no arrears declaration ends on 1 Jul, before the work does"
    ]


def test_a_quote_tells_it_of_its_provider_and_the_plan_of_the_one_chosen(workspace: Workspace) -> None:
    desk = Desk(Clinic(workspace).planned())
    desk.check("CRD-TAX", date(2026, 4, 1))
    seen = {"project_id": desk.clinic.project, "today": TODAY, "formats": FORMATS}
    assert list(desk.clinic.see(lapses_of_quotes, **seen)) == [desk.clinic.quotes["PRV-01"]]
    assert desk.clinic.see(lapses_of_chosen, **seen).tone == "warn"
    stage = desk.clinic.stages[-1]
    desk.clinic.do(engagements.change_stage, stage_id=stage, planned_on=date(2026, 9, 30), on=TODAY)
    assert desk.clinic.see(work_ends, project_id=desk.clinic.project) == date(2026, 9, 30)


def test_the_directory_tells_it_of_those_who_take_part(desk: Desk) -> None:
    desk.check("CRD-TAX", date(2026, 7, 1))
    idle = desk.clinic.do(providers.add_provider, name="Idle Ltd", on=TODAY)
    seen = {"provider_ids": [desk.provider, idle], "today": TODAY, "formats": FORMATS}
    assert list(desk.clinic.see(lapses_at_work, **seen)) == [desk.provider]
    quote = desk.clinic.quotes["PRV-01"]
    desk.clinic.do(quotes.record_declined, quote_id=quote, reason="Too busy", on=TODAY)
    assert desk.clinic.see(lapses_at_work, **seen) == {}


def test_while_the_work_runs_the_owners_home_says_what_ends(workspace: Workspace) -> None:
    desk = Desk(Clinic(workspace).planned())
    desk.check("CRD-TAX", date(2026, 4, 1))

    def told(today: date, lens: Lens = Lens.OWNER) -> list[tuple[str, str]]:
        waits = desk.clinic.see(waiting, lens=lens, formats=FORMATS, today=today)
        return [(each.detail, each.address) for each in waits if each.icon == "shield-check"]

    words = "Tax registration and no arrears declaration {} on 1 Apr, before the work does"
    place = f"project/{desk.clinic.project}/plan/people"
    assert told(date(2026, 3, 1)) == []
    assert told(date(2026, 3, 2)) == [(words.format("ends"), place)]
    assert told(date(2026, 4, 2)) == [(words.format("ended"), place)]
    assert told(date(2026, 4, 2), Lens.BROKER) == []
    desk.check("CRD-TAX", LATER)
    assert told(date(2026, 4, 2)) == []
