"""The complete cases and the providers they choose among, for tests that replay their figures."""

import os
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.knowledge.resources import resource
from app.knowledge.sources import read_source

CLINIC = "case_vet_clinic.yaml"
PORTAL = "case_garment_portal.yaml"


def number(value: str | int) -> Decimal:
    """A figure of a case file, which the reader leaves as decimal text."""
    return Decimal(value)


def day(text: str) -> date:
    """A date of a case file."""
    return date.fromisoformat(text)


@cache
def _case(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = read_source(path)
    return content


def case(name: str) -> dict[str, Any]:
    """The shipped case, or one of the reference folder; skips, saying so, where that is not there."""
    shipped = resource("sample", name)
    if shipped.exists():
        return _case(shipped)
    reference = os.environ.get("SOURCEWRIGHT_REFERENCE")
    if not reference:
        pytest.skip("SOURCEWRIGHT_REFERENCE does not name the folder of the reference cases")
    return _case(Path(reference) / "knowledge" / "cases" / name)


@cache
def providers() -> dict[str, dict[str, Any]]:
    """The twelve fictional providers by id."""
    return {
        provider["id"]: provider
        for provider in read_source(resource("sample", "providers.yaml"))["providers"]
    }


@cache
def sample_day() -> date:
    """The day on which the sample's clock stands."""
    return day(read_source(resource("sample", "providers.yaml"))["sample_clock"]["today"])


def checked(provider: dict[str, Any]) -> frozenset[str]:
    """Credentials at level 2 or more."""
    return frozenset(held["credential"] for held in provider["credentials"] if held["level"] >= 2)
