"""The second case: a wholesaler in another country, who is another client of the clinic's broker.

Its own dates lie beside the clinic's, and most providers it chooses among are others. What a later stage of
the product brings is left out, and `app/workflows/journey.py` names it; nothing of it is written down as done.
"""

from collections.abc import Iterator

from app.services import providers
from app.workflows import sample_brief, sample_delivery, sample_quotes
from app.workflows.sample_case import WHOLESALER, load_case
from app.workflows.sample_providers import as_told
from app.workflows.sample_story import Checkpoint, Replay


def tell_wholesaler(clinic: Replay) -> Replay:
    """Replay the wholesaler's case in the clinic's workspace, among the same providers; returns what it made."""
    story = Replay(clinic.runner, load_case(WHOLESALER), providers=clinic.providers)
    sample_brief.add_client(story)
    _ask_providers(story)
    for _ in _points(story):
        pass
    clinic.others.append(story)
    return story


def _points(story: Replay) -> Iterator[Checkpoint]:
    yield from sample_brief.describe(story)
    yield from sample_brief.shortlist(story)
    yield from sample_quotes.compare_and_choose(story)
    yield from sample_delivery.deliver(story)


def _ask_providers(story: Replay) -> None:
    """What the broker asked the providers of this case before ranking them: when they could start, how near."""
    for key, facts in as_told(story.case).items():
        story.do(providers.change_provider, provider_id=story.providers[key], **facts)
