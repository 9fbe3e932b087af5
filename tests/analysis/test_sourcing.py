"""Which way of buying: the twelve scenarios, unknown inputs, and prices by each model."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.analysis.conditions import weigh
from app.analysis.sourcing import SourcingRules, advise_class, advise_pricing, price_by
from app.knowledge import load_knowledge
from app.knowledge.sources import read_source
from tests.analysis.shipped import RESOURCES

SCENARIOS = read_source(Path(__file__).parents[1] / "knowledge" / "strategy_scenarios.yaml")


def typed(inputs: dict[str, Any]) -> dict[str, Any]:
    """Numbers as Decimal: the reader of sources leaves them as decimal text."""
    kinds = load_knowledge().sourcing.inputs
    return {name: Decimal(value) if kinds[name].type == "number" else value for name, value in inputs.items()}


DEFAULTS = typed(SCENARIOS["defaults"])


@pytest.fixture(scope="module")
def rules() -> SourcingRules:
    return load_knowledge().sourcing


@pytest.mark.parametrize("scenario", SCENARIOS["scenarios"], ids=lambda scenario: scenario["id"])
def test_scenarios_keep_their_class_rule_and_pricing(scenario: dict[str, Any], rules: SourcingRules) -> None:
    inputs = {**DEFAULTS, **typed(scenario["inputs"])}
    assert set(inputs) == set(rules.inputs)
    advice = advise_class(rules, inputs)
    assert advice.rule.id == scenario["expect_rule"]
    assert advice.engagement_class == scenario["expect_class"]
    assert not advice.provisional
    offered = load_knowledge().template(scenario["template"]).pricing_models
    pricing = advise_pricing(rules, offered, inputs)
    assert pricing.model.id == scenario["expect_pricing"]
    assert pricing.unknown == ()


def test_the_clinic_is_a_project_with_two_pieces_of_advice(rules: SourcingRules) -> None:
    case = read_source(RESOURCES / "sample" / "case_vet_clinic.yaml")
    inputs = typed(case["strategy"]["inputs"])
    advice = advise_class(rules, inputs)
    assert (advice.engagement_class, advice.rule.id) == ("project", "STR-11")
    assert [rule.id for rule in advice.advice] == ["STR-22", "STR-26"]
    pricing = advise_pricing(rules, load_knowledge().template("TPL-ERP").pricing_models, inputs)
    assert (pricing.model.id, pricing.fits) == ("PRC-MIL", True)


def test_an_unknown_input_makes_the_class_provisional_and_is_named(rules: SourcingRules) -> None:
    advice = advise_class(rules, {**DEFAULTS, "likely_pd": Decimal(50), "scope_clarity": None})
    assert advice.engagement_class == "project"
    assert advice.provisional
    assert advice.could_become == ("discovery",)
    assert advice.would_decide == ("scope_clarity",)


def test_an_unknown_input_that_changes_nothing_leaves_the_class_settled(rules: SourcingRules) -> None:
    advice = advise_class(rules, {**DEFAULTS, "offtheshelf_fit": None, "trust_history": None})
    assert advice.engagement_class == "project"
    assert not advice.provisional


def test_knowing_nothing_is_a_provisional_project_with_every_other_class_open(rules: SourcingRules) -> None:
    advice = advise_class(rules, {})
    assert advice.rule.id == "STR-11"
    assert set(advice.could_become) == set(rules.engagement_classes) - {"project"}
    assert advice.would_decide[0] == "incident_in_progress"
    assert {rule.rule.id for rule in advice.open_advice} == {f"STR-{number}" for number in range(20, 29)}


@pytest.mark.parametrize("name", sorted(DEFAULTS))
def test_filling_in_what_would_decide_settles_the_class(name: str, rules: SourcingRules) -> None:
    advice = advise_class(rules, {**DEFAULTS, name: None})
    if advice.provisional:
        assert advice.would_decide == (name,)
    assert not advise_class(rules, DEFAULTS).provisional


def test_unsuitable_models_are_dropped_and_nothing_left_means_a_cap(rules: SourcingRules) -> None:
    vague = {**DEFAULTS, "scope_clarity": Decimal(2), "likely_pd": Decimal(30)}
    pricing = advise_pricing(rules, ["PRC-FIX", "PRC-MIL"], vague)
    assert (pricing.model.id, pricing.fits, pricing.considered) == ("PRC-CAP", False, ())
    assert [model.id for model in pricing.dropped] == ["PRC-FIX", "PRC-MIL"]
    assert [note.advice[:5] for note in pricing.notes] == ["Split"]


def test_the_first_suitable_model_stands_in_where_none_is_preferred(rules: SourcingRules) -> None:
    small = {**DEFAULTS, "likely_pd": Decimal(4), "scope_clarity": Decimal(3), "change_expected": Decimal(1)}
    pricing = advise_pricing(rules, ["PRC-CAP", "PRC-MIL"], small)
    assert (pricing.model.id, pricing.fits) == ("PRC-MIL", False)


@pytest.mark.parametrize("id", sorted(load_knowledge().sourcing.pricing_models))
def test_every_model_pays_what_its_example_says(id: str, rules: SourcingRules) -> None:
    model = rules.pricing_models[id]
    assert price_by(model, model.example.vars) == model.example.pays
    if model.example_overrun:
        assert price_by(model, model.example_overrun.vars) == model.example_overrun.pays
    if model.derived:
        point = weigh(model.derived.point_of_total_assumption, model.example.vars)
        assert point.value == model.derived.value_in_example


def test_a_price_with_a_figure_missing_is_not_guessed(rules: SourcingRules) -> None:
    with pytest.raises(KeyError, match="credits"):
        price_by(rules.pricing_models["PRC-FIX"], {"price": Decimal(1), "changes": Decimal(0)})
