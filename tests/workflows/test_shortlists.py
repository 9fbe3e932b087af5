"""The shortlist of the clinic: gates with reasons, cards that say all three, choices a new ranking keeps."""

import json
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.analysis.gates import Answer
from app.analysis.money import Money
from app.domain.errors import DomainError
from app.domain.shortlists import Candidate
from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.queries import shortlists as read
from app.queries import weight_trials
from app.queries.lens import Lens
from app.queries.shortlist_rows import ProviderCard, ShortlistView
from app.services import briefs, brokers, projects, providers, shortlists
from app.words.formats import Formats
from app.workflows import estimates
from app.workflows.sample_providers import add_providers
from app.workflows.shortlists import rank

ON = date(2026, 2, 9)
TEMPLATES = ("TPL-ERP", "TPL-NET")
ANSWERS: dict[str, Any] = {
    "b8.onsite": "most_days",
    "b8.abroad": "not_for_data",
    "b9.by": "date",
    "b9.date": "2026-08-07",
    "b11.data": ["contacts"],
    "b12.matter": {"FAC-FIT": "vital"},
}
FORMATS = Formats()


class Shortlist:
    """The clinic with its twelve providers, ready to be ranked."""

    workspace: Workspace

    def describe(self, workspace: Workspace) -> "Shortlist":
        self.workspace = workspace
        self.providers: dict[str, uuid.UUID] = self.run(add_providers)
        self.project: uuid.UUID = self.do(
            projects.start,
            title="Clinic",
            card="CARD-SYSTEM",
            main_template=TEMPLATES[0],
            further_templates=TEMPLATES[1:],
            owner=projects.OwnerFacts("Ellis", "Vets", "veterinary clinic", 12, "Harrowmere"),
        )
        for question, value in ANSWERS.items():
            self.answer(question, value)
        self.do(shortlists.disclose, project_id=self.project, text="Paid by the owner alone")
        return self

    def run(self, verb: Callable[..., Any], **facts: Any) -> Any:
        return self.workspace.write(lambda session: verb(session, **facts), "Step")[0]

    def do(self, verb: Callable[..., Any], **facts: Any) -> Any:
        return self.run(verb, on=ON, **facts)

    def answer(self, question: str, value: Any) -> None:
        self.do(briefs.answer, project_id=self.project, question=question, value=value)

    def rank(self) -> "Shortlist":
        rank(self.workspace, project_id=self.project, on=ON)
        return self

    def see(self, query: Callable[..., Any], **facts: Any) -> Any:
        def run(session: Session) -> Any:
            return query(session, project_id=self.project, **facts)

        return self.workspace.read(run)

    def view(self, lens: Lens = Lens.BROKER) -> ShortlistView:
        seen = self.see(read.shortlist, lens=lens, formats=FORMATS)
        assert isinstance(seen, ShortlistView)
        return seen

    def card(self, key: str) -> ProviderCard:
        return next(card for card in self.view().cards if card.provider_ref == self.providers[key])

    def candidate(self, key: str) -> uuid.UUID:
        view = self.view()
        ids = {card.provider_ref: card.candidate_id for card in view.cards}
        ids |= {row.provider_ref: row.candidate_id for row in view.excluded}
        return ids[self.providers[key]]


@contextmanager
def a_copy(kept: tuple[Path, Shortlist], folder: Path) -> Iterator[Shortlist]:
    """One test's own of a workspace that was made once for all."""
    made_in, made = kept
    shutil.copytree(made_in, folder)
    keys = Keys(folder / "keys", keychain=lambda: None)
    with Workspace.open(folder / "workspace", keys) as opened:
        own = copy(made)
        own.workspace = opened
        yield own


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Shortlist]:
    """The clinic described once, in a closed workspace that every test takes a copy of."""
    folder = tmp_path_factory.mktemp("clinic")
    keys = Keys(folder / "keys", keychain=lambda: None)
    with Workspace.create(folder / "workspace", keys, person="Dev Marsh", device="test") as made:
        return folder, Shortlist().describe(made)


