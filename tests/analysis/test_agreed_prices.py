"""What is paid under the terms a plan settles: every worked example of the knowledge comes out of its model's form."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.agreed_prices import TERMS, plan_price, total_assumption, warnings_at
from app.analysis.sourcing import price_by
from app.analysis.worked_prices import JobFigures, Outcome
from app.knowledge import load_knowledge

D = Decimal
MODELS = load_knowledge().sourcing.pricing_models
DAYS = {Outcome.WELL: D(90), Outcome.EXPECTED: D(100), Outcome.BADLY: D(120)}
BARE = JobFigures("EUR", DAYS, D(50000), D(55000))


@pytest.mark.parametrize("model", list(MODELS))
def test_the_worked_example_of_every_model_holds(model: str) -> None:
    example = MODELS[model].example
    assert price_by(MODELS[model], example.vars) == example.pays
    overrun = MODELS[model].example_overrun
    assert overrun is None or price_by(MODELS[model], overrun.vars) == overrun.pays


def test_every_model_has_terms_of_its_own() -> None:
    assert TERMS.keys() == MODELS.keys()
    assert all(TERMS.values())


def _paid(model: str, **terms: str) -> list[D]:
    worked = plan_price(MODELS[model], BARE, {name: D(value) for name, value in terms.items()})
    assert worked is not None
    return [worked.pays(outcome).decimal for outcome in Outcome]


@pytest.mark.parametrize(
    ("model", "terms", "paid"),
    [
        # wishes of 0, 5 and 15 % on 55,000; five days late at 40 credited
        ("PRC-FIX", {"credit_a_day": "40"}, ["55000", "57750", "63050"]),
        ("PRC-MIL", {"credit_a_day": "0"}, ["55000", "57750", "63250"]),
        # 90, 105 and 138 days at 290 and expenses of 200
        ("PRC-TM", {"rate": "290", "expenses": "200"}, ["26300", "30650", "40220"]),
        # the ceiling of 30,000 bites, and is raised for wishes of 15 % in the bad case
        ("PRC-CAP", {"rate": "290", "expenses": "200", "cap": "30000"}, ["26300", "30000", "34500"]),
        # 16 hours in the fee: 12.8, 16 and 20.8 used; 4.8 more at 70, less 7 % of the fee
        ("PRC-RET", {"fee": "1150", "hours_included": "16", "overage_rate": "70"}, ["1150", "1150", "1405.50"]),
        # 45,000, 52,500 and 69,000 spent of a target of 60,000 and a fee of 6,000, never over 72,000
        (
            "PRC-TGT",
            {"target_cost": "60000", "fee": "6000", "provider_share": "0.5", "ceiling": "72000"},
            ["58500", "62250", "70500"],
        ),
        # 4,500 more wanted than the 2,400 of before: all, 80 % and none of it come
        (
            "PRC-OUT",
            {"base": "9000", "baseline": "2400", "target": "6900", "bonus_rate": "1.20", "bonus_cap": "6000"},
            ["14400", "13320", "9000"],
        ),
        # 0, 5 and 20 % more pieces than the 4,000 counted, and 300 to set it up
        ("PRC-UNIT", {"setup": "300", "units": "4000", "unit_price": "0.55"}, ["2500", "2610", "2940"]),
    ],
)  # fmt: skip
def test_what_is_agreed_is_what_is_reckoned_with(model: str, terms: dict[str, str], paid: list[str]) -> None:
    assert _paid(model, **terms) == [D(each) for each in paid]


def test_a_model_without_the_figure_it_turns_on_is_left_out() -> None:
    left = {model for model in MODELS if plan_price(MODELS[model], BARE, {}) is None}
    assert left == {"PRC-RET", "PRC-OUT", "PRC-UNIT"}


def test_the_point_of_total_assumption_is_that_of_the_example() -> None:
    model = MODELS["PRC-TGT"]
    values = model.example.vars
    found = total_assumption(
        values["target_cost"], values["ceiling"], values["fee"], values["provider_share"]
    )
    assert model.derived is not None
    assert found == model.derived.value_in_example
    assert total_assumption(D(1), D(2), D(0), D(1)) is None


def test_a_ceiling_warns_before_it_is_reached() -> None:
    told = str(MODELS["PRC-CAP"].controls)
    assert "70 % and 90 %" in told
    assert warnings_at(D(16000)) == (D(11200), D(14400))


@given(st.integers(0, 5000), st.integers(1, 100000))
def test_a_ceiling_is_never_passed_without_the_owner(rate: int, cap: int) -> None:
    well, expected, _ = _paid("PRC-CAP", rate=str(rate), cap=str(cap))
    assert max(well, expected) <= cap
