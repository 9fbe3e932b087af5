"""Mails for the user's own mail program: a file that opens there as a draft, and an address with a text.

The program sends nothing. A draft names no sender, as the mail program does, and carries no name of this computer.
"""

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple
from urllib.parse import quote

_KINDS = {
    "pdf": ("application", "pdf"),
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_BOUNDARY = "=_sourcewright_{part}"


class Attached(NamedTuple):
    """A file that goes with a mail."""

    name: str
    content: bytes


class Mail(NamedTuple):
    """What a mail says, to whom."""

    to: str
    subject: str
    body: str
    files: Sequence[Attached] = ()
    bcc: str = ""
    """Who gets it without being seen by the others."""


def draft(mail: Mail) -> bytes:
    """The mail as an `.eml` file, marked unsent; the same mail gives the same bytes."""
    message = EmailMessage(policy=SMTP.clone(utf8=False))
    message["Subject"] = _one_line(mail.subject)
    if mail.to:
        message["To"] = _one_line(mail.to)
    message["X-Unsent"] = "1"
    message.set_content(mail.body)
    for file in mail.files:
        main, sub = _KINDS[file.name.rpartition(".")[2]]
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    if mail.files:
        message.set_boundary(_BOUNDARY.format(part=1))
    return message.as_bytes()


def address(mail: Mail) -> str:
    """The mail as a `mailto:` address, which carries no files."""
    query = "&".join(
        f"{name}={quote(text, safe='')}"
        for name, text in (
            ("bcc", _one_line(mail.bcc)),
            ("subject", _one_line(mail.subject)),
            ("body", mail.body.replace("\n", "\r\n")),
        )
        if text
    )
    return f"mailto:{quote(_one_line(mail.to), safe='@')}?{query}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
