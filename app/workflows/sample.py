"""Replay the clinic case through the program's own verbs, in its own order and on its own dates.

The sample workspace, the demo and the benchmarks are all made by this; nothing writes the tables behind
the verbs' backs. `replay` stops at the points worth a look, so that a screen can be shown as it was then.
"""

import uuid
from collections.abc import Iterator
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.queries import clients as client_rows
from app.queries.lens import Lens
from app.services import briefs, clients, projects, scoping, shortlists
from app.words import say
from app.workflows import estimates, sample_delivery, sample_quotes
from app.workflows.runner import FilingRunner
from app.workflows.sample_case import TODAY, day
from app.workflows.sample_providers import add_providers, renew_credentials
from app.workflows.sample_story import Checkpoint, Replay
from app.workflows.shortlists import rank

T = TypeVar("T")


def build_sample(runner: FilingRunner) -> Replay:
    """Replay the whole case and return what it made."""
    last: Replay | None = None
    for checkpoint in replay(runner):
        last = checkpoint.replay
    assert last is not None
    return last


def replay(runner: FilingRunner) -> Iterator[Checkpoint]:
    """Replay the case; yields at each point worth a look, and at the end on the sample's today."""
    story = Replay(runner)
    _people(story)
    story.providers = story.do(add_providers)
    yield from _described(story)
    yield from _shortlisted(story)
    yield from sample_quotes.compare_and_choose(story)
    yield from sample_delivery.deliver(story)
    story.do(renew_credentials, ids=story.providers)
    _second_project(story)
    yield Checkpoint("today", TODAY, story)


def _people(story: Replay) -> None:
    broker, owner = story.case.story["broker"], story.case.case["owner"]
    story.do(
        clients.keep_profile,
        person=broker["name"],
        role="broker",
        business=broker["firm"],
        country=story.case.case["calendar"]["country"],
        currency=story.case.currency,
    )
    story.do(
        clients.add_client,
        name=story.case.story["client"]["business"],
        contact=story.owner,
        trade=owner["trade"],
        staff=int(owner["staff"]),
        town=owner["town"],
        email=story.case.story["owner"]["email"],
        phone=story.case.story["owner"]["phone"],
        notes=story.case.story["client"]["notes"],
    )


def owner_facts(story: Replay) -> projects.OwnerFacts:
    """The owner of the case, as a project keeps them."""
    owner = story.case.case["owner"]
    return projects.OwnerFacts(
        owner_name=story.owner,
        business=story.case.story["client"]["business"],
        trade=owner["trade"],
        staff=int(owner["staff"]),
        town=owner["town"],
        country=story.case.case["calendar"]["country"],
    )


def _described(story: Replay) -> Iterator[Checkpoint]:
    case, tale = story.case.case, story.case.story
    main, *further = case["project"]["templates"]
    client_id = story.runner.read(first_client)
    story.project = story.do(
        projects.start,
        title=case["project"]["title"],
        card="CARD-SYSTEM",
        main_template=main,
        further_templates=further,
        currency=story.case.currency,
        owner=owner_facts(story),
        broker_name=story.broker,
        client_id=client_id,
        on=day("2026-01-12"),
    )
    story.do(
        projects.write_broker_notes,
        project_id=story.project,
        notes=tale["broker"]["private_notes"],
        fee=tale["broker"]["private_fee"],
    )
    on = day("2026-01-16")
    for question, value in _answers(story).items():
        story.do(briefs.answer, project_id=story.project, question=question, value=value, on=on)
    yield Checkpoint("describing", on, story)
    story.do(scoping.finish_readiness, project_id=story.project, person=story.owner, on=on)
    on = day(case["broker_disclosure"]["acknowledged"])
    relations = {
        story.providers[key].hex: text
        for key, text in case["broker_disclosure"]["relations"].items()
        if text != "none"
    }
    story.do(
        shortlists.disclose, project_id=story.project, text=tale["disclosure"], relations=relations, on=on
    )
    story.do(shortlists.acknowledge, project_id=story.project, person=story.owner, on=on)
    story.do(
        scoping.choose_broker, project_id=story.project, broker_name=story.broker, person=story.owner, on=on
    )
    yield Checkpoint("described", on, story)


def _answers(story: Replay) -> dict[str, Any]:
    """Every answer of the brief: the story's own, the lists, and the drivers and readiness of the case."""
    tale, case = story.case.story, story.case.case
    answers: dict[str, Any] = {
        "b5.must": list(tale["must"]),
        "b5.nice": list(tale["nice"]),
        "b5.out": list(tale["out"]),
    }
    answers |= tale["answers"]
    drivers = {part["template"]: part["drivers"] for part in case["estimate"]["parts"]}
    answers |= estimates.answers_of_drivers(tuple(case["project"]["templates"]), drivers)
    answers |= estimates.answers_of_readiness(
        {row["question"]: row["answer"] for row in case["readiness"]["answers"]}
    )
    return answers


def _shortlisted(story: Replay) -> Iterator[Checkpoint]:
    case = story.case.case
    on = day(case["should_cost"]["fixed_on"])
    story.do(scoping.agree, project_id=story.project, typed_name=story.owner, on=on)
    estimates.fix_should_cost(
        story.runner,
        project_id=story.project,
        hardware=story.case.money(case["should_cost"]["hardware"]),
        support_month=story.case.money(case["should_cost"]["support_per_month"]),
        licences_month=story.case.money(case["should_cost"]["licences_per_month"]),
        person=story.broker,
        on=on,
    )
    story.issue("BRF", on)
    rank(story.runner, project_id=story.project, on=on)
    story.candidates = sample_quotes.candidates_of(story)
    yield Checkpoint("shortlisted", on, story)


def first_client(session: Session) -> uuid.UUID:
    """The clinic, among the broker's clients."""
    return client_rows.clients(session, lens=Lens.BROKER)[0].id


def _second_project(story: Replay) -> None:
    """A project just begun, so that the sample also shows how a description looks half-way."""
    on = TODAY
    project_id = story.do(
        projects.start,
        title=say("Visits booked on the web"),
        card="CARD-WEB",
        main_template="TPL-WEB",
        currency=story.case.currency,
        owner=owner_facts(story),
        broker_name=story.broker,
        client_id=story.runner.read(first_client),
        on=on,
    )
    for question, value in story.case.story["second_project"].items():
        story.do(briefs.answer, project_id=project_id, question=question, value=value, on=on)
