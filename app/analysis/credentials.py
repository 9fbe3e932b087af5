"""What a provider's credentials are worth today: state, tier, safety points and credential score.

Nothing here is stored: a tier that was written down would go on saying "Verified" after a certificate ended.
`app.knowledge` maps 04_credentials.yaml to `CredentialRules` (grace is 0 where an expiry rule says "no
grace", else the policy's default) and the points of FAC-SAFE in 05_factors.yaml to `SafetyRule`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum

from app.analysis.facts import Facts

ZERO = Decimal(0)


class CheckLevel(IntEnum):
    """How far somebody went to see whether a credential is true."""

    CLAIMED = 0
    SEEN = 1
    CHECKED = 2
    WITNESSED = 3


class CredentialState(StrEnum):
    """A credential on a given day (lifecycle Credential of 07_lifecycle.yaml)."""

    CLAIMED = "claimed"
    SEEN = "evidence_seen"
    VERIFIED = "verified"
    DUE_RECHECK = "due_recheck"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """A credential as recorded: `expires` None has no end; `revoked` also stands for refused evidence."""

    credential: str
    level: CheckLevel
    issued: date | None = None
    expires: date | None = None
    checked_on: date | None = None
    revoked: bool = False

    def current(self, on: date) -> bool:
        """Whether it holds on this day, whoever checked it."""
        return not self.revoked and (self.expires is None or on <= self.expires)

    def valid(self, on: date) -> bool:
        """Whether it was checked with the issuer and holds on this day."""
        return self.level >= CheckLevel.CHECKED and self.current(on)


@dataclass(frozen=True, slots=True)
class CredentialRules:
    """The standard: sets, factors of level and currency, grace in days, warning and re-check times."""

    core_set: tuple[str, ...]
    light_path_set: tuple[str, ...]
    level_factor: Mapping[int, Decimal]
    grace_days: Mapping[str, int] = field(default_factory=dict)
    grace_days_default: int = 30
    valid_factor: Decimal = Decimal(1)
    grace_factor: Decimal = Decimal("0.5")
    expired_factor: Decimal = ZERO
    warn_days: int = 60
    recheck_days: int = 365
    suspended_after_days: int = 30
    preferred_engagements: int = 3
    preferred_score: Decimal = Decimal(75)
    suspended_score: Decimal = Decimal(50)
    verified_limit: Decimal = Decimal(25000)
    financial_check: str = "CRD-FIN"
    financial_check_days: int = 183
    half_after_end: frozenset[str] = frozenset()
    """What goes on counting half once it is old: it is asked for again, and never suspends anybody."""

    in_part: Mapping[str, tuple[str, Decimal]] = field(default_factory=dict)
    """What counts in part → what it is a part of, and the share."""

    @property
    def suspending(self) -> tuple[str, ...]:
        """The core set without what merely grows old."""
        return tuple(name for name in self.core_set if name not in self.half_after_end)


def state(held: HeldCredential, on: date, rules: CredentialRules) -> CredentialState:
    """The state of one credential on a day."""
    if held.revoked:
        return CredentialState.REVOKED
    if not held.current(on):
        return CredentialState.EXPIRED
    if held.level is CheckLevel.CLAIMED:
        return CredentialState.CLAIMED
    if held.level is CheckLevel.SEEN:
        return CredentialState.SEEN
    if held.expires is not None and held.expires - on <= timedelta(days=rules.warn_days):
        return CredentialState.EXPIRING
    if held.checked_on is not None and (on - held.checked_on).days >= rules.recheck_days:
        return CredentialState.DUE_RECHECK
    return CredentialState.VERIFIED


def currency_factor(held: HeldCredential, on: date, rules: CredentialRules) -> Decimal:
    """What a credential counts by date: 1 while valid, half in its grace period, nothing afterwards."""
    if held.revoked:
        return rules.expired_factor
    if held.expires is None or on <= held.expires:
        return rules.valid_factor
    grace = rules.grace_days.get(held.credential, rules.grace_days_default)
    return rules.grace_factor if (on - held.expires).days <= grace else rules.expired_factor


def lasting_factor(held: HeldCredential, on: date, until: date, rules: CredentialRules) -> Decimal:
    """The currency factor for work that ends later: half as well if it lapses before the work is done."""
    now = currency_factor(held, on, rules)
    return now if held.current(until) else min(now, rules.grace_factor)


def best_held(held: Iterable[HeldCredential], wanted: Iterable[str], on: date) -> HeldCredential | None:
    """The strongest record of any of these credentials: current first, then better checked, then longer."""
    names = set(wanted)
    records = [record for record in held if record.credential in names]

    def strength(record: HeldCredential) -> tuple[bool, bool, int, date, str]:
        ends = record.expires or date.max
        return record.current(on), not record.revoked, record.level, ends, record.credential

    return max(records, key=strength, default=None)


class Tier(StrEnum):
    """The standing of a provider, always derived."""

    UNLISTED = "unlisted"
    LISTED = "listed"
    VERIFIED = "verified"
    PREFERRED = "preferred"
    SUSPENDED = "suspended"


class TierReason(StrEnum):
    """Why a provider stands where it stands."""

    LIGHT_SET_CHECKED = "light_set_checked"
    CORE_SET_CHECKED = "core_set_checked"
    GOOD_RESULTS = "good_results"
    NOT_CHECKED = "not_checked"
    CORE_EXPIRED = "core_expired"
    FALSE_EVIDENCE = "false_evidence"
    DATA_INCIDENT = "data_incident"
    POOR_RESULT = "poor_result"


@dataclass(frozen=True, slots=True)
class ClosedEngagement:
    """The scorecard total (0-100) and value, in major units, of a closed engagement."""

    closed: date
    total: Decimal
    value: Decimal


@dataclass(frozen=True, slots=True)
class ProviderRecord:
    """What the tier is derived from."""

    credentials: tuple[HeldCredential, ...] = ()
    closed: tuple[ClosedEngagement, ...] = ()
    dispute_open: bool = False
    false_evidence: bool = False
    data_incident_open: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A tier, its reason with facts, and the credentials still to be checked for the core set."""

    tier: Tier
    reason: TierReason
    facts: Facts
    missing_core: tuple[str, ...]
    missing_light: tuple[str, ...]

    @property
    def may_be_asked_for_projects(self) -> bool:
        """Whether the core set is in order, so that more than a micro-task may be quoted."""
        return self.tier in (Tier.VERIFIED, Tier.PREFERRED)