@pytest.fixture
def clinic(described: tuple[Path, Shortlist], tmp_path: Path) -> Iterator[Shortlist]:
    with a_copy(described, tmp_path / "copy") as own:
        yield own


def test_the_clinic_suggests_those_its_case_invited_and_says_why_the_others_are_out(
    clinic: Shortlist,
) -> None:
    view = clinic.rank().view()
    assert [card.provider_ref for card in view.cards][:2] == [
        clinic.providers[key] for key in ("PRV-01", "PRV-02")
    ]
    assert view.cards[0].shown > view.cards[1].shown
    out = {row.provider_ref: row for row in view.excluded}
    velmont = out[clinic.providers["PRV-05"]]
    assert any("Tax registration" in reason for reason in velmont.reasons)
    assert (velmont.near_miss, len(velmont.reasons) > 1) == (False, True)
    assert "Most common reason" in view.most_common
    assert "brief v0" in view.basis


def test_every_card_has_something_for_against_and_unknown_in_whole_sentences(clinic: Shortlist) -> None:
    for card in clinic.rank().view().cards:
        for told in (card.strengths, card.weaknesses, card.unknowns):
            assert told
            assert all(
                (sentence[0].isupper() or sentence[0].isdigit()) and sentence.endswith((".", "?"))
                for sentence in told
            ), told
            assert not any("{" in sentence or "_" in sentence for sentence in told), told
        assert all(gate.sentence.endswith(".") for gate in card.gates)
        assert len(card.gates) == 9
    assert clinic.card("PRV-01").unknowns == ("Nothing open.",)


def test_an_unknown_is_told_in_the_words_of_its_stated_prior(clinic: Shortlist) -> None:
    assert (
        "Unrated: fewer than two closed jobs here. Not bad, not good: unknown."
        in clinic.rank().card("PRV-02").unknowns
    )


def test_gates_have_three_answers(clinic: Shortlist) -> None:
    clinic.rank()
    answers = {gate.gate: gate.answer for gate in clinic.card("PRV-03").gates}
    assert answers["GATE-03"] is Answer.PASS
    assert answers["GATE-02"] is Answer.NOT_CHECKED  # the vendor's letter was seen but not confirmed
    assert answers["GATE-06"] is Answer.NOT_CHECKED  # nobody said who abroad would see the data
    (tarnwick,) = [row for row in clinic.view().excluded if row.provider_ref == clinic.providers["PRV-04"]]
    assert {gate.gate for gate in tarnwick.gates if gate.stops} == {"GATE-02", "GATE-03", "GATE-04"}


def test_whether_data_may_leave_the_country_is_the_owners_word(clinic: Shortlist) -> None:
    clinic.answer("b8.abroad", "yes")
    clinic.rank()
    assert {gate.gate: gate.answer for gate in clinic.card("PRV-03").gates}["GATE-06"] is Answer.PASS
    clinic.answer("b8.abroad", "no")
    clinic.rank()
    out = [row for row in clinic.view().excluded if row.provider_ref == clinic.providers["PRV-03"]]
    assert out
    assert any("Romania" in reason for reason in out[0].reasons)


def test_a_tie_rules_out_or_waits_to_be_read(clinic: Shortlist) -> None:
    clinic.do(
        shortlists.disclose,
        project_id=clinic.project,
        text="Paid by the owner alone",
        relations={
            clinic.providers["PRV-01"].hex: "family",
            clinic.providers["PRV-02"].hex: "past client projects via this broker",
        },
    )
    view = clinic.rank().view()
    assert clinic.providers["PRV-01"] in [row.provider_ref for row in view.excluded]
    card = clinic.card("PRV-02")
    assert "past client" in card.tie
    assert {gate.gate: gate.answer for gate in card.gates}["GATE-08"] is Answer.NOT_CHECKED
    clinic.do(shortlists.acknowledge, project_id=clinic.project, person="Ellis")
    clinic.rank()
    assert {gate.gate: gate.answer for gate in clinic.card("PRV-02").gates}["GATE-08"] is Answer.PASS


