"""The dialect of workspaces: one for all connections of the process, so that a statement is compiled once.

SQLAlchemy keeps what it compiled with the engine and by the very dialect. Every reader beside the window is an engine
of its own, and would compile all it asks anew.
"""

from typing import Any, Final

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

COMPILED: Final[LRUCache[Any, Any]] = LRUCache(1_000)
"""What was compiled in this process, for every engine's option `compiled_cache`."""


class WorkspaceDialect(SQLiteDialect_pysqlite):
    """Equal to every other over the same driver: what is compiled for one holds for all."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkspaceDialect) and self.dbapi is other.dbapi

    def __hash__(self) -> int:
        return hash((WorkspaceDialect, id(self.dbapi)))


registry.register("sqlite.workspace", __name__, WorkspaceDialect.__name__)
URL: Final = "sqlite+workspace://"
