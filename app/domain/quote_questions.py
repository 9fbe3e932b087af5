"""Questions of providers about what is asked, and the one answer that everybody gets."""

import uuid
from datetime import date

from sqlalchemy import Date, Integer, Text
from sqlalchemy.orm import Mapped

from app.domain.base import Entity, Scope, column, reference


class QuoteQuestion(Entity):
    """One question about a request. Who asked stands here for the owner and the broker, and on no paper."""

    __tablename__ = "quote_question"
    __scope__ = Scope.ENGAGEMENT
    __search__ = ("text", "answer")

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    request_id: Mapped[uuid.UUID] = reference("quote_request.id", index=True)
    quote_id: Mapped[uuid.UUID | None] = reference("quote.id", nullable=True)
    """Who asked; None where nobody did and it is told to all the same."""

    number: Mapped[int] = column(Integer, default=1)
    text: Mapped[str] = column(Text)
    """The question as everybody reads it."""

    asked_on: Mapped[date] = column(Date)
    answer: Mapped[str] = column(Text, default="")
    answered_on: Mapped[date | None] = column(Date, nullable=True)
    answered_by: Mapped[str] = column(Text, default="")
