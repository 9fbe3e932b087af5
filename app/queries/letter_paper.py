"""The rows of a letter to one provider: drafted from what is on record of it, or as somebody settled it."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.domain.briefs import BriefItem
from app.domain.letters import (
    WRITTEN_FROM,
    Correspondence,
    Letter,
    LetterKind,
    correspondence,
    leak,
    leak_words,
)
from app.domain.projects import Project
from app.domain.quotes import CoverageAnswer, Decision, Quote
from app.persistence.project_rows import rows_of_project
from app.queries import paper_head, papers, shortlists
from app.queries.decision_papers import LetterPaper
from app.queries.footing_rows import told_price
from app.queries.judged_words import for_and_against
from app.queries.lens import Lens
from app.queries.quote_offers import Offer, musts_of, offer_of
from app.words import say
from app.words.formats import Formats

MOST = 8
"""Points on either side that a letter proposes: whoever reads it may take some out or add others."""


def letter_paper(
    session: Session, *, project_id: uuid.UUID, quote_id: uuid.UUID, kind: str, formats: Formats, today: date
) -> LetterPaper | None:
    """A letter to the provider of this quote; None where there is no decision it could tell.

    Nothing of another provider is in it, and a line that names one is refused before the letter is issued.
    """
    project, quote = session.get(Project, project_id), session.get(Quote, quote_id)
    if project is None or quote is None or quote.project_id != project_id:
        return None
    known = correspondence_of(session, project_id)
    decision = known.decision(kind, quote)
    if decision is None:
        return None
    letter = known.letter(kind, quote)
    good, bad, words = _said(session, project, known, quote, kind, letter, formats)
    told = leak((*good, *bad, words), known.others(quote))
    head = paper_head.head(session, project, today)
    award = kind == LetterKind.AWARD
    return LetterPaper(
        head=head,
        kind=kind,
        firm=paper_head.firm_of(quote.provider_name),
        quote_day=quote.received_on,
        decided_on=decision.decided_on,
        price=_price(session, quote) if award else None,
        valid_until=quote.valid_until if award else None,
        none_chosen=decision.quote_id is None,
        strengths=good,
        weaknesses=bad,
        words=words,
        reviewed=_reviewed(letter, formats),
        replaced=tuple(
            say("{number} of {day}", number=row.number, day=formats.day(row.issued_on))
            for row in known.uncorrected(quote)
        )
        if kind == LetterKind.CORRECTION
        else (),
        stands_again=kind == LetterKind.CORRECTION and _stands_again(known, quote, decision),
        ask=head.prepared_by,
        refusal=leak_words(told) if told else "",
    )


def _price(session: Session, quote: Quote) -> papers.Price | None:
    """The price as the provider told it, in its own currency."""
    offer = offer_of(session, quote.id)
    told = told_price(offer) if offer is not None else None
    amount = told or quote.price
    return paper_head.price_of(amount, quote) if amount is not None else None


def correspondence_of(session: Session, project_id: uuid.UUID) -> Correspondence:
    """What the letters of a project are told from. Notes of the broker's own are not read."""
    return correspondence(rows_of_project(session, WRITTEN_FROM, project_id))


def _reviewed(letter: Letter | None, formats: Formats) -> str:
    if letter is None or letter.reviewed_on is None:
        return ""
    return say("Read by {name}, {day}", name=letter.reviewed_by, day=formats.day(letter.reviewed_on))


def _said(
    session: Session,
    project: Project,
    known: Correspondence,
    quote: Quote,
    kind: str,
    letter: Letter | None,
    formats: Formats,
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Strengths, weaknesses and own words: as settled, else as the record has them, without what names others."""
    if letter is not None:
        return tuple(letter.strengths), tuple(letter.weaknesses), letter.words
    if kind not in (LetterKind.AWARD, LetterKind.DEBRIEF):
        return (), (), ""
    others = known.others(quote)

    def own(lines: Iterable[str]) -> tuple[str, ...]:
        return tuple(line for line in dict.fromkeys(lines) if leak((line,), others) is None)[:MOST]

    good, bad = _recorded(session, project, quote, formats)
    return own(good), own(bad) if kind == LetterKind.DEBRIEF else (), ""


def _recorded(
    session: Session, project: Project, quote: Quote, formats: Formats
) -> tuple[list[str], list[str]]:
    """What is on record for and against one provider: the sentences of its scores, and what its quote covers.

    Where nobody scored, what the shortlist said of it. Price is left out: it is told by a number that rests on
    our own estimate, which stays with the owner.
    """
    good, bad = _covered(session, quote, formats)
    said = for_and_against(session, quote)
    good += said.strengths
    bad += said.weaknesses
    if not said.known and quote.candidate_id is not None:
        view = shortlists.shortlist(session, lens=Lens.OWNER, project_id=project.id, formats=formats)
        card = next((card for card in view.cards if card.candidate_id == quote.candidate_id), None)
        good += card.strengths if card else ()
        bad += card.weaknesses if card else ()
    return good, bad


def _covered(session: Session, quote: Quote, formats: Formats) -> tuple[list[str], list[str]]:
    """What of the must-haves is in the price, in the quote's own words."""
    offer = offer_of(session, quote.id)
    musts = musts_of(session, quote.project_id)
    if offer is None or not musts:
        return [], []
    whole = [item for item in musts if _answer(offer, item) is CoverageAnswer.INCLUDED]
    if len(whole) == len(musts):
        return [say("Your quote covers every must-have.")], []
    good = (
        [say("Your quote covers {covered} of {all} must-haves in full.", covered=len(whole), all=len(musts))]
        if whole
        else []
    )
    return good, list(_gaps(offer, [item for item in musts if item not in whole]))


def _gaps(offer: Offer, musts: Sequence[BriefItem]) -> Iterator[str]:
    for item in musts:
        match _answer(offer, item):
            case CoverageAnswer.PARTLY:
                yield say("Only partly in your price: {must}", must=item.text)
            case CoverageAnswer.NOT_INCLUDED:
                yield say("Not in your price: {must}", must=item.text)
            case _:
                yield say("Your quote does not speak of: {must}", must=item.text)


def _answer(offer: Offer, item: BriefItem) -> CoverageAnswer:
    row = offer.coverage.get(item.id)
    return row.answer if row is not None else CoverageAnswer.NOT_SAID


def _stands_again(known: Correspondence, quote: Quote, decision: Decision) -> bool:
    """Whether the quote is among those that can be chosen again: it was not the one taken back, and a copy stands."""
    if decision.quote_id == quote.id:
        return False
    return any(
        row.provider_name == quote.provider_name and row.id != quote.id and row.state == "scored"
        for row in known.quotes
    )
