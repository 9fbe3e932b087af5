"""What a ranking keeps beside the score: changes that would do, ties, old checks, places for newcomers, moves."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.contrast import single_changes
from app.analysis.kept_runs import KeptRun, matches_of
from app.analysis.kept_trees import read_tree
from app.analysis.matching import Newcomer, kept_places, suggested
from app.analysis.matching import rank as ranked
from app.domain.errors import DomainError
from app.domain.providers import ProviderCredential
from app.domain.shortlists import Candidate, MatchRun
from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.services import shortlists
from app.workflows.match_again import again_words
from app.workflows.shortlists import rank
from tests.workflows.test_shortlists import ON, Shortlist, a_copy

REASON = "Worked together on Oak Dental"


@pytest.fixture(scope="module")
def ranked_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Shortlist]:
    """The clinic described and ranked, in a closed workspace that every test takes a copy of."""
    folder = tmp_path_factory.mktemp("clinic")
    keys = Keys(folder / "keys", keychain=lambda: None)
    with Workspace.create(folder / "workspace", keys, person="Dev Marsh", device="test") as made:
        return folder, Shortlist().describe(made).rank()


@pytest.fixture
def clinic(ranked_once: tuple[Path, Shortlist], tmp_path: Path) -> Iterator[Shortlist]:
    with a_copy(ranked_once, tmp_path / "copy") as own:
        yield own


def kept(clinic: Shortlist) -> KeptRun:
    """The whole of the latest run."""

    def read(session: Session) -> KeptRun:
        run = session.scalars(select(MatchRun).order_by(MatchRun.id.desc())).first()
        assert run is not None
        found: KeptRun = read_tree(KeptRun, run.evidence)
        return found

    return clinic.workspace.read(read)


def test_what_is_kept_of_changes_is_what_the_analysis_finds(clinic: Shortlist) -> None:
    run = kept(clinic)
    order = [item.match for item in ranked(matches_of(run)).ranked]

    def read(session: Session) -> dict[str, list[tuple[str, str]]]:
        return {
            str(row.provider_ref): [(one["factor"], one["part"]) for one in row.outcome["changes"]]
            for row in session.scalars(select(Candidate))
            if row.place
        }

    found = clinic.workspace.read(read)
    for match in order[1:]:
        wanted = [(one.factor, one.part) for one in single_changes(match, order[0], run.rules.factors)]
        assert found[str(match.provider)] == wanted


def test_a_kept_change_of_price_does_not_tell_what_it_charges(clinic: Shortlist) -> None:
    def read(session: Session) -> list[object]:
        return [
            fact
            for row in session.scalars(select(Candidate))
            for one in row.outcome.get("changes", ())
            if one["part"] == "price_ratio"
            for fact in one["facts"]
        ]

    assert set(clinic.workspace.read(read)) <= {"value"}


def test_the_nearest_weights_of_a_tie_make_one(clinic: Shortlist) -> None:
    def read(session: Session) -> None:
        rows = {row.provider_ref.hex: row for row in session.scalars(select(Candidate)) if row.place}
        first = next(row for row in rows.values() if row.outcome["position"] == 1)
        level = first.outcome["level"]
        weights = {factor: Decimal(text) for factor, text in level["weights"].items()}
        own, other = (
            {one["factor"]: Decimal(one["points"]) for one in row.outcome["factors"]}
            for row in (first, rows[level["rival"]])
        )
        gap = sum((weight * (own[factor] - other[factor]) for factor, weight in weights.items()), Decimal(0))
        assert abs(gap) < 50  # half a point of a hundred: weights are told in tenths
        assert abs(sum(weights.values(), Decimal(-100))) < 1

    clinic.workspace.read(read)


def test_old_checks_are_kept_with_the_ranking_and_take_a_reason(clinic: Shortlist) -> None:
    def age(session: Session) -> None:
        for row in session.scalars(select(ProviderCredential)):
            if row.provider_id == clinic.providers["PRV-01"]:
                row.checked_on = date(2024, 11, 2)

    clinic.workspace.write(age, "Age")
    card = clinic.rank().card("PRV-01")
    assert card.stale_words == "Checks need renewing: the newest is of 2 Nov 2024"
    assert card.needs_reason
    key = clinic.candidate("PRV-01")
    with pytest.raises(DomainError, match="more than a year old"):
        clinic.run(shortlists.tick, candidate_id=key, ticked=True, on=ON)
    clinic.run(shortlists.give_reason, candidate_id=key, reason="Renewal is under way", on=ON)
    clinic.run(shortlists.tick, candidate_id=key, ticked=True, on=ON)
    assert not clinic.card("PRV-02").stale_words


def test_a_move_needs_a_place_and_a_reason_and_is_read_by_the_owner(clinic: Shortlist) -> None:
    key = clinic.candidate("PRV-02")
    for to, reason in ((0, REASON), (1, "short")):
        with pytest.raises(DomainError):
            clinic.run(shortlists.move, candidate_id=key, to=to, reason=reason, person="Petra", on=ON)
    before = {card.name: (card.place, card.shown) for card in clinic.view().cards}
    clinic.run(shortlists.move, candidate_id=key, to=1, reason=REASON, person="Petra", on=ON)
    seen = clinic.view(Lens.OWNER).cards
    assert seen[0].candidate_id == key
    assert seen[0].moved_words == f"Petra moved {seen[0].name} up: {REASON}"
    assert {card.name: (card.place, card.shown) for card in seen} == before
    run_id = clinic.view().run_id
    assert run_id is not None
    assert again_words(clinic.workspace, run_id=run_id).endswith("the same places and matches.")
    clinic.run(shortlists.put_back, candidate_id=key, on=ON)
    assert clinic.view().cards[0].candidate_id != key


def test_a_move_past_the_end_stands_last(clinic: Shortlist) -> None:
    key = clinic.candidate("PRV-01")
    clinic.run(shortlists.move, candidate_id=key, to=99, reason=REASON, person="Petra", on=ON)
    assert clinic.view().cards[-1].candidate_id == key
    assert "moved Larchfield Practice Systems Ltd down" in clinic.view().cards[-1].moved_words


def test_places_kept_for_newcomers_say_by_which_rule(clinic: Shortlist) -> None:
    run = kept(clinic)
    ranking = ranked(matches_of(run))
    names = [item.match.provider for item in ranking.ranked]
    for owner, broker, wanted in (
        ({names[2]}, {names[0]}, {names[2]: Newcomer.TO_OWNER}),
        ({names[0]}, {names[2]}, {names[2]: Newcomer.TO_BROKER}),
        ({names[0]}, {names[1]}, {}),
    ):
        chosen = suggested(ranking, 2, new_to_owner=owner, new_to_broker=broker)
        assert kept_places(ranking, chosen, 2, owner) == wanted


def test_ranking_again_keeps_the_move_and_the_words(clinic: Shortlist) -> None:
    key = clinic.candidate("PRV-02")
    clinic.run(shortlists.move, candidate_id=key, to=1, reason=REASON, person="Petra", on=ON)
    rank(clinic.workspace, project_id=clinic.project, on=ON)
    assert clinic.view().cards[0].candidate_id == key
    assert clinic.card("PRV-02").moved_words
