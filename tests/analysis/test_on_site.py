"""The share of work at the owner's place: as the rule says it, spread over days, and where more stops paying."""

from decimal import Decimal
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.on_site import (
    AskedShare,
    Movable,
    Part,
    Place,
    ShareInputs,
    Why,
    asked_share,
    on_site_curve,
    spread,
    weighted_share,
)
from app.knowledge import load_knowledge
from tests.analysis.shipped import as_written

D = Decimal
SPLIT = load_knowledge().engagement.onsite_offshore_split


def _as_written(inputs: ShareInputs, floor: Decimal) -> float:
    """The knowledge's own sentence, worked out by Python."""
    _, _, formula = SPLIT.formula.partition("=")
    values = {
        name: float(value) if isinstance(value, Decimal) else value
        for name, value in inputs._asdict().items()
    }
    return float(eval(formula, {"min": min, "max": max, "floor": float(floor)}, values))  # noqa: S307  our own sentence


def test_the_share_is_the_one_of_the_rule_as_it_is_written() -> None:
    for clarity, criticality, data, skill, trust, floor in product(
        range(1, 6), range(1, 6), ("none", "personal", "special"), (0, 1), (0, 1, 2, 5), ("0.15", "0.8")
    ):
        inputs = ShareInputs(D(clarity), D(criticality), data, D(skill), D(trust))
        assert float(asked_share(inputs, D(floor)).share) == pytest.approx(_as_written(inputs, D(floor)))


def test_the_worked_example_comes_out() -> None:
    case = SPLIT.worked_example
    inputs = ShareInputs(
        case.scope_clarity, case.criticality, case.data_sensitivity, case.internal_skill, case.trust_history
    )
    asked = asked_share(inputs, SPLIT.onsite_floor[case.template])
    assert asked.share == case.onsite_share == D("0.35")
    assert not asked.by_floor
    assert {step.why: step.adds for step in asked.steps if step.adds} == {
        Why.BASE: D("0.20"), Why.CLARITY: D("0.10"), Why.CRITICALITY: D("0.05"),
    }  # fmt: skip


def test_what_nobody_has_said_counts_as_the_middle_and_is_named() -> None:
    asked = asked_share(ShareInputs(), D("0.2"))
    assert asked.share == D("0.30")
    assert set(asked.unknown) == set(Why) - {Why.BASE}


def _clinic_rule(template: str) -> AskedShare:
    clinic = ShareInputs(D(4), D(4), "personal", D(0), D(0))
    return asked_share(clinic, SPLIT.onsite_floor[template])


def test_the_clinics_share_is_that_of_its_two_parts_by_their_effort() -> None:
    software, network = _clinic_rule("TPL-ERP"), _clinic_rule("TPL-NET")
    assert (software.share, network.share) == (D("0.40"), D("0.8"))
    assert software.by_floor
    assert network.by_floor
    together = weighted_share([(software.share, D("38.8")), (network.share, D("14.9"))])
    assert together is not None
    assert round(together, 2) == D("0.51")


def _parts(case: str, place: dict[str, int]) -> list[Part]:
    """The lines of a case's chosen quote."""
    tree = as_written("sample", case)
    knowledge = load_knowledge()
    parts = []
    for number, line in enumerate(tree["quotes"][0]["lines"]):
        template, _, package = line["package"].partition(".")
        location = knowledge.template(template).work_packages[package].location
        where = next(each for each in Place if str(location).startswith(each.value))
        near = line["tier"].startswith("onsite")
        parts.append(Part(str(number), template, D(str(line["pd"])), where, near, place.get(line["role"], 0)))
    return parts


def test_the_wholesalers_lead_developer_comes_for_the_fifteen_days_of_the_case() -> None:
    parts = _parts("case_garment_portal.yaml", {"ROLE-DEVS": 1})
    days = spread(parts, {"TPL-LOB": D("0.35")})
    near = sum(days[part.key] for part in parts if part.near)
    visits = sum(days[part.key] for part in parts if not part.near)
    assert (near, visits) == (D("29.5"), D(15))
    assert round(sum(days.values()) / sum(part.effort for part in parts), 2) == D("0.35")


def test_the_clinics_days_come_to_its_share() -> None:
    parts = _parts("case_vet_clinic.yaml", {})
    days = spread(parts, {"TPL-ERP": D("0.40"), "TPL-NET": D("0.8")})
    assert round(sum(days.values()) / sum(part.effort for part in parts), 2) == D("0.51")
    by_hand = [part for part in parts if part.place is Place.ON_SITE]
    assert all(days[part.key] == part.effort for part in by_hand)


effort = st.integers(1, 60).map(lambda halves: D(halves) / 2)


@given(
    st.lists(
        st.tuples(effort, st.sampled_from(Place), st.booleans(), st.integers(0, 2)), min_size=1, max_size=8
    ),
    st.integers(0, 100),
)
def test_days_on_site_are_never_more_than_the_days(
    rows: list[tuple[D, Place, bool, int]], percent: int
) -> None:
    parts = [Part(str(at), "T", *row) for at, row in enumerate(rows)]
    days = spread(parts, {"T": D(percent) / 100})
    assert days.keys() == {part.key for part in parts}
    assert all(0 <= days[part.key] <= part.effort for part in parts)


def test_more_time_on_site_stops_paying_where_a_day_there_costs_more_than_it_saves() -> None:
    curve = on_site_curve(
        D(40), D(30000), [Movable(D(50), D(600), D(300)), Movable(D(10), D(400), D(450))], D("0.35")
    )
    assert [point.share for point in curve.points] == [D("0.4"), D("0.5"), D(1)]
    assert [point.cost for point in curve.points] == [D(30000), D(29500), D(44500)]
    assert (curve.best, curve.next_day) == (D("0.5"), D(300))


def test_the_rules_share_comes_before_what_would_be_cheapest() -> None:
    curve = on_site_curve(D(10), D(9000), [Movable(D(90), D(600), D(300))], D("0.35"))
    assert (curve.best, curve.next_day) == (D("0.35"), D(300))
    everything = on_site_curve(D(10), D(9000), [Movable(D(90), D(600), D(700))], D("0.35"))
    assert (everything.best, everything.next_day) == (D(1), None)
    assert on_site_curve(D(0), D(0), [], D("0.3")).next_day is None


money = st.integers(100, 900).map(Decimal)


@given(st.lists(st.tuples(effort, money, money), max_size=6), effort, st.integers(0, 100))
def test_the_curve_never_bends_down(rows: list[tuple[D, D, D]], here: D, percent: int) -> None:
    curve = on_site_curve(here, D(10000), [Movable(*row) for row in rows], D(percent) / 100)
    slopes = [
        (after.cost - before.cost) / (after.share - before.share)
        for before, after in zip(curve.points, curve.points[1:], strict=False)
    ]
    assert all(later >= earlier - D("0.0001") for earlier, later in pairwise(slopes))
    assert D(percent) / 100 <= curve.best <= 1
