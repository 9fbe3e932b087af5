"""How to pay: each way with what the owner would pay if it goes well, as expected and badly."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.analysis.conditions import weigh
from app.analysis.estimate import Job, rounded_cost, rounded_effort
from app.analysis.money import Money
from app.analysis.sourcing import PricingModel
from app.analysis.worked_prices import (
    ASSUMED,
    HOURS_A_DAY,
    Gain,
    JobFigures,
    Outcome,
    Service,
    WorkedPrice,
    outcome_days,
    pieces_of,
    worked_price,
)
from app.domain.brief_choices import PricingChoice, pricing_choice
from app.domain.projects import BEFORE_AWARD, Project
from app.knowledge import Knowledge, load_knowledge
from app.knowledge.readings import BriefReading, read_brief
from app.knowledge.template_questions import driver_values, template_questions
from app.queries.answer_words import AnswerWords
from app.queries.briefs import answers
from app.queries.estimates import seen_on, should_cost
from app.queries.sourcing_words import InputWords
from app.words import say, say_known
from app.words.formats import Formats

A_MONTH = "TPL-HLP.WP4"
"""The package that is one month of service."""

FITS, OPEN, UNFIT, ELSEWHERE = "fits", "open", "unfit", "elsewhere"
"""How a way stands: it suits, nothing speaks against it, something does, or this kind does not offer it."""


@dataclass(frozen=True, slots=True)
class WayToPay:
    """One pricing model. The sums exclude tax, are rounded to ten, and None where a figure is missing.

    `against` says what speaks against it here, `missing` which figure it turns on is not known.
    """

    model: str
    name: str
    standing: str
    works: str
    well: Money | None
    expected: Money | None
    badly: Money | None
    against: str
    missing: str
    risks: tuple[str, ...]
    controls: tuple[str, ...]
    monthly: bool


@dataclass(frozen=True, slots=True)
class WaysToPay:
    """Every way, the advised one first; `override` says why a broker advises another than the rules."""

    advised: WayToPay
    others: tuple[WayToPay, ...]
    reason: str
    by_rules: str
    """The name of the model the rules advise, where the broker's stands in its place."""
    override: str
    days: tuple[str, str, str]
    assumed: str
    notes: tuple[str, ...]
    changeable: bool


def ways_to_pay(session: Session, *, project_id: uuid.UUID, formats: Formats, on: date) -> WaysToPay | None:
    """How to pay for a project, or None where no kind of project is chosen."""
    project = session.get_one(Project, project_id)
    knowledge = load_knowledge()
    given = answers(session, project_id=project_id)
    read = read_brief(knowledge, project.templates, given.values, project.currency)
    if read.pricing is None:
        return None
    seen = seen_on(session, read, project.currency, on)
    figures = job_figures(session, project, knowledge, seen, given.values, formats)
    inputs = InputWords(
        knowledge, read, given.values, formats, AnswerWords(knowledge, formats, project.currency)
    )
    desk = _Desk(knowledge, read, figures, inputs, formats)
    chosen = pricing_choice(given.values)
    models = knowledge.sourcing.pricing_models
    first = models.get(chosen.model, read.pricing.model) if chosen else read.pricing.model
    order = [*knowledge.template(project.templates[0]).pricing_models, *models]
    rest = [id for id in dict.fromkeys(order) if id != first.id]
    days = outcome_days(read.estimate)
    well, expected, badly = (formats.effort(rounded_effort(days[each])) for each in Outcome)
    return WaysToPay(
        advised=desk.way(first),
        others=tuple(desk.way(models[id]) for id in rest),
        reason=_reason(read, inputs),
        by_rules=say_known(read.pricing.model.name) if chosen and first is not read.pricing.model else "",
        override=_override(chosen),
        days=(well, expected, badly),
        assumed=_assumed(formats) if figures is not None else "",
        notes=tuple(say_known(note.advice) for note in read.pricing.notes),
        changeable=project.state in BEFORE_AWARD and not project.closed_because(),
    )


