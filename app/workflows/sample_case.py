"""The cases as the sample is told from them: figures and dates from the case, the rest from its story."""

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


CLINIC, WHOLESALER = "clinic", "wholesaler"
FILES = {
    CLINIC: ("case_vet_clinic.yaml", "clinic_story.yaml"),
    WHOLESALER: ("case_garment_portal.yaml", "wholesaler_story.yaml"),
}
"""Case → its figures, and what its figures leave open. The clinic is the one that everything is shown on."""


class SampleCase(NamedTuple):
    """A case, its story and the providers of both, as plain data with numbers as text."""

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

    def when(self, entity: str, event: str) -> date:
        """The day on which a step of the case was first taken, by its audit log."""
        steps = self.case["audit_log"]
        return next(day(row["date"]) for row in steps if (row["entity"], row["event"]) == (entity, event))

    @property
    def ref(self) -> str:
        """What the ids of the case begin with: VET."""
        return str(self.case["case"])

    @property
    def quotes(self) -> Mapping[str, str]:
        """Provider → its quote, for everybody who was asked, whether they handed one in or not."""
        asked = {str(row["provider"]): str(row["id"]) for row in self.case["quotes"]}
        steps = [row for row in self.case["audit_log"] if row["entity"] == "Quote"]
        declined = (str(row["id"]) for row in steps if row["event"] == "decline")
        said_no = (str(row["provider"]) for row in self.case["shortlist"]["declined"])
        return asked | dict(zip(said_no, declined, strict=True))


@lru_cache(maxsize=len(FILES))
def load_case(name: str = CLINIC) -> SampleCase:
    """The files of a case, read once."""
    figures, story = FILES[name]
    return SampleCase(_read(figures), _read(story), load_providers())


@lru_cache(maxsize=1)
def load_providers() -> Sequence[Tree]:
    """The providers that every case chooses among, read once."""
    found: Sequence[Tree] = _read("providers.yaml")["providers"]
    return found


def _read(name: str) -> Any:
    return load_reader()(resource("sample", name))


def load_reader() -> Callable[[Path], Any]:
    """The reader of YAML sources, imported only where the sample is built: a start does without it."""
    reader: Callable[[Path], Any] = importlib.import_module("app.knowledge.sources").read_source
    return reader


def as_sentence(words: object) -> str:
    """Words of a case as they begin a sentence; the names in them keep their capitals."""
    text = str(words)
    return text[:1].upper() + text[1:]


def day(text: object) -> date:
    """A date of the case."""
    return date.fromisoformat(str(text))
