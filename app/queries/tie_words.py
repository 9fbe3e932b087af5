"""The ties a broker can have to a provider, as the declaration stores them and as an owner reads them."""

from app.analysis.jobs import Relation
from app.words import say

PASSED_ON = f"{Relation.REFERRAL_FEE.value}, passed on"
"""A referral fee that the owner gets: the one that rules nobody out, once it was read."""


def tie_kinds() -> tuple[tuple[str, str], ...]:
    """The ties a broker may have to a provider, as stored and as read."""
    told = [(kind.value, tie_words(kind.value)) for kind in Relation if kind is not Relation.NONE]
    at = [kind for kind, _ in told].index(Relation.REFERRAL_FEE.value)
    told.insert(at + 1, (PASSED_ON, tie_words(PASSED_ON)))
    return tuple(told)


def tie_words(kind: str) -> str:
    """A tie in a sentence that an owner understands; other words stay as they were written."""
    words = {
        Relation.PAST_CLIENT.value: say("They have been a client of the broker."),
        Relation.RESELLER.value: say("The broker resells for them."),
        Relation.REFERRAL_FEE.value: say("They pay the broker a referral fee."),
        PASSED_ON: say("They pay the broker a referral fee, which is passed on to the owner."),
        Relation.SHARED_OWNERSHIP.value: say("The broker and they have owners in common."),
        Relation.FAMILY.value: say("The broker has family there."),
    }
    return words.get(kind.casefold(), kind)


def tie_line(name: str, kind: str, benefit: str = "") -> str:
    """A tie as one line of a declaration; without `name` where names come later."""
    words = tie_words(kind)
    if not name and not benefit:
        return say("A provider in the directory: {tie}", tie=words)
    if not name:
        return say(
            "A provider in the directory: {tie} What the broker has from it: {benefit}",
            tie=words,
            benefit=benefit,
        )
    if not benefit:
        return say("{provider}: {tie}", provider=name, tie=words)
    return say(
        "{provider}: {tie} What the broker has from it: {benefit}", provider=name, tie=words, benefit=benefit
    )
