"""The owner's choice: binding, in their own words, under their own name, and on a footing that holds."""

from typing import Any

import pytest

from app.domain.engagements import Engagement
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.quotes import Coverage, Decision, Quote, QuoteLine
from app.domain.shortlists import QuoteRequest, Waiver
from app.persistence.refusals import CannotUndo
from app.persistence.workspace import Workspace
from app.services import decisions, projects, quotes
from tests.clinic import OWNER, WHY, Clinic, day, gbp

ON = day("2026-03-02")


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Three quotes compared."""
    return Clinic(workspace).compared()


def test_choosing_moves_everything_at_once_and_binds(clinic: Clinic) -> None:
    key = clinic.award()
    assert {quote.provider_name: quote.state for quote in clinic.all(Quote)} == {
        "Larchfield Systems": "accepted",
        "Brandreth IT": "not_selected",
        "Quickstep Tech": "not_selected",
    }
    assert clinic.all(QuoteRequest)[0].state == "decided"
    assert clinic.get(Project, clinic.project).state == "awarded"
    engagement = clinic.get(Engagement, key)
    assert (engagement.state, engagement.price, engagement.review_days) == ("drafting", gbp(24450), 5)
    assert (str(engagement.retention_share), engagement.warranty_days) == ("0.05", 60)
    decision = clinic.all(Decision)[0]
    assert (decision.typed_name, decision.words, list(decision.reasons)) == (OWNER, WHY, ["musts_covered"])
    with pytest.raises(CannotUndo, match="The choice is made"):
        clinic.workspace.undo()


def test_the_owners_name_counts_however_it_is_typed(clinic: Clinic) -> None:
    clinic.award(typed_name="  clare   BRAMBLE ")
    assert clinic.get(Project, clinic.project).state == "awarded"


def test_an_accent_counts_the_same_however_it_was_composed(clinic: Clinic) -> None:
    owner = projects.OwnerFacts(owner_name="Zo\u00eb Br\u00e4mble")
    clinic.do(projects.describe_owner, project_id=clinic.project, owner=owner, on=ON)
    clinic.award(typed_name="Zoe\u0308 Bra\u0308mble")
    assert clinic.get(Project, clinic.project).state == "awarded"


def test_what_does_not_hold_is_refused_and_nothing_is_recorded(clinic: Clinic) -> None:
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"typed_name": ""}, "Type your full name to choose this provider"),
        ({"typed_name": "E. Thornaby"}, "The name typed is not Clare Bramble"),
        ({"words": "They are good."}, "at least 20 characters"),
        ({"on": day("2026-05-01")}, r"price has run out\. Ask them to renew it"),
    )
    for changes, message in wrong:
        with pytest.raises(DomainError, match=message):
            clinic.award(**changes)
        assert clinic.all(Decision) == []
        assert clinic.all(Engagement) == []
        assert clinic.get(Project, clinic.project).state == "sourcing"
        assert {quote.state for quote in clinic.all(Quote)} == {"scored"}


def test_an_ended_or_held_project_decides_nothing(clinic: Clinic) -> None:
    clinic.do(projects.hold, project_id=clinic.project, reason="Lambing", person=OWNER, on=ON)
    with pytest.raises(DomainError, match="This project is on hold"):
        clinic.award()
    clinic.do(projects.end, project_id=clinic.project, reason="Sold up", typed_name=OWNER, on=ON)
    with pytest.raises(DomainError, match="This project has ended"):
        clinic.award()


def test_a_renewed_price_can_be_chosen(clinic: Clinic) -> None:
    late = day("2026-05-01")
    clinic.do(quotes.renew, quote_id=clinic.quotes["PRV-01"], valid_until=day("2026-06-30"), on=late)
    clinic.award(on=late)
    assert clinic.get(Project, clinic.project).state == "awarded"


def test_a_quote_without_a_price_cannot_be_chosen(workspace: Workspace) -> None:
    clinic = Clinic(workspace).asked()
    clinic.save("PRV-01", price=None)
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=day("2026-02-19"))
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-20"))
    with pytest.raises(DomainError, match="has not said its price"):
        clinic.award()


def test_choosing_comes_after_comparing(workspace: Workspace) -> None:
    clinic = Clinic(workspace).asked()
    clinic.save("PRV-01")
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=day("2026-02-19"))
    with pytest.raises(DomainError, match="Compare the quotes first"):
        clinic.award()


def test_a_failed_gate_stops_a_choice_until_it_is_waived(workspace: Workspace) -> None:
    clinic = Clinic(workspace).compared()

    def fail(session: Any) -> None:
        from app.domain.shortlists import Candidate
        from tests.clinic import outcome

        session.get(Candidate, clinic.candidates["PRV-01"]).outcome = outcome(GATE_07="fail")

    def waive(session: Any) -> None:
        session.add(
            Waiver(
                project_id=clinic.project,
                candidate_id=clinic.candidates["PRV-01"],
                gate="GATE-07",
                reason="They fly in",
                written_on=ON,
            )
        )

    clinic.do(fail)
    with pytest.raises(DomainError, match="does not pass on whether somebody can come on site"):
        clinic.award()
    clinic.do(waive)
    clinic.award()
    assert clinic.get(Project, clinic.project).state == "awarded"


def test_a_quote_from_nowhere_cannot_be_chosen_before_anybody_checked_its_provider(
    workspace: Workspace,
) -> None:
    clinic = Clinic(workspace).scoped()
    on = day("2026-02-19")
    key = clinic.do(quotes.record_existing_quote, project_id=clinic.project, provider_name="Acme Ltd", on=on)
    clinic.quotes["ACME"] = key
    facts = quotes.QuoteFacts(price=gbp(900))
    clinic.do(quotes.save_quote, quote_id=key, facts=facts, on=on)
    clinic.do(quotes.submit, quote_id=key, on=on)
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=on)
    with pytest.raises(DomainError, match="nobody has checked everything we check before a choice"):
        clinic.award("ACME")
    clinic.add_candidate("ACME", "ACME LTD")
    clinic.award("ACME")
    assert clinic.all(Engagement)[0].provider_name == "Acme Ltd"


class TestNone:
    """Choosing none is a choice too."""

    def _choose_none(self, clinic: Clinic, **changes: Any) -> None:
        arguments = {
            "project_id": clinic.project,
            "reason_code": "too_dear",
            "words": "All three are far above what we can pay.",
            "typed_name": OWNER,
            "on": ON,
            **changes,
        }
        clinic.do(decisions.choose_none, **arguments)

    def test_it_binds_and_the_project_can_ask_others(self, clinic: Clinic) -> None:
        self._choose_none(clinic)
        assert clinic.get(Project, clinic.project).state == "scoped"
        assert {quote.state for quote in clinic.all(Quote)} == {"not_selected"}
        assert clinic.all(Decision)[0].quote_id is None
        with pytest.raises(CannotUndo, match="Choosing none is on record"):
            clinic.workspace.undo()
        clinic.do(quotes.prepare_request, project_id=clinic.project, person="", on=ON)
        assert [request.state for request in clinic.all(QuoteRequest, QuoteRequest.id)] == [
            "decided",
            "draft",
        ]

    def test_it_needs_the_owners_name(self, clinic: Clinic) -> None:
        with pytest.raises(DomainError, match="Type your full name to choose none"):
            self._choose_none(clinic, typed_name="")
        assert clinic.all(Decision) == []

    def test_it_ends_a_round_nobody_has_answered(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).asked()
        self._choose_none(clinic)
        assert clinic.all(QuoteRequest)[0].state == "withdrawn"
        assert clinic.get(Project, clinic.project).state == "scoped"


class TestTakingBack:
    """A choice may be taken back until both sides have signed; the record stays."""

    def _take_back(self, clinic: Clinic, **changes: Any) -> None:
        arguments = {
            "project_id": clinic.project,
            "reason": "They cannot start before the autumn after all.",
            "typed_name": OWNER,
            "on": day("2026-03-20"),
            **changes,
        }
        clinic.do(decisions.withdraw_award, **arguments)

    def test_another_can_be_chosen_from_the_same_quotes(self, clinic: Clinic) -> None:
        clinic.award()
        lines, coverage = len(clinic.all(QuoteLine)), len(clinic.all(Coverage))
        self._take_back(clinic)
        decision = clinic.all(Decision)[0]
        assert (decision.stands, decision.withdrawn_reason[:11]) == (False, "They cannot")
        assert clinic.all(Engagement)[0].state == "cancelled"
        assert clinic.get(Project, clinic.project).state == "sourcing"
        standing = {q.provider_name: q for q in clinic.all(Quote) if q.state == "scored"}
        assert set(standing) == {"Brandreth IT", "Quickstep Tech"}
        assert standing["Brandreth IT"].price == gbp(26200)
        assert len(clinic.all(QuoteLine)) > lines
        assert len(clinic.all(Coverage)) > coverage
        clinic.quotes["PRV-02"] = standing["Brandreth IT"].id
        clinic.award("PRV-02", on=day("2026-03-21"))
        assert [e.provider_name for e in clinic.all(Engagement) if e.state == "drafting"] == ["Brandreth IT"]

    def test_it_binds_and_needs_a_reason(self, clinic: Clinic) -> None:
        clinic.award()
        with pytest.raises(DomainError, match="Say in a sentence why"):
            self._take_back(clinic, reason="no")
        self._take_back(clinic)
        with pytest.raises(CannotUndo, match="Taking back the choice is on record"):
            clinic.workspace.undo()

    def test_not_after_signing(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).running()
        with pytest.raises(DomainError, match="until both sides have signed"):
            self._take_back(clinic)
