"""Files that belong to the work, kept by their content in an encrypted file of their own."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from app.domain.errors import DomainError
from app.persistence.connection import APPLICATION_ID, Driver, damaged, faults_of_pages, open_file, trouble_of
from app.persistence.opening import ATTACHMENTS
from app.persistence.refusals import CannotOpen, Cause, WriteRefused
from app.words import say

LARGEST = 25 * 1024 * 1024
"""Bytes of one attachment."""

MUCH = 1024 * 1024 * 1024
"""Bytes of all attachments from which the program says that backups grow."""

_SCHEMA = """CREATE TABLE IF NOT EXISTS blob(n INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, size INTEGER NOT NULL,
 mime TEXT NOT NULL, name TEXT NOT NULL, bytes BLOB NOT NULL)"""

_SIGNS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (4, b"ftypheic", "image/heic"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"MZ", "application/vnd.microsoft.portable-executable"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"PK\x05\x06", "application/zip"),
)
"""Where, what, and what that is. What a file calls itself is never asked."""

_OFFICE = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
)
_HASH = re.compile(r"[0-9a-f]{64}")


class AttachmentRef(NamedTuple):
    """How a row names an attachment."""

    sha256: str
    size: int
    mime: str


class Attachments:
    """The attachments of one workspace. Put one in before the row that names it: an orphan harms nobody."""

    def __init__(self, folder: Path, key: bytes, driver: Driver, *, read_only: bool = False) -> None:
        self.path = folder / ATTACHMENTS
        self._key = key
        self._driver = driver
        self._read_only = read_only
        self._connection: Any = None

    def put(self, content: bytes, name: str) -> AttachmentRef:
        """Keep `content`; on disk when this returns. Raises DomainError where it is too large."""
        _require_size(len(content), name)
        if self._read_only:
            raise WriteRefused("this workspace was opened to read")
        digest = hashlib.sha256(content).digest()
        mime = sniff(content)
        self._ask(
            "INSERT INTO blob(sha256, size, mime, name, bytes) VALUES(?,?,?,?,?) ON CONFLICT(sha256) DO NOTHING",
            digest,
            len(content),
            mime,
            name,
            content,
        )
        return AttachmentRef(digest.hex(), len(content), mime)

    @contextmanager
    def together(self) -> Iterator["Attachments"]:
        """Keep several, or none of them where anything is raised before the end."""
        self._ask("BEGIN IMMEDIATE")
        try:
            yield self
            self._ask("COMMIT")
        except BaseException:
            if self._open().in_transaction:
                self._ask("ROLLBACK")
            raise

    def put_file(self, path: Path) -> AttachmentRef:
        """Keep the file at `path`, whose size is looked at before a byte of it is read."""
        _require_size(path.stat().st_size, path.name)
        return self.put(path.read_bytes(), path.name)

    def get(self, sha256: str) -> bytes:
        """The content of an attachment, verified. Raises DomainError where it is not here."""
        found: list[Any] = []
        if _HASH.fullmatch(sha256) and self._exists():
            found = self._ask("SELECT bytes FROM blob WHERE sha256 = ?", bytes.fromhex(sha256))
        if not found:
            raise DomainError(say("This file is not in the workspace. It may be in a newer backup."))
        content = bytes(found[0][0])
        if hashlib.sha256(content).hexdigest() != sha256:
            raise CannotOpen(Cause.DAMAGED, damaged(self.path))
        return content

    def has(self, sha256: str) -> bool:
        """True where the attachment is here."""
        known = _HASH.fullmatch(sha256) and self._exists()
        return bool(known and self._ask("SELECT 1 FROM blob WHERE sha256 = ?", bytes.fromhex(sha256)))

    def listed(self) -> tuple[tuple[AttachmentRef, str], ...]:
        """Every attachment with the name it came under, in the order they came."""
        if not self._exists():
            return ()
        rows = self._ask("SELECT sha256, size, mime, name FROM blob ORDER BY n")
        return tuple(
            (AttachmentRef(bytes(digest).hex(), size, mime), name) for digest, size, mime, name in rows
        )

    def name_of(self, sha256: str) -> str:
        """The name an attachment came under; "" where it is not here."""
        found = (
            self._ask("SELECT name FROM blob WHERE sha256 = ?", bytes.fromhex(sha256))
            if self.has(sha256)
            else []
        )
        return str(found[0][0]) if found else ""

    def total(self) -> int:
        """Bytes of all attachments; from `MUCH` on the program says that backups grow."""
        return int(self._ask("SELECT coalesce(sum(size), 0) FROM blob")[0][0]) if self._exists() else 0

    def faults(self) -> list[str]:
        """What the page checks find in the file; empty when all is well. May be asked from any thread."""
        if not self.path.exists():
            return []
        try:
            connection = open_file(self._driver, self.path, self._key, read_only=True)
        except CannotOpen as fault:
            return [str(fault)]
        try:
            return faults_of_pages(self._driver, connection)
        finally:
            connection.close()

    def for_reading(self) -> "Attachments":
        """The same attachments with a connection of their own, for another thread; whoever asks closes it."""
        return Attachments(self.path.parent, self._key, self._driver, read_only=True)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, statement: str, *values: object) -> list[Any]:
        try:
            rows: list[Any] = self._open().execute(statement, values).fetchall()
        except self._driver.module.DatabaseError as fault:
            if (found := trouble_of(str(fault))) is not None:
                raise found from fault
            raise
        return rows

    def _exists(self) -> bool:
        return self._connection is not None or self.path.exists()

    def _open(self) -> Any:
        if self._connection is None:
            fresh = not self.path.exists()
            self._connection = open_file(self._driver, self.path, self._key, read_only=self._read_only)
            if fresh:
                self._connection.execute(_SCHEMA)
                self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        return self._connection


def _require_size(size: int, name: str) -> None:
    if size > LARGEST:
        raise DomainError(
            say(
                "{name} is {size} MB. A file can be up to {most} MB; make it smaller, or keep it where it is and"
                " write down where.",
                name=name,
                size=-(-size // (1024 * 1024)),
                most=LARGEST // (1024 * 1024),
            )
        )


def sniff(content: bytes) -> str:
    """What a file is by its content, as a MIME type; "application/octet-stream" where that cannot be said."""
    for at, sign, mime in _SIGNS:
        if content.startswith(sign, at):
            return mime
    if content.startswith(b"PK\x03\x04"):
        head = content[:4096] + content[-8192:]
        return next((mime for sign, mime in _OFFICE if sign in head), "application/zip")
    try:
        start = content[:65536].decode("utf-8", "strict" if len(content) <= 65536 else "ignore")
    except UnicodeDecodeError:
        return "application/octet-stream"
    if "\0" in start:
        return "application/octet-stream"
    opening = start.lstrip("\ufeff \t\r\n").lower()
    if opening.startswith(("<!doctype html", "<html", "<script")):
        return "text/html"
    return "image/svg+xml" if opening.startswith("<svg") or "<svg" in opening[:512] else "text/plain"
