"""A project goes there and back in files between an owner's and a broker's workspace."""

import io
import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.base import Base, Role, Scope
from app.domain.briefs import Answer, BriefFile, BriefItem, ItemKind
from app.domain.clients import Client
from app.domain.projects import Project
from app.domain.providers import Provider, ProviderRate
from app.domain.quotes import Quote
from app.domain.shortlists import Candidate, Disclosure, MatchRun, QuoteRequest
from app.domain.terms import Clause, ExitItem, PlanRisk, PlanVersion, RhythmLine, ServiceLevel
from app.exchange import engagement_file
from app.exchange.arrivals import take_in
from app.exchange.engagement_file import FILES, FileRefused, read_engagement_file
from app.exchange.pace import Stopped
from app.exchange.rights import BINDS
from app.persistence.backup import BEFORE_MERGE, extract, read_backup
from app.persistence.fields import shapes
from app.persistence.restore import restore
from app.persistence.workspace import Workspace
from app.queries.documents import documents as listed
from app.queries.lens import Lens
from app.services import briefs, documents, projects, quotes, shortlists
from app.services.projects import OwnerFacts
from app.words.formats import Formats
from app.workflows.engagement_kinds import KINDS
from app.workflows.opened_files import look_into
from tests.clinic import PROVIDERS, Clinic, outcome
from tests.exchange.desks import BROKER, OWNER, Desk, day, two_desks

JAN = day("2026-01-12")
FEB = day("2026-02-06")


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    with two_desks(tmp_path) as both:
        yield both


def described(owner: Desk) -> uuid.UUID:
    """A project as the owner begins it."""
    project: uuid.UUID = owner.do(
        projects.start,
        title="Appointments and stock",
        card="CARD-RUN",
        main_template="TPL-ERP",
        owner=OwnerFacts(owner_name=OWNER, business="Bramblecott Vets", town="Harrowmere"),
        on=JAN,
    )
    owner.add(BriefItem(project_id=project, kind=ItemKind.MUST, text="Book by telephone and online"))
    kept = owner.workspace.attachments.put(b"%PDF-1.7 how we work today", "today.pdf")
    owner.do(
        briefs.attach_file, project_id=project, question="b6.files", name="today.pdf",
        sha256=kept.sha256, size=kept.size, mime=kept.mime, on=JAN,
    )  # fmt: skip
    return project


def answered(desk: Desk, project: uuid.UUID, value: str) -> None:
    """What moves them, in the words of whoever sits there."""
    role = Role.BROKER if desk.workspace.person == BROKER else Role.OWNER
    desk.add(Answer(project_id=project, question="b1.why", value=value, given_by=role))


