"""What a brief says, read by the rules: its size and cost, how ready the owner is, and how to buy.

One reading serves the screens that show it, the verbs that store the class, and the ranking that
needs the size. Nothing is stored here, and nothing is guessed: an unknown input stays unknown.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from app.analysis.conditions import Inputs
from app.analysis.estimate import (
    CostRange,
    Estimate,
    Job,
    NoRate,
    RoleRate,
    calendar_weeks,
    cost,
    estimate,
    offshorable_share,
    staffed_rates,
)
from app.analysis.readiness import Readiness, assess
from app.analysis.sourcing import PricingAdvice, SourcingAdvice, advise_class, advise_pricing
from app.knowledge.answers import CONFIRMED, sourcing_inputs
from app.knowledge.pack import Knowledge
from app.knowledge.role_rates import ObservedBands, bands_in
from app.knowledge.template_questions import driver_values, template_questions

TIER_OF_CURRENCY: Mapping[str, str] = {"GBP": "onsite_uk", "USD": "onsite_us", "EUR": "onsite_euw"}
"""The tier of near places whose bands are in a currency; in others there is no should-cost of ours."""

SECTORS = "grp.sector"
"""Lines of work: matched by the owner's trade, not as skills."""

OWNER_WAIT_DAYS = Decimal(10)
"""Working days a job usually waits for the owner: two weeks of decisions and checks."""

SMALL_PART = 8
"""One part in so many of a small job is too little to be a skill of its own."""


@dataclass(frozen=True, slots=True)
class BriefReading:
    """A brief as the rules see it.

    `cost` is None where no rates are known in the project's currency, `estimate` has no packages
    where no template was chosen. `inputs` are the sourcing inputs, None where nobody has said.
    `light`: the job is small, so that only the light path's readiness questions count; where a small job
    does not say what else it touches, it touches what its kinds name, one system each.
    """

    estimate: Estimate
    rates: Mapping[str, RoleRate]
    cost: CostRange | None
    weeks: Decimal
    readiness: Readiness
    sourcing: SourcingAdvice
    pricing: PricingAdvice | None
    inputs: Inputs
    light: bool

    @property
    def sized(self) -> bool:
        """Whether there is anything to reckon with."""
        return bool(self.estimate.packages)


def estimate_of(knowledge: Knowledge, templates: Sequence[str], answers: Mapping[str, Any]) -> Estimate:
    """The effort of the chosen templates with the drivers that were answered."""
    values = driver_values(template_questions(knowledge, templates), answers)
    parts = [knowledge.template(id) for id in templates]
    return estimate(
        [Job(part.id, part.drivers, part.work_packages, values.get(part.id, {})) for part in parts]
    )


def near_rates(
    knowledge: Knowledge, done: Estimate, currency: str, observed: ObservedBands | None = None
) -> dict[str, RoleRate]:
    """The day rate of every role of an estimate, bought near the owner; empty where there is none.

    Bands of accepted quotes (`observed`) come before our own.
    """
    tier = TIER_OF_CURRENCY.get(currency)
    if tier is None:
        return {}
    try:
        bands = bands_in(knowledge, tier, observed)
        return staffed_rates(list(done.effort_by_role()), bands, tier=tier)
    except NoRate:
        return {}


def at_seen_rates(
    knowledge: Knowledge, read: BriefReading, currency: str, observed: ObservedBands
) -> BriefReading:
    """A reading with its rates and cost by accepted quotes where there are enough.

    What the rules advise stays as it is: it must not hang on whose workspace reads the brief.
    """
    rates = near_rates(knowledge, read.estimate, currency, observed)
    return replace(read, rates=rates, cost=cost(read.estimate, rates, currency) if rates else None)


