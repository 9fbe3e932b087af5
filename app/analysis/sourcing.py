"""Which way of buying fits: the class of engagement by the rules, advice, and the pricing model.

Rules are read top to bottom. Where an input is unknown a rule may be neither true nor false; the
class then rests on the first rule that is known to hold, is called provisional, and the inputs
that would settle it are named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from app.analysis.conditions import Condition, Inputs, weigh
from app.analysis.keyed import Keyed
from app.analysis.readiness import ReadinessRules
from app.analysis.said import Said


@dataclass(frozen=True, slots=True)
class SourcingInput:
    """Something the rules read: asked as `q`, or worked out as `source` says."""

    type: Literal["number", "bool", "enum"]
    q: Said | None = None
    source: Said | None = None
    values: tuple[str, ...] = ()
    range: tuple[Decimal, Decimal] | None = None
    unit: Said | None = None
    note: Said | None = None


@dataclass(frozen=True, slots=True)
class EngagementClass:
    """A way of buying: how light its path is, how many quotes it needs and its papers."""

    label: Said
    light_path: bool
    min_quotes: int
    documents: tuple[str, ...]
    typical: Said | None = None


@dataclass(frozen=True, slots=True)
class StrategyRule:
    """When `when` holds: `decides` gives the class `result`, otherwise it is advice; `say` tells why."""

    id: str
    decides: bool
    when: Condition
    result: str
    say: Said
    limits: Said | None = None


@dataclass(frozen=True, slots=True)
class LightPath:
    """The short way for small jobs: its limits, steps, and what is never skipped."""

    applies_to: tuple[str, ...]
    micro_task_limits: Mapping[str, Decimal]
    steps: tuple[Said, ...]
    skipped: tuple[Said, ...]
    never_skipped: tuple[Said, ...]
    payment: Said
    dispute: Said
    upgrade_triggers: tuple[Said, ...]
    upgrade_action: Said


@dataclass(frozen=True, slots=True)
class PricingExample:
    """A worked price: the formula's values and what the owner pays."""

    story: Said
    vars: Mapping[str, Decimal]
    pays: Decimal


@dataclass(frozen=True, slots=True)
class PricingDerived:
    """A figure that follows from a pricing model: the point of total assumption."""

    point_of_total_assumption: Condition
    value_in_example: Decimal
    meaning: Said


@dataclass(frozen=True, slots=True)
class PricingModel:
    """A way to pay: when it fits, when it does not, what each side risks and what keeps it in hand."""

    id: str
    name: Said
    prefer_when: Condition
    avoid_when: Condition
    owner_risk: tuple[Said, ...]
    provider_risk: tuple[Said, ...]
    controls: tuple[Said, ...]
    formula: Condition
    example: PricingExample
    example_overrun: PricingExample | None = None
    derived: PricingDerived | None = None


@dataclass(frozen=True, slots=True)
class PricingOverride:
    """Advice that goes beside the model where `when` holds."""

    when: Condition
    advice: Said


@dataclass(frozen=True, slots=True)
class PricingChoice:
    """How a model is chosen among those of the template."""

    method: Said
    fallback_order: tuple[str, ...]
    overrides: tuple[PricingOverride, ...]


@dataclass(frozen=True, slots=True)
class PaymentGuard:
    """A rule every schedule of payments keeps."""

    id: str
    rule: Said
    split_rule: Said | None = None


@dataclass(frozen=True, slots=True)
class SourcingRules:
    """Everything that decides how to buy."""

    inputs: Mapping[str, SourcingInput]
    engagement_classes: Mapping[str, EngagementClass]
    strategy_rules: Annotated[Mapping[str, StrategyRule], Keyed()]
    light_path: LightPath
    readiness: ReadinessRules
    pricing_models: Annotated[Mapping[str, PricingModel], Keyed()]
    pricing_choice: PricingChoice
    payment_guards: Annotated[Mapping[str, PaymentGuard], Keyed()]


