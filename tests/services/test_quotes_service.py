"""Quotes on one footing: what may be recorded, what is refused in plain words, and what stays untouched."""

import uuid
from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import DomainError
from app.domain.projects import LifecycleStep, Project
from app.domain.quotes import Coverage, Quote, QuoteLine
from app.domain.shortlists import QuoteRequest, Waiver
from app.persistence.refusals import CannotUndo
from app.persistence.workspace import Workspace
from app.services import projects, quotes
from tests.clinic import OWNER, Clinic, case, day, gbp

ON = day("2026-02-19")


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Three providers asked."""
    return Clinic(workspace).asked()


def test_handing_over_a_request_binds(clinic: Clinic) -> None:
    with pytest.raises(CannotUndo, match="has been handed over"):
        clinic.workspace.undo()
    assert clinic.all(QuoteRequest)[0].state == "issued"
    assert clinic.get(Project, clinic.project).state == "sourcing"


def test_a_quote_comes_back_as_it_was_typed(clinic: Clinic) -> None:
    clinic.save("PRV-01", tax="excluded", tax_rate=Decimal("0.20"), notes="keen", exclusions=(" X ", ""))
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert (quote.price, quote.weeks, quote.tax_rate) == (gbp(24450), 16, Decimal("0.20"))
    assert list(quote.exclusions) == ["X"]
    assert quote.state == "draft"
    assert len(clinic.all(QuoteLine)) == len(case()["quotes"][0]["lines"])


def test_lines_keep_their_ids_and_those_gone_from_the_form_go(clinic: Clinic) -> None:
    clinic.save("PRV-01")
    before = clinic.see(quotes.lines_of, quote=clinic.get(Quote, clinic.quotes["PRV-01"]))
    kept = before[1:3]
    arguments = {**clinic.facts("PRV-01", price=None), "lines": kept}
    clinic.do(quotes.save_quote, quote_id=clinic.quotes["PRV-01"], on=ON, **arguments)
    after = clinic.see(quotes.lines_of, quote=clinic.get(Quote, clinic.quotes["PRV-01"]))
    assert after == kept


def test_saving_a_quote_can_be_undone(clinic: Clinic) -> None:
    clinic.save("PRV-01")
    clinic.workspace.undo()
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert quote.price is None
    assert quote.state == "invited"
    assert clinic.all(QuoteLine) == []


def test_what_cannot_be_is_refused_and_nothing_is_kept(clinic: Clinic) -> None:
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"price": quotes.Money(100, "EUR")}, "This amount is in EUR and the project is in GBP"),
        ({"support_month": gbp(-1)}, "can't be less than nothing"),
        ({"tax": "excluded"}, "Enter the tax rate"),
        ({"tax_rate": Decimal("0.2")}, "only goes with a price that tax comes on top of"),
        ({"retention_share": Decimal(5)}, "from 0 to 100%"),
        ({"shared_hours": Decimal(25)}, "from 0 to 24"),
        ({"weeks": -1}, "can't be less than nothing"),
    )
    for changes, message in wrong:
        with pytest.raises(DomainError, match=message):
            clinic.save("PRV-01", **changes)
        assert clinic.get(Quote, clinic.quotes["PRV-01"]).state == "invited"


class TestArithmetic:
    """Price against lines: refused until somebody says why, or the sum is taken."""

    def test_an_unexplained_difference_names_both_sums(self, clinic: Clinic) -> None:
        clinic.save("PRV-01", adjustment_reason="")
        with pytest.raises(DomainError, match=r"Lines add up to £25,195\.00\. The price says £24,450\.00"):
            clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=ON)

    def test_both_are_kept_with_the_reason(self, clinic: Clinic) -> None:
        clinic.save("PRV-01", adjustment_reason="")
        clinic.do(quotes.keep_both, quote_id=clinic.quotes["PRV-01"], reason="Round sum", on=ON)
        clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=ON)
        assert clinic.get(Quote, clinic.quotes["PRV-01"]).price == gbp(24450)

    def test_or_the_sum_is_taken(self, clinic: Clinic) -> None:
        clinic.save("PRV-01", adjustment_reason="")
        clinic.do(quotes.use_sum, quote_id=clinic.quotes["PRV-01"], on=ON)
        clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=ON)
        assert clinic.get(Quote, clinic.quotes["PRV-01"]).price == gbp(25195)

    def test_once_in_it_must_keep_adding_up(self, clinic: Clinic) -> None:
        clinic.save("PRV-01")
        clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=ON)
        with pytest.raises(DomainError, match="Lines add up to"):
            clinic.save("PRV-01", price=gbp(100), adjustment_reason="")

    def test_a_price_not_said_differs_from_nothing(self, clinic: Clinic) -> None:
        clinic.save("PRV-01", price=None, adjustment_reason="")
        clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=ON)
        assert clinic.get(Quote, clinic.quotes["PRV-01"]).price is None


def test_the_sum_check_is_only_called_checked_where_tax_is_stated(clinic: Clinic) -> None:
    for provider, tax in (("PRV-01", "not_stated"), ("PRV-02", "none")):
        clinic.save(provider, tax=tax)
        clinic.do(quotes.submit, quote_id=clinic.quotes[provider], on=ON)
    marks = {
        step.subject: step.guards["G-SUMCHECK"]
        for step in clinic.all(LifecycleStep)
        if step.event == "submit before deadline"
    }
    assert marks == {
        clinic.quotes["PRV-01"]: "not yet checked",
        clinic.quotes["PRV-02"]: "checked",
    }


def test_after_the_last_day_nothing_comes_in_until_all_get_more_time(clinic: Clinic) -> None:
    clinic.save("PRV-01", received_on=day("2026-02-21"))
    with pytest.raises(DomainError, match="after the last day everybody was told"):
        clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=day("2026-02-21"))
    for deadline in ("2026-02-27", "2026-03-06"):
        clinic.do(quotes.extend_deadline, project_id=clinic.project, deadline=day(deadline), person="", on=ON)
    with pytest.raises(DomainError, match="moved twice already"):
        clinic.do(
            quotes.extend_deadline, project_id=clinic.project, deadline=day("2026-04-01"), person="", on=ON
        )
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=day("2026-02-21"))
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).state == "submitted"


def test_nobody_is_cut_off_before_the_last_day(clinic: Clinic) -> None:
    with pytest.raises(DomainError, match="still has until the last day"):
        clinic.do(quotes.close_request, project_id=clinic.project, on=day("2026-02-19"))
    clinic.do(quotes.close_request, project_id=clinic.project, on=day("2026-02-20"))
    assert {quote.state for quote in clinic.all(Quote)} == {"lapsed"}


def test_a_quote_is_judged_only_after_closing_and_then_stays_as_it_is(clinic: Clinic) -> None:
    clinic.save("PRV-01")
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=ON)
    with pytest.raises(DomainError, match="Close the request first"):
        clinic.do(quotes.score, quote_id=clinic.quotes["PRV-01"], on=ON)
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-20"))
    with pytest.raises(DomainError, match="has been compared, so it stays as it is"):
        clinic.save("PRV-01", price=gbp(1))


def test_one_quote_of_three_is_not_called_enough(clinic: Clinic) -> None:
    clinic.save("PRV-01")
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=ON)
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-20"))
    step = next(s for s in clinic.all(LifecycleStep) if s.event == "finish scoring")
    assert step.guards == {"G-MINQUOTES": "not yet checked"}


def test_a_recorded_quote_is_not_lost_because_nobody_marked_it_as_in(clinic: Clinic) -> None:
    clinic.save("PRV-01")
    clinic.save("PRV-02")
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=ON)
    compare = {"project_id": clinic.project, "on": day("2026-02-20")}
    with pytest.raises(DomainError, match="Brandreth IT's quote is recorded but not marked as in"):
        clinic.do(quotes.make_comparable, **compare)
    clinic.do(quotes.leave_out, quote_id=clinic.quotes["PRV-02"], on=day("2026-02-20"))
    clinic.do(quotes.make_comparable, **compare)
    assert [quote.state for quote in clinic.all(Quote, Quote.id)] == ["scored", "lapsed", "lapsed"]


def test_without_any_quote_there_is_nothing_to_compare(clinic: Clinic) -> None:
    with pytest.raises(DomainError, match="no quote to compare"):
        clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-20"))
    assert clinic.all(QuoteRequest)[0].state == "issued"


class TestAllowance:
    """What a gap costs: on the provider's own rates, else our should-cost, never on other bids."""

    def test_own_day_rate_times_the_days(self, clinic: Clinic) -> None:
        clinic.save("PRV-01", answers=("not_included",))
        amount = clinic.do(
            quotes.allow_effort,
            quote_id=clinic.quotes["PRV-01"],
            item_id=clinic.musts[0],
            efforts={"ROLE-DMIG": Decimal(3)},
            on=ON,
        )
        assert amount == gbp(1200)
        row = next(row for row in clinic.all(Coverage) if row.item_id == clinic.musts[0])
        assert row.allowance == amount
        assert row.allowance_basis.endswith("at Larchfield Systems's own day rates")

    def test_other_bids_never_move_it(self, clinic: Clinic) -> None:
        clinic.save("PRV-02")
        clinic.save("PRV-01", answers=("not_included",))
        gap = {"item_id": clinic.musts[0], "efforts": {"ROLE-DMIG": Decimal(3)}, "on": ON}
        first = clinic.do(quotes.allow_effort, quote_id=clinic.quotes["PRV-01"], **gap)
        facts = clinic.facts("PRV-02", price=gbp(1), adjustment_reason="cheap")
        clinic.do(quotes.save_quote, quote_id=clinic.quotes["PRV-02"], on=ON, **facts)
        assert clinic.do(quotes.allow_effort, quote_id=clinic.quotes["PRV-01"], **gap) == first

    def test_half_of_it_where_partly_covered(self, clinic: Clinic) -> None:
        clinic.save("PRV-01", answers=("partly",))
        gap = {"item_id": clinic.musts[0], "efforts": {"ROLE-DMIG": Decimal(3)}, "on": ON}
        assert clinic.do(quotes.allow_effort, quote_id=clinic.quotes["PRV-01"], **gap) == gbp(600)

    def test_our_own_rate_where_the_quote_names_none(self, clinic: Clinic) -> None:
        clinic.save("PRV-01", answers=("not_included",))
        named = {line.role for line in clinic.facts("PRV-01")["lines"]}
        role, rate = next((r, m) for r, m in quotes.should_rates("GBP").items() if r not in named)
        gap = {"item_id": clinic.musts[0], "efforts": {role: Decimal(2)}, "on": ON}
        assert clinic.do(quotes.allow_effort, quote_id=clinic.quotes["PRV-01"], **gap) == rate * 2
        row = next(row for row in clinic.all(Coverage) if row.item_id == clinic.musts[0])
        assert row.allowance_basis.endswith("at the day rates of our own estimate")

    def test_a_figure_needs_its_basis_and_a_gap(self, clinic: Clinic) -> None:
        clinic.save("PRV-01", answers=("not_included",))
        gap = {"quote_id": clinic.quotes["PRV-01"], "allowance": gbp(500), "on": ON}
        with pytest.raises(DomainError, match="what the figure rests on"):
            clinic.do(quotes.set_allowance, item_id=clinic.musts[0], basis=" ", **gap)
        with pytest.raises(DomainError, match="no gap to fill"):
            clinic.do(quotes.set_allowance, item_id=clinic.musts[1], basis="ours", **gap)

    def test_it_goes_when_the_provider_says_it_is_included(self, clinic: Clinic) -> None:
        clinic.save("PRV-01", answers=("not_included",))
        gap = {"quote_id": clinic.quotes["PRV-01"], "item_id": clinic.musts[0], "on": ON}
        clinic.do(quotes.set_allowance, allowance=gbp(500), basis="our estimate", **gap)
        clinic.save("PRV-01")
        assert all(row.allowance is None for row in clinic.all(Coverage))


