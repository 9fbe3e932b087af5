"""Statements straight to the driver, for the few that run with every commit.

They are fixed text with plain values: the layers that SQLAlchemy puts around a statement would cost several
times what the statement does. They run on the session's own connection, in its transaction.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.pool import PoolProxiedConnection

Lent = Connection | PoolProxiedConnection
"""SQLAlchemy's connection, or what it borrowed from the pool to make one."""


def driver_connection(connection: Lent) -> Any:
    """The driver's connection under SQLAlchemy's."""
    if isinstance(connection, Connection):
        return connection.connection.dbapi_connection
    return connection.dbapi_connection


def execute(connection: Lent, statement: str, values: Sequence[Any] = ()) -> Any:
    """Run one statement; the driver's cursor has its rows."""
    return driver_connection(connection).execute(statement, values)


def commit(connection: Lent) -> None:
    """End the transaction that the driver is in, if it is in one."""
    driver = driver_connection(connection)
    if driver.in_transaction:
        driver.commit()


def rollback(connection: Lent) -> None:
    """Take back the transaction that the driver is in, if it is in one."""
    driver = driver_connection(connection)
    if driver.in_transaction:
        driver.rollback()


def execute_many(connection: Lent, statement: str, values: Sequence[Sequence[Any]]) -> None:
    """Run one statement for each set of values; nothing where there is none."""
    if values:
        driver_connection(connection).executemany(statement, values)
