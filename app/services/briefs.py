"""Describe the work: answers, the lines of the brief, talking points and files."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.base import Role
from app.domain.brief_answers import FILES, LISTS, answer_values
from app.domain.briefs import Answer, BriefFile, BriefItem, SuggestionState, TalkingPoint
from app.domain.errors import DomainError
from app.domain.projects import ALWAYS_OPEN, BEFORE_AWARD, Project
from app.domain.types import freeze
from app.knowledge import load_knowledge
from app.knowledge.answers import empty
from app.knowledge.supplier_questions import OWN
from app.knowledge.template_questions import template_questions
from app.services.brief_items import (
    add_item,
    change_item,
    holds_owners,
    keep_list,
    move_item,
    open_brief,
    remove_item,
    replace_items,
    suggest_list,
    turn_item,
)
from app.services.projects import open_project, project_title
from app.services.scoping import (
    agree,
    choose_broker,
    finish_readiness,
    park,
    reopen,
    scope_from_quote,
    share,
)
from app.services.suggested_changes import (
    decline_suggestion,
    find_suggestion,
    follow_owner,
    give_reason,
    is_owners,
    suggest_change,
    withdraw_suggestion,
)
from app.services.talking_points import add_talking_point, settle_talking_point
from app.words import say, say_known

__all__ = [
    "ALWAYS_OPEN",
    "accept_suggestion",
    "add_item",
    "add_talking_point",
    "agree",
    "answer",
    "attach_file",
    "change_item",
    "choose_broker",
    "decline_suggestion",
    "finish_readiness",
    "forget_answer",
    "give_reason",
    "move_item",
    "park",
    "remove_file",
    "remove_item",
    "reopen",
    "replace_items",
    "scope_from_quote",
    "settle_talking_point",
    "share",
    "take_up_kind",
    "turn_item",
    "withdraw_suggestion",
]

LARGEST_FILE = 25 * 1024 * 1024
"""Bytes of the largest file kept with a brief."""


def answer(
    session: Session,
    *,
    project_id: uuid.UUID,
    question: str,
    value: Any,
    unknown: bool = False,
    on: date,
    by: Role | str = Role.OWNER,
) -> uuid.UUID:
    """Keep the answer to one question. Every other answer stays as it is, whatever kind the project is of.

    `unknown` is "I don't know yet": what was typed beside it is kept as a note, and one talking point,
    worded as the question, goes on the list for the next visit; answering takes it off.
    A list is kept line by line, and a line that reads as before keeps its id; step 1 goes to the project.
    What the owner said stays where the broker writes: it is kept as a suggestion then. Returns the answer's id.
    """
    project = _open_for(session, project_id, question, on)
    kept = _answer(session, project_id, question)
    if kept and Role(by) is Role.BROKER and _only_suggested(session, project, kept, value, unknown, on):
        return kept.id
    if question in STEP_ONE:
        STEP_ONE[question](project, value)
        _points_of_kind(session, project)
        value = None
    elif question in LISTS:
        if Role(by) is Role.BROKER and holds_owners(session, project_id, LISTS[question]):
            unknown = _left_as_owner_has_it(session, project_id, question, kept, unknown, on)
        if value is not None:
            keep = keep_list if Role(by) is Role.OWNER else suggest_list
            keep(session, project_id, LISTS[question], value, on)
        value = None
    if kept is None:
        kept = Answer(project_id=project_id, question=question)
        session.add(kept)
    kept.value = value
    kept.unknown = unknown
    kept.given_by = Role(by)
    _settle_unknown(session, project, question, unknown)
    session.flush()
    if Role(by) is Role.OWNER:
        follow_owner(session, project_id, question, _held(session, project, question, kept), on)
    return kept.id


def forget_answer(
    session: Session, *, project_id: uuid.UUID, question: str, on: date, by: Role | str = Role.OWNER
) -> None:
    """Take an answer back: the question is open again and its talking point gone.

    Of the owner's words the broker can only suggest it.
    """
    project = _open_for(session, project_id, question, on)
    kept = _answer(session, project_id, question)
    if Role(by) is Role.BROKER:
        if question in LISTS:
            suggest_list(session, project_id, LISTS[question], (), on)
            if _held(session, project, question, kept):
                return
        elif kept and _only_suggested(session, project, kept, None, False, on):
            return
    if question in ("b1.template", "b1.further"):
        STEP_ONE[question](project, None)
        _points_of_kind(session, project)
    if question in LISTS:
        keep_list(session, project_id, LISTS[question], (), on)
    if kept is not None:
        session.delete(kept)
    _settle_unknown(session, project, question, False)
    if Role(by) is Role.OWNER:
        session.flush()
        follow_owner(session, project_id, question, None, on)


def accept_suggestion(session: Session, *, suggestion_id: uuid.UUID, on: date) -> None:
    """Take what the broker suggests as the owner's own words."""
    found = find_suggestion(session, suggestion_id, on)
    project = _open_for(session, found.project_id, found.question, on)
    question, after = found.question, found.after
    kept = _answer(session, project.id, question)
    line = session.get(BriefItem, found.item_id) if found.item_id is not None else None
    now = line.text if line is not None and not line.deleted else _held(session, project, question, kept)
    if (line is not None or question not in LISTS) and freeze(now) != found.before:
        raise DomainError(
            say(
                "The words have changed since this was suggested, so it no longer fits. Keep yours, or change them "
                "by hand."
            )
        )
    found.state, found.settled_on = SuggestionState.ACCEPTED, on
    if line is not None and after is not None:
        line.text, line.given_by = after, Role.OWNER
    elif line is not None:
        session.delete(line)
    elif question in LISTS and not found.unknown:
        add_item(session, project_id=project.id, kind=LISTS[question], text=after, on=on)
    elif after is None and not found.unknown:
        forget_answer(session, project_id=project.id, question=question, on=on)
    else:
        if question == "b1.template" and after:
            _choose_card(project, load_knowledge().cards.home_of(after)[0].id)
        answer(session, project_id=project.id, question=question, value=after, unknown=found.unknown, on=on)


