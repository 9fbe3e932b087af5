"""How a plan is priced: every way to pay in this plan's own figures, the terms of the chosen one, who carries what."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.agreed_prices import TERMS, TermKind, plan_price, total_assumption, warnings_at
from app.analysis.estimate import rounded_effort
from app.analysis.money import Money
from app.analysis.said import Said
from app.analysis.sourcing import PricingModel
from app.analysis.worked_prices import JobFigures, Outcome, OutcomePrice, WorkedPrice, outcome_days
from app.domain.engagements import Engagement
from app.domain.projects import Project
from app.knowledge import load_knowledge
from app.knowledge.readings import read_brief
from app.queries.briefs import answers
from app.queries.engagements import current
from app.queries.lens import Lens
from app.queries.paper_head import stages_of
from app.queries.team_facts import read_team
from app.queries.ways_to_pay import job_figures
from app.words import say, say_known
from app.words.formats import NOTHING, Formats

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One way to pay: what it comes to in the three outcomes, excl. tax."""

    model: str
    name: str
    well: str
    expected: str
    badly: str
    note: str
    """Which figure is missing, or what the sums are for."""

    chosen: bool


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term of the chosen model: what it is called, what it is counted in, and what is agreed."""

    name: str
    kind: TermKind
    value: Decimal | None
    counts: Decimal | None
    """What is reckoned with where nothing is agreed."""


@dataclass(frozen=True, slots=True)
class PricingView:
    """The pricing of a plan, finished for its part."""

    model: str
    rows: tuple[PriceRow, ...]
    basis: str
    terms: tuple[TermRow, ...]
    consequences: tuple[str, ...]
    """What the agreed terms mean, one sentence each."""

    owner_risk: tuple[str, ...]
    provider_risk: tuple[str, ...]
    controls: tuple[str, ...]
    currency: str


def plan_pricing(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats
) -> PricingView | None:
    """How the plan is priced; None without an engagement. Owner and broker see the same."""
    project, engagement = session.get(Project, project_id), current(session, project_id)
    if project is None or engagement is None:
        return None
    figures = _figures(session, project, engagement, formats)
    models = load_knowledge().sourcing.pricing_models
    agreed = {name: Decimal(text) for name, text in engagement.pricing_terms.items()}
    chosen = models.get(engagement.pricing_model)
    worked = {
        model.id: plan_price(model, figures, agreed if model is chosen else {}) if figures else None
        for model in models.values()
    }
    told = worked.get(chosen.id) if chosen is not None else None
    terms = TERMS[chosen.id] if chosen is not None else ()
    return PricingView(
        model=engagement.pricing_model,
        rows=tuple(_row(model, worked[model.id], chosen, formats) for model in models.values()),
        basis=_basis(figures, formats) if figures else "",
        terms=tuple(
            TermRow(term.name, term.kind, agreed.get(term.name), _counted(term.name, told)) for term in terms
        ),
        consequences=_consequences(session, engagement, chosen, told, formats),
        owner_risk=tuple(map(_sentence, chosen.owner_risk)) if chosen else (),
        provider_risk=tuple(map(_sentence, chosen.provider_risk)) if chosen else (),
        controls=tuple(map(_sentence, chosen.controls)) if chosen else (),
        currency=project.currency,
    )


def _figures(
    session: Session, project: Project, engagement: Engagement, formats: Formats
) -> JobFigures | None:
    """The plan's own price, days and rates; how far days may move is as far as in the estimate."""
    knowledge = load_knowledge()
    given = answers(session, project_id=project.id)
    read = read_brief(knowledge, project.templates, given.values, project.currency)
    known = job_figures(session, project, knowledge, read, given.values, formats)
    team = read_team(session, project, engagement, formats)
    days = sum((part.effort for part in team.parts if part.day_rate is not None), Decimal(0))
    cost = sum(
        (part.effort * part.day_rate.decimal for part in team.parts if part.day_rate is not None), Decimal(0)
    )
    price = engagement.price.decimal if engagement.price is not None else None
    if not days:
        return replace(known, budget=price) if known is not None and price is not None else known
    spread = outcome_days(read.estimate) if read.sized else dict.fromkeys(Outcome, Decimal(1))
    middle = spread[Outcome.EXPECTED] or Decimal(1)
    scaled = {outcome: days * each / middle for outcome, each in spread.items()}
    own = JobFigures(project.currency, scaled, cost, cost if price is None else price)
    if known is None:
        return own
    return replace(own, service=known.service, pieces=known.pieces, gain=known.gain)


def _row(
    model: PricingModel, worked: WorkedPrice | None, chosen: PricingModel | None, formats: Formats
) -> PriceRow:
    well, expected, badly = (
        formats.money_short(_whole(worked.pays(outcome))) if worked is not None else NOTHING
        for outcome in Outcome
    )
    note = say("Each month") if model.id == "PRC-RET" else ""
    missing = note if worked is not None else _missing(model.id)
    return PriceRow(model.id, say_known(model.name), well, expected, badly, missing, model is chosen)


def _sentence(said: Said) -> str:
    """Words of the knowledge as they begin a line."""
    text = say_known(said)
    return text[:1].upper() + text[1:]


def _whole(amount: Money) -> Money:
    return Money.of(amount.decimal.quantize(Decimal(1)), amount.currency)


def _missing(model: str) -> str:
    return {
        "PRC-RET": say("It needs a monthly fee and the hours in it."),
        "PRC-OUT": say("It needs something to count, with a figure before and one to reach."),
        "PRC-UNIT": say("It needs pieces to count, and a price for each."),
    }.get(model, say("It needs days and rates, and the team has none yet."))


