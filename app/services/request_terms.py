"""What a request tells everybody asked, fixed when the owner agrees to it: the questions, the weights, the days."""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.briefs import Answer, BriefItem, ItemKind
from app.domain.evaluations import Evaluation, that_stands
from app.domain.judged_rounds import MATTER
from app.domain.projects import Project
from app.domain.shortlists import QuoteRequest
from app.domain.types import canonical_json
from app.knowledge import load_knowledge
from app.knowledge.answers import BUDGET_SHOWN, sourcing_inputs
from app.knowledge.evaluation_rules import weights_by_words

SENSITIVE = "special"
"""Data of this kind is told to nobody who has not agreed to keep it to itself."""

NUMBER = "RFQ-{count:03d}"


def settle(session: Session, request: QuoteRequest, project: Project) -> None:
    """Fix what this round asks: must-haves, weights, what is told of the budget, and the hash of it all."""
    answers = {
        row.question: row.value
        for row in session.scalars(select(Answer).where(Answer.project_id == project.id))
    }
    request.brief_version = project.brief_version
    request.number = request.number or _next_number(session, request)
    request.asked = _asked(session, project)
    request.weights = request.weights or _weights(session, request, project, answers.get(MATTER))
    shown = answers.get(BUDGET_SHOWN)
    request.budget_told = shown if shown in ("yes", "top") else ""
    known = sourcing_inputs(load_knowledge().questions, answers)
    request.confidential = known.get("data_sensitivity") == SENSITIVE
    request.scope_hash = scope_hash(request)


def begin_round(request: QuoteRequest, *, on: date, changed: str = "") -> None:
    """Write down what everybody is told from `on`: the first time, at an extension, and at a correction."""
    told = {
        "round": request.round,
        "number": request.number,
        "on": on.isoformat(),
        "deadline": request.deadline.isoformat() if request.deadline else "",
        "questions_until": request.questions_until.isoformat() if request.questions_until else "",
        "scope_hash": request.scope_hash,
        "changed": changed,
    }
    request.rounds = [*request.rounds, told]


def correct(session: Session, request: QuoteRequest, project: Project, what: str, *, on: date) -> None:
    """Begin another round with a number of its own, in which `what` is corrected for everybody."""
    corrected = [*request.asked.get("corrections", ()), what]
    request.round += 1
    request.number = _next_number(session, request)
    request.brief_version = project.brief_version
    request.asked = {**_asked(session, project), "corrections": corrected}
    request.scope_hash = scope_hash(request)
    begin_round(request, on=on, changed=what)


def scope_hash(request: QuoteRequest) -> str:
    """SHA-256 of what is asked and how it is judged; days are no part of it, as more time changes no question."""
    said: Mapping[str, Any] = {
        "request": str(request.id),
        "number": request.number,
        "version": request.brief_version,
        "asked": request.asked,
        "weights": request.weights,
    }
    return hashlib.sha256(canonical_json(said).encode()).hexdigest()


def _weights(session: Session, request: QuoteRequest, project: Project, matters: object) -> dict[str, int]:
    """Percent by criterion, making a hundred: as the broker moved them, else by template and the owner's words."""
    kept = that_stands(session.scalars(select(Evaluation).where(Evaluation.request_id == request.id)))
    moved = kept.weights if kept is not None else {}
    words = matters if isinstance(matters, Mapping) else {}
    found = moved or weights_by_words(load_knowledge(), project.main_template, words)
    return {name: int(weight) for name, weight in found.items()}


def _asked(session: Session, project: Project) -> dict[str, Any]:
    musts = session.scalars(
        select(BriefItem)
        .where(BriefItem.project_id == project.id, BriefItem.kind == ItemKind.MUST)
        .order_by(BriefItem.place, BriefItem.id)
    )
    return {
        "items": [[str(item.id), item.text] for item in musts],
        "templates": list(project.templates),
        "currency": project.currency,
        "project": project.title,
    }


def _next_number(session: Session, request: QuoteRequest) -> str:
    """The number after those of every round so far in this project."""
    earlier = session.scalars(
        select(QuoteRequest).where(
            QuoteRequest.project_id == request.project_id, QuoteRequest.id != request.id
        )
    )
    numbers = {one.number for one in earlier} | {told["number"] for one in earlier for told in one.rounds}
    numbers |= {told["number"] for told in request.rounds}
    return NUMBER.format(count=len(numbers - {""}) + 1)


def item_ids(request: QuoteRequest) -> tuple[uuid.UUID, ...]:
    """The must-haves as they were asked, M1 first."""
    return tuple(uuid.UUID(key) for key, _ in request.asked.get("items", ()))
