"""Read plain trees (from JSON) into the frozen dataclasses of this package, strictly.

The dataclass is the schema: a missing, unknown or ill-typed entry is refused with its place.
Numbers arrive as whole numbers or as decimal text and become Decimal without passing a float.
A field whose key is a Python keyword carries a trailing underscore (`from_`, `class_`).
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from app.analysis.conditions import Condition, ConditionError, parse
from app.analysis.keyed import Keyed
from app.analysis.work import Effort
from app.knowledge.broken import BrokenKnowledge

T = TypeVar("T")
Read: TypeAlias = Callable[[Any], Any]


def decode(kind: type[T], tree: object) -> T:
    """`tree` as a `kind`; raises BrokenKnowledge with the place of the first thing that does not fit."""
    hint: Any = kind
    value: T = _reader(hint)(tree)
    return value


@cache
def _reader(hint: Any) -> Read:
    """The function that reads one type; built once, so that reading is only calling."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        keyed = next((mark for mark in args[1:] if isinstance(mark, Keyed)), None)
        return _keyed(get_args(args[0])[1], keyed.key) if keyed else _reader(args[0])
    if origin in (Union, UnionType):
        return _optional(args)
    if origin is Literal:
        return _one_of(args)
    if origin is tuple:
        return _list(args[0]) if args[-1] is Ellipsis else _row(args)
    if origin is Mapping or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return _mapping(*args)
    if is_dataclass(hint):
        return _record(hint)
    raise TypeError(f"knowledge cannot hold {hint!r}")


def _expect(tree: object, kind: type, name: str) -> Any:
    if type(tree) is not kind:
        raise BrokenKnowledge(f"{name} is needed here, not {tree!r:.60}")
    return tree


def _text(tree: object) -> str:
    return _expect(tree, str, "text")  # type: ignore[no-any-return]


def _truth(tree: object) -> bool:
    return _expect(tree, bool, "true or false")  # type: ignore[no-any-return]


def _whole(tree: object) -> int:
    if type(tree) is str and tree.removeprefix("-").isdecimal():
        return int(tree)
    return _expect(tree, int, "a whole number")  # type: ignore[no-any-return]


def _decimal(tree: object) -> Decimal:
    if type(tree) in (int, str):
        try:
            number = Decimal(tree)  # type: ignore[arg-type]
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite():
            return number
    raise BrokenKnowledge(f"a number is needed here, not {tree!r:.60}")


def _condition(tree: object) -> Condition:
    try:
        return parse(_text(tree))
    except ConditionError as wrong:
        raise BrokenKnowledge(str(wrong)) from wrong


def _effort(tree: object) -> Effort:
    points = [_decimal(point) for point in _expect(tree, list, "a list of low, likely and high")]
    if len(points) != 3 or not points[0] <= points[1] <= points[2]:
        raise BrokenKnowledge(f"low, likely and high are needed in this order, not {tree!r:.60}")
    return Effort(*points)


_PLAIN: dict[Any, Read] = {
    str: _text,
    bool: _truth,
    int: _whole,
    Decimal: _decimal,
    Condition: _condition,
    Effort: _effort,
}


def _optional(args: tuple[Any, ...]) -> Read:
    kinds = [kind for kind in args if kind is not NoneType]
    if len(kinds) == 1:
        read = _reader(kinds[0])
        return lambda tree: None if tree is None else read(tree)
    readers = [_reader(kind) for kind in kinds]

    def either(tree: object) -> Any:
        for read in readers[:-1]:
            try:
                return read(tree)
            except BrokenKnowledge:
                continue
        return readers[-1](tree)

    return either


def _one_of(words: tuple[Any, ...]) -> Read:
    allowed = frozenset(words)

    def read(tree: object) -> Any:
        if not isinstance(tree, str | int) or tree not in allowed:
            raise BrokenKnowledge(f"one of {', '.join(map(str, words))} is needed here, not {tree!r:.60}")
        return tree

    return read


def _list(kind: Any) -> Read:
    read = _reader(kind)

    def items(tree: object) -> tuple[Any, ...]:
        entries = _expect(tree, list, "a list")
        done: list[Any] = []
        try:
            for entry in entries:
                done.append(read(entry))
        except BrokenKnowledge as fault:
            raise fault.within(f"[{len(done)}]") from None
        return tuple(done)

    return items


def _row(kinds: tuple[Any, ...]) -> Read:
    readers = [_reader(kind) for kind in kinds]

    def row(tree: object) -> tuple[Any, ...]:
        entries = _expect(tree, list, "a list")
        if len(entries) != len(readers):
            raise BrokenKnowledge(f"{len(readers)} entries are needed here, not {len(entries)}")
        return tuple(read(entry) for read, entry in zip(readers, entries, strict=True))

    return row


def _mapping(key_kind: Any, kind: Any) -> Read:
    read_key, read = _reader(key_kind), _reader(kind)

    def mapping(tree: object) -> Mapping[Any, Any]:
        done: dict[Any, Any] = {}
        for key, entry in _expect(tree, dict, "a table of names").items():
            try:
                done[read_key(key)] = read(entry)
            except BrokenKnowledge as fault:
                raise fault.within(f".{key}") from None
        return MappingProxyType(done)

    return mapping


def _keyed(kind: Any, key: str) -> Read:
    read = _list(kind)

    def mapping(tree: object) -> Mapping[Any, Any]:
        done: dict[Any, Any] = {}
        for position, entry in enumerate(read(tree)):
            name = getattr(entry, key)
            if name in done:
                raise BrokenKnowledge(f"{name} stands here twice", f"[{position}].{key}")
            done[name] = entry
        return MappingProxyType(done)

    return mapping


def _record(kind: Any) -> Read:
    hints = get_type_hints(kind, include_extras=True)
    readers = {field.name.rstrip("_"): (field.name, _reader(hints[field.name])) for field in fields(kind)}
    required = {
        field.name.rstrip("_")
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }

    def record(tree: object) -> Any:
        entries = _expect(tree, dict, f"a table for {kind.__name__}")
        if not required <= entries.keys():
            raise BrokenKnowledge(f"missing: {', '.join(sorted(required - entries.keys()))}")
        values: dict[str, Any] = {}
        for key, entry in entries.items():
            if key not in readers:
                raise BrokenKnowledge(f"unknown entry {key!r} for {kind.__name__}")
            name, read = readers[key]
            try:
                values[name] = read(entry)
            except BrokenKnowledge as fault:
                raise fault.within(f".{key}") from None
        return kind(**values)

    return record
