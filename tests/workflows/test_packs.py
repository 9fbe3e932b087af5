"""What goes out: a folder for each provider, whole or not at all, and nothing of any other provider in it."""

import errno
import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.domain.documents import Document
from app.domain.errors import DomainError
from app.domain.providers import Provider
from app.domain.quotes import Quote
from app.domain.shortlists import Candidate, QuoteRequest
from app.exchange.reply_pdf import read_pdf
from app.exchange.reply_raw import Wanted
from app.exchange.reply_sheet import read_sheet
from app.exchange.response_form import SCOPE, SHEET, TOKEN
from app.persistence.workspace import Workspace
from app.services import request_rounds
from app.words.formats import Formats
from app.workflows import packs
from tests.clinic import PROVIDERS, Clinic, day

ON = day("2026-02-09")
FORMATS = Formats(currency="GBP")
CANARIES = {key: f"Canary{at}word" for at, key in enumerate(PROVIDERS)}
HIDDEN = Wanted({TOKEN: "B1", SCOPE: "C1"}, (TOKEN, SCOPE), {})


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Three providers asked, each with a name, an address and notes that stand nowhere else."""
    clinic = Clinic(workspace).asked()

    def mark(session: object, on: object) -> None:
        for key, canary in CANARIES.items():
            quote = session.get(Quote, clinic.quotes[key])  # type: ignore[attr-defined]
            quote.provider_name, quote.notes = f"{canary} Ltd", f"{canary} is dear"
            candidate = session.get(Candidate, quote.candidate_id)  # type: ignore[attr-defined]
            candidate.broker_note = f"{canary} owes me lunch"
            provider = Provider(name=f"{canary} Ltd", email=f"quotes@{canary}.example", added_on=ON)
            session.add(provider)  # type: ignore[attr-defined]
            quote.provider_ref = provider.id

    clinic.do(mark, on=ON)
    return clinic


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder to write packs to."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def made(clinic: Clinic, formats: Formats = FORMATS) -> tuple[packs.Pack, ...]:
    found = packs.gather(
        clinic.workspace, project_id=clinic.project, formats=formats, person="P. Averill", on=ON
    )
    return packs.draw_packs(found)


def everything_in(content: bytes) -> Iterator[str]:
    """All that can be read in a file, unpacked: parts, streams, metadata, and the bytes as they are."""
    yield content.decode("latin-1")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            yield from (pack.read(name).decode("utf-8") for name in pack.namelist())
            yield " ".join(f"{each.filename} {each.comment!r}" for each in pack.infolist())
    elif content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        yield " ".join(page.extract_text() for page in reader.pages)
        yield repr({**(reader.metadata or {}), "fields": reader.get_fields()})
        for number in range(1, len(reader.xref[0]) + 1):
            found = reader.get_object(number)
            yield found.get_data().decode("latin-1") if hasattr(found, "get_data") else repr(found)
    else:
        mail = message_from_bytes(content, policy=policy.default)
        yield repr(mail.items())
        for part in mail.walk():
            if not part.is_multipart():
                yield from (
                    everything_in(part.get_payload(decode=True))
                    if part.is_attachment()
                    else (part.get_content(),)
                )


def test_nothing_of_another_provider_is_in_anybodys_files(clinic: Clinic) -> None:
    own = dict(zip((f"{canary} Ltd" for canary in CANARIES.values()), CANARIES.values(), strict=True))
    found = made(clinic)
    assert [pack.provider for pack in found] == list(own)
    for pack in found:
        said = "\n".join(
            text for file in pack.files for text in (file.name, *everything_in(file.content))
        ) + repr(pack.mail._replace(files=()))
        assert own[pack.provider] in said
        for other in set(own.values()) - {own[pack.provider]}:
            assert other.casefold() not in said.casefold()
        assert "owes me lunch" not in said
        assert "is dear" not in said


def test_a_pack_holds_what_the_mail_carries(clinic: Clinic) -> None:
    for pack in made(clinic):
        kinds = [file.name.rpartition(".")[2] for file in pack.files]
        assert kinds == ["pdf", "pdf", "xlsx", "eml"]
        read = message_from_bytes(pack.files[-1].content, policy=policy.default)
        assert {part.get_filename(): part.get_content() for part in read.iter_attachments()} == {
            file.name: file.content for file in pack.files[:-1]
        }
        assert "Quotes by Fri 20 Feb" in read.get_body().get_content()


def test_every_form_carries_its_own_token_and_the_hash_of_what_was_asked(clinic: Clinic) -> None:
    request = clinic.all(QuoteRequest)[0]
    tokens = set()
    for pack in made(clinic):
        _, form, sheet, _ = pack.files
        for raw in (read_pdf(form.content, HIDDEN), read_sheet(sheet.content, SHEET, HIDDEN)):
            assert raw.values[SCOPE] == request.scope_hash
            assert raw.values[TOKEN][:8] in form.name
            tokens.add(raw.values[TOKEN])
    assert len(tokens) == 3


def test_the_same_request_gives_the_same_files_and_one_issued_pack(clinic: Clinic) -> None:
    first, second = made(clinic), made(clinic)
    assert [pack.files for pack in first] == [pack.files for pack in second]
    [document] = clinic.all(Document)
    assert (document.kind, document.number, document.audience) == ("RFQ", "RFQ-001", "provider")
    assert document.sha256 == hashlib.sha256(first[0].files[0].content).hexdigest()


def test_more_time_and_a_correction_have_packs_of_their_own(clinic: Clinic) -> None:
    made(clinic)
    clinic.do(
        request_rounds.extend_deadline,
        project_id=clinic.project,
        deadline=day("2026-02-27"),
        person="P",
        on=ON,
    )
    made(clinic)
    clinic.do(request_rounds.correct_request, project_id=clinic.project, what="Two lines.", person="P", on=ON)
    [pack, *_] = made(clinic)
    assert [(each.number, each.state) for each in clinic.all(Document)] == [
        ("RFQ-001", "superseded"),
        ("RFQ-001-2", "superseded"),
        ("RFQ-002", "issued"),
    ]
    assert "Two lines." in PdfReader(io.BytesIO(pack.files[0].content)).pages[0].extract_text()


def test_a_provider_that_has_not_agreed_is_asked_to_and_told_nothing(clinic: Clinic) -> None:
    def confidential(session: object, on: object) -> None:
        session.query(QuoteRequest).one().confidential = True  # type: ignore[attr-defined]

    clinic.do(confidential, on=ON)
    clinic.do(request_rounds.record_confidential, quote_id=clinic.quotes["PRV-01"], on=ON)
    agreed, *others = made(clinic)
    assert agreed.whole
    for pack in others:
        [mail] = pack.files
        said = message_from_bytes(mail.content, policy=policy.default).get_body().get_content()
        assert not pack.whole
        assert "keep what you learn to yourself" in said
        assert "Bramblecott" not in said
        assert "practice" not in said.casefold()


def test_packs_lie_in_a_folder_for_each_provider(clinic: Clinic, out: Path) -> None:
    found = packs.write_packs(made(clinic), out)
    packs.write_packs(found.packs, out)
    lying = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert lying == {f"{pack.folder}/{file.name}" for pack in found.packs for file in pack.files}


def test_two_of_one_name_and_names_no_system_takes_have_folders_of_their_own(
    clinic: Clinic, out: Path
) -> None:
    pack, *_ = made(clinic)
    names = packs.folder_names("RFQ-001", ("A/B: <Ltd>..", "a b ltd", "CON", "x" * 300, "山田太郎"))
    assert len({name.casefold() for name in names}) == 5
    for name in names:
        packs.write_packs([pack._replace(folder=name)], out)
    assert sorted(path.name for path in out.iterdir()) == sorted(names)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "nothing may be written to"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_where_packs_cannot_be_written_nothing_half_is_left(
    clinic: Clinic, out: Path, monkeypatch: pytest.MonkeyPatch, fault: int, said: str
) -> None:
    found = made(clinic)
    write, left = Path.write_bytes, [5]

    def failing(path: Path, content: bytes) -> int:
        left[0] -= 1
        if not left[0]:
            raise OSError(fault, "Input/output error")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", failing)
    with pytest.raises(DomainError, match=said) as refused:
        packs.write_packs(found, out)
    assert str(out) in str(refused.value)
    assert list(out.iterdir()) == []


def test_a_folder_that_is_gone_is_named(clinic: Clinic, out: Path) -> None:
    gone = out / "stick"
    with pytest.raises(DomainError, match="is not there any more") as refused:
        packs.write_packs(made(clinic), gone)
    assert str(gone) in str(refused.value)


def test_a_name_the_fonts_cannot_draw_is_told_before_anything_is_written(clinic: Clinic) -> None:
    found = packs.gather(clinic.workspace, project_id=clinic.project, formats=FORMATS, person="P", on=ON)
    one = found.recipients[0]
    assert one.form is not None
    form = one.form.form
    locked = tuple((key, "山" if key == "head.provider" else text) for key, text in form.locked)
    strange = replace(one, form=replace(one.form, form=form._replace(provider="山", locked=locked)))
    with pytest.raises(DomainError, match="no sign for 山"):
        packs.draw_packs(replace(found, recipients=(strange,)))


def test_nobody_is_left_to_ask_is_said(workspace: Workspace) -> None:
    clinic = Clinic(workspace).scoped()
    with pytest.raises(DomainError, match="Nobody is asked at the moment"):
        made(clinic)


def test_answers_go_to_all_as_blind_copies(clinic: Clinic) -> None:
    def mail() -> packs.Mail:
        return packs.answers_to_all(clinic.workspace, project_id=clinic.project, formats=FORMATS, on=ON)

    with pytest.raises(DomainError, match="No question has been answered yet"):
        mail()
    key = clinic.do(
        request_rounds.add_question,
        project_id=clinic.project,
        text="How many users?",
        quote_id=clinic.quotes["PRV-01"],
        on=ON,
    )
    clinic.do(request_rounds.answer_question, question_id=key, answer="Twelve.", person="P", on=ON)
    found = mail()
    assert "Asked: How many users?\nAnswer: Twelve." in found.body
    assert not found.to
    assert len(found.bcc.split(", ")) == 3
    assert not any(canary in found.body + found.subject for canary in CANARIES.values())
