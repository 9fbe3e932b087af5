"""How an issued paper stands, in the line over its pages."""

from app.queries.documents import DocumentRow
from app.words import say, say_count


def issued_note(row_: DocumentRow) -> str:
    """How it stands, and for a letter that it was handed over."""
    return " ".join(filter(None, (_standing_note(row_), row_.handed)))


def _standing_note(row_: DocumentRow) -> str:
    if row_.state == "withdrawn":
        return say("Withdrawn: {reason}", reason=row_.reason)
    if row_.state == "superseded" and row_.reason:
        return say(
            "Issued {day}. {state}: {reason}",
            day=row_.issued_words,
            state=row_.state_words,
            reason=row_.reason,
        )
    if row_.state == "superseded":
        return say_count(
            "Issued {day}, {count} page. {state}.",
            "Issued {day}, {count} pages. {state}.",
            row_.pages,
            day=row_.issued_words,
            state=row_.state_words,
        )
    return say_count(
        "Issued {day}, {count} page. It never changes.",
        "Issued {day}, {count} pages. It never changes.",
        row_.pages,
        day=row_.issued_words,
    )