def test_there_and_back(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    project = described(owner)
    first = owner.hand_over(project)
    seen = broker.look_at(first)
    assert seen.is_new
    assert [each.person for each in seen.strangers] == [OWNER]
    assert broker.all(Project) == []
    broker.take(first)
    (there,) = broker.all(Project)
    assert (there.title, there.town) == ("Appointments and stock", "Harrowmere")
    (file,) = broker.all(BriefFile)
    assert broker.workspace.attachments.get(file.sha256) == b"%PDF-1.7 how we work today"

    broker.do(
        shortlists.add_by_hand,
        project_id=project,
        facts=shortlists.CandidateFacts(uuid.uuid4(), "Larchfield Systems", 1, {"town": "Harrowmere"}),
        reason="They know veterinary software",
        on=FEB,
    )
    broker.do(shortlists.disclose, project_id=project, text="The owner pays me by the hour.", on=FEB)
    second = broker.hand_over(project)
    seen = owner.look_at(second)
    assert not seen.is_new
    assert not seen.clashes
    assert not seen.put_back
    assert {each.entity for each in seen.rows} == {"project", "candidate", "disclosure"}
    owner.take(second)
    assert [each.name for each in owner.all(Candidate)] == ["Larchfield Systems"]

    owner.do(shortlists.acknowledge, project_id=project, person=OWNER, on=FEB)
    (candidate,) = owner.all(Candidate)
    owner.do(shortlists.tick, candidate_id=candidate.id, ticked=True, on=FEB)
    broker.take(owner.hand_over(project))
    assert broker.all(Disclosure)[0].acknowledged_by == OWNER
    assert broker.all(Candidate)[0].ticked
    for desk in desks:
        assert desk.workspace.check().ok


def test_a_file_that_says_nothing_new(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    project = described(owner)
    first = owner.hand_over(project)
    owner.do(projects.rename, project_id=project, title="Appointments", on=FEB)
    second = owner.hand_over(project)
    broker.take(second)
    before = broker.state()
    for content in (first, second, first):
        assert broker.look_at(content).operations == 0
        broker.take(content)
    assert broker.state() == before
    assert broker.all(Project)[0].title == "Appointments"


def test_a_look_leaves_no_trace_and_an_import_is_backed_up(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    content = owner.hand_over(described(owner))
    before = broker.state()
    broker.look_at(content)
    assert broker.state() == before
    broker.take(content)
    assert [each.reason for each in broker.workspace.backups.listed()] == [BEFORE_MERGE]


def test_two_edits_of_different_fields_merge(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    project = described(owner)
    broker.take(owner.hand_over(project))
    owner.do(projects.rename, project_id=project, title="Appointments", on=day("2026-02-01"))
    broker.do(shortlists.disclose, project_id=project, text="The owner pays me.", on=FEB)
    owner.take(broker.hand_over(project))
    broker.take(owner.hand_over(project))
    for desk in desks:
        (there,) = desk.all(Project)
        assert (there.title, there.changed_on) == ("Appointments", FEB)
        assert desk.workspace.check().ok


def test_a_clash_is_told_and_nothing_is_imported(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    project = described(owner)
    broker.take(owner.hand_over(project))
    owner.do(shared_edit, project_id=project, value="GBP")
    owner.do(shared_edit, project_id=project, value="EUR")
    broker.do(shared_edit, project_id=project, value="USD")
    kept = broker.workspace.attachments.put(b"%PDF-1.7 from the broker", "note.pdf")
    broker.do(
        briefs.attach_file, project_id=project, question="b6.files", name="note.pdf",
        sha256=kept.sha256, size=kept.size, mime=kept.mime, on=FEB,
    )  # fmt: skip
    content = broker.hand_over(project)
    seen = owner.look_at(content)
    assert [(each.entity, each.field, each.ours, each.theirs) for each in seen.clashes] == [
        ("project", "currency", "EUR", "USD")
    ]
    before = owner.state()
    with pytest.raises(FileRefused, match="both changed"):
        owner.take(content)
    assert owner.state() == before
    assert not owner.workspace.attachments.has(kept.sha256)
    owner.do(shared_edit, project_id=project, value="USD")
    owner.take(content)
    assert owner.all(Project)[0].currency == "USD"


def shared_edit(session: Session, *, project_id: uuid.UUID, value: str) -> None:
    session.get_one(Project, project_id).currency = value


def test_one_question_answered_on_both_sides(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    project = described(owner)
    broker.take(owner.hand_over(project))
    answered(owner, project, "We lose calls")
    answered(broker, project, "Calls are lost")
    (clash,) = owner.look_at(broker.hand_over(project)).clashes
    assert (clash.entity, clash.ours["answer"]["value"], clash.theirs["answer"]["value"]) == (
        "answer",
        "We lose calls",
        "Calls are lost",
    )


def test_the_same_answer_given_twice_becomes_one(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    project = described(owner)
    broker.take(owner.hand_over(project))
    for desk in desks:
        answered(desk, project, "We lose calls")
    from_owner, from_broker = owner.hand_over(project), broker.hand_over(project)
    owner.take(from_broker)
    broker.take(from_owner)
    assert len(owner.all(Answer)) == 1
    assert [each.id for each in owner.all(Answer)] == [each.id for each in broker.all(Answer)]
    broker.take(owner.hand_over(project))
    assert len(broker.all(Answer)) == 1


def test_what_the_broker_signs_in_the_owners_name_is_put_back(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    project = described(owner)
    broker.take(owner.hand_over(project))
    broker.do(shortlists.disclose, project_id=project, text="The owner pays me.", on=FEB)
    broker.do(shortlists.acknowledge, project_id=project, person=OWNER, on=FEB)
    broker.do(projects.rename, project_id=project, title="Mine", on=FEB)
    seen = owner.take(broker.hand_over(project))
    assert {each.place[::2] for each in seen.put_back} == {
        ("disclosure", "acknowledged_on"),
        ("disclosure", "acknowledged_by"),
        ("project", "title"),
    }
    (disclosure,) = owner.all(Disclosure)
    assert (disclosure.text, disclosure.acknowledged_on) == ("The owner pays me.", None)
    assert owner.all(Project)[0].title == "Appointments and stock"
    broker.take(owner.hand_over(project))
    assert broker.all(Project)[0].title == "Appointments and stock"
    assert broker.all(Disclosure)[0].acknowledged_by == ""
    for desk in desks:
        assert desk.workspace.check().ok


def test_what_the_broker_deletes_of_the_owners_stays(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    project = described(owner)
    broker.take(owner.hand_over(project))
    broker.workspace.write(lambda session: session.delete(session.scalars(select(BriefItem)).one()), "remove")
    owner.take(broker.hand_over(project))
    assert [each.text for each in owner.all(BriefItem)] == ["Book by telephone and online"]


def test_a_changed_disclosure_is_acknowledged_anew(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    project = described(owner)
    broker.take(owner.hand_over(project))
    broker.do(shortlists.disclose, project_id=project, text="The owner pays me.", on=FEB)
    owner.take(broker.hand_over(project))
    owner.do(shortlists.acknowledge, project_id=project, person=OWNER, on=FEB)
    broker.take(owner.hand_over(project))
    broker.do(shortlists.disclose, project_id=project, text="So does Larchfield.", on=FEB)
    seen = owner.take(broker.hand_over(project))
    assert not seen.put_back
    assert owner.all(Disclosure)[0].acknowledged_on is None


def test_nothing_private_is_in_the_file(desks: tuple[Desk, Desk]) -> None:
    _, broker = desks
    seeds = {
        name: f"canary-{name}-7f3a" for name in ("note", "fee", "client", "provider", "rate", "candidate")
    }
    client = Client(name=seeds["client"], notes=seeds["client"])
    provider = Provider(name="Larchfield Systems", notes=seeds["provider"], added_on=JAN)
    broker.add(client, provider)
    broker.add(ProviderRate(provider_ref=provider.id, role=seeds["rate"], tier="senior"))
    project = described(broker)
    broker.do(projects.assign_client, project_id=project, client_id=client.id)
    broker.do(projects.write_broker_notes, project_id=project, notes=seeds["note"], fee=seeds["fee"])
    broker.add(MatchRun(project_id=project, ran_on=FEB, engine="1", inputs={}))
    broker.do(
        shortlists.add_by_hand, project_id=project, reason="They know veterinary software", on=FEB,
        facts=shortlists.CandidateFacts(provider.id, "Larchfield Systems", 1, {"town": "Harrowmere"}),
    )  # fmt: skip
    candidate = broker.all(Candidate)[0]
    broker.do(shortlists.write_note, candidate_id=candidate.id, note=seeds["candidate"])
    raw = broker.hand_over(project)
    unpacked = b"".join(every_byte(raw))
    assert b"Larchfield" in unpacked
    for seed in seeds.values():
        assert seed.encode() not in raw
        assert seed.encode() not in unpacked
    assert client.id.hex.encode() not in unpacked


def every_byte(raw: bytes) -> Iterator[bytes]:
    """Each member unpacked, and what is left when every deflated stream in the file is inflated by hand."""
    with zipfile.ZipFile(io.BytesIO(raw)) as container:
        for name in container.namelist():
            yield name.encode()
            yield container.read(name)
    for at in range(0, len(raw) - 4):
        if raw[at : at + 4] == b"PK\3\4":
            start = at + 30 + int.from_bytes(raw[at + 26 : at + 28], "little")
            try:
                yield zlib.decompressobj(-15).decompress(raw[start:])
            except zlib.error:
                continue


def test_a_known_device_with_another_key_is_refused(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, broker = desks
    project = described(owner)
    broker.take(owner.hand_over(project))
    owner.do(projects.rename, project_id=project, title="Appointments", on=FEB)
    with monkeypatch.context() as patched:
        for name in ("known_devices", "signing_key"):
            told = partial(another_key, getattr(engagement_file, name))
            patched.setattr(engagement_file, name, told)
        forged = owner.hand_over(project)
    with pytest.raises(FileRefused, match="another key"):
        broker.take(forged)
    assert broker.all(Project)[0].title == "Appointments and stock"


def another_key(ask: Callable[..., Any], *arguments: Any) -> Any:
    """What `ask` says of a device, with keys that are not its own."""
    return ask(*(b"\1" * 32 if isinstance(each, bytes) and len(each) == 32 else each for each in arguments))


def test_a_device_that_tells_two_histories_is_refused(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    owner, broker = desks
    project = described(owner)
    saved = tmp_path / "copy.backup"
    owner.workspace.backups.save_copy(saved)
    owner.do(projects.rename, project_id=project, title="Appointments", on=FEB)
    broker.take(owner.hand_over(project))
    owner.workspace.close()
    with twin_of(owner, saved, tmp_path / "twin") as twin:
        twin.do(projects.rename, project_id=project, title="Stock", on=FEB)
        with pytest.raises(FileRefused, match="two different histories"):
            broker.take(twin.hand_over(project))
    assert broker.all(Project)[0].title == "Appointments"


@contextmanager
def twin_of(owner: Desk, saved: Path, folder: Path) -> Iterator[Desk]:
    """The owner's workspace as it was, still writing as the same device: a copy that was carried off."""
    folder.mkdir()
    backup = read_backup(saved)
    for member in backup.members:
        extract(backup, member, folder / member)
    with Workspace.open(folder, owner.workspace.keys) as workspace:
        yield Desk(workspace)


def test_a_restored_workspace_is_met_as_a_new_device(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    owner, broker = desks
    project = described(owner)
    broker.take(owner.hand_over(project))
    saved = tmp_path / "copy.backup"
    owner.workspace.backups.save_copy(saved)
    owner.workspace.close()
    with restore(saved, None, tmp_path / "restored", owner.workspace.keys, device="new computer") as again:
        restored = Desk(again)
        restored.do(projects.rename, project_id=project, title="Appointments", on=FEB)
        content = restored.hand_over(project)
        assert [each.name for each in broker.look_at(content).strangers] == ["new computer"]
        broker.take(content)
    assert broker.all(Project)[0].title == "Appointments"
    assert broker.hand_over(project)  # with the statements of both of the owner's devices


def test_the_words_of_one_device_cannot_be_forged_by_another(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    project = described(owner)
    broker.take(owner.hand_over(project))
    mine = broker.workspace.store.journal.actor
    (theirs,) = (each for each in broker.look_at(owner.hand_over(project)).devices if each != mine)
    broker.workspace.store.transact(lambda connection: _become(connection, theirs))
    broker.workspace.store.journal.forget()
    broker.do(projects.rename, project_id=project, title="Forged", on=FEB)
    with pytest.raises(FileRefused, match="damaged or changed"):
        owner.take(broker.hand_over(project))
    assert broker.workspace.person == OWNER


def _become(connection: Connection, actor: bytes) -> None:
    connection.exec_driver_sql("UPDATE meta SET v = ? WHERE k = 'actor'", (actor,))


def test_people_are_named_as_they_say(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    project = described(owner)
    seen = broker.look_at(owner.hand_over(project))
    assert (seen.sender.person, seen.sender.role.value) == (OWNER, "owner")
    assert len(seen.sender.fingerprint.split()) == 6
    broker.take(owner.hand_over(project))
    assert owner.look_at(broker.hand_over(project)).strangers[0].person == BROKER


def test_everything_of_a_project_is_known_by_name_and_by_file() -> None:
    of_a_project = {name: shape for name, shape in shapes(Base).items() if shape.scope is Scope.ENGAGEMENT}
    assert of_a_project.keys() <= KINDS.keys()
    hashes = {(name, "sha256") for name, shape in of_a_project.items() if "sha256" in shape.fields}
    assert hashes <= set(FILES.items())
    assert {(name, each) for name, each in BINDS if each not in of_a_project[name].fields} == set()


def test_the_owner_asks_whom_the_broker_suggested(desks: tuple[Desk, Desk]) -> None:
    """Owner describes and agrees; broker discloses and puts one forward; owner acknowledges, asks; broker goes on."""
    owner, broker = desks
    clinic = Clinic(owner.workspace).scoped()
    broker.take(owner.hand_over(clinic.project))
    why = "They know veterinary software"
    added = shortlists.CandidateFacts(uuid.uuid4(), "Fenwick Networks", 4, {}, outcome())
    broker.do(shortlists.disclose, project_id=clinic.project, text="The owner pays me by the hour.", on=FEB)
    broker.do(shortlists.add_by_hand, project_id=clinic.project, facts=added, reason=why, on=FEB)

    seen = owner.take(broker.hand_over(clinic.project))
    assert seen.put_back == ()
    clinic.do(shortlists.acknowledge, project_id=clinic.project, person=OWNER, on=FEB)
    clinic.candidates = {each.name: each.id for each in owner.all(Candidate)}
    clinic.do(quotes.prepare_request, project_id=clinic.project, person=OWNER, on=FEB)
    clinic.do(quotes.approve_request, project_id=clinic.project, person=OWNER, on=day("2026-02-09"))
    clinic.issue()

    seen = broker.take(owner.hand_over(clinic.project))
    assert seen.put_back == ()
    (request,) = broker.all(QuoteRequest)
    assert (request.approved_by, request.deadline) == (OWNER, day("2026-02-20"))
    assert {each.provider_name for each in broker.all(Quote)} == {*PROVIDERS.values(), "Fenwick Networks"}
    broker.do(quotes.accept_invitation, quote_id=broker.all(Quote)[0].id, on=day("2026-02-10"))
    owner.take(broker.hand_over(clinic.project))
    for desk in desks:
        assert desk.workspace.check().ok
    assert rows_of(owner) == rows_of(broker)


def rows_of(desk: Desk) -> set[tuple[object, ...]]:
    """Every row of the project as its table holds it, without what is private."""
    known = desk.workspace.store.shapes
    tables = {name: shape for name, shape in known.items() if shape.scope is Scope.ENGAGEMENT}
    found: set[tuple[object, ...]] = set()
    connection = desk.workspace.store.reading_connection()
    try:
        for name, shape in tables.items():
            columns = [part.name for each in shape.fields.values() if not each.private for part in each.parts]
            found |= {
                (name, *row) for row in connection.execute(f"SELECT id, {', '.join(columns)} FROM {name}")
            }
    finally:
        connection.close()
    return found


def issued(desk: Desk, project: uuid.UUID, title: str) -> None:
    """A brief on record, numbered by whoever issues it."""
    kept = desk.workspace.attachments.put(f"%PDF-1.7 {title}".encode(), f"{title}.pdf")
    desk.do(
        documents.issue, project_id=project, kind="BRF", number="BRF-001", title=title, audience="provider",
        sha256=kept.sha256, pages=2, person=desk.workspace.person, on=FEB,
    )  # fmt: skip


def test_documents_of_one_number_are_told_and_both_kept(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    project = described(owner)
    broker.take(owner.hand_over(project))
    issued(owner, project, "As we want it")
    issued(broker, project, "As they want it")
    content = read_engagement_file(owner.hand_over(project))
    seen = look_into(broker.workspace, content, Formats(), {})
    assert seen is not None
    assert not seen.clashes
    (note,) = (each for each in seen.notes if "BRF-001" in each)
    assert f"one was issued by {BROKER}, the other by {OWNER}" in note
    broker.take(owner.hand_over(project))
    owner.take(broker.hand_over(project))
    for desk in desks:
        rows = desk.see(listed, project_id=project, lens=Lens.OWNER, formats=Formats())
        assert {row.told for row in rows} == {f"BRF-001 of {OWNER}", f"BRF-001 of {BROKER}"}
        assert len({desk.workspace.attachments.get(row.sha256) for row in rows}) == 2
    assert broker.see(documents.next_number, project_id=project, kind="BRF") == "BRF-003"
    again = look_into(owner.workspace, read_engagement_file(broker.hand_over(project)), Formats(), {})
    assert again is not None
    assert not again.notes


@pytest.mark.parametrize("ends", [1, 2])
def test_what_is_stopped_at_the_very_end_leaves_no_file_either(desks: tuple[Desk, Desk], ends: int) -> None:
    """After the last operation, and after the first attached file."""
    owner, broker = desks
    content, before = read_engagement_file(owner.hand_over(described(owner))), broker.state()
    told: list[bool] = []

    def watch(done: int, total: int) -> bool:
        told.append(done == total)
        return sum(told) < ends

    with pytest.raises(Stopped):
        take_in(broker.workspace, content, progress=watch)
    assert sum(told) == ends
    assert broker.state() == before
    assert broker.workspace.attachments.listed() == ()
    take_in(broker.workspace, content, progress=lambda done, total: done <= total)
    assert len(broker.workspace.attachments.listed()) == 1


def test_terms_risks_and_way_out_travel_with_the_project(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    project = described(owner)
    with_terms = (
        ServiceLevel(project_id=project, measure="SLA-AVAIL", name="Availability", target=Decimal("99.5"),
                     critical=Decimal("98.5"), weight=Decimal(30)),
        RhythmLine(project_id=project, kind="meeting", what="Kick-off", minutes=90),
        Clause(project_id=project, topic="CL-09", state="agreed", words="Only as we write"),
        PlanRisk(project_id=project, words="Testing squeezed", likely=4, hurts=3, cost=Money(250000, "GBP")),
        ExitItem(project_id=project, item="code", state="secured", place="Our repository"),
        PlanVersion(project_id=project, number=1, fixed_on=FEB, content={"dates": {"a": ["t:One", "d:2026-02-02"]}}),
    )  # fmt: skip
    with owner.workspace.unit("terms") as session:
        session.add_all(with_terms)
    broker.take(owner.hand_over(project))
    for entity in (ServiceLevel, RhythmLine, Clause, PlanRisk, ExitItem, PlanVersion):
        (here,), (there,) = owner.all(entity), broker.all(entity)
        names = [each.key for each in entity.__mapper__.column_attrs]
        assert {name: getattr(here, name) for name in names} == {name: getattr(there, name) for name in names}
        assert entity.__tablename__ in KINDS
    assert broker.workspace.check().ok
