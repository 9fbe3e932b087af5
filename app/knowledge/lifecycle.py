"""The eight state machines: who may move what, on which event, under which guards, producing what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from app.analysis.keyed import Keyed
from app.analysis.said import Said

Actor: TypeAlias = Literal["owner", "broker", "provider", "system"]


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition of a transition, in words; the rule itself is coded beside its entity."""

    id: str
    text: Said


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of paper a transition may produce."""

    id: str
    name: Said


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed step; `from_` is None where the entity begins."""

    from_: str | None
    to: str
    event: Said
    who: tuple[Actor, ...]
    guards: tuple[str, ...]
    produces: str | None


@dataclass(frozen=True, slots=True)
class StateMachine:
    """The life of one kind of thing."""

    initial: str
    states: tuple[str, ...]
    terminal: tuple[str, ...]
    transitions: tuple[Transition, ...]

    def steps_from(self, state: str | None) -> tuple[Transition, ...]:
        """Every step that leaves `state` (None: the steps that begin)."""
        return tuple(step for step in self.transitions if step.from_ == state)

    def steps(self, state: str | None, to: str) -> tuple[Transition, ...]:
        """The steps between two states: several, where different events lead the same way."""
        return tuple(step for step in self.steps_from(state) if step.to == to)


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """All state machines with their guards, documents and the rules across them.

    `light_path_shortcuts` are texts per entity, and under `document` the paper that replaces others.
    """

    version: str
    audit_rule: Said
    light_path_shortcuts: tuple[Said, ...]
    light_path_document: Said
    cross_rules: tuple[Said, ...]
    guards: Annotated[Mapping[str, Guard], Keyed()]
    documents: Annotated[Mapping[str, DocumentKind], Keyed()]
    entities: Mapping[str, StateMachine]
