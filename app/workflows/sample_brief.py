"""The first part of a case: whose project it is, its brief, and the providers ranked for it."""

from collections.abc import Iterator
from typing import Any

from app.knowledge import load_knowledge
from app.services import briefs, clients, projects, scoping, shortlists
from app.workflows import estimates, sample_quotes
from app.workflows.sample_case import day
from app.workflows.sample_story import Checkpoint, Replay
from app.workflows.shortlists import rank


def add_client(story: Replay) -> None:
    """The owner's business, among the broker's clients."""
    owner, told = story.case.case["owner"], story.case.story
    story.client = story.do(
        clients.add_client,
        name=told["client"]["business"],
        contact=story.owner,
        trade=owner["trade"],
        staff=int(owner["staff"]),
        town=owner["town"],
        country=story.case.case["calendar"]["country"],
        email=told["owner"]["email"],
        phone=told["owner"].get("phone", ""),
        notes=told["client"]["notes"],
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


def describe(story: Replay) -> Iterator[Checkpoint]:
    """Start the project, answer its brief, finish the readiness page and choose the broker who declared."""
    case, tale = story.case.case, story.case.story
    main, *further = case["project"]["templates"]
    story.project = story.do(
        projects.start,
        title=case["project"]["title"],
        card=load_knowledge().cards.home_of(main)[0].id,
        main_template=main,
        further_templates=further,
        currency=story.case.currency,
        owner=owner_facts(story),
        broker_name=story.broker,
        client_id=story.client,
        on=story.case.when("Project", "start description"),
    )
    story.do(
        projects.write_broker_notes,
        project_id=story.project,
        notes=tale["broker"]["private_notes"],
        fee=tale["broker"]["private_fee"],
    )
    on = story.case.when("Project", "finish readiness and strategy questions")
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
        shortlists.disclose,
        project_id=story.project,
        text=tale["disclosure"],
        relations=relations,
        fee_model=tale["fee_model"],
        on=on,
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


def shortlist(story: Replay) -> Iterator[Checkpoint]:
    """Agree the brief, write down what the work should cost, and rank the providers."""
    case = story.case.case
    on = day(case["should_cost"]["fixed_on"])
    story.do(scoping.agree, project_id=story.project, typed_name=story.owner, on=on)
    told = story.case.story.get("should_cost_basis", "")
    estimates.fix_should_cost(
        story.runner,
        project_id=story.project,
        build=story.case.money(case["should_cost"]["build"]) if told else None,
        basis=told,
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
