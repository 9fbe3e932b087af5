"""The lines of a brief: must-haves, nice-to-haves and exclusions, each with an identity of its own."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.line_changes import line_changes
from app.domain.base import Role
from app.domain.brief_answers import LISTS
from app.domain.briefs import BriefItem, ItemKind
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.services.projects import open_project
from app.services.suggested_changes import suggest_change
from app.words import say

CHANGEABLE = ("draft", "assessed", "parked", "in_advice")
"""States in which a brief may be changed: afterwards providers are asked, and judged, by its words."""


def open_brief(session: Session, project_id: uuid.UUID, on: date) -> Project:
    """The project whose brief is to be changed; raises DomainError once the brief is agreed.

    Where a quote stood at the beginning, the brief is written around it and stays open until an award.
    """
    project = open_project(session, project_id, on)
    late = project.starts_with == "quote" and project.state in ("scoped", "sourcing")
    if project.state not in CHANGEABLE and not late:
        raise DomainError(
            say("This brief is agreed, and providers are asked by its words. Reopen it to change it.")
        )
    return project


def add_item(
    session: Session, *, project_id: uuid.UUID, kind: ItemKind | str, text: str, on: date
) -> uuid.UUID:
    """Add a must-have, a nice-to-have or an exclusion at the end of its list and return its id."""
    open_brief(session, project_id, on)
    wanted = ItemKind(kind)
    items = _items(session, project_id, wanted)
    item = BriefItem(
        project_id=project_id, kind=wanted, text=_line(text), place=items[-1].place + 1 if items else 0
    )
    session.add(item)
    session.flush()
    return item.id


def change_item(session: Session, *, item_id: uuid.UUID, text: str, on: date) -> None:
    """Reword one line of the brief."""
    item = _item(session, item_id)
    open_brief(session, item.project_id, on)
    item.text = _line(text)


def remove_item(session: Session, *, item_id: uuid.UUID, on: date) -> None:
    """Take one line out of the brief."""
    item = _item(session, item_id)
    open_brief(session, item.project_id, on)
    session.delete(item)


def move_item(session: Session, *, item_id: uuid.UUID, before: uuid.UUID | None, on: date) -> None:
    """Put a line before another one of its list, or at the end."""
    item = _item(session, item_id)
    open_brief(session, item.project_id, on)
    items = [other for other in _items(session, item.project_id, item.kind) if other.id != item_id]
    places = [other.id for other in items]
    if before is not None and before not in places:
        raise DomainError(say("The line to put it before is no longer in this list."))
    items.insert(places.index(before) if before is not None else len(items), item)
    _number(items)


def turn_item(session: Session, *, item_id: uuid.UUID, kind: ItemKind | str, on: date) -> None:
    """Move a line to another list, at its end: a must-have that may wait becomes a nice-to-have."""
    item = _item(session, item_id)
    open_brief(session, item.project_id, on)
    items = _items(session, item.project_id, ItemKind(kind))
    if item.kind is not ItemKind(kind):
        item.kind = ItemKind(kind)
        item.place = items[-1].place + 1 if items else 0


def replace_items(
    session: Session,
    *,
    project_id: uuid.UUID,
    kind: ItemKind | str,
    texts: Sequence[tuple[uuid.UUID | None, str]],
    on: date,
    by: Role | str = Role.OWNER,
) -> tuple[uuid.UUID, ...]:
    """Make a list read as `texts`: (id or None for a new line, its words), in order. Returns the ids.

    A line keeps its id when it is reworded or moved, so that quotes and sign-off tests still find it;
    a line that is left out, or left empty, is removed. What is new in it is `by`'s word.
    """
    open_brief(session, project_id, on)
    wanted = ItemKind(kind)
    before = {item.id: item for item in _items(session, project_id, wanted)}
    kept: list[BriefItem] = []
    for item_id, text in texts:
        words = text.strip()
        item = before.pop(item_id, None) if item_id is not None and words else None
        if not words:
            continue
        if item is None:
            item = BriefItem(
                project_id=project_id, kind=wanted, text=words, place=len(kept), given_by=Role(by)
            )
            session.add(item)
        elif item.text != words:
            item.text, item.given_by = words, Role(by)
        kept.append(item)
    for gone in before.values():
        session.delete(gone)
    _number(kept)
    session.flush()
    return tuple(item.id for item in kept)


def keep_list(
    session: Session, project_id: uuid.UUID, kind: ItemKind, texts: Sequence[str], on: date
) -> None:
    """Make a list read as `texts`; a line that reads as before keeps its id."""
    ids = {item.text: item.id for item in reversed(_items(session, project_id, kind))}
    lines = [(ids.pop(text.strip(), None), text) for text in texts]
    replace_items(session, project_id=project_id, kind=kind, texts=lines, on=on)


def holds_owners(session: Session, project_id: uuid.UUID, kind: ItemKind) -> bool:
    """Whether a line of a list is the owner's word."""
    return any(item.given_by is Role.OWNER for item in _items(session, project_id, kind))


def suggest_list(
    session: Session, project_id: uuid.UUID, kind: ItemKind, texts: Sequence[str], on: date
) -> None:
    """The broker would have a list read as `texts`: their own lines do, the owner's stay beside a suggestion.

    A line that is new is suggested, too, where the list holds anything of the owner's.
    """
    question = next(id for id, each in LISTS.items() if each is kind)
    before = _items(session, project_id, kind)
    owners = any(item.given_by is Role.OWNER for item in before)
    wanted = [text.strip() for text in texts if text.strip()]
    lines: list[tuple[uuid.UUID | None, str]] = []
    for old, new in line_changes([item.text for item in before], wanted):
        item = before[old] if old is not None else None
        after = wanted[new] if new is not None else None
        if (item is None and owners) or (item is not None and item.given_by is Role.OWNER):
            text, id = (item.text, item.id) if item is not None else (None, None)
            if text != after:
                suggest_change(
                    session,
                    project_id=project_id,
                    question=question,
                    item_id=id,
                    before=text,
                    after=after,
                    on=on,
                )
            if text is not None:
                lines.append((id, text))
        elif after is not None:
            lines.append((item.id if item is not None else None, after))
    replace_items(session, project_id=project_id, kind=kind, texts=lines, on=on, by=Role.BROKER)


def _items(session: Session, project_id: uuid.UUID, kind: ItemKind) -> list[BriefItem]:
    return list(
        session.scalars(
            select(BriefItem)
            .where(BriefItem.project_id == project_id, BriefItem.kind == kind)
            .order_by(BriefItem.place, BriefItem.id)
        )
    )


def _item(session: Session, item_id: uuid.UUID) -> BriefItem:
    item = session.get(BriefItem, item_id)
    if item is None or item.deleted:
        raise DomainError(say("This line is no longer in the brief."))
    return item


def _number(items: Sequence[BriefItem]) -> None:
    """Places 0, 1, 2 …, written only where they change."""
    for place, item in enumerate(items):
        if item.place != place:
            item.place = place


def _line(text: str) -> str:
    if not text.strip():
        raise DomainError(say("Write down what it must do, or remove the line."))
    return text.strip()
