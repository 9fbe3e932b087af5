"""Write the first version of the schema down as plain SQL.

Run it once the classes are settled, and again as long as nothing was released::

    python packaging/schema.py

From the first release on, `v0001.sql` stays as it is and every change is a further step.
"""

from pathlib import Path

from sqlalchemy.orm import DeclarativeBase

from app.persistence.fields import shapes
from app.persistence.schema import JOURNAL, LOCAL, table_statements
from app.persistence.search import statements

TARGET = Path(__file__).parent / "versions" / "v0001.sql"
BETWEEN = "\n-- next\n"
"""Line between two statements, as `versions/v0001.py` reads it."""


def schema_statements(base: type[DeclarativeBase]) -> list[str]:
    """The SQL that makes every table, index and trigger of the current classes."""
    return [*table_statements(base.metadata), *JOURNAL, *LOCAL, *statements(shapes(base))]


def frozen(base: type[DeclarativeBase]) -> str:
    """The content of `v0001.sql`."""
    return BETWEEN.join(schema_statements(base)) + "\n"
