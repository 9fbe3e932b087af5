"""Lifecycles: the shipped tables are sound and the clinic's whole log is legal."""

from typing import Any

import pytest

from app.analysis.lifecycles import Lifecycle, Refusal, RefusalCode, Transition, faults
from tests.analysis.shipped import as_written


def lifecycle(name: str, entity: dict[str, Any]) -> Lifecycle:
    moves = tuple(
        Transition(
            row["from"], row["to"], row["event"], frozenset(row["who"]), tuple(row["guards"]), row["produces"]
        )
        for row in entity["transitions"]
    )
    return Lifecycle(name, entity["initial"], tuple(entity["states"]), frozenset(entity["terminal"]), moves)


LIFECYCLES = {
    name: lifecycle(name, entity)
    for name, entity in as_written("knowledge", "07_lifecycle.yaml")["entities"].items()
}
LOG = as_written("sample", "case_vet_clinic.yaml")["audit_log"]
STAGE = LIFECYCLES["Milestone"]


@pytest.mark.parametrize("table", LIFECYCLES.values(), ids=LIFECYCLES)
def test_shipped_tables_are_sound(table: Lifecycle) -> None:
    assert faults(table) == ()


def test_the_clinics_whole_log_is_legal() -> None:
    states: dict[str, str] = {}
    for entry in LOG:
        table = LIFECYCLES[entry["entity"]]
        move = table.legal(states.get(entry["id"]), entry["event"], entry["who"])
        assert isinstance(move, Transition), (entry, move)
        assert move.target == entry["to"]
        assert move.produces == entry["document"]
        states[entry["id"]] = move.target
    assert len(LOG) > 80
    assert states["VET-M4"] == "accepted"
    assert states["VET-PAYR"] == "paid"


def test_a_provider_cannot_accept_its_own_work() -> None:
    refusal = STAGE.legal("under_test", "accept", "provider")
    assert refusal == Refusal(RefusalCode.NOT_YOURS, "under_test", "accept", ("under_test",), ("owner",))


def test_accepting_what_was_never_handed_in_says_from_where_it_would_work() -> None:
    refusal = STAGE.legal("planned", "accept", "owner")
    assert isinstance(refusal, Refusal)
    assert refusal.code is RefusalCode.NOT_FROM_HERE
    assert refusal.allowed_from == ("under_test",)


@pytest.mark.parametrize(
    ("state", "event", "code"),
    [
        ("accepted", "accept", RefusalCode.FINISHED),
        ("lost", "accept", RefusalCode.UNKNOWN_STATE),
        ("planned", "explode", RefusalCode.UNKNOWN_EVENT),
    ],
)
def test_other_refusals(state: str, event: str, code: RefusalCode) -> None:
    refusal = STAGE.legal(state, event, "owner")
    assert isinstance(refusal, Refusal)
    assert refusal.code is code


def test_the_choices_of_the_owner_during_a_review() -> None:
    events = [move.event for move in STAGE.choices("under_test", "owner")]
    assert events == ["accept", "accept with open list", "reject"]


def test_an_event_with_two_ends_needs_the_end_named() -> None:
    both = frozenset({"owner"})
    table = Lifecycle(
        "Offer",
        "open",
        ("open", "won", "lost"),
        frozenset({"won", "lost"}),
        (Transition("open", "won", "decide", both), Transition("open", "lost", "decide", both)),
    )
    refusal = table.legal("open", "decide", "owner")
    assert isinstance(refusal, Refusal)
    assert refusal.code is RefusalCode.AMBIGUOUS
    assert table.legal("open", "decide", "owner", target="lost") == table.transitions[1]


def test_faults_of_a_table_are_named() -> None:
    nobody = Transition("a", "zz", "go", frozenset())
    table = Lifecycle("Broken", "a", ("a", "b", "c"), frozenset({"b"}), (nobody,))
    assert set(faults(table)) == {
        "Broken: go names the unknown state zz",
        "Broken: nobody may do go from a",
        "Broken: nothing leads to b",
        "Broken: nothing leads to c",
        "Broken: nothing leads out of c",
    }
