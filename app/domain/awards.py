"""Whether a quote may be chosen, and if not why: one answer for the verb and for the page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.analysis.evaluation import KnockOut
from app.analysis.gates import Answer
from app.domain.gate_answers import open_gates
from app.domain.judged_rounds import JudgedRound
from app.domain.quotes import Quote
from app.domain.second_broker import must_sign, signed
from app.domain.shortlists import Candidate, Disclosure, Waiver
from app.words import say

FEWEST_CHARACTERS = 20
"""Of the owner's own words on a choice: less than this is not a reason (guard G-REASON)."""

NONE_REASONS = ("too_dear", "not_covered", "too_late", "no_trust", "not_needed")
"""Why none was chosen, one of these beside the owner's words."""


def award_refusal(
    quote: Quote,
    candidate: Candidate | None,
    waivers: Sequence[Waiver],
    on: date,
    judged: JudgedRound | None = None,
    filed: Disclosure | None = None,
) -> str:
    """Why this quote can't be chosen on this day, and what to do about it; empty where it can.

    A gate that nobody checked stops a choice whatever was written; a failed one needs a waiver. `judged` is the
    round as it was judged: open red flags stop a choice, and once quality is done so do scores that are too low.
    `filed` is the broker's declaration: where much of what they led to went to this provider, a second broker signs.
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
    if candidate is not None and must_sign(candidate, filed) and signed(candidate, waivers) is None:
        return say(
            "{provider} can't be chosen yet: more than two in five of this broker's choices went to it. A second "
            "broker signs for it first, on the page “Why this provider”.",
            provider=name,
        )
    stops = judged.knock_outs(quote) if judged is not None else ()
    return knock_out_words(stops[0], name) if stops else ""


def knock_out_words(what: KnockOut, provider: str) -> str:
    """What stops an award whatever else speaks for a quote, and what to do about it."""
    return _KNOCK_OUTS[what](provider)


def candidate_for(quote: Quote, candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate a quote came from: by its id, else by the provider, else by a name only one has."""
    if quote.candidate_id is not None:
        return next((row for row in candidates if row.id == quote.candidate_id), None)
    if quote.provider_ref is not None:
        return next((row for row in candidates if row.provider_ref == quote.provider_ref), None)
    same = [row for row in candidates if row.name.casefold() == quote.provider_name.casefold()]
    return same[0] if len(same) == 1 else None


_KNOCK_OUTS: Mapping[KnockOut, Callable[[str], str]] = {
    KnockOut.SEVERE_FLAG: lambda name: say(
        "{provider} can't be chosen: a red flag of severity 5 is open. Close it with a reason first.",
        provider=name,
    ),
    KnockOut.MANY_FLAGS: lambda name: say(
        "{provider} can't be chosen yet: its open red flags come to more than 8. The broker has to write why "
        "it is right all the same.",
        provider=name,
    ),
    KnockOut.SKILL_LOW: lambda name: say(
        "{provider} can't be chosen: its skills for this were scored below 2.", provider=name
    ),
    KnockOut.SKILL_NOT_KNOWN: lambda name: say(
        "{provider} can't be chosen yet: nobody has scored its skills for this.", provider=name
    ),
    KnockOut.SECURITY_LOW: lambda name: say(
        "{provider} can't be chosen: its care for data was scored below 2.", provider=name
    ),
    KnockOut.SECURITY_NOT_KNOWN: lambda name: say(
        "{provider} can't be chosen yet: nobody has scored its care for data.", provider=name
    ),
    KnockOut.TOTAL_LOW: lambda name: say(
        "{provider} can't be chosen: its quote came to less than 60 of 100.", provider=name
    ),
}
