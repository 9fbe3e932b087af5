"""The two ways into a round of quotes, each in one act: with a quote in hand, or by asking for some."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.domain.base import Role
from app.domain.briefs import ItemKind
from app.domain.errors import DomainError
from app.services.brief_items import replace_items
from app.services.projects import find_project, named_by_owner
from app.services.quote_requests import (
    approve_request,
    issue_request,
    open_request,
    prepare_request,
    record_existing_quote,
)
from app.services.scoping import scope_from_quote
from app.words import say


def start_from_quote(
    session: Session,
    *,
    project_id: uuid.UUID,
    provider_name: str,
    musts: Sequence[tuple[uuid.UUID | None, str]],
    person: str,
    on: date,
    by: Role | str = Role.OWNER,
) -> uuid.UUID:
    """Write down what the quote has to cover, take the light way to asking, and return the quote's id.

    `musts` keep the ids of those that are there already; what is new is `by`'s word. Refuses an empty list:
    without a single must-have a price cannot be judged at all.
    """
    if not any(text.strip() for _, text in musts):
        raise DomainError(say("Write down at least one thing it must do, so that the price can be judged."))
    project = find_project(session, project_id)
    replace_items(session, project_id=project_id, kind=ItemKind.MUST, texts=musts, on=on, by=by)
    if project.state not in ("scoped", "sourcing"):
        scope_from_quote(session, project_id=project_id, person=person, on=on)
    return record_existing_quote(session, project_id=project_id, provider_name=provider_name, on=on)


def ask_for_quotes(
    session: Session,
    *,
    project_id: uuid.UUID,
    deadline: date,
    candidate_ids: Sequence[uuid.UUID],
    agreed_by: str,
    person: str,
    on: date,
    questions_until: date | None = None,
    reply_to: str = "",
) -> None:
    """Record that the same request went to these providers: prepared, agreed to and handed over. Binding.

    `agreed_by` is the owner's typed name, under which list and text are agreed to. Takes up a request that
    was prepared already, and one that was agreed to before.
    """
    project = find_project(session, project_id)
    request = open_request(session, project_id)
    if request is None:
        prepare_request(session, project_id=project_id, person=person, on=on)
        request = open_request(session, project_id)
    if request is not None and request.state == "draft":
        named_by_owner(
            project, agreed_by, say("The owner has to agree to the list and the text before it goes.")
        )
        approve_request(session, project_id=project_id, person=project.owner_name, on=on)
    issue_request(
        session,
        project_id=project_id,
        deadline=deadline,
        candidate_ids=candidate_ids,
        person=person,
        on=on,
        questions_until=questions_until,
        reply_to=reply_to,
    )
