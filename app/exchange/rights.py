"""Whose word is whose: what a file wrote in the name of the side that receives it is put back.

Each field has an owner role, and a device the role of whoever works at it. A step of the other side breaks that
where it overwrites a word that this side gave, deletes such a row, or signs, agrees or chooses in this side's
name. The whole step is then put back, and what was built on it: half a choice is worse than none. It stays in
the history of both sides, since the putting back is an operation of our own and travels like any other.

A project that is new here is taken as it comes: a broker may have begun it with the owner beside them.
"""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.base import Role
from app.exchange.engagement_file import FileRefused
from app.persistence.fields import DELETED, Field, Shape
from app.persistence.operations import BIRTH, REDACT, Operation, id_of, read_operation, supersedes
from app.words import say

BINDS = frozenset(
    {
        ("decision", "typed_name"), ("decision", "decided_on"), ("disclosure", "acknowledged_on"),
        ("disclosure", "acknowledged_by"), ("engagement", "owner_signed_by"), ("engagement", "owner_signed_on"),
        ("payment", "approved_by"), ("payment", "approved_on"), ("payment", "paid_on"),
        ("project", "brief_agreed_on"), ("quote_request", "approved_by"), ("review", "decided_on"),
        ("review", "result"), ("review", "typed_name"), ("plan_version", "taken_by"), ("verdict", "result"),
    }
)  # fmt: skip
"""Fields that say "I have read, agreed, chosen or accepted this". Anybody may empty one: a changed declaration
has to be acknowledged anew."""

BOOKKEEPING = frozenset({("project", "changed_on")})
"""Fields that nearly every step writes and nobody means: they tie no step to the one before."""

Place = tuple[str, uuid.UUID, str]
"""(entity, row, field)"""


class InYourName(NamedTuple):
    """A word of ours that the other side gave."""

    place: Place
    value: Any
    actor: bytes


@dataclass
class SetAside:
    """The steps that are put back, why, and what stands in their place."""

    reasons: list[InYourName] = field(default_factory=list)
    steps: set[bytes] = field(default_factory=set)
    values: dict[Place, Any] = field(default_factory=dict)


def in_our_name(
    connection: Connection,
    shapes: Mapping[str, Shape],
    fresh: Sequence[Operation],
    roles: Mapping[bytes, Role],
    own: Role,
) -> SetAside:
    """What of the operations in `fresh` speaks in the name of the side `own`, and all that was built on it."""
    known = _Known(connection, fresh)
    found = SetAside()
    theirs = [each for each in fresh if roles[each.actor] not in (own, Role.SHARED) and each.entity in shapes]
    for each in theirs:
        if each.kind == REDACT:
            _refuse_removing(each, known, roles, own)
            continue
        for name, value in _overstepping(each, shapes[each.entity], known, roles, own):
            found.reasons.append(
                InYourName((each.entity, uuid.UUID(bytes=each.row), name), value, each.actor)
            )
            found.steps.add(each.transaction)
    _with_what_follows(found, theirs, shapes)
    _put_back(found, [each for each in theirs if each.transaction in found.steps], shapes, known)
    return found


class _Known:
    """Operations by id and births by row: those of the file, else those that are here."""

    def __init__(self, connection: Connection, fresh: Iterable[Operation]) -> None:
        self._ask: Callable[..., Any] = connection.exec_driver_sql
        self._by_id = {each.id: each for each in fresh}
        self._births: dict[bytes, Operation | None] = {
            each.row: each for each in self._by_id.values() if each.kind == BIRTH
        }

    def operation(self, id_: bytes) -> Operation | None:
        if id_ not in self._by_id:
            raw = self._ask("SELECT bytes FROM op WHERE id = ?", (id_,)).scalar()
            if raw is None:
                return None
            self._by_id[id_] = read_operation(bytes(raw))
        return self._by_id[id_]

    def birth(self, row: bytes) -> Operation | None:
        if row not in self._births:
            rows = self._ask(
                "SELECT bytes FROM op WHERE row = ? AND scope <> 'private' ORDER BY n LIMIT 1", (row,)
            ).fetchall()
            first = read_operation(bytes(rows[0][0])) if rows else None
            self._births[row] = first if first is not None and first.kind == BIRTH else None
        return self._births[row]

    def before(self, each: Operation, name: str) -> list[Operation]:
        """The operations whose value of a field this one replaces; the birth where nobody had written it."""
        found = [self.operation(id_of(text)) for text in supersedes(each.writes[name])]
        return [one for one in found or [self.birth(each.row)] if one is not None]


