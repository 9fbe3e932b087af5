"""What is kept of a ranking can be read again and judges the same; what does not fit is refused with its place."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.factors import Importance, factor_weights
from app.analysis.jobs import Candidate, Job
from app.analysis.kept_runs import KeptRun, kept_run, matches_of, sureness_of
from app.analysis.kept_trees import read_tree, schema_of, tree_of
from app.analysis.matching import assess, weigh
from tests.analysis.clinic import candidate, job, match_rules, template_weights
from tests.analysis.test_screening import CANDIDATES, JOBS

SAID = {"FAC-FIT": Importance.VITAL}
WEIGHTS = factor_weights(template_weights("TPL-ERP"), SAID)


def run(candidates: list[Candidate], wanted: Job) -> KeptRun:
    reasons: dict[Any, dict[str, str]] = {candidates[0].provider: {"GATE-02": "letter seen"}}
    return kept_run(wanted, match_rules(), WEIGHTS, SAID, candidates, reasons)


def written(kept: KeptRun) -> KeptRun:
    return read_tree(KeptRun, json.loads(json.dumps(tree_of(kept))))


@settings(max_examples=40, deadline=None)
@given(st.lists(CANDIDATES, min_size=1, max_size=4, unique_by=lambda one: one.provider), JOBS)
def test_a_run_that_was_written_down_judges_as_it_did(present: list[Candidate], wanted: Job) -> None:
    kept = run(present, wanted)
    for again, one in zip(matches_of(written(kept)), present, strict=True):
        reasons = kept.reasons.get(str(one.provider))
        first = weigh(assess(one, wanted, match_rules(), reasons), WEIGHTS, SAID)
        assert again.contributions == first.contributions
        assert again.assessment.gates == first.assessment.gates
        assert (again.total, again.confidence) == (first.total, first.confidence)


def test_the_draws_of_a_run_are_made_again_from_its_seed() -> None:
    kept = replace(run([candidate(f"PRV-0{number}") for number in range(1, 4)], job()), draws=300)
    once, again = (sureness_of(each, matches_of(each)) for each in (kept, written(kept)))
    assert once == again
    assert once is not None


def test_a_run_keeps_only_what_of_the_taxonomy_bears_on_it() -> None:
    kept = run([candidate("PRV-01")], job())
    assert 0 < len(kept.rules.skills.related) < len(match_rules().skills.related) / 4


@pytest.mark.parametrize(
    ("tree", "place"),
    [
        ({}, "provider"),
        ({"provider": 5}, "Candidate.provider"),
        ({"provider": "x", "travel_minutes": "far"}, "Candidate.travel_minutes"),
        ({"provider": "x", "skills": [{"skill": "sk.wifi", "level": "3"}]}, r"Candidate.skills\[0\].level"),
        ({"provider": "x", "earliest_start": "2026-13-01"}, "Candidate.earliest_start"),
        ({"provider": "x", "shared_hours": "NaN"}, "Candidate.shared_hours"),
        ({"provider": "x", "colour": "red"}, "colour"),
        ([], "table"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(tree: Any, place: str) -> None:
    with pytest.raises(ValueError, match=place):
        read_tree(Candidate, tree)


def test_the_schema_names_what_must_be_there() -> None:
    schema = schema_of(Candidate)
    assert schema["required"] == ["provider"]
    assert schema["properties"]["travel_minutes"]["anyOf"][0] == {"type": "null"}
    assert tree_of(Candidate("x", travel_minutes=Decimal("5.5"))) == {
        "provider": "x",
        "travel_minutes": "5.5",
    }
