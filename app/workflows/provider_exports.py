"""The directory as a list: the same columns an import reads, so that what goes out can come back."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.exchange.provider_lists import COLUMNS
from app.exchange.tables import Value, write_table
from app.queries import providers as directory
from app.queries.lens import Lens
from app.queries.provider_records import ProviderFacts, gather_providers
from app.workflows.runner import Runner

AT_ONCE = 500
BROKERS_OWN = ("rates", "notes")
"""Columns that are there for the broker only."""


def provider_list(runner: Runner, *, lens: Lens) -> bytes:
    """Every provider of the directory as a CSV file; for the owner without rates and private notes."""
    columns = [column for column in COLUMNS if lens is Lens.BROKER or column.key not in BROKERS_OWN]
    header = [column.names[0].capitalize() for column in columns]
    rows = runner.read(lambda session: _rows(session, lens, [column.key for column in columns]))
    return write_table(header, rows)


def _rows(session: Session, lens: Lens, keys: Sequence[str]) -> list[list[Value]]:
    listed = sorted(directory.names(session), key=lambda row: (row[1].casefold(), row[0]))
    ids: list[uuid.UUID] = [id for id, _, _ in listed]
    rows: list[list[Value]] = []
    for start in range(0, len(ids), AT_ONCE):
        for facts in gather_providers(session, ids[start : start + AT_ONCE], lens=lens).values():
            rows.append([_cell(facts, key) for key in keys])
    return rows


def _cell(facts: ProviderFacts, key: str) -> Value:
    if key in _MADE:
        return _MADE[key](facts)
    value: Any = getattr(facts.provider, key)
    return "; ".join(value) if isinstance(value, list | tuple) else value


def _currency(facts: ProviderFacts) -> str:
    """The one currency the row's amounts are in; an amount in another one is left out of its cell."""
    amounts = [facts.provider.turnover, facts.provider.insurance_limit, *(row.rate for row in facts.rates)]
    return next((amount.currency for amount in amounts if amount is not None), "")


def _amount(field: str) -> Callable[[ProviderFacts], Value]:
    def cell(facts: ProviderFacts) -> Value:
        amount = getattr(facts.provider, field)
        return amount.decimal if amount is not None and amount.currency == _currency(facts) else None

    return cell


def _skills(facts: ProviderFacts) -> str:
    parts = ([row.skill, str(row.level), str(row.last_used or "")] for row in facts.skills)
    return "; ".join(":".join(part for part in parts_of if part) for parts_of in parts)


def _credentials(facts: ProviderFacts) -> str:
    rows = facts.credentials
    parts = ([r.credential, str(r.level), r.expires_on.isoformat() if r.expires_on else ""] for r in rows)
    return "; ".join(":".join(part for part in parts_of if part) for parts_of in parts)


def _rates(facts: ProviderFacts) -> str:
    currency = _currency(facts)
    rows = (row for row in facts.rates if row.rate is not None and row.rate.currency == currency)
    return "; ".join(f"{row.role}:{row.tier}:{row.rate.decimal:f}" for row in rows if row.rate is not None)


_MADE: Mapping[str, Callable[[ProviderFacts], Value]] = {
    "currency": _currency,
    "turnover": _amount("turnover"),
    "insurance_limit": _amount("insurance_limit"),
    "skills": _skills,
    "credentials": _credentials,
    "rates": _rates,
}