def read_brief(
    knowledge: Knowledge, templates: Sequence[str], answers: Mapping[str, Any], currency: str
) -> BriefReading:
    """Read the answers of a brief; `templates` starts with the main one and may be empty."""
    done = estimate_of(knowledge, templates, answers)
    rates = near_rates(knowledge, done, currency)
    spent = cost(done, rates, currency) if rates else None
    weeks = calendar_weeks(done, owner_wait_days=OWNER_WAIT_DAYS, team={}) if done.packages else Decimal(0)
    inputs: dict[str, Any] = dict(sourcing_inputs(knowledge.questions, answers))
    inputs.update(_sizes(knowledge, done, spent, weeks))
    if inputs["skills_needed"] is not None:
        inputs["skills_needed"] += beyond_usual(knowledge, templates, answers.get(CONFIRMED) or ())
    inputs["budget_ratio"] = _budget_ratio(answers.get("b10.budget"), spent)
    light = _light(knowledge, done)
    if light and inputs.get("systems_touched") is None:
        inputs["systems_touched"] = Decimal(len(templates))
    ready = assess(
        knowledge.sourcing.readiness,
        readiness_answers(knowledge, answers),
        inputs,
        light=light,
    )
    inputs["readiness_score"] = ready.score
    inputs["readiness_blockers"] = _blockers(ready)
    offered = knowledge.template(templates[0]).pricing_models if templates else ()
    return BriefReading(
        estimate=done,
        rates=rates,
        cost=spent,
        weeks=weeks,
        readiness=ready,
        sourcing=advise_class(knowledge.sourcing, inputs),
        pricing=advise_pricing(knowledge.sourcing, offered, inputs) if offered else None,
        inputs=inputs,
        light=light,
    )


def readiness_answers(knowledge: Knowledge, answers: Mapping[str, Any]) -> dict[str, int]:
    """Readiness question to the place of the option chosen: answers "ready.RDY-01": "0" to "3"."""
    prefix = knowledge.questions.ready.id_prefix
    given: dict[str, int] = {}
    for id, question in knowledge.sourcing.readiness.questions.items():
        chosen = answers.get(f"{prefix}.{id}")
        if isinstance(chosen, str) and chosen.isdecimal() and int(chosen) < len(question.options):
            given[id] = int(chosen)
    return given


def _sizes(knowledge: Knowledge, done: Estimate, spent: CostRange | None, weeks: Decimal) -> dict[str, Any]:
    if not done.packages:
        return dict.fromkeys(
            ("likely_pd", "est_value", "duration_weeks", "skills_needed", "offshorable_share")
        )
    return {
        "likely_pd": done.total.likely,
        "est_value": spent.likely.decimal if spent else None,
        "duration_weeks": weeks,
        "skills_needed": Decimal(len(_skills(knowledge, done))),
        "offshorable_share": offshorable_share(done, knowledge.roles.offshorable()),
    }


def beyond_usual(knowledge: Knowledge, templates: Sequence[str], confirmed: Collection[str]) -> int:
    """How many kinds of skill somebody confirmed as needed that the kind of project does not bring with it."""
    if not confirmed:
        return 0
    skills = knowledge.skills.skills
    usual = {skills[need.skill].group for id in templates for need in knowledge.template(id).skills}
    return len({skills[skill].group for skill in confirmed if skill in skills} - usual - {SECTORS})


def _skills(knowledge: Knowledge, done: Estimate) -> list[str]:
    """The roles that somebody has to be found for.

    In a job of a few days whoever does most of it also checks, secures and reports: a role with less than an
    eighth of the work is no skill to look for.
    """
    efforts = done.effort_by_role()
    least = done.total.likely / SMALL_PART if _light(knowledge, done) else Decimal(0)
    return [role for role, effort in efforts.items() if effort.likely >= least]


def _budget_ratio(budget: Any, spent: CostRange | None) -> Decimal | None:
    """The most the owner has in mind over what is enough four times in five."""
    if not isinstance(budget, Mapping) or spent is None or not spent.p80:
        return None
    most = budget.get("high_minor") or budget.get("low_minor")
    if not isinstance(most, int) or budget.get("currency", spent.p80.currency) != spent.p80.currency:
        return None
    return Decimal(most) / Decimal(spent.p80.minor)


def _light(knowledge: Knowledge, done: Estimate) -> bool:
    most = knowledge.sourcing.light_path.micro_task_limits["likely_pd_max"]
    return bool(done.packages) and done.total.likely <= most


def _blockers(ready: Readiness) -> Decimal | None:
    """How many answers would sink any provider; unknown while an open one might."""
    if ready.blockers:
        return Decimal(len(ready.blockers))
    return None if ready.may_block or ready.unanswered else Decimal(0)
