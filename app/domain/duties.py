"""Who does what in an engagement: the knowledge's table, and what the plan settles otherwise.

A plan may have come from elsewhere in an engagement file: a row in which not exactly one answers does not count.
"""

from collections.abc import Mapping
from typing import Any

from app.analysis.duties import Letters, is_sound
from app.domain.engagements import Engagement
from app.knowledge import load_knowledge


def usual_duties() -> Mapping[str, Letters]:
    """Activity → who has which part in it, as it usually is."""
    raci = load_knowledge().engagement.raci
    return {row.activity: dict(zip(raci.columns, row.raci, strict=True)) for row in raci.rows}


def duties_of(engagement: Engagement) -> Mapping[str, Letters]:
    """Activity → who has which part in it in this plan."""
    kept = engagement.duties
    own = kept if isinstance(kept, Mapping) else {}
    return {activity: _read(own.get(activity), usual) for activity, usual in usual_duties().items()}


def _read(kept: Any, usual: Letters) -> Letters:
    if not isinstance(kept, Mapping):
        return usual
    letters = {who: str(kept.get(who, "")) for who in usual}
    return letters if is_sound(letters) else usual
