"""Why a card is not moved to a column, and where that is done instead."""

from collections.abc import Callable, Mapping

from app.words import say

REFUSED: Mapping[str, Callable[[], str]] = {
    "planned": lambda: say(
        "Work that has begun isn’t put back by moving its card. Undo takes back the last step."
    ),
    "in_progress": lambda: say("Work begins again when its review asks for changes."),
    "ready": lambda: say("A stage is handed over once it is in progress and every test has proof."),
    "changes": lambda: say(
        "Changes are asked for in the review, with a note on each test that is not passed."
    ),
    "accepted": lambda: say(
        "A stage is accepted in its review, test by test. Moving its card doesn’t accept it."
    ),
    "paid": lambda: say("A stage is paid on the page Money, once it is accepted and invoiced."),
}
"""By the column it was to go to."""


def refusal(status: str) -> str:
    """Why a stage does not go to the column `status`."""
    return REFUSED[status]()
