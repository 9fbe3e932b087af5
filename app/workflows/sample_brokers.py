"""The invented brokers of the sample, and what they say of its providers once the case is over."""

import uuid
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from app.knowledge.resources import resource
from app.services import brokers
from app.workflows.sample_case import Tree, day, load_reader
from app.workflows.sample_story import Replay

GIVEN = (
    *("firm", "town", "country", "regions", "templates", "skills", "sectors", "languages"),
    *("fee_model", "fee_words", "email", "phone", "notes"),
)


@lru_cache(maxsize=1)
def load_network() -> Tree:
    """The file of brokers, read once."""
    found: Tree = load_reader()(resource("sample", "brokers.yaml"))
    return found


def add_network(story: Replay, on: date) -> Mapping[str, uuid.UUID]:
    """Write every broker down; the first of them works at this computer. Returns key → id."""
    found: dict[str, uuid.UUID] = {}
    for row in load_network()["brokers"]:
        given = {name: row[name] for name in GIVEN if name in row}
        since = int(row["since"]) if row["since"] else None
        found[row["key"]] = story.do(brokers.add_broker, name=row["name"], since=since, on=on, **given)
    story.do(brokers.say_who_is_me, broker_id=next(iter(found.values())))
    return found


def endorse_providers(story: Replay, network: Mapping[str, uuid.UUID]) -> None:
    """Write down what they say of providers: after every ranking of the case, so that none is moved by it."""
    for row in load_network()["endorsements"]:
        word = story.do(
            brokers.endorse,
            broker_id=network[row["broker"]],
            provider_id=story.providers[row["provider"]],
            reason=row["reason"],
            rests_on=row["rests_on"],
            strength=int(row["strength"]),
            tie=row.get("tie", "none"),
            on=day(row["written"]),
        )
        if row.get("withdrawn"):
            story.do(
                brokers.withdraw_endorsement,
                endorsement_id=word,
                reason=row["why"],
                on=day(row["withdrawn"]),
            )
