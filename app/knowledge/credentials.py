"""Credentials: what each proves, how it is checked, when it ends, and what "pre-credentialed" means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Literal

from app.analysis.keyed import Keyed
from app.analysis.said import Said


@dataclass(frozen=True, slots=True)
class ProviderTier:
    """A standing of a provider and the rule that gives it."""

    tier: Literal["Listed", "Verified", "Preferred", "Suspended"]
    rule: Said


@dataclass(frozen=True, slots=True)
class CredentialScoring:
    """The factors of a credential's weight: by level of checking and by whether it is current."""

    formula: Said
    level_factor: Mapping[int, Decimal]
    valid: Decimal
    in_grace: Decimal
    expired: Decimal


@dataclass(frozen=True, slots=True)
class ExpiryPolicy:
    """When an end is announced, how long grace lasts and how often a check is repeated."""

    warn_days: tuple[int, ...]
    grace_days_default: int
    on_expiry: Said
    recheck_every_months: int


@dataclass(frozen=True, slots=True)
class PreCredentialed:
    """What a provider must show before it may be suggested."""

    statement: Said
    alternatives: Said
    core_set: tuple[str, ...]
    light_path_set: tuple[str, ...]
    tiers: Annotated[Mapping[str, ProviderTier], Keyed("tier")]
    verification_levels: Mapping[int, Said]
    scoring: CredentialScoring
    expiry_policy: ExpiryPolicy
    evidence_hygiene: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class CredentialKind:
    """One of the things an entry stands for, where its expiry rule tells them apart; `counts` is its share."""

    id: str
    name: Said
    validity_months: int | None
    counts: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class SurveillanceVisit:
    """How often the certifier comes, and by how many months a visit may be late."""

    every_months: int
    missed_after_months: int


@dataclass(frozen=True, slots=True)
class NumberForm:
    """The form of every number of a type, as a regular expression, and an example."""

    pattern: str
    like: str


@dataclass(frozen=True, slots=True)
class Credential:
    """One credential of a company or a person.

    `minimum` are the sums an insurance must cover, in the project's currency; `weight` says per
    family of projects how much it counts, 0 to 5; `grace_days` differs from the policy's default where
    set; `when` limits it, in words. The fields after it say in figures what `expiry_rule` says in words.
    """

    id: str
    name: Said
    applies: Literal["company", "person"]
    issuer: Said
    validity_months: int | None
    evidence: Said
    verify: Said
    expiry_rule: Said
    weight: Mapping[str, int]
    grace_days: int | None = None
    minimum: Mapping[Literal["light", "standard", "special_data"], Decimal] | None = None
    when: Said | None = None
    kinds: Annotated[Mapping[str, CredentialKind], Keyed()] = field(default_factory=dict)
    surveillance: SurveillanceVisit | None = None
    runs_from: Literal["issue", "check", "period_end"] = "issue"
    half_after_end: bool = False
    check_again_for_awards_over: Decimal | None = None
    number: NumberForm | None = None


@dataclass(frozen=True, slots=True)
class Credentials:
    """All credentials by id; `project_families` puts every template in one family."""

    pre_credentialed_standard: PreCredentialed
    project_families: Mapping[str, tuple[str, ...]]
    credentials: Annotated[Mapping[str, Credential], Keyed()]

    def family_of(self, template: str) -> str:
        """The family whose weights a template uses."""
        return next(name for name, templates in self.project_families.items() if template in templates)
