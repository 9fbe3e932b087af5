"""The directory as a list: the same columns an import reads, so that what goes out can come back."""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.domain.errors import DomainError
from app.domain.providers import Provider, ProviderCredential, ProviderRate, ProviderSite, ProviderSkill
from app.exchange.provider_lists import COLUMNS
from app.exchange.sheet_writing import write_sheet
from app.exchange.tables import Value, write_table
from app.queries import providers as directory
from app.queries.lens import Lens
from app.queries.provider_records import ProviderFacts, gather_providers
from app.words import say
from app.workflows.runner import Runner

AT_ONCE = 200
"""Providers that are read at a time: nobody who stops it waits for more."""

BROKERS_OWN = ("rates", "notes")
"""Columns that are there for the broker only."""

BESIDE: Mapping[type, tuple[str, ...]] = {
    ProviderSkill: ("provider_id", "skill", "level", "last_used"),
    ProviderCredential: ("provider_id", "credential", "level", "expires_on"),
    ProviderSite: ("provider_id", "kind", "town", "country", "time_zone", "starts", "ends", "headcount"),
    ProviderRate: ("provider_ref", "role", "tier", "rate_minor", "rate_currency"),
}
"""What is read beside the provider: people, jobs, references and files do not go out."""


def write_provider_list(
    store: Any, path: Path, *, lens: Lens, progress: Callable[[float], None] = lambda share: None
) -> None:
    """Write the list to `path`, as a spreadsheet by its ending; from any thread, on a connection of its own.

    Raises DomainError where it cannot be written, or what `progress` raises to stop it; then nothing was.
    """
    with store.reader() as session:
        content = list_of(session, lens=lens, sheet=path.suffix.lower() == ".xlsx", progress=progress)
    progress(1)
    try:
        path.write_bytes(content)
    except OSError as problem:
        words = say(
            "“{file}” could not be written. Close it in other programs, or choose another place.",
            file=path.name,
        )
        raise DomainError(words) from problem


def provider_list(runner: Runner, *, lens: Lens, sheet: bool = False) -> bytes:
    """The list as the bytes of its file."""
    return runner.read(partial(list_of, lens=lens, sheet=sheet))


def list_of(
    session: Session,
    *,
    lens: Lens,
    sheet: bool,
    progress: Callable[[float], None] = lambda share: None,
) -> bytes:
    """Every provider of the directory as a CSV file, or as a spreadsheet; for the owner without rates and notes."""
    columns = [column for column in COLUMNS if lens is Lens.BROKER or column.key not in BROKERS_OWN]
    header = [column.names[0].capitalize() for column in columns]
    rows = _rows(session, lens, [column.key for column in columns], progress)
    return write_sheet(header, rows) if sheet else write_table(header, rows)


def _rows(
    session: Session, lens: Lens, keys: Sequence[str], progress: Callable[[float], None]
) -> Iterator[list[Value]]:
    listed = sorted(directory.names(session), key=lambda row: (row[1].casefold(), row[0]))
    ids: list[uuid.UUID] = [id for id, _, _ in listed]
    only = {Provider: _columns_of(keys), **BESIDE}
    for start in range(0, len(ids), AT_ONCE):
        progress(start / len(ids))
        for facts in gather_providers(session, ids[start : start + AT_ONCE], lens=lens, only=only).values():
            yield [_cell(facts, key) for key in keys]


def _columns_of(keys: Sequence[str]) -> tuple[str, ...]:
    """What the list tells of a provider itself."""
    amounts = [f"{name}_{part}" for name in ("turnover", "insurance_limit") for part in ("minor", "currency")]
    return ("id", *(key for key in keys if key not in _MADE), *amounts)


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


def _sites(facts: ProviderFacts) -> str:
    """Places of work as the import reads them; what would part a cell is left out of a town."""
    told = []
    for site in facts.sites:
        hours = f"{site.starts}-{site.ends}" if site.starts else ""
        people = "" if site.headcount is None else str(site.headcount)
        town = " ".join(re.split(r"[|;\s]+", site.town))
        cells = [site.kind.value, town, site.country, site.time_zone, hours, people]
        told.append(" | ".join(cells).rstrip("| "))
    return "; ".join(told)


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
    "sites": _sites,
}
