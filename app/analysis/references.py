"""What a client said of a provider on the telephone, as a score: five answers from 1 to 5."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

QUESTIONS: Final = ("cost", "date", "people", "honesty", "again")
"""What is asked, in this order: cost kept, date kept, people as promised, honest about trouble, order again."""

LEAST, MOST = 1, 5


def reference_score(answers: Mapping[str, int] | Mapping[str, Decimal]) -> Decimal | None:
    """The average of the five answers as a share of the best, 0.2 to 1; None until all five are given."""
    if any(question not in answers for question in QUESTIONS):
        return None
    total = sum((Decimal(answers[question]) for question in QUESTIONS), Decimal(0))
    return total / (len(QUESTIONS) * MOST)
