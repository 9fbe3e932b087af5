"""An issued letter as a mail for the person's own mail program, which alone sends it."""

import uuid
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.domain.documents import Document
from app.domain.errors import DomainError
from app.domain.letters import LETTERS
from app.domain.projects import Project
from app.domain.providers import Provider
from app.domain.quotes import Quote
from app.exchange.mails import Attached, Mail, draft
from app.words import say
from app.workflows.runner import FilingRunner


class _Told(NamedTuple):
    number: str
    title: str
    sha256: str
    project: str
    owner: str
    to: str


def letter_mail(runner: FilingRunner, document_id: uuid.UUID) -> tuple[str, bytes]:
    """The name and the bytes of an `.eml` file that opens as a draft with the letter in it, as it was issued.

    Nothing in it names anybody else; where the provider's address is not known, the person fills it in.
    """
    told = runner.read(lambda session: _told(session, document_id))
    file = Attached(f"{told.number}.pdf", runner.attachments.get(told.sha256))
    greeting = say("Dear Sir or Madam,")
    body = say(
        "Please find attached our letter {number} about “{project}”.",
        number=told.number,
        project=told.project,
    )
    mail = Mail(
        told.to,
        say("{title} {number}: {project}", title=told.title, number=told.number, project=told.project),
        "\n\n".join((greeting, body, say("Kind regards"), told.owner)) + "\n",
        (file,),
    )
    return f"{told.number}.eml", draft(mail)


def _told(session: Session, document_id: uuid.UUID) -> _Told:
    document = session.get(Document, document_id)
    quote = session.get(Quote, document.quote_id) if document is not None and document.quote_id else None
    if document is None or quote is None or document.kind not in LETTERS or document.state != "issued":
        raise DomainError(say("Only a letter that was issued and still holds can be sent."))
    project = session.get_one(Project, document.project_id)
    provider = session.get(Provider, quote.provider_ref) if quote.provider_ref else None
    known = provider is not None and not provider.deleted
    to = provider.email.strip() if provider is not None and known else ""
    names = filter(None, (project.owner_name, project.business))
    return _Told(document.number, document.title, document.sha256, project.title, "\n".join(names), to)
