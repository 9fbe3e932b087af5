"""One row's part of the check: its operations verified, folded, and held against heads and table.

Nearly every row is a birth and a line of edits, each over the one before. Those are proven by comparing what
the last of them say with the table's values as they stand; whatever is less usual, or does not agree, goes
through the same projection as merge and undo.
"""

import json
from binascii import b2a_base64
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from operator import itemgetter
from typing import Any

from app.domain.base import Scope
from app.domain.types import FrozenJson, Id, canonical_json
from app.persistence.fields import DELETED, Shape
from app.persistence.heads import BIRTH_FIELD, Head, RowHeads
from app.persistence.operations import BIRTH, EDIT, FORMAT, has_effect
from app.persistence.projection import PRIVATE, travels_privately

Line = tuple[bytes, int, bytes, int, str, int, int, bytes, str, bytes]
"""row, n, id, actor, scope, seq, hlc, txn, entity, bytes"""

_decode: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_WEB_SAFE = bytes.maketrans(b"+/", b"-_")


@dataclass(slots=True)
class Chain:
    """One author's operations in one scope, summed up so that the chain need not be kept."""

    count: int = 0
    highest: int = 0
    last: str = ""
    ids: int = 0
    befores: int = 0

    def add(self, number: int, text: str, before: str) -> None:
        """Count one operation: its number, its id, and the id it follows."""
        self.count += 1
        self.ids ^= hash(text)
        if before:
            self.befores ^= hash(before)
        if number >= self.highest:
            self.highest = number
            self.last = text

    @property
    def linked(self) -> bool:
        """True where every operation but the last is the `before` of exactly one other.

        Ids are hashes that include `before`, so there can be no circle: this leaves one unbroken line.
        The sums are over Python's keyed hashes of the ids.
        """
        return self.count == self.highest and self.ids ^ hash(self.last) == self.befores


class Unreadable(Exception):
    """Bytes in the journal that are no operation."""


Verified = tuple[Line, str, dict[str, Any]]
"""An operation whose bytes were looked at: its line, its id as other operations name it, its content."""

_PLAIN = 11
"""Keys of an operation that neither deletes, removes values nor had some removed."""

_copies = itemgetter("n", "s", "e", "a", "i", "x", "t")
_UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, StopIteration)


class Verifier:
    """Verifies operations one by one, and sums up the chains.

    `changed` is called for bytes that do not give their hash, `miscopied` for an operation whose parsed
    copies are not what it says.
    """

    def __init__(
        self,
        actors: Mapping[int, bytes],
        changed: Callable[[Line, Mapping[str, Any]], None],
        miscopied: Callable[[Line], None],
    ) -> None:
        self.chains: defaultdict[tuple[int, str], Chain] = defaultdict(Chain)
        self._actors = actors
        self._names = {n: id_.hex() for n, id_ in actors.items()}
        self._changed = changed
        self._miscopied = miscopied

    def verify(self, line: Line) -> Verified:
        """Decode one operation. Raises Unreadable where that cannot be done."""
        row, _, id_, actor, scope, number, clock, transaction, entity, raw = line
        try:
            content = _decode(raw.decode(), 0)[0]
            if sha256(raw).digest() != id_:
                self._changed(line, content)
            copies = (number, scope, entity, self._names[actor], row.hex(), transaction.hex())
            if _copies(content) != (*copies, [clock >> 16, clock & 0xFFFF]):
                self._miscopied(line)
            text = b2a_base64(id_, newline=False).translate(_WEB_SAFE)[:43].decode()
            self.chains[actor, scope].add(number, text, content["q"])
        except _UNREADABLE as fault:
            raise Unreadable from fault
        return line, text, content

    def fold(self, verified: list[Verified]) -> tuple[RowHeads, set[tuple[str, str]]]:
        """The heads that operations give by the definition, and everything that they supersede."""
        heads = RowHeads(verified[0][0][8])
        known = [each for each in verified if has_effect(each[2])]
        superseded = {
            (earlier, name)
            for _, _, content in known
            if content["k"] != BIRTH
            for name, write in content["w"].items()
            if len(write) > 1
            for earlier in write[1]
        }
        for line, text, content in known:
            head = Head(line[1], line[2], line[6], self._actors[line[3]], line[4], content)
            if content["k"] == BIRTH:
                heads.births.append(head)
                continue
            for name in content["w"]:
                if (text, name) not in superseded:
                    heads.others.setdefault(name, []).append(head)
        return heads, superseded


