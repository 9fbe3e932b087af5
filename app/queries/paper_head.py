"""What several papers share: whose paper it is, the people, the price with its tax, the stages."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.clients import Profile
from app.domain.engagements import Engagement, EngagementPerson, Side, SignOffTest, Stage
from app.domain.projects import Project
from app.domain.quotes import Quote, TaxTreatment
from app.queries import papers
from app.words import say


def head(session: Session, project: Project, prepared_on: date) -> papers.Head:
    """The first page's head: the broker's paper where one advises, else the owner's own."""
    profile = session.scalars(select(Profile)).first()
    people = {
        person.side: person
        for person in session.scalars(
            select(EngagementPerson)
            .where(
                EngagementPerson.project_id == project.id,
                EngagementPerson.side.in_((Side.OWNER, Side.BROKER)),
            )
            .order_by(EngagementPerson.position.desc())
        )
    }
    owner = people.get(Side.OWNER)
    broker = people.get(Side.BROKER)
    firm = profile.business if profile and profile.role == "broker" else ""
    owner_person = papers.Person(
        name=project.owner_name,
        role=owner.role if owner else "",
        firm=project.business,
        place=project.town,
        phone=owner.phone if owner else "",
        email=owner.email if owner else "",
    )
    if not project.broker_name:
        return papers.Head(
            project.title,
            papers.Letterhead(project.business or project.owner_name),
            owner_person,
            owner_person,
            prepared_on,
        )
    broker_person = papers.Person(
        name=project.broker_name,
        role=say("Independent broker"),
        firm=firm,
        phone=broker.phone if broker else "",
        email=broker.email if broker else "",
    )
    letterhead = papers.Letterhead(firm or project.broker_name, say("Independent IT sourcing advice"))
    return papers.Head(project.title, letterhead, owner_person, broker_person, prepared_on)


def firm_of(name: str, place: str = "") -> papers.Firm:
    """A provider in full and in short: the first word of its name that is no legal form."""
    words = name.replace(",", " ").split()
    return papers.Firm(name, words[0] if words else name, place)


def person_of(person: EngagementPerson) -> papers.Person:
    """A person of the engagement as documents name them."""
    return papers.Person(person.name, person.role, "", person.place, person.phone, person.email, person.days)


def price_of(excl: Money, quote: Quote | None) -> papers.Price:
    """`excl` with the tax the quote states, rounded half-up; no tax where it states none."""
    if quote is None or quote.tax is TaxTreatment.NOT_STATED:
        return papers.Price(excl)
    if quote.tax is TaxTreatment.REVERSE_CHARGE:
        return papers.Price(excl, Money(0, excl.currency), say("VAT, reverse charge"))
    if quote.tax is TaxTreatment.NONE or quote.tax_rate is None:
        return papers.Price(excl, Money(0, excl.currency), say("No tax"))
    rate = (quote.tax_rate * 100).normalize()
    return papers.Price(excl, excl.times(quote.tax_rate), say("VAT {rate}%", rate=f"{rate:f}"))


def stages_of(session: Session, project_id: uuid.UUID) -> tuple[Stage, ...]:
    """The stages of the plan in their order."""
    return tuple(
        session.scalars(
            select(Stage)
            .where(Stage.project_id == project_id, Stage.state != "cancelled")
            .order_by(Stage.number)
        )
    )


def tests_of(session: Session, project_id: uuid.UUID) -> dict[uuid.UUID, list[SignOffTest]]:
    """The sign-off tests by stage, in their order."""
    found: dict[uuid.UUID, list[SignOffTest]] = {}
    for test in session.scalars(
        select(SignOffTest).where(SignOffTest.project_id == project_id).order_by(SignOffTest.number)
    ):
        found.setdefault(test.stage_id, []).append(test)
    return found


def held_until(engagement: Engagement, stages: Sequence[Stage]) -> str:
    """When the held money is released, in words; its date is not known before the last sign-off."""
    return released_after(engagement.warranty_days, stages[-1].number if stages else 1)


def released_after(days: int, last_stage: int) -> str:
    """The free fixing time after the last stage, which frees what is held back."""
    return say("{days} days after stage {number}", days=days, number=last_stage)
