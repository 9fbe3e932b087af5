"""How a facet stands, as sentences that a translator gets whole."""

from datetime import date

import pytest

from app.analysis.health import Level, Standing
from app.queries.health_words import why
from app.words.formats import Formats

MOVED = "If the rest takes as long as planned, the end moves from 7 Aug to 19 Aug."


@pytest.mark.parametrize(
    ("days", "needed", "told"),
    [
        (1, None, f"“The till” is 1 day late. {MOVED}"),
        (12, None, f"“The till” is 12 days late. {MOVED}"),
        (12, date(2026, 8, 14), f"“The till” is 12 days late. {MOVED} You need it by 14 Aug."),
    ],
)
def test_a_late_stage_says_where_the_end_moves_and_by_when_it_is_needed(
    days: int, needed: date | None, told: str
) -> None:
    values = {"stage": "The till", "days": days, "last": date(2026, 8, 7), "moved": date(2026, 8, 19)}
    standing = Standing(Level.NEEDS_YOU, "late", {**values, "needed": needed})
    assert why(standing, Formats()) == told
