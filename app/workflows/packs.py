"""The packs of a request: a folder for each provider with what goes to it, and nothing of any other.

Three steps: gather what is on record (and put the pack on record as issued), draw it (pure, so that it can run in a
worker process), and write it. It can be done again as often as wanted: the same request gives the same files.
"""

import errno
import re
import shutil
import tempfile
import unicodedata
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from app.documents import response_form
from app.documents.content import Drawn
from app.domain.errors import DomainError
from app.exchange.mails import Attached, Mail, address, draft
from app.exchange.response_sheet import write_response_sheet
from app.persistence.reply_tokens import reply_token, token_hash
from app.queries import request_views
from app.queries.request_paper import request_paper
from app.queries.request_papers import RequestPaper, ResponsePaper
from app.queries.request_views import PackRow
from app.queries.response_asks import make_form
from app.services import replies as verbs
from app.words import say
from app.words.formats import Formats
from app.workflows import documents
from app.workflows.documents import Wanted
from app.workflows.pack_words import agreement_mail, answers_mail, pack_mail, reminder_mail
from app.workflows.runner import Reader, TokenRunner

__all__ = [
    "Attached",
    "Gathered",
    "Mail",
    "Pack",
    "Written",
    "answers_to_all",
    "draw_packs",
    "folder_names",
    "gather",
    "mail_address",
    "mail_name",
    "mail_to",
    "write_packs",
    "written_or_why",
]
LONGEST_NAME = 40
MARK = 8
"""Letters of its token that stand in the name of a form, so that a saved copy is still known by its name."""


@dataclass(frozen=True)
class Recipient:
    """One provider with its own form; without a form it has to agree to confidentiality first."""

    quote_id: uuid.UUID
    name: str
    folder: str
    email: str
    form: ResponsePaper | None


@dataclass(frozen=True)
class Gathered:
    """All that is drawn, as plain values."""

    number: str
    pack_number: str
    issued: date
    paper: RequestPaper
    pack: bytes
    recipients: tuple[Recipient, ...]
    formats: Formats


class Pack(NamedTuple):
    """What goes to one provider: its folder's name, the files in it, and the address that opens a mail."""

    quote_id: uuid.UUID
    provider: str
    folder: str
    files: tuple[Attached, ...]
    mail: Mail
    whole: bool
    """False where only the mail is there that asks for confidentiality."""


class Written(NamedTuple):
    """Where the packs lie now."""

    folder: Path
    packs: tuple[Pack, ...]


def gather(
    workspace: TokenRunner, *, project_id: uuid.UUID, formats: Formats, person: str, on: date
) -> Gathered:
    """Read what goes to everybody who still has to answer, and put the pack on record where it is not yet.

    Raises DomainError where nothing is out, or where the fonts lack a letter.
    """
    paper = workspace.read(lambda s: request_paper(s, project_id=project_id, formats=formats, today=on))
    sheet = workspace.read(lambda s: request_views.pack_sheet(s, project_id=project_id))
    if paper is None or sheet is None or not sheet.rows:
        raise DomainError(say("Nobody is asked at the moment, so there is nothing to prepare."))
    pack = _issued_pack(workspace, project_id, sheet, paper, formats, person)
    names = folder_names(sheet.number, [row.provider for row in sheet.rows])
    recipients = tuple(
        Recipient(
            row.quote_id,
            row.provider,
            folder,
            row.email,
            None if sheet.confidential and not row.agreed else _form(workspace, sheet, row, paper),
        )
        for row, folder in zip(sheet.rows, names, strict=True)
    )
    _mark(workspace, sheet, recipients)
    return Gathered(sheet.number, sheet.pack_number, sheet.told_on, paper, pack, recipients, formats)


def draw_packs(found: Gathered) -> tuple[Pack, ...]:
    """Every provider's files. Pure: it can run in a worker process."""
    return tuple(_pack(found, each) for each in found.recipients)


