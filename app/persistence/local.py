"""What belongs to this computer alone and is nobody's record: drafts of typing, and preferences."""

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Engine

from app.domain.types import read_instant, write_instant


class Draft(NamedTuple):
    """What somebody typed into a field and has not yet applied."""

    form: str
    field: str
    text: str
    at: datetime


class Drafts:
    """Typing that survives a crash. Not journaled: a draft is nobody's word yet."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, form: str, field: str, text: str) -> None:
        """Keep what stands in a field now. On disk when this returns."""
        with self._engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO draft VALUES(?,?,?,?) ON CONFLICT(form, field)"
                " DO UPDATE SET text = excluded.text, at = excluded.at",
                (form, field, text, write_instant(datetime.now(UTC))),
            )

    def of(self, form: str) -> dict[str, str]:
        """The drafts of one form: field → text."""
        return {draft.field: draft.text for draft in self.all() if draft.form == form}

    def all(self) -> tuple[Draft, ...]:
        """Every draft, oldest first."""
        with self._engine.begin() as connection:
            rows = connection.exec_driver_sql(
                "SELECT form, field, text, at FROM draft ORDER BY at"
            ).fetchall()
        return tuple(Draft(form, field, text, read_instant(at)) for form, field, text, at in rows)

    def forget(self, form: str, field: str | None = None) -> None:
        """Drop the draft of a field, or of a whole form, once it was applied or thrown away."""
        with self._engine.begin() as connection:
            if field is None:
                connection.exec_driver_sql("DELETE FROM draft WHERE form = ?", (form,))
            else:
                connection.exec_driver_sql("DELETE FROM draft WHERE form = ? AND field = ?", (form, field))


class Preferences:
    """Small settings of this workspace on this computer, as text."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, key: str, default: str = "") -> str:
        """The value of `key`, or `default`."""
        with self._engine.begin() as connection:
            found = connection.exec_driver_sql("SELECT v FROM preference WHERE k = ?", (key,)).scalar()
        return default if found is None else str(found)

    def set(self, key: str, value: str) -> None:
        """Keep `value`."""
        with self._engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO preference VALUES(?,?) ON CONFLICT(k) DO UPDATE SET v = excluded.v", (key, value)
            )

    def remove(self, key: str) -> None:
        """Go back to the default."""
        with self._engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM preference WHERE k = ?", (key,))
