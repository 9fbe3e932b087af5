"""The round of quotes under way, or the last one, with everything it is judged by."""

import uuid
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.domain.judged_rounds import JUDGED_BY, JudgedRound
from app.domain.quotes import IN
from app.knowledge import load_knowledge
from app.persistence.project_rows import rows_of_project
from app.queries.quote_offers import Offer, Round, latest_round


class Judging(NamedTuple):
    """A round with its quotes that are in, and how they are judged."""

    found: Round
    judged: JudgedRound
    offers: tuple[Offer, ...]


def judging(session: Session, project_id: uuid.UUID, on: date) -> Judging | None:
    """How the latest round of a project is judged; None where there is no round. Nothing private is read."""
    found = latest_round(session, project_id)
    if found is None or found.request is None:
        return None
    rows = rows_of_project(session, JUDGED_BY, project_id)
    judged = JudgedRound(load_knowledge(), found.project, found.request, rows, on)
    return Judging(found, judged, tuple(offer for offer in found.offers if offer.quote.state in IN))
