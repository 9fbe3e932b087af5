"""A quote as the page of its currency shows it: what was told, and at which rate it was changed."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.projects import Project
from app.domain.quotes import WRITABLE, Quote
from app.domain.shortlists import QuoteRequest
from app.queries.footing_rows import rate_sentence
from app.queries.lens import Lens
from app.words.formats import Formats

"""States in which a quote may still be changed."""


@dataclass(frozen=True, slots=True)
class QuoteCurrency:
    """`told_in` is the currency it was told in, empty where that is the project's; `day` is the deadline's."""

    quote_id: uuid.UUID
    provider: str
    currency: str
    told_in: str
    price: Money | None
    told: Decimal | None
    """The price as told; in the project's currency that is the price itself."""

    rate: Decimal | None
    rate_words: str
    day: date
    editable: bool


def quote_currency(
    session: Session, *, lens: Lens, quote_id: uuid.UUID, formats: Formats, today: date
) -> QuoteCurrency | None:
    """The quote, or None where it is gone. Both lenses see the same."""
    quote = session.get(Quote, quote_id)
    project = session.get(Project, quote.project_id) if quote is not None else None
    if quote is None or project is None:
        return None
    request = session.get(QuoteRequest, quote.request_id) if quote.request_id else None
    day = (request.deadline if request is not None else None) or quote.received_on or today
    told_in = str(quote.told.get("currency", "")) if quote.told else ""
    told = Decimal(quote.told["price"]) if told_in and "price" in quote.told else None
    if told is None and quote.price is not None:
        told = quote.price.decimal
    words = ""
    if told_in and quote.exchange_rate is not None:
        words = rate_sentence(
            told_in, project.currency, quote.exchange_rate, quote.exchange_on, quote.exchange_source, formats
        )
    return QuoteCurrency(
        quote_id=quote.id,
        provider=quote.provider_name,
        currency=project.currency,
        told_in=told_in,
        price=quote.price,
        told=told,
        rate=quote.exchange_rate,
        rate_words=words,
        day=day,
        editable=quote.state in WRITABLE and project.state == "sourcing",
    )
