"""The reference rates that somebody brought."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rate_files import RateFile


class KeptRates(NamedTuple):
    """A file of rates among the attachments, and the last day in it."""

    name: str
    sha256: str
    last_on: date


def newest(session: Session) -> KeptRates | None:
    """The one that reaches furthest; None where nobody brought any."""
    row = session.scalars(select(RateFile).order_by(RateFile.last_on.desc(), RateFile.id.desc())).first()
    return None if row is None else KeptRates(row.name, row.sha256, row.last_on)
