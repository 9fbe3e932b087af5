"""The rows of the one-page order, and its terms as they stand on the page that fills them in."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.conditions import holds
from app.analysis.money import Money
from app.domain.brief_choices import OrderTerms, order_terms, promised_day, signed_words
from app.domain.documents import Document, in_force
from app.domain.projects import BEFORE_AWARD, Project
from app.knowledge import Knowledge, load_knowledge
from app.knowledge.readings import read_brief
from app.knowledge.template_questions import driver_values, template_questions
from app.persistence.moments import answers_at
from app.queries import briefs, paper_head
from app.queries.interview import small
from app.queries.protections import LIGHT_REVIEW_DAYS
from app.queries.provider_words import credential_names
from app.queries.short_papers import OrderPaper, OrderTest
from app.queries.small_orders import issued_order
from app.words import say, say_known
from app.words.formats import Formats

PAPER = "ORD"


@dataclass(frozen=True, slots=True)
class OrderView:
    """The page of the order: its terms, what is still missing, and whether anything may be changed.

    `light` says whether the job is one that an order is enough for, `limit_words` up to which sum.
    """

    currency: str
    provider: str
    hourly: bool
    price: Money | None
    rate: Money | None
    ready_by: date | None
    promised: date | None
    """The day the paper names: `ready_by`, else the day that the brief needs it by."""
    access: str
    backup: str
    missing: tuple[str, ...]
    in_brief: bool
    """Whether some of what is missing is said in the brief, not here."""
    light: bool
    over: str
    limit_words: str
    changeable: bool
    blocked: str
    issued: str
    """Number of the order that was issued and stands; "" while there is none."""
    can_take_up: bool
    stale: str
    """Why an order that was issued may not be taken up as it is; "" where it may."""
    owner_name: str


def order_view(session: Session, *, project_id: uuid.UUID, formats: Formats, today: date) -> OrderView | None:
    """The terms of the order as they stand, or None where the project is gone."""
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return None
    paper = order(session, project_id=project_id, formats=formats, today=today)
    assert paper is not None
    given = briefs.answers(session, project_id=project_id).values
    terms = order_terms(given)
    knowledge = load_knowledge()
    before = project.state in BEFORE_AWARD
    issued = issued_order(session, project_id)
    blocked = project.closed_because() or (
        "" if before else say("A provider has been chosen, so the order stays as it is.")
    )
    can_take_up = bool(issued) and not blocked
    if can_take_up:
        blocked = say("{number} has been issued with these terms. Withdraw it to change them.", number=issued)
    return OrderView(
        currency=project.currency,
        provider=terms.provider,
        hourly=terms.hourly,
        price=terms.price,
        rate=terms.rate,
        ready_by=terms.ready_by,
        promised=paper.ready_by,
        access=terms.access,
        backup=terms.backup,
        missing=paper.missing,
        in_brief=_untold(paper) or not paper.tests,
        light=small(read_brief(knowledge, project.templates, given, project.currency)),
        over=_over(terms, paper.limit, formats),
        limit_words=_limit_words(paper.limit, formats),
        changeable=not blocked,
        blocked=blocked,
        issued=issued,
        can_take_up=can_take_up,
        stale=_stale(session, project_id, issued, given) if can_take_up else "",
        owner_name=project.owner_name,
    )


def _stale(session: Session, project_id: uuid.UUID, number: str, values: Mapping[str, Any]) -> str:
    """Where the brief says something else now than what was issued, nobody has agreed to it."""
    issued = session.scalars(
        select(Document.id).where(*in_force(project_id, PAPER), Document.number == number).limit(1)
    ).one()
    then = answers_at(session, issued, project_id=project_id)
    if then is None or signed_words(then) == signed_words(values):
        return ""
    return say(
        "The brief has changed since {number} was issued. Withdraw the order on its page and issue it anew.",
        number=number,
    )


def order(session: Session, *, project_id: uuid.UUID, formats: Formats, today: date) -> OrderPaper | None:
    """The order of a project; None where the project is gone."""
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return None
    knowledge = load_knowledge()
    given = briefs.answers(session, project_id=project_id)
    terms = order_terms(given.values)
    musts = briefs.items(session, project_id=project_id, kind="must")
    tests = (
        *(OrderTest(item.text, say("Shown working on your own example")) for item in musts),
        *_criteria(knowledge, project, given.values),
    )
    ready_by = promised_day(given.values)
    paper = OrderPaper(
        head=paper_head.head(session, project, today),
        provider=terms.provider,
        hourly=terms.hourly,
        price=terms.price,
        rate=terms.rate,
        ready_by=ready_by,
        ready_words="" if ready_by else say("As agreed by mail"),
        problem=str(given.values.get("b2.problem") or ""),
        result=str(given.values.get("b3.outcome") or ""),
        tests=tests,
        left_out=_left_out(session, project, knowledge),
        access=terms.access,
        backup=terms.backup,
        credentials=credential_names(knowledge.credentials.pre_credentialed_standard.light_path_set),
        check_days=LIGHT_REVIEW_DAYS,
        limit=_limit(knowledge, project.currency),
        too_late=_too_late(project),
    )
    return replace(paper, missing=tuple(_missing(paper)))


def _too_late(project: Project) -> str:
    if project.state in BEFORE_AWARD:
        return ""
    return project.closed_because() or say(
        "A provider has been chosen, so the plan says what an order would. Change the plan instead."
    )


def _criteria(knowledge: Knowledge, project: Project, values: Mapping[str, Any]) -> Iterator[OrderTest]:
    """The kind's own tests that apply with what was answered."""
    drivers = driver_values(template_questions(knowledge, project.templates), values)
    for id in project.templates:
        template = knowledge.template(id)
        told: dict[str, Decimal] = {
            key: drivers.get(id, {}).get(key, driver.default) for key, driver in template.drivers.items()
        }
        for criterion in template.acceptance_criteria.values():
            if holds(criterion.when, told):
                how = say(
                    "{test}; passes with: {result}",
                    test=_capital(say_known(criterion.test)),
                    result=say_known(criterion.pass_if),
                )
                yield OrderTest(say_known(criterion.criterion), how)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _left_out(session: Session, project: Project, knowledge: Knowledge) -> tuple[str, ...]:
    """What the owner ruled out; where nothing is, what is usually no part of such a job."""
    own = tuple(item.text for item in briefs.items(session, project_id=project.id, kind="out"))
    if own or not project.templates:
        return own
    return tuple(_capital(say_known(text)) for text in knowledge.template(project.templates[0]).scope_out)


