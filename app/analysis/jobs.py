"""A job and a candidate as matching sees them: plain values, gathered before anything is judged.

Queries fill these from the brief and the provider's record; None always means "nobody has said", which is
different from nothing. Money of one job is in one currency; what a provider states in another is not known
until somebody converts it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.analysis.credentials import ProviderRecord
from app.analysis.money import Money
from app.analysis.skill_fit import HeldSkill, Need

ONE = Decimal(1)
LEAST_PRICED = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class CredentialNeed:
    """A credential the job asks for; any of `alternatives`, checked with its issuer, meets it as well."""

    credential: str
    alternatives: tuple[str, ...] = ()

    @property
    def accepted(self) -> tuple[str, ...]:
        """Every credential that meets the need, the named one first."""
        return (self.credential, *self.alternatives)


@dataclass(frozen=True, slots=True)
class Job:
    """What a provider is judged for, on one day.

    `value` is what the engagement is expected to be worth; `should_cost` our own estimate of the same work,
    fixed before anybody is scored. Efforts are likely person-days by role, `should_rates` our own day rates.
    `starts` and `ends` are the likely dates of the work, `deadline` the owner's date (None: flexible).
    `latest_start` is the end of the window in which work must begin; `allowed_countries` None means anywhere.
    """

    on: date
    starts: date
    ends: date
    value: Money
    should_cost: Money
    efforts: Mapping[str, Decimal]
    should_rates: Mapping[str, Money]
    days_a_week: Decimal
    onsite_share: Decimal
    templates: frozenset[str]
    needs: tuple[Need, ...] = ()
    must_credentials: tuple[CredentialNeed, ...] = ()
    micro_task: bool = False
    onsite_heavy: bool = False
    overlap_minimum: Decimal = Decimal(3)
    deadline: date | None = None
    latest_start: date | None = None
    trade: str | None = None
    allowed_countries: frozenset[str] | None = None
    languages: frozenset[str] = frozenset()
    indemnity_minimum: Money | None = None
    price_ceiling: Money | None = None

    @property
    def length_days(self) -> int:
        """Calendar days the work is likely to take, at least one."""
        return max(1, (self.ends - self.starts).days)


class Relation(StrEnum):
    """What ties the broker (or the owner) to a provider, as declared on the disclosure."""

    NONE = "none"
    PAST_CLIENT = "past client"
    RESELLER = "reseller"
    REFERRAL_FEE = "referral fee"
    SHARED_OWNERSHIP = "shared ownership"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A declared relation; a fee is harmless only when it is passed on to the owner."""

    relation: Relation
    acknowledged: bool = True
    fee_passed_on: bool = False


@dataclass(frozen=True, slots=True)
class PastJob:
    """A finished job: what kind it was, for which trade, and how far somebody checked it (level 0-3)."""

    kinds: frozenset[str]
    closed: date
    level: int
    trade: str | None = None


@dataclass(frozen=True, slots=True)
class CardRate:
    """A day rate on the provider's card; off-shore days cost the productivity allowance on top."""

    rate: Money
    offshore: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of one provider; `stated_on` dates what it told us itself."""

    provider: Hashable
    record: ProviderRecord = field(default_factory=ProviderRecord)
    skills: tuple[HeldSkill, ...] | None = None
    rates: Mapping[str, CardRate] = field(default_factory=dict)
    jobs: tuple[PastJob, ...] | None = None
    travel_minutes: Decimal | None = None
    shared_hours: Decimal | None = None
    earliest_start: date | None = None
    free_days_a_week: Decimal | None = None
    yearly_turnover: Money | None = None
    indemnity_limit: Money | None = None
    work_countries: frozenset[str] | None = None
    languages: frozenset[str] | None = None
    disclosure: Disclosure | None = None
    would_not_order_again: bool = False
    stated_on: date | None = None


@dataclass(frozen=True, slots=True)
class RemoteAllowance:
    """How much more effort off-shore work takes by shared hours (estimate rules of 00_meta.yaml)."""

    steps: tuple[tuple[Decimal, Decimal], ...] = (
        (Decimal(4), Decimal("1.10")),
        (Decimal(3), Decimal("1.15")),
    )
    below: Decimal = Decimal("1.30")

    def factor(self, shared_hours: Decimal | None) -> Decimal:
        """The factor for so many shared hours a day; unknown hours count as few."""
        if shared_hours is None:
            return self.below
        return next((factor for hours, factor in self.steps if shared_hours >= hours), self.below)


@dataclass(frozen=True, slots=True)
class UsualCharge:
    """What a provider would usually charge for a job, and the roles its card has no rate for."""

    amount: Money | None
    without_rate: tuple[str, ...]


def usual_charge(job: Job, candidate: Candidate, allowance: RemoteAllowance) -> UsualCharge:
    """Own rates times likely effort, off-shore allowance included, in the job's currency.

    A role without a rate on the card takes our own rate and is named. Where the card prices less than half
    of the effort, or is in another currency, there is no amount: a guess would look like a price.
    """
    currency = job.should_cost.currency
    usable = {role: card for role, card in candidate.rates.items() if card.rate.currency == currency}
    without = tuple(role for role in job.efforts if role not in usable)
    whole = sum(job.efforts.values(), Decimal(0))
    priced = sum((days for role, days in job.efforts.items() if role in usable), Decimal(0))
    unpriced = any(role not in job.should_rates for role in without)
    if not whole or priced < LEAST_PRICED * whole or unpriced:
        return UsualCharge(None, without)
    factor = allowance.factor(candidate.shared_hours)
    total = Money(0, currency)
    for role, days in job.efforts.items():
        card = usable.get(role)
        if card is None:
            total += job.should_rates[role].times(days)
        else:
            total += card.rate.times(days * (factor if card.offshore else ONE))
    return UsualCharge(total, without)
