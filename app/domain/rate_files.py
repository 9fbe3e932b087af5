"""Reference rates that somebody brought because those that ship were too old."""

from datetime import date

from sqlalchemy import Date, String, Text
from sqlalchemy.orm import Mapped

from app.domain.base import Entity, Scope, column


class RateFile(Entity):
    """One history of rates as the European Central Bank gives it out; its bytes are in the attachments."""

    __tablename__ = "rate_file"
    __scope__ = Scope.PRIVATE

    name: Mapped[str] = column(Text)
    sha256: Mapped[str] = column(String)
    first_on: Mapped[date] = column(Date)
    last_on: Mapped[date] = column(Date)
    brought_on: Mapped[date] = column(Date)
