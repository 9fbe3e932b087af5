"""Whether a team has a sound shape: the rules of `team_shape_rules` (03_roles.yaml), each with what was found.

Heads are people by name, and one for each role and kind of rate where nobody is named: a quote tells days, not heads.
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from typing import NamedTuple

from app.analysis.blend import TeamPart
from app.analysis.work import ZERO

DEVELOPERS = frozenset({"ROLE-DEV", "ROLE-FE", "ROLE-MOB", "ROLE-INTD"})
LEADS = frozenset({"ROLE-DEVS", "ROLE-SA", "ROLE-OPM"})
TESTERS = frozenset({"ROLE-QA"})
MANAGERS = frozenset({"ROLE-PGM", "ROLE-PM"})
PROGRAMME = "ROLE-PGM"
LED_FROM, LED_BY_ONE = 3, 6
TESTED_FROM, TESTED_BY_ONE = 3, 4
MANAGED = (Decimal("0.15"), Decimal("0.25"))
LEAST_MANAGED_A_WEEK = Decimal(1)
LEAST_ALLOCATION = Decimal("0.20")
KEY_ROLES: tuple[frozenset[str], ...] = (
    frozenset({PROGRAMME}), frozenset({"ROLE-SA", "ROLE-DEVS"}), frozenset({"ROLE-OPM"}),
)  # fmt: skip
"""Each has somebody by name, where the team has such a role at all."""


class Shape(StrEnum):
    """The rules, in the order of the knowledge."""

    LEAD = "lead"
    TESTER = "tester"
    MANAGED = "managed"
    ALLOCATION = "allocation"
    NAMED = "named"


class ShapeFinding(NamedTuple):
    """What one rule found. `subject` is a role; figures are heads, or shares of one, or days a week."""

    rule: Shape
    holds: bool
    has: Decimal = ZERO
    wants: Decimal = ZERO
    subject: str = ""
    weekly: bool = False
    """The figures are days a week, not a share."""


class Load(NamedTuple):
    """A role's days within one piece of critical work, and the working days that takes."""

    role: str
    effort: Decimal
    days: Decimal


def shape_findings(
    parts: Sequence[TeamPart], weeks: Decimal | None, *, blended: bool, critical: Sequence[Load] = ()
) -> tuple[ShapeFinding, ...]:
    """What every rule that applies finds in a team; `weeks` is how long the work takes, None where not known."""
    return (
        *_per_head(Shape.LEAD, parts, LEADS, LED_FROM, LED_BY_ONE),
        *_per_head(Shape.TESTER, parts, TESTERS, TESTED_FROM, TESTED_BY_ONE),
        *(_managed(parts, weeks) if blended else ()),
        *_allocated(critical),
        *_named(parts),
    )


def longest_chain(efforts: Mapping[str, Decimal], before: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """The packages that everything waits for: the chain with the most days of work, from its first to its last."""
    best: dict[str, tuple[Decimal, tuple[str, ...]]] = {}

    def reach(name: str) -> tuple[Decimal, tuple[str, ...]]:
        if name not in best:
            best[name] = (ZERO, ())  # a circle of packages ends here, where it would never end
            earlier = [reach(each) for each in before.get(name, ()) if each in efforts]
            days, chain = max(earlier, default=(ZERO, ()))
            best[name] = (days + efforts[name], (*chain, name))
        return best[name]

    return max((reach(name) for name in efforts), default=(ZERO, ()))[1]


def heads(parts: Sequence[TeamPart], roles: Collection[str]) -> int:
    """How many people of the roles there are."""
    mine = [part for part in parts if part.role in roles and part.effort]
    named = {part.person for part in mine if part.person}
    covered = {(part.role, part.tier) for part in mine if part.person}
    return len(named) + len({(part.role, part.tier) for part in mine} - covered)


def _per_head(
    rule: Shape, parts: Sequence[TeamPart], roles: Collection[str], least: int, most: int
) -> tuple[ShapeFinding, ...]:
    developers = heads(parts, DEVELOPERS)
    if developers < least:
        return ()
    has = heads(parts, roles)
    wants = int((Decimal(developers) / most).to_integral_value(ROUND_CEILING))
    return (ShapeFinding(rule, has >= wants, Decimal(has), Decimal(wants)),)


def _managed(parts: Sequence[TeamPart], weeks: Decimal | None) -> tuple[ShapeFinding, ...]:
    whole = sum((part.effort for part in parts), ZERO)
    if not whole:
        return ()
    days = sum((part.effort for part in parts if part.role in MANAGERS), ZERO)
    share, (least, most) = days / whole, MANAGED
    if weeks and days / weeks < LEAST_MANAGED_A_WEEK:
        return (ShapeFinding(Shape.MANAGED, False, days / weeks, LEAST_MANAGED_A_WEEK, weekly=True),)
    return (ShapeFinding(Shape.MANAGED, least <= share <= most, share, most if share > most else least),)


def _allocated(critical: Sequence[Load]) -> tuple[ShapeFinding, ...]:
    """One finding a role that is spread too thin, its thinnest; one that holds where none is."""
    thin: dict[str, Decimal] = {}
    for load in critical:
        if load.days > 0 and load.effort > 0:
            share = load.effort / load.days
            thin[load.role] = min(thin.get(load.role, share), share)
    if not thin:
        return ()
    found = tuple(
        ShapeFinding(Shape.ALLOCATION, False, share, LEAST_ALLOCATION, role)
        for role, share in thin.items()
        if share < LEAST_ALLOCATION
    )
    return found or (ShapeFinding(Shape.ALLOCATION, True, min(thin.values()), LEAST_ALLOCATION),)


def _named(parts: Sequence[TeamPart]) -> tuple[ShapeFinding, ...]:
    found = []
    for roles in KEY_ROLES:
        mine = [part for part in parts if part.role in roles and part.effort]
        if mine and not any(part.person for part in mine):
            longest = max(mine, key=lambda part: part.effort)
            found.append(ShapeFinding(Shape.NAMED, False, subject=longest.role))
    asked = any(part.role in roles for roles in KEY_ROLES for part in parts)
    return tuple(found) or ((ShapeFinding(Shape.NAMED, True),) if asked else ())
