"""The readiness score, its words, and what stands in the way."""

from decimal import Decimal

import pytest

from app.analysis.readiness import ReadinessRules, assess, band_of
from app.knowledge import load_knowledge
from tests.analysis.shipped import as_written


@pytest.fixture(scope="module")
def rules() -> ReadinessRules:
    return load_knowledge().sourcing.readiness


def answers(rules: ReadinessRules, points: int) -> dict[str, int]:
    return dict.fromkeys(rules.questions, points)


def test_the_clinic_is_ready_with_76_5(rules: ReadinessRules) -> None:
    case = as_written("sample", "case_vet_clinic.yaml")["readiness"]
    given = {answer["question"]: answer["points"] for answer in case["answers"]}
    for answer in case["answers"]:
        assert rules.questions[answer["question"]].options[answer["points"]].t == answer["answer"]
    readiness = assess(rules, given, {"criticality": Decimal(4)})
    assert readiness.score == Decimal("76.5")
    assert readiness.band is not None
    assert readiness.band.label == "Ready"
    assert readiness.blockers == ()
    assert [question.id for question in readiness.to_improve] == ["RDY-07", "RDY-14"]


@pytest.mark.parametrize(
    ("score", "label"),
    [
        ("100", "Ready"),
        ("75", "Ready"),
        ("74.9", "Ready with conditions"),
        ("55", "Ready with conditions"),
        ("54.9", "Prepare first"),
        ("35", "Prepare first"),
        ("34.9", "Not ready"),
        ("0", "Not ready"),
    ],
)
def test_bands_meet_without_a_gap(rules: ReadinessRules, score: str, label: str) -> None:
    assert band_of(rules, Decimal(score)).label == label


def test_all_best_is_100_and_all_worst_0(rules: ReadinessRules) -> None:
    assert assess(rules, answers(rules, 3), {}).score == 100
    assert assess(rules, answers(rules, 0), {"criticality": Decimal(1)}).score == 0


def test_no_decider_and_no_money_block_whatever_the_score(rules: ReadinessRules) -> None:
    given = {**answers(rules, 3), "RDY-02": 0, "RDY-04": 0}
    assert [question.id for question in assess(rules, given, {}).blockers] == ["RDY-02", "RDY-04"]


def test_no_backup_blocks_only_where_failure_is_serious(rules: ReadinessRules) -> None:
    given = {**answers(rules, 3), "RDY-09": 0}
    assert [q.id for q in assess(rules, given, {"criticality": Decimal(4)}).blockers] == ["RDY-09"]
    assert assess(rules, given, {"criticality": Decimal(3)}).blockers == ()
    undecided = assess(rules, given, {})
    assert undecided.blockers == ()
    assert [question.id for question in undecided.may_block] == ["RDY-09"]


def test_open_questions_leave_a_range_and_no_word(rules: ReadinessRules) -> None:
    given = answers(rules, 3)
    del given["RDY-01"]
    readiness = assess(rules, given, {})
    assert readiness.score is None
    assert readiness.band is None
    assert not readiness.complete
    assert [question.id for question in readiness.unanswered] == ["RDY-01"]
    assert readiness.most == 100
    assert readiness.least == Decimal("88.9")


def test_the_light_path_asks_five_questions(rules: ReadinessRules) -> None:
    given = dict.fromkeys(rules.light_subset, 2)
    readiness = assess(rules, given, {}, light=True)
    assert len(rules.light_subset) == 5
    assert readiness.complete
    assert readiness.score == Decimal("66.7")
