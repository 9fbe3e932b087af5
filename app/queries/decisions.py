"""Choose among quotes, and read the decision afterwards."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.awards import FEWEST_CHARACTERS, award_refusal, candidate_for
from app.domain.briefs import BriefItem
from app.domain.documents import Document
from app.domain.letters import LETTERS
from app.domain.quotes import Decision, Quote
from app.domain.shortlists import Candidate, Waiver
from app.queries.comparison_words import OWN_ROW_TITLES, ROW_TITLES
from app.queries.declarations import disclosure_of
from app.queries.judged_quotes import judging
from app.queries.lens import Lens
from app.queries.quote_comparison import ComparisonRow, comparison
from app.queries.quote_offers import Offer, Round, latest_round
from app.queries.totals import Total, total
from app.words import say
from app.words.formats import Formats

CHOOSABLE = ("submitted", "scored")


@dataclass(frozen=True, slots=True)
class Choice:
    """One quote that could be chosen; `refusal` is empty, or says why it can't be and what to do."""

    quote_id: uuid.UUID
    provider: str
    price: Total
    coverage: str
    like_for_like: str
    valid: str
    refusal: str
    confirm: str
    """What choosing it means, in one sentence for the last page."""

    others: str
    """Who will be told that they were not chosen."""

    waivers: tuple[str, ...] = ()
    """What the broker set aside in writing, for the owner to read before choosing."""


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """Pick, reasons, check: the three pages of a choice. `note` says why nothing can be chosen yet."""

    choices: tuple[Choice, ...]
    reasons: tuple[tuple[str, str], ...]
    """Key and words of the rows of the comparison in which the quotes differ."""

    none_reasons: tuple[tuple[str, str], ...]
    owner_name: str
    ready: bool
    """True where all quotes are compared; else `make_comparable` comes first."""

    note: str
    fewest_characters: int = FEWEST_CHARACTERS


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """One decision as it stays on record."""

    id: uuid.UUID
    provider: str
    price: Total | None
    reasons: tuple[str, ...]
    words: str
    decided_by: str
    decided_on: date
    decided: str
    stands: bool
    withdrawn_reason: str
    not_chosen: tuple[str, ...]
    letters: tuple[str, ...] = ()
    """Letters that somebody holds and that no longer hold, since the choice was taken back."""


def choose(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats, today: date
) -> ChoosePage:
    """What can be chosen now, what speaks for each, and what choosing means."""
    found = latest_round(session, project_id)
    if found is None:
        return ChoosePage((), (), (), "", False, say("This project is no longer here."))
    offers = [offer for offer in found.offers if offer.quote.state in CHOOSABLE]
    candidates = session.scalars(select(Candidate).where(Candidate.project_id == project_id)).all()
    waivers = session.scalars(select(Waiver).where(Waiver.project_id == project_id)).all()
    filed = disclosure_of(session, project_id)
    judged = judging(session, project_id, today)
    page = comparison(
        session,
        lens=lens,
        project_id=project_id,
        formats=formats,
        today=today,
        quote_ids=[offer.quote.id for offer in offers],
    )
    rows = {row.key: row for group in page.groups for row in group.rows}
    columns = {column.quote_id: place for place, column in enumerate(page.columns)}
    choices = []
    for offer in offers:
        candidate = candidate_for(offer.quote, candidates)
        mine = tuple(w for w in waivers if candidate is not None and w.candidate_id == candidate.id)
        refusal = award_refusal(
            offer.quote, candidate, waivers, today, judged.judged if judged else None, filed
        )
        choices.append(_choice(found, offer, rows, columns, refusal, mine, formats))
    ready = found.request is not None and found.request.state == "evaluated"
    differing = tuple(
        (row.key, reason_words(session, row.key))
        for row in rows.values()
        if row.differs and row.key != "flags"
    )
    note = "" if choices else say("There is no quote to choose from yet.")
    return ChoosePage(tuple(choices), differing, _none_reasons(), found.project.owner_name, ready, note)


def records(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats
) -> tuple[DecisionRecord, ...]:
    """Every decision of the project, the latest first; those taken back stay, and say so."""
    decisions = session.scalars(
        select(Decision).where(Decision.project_id == project_id).order_by(Decision.id.desc())
    )
    told = [_record(session, decision, formats) for decision in decisions]
    back = next((at for at, record in enumerate(told) if not record.stands), None)
    if back is not None:
        told[back] = replace(told[back], letters=_uncorrected(session, project_id))
    return tuple(told)