def standing(record: ProviderRecord, on: date, rules: CredentialRules) -> Standing:
    """The tier of a provider on a day, by the pre-credentialed standard."""
    closed = sorted((item for item in record.closed if item.closed <= on), key=lambda item: item.closed)
    valid = {held.credential for held in record.credentials if held.valid(on)}
    core = tuple(name for name in rules.core_set if name not in valid)
    light = tuple(name for name in rules.light_path_set if name not in valid)
    tier, reason, facts = _suspension(record, closed, on, rules) or _earned(
        record, closed, core, light, rules
    )
    return Standing(tier, reason, facts, core, light)


def _suspension(
    record: ProviderRecord, closed: Sequence[ClosedEngagement], on: date, rules: CredentialRules
) -> tuple[Tier, TierReason, Facts] | None:
    if record.false_evidence:
        return Tier.SUSPENDED, TierReason.FALSE_EVIDENCE, {}
    if record.data_incident_open:
        return Tier.SUSPENDED, TierReason.DATA_INCIDENT, {}
    current = {held.credential for held in record.credentials if held.current(on)}
    for name in rules.suspending:
        best = None if name in current else best_held(record.credentials, (name,), on)
        if best is None or best.expires is None:
            continue
        if (on - best.expires).days > rules.suspended_after_days:
            facts: Facts = {"credential": name, "expired": best.expires}
            return Tier.SUSPENDED, TierReason.CORE_EXPIRED, facts
    if closed and closed[-1].total < rules.suspended_score:
        return (
            Tier.SUSPENDED,
            TierReason.POOR_RESULT,
            {"total": closed[-1].total, "closed": closed[-1].closed},
        )
    return None


def _earned(
    record: ProviderRecord,
    closed: Sequence[ClosedEngagement],
    core: Sequence[str],
    light: Sequence[str],
    rules: CredentialRules,
) -> tuple[Tier, TierReason, Facts]:
    good = sum(item.total >= rules.preferred_score for item in closed)
    if not core and good >= rules.preferred_engagements and not record.dispute_open:
        return Tier.PREFERRED, TierReason.GOOD_RESULTS, {"engagements": good}
    if not core:
        return Tier.VERIFIED, TierReason.CORE_SET_CHECKED, {"engagements": good}
    if not light:
        return Tier.LISTED, TierReason.LIGHT_SET_CHECKED, {"missing": tuple(core)}
    return Tier.UNLISTED, TierReason.NOT_CHECKED, {"missing": tuple(light)}


