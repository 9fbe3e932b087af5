"""What the calendar holds for running projects: the next days on which something is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.analysis.health_facts import days_late
from app.queries.project_facts import (
    ACCEPTED,
    OPEN_PAYMENTS,
    ProjectFacts,
    due_words,
    stage_to_review,
)
from app.words import say, say_count
from app.words.formats import Formats

MOST = 4


@dataclass(frozen=True)
class Coming:
    """One day worth knowing: what it is, which project it belongs to, and how far off it is."""

    day: date
    weekday: str
    day_words: str
    title: str
    detail: str
    words: str
    """Day and distance in words, for a screen reader."""


def coming(facts: Iterable[ProjectFacts], formats: Formats, today: date) -> tuple[Coming, ...]:
    """The next days of running projects, the nearest first; what is late is told elsewhere."""
    found = [
        Coming(
            day=day,
            weekday=formats.weekday(day),
            day_words=formats.short_day(day),
            title=title,
            detail=one.project.title,
            words=due_words(day, today, formats),
        )
        for one in facts
        if one.project.held_on is None
        for day, title in _days(one, formats)
        if day >= today
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.title))[:MOST])


def _days(facts: ProjectFacts, formats: Formats) -> Iterator[tuple[date, str]]:
    request = facts.request
    if request is not None and facts.project.state == "sourcing" and request.deadline is not None:
        yield request.deadline, say("Quotes are due")
    if facts.engagement is None or not facts.engagement.plan_version:
        return
    review = stage_to_review(facts)
    if review is not None and (by := facts.reply_by.get(review.id)) is not None:
        yield by, say("Last day to check “{stage}”", stage=review.title)
    for payment in facts.payments:
        if payment.state in OPEN_PAYMENTS and payment.due_on is not None:
            yield (
                payment.due_on,
                say("Payment of {amount} is due", amount=formats.money_short(payment.amount)),
            )
    for stage in facts.stages:
        if stage.state not in ACCEPTED and stage is not review and stage.planned_on is not None:
            yield stage.planned_on, say("“{stage}” is planned to be ready", stage=stage.title)


def lateness(facts: ProjectFacts, today: date) -> str:
    """What is late, in words, as Progress says it; empty where nothing is."""
    review = stage_to_review(facts)
    for stage in facts.stages:
        if stage.state in ACCEPTED or stage.planned_on is None:
            continue
        by = facts.reply_by.get(stage.id) if stage is review else None
        days = days_late(stage.planned_on, today, handed_over=facts.handed_over.get(stage.id), reply_by=by)
        if days <= 0:
            continue
        return say_count(
            "“{stage}” is {count} day late.", "“{stage}” is {count} days late.", days, stage=stage.title
        )
    for payment in facts.payments:
        if payment.state in OPEN_PAYMENTS and payment.due_on is not None and payment.due_on < today:
            days = (today - payment.due_on).days
            return say_count("A payment is {count} day late.", "A payment is {count} days late.", days)
    return ""
