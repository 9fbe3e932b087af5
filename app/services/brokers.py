"""Keep the network of brokers, what they say of providers, and who of them advises on a project."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.endorsements import BY_STRENGTH, Basis
from app.analysis.jobs import Relation
from app.domain.brokers import Broker, Endorsement, same_broker
from app.domain.errors import DomainError
from app.domain.projects import BEFORE_AWARD, Project
from app.domain.providers import Provider
from app.domain.shortlists import Disclosure
from app.knowledge import load_knowledge
from app.services.found import found
from app.services.projects import open_project
from app.services.scoping import choose_broker
from app.words import say

FIELDS = frozenset(
    {
        *("firm", "town", "country", "regions", "templates", "skills", "sectors", "languages"),
        *("fee_model", "fee_words", "email", "phone", "since", "notes"),
    }
)
"""What can be written about a broker beside the name; the record is counted, never written."""

SHORTEST_REASON = 20
"""Characters of the shortest reason that tells anything (guard G-REASON)."""


def add_broker(session: Session, *, name: str, on: date, **fields: Any) -> uuid.UUID:
    """Write down a broker and return its id. `fields` are those of `FIELDS`."""
    broker = Broker(name=_name(name), added_on=on)
    _set(broker, fields)
    _only_once(session, broker)
    session.add(broker)
    return broker.id


def change_broker(session: Session, *, broker_id: uuid.UUID, **fields: Any) -> None:
    """Change what is known of a broker; only the `fields` given change. A `name` may be among them.

    Their projects follow to the new name: they know their broker by it, and the record is counted from them.
    """
    broker = find_broker(session, broker_id)
    before = broker.name
    if "name" in fields:
        broker.name = _name(fields.pop("name"))
    _set(broker, fields)
    _only_once(session, broker)
    if broker.name != before:
        _follow(session, before, broker.name)


def remove_broker(session: Session, *, broker_id: uuid.UUID) -> None:
    """Take a broker off the list, and with them what they said of providers. Projects keep their name."""
    broker = find_broker(session, broker_id)
    for word in session.scalars(select(Endorsement).where(Endorsement.broker_id == broker_id)):
        session.delete(word)
    session.delete(broker)


def say_who_is_me(session: Session, *, broker_id: uuid.UUID | None) -> None:
    """Mark which of the brokers works at this computer; None where nobody of them does."""
    chosen = None if broker_id is None else find_broker(session, broker_id)
    for broker in session.scalars(select(Broker)):
        if broker.me != (broker is chosen):
            broker.me = broker is chosen


def endorse(
    session: Session,
    *,
    broker_id: uuid.UUID,
    provider_id: uuid.UUID,
    reason: str,
    rests_on: str,
    strength: int,
    tie: str = Relation.NONE,
    on: date,
) -> uuid.UUID:
    """Write down a broker's word for a provider, dated `on`; returns its id.

    `rests_on` is one of `Basis`, `tie` one of `Relation`. A word is never changed: a newer one of the same
    broker counts in its place, and the older stays to be read.
    """
    broker = find_broker(session, broker_id)
    provider = found(
        session, Provider, provider_id, say("This provider is no longer in the directory. Choose another.")
    )
    if len(reason.strip()) < SHORTEST_REASON:
        raise DomainError(
            say("Write what they did well and for whom, in at least {count} letters.", count=SHORTEST_REASON)
        )
    if rests_on not in tuple(Basis):
        raise DomainError(say("Say what you know it from."))
    if strength not in BY_STRENGTH:
        raise DomainError(say("The strength of an endorsement is 1, 2 or 3."))
    if tie not in tuple(Relation):
        raise DomainError(say("Say whether there is a tie to {provider}, and which.", provider=provider.name))
    word = Endorsement(
        broker_id=broker.id,
        provider_id=provider.id,
        reason=reason.strip(),
        rests_on=str(rests_on),
        tie=str(tie),
        strength=strength,
        written_on=on,
    )
    session.add(word)
    return word.id


def withdraw_endorsement(session: Session, *, endorsement_id: uuid.UUID, reason: str, on: date) -> None:
    """Take a word back, with the reason: it stays on record and no longer counts."""
    word = found(session, Endorsement, endorsement_id, say("This endorsement is no longer here."))
    if word.withdrawn_on is not None:
        raise DomainError(say("This endorsement has been withdrawn already."))
    if not reason.strip():
        raise DomainError(say("Say why it is withdrawn; the reason is shown beside it."))
    word.withdrawn_on = on
    word.withdrawn_reason = reason.strip()


def take_advice(
    session: Session, *, project_id: uuid.UUID, broker_id: uuid.UUID, person: str, on: date
) -> None:
    """The owner takes a broker for a project, or another in place of the one before.

    What the earlier one declared goes with them: the new one tells how they are paid before any name is
    shown. Nothing else of the project is lost. Refused once a provider is chosen.
    """
    project = open_project(session, project_id, on)
    broker = find_broker(session, broker_id)
    if project.state not in BEFORE_AWARD:
        raise DomainError(say("A provider is chosen already, so the broker of this project stays."))
    if not same_broker(project.broker_name, broker.name):
        for told in session.scalars(select(Disclosure).where(Disclosure.project_id == project_id)):
            session.delete(told)
    if project.state == "assessed":
        choose_broker(session, project_id=project_id, broker_name=broker.name, person=person, on=on)
    project.broker_name = broker.name


def find_broker(session: Session, broker_id: uuid.UUID) -> Broker:
    """The broker; raises DomainError where they are gone."""
    return found(
        session, Broker, broker_id, say("This broker is no longer on the list. Go back and choose another.")
    )


def _name(name: str) -> str:
    if not name.strip():
        raise DomainError(say("Enter the name of the broker."))
    return name.strip()


def _follow(session: Session, before: str, name: str) -> None:
    for project in session.scalars(select(Project).where(Project.broker_name != "")):
        if same_broker(project.broker_name, before):
            project.broker_name = name


def _only_once(session: Session, broker: Broker) -> None:
    """A project knows its broker by name alone, so two of one name could not be told apart."""
    with session.no_autoflush:
        others = session.scalars(select(Broker.name).where(Broker.id != broker.id)).all()
    if broker.name.casefold() in (name.casefold() for name in others):
        raise DomainError(
            say(
                "{name} is on the list already. Where it is somebody else, write the firm behind the name.",
                name=broker.name,
            )
        )


def _set(broker: Broker, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name not in FIELDS:
            raise TypeError(f"a broker has no field {name}")
        setattr(broker, name, value.strip() if isinstance(value, str) else value)
    known = load_knowledge().matching.broker_independence.fee_models
    if broker.fee_model and broker.fee_model not in known:
        raise DomainError(say("Choose how the broker is paid from the list, or leave it open."))
