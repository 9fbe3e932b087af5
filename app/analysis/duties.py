"""Who does an activity, who answers for it, who is asked before and who is told after: exactly one answers.

Letters are those of a RACI table by column: "R" does it, "A" answers for it, "A/R" both, "C" is asked before, "I" is
told after, "" has no part in it.
"""

from collections.abc import Mapping

DOES, ANSWERS, BOTH, ASKED, TOLD, NO_PART = "R", "A", "A/R", "C", "I", ""
LETTERS = (DOES, ANSWERS, BOTH, ASKED, TOLD, NO_PART)

Letters = Mapping[str, str]
"""Column → letter."""


def answers_for_it(letters: Letters) -> tuple[str, ...]:
    """Who answers for it; a sound row has exactly one."""
    return tuple(who for who, letter in letters.items() if letter in (ANSWERS, BOTH))


def is_sound(letters: Letters) -> bool:
    """Whether every letter is known and exactly one answers."""
    return len(answers_for_it(letters)) == 1 and all(letter in LETTERS for letter in letters.values())


def somebody_does_it(letters: Letters) -> bool:
    """Whether anybody does the work, beside answering for it."""
    return any(letter in (DOES, BOTH) for letter in letters.values())


def with_part(letters: Letters, who: str, letter: str) -> Letters:
    """The row with another letter for `who`; whoever answered for it before goes on doing it, or is asked.

    Raises ValueError where nobody would answer for it any more, or who or letter is not known.
    """
    if who not in letters or letter not in LETTERS:
        raise ValueError("no such column or letter")
    changed = {**letters, who: letter}
    if letter in (ANSWERS, BOTH):
        for other in answers_for_it(letters):
            if other != who:
                changed[other] = DOES if letters[other] == BOTH else ASKED
    if not is_sound(changed):
        raise ValueError("nobody would answer for it")
    return changed
