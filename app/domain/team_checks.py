"""Whether everybody who is to do a part of a plan has offered to do it."""

import uuid
from collections.abc import Iterator, Sequence

from app.domain.team import WorkPackage
from app.words import say_count


def unquoted(parts: Sequence[WorkPackage], chosen: str) -> Iterator[tuple[str, uuid.UUID]]:
    """A sentence for each other provider that has not quoted for what it is to do, with the first such part.

    The price that was chosen is of the provider of the plan: it says nothing of what somebody else asks.
    """
    waiting: dict[tuple[uuid.UUID | None, str], list[WorkPackage]] = {}
    for part in parts:
        if part.unquoted:
            waiting.setdefault((part.provider_ref, part.provider_name), []).append(part)
    for (_, name), theirs in waiting.items():
        yield (
            say_count(
                "{provider} is to do {count} part of the work and has not quoted for it. Ask for a quote and write it "
                "beside the part, or give the part to {chosen}.",
                "{provider} is to do {count} parts of the work and has not quoted for them. Ask for a quote and write "
                "it beside each, or give them to {chosen}.",
                len(theirs),
                provider=name,
                chosen=chosen,
            ),
            theirs[0].id,
        )
