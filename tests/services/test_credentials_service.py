"""The life of a credential: what may follow what, who may do it, what goes on record, and what it then counts."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.analysis.credentials import CheckLevel, Tier
from app.domain.credentials import held_of, state_of
from app.domain.errors import DomainError
from app.domain.providers import CheckOutcome, CredentialStep, ProviderCredential
from app.knowledge import load_knowledge
from app.knowledge.match_rules import credential_rules
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.provider_records import gather_providers
from app.services import credentials, providers
from app.services.credentials import Checked, Dates

ON = date(2026, 3, 2)
PERSON = "Petra Averill"
DATES = Dates(issued_on=date(2026, 3, 1), expires_on=date(2027, 3, 1))


class Book:
    """One provider and its credentials."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.provider = uuid.UUID(str(self.do(providers.add_provider, name="Larch Ltd", on=ON)))

    def do(self, verb: Callable[..., Any], **facts: Any) -> Any:
        return self.workspace.write(lambda session: verb(session, **facts), verb.__name__)[0]

    def claim(self, name: str = "CRD-CE", level: int = 0, **more: Any) -> uuid.UUID:
        more = {"on": ON, "by": PERSON, **more}
        facts = {"provider_id": self.provider, "credential": name, "level": level}
        return uuid.UUID(str(self.do(credentials.set_credential, **facts, **more)))

    def row(self, key: uuid.UUID) -> ProviderCredential:
        return self.workspace.read(lambda session: session.get_one(ProviderCredential, key))

    def state(self, key: uuid.UUID, on: date = ON) -> str:
        return state_of(self.row(key), on)

    def steps(self, key: uuid.UUID) -> list[tuple[str, date, str]]:
        statement = (
            select(CredentialStep).where(CredentialStep.credential_id == key).order_by(CredentialStep.id)
        )
        rows = self.workspace.read(lambda session: session.scalars(statement).all())
        return [(row.step, row.taken_on, row.person) for row in rows]

    def see(self, key: uuid.UUID, **more: Any) -> None:
        facts = {"evidence": "Certificate 4711", "dates": DATES, "on": ON, "by": PERSON, **more}
        self.do(credentials.see, credential_id=key, **facts)

    def check(self, key: uuid.UUID, on: date = ON, **more: Any) -> None:
        self.do(credentials.check, credential_id=key, checked=Checked(on, PERSON, **more))

    def tier(self, on: date = ON) -> Tier:
        def read(session: Any) -> Tier:
            facts = gather_providers(session, [self.provider], lens=Lens.BROKER)[self.provider]
            return facts.standing(on, credential_rules(load_knowledge())).tier

        return self.workspace.read(read)


@pytest.fixture
def book(workspace: Workspace) -> Book:
    return Book(workspace)


def test_a_life_from_the_claim_to_the_renewal_is_on_record_step_by_step(book: Book) -> None:
    key = book.claim()
    assert book.state(key) == "claimed"
    book.see(key)
    assert book.state(key) == "evidence_seen"
    book.check(key, where="public certificate search")
    assert book.state(key) == "verified"
    assert (book.row(key).checked_where, book.row(key).outcome) == (
        "public certificate search",
        CheckOutcome.PASS,
    )
    assert book.state(key, date(2027, 2, 1)) == "expiring"
    assert book.state(key, date(2027, 3, 2)) == "expired"
    later = date(2027, 3, 20)
    renewal = Dates(expires_on=date(2028, 3, 1))
    book.do(
        credentials.renew, credential_id=key, dates=renewal, checked=Checked(later, PERSON), number="CE-2"
    )
    assert (book.state(key, later), book.row(key).expires_on, book.row(key).number) == (
        "verified", date(2028, 3, 1), "CE-2",
    )  # fmt: skip
    assert book.steps(key) == [
        ("claimed", ON, PERSON), ("seen", ON, PERSON), ("checked", ON, PERSON), ("renewed", later, PERSON),
    ]  # fmt: skip


def test_every_step_can_be_undone_with_its_record(book: Book) -> None:
    key = book.claim()
    book.see(key)
    book.check(key)
    book.workspace.undo()
    assert (book.state(key), [step for step, *_ in book.steps(key)]) == ("evidence_seen", ["claimed", "seen"])


@pytest.mark.parametrize("who", ["owner", "provider"])
def test_only_the_broker_checks_refuses_withdraws_and_decides(book: Book, who: str) -> None:
    seen, checked = book.claim(level=1), book.claim("CRD-TAX", level=2, expires_on=date(2027, 1, 1))
    told = {"on": ON, "by": "Somebody", "who": who}
    refused: tuple[tuple[Callable[..., Any], dict[str, Any]], ...] = (
        (credentials.check, {"credential_id": seen, "checked": Checked(ON, "Somebody", who=who)}),
        (credentials.refuse, {"credential_id": seen, "reason": "No", **told}),
        (credentials.withdraw, {"credential_id": checked, "reason": "No", "false_evidence": False, **told}),
        (credentials.decide, {"credential_id": seen, "outcome": "pass", **told}),
        (credentials.renew, {
            "credential_id": checked, "dates": DATES, "checked": Checked(ON, "Somebody", who=who),
        }),
    )  # fmt: skip
    for verb, facts in refused:
        with pytest.raises(DomainError, match="Only the broker"):
            book.do(verb, **facts)


def test_a_provider_shows_its_own_paper_and_an_owner_cannot(book: Book) -> None:
    key = book.claim()
    with pytest.raises(DomainError, match="Only the provider can do this: attach evidence"):
        book.see(key, who="owner")
    book.see(key, who="provider")
    assert book.row(key).level == CheckLevel.SEEN