def take_up_kind(
    session: Session,
    *,
    project_id: uuid.UUID,
    template: str,
    beside: bool = False,
    on: date,
    by: Role | str = Role.OWNER,
) -> None:
    """Make the project the kind of `template` again, or with `beside` let it involve that kind as well.

    The answers that were given under it are asked for, and count, once more. What the owner chose the broker
    can only suggest.
    """
    project = _open_for(session, project_id, "b1.kind", on)
    if beside:
        further = [*project.further_templates, template]
        answer(session, project_id=project_id, question="b1.further", value=further, on=on, by=by)
        return
    answer(session, project_id=project_id, question="b1.template", value=template, on=on, by=by)
    if project.main_template == template:
        card, _ = load_knowledge().cards.home_of(template)
        answer(session, project_id=project_id, question="b1.kind", value=card.id, on=on, by=by)


def attach_file(
    session: Session,
    *,
    project_id: uuid.UUID,
    name: str,
    sha256: str,
    size: int,
    mime: str,
    question: str = FILES,
    on: date,
) -> uuid.UUID:
    """Keep a file with the brief; its bytes are in the attachments already. Returns the row's id."""
    open_project(session, project_id, on)
    if size > LARGEST_FILE:
        raise DomainError(
            say(
                '"{name}" is {size} MB. Files must be 25 MB or smaller',
                name=name,
                size=-(-size // (1024 * 1024)),
            )
        )
    row = BriefFile(
        project_id=project_id,
        question=question,
        name=name,
        sha256=sha256,
        size=size,
        mime=mime,
        added_on=on,
    )
    session.add(row)
    session.flush()
    return row.id


def remove_file(session: Session, *, file_id: uuid.UUID, on: date) -> None:
    """Take a file off the brief. Its bytes stay as long as anything else points at them."""
    row = session.get(BriefFile, file_id)
    if row is None or row.deleted:
        raise DomainError(say("This file is no longer there."))
    open_project(session, row.project_id, on)
    session.delete(row)


def _only_suggested(
    session: Session, project: Project, kept: Answer, value: Any, unknown: bool, on: date
) -> bool:
    """Keep the broker's wording as a suggestion where the owner has answered; False where they have not."""
    question = kept.question
    held = _held(session, project, question, kept)
    if question in LISTS or not is_owners(kept, held):
        return False
    after = None if empty(value) else value
    if freeze(after) != freeze(held) or unknown is not kept.unknown:
        suggest_change(
            session,
            project_id=project.id,
            question=question,
            before=held,
            after=after,
            unknown=unknown,
            on=on,
        )
    return True


def _left_as_owner_has_it(
    session: Session, project_id: uuid.UUID, question: str, kept: Answer | None, unknown: bool, on: date
) -> bool:
    """Whether the owner leaves a list for the visit; that the broker would, is suggested."""
    left = kept is not None and kept.unknown
    if unknown and not left:
        suggest_change(
            session, project_id=project_id, question=question, before=None, after=None, unknown=True, on=on
        )
    return left


def _held(session: Session, project: Project, question: str, kept: Answer | None) -> Any:
    """The answer as it stands, wherever it is kept."""
    if question not in LISTS:
        return answer_values(project, (kept,) if kept is not None else (), (), ()).get(question)
    lines = select(BriefItem).where(BriefItem.project_id == project.id, BriefItem.kind == LISTS[question])
    return [item.text for item in session.scalars(lines)]


def _open_for(session: Session, project_id: uuid.UUID, question: str, on: date) -> Project:
    project = open_project(session, project_id, on)
    before_award = project.state in BEFORE_AWARD
    return project if question in ALWAYS_OPEN and before_award else open_brief(session, project_id, on)


def _choose_card(project: Project, card: Any) -> None:
    """Take the card; a template of another card gives way to this one's only or usual template."""
    project.card = card or ""
    known = load_knowledge().cards.cards.get(project.card)
    templates = [line.template for line in known.templates] if known else []
    if project.main_template not in templates:
        usual = known.default if known else None
        _choose_template(project, templates[0] if len(templates) == 1 else usual)


def _choose_template(project: Project, template: Any) -> None:
    project.main_template = template or None
    project.further_templates = [other for other in project.further_templates if other != template]


def _choose_further(project: Project, templates: Any) -> None:
    project.further_templates = [one for one in templates or () if one != project.main_template]


def _choose_name(project: Project, name: Any) -> None:
    project.title = project_title(name or "")


STEP_ONE: Mapping[str, Callable[[Project, Any], None]] = {
    "b1.kind": _choose_card,
    "b1.template": _choose_template,
    "b1.further": _choose_further,
    "b1.name": _choose_name,
}
"""The questions of step 1 and what their answers do to the project itself."""


def _points_of_kind(session: Session, project: Project) -> None:
    """Talking points of questions that this kind is not asked go; those of questions that are back come back."""
    prefix = f"{load_knowledge().questions.template_step.id_prefix}."
    asked = {question.id for question in template_questions(load_knowledge(), project.templates)}
    unknown = session.scalars(select(Answer).where(Answer.project_id == project.id, Answer.unknown)).all()
    listed = set(session.scalars(select(TalkingPoint.question).where(TalkingPoint.project_id == project.id)))
    for each in unknown:
        if each.question.startswith(prefix) and (each.question in asked) is not (each.question in listed):
            _settle_unknown(session, project, each.question, each.question in asked)


def _label(project: Project, question: str) -> str:
    """How a question is asked; its id where the schema has none of this id."""
    interview = load_knowledge().questions
    known = interview.questions.get(question) or interview.ready.questions.get(question)
    if known is None:
        asked = template_questions(load_knowledge(), project.templates)
        known = next((one for one in asked if one.id == question), None)
    readiness = load_knowledge().sourcing.readiness.questions.get(question.rpartition(".")[2])
    expected = load_knowledge().supplier_questions.questions.get(question.removeprefix(f"{OWN}."))
    if expected is not None and expected.own == question:
        return expected.question
    if known is None:
        return readiness.text if readiness else question
    return known.label


def _answer(session: Session, project_id: uuid.UUID, question: str) -> Answer | None:
    return session.scalars(
        select(Answer).where(Answer.project_id == project_id, Answer.question == question).order_by(Answer.id)
    ).first()


def _settle_unknown(session: Session, project: Project, question: str, unknown: bool) -> None:
    """Exactly one open talking point for a question that is not known yet, none for one that is."""
    points = session.scalars(
        select(TalkingPoint)
        .where(TalkingPoint.project_id == project.id, TalkingPoint.question == question)
        .order_by(TalkingPoint.id)
    ).all()
    if not unknown:
        for point in points:
            session.delete(point)
        return
    if points:
        points[0].settled = False
        for twin in points[1:]:
            session.delete(twin)
        return
    text = say_known(_label(project, question))
    session.add(TalkingPoint(project_id=project.id, question=question, text=text))
