"""What the search box finds: projects, providers, documents and what stands in them, by address."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.projects import Project
from app.persistence.search import Hit, find
from app.queries.lens import Lens
from app.queries.whose import looking_along, same_owner

MOST = 12

MOST_LOOKED_AT = 200
"""Hits that are looked at where most may be another owner's."""


@dataclass(frozen=True)
class Found:
    """One thing found: how it reads and where it is. Groups: "project", "provider", "broker", "document", "client"."""

    group: str
    title: str
    detail: str
    address: str


def _in_project(part: str) -> Callable[[Hit], str]:
    return lambda hit: f"project/{hit.project_id}/{part}"


PLACES: dict[str, tuple[str, Callable[[Hit], str]]] = {
    "project": ("project", lambda hit: f"project/{hit.id}/overview"),
    "brief_item": ("project", _in_project("brief")),
    "talking_point": ("project", _in_project("overview")),
    "quote": ("project", lambda hit: f"project/{hit.project_id}/quote/{hit.id}"),
    "quote_question": ("project", _in_project("quotes")),
    "stage": ("project", lambda hit: f"project/{hit.project_id}/stage/{hit.id}"),
    "engagement_person": ("project", _in_project("plan")),
    "activity": ("project", _in_project("progress")),
    "plan_risk": ("project", _in_project("plan/risks")),
    "provider": ("provider", lambda hit: f"provider/{hit.id}"),
    "document": ("document", lambda hit: f"project/{hit.project_id}/documents/issued/{hit.id}"),
    "client": ("client", lambda hit: "clients"),
    "broker": ("broker", lambda hit: f"broker/{hit.id}"),
}
"""Entity → the group it is listed under and the address it leads to."""

BROKER_ONLY = ("provider", "client")


def found(session: Session, text: str, *, lens: Lens, beside: uuid.UUID | None = None) -> tuple[Found, ...]:
    """What the words of `text` find, the best first; an owner's search never reads a private word.

    An owner who looks along in a broker's program finds what is in their own projects alone.
    """
    broker = lens is Lens.BROKER
    guest = looking_along(session, lens=lens, beside=beside)
    own = None if guest is None else set(session.scalars(select(Project.id).where(same_owner(guest))))
    rows = []
    for hit in find(session, text, private=broker, limit=MOST * 2 if own is None else MOST_LOOKED_AT):
        if hit.entity not in PLACES or (not broker and hit.entity in BROKER_ONLY):
            continue
        if own is not None and (hit.id if hit.entity == "project" else hit.project_id) not in own:
            continue
        group, address = PLACES[hit.entity]
        detail = hit.snippet if hit.snippet != hit.title else ""
        rows.append(Found(group, hit.title, detail.replace("\n", " "), address(hit)))
    return tuple(dict.fromkeys(rows))[:MOST]
