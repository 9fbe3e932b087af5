"""How big, how ready, how to buy: the clinic's published figures, and what is still unknown said so."""

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.errors import DomainError
from app.domain.quotes import Quote
from app.persistence.workspace import Workspace
from app.queries import briefs as brief_rows
from app.queries import estimates as read
from app.services import briefs, projects
from app.words.formats import Formats
from app.workflows import estimates

ON = date(2026, 2, 6)
TEMPLATES = ("TPL-ERP", "TPL-NET")
DRIVERS = {
    "TPL-ERP": {"users": 12, "modules": 3, "records": 9000, "integrations": 2, "documents": 6},
    "TPL-NET": {"staff": 12, "area_sqm": 240, "floors": 2, "points": 18, "sites": 1},
}
READINESS = dict(
    zip(
        (f"RDY-{number:02}" for number in range(1, 15)),
        (3, 3, 2, 3, 3, 2, 1, 2, 2, 2, 2, 2, 2, 1),
        strict=True,
    )
)


def pounds(amount: int) -> Money:
    return Money(amount * 100, "GBP")


class Clinic:
    """The clinic's project, for tests of its readings."""

    def __init__(self, workspace: Workspace, templates: tuple[str, ...] = TEMPLATES, **facts: Any) -> None:
        self.workspace = workspace
        start = {"title": "Clinic", "card": "CARD-SYSTEM", **facts}
        self.id: uuid.UUID = self.do(
            projects.start,
            main_template=templates[0] if templates else None,
            further_templates=templates[1:],
            **start,
        )

    def do(self, verb: Callable[..., Any], **facts: Any) -> Any:
        return self.workspace.write(lambda session: verb(session, on=ON, **facts), "Step")[0]

    def answer(self, answers: dict[str, Any]) -> None:
        for question, value in answers.items():
            self.do(briefs.answer, project_id=self.id, question=question, value=value)

    def size(self) -> None:
        self.answer(dict(estimates.answers_of_drivers(TEMPLATES, DRIVERS)))

    def see(self, query: Callable[..., Any]) -> Any:
        def run(session: Session) -> Any:
            return query(session, project_id=self.id, formats=Formats())

        return self.workspace.read(run)

    def fix(self, **facts: Any) -> uuid.UUID:
        return estimates.fix_should_cost(self.workspace, project_id=self.id, person="Dev", on=ON, **facts)


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    return Clinic(workspace)


def test_the_clinics_estimate_is_the_one_of_its_case(clinic: Clinic) -> None:
    clinic.size()
    view = clinic.see(read.estimate)
    assert (view.effort.low, view.effort.likely, view.effort.high) == (
        Decimal("30.5"),
        Decimal("53.5"),
        Decimal("95.0"),
    )
    assert (view.p50, view.p80) == (Decimal("56.5"), Decimal("62.0"))
    assert (view.cost_likely, view.build, view.cost_p80) == (pounds(26790), pounds(28310), pounds(31060))
    assert view.reserve == pounds(2750)
    assert view.open_drivers == ()
    assert "£31,060" in view.budget_advice


def test_drivers_nobody_answered_are_named(clinic: Clinic) -> None:
    assert "How many floors?" in clinic.see(read.estimate).open_drivers
    clinic.size()
    assert clinic.see(read.estimate).open_drivers == ()


def test_the_should_cost_written_down_is_28310_and_three_years_as_in_the_case(clinic: Clinic) -> None:
    clinic.size()
    clinic.fix(hardware=pounds(3640), support_month=pounds(330), licences_month=pounds(420))
    fixed = clinic.see(read.estimate).fixed
    assert (fixed.build, fixed.hardware, fixed.fixed_on) == (pounds(28310), pounds(3640), ON)
    assert fixed.three_year == pounds(58950)


