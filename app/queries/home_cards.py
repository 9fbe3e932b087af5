"""A project summed up on Home: where it stands, its stages in a line, its money in three figures."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.engagements import Stage
from app.queries.coming import lateness
from app.queries.health import late_words
from app.queries.lens import Lens
from app.queries.project_facts import ACCEPTED, ProjectFacts, next_step, stage_to_review, state_words
from app.words import say
from app.words.formats import Formats


@dataclass(frozen=True)
class Milestone:
    """One dot of the project's line on Home."""

    title: str
    detail: str
    status: str
    """"done", "now" or "later"."""


@dataclass(frozen=True)
class ProjectCard:
    """The project summed up on Home."""

    id: uuid.UUID
    title: str
    detail: str
    status: tuple[str, str, str]
    """How it stands: words, tone and icon."""

    line: tuple[Milestone, ...]
    figures: tuple[tuple[str, str], ...]


def card_of(session: Session, facts: ProjectFacts, lens: Lens, formats: Formats, today: date) -> ProjectCard:
    """A project in a few words: its stages as dots, what is agreed, paid and held, and what comes next or is late."""
    step, _, _ = next_step(facts, formats)
    late = "" if facts.project.held_on is not None else lateness(facts, today)
    line = []
    reached = False
    for stage in facts.stages:
        done = stage.state in ACCEPTED
        status = "done" if done else "later" if reached else "now"
        reached = reached or not done
        line.append(Milestone(stage.title, _stage_words(stage, facts, formats), status))
    figures: list[tuple[str, str]] = []
    if facts.engagement is not None and facts.engagement.price is not None:
        price = facts.engagement.price
        paid = [p.amount for p in facts.payments if p.state == "paid" and p.amount is not None]
        released = any(p.kind == "retention" and p.state != "scheduled" for p in facts.payments)
        held = [] if released else [s.held for s in facts.stages if s.held is not None]
        zero = price - price
        figures = [
            (say("Agreed, excl. tax"), formats.money_short(price)),
            (say("Paid so far"), formats.money_short(sum(paid, start=zero))),
            (say("Held to the end"), formats.money_short(sum(held, start=zero))),
        ]
    standing = late_words(session, facts, lens=lens, today=today) if late else state_words(facts)
    detail = late if late else step
    return ProjectCard(facts.project.id, facts.project.title, detail, standing, tuple(line), tuple(figures))


def _stage_words(stage: Stage, facts: ProjectFacts, formats: Formats) -> str:
    if stage.state in ACCEPTED:
        return say("Accepted")
    if stage is stage_to_review(facts):
        return say("Ready for your review")
    if stage.state == "rejected":
        return say("Being put right")
    return formats.weekday_day(stage.planned_on)
