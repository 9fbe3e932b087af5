"""Rows of a project, many kinds at once, without what is private to its broker: for what both sides may read."""

import uuid
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, class_mapper, defer
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.base import FACTS, Entity, Scope


def rows_of_project(
    session: Session, kinds: Iterable[type[Entity]], project_id: uuid.UUID
) -> dict[type[Entity], Sequence[Any]]:
    """The rows of each kind that belong to this project. A private column is not read, and refuses to be."""
    return {
        kind: session.scalars(
            select(kind).filter_by(project_id=project_id).options(*_without_private(kind))
        ).all()
        for kind in kinds
    }


@cache
def _without_private(kind: type[Entity]) -> tuple[ORMOption, ...]:
    """Options that leave out what `Facts` say is private."""
    return tuple(
        defer(getattr(kind, each.key), raiseload=True)
        for each in class_mapper(kind).column_attrs
        if (facts := each.columns[0].info.get(FACTS)) is not None and facts.scope is Scope.PRIVATE
    )
