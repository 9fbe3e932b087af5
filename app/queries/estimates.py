"""How big, how ready, and how to buy: the readings of a brief, finished for the screen."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.estimate import DriverNote, Estimate, rounded_cost, rounded_effort
from app.analysis.money import Money
from app.analysis.quotes import ShouldCost as Footing
from app.analysis.sourcing import PricingAdvice, PricingModel
from app.analysis.work import Effort
from app.domain.brief_choices import PricingChoice, pricing_choice
from app.domain.briefs import ShouldCost
from app.domain.projects import Project
from app.knowledge import Knowledge, load_knowledge
from app.knowledge.readings import TIER_OF_CURRENCY, BriefReading, at_seen_rates, read_brief
from app.queries.answer_words import AnswerWords
from app.queries.briefs import answers
from app.queries.estimate_rows import (
    EffortRange,
    EstimateView,
    PackageRow,
    PartRow,
    ReadinessView,
    RoleRow,
    ShouldCostView,
    ToImprove,
    Unknown,
)
from app.queries.interview import small
from app.queries.observed_rates import observed_bands
from app.queries.provider_words import role_name, template_name
from app.queries.rate_words import near_basis
from app.queries.sourcing_words import InputWords
from app.words import say, say_count, say_known
from app.words.formats import Formats


def reading(session: Session, *, project_id: uuid.UUID, on: date | None = None) -> BriefReading:
    """A project's brief as the rules see it: raw figures, for rankings and other readers of numbers.

    With `on`, it is priced by accepted quotes where there are enough (`seen_on`).
    """
    project = session.get_one(Project, project_id)
    given = answers(session, project_id=project_id)
    read = read_brief(load_knowledge(), project.templates, given.values, project.currency)
    return read if on is None else seen_on(session, read, project.currency, on)


def seen_on(session: Session, read: BriefReading, currency: str, on: date) -> BriefReading:
    """The reading at the rates that were accepted in the 18 months before `on`, as every sum of ours is told."""
    return at_seen_rates(load_knowledge(), read, currency, observed_bands(session, on=on))


def rates_basis(session: Session, read: BriefReading, currency: str, on: date | None) -> str:
    """What a reading as of `on` is priced at."""
    tier, roles = TIER_OF_CURRENCY.get(currency), read.estimate.effort_by_role()
    bands = observed_bands(session, on=on) if on is not None else {}
    return near_basis(currency, seen=any((role, tier or "") in bands for role in roles))


def should_cost(session: Session, *, project_id: uuid.UUID, formats: Formats) -> ShouldCostView | None:
    """The latest estimate written down, or None."""
    statement = select(ShouldCost).where(ShouldCost.project_id == project_id).order_by(ShouldCost.id.desc())
    row = session.scalars(statement).first()
    if row is None:
        return None
    whole = _three_years(row)
    return ShouldCostView(
        id=row.id,
        fixed_on=row.fixed_on,
        fixed_by=row.fixed_by,
        basis=row.basis,
        build=row.build,
        hardware=row.hardware,
        support_month=row.support_month,
        licences_month=row.licences_month,
        three_year=whole,
        words=say(
            "Written down on {day}: {build} excl. tax to build, {whole} over three years.",
            day=formats.day(row.fixed_on),
            build=formats.money_short(row.build),
            whole=formats.money_short(whole),
        ),
    )


def _three_years(row: ShouldCost) -> Money | None:
    """On the footing on which quotes are compared: build, what is bought, and 36 months of running it."""
    if row.build is None:
        return None
    nothing = Money(0, row.build.currency)
    footing = Footing(
        row.fixed_on,
        row.build,
        row.hardware or nothing,
        row.support_month or nothing,
        row.licences_month or nothing,
    )
    return footing.three_years()


def estimate(
    session: Session, *, project_id: uuid.UUID, formats: Formats, on: date | None = None
) -> EstimateView:
    """The size of the job as the answers stand now, with what was taken for granted; `on` as in `reading`."""
    read = reading(session, project_id=project_id, on=on)
    done, spent = read.estimate, read.cost
    knowledge = load_knowledge()
    weeks = int(read.weeks.to_integral_value(ROUND_CEILING))
    p80 = rounded_cost(spent.p80) if spent else None
    build = rounded_cost(spent.mean) if spent else None
    return EstimateView(
        sized=read.sized,
        effort=_range(done.total, formats),
        p50=rounded_effort(done.p50),
        p80=rounded_effort(done.p80),
        p90=rounded_effort(done.p90),
        cost_low=rounded_cost(spent.low) if spent else None,
        cost_likely=rounded_cost(spent.likely) if spent else None,
        cost_high=rounded_cost(spent.high) if spent else None,
        build=build,
        cost_p80=p80,
        reserve=p80 - build if p80 and build else None,
        weeks=weeks,
        weeks_words=formats.weeks(weeks),
        summary=_summary(read, formats),
        budget_advice=_budget_advice(p80, formats),
        basis=rates_basis(session, read, session.get_one(Project, project_id).currency, on),
        packages=_packages(done, formats),
        parts=_parts(done, formats),
        roles=_roles(done),
        notes=tuple(_note(note, formats) for note in done.notes),
        open_drivers=tuple(
            say_known(knowledge.template(template).drivers[key].question) for template, key in done.defaulted
        ),
        fixed=should_cost(session, project_id=project_id, formats=formats),
    )


def readiness(session: Session, *, project_id: uuid.UUID, formats: Formats) -> ReadinessView:
    """How ready the owner is, which class of buying the rules give, and the way to pay they advise."""
    project = session.get_one(Project, project_id)
    given = answers(session, project_id=project_id)
    knowledge = load_knowledge()
    read = read_brief(knowledge, project.templates, given.values, project.currency)
    ready, advice = read.readiness, read.sourcing
    model, reason = _pricing(knowledge, read, pricing_choice(given.values))
    inputs = InputWords(
        knowledge, read, given.values, formats, AnswerWords(knowledge, formats, project.currency)
    )
    kind = knowledge.sourcing.engagement_classes[advice.engagement_class]
    blocking = {question.id for question in ready.blockers}
    weak = dict.fromkeys((*ready.blockers, *ready.to_improve))
    classes = knowledge.sourcing.engagement_classes
    rules = knowledge.sourcing.readiness
    asked = len(rules.light_subset if read.light else rules.questions)
    unknown = tuple(_unknown(knowledge, name) for name in advice.would_decide)
    could_become = tuple(say_known(classes[name].label) for name in advice.could_become)
    view = ReadinessView(
        complete=ready.complete,
        score=ready.score,
        score_words=_score_words(read, formats),
        band=say_known(ready.band.label) if ready.band else "",
        band_advice=say_known(ready.band.advice) if ready.band else "",
        answered=asked - len(ready.unanswered),
        asked=asked,
        to_improve=tuple(
            ToImprove(q.id, say_known(q.text), say_known(q.advice), q.id in blocking) for q in weak
        ),
        engagement_class=advice.engagement_class,
        class_name=say_known(kind.label),
        class_reason=say_known(advice.rule.say),
        because=tuple(fact for fact in inputs.facts(advice.rule.when) if fact),
        limits=say_known(advice.rule.limits) if advice.rule.limits else "",
        light=kind.light_path,
        small=False,
        least_quotes=kind.min_quotes,
        provisional=advice.provisional,
        provisional_words=_provisional_words(unknown) if advice.provisional else "",
        unknown=unknown if advice.provisional else (),
        could_become=could_become,
        advice=tuple(say_known(rule.say) for rule in advice.advice),
        pricing_model=model.id if model else "",
        pricing_name=say_known(model.name) if model else "",
        pricing_reason=reason,
        pricing_controls=tuple(say_known(text) for text in model.controls) if model else (),
        pricing_notes=tuple(say_known(note.advice) for note in read.pricing.notes) if read.pricing else (),
    )
    return _small_so_far(view) if advice.provisional and not kind.light_path and small(read) else view


def _small_so_far(view: ReadinessView) -> ReadinessView:
    """A few days of work with too little told for the rules: it stays the light path until something is told."""
    return replace(
        view,
        small=True,
        light=True,
        class_name=say("A small job, so far"),
        class_reason=say(
            "Too little is told yet to be sure. It stays a small job, described and ordered on one page, unless one "
            "of the open answers makes it more."
        ),
        because=(),
        limits="",
        least_quotes=1,
        could_become=(view.class_name,),
    )


def _range(effort: Effort, formats: Formats) -> EffortRange:
    low, likely, high = (rounded_effort(days) for days in (effort.low, effort.likely, effort.high))
    words = say(
        "{low} to {high} days, most likely {likely}",
        low=formats.number(_plain(low)),
        high=formats.number(_plain(high)),
        likely=formats.number(_plain(likely)),
    )
    return EffortRange(low, likely, high, words)


def _plain(days: Decimal) -> Decimal:
    """Half days without the zero of a whole one: 53.5, 54."""
    return days.quantize(Decimal(1)) if days == days.to_integral_value() else days.normalize()


def _summary(read: BriefReading, formats: Formats) -> str:
    if not read.sized:
        return say("Choose a kind of project, and its size is estimated from your answers.")
    if read.cost is None:
        return say("There are no day rates in this currency here, so the work is told in days only.")
    low, likely, high = (rounded_cost(one) for one in (read.cost.low, read.cost.likely, read.cost.high))
    return say(
        "Most likely {likely} excl. tax; between {low} and {high}.",
        likely=formats.money_short(likely),
        low=formats.money_short(low),
        high=formats.money_short(high),
    )


def _budget_advice(p80: Money | None, formats: Formats) -> str:
    if p80 is None:
        return ""
    return say(
        "Hold {budget} excl. tax as the budget: enough four times in five. What is over is kept.",
        budget=formats.money_short(p80),
    )


def _packages(done: Estimate, formats: Formats) -> tuple[PackageRow, ...]:
    return tuple(
        PackageRow(
            key=package.key,
            template=package.template,
            name=say_known(package.package.name),
            deliverable=say_known(package.package.deliverable),
            effort=_range(package.effort, formats),
        )
        for package in done.packages
    )


def _parts(done: Estimate, formats: Formats) -> tuple[PartRow, ...]:
    parts = ((template, done.part(template)) for template in done.templates)
    return tuple(
        PartRow(template, template_name(template), _range(part.total, formats), rounded_effort(part.mean))
        for template, part in parts
    )


def _roles(done: Estimate) -> tuple[RoleRow, ...]:
    efforts = done.effort_by_role()
    whole = done.total.likely
    rows = (
        RoleRow(role, role_name(role), rounded_effort(effort.likely), effort.likely / whole)
        for role, effort in efforts.items()
        if whole
    )
    return tuple(sorted(rows, key=lambda row: -row.share))


def _note(note: DriverNote, formats: Formats) -> str:
    question = say_known(note.driver.question)
    if note.kind == "large" and note.driver.large_note:
        return say("{question} {advice}", question=question, advice=say_known(note.driver.large_note))
    return say(
        "{question} You said {given}; the estimate reckons with {used}, where its experience ends.",
        question=question,
        given=formats.number(note.given),
        used=formats.number(note.used),
    )


def _score_words(read: BriefReading, formats: Formats) -> str:
    ready = read.readiness
    if ready.score is not None:
        return say("{score} of 100", score=formats.number(ready.score))
    return say(
        "Between {least} and {most} of 100, by what is still open",
        least=formats.number(ready.least),
        most=formats.number(ready.most),
    )


def _provisional_words(unknown: Iterable[Unknown]) -> str:
    return say(
        "This may still change. It hangs on: {open}",
        open="; ".join(dict.fromkeys(one.words for one in unknown)),
    )


def _unknown(knowledge: Knowledge, name: str) -> Unknown:
    source = knowledge.questions.ready.inputs.get(name)
    asked = source.question or source.derived_from or "" if source else ""
    interview = knowledge.questions
    question = interview.ready.questions.get(asked) or interview.questions.get(asked)
    if question is not None:
        return Unknown(name, say_known(question.summary_label), asked)
    words = {
        "readiness_score": say("the answers on “Are you ready?”"),
        "readiness_blockers": say("the answers on “Are you ready?”"),
        "budget_ratio": say("your budget"),
    }
    return Unknown(name, words.get(name, say("the size of the job")), "")


def _pricing(
    knowledge: Knowledge, read: BriefReading, chosen: PricingChoice | None
) -> tuple[PricingModel | None, str]:
    """The way to pay that is advised, and why: the broker's own, else the rules'."""
    own = knowledge.sourcing.pricing_models.get(chosen.model) if chosen else None
    if chosen is not None and own is not None:
        return own, say("{person}: {reason}", person=chosen.person, reason=chosen.because)
    if read.pricing is None:
        return None, ""
    return read.pricing.model, _pricing_reason(read.pricing)


def _pricing_reason(pricing: PricingAdvice) -> str:
    if pricing.fits:
        return say("It fits what you told us about the work.")
    return say_count(
        "Nothing speaks against it.",
        "It is the first of {count} ways that nothing speaks against.",
        len(pricing.considered),
    )
