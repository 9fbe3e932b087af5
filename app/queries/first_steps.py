"""The safe first step: what it would be, whether it is worth offering, and what was chosen of it."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.estimate import rounded_cost, rounded_effort
from app.analysis.first_steps import first_step, helps
from app.analysis.money import Money
from app.domain.brief_choices import FirstStepChoice, first_step_choice
from app.domain.projects import BEFORE_AWARD, Project
from app.knowledge import load_knowledge
from app.knowledge.readings import read_brief
from app.queries.briefs import answers
from app.queries.estimates import seen_on
from app.words import say, say_known
from app.words.formats import Formats


@dataclass(frozen=True, slots=True)
class FirstStepView:
    """A first stage of its own; `offered` where it helps, `taken` on the day it was chosen.

    The price excludes tax and is rounded to ten; None where no rates are known.
    """

    name: str
    deliverable: str
    effort: str
    price: Money | None
    share: Decimal
    words: str
    why: str
    offered: bool
    taken: date | None
    changeable: bool


def first_step_view(
    session: Session, *, project_id: uuid.UUID, formats: Formats, on: date
) -> FirstStepView | None:
    """The first step of a project as it is sized now, or None where there is nothing to begin with."""
    project = session.get_one(Project, project_id)
    knowledge = load_knowledge()
    given = answers(session, project_id=project_id)
    read = read_brief(knowledge, project.templates, given.values, project.currency)
    read = seen_on(session, read, project.currency, on)
    step = first_step(read.estimate, read.rates, project.currency)
    if step is None:
        return None
    taken = first_step_choice(given.values)
    low, high = (formats.effort(rounded_effort(days)) for days in (step.effort.low, step.effort.high))
    price = rounded_cost(step.cost) if step.cost is not None else None
    trust = read.inputs.get("trust_history")
    return FirstStepView(
        name=say_known(step.package.package.name),
        deliverable=say_known(step.package.package.deliverable),
        effort=say("{low} to {high}", low=low, high=high),
        price=price,
        share=step.share,
        words=_words(price, step.share, formats),
        why=_why(read.sourcing.engagement_class, trust if isinstance(trust, Decimal) else None),
        offered=helps(
            read.sourcing.engagement_class,
            read.readiness,
            trust if isinstance(trust, Decimal) else None,
            light=read.light,
        ),
        taken=taken.on if taken else None,
        changeable=project.state in BEFORE_AWARD and not project.closed_because(),
    )


def package_taken(session: Session, *, project_id: uuid.UUID) -> str:
    """The package the owner begins with, or "" where the whole is bought at once."""
    chosen = _chosen(session, project_id)
    return chosen.package if chosen is not None else ""


def promise(session: Session, *, project_id: uuid.UUID) -> str:
    """What the first step means for whoever does the work, without any figure of ours; "" where none is taken."""
    chosen = _chosen(session, project_id)
    if chosen is None:
        return ""
    return say(
        "We begin with “{package}” alone. It is tested and paid by itself, its results are ours to use with "
        "anybody, and only then do we decide whether to go on.",
        package=_name(chosen.package),
    )


def _chosen(session: Session, project_id: uuid.UUID) -> FirstStepChoice | None:
    return first_step_choice(answers(session, project_id=project_id).values)


def _name(package: str) -> str:
    template, _, id = package.partition(".")
    known = load_knowledge().template(template).work_packages
    return say_known(known[id].name) if id in known else package


def _words(price: Money | None, share: Decimal, formats: Formats) -> str:
    if price is None:
        return say(
            "{share} of the work. You pay for it once it is accepted, and may stop there.",
            share=formats.percent(share),
        )
    return say(
        "About {price} excl. tax, {share} of the work. You pay for it once it is accepted, and may stop there.",
        price=formats.money_short(price),
        share=formats.percent(share),
    )


def _why(engagement_class: str, trust: Decimal | None) -> str:
    if engagement_class == "discovery":
        return say("Nobody can price the whole honestly yet; this part can be.")
    if not trust:
        return say("Whoever is chosen may be new to you. Something small shows how they work.")
    return say("Some of your answers are still open; this part does not hang on them.")
