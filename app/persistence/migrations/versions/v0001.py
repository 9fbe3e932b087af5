"""The first version of the schema, as frozen in the SQL file beside this one."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

BETWEEN = "\n-- next\n"
"""Line between two statements: a semicolon also stands inside triggers."""


def upgrade() -> None:
    """Make every table, index and trigger."""
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").rstrip().split(BETWEEN):
        op.get_bind().exec_driver_sql(statement)
