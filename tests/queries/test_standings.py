"""The standing of a provider: derived from checks and results alone, with the reason and what is missing next."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.persistence.workspace import Workspace
from app.queries import providers as directory
from app.queries.lens import Lens
from app.queries.provider_rows import ProviderProfile
from app.services import credentials, provider_work, providers
from app.words.formats import Formats

TODAY = date(2026, 11, 23)
LIGHT = ("REG", "INSPI", "REF", "COI")
CORE = (*LIGHT, "TAX", "INSPL", "FIN", "DPA", "SECQ")


def _firm(session: Session, checks: tuple[str, ...], scores: tuple[str, ...], **change: Any) -> uuid.UUID:
    key = providers.add_provider(session, name="Larch Ltd", on=TODAY)
    ends = {name: TODAY + timedelta(days=300) for name in checks} | change.get("ends", {})
    for name, day in ends.items():
        level = change.get("level", {}).get(name, 2)
        credentials.set_credential(
            session, provider_id=key, credential=f"CRD-{name}", level=level, expires_on=day
        )
    for number, score in enumerate(scores):
        provider_work.set_job(
            session, provider_id=key, closed_on=TODAY - timedelta(days=100 - number), scorecard=Decimal(score)
        )
    if change.get("reason"):
        providers.suspend(session, provider_id=key, reason=change["reason"])
    return key


def _profile(workspace: Workspace, *of: Any, **change: Any) -> ProviderProfile:
    key, _ = workspace.write(lambda session: _firm(session, *of, **change), "Firm")
    seen = partial(directory.profile, lens=Lens.BROKER, provider_id=key, today=TODAY, formats=Formats())
    found = workspace.read(seen)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("checks", "scores", "change", "tier", "why", "missing"),
    [
        ((), (), {}, "Not checked", "Not checked yet", "To be listed for small tasks, have this checked: Company"),
        (LIGHT, (), {}, "Listed", "Checked for small tasks only", "To be verified, have this checked: Tax"),
        (CORE, (), {}, "Verified", "Every check of the core set", "it needs 3 more jobs here"),
        (CORE, ("80", "75"), {}, "Verified", "Every check of the core set", "it needs 1 more job here"),
        (CORE, ("80", "75", "74.9"), {}, "Verified", "Every check of the core set", "it needs 1 more job here"),
        (CORE, ("80", "75", "90"), {}, "Preferred", "at least three jobs here went well", "There is no limit"),
        (CORE, ("90", "90", "90", "49"), {}, "Suspended", "a poor result", "A better result of its next job"),
        (CORE, (), {"level": {"TAX": 1}}, "Listed", "Checked for small tasks only", "Tax registration"),
        (
            CORE, (), {"ends": {"TAX": TODAY - timedelta(days=1)}},
            "Listed", "Checked for small tasks only", "Tax registration",
        ),
        (
            CORE, (), {"ends": {"TAX": TODAY - timedelta(days=31)}},
            "Suspended", "ended on 23 Oct 2026 and was not renewed", "A renewal that was checked",
        ),
        (
            CORE, (), {"ends": {"REF": TODAY - timedelta(days=400)}},
            "Not checked", "Not checked yet: Client references", "Client references",
        ),
        (CORE, ("90", "90"), {"reason": "No answer"}, "Suspended", "by the broker: No answer", "once you lift"),
    ],
)  # fmt: skip
def test_each_standing_says_why_and_what_is_missing(
    workspace: Workspace,
    checks: tuple[str, ...],
    scores: tuple[str, ...],
    change: dict[str, Any],
    tier: str,
    why: str,
    missing: str,
) -> None:
    found = _profile(workspace, checks, scores, **change)
    assert found.row.tier_words == tier
    assert why in found.standing
    assert missing in found.next_tier
