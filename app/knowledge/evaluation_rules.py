"""What the knowledge says about judging quotes, in the shape that `app/analysis` judges by."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from app.analysis.anchors import Anchors
from app.analysis.evaluation import CriterionRule
from app.analysis.factors import Importance
from app.analysis.judging_weights import judging_weights
from app.knowledge.pack import Knowledge

PRICE_FACTOR = "FAC-PRICE"


@lru_cache(maxsize=4)
def criterion_rules(knowledge: Knowledge) -> tuple[CriterionRule, ...]:
    """The twelve criteria in their order, with their priors."""
    return tuple(CriterionRule(one.id, one.factor, one.prior) for one in knowledge.matching.criteria.values())


def price_anchors(knowledge: Knowledge) -> Anchors:
    """Where a cost stands against our own estimate, and the points that earns."""
    return knowledge.factors.factors[PRICE_FACTOR].parts["price_ratio"].anchors


def template_criteria(knowledge: Knowledge, template: str | None) -> dict[str, Decimal]:
    """The template's weights of the criteria; equal ones where a project has none."""
    weights = knowledge.matching.weights
    if template in weights.rows:
        return weights.of(str(template))
    return dict.fromkeys(weights.order, Decimal(1))


def weights_by_words(
    knowledge: Knowledge, template: str | None, matters: Mapping[str, str]
) -> dict[str, Decimal]:
    """What the criteria weigh by template and by the owner's words (answer b12.matter: factor → key of a word)."""
    words = knowledge.factors.importance.words
    times = {Importance(str(word.word)): word.factor_times for word in words.values()}
    said = {factor: Importance(str(words[key].word)) for factor, key in matters.items() if key in words}
    factor_of = {rule.criterion: rule.factor for rule in criterion_rules(knowledge)}
    return judging_weights(template_criteria(knowledge, template), factor_of, said, times)
