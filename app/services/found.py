"""Rows by their id, for verbs: there and alive, or refused in plain words."""

import uuid
from typing import TypeVar

from sqlalchemy.orm import Session

from app.domain.base import Entity
from app.domain.errors import DomainError

E = TypeVar("E", bound=Entity)


def found(session: Session, entity: type[E], key: uuid.UUID, otherwise: str) -> E:
    """The row, or a DomainError with `otherwise` where it is gone."""
    row = session.get(entity, key)
    if row is None or row.deleted:
        raise DomainError(otherwise)
    return row
