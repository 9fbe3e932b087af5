"""Who of the directory is found, in which order: asked of the database once, and kept as ids while nothing is written.

A filter over a hundred thousand providers takes the database up to a second. What it found is then counted, paged
and sorted without asking again; `ui/read_first.py` asks it beside the window.
"""

import uuid
from collections.abc import Hashable
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Float, bindparam, cast, func, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from app.domain.providers import Provider
from app.queries.filter_choices import Choice, choices
from app.queries.kept_directory import is_kept, kept
from app.queries.provider_filters import (
    ASK_ITSELF,
    Facet,
    Filters,
    Looker,
    by_index,
    conditions,
    here,
)

SHORT = 4_000
"""Providers of a directory that is asked at once, whatever is asked of it."""


class Sort(Enum):
    """What the directory can be sorted by."""

    NAME = "name"
    TOWN = "town"
    COUNTRY = "country"
    STAFF = "staff"
    FREE_DAYS = "free_days_week"
    START = "earliest_start"
    SHARED_HOURS = "shared_hours"
    TRAVEL = "travel_minutes"
    ADDED = "added_on"


INDEXED = (Sort.NAME, Sort.TOWN, Sort.COUNTRY, Sort.FREE_DAYS, Sort.START)
"""The orders that an index of the table keeps."""


class Order(NamedTuple):
    """By what the directory is sorted, and which way. Missing values come last either way."""

    sort: Sort = Sort.NAME
    descending: bool = False


_COUNTED = select(func.count()).select_from(Provider.__table__).where(here(in_order=True))
_ID = type_coerce(Provider.id, NullType())
"""The id as it is stored: there may be a hundred thousand of them."""


def count(session: Session) -> int:
    """How many providers the directory holds."""
    return session.scalar(_COUNTED, execution_options=ASK_ITSELF) or 0


def count_found(session: Session, *, looker: Looker, filters: Filters) -> int:
    """How many of them the filters leave."""
    if not filters.narrow:
        return count(session)
    return len(_narrowed(session, looker, filters, Order()).ids)


def found_page(
    session: Session, *, looker: Looker, filters: Filters, order: Order, offset: int, limit: int
) -> list[uuid.UUID]:
    """The ids of some lines of what the filters leave."""
    if filters.narrow:
        ids = _found(session, looker, filters, order)[offset : offset + limit]
    else:
        some = {"from": offset, "many": limit}
        ids = tuple(session.scalars(_page_of(order), some, execution_options=ASK_ITSELF))
    return [uuid.UUID(bytes=bytes(id)) for id in ids]


def choices_of(session: Session, *, looker: Looker, filters: Filters, facet: Facet) -> tuple[Choice, ...]:
    """The choices of a facet with how many each would leave, counted once."""
    return kept(
        session,
        _choices_key(looker, filters, facet),
        lambda asked: choices(asked, looker=looker, filters=filters, facet=facet),
    )


def must_be_found(session: Session, *, looker: Looker, filters: Filters) -> bool:
    """Whether to find out who the filters leave takes a while."""
    return filters.narrow and not is_kept(session, _key(looker, filters)) and count(session) > SHORT


def must_be_counted(session: Session, *, looker: Looker, filters: Filters, facet: Facet) -> bool:
    """Whether to count what the choices of a facet would leave takes a while."""
    return not is_kept(session, _choices_key(looker, filters, facet)) and count(session) > SHORT


class _Narrowed(NamedTuple):
    """Those whom some filters leave, in the order in which they were asked for first."""

    order: Order
    ids: tuple[bytes, ...]


def _narrowed(session: Session, looker: Looker, filters: Filters, order: Order) -> _Narrowed:
    statement = _sorted(order, in_order=by_index(filters)).where(*conditions(filters, looker))
    return kept(session, _key(looker, filters), lambda asked: _Narrowed(order, _ids(asked, statement)))


def _found(session: Session, looker: Looker, filters: Filters, order: Order) -> tuple[bytes, ...]:
    """Who is left by the filters in another order is picked from the whole directory in that order."""
    first = _narrowed(session, looker, filters, order)
    if first.order == order:
        return first.ids

    def sorted_anew(asked: Session) -> tuple[bytes, ...]:
        those = set(first.ids)
        return tuple(id for id in _ids(asked, _sorted(order)) if id in those)

    return kept(session, (*_key(looker, filters), order), sorted_anew)


def _key(looker: Looker, filters: Filters) -> tuple[Hashable, ...]:
    return looker, filters.text.strip(), frozenset(filters.chosen.items())


def _choices_key(looker: Looker, filters: Filters, facet: Facet) -> tuple[Hashable, ...]:
    return *_key(looker, filters), facet


def _ids(session: Session, statement: Any) -> tuple[bytes, ...]:
    return tuple(session.scalars(statement, execution_options=ASK_ITSELF))


def _sorted(order: Order, *, in_order: bool = True) -> Any:
    in_order = in_order and order.sort in INDEXED
    return select(_ID).select_from(Provider.__table__).where(here(in_order=in_order)).order_by(*_by(order))


@cache
def _page_of(order: Order) -> Any:
    """Worded once: to word it takes longer than to run it."""
    return _sorted(order).offset(bindparam("from")).limit(bindparam("many"))


def _by(order: Order) -> list[ColumnElement[Any]]:
    """That of an indexed column is an order that its index keeps, forwards or backwards."""
    sort, descending = order
    by_name = Provider.name.collate("NOCASE")
    column: ColumnElement[Any] = getattr(Provider, sort.value).expression
    if sort in (Sort.TOWN, Sort.COUNTRY):
        column = column.collate("NOCASE")
    elif sort in (Sort.FREE_DAYS, Sort.SHARED_HOURS):
        column = cast(column, Float)
    rest = (by_name, Provider.id)
    if sort is Sort.NAME:
        return [part.desc() if descending else part.asc() for part in rest]
    turned = [part.desc() if descending and sort in INDEXED else part.asc() for part in rest]
    return [(column.desc() if descending else column.asc()).nulls_last(), *turned]
