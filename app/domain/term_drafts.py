"""First terms of a plan from the knowledge: measures, meetings, risks and the things to have in hand."""

import uuid
from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.analysis.way_out import WEIGHTS
from app.domain.clause_drafts import ClauseFacts, draft_clauses
from app.domain.terms import (
    CHANNEL,
    ESCALATION,
    MEETING,
    NOT_APPLICABLE,
    OPEN,
    Clause,
    ExitItem,
    PlanRisk,
    RhythmLine,
    ServiceLevel,
)
from app.knowledge import load_knowledge
from app.knowledge.service_levels import ServiceMeasure
from app.words import say, say_known

OF_THE_WORK = "delivery"
"""Class of the measures that say how a project goes: they feed the scorecard and cost nothing a month."""

USUAL = ("SLA-P1RESP", "SLA-P1FIX", "SLA-CSAT")
"""What every service is held to, where its templates name less than may cost money."""

MORE_RISKS = ("offshore", "ai")
ASSISTANT = "TPL-AI"
MOST_MORE = 2
"""Risks of the library that are added for the team elsewhere, and for an assistant."""


def most_with_money() -> int:
    """How many measures may cost money."""
    return load_knowledge().service_levels.credit_scheme.max_measures_with_credit


def measure_level(
    project_id: uuid.UUID,
    measure: ServiceMeasure,
    position: int,
    *,
    target: Decimal | None = None,
    money: bool,
) -> ServiceLevel:
    """A measure of the catalogue as a service level, with its usual weight where money hangs on it."""
    return ServiceLevel(
        project_id=project_id,
        measure=measure.id,
        name=say_known(measure.name),
        target=measure.target if target is None else target,
        critical=measure.critical_threshold,
        unit=say_known(measure.unit),
        high_is_good=measure.better == "high",
        source=say_known(measure.source),
        weight=measure.default_weight_pct if money else Decimal(0),
        position=position,
    )


def draft_levels(project_id: uuid.UUID, templates: Sequence[str]) -> tuple[ServiceLevel, ...]:
    """The measures of the templates, those of any service added, at most six with money."""
    catalogue = load_knowledge().service_levels.measures
    targets: dict[str, Decimal] = {}
    credited: dict[str, bool] = {}
    for template in templates:
        for wanted in load_knowledge().template(template).service_measures.values():
            if catalogue[wanted.sla].class_ != OF_THE_WORK:
                targets.setdefault(wanted.sla, wanted.target)
                credited[wanted.sla] = credited.get(wanted.sla, True) and wanted.credit
    for usual in USUAL if targets else ():
        if len(targets) < most_with_money():
            targets.setdefault(usual, catalogue[usual].target)
    levels = []
    with_money = 0
    for position, (key, target) in enumerate(targets.items()):
        money = credited.get(key, True) and with_money < most_with_money()
        with_money += money
        levels.append(measure_level(project_id, catalogue[key], position, target=target, money=money))
    return tuple(levels)


def draft_rhythm(project_id: uuid.UUID, sourcing_class: str) -> tuple[RhythmLine, ...]:
    """Meetings of the class, ways of telling things, and the steps of settling a quarrel."""
    lines = (*_meetings(project_id, sourcing_class), *_channels(project_id), *_escalation(project_id))
    for position, line in enumerate(lines):
        line.position = position
    return lines


def _meetings(project_id: uuid.UUID, sourcing_class: str) -> Iterator[RhythmLine]:
    by_class = load_knowledge().engagement.governance.by_class
    for meeting in by_class.get(sourcing_class, by_class["project"]):
        yield RhythmLine(
            project_id=project_id,
            kind=MEETING,
            what=_begun(say_known(meeting.meet)),
            who=", ".join(say_known(who) for who in meeting.who),
            minutes=meeting.length_min,
            how=say("Broker: {rule}", rule=say_known(meeting.broker))
            if meeting.broker
            else say_known(meeting.rule)
            if meeting.rule
            else "",
            result=say_known(meeting.out) if meeting.out else "",
        )