def job_figures(
    session: Session,
    project: Project,
    knowledge: Knowledge,
    read: BriefReading,
    values: Mapping[str, Any],
    formats: Formats,
) -> JobFigures | None:
    """What the prices of a job come from: its estimate at rates known here, service, pieces and gain; None of none."""
    if read.cost is None or not read.sized:
        return None
    main = knowledge.template(project.templates[0])
    asked = driver_values(template_questions(knowledge, project.templates), values)
    job = Job(main.id, main.drivers, main.work_packages, asked.get(main.id, {}))
    fixed = should_cost(session, project_id=project.id, formats=formats)
    bare = JobFigures(
        project.currency,
        outcome_days(read.estimate),
        rounded_cost(read.cost.mean).decimal,
        rounded_cost(read.cost.p80).decimal,
    )
    return replace(
        bare,
        service=_service(read, fixed.support_month if fixed else None, bare.rate),
        pieces=pieces_of(job, read.estimate),
        gain=_gain(values),
    )


def _service(read: BriefReading, support: Money | None, rate: Decimal) -> Service | None:
    """A month of service: what the broker wrote down for it, else the package that is one month."""
    if not rate:
        return None
    if support is not None and support.minor:
        return Service(support.decimal, (support.decimal / rate * HOURS_A_DAY).quantize(Decimal(1)))
    month = next((each for each in read.estimate.packages if each.key == A_MONTH), None)
    if month is None:
        return None
    days = month.effort.mean
    return Service(days * rate, (days * HOURS_A_DAY).quantize(Decimal(1)))


