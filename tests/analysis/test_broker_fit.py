"""Brokers are put to the machinery of providers: three answers a gate, fixed anchors, one at a time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.broker_fit import FACTORS, WEIGHTS, BrokerFacts, Place, Region, Tie, assess_broker
from app.analysis.counted_shares import cautious_share, counted_share
from app.analysis.gates import Answer
from app.analysis.jobs import Job, Relation
from app.analysis.matching import MatchRules, rank, weigh
from app.analysis.money import Money
from app.analysis.skill_fit import Need
from app.knowledge import load_knowledge
from app.knowledge.match_rules import match_rules

ON = date(2026, 3, 2)
LEEDS = Place("GB", "Leeds", "gb.yorkshire")
VILLAGE = Place("GB", "Harrowmere")
NETWORK = "sk.wifi"


@pytest.fixture(scope="module")
def rules() -> MatchRules:
    return match_rules(load_knowledge())


def job(**changed: Any) -> Job:
    nothing = Money(0, "GBP")
    made = Job(
        on=ON, starts=ON, ends=date(2026, 6, 1), value=nothing, should_cost=nothing, efforts={}, should_rates={},
        days_a_week=Decimal(2), onsite_share=Decimal("0.5"), templates=frozenset({"TPL-NET"}),
        needs=(Need(NETWORK, 3, True, Decimal(3)),), languages=frozenset({"english"}), trade="sk.sec_retail",
    )  # fmt: skip
    return replace(made, **changed)


def broker(**changed: Any) -> BrokerFacts:
    made = BrokerFacts(
        "a", LEEDS, frozenset({"english", "french"}), (Region("GB"),), frozenset({"TPL-NET"}), (NETWORK,),
        frozenset({"sk.sec_retail"}), on_time=9, accepted=10, declared=True,
    )  # fmt: skip
    return replace(made, **changed)


@pytest.mark.parametrize(
    ("gate", "changed", "owner", "expected"),
    [
        ("BRK-LANGUAGE", {}, LEEDS, (Answer.PASS, "shared_language")),
        ("BRK-LANGUAGE", {"languages": frozenset({"dutch"})}, LEEDS, (Answer.FAIL, "no_shared_language")),
        ("BRK-LANGUAGE", {"languages": frozenset()}, LEEDS, (Answer.NOT_CHECKED, "language_not_stated")),
        ("BRK-REGION", {}, LEEDS, (Answer.PASS, "region_taken")),
        ("BRK-REGION", {"regions": (Region("GB", "Leeds"),)}, LEEDS, (Answer.PASS, "region_taken")),
        (
            "BRK-REGION",
            {"regions": (Region("GB", "Yorkshire", "gb.yorkshire"),)},
            LEEDS,
            (Answer.PASS, "region_taken"),
        ),
        (
            "BRK-REGION",
            {"regions": (Region("GB", "Cornwall", "gb.south-west"),)},
            LEEDS,
            (Answer.FAIL, "region_not_taken"),
        ),
        ("BRK-REGION", {"regions": (Region("NL"),)}, VILLAGE, (Answer.FAIL, "region_not_taken")),
        (
            "BRK-REGION",
            {"regions": (Region("GB", "Cornwall", "gb.south-west"),)},
            VILLAGE,
            (Answer.NOT_CHECKED, "region_not_clear"),
        ),
        ("BRK-REGION", {"regions": ()}, LEEDS, (Answer.NOT_CHECKED, "region_not_stated")),
        ("BRK-INTERESTS", {}, LEEDS, (Answer.PASS, "ties_told")),
        (
            "BRK-INTERESTS",
            {"ties": (Tie("Oakspindle", Relation.FAMILY),)},
            LEEDS,
            (Answer.FAIL, "tied_to_provider"),
        ),
        (
            "BRK-INTERESTS",
            {"ties": (Tie("Oakspindle", Relation.PAST_CLIENT),)},
            LEEDS,
            (Answer.PASS, "ties_told"),
        ),
        ("BRK-INTERESTS", {"declared": False}, LEEDS, (Answer.NOT_CHECKED, "ties_not_told")),
    ],
)
def test_each_gate_passes_fails_and_is_not_checked(
    gate: str, changed: dict[str, Any], owner: Place, expected: tuple[Answer, str], rules: MatchRules
) -> None:
    assessed = assess_broker(broker(**changed), job(), owner, rules)
    found = next(each for each in assessed.gates if each.gate == gate)
    assert (found.answer, found.code) == expected
    assert bool(assessed.eligibility.stopped_by) == (found.answer is Answer.FAIL)


def test_without_a_language_asked_for_any_will_do(rules: MatchRules) -> None:
    assessed = assess_broker(broker(languages=frozenset()), job(languages=frozenset()), LEEDS, rules)
    assert assessed.gates[0].code == "any_language"


def test_contributions_sum_and_a_broker_nobody_knows_stands_at_the_priors(rules: MatchRules) -> None:
    known = weigh(assess_broker(broker(), job(), LEEDS, rules), WEIGHTS)
    assert sum(each.adds for each in known.contributions) == known.total
    unknown = weigh(assess_broker(BrokerFacts("u", Place("", "")), job(), LEEDS, rules), WEIGHTS)
    assert all(part.missing for each in unknown.assessment.factors for part in each.parts)
    assert Decimal(30) < unknown.total < Decimal(60) < known.total


def test_nobody_known_is_neither_first_nor_last(rules: MatchRules) -> None:
    poor = broker(
        broker="p", kinds=frozenset({"TPL-WEB"}), skills=("sk.figma",), trades=frozenset({"sk.sec_care"}),
        on_time=1, accepted=9, home=Place("GB", "Truro", "gb.south-west"),
    )  # fmt: skip
    facts = (broker(), BrokerFacts("u", Place("", "")), poor)
    ranked = rank([weigh(assess_broker(each, job(), LEEDS, rules), WEIGHTS) for each in facts]).ranked
    assert [each.match.provider for each in ranked] == ["a", "u", "p"]


def test_nearness_goes_by_town_area_country_and_elsewhere(rules: MatchRules) -> None:
    def points(home: Place, *regions: Region) -> Decimal:
        assessed = assess_broker(broker(home=home, regions=regions or (Region("GB"),)), job(), LEEDS, rules)
        return next(each.points for each in assessed.factors if each.factor == "BRK-NEAR")

    assert points(LEEDS) == 100
    assert points(Place("GB", "York", "gb.yorkshire")) == 80
    assert points(Place("GB", "Truro"), Region("GB", "Leeds")) == 80
    assert points(Place("GB", "Truro", "gb.south-west")) == 40
    assert points(Place("NL", "Utrecht")) == 20


@given(on_time=st.integers(0, 60), late=st.integers(0, 60))
def test_one_more_on_time_never_lowers_a_record_and_one_late_never_lifts_it(on_time: int, late: int) -> None:
    now = cautious_share(on_time, on_time + late)
    assert (
        cautious_share(on_time + 1, on_time + late + 1) >= now >= cautious_share(on_time, on_time + late + 1)
    )


@given(hits=st.integers(0, 200), more=st.integers(0, 200))
def test_the_interval_holds_the_share_and_narrows_with_more_cases(hits: int, more: int) -> None:
    of = hits + more
    found = counted_share(hits, of)
    if not of:
        assert (found.low, found.high) == (None, None)
        return
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= Decimal(hits) / of <= found.high <= 1
    wider = counted_share(hits * 10, of * 10)
    assert wider.low is not None
    assert wider.high is not None
    assert wider.high - wider.low <= found.high - found.low


def test_the_interval_is_wilsons() -> None:
    found = counted_share(3, 4)  # 0.4325 and 0.9219 at z = 1.2816, rounded outwards
    assert (found.low, found.high) == (Decimal("0.43"), Decimal("0.93"))
    with pytest.raises(ValueError, match="more hits"):
        counted_share(5, 4)


def test_shares_of_every_factor_and_all_weights_are_whole() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert {rule.factor for rule in FACTORS} == set(WEIGHTS)
