"""Everything out: plain JSON, CSV and files, so that a workspace can be left at any time.

It asks the file which tables it has, not the mapped classes, so it works for a workspace that is only open
to read because a newer program wrote it.
"""

import csv
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import DomainError
from app.domain.types import canonical_json
from app.persistence.files import sync_folder
from app.persistence.workspace import Workspace
from app.words import say, say_count

FORMAT = "sourcewright-take-out"
_OURS = frozenset(
    ("meta", "actor", "op", "head", "early", "waiting", "conflict", "redacted", "txn", "draft", "preference")
)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")

_ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "text/plain": ".txt",
    "text/html": ".html.txt",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
}


@dataclass(frozen=True)
class TakeOut:
    """What was written."""

    folder: Path
    rows: int
    files: int


def take_out(workspace: Workspace, folder: Path) -> TakeOut:
    """Write everything into the new folder `folder`: data.json, one CSV a table, the history and the files.

    Raises DomainError where the folder is not empty or cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise DomainError(say("The folder {folder} is not empty. Choose another one.", folder=folder))
    try:
        (folder / "csv").mkdir(parents=True, exist_ok=True)
        connection = workspace.store.reading_connection()
        try:
            connection.execute("BEGIN")
            rows = _write_tables(connection, folder)
            _write_history(connection, folder)
            held_back = _sealed(connection)
            mails = _mails_of_sealed(connection)
        finally:
            connection.close()
        files = _write_files(workspace, folder, held_back | mails)
        (folder / "README.txt").write_text(_readme(len(held_back)), "utf-8")
        sync_folder(folder)
    except OSError as fault:
        raise DomainError(
            say("Your data could not be written to {folder}: {fault}.", folder=folder, fault=fault.strerror)
        ) from fault
    return TakeOut(folder, rows, files)


def _tables(connection: Any) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [
        name
        for (name,) in rows
        if name not in _OURS and not name.startswith(("search", "sqlite_", "alembic_"))
    ]


def _write_tables(connection: Any, folder: Path) -> int:
    total = 0
    with (folder / "data.json").open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"format": "{FORMAT}", "v": 1, "tables": {{')
        for place, table in enumerate(_tables(connection)):
            columns, rows = _rows(connection, table)
            out.write(f"{',' if place else ''}\n {json.dumps(table)}: [")
            with (folder / "csv" / f"{table}.csv").open("w", encoding="utf-8-sig", newline="") as sheet:
                writer = csv.writer(sheet)
                writer.writerow(columns)
                for number, row in enumerate(rows):
                    writer.writerow([safe_cell(value) for value in row])
                    pairs = dict(zip(columns, row, strict=True))
                    out.write(f"{',' if number else ''}\n  {canonical_json(pairs)}")
                    total += 1
            out.write("]")
        out.write("\n}}\n")
    return total


def _rows(connection: Any, table: str) -> tuple[list[str], Iterator[list[Any]]]:
    cursor = connection.cursor()
    cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
    columns = [each[0] for each in cursor.description]
    return columns, ([_plain(value) for value in row] for row in cursor)


def _plain(value: Any) -> Any:
    """Ids as people and other programs write them."""
    if isinstance(value, bytes | memoryview):
        raw = bytes(value)
        return str(uuid.UUID(bytes=raw)) if len(raw) == 16 else raw.hex()
    return value


def safe_cell(value: Any) -> Any:
    """A CSV cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value


def _write_history(connection: Any, folder: Path) -> None:
    """Every operation, exactly as stored, and whose devices wrote them."""
    with (folder / "history.jsonl").open("wb") as out:
        for (raw,) in connection.execute("SELECT bytes FROM op ORDER BY n"):
            out.write(bytes(raw) + b"\n")
    actors = connection.execute("SELECT id, person, device FROM actor ORDER BY n").fetchall()
    listed = [{"id": bytes(id_).hex(), "person": person, "device": device} for id_, person, device in actors]
    (folder / "devices.json").write_text(json.dumps(listed, indent=1, ensure_ascii=False), "utf-8")


def _sealed(connection: Any) -> set[str]:
    """Hashes of replies that nobody has opened yet: what they offer is known nowhere, and so not here."""
    if "reply" not in _tables(connection):
        return set()
    rows = connection.execute("SELECT digest, opened_on IS NOT NULL FROM reply WHERE deleted = 0").fetchall()
    closed = {sha256 for sha256, was_opened in rows if not was_opened}
    return closed - {sha256 for sha256, was_opened in rows if was_opened}


def _mails_of_sealed(connection: Any) -> set[str]:
    """Hashes of the mails that a sealed reply hung on: they stay out with it."""
    if "reply" not in _tables(connection):
        return set()
    return {
        mail
        for (mail,) in connection.execute(
            "SELECT DISTINCT mail FROM reply WHERE deleted = 0 AND mail <> '' AND opened_on IS NULL"
        )
    }


def _write_files(workspace: Workspace, folder: Path, held_back: set[str]) -> int:
    target = folder / "files"
    target.mkdir()
    found = [each for each in workspace.attachments.listed() if each[0].sha256 not in held_back]
    for reference, name in found:
        content = workspace.attachments.get(reference.sha256)
        (target / file_name(reference.sha256, name, reference.mime)).write_bytes(content)
    return len(found)


def file_name(sha256: str, name: str, mime: str) -> str:
    """A name that every system accepts: the start of the hash, what it was called, and what it is."""
    ending = _ENDINGS.get(mime, ".bin")
    stem = Path(name.replace("\\", "/")).name
    stem = stem.rsplit(".", 1)[0] if "." in stem else stem
    stem = "".join(letter for letter in stem if letter.isalnum() or letter in " -_()").strip()[:60]
    stem = "" if _RESERVED.fullmatch(stem) else stem
    return f"{sha256[:12]}{' ' + stem if stem else ''}{ending}"


def _readme(sealed: int) -> str:
    words = _about()
    if not sealed:
        return words
    held_back = say_count(
        "{count} reply to a request for quotes is sealed and not among the files. Open it first, or keep the mail it "
        "came with.",
        "{count} replies to requests for quotes are sealed and not among the files. Open them first, or keep the "
        "mails they came with.",
        sealed,
    )
    return f"{words}\n{held_back}\n"


def _about() -> str:
    return say(
        "This folder holds everything from one Sourcewright workspace.\n\n"
        "data.json      every row of every table, deleted ones marked\n"
        "csv            the same, one table a file; text that begins like a formula has an apostrophe in front\n"
        "history.jsonl  every change ever made, one a line, as JSON\n"
        "devices.json   whose devices made them\n"
        "files          the attached files; the name begins with the SHA-256 that the tables name them by\n\n"
        "Amounts are whole numbers of the smallest unit (pence, cents). Times are UTC.\n"
        "Nothing here is encrypted: keep it where only you can read it.\n"
    )
