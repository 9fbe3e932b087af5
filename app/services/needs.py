"""What people say of the skills that were read from the words of a brief: confirmed, refused, corrected, added."""

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.base import Role
from app.domain.briefs import Need, NeedWeight
from app.domain.errors import DomainError
from app.knowledge import load_knowledge
from app.services.brief_items import open_brief
from app.words import say


def say_need(
    session: Session,
    *,
    project_id: uuid.UUID,
    skill: str,
    weight: NeedWeight | str = NeedWeight.MUST,
    level: int | None = None,
    words: str = "",
    question: str = "",
    read_as: str = "",
    confirmed: bool = True,
    by: Role | str = Role.OWNER,
    on: date,
) -> uuid.UUID:
    """Keep what somebody says of a skill, and return its id; it takes the place of what was said before.

    Without `words` the skill is added by hand. Not `confirmed`: `words` do not mean the skill `read_as`.
    What the owner said stays: a broker may say the same, and is refused where they would say otherwise.
    """
    open_brief(session, project_id, on)
    if skill not in load_knowledge().skills.skills:
        raise DomainError(say("This skill is not in the list. Choose another one."))
    kept = _said(session, project_id, words, read_as, skill)
    said = (skill, NeedWeight(weight), level, confirmed)
    if kept is not None and _left_to_owner(kept, by):
        if said != (kept.skill, kept.weight, kept.level, kept.confirmed):
            raise DomainError(_owners_word())
        return kept.id
    if kept is None:
        kept = Need(project_id=project_id, words=words, read_as=read_as)
        session.add(kept)
    kept.skill, kept.weight, kept.level, kept.confirmed = said
    kept.question, kept.said_by = question, Role(by)
    session.flush()
    return kept.id


def take_back_need(session: Session, *, need_id: uuid.UUID, on: date, by: Role | str = Role.OWNER) -> None:
    """Forget what was said of a skill: what the words say counts again, and what was added by hand goes."""
    kept = session.get(Need, need_id)
    if kept is None or kept.deleted:
        raise DomainError(say("This is no longer in the list of what the brief asks for."))
    open_brief(session, kept.project_id, on)
    if _left_to_owner(kept, by):
        raise DomainError(_owners_word())
    session.delete(kept)


def _said(session: Session, project_id: uuid.UUID, words: str, read_as: str, skill: str) -> Need | None:
    """What was said of the same words before; of a skill added by hand the skill itself tells."""
    same = select(Need).where(Need.project_id == project_id, Need.read_as == read_as).order_by(Need.id)
    kept = (row for row in session.scalars(same) if row.words.casefold() == words.casefold())
    return next((row for row in kept if words or row.skill == skill), None)


def _left_to_owner(kept: Need, by: Role | str) -> bool:
    """Whether this is the owner's word, and it is a broker who would change it."""
    return kept.said_by is Role.OWNER and Role(by) is Role.BROKER


def _owners_word() -> str:
    return say("The owner has said what this means, so it stays. Talk it over with them; they can change it.")