def _limit(knowledge: Knowledge, currency: str) -> Money | None:
    most = knowledge.sourcing.light_path.micro_task_limits.get(f"value_max_{currency.lower()}")
    return Money.of(most, currency) if most is not None else None


def _limit_words(limit: Money | None, formats: Formats) -> str:
    if limit is None:
        return say("One page is enough for a job of up to five days.")
    return say(
        "One page is enough for a job of up to five days and {sum} excl. tax.", sum=formats.money_short(limit)
    )


def _over(terms: OrderTerms, limit: Money | None, formats: Formats) -> str:
    if limit is None or terms.price is None or terms.price.minor <= limit.minor:
        return ""
    return say(
        "{price} is above {limit}: ask for quotes and agree a plan instead, as for any project.",
        price=formats.money_short(terms.price),
        limit=formats.money_short(limit),
    )


def _untold(paper: OrderPaper) -> bool:
    """Whether the brief says neither what is wrong nor what is to come out of it."""
    return not paper.problem.strip() and not paper.result.strip()


def _missing(paper: OrderPaper) -> Iterator[str]:
    """What is never skipped and is not there yet."""
    if _untold(paper):
        yield say("what is to be done")
    if not paper.provider:
        yield say("who does it")
    if paper.price is None:
        yield say("the price, or the ceiling")
    if paper.hourly and paper.rate is None:
        yield say("what an hour costs")
    if not paper.tests:
        yield say("what is shown before it is paid")
    if not paper.access:
        yield say("who gets access")
    if not paper.backup:
        yield say("who makes the copy beforehand")
    if paper.limit is not None and paper.price is not None and paper.price.minor > paper.limit.minor:
        yield say("a price within what one page is enough for")