def _uncorrected(session: Session, project_id: uuid.UUID) -> tuple[str, ...]:
    """Numbers of the letters that no longer hold and in whose place no correction has come yet."""
    return tuple(
        session.scalars(
            select(Document.number)
            .where(
                Document.project_id == project_id,
                Document.kind.in_(LETTERS),
                Document.state == "superseded",
                Document.superseded_by == "",
            )
            .order_by(Document.issued_on, Document.id)
        )
    )


def record(session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats) -> DecisionRecord | None:
    """The decision that stands, or None."""
    found = records(session, lens=lens, project_id=project_id, formats=formats)
    return next((decision for decision in found if decision.stands), None)


def _choice(
    found: Round,
    offer: Offer,
    rows: dict[str, ComparisonRow],
    columns: dict[uuid.UUID, int],
    refusal: str,
    waivers: tuple[Waiver, ...],
    formats: Formats,
) -> Choice:
    quote = offer.quote
    place = columns.get(quote.id)

    def cell(key: str) -> str:
        return "" if place is None else rows[key].cells[place].text

    price = total(quote.price, quote, formats)
    others = [o.quote.provider_name for o in found.offers if o.quote.state in CHOOSABLE and o is not offer]
    broker = found.project.broker_name
    confirm = (
        say(
            "You are choosing {provider} at {price} excl. tax. This does not sign a contract; {broker} will "
            "prepare the plan.",
            provider=quote.provider_name,
            price=formats.money_short(quote.price),
            broker=broker,
        )
        if broker
        else say(
            "You are choosing {provider} at {price} excl. tax. This does not sign a contract; the plan comes "
            "next.",
            provider=quote.provider_name,
            price=formats.money_short(quote.price),
        )
    )
    told = (
        say(
            "{names} will have to be told that the choice fell on another.",
            names=", ".join(others),
        )
        if others
        else ""
    )
    valid = (
        say("How long the price holds: not said")
        if quote.valid_until is None
        else say("Price holds until {day}", day=formats.day(quote.valid_until))
    )
    return Choice(
        quote_id=quote.id,
        provider=quote.provider_name,
        price=price,
        coverage=cell("musts_covered"),
        like_for_like=cell("like_for_like"),
        valid=valid,
        refusal=refusal,
        confirm=confirm,
        others=told,
        waivers=tuple(waiver.reason for waiver in waivers),
    )


def _record(session: Session, decision: Decision, formats: Formats) -> DecisionRecord:
    quote = session.get(Quote, decision.quote_id) if decision.quote_id else None
    others = (
        session.scalars(
            select(Quote.provider_name).where(Quote.request_id == quote.request_id, Quote.id != quote.id)
        ).all()
        if quote is not None and quote.request_id is not None
        else ()
    )
    return DecisionRecord(
        id=decision.id,
        provider=quote.provider_name if quote else say("None of the quotes"),
        price=total(quote.price, quote, formats) if quote else None,
        reasons=tuple(reason_words(session, key) for key in decision.reasons),
        words=decision.words,
        decided_by=decision.typed_name,
        decided_on=decision.decided_on,
        decided=say(
            "{name}, {day}. A typed name is a record of agreement, not a signature.",
            name=decision.typed_name,
            day=formats.day(decision.decided_on),
        ),
        stands=decision.stands,
        withdrawn_reason=decision.withdrawn_reason,
        not_chosen=tuple(others),
    )


def reason_words(session: Session, key: str) -> str:
    """A reason in words: a row of the comparison, a must-have, or why none was chosen."""
    if key.startswith("must:"):
        item = session.get(BriefItem, uuid.UUID(key.removeprefix("must:")))
        return item.text if item is not None else say("A must-have that is no longer in the brief")
    titles = {**{row.value: words for row, words in ROW_TITLES.items()}, **OWN_ROW_TITLES}
    return titles[key]() if key in titles else dict(_none_reasons()).get(key, key)


def _none_reasons() -> tuple[tuple[str, str], ...]:
    return (
        ("too_dear", say("All are dearer than we can pay")),
        ("not_covered", say("None covers what we need")),
        ("too_late", say("None is ready in time")),
        ("no_trust", say("None convinced us")),
        ("not_needed", say("We no longer need it")),
    )
