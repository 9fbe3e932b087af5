"""What an owner needs in hand if the provider were gone tomorrow, and how much of it is missing.

The score is what would be lost: 100 where nothing is safe, 0 where everything is. What is only arranged for
later helps nobody tomorrow and counts as missing.
"""

from collections.abc import Collection, Mapping

WEIGHTS: Mapping[str, int] = {
    "accounts": 20,
    "code": 20,
    "data": 20,
    "passwords": 15,
    "guide": 10,
    "second": 10,
    "help": 5,
}
"""Thing → its part in the score. Without the first three nobody else could go on at all."""

BANDS = ((60, "bad"), (25, "watch"), (0, "good"))
"""From which score it is how bad."""


def exposure(secured: Collection[str], *, counted: Collection[str] = tuple(WEIGHTS)) -> int:
    """The score of what is `counted`, from 0 to 100; what does not concern a project is left out of it."""
    whole = sum(WEIGHTS[key] for key in counted)
    missing = sum(WEIGHTS[key] for key in counted if key not in secured)
    return round(missing * 100 / whole) if whole else 0


def band(score: int) -> str:
    """What a score means: "good", "watch" or "bad"."""
    return next(name for least, name in BANDS if score >= least)
