"""What hangs on a mail that somebody saved and dropped here: its attachments as they came, and nothing of its words.

It is read in the process that reads replies. Parts that only decorate a mail (pictures in its text) are left out; a
mail inside a mail is gone into, a few deep. What a part calls itself names it and decides nothing else.
"""

import email
import email.header
import email.policy
import re
import unicodedata
from collections.abc import Iterator
from email.message import Message
from typing import Final, NamedTuple

from app.exchange.reply_raw import Trouble

HEAD: Final = 64 * 1024
"""Bytes at the beginning in which the head of a mail ends, or the file is taken for none."""

MOST_PARTS: Final = 200
MOST_FILES: Final = 20
DEEPEST: Final = 3
"""Mails inside one another that are gone into."""

MOST_TOGETHER: Final = 50 * 1024 * 1024
"""Bytes of all attachments of one mail."""

LONGEST_NAME: Final = 120

_FIRST: Final = re.compile(rb"(?:From |[!-9;-~]{1,76}:)")
_SAYS: Final = (
    re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE),
    re.compile(rb"^(?:content-type|mime-version):", re.IGNORECASE | re.MULTILINE),
)
_BLANK: Final = re.compile(rb"\r?\n[ \t]*\r?\n")


class Attached(NamedTuple):
    """One file that hangs on a mail."""

    name: str
    content: bytes


def is_mail(content: bytes) -> bool:
    """Whether a file begins as a saved mail does: a head with a sender and a kind, and then a blank line."""
    begin = content[:HEAD].removeprefix(b"\xef\xbb\xbf")
    end = _BLANK.search(begin)
    if end is None or not _FIRST.match(begin):
        return False
    head = begin[: end.start()]
    return all(each.search(head) for each in _SAYS)


def read_mail(content: bytes, largest: int) -> tuple[str, list[Attached]]:
    """Why nothing was taken ("" where something was), and the files in their order."""
    found: list[Attached] = []
    room = MOST_TOGETHER
    mail = email.message_from_bytes(content.removeprefix(b"\xef\xbb\xbf"), policy=email.policy.compat32)
    for part in _files(mail):
        inside = part.get_payload(decode=True)
        if not isinstance(inside, bytes) or not inside:
            continue
        room -= len(inside)
        if len(inside) > largest or room < 0 or len(found) == MOST_FILES:
            return str(Trouble.SWOLLEN), []
        found.append(Attached(_name(part, len(found) + 1), inside))
    return ("" if found else str(Trouble.NOTHING_ATTACHED)), found


def _files(mail: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that are files; counted over the whole mail, so that no nesting makes them many."""
    waiting = [(mail, depth)]
    seen = 0
    while waiting:
        part, deep = waiting.pop(0)
        seen += 1
        if seen > MOST_PARTS:
            return
        inner = part.get_payload()
        if isinstance(inner, list):
            deeper = deep + (part.get_content_maintype() == "message")
            if deeper <= DEEPEST:
                waiting[:0] = [(each, deeper) for each in inner if isinstance(each, Message)]
        elif _is_file(part):
            yield part


def _is_file(part: Message) -> bool:
    """Whether somebody attached it: it has a name or says so, and is no picture set in the text."""
    kind = part.get_content_maintype()
    disposition = part.get_content_disposition()
    if kind == "image" and (disposition != "attachment" or part.get("Content-ID")):
        return False
    return disposition == "attachment" or bool(_told_name(part))


def _told_name(part: Message) -> str:
    try:
        told = part.get_filename("") or ""
        pieces = email.header.decode_header(told)
        return "".join(
            piece.decode(charset or "ascii", "replace") if isinstance(piece, bytes) else piece
            for piece, charset in pieces
        )
    except (LookupError, ValueError, TypeError, email.errors.MessageError):
        return ""  # a name that cannot be read is none


def _name(part: Message, number: int) -> str:
    """The last piece of its name on one line, or one of ours: no name leads anywhere."""
    told = _told_name(part).replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(" " if each.isspace() else each for each in told if unicodedata.category(each)[0] != "C")
    return " ".join(clean.split()).strip(". ")[-LONGEST_NAME:] or f"attachment-{number}"