def test_a_changed_disclosure_has_to_be_read_again(clinic: Shortlist) -> None:
    clinic.do(shortlists.acknowledge, project_id=clinic.project, person="Ellis")
    disclosure = clinic.view().disclosure
    assert disclosure is not None
    assert disclosure.words == "Read by Ellis on 9 Feb 2026"
    clinic.do(shortlists.disclose, project_id=clinic.project, text="Paid by the owner, and a referral fee")
    again = clinic.view().disclosure
    assert again is not None
    assert again.acknowledged_on is None


def test_a_near_miss_is_named_with_what_can_be_done(clinic: Shortlist) -> None:
    clinic.run(providers.change_provider, provider_id=clinic.providers["PRV-02"], travel_minutes=150)
    view = clinic.rank().view()
    (missed,) = [row for row in view.excluded if row.near_miss]
    assert missed.provider_ref == clinic.providers["PRV-02"]
    assert missed.reasons == ("About 150 minutes away, where somebody is needed at the owner’s place most days.",)
    assert "set it aside" in missed.near_miss_words
    assert view.excluded[0] == missed


def test_a_waiver_brings_a_provider_back_and_is_read_by_the_owner(clinic: Shortlist) -> None:
    clinic.run(providers.change_provider, provider_id=clinic.providers["PRV-02"], travel_minutes=150)
    clinic.rank()
    id = clinic.candidate("PRV-02")
    with pytest.raises(DomainError, match="rule keeps it off"):
        clinic.do(shortlists.tick, candidate_id=id, ticked=True)
    waiver = clinic.do(
        shortlists.write_waiver, candidate_id=id, gate="GATE-07", reason="Its engineer lives next door"
    )
    (gate,) = [gate for gate in clinic.card("PRV-02").gates if gate.gate == "GATE-07"]
    assert (gate.stops, gate.waiver) == (False, "Its engineer lives next door")
    clinic.do(shortlists.tick, candidate_id=id, ticked=True)
    clinic.rank()
    assert clinic.card("PRV-02").ticked
    clinic.do(shortlists.withdraw_waiver, waiver_id=waiver)
    assert id in [row.candidate_id for row in clinic.view().excluded]


@pytest.mark.parametrize("gate", ["GATE-01", "GATE-06", "GATE-08", "GATE-99"])
def test_a_rule_that_protects_everybody_cannot_be_waived(clinic: Shortlist, gate: str) -> None:
    clinic.rank()
    with pytest.raises(DomainError, match="cannot be set aside"):
        clinic.do(
            shortlists.write_waiver,
            candidate_id=clinic.candidate("PRV-05"),
            gate=gate,
            reason="They are very nice",
        )


def test_what_was_not_checked_needs_a_written_reason_before_asking(clinic: Shortlist) -> None:
    clinic.rank()
    card = clinic.card("PRV-03")
    assert card.needs_reason
    with pytest.raises(DomainError, match="has not been checked"):
        clinic.do(shortlists.tick, candidate_id=card.candidate_id, ticked=True)
    with pytest.raises(DomainError, match="few words"):
        clinic.do(shortlists.give_reason, candidate_id=card.candidate_id, reason="ok")
    clinic.do(shortlists.give_reason, candidate_id=card.candidate_id, reason="Letter seen, vendor asked")
    clinic.do(shortlists.tick, candidate_id=card.candidate_id, ticked=True)
    assert (clinic.card("PRV-03").ticked, clinic.card("PRV-03").needs_reason) == (True, False)


def test_a_new_ranking_keeps_identities_ticks_and_reasons(clinic: Shortlist) -> None:
    clinic.rank()
    before = clinic.card("PRV-01")
    clinic.do(shortlists.tick, candidate_id=before.candidate_id, ticked=True)
    clinic.answer("b12.matter", {"FAC-PRICE": "vital"})
    clinic.rank()
    after = clinic.card("PRV-01")
    assert (after.candidate_id, after.ticked) == (before.candidate_id, True)
    words = {row.factor: row.importance for row in clinic.view().weights}
    assert (words["FAC-PRICE"], words["FAC-FIT"]) == ("Vital", "Important")


