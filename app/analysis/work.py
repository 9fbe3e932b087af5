"""What a job is made of: what drives its size, its packages, who does them and at what rate."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.analysis.conditions import Condition
from app.analysis.said import Said

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Effort:
    """Three points of one estimate, in person-days of 7.5 hours (or shares, for a percentage)."""

    low: Decimal
    likely: Decimal
    high: Decimal

    @property
    def mean(self) -> Decimal:
        """PERT mean: (low + 4 likely + high) / 6."""
        return (self.low + 4 * self.likely + self.high) / 6

    @property
    def sd(self) -> Decimal:
        """PERT standard deviation: (high - low) / 6."""
        return (self.high - self.low) / 6

    def __add__(self, other: "Effort") -> "Effort":
        return Effort(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def times(self, factor: Decimal) -> "Effort":
        """All three points times `factor`: a driver's value, or a share."""
        return Effort(self.low * factor, self.likely * factor, self.high * factor)

    def point_by_point(self, other: "Effort") -> "Effort":
        """Low with low, likely with likely, high with high: how a percentage package is found."""
        return Effort(self.low * other.low, self.likely * other.likely, self.high * other.high)


NOTHING = Effort(ZERO, ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class Driver:
    """A number that makes the job bigger or smaller; asked as `question`, kept within min and max.

    `input` is how it is asked: a number, yes or no (1 or 0), or a scale whose words are `labels`,
    the first one standing for `min`. Above `large_above` the straight line ends: `large_note`
    says what to do instead.
    """

    key: str
    type: Literal["number"]
    default: Decimal
    min: Decimal
    max: Decimal
    question: Said
    input: Literal["number", "yes_no", "scale"] = "number"
    labels: tuple[Said, ...] = ()
    large_above: Decimal | None = None
    large_note: Said | None = None


@dataclass(frozen=True, slots=True)
class RoleShare:
    """A role and its share of a package; the shares of a package add up to 1."""

    role: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class EffortRule:
    """How big a package is: a base and so much per unit of a driver, or a share of all the others."""

    base: Effort | None = None
    per: Mapping[str, Effort] | None = None
    pct_of_total: Effort | None = None


@dataclass(frozen=True, slots=True)
class WorkPackage:
    """One piece of the job with its deliverable; it counts nothing where `when` does not hold."""

    id: str
    name: Said
    effort: EffortRule
    roles: tuple[RoleShare, ...]
    location: Said
    depends_on: tuple[str, ...]
    deliverable: Said
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class RateBand:
    """What a day of a role costs in one tier, excluding tax, in the tier's currency."""

    low: Decimal
    high: Decimal

    @property
    def mid(self) -> Decimal:
        """The middle of the band: the rate should-cost is worked out with."""
        return (self.low + self.high) / 2
