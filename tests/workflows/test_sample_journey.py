"""The sample replays the clinic case: its figures, its steps and its dates are those of the case file."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.workflows.journey import Journey, walk
from app.workflows.sample_case import load_case
from app.workflows.sample_story import Checkpoint

LATER = {"ChangeRequest"}
"""Entities that a later stage of the product brings."""

NOT_REPLAYED = {"VET-PAYC1", "VET-CO1"}
AFTER_CLOSING = "2026-11-06"
"""From here on the case is closed and its benefits are read: verbs that a later stage brings."""

CASE = load_case().case


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Journey, list[Checkpoint]]]:
    folder = tmp_path_factory.mktemp("sample")
    points: list[Checkpoint] = []
    keys = Keys(folder / "keys", keychain=lambda: None)
    with Workspace.create(folder / "ws", keys, person="Demo", device="test", sample=True) as workspace:
        journey = walk(workspace, points.append)
        yield workspace, journey, points


@pytest.fixture
def told(walked: tuple[Workspace, Journey, list[Checkpoint]]) -> dict[str, Any]:
    return walked[1].as_json()


def test_the_estimate_is_the_cases(told: dict[str, Any]) -> None:
    estimate = told["estimate"]
    assert estimate["total_pd"] == [str(days) for days in CASE["estimate"]["total_pd"]]
    assert estimate["mean_pd"] == str(CASE["estimate"]["mean_pd"])
    assert estimate["p80_pd"] == str(CASE["estimate"]["p80_pd"])
    assert Decimal(estimate["build"]) == Decimal(str(CASE["should_cost"]["build"]))
    assert Decimal(estimate["three_year"]) == Decimal(CASE["should_cost"]["three_year"])


def test_quotes_and_award_are_the_cases(told: dict[str, Any]) -> None:
    prices = {quote["id"]: quote["price"] for quote in told["quotes"] if quote["price"]}
    assert {key: Decimal(price) for key, price in prices.items()} == {
        quote["id"]: Decimal(quote["price"]) for quote in CASE["quotes"]
    }
    award = told["award"]
    assert (award["quote"], award["date"], award["reason"]) == (
        CASE["award"]["quote"],
        CASE["award"]["date"],
        CASE["award"]["reason_in_owner_words"],
    )
    assert Decimal(award["price"]) == Decimal(CASE["award"]["price"])


def test_stages_held_money_and_payments_are_the_cases(told: dict[str, Any]) -> None:
    ours = [
        (stage["id"], stage["title"], *(Decimal(stage[key] or 0) for key in ("amount", "retention_held")))
        for stage in told["milestones"]
    ]
    theirs = [
        (row["id"], row["name"], Decimal(row["amount"]), Decimal(row["retention_held"]))
        for row in CASE["milestones"]
    ]
    assert ours == theirs
    paid = {stage["id"]: Decimal(stage["net_amount"]) for stage in told["milestones"]}
    assert paid == {row["id"]: Decimal(row["payment"]["net_amount"]) for row in CASE["milestones"]}
    assert Decimal(told["retention"]["released"]) == Decimal(CASE["ledger"]["retention_released"])


def test_every_step_is_the_audit_logs_in_its_order(told: dict[str, Any]) -> None:
    def told_of(row: dict[str, Any]) -> tuple[Any, ...]:
        return (row["date"], row["entity"], row["from"], row["to"], row["who"], row["event"])

    expected = [
        told_of(row)
        for row in CASE["audit_log"]
        if row["entity"] not in LATER and row["id"] not in NOT_REPLAYED and row["date"] < AFTER_CLOSING
    ]
    ours = [told_of(step) for step in told["steps"] if step["date"] < AFTER_CLOSING]
    assert sorted(ours, key=str) == sorted(expected, key=str)
    assert [step[0] for step in ours] == sorted(step[0] for step in ours)


def test_guards_that_nothing_checks_yet_are_named_and_never_called_checked(told: dict[str, Any]) -> None:
    unchecked = set(told["guards_not_yet_checked"])
    assert "G-BROKERFEE" not in unchecked
    assert unchecked
    for step in told["steps"]:
        assert set(step["guards"].values()) <= {"checked", "not yet checked"}


def test_the_four_documents_are_issued_and_kept(walked: tuple[Workspace, Journey, list[Checkpoint]]) -> None:
    workspace, journey, _ = walked
    assert set(journey.documents) == {"BRF", "PRO", "ENG", "ACC"}
    for sha256 in journey.documents.values():
        assert workspace.attachments.get(sha256).startswith(b"%PDF-")


def test_the_journal_gives_the_sample_back(walked: tuple[Workspace, Journey, list[Checkpoint]]) -> None:
    assert walked[0].check().problems == []


def test_every_point_worth_a_look_comes_in_the_order_of_time(
    walked: tuple[Workspace, Journey, list[Checkpoint]],
) -> None:
    days = [point.day for point in walked[2]]
    assert days == sorted(days)
    assert len(days) >= 9
    assert all(re.fullmatch("[a-z]+", point.name) for point in walked[2])
    assert Path(walked[0].folder).exists()
