"""The risk library: what goes wrong in such projects, how it shows early and what is done about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from app.analysis.keyed import Keyed
from app.analysis.said import Said


@dataclass(frozen=True, slots=True)
class RiskBand:
    """From which score (probability x impact) a risk is treated how."""

    min: int
    label: Said
    rule: Said


@dataclass(frozen=True, slots=True)
class RiskMethod:
    """How risks are scored, chosen and budgeted."""

    score: Said
    bands: tuple[RiskBand, ...]
    selection: Said
    states: tuple[str, ...]
    money: Said

    def band(self, score: int) -> RiskBand:
        """The band of a score from 1 to 25."""
        return next(band for band in self.bands if score >= band.min)


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk; probability and impact from 1 to 5."""

    id: str
    category: str
    risk: Said
    probability: int
    impact: int
    score: int
    early_sign: Said
    mitigation: Said
    fallback: Said
    default_owner: Literal["owner", "broker", "provider", "system"]


@dataclass(frozen=True, slots=True)
class RiskLibrary:
    """All risks by id."""

    version: str
    method: RiskMethod
    risks: Annotated[Mapping[str, Risk], Keyed()]
