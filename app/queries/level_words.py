"""Service levels of a plan in words: what is promised, in figures with their units."""

import uuid
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.terms import ServiceLevel
from app.words import say
from app.words.formats import Formats


def levels_of(session: Session, project_id: uuid.UUID) -> list[ServiceLevel]:
    """The service levels of a plan in their order."""
    return list(
        session.scalars(
            select(ServiceLevel)
            .where(ServiceLevel.project_id == project_id)
            .order_by(ServiceLevel.position, ServiceLevel.id)
        )
    )


def value_words(value: Decimal, unit: str, formats: Formats) -> str:
    """A figure with its unit: 99.5%, 2 seconds."""
    shown = formats.number(value.normalize() + 0)
    if unit == "%":
        return say("{number}%", number=shown)
    if not unit or unit.startswith(("score", "count")):
        return shown
    return say("{number} {unit}", number=shown, unit=unit)


def promise_words(row: ServiceLevel, formats: Formats) -> str:
    """What is promised: at least, or at most."""
    value = value_words(row.target, row.unit, formats)
    return say("at least {value}", value=value) if row.high_is_good else say("at most {value}", value=value)
