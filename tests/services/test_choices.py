"""Choices beside the interview: taken, left, kept with the brief, and what they change afterwards."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app.analysis.money import Money
from app.domain.base import Role
from app.domain.brief_choices import FIRST_STEP, ORDER, PRICING
from app.domain.briefs import Answer
from app.domain.errors import DomainError
from app.domain.plan_drafts import draft_stages
from app.persistence.workspace import Workspace
from app.queries import estimates, first_steps, job_sizes, protections, ways_to_pay
from app.services import choices
from app.words.formats import Formats
from tests.services.test_briefs import ON, Desk

FORMATS = Formats()


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return Desk(workspace)


def shown(desk: Desk, query: Any) -> Any:
    return desk.see(query, formats=FORMATS, on=ON)


def test_a_first_step_is_taken_as_it_is_sized_and_may_be_left_again(desk: Desk) -> None:
    before = shown(desk, first_steps.first_step_view)
    assert (before.taken, before.offered) == (None, True)
    desk.do(choices.take_first_step, project_id=desk.project)
    after = shown(desk, first_steps.first_step_view)
    assert after.taken is not None
    assert desk.see(first_steps.package_taken) == "TPL-ERP.WP1"
    assert after.name in desk.see(first_steps.promise)
    desk.do(choices.leave_first_step, project_id=desk.project)
    assert desk.see(first_steps.promise) == ""


def test_what_a_provider_reads_of_the_first_step_has_no_figure_of_ours(desk: Desk) -> None:
    desk.do(choices.take_first_step, project_id=desk.project)
    assert not any(sign.isdigit() for sign in desk.see(first_steps.promise))


def test_without_a_kind_there_is_nothing_to_begin_with(workspace: Workspace) -> None:
    blank = Desk(workspace, main_template=None, card="CARD-ELSE")
    with pytest.raises(DomainError, match="Choose a kind of project"):
        blank.do(choices.take_first_step, project_id=blank.project)
    assert shown(blank, first_steps.first_step_view) is None


def test_the_first_step_becomes_a_stage_of_its_own() -> None:
    price = Money(2_000_000, "GBP")
    usual = draft_stages(("TPL-CRM",), (), price)
    alone = draft_stages(("TPL-CRM",), (), price, "TPL-CRM.WP1")
    assert alone[0].packages == ("TPL-CRM.WP1",)
    assert sum((stage.share for stage in alone), Decimal(0)) == 100
    assert [name for stage in alone for name in stage.packages] == [
        name for stage in usual for name in stage.packages
    ]
    assert all(stage.tests for stage in alone)


def test_a_brokers_own_way_to_pay_stands_with_its_reason_until_it_is_left(desk: Desk) -> None:
    by_rules = desk.see(estimates.readiness, formats=FORMATS).pricing_name
    reason = "The list of reports will change; a ceiling keeps that in hand."
    desk.do(
        choices.choose_pricing,
        project_id=desk.project,
        model="PRC-CAP",
        because=reason,
        person="Dev Marsh",
    )
    ways = shown(desk, ways_to_pay.ways_to_pay)
    assert (ways.advised.model, ways.by_rules) == ("PRC-CAP", by_rules)
    assert reason in ways.override
    assert desk.see(estimates.readiness, formats=FORMATS).pricing_model == "PRC-CAP"
    desk.do(choices.leave_pricing, project_id=desk.project)
    assert shown(desk, ways_to_pay.ways_to_pay).override == ""


def test_a_choice_is_the_word_of_whoever_made_it(desk: Desk) -> None:
    def writers() -> Any:
        return desk.see(
            lambda s, project_id: {
                row.question: row.given_by
                for row in s.scalars(select(Answer))
                if row.question.startswith("choice.")
            }
        )

    reason = "The list of reports will change; a ceiling keeps that in hand."
    pay = {"model": "PRC-CAP", "because": reason, "person": "Dev Marsh"}
    desk.do(choices.choose_pricing, project_id=desk.project, by="broker", **pay)
    desk.do(choices.keep_order, project_id=desk.project, provider="Kestrel", by="broker")
    desk.do(choices.take_first_step, project_id=desk.project, by="broker")
    assert writers() == dict.fromkeys((PRICING, ORDER, FIRST_STEP), Role.BROKER)
    desk.do(choices.keep_order, project_id=desk.project, provider="Kestrel Ltd", by="owner")
    assert writers()[ORDER] is Role.OWNER


def test_another_way_to_pay_needs_a_reason_worth_reading(desk: Desk) -> None:
    with pytest.raises(DomainError, match="20 characters"):
        desk.do(
            choices.choose_pricing, project_id=desk.project, model="PRC-CAP", because="better", person="Dev"
        )


def test_every_way_to_pay_is_told_once_and_a_worse_outcome_of_work_costs_no_less(desk: Desk) -> None:
    ways = shown(desk, ways_to_pay.ways_to_pay)
    models = [way.model for way in (ways.advised, *ways.others)]
    assert len(models) == len(set(models)) == 8
    for way in (ways.advised, *ways.others):
        if way.expected is None:
            assert way.missing
        elif way.model != "PRC-OUT":  # there it is the good outcome that costs more
            assert way.well.minor <= way.expected.minor <= way.badly.minor


def test_the_parts_of_a_job_add_up_and_its_band_is_in_order(desk: Desk) -> None:
    size = shown(desk, job_sizes.job_size)
    assert sum(line.share for line in size.packages) == pytest.approx(Decimal(1))
    assert sum(line.share for line in size.places) == pytest.approx(Decimal(1))
    assert size.cost_p10.minor < size.cost_p50.minor < size.cost_p90.minor
    estimate = shown(desk, estimates.estimate)
    assert (size.cost_p50, size.reserve) == (estimate.build, estimate.reserve)


def test_what_protects_has_a_figure_wherever_the_project_has_one(desk: Desk) -> None:
    view = shown(desk, protections.protections)
    figures = {row.key: row.figure for row in view.rows}
    assert not view.light
    assert figures["price"].startswith("Expect up to £")
    assert figures["silence"] == "5 working days to check"
    assert figures["held"].endswith("held back")
    assert figures["records"] == ""
    assert "not legal advice" in view.law


def test_a_price_on_an_order_protects_only_while_the_job_is_small(workspace: Workspace) -> None:
    grown = Desk(workspace, main_template="TPL-FIX", card="CARD-WEB")
    grown.do(choices.keep_order, project_id=grown.project, price=Money(64_000, "GBP"))
    small = shown(grown, protections.protections)
    assert (small.rows[0].figure, small.basis) == ("£640 on the order", "")
    grown.answer("ready.criticality", "5")
    view = shown(grown, protections.protections)
    assert not view.light
    assert view.rows[0].figure.startswith("Expect up to")
    assert "our own estimate" in view.basis


def test_a_small_job_keeps_the_short_list(workspace: Workspace) -> None:
    small = Desk(workspace, main_template="TPL-FIX", card="CARD-WEB")
    view = shown(small, protections.protections)
    assert view.light
    assert [row.key for row in view.rows] == [
        "price", "credentials", "access", "backup", "proof", "ownership",
    ]  # fmt: skip
    assert not shown(small, first_steps.first_step_view).offered


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"price": Money(0, "GBP")}, "above 0"),
        ({"price": Money(100, "EUR")}, "in GBP"),
        ({"access": "x" * 161}, "one page"),
    ],
)
def test_an_order_refuses_what_no_order_can_say(desk: Desk, given: dict[str, Any], refusal: str) -> None:
    with pytest.raises(DomainError, match=refusal):
        desk.do(choices.keep_order, project_id=desk.project, **given)