def head_lines(heads: RowHeads) -> list[tuple[str, int]]:
    """What the head table holds of a row with these heads."""
    lines = [(BIRTH_FIELD, birth.n) for birth in heads.births]
    lines += [(name, head.n) for name, some in heads.others.items() for head in some]
    return sorted(lines)


_WITH_PRIVATE = [False, True]


class Usual:
    """Proves the usual rows of one entity: a birth, and edits that each supersede the one before."""

    def __init__(self, shape: Shape) -> None:
        self._private = frozenset(
            name for name, each in shape.fields.items() if travels_privately(shape, each)
        )
        self._shared = frozenset(shape.fields) - self._private
        whole = shape.scope is Scope.PRIVATE
        self._one = [whole]
        self._withheld = {} if whole else {name: shape.fields[name].default for name in self._private}
        places = [(each, part) for each in shape.fields.values() for part in each.parts]
        self._take = itemgetter(*(each.name for each, _ in places))
        self._convert: list[tuple[int, Callable[[Any], Any]]] = [
            (place, convert)
            for place, (each, part) in enumerate(places)
            if (convert := _conversion(each.grouped, part.attribute, part.column.type)) is not None
        ]

    def proves(
        self,
        verified: list[Verified],
        heads: list[tuple[str, int]] | None,
        found: tuple[Any, ...] | None,
    ) -> bool:
        """True where heads and table are exactly what these operations say; False where that is not plain."""
        if heads is None or found is None:
            return False
        values: dict[str, Any] = self._withheld.copy()
        births: list[Verified] = []
        edits: dict[str, tuple[str, int]] = {}
        for each in verified:
            line, text, content = each
            writes: dict[str, list[Any]] = content["w"]
            mine = self._private if line[4] == PRIVATE else self._shared
            if len(content) != _PLAIN or content["v"] != FORMAT or not mine.issuperset(writes):
                return False
            kind = content["k"]
            if kind == BIRTH and not edits:
                births.append(each)
                for name, write in writes.items():
                    values[name] = write[0]
                continue
            if kind != EDIT:
                return False
            for name, write in writes.items():
                before = edits.get(name)
                headed = [before[0]] if before else [born[1] for born in births if name in born[2]["w"]]
                if (write[1] if len(write) > 1 else []) != headed:
                    return False
                edits[name] = (text, line[1])
                values[name] = write[0]
        if values.get(DELETED) is not False or not self._born(births):
            return False
        expected = [(BIRTH_FIELD, each[0][1]) for each in births]
        if edits:
            expected += sorted([(name, last[1]) for name, last in edits.items()])
        return heads == expected and self._same(values, found)

    def _born(self, births: list[Verified]) -> bool:
        """True for one birth in the scope of the row, and perhaps one of its private values."""
        scopes = [each[0][4] == PRIVATE for each in births]
        return scopes == self._one or scopes == _WITH_PRIVATE

    def _same(self, values: Mapping[str, Any], found: tuple[Any, ...]) -> bool:
        """Compare in the form the table has: for most types that is the form the journal has."""
        try:
            said = self._take(values)
        except KeyError:
            return False
        if self._convert:
            converted = list(said)
            for place, convert in self._convert:
                if converted[place] is not None:
                    converted[place] = convert(converted[place])
            said = tuple(converted)
        return bool(said == found[:-1])


def _conversion(grouped: bool, attribute: str, type_: Any) -> Callable[[Any], Any] | None:
    """What turns a JSON value into what the table holds, or None where they are the same."""
    plain: Callable[[Any], Any] | None = None
    if isinstance(type_, Id):
        plain = bytes.fromhex
    elif isinstance(type_, FrozenJson):
        plain = canonical_json
    if not grouped:
        return plain

    def part(group: Mapping[str, Any]) -> Any:
        value = group.get(attribute)
        return value if value is None or plain is None else plain(value)

    return part