class TestGates:
    """Who may be asked."""

    def _ready(self, workspace: Workspace, **answers: str) -> Clinic:
        clinic = Clinic(workspace).scoped(**answers)
        clinic.do(quotes.prepare_request, project_id=clinic.project, person="", on=day("2026-02-06"))
        clinic.do(quotes.approve_request, project_id=clinic.project, person=OWNER, on=day("2026-02-09"))
        return clinic

    def test_a_failed_gate_needs_a_waiver(self, workspace: Workspace) -> None:
        clinic = self._ready(workspace, GATE_02="fail")
        with pytest.raises(DomainError, match="does not pass on the credentials this work needs"):
            clinic.issue()

        def waive(session: Any) -> None:
            session.add(
                Waiver(
                    project_id=clinic.project,
                    candidate_id=clinic.candidates["PRV-01"],
                    gate="GATE-02",
                    reason="letter seen",
                    written_on=ON,
                )
            )

        clinic.do(waive)
        clinic.issue()
        assert len(clinic.all(Quote)) == 3

    def test_some_rules_have_no_exception(self, workspace: Workspace) -> None:
        clinic = self._ready(workspace, GATE_01="fail")
        with pytest.raises(DomainError, match="has no exception"):
            clinic.issue()
        assert clinic.all(Quote) == []

    def test_a_provider_outside_the_ranking_needs_a_reason(self, workspace: Workspace) -> None:
        clinic = self._ready(workspace)
        clinic.add_candidate("PRV-09", "Newcomer")

        def forget(session: Any) -> None:
            from app.domain.shortlists import Candidate

            session.get(Candidate, clinic.candidates["PRV-09"]).outcome = {}

        clinic.do(forget)
        with pytest.raises(DomainError, match="Nobody has checked this about Newcomer"):
            clinic.issue()

    def test_the_request_needs_the_owner_a_day_and_somebody_to_ask(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).scoped()
        clinic.do(quotes.prepare_request, project_id=clinic.project, person="", on=day("2026-02-06"))
        with pytest.raises(DomainError, match="The owner has to approve"):
            clinic.issue()
        clinic.do(quotes.approve_request, project_id=clinic.project, person=OWNER, on=day("2026-02-09"))
        ask = {"project_id": clinic.project, "person": "", "on": day("2026-02-09")}
        with pytest.raises(DomainError, match="at least one provider"):
            clinic.do(quotes.issue_request, deadline=day("2026-02-20"), candidate_ids=(), **ask)
        with pytest.raises(DomainError, match="must be today or later"):
            clinic.do(
                quotes.issue_request,
                deadline=day("2026-02-08"),
                candidate_ids=tuple(clinic.candidates.values()),
                **ask,
            )