def write_packs(packs: Sequence[Pack], folder: Path) -> Written:
    """Put every pack into its own folder under `folder`: all of them, or none.

    Raises DomainError with the path where it is gone, full or closed to us.
    """
    new: Path | None = None
    try:
        new = Path(tempfile.mkdtemp(prefix=".packs-", dir=folder))
        for pack in packs:
            (new / pack.folder).mkdir()
            for file in pack.files:
                (new / pack.folder / file.name).write_bytes(file.content)
        for pack in packs:
            _put(new / pack.folder, folder / pack.folder)
    except OSError as fault:
        raise DomainError(_why(folder, fault)) from fault
    finally:
        if new is not None:
            with suppress(OSError):
                shutil.rmtree(new)
    return Written(folder, tuple(packs))


def written_or_why(packs: Sequence[Pack], folder: Path) -> tuple[Written | None, str]:
    """As `write_packs`, but with the reason in words in place of a refusal, for a page that offers another folder."""
    try:
        return write_packs(packs, folder), ""
    except DomainError as refused:
        return None, str(refused)


def mail_address(mail: Mail) -> str:
    """The `mailto:` address that opens a mail in the user's own program; it carries no files."""
    return address(mail)


def _put(new: Path, folder: Path) -> None:
    """Move a finished folder to its place; files of an earlier time there are replaced one by one."""
    folder.mkdir(exist_ok=True)
    for file in sorted(new.iterdir()):
        file.replace(folder / file.name)


def _why(folder: Path, fault: OSError) -> str:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return say(
            "The packs could not be written to {folder}: the disk is full. Choose another folder.",
            folder=folder,
        )
    if fault.errno in (errno.ENOENT, errno.ENOTDIR):
        return say(
            "The packs could not be written: the folder {folder} is not there any more. Choose another folder.",
            folder=folder,
        )
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say(
            "The packs could not be written: nothing may be written to {folder}. Choose another folder.",
            folder=folder,
        )
    return say(
        "The packs could not be written to {folder} ({why}). Choose another folder.",
        folder=folder,
        why=fault.strerror or type(fault).__name__,
    )


def _issued_pack(
    workspace: TokenRunner,
    project_id: uuid.UUID,
    sheet: request_views.PackSheet,
    paper: RequestPaper,
    formats: Formats,
    person: str,
) -> bytes:
    """The bytes of the pack on record under this round's number, drawn now where there are none."""
    if sheet.sha256 and workspace.attachments.has(sheet.sha256):
        return workspace.attachments.get(sheet.sha256)
    drawn = documents.draw_issue("RFQ", paper, formats, sheet.pack_number, sheet.told_on)
    if not sheet.sha256:
        wanted = Wanted("RFQ", project_id, audience="provider")
        documents.keep(workspace, wanted, drawn, sheet.pack_number, person=person, on=sheet.told_on)
    return drawn.pdf


def _mark(workspace: TokenRunner, sheet: request_views.PackSheet, recipients: Sequence[Recipient]) -> None:
    """Put on record by which tokens replies are known, so that they are known on the other side's computer too."""
    marks = {each.quote_id: token_hash(each.form.form.token) for each in recipients if each.form is not None}
    if not marks or workspace.read(lambda s: verbs.forms_marked(s, sheet.request_id, set(marks.values()))):
        return
    workspace.write(
        lambda s: verbs.mark_forms(s, request_id=sheet.request_id, scope_hash=sheet.scope_hash, marks=marks),
        say("Prepare the packs"),
    )


def _form(
    workspace: TokenRunner, sheet: request_views.PackSheet, row: PackRow, paper: RequestPaper
) -> ResponsePaper:
    token = reply_token(
        workspace.reply_key,
        project_id=sheet.project_id,
        request_id=sheet.request_id,
        provider=row.quote_id,
        scope_hash=sheet.scope_hash,
    )
    form = make_form(
        asked=sheet.asked,
        token=token,
        scope_hash=sheet.scope_hash,
        request_number=sheet.number,
        provider=row.provider,
        project=str(sheet.asked.get("project", paper.head.project)),
    )
    return ResponsePaper(paper.head, form, paper.quotes_by, paper.contact)


