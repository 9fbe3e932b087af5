"""Mappings that would bypass the journal or abort a merge are refused when they are read."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, composite, mapped_column, relationship

from app.analysis.money import Money
from app.domain.base import EntityMixin, Role, Scope, column, money, reference
from app.domain.types import Id
from app.persistence.fields import shapes
from app.persistence.refusals import WriteRefused


def secondary(base: Any, entity: Any) -> None:
    links = Table(
        "link", base.metadata, Column("a", ForeignKey("client.id")), Column("b", ForeignKey("thing.id"))
    )

    class Thing(entity):
        __tablename__ = "thing"
        __scope__ = Scope.PRIVATE
        clients: Mapped[list["Client"]] = relationship(secondary=links)  # noqa: F821


def cascade(base: Any, entity: Any) -> None:
    class Thing(entity):
        __tablename__ = "thing"
        __scope__ = Scope.PRIVATE
        client_id: Mapped[uuid.UUID] = reference("client.id")
        client: Mapped[Any] = relationship("Client", cascade="all, delete")


def simple(**attributes: Any) -> Callable[[Any, Any], None]:
    def build(base: Any, entity: Any) -> None:
        made = {key: value() if callable(value) else value for key, value in attributes.items()}
        scope = made.pop("scope", Scope.PRIVATE)
        type(
            "Thing", (entity,), {"__tablename__": "thing", "__scope__": scope, "__module__": __name__, **made}
        )

    return build


def plain(*arguments: Any, **options: Any) -> Callable[[], Any]:
    return lambda: mapped_column(*arguments, **options)


REFUSED: dict[str, Callable[[Any, Any], None]] = {
    "secondary": secondary,
    "cascade": cascade,
    "group named like a column": simple(
        paper=lambda: column(String, default=""), size=lambda: column(Integer, default=0, group="paper")
    ),
    "unique column": simple(a=plain(String, unique=True)),
    "unique constraint": simple(a=plain(String), __table_args__=(UniqueConstraint("a"),)),
    "unique index": simple(a=plain(String), __table_args__=(Index("ix", "a", unique=True),)),
    "check": simple(a=plain(Integer), __table_args__=(CheckConstraint("a > 0", name="c"),)),
    "server default": simple(a=plain(String, server_default="x")),
    "onupdate": simple(a=plain(String, onupdate=lambda: "x")),
    "server onupdate": simple(a=plain(String, server_onupdate=text("x"))),
    "sql default": simple(a=plain(String, default=func.lower("X"))),
    "version": simple(a=plain(Integer), __mapper_args__={"version_id_col": "a"}),
    "float": simple(a=plain(Float)),
    "blob": simple(a=plain(LargeBinary)),
    "another key": simple(a=plain(Integer, primary_key=True)),
    "on delete": simple(a=plain(Id, ForeignKey("client.id", ondelete="CASCADE"))),
    "crossing": simple(scope=Scope.NETWORK, a=lambda: reference("client.id", nullable=True)),
    "crossing back": simple(a=lambda: reference("office.id")),
    "no project": simple(scope=Scope.ENGAGEMENT, a=lambda: column(Text)),
    "private without default": simple(scope=Scope.NETWORK, a=lambda: column(Text, scope=Scope.PRIVATE)),
    "wider than its row": simple(a=lambda: column(Text, scope=Scope.NETWORK)),
    "group over scopes": simple(
        scope=Scope.NETWORK,
        a=lambda: column(Text, group="g", default=""),
        b=lambda: column(Text, group="g", default="", scope=Scope.PRIVATE),
    ),
    "group over roles": simple(
        a=lambda: column(Text, group="g"), b=lambda: column(Text, group="g", role=Role.OWNER)
    ),
    "composite in pieces": simple(
        a=lambda: composite(Money, mapped_column("m", Integer), mapped_column("c", String))
    ),
    "unknown search": simple(a=lambda: column(Text), __search__=("b",)),
}


def registry() -> tuple[Any, Any]:
    class Base(DeclarativeBase):
        pass

    kept: list[type] = []  # a registry holds its classes weakly

    class Entity(EntityMixin, Base):
        __abstract__ = True

        def __init_subclass__(cls, **options: Any) -> None:
            kept.append(cls)
            super().__init_subclass__(**options)

    class Client(Entity):
        __tablename__ = "client"
        __scope__ = Scope.PRIVATE
        name: Mapped[str] = column(Text)

    class Office(Entity):
        __tablename__ = "office"
        __scope__ = Scope.NETWORK
        name: Mapped[str] = column(Text)

    Base.kept = kept  # type: ignore[attr-defined]
    return Base, Entity


@pytest.mark.parametrize("name", REFUSED)
def test_a_mapping_the_journal_cannot_keep_is_refused(name: str) -> None:
    from app.persistence.search import statements

    base, entity = registry()
    REFUSED[name](base, entity)
    with pytest.raises(WriteRefused):
        statements(shapes(base))


def test_what_is_allowed_is_read() -> None:
    base, entity = registry()

    class Thing(entity):  # type: ignore[misc,valid-type]
        __tablename__ = "thing"
        __scope__ = Scope.NETWORK
        name: Mapped[str] = column(Text, role=Role.BROKER, default="x")
        price: Mapped[Money | None] = money("price")
        client_id: Mapped[uuid.UUID | None] = reference("client.id", scope=Scope.PRIVATE)
        office_id: Mapped[uuid.UUID | None] = reference("office.id", nullable=True)
        day: Mapped[str] = column(Text, group="when", default="")
        zone: Mapped[str] = column(Text, group="when", default="")

    shape = shapes(base)["thing"]
    assert set(shape.fields) == {"deleted", "name", "price", "client_id", "office_id", "when"}
    assert shape.fields["name"].role is Role.BROKER
    assert shape.has_private
    assert {each.target for each in shape.references} == {"client", "office"}
    made = Thing()
    assert (made.name, made.deleted, made.price) == ("x", False, None)
    assert made.id.version == 7


def test_every_class_of_the_product_is_one_the_journal_can_keep() -> None:
    import app.domain  # noqa: F401
    from app.domain.base import Base

    known = shapes(Base)
    assert "project" in known
