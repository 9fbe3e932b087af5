"""What the journal knows of each mapped class: its fields, their scopes, and the mappings it must refuse."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, Column, Table, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapper

from app.domain.base import FACTS, EntityMixin, Facts, Role, Scope, default_of
from app.persistence.codecs import Codec, codec_of
from app.persistence.refusals import WriteRefused

DELETED = "deleted"
PROJECT = "project_id"


@dataclass(frozen=True, eq=False)  # a default may be a list, which has no hash
class Part:
    """One column of a field."""

    attribute: str
    column: Column[Any]
    codec: Codec
    default: Any
    """The JSON value a row has that nobody gave a value."""

    @property
    def name(self) -> str:
        """Name of the column in its table."""
        return self.column.name

    @property
    def empty(self) -> Any:
        """The JSON value after redaction. Raises WriteRefused for a value that has no empty form."""
        if self.column.nullable:
            return None
        if self.default is not None:
            return self.default
        if self.codec.nothing is None:
            raise WriteRefused(f"{self.column} cannot be empty")
        return self.codec.nothing


@dataclass(frozen=True)
class Field:
    """A merge group: one value to the journal, in one column or several that only make sense together."""

    name: str
    parts: tuple[Part, ...]
    private: bool
    """True where the values travel in the private scope although the row does not."""

    role: Role
    grouped: bool

    def encode(self, values: Mapping[str, Any]) -> Any:
        """The JSON value of this field in `values` (attribute → Python value; absent means None)."""
        if not self.grouped:
            part = self.parts[0]
            value = values.get(part.attribute)
            return None if value is None else part.codec.encode(value)
        found = {
            part.attribute: part.codec.encode(value)
            for part in self.parts
            if (value := values.get(part.attribute)) is not None
        }
        return found or None

    def split(self, value: Any) -> list[Any]:
        """The JSON value of each part. Raises TypeError where a group is not an object."""
        if not self.grouped:
            return [value]
        if value is None:
            return [None] * len(self.parts)
        if type(value) is not dict:
            raise TypeError(f"{value!r} is not a group of values")
        return [value.get(part.attribute) for part in self.parts]

    def join(self, values: list[Any]) -> Any:
        """The JSON value of the field from those of its parts."""
        if not self.grouped:
            return values[0]
        pairs = zip(self.parts, values, strict=True)
        return {part.attribute: value for part, value in pairs if value is not None} or None

    def store(self, value: Any) -> list[Any]:
        """What the table holds, part by part. Raises ValueError or TypeError where the value does not fit."""
        stored = []
        for part, single in zip(self.parts, self.split(value), strict=True):
            if single is None and not part.column.nullable:
                raise ValueError(f"{part.column} is missing")
            stored.append(None if single is None else part.codec.store(single))
        return stored

    def load(self, value: Any) -> dict[str, Any]:
        """The Python value of each attribute."""
        pairs = zip(self.parts, self.split(value), strict=True)
        return {part.attribute: None if one is None else part.codec.load(one) for part, one in pairs}

    @cached_property
    def default(self) -> Any:
        """The JSON value of a row in which nobody wrote this field."""
        return self.join([part.default for part in self.parts])

    @cached_property
    def empty(self) -> Any:
        """The JSON value after redaction."""
        return self.join([part.empty for part in self.parts])


class Reference(NamedTuple):
    """A foreign key: where it lies and what it points to."""

    field: str
    column: str
    target: str
    required: bool


class Shape:
    """One journaled class. Raises WriteRefused for a mapping that would bypass the journal or abort a merge."""

    def __init__(self, mapper: Mapper[Any]) -> None:
        self.cls = mapper.class_
        self.mapper = mapper
        table = mapper.local_table
        if not isinstance(table, Table) or mapper.inherits is not None:
            raise WriteRefused(f"{mapper}: one class, one table")
        self.table = table
        self.name = str(table.name)
        self.scope: Scope = self.cls.__scope__
        _refuse_mapper(mapper)
        _refuse_table(table)
        self.fields: dict[str, Field] = {field.name: field for field in _fields(self, mapper)}
        self.field_of: dict[str, Field] = {
            part.attribute: field for field in self.fields.values() for part in field.parts
        }
        self.related = bool(mapper.relationships)
        """True where a row may be changed through its relationships, which only a session's flush sees."""

        self.types = {
            part.attribute: part.column.type for each in self.fields.values() for part in each.parts
        }
        self.columns: tuple[str, ...] = tuple(
            part.name for each in self.fields.values() for part in each.parts
        )
        self.references: tuple[Reference, ...] = tuple(
            _reference(field, part)
            for field in self.fields.values()
            for part in field.parts
            if part.column.foreign_keys
        )
        if self.scope is Scope.ENGAGEMENT and self.name != "project" and PROJECT not in self.fields:
            raise WriteRefused(f"{self.name}: rows of an engagement carry {PROJECT}")

    @cached_property
    def has_private(self) -> bool:
        """True where single columns are more private than the row."""
        return self.scope is not Scope.PRIVATE and any(field.private for field in self.fields.values())

    def scope_key(self, row: uuid.UUID, values: Mapping[str, Any]) -> str:
        """The scope instance of a row: "private", "network" or the id of its project."""
        if self.scope is not Scope.ENGAGEMENT:
            return str(self.scope.value)
        return row.hex if self.name == "project" else str(values[PROJECT].hex)


def _reference(field: Field, part: Part) -> Reference:
    (key,) = part.column.foreign_keys
    return Reference(field.name, part.name, str(key.column.table.name), not part.column.nullable)


