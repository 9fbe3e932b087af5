"""The rows of the team designer: parts of the work, phases, what distance costs, the rule and the shape."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from app.analysis.money import Money


@dataclass(frozen=True, slots=True)
class PartRow:
    """One role's part in a package, in words with the values beside them for the form."""

    id: uuid.UUID
    title: str
    package: str
    phase: str
    phase_words: str
    role: str
    role_words: str
    tier: str
    based: str
    who: str
    """The person by name, or the role where nobody is named."""

    where: str
    """How many of its days are worked at the owner's place."""

    effort: Decimal
    on_site: Decimal
    days: str
    rate: str
    cost: str
    stage: str
    day_rate: Money | None
    stage_id: uuid.UUID | None
    person_id: uuid.UUID | None
    provider: str
    """Key of another provider that does it; empty for that of the plan."""

    quoted_in: str


@dataclass(frozen=True, slots=True)
class HeadRow:
    """Everything one person does at one rate, or one role that nobody is named for."""

    key: str
    who: str
    does: str
    where: str
    effort: Decimal
    days: str
    rate: str
    cost: str


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """The days of one phase: at the owner's place, abroad, elsewhere in the owner's part of the world."""

    name: str
    here: Decimal
    abroad: Decimal
    near: Decimal
    words: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class AllowanceRow:
    """What distance is reckoned to cost at one kind of rate; `usual` where nobody changed it."""

    tier: str
    name: str
    communication: Decimal
    governance: Decimal
    rework: Decimal
    productivity: Decimal
    because: str
    usual: bool
    sentence: str
    """What 100 of rate truly costs, and up to which rate distance pays."""

    finding: str
    """Which roles of this team it pays for, and which not."""


@dataclass(frozen=True, slots=True)
class ShapeRow:
    """One rule for the shape of a team, and what it found."""

    words: str
    holds: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """One reason of the share on site: what it is and how much it adds."""

    words: str
    adds: str
    known: bool


@dataclass(frozen=True, slots=True)
class CurveRow:
    """The true cost of the team at a share on site."""

    share: Decimal
    cost: Decimal
    share_words: str
    cost_words: str


@dataclass(frozen=True, slots=True)
class ShareView:
    """The share on site: what the rule asks and why, what the days come to, what is agreed, where more stops paying."""

    title: str
    """The finding, in one sentence."""

    short: bool
    """The days come to less than the rule asks."""

    steps: tuple[StepRow, ...]
    notes: tuple[str, ...]
    planned: Decimal | None
    asked: Decimal
    differs: str
    """Why what is agreed is not what the days come to; empty where it is."""

    stops: str
    """Where more time on site stops paying; empty where nobody is far away."""

    curve: tuple[CurveRow, ...]
    best: Decimal


@dataclass(frozen=True, slots=True)
class TeamChoices:
    """What the form of a part offers: pairs of key and words."""

    roles: tuple[tuple[str, str], ...]
    tiers: tuple[tuple[str, str], ...]
    phases: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    packages: tuple[tuple[str, str], ...]
    providers: tuple[tuple[str, str], ...]
    """Others than that of the plan: who quoted for the project, and who does a part already."""

    chosen: str
    """The provider of the plan."""

    currency: str


@dataclass(frozen=True, slots=True)
class TeamDesign:
    """The whole team, finished for its card; empty `parts` where nobody has drawn it up."""

    parts: tuple[PartRow, ...]
    heads: tuple[HeadRow, ...]
    phases: tuple[PhaseRow, ...]
    days: str
    total: str
    effective: str
    true: str
    unpriced: str
    difference: str
    """What the price has beside these days."""

    others: str
    """What other providers in the team mean for the price; empty where there are none."""

    price: str
    allowances: tuple[AllowanceRow, ...]
    shape: tuple[ShapeRow, ...]
    share: ShareView | None
    choices: TeamChoices
