"""Whether anything of some kinds was written since one looked last: what was read whole is kept until then."""

from collections.abc import Iterable

from sqlalchemy import Connection

from app.persistence import raw
from app.persistence.heads import marks


def written_since(connection: Connection, last: int, entities: Iterable[str]) -> tuple[int, bool]:
    """The number of the newest operation, and whether one after `last` wrote a row of some entities.

    Nothing is known of operations that are no longer there: then it was.
    """
    newest: int = raw.execute(connection, "SELECT coalesce(max(n), 0) FROM op").fetchone()[0]
    if newest <= last:
        return newest, newest < last
    names = tuple(entities)
    found = raw.execute(
        connection, f"SELECT 1 FROM op WHERE n > ? AND entity IN ({marks(names)}) LIMIT 1", (last, *names)
    )
    return newest, found.fetchone() is not None
