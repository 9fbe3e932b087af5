"""What is read of brokers: records counted from projects, names only once a declaration was read, nothing private."""

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.awards import award_refusal
from app.domain.engagements import Review, Stage
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.quotes import Decision, Quote
from app.domain.shortlists import Candidate, Disclosure, Waiver
from app.persistence.workspace import Workspace
from app.queries import broker_search, brokers, quote_asking, shortlists
from app.queries.broker_places import read_regions
from app.queries.broker_rows import BrokerSearch
from app.queries.broker_words import short_record
from app.queries.declarations import disclosure_of
from app.queries.lens import Lens
from app.queries.suggestion_records import Came, awards_to_tell, came, suggestions
from app.services import brokers as verbs
from app.services import providers
from app.services.projects import OwnerFacts, start
from app.services.shortlists import acknowledge, sign_as_second_broker
from app.words.formats import Formats
from app.workflows.disclosures import declare

ON = date(2026, 11, 24)
FORMATS = Formats()


class Office:
    """A broker's workspace with projects made row by row, each with the end it is given."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.me: uuid.UUID = self.do(
            verbs.add_broker, name="Ines Calder", on=ON, notes="CANARY-NOTE", town="Leeds", country="GB",
            regions=["GB/Yorkshire"], languages=["English"], templates=["TPL-POS"],
        )  # fmt: skip
        self.do(verbs.say_who_is_me, broker_id=self.me)
        self.firms: dict[str, uuid.UUID] = {
            name: self.do(providers.add_provider, name=name, on=ON) for name in ("Larch", "Fir", "Alder")
        }

    def do(self, verb: Callable[..., Any], **facts: Any) -> Any:
        return self.workspace.write(lambda session: verb(session, **facts), "Step")[0]

    def read(self, query: Callable[..., Any], **facts: Any) -> Any:
        return self.workspace.read(lambda session: query(session, **facts))

    def project(self, broker: str = "Ines Calder", **owner: Any) -> uuid.UUID:
        facts = OwnerFacts(owner_name="Jo Hale", country="GB", **owner)
        return uuid.UUID(
            str(
                self.do(
                    start, title="Tills", card="CARD-SYSTEM", main_template="TPL-POS", owner=facts,
                    broker_name=broker, on=ON,
                )
            )
        )  # fmt: skip

    def suggest(self, project: uuid.UUID, *names: str, invited: bool = True) -> None:
        def put(session: Session) -> None:
            for name in names:
                session.add(
                    Candidate(
                        project_id=project, provider_ref=self.firms[name], name=name,
                        outcome={"suggested": True}, invited_on=ON if invited else None,
                    )
                )  # fmt: skip

        self.workspace.write(put, "Suggest")

    def award(
        self, project: uuid.UUID, name: str, on: date = ON, stages: tuple[tuple[int, int], ...] = ()
    ) -> None:
        """`stages` are (day due, day handed over) of the month."""

        def put(session: Session) -> None:
            quote = Quote(project_id=project, provider_ref=self.firms[name], provider_name=name)
            session.add(quote)
            session.flush()
            session.add(Decision(project_id=project, quote_id=quote.id, typed_name="Jo Hale", decided_on=on))
            for number, (due, handed) in enumerate(stages, start=1):
                stage = Stage(
                    project_id=project,
                    number=number,
                    title="S",
                    planned_on=date(2026, 10, due),
                    state="accepted",
                )
                session.add(stage)
                session.flush()
                session.add(
                    Review(
                        project_id=project, stage_id=stage.id, round=1, submitted_on=date(2026, 10, handed),
                        decided_on=date(2026, 11, 20), result="accepted",
                    )
                )  # fmt: skip

        self.workspace.write(put, "Award")

    def statements(self, query: Callable[[], object]) -> list[str]:
        """What the database was asked while `query` ran."""
        asked: list[str] = []
        engine = self.workspace.store.engine

        def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            query()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return asked


@pytest.fixture
def office(workspace: Workspace) -> Office:
    return Office(workspace)


# ---- the record


def test_a_record_counts_suggested_asked_chosen_and_in_time(office: Office) -> None:
    first, second = office.project(), office.project()
    office.suggest(first, "Larch", "Fir")
    office.suggest(second, "Larch", "Alder", invited=False)
    office.suggest(second, "Fir")
    office.award(first, "Larch", stages=((10, 9), (12, 12), (14, 15)))
    record = came(office.read(suggestions))
    assert (record.projects, record.suggested, record.invited, record.awarded) == (2, 5, 3, 1)
    assert (record.on_time, record.accepted) == (2, 3)
    seen = office.read(brokers.profile, lens=Lens.BROKER, broker_id=office.me, today=ON, formats=FORMATS)
    assert [(line.counted, line.between) for line in seen.record] == [
        ("3 of 5", "likely between 33% and 83%"),
        ("1 of 3", "likely between 10% and 68%"),
        ("2 of 3", "likely between 32% and 90%"),
    ]
    assert seen.row.record == "1 chosen of 5 suggested · 2 of 3 stages in time"
    assert short_record(Came(projects=1, suggested=3)) == "0 chosen of 3 suggested · no stage accepted yet"
    assert [(row.provider, row.projects, row.awarded) for row in seen.providers] == [
        ("Larch", "2 projects", "1 of 2"),
        ("Fir", "2 projects", "0 of 2"),
        ("Alder", "1 project", "0 of 1"),
    ]


def test_what_was_only_ranked_or_advised_by_another_counts_for_nobody_else(office: Office) -> None:
    mine, theirs, alone = office.project(), office.project("Tom Reyle"), office.project("")
    office.suggest(theirs, "Larch")
    office.suggest(alone, "Larch")

    def ranked(session: Session) -> None:
        session.add(
            Candidate(
                project_id=mine, provider_ref=office.firms["Fir"], name="Fir", outcome={"suggested": False}
            )
        )

    office.workspace.write(ranked, "Rank")
    seen = office.read(brokers.profile, lens=Lens.BROKER, broker_id=office.me, today=ON, formats=FORMATS)
    assert seen.row.record == "No record here yet"
    assert {line.counted for line in seen.record} == {"None yet"}
    assert [each.broker for each in office.read(suggestions)] == ["Tom Reyle"]


def test_a_choice_that_was_withdrawn_is_no_award(office: Office) -> None:
    project = office.project()
    office.suggest(project, "Larch")
    office.award(project, "Larch")

    def withdraw(session: Session) -> None:
        for decision in session.scalars(select(Decision)):
            decision.stands = False

    office.workspace.write(withdraw, "Withdraw")
    assert came(office.read(suggestions)).awarded == 0


# ---- what is private, and names before a declaration was read


def test_the_owner_is_never_given_notes_who_is_me_or_names_of_providers(office: Office) -> None:
    office.do(
        verbs.endorse, broker_id=office.me, provider_id=office.firms["Larch"], rests_on="worked", strength=3, on=ON,
        reason="Changed forty tills in one night.",
    )  # fmt: skip
    office.suggest(office.project(), "Fir")
    seen: list[object] = []

    def look() -> None:
        seen.append(office.read(brokers.brokers, lens=Lens.OWNER, formats=FORMATS))
        seen.append(
            office.read(brokers.profile, lens=Lens.OWNER, broker_id=office.me, today=ON, formats=FORMATS)
        )
        seen.append(
            office.read(
                brokers.endorsements,
                lens=Lens.OWNER,
                provider_id=office.firms["Larch"],
                today=ON,
                formats=FORMATS,
            )
        )

    asked = office.statements(look)
    assert asked
    assert not any("broker.notes" in each or "broker.me" in each for each in asked)
    assert not [word for word in ("CANARY", "Larch", "Fir", "forty tills", "me=True") if word in repr(seen)]
    mine = office.read(brokers.profile, lens=Lens.BROKER, broker_id=office.me, today=ON, formats=FORMATS)
    assert (mine.notes, mine.row.me) == ("CANARY-NOTE", True)


def test_before_the_declaration_is_read_no_name_is_selected_for_the_owner(office: Office) -> None:
    project = office.project()
    office.suggest(project, "Larch", "Fir")
    tie = {office.firms["Larch"].hex: "past client"}
    declare(
        office.workspace, project_id=project, text="Paid by the hour", relations=tie,
        benefits={office.firms["Larch"].hex: "Nothing"}, fee_model="BF-HOUR", on=ON,
    )  # fmt: skip

    def look(lens: Lens = Lens.OWNER) -> list[object]:
        facts = {"lens": lens, "project_id": project}
        candidates = office.workspace.read(lambda s: [c.id for c in s.scalars(select(Candidate))])
        return [
            office.read(shortlists.shortlist, **facts, formats=FORMATS),
            office.read(shortlists.why, **facts, candidate_id=candidates[0], formats=FORMATS),
            office.read(quote_asking.asking, **facts),
        ]

    def read_both() -> None:
        office.read(shortlists.shortlist, lens=Lens.OWNER, project_id=project, formats=FORMATS)
        office.read(quote_asking.asking, lens=Lens.OWNER, project_id=project)

    asked = office.statements(read_both)
    assert asked
    assert not any("candidate.name" in each or "provider.name" in each for each in asked)
    assert not [name for name in ("Larch", "Fir") if name in repr(look())]
    told = look()[0].disclosure  # type: ignore[attr-defined]
    assert told.ties[0].line == (
        "A provider in the directory: They have been a client of the broker. What the broker has from it: Nothing"
    )
    assert told.fee_words == "Hourly with cap"
    assert "Larch" in repr(look(Lens.BROKER))
    office.do(acknowledge, project_id=project, person="Jo Hale", on=ON)
    read = look()[0].disclosure  # type: ignore[attr-defined]
    assert read.ties[0].line.startswith("Larch: They have been a client of the broker.")
    assert "Fir" in repr(look())


def test_without_a_broker_there_is_nothing_to_read_first(office: Office) -> None:
    project = office.project("")
    office.suggest(project, "Larch")
    seen = office.read(quote_asking.asking, lens=Lens.OWNER, project_id=project)
    assert [each.name for each in seen.candidates] == ["Larch"]


# ---- earlier awards


def _told(office: Office, project: uuid.UUID, lens: Lens = Lens.BROKER) -> tuple[str, ...]:
    view = office.read(shortlists.shortlist, lens=lens, project_id=project, formats=FORMATS)
    assert view.disclosure is not None
    found: tuple[str, ...] = view.disclosure.awards
    return found


def test_earlier_awards_are_counted_from_the_record_and_named_only_where_they_are_listed(
    office: Office,
) -> None:
    for name, on in (("Larch", ON), ("Larch", ON), ("Alder", ON), ("Fir", date(2025, 10, 1))):
        office.award(office.project(), name, on=on)
    office.award(office.project("Tom Reyle"), "Fir")
    project = office.project()
    office.suggest(project, "Larch", "Fir")
    declare(office.workspace, project_id=project, text="Paid by the hour", on=ON)
    assert _told(office, project) == (
        "In the 12 months before, 3 other projects of this broker led to a choice.",
        "Larch was chosen in 2 of 3.",
    )
    assert _told(office, project, Lens.OWNER) == (
        "In the 12 months before, 3 other projects of this broker led to a choice.",
        "The provider chosen most often was chosen in 2 of 3.",
    )


def test_more_than_two_in_five_of_five_awards_calls_for_a_second_broker(office: Office) -> None:
    for name in ("Larch", "Larch", "Larch", "Fir", "Alder"):
        office.award(office.project(), name)
    project = office.project()
    declare(office.workspace, project_id=project, text="Paid by the hour", on=ON)
    assert _told(office, project)[-1].endswith("a second broker has to sign for it.")


def test_who_was_chosen_so_often_waits_for_a_second_broker_who_is_neither_side(office: Office) -> None:
    for name in ("Larch", "Larch", "Larch", "Fir", "Alder"):
        office.award(office.project(), name)
    project = office.project()
    office.suggest(project, "Larch", "Fir")
    declare(office.workspace, project_id=project, text="Paid by the hour", on=ON)

    def listed(name: str) -> Candidate:
        found = office.workspace.read(
            lambda s: s.scalars(
                select(Candidate).where(Candidate.project_id == project, Candidate.name == name)
            ).one()
        )
        assert isinstance(found, Candidate)
        return found

    def refusal(name: str) -> str:
        row = replace_gates(listed(name))
        quote = Quote(project_id=project, provider_name=name, price=Money.of(Decimal(900), "GBP"))
        waivers = office.workspace.read(lambda s: s.scalars(select(Waiver)).all())
        filed = office.workspace.read(lambda s: disclosure_of(s, project))
        return award_refusal(quote, row, waivers, ON, None, filed)

    assert "A second broker signs for it first" in refusal("Larch")
    assert refusal("Fir") == ""
    sign = partial(office.do, sign_as_second_broker, candidate_id=listed("Larch").id, on=ON)
    for person, told in (("ines calder", "Somebody else"), ("Jo Hale", "Somebody else"), (" ", "full name")):
        with pytest.raises(DomainError, match=told):
            sign(person=person, reason="I read all three quotes")
    sign(person="Tom Reyle", reason="I read all three quotes")
    assert refusal("Larch") == ""
    with pytest.raises(DomainError, match="No second broker has to sign for Fir"):
        office.do(
            sign_as_second_broker, candidate_id=listed("Fir").id, person="Tom Reyle", reason="As above", on=ON
        )


def replace_gates(row: Candidate) -> Candidate:
    """The same provider after it passed everything that is checked."""
    return Candidate(
        id=row.id, provider_ref=row.provider_ref, name=row.name,
        outcome={"gates": [{"gate": "GATE-01", "answer": "pass", "waivable": False}]},
    )  # fmt: skip


def test_a_first_project_says_that_no_other_led_to_a_choice(office: Office) -> None:
    project = office.project()
    declare(office.workspace, project_id=project, text="Paid by the hour", on=ON)
    assert _told(office, project) == (
        "In the 12 months before, no other project of this broker led to a choice.",
    )
    assert office.read(awards_to_tell, project_id=office.project(""), on=ON) == {}


def test_a_declaration_filed_again_with_more_awards_is_read_again(office: Office) -> None:
    project = office.project()
    declare(office.workspace, project_id=project, text="Paid by the hour", on=ON)
    office.do(acknowledge, project_id=project, person="Jo Hale", on=ON)
    declare(office.workspace, project_id=project, text="Paid by the hour", on=date(2026, 11, 25))

    def read_on() -> date | None:
        return office.workspace.read(lambda s: s.scalars(select(Disclosure)).one().acknowledged_on)

    assert read_on() == ON
    office.award(office.project(), "Larch")
    declare(office.workspace, project_id=project, text="Paid by the hour", on=ON)
    assert read_on() is None


# ---- finding one


def _search(office: Office, project: uuid.UUID, lens: Lens = Lens.OWNER) -> BrokerSearch:
    found = office.read(broker_search.search, lens=lens, project_id=project, today=ON, formats=FORMATS)
    assert isinstance(found, BrokerSearch)
    return found


def test_a_broker_who_fits_stands_before_one_nobody_knows_and_reasons_say_why(office: Office) -> None:
    office.do(verbs.add_broker, name="Nobody Known", on=ON)
    found = _search(office, office.project("", town="York"))
    assert [(card.row.name, card.place) for card in found.cards] == [("Ines Calder", 1), ("Nobody Known", 2)]
    best, unknown = found.cards
    assert "Advises on Point of sale and inventory." in best.strengths
    assert "In Leeds, in reach of the owner." in best.strengths
    assert "They have not said where they take work." in unknown.unknowns
    assert sum(each.adds for each in best.factors) == pytest.approx(best.shown, abs=0.6)


def test_language_and_region_keep_a_broker_off_with_the_reason(office: Office) -> None:
    office.do(verbs.add_broker, name="Saskia", on=ON, languages=["Dutch"], regions=["NL"], country="NL")
    found = _search(office, office.project("", town="York"))
    (out,) = found.out
    assert out.name == "Saskia"
    assert out.reasons == ("Speaks none of: English.", "Takes no work in York.")


def test_a_tie_to_a_provider_of_the_project_keeps_a_broker_off_and_the_owner_reads_no_name(
    office: Office,
) -> None:
    project = office.project("", town="York")
    office.suggest(project, "Larch")
    office.do(
        verbs.endorse, broker_id=office.me, provider_id=office.firms["Larch"], rests_on="known", strength=1,
        tie="family", reason="My brother runs it, and runs it well.", on=ON,
    )  # fmt: skip
    assert _search(office, project).out[0].reasons == (
        "Has owners or family in common with a provider of this project.",
    )
    assert "Larch" in _search(office, project, Lens.BROKER).out[0].reasons[0]


def test_once_a_provider_is_chosen_the_broker_stays(office: Office) -> None:
    project = office.project("", town="York")

    def awarded(session: Session) -> None:
        session.get_one(Project, project).state = "awarded"

    office.workspace.write(awarded, "Award")
    assert _search(office, project).refusal


def test_regions_are_read_as_countries_or_as_places_in_the_brokers_own() -> None:
    read = read_regions("Yorkshire, Ireland , , Leeds,Yorkshire", "GB", "en_GB")
    assert read == ("GB/Yorkshire", "IE", "GB/Leeds")