class QuoteStep(StrEnum):
    """What a Verified provider still owes before a quote above the limit."""

    FRESH_FINANCIAL_CHECK = "fresh_financial_check"
    TWO_TELEPHONED_REFERENCES = "two_telephoned_references"


def steps_before_quote(
    at: Standing,
    value: Decimal,
    held: Sequence[HeldCredential],
    telephoned_references: int,
    on: date,
    rules: CredentialRules,
) -> tuple[QuoteStep, ...]:
    """Further steps for a value above 25 000 (any currency): a Preferred provider needs none."""
    if at.tier is not Tier.VERIFIED or value <= rules.verified_limit:
        return ()
    oldest = on - timedelta(days=rules.financial_check_days)
    fresh = any(
        record.credential == rules.financial_check
        and record.valid(on)
        and (record.checked_on or record.issued or date.min) >= oldest
        for record in held
    )
    wanted = (
        (QuoteStep.FRESH_FINANCIAL_CHECK, fresh),
        (QuoteStep.TWO_TELEPHONED_REFERENCES, telephoned_references >= 2),
    )
    return tuple(step for step, done in wanted if not done)


@dataclass(frozen=True, slots=True)
class SafetyRule:
    """Points of FAC-SAFE: `each` adds up, of `best_of` the best counts, `witnessed` adds once."""

    each: Mapping[str, Decimal]
    best_of: Mapping[str, Decimal]
    witnessed_of: tuple[str, ...]
    witnessed_level: int
    witnessed_points: Decimal


@dataclass(frozen=True, slots=True)
class SafetyPoints:
    """The sum, what earned it (credential, points), and what has been checked at all."""

    points: Decimal
    earned: tuple[tuple[str, Decimal], ...]
    lapsing: tuple[str, ...]
    checked: bool
    as_of: date | None
    level: CheckLevel


def safety_points(
    held: Sequence[HeldCredential], on: date, until: date, safety: SafetyRule, rules: CredentialRules
) -> SafetyPoints:
    """Points of the checked credentials times level and currency; `checked` is false where none was seen.

    A credential that ends before `until`, the end of the work, counts half.
    """

    kept: dict[str, list[HeldCredential]] = defaultdict(list)
    for record in held:
        kept[record.credential].append(record)

    def worth(name: str, points: Decimal) -> Decimal:
        worths = (
            points * rules.level_factor[record.level] * lasting_factor(record, on, until, rules)
            for record in kept.get(name, ())
        )
        return max(worths, default=ZERO)

    earned = [(name, worth(name, points)) for name, points in safety.each.items()]
    best = max(((worth(name, points), name) for name, points in safety.best_of.items()), default=(ZERO, ""))
    earned.append((best[1], best[0]))
    witnessed = [
        record
        for record in held
        if record.credential in safety.witnessed_of and record.level >= safety.witnessed_level
    ]
    factor = max((lasting_factor(record, on, until, rules) for record in witnessed), default=ZERO)
    earned.append(("witnessed", safety.witnessed_points * factor))
    asked = {*safety.each, *safety.best_of}
    counted = [record for record in held if record.credential in asked and record.level >= CheckLevel.SEEN]
    return SafetyPoints(
        sum((points for _, points in earned), ZERO),
        tuple((name, points) for name, points in earned if points),
        tuple(r.credential for r in counted if r.current(on) and not r.current(until)),
        bool(counted),
        max((day for r in counted if (day := r.checked_on or r.issued)), default=None),
        max((r.level for r in counted), default=CheckLevel.CLAIMED),
    )


def credential_score(
    held: Sequence[HeldCredential], weights: Mapping[str, int], on: date, rules: CredentialRules
) -> Decimal:
    """0 to 1: sum(weight x level x currency) / sum(weight) over the credentials asked for.

    `weights` are those of the template's family; with nothing asked for the score is 0.
    """
    whole = sum(weights.values())
    if not whole:
        return ZERO
    earned = ZERO
    for name, weight in weights.items():
        worths = (
            share * rules.level_factor[record.level] * currency_factor(record, on, rules)
            for record in held
            for whole, share in (rules.in_part.get(record.credential, (record.credential, Decimal(1))),)
            if whole == name
        )
        earned += weight * max(worths, default=ZERO)
    return earned / whole
