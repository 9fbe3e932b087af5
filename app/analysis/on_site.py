"""How much of the work stays at the owner's place: what the rule asks, and which days those are.

The rule is `onsite_offshore_split` of 06_engagement.yaml; a test reads its sentence and holds this file to it.
What nobody has said counts as the middle (clarity and criticality 3, no special data, some skill, no history) and is
named, as a share that rests on a guess says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from app.analysis.work import ZERO

ONE = Decimal(1)
BASE = Decimal("0.20")
A_STEP = Decimal("0.05")
SPECIAL_DATA = Decimal("0.10")
MIDDLE = Decimal(3)
CLEAREST = Decimal(5)
TRUSTED_FROM = Decimal(2)
HALF_DAY = Decimal("0.5")


class Why(StrEnum):
    """What a part of the share comes from."""

    BASE = "base"
    CLARITY = "clarity"
    CRITICALITY = "criticality"
    DATA = "data"
    SKILL = "skill"
    TRUST = "trust"


class ShareInputs(NamedTuple):
    """What the rule reads, as the brief's sourcing inputs have it; None where nobody has said."""

    scope_clarity: Decimal | None = None
    criticality: Decimal | None = None
    data_sensitivity: str | None = None
    internal_skill: Decimal | None = None
    trust_history: Decimal | None = None


class Step(NamedTuple):
    """What one thing adds to the share; `known` is False where it rests on the middle."""

    why: Why
    adds: Decimal
    known: bool = True


class AskedShare(NamedTuple):
    """The share the rule asks for (of one), from what, and the least for this kind of work."""

    share: Decimal
    steps: tuple[Step, ...]
    floor: Decimal

    @property
    def by_floor(self) -> bool:
        """Whether the kind of work alone decides."""
        return sum((step.adds for step in self.steps), ZERO) < self.floor

    @property
    def unknown(self) -> tuple[Why, ...]:
        """What nobody has said."""
        return tuple(step.why for step in self.steps if not step.known)


def asked_share(inputs: ShareInputs, floor: Decimal) -> AskedShare:
    """The share of one template's work that stays with the owner, with its reasons."""
    clarity, criticality = inputs.scope_clarity, inputs.criticality
    special = inputs.data_sensitivity == "special"
    alone = inputs.internal_skill is not None and inputs.internal_skill == 0
    trusted = inputs.trust_history is not None and inputs.trust_history >= TRUSTED_FROM
    steps = (
        Step(Why.BASE, BASE),
        Step(
            Why.CLARITY,
            A_STEP * (CLEAREST - (MIDDLE if clarity is None else clarity)),
            clarity is not None,
        ),
        Step(
            Why.CRITICALITY,
            A_STEP * ((MIDDLE if criticality is None else criticality) - MIDDLE),
            criticality is not None,
        ),
        Step(Why.DATA, SPECIAL_DATA if special else ZERO, inputs.data_sensitivity is not None),
        Step(Why.SKILL, A_STEP if alone else ZERO, inputs.internal_skill is not None),
        Step(Why.TRUST, -A_STEP if trusted else ZERO, inputs.trust_history is not None),
    )
    reckoned = sum((step.adds for step in steps), ZERO)
    return AskedShare(min(ONE, max(floor, reckoned)), steps, floor)


def weighted_share(parts: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """(share, effort) of each template as one share, by effort; None without effort."""
    rows = list(parts)
    whole = sum((effort for _, effort in rows), ZERO)
    return sum((share * effort for share, effort in rows), ZERO) / whole if whole else None


# Which days ----------------------------------------------------------------------------------------


class Place(StrEnum):
    """What a package's template says of where it is done."""

    ON_SITE = "onsite"
    MIXED = "mixed"
    REMOTE = "remote"


class Part(NamedTuple):
    """One role's part of a package, as the days at the owner's place are shared out."""

    key: str
    template: str
    effort: Decimal
    place: Place
    near: bool
    """Whether its people are based in the owner's part of the world."""

    visits: int = 0
    """Which of those from elsewhere comes first where some have to; 0 for those who do not travel."""


def spread(parts: Sequence[Part], wanted: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Key → days at the owner's place, in half days, so that each template's share is met where it can be.

    Where everybody is based near, the days go first to what cannot be done from afar, then to what is partly
    discussed with the owner. Where some are not, those who are near all work at the owner's place, and what is then
    missing is made up by visits of those from elsewhere, in their order.
    """
    found: dict[str, Decimal] = {}
    for template in dict.fromkeys(part.template for part in parts):
        mine = [part for part in parts if part.template == template]
        whole = sum((part.effort for part in mine), ZERO)
        target = _halves(wanted.get(template, ZERO) * whole)
        mixed = any(not part.near for part in mine)
        left = target
        for part in sorted((each for each in mine if each.near), key=lambda each: _NEAREST[each.place]):
            days = part.effort if mixed else min(part.effort, max(left, ZERO))
            found[part.key] = days
            left -= days
        travellers = sorted((each for each in mine if not each.near), key=lambda each: each.visits or 99)
        for part in travellers:
            days = min(part.effort, max(left, ZERO)) if part.visits else ZERO
            found[part.key] = days
            left -= days
    return found


_NEAREST = {Place.ON_SITE: 0, Place.MIXED: 1, Place.REMOTE: 2}


def _halves(days: Decimal) -> Decimal:
    return (days / HALF_DAY).quantize(ONE, ROUND_HALF_UP) * HALF_DAY


# Where more stops paying ----------------------------------------------------------------------------


class Movable(NamedTuple):
    """Days done elsewhere that could be done at the owner's place: what one costs there, and its work here."""

    days: Decimal
    here: Decimal
    there: Decimal
    """With what distance costs."""


class CurvePoint(NamedTuple):
    """The true cost of the whole at a share of days on site."""

    share: Decimal
    cost: Decimal


class OnSiteCurve(NamedTuple):
    """What more time on site costs from where the plan stands, the cheapest days first.

    `best` is the share from which each further day costs more than it saves: no less than the rule asks.
    `next_day` is what the day after it costs on top; None where nothing is left to move.
    """

    points: tuple[CurvePoint, ...]
    best: Decimal
    next_day: Decimal | None


def on_site_curve(
    on_site: Decimal, cost: Decimal, movable: Sequence[Movable], asked: Decimal, staying: Decimal = ZERO
) -> OnSiteCurve:
    """From `on_site` days at a true cost of `cost`, move days on site in the order of what that adds.

    `staying` are days elsewhere of which nobody knows what they would cost here.
    """
    whole = on_site + staying + sum((each.days for each in movable), ZERO)
    if not whole:
        return OnSiteCurve((), ZERO, None)
    rows = sorted((each for each in movable if each.days), key=lambda each: each.here - each.there)
    days, spent = on_site, cost
    points = [CurvePoint(days / whole, spent)]
    best, next_day = days / whole, None
    for each in rows:
        adds = each.here - each.there
        days += each.days
        spent += each.days * adds
        points.append(CurvePoint(days / whole, spent))
        if adds <= 0:
            best = days / whole
    best = max(best, asked)
    reached = on_site
    for each in rows:
        reached += each.days
        if reached / whole > best:
            next_day = each.here - each.there
            break
    return OnSiteCurve(tuple(points), best, next_day)