@dataclass(frozen=True, slots=True)
class OpenRule:
    """A rule that cannot be weighed yet, and the unknown inputs it hangs on."""

    rule: StrategyRule
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcingAdvice:
    """The class of engagement with the rule that gave it, and the advice that goes with it.

    `provisional` where a rule before the one that fired is still open and would give another class;
    `would_decide` are the unknown inputs of those rules, in the order of the rules.
    """

    engagement_class: str
    rule: StrategyRule
    open_rules: tuple[OpenRule, ...]
    advice: tuple[StrategyRule, ...]
    open_advice: tuple[OpenRule, ...]

    @property
    def provisional(self) -> bool:
        """The class may still change when the unknown inputs become known."""
        return bool(self.open_rules)

    @property
    def would_decide(self) -> tuple[str, ...]:
        """The inputs to ask for, each once."""
        return tuple(dict.fromkeys(name for rule in self.open_rules for name in rule.inputs))

    @property
    def could_become(self) -> tuple[str, ...]:
        """The other classes still possible, each once."""
        return tuple(dict.fromkeys(rule.rule.result for rule in self.open_rules))


@dataclass(frozen=True, slots=True)
class PricingAdvice:
    """The advised model; `fits` says whether it is preferred or only the first that is not unsuitable.

    `considered` are the suitable models in the order of choice, `dropped` the unsuitable ones;
    `unknown` inputs could still change the choice.
    """

    model: PricingModel
    fits: bool
    considered: tuple[PricingModel, ...]
    dropped: tuple[PricingModel, ...]
    notes: tuple[PricingOverride, ...]
    unknown: tuple[str, ...]


def advise_class(rules: SourcingRules, inputs: Inputs) -> SourcingAdvice:
    """The class of engagement for `inputs` (missing or None is unknown)."""
    fired: StrategyRule | None = None
    before: list[OpenRule] = []
    advice: list[StrategyRule] = []
    open_advice: list[OpenRule] = []
    for rule in rules.strategy_rules.values():
        if rule.decides and fired:
            continue
        verdict = weigh(rule.when, inputs)
        if verdict.value is None:
            (before if rule.decides else open_advice).append(OpenRule(rule, _ordered(rule, verdict.unknown)))
        elif verdict.holds and rule.decides:
            fired = rule
        elif verdict.holds:
            advice.append(rule)
    assert fired is not None, "the last deciding rule always holds"
    others = tuple(rule for rule in before if rule.rule.result != fired.result)
    return SourcingAdvice(fired.result, fired, others, tuple(advice), tuple(open_advice))


def advise_pricing(rules: SourcingRules, offered: Sequence[str], inputs: Inputs) -> PricingAdvice:
    """The pricing model among those `offered` by the main template.

    Unsuitable ones are dropped; of the rest the first in the fallback order that is preferred
    wins, else the first of them, else capped time and materials after a discovery.
    """
    unknown: dict[str, None] = {}

    def known(condition: Condition) -> bool | None:
        verdict = weigh(condition, inputs)
        unknown.update(dict.fromkeys(sorted(verdict.unknown)))
        return None if verdict.value is None else verdict.holds

    order = [id for id in rules.pricing_choice.fallback_order if id in offered]
    avoided = {id: known(rules.pricing_models[id].avoid_when) for id in order}
    suitable = [rules.pricing_models[id] for id in order if not avoided[id]]
    preferred = next((model for model in suitable if known(model.prefer_when)), None)
    model = preferred or (suitable[0] if suitable else rules.pricing_models["PRC-CAP"])
    return PricingAdvice(
        model=model,
        fits=preferred is not None,
        considered=tuple(suitable),
        dropped=tuple(rules.pricing_models[id] for id in order if avoided[id]),
        notes=tuple(note for note in rules.pricing_choice.overrides if weigh(note.when, inputs).holds),
        unknown=tuple(unknown),
    )


def price_by(model: PricingModel, values: Mapping[str, Decimal]) -> Decimal:
    """What the owner pays under `model` with `values` for its formula; raises KeyError for a missing one."""
    verdict = weigh(model.formula, values)
    if verdict.value is None:
        raise KeyError(", ".join(sorted(verdict.unknown)))
    assert isinstance(verdict.value, Decimal)
    return verdict.value


def _ordered(rule: StrategyRule, unknown: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(unknown, key=rule.when.text.find))