class TestExistingQuote:
    """A project may start with a quote that is already there."""

    def test_one_act_opens_the_round_and_calls_nothing_checked(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).scoped()
        key = clinic.do(
            quotes.record_existing_quote, project_id=clinic.project, provider_name=" Acme  Ltd ", on=ON
        )
        quote = clinic.get(Quote, key)
        assert (quote.provider_name, quote.state) == ("Acme Ltd", "draft")
        assert clinic.get(Project, clinic.project).state == "sourcing"
        steps = [step for step in clinic.all(LifecycleStep) if step.happened_on == ON]
        assert {mark for step in steps for mark in step.guards.values()} <= {"not yet checked", "checked"}
        gates = [step.guards for step in steps if "G-GATES" in step.guards]
        assert gates == [{"G-GATES": "not yet checked"}] * 2

    def test_a_second_one_joins_the_same_round(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).scoped()
        for name in ("Acme Ltd", "Brandreth IT"):
            clinic.do(quotes.record_existing_quote, project_id=clinic.project, provider_name=name, on=ON)
        assert len(clinic.all(QuoteRequest)) == 1
        rows = {quote.provider_name: quote for quote in clinic.all(Quote)}
        assert rows["Acme Ltd"].candidate_id is None
        assert rows["Brandreth IT"].candidate_id == clinic.candidates["PRV-02"]

    def test_an_empty_name_is_refused(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).scoped()
        with pytest.raises(DomainError, match="Enter the name of the provider"):
            clinic.do(quotes.record_existing_quote, project_id=clinic.project, provider_name="  ", on=ON)


def test_a_project_on_hold_or_ended_takes_no_quote(clinic: Clinic) -> None:
    clinic.do(projects.hold, project_id=clinic.project, reason="Lambing", person=OWNER, on=ON)
    with pytest.raises(DomainError, match="This project is on hold"):
        clinic.save("PRV-01")
    with pytest.raises(DomainError, match="This project is on hold"):
        clinic.do(quotes.close_request, project_id=clinic.project, on=ON)
    clinic.do(projects.take_up, project_id=clinic.project, on=ON)
    clinic.do(projects.end, project_id=clinic.project, reason="Sold up", typed_name=OWNER, on=ON)
    with pytest.raises(DomainError, match="This project has ended"):
        clinic.save("PRV-01")


def test_a_quote_of_nowhere_is_refused_in_plain_words(clinic: Clinic) -> None:
    with pytest.raises(DomainError, match="no longer here"):
        clinic.do(quotes.submit, quote_id=uuid.uuid4(), on=ON)
