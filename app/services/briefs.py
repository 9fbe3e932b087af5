"""Describe the work: answers, the lines of the brief, talking points and files."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.briefs import Answer, BriefFile, BriefItem, ItemKind, TalkingPoint
from app.domain.errors import DomainError
from app.services.projects import open_project
from app.words import say, say_known

LISTS = {"b5.must": ItemKind.MUST, "b5.nice": ItemKind.NICE, "b5.out": ItemKind.OUT}
"""Questions answered with a list whose lines are kept one by one: quotes and sign-off tests point at them."""

LARGEST_FILE = 25 * 1024 * 1024
"""Bytes of the largest file kept with a brief."""


def answer(
    session: Session,
    *,
    project_id: uuid.UUID,
    question: str,
    value: Any,
    unknown: bool = False,
    on: date,
    label: str = "",
) -> uuid.UUID:
    """Keep the answer to one question. Every other answer stays as it is, whatever kind the project is of.

    `unknown` is "I don't know yet": what was typed beside it is kept as a note, and one talking point,
    worded with the question's `label`, goes on the list for the next visit; answering takes it off.
    A list of `LISTS` is kept line by line, and a line that reads as before keeps its id.
    """
    open_project(session, project_id, on)
    if question in LISTS and value is not None:
        _keep_list(session, project_id, LISTS[question], value, on)
        value = None
    kept = _answer(session, project_id, question)
    if kept is None:
        kept = Answer(project_id=project_id, question=question)
        session.add(kept)
    kept.value = value
    kept.unknown = unknown
    _settle_unknown(session, project_id, question, label, unknown)
    session.flush()
    return kept.id


def forget_answer(session: Session, *, project_id: uuid.UUID, question: str, on: date) -> None:
    """Take an answer back: the question is open again and its talking point gone."""
    open_project(session, project_id, on)
    kept = _answer(session, project_id, question)
    if kept is not None:
        session.delete(kept)
    _settle_unknown(session, project_id, question, "", False)


def add_item(
    session: Session, *, project_id: uuid.UUID, kind: ItemKind | str, text: str, on: date
) -> uuid.UUID:
    """Add a must-have, a nice-to-have or an exclusion at the end of its list and return its id."""
    open_project(session, project_id, on)
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
    open_project(session, item.project_id, on)
    item.text = _line(text)


def remove_item(session: Session, *, item_id: uuid.UUID, on: date) -> None:
    """Take one line out of the brief."""
    item = _item(session, item_id)
    open_project(session, item.project_id, on)
    session.delete(item)


def move_item(session: Session, *, item_id: uuid.UUID, before: uuid.UUID | None, on: date) -> None:
    """Put a line before another one of its list, or at the end."""
    item = _item(session, item_id)
    open_project(session, item.project_id, on)
    items = [other for other in _items(session, item.project_id, item.kind) if other.id != item_id]
    places = [other.id for other in items]
    if before is not None and before not in places:
        raise DomainError(say("The line to put it before is no longer in this list."))
    items.insert(places.index(before) if before is not None else len(items), item)
    _number(items)


def turn_item(session: Session, *, item_id: uuid.UUID, kind: ItemKind | str, on: date) -> None:
    """Move a line to another list, at its end: a must-have that may wait becomes a nice-to-have."""
    item = _item(session, item_id)
    open_project(session, item.project_id, on)
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
) -> tuple[uuid.UUID, ...]:
    """Make a list read as `texts`: (id or None for a new line, its words), in order. Returns the ids.

    A line keeps its id when it is reworded or moved, so that quotes and sign-off tests still find it;
    a line that is left out, or left empty, is removed.
    """
    open_project(session, project_id, on)
    wanted = ItemKind(kind)
    before = {item.id: item for item in _items(session, project_id, wanted)}
    kept: list[BriefItem] = []
    for item_id, text in texts:
        words = text.strip()
        item = before.pop(item_id, None) if item_id is not None and words else None
        if not words:
            continue
        if item is None:
            item = BriefItem(project_id=project_id, kind=wanted, text=words, place=len(kept))
            session.add(item)
        elif item.text != words:
            item.text = words
        kept.append(item)
    for gone in before.values():
        session.delete(gone)
    _number(kept)
    session.flush()
    return tuple(item.id for item in kept)


def add_talking_point(
    session: Session, *, project_id: uuid.UUID, text: str, question: str = "", on: date
) -> uuid.UUID:
    """Put something on the list for the next visit and return its id."""
    open_project(session, project_id, on)
    if not text.strip():
        raise DomainError(say("Write down what you want to talk about."))
    point = TalkingPoint(project_id=project_id, question=question, text=text.strip())
    session.add(point)
    session.flush()
    return point.id


def settle_talking_point(session: Session, *, point_id: uuid.UUID, settled: bool = True, on: date) -> None:
    """Tick a talking point off, or open it again."""
    point = session.get(TalkingPoint, point_id)
    if point is None or point.deleted:
        raise DomainError(say("This point is no longer on the list."))
    open_project(session, point.project_id, on)
    point.settled = settled


def attach_file(
    session: Session,
    *,
    project_id: uuid.UUID,
    name: str,
    sha256: str,
    size: int,
    mime: str,
    question: str = "b6.files",
    on: date,
) -> uuid.UUID:
    """Keep a file with the brief; its bytes are in the attachments already. Returns the row's id."""
    open_project(session, project_id, on)
    if size > LARGEST_FILE:
        raise DomainError(
            say(
                '"{name}" is {size} MB. Files must be 25 MB or smaller',
                name=name,
                size=-(-size // (1024 * 1024)),
            )
        )
    row = BriefFile(
        project_id=project_id,
        question=question,
        name=name,
        sha256=sha256,
        size=size,
        mime=mime,
        added_on=on,
    )
    session.add(row)
    session.flush()
    return row.id


def remove_file(session: Session, *, file_id: uuid.UUID, on: date) -> None:
    """Take a file off the brief. Its bytes stay as long as anything else points at them."""
    row = session.get(BriefFile, file_id)
    if row is None or row.deleted:
        raise DomainError(say("This file is no longer there."))
    open_project(session, row.project_id, on)
    session.delete(row)


def _keep_list(
    session: Session, project_id: uuid.UUID, kind: ItemKind, texts: Sequence[str], on: date
) -> None:
    ids = {item.text: item.id for item in reversed(_items(session, project_id, kind))}
    lines = [(ids.pop(text.strip(), None), text) for text in texts]
    replace_items(session, project_id=project_id, kind=kind, texts=lines, on=on)


def _answer(session: Session, project_id: uuid.UUID, question: str) -> Answer | None:
    return session.scalars(
        select(Answer).where(Answer.project_id == project_id, Answer.question == question).order_by(Answer.id)
    ).first()


def _settle_unknown(
    session: Session, project_id: uuid.UUID, question: str, label: str, unknown: bool
) -> None:
    """Exactly one open talking point for a question that is not known yet, none for one that is."""
    points = session.scalars(
        select(TalkingPoint)
        .where(TalkingPoint.project_id == project_id, TalkingPoint.question == question)
        .order_by(TalkingPoint.id)
    ).all()
    if not unknown:
        for point in points:
            session.delete(point)
        return
    if points:
        points[0].settled = False
        for twin in points[1:]:
            session.delete(twin)
        return
    text = say_known(label) or question
    session.add(TalkingPoint(project_id=project_id, question=question, text=text))


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
