"""A quote as the page of its currency shows it: what was told, and at which rate it was changed."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.projects import Project
from app.domain.quoted_stages import read_stages
from app.domain.quotes import WRITABLE, Quote
from app.domain.shortlists import QuoteRequest
from app.queries.footing_rows import rate_sentence
from app.queries.lens import Lens
from app.words import say
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

    stages: tuple[tuple[str, Decimal | None], ...]
    """Each stage payment as told, by what it is called; None where the quote gives no sum for it."""

    besides: tuple[tuple[str, Decimal], ...]
    """What else is told and goes with the price, by what it is called."""

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
        stages=_stages(quote),
        besides=_besides(quote),
        rate=quote.exchange_rate,
        rate_words=words,
        day=day,
        editable=quote.state in WRITABLE and project.state == "sourcing",
    )


def _stages(quote: Quote) -> tuple[tuple[str, Decimal | None], ...]:
    kept = list(quote.told.get("stages", ())) if quote.told else []
    found = []
    for at, stage in enumerate(read_stages(quote.stages)):
        told, ours = kept[at] if at < len(kept) else ("", "")
        amount = None if stage.amount is None else stage.amount.decimal
        if amount is not None and told and ours == format(amount, "f"):
            amount = Decimal(told)
        found.append((stage.title or say("Stage {number}", number=at + 1), amount))
    return tuple(found)


def _besides(quote: Quote) -> tuple[tuple[str, Decimal], ...]:
    titles = {
        "hardware": say("Things you buy yourself"),
        "support_month": say("Support a month"),
        "licences_month": say("Licences a month"),
    }
    found = []
    for name, title in titles.items():
        amount = getattr(quote, name)
        if amount is not None:
            told = quote.told.get(name) if quote.told else None
            same = told is not None and quote.told.get(f"{name}:ours") == format(amount.decimal, "f")
            found.append((title, Decimal(told) if same and told is not None else amount.decimal))
    return tuple(found)