def test_a_provider_that_left_the_directory_stays_only_where_it_was_chosen(clinic: Shortlist) -> None:
    clinic.rank()
    chosen, other = clinic.candidate("PRV-01"), clinic.candidate("PRV-02")
    clinic.do(shortlists.tick, candidate_id=chosen, ticked=True)
    for key in ("PRV-01", "PRV-02"):
        clinic.run(providers.remove_provider, provider_id=clinic.providers[key])
    ids = [card.candidate_id for card in clinic.rank().view().cards]
    assert chosen in ids
    assert other not in ids


def test_adding_a_provider_changes_nobody_elses_match(clinic: Shortlist) -> None:
    shown = {card.provider_ref: card.shown for card in clinic.rank().view().cards}
    new = clinic.do(providers.add_provider, name="Newcomer", templates=["TPL-ERP"], country="GB")
    after = {card.provider_ref: card.shown for card in clinic.rank().view().cards}
    assert after.pop(new) >= 0
    assert after == shown


def test_a_provider_nobody_has_looked_at_may_be_asked_with_a_reason(clinic: Shortlist) -> None:
    new = clinic.do(providers.add_provider, name="Newcomer", templates=["TPL-ERP"], country="GB")
    clinic.rank()
    (card,) = [card for card in clinic.view().cards if card.provider_ref == new]
    assert card.needs_reason
    assert not any(gate.stops for gate in card.gates)
    assert "It has not told us its skills." not in card.strengths
    assert "The provider has not told us its skills for this. We count little until shown." in card.unknowns


def test_prices_are_judged_against_the_should_cost_written_down(clinic: Shortlist) -> None:
    def price() -> Decimal:
        why = clinic.see(read.why, lens=Lens.BROKER, candidate_id=clinic.candidate("PRV-01"), formats=FORMATS)
        return next(Decimal(row.points) for row in why.factors if row.factor == "FAC-PRICE")

    clinic.rank()
    before = price()
    estimates.fix_should_cost(
        clinic.workspace,
        project_id=clinic.project,
        build=Money(1_500_000, "GBP"),
        basis="Half of what it was",
        person="Dev",
        on=ON,
    )
    clinic.rank()
    assert price() < before


def test_why_adds_up_to_the_total_shown_and_names_its_evidence(clinic: Shortlist) -> None:
    clinic.rank()
    why = clinic.see(read.why, lens=Lens.OWNER, candidate_id=clinic.candidate("PRV-01"), formats=FORMATS)
    assert sum(row.adds for row in why.factors) == why.total
    assert sum(row.weight for row in why.factors) == 100
    assert all(row.evidence or row.missing for row in why.factors)
    assert [row.adds for row in why.factors] == sorted((row.adds for row in why.factors), reverse=True)
    assert why.heading == "Larchfield Practice Systems Ltd — why it came 1 of 3"
    assert why.would_change


def test_what_would_change_the_order_is_true(clinic: Shortlist) -> None:
    clinic.rank()
    on = clinic.see(weight_trials.board)
    now = on.told(on.order({row.factor: row.weight for row in clinic.view().weights}))
    assert [row.before for row in now] == [row.shown for row in now]
    other = on.told(on.order({"FAC-PRICE": Decimal(1)}))
    assert other[0].shown >= other[-1].shown
    assert {row.candidate_id for row in other} == {row.candidate_id for row in now}