def mail_name(pack_number: str) -> str:
    """The name of the mail that carries a pack, in the folder of its provider."""
    return say("Mail with {number}.eml", number=pack_number)


def _pack(found: Gathered, to: Recipient) -> Pack:
    if to.form is None:
        mail = agreement_mail(found.paper, found.number, to.email)
        name = say("Ask for confidentiality {number}.eml", number=found.number)
        return Pack(to.quote_id, to.name, to.folder, (Attached(name, draft(mail)),), mail, False)
    drawn = _drawn_form(found, to.form)
    mark = to.form.form.token[:MARK]
    names = {"number": found.number, "mark": mark}
    files = (
        Attached(say("Quote request {number}.pdf", number=found.pack_number), found.pack),
        Attached(say("Response form {number} {mark}.pdf", **names), drawn.pdf),
        Attached(say("Response form {number} {mark}.xlsx", **names), write_response_sheet(to.form.form)),
    )
    mail = pack_mail(found.paper, found.number, to.email, files, found.formats)
    ready = Attached(mail_name(found.pack_number), draft(mail))
    return Pack(to.quote_id, to.name, to.folder, (*files, ready), mail, True)


def _drawn_form(found: Gathered, paper: ResponsePaper) -> Drawn:
    drawn = response_form.draw(
        paper,
        formats=found.formats,
        number=found.number,
        issued=found.issued,
        version=1,
        paper_size=found.formats.paper,
    )
    if drawn.missing:
        raise DomainError(
            say(
                "The fonts of the documents have no sign for {characters}. Write it in other letters, then prepare "
                "the packs again.",
                characters=" ".join(sorted({glyph.char for glyph in drawn.missing})),
            )
        )
    return drawn


def folder_names(number: str, providers: Sequence[str]) -> tuple[str, ...]:
    """A folder's name for each provider that every system takes, no two alike."""
    taken: set[str] = set()
    names = []
    for provider in providers:
        plain = unicodedata.normalize("NFC", re.sub(r"[^\w .&-]+", " ", provider))
        name = f"{number} {' '.join(plain.split())}"[:LONGEST_NAME].rstrip(" .")
        unique, at = name, 2
        while unique.casefold() in taken:
            unique, at = f"{name} {at}", at + 1
        taken.add(unique.casefold())
        names.append(unique)
    return tuple(names)


def mail_to(
    reader: Reader, kind: str, *, project_id: uuid.UUID, quote_id: uuid.UUID, formats: Formats, on: date
) -> Mail:
    """A mail to one provider: "pack" (without its files), "agreement" or "reminder"."""
    paper = reader.read(lambda s: request_paper(s, project_id=project_id, formats=formats, today=on))
    sheet = reader.read(lambda s: request_views.pack_sheet(s, project_id=project_id))
    row = next((each for each in sheet.rows if each.quote_id == quote_id), None) if sheet else None
    if paper is None or sheet is None or row is None:
        raise DomainError(say("This provider has answered already, or the request is closed."))
    makers: dict[str, Callable[[RequestPaper, str, str], Mail]] = {
        "pack": lambda paper, number, to: pack_mail(paper, number, to, (), formats),
        "agreement": agreement_mail,
        "reminder": lambda paper, number, to: reminder_mail(paper, number, to, formats),
    }
    return makers[kind](paper, sheet.number, row.email)


def answers_to_all(reader: Reader, *, project_id: uuid.UUID, formats: Formats, on: date) -> Mail:
    """Every answer so far to everybody who still has to answer, as blind copies: none is to see who else is asked."""
    paper = reader.read(lambda s: request_paper(s, project_id=project_id, formats=formats, today=on))
    sheet = reader.read(lambda s: request_views.pack_sheet(s, project_id=project_id))
    if paper is None or sheet is None or not paper.answered:
        raise DomainError(say("No question has been answered yet."))
    known = ", ".join(row.email for row in sheet.rows if row.email)
    return answers_mail(paper, sheet.number, "")._replace(bcc=known)
