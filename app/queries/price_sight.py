"""Whether whoever reads sees yet what quotes cost: prices wait until quality is judged, or until one asks for them."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.evaluations import Evaluation, PriceLook, looks_of, that_stands
from app.domain.projects import Project
from app.domain.quotes import IN, Decision, Quote, QuoteLine
from app.domain.shortlists import QuoteRequest
from app.queries.lens import Lens

BEFORE_CHOICE = ("issued", "extended", "closed", "evaluated")
JUDGING = ("closed", "evaluated")


@dataclass(frozen=True, slots=True)
class PriceSight:
    """What the reader may see. `reader` is who reads: the owner or the broker, else whoever sits there."""

    reader: str = ""
    hidden: bool = False
    """Prices wait: there are some that the reader did not type, quality is not judged, and they did not ask."""

    typed: frozenset[uuid.UUID] = frozenset()
    """Quotes that the reader wrote down, whose price is known to them anyway."""

    can_judge: bool = False
    asked_on: date | None = None
    """The day on which the reader asked for prices although quality was not judged."""

    def hides(self, quote_id: uuid.UUID) -> bool:
        """Whether the price of this quote waits."""
        return self.hidden and quote_id not in self.typed


SEES_ALL = PriceSight()
"""Nothing waits."""


def price_sight(session: Session, *, lens: Lens, project_id: uuid.UUID, person: str = "") -> PriceSight:
    """What the reader of a project may see; `person` is who sits there, for a project that names nobody."""
    project = session.get(Project, project_id)
    if project is None:
        return PriceSight()
    named = project.owner_name if lens is Lens.OWNER else project.broker_name
    reader = named.strip() or person.strip()
    request = session.scalars(
        select(QuoteRequest)
        .where(QuoteRequest.project_id == project_id, QuoteRequest.state != "withdrawn")
        .order_by(QuoteRequest.id.desc())
    ).first()
    if request is None or request.state not in BEFORE_CHOICE or project.state != "sourcing":
        return PriceSight(reader)
    judged = that_stands(session.scalars(select(Evaluation).where(Evaluation.request_id == request.id)))
    looks = session.scalars(select(PriceLook).where(PriceLook.request_id == request.id))
    mine = looks_of(looks, reader)
    asked = mine.get(None)
    done = judged is not None and judged.quality_done_on is not None
    typed = frozenset(key for key in mine if key is not None)
    waits = not done and asked is None and not project.closed_because() and not _chosen_once(session, request)
    return PriceSight(
        reader=reader,
        hidden=waits and bool(_told(session, request) - typed),
        typed=typed,
        can_judge=request.state in JUDGING,
        asked_on=asked.looked_on if asked is not None and not done else None,
    )


def tells_price(session: Session, *, quote_id: uuid.UUID) -> bool:
    """Whether the form of a quote would show what it costs, or the letter that says so."""
    quote = session.get(Quote, quote_id)
    if quote is None:
        return False
    sums = (quote.price, quote.hardware, quote.support_month, quote.licences_month)
    line = session.scalars(select(QuoteLine.id).where(QuoteLine.quote_id == quote_id)).first()
    return any(each is not None for each in sums) or bool(quote.original or quote.stages or line)


def _chosen_once(session: Session, request: QuoteRequest) -> bool:
    """Whether a choice among these providers was taken back: prices were told for it.

    Those who were not chosen stand again in a round of their own, so they are known by their names.
    """
    ended = select(Quote.request_id).join(Decision, Decision.quote_id == Quote.id)
    ended = ended.where(Decision.project_id == request.project_id)
    before = select(Quote.provider_name).where(Quote.request_id.in_(ended))
    again = select(Quote.id).where(Quote.request_id == request.id, Quote.provider_name.in_(before))
    return session.scalars(again).first() is not None


def _told(session: Session, request: QuoteRequest) -> set[uuid.UUID]:
    """The quotes of the round that are in, or are being written down with a price."""
    quotes = session.scalars(select(Quote).where(Quote.request_id == request.id))
    return {
        each.id for each in quotes if each.state in IN or (each.state == "draft" and each.price is not None)
    }