def test_steps_out_of_turn_are_refused_in_words(book: Book) -> None:
    key = book.claim(level=2, expires_on=date(2027, 1, 1))
    with pytest.raises(DomainError, match="This step comes at another point"):
        book.see(key)
    with pytest.raises(DomainError, match="This step comes at another point"):
        book.do(credentials.refuse, credential_id=key, reason="No", on=ON, by=PERSON)
    with pytest.raises(DomainError, match="Enter who checked it"):
        book.do(credentials.check, credential_id=key, checked=Checked(ON, " "))
    ended = Dates(expires_on=date(2026, 1, 1))
    with pytest.raises(DomainError, match="must not have ended already"):
        book.do(credentials.renew, credential_id=key, dates=ended, checked=Checked(ON, PERSON))


def test_what_does_not_match_is_refused_and_another_paper_stands_for_itself(book: Book) -> None:
    key = book.claim(level=1)
    with pytest.raises(DomainError, match="Say why"):
        book.do(credentials.refuse, credential_id=key, reason=" ", on=ON, by=PERSON)
    book.do(credentials.refuse, credential_id=key, reason="Names the parent", on=ON, by=PERSON)
    assert (book.state(key), held_of(book.row(key)).revoked) == ("refused", True)
    book.see(key)
    assert (book.state(key), held_of(book.row(key)).revoked) == ("evidence_seen", False)


def test_false_evidence_suspends_and_what_was_merely_withdrawn_does_not(book: Book) -> None:
    for name in ("CRD-REG", "CRD-INSPI", "CRD-REF", "CRD-COI"):
        book.claim(name, level=2, expires_on=date(2027, 1, 1))
    extra = book.claim("CRD-CE", level=2, expires_on=date(2027, 1, 1))
    assert book.tier() is Tier.LISTED
    told: dict[str, Any] = {"credential_id": extra, "on": ON, "by": PERSON}
    book.do(credentials.withdraw, reason="Scheme closed", false_evidence=False, **told)
    assert (book.state(extra), book.tier()) == ("revoked", Tier.LISTED)
    with pytest.raises(DomainError, match="Record it anew"):
        book.check(extra)
    book.workspace.undo()
    book.do(credentials.withdraw, reason="The number is of another firm", false_evidence=True, **told)
    assert book.tier() is Tier.SUSPENDED


def test_a_result_needs_its_words_and_says_what_the_check_counts(book: Book) -> None:
    key = book.claim("CRD-INSPI", level=2, expires_on=date(2027, 1, 1))
    told: dict[str, Any] = {"credential_id": key, "on": ON, "by": PERSON}
    for outcome, words in (
        ("fail", "Write what is done about it"),
        ("needs_person", "Write what is to be decided"),
    ):
        with pytest.raises(DomainError, match=words):
            book.do(credentials.decide, outcome=outcome, **told)
    book.do(credentials.decide, outcome="needs_person", mitigation="Are off-shore staff covered?", **told)
    assert held_of(book.row(key)).level is CheckLevel.SEEN
    book.do(credentials.decide, outcome="fail", mitigation="Only people on site for this work", **told)
    row = book.row(key)
    assert held_of(row).revoked
    assert (row.mitigation, row.decided_by, row.decided_on) == (
        "Only people on site for this work",
        PERSON,
        ON,
    )
    book.do(credentials.decide, outcome="pass", mitigation="forgotten", **told)
    row = book.row(key)
    assert (held_of(row).level, held_of(row).revoked, row.mitigation) == (CheckLevel.CHECKED, False, "")


def test_the_broker_s_own_check_runs_anew_from_the_day_it_is_repeated(book: Book) -> None:
    key = book.claim("CRD-REG", level=2, issued_on=date(2025, 6, 1), checked_on=date(2025, 6, 1))
    assert book.row(key).expires_on == date(2026, 6, 1)
    book.check(key)
    assert book.row(key).expires_on == date(2027, 3, 2)
    certificate = book.claim("CRD-ISO9001", level=2, expires_on=date(2028, 1, 1), checked_on=date(2025, 1, 1))
    assert book.state(certificate) == "due_recheck"
    book.check(certificate)
    assert (book.row(certificate).expires_on, book.state(certificate)) == (date(2028, 1, 1), "verified")


def test_two_people_hold_the_same_certificate_each_on_a_row_of_their_own(book: Book) -> None:
    people = [
        book.do(providers.set_person, provider_id=book.provider, name=name, role="ROLE-PM")
        for name in ("Ana", "Bo")
    ]
    rows = {book.claim("CRD-PMP", level=2, person_id=person, number="1234567") for person in people}
    assert len(rows) == 2
    assert book.claim("CRD-PMP", level=3, person_id=people[0]) in rows


def test_a_number_that_cannot_be_one_is_refused_with_an_example(book: Book) -> None:
    with pytest.raises(DomainError, match="The number of “PMP” looks like 1234567"):
        book.claim("CRD-PMP", number="PMP no. 5")
    book.claim("CRD-CE", number="anything: no form is known")


def test_an_imported_end_stays_when_it_is_checked(book: Book) -> None:
    key = book.claim("CRD-CE", level=0, expires_on=date(2026, 11, 1))
    book.see(key, dates=Dates(expires_on=date(2026, 11, 1)))
    book.check(key)
    assert book.row(key).expires_on == date(2026, 11, 1)


def test_a_provider_leaves_with_its_credentials_and_their_steps(book: Book) -> None:
    key = book.claim()
    book.do(providers.remove_provider, provider_id=book.provider)
    assert book.steps(key) == []