def _gain(values: Mapping[str, Any]) -> Gain | None:
    """The first thing the owner counts, with a figure to move from and one to move to."""
    for row in values.get("b3.measures") or ():
        try:
            gain = Gain(Decimal(str(row["from"])), Decimal(str(row["to"])))
        except (KeyError, ArithmeticError, TypeError):
            continue
        if gain.size:
            return gain
    return None


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the words for one project are made from."""

    knowledge: Knowledge
    read: BriefReading
    figures: JobFigures | None
    inputs: InputWords
    formats: Formats

    def way(self, model: PricingModel) -> WayToPay:
        """One model, worked out and weighed."""
        worked = worked_price(model, self.figures) if self.figures is not None else None
        avoid = weigh(model.avoid_when, self.read.inputs).holds
        return WayToPay(
            model=model.id,
            name=say_known(model.name),
            standing=self._standing(model, avoid=avoid),
            works=_WORKS[model.id](worked, self.formats) if worked else "",
            well=_shown(worked, Outcome.WELL),
            expected=_shown(worked, Outcome.EXPECTED),
            badly=_shown(worked, Outcome.BADLY),
            against="; ".join(self.inputs.speaking(model.avoid_when)) if avoid else "",
            missing=_missing(model.id, self.figures) if worked is None else "",
            risks=tuple(say_known(text) for text in model.owner_risk),
            controls=tuple(say_known(text) for text in model.controls),
            monthly=model.id == "PRC-RET",
        )

    def _standing(self, model: PricingModel, *, avoid: bool) -> str:
        pricing = self.read.pricing
        assert pricing is not None
        if avoid:
            return UNFIT
        if model not in pricing.considered:
            return ELSEWHERE
        return FITS if weigh(model.prefer_when, self.read.inputs).holds else OPEN


def _reason(read: BriefReading, inputs: InputWords) -> str:
    """Why the rules advise their model: what its own condition found."""
    assert read.pricing is not None
    if not read.pricing.fits:
        return say("Nothing speaks against it, and it comes first among the ways that are left.")
    facts = "; ".join(inputs.speaking(read.pricing.model.prefer_when))
    return say("It fits what you told us. {facts}.", facts=facts)


def _override(chosen: PricingChoice | None) -> str:
    if chosen is None:
        return ""
    return say("{person}: {reason}", person=chosen.person, reason=chosen.because)


def _assumed(formats: Formats) -> str:
    changes = [formats.percent(ASSUMED.changes[each]) for each in Outcome]
    return say(
        "Well: one job in five needs no more days. Badly: one in ten needs more. Reckoned for every way alike: "
        "wishes of {well}, {expected} and {badly}; in the bad case two weeks late. Excl. tax.",
        well=changes[0],
        expected=changes[1],
        badly=changes[2],
    )


def _shown(worked: WorkedPrice | None, outcome: Outcome) -> Money | None:
    return rounded_cost(worked.pays(outcome)) if worked is not None else None


def _missing(model: str, figures: JobFigures | None) -> str:
    if figures is None:
        return say("No day rates are known here in this currency.")
    return {
        "PRC-RET": say("It needs a monthly fee: none is written down for this job."),
        "PRC-OUT": say("It needs something to count, with a figure today and one to reach."),
        "PRC-UNIT": say("It needs at least five pieces of a kind to count."),
    }.get(model, "")


def _fixed(worked: WorkedPrice, formats: Formats) -> str:
    return say(
        "The price is agreed at {price}. Wishes come on top; late days are credited.",
        price=_value(worked, "price", formats),
    )


def _stages(worked: WorkedPrice, formats: Formats) -> str:
    assert worked.stopped is not None
    return say(
        "{price} in stages, each paid once it is accepted, {held} held back of each. "
        "Stop halfway, and you have paid {stopped}.",
        price=_value(worked, "price", formats),
        held=formats.percent(ASSUMED.retention),
        stopped=formats.money_short(rounded_cost(worked.stopped)),
    )


def _time(worked: WorkedPrice, formats: Formats) -> str:
    return say(
        "Every day worked costs about {rate}. Nothing stops it but you.",
        rate=_value(worked, "rate_a", formats),
    )


def _capped(worked: WorkedPrice, formats: Formats) -> str:
    return say(
        "Every day worked costs about {rate}, and never more than {cap} unless you raise it yourself.",
        rate=_value(worked, "rate", formats),
        cap=_value(worked, "cap", formats),
    )


def _retainer(worked: WorkedPrice, formats: Formats) -> str:
    return say(
        "{fee} a month with {hours} hours in it; an hour more costs {rate}.",
        fee=_value(worked, "fee", formats),
        hours=formats.number(worked.outcomes[0].vars["hours_included"]),
        rate=_value(worked, "overage_rate", formats, whole=False),
    )


def _target(worked: WorkedPrice, formats: Formats) -> str:
    return say(
        "You aim at {target} and a fee of {fee}. What is saved or over is halved; you never pay more than {top}.",
        target=_value(worked, "target_cost", formats),
        fee=_value(worked, "fee", formats),
        top=_value(worked, "ceiling", formats),
    )


def _outcome(worked: WorkedPrice, formats: Formats) -> str:
    return say(
        "{base} in any case, and up to {bonus} more the further the first figure you count moves.",
        base=_value(worked, "base", formats),
        bonus=_value(worked, "bonus_cap", formats),
    )


def _units(worked: WorkedPrice, formats: Formats) -> str:
    return say(
        "{setup} to set it up, then {price} for each of about {count} pieces.",
        setup=_value(worked, "setup", formats),
        price=_value(worked, "unit_price", formats, whole=False),
        count=formats.number(worked.outcomes[0].vars["units_accepted"]),
    )


_WORKS: Mapping[str, Callable[[WorkedPrice, Formats], str]] = {
    "PRC-FIX": _fixed,
    "PRC-MIL": _stages,
    "PRC-TM": _time,
    "PRC-CAP": _capped,
    "PRC-RET": _retainer,
    "PRC-TGT": _target,
    "PRC-OUT": _outcome,
    "PRC-UNIT": _units,
}
"""How each model works with the figures of the job, in one or two sentences."""


def _value(worked: WorkedPrice, name: str, formats: Formats, *, whole: bool = True) -> str:
    amount = Money.of(worked.outcomes[0].vars[name], worked.outcomes[0].pays.currency)
    return formats.money_short(rounded_cost(amount)) if whole else formats.money(amount)
