"""What the twelve criteria weigh, before and after everybody asked was told."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.briefs import Answer
from app.domain.evaluations import Evaluation, that_stands
from app.domain.judged_rounds import MATTER
from app.domain.projects import Project
from app.domain.shortlists import QuoteRequest
from app.knowledge import load_knowledge
from app.knowledge.evaluation_rules import weights_by_words
from app.queries.evaluation_words import criterion_name, fixed_words
from app.queries.lens import Lens
from app.words.formats import Formats


@dataclass(frozen=True, slots=True)
class WeightRow:
    """One criterion: whole percent as it stands, and as template and the owner's words have it."""

    criterion: str
    name: str
    weight: int
    base: int


@dataclass(frozen=True, slots=True)
class CriterionWeights:
    """All of them; `movable` while the owner has not agreed to a request and the reader is the broker."""

    rows: tuple[WeightRow, ...]
    because: str
    movable: bool
    fixed: str = ""
    """When they were fixed; "" while they can still be moved."""


def criterion_weights(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats
) -> CriterionWeights | None:
    """What counts how much in the round under way, or in the one to come; None where the project is gone."""
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return None
    request = session.scalars(
        select(QuoteRequest)
        .where(QuoteRequest.project_id == project_id, QuoteRequest.state != "withdrawn")
        .order_by(QuoteRequest.id.desc())
    ).first()
    under_way = request if request is not None and request.state != "decided" else None
    said = session.scalars(
        select(Answer.value).where(Answer.project_id == project_id, Answer.question == MATTER)
    ).first()
    words = said if isinstance(said, Mapping) else {}
    base = weights_by_words(load_knowledge(), project.main_template, words)
    kept = _kept(session, under_way)
    told = under_way.weights if under_way is not None else {}
    moved = kept.weights if kept is not None else {}
    stands = next((each for each in (told, moved) if set(each) == set(base)), base)
    open_to_move = under_way is None or under_way.state == "draft"
    return CriterionWeights(
        tuple(
            WeightRow(key, criterion_name(key), int(stands[key]), int(weight)) for key, weight in base.items()
        ),
        kept.weights_because if kept is not None else "",
        lens is Lens.BROKER
        and open_to_move
        and project.state in ("scoped", "sourcing")
        and not project.closed_because(),
        fixed_words(under_way, formats),
    )


def _kept(session: Session, request: QuoteRequest | None) -> Evaluation | None:
    if request is None:
        return None
    return that_stands(session.scalars(select(Evaluation).where(Evaluation.request_id == request.id)))
