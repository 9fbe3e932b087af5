"""Open projects, and put them on hold, take them up again or end them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.errors import DomainError
from app.domain.names import same_name
from app.domain.projects import BEFORE_AWARD, ENDED, Project
from app.persistence.journal import binding
from app.services.lifecycle import Act, advance, begin
from app.words import say

LONGEST_TITLE = 60


@dataclass(frozen=True)
class OwnerFacts:
    """The owner and their business, as a project keeps them."""

    owner_name: str = ""
    business: str = ""
    trade: str = ""
    staff: int | None = None
    town: str = ""
    country: str = "GB"


def open_project(session: Session, project_id: uuid.UUID, on: date) -> Project:
    """The project to work on, marked as touched on `on`.

    Raises DomainError where it is gone, on hold or ended: nothing is changed then.
    """
    project = find_project(session, project_id)
    project.require_open()
    project.changed_on = on
    return project


def find_project(session: Session, project_id: uuid.UUID) -> Project:
    """The project, whatever state it is in; raises DomainError where it is gone."""
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        raise DomainError(say("This project is no longer here. Go back to Projects and choose another."))
    return project


def start(
    session: Session,
    *,
    title: str,
    card: str,
    main_template: str | None,
    on: date,
    further_templates: Sequence[str] = (),
    owner: OwnerFacts = OwnerFacts(),
    broker_name: str = "",
    currency: str = "GBP",
    starts_with: str = "brief",
    client_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Start a project and return its id. `main_template` is None for "something else"."""
    project = Project(
        title=project_title(title),
        card=card,
        main_template=main_template,
        further_templates=list(further_templates),
        currency=currency,
        starts_with=starts_with,
        owner_name=owner.owner_name,
        business=owner.business,
        trade=owner.trade,
        staff=owner.staff,
        town=owner.town,
        country=owner.country,
        broker_name=broker_name,
        client_id=client_id,
        created_on=on,
        changed_on=on,
    )
    session.add(project)
    session.flush()
    begin(session, "Project", project.id, project, "start description", Act("owner", on, owner.owner_name))
    return project.id


def rename(session: Session, *, project_id: uuid.UUID, title: str, on: date) -> None:
    """Give the project another name."""
    open_project(session, project_id, on).title = project_title(title)


def choose_kind(
    session: Session,
    *,
    project_id: uuid.UUID,
    card: str,
    main_template: str | None,
    further_templates: Sequence[str] = (),
    on: date,
) -> None:
    """Change what kind of project it is. Every answer given so far is kept."""
    project = open_project(session, project_id, on)
    project.card = card
    project.main_template = main_template
    project.further_templates = [t for t in further_templates if t != main_template]


def describe_owner(session: Session, *, project_id: uuid.UUID, owner: OwnerFacts, on: date) -> None:
    """Write down whose project it is."""
    project = open_project(session, project_id, on)
    project.owner_name = owner.owner_name
    project.business = owner.business
    project.trade = owner.trade
    project.staff = owner.staff
    project.town = owner.town
    project.country = owner.country


def assign_client(session: Session, *, project_id: uuid.UUID, client_id: uuid.UUID | None) -> None:
    """File the project under one of the broker's clients, or under none: private, and no change to the project."""
    find_project(session, project_id).client_id = client_id


def write_broker_notes(session: Session, *, project_id: uuid.UUID, notes: str, fee: str) -> None:
    """Keep the broker's private notes and fee; they never leave this workspace."""
    project = find_project(session, project_id)
    project.broker_notes = notes
    project.broker_fee = fee


def write_fee(session: Session, *, project_id: uuid.UUID, fee: str) -> None:
    """Keep what the broker is paid, in their own words; it never leaves this workspace."""
    find_project(session, project_id).broker_fee = fee.strip()


def hold(session: Session, *, project_id: uuid.UUID, reason: str, person: str, on: date) -> None:
    """Put a project on hold, from any state, with its reason. Nothing in it can change meanwhile."""
    project = open_project(session, project_id, on)
    if not reason.strip():
        raise DomainError(
            say("Say why the project is put on hold, so that everybody knows what it waits for.")
        )
    project.held_on = on
    project.held_reason = reason.strip()


def take_up(session: Session, *, project_id: uuid.UUID, on: date) -> None:
    """Take a project up again where it was left."""
    project = find_project(session, project_id)
    if project.held_on is None:
        raise DomainError(say("This project is not on hold."))
    project.held_on = None
    project.held_reason = ""
    project.changed_on = on


def end(session: Session, *, project_id: uuid.UUID, reason: str, typed_name: str, on: date) -> None:
    """End a project for good, from any state: withdrawn before an award, ended early after one.

    What was done and owed stays on record. Binding: it cannot be undone.
    """
    project = find_project(session, project_id)
    if project.state in ENDED:
        raise DomainError(say("This project has already ended."))
    if not reason.strip():
        raise DomainError(say("Say why the project ends; the reason is kept with it."))
    require_name(project, typed_name, say("Type your full name to end this project"))
    project.held_on = None
    event = "withdraw" if project.state in BEFORE_AWARD else "end early"
    advance(session, "Project", project.id, project, event, who="owner", on=on, person=typed_name)
    project.ended_on = on
    project.ended_reason = reason.strip()
    project.changed_on = on
    binding(
        session, say("Ending a project cannot be undone. Start a new one, and its papers stay here to read.")
    )


def remove(session: Session, *, project_id: uuid.UUID) -> None:
    """Take a project that never went out to anyone off the list. It can be undone."""
    project = find_project(session, project_id)
    if project.state not in ("draft", "assessed", "parked", "in_advice", "scoped", "cancelled"):
        raise DomainError(say("Others have been asked about this project, so it stays. End it instead."))
    session.delete(project)


def require_name(project: Project, typed_name: str, otherwise: str) -> None:
    """Refuse a binding act unless the owner's own full name was typed, ignoring case and spaces."""
    if same_name(typed_name, project.owner_name):
        return
    if not typed_name.strip() or not project.owner_name.strip():
        raise DomainError(otherwise)
    raise DomainError(
        say(
            "The name typed is not {owner}, who decides in this project. {owner} has to type it.",
            owner=project.owner_name,
        )
    )


def named_by_owner(project: Project, typed_name: str, otherwise: str) -> None:
    """As `require_name`; where nobody knew the owner's name yet, it is the one that is typed now."""
    if typed_name.strip() and not project.owner_name.strip():
        project.owner_name = " ".join(typed_name.split())
    require_name(project, typed_name, otherwise)


def project_title(title: str) -> str:
    """A project's name on one line; raises DomainError where it is missing or too long."""
    kept = " ".join(title.split())
    if not kept:
        raise DomainError(say("Enter a name for the project"))
    if len(kept) > LONGEST_TITLE:
        raise DomainError(say("Name must be {most} characters or fewer", most=LONGEST_TITLE))
    return kept
