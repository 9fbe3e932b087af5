"""The tier of a provider as a condition, so that a hundred thousand are narrowed to one without being read.

The rule itself is `app.analysis.credentials.standing`; a test holds these conditions to it.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Float, and_, case, cast, func, literal, not_, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from app.analysis.credentials import CheckLevel, CredentialRules, Tier
from app.domain.base import live
from app.domain.providers import CheckOutcome, Provider, ProviderCredential, ProviderJob

ENDLESS = date(9999, 12, 31)


def of_tier(tier: Tier, today: date, rules: CredentialRules) -> ColumnElement[bool]:
    """Whether a provider stands at `tier` on a day."""
    suspended = _suspended(today, rules)
    core, light = all_valid(rules.core_set, today), all_valid(rules.light_path_set, today)
    good = _good_results(today, rules)
    standing: dict[Tier, ColumnElement[bool]] = {
        Tier.SUSPENDED: suspended,
        Tier.PREFERRED: and_(core, good, not_(suspended)),
        Tier.VERIFIED: and_(core, not_(good), not_(suspended)),
        Tier.LISTED: and_(not_(core), light, not_(suspended)),
        Tier.UNLISTED: and_(not_(core), not_(light), not_(suspended)),
    }
    return standing[tier]


def tier_of(today: date, rules: CredentialRules) -> ColumnElement[str]:
    """Where a provider stands on a day, for counting all tiers in one pass."""
    earned = case((_good_results(today, rules), Tier.PREFERRED.value), else_=Tier.VERIFIED.value)
    return case(
        (_suspended(today, rules), Tier.SUSPENDED.value),
        (all_valid(rules.core_set, today), earned),
        (all_valid(rules.light_path_set, today), Tier.LISTED.value),
        else_=Tier.UNLISTED.value,
    )


def valid(row: Any, today: date) -> ColumnElement[bool]:
    """Whether a credential was checked and holds on a day."""
    return and_(
        live(row),
        row.level >= CheckLevel.CHECKED,
        not_(_revoked(row)),
        row.outcome != CheckOutcome.NEEDS_PERSON,
        _current(row, today),
    )


def one_of(providers: Any) -> ColumnElement[bool]:
    """Whether a provider is among those that a statement finds.

    The plus keeps the database from fetching each of them by its id, which for half the directory takes seven
    times as long as going through an index in its order and asking of each whether it is among them.
    """
    return UnaryExpression(Provider.id.expression, operator=custom_op("+"), type_=Provider.id.type).in_(
        providers
    )


def all_valid(wanted: tuple[str, ...], today: date) -> ColumnElement[bool]:
    """Whether every one of some credentials is checked and holds; one that counts in part is not the whole one.

    The holders of the first are gone through, and of each is asked whether the others are there as well: all lie in
    one index in the order of the providers, so that half the time is enough that a set of holders of each takes.
    """
    first, *others = dict.fromkeys(wanted)
    row = aliased(ProviderCredential)

    def holds(one: Any, name: str) -> ColumnElement[bool]:
        return and_(valid(one, today), one.credential == name)

    def too(name: str) -> ColumnElement[bool]:
        other = aliased(ProviderCredential)
        return _there(holds(other, name), other.provider_id == row.provider_id)

    return one_of(select(row.provider_id).where(holds(row, first), *(too(name) for name in others)))


def _revoked(row: Any) -> ColumnElement[bool]:
    return or_(row.withdrawn_on.is_not(None), row.outcome == CheckOutcome.FAIL)


def _current(row: Any, today: date) -> ColumnElement[bool]:
    return or_(row.expires_on.is_(None), row.expires_on >= today)


def _suspended(today: date, rules: CredentialRules) -> ColumnElement[bool]:
    row = ProviderCredential
    false = select(row.provider_id).where(live(row), row.false_evidence.is_(True))
    by_hand = aliased(Provider)
    return or_(
        one_of(select(by_hand.id).where(live(by_hand), by_hand.suspended.is_(True))),
        one_of(false),
        one_of(_lapsed(today, rules)),
        one_of(_poor(today, rules)),
    )


def _lapsed(today: date, rules: CredentialRules) -> Any:
    """The providers of whose core credentials the strongest record ended too long ago."""
    row, other = aliased(ProviderCredential), aliased(ProviderCredential)
    cutoff = today - timedelta(days=rules.suspended_after_days)

    def strength(one: Any) -> list[Any]:
        seen = case(
            (
                and_(one.outcome == CheckOutcome.NEEDS_PERSON, one.level > CheckLevel.SEEN),
                int(CheckLevel.SEEN),
            ),
            else_=one.level,
        )
        holds = and_(not_(_revoked(one)), _current(one, today))
        return [
            case((holds, 1), else_=0),
            case((_revoked(one), 0), else_=1),
            seen,
            func.coalesce(one.expires_on, literal(ENDLESS)),
        ]

    mine, theirs = strength(row), strength(other)
    stronger: ColumnElement[bool] = literal(False)
    for at in range(len(mine)):
        ties = [theirs[before] == mine[before] for before in range(at)]
        stronger = or_(stronger, and_(*ties, theirs[at] > mine[at]))
    beaten = _there(
        live(other), other.provider_id == row.provider_id, other.credential == row.credential, stronger
    )
    return select(row.provider_id).where(
        live(row), row.credential.in_(rules.suspending), row.expires_on < cutoff, not_(beaten)
    )


def _poor(today: date, rules: CredentialRules) -> Any:
    """The providers whose last job that was scored ended badly."""
    job, later = aliased(ProviderJob), aliased(ProviderJob)
    after = or_(later.closed_on > job.closed_on, and_(later.closed_on == job.closed_on, later.id > job.id))
    beaten = _there(_scored(later, today), later.provider_id == job.provider_id, after)
    return select(job.provider_id).where(
        _scored(job, today), cast(job.scorecard, Float) < _number(rules.suspended_score), not_(beaten)
    )


def _good_results(today: date, rules: CredentialRules) -> ColumnElement[bool]:
    job = ProviderJob
    enough = (
        select(job.provider_id)
        .where(_scored(job, today), cast(job.scorecard, Float) >= _number(rules.preferred_score))
        .group_by(job.provider_id)
        .having(func.count() >= rules.preferred_engagements)
    )
    return one_of(enough)


def _scored(job: Any, today: date) -> ColumnElement[bool]:
    return and_(live(job), job.scorecard.is_not(None), job.closed_on <= today)


def _there(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is such a row. It asks for nothing of it, so that an index answers alone."""
    return select(literal(1)).where(*conditions).exists()


def _number(value: Decimal) -> float:
    return float(value)
