"""MS Project XML (MSPDI) from strangers: no document type, no entities, bounded in size, depth and tasks.

Expat hands over one piece after another; only what a plan needs is kept. A day is as many hours as the file says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from app.domain.errors import DomainError
from app.exchange.plan_file import MOST_TASKS, too_many
from app.words import say

LARGEST = 64 * 1024 * 1024
DEEPEST = 24
MOST_NODES = 600_000
LONGEST_TEXT = 4_000
SPACE = "http://schemas.microsoft.com/project"
SKIPPED = frozenset(
    {
        "Resources",
        "Assignments",
        "TimephasedData",
        "Baseline",
        "ExtendedAttribute",
        "OutlineCodes",
        "OutlineCode",
    }
)
"""Parts of which nothing is kept."""


@dataclass(slots=True)
class Node:
    """An element with what is in it; names without their space."""

    name: str
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def first(self, name: str) -> Node | None:
        """The first child of a name."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> list[Node]:
        """All children of a name."""
        return [child for child in self.children if child.name == name]

    def said(self, name: str) -> str:
        """The text of a child; empty where there is none."""
        found = self.first(name)
        return found.text.strip() if found is not None else ""


def read_tree(content: bytes) -> Node:
    """The project of the file. DomainError where it is none, or asks for what no plan needs."""
    if len(content) > LARGEST:
        raise DomainError(
            say(
                "This file is larger than {most} MB, so it was not read. Nothing was changed.",
                most=LARGEST >> 20,
            )
        )
    reader = _Reader()
    try:
        reader.parse(content)
    except expat.ExpatError as wrong:
        raise DomainError(
            say(
                "This file can’t be read as XML: line {line}, column {column}. It may be damaged; ask for it again. "
                "Nothing was changed.",
                line=wrong.lineno,
                column=wrong.offset + 1,
            )
        ) from wrong
    if reader.root is None or reader.root.name != "Project":
        raise DomainError(
            say(
                "This XML is no plan of MS Project. Ask the provider to save it with “Save as: XML”. "
                "Nothing was changed."
            )
        )
    return reader.root


class _Reader:
    """Keeps the tree while expat goes through the file, and refuses at the first thing that no plan holds."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._skipping = 0
        self._depth = self._nodes = self._tasks = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.EntityDeclHandler = self._refuse_doctype
        self._parser.ExternalEntityRefHandler = self._refuse_entity
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def parse(self, content: bytes) -> None:
        self._parser.Parse(content, True)
        if self._tasks > MOST_TASKS:
            raise too_many(self._tasks)

    def _refuse_doctype(self, *_: object) -> None:
        raise DomainError(
            say(
                "Line {line} of this file declares a document type or an entity, which no plan needs and which can "
                "do harm. It was not read. Nothing was changed.",
                line=self._parser.CurrentLineNumber,
            )
        )

    def _refuse_entity(self, *_: object) -> int:
        self._refuse_doctype()
        return 0

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise DomainError(
                say(
                    "Line {line} of this file is nested deeper than any plan. It was not read. Nothing was changed.",
                    line=self._parser.CurrentLineNumber,
                )
            )
        local = name.rpartition(" ")[2]
        if local == "Task" and self._depth == 3:
            self._tasks += 1
        if self._skipping or local in SKIPPED or self._tasks > MOST_TASKS:
            self._skipping += 1
            return
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise DomainError(
                say(
                    "This file holds more than any plan of one project, so it was not read. Nothing was changed."
                )
            )
        node = Node(local)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._skipping:
            self._skipping -= 1
        else:
            self._open.pop()

    def _text(self, text: str) -> None:
        if not self._skipping and self._open and len(self._open[-1].text) < LONGEST_TEXT:
            self._open[-1].text += text
