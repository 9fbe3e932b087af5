"""What the knowledge says about matching, in the shape that `app/analysis` judges by."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from app.analysis.credentials import CredentialRules, SafetyRule
from app.analysis.factors import Combine, FactorRule, FactorRules, PartRule
from app.analysis.gates import GateRule
from app.analysis.matching import MatchRules
from app.analysis.skill_fit import SkillRelations
from app.analysis.validity import ENDLESS_GRACE, KindRule, NumberRule, Surveillance, ValidityRule, kept_id
from app.knowledge.credentials import Credential
from app.knowledge.factors import Factor, Factors
from app.knowledge.pack import Knowledge


@lru_cache(maxsize=4)
def credential_rules(knowledge: Knowledge) -> CredentialRules:
    """The pre-credentialed standard: which checks a provider needs and what they are worth by age."""
    standard = knowledge.credentials.pre_credentialed_standard
    scoring, expiry = standard.scoring, standard.expiry_policy
    every = knowledge.credentials.credentials.values()
    return CredentialRules(
        core_set=standard.core_set,
        light_path_set=standard.light_path_set,
        level_factor=scoring.level_factor,
        grace_days={id: days for id, days in ((c.id, _grace(c)) for c in every) if days is not None},
        grace_days_default=expiry.grace_days_default,
        valid_factor=scoring.valid,
        grace_factor=scoring.in_grace,
        expired_factor=scoring.expired,
        warn_days=max(expiry.warn_days),
        half_after_end=frozenset(c.id for c in every if c.half_after_end),
        in_part={
            kept_id(c.id, kind, validity_rules(knowledge)[c.id]): (c.id, one.counts)
            for c in every
            for kind, one in c.kinds.items()
            if one.counts != 1
        },
    )


def _grace(credential: Credential) -> int | None:
    return ENDLESS_GRACE if credential.half_after_end else credential.grace_days


@lru_cache(maxsize=4)
def validity_rules(knowledge: Knowledge) -> Mapping[str, ValidityRule]:
    """How long every type of credential holds."""
    return {one.id: _validity(one) for one in knowledge.credentials.credentials.values()}


def _validity(one: Credential) -> ValidityRule:
    visit, number = one.surveillance, one.number
    return ValidityRule(
        months=one.validity_months,
        kinds={key: KindRule(kind.validity_months, kind.counts) for key, kind in one.kinds.items()},
        surveillance=Surveillance(visit.every_months, visit.missed_after_months) if visit else None,
        from_period_end=one.runs_from == "period_end",
        from_check=one.runs_from == "check",
        half_after_end=one.half_after_end,
        again_for_awards_over=one.check_again_for_awards_over,
        number=NumberRule(number.pattern, number.like) if number else None,
        person=one.applies == "person",
    )


@lru_cache(maxsize=4)
def match_rules(knowledge: Knowledge) -> MatchRules:
    """Gates, the six asked factors with their anchors and priors, credentials and the skills' relations."""
    skills = knowledge.skills.skills.values()
    return MatchRules(
        gates=tuple(GateRule(gate.id, gate.waivable) for gate in knowledge.matching.gates.values()),
        factors=_factor_rules(knowledge.factors, credential_rules(knowledge).in_part),
        credentials=credential_rules(knowledge),
        skills=SkillRelations(
            {(skill.id, other.id): other.weight for skill in skills for other in skill.related},
            {skill.id: skill.group for skill in skills},
        ),
    )


def _factor_rules(factors: Factors, in_part: Mapping[str, tuple[str, Decimal]]) -> FactorRules:
    asked = [factor for factor in factors.factors.values() if factor.asked]
    points = next(part.points for factor in asked for part in factor.parts.values() if part.points)
    best = points.best_of
    lesser = {name: best[whole] * share for name, (whole, share) in in_part.items() if whole in best}
    safety = SafetyRule(
        points.each, {**best, **lesser}, points.witnessed.of, points.witnessed.level, points.witnessed.points
    )
    return FactorRules(tuple(_factor(factor) for factor in asked), safety)


def _factor(factor: Factor) -> FactorRule:
    parts = (PartRule(part.id, part.share, part.anchors, part.prior) for part in factor.parts.values())
    return FactorRule(factor.id, Combine(factor.combine), tuple(parts))
