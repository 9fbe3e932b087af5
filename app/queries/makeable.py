"""A kind of document that can be made of a project now, or the reason why it can't be yet."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Makeable:
    """One line of what can be made; `reason` is empty, or says in a few words what is needed first."""

    kind: str
    stage_id: uuid.UUID | None
    title: str
    reason: str
    audience: str = "owner"
    quote_id: uuid.UUID | None = None
    """Whose quote a letter answers."""

    @property
    def subject(self) -> str:
        """What tells it from others of its kind, as its address has it."""
        return str(self.stage_id or self.quote_id or "")
