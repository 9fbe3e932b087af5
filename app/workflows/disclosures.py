"""File a broker's declaration with what the workspace's own record tells of earlier awards."""

import uuid
from collections.abc import Mapping
from datetime import date
from functools import partial

from app.queries.suggestion_records import awards_to_tell
from app.services.shortlists import disclose
from app.words import say
from app.workflows.runner import Runner


def declare(
    runner: Runner,
    *,
    project_id: uuid.UUID,
    text: str,
    relations: Mapping[str, str] | None = None,
    benefits: Mapping[str, str] | None = None,
    fee_model: str = "",
    on: date,
) -> uuid.UUID:
    """Count the awards and file the declaration in one step; returns its id."""
    awards = runner.read(lambda session: awards_to_tell(session, project_id=project_id, on=on))
    verb = partial(
        disclose, project_id=project_id, text=text, relations=relations, benefits=benefits,
        fee_model=fee_model, awards=awards, on=on,
    )  # fmt: skip
    filed, _ = runner.write(verb, say("File how the broker is paid"))
    return filed
