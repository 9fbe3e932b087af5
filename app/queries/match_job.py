"""A project's brief as the job that providers are judged for."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.conditions import holds
from app.analysis.factors import Importance
from app.analysis.jobs import CredentialNeed, Job
from app.analysis.money import Money
from app.analysis.skill_fit import Need
from app.analysis.work import ZERO
from app.domain.briefs import ShouldCost
from app.domain.projects import Project
from app.knowledge import Knowledge
from app.knowledge.readings import BriefReading
from app.knowledge.template_questions import driver_values, template_questions
from app.queries.brief_needs import brief_needs, said_of
from app.queries.interview import small
from app.queries.needed_skills import needed_skills

UNTIL_START = timedelta(weeks=5)
"""From ranking to the first day of work: asking, deciding and agreeing take about five weeks."""

LEVELS: Mapping[str, Importance] = {
    "not_important": Importance.NOT_IMPORTANT,
    "nice": Importance.NICE,
    "important": Importance.IMPORTANT,
    "vital": Importance.VITAL,
}
LIGHT_CLASSES = ("micro_task", "urgent_help")


def importance_of(given: Mapping[str, Any]) -> dict[str, Importance]:
    """The owner's words for the six factors (answer b12.matter); a factor without one is Important."""
    chosen = given.get("b12.matter") or {}
    return {factor: LEVELS[level] for factor, level in chosen.items() if level in LEVELS}


def template_weights(knowledge: Knowledge, project: Project) -> dict[str, Decimal]:
    """The main template's weights; equal ones where the project has no template."""
    weights = knowledge.factors.weights
    if project.main_template in weights.rows:
        return weights.of(str(project.main_template))
    equal = next(card.equal_weights for card in knowledge.cards.cards.values() if card.equal_weights)
    return dict(equal)


def job_of(
    session: Session,
    knowledge: Knowledge,
    project: Project,
    given: Mapping[str, Any],
    reading: BriefReading,
    on: date,
) -> Job:
    """The job as it stands on a day: size from the estimate, dates and limits from the answers.

    Prices are judged against the should-cost written down last, else against the estimate of today.
    """
    currency = project.currency
    nothing = Money(0, currency)
    fixed = session.scalars(
        select(ShouldCost).where(ShouldCost.project_id == project.id).order_by(ShouldCost.id.desc())
    ).first()
    should_cost = fixed.build if fixed and fixed.build else reading.cost.mean if reading.cost else nothing
    length = _length(knowledge, project, reading)
    starts = on + UNTIL_START
    deadline = _deadline(given)
    efforts = {role: effort.likely for role, effort in reading.estimate.effort_by_role().items()}
    special = reading.inputs.get("data_sensitivity") == "special"
    micro = reading.sourcing.engagement_class in LIGHT_CLASSES
    return Job(
        on=on,
        starts=starts,
        ends=starts + length,
        value=reading.cost.likely if reading.cost else nothing,
        should_cost=should_cost,
        efforts=efforts,
        should_rates={role: Money.of(rate.mid, currency) for role, rate in reading.rates.items()},
        days_a_week=_days_a_week(reading, length),
        onsite_share=_onsite_share(knowledge, reading),
        templates=frozenset(project.templates),
        needs=needed_skills(
            knowledge,
            _needs(knowledge, project, given, reading),
            brief_needs(knowledge, given, said_of(session, project_id=project.id), on, light=small(reading)),
        ),
        must_credentials=_must_credentials(knowledge, project, given),
        micro_task=micro,
        onsite_heavy=reading.inputs.get("onsite_need") == "heavy",
        overlap_minimum=_overlap(knowledge, reading.sourcing.engagement_class),
        deadline=deadline,
        latest_start=max(starts, deadline - length) if deadline else None,
        trade=_trade(knowledge, project.trade),
        allowed_countries=_countries(project, given),
        indemnity_minimum=_indemnity(knowledge, currency, micro, special),
    )


def _length(knowledge: Knowledge, project: Project, reading: BriefReading) -> timedelta:
    """How long the work takes: as reckoned, but never less than such jobs usually do (02_cards.yaml)."""
    usual = ZERO
    if project.main_template:
        low, high = knowledge.cards.home_of(project.main_template)[1].weeks
        usual = Decimal(low + high) / 2
    return timedelta(weeks=max(1, int(max(reading.weeks, usual).to_integral_value(ROUND_CEILING))))


