"""Write down what the work should cost, from the estimate as it stands; and answers that set its size."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from app.analysis.estimate import rounded_cost
from app.analysis.money import Money
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.knowledge import load_knowledge
from app.knowledge.readings import BriefReading
from app.knowledge.template_questions import template_questions
from app.queries.estimates import rates_basis, reading
from app.services.estimates import fix_should_cost as keep_should_cost
from app.words import say
from app.workflows.runner import Runner


def fix_should_cost(
    runner: Runner,
    *,
    project_id: uuid.UUID,
    hardware: Money | None = None,
    support_month: Money | None = None,
    licences_month: Money | None = None,
    build: Money | None = None,
    basis: str = "",
    person: str,
    on: date,
) -> uuid.UUID:
    """Keep the should-cost with the estimate it comes from, and return its id.

    The build is the mean effort at the middle of our near rates, rounded to ten, unless `build` says
    otherwise (with its `basis`). Refused once quotes are in, and where there is nothing to reckon with.
    """
    read, usual = runner.read(partial(_priced, project_id=project_id, on=on))
    if build is None and read.cost is None:
        raise DomainError(
            say("There is no estimate to write down yet. Enter what the work should cost, and on what basis.")
        )
    own = build or rounded_cost(_cost(read))
    verb = partial(
        keep_should_cost,
        project_id=project_id,
        build=own,
        hardware=hardware,
        support_month=support_month,
        licences_month=licences_month,
        basis=basis or usual,
        estimate=kept_estimate(read),
        person=person,
        on=on,
    )
    kept, _ = runner.write(verb, say("Write down what it should cost"))
    return kept


def _priced(session: Session, *, project_id: uuid.UUID, on: date) -> tuple[BriefReading, str]:
    """The brief as of a day, and what its sums rest on."""
    read = reading(session, project_id=project_id, on=on)
    return read, rates_basis(session, read, session.get_one(Project, project_id).currency, on)


def kept_estimate(read: BriefReading) -> dict[str, Any]:
    """An estimate as plain JSON: packages with their triples, the whole, and the rates it was priced at."""
    done = read.estimate
    return {
        "packages": {
            package.key: [
                format(days, "f") for days in (package.effort.low, package.effort.likely, package.effort.high)
            ]
            for package in done.packages
        },
        "roles": {role: format(effort.mean, "f") for role, effort in done.effort_by_role().items()},
        "rates": {role: [format(rate.low, "f"), format(rate.high, "f")] for role, rate in read.rates.items()},
        "p50": format(done.p50, "f"),
        "p80": format(done.p80, "f"),
        "defaulted": [f"{template}.{key}" for template, key in done.defaulted],
    }


def answers_of_drivers(templates: Sequence[str], drivers: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Drivers by template and key as answers to the brief's own questions, for work described elsewhere."""
    answers: dict[str, str] = {}
    for question in template_questions(load_knowledge(), templates):
        for feed in question.feeds:
            value = drivers.get(feed.template, {}).get(feed.key)
            if feed.driver and value is not None:
                answers[question.id] = str(value)
    return answers


def answers_of_readiness(chosen: Mapping[str, str]) -> dict[str, str]:
    """Readiness answers by the words of their options, as answers to the page "Are you ready?".

    Raises KeyError for a question or an option the knowledge does not have.
    """
    knowledge = load_knowledge()
    prefix = knowledge.questions.ready.id_prefix
    answers: dict[str, str] = {}
    for id, words in chosen.items():
        options = [option.t for option in knowledge.sourcing.readiness.questions[id].options]
        if words not in options:
            raise KeyError(f"{id} has no answer {words!r}")
        answers[f"{prefix}.{id}"] = str(options.index(words))
    return answers


def _cost(read: BriefReading) -> Money:
    assert read.cost is not None
    return read.cost.mean
