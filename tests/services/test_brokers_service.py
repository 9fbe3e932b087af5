"""The network of brokers: who is in it, what they say of providers, and who advises on a project."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import DomainError
from app.persistence.workspace import Workspace
from app.queries import broker_search
from app.queries import brokers as read
from app.queries.broker_rows import BrokerProfile, EndorsementRow
from app.queries.lens import Lens
from app.services import brokers, projects, providers, shortlists
from app.words.formats import Formats

ON = date(2026, 11, 24)
REASON = "Ran the till change at Oakley Bakery, on the day they had said."


class Network:
    """A workspace with a provider and its brokers' verbs."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.provider: uuid.UUID = self.do(providers.add_provider, name="Larch Systems", on=ON)

    def do(self, verb: Any, **facts: Any) -> Any:
        return self.workspace.write(lambda session: verb(session, **facts), "Step")[0]

    def add(self, name: str = "Ines Calder", **fields: Any) -> uuid.UUID:
        return uuid.UUID(str(self.do(brokers.add_broker, name=name, on=ON, **fields)))

    def endorse(self, broker: uuid.UUID, on: date = ON, **changed: Any) -> uuid.UUID:
        facts = {"reason": REASON, "rests_on": "worked", "strength": 2, **changed}
        return uuid.UUID(
            str(self.do(brokers.endorse, broker_id=broker, provider_id=self.provider, on=on, **facts))
        )

    def part(self, on: date = ON) -> Decimal:
        parts = self.workspace.read(lambda s: read.endorsement_parts(s, providers=(self.provider,), on=on))
        return parts.get(self.provider, Decimal(0))

    def said(self, lens: Lens = Lens.BROKER) -> tuple[EndorsementRow, ...]:
        return self.workspace.read(
            lambda s: read.endorsements(s, lens=lens, provider_id=self.provider, today=ON, formats=Formats())
        )

    def profile(self, broker: uuid.UUID, lens: Lens = Lens.BROKER) -> BrokerProfile | None:
        return self.workspace.read(
            lambda s: read.profile(s, lens=lens, broker_id=broker, today=ON, formats=Formats())
        )


@pytest.fixture
def network(workspace: Workspace) -> Network:
    return Network(workspace)


def test_what_is_written_down_is_read_back_in_words(network: Network) -> None:
    broker = network.add(
        firm="Calder & Co", town="Leeds", country="GB", regions=["GB/Yorkshire", "IE"], templates=["TPL-POS"],
        languages=["English"], fee_model="BF-FIX", since=2014,
    )  # fmt: skip
    seen = network.profile(broker)
    assert seen is not None
    assert (seen.row.place, seen.row.regions) == ("Leeds, United Kingdom", "Yorkshire, Ireland")
    assert seen.row.fee == "Fixed fee per stage"
    network.do(brokers.change_broker, broker_id=broker, fee_words="900, half at the shortlist", town="York")
    seen = network.profile(broker)
    assert seen is not None
    assert (seen.row.fee, seen.row.place) == ("900, half at the shortlist", "York, United Kingdom")


def test_a_broker_needs_a_name_of_their_own_and_a_known_fee_model(network: Network) -> None:
    broker = network.add()
    for wrong in ({"name": "  "}, {"name": "ines CALDER"}):
        with pytest.raises(DomainError):
            network.do(brokers.add_broker, on=ON, **wrong)
    with pytest.raises(DomainError, match="how the broker is paid"):
        network.do(brokers.change_broker, broker_id=broker, fee_model="BF-GIFT")
    network.do(brokers.change_broker, broker_id=broker, name="Ines Calder")
    with pytest.raises(TypeError):
        network.do(brokers.change_broker, broker_id=broker, me=True)


def test_only_one_of_them_is_me(network: Network) -> None:
    first, second = network.add(), network.add("Tom Reyle")
    for chosen in (first, second, None):
        network.do(brokers.say_who_is_me, broker_id=chosen)
        assert network.workspace.read(read.me) == chosen


def test_an_endorsement_is_dated_and_weighs_less_with_age(network: Network) -> None:
    network.endorse(network.add(), on=ON - timedelta(days=730), strength=3)
    (row,) = network.said()
    assert row.written == "Written on 24 Nov 2024"
    assert (row.weight, row.weight_words) == (Decimal("0.03"), "Closes 3% of the gap to a full score today.")
    assert network.part() == Decimal("0.03")
    assert network.part(ON + timedelta(days=365)) == 0


def test_a_newer_word_stands_in_place_of_the_older_which_stays_to_be_read(network: Network) -> None:
    broker = network.add()
    network.endorse(broker, on=ON - timedelta(days=10), strength=3)
    network.endorse(broker, strength=1)
    newer, older = network.said()
    assert (newer.weight, older.weight) == (Decimal("0.02"), 0)
    assert older.weight_words == "Replaced by a newer word of the same broker."
    assert network.part() == Decimal("0.02")


def test_a_withdrawn_word_stays_on_record_and_counts_nothing(network: Network) -> None:
    word = network.endorse(network.add())
    with pytest.raises(DomainError, match="why"):
        network.do(brokers.withdraw_endorsement, endorsement_id=word, reason=" ", on=ON)
    network.do(brokers.withdraw_endorsement, endorsement_id=word, reason="Their lead has left", on=ON)
    (row,) = network.said()
    assert row.withdrawn == "Withdrawn on 24 Nov 2026: Their lead has left"
    assert network.part() == 0
    with pytest.raises(DomainError, match="already"):
        network.do(brokers.withdraw_endorsement, endorsement_id=word, reason="Again", on=ON)
    network.workspace.undo()
    assert network.part() == Decimal("0.04")


