"""Lifecycles as tables: which step may follow which, who may take it, and why one is refused.

`app.knowledge` maps each entity of 07_lifecycle.yaml to a `Lifecycle`; the guards a move names are checked by
whoever knows the facts, because a table cannot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class RefusalCode(StrEnum):
    """Why a step is not possible."""

    UNKNOWN_STATE = "unknown_state"
    UNKNOWN_EVENT = "unknown_event"
    FINISHED = "finished"
    NOT_FROM_HERE = "not_from_here"
    NOT_YOURS = "not_yours"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a lifecycle: `source` None creates the thing; `who` are roles; `guards` ids of guards."""

    source: str | None
    target: str
    event: str
    who: frozenset[str]
    guards: tuple[str, ...] = ()
    produces: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step that is not possible: the reason and what would be possible, for the sentence on the screen."""

    code: RefusalCode
    state: str | None
    event: str
    allowed_from: tuple[str | None, ...] = ()
    allowed_who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The states of one kind of thing and the steps between them."""

    name: str
    initial: str
    states: tuple[str, ...]
    terminal: frozenset[str]
    transitions: tuple[Transition, ...]

    def legal(
        self, state: str | None, event: str, who: str, *, target: str | None = None
    ) -> Transition | Refusal:
        """The one transition for this event by this role, or the reason there is none.

        `target` chooses where an event leads when the table offers several.
        """
        if state is not None and state not in self.states:
            return Refusal(RefusalCode.UNKNOWN_STATE, state, event)
        named = [move for move in self.transitions if move.event == event]
        if target is not None:
            named = [move for move in named if move.target == target]
        if not named:
            return Refusal(RefusalCode.UNKNOWN_EVENT, state, event)
        here = [move for move in named if move.source == state]
        if not here:
            ended = state in self.terminal and not any(move.source == state for move in self.transitions)
            code = RefusalCode.FINISHED if ended else RefusalCode.NOT_FROM_HERE
            return Refusal(code, state, event, tuple(dict.fromkeys(move.source for move in named)))
        mine = [move for move in here if who in move.who]
        if not mine:
            roles = sorted({role for move in here for role in move.who})
            return Refusal(RefusalCode.NOT_YOURS, state, event, (state,), tuple(roles))
        if len({move.target for move in mine}) > 1:
            return Refusal(RefusalCode.AMBIGUOUS, state, event, (state,), (who,))
        return mine[0]

    def choices(self, state: str | None, who: str) -> tuple[Transition, ...]:
        """What this role may do from here, in the order of the table."""
        return tuple(move for move in self.transitions if move.source == state and who in move.who)


def faults(lifecycle: Lifecycle) -> tuple[str, ...]:
    """What is wrong with a table, in words for the person who edits it; empty when it is sound.

    Every state is named once, reachable from the start and, unless terminal, can be left.
    """
    return (*_unnamed(lifecycle), *_unreachable(lifecycle), *_dead_ends(lifecycle))


def _unnamed(lifecycle: Lifecycle) -> Iterable[str]:
    known = set(lifecycle.states)
    if len(known) != len(lifecycle.states):
        yield f"{lifecycle.name}: a state is named twice"
    if lifecycle.initial not in known:
        yield f"{lifecycle.name}: the initial state {lifecycle.initial} is not a state"
    for move in lifecycle.transitions:
        for state in (move.source, move.target):
            if state is not None and state not in known:
                yield f"{lifecycle.name}: {move.event} names the unknown state {state}"
        if not move.who:
            yield f"{lifecycle.name}: nobody may do {move.event} from {move.source}"


def _unreachable(lifecycle: Lifecycle) -> Iterable[str]:
    reached = {lifecycle.initial}
    grown = True
    while grown:
        found = {move.target for move in lifecycle.transitions if move.source in reached} - reached
        grown = bool(found)
        reached |= found
    lost = (state for state in lifecycle.states if state not in reached)
    return (f"{lifecycle.name}: nothing leads to {state}" for state in lost)


def _dead_ends(lifecycle: Lifecycle) -> Iterable[str]:
    left = {move.source for move in lifecycle.transitions}
    stuck = (state for state in lifecycle.states if state not in lifecycle.terminal and state not in left)
    return (f"{lifecycle.name}: nothing leads out of {state}" for state in stuck)
