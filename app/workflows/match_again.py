"""A kept ranking made again and held against what stands: the same, or in how many it differs."""

import uuid
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.shortlists import Candidate
from app.words import say, say_count
from app.workflows.match_runs import reproduced
from app.workflows.runner import Runner

Row = tuple[int, Decimal]


def again_words(runner: Runner, *, run_id: uuid.UUID) -> str:
    """Make a ranking again from what was kept of it, and say whether places and matches are the same.

    Raises DomainError where it was made elsewhere.
    """
    again = reproduced(runner, run_id=run_id)
    made = {name: (place, total) for name, place, total in again.rows}
    kept = runner.read(lambda session: _kept(session, run_id))
    differ = sum(made.get(name) != row for name, row in kept.items())
    if not differ:
        return say_count(
            "Made again from what was kept: {count} provider, the same place and match.",
            "Made again from what was kept: {count} providers, the same places and matches.",
            len(kept),
        )
    return say(
        "Made again from what was kept: {differ} of {count} come out otherwise. Rank again before you rely on it.",
        differ=differ,
        count=len(kept),
    )


def _kept(session: Session, run_id: uuid.UUID) -> dict[str, Row]:
    rows = session.scalars(select(Candidate).where(Candidate.match_run_id == run_id))
    return {str(row.provider_ref): (row.place, Decimal(row.outcome["total"])) for row in rows}