def shapes(base: type[DeclarativeBase]) -> dict[str, Shape]:
    """Every journaled class of a registry by its table's name, or WriteRefused with what is wrong."""
    base.registry.configure()
    return dict(_shapes(frozenset(base.registry.mappers)))


@lru_cache(maxsize=8)  # one set of classes for the program's life; a migration has an older one beside it
def _shapes(mappers: frozenset[Mapper[Any]]) -> dict[str, Shape]:
    found = [Shape(mapper) for mapper in mappers if issubclass(mapper.class_, EntityMixin)]
    by_name = {shape.name: shape for shape in sorted(found, key=lambda shape: shape.name)}
    for shape in by_name.values():
        for reference in shape.references:
            _refuse_crossing(shape, reference, by_name)
    return by_name


def _refuse_mapper(mapper: Mapper[Any]) -> None:
    if mapper.version_id_col is not None:
        raise WriteRefused(f"{mapper}: a version column changes behind the journal's back")
    for relation in mapper.relationships:
        if relation.secondary is not None:
            raise WriteRefused(
                f"{relation}: secondary= bypasses the journal; map the association as an entity"
            )
        if relation.cascade.delete or relation.cascade.delete_orphan:
            raise WriteRefused(f"{relation}: delete cascades bypass the journal")


def _refuse_table(table: Table) -> None:
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            raise WriteRefused(f"{table.name}: a unique constraint can abort a merge")
        if isinstance(constraint, CheckConstraint):
            raise WriteRefused(f"{table.name}: a check constraint can abort a merge")
    if any(index.unique for index in table.indexes):
        raise WriteRefused(f"{table.name}: a unique index can abort a merge")
    if [each.name for each in table.primary_key.columns] != ["id"]:
        raise WriteRefused(f"{table.name}: the only key is id")
    for each in table.columns:
        if each.unique:
            raise WriteRefused(f"{each}: a unique constraint can abort a merge")
        if each.server_default is not None or each.computed is not None or each.identity is not None:
            raise WriteRefused(f"{each}: the journal cannot see a value the database makes")
        if each.onupdate is not None or each.server_onupdate is not None:
            raise WriteRefused(f"{each}: onupdate would make every edit touch it")
        if each.default is not None and (each.default.is_clause_element or each.default.is_sequence):
            raise WriteRefused(f"{each}: a default is a value or a function, not SQL")
        for key in each.foreign_keys:
            if key.initially != "DEFERRED":
                raise WriteRefused(
                    f"{each}: rows may be written in any order, so a key is checked at the commit"
                )
            if key.ondelete or key.onupdate:
                raise WriteRefused(f"{each}: ON DELETE and ON UPDATE bypass the journal")


def _refuse_crossing(shape: Shape, reference: Reference, known: Mapping[str, Shape]) -> None:
    target = known.get(reference.target)
    if target is None:
        raise WriteRefused(f"{shape.name}.{reference.column}: {reference.target} is not journaled")
    own = Scope.PRIVATE if shape.fields[reference.field].private else shape.scope
    if target.scope is not own:
        raise WriteRefused(
            f"{shape.name}.{reference.column}: a foreign key may not lead from {own.value} to {target.scope.value};"
            " carry a snapshot instead"
        )


def _facts(column: Column[Any]) -> Facts:
    facts = column.info.get(FACTS, Facts())
    assert isinstance(facts, Facts)
    return facts


def _fields(shape: Shape, mapper: Mapper[Any]) -> list[Field]:
    groups: dict[str, list[tuple[str, Column[Any]]]] = defaultdict(list)
    for prop in mapper.column_attrs:
        column = prop.columns[0]
        if prop.key == "id" or not isinstance(column, Column):
            continue
        groups[_facts(column).group or prop.key].append((prop.key, column))
    _refuse_split_composites(mapper)
    return [_field(shape, name, members) for name, members in groups.items()]


def _refuse_split_composites(mapper: Mapper[Any]) -> None:
    for whole in mapper.composites:
        names = {_facts(part.columns[0]).group for part in whole.props}
        if len(names) != 1 or None in names:
            raise WriteRefused(f"{whole}: the columns of a composite are one group")


def _field(shape: Shape, name: str, members: list[tuple[str, Column[Any]]]) -> Field:
    facts = [_facts(column) for _, column in members]
    scopes = {each.scope or shape.scope for each in facts}
    if len(scopes) > 1 or len({each.role for each in facts}) > 1:
        raise WriteRefused(f"{shape.name}.{name}: a group has one scope and one owner role")
    if len({each.group is None for each in facts}) > 1:
        raise WriteRefused(f"{shape.name}.{name}: a group is not named like a column that is not in it")
    scope = scopes.pop()
    if scope not in (shape.scope, Scope.PRIVATE):
        raise WriteRefused(f"{shape.name}.{name}: a column is as wide as its row, or private")
    private = scope is Scope.PRIVATE and shape.scope is not Scope.PRIVATE
    parts = tuple(_part(attribute, column) for attribute, column in members)
    for part in parts:
        if private and not part.column.nullable and part.default is None:
            raise WriteRefused(
                f"{part.column}: a private column may be withheld, so it is nullable or has a default"
            )
    return Field(name, parts, private, facts[0].role, grouped=facts[0].group is not None)


def _part(attribute: str, column: Column[Any]) -> Part:
    codec = codec_of(column.type)
    make = default_of(column)
    return Part(attribute, column, codec, None if make is None else codec.encode(make()))
