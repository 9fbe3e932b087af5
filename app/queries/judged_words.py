"""What was written down for and against one quote when it was judged: the sentences beside its marks."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.judging_weights import PRICE
from app.domain.evaluations import Score
from app.domain.quotes import Quote
from app.queries.evaluation_words import criterion_name
from app.words import say

STRONG, WEAK = Decimal(4), Decimal(3)
"""A mark of 5 from which, or up to which, the sentence beside it is a strength or a weakness."""


class ForAndAgainst(NamedTuple):
    """Sentences on one quote; `known` is False where nobody scored it."""

    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    known: bool


def for_and_against(session: Session, quote: Quote) -> ForAndAgainst:
    """The strengths, best first, and the weaknesses, worst first; price has no sentence of anybody's."""
    rows = _scores(session, quote.id)
    good = sorted((row for row in rows if row.mark >= STRONG), key=lambda row: -row.mark)
    bad = sorted((row for row in rows if row.mark <= WEAK), key=lambda row: row.mark)
    return ForAndAgainst(tuple(map(_sentence, good)), tuple(map(_sentence, bad)), bool(rows))


def _scores(session: Session, quote_id: uuid.UUID) -> Sequence[Score]:
    """What counts: what was agreed, else what each scorer wrote."""
    rows = session.scalars(select(Score).where(Score.quote_id == quote_id).order_by(Score.id)).all()
    agreed = {row.criterion for row in rows if row.agreed}
    return [row for row in rows if row.criterion != PRICE and (row.agreed or row.criterion not in agreed)]


def _sentence(row: Score) -> str:
    return say("{criterion}: {sentence}", criterion=criterion_name(row.criterion), sentence=row.sentence)
