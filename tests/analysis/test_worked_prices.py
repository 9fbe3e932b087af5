"""What each pricing model would come to: every model on one round job, and what a job must have for it."""

from decimal import Decimal

import pytest

from app.analysis.estimate import Job, estimate
from app.analysis.first_steps import first_step, helps
from app.analysis.readiness import Readiness
from app.analysis.worked_prices import (
    Gain,
    JobFigures,
    Outcome,
    Pieces,
    Service,
    outcome_days,
    pieces_of,
    worked_price,
)
from app.knowledge import load_knowledge
from app.knowledge.readings import read_brief

FIGURES = JobFigures(
    currency="GBP",
    days={Outcome.WELL: Decimal(90), Outcome.EXPECTED: Decimal(100), Outcome.BADLY: Decimal(120)},
    cost=Decimal(50_000),
    budget=Decimal(55_000),
    service=Service(Decimal(1_000), Decimal(20)),
    pieces=Pieces("records", Decimal(1_000), Decimal("0.5")),
    gain=Gain(Decimal(60), Decimal(10)),
)
"""A hundred days at 500 each."""


@pytest.mark.parametrize(
    ("model", "well", "expected", "badly"),
    [
        # the price is the budget of 55,000; wishes of 0, 5 and 15 %, less a late credit of 2.5 %
        ("PRC-FIX", "55000", "57750", "61875"),
        ("PRC-MIL", "55000", "57750", "61875"),
        # 90, 105 and 138 days at 500
        ("PRC-TM", "45000", "52500", "69000"),
        # the ceiling bites at 55,000 and is raised for wishes of 8,250
        ("PRC-CAP", "45000", "52500", "63250"),
        # 20 hours included: 16, 20 and 26 used; 6 more at 50, less 7 % of the fee
        ("PRC-RET", "1000", "1000", "1230"),
        # target 50,000, fee 5,000, half of what is saved or over, at most 60,000
        ("PRC-TGT", "52500", "56250", "60000"),
        # 30,000 whatever comes, and 25,000 in proportion to the gain
        ("PRC-OUT", "55000", "50000", "30000"),
        # 25,000 set-up and 1,000 pieces at 25; 0, 5 and 20 % more of them
        ("PRC-UNIT", "50000", "51250", "55000"),
    ],
)
def test_each_model_pays_by_its_own_formula(model: str, well: str, expected: str, badly: str) -> None:
    worked = worked_price(load_knowledge().sourcing.pricing_models[model], FIGURES)
    assert worked is not None
    paid = [worked.pays(outcome).decimal for outcome in Outcome]
    assert paid == [Decimal(well), Decimal(expected), Decimal(badly)]


def test_the_way_out_of_stages_costs_what_was_accepted_less_what_is_held() -> None:
    worked = worked_price(load_knowledge().sourcing.pricing_models["PRC-MIL"], FIGURES)
    assert worked is not None
    assert worked.stopped is not None
    assert worked.stopped.decimal == Decimal("26125")  # half of 55,000, less 5 %


def test_a_model_without_its_figure_is_left_out() -> None:
    bare = JobFigures("GBP", FIGURES.days, FIGURES.cost, FIGURES.budget)
    models = load_knowledge().sourcing.pricing_models.values()
    left = [model.id for model in models if worked_price(model, bare) is not None]
    assert left == ["PRC-FIX", "PRC-MIL", "PRC-TM", "PRC-CAP", "PRC-TGT"]


@pytest.mark.parametrize("template", list(load_knowledge().templates.templates))
def test_a_worse_outcome_never_needs_fewer_days(template: str) -> None:
    read = read_brief(load_knowledge(), (template,), {}, "GBP")
    days = outcome_days(read.estimate)
    assert 0 < days[Outcome.WELL] < days[Outcome.EXPECTED] < days[Outcome.BADLY]


def test_the_pieces_are_those_that_most_of_the_work_hangs_on() -> None:
    template = load_knowledge().template("TPL-DMG")
    job = Job(template.id, template.drivers, template.work_packages, {})
    found = pieces_of(job, estimate([job]))
    assert found is not None
    assert found.count >= 5
    assert 0 < found.share <= 1


def test_a_small_job_looks_for_the_skill_that_does_most_of_it() -> None:
    read = read_brief(load_knowledge(), ("TPL-FIX",), {}, "GBP")
    assert read.light
    assert (read.inputs["skills_needed"], read.inputs["systems_touched"]) == (1, 1)
    larger = read_brief(load_knowledge(), ("TPL-NET",), {}, "GBP")
    assert larger.inputs["skills_needed"] == len(larger.estimate.effort_by_role())
    assert larger.inputs["systems_touched"] is None


def test_the_first_step_is_the_first_package_at_its_own_roles_rates() -> None:
    read = read_brief(load_knowledge(), ("TPL-ERP",), {}, "GBP")
    step = first_step(read.estimate, read.rates, "GBP")
    assert step is not None
    assert step.package.key == "TPL-ERP.WP1"
    assert step.cost is not None
    assert 0 < step.cost.decimal < read.cost.mean.decimal / 2  # type: ignore[union-attr]
    assert first_step(read.estimate, {}, "GBP").cost is None  # type: ignore[union-attr]
    nothing = read_brief(load_knowledge(), (), {}, "GBP")
    assert first_step(nothing.estimate, nothing.rates, "GBP") is None


@pytest.mark.parametrize(
    ("kind", "score", "trust", "light", "offered"),
    [
        ("project", "90", "0", False, True),
        ("project", "90", None, False, True),
        ("project", "90", "2", False, False),
        ("project", "60", "2", False, True),
        ("discovery", "90", "2", False, True),
        ("micro_task", "40", "0", True, False),
    ],
)
def test_a_first_step_is_offered_where_somebody_may_hesitate(
    kind: str, score: str, trust: str | None, light: bool, offered: bool
) -> None:
    at = Decimal(score)
    ready = Readiness(at, at, at, None, (), (), (), ())
    assert helps(kind, ready, Decimal(trust) if trust is not None else None, light=light) is offered
