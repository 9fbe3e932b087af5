"""What everybody asked is told while a request is out: the same, once, and never who asked."""

import uuid
from datetime import date

import pytest

from app.domain.errors import DomainError
from app.domain.quote_questions import QuoteQuestion
from app.domain.quotes import Quote
from app.domain.shortlists import Candidate, QuoteRequest
from app.persistence.refusals import CannotUndo
from app.persistence.workspace import Workspace
from app.queries import quotes as rows
from app.queries.lens import Lens
from app.queries.request_paper import request_paper
from app.queries.response_asks import form_of
from app.services import quote_requests, quotes, request_rounds
from app.words.formats import Formats
from tests.clinic import Clinic, day

ON = day("2026-02-10")
FORMATS = Formats(currency="GBP")


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Three providers asked on 9 February, to answer by the 20th."""
    return Clinic(workspace).asked()


def ask(clinic: Clinic, text: str, provider: str | None = "PRV-01") -> uuid.UUID:
    quote = clinic.quotes[provider] if provider else None
    return clinic.do(request_rounds.add_question, project_id=clinic.project, text=text, quote_id=quote, on=ON)


def answer(clinic: Clinic, key: uuid.UUID, text: str) -> None:
    clinic.do(request_rounds.answer_question, question_id=key, answer=text, person="P. Averill", on=ON)


def paper(clinic: Clinic) -> object:
    return clinic.see(request_paper, project_id=clinic.project, formats=FORMATS, today=ON)


def test_an_answer_goes_to_everybody_without_who_asked(clinic: Clinic) -> None:
    key = ask(clinic, "Does the till keep its own stock count?")
    assert paper(clinic).answered == ()
    answer(clinic, key, "Yes, one for each shop.")
    [told] = paper(clinic).answered
    assert (told.question, told.answer) == (
        "Does the till keep its own stock count?",
        "Yes, one for each shop.",
    )
    assert "Larchfield" not in repr(told)
    [kept] = clinic.all(QuoteQuestion)
    assert kept.quote_id == clinic.quotes["PRV-01"]


@pytest.mark.parametrize(
    ("question", "said"),
    [("Is Brandreth IT asked, too?", "No names."), ("Who else is asked?", "brandreth it and another.")],
)
def test_nobody_who_is_asked_is_named_to_the_others(clinic: Clinic, question: str, said: str) -> None:
    key = ask(clinic, question)
    with pytest.raises(DomainError, match="Write it without the name"):
        answer(clinic, key, said)
    assert paper(clinic).answered == ()


def test_an_answer_is_given_once(clinic: Clinic) -> None:
    key = ask(clinic, "How many users?", provider=None)
    answer(clinic, key, "Twelve.")
    with pytest.raises(DomainError, match="has been answered to everybody"):
        answer(clinic, key, "Thirteen.")


def test_a_correction_is_a_round_with_a_number_of_its_own(clinic: Clinic) -> None:
    before = clinic.all(QuoteRequest)[0]
    first = (before.number, before.scope_hash)
    clinic.do(request_rounds.record_handed_over, quote_id=clinic.quotes["PRV-01"], on=ON)
    clinic.do(
        request_rounds.correct_request,
        project_id=clinic.project,
        what="M3 names both laboratories.",
        person="P",
        on=ON,
    )
    [request] = clinic.all(QuoteRequest)
    assert (first[0], request.number, request.round) == ("RFQ-001", "RFQ-002", 2)
    assert request.scope_hash != first[1]
    assert [told["scope_hash"] for told in request.rounds] == [first[1], request.scope_hash]
    assert paper(clinic).rounds[0].what == "M3 names both laboratories."
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).handed_on is None
    assert clinic.see(form_of, quote_id=clinic.quotes["PRV-01"]).request_number == "RFQ-002"
    with pytest.raises(CannotUndo, match="told of the correction"):
        clinic.workspace.undo()


def test_more_time_is_told_to_everybody(clinic: Clinic) -> None:
    clinic.do(
        quotes.extend_deadline, project_id=clinic.project, deadline=date(2026, 2, 27), person="P", on=ON
    )
    assert paper(clinic).quotes_by == date(2026, 2, 27)
    assert [told.what for told in paper(clinic).rounds] == ["Quotes by 27 Feb 2026 now."]


def test_a_confidential_pack_goes_to_nobody_who_has_not_agreed(clinic: Clinic) -> None:
    quote_id = clinic.quotes["PRV-02"]

    def confidential(session: object, on: date) -> None:
        session.query(QuoteRequest).one().confidential = True  # type: ignore[attr-defined]

    clinic.do(confidential, on=ON)
    with pytest.raises(DomainError, match="has not agreed to keep it confidential yet"):
        clinic.do(request_rounds.record_handed_over, quote_id=quote_id, on=ON)
    clinic.do(request_rounds.record_confidential, quote_id=quote_id, on=ON)
    clinic.do(request_rounds.record_handed_over, quote_id=quote_id, on=ON)
    assert clinic.get(Quote, quote_id).handed_on == ON


def test_one_more_is_asked_until_the_last_day_and_only_once(clinic: Clinic) -> None:
    another = clinic.do(_another, project=clinic.project, on=ON)
    asking = {"project_id": clinic.project, "candidate_id": another, "person": "P"}
    with pytest.raises(DomainError, match="last day for quotes is over"):
        clinic.do(request_rounds.ask_another, **asking, on=date(2026, 3, 1))
    clinic.do(request_rounds.ask_another, **asking, on=ON)
    assert len(clinic.all(Quote)) == 4
    with pytest.raises(DomainError, match="has been asked already"):
        clinic.do(request_rounds.ask_another, **asking, on=ON)


def _another(session: object, project: uuid.UUID, on: date) -> uuid.UUID:
    known = session.query(Candidate).first()  # type: ignore[attr-defined]
    made = Candidate(
        project_id=project,
        provider_ref=uuid.uuid4(),
        name="Fourth Ltd",
        outcome=known.outcome,
        reason="Asked.",
    )
    session.add(made)  # type: ignore[attr-defined]
    return made.id


def test_no_answer_is_told_by_the_dates(clinic: Clinic) -> None:
    def status(today: date) -> tuple[str, set[str]]:
        seen = {"lens": Lens.BROKER, "project_id": clinic.project, "formats": FORMATS, "today": today}
        view = clinic.see(rows.request, **seen)
        return view.status, {row.status for row in clinic.see(rows.rows, **seen)}

    assert status(date(2026, 2, 20)) == ("Waiting for quotes", {"Asked"})
    assert status(date(2026, 2, 21)) == ("Last day is over", {"No answer by the last day"})


def test_who_answered_is_not_reminded(clinic: Clinic) -> None:
    quote_id = clinic.quotes["PRV-01"]
    clinic.do(request_rounds.record_reminded, quote_id=quote_id, on=ON)
    assert clinic.get(Quote, quote_id).reminded_on == ON
    clinic.do(quote_requests.record_declined, quote_id=quote_id, reason="Too busy", on=ON)
    with pytest.raises(DomainError, match="nothing to remind it of"):
        clinic.do(request_rounds.record_reminded, quote_id=quote_id, on=ON)
