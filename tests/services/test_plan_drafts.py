"""A first plan for every template: it adds up, keeps to the payment guards, and leaves no test behind."""

from decimal import Decimal

import pytest

from app.analysis.calendars import calendar
from app.analysis.money import Money
from app.analysis.payments import largest_stage_share
from app.domain.plan_drafts import blank_stages, dated, draft_stages, last_day
from app.knowledge import load_knowledge
from tests.clinic import day

TEMPLATES = tuple(load_knowledge().templates.templates)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("pounds", [4_000, 20_000, 60_000])
def test_every_template_gives_a_whole_plan(template: str, pounds: int) -> None:
    price = Money(pounds * 100, "GBP")
    stages = draft_stages((template,), (), price)
    cap = largest_stage_share(price) * 100
    assert sum(stage.share for stage in stages) == 100
    assert all(stage.share <= cap or len(stage.packages) == 1 for stage in stages)
    assert all(stage.tests for stage in stages)
    codes = [test.code for stage in stages for test in stage.tests if test.code]
    wanted = [f"{template}.{name}" for name in load_knowledge().template(template).acceptance_criteria]
    assert sorted(codes) == sorted(wanted)


def test_two_templates_are_put_together_in_the_order_of_their_work() -> None:
    stages = draft_stages(("TPL-ERP", "TPL-NET"), (), Money(2_000_000, "GBP"))
    firsts = [stage.packages[0] for stage in stages[:2]]
    assert firsts == ["TPL-ERP.WP1", "TPL-NET.WP1"]
    assert sum(stage.share for stage in stages) == 100


def test_without_dates_in_the_quote_the_stages_have_none() -> None:
    stages = dated(
        blank_stages(["It works"]), day("2026-03-16"), last_day(day("2026-03-16"), None, None), calendar()
    )
    assert (stages[0].starts_on, stages[0].planned_on, stages[0].share) == (None, None, Decimal(100))


def test_the_last_stage_ends_when_the_quote_promises() -> None:
    stages = draft_stages(("TPL-ERP",), (), Money(2_000_000, "GBP"))
    start, end = day("2026-03-16"), day("2026-07-03")
    laid = dated(stages, start, last_day(start, 12, end), calendar())
    assert (laid[0].starts_on, laid[-1].planned_on) == (start, end)
    assert all(stage.starts_on <= stage.planned_on for stage in laid if stage.starts_on and stage.planned_on)
