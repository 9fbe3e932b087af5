"""One door for a plan from a file: MS Project XML, a table, or the program's own JSON, told by how it begins."""

from pathlib import Path

from app.domain.errors import DomainError
from app.exchange.plan_file import PlanFile
from app.exchange.plan_json import read_plan_json
from app.exchange.plan_table import read_plan_table
from app.exchange.project_plan import read_project
from app.exchange.project_xml import LARGEST
from app.exchange.table_files import MEGABYTE
from app.words import say

PRIMAVERA, PROJECT = b"ERMHDR", b"\xd0\xcf\x11\xe0"
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_plan(source: Path | bytes) -> PlanFile:
    """The plan of a file, where it has a schedule. DomainError in words where it has none; nothing is changed."""
    content = source if isinstance(source, bytes) else _content(source)
    start = content[:64]
    for mark in MARKS:
        start = start.removeprefix(mark)
    start = start.replace(b"\x00", b"").lstrip()
    if start.startswith(PRIMAVERA):
        raise DomainError(
            say(
                "This is a plan of Primavera. Ask for it as MS Project XML or as a table. Nothing was changed."
            )
        )
    if content.startswith(PROJECT):
        raise DomainError(
            say(
                "This is a file of MS Project itself or an old spreadsheet. Ask for it as XML (“Save as: XML”) or "
                "as a table. Nothing was changed."
            )
        )
    if start.startswith(b"<"):
        return read_project(content)
    if start.startswith(b"{"):
        return read_plan_json(content)
    return read_plan_table(content)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise DomainError(say("“{name}” is no file. Nothing was changed.", name=path.name))
    if path.stat().st_size > LARGEST:
        raise DomainError(
            say(
                "This file is larger than {most} MB, so it was not read. Nothing was changed.",
                most=LARGEST // MEGABYTE,
            )
        )
    return path.read_bytes()
