"""What a long directory is asked most is answered by indexes alone: rows read one by one took it seconds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event

from app.persistence import raw
from app.persistence.workspace import Workspace
from app.queries import filter_choices, provider_filters, renewals
from app.queries import providers as directory
from app.queries.lens import Lens
from app.queries.provider_filters import Facet, Filters, Looker
from app.queries.whole_directory import READ, read_directory
from app.words.formats import Formats

TODAY = date(2026, 11, 24)
LOOKER = Looker(Lens.BROKER, TODAY, Formats())
MANY = ("provider_credential", "provider_job", "provider_skill")
"""Tables with several rows for each provider."""


@contextmanager
def _asked(workspace: Workspace) -> Iterator[list[tuple[str, Any]]]:
    statements: list[tuple[str, Any]] = []

    def heard(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        statements.append((statement, values))

    event.listen(workspace.store.engine, "before_cursor_execute", heard)
    try:
        yield statements
    finally:
        event.remove(workspace.store.engine, "before_cursor_execute", heard)


def _steps(workspace: Workspace, query: Callable[[Any], object]) -> list[str]:
    """How the database goes through the large tables for all that a query asks, but for a page of rows."""
    with _asked(workspace) as statements:
        workspace.read(query)
    assert statements
    connection = workspace.store.reading_connection()
    try:
        steps = [
            row[3]
            for statement, values in statements
            if "LIMIT" not in statement
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    finally:
        connection.close()
    return [each for each in steps if any(name in each for name in MANY)]


@pytest.mark.parametrize(
    ("facet", "key"),
    [
        *((Facet.TIER, tier.value) for tier in provider_filters.TIERS),
        *((Facet.CHECKS, key) for key in ("core", "insured")),
        (Facet.CREDENTIALS, "CRD-REG"),
        (Facet.SKILLS, "sk.wifi"),
    ],
)
def test_who_is_found_is_told_without_reading_what_belongs_to_each(
    workspace: Workspace, facet: Facet, key: str
) -> None:
    filters = Filters(chosen={facet: frozenset({key})})
    steps = _steps(workspace, partial(directory.count_found, looker=LOOKER, filters=filters))
    assert steps
    assert [each for each in steps if "COVERING INDEX" not in each] == []


@pytest.mark.parametrize("facet", [Facet.TIER, Facet.CREDENTIALS])
def test_how_many_each_choice_leaves_is_counted_likewise(workspace: Workspace, facet: Facet) -> None:
    steps = _steps(workspace, partial(filter_choices.choices, looker=LOOKER, filters=Filters(), facet=facet))
    assert steps
    assert [each for each in steps if "COVERING INDEX" not in each] == []


def test_what_is_due_is_counted_likewise(workspace: Workspace) -> None:
    steps = _steps(workspace, partial(renewals.count_due, today=TODAY))
    steps += _steps(workspace, partial(renewals.due, today=TODAY, formats=Formats()))
    assert len(steps) >= 7
    assert [each for each in steps if "COVERING INDEX" not in each] == []


def test_the_whole_directory_is_read_as_it_lies_on_the_disk(workspace: Workspace) -> None:
    statements: list[str] = []

    def traced(session: Any) -> None:
        driver = raw.driver_connection(session.connection())
        driver.set_trace_callback(statements.append)
        try:
            read_directory(session)
        finally:
            driver.set_trace_callback(None)

    workspace.read(traced)
    read = [each for each in statements if each.startswith("SELECT")]
    assert len(read) == len(READ)
    connection = workspace.store.reading_connection()
    try:
        steps = [row[3] for each in read for row in connection.execute(f"EXPLAIN QUERY PLAN {each}")]
    finally:
        connection.close()
    assert [each for each in steps if "INDEX" in each] == []
