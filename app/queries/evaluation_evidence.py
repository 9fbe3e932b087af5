"""What quote and directory say towards each criterion, as sentences to stand beside the score.

Nothing here tells a price or lets one be guessed: it is read while quality is still being judged.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.analysis.coverage import Coverage as Answer
from app.analysis.coverage import count_coverage
from app.domain.briefs import BriefItem
from app.domain.evaluations import Interview, ReferenceCall
from app.domain.judged_rounds import factor_part
from app.domain.shortlists import Candidate
from app.knowledge import load_knowledge
from app.queries.evaluation_words import again_words, mark_words
from app.queries.evidence_words import source_words
from app.queries.finding_words import FindingWords
from app.queries.match_facts import told_facts
from app.queries.provider_words import role_name
from app.queries.quote_offers import Offer
from app.words import say, say_count
from app.words.formats import Formats

BANDS = (0, 40, 80, 100)


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of one quote and its provider."""

    offer: Offer
    musts: Sequence[BriefItem]
    candidate: Candidate | None
    interviews: Sequence[Interview]
    references: Sequence[ReferenceCall]
    formats: Formats
    to_broker: bool = False
    """Whether the reader is the broker: then it is the owner who is near or far."""

    def measured(self, factor: str, part: str) -> Iterator[str]:
        """What the ranking measured, with its source; nothing where it measured nothing."""
        found = factor_part(self.candidate, factor, part)
        if found is None:
            return
        points = Decimal(found["points"])
        facts: dict[str, Any] = {
            **told_facts(found["facts"]),
            "band": Decimal(max(at for at in BANDS if at <= points)),
        }
        words = FindingWords(load_knowledge(), self.formats, self.offer.quote.on_site_person, self.to_broker)
        sentence = words.measured(part, facts, points)
        yield say("{sentence} ({source})", sentence=sentence, source=source_words(found, self.formats))


def evidence_for(criterion: str, known: Known) -> tuple[str, ...]:
    """The sentences beside one criterion; empty where nothing is known."""
    tell = _EVIDENCE.get(criterion)
    return tuple(tell(known)) if tell is not None else ()


def _skill(known: Known) -> Iterator[str]:
    said: dict[Hashable, Answer] = {
        key: Answer(row.answer.value) for key, row in known.offer.coverage.items()
    }
    count = count_coverage([item.id for item in known.musts], said)
    if count.of:
        yield say(
            "The quote covers {covered} of {all} must-haves.",
            covered=mark_words(count.covered, known.formats),
            all=count.of,
        )
    yield from known.measured("FAC-FIT", "need_score")


def _sector(known: Known) -> Iterator[str]:
    yield from known.measured("FAC-PROVEN", "similar_jobs")


def _proven(known: Known) -> Iterator[str]:
    for call in known.references:
        score = call.score
        if score is not None:
            yield say(
                "{client}: {score} of 100. {again}.",
                client=call.client,
                score=known.formats.number((score * 100).to_integral_value()),
                again=again_words(call),
            )
    found = factor_part(known.candidate, "FAC-PROVEN", "track_record")
    if found is None:
        yield say("Unrated: fewer than two jobs of its were closed here.")
        return
    facts = told_facts(found["facts"])
    yield say_count(
        "Rated {rating} of 100 over {count} job here; likely between {lower} and {upper}.",
        "Rated {rating} of 100 over {count} jobs here; likely between {lower} and {upper}.",
        int(facts["closed"]),
        rating=known.formats.number(facts["rating"]),
        lower=known.formats.number(facts["lower"]),
        upper=known.formats.number(facts["upper"]),
    )


def _credentials(known: Known) -> Iterator[str]:
    yield from known.measured("FAC-SAFE", "safety_points")


def _approach(known: Known) -> Iterator[str]:
    for words in known.offer.quote.assumptions:
        yield say("Assumes: {assumption}", assumption=words)
    for words in known.offer.quote.exclusions:
        yield say("Leaves out: {exclusion}", exclusion=words)


def _time(known: Known) -> Iterator[str]:
    quote = known.offer.quote
    if quote.ready_by is not None:
        yield say("Says it is ready by {day}.", day=known.formats.day(quote.ready_by))
    if quote.weeks is not None:
        yield say("Says it takes {weeks}.", weeks=known.formats.weeks(quote.weeks))
    yield from known.measured("FAC-READY", "margin")
    yield from known.measured("FAC-READY", "free_hands")


def _team(known: Known) -> Iterator[str]:
    quote = known.offer.quote
    if quote.on_site_person:
        yield say("Names {person} to come to you.", person=quote.on_site_person)
    else:
        yield say("Names nobody who comes to you.")
    for talk in known.interviews:
        yield say(
            "Interview, {role}: {mark} of 5. {sentence}",
            role=role_name(talk.role),
            mark=mark_words(talk.mark, known.formats),
            sentence=talk.sentence,
        )


def _communication(known: Known) -> Iterator[str]:
    quote = known.offer.quote
    if quote.shared_hours is not None:
        hours = known.formats.number(quote.shared_hours)
        yield say("Promises {hours} shared hours a day.", hours=hours)
    promise = known.candidate.snapshot.get("reply_promise") if known.candidate is not None else ""
    if promise:
        yield say("Of itself it says: {promise}", promise=promise)


def _presence(known: Known) -> Iterator[str]:
    quote = known.offer.quote
    if quote.on_site_days:
        yield say("On site: {days}", days=quote.on_site_days)
    yield from known.measured("FAC-NEAR", "travel_minutes")


def _security(known: Known) -> Iterator[str]:
    quote = known.offer.quote
    if quote.remote_place:
        yield say("Part of the team is elsewhere: {place}", place=quote.remote_place)
    yield from known.measured("FAC-SAFE", "safety_points")


def _after(known: Known) -> Iterator[str]:
    quote = known.offer.quote
    if quote.warranty_days is not None:
        yield say_count("{count} day of free fixing.", "{count} days of free fixing.", quote.warranty_days)
    yield (
        say("Support is priced.")
        if quote.support_month is not None
        else say("What support costs is not said.")
    )


_EVIDENCE: Mapping[str, Callable[[Known], Iterator[str]]] = {
    "MC-SKILL": _skill,
    "MC-SECTOR": _sector,
    "MC-REF": _proven,
    "MC-CRED": _credentials,
    "MC-APPR": _approach,
    "MC-TIME": _time,
    "MC-TEAM": _team,
    "MC-COMM": _communication,
    "MC-LOC": _presence,
    "MC-SEC": _security,
    "MC-AFTER": _after,
}