def test_a_word_with_a_tie_is_shown_and_counts_nothing(network: Network) -> None:
    network.endorse(network.add(), tie="referral fee")
    (row,) = network.said()
    assert row.tie == "They pay the broker a referral fee."
    assert row.weight_words == "Shown and not counted, because of the tie."
    assert network.part() == 0


@pytest.mark.parametrize(
    "wrong",
    [{"reason": "Good people"}, {"rests_on": "hearsay"}, {"strength": 4}, {"tie": "friend"}],
    ids=lambda each: next(iter(each)),
)
def test_a_word_without_reason_basis_strength_or_known_tie_is_refused(
    network: Network, wrong: dict[str, Any]
) -> None:
    broker = network.add()
    with pytest.raises(DomainError):
        network.endorse(broker, **wrong)
    assert network.said() == ()


def test_what_others_say_of_one_provider_moves_no_other(network: Network) -> None:
    broker, other = network.add(), network.do(providers.add_provider, name="Fir Networks", on=ON)
    network.do(
        brokers.endorse,
        broker_id=broker,
        provider_id=other,
        reason=REASON,
        rests_on="seen",
        strength=1,
        on=ON,
    )

    def parts() -> Any:
        return network.workspace.read(
            lambda s: read.endorsement_parts(s, providers=(network.provider, other), on=ON)
        )

    before = parts()[other]
    for name in ("A", "B", "C", "D"):
        network.endorse(network.add(name), strength=3)
    assert parts() == {other: before, network.provider: Decimal("0.1")}


def test_a_removed_broker_takes_their_words_along_and_undo_brings_both_back(network: Network) -> None:
    broker = network.add()
    network.endorse(broker)
    network.do(brokers.remove_broker, broker_id=broker)
    assert (network.profile(broker), network.said()) == (None, ())
    network.workspace.undo()
    assert len(network.said()) == 1


def test_a_provider_that_is_removed_takes_what_was_said_of_it_along(network: Network) -> None:
    broker = network.add()
    network.endorse(broker)
    network.do(providers.remove_provider, provider_id=network.provider)
    seen = network.profile(broker)
    assert seen is not None
    assert (seen.endorsements, seen.row.endorsements) == ((), 0)


def test_the_owner_takes_a_broker_and_what_an_earlier_one_declared_goes(network: Network) -> None:
    first, second = network.add(), network.add("Tom Reyle")
    project = network.do(
        projects.start, title="Tills", card="CARD-SYSTEM", main_template="TPL-POS",
        owner=projects.OwnerFacts(owner_name="Jo Hale"), on=ON,
    )  # fmt: skip

    def take(broker: uuid.UUID) -> None:
        network.do(brokers.take_advice, project_id=project, broker_id=broker, person="Jo Hale", on=ON)

    def named() -> str:
        return str(network.workspace.read(lambda s: projects.find_project(s, project).broker_name))

    take(first)
    assert named() == "Ines Calder"
    network.do(shortlists.disclose, project_id=project, text="Paid by the owner alone", on=ON)
    network.do(shortlists.acknowledge, project_id=project, person="Jo Hale", on=ON)
    take(first)  # the same once more changes nothing
    network.do(shortlists.acknowledge, project_id=project, person="Jo Hale", on=ON)
    take(second)
    assert named() == "Tom Reyle"
    with pytest.raises(DomainError, match="no disclosure"):
        network.do(shortlists.acknowledge, project_id=project, person="Jo Hale", on=ON)


def test_projects_follow_a_broker_to_another_name_and_undo_takes_both_back(network: Network) -> None:
    broker = network.add()
    started = dict(card="CARD-SYSTEM", main_template="TPL-POS", on=ON)
    owner = projects.OwnerFacts(owner_name="Jo Hale")
    theirs, typed, other = (
        network.do(projects.start, title=title, broker_name=name, owner=owner, **started)
        for title, name in (("Tills", "Ines Calder"), ("Wi-Fi", "ines calder"), ("Site", "Tom Reyle"))
    )

    def named() -> list[str]:
        return [
            network.workspace.read(lambda s, key=key: projects.find_project(s, key).broker_name)
            for key in (theirs, typed, other)
        ]

    network.do(brokers.change_broker, broker_id=broker, name="Ines Calder-Roy", town="Leith")
    assert named() == ["Ines Calder-Roy", "Ines Calder-Roy", "Tom Reyle"]
    network.workspace.undo()
    assert named() == ["Ines Calder", "ines calder", "Tom Reyle"]


def test_a_broker_whose_name_was_typed_otherwise_is_still_the_one_of_the_project(network: Network) -> None:
    network.add()
    project = network.do(
        projects.start, title="Tills", card="CARD-SYSTEM", main_template="TPL-POS", broker_name="ines calder",
        owner=projects.OwnerFacts(owner_name="Jo Hale"), on=ON,
    )  # fmt: skip
    found = network.workspace.read(
        lambda s: broker_search.search(s, lens=Lens.OWNER, project_id=project, today=ON, formats=Formats())
    )
    assert found is not None
    assert [(card.row.name, card.chosen) for card in found.cards] == [("Ines Calder", True)]
