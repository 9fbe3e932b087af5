"""Plain values as JSON trees and back, so that a ranking can be made again from what was kept of it.

The dataclass is the schema: a field that holds its default is left out, numbers are text, days are written out.
`read_tree` raises ValueError with the place of the first thing that does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Tree = Any
_MAPPINGS = (Mapping, dict)
_SERIES = (tuple, list, Sequence)
_SETS = (frozenset, AbstractSet)


def tree_of(value: Any) -> Tree:
    """`value` as JSON: dataclasses as tables, mappings as tables or as pairs where a key is no text."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        own = ((each, getattr(value, each.name)) for each in fields(value))
        return {each.name: tree_of(held) for each, held in own if held != _default(each)}
    if isinstance(value, Mapping):
        if all(isinstance(key, str) for key in value):
            return {str(key): tree_of(item) for key, item in value.items()}
        return [[tree_of(key), tree_of(item)] for key, item in value.items()]
    if isinstance(value, AbstractSet):
        return sorted(tree_of(item) for item in value)
    if isinstance(value, Sequence):
        return [tree_of(item) for item in value]
    return str(value)


def read_tree(kind: type[T], tree: Tree) -> T:
    """The `kind` that `tree_of` made `tree` from."""
    hint: Any = kind
    value: T = _reader(hint)(tree, kind.__name__)
    return value


Read = Callable[[Tree, str], Any]


def _default(of: Field[Any]) -> Any:
    if of.default is not MISSING:
        return of.default
    return of.default_factory() if of.default_factory is not MISSING else MISSING


@cache
def _reader(hint: Any) -> Read:
    origin, args = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if origin in (Union, UnionType):
        return _optional(next(_reader(kind) for kind in args if kind is not NoneType))
    if origin in _MAPPINGS:
        return _mapping(_reader(args[0]), _reader(args[1]))
    if origin is tuple and args[-1] is not Ellipsis:
        return _row([_reader(kind) for kind in args])
    if origin in _SERIES or origin in _SETS:
        return _series(_reader(args[0]), frozenset if origin in _SETS else tuple)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda tree, place: _tried(hint, tree, place)
    if is_dataclass(hint):
        return _record(hint)
    raise TypeError(f"{hint!r} cannot be kept")


def _tried(make: Callable[[Any], Any], tree: Tree, place: str) -> Any:
    try:
        return make(tree)
    except (ValueError, TypeError, InvalidOperation) as wrong:
        raise ValueError(f"{place}: {tree!r:.60} does not fit") from wrong


def _exactly(*kinds: type) -> Read:
    def read(tree: Tree, place: str) -> Any:
        if type(tree) not in kinds:
            raise ValueError(f"{place}: {tree!r:.60} does not fit")
        return tree

    return read


def _decimal(tree: Tree, place: str) -> Decimal:
    number: Decimal = _tried(Decimal, _exactly(str, int)(tree, place), place)
    if not number.is_finite():
        raise ValueError(f"{place}: {tree!r:.60} does not fit")
    return number


_PLAIN: Mapping[Any, Read] = {
    str: _exactly(str),
    Hashable: _exactly(str),
    int: _exactly(int),
    bool: _exactly(bool),
    Decimal: _decimal,
    date: lambda tree, place: _tried(date.fromisoformat, tree, place),
}


def _optional(read: Read) -> Read:
    return lambda tree, place: None if tree is None else read(tree, place)


def _series(read: Read, make: Callable[[Any], Any]) -> Read:
    def series(tree: Tree, place: str) -> Any:
        items = _exactly(list, tuple)(tree, place)
        return make(read(item, f"{place}[{at}]") for at, item in enumerate(items))

    return series


def _row(readers: Sequence[Read]) -> Read:
    def row(tree: Tree, place: str) -> Any:
        items = _exactly(list, tuple)(tree, place)
        if len(items) != len(readers):
            raise ValueError(f"{place}: {len(readers)} entries are needed")
        return tuple(
            read(item, f"{place}[{at}]") for at, (read, item) in enumerate(zip(readers, items, strict=True))
        )

    return row


def _mapping(read_key: Read, read: Read) -> Read:
    def mapping(tree: Tree, place: str) -> Any:
        if isinstance(tree, Mapping):
            pairs = list(tree.items())
        else:
            pairs = [_pair(item, place) for item in _exactly(list, tuple)(tree, place)]
        return {read_key(key, place): read(item, f"{place}.{key}") for key, item in pairs}

    return mapping


def _pair(item: Tree, place: str) -> tuple[Tree, Tree]:
    if not isinstance(item, list | tuple) or len(item) != 2:
        raise ValueError(f"{place}: pairs are needed")
    return item[0], item[1]


def _record(kind: Any) -> Read:
    hints = get_type_hints(kind)
    readers = {each.name: _reader(hints[each.name]) for each in fields(kind)}
    required = {each.name for each in fields(kind) if _default(each) is MISSING}

    def record(tree: Tree, place: str) -> Any:
        if not isinstance(tree, Mapping):
            raise ValueError(f"{place}: a table is needed")
        wrong = sorted(required - tree.keys()) or sorted(tree.keys() - readers.keys())
        if wrong:
            raise ValueError(f"{place}: {wrong[0]} is missing or not known")
        return kind(**{name: readers[name](item, f"{place}.{name}") for name, item in tree.items()})

    return record


def schema_of(kind: Any) -> dict[str, Any]:
    """The JSON Schema of what `read_tree` takes for a dataclass."""
    schema: dict[str, Any] = _schema(kind)
    return schema


def _schema(hint: Any) -> Tree:
    origin, args = get_origin(hint), get_args(hint)
    if hint in _SCHEMAS:
        return dict(_SCHEMAS[hint])
    if origin in (Union, UnionType):
        return {"anyOf": [{"type": "null"}, *(_schema(kind) for kind in args if kind is not NoneType)]}
    if origin in _MAPPINGS:
        if args[0] is str:
            return {"type": "object", "additionalProperties": _schema(args[1])}
        return {"type": "array", "items": {"type": "array", "minItems": 2, "maxItems": 2}}
    if origin is tuple and args[-1] is not Ellipsis:
        return {"type": "array", "prefixItems": [_schema(kind) for kind in args]}
    if origin in _SERIES or origin in _SETS:
        return {"type": "array", "items": _schema(args[0])}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [each.value for each in hint]}
    hints = get_type_hints(hint)
    return {
        "type": "object",
        "required": sorted(each.name for each in fields(hint) if _default(each) is MISSING),
        "additionalProperties": False,
        "properties": {each.name: _schema(hints[each.name]) for each in fields(hint)},
    }


_SCHEMAS: Mapping[Any, Tree] = {
    str: {"type": "string"},
    Hashable: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": ["string", "integer"], "description": "a number as text"},
    date: {"type": "string", "format": "date"},
}
