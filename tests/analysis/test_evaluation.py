"""Judging one quote: whose mark counts, what it adds up to, what stops an award, and that no bid moves another."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.evaluation import (
    Basis,
    CriterionRule,
    Evaluated,
    GivenScore,
    KnockOut,
    evaluate,
    flag_knock_outs,
    score_knock_outs,
    valid_mark,
)
from app.analysis.factors import Importance
from app.analysis.judging_weights import PRICE, WeightFault, judging_weights, weight_faults
from app.analysis.money import Money
from app.analysis.quote_places import Placed, TieBreak, in_order
from app.knowledge import load_knowledge
from app.knowledge.evaluation_rules import criterion_rules, weights_by_words
from app.workflows.sample_case import FILES, load_case

KNOWN = load_knowledge()
RULES = criterion_rules(KNOWN)
ERP = weights_by_words(KNOWN, "TPL-ERP", {})
FACTOR_OF = {rule.criterion: rule.factor for rule in RULES}
marks = st.integers(0, 10).map(lambda halves: Decimal(halves) / 2)


def given_once(scores: Mapping[str, Any]) -> dict[str, list[GivenScore]]:
    return {name: [GivenScore("Petra", Decimal(str(mark)))] for name, mark in scores.items()}


def judged(scores: Mapping[str, Any], **more: Any) -> Evaluated:
    price = {PRICE: Decimal(str(scores[PRICE]))} if PRICE in scores else {}
    return evaluate(RULES, ERP, given_once(scores), price, **more)


@pytest.mark.parametrize("name", FILES)
def test_scores_weights_and_totals_of_both_cases_come_out(name: str) -> None:
    told = load_case(name).case["evaluation"]
    weights = weights_by_words(KNOWN, told["main_template"], {})
    assert weights == {key: Decimal(str(weight)) for key, weight in told["weights"].items()}
    for result in told["results"]:
        price = {PRICE: Decimal(str(result["scores"][PRICE]))}
        found = evaluate(RULES, weights, given_once(result["scores"]), price)
        assert found.shown == Decimal(str(result["total"]))
        assert found.not_known == ()


def test_what_was_agreed_counts_before_the_mean_before_facts_before_the_prior() -> None:
    own = [GivenScore("Petra", Decimal(4)), GivenScore("Ellis", Decimal("2.5"))]
    agreed = [*own, GivenScore("Petra", Decimal(3), agreed=True)]
    name, fact = "MC-SKILL", {"MC-SKILL": Decimal("4.68")}
    found = [
        evaluate(RULES, ERP, {name: scores}, facts).of(name)
        for scores, facts in ((agreed, fact), (own, fact), ([], fact), ([], {}))
    ]
    assert [(mark.mark, mark.basis) for mark in found] == [
        (Decimal(3), Basis.AGREED),
        (Decimal("3.25"), Basis.SCORED),
        (Decimal("4.68"), Basis.FACTS),
        (Decimal("1.25"), Basis.PRIOR),
    ]
    assert found[0].given == found[1].given == tuple(own)
    assert found[1].spread == Decimal("1.5")


def test_what_nobody_knows_stands_at_its_prior_and_is_listed() -> None:
    found = evaluate(RULES, ERP, {}, {})
    assert found.not_known == tuple(rule.criterion for rule in RULES)
    assert [mark.mark for mark in found.marks] == [rule.prior for rule in RULES]


def test_the_price_is_never_scored_by_hand() -> None:
    by_hand = evaluate(RULES, ERP, {PRICE: [GivenScore("Petra", Decimal(5))]}, {})
    assert by_hand.of(PRICE).basis is Basis.PRIOR


def test_a_client_who_would_not_order_again_holds_proven_results_down_to_two() -> None:
    high = judged({"MC-REF": 4}, not_again=True).of("MC-REF")
    assert (high.mark, high.capped) == (Decimal(2), True)
    low = judged({"MC-REF": 1}, not_again=True).of("MC-REF")
    assert (low.mark, low.capped) == (Decimal(1), False)


@given(st.fixed_dictionaries({rule.criterion: marks for rule in RULES}))
def test_contributions_add_up_to_the_total_within_bounds(scores: dict[str, Decimal]) -> None:
    found = judged(scores)
    assert sum(mark.adds for mark in found.marks) == found.total
    assert 0 <= found.total <= 100
    assert 0 <= found.quality <= 1
    other_price = judged({**scores, PRICE: 5 - scores[PRICE]})
    assert other_price.quality == found.quality


@given(
    st.fixed_dictionaries({rule.criterion: marks for rule in RULES}),
    st.sampled_from([rule.criterion for rule in RULES]),
)
def test_a_better_mark_never_lowers_the_total(scores: dict[str, Decimal], name: str) -> None:
    better = {**scores, name: min(Decimal(5), scores[name] + Decimal("0.5"))}
    assert judged(better).total >= judged(scores).total


placed = st.lists(
    st.tuples(st.integers(0, 1000), st.none() | st.integers(0, 10), st.none() | st.integers(0, 10**7)),
    max_size=8,
).map(
    lambda rows: [
        Placed(
            at,
            Decimal(total) / 10,
            None if mark is None else Decimal(mark) / 2,
            None if cost is None else Money(cost, "GBP"),
        )
        for at, (total, mark, cost) in enumerate(rows)
    ]
)


@given(placed)
def test_the_order_keeps_everybody_and_beyond_a_tie_follows_the_totals(quotes: list[Placed]) -> None:
    found = in_order(quotes)
    assert sorted(str(place.quote) for place in found) == sorted(str(quote.quote) for quote in quotes)
    totals = {quote.quote: quote.total for quote in quotes}
    beyond = [totals[place.quote] for place in found if not place.equal]
    assert beyond == sorted(beyond, reverse=True)
    best = max(totals.values(), default=Decimal(0))
    assert all(best - totals[place.quote] <= 3 for place in found if place.equal)


def test_a_tie_is_settled_by_interviews_and_without_them_by_cost() -> None:
    pounds = [Money(minor, "GBP") for minor in (300, 200, 100)]
    interviewed = [
        Placed("a", Decimal(80), Decimal(3), pounds[2]),
        Placed("b", Decimal(78), Decimal(4), pounds[0]),
        Placed("c", Decimal(70), Decimal(5), pounds[1]),
    ]
    assert [(p.quote, p.by) for p in in_order(interviewed)] == [
        ("b", TieBreak.INTERVIEWS),
        ("a", TieBreak.INTERVIEWS),
        ("c", None),
    ]
    not_all = [Placed("a", Decimal(80), None, pounds[0]), Placed("b", Decimal(77), Decimal(5), pounds[1])]
    assert [(p.quote, p.by) for p in in_order(not_all)] == [("b", TieBreak.COST), ("a", TieBreak.COST)]


class TestKnockOuts:
    def test_a_flag_of_severity_five_bars_whatever_was_written(self) -> None:
        assert flag_knock_outs([5, 1], explained=True) == (KnockOut.SEVERE_FLAG,)

    def test_more_than_eight_together_needs_a_reason(self) -> None:
        assert flag_knock_outs([4, 4], explained=False) == ()
        assert flag_knock_outs([4, 4, 2], explained=False) == (KnockOut.MANY_FLAGS,)
        assert flag_knock_outs([4, 4, 2], explained=True) == ()

    def test_skill_and_security_below_two_and_a_total_below_sixty(self) -> None:
        good = dict.fromkeys(FACTOR_OF, 4)
        assert score_knock_outs(judged(good)) == ()
        assert score_knock_outs(judged({**good, "MC-SKILL": "1.5"})) == (KnockOut.SKILL_LOW,)
        assert score_knock_outs(judged({**good, "MC-SEC": "1.5"})) == (KnockOut.SECURITY_LOW,)
        assert score_knock_outs(judged(dict.fromkeys(FACTOR_OF, "2.5"))) == (KnockOut.TOTAL_LOW,)

    def test_what_nobody_scored_is_asked_for_and_not_held_against_anybody(self) -> None:
        known = {name: 5 for name in FACTOR_OF if name != "MC-SEC"}
        assert score_knock_outs(judged(known)) == (KnockOut.SECURITY_NOT_KNOWN,)


class TestWeights:
    words = st.dictionaries(st.sampled_from(sorted(set(FACTOR_OF.values()))), st.sampled_from(Importance))

    @given(st.sampled_from(sorted(KNOWN.matching.weights.rows)), words)
    def test_they_add_up_to_a_hundred_with_price_in_its_bounds(
        self, template: str, said: dict[str, Importance]
    ) -> None:
        found = judging_weights(KNOWN.matching.weights.of(template), FACTOR_OF, said)
        assert sum(found.values()) == 100
        assert 15 <= found[PRICE] <= 40
        assert all(weight >= 0 and weight == int(weight) for weight in found.values())

    def test_a_word_moves_its_criteria_and_nothing_else_of_their_proportions(self) -> None:
        found = weights_by_words(KNOWN, "TPL-ERP", {"FAC-FIT": "vital"})
        assert found["MC-SKILL"] == 20  # 14 times 1.5, of 107
        assert all(
            found[name] in (int(ERP[name] * 100 / 107), int(ERP[name] * 100 / 107) + 1)
            for name in ERP
            if name != "MC-SKILL"
        )

    def test_the_broker_may_move_each_by_ten_and_price_stays_in_its_bounds(self) -> None:
        def moved(**by: int) -> tuple[WeightFault, ...]:
            names = {name.replace("MC-", "").lower(): name for name in ERP}
            return weight_faults(ERP, {**ERP, **{names[key]: ERP[names[key]] + by[key] for key in by}})

        assert moved(skill=10, ref=-10) == ()
        assert moved(skill=11, ref=-11) == (WeightFault.MOVED_TOO_FAR,)
        assert moved(skill=1) == (WeightFault.NOT_A_HUNDRED,)
        assert moved(price=-4, skill=4) == (WeightFault.PRICE_OUT_OF_REACH,)
        assert moved(loc=-4, skill=4) == (WeightFault.BELOW_NOTHING,)
        halves = {
            **ERP,
            "MC-SKILL": ERP["MC-SKILL"] + Decimal("0.5"),
            "MC-REF": ERP["MC-REF"] - Decimal("0.5"),
        }
        assert weight_faults(ERP, halves) == (WeightFault.NOT_WHOLE,)
        assert weight_faults(ERP, {}) == (WeightFault.OTHER_CRITERIA,)


def test_a_score_goes_by_halves_from_nothing_to_five() -> None:
    assert [valid_mark(Decimal(mark)) for mark in ("0", "4.5", "5", "5.5", "-0.5", "3.3")] == [
        *(True, True, True),
        *(False, False, False),
    ]


def test_weights_that_are_no_hundred_are_refused() -> None:
    with pytest.raises(ValueError, match="add up to 100"):
        evaluate((CriterionRule("a", "f", Decimal(1)),), {"a": Decimal(99)}, {}, {})
