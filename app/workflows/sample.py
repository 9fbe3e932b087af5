"""Replay the clinic case, then the wholesaler's, through the program's own verbs, in order and on their dates.

The sample workspace, the demo and the benchmarks are all made by this; nothing writes the tables behind
the verbs' backs. `replay` stops at the points worth a look, so that a screen can be shown as it was then.
The wholesaler is told last and seen at the last point alone, so that at every other the clinic stands alone.
"""

from collections.abc import Iterator

from app.services import briefs, clients, projects
from app.words import say
from app.workflows import sample_brief, sample_delivery, sample_quotes
from app.workflows.runner import FilingRunner
from app.workflows.sample_brief import add_client, owner_facts
from app.workflows.sample_brokers import add_network, endorse_providers
from app.workflows.sample_case import TODAY, day
from app.workflows.sample_providers import add_providers, renew_credentials
from app.workflows.sample_story import Checkpoint, Replay
from app.workflows.sample_wholesaler import tell_wholesaler


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
    _broker(story)
    add_client(story)
    story.providers = story.do(add_providers)
    network = add_network(story, day("2026-01-05"))
    yield from sample_brief.describe(story)
    yield from sample_brief.shortlist(story)
    yield from sample_quotes.compare_and_choose(story)
    yield from sample_delivery.deliver(story)
    tell_wholesaler(story)
    story.do(renew_credentials, ids=story.providers)
    endorse_providers(story, network)
    _second_project(story)
    yield Checkpoint("today", TODAY, story)


def _broker(story: Replay) -> None:
    broker = story.case.story["broker"]
    story.do(
        clients.keep_profile,
        person=broker["name"],
        role="broker",
        business=broker["firm"],
        country=story.case.case["calendar"]["country"],
        currency=story.case.currency,
    )


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
        client_id=story.client,
        on=on,
    )
    for question, value in story.case.story["second_project"].items():
        story.do(briefs.answer, project_id=project_id, question=question, value=value, on=on)
