"""What can be written once a decision stands: its record, and a letter to everybody who quoted."""

import uuid
from collections.abc import Callable, Iterator

from sqlalchemy.orm import Session

from app.domain.letters import LetterKind
from app.queries.letter_paper import correspondence_of
from app.queries.makeable import Makeable
from app.words import say

NAMED: dict[LetterKind, Callable[[str], str]] = {
    LetterKind.AWARD: lambda name: say("Award letter, {provider}", provider=name),
    LetterKind.DECLINE: lambda name: say("Decline letter, {provider}", provider=name),
    LetterKind.DEBRIEF: lambda name: say("Debrief letter, {provider}", provider=name),
    LetterKind.CORRECTION: lambda name: say("Correction, {provider}", provider=name),
}
"""Each letter by its kind and the provider it goes to."""


def decided_papers(session: Session, project_id: uuid.UUID) -> tuple[Makeable, ...]:
    """The decision record, then the letters; where nothing is decided, what they wait for."""
    letters = tuple(_letters(session, project_id))
    decided = any(letter.kind != LetterKind.CORRECTION for letter in letters)
    reason = "" if decided else say("Needs a decision")
    record = Makeable("DEC", None, say("Decision record"), reason)
    if not decided:
        waiting = Makeable(LetterKind.AWARD.value, None, say("Letters to those who quoted"), reason)
        return (record, waiting, *letters)
    return (record, *letters)


def _letters(session: Session, project_id: uuid.UUID) -> Iterator[Makeable]:
    known = correspondence_of(session, project_id)
    for kind in LetterKind:
        for quote in sorted(known.quotes, key=lambda row: row.id):
            if known.decision(kind, quote) is not None:
                title = NAMED[kind](quote.provider_name)
                yield Makeable(kind.value, None, title, "", quote_id=quote.id)