def test_the_should_cost_never_moves_with_later_answers(clinic: Clinic) -> None:
    clinic.size()
    clinic.fix()
    clinic.answer({"b7.ERP.records": "90000"})
    view = clinic.see(read.estimate)
    assert view.build > pounds(28310)
    assert view.fixed.build == pounds(28310)


def test_once_quotes_are_in_the_should_cost_stands(clinic: Clinic) -> None:
    clinic.size()
    clinic.workspace.write(
        lambda s: s.add(Quote(project_id=clinic.id, provider_name="Larch", state="submitted")), "Quote"
    )
    with pytest.raises(DomainError, match="stays as it was"):
        clinic.fix()


def test_a_blank_project_has_no_estimate_but_takes_a_should_cost_by_hand(workspace: Workspace) -> None:
    blank = Clinic(workspace, (), card="CARD-ELSE")
    view = blank.see(read.estimate)
    assert (view.sized, view.build) == (False, None)
    with pytest.raises(DomainError, match="no estimate"):
        blank.fix()
    blank.fix(build=pounds(4000), basis="Two quotes for such work last year")
    assert blank.see(read.estimate).fixed.build == pounds(4000)


def test_a_currency_without_rates_is_told_in_days_only(workspace: Workspace) -> None:
    view = Clinic(workspace, currency="JPY").see(read.estimate)
    assert (view.sized, view.build) == (True, None)
    assert "days only" in view.summary


def test_the_clinic_is_ready_with_the_score_of_its_case(clinic: Clinic) -> None:
    clinic.size()
    clinic.answer({f"ready.{id}": str(place) for id, place in READINESS.items()})
    view = clinic.see(read.readiness)
    assert (view.complete, view.score, view.band) == (True, Decimal("76.5"), "Ready")
    assert [one.id for one in view.to_improve] == ["RDY-07", "RDY-14"]


def test_the_clinic_is_bought_as_a_project_in_stages(clinic: Clinic) -> None:
    clinic.size()
    clinic.answer({f"ready.{id}": str(place) for id, place in READINESS.items()})
    clinic.answer(
        {
            "b6.today": [{"job": str(n), "use": "x", "plan": "replace"} for n in range(5)],
            "b8.onsite": "most_days",
            "b10.budget": {"low_minor": None, "high_minor": 3_450_000, "currency": "GBP"},
            "b11.data": ["contacts"],
            "ready.finish": "yes",
            "ready.recurrence": "one_off",
            "ready.criticality": "4",
            "ready.clarity": "4",
            "ready.change": "2",
            "ready.ready_made": "85",
            "ready.skill": "0",
            "ready.days": "0.5",
            "ready.deadline": "yes",
            "ready.measurable": "4",
            "ready.units": "no",
            "ready.control": "3",
        }
    )
    view = clinic.see(read.readiness)
    assert (view.engagement_class, view.provisional, view.unknown) == ("project", False, ())
    assert view.class_reason == "A normal project: clear result, staged payments, three quotes."
    assert [text[:20] for text in view.advice] == ["Hands-on work domina", "Insist on a rehearsa"]
    assert view.pricing_model == "PRC-MIL"
    reading = clinic.workspace.read(lambda s: read.reading(s, project_id=clinic.id))
    ratio = reading.inputs["budget_ratio"]
    assert isinstance(ratio, Decimal)
    assert ratio.quantize(Decimal("0.01")) == Decimal("1.11")


def test_an_unknown_input_makes_the_class_provisional_and_is_named_with_its_question(clinic: Clinic) -> None:
    view = clinic.see(read.readiness)
    assert view.provisional
    assert "ready.recurrence" in [one.question for one in view.unknown]
    assert "Ongoing service" in view.could_become
    assert "How often" in view.provisional_words
    clinic.answer({"ready.recurrence": "one_off"})
    assert "ready.recurrence" not in [one.question for one in clinic.see(read.readiness).unknown]


