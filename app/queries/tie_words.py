"""The ties a broker can have to a provider, as the declaration stores them and as an owner reads them."""

from app.analysis.jobs import Relation
from app.words import say


def tie_kinds() -> tuple[tuple[str, str], ...]:
    """The ties a broker may have to a provider, as stored and as read."""
    return tuple((kind.value, tie_words(kind.value)) for kind in Relation if kind is not Relation.NONE)


def tie_words(kind: str) -> str:
    """A tie in a sentence that an owner understands; other words stay as they were written."""
    words = {
        Relation.PAST_CLIENT.value: say("They have been a client of the broker."),
        Relation.RESELLER.value: say("The broker resells for them."),
        Relation.REFERRAL_FEE.value: say("They pay the broker a referral fee."),
        Relation.SHARED_OWNERSHIP.value: say("The broker and they have owners in common."),
        Relation.FAMILY.value: say("The broker has family there."),
    }
    return words.get(kind.casefold(), kind)