def _basis(figures: JobFigures, formats: Formats) -> str:
    well, expected, badly = (formats.effort(rounded_effort(figures.days[outcome])) for outcome in Outcome)
    return say(
        "Reckoned with the days of this team: {well} if it goes well, {expected} as expected, {badly} if it goes "
        "badly. Wishes of 0, 5 and 15% come on top of each way alike. Excl. tax.",
        well=well,
        expected=expected,
        badly=badly,
    )


def _counted(name: str, worked: WorkedPrice | None) -> Decimal | None:
    """What a term counts where nothing is agreed, of the case that is expected."""
    if worked is None:
        return None
    values = worked.outcomes[1].vars
    same = {"rate": "rate_a"} if "rate_a" in values else {}
    return values.get(same.get(name, name))


# What it means -----------------------------------------------------------------------------------


def _consequences(
    session: Session,
    engagement: Engagement,
    model: PricingModel | None,
    worked: WorkedPrice | None,
    formats: Formats,
) -> tuple[str, ...]:
    if model is None or worked is None:
        return ()
    expected = worked.outcomes[1]
    found = [_MEANS[model.id](expected, engagement, formats)]
    if model.id == "PRC-MIL":
        found += _ways_out(session, engagement, formats)
    return tuple(filter(None, found))


MANY = 6
"""Stages after which it is told what was paid; of more, those with a way out, else the first."""


def _ways_out(session: Session, engagement: Engagement, formats: Formats) -> list[str]:
    """What is paid where the owner stops after each stage but the last."""
    found = []
    stages = stages_of(session, engagement.project_id)
    paid: Money | None = None
    named = [stage.number for stage in stages if stage.way_out]
    told = set(named if len(stages) > MANY and named else [stage.number for stage in stages[:MANY]])
    for stage in stages[:-1]:
        if stage.amount is None:
            return []
        net = stage.amount - (stage.held or Money(0, stage.amount.currency))
        paid = net if paid is None else paid + net
        if stage.number not in told:
            continue
        found.append(
            say(
                "Stop after stage {number}, and you have paid {paid}.",
                number=stage.number,
                paid=formats.money_short(paid),
            )
        )
    return found


Means = Callable[[OutcomePrice, Engagement, Formats], str]


def _fixed(expected: OutcomePrice, engagement: Engagement, formats: Formats) -> str:
    return say(
        "If the work takes longer, you pay nothing extra. A wish of yours is priced by itself and paid on top."
    )


def _time(expected: OutcomePrice, engagement: Engagement, formats: Formats) -> str:
    ten = Money.of(expected.vars["rate_a"] * 10, expected.pays.currency)
    return say(
        "If the work takes 10 days more, you pay {amount} more. You may stop with 5 working days’ notice.",
        amount=formats.money_short(_whole(ten)),
    )


def _capped(expected: OutcomePrice, engagement: Engagement, formats: Formats) -> str:
    currency = expected.pays.currency
    first, second = (
        formats.money_short(_whole(Money.of(sum_, currency))) for sum_ in warnings_at(expected.vars["cap"])
    )
    return say(
        "You never pay more than {cap} unless you raise it. They tell you at {first} and at {second}.",
        cap=formats.money_short(_whole(Money.of(expected.vars["cap"], currency))),
        first=first,
        second=second,
    )


def _retainer(expected: OutcomePrice, engagement: Engagement, formats: Formats) -> str:
    currency = expected.pays.currency
    return say(
        "{fee} a month with {hours} hours in it, and {rate} for an hour more. Unused hours roll over one month.",
        fee=formats.money_short(Money.of(expected.vars["fee"], currency)),
        hours=formats.number(expected.vars["hours_included"].normalize() + 0),
        rate=formats.money_short(Money.of(expected.vars["overage_rate"], currency)),
    )


def _target(expected: OutcomePrice, engagement: Engagement, formats: Formats) -> str:
    values = expected.vars
    point = total_assumption(
        values["target_cost"], values["ceiling"], values["fee"], values["provider_share"]
    )
    if point is None:
        return say("The provider bears all that goes over the target.")
    return say(
        "From a cost of {point} on the provider pays every further unit. You never pay more than {ceiling}.",
        point=formats.money_short(_whole(Money.of(point, expected.pays.currency))),
        ceiling=formats.money_short(_whole(Money.of(values["ceiling"], expected.pays.currency))),
    )


def _by_outcome(expected: OutcomePrice, engagement: Engagement, formats: Formats) -> str:
    currency = expected.pays.currency
    return say(
        "{base} in any case, and at most {bonus} more if what you count moves as hoped.",
        base=formats.money_short(_whole(Money.of(expected.vars["base"], currency))),
        bonus=formats.money_short(_whole(Money.of(expected.vars["bonus_cap"], currency))),
    )


def _units(expected: OutcomePrice, engagement: Engagement, formats: Formats) -> str:
    return say(
        "Only pieces that pass your sample check are paid, at {price} each.",
        price=formats.money(Money.of(expected.vars["unit_price"], expected.pays.currency)),
    )


_MEANS: Mapping[str, Means] = {
    "PRC-FIX": _fixed,
    "PRC-MIL": _fixed,
    "PRC-TM": _time,
    "PRC-CAP": _capped,
    "PRC-RET": _retainer,
    "PRC-TGT": _target,
    "PRC-OUT": _by_outcome,
    "PRC-UNIT": _units,
}
"""Model → what it means for the owner, in one sentence."""