def test_rates_told_in_confidence_stay_out_of_what_the_owner_and_the_file_see(clinic: Shortlist) -> None:
    for role in ("ROLE-APPC", "ROLE-PM", "ROLE-NETE", "ROLE-DMIG"):
        clinic.run(
            providers.set_rate,
            provider_id=clinic.providers["PRV-01"],
            role=role,
            tier="onsite_uk",
            rate=Money(43_219, "GBP"),
        )
    clinic.rank()
    id = clinic.candidate("PRV-01")
    clinic.run(shortlists.write_note, candidate_id=id, note="CANARY: would go lower")
    broker = clinic.card("PRV-01")
    assert broker.usual is not None
    assert broker.usual_words
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    engine = clinic.workspace.store.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        seen = repr(clinic.view(Lens.OWNER)) + repr(
            clinic.see(read.why, lens=Lens.OWNER, candidate_id=id, formats=FORMATS)
        )
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert not any("provider_rate" in one or "candidate.broker_note" in one for one in statements)
    kept = clinic.workspace.read(lambda s: s.scalars(select(Candidate).where(Candidate.id == id)).one())
    travels = json.dumps([kept.outcome, kept.snapshot])
    for secret in ("CANARY", "43219", "432.19", str(broker.usual.minor)):
        assert secret not in seen
        assert secret not in travels
    assert "usual" not in travels.replace("usual_charge", "")


def test_without_a_disclosure_nobody_knows_about_ties(clinic: Shortlist) -> None:
    clinic.workspace.undo()  # the disclosure was the last step of the description
    clinic.rank()
    (gate,) = [gate for gate in clinic.card("PRV-01").gates if gate.gate == "GATE-08"]
    assert gate.answer is Answer.NOT_CHECKED
    assert gate.sentence == "Nobody has told the owner yet whether there are ties to it."
    assert clinic.card("PRV-01").needs_reason


LEVELS_OF = ("FAC-FIT", "FAC-NEAR", "FAC-PRICE", "FAC-PROVEN", "FAC-READY", "FAC-SAFE")


def test_the_nearest_words_of_weights_made_by_words_are_those_words(clinic: Shortlist) -> None:
    on = clinic.rank().see(weight_trials.board)
    for levels in (
        dict.fromkeys(LEVELS_OF, "important"),
        {**dict.fromkeys(LEVELS_OF, "important"), "FAC-PRICE": "vital", "FAC-NEAR": "not_important"},
        {**dict.fromkeys(LEVELS_OF, "nice"), "FAC-FIT": "vital"},
    ):
        weights = weight_trials.weights_of(on, levels)
        tried = weight_trials.trial(on, weights)
        assert {each.factor: each.weight for each in tried.words} == weights
        assert tried.order == tried.worded_order


def test_what_brokers_say_is_shown_beside_the_place_and_moves_nobody(clinic: Shortlist) -> None:
    before = {card.provider_ref: (card.place, card.shown) for card in clinic.rank().view().cards}
    assert not any(card.endorsed for card in clinic.view().cards)
    broker = clinic.do(brokers.add_broker, name="Ines Calder")
    clinic.do(
        brokers.endorse, broker_id=broker, provider_id=clinic.providers["PRV-02"], rests_on="worked", strength=3,
        reason="Moved a practice of nine over a weekend.",
    )  # fmt: skip
    assert {card.provider_ref: (card.place, card.shown) for card in clinic.rank().view().cards} == before
    told = clinic.card("PRV-02").endorsed
    assert told.startswith("With what brokers say of it: match ")
    assert f"Without: match {before[clinic.providers['PRV-02']][1]}" in told
    assert told.endswith("Their words close 6% of the gap to a full score.")
    assert "of it" not in clinic.card("PRV-01").endorsed


def test_the_word_of_a_broker_with_a_tie_here_counts_nothing(clinic: Shortlist) -> None:
    broker = clinic.do(brokers.add_broker, name="Ines Calder")
    clinic.do(
        brokers.endorse, broker_id=broker, provider_id=clinic.providers["PRV-02"], rests_on="worked", strength=3,
        reason="Moved a practice of nine over a weekend.",
    )  # fmt: skip
    clinic.do(brokers.take_advice, project_id=clinic.project, broker_id=broker, person="Ellis")
    tie = {clinic.providers["PRV-02"].hex: "past client"}
    clinic.do(shortlists.disclose, project_id=clinic.project, text="Paid by the owner", relations=tie)
    clinic.do(shortlists.acknowledge, project_id=clinic.project, person="Ellis")
    assert clinic.rank().card("PRV-02").endorsed == ""
