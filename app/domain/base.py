"""What every mapped class shares: identity, the mark of deletion, and the journal's facts beside each column.

The journal (`app/persistence`) reads three facts of a column from here, each declared once: its *merge group*
(columns that only make sense together are one value to it), its *owner role* and its *scope*. `column`,
`reference` and `money` put them there.
"""

import enum
import os
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import Boolean, ForeignKey, Integer, MetaData, String, event, inspect
from sqlalchemy.orm import (
    ColumnProperty,
    Composite,
    DeclarativeBase,
    InstrumentedAttribute,
    Mapped,
    MappedColumn,
    Mapper,
    QueryableAttribute,
    composite,
    mapped_column,
)
from sqlalchemy.sql import ColumnElement
from sqlalchemy.types import TypeEngine

from app.analysis.money import Money
from app.domain.types import FrozenJson, Id, freeze

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name from the first migration on, so that a later one can find it."""

FACTS = "journal"
"""Key under which a column's facts lie in its `info`."""


class Scope(enum.Enum):
    """How far a value may travel: nowhere, with its engagement, or to every broker of the network."""

    PRIVATE = "private"
    ENGAGEMENT = "engagement"
    NETWORK = "network"


class Role(enum.Enum):
    """Whose word a value is: the owner's, the broker's, or either's."""

    OWNER = "owner"
    BROKER = "broker"
    SHARED = "shared"


class Facts(NamedTuple):
    """What the journal needs to know of a column. `scope` None means the scope of its row."""

    role: Role = Role.SHARED
    scope: Scope | None = None
    group: str | None = None


_clock = threading.Lock()
_latest = 0


def uuid7() -> uuid.UUID:
    """A new id that sorts after every id this process made before it (RFC 9562, version 7).

    Time in milliseconds, then a sub-millisecond counter in the twelve bits the RFC leaves free for it,
    then 62 random bits.
    """
    global _latest
    with _clock:
        now = time.time_ns() * 4096 // 1_000_000
        _latest = now if now > _latest else _latest + 1
        stamp = _latest
    random = int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=(stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0x2 << 62 | random)


class Base(DeclarativeBase):
    """The registry of the product's mapped classes."""

    metadata = MetaData(naming_convention=NAMING)


class EntityMixin:
    """Identity, deletion mark and defaults; `Entity` of this registry and of the tests' own ones."""

    __scope__: ClassVar[Scope]
    __search__: ClassVar[tuple[str, ...]] = ()
    """Text attributes that the search box finds this by; the first is the title it is shown under."""

    id: Mapped[uuid.UUID] = mapped_column(Id, primary_key=True, default=uuid7, sort_order=-20)
    deleted: Mapped[bool] = mapped_column(Boolean, default=False, sort_order=-19)

    def __init__(self, **values: Any) -> None:
        """A new object with its id and every default in place: rules can run on it before it is stored."""
        names = inspect(type(self)).attrs
        for name, value in values.items():
            if name not in names:
                raise TypeError(f"{type(self).__name__} has no {name!r}")
            setattr(self, name, value)
        for name, default in _defaults(type(self)):
            if name not in values:
                setattr(self, name, default())


class Entity(EntityMixin, Base):
    """Something with an identity. Its row is marked deleted, never removed."""

    __abstract__ = True


_defaults_of: dict[type, tuple[tuple[str, Callable[[], Any]], ...]] = {}


def _defaults(cls: type) -> tuple[tuple[str, Callable[[], Any]], ...]:
    known = _defaults_of.get(cls)
    if known is None:
        properties: list[ColumnProperty[Any]] = list(inspect(cls).column_attrs)
        made = [(each.key, default_of(each.columns[0])) for each in properties]
        known = _defaults_of[cls] = tuple((name, make) for name, make in made if make is not None)
    return known


def default_of(column: Any) -> Callable[[], Any] | None:
    """A function that makes the default value of a table column, or None where it has none."""
    default = column.default
    if default is None:
        return None
    if default.is_callable:
        return lambda: default.arg(None)
    return lambda: default.arg


def column(
    type_: type[TypeEngine[Any]] | TypeEngine[Any],
    *,
    role: Role = Role.SHARED,
    scope: Scope | None = None,
    group: str | None = None,
    nullable: bool = False,
    default: Any = None,
    index: bool = False,
) -> MappedColumn[Any]:
    """A stored value with the journal's facts beside it.

    `group` names values that only make sense together: they are merged, undone and disputed as one.
    `scope` may make one column more private than its row; such a column is nullable or has a default,
    because a reader from whom it is withheld must be able to keep the row. `default` is a value or a
    function without arguments, applied when the object is made.
    """
    return mapped_column(
        type_,
        nullable=nullable,
        default=_frozen_default(default) if type_ is FrozenJson or isinstance(type_, FrozenJson) else default,
        index=index,
        info={FACTS: Facts(role, scope, group)},
    )


def _frozen_default(default: Any) -> Any:
    if default is None:
        return None
    return (lambda: freeze(default())) if callable(default) else freeze(default)


def reference(
    target: str,
    *,
    role: Role = Role.SHARED,
    scope: Scope | None = None,
    nullable: bool | None = None,
    index: bool = False,
) -> MappedColumn[Any]:
    """A foreign key to `target` ("project.id"), which must be of the same scope as this column.

    A column more private than its row is nullable unless told otherwise. The key is checked at the commit:
    rows that name each other by id alone are written in any order.
    """
    return mapped_column(
        Id,
        ForeignKey(target, deferrable=True, initially="DEFERRED"),
        nullable=scope is not None if nullable is None else nullable,
        index=index,
        info={FACTS: Facts(role, scope)},
    )


def money(name: str, *, role: Role = Role.SHARED, scope: Scope | None = None) -> Composite[Any]:
    """An amount with its currency, or None: `<name>_minor` and `<name>_currency` are one value."""
    info = {FACTS: Facts(role, scope, name)}
    return composite(
        Money,
        mapped_column(f"{name}_minor", Integer, nullable=True, info=info),
        mapped_column(f"{name}_currency", String(3), nullable=True, info=info),
        return_none_on=_no_amount,
    )


def _no_amount(*parts: Any) -> bool:
    return any(part is None for part in parts)


def live(entity: Any) -> ColumnElement[bool]:
    """The condition that rows of `entity` (class, alias or table) are not deleted.

    Selects of mapped classes through a session have it already; selects of tables do not.
    """
    columns = getattr(entity, "c", entity)
    condition: ColumnElement[bool] = columns.deleted.is_(False)
    return condition


@event.listens_for(EntityMixin, "attribute_instrument", propagate=True)
def _freeze_on_assignment(cls: type, key: str, attribute: QueryableAttribute[Any]) -> None:
    """Freeze JSON when it is assigned: a list changed afterwards would otherwise never reach the disk."""
    columns = getattr(attribute.property, "columns", ())
    if columns and isinstance(columns[0].type, FrozenJson):
        event.listen(attribute, "set", lambda _target, value, _old, _initiator: freeze(value), retval=True)


@event.listens_for(EntityMixin, "after_mapper_constructed", propagate=True)
def _give_events(mapper: Mapper[Any], cls: type) -> None:
    """Give each attribute its events at once.

    Where it has none yet, SQLAlchemy finds that out by way of the SQL of its column. That would be made for every
    column of every class, a tenth of the mapping, while a start reads few of them.
    """
    kind: Any = InstrumentedAttribute
    for attribute in mapper.class_manager.values():
        if isinstance(attribute, kind):
            attribute._slots_dispatch = kind.dispatch._for_instance(attribute)