def _channels(project_id: uuid.UUID) -> Iterator[RhythmLine]:
    for channel in load_knowledge().engagement.communication_plan:
        yield RhythmLine(
            project_id=project_id,
            kind=CHANNEL,
            what=_begun(say_known(channel.what)),
            who=say_known(channel.who),
            often=say_known(channel.when),
            how=say_known(channel.how),
            result=_record(say_known(channel.record)),
        )


def _begun(words: str) -> str:
    """Words of the knowledge as a line begins with them."""
    return words[:1].upper() + words[1:]


def _record(words: str) -> str:
    """What is kept; the knowledge names documents by ids that nobody reads."""
    known = {"DOC-WEEK": say("the weekly note"), "DOC-INC": say("a note on the incident"), "none": ""}
    return known.get(words, words)


def _escalation(project_id: uuid.UUID) -> Iterator[RhythmLine]:
    for step in load_knowledge().engagement.governance.escalation:
        count = "".join(letter for letter in say_known(step.within) if letter.isdigit())
        yield RhythmLine(
            project_id=project_id,
            kind=ESCALATION,
            what=say("Step {number}", number=step.level),
            who=say_known(step.who),
            often=say("within {days} working days", days=count)
            if count != "1"
            else say("within 1 working day"),
        )


def clauses_of(project_id: uuid.UUID, facts: ClauseFacts) -> tuple[Clause, ...]:
    """Every topic with its first words; what seems not to apply is marked so, with its reason."""
    return tuple(
        Clause(
            project_id=project_id,
            topic=draft.topic,
            words=draft.words,
            is_default=draft.is_default,
            state=NOT_APPLICABLE if draft.reason else OPEN,
            reason=draft.reason,
            drafted=True,
        )
        for draft in draft_clauses(facts)
    )


def draft_risks(
    project_id: uuid.UUID, templates: Sequence[str], *, elsewhere: bool, watchers: dict[str, str]
) -> tuple[PlanRisk, ...]:
    """The templates' risks, then those of a team elsewhere and of an assistant; `watchers` by default owner."""
    library = load_knowledge().risks.risks
    planned: dict[str, str] = {}
    for template in templates:
        for each in load_knowledge().template(template).risks.values():
            planned.setdefault(each.risk, say_known(each.mitigation_here))
    wanted = [
        name for name, there in zip(MORE_RISKS, (elsewhere, ASSISTANT in templates), strict=True) if there
    ]
    for category in wanted:
        held = sum(library[key].category == category for key in planned)
        more = [risk for risk in library.values() if risk.category == category and risk.id not in planned]
        for risk in sorted(more, key=lambda one: -one.score)[: max(0, MOST_MORE - held)]:
            planned[risk.id] = say_known(risk.mitigation)
    return tuple(
        library_risk(project_id, key, position, plan=plan, watchers=watchers)
        for position, (key, plan) in enumerate(planned.items())
    )


def library_risk(
    project_id: uuid.UUID, key: str, position: int, *, plan: str = "", watchers: dict[str, str]
) -> PlanRisk:
    """A risk of the library as one of the plan."""
    risk = load_knowledge().risks.risks[key]
    return PlanRisk(
        project_id=project_id,
        risk=key,
        words=say_known(risk.risk),
        likely=risk.probability,
        hurts=risk.impact,
        plan=plan or say_known(risk.mitigation),
        early_sign=say_known(risk.early_sign),
        fallback=say_known(risk.fallback),
        watched_by=watchers.get(risk.default_owner, ""),
        position=position,
    )


def draft_exit(project_id: uuid.UUID) -> tuple[ExitItem, ...]:
    """Everything to have in hand, all of it open."""
    return tuple(ExitItem(project_id=project_id, item=key) for key in WEIGHTS)