def _days_a_week(reading: BriefReading, length: timedelta) -> Decimal:
    weeks = Decimal(length.days) / 7
    return (reading.estimate.total.likely / weeks).quantize(Decimal("0.1"))


def _onsite_share(knowledge: Knowledge, reading: BriefReading) -> Decimal:
    """The templates' shares of work at the owner's place, by how much of the work each is."""
    done = reading.estimate
    whole = done.total.likely
    if not whole:
        return Decimal("0.5")
    parts = (
        knowledge.template(id).default_onsite_share * done.part(id).total.likely for id in done.templates
    )
    return (sum(parts, ZERO) / whole).quantize(Decimal("0.01"))


def _needs(
    knowledge: Knowledge, project: Project, given: Mapping[str, Any], reading: BriefReading
) -> tuple[Need, ...]:
    """The skills of all templates, each once: the higher level, a must where any says so, weights added."""
    engagement_class = None if reading.sourcing.provisional else reading.sourcing.engagement_class
    merged: dict[str, Need] = {}
    for id in project.templates:
        drivers = _drivers(knowledge, project, given, id)
        for need in knowledge.template(id).skills:
            if not need.applies(drivers, engagement_class):
                continue
            before = merged.get(need.skill)
            merged[need.skill] = Need(
                skill=need.skill,
                level=max(need.level, before.level if before else 0),
                must=need.is_must(drivers) or (before is not None and before.must),
                weight=need.weight + (before.weight if before else ZERO),
                alternatives=tuple(
                    dict.fromkeys((*(before.alternatives if before else ()), *need.alternatives))
                ),
            )
    return tuple(merged.values())


def _drivers(
    knowledge: Knowledge, project: Project, given: Mapping[str, Any], template: str
) -> dict[str, Decimal]:
    answered = driver_values(template_questions(knowledge, project.templates), given)
    return {**knowledge.template(template).default_drivers(), **answered.get(template, {})}


def _must_credentials(
    knowledge: Knowledge, project: Project, given: Mapping[str, Any]
) -> tuple[CredentialNeed, ...]:
    needed: dict[str, CredentialNeed] = {}
    for id in project.templates:
        drivers = _drivers(knowledge, project, given, id)
        for need in knowledge.template(id).credentials:
            if need.level == "must" and holds(need.when, drivers):
                needed.setdefault(need.credential, CredentialNeed(need.credential, need.alternatives))
    return tuple(needed.values())


def _overlap(knowledge: Knowledge, engagement_class: str) -> Decimal:
    hours = knowledge.engagement.overlap_rule.minimum_hours
    if engagement_class in LIGHT_CLASSES:
        return hours["micro_task"]
    return hours.get(engagement_class, hours["project_with_remote"])


def _deadline(given: Mapping[str, Any]) -> date | None:
    """The owner's date; None where it is flexible, as soon as sensible, or not known."""
    if given.get("b9.by") != "date":
        return None
    try:
        return date.fromisoformat(given.get("b9.date") or "")
    except ValueError:
        return None


def _trade(knowledge: Knowledge, trade: str) -> str | None:
    """The sector among the skills that the owner's trade names: "veterinary clinic" is health."""
    words = trade.casefold().replace(",", " ").split()
    for skill in knowledge.skills.skills.values():
        names = (skill.name, *skill.aliases) if skill.id.startswith("sk.sector-") else ()
        if any(
            name.casefold() in trade.casefold() if " " in name else name.casefold() in words for name in names
        ):
            return skill.id
    return None


def _countries(project: Project, given: Mapping[str, Any]) -> frozenset[str] | None:
    """Where the data may be handled; None for anywhere."""
    if given.get("b8.abroad") in ("no", "not_for_data"):
        return frozenset({project.country})
    chosen = given.get("b11.countries")
    return frozenset(chosen) if chosen else None


def _indemnity(knowledge: Knowledge, currency: str, micro: bool, special: bool) -> Money | None:
    minimum = knowledge.credentials.credentials["CRD-INSPI"].minimum
    if not minimum:
        return None
    return Money.of(minimum["light" if micro else "special_data" if special else "standard"], currency)