def test_a_blocking_answer_means_prepare_first(clinic: Clinic) -> None:
    clinic.answer({"ready.RDY-02": "0"})
    view = clinic.see(read.readiness)
    assert view.engagement_class == "not_ready"
    assert (view.to_improve[0].id, view.to_improve[0].blocker) == ("RDY-02", True)


def test_a_small_job_is_asked_five_readiness_questions(workspace: Workspace) -> None:
    view = Clinic(workspace, ("TPL-FIX",), card="CARD-WEB").see(read.readiness)
    assert (view.asked, view.answered) == (5, 0)


def test_answers_by_the_words_of_their_options() -> None:
    words = "One named person who answers within two working days"
    assert estimates.answers_of_readiness({"RDY-02": words}) == {"ready.RDY-02": "3"}
    with pytest.raises(KeyError, match="RDY-02"):
        estimates.answers_of_readiness({"RDY-02": "Somebody"})


def test_check_your_answers_shows_every_question_in_words(clinic: Clinic) -> None:
    clinic.answer(
        {
            "b2.problem": "The server stops",
            "b2.cost": {"amount": "11", "unit": "hours_week"},
            "b3.measures": [
                {"what": "Month-end", "from": "9", "to": "3", "unit": "days", "by": "2026-09-30"}
            ],
            "b5.must": ["Import clients", "Send reminders"],
            "b8.abroad": "not_for_data",
            "b9.by": "date",
            "b9.date": "2026-08-07",
            "b10.budget": {"low_minor": 2_400_000, "high_minor": 3_000_000, "currency": "GBP"},
            "b11.countries": ["GB", "NL"],
            "b12.matter": {"FAC-FIT": "vital"},
            "b12.who": {"decides": "Ellis", "see": ["The partner"]},
        }
    )
    clinic.do(briefs.answer, project_id=clinic.id, question="b9.why", value=None, unknown=True)
    sections = clinic.see(brief_rows.sections)
    rows = {row.question: row for section in sections for row in section.rows}
    told = {question: row.text for question, row in rows.items() if row.state == "answered"}
    assert told["b1.kind"] == "Replace a business system"
    assert told["b2.cost"] == "11 hours a week"
    assert told["b3.measures"] == "Month-end: from 9 to 3 days, by 30 Sept 2026"
    assert rows["b5.must"].lines == ("Import clients", "Send reminders")
    assert told["b8.abroad"] == "Yes, but not for customer data"
    assert told["b10.budget"] == "£24,000 to £30,000, excl. tax"
    assert told["b11.countries"] == "United Kingdom, Netherlands"
    assert told["b12.matter"] == "Fits what we need: Vital"
    assert told["b12.who"] == "Ellis\nAlso sees the quotes: The partner"
    assert rows["b9.why"].state == "unknown"
    assert (rows["b3.outcome"].state, rows["b3.outcome"].required) == ("missing", True)
    assert "b6.records" not in rows
    assert [section.state for section in sections] == ["in_progress"] * 4 + ["not_started"]
    assert rows["b7.ERP.modules"].step == 7


def test_an_answer_is_checked_against_the_schema_before_it_is_kept(clinic: Clinic) -> None:
    def wrong(question: str, value: Any, unknown: bool = False) -> list[str]:
        found = clinic.workspace.read(
            lambda s: brief_rows.problems(
                s,
                project_id=clinic.id,
                question=question,
                value=value,
                unknown=unknown,
                today=ON,
                formats=Formats(),
            )
        )
        return [str(problem) for problem in found]

    assert wrong("b9.date", "2026-02-30") == ["Enter a real date, like 30 11 2026"]
    assert wrong("b9.date", "2026-08-07") == []
    assert wrong("b3.outcome", "") == ["Tell us what will be different"]
    assert wrong("b3.outcome", "", unknown=True) == []
    assert wrong("b7.ERP.modules", "x")
    clinic.answer({"b9.by": "date", "b9.date": "2026-08-07"})
    assert wrong("b12.when", "2026-09-01") == ["Date must be before 7 Aug 2026"]
