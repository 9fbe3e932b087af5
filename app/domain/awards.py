"""Whether a quote may be chosen, and if not why: one answer for the verb and for the page."""

from collections.abc import Sequence
from datetime import date

from app.analysis.gates import Answer
from app.domain.gate_answers import open_gates
from app.domain.quotes import Quote
from app.domain.shortlists import Candidate, Waiver
from app.words import say

FEWEST_CHARACTERS = 20
"""Of the owner's own words on a choice: less than this is not a reason (guard G-REASON)."""


def award_refusal(quote: Quote, candidate: Candidate | None, waivers: Sequence[Waiver], on: date) -> str:
    """Why this quote can't be chosen on this day, and what to do about it; empty where it can.

    A gate that nobody checked stops a choice whatever was written; a failed one needs a waiver.
    """
    name = quote.provider_name
    if quote.price is None:
        return say("{provider} has not said its price. Ask for it first.", provider=name)
    if quote.valid_until is not None and quote.valid_until < on:
        return say("{provider}'s price has run out. Ask them to renew it.", provider=name)
    for gate in open_gates(candidate, waivers):
        if gate.answer is Answer.NOT_CHECKED:
            return say(
                "{provider} can't be chosen yet: nobody has checked {check}. Check it, write it in the "
                "directory and look at the shortlist again.",
                provider=name,
                check=gate.name,
            )
        if gate.waivable:
            return say(
                "{provider} can't be chosen yet: it does not pass on {check}. The broker can set this aside "
                "in writing on the shortlist.",
                provider=name,
                check=gate.name,
            )
        return say(
            "{provider} can't be chosen: it does not pass on {check}, and that rule has no exception.",
            provider=name,
            check=gate.name,
        )
    return ""


def candidate_for(quote: Quote, candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate a quote came from: by its id, else by the provider, else by a name only one has."""
    if quote.candidate_id is not None:
        return next((row for row in candidates if row.id == quote.candidate_id), None)
    if quote.provider_ref is not None:
        return next((row for row in candidates if row.provider_ref == quote.provider_ref), None)
    same = [row for row in candidates if row.name.casefold() == quote.provider_name.casefold()]
    return same[0] if len(same) == 1 else None
