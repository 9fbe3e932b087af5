"""What the knowledge says about matching, in the shape that `app/analysis` judges by."""

from functools import lru_cache

from app.analysis.credentials import CredentialRules, SafetyRule
from app.analysis.factors import Combine, FactorRule, FactorRules, PartRule
from app.analysis.gates import GateRule
from app.analysis.matching import MatchRules
from app.analysis.skill_fit import SkillRelations
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
        grace_days={c.id: c.grace_days for c in every if c.grace_days is not None},
        grace_days_default=expiry.grace_days_default,
        valid_factor=scoring.valid,
        grace_factor=scoring.in_grace,
        expired_factor=scoring.expired,
        warn_days=max(expiry.warn_days),
    )


@lru_cache(maxsize=4)
def match_rules(knowledge: Knowledge) -> MatchRules:
    """Gates, the six asked factors with their anchors and priors, credentials and the skills' relations."""
    skills = knowledge.skills.skills.values()
    return MatchRules(
        gates=tuple(GateRule(gate.id, gate.waivable) for gate in knowledge.matching.gates.values()),
        factors=_factor_rules(knowledge.factors),
        credentials=credential_rules(knowledge),
        skills=SkillRelations(
            {(skill.id, other.id): other.weight for skill in skills for other in skill.related},
            {skill.id: skill.group for skill in skills},
        ),
    )


def _factor_rules(factors: Factors) -> FactorRules:
    asked = [factor for factor in factors.factors.values() if factor.asked]
    points = next(part.points for factor in asked for part in factor.parts.values() if part.points)
    safety = SafetyRule(
        points.each, points.best_of, points.witnessed.of, points.witnessed.level, points.witnessed.points
    )
    return FactorRules(tuple(_factor(factor) for factor in asked), safety)


def _factor(factor: Factor) -> FactorRule:
    parts = (PartRule(part.id, part.share, part.anchors, part.prior) for part in factor.parts.values())
    return FactorRule(factor.id, Combine(factor.combine), tuple(parts))
