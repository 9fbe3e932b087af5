"""Take a team that was found over into the plan: its parts then stand as it has them."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.errors import DomainError
from app.services.plan_stages import open_plan
from app.services.team import change_part, parts_of, take_share
from app.words import say


class NewPart(NamedTuple):
    """How one part of the plan is done from now on."""

    part_id: uuid.UUID
    tier: str
    effort: Decimal
    on_site: Decimal
    day_rate: Money | None
    """None where it was told in confidence: the rate comes with the provider's own quote for the part."""

    provider: tuple[uuid.UUID, str] | None = None
    """Who does it where that is not the provider of the plan."""


def use_team(session: Session, *, project_id: uuid.UUID, parts: Sequence[NewPart], on: date) -> None:
    """Change every part of the team at once, and the share at the owner's place with them: one step to undo.

    A part that moves elsewhere has nobody's name beside it any more: who does it there has to be said. One that
    another provider does needs their quote before the plan can be agreed.
    """
    open_plan(session, project_id, on)
    standing = {part.id: part for part in parts_of(session, project_id)}
    if set(standing) != {part.part_id for part in parts}:
        raise DomainError(say("The parts of the plan have changed meanwhile. Look for a team again."))
    for part in parts:
        before = standing[part.part_id]
        stays = (before.tier, before.provider_ref) == (part.tier, part.provider[0] if part.provider else None)
        change_part(
            session, part_id=part.part_id, on=on, tier=part.tier, effort=part.effort, on_site=part.on_site,
            day_rate=part.day_rate, person_id=before.person_id if stays else None, provider=part.provider,
        )  # fmt: skip
    take_share(session, project_id=project_id, on=on)