def _overstepping(
    each: Operation, shape: Shape, known: _Known, roles: Mapping[bytes, Role], own: Role
) -> Iterable[tuple[str, Any]]:
    for name, write in each.writes.items():
        of = shape.fields.get(name)
        if of is None or name in each.content.get("gone", ()):
            continue
        value = write[0]
        if name == DELETED:
            if value is True and _is_word_of(shape, known.birth(each.row), roles, own):
                yield name, value
        elif of.role is own and _breaks(each, shape, of, value, known, roles, own):
            yield name, value


def _breaks(
    each: Operation,
    shape: Shape,
    of: Field,
    value: Any,
    known: _Known,
    roles: Mapping[bytes, Role],
    own: Role,
) -> bool:
    if (shape.name, of.name) in BINDS:
        return bool(value != of.default) and not _was(value, of, each, known)
    if each.kind == BIRTH:
        return "given_by" in shape.field_of and bool(_given_by(value) == own.name)
    return any(
        roles.get(one.actor, own) is own and not _own_words(one, of, roles[each.actor])
        for one in known.before(each, of.name)
    )


def _was(value: Any, of: Field, each: Operation, known: _Known) -> bool:
    """True where the field said so before: nothing is claimed anew."""
    if each.kind == BIRTH:
        return False
    return all(_said(one, of) == value for one in known.before(each, of.name))


def _said(one: Operation, of: Field) -> Any:
    if of.name not in one.writes or of.name in one.content.get("gone", ()) or one.kind == REDACT:
        return of.default
    return one.writes[of.name][0]


def _own_words(one: Operation, of: Field, author: Role) -> bool:
    """True where what is replaced was recorded as the author's own words."""
    return bool(_given_by(_said(one, of)) == author.name)


def _given_by(value: Any) -> Any:
    return value.get("given_by") if type(value) is dict else None


def _is_word_of(shape: Shape, birth: Operation | None, roles: Mapping[bytes, Role], own: Role) -> bool:
    """True for a row that this side made and said something in."""
    if birth is None or roles.get(birth.actor, own) is not own:
        return False
    return any(
        shape.fields[name].role is own and write[0] != shape.fields[name].default
        for name, write in birth.writes.items()
        if name in shape.fields
    )


def _refuse_removing(each: Operation, known: _Known, roles: Mapping[bytes, Role], own: Role) -> None:
    """Removing for good cannot be put back, so a file that removes words of ours is not taken at all."""
    for text in each.content.get("r", ()):
        target = known.operation(id_of(text))
        if target is not None and roles.get(target.actor, own) is own:
            raise FileRefused(
                say(
                    "This file would remove for good what you wrote yourself, which only you may do."
                    " Nothing was changed."
                )
            )


def _with_what_follows(found: SetAside, theirs: Sequence[Operation], shapes: Mapping[str, Shape]) -> None:
    """Add the steps of the same side that replace a value of a step set aside, or touch a row it made."""
    while found.steps:
        ids = {each.id for each in theirs if each.transaction in found.steps}
        rows = {each.row for each in theirs if each.transaction in found.steps and each.kind == BIRTH}
        more = {
            each.transaction
            for each in theirs
            if each.transaction not in found.steps and _follows(each, ids, rows, shapes[each.entity])
        }
        if not more:
            return
        found.steps |= more


def _follows(each: Operation, ids: Collection[bytes], rows: Collection[bytes], shape: Shape) -> bool:
    if each.row in rows:
        return True
    for name, write in each.writes.items():
        if (each.entity, name) in BOOKKEEPING:
            continue
        if any(id_of(text) in ids for text in supersedes(write)):
            return True
    pointed = {reference.field for reference in shape.references} & each.writes.keys()
    return any(_row(each.writes[name][0]) in rows for name in pointed)


def _row(value: Any) -> bytes | None:
    try:
        return uuid.UUID(value).bytes
    except (ValueError, TypeError, AttributeError):
        return None


def _put_back(
    found: SetAside, aside: Sequence[Operation], shapes: Mapping[str, Shape], known: _Known
) -> None:
    """The value that each field had before the first step set aside wrote it; rows made by one are deleted."""
    ids = {each.id for each in aside}
    born = {each.row for each in aside if each.kind == BIRTH}
    for each in aside:
        row = uuid.UUID(bytes=each.row)
        if each.row in born:
            found.values[each.entity, row, DELETED] = True
            continue
        for name in each.writes:
            of = shapes[each.entity].fields.get(name)
            before = known.before(each, name)
            if of is None or (each.entity, name) in BOOKKEEPING or any(one.id in ids for one in before):
                continue
            found.values[each.entity, row, name] = _said(before[0], of) if before else of.default
