"""Statements straight to the driver, for the few that run with every commit.

They are fixed text with plain values: the layers that SQLAlchemy puts around a statement would cost several
times what the statement does. They run on the session's own connection, in its transaction.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection


def driver_connection(connection: Connection) -> Any:
    """The driver's connection under SQLAlchemy's."""
    return connection.connection.dbapi_connection


def execute(connection: Connection, statement: str, values: Sequence[Any] = ()) -> Any:
    """Run one statement; the driver's cursor has its rows."""
    return driver_connection(connection).execute(statement, values)


def commit(connection: Connection) -> None:
    """End the transaction that `connection` is in, whichever layer knows of it."""
    if connection.in_transaction():
        connection.commit()
    else:
        driver_connection(connection).commit()


def rollback(connection: Connection) -> None:
    """Take back the transaction that `connection` is in, if it is in one."""
    if connection.in_transaction():
        connection.rollback()
    elif driver_connection(connection).in_transaction:
        driver_connection(connection).rollback()


def execute_many(connection: Connection, statement: str, values: Sequence[Sequence[Any]]) -> None:
    """Run one statement for each set of values; nothing where there is none."""
    if values:
        driver_connection(connection).executemany(statement, values)
