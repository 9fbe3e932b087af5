"""What the list of brokers, a broker's page and the search for one show: rows finished for the screen."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from app.queries.shortlist_rows import GateRow


@dataclass(frozen=True, slots=True)
class BrokerRow:
    """One broker in the list. `me` is told to the broker alone."""

    id: uuid.UUID
    name: str
    firm: str
    place: str
    regions: str
    best: str
    also: str
    """What they know best, and what else, in few words."""

    languages: str
    fee: str
    record: str
    suggested: int
    endorsements: int
    me: bool


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One line of a record: so many of so many, and between which ends the share is likely to lie."""

    name: str
    counted: str
    between: str
    hits: int
    of: int
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class ProviderCame:
    """What one broker's suggestions of one provider came to."""

    provider_ref: uuid.UUID
    provider: str
    projects: str
    invited: str
    awarded: str
    on_time: str


@dataclass(frozen=True, slots=True)
class EndorsementRow:
    """A broker's word for a provider, with what it weighs today."""

    id: uuid.UUID
    broker_id: uuid.UUID
    broker: str
    provider_id: uuid.UUID
    provider: str
    reason: str
    strength: int
    strength_words: str
    basis: str
    tie: str
    written: str
    withdrawn: str
    weight: Decimal
    weight_words: str


@dataclass(frozen=True, slots=True)
class BrokerProfile:
    """Everything about one broker. `notes`, `endorsements` and `providers` are empty for the owner.

    Names of providers are the owner's to read only once a declaration was read, project by project.
    """

    row: BrokerRow
    country: str
    town: str
    regions: tuple[str, ...]
    templates: tuple[str, ...]
    template_names: tuple[str, ...]
    skills: tuple[str, ...]
    skill_names: tuple[str, ...]
    sectors: tuple[str, ...]
    sector_names: tuple[str, ...]
    languages: tuple[str, ...]
    fee_model: str
    fee_model_words: str
    fee_words: str
    email: str
    phone: str
    since: int | None
    notes: str
    basis: str
    record: tuple[RecordLine, ...]
    providers: tuple[ProviderCame, ...]
    endorsements: tuple[EndorsementRow, ...]


@dataclass(frozen=True, slots=True)
class BrokerFactor:
    """One factor of a broker's match: its weight in percent, what it adds, and on what it rests."""

    name: str
    weight: Decimal
    points: Decimal
    adds: Decimal
    evidence: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BrokerCard:
    """A broker who could advise on a project: place among them, reasons for, against, and what nobody knows."""

    row: BrokerRow
    place: int
    place_words: str
    shown: int
    strength_words: str
    strength_tone: str
    confidence: str
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    unknowns: tuple[str, ...]
    factors: tuple[BrokerFactor, ...]
    gates: tuple[GateRow, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class BrokerOut:
    """A broker whom a gate keeps off, and why."""

    id: uuid.UUID
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BrokerSearch:
    """The page "Find a broker". `refusal` says why none can be taken now; empty where one can."""

    title: str
    taken: str
    refusal: str
    owner: str
    cards: tuple[BrokerCard, ...]
    out: tuple[BrokerOut, ...]
