"""What several papers share: whose paper it is, the people, the price with its tax, the stages."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.analysis.tax_rates import Taxed
from app.domain.clients import Profile
from app.domain.engagements import Engagement, EngagementPerson, Side, SignOffTest, Stage
from app.domain.projects import Project
from app.domain.quotes import Quote, TaxTreatment
from app.queries import papers
from app.queries.quote_taxes import price_parts
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
    """`excl`, the price or a part of it, with the tax the quote states; no tax where it states none."""
    parts = price_parts(quote, excl) if quote is not None else ()
    return price_in_parts(excl, quote, parts)


def price_in_parts(excl: Money, quote: Quote | None, parts: Sequence[Taxed]) -> papers.Price:
    """`excl` with the tax on the parts it is made of, each rate's rounded half-up."""
    nothing = Money(0, excl.currency)
    if quote is None or quote.tax is TaxTreatment.NOT_STATED:
        return papers.Price(excl)
    if quote.tax is TaxTreatment.REVERSE_CHARGE:
        return papers.Price(excl, nothing, say("VAT, reverse charge"), reverse_charge=True)
    if not parts:
        return papers.Price(excl, nothing, say("No tax"))
    several = tuple(parts) if len(parts) > 1 else ()
    tax = sum((part.tax for part in parts), nothing)
    return papers.Price(excl, tax, _tax_name([part.rate for part in parts]), several)


def _tax_name(rates: Sequence[Decimal]) -> str:
    shown = [format((rate * 100).normalize(), "f") for rate in rates]
    if len(shown) == 1:
        return say("VAT {rate}%", rate=shown[0])
    if len(shown) == 2:
        return say("VAT {first}% and {second}%", first=shown[0], second=shown[1])
    return say("VAT at {count} rates", count=len(shown))


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
