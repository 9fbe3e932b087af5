"""Move things through their lifecycles, by the tables of the knowledge, and keep every step on record."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import DomainError
from app.domain.projects import LifecycleStep
from app.knowledge import load_knowledge
from app.knowledge.lifecycle import StateMachine, Transition
from app.words import say, say_known

CHECKED = "checked"
NOT_YET_CHECKED = "not yet checked"


class HasState(Protocol):
    """Anything with a lifecycle: it knows its id and its state."""

    id: uuid.UUID
    state: str


@dataclass(frozen=True)
class Act:
    """Who does something, under which name, on which business day."""

    who: str
    on: date
    person: str = ""


def begin(
    session: Session,
    kind: str,
    project_id: uuid.UUID,
    subject: HasState,
    event: str,
    act: Act,
    guards: Mapping[str, bool] | None = None,
) -> None:
    """Put `subject` into its lifecycle's first state, by `event`, and record that step.

    `guards` as in `advance`.
    """
    transition = next(t for t in _machine(kind).steps_from(None) if t.event == event)
    _take(session, kind, project_id, subject, transition, act, guards or {})


def advance(
    session: Session,
    kind: str,
    project_id: uuid.UUID,
    subject: HasState,
    event: str,
    *,
    who: str,
    on: date,
    person: str = "",
    guards: Mapping[str, bool] | None = None,
) -> None:
    """Move `subject` by `event`, as the lifecycle of `kind` allows it to `who`.

    `guards` holds the guards that were looked at. One that does not hold refuses the step with its
    text; one of the transition that is not among them is recorded as not yet checked, never as
    checked. Raises DomainError where the lifecycle has no such step.
    """
    steps = [t for t in _machine(kind).steps_from(subject.state) if t.event == event]
    transition = next((t for t in steps if who in t.who), None)
    if transition is None:
        raise DomainError(_refusal(subject.state, event, steps))
    _take(session, kind, project_id, subject, transition, Act(who, on, person), guards or {})


def _take(
    session: Session,
    kind: str,
    project_id: uuid.UUID,
    subject: HasState,
    transition: Transition,
    act: Act,
    guards: Mapping[str, bool],
) -> None:
    texts = load_knowledge().lifecycle.guards
    for guard in transition.guards:
        if guards.get(guard) is False:
            raise DomainError(
                say("This can't be done yet. It needs: {condition}.", condition=say_known(texts[guard].text))
            )
    taken = session.scalar(select(func.count()).where(LifecycleStep.project_id == project_id)) or 0
    step = LifecycleStep(
        project_id=project_id,
        entity=kind,
        subject=subject.id,
        event=transition.event,
        before=transition.from_,
        after=transition.to,
        who=act.who,
        person=act.person,
        happened_on=act.on,
        number=taken + 1,
        produces=transition.produces,
        guards={guard: CHECKED if guard in guards else NOT_YET_CHECKED for guard in transition.guards},
    )
    session.add(step)
    subject.state = transition.to
    session.flush()


def _machine(kind: str) -> StateMachine:
    return load_knowledge().lifecycle.entities[kind]


def _refusal(state: str, event: str, steps: list[Transition]) -> str:
    if steps:
        return say(
            "Only the {who} can do this: {event}.",
            who=say_known(steps[0].who[0]),
            event=say_known(event),
        )
    return say(
        "This step comes at another point: {event}. It now stands at: {state}.",
        event=say_known(event),
        state=say_known(state),
    )
