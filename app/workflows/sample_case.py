"""The clinic case as the sample is told from it: figures and dates from the case, the rest from its story."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from app.analysis.money import Money
from app.knowledge.resources import resource

Tree = Mapping[str, Any]

TODAY = date(2026, 11, 23)
"""The day at which the sample's clock stands still (product decision 18)."""


class SampleCase(NamedTuple):
    """The three files of the sample, as plain data with numbers as text."""

    case: Tree
    story: Tree
    providers: Sequence[Tree]

    @property
    def currency(self) -> str:
        """Currency of the whole case."""
        return str(self.case["currency"])

    def money(self, amount: object) -> Money | None:
        """An amount of the case; None where it has none."""
        return None if amount is None else Money.of(Decimal(str(amount)), self.currency)


@lru_cache(maxsize=1)
def load_case() -> SampleCase:
    """The sample's files, read once."""
    read_source = load_reader()

    def read(name: str) -> Any:
        return read_source(resource("sample", name))

    return SampleCase(
        read("case_vet_clinic.yaml"), read("clinic_story.yaml"), read("providers.yaml")["providers"]
    )


def load_reader() -> Callable[[Path], Any]:
    """The reader of YAML sources, imported only where the sample is built: a start does without it."""
    reader: Callable[[Path], Any] = importlib.import_module("app.knowledge.sources").read_source
    return reader


def day(text: object) -> date:
    """A date of the case."""
    return date.fromisoformat(str(text))
