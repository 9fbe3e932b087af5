"""Settle how the work is paid: the terms of its pricing model, what is bought in, and changed bank details."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.agreed_prices import TERMS, TermKind
from app.analysis.money import Money
from app.domain.engagements import EngagementPerson, Side
from app.domain.errors import DomainError
from app.domain.pricing import BankChange, BoughtInItem
from app.services.found import found
from app.services.plan_stages import open_plan
from app.services.projects import open_project
from app.words import say


class BoughtInFields(TypedDict, total=False):
    """What may be changed of something bought in; shares are of its own price."""

    item: str
    amount: Money | None
    advance: Decimal
    order_shown: bool
    in_owners_name: bool
    markup: Decimal | None


def settle_term(
    session: Session, *, project_id: uuid.UUID, term: str, value: Decimal | None, on: date
) -> None:
    """Settle one term of the plan's pricing model, in major units, numbers or a share of one; None takes it back."""
    _, engagement = open_plan(session, project_id, on)
    known = {each.name: each for each in TERMS.get(engagement.pricing_model, ())}
    if term not in known:
        raise DomainError(say("Choose first how the work is paid."))
    if value is not None and value < 0:
        raise DomainError(say("This can't be less than nothing."))
    if value is not None and known[term].kind is TermKind.SHARE and value > 1:
        raise DomainError(say("A share must be from 0 to 100%."))
    kept = {name: text for name, text in engagement.pricing_terms.items() if name != term}
    if value is not None:
        kept[term] = format(value.normalize(), "f")
    engagement.pricing_terms = kept


def add_bought_in(
    session: Session, *, project_id: uuid.UUID, on: date, **fields: Unpack[BoughtInFields]
) -> uuid.UUID:
    """Add equipment or licences that the provider buys for the owner; returns the id."""
    open_plan(session, project_id, on)
    item = BoughtInItem(project_id=project_id, item="", position=len(bought_in_of(session, project_id)))
    _change(item, {"item": "", **fields})
    session.add(item)
    session.flush()
    return item.id


def change_bought_in(
    session: Session, *, item_id: uuid.UUID, on: date, **fields: Unpack[BoughtInFields]
) -> None:
    """Change something that is bought in."""
    item = found(session, BoughtInItem, item_id, say("This is no longer in the plan."))
    open_plan(session, item.project_id, on)
    _change(item, fields)


def remove_bought_in(session: Session, *, item_id: uuid.UUID, on: date) -> None:
    """Take something bought in out of the plan."""
    item = found(session, BoughtInItem, item_id, say("This is no longer in the plan."))
    open_plan(session, item.project_id, on)
    session.delete(item)


def note_bank_change(session: Session, *, project_id: uuid.UUID, told_in: str, on: date) -> uuid.UUID:
    """Write down that the provider's bank details changed: nothing is paid until two people have confirmed them."""
    open_project(session, project_id, on)
    if not told_in.strip():
        raise DomainError(say("Say which message or letter the new bank details stood in."))
    change = BankChange(project_id=project_id, told_on=on, told_in=told_in.strip())
    session.add(change)
    session.flush()
    return change.id


def confirm_bank_change(session: Session, *, change_id: uuid.UUID, person: str, on: date) -> None:
    """Somebody telephoned a number they knew before and was told the new details are right; two have to."""
    change = found(session, BankChange, change_id, say("This change of bank details is no longer here."))
    open_project(session, change.project_id, on)
    name = " ".join(person.split())
    if not name:
        raise DomainError(say("Type the name of who telephoned."))
    if name.casefold() in _providers_people(session, change.project_id):
        raise DomainError(
            say("{person} belongs to the provider. Somebody of your side has to telephone.", person=name)
        )
    if name.casefold() == change.first_by.casefold():
        raise DomainError(say("It takes two people. {person} has confirmed it already.", person=name))
    if not change.first_by:
        change.first_by, change.first_on = name, on
    elif not change.second_by:
        change.second_by, change.second_on = name, on
    else:
        raise DomainError(say("Two people have confirmed it already."))


def _providers_people(session: Session, project_id: uuid.UUID) -> set[str]:
    people = session.scalars(
        select(EngagementPerson).where(
            EngagementPerson.project_id == project_id,
            EngagementPerson.side.in_((Side.ON_SITE, Side.REMOTE)),
        )
    )
    return {" ".join(person.name.split()).casefold() for person in people}


def drop_bank_change(session: Session, *, change_id: uuid.UUID, on: date) -> None:
    """The new bank details were false, or a mistake: what was known before still counts."""
    change = found(session, BankChange, change_id, say("This change of bank details is no longer here."))
    open_project(session, change.project_id, on)
    session.delete(change)


def bought_in_of(session: Session, project_id: uuid.UUID) -> Sequence[BoughtInItem]:
    """What is bought in, in its order."""
    return session.scalars(
        select(BoughtInItem)
        .where(BoughtInItem.project_id == project_id)
        .order_by(BoughtInItem.position, BoughtInItem.id)
    ).all()


def bank_changes_of(session: Session, project_id: uuid.UUID) -> Sequence[BankChange]:
    """Changes of bank details, the oldest first."""
    return session.scalars(
        select(BankChange).where(BankChange.project_id == project_id).order_by(BankChange.id)
    ).all()


def _change(item: BoughtInItem, fields: BoughtInFields) -> None:
    if "item" in fields:
        name = " ".join(fields["item"].split())
        if not name:
            raise DomainError(say("Say what is bought in."))
        item.item = name
    amount = fields.get("amount")
    if amount is not None and amount.minor < 0:
        raise DomainError(say("A price can't be less than nothing."))
    for share in (fields.get("advance"), fields.get("markup")):
        if share is not None and not 0 <= share <= 1:
            raise DomainError(say("A share must be from 0 to 100%."))
    for name, value in fields.items():
        if name != "item":
            setattr(item, name, value)
