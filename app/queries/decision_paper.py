"""The rows of the decision record: what was decided and why, from what was on record on that day."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.evaluation import Evaluated
from app.analysis.money import Money
from app.domain.documents import Document
from app.domain.projects import Project
from app.domain.quotes import Decision, Quote
from app.queries import paper_head, papers
from app.queries.decision_papers import DecidedQuote, DecisionPaper, NotChosen
from app.queries.decisions import reason_words
from app.queries.evaluation_words import criterion_name
from app.queries.judged_quotes import Judging, judging
from app.queries.judged_words import for_and_against
from app.queries.lens import Lens
from app.queries.order_sureness import order_sureness
from app.queries.price_paper import should_cost_row
from app.queries.proposal_bids import Bid, bids_of, firm_of_bid
from app.queries.quote_offers import Round, decided_round, latest_round
from app.queries.shortlist_paper import declared
from app.queries.shortlists import shortlist, why
from app.words import say, say_count
from app.words.formats import Formats

RESTS_ON = ("BRF", "QCM", "PRO")
"""Kinds of papers that a decision rests on."""
TENTH = Decimal("0.1")
MONTHS = 36


def decision_paper(
    session: Session, *, project_id: uuid.UUID, formats: Formats, today: date
) -> DecisionPaper | None:
    """The record of the decision that stands; None where nothing is decided."""
    decision = session.scalars(
        select(Decision)
        .where(Decision.project_id == project_id, Decision.stands)
        .order_by(Decision.id.desc())
    ).first()
    found = decided_round(session, project_id) or latest_round(session, project_id)
    if decision is None or found is None:
        return None
    project = found.project
    chosen = session.get(Quote, decision.quote_id) if decision.quote_id else None
    bids = bids_of(session, project, found.offers, found.musts, formats, today)
    judged = _judged(judging(session, project_id, today), found)
    head = paper_head.head(session, project, today)
    should = should_cost_row(session, project_id)
    once = should.build if should is not None else None
    best = next((bid for bid in bids if chosen is not None and bid.quote.id == chosen.id), None)
    return DecisionPaper(
        head=head,
        firm=paper_head.firm_of(chosen.provider_name) if chosen is not None else None,
        price=paper_head.price_of(chosen.price, chosen) if chosen is not None and chosen.price else None,
        decided_by=papers.Person(
            decision.typed_name, head.owner.role if decision.typed_name == head.owner.name else "",
            head.owner.firm,
        ),
        decided_on=decision.decided_on,
        words=decision.words,
        reasons=tuple(reason_words(session, key) for key in decision.reasons),
        compared=tuple(_compared(bid, chosen, judged, formats) for bid in bids),
        should_once=once,
        should_three_years=_three_years(session, project),
        should_fixed=formats.day(should.fixed_on) if should is not None else "",
        weights=_weights(chosen, judged),
        weights_note=_weights_note(judged),
        not_chosen=_not_chosen(session, [offer.quote for offer in found.offers], bids, chosen, formats),
        would_change=_would_change(session, project_id, best, formats, today),
        open_points=best.card.unknowns if best is not None and best.card is not None else (),
        disclosure=declared(
            project,
            shortlist(session, lens=Lens.OWNER, project_id=project_id, formats=formats).disclosure,
        ),
        next_act=_next_act(chosen),
        next_act_detail=_next_detail(chosen),
        evidence=_evidence(session, project_id, formats),
    )  # fmt: skip


Marks = dict[uuid.UUID, Evaluated]


def _judged(found: Judging | None, decided: Round) -> Marks:
    """What each quote's evaluation came to, where quality of that round was judged to its end."""
    if found is None or not found.judged.quality_done or found.found.request is not decided.request:
        return {}
    return {offer.quote.id: found.judged.judged(offer.quote) for offer in found.offers}


def _compared(bid: Bid, chosen: Quote | None, judged: Marks, formats: Formats) -> DecidedQuote:
    mark = judged.get(bid.quote.id)
    covered = formats.number(bid.covered.normalize() + 0)
    return DecidedQuote(
        firm_of_bid(bid),
        say("{covered} of {all}", covered=covered, all=bid.of),
        bid.once,
        bid.three_years,
        formats.one_decimal(mark.shown) if mark is not None else "",
        chosen is not None and bid.quote.id == chosen.id,
    )


def _three_years(session: Session, project: Project) -> Money | None:
    row = should_cost_row(session, project.id)
    if row is None or row.build is None:
        return None
    nothing = row.build - row.build
    monthly = (row.support_month or nothing) + (row.licences_month or nothing)
    return row.build + (row.hardware or nothing) + monthly * MONTHS


def _weights(chosen: Quote | None, judged: Marks) -> tuple[papers.CriterionScore, ...]:
    """What each criterion weighed, and the points the chosen quote has of it."""
    mark = judged.get(chosen.id) if chosen is not None else next(iter(judged.values()), None)
    if mark is None:
        return ()
    return tuple(
        papers.CriterionScore(
            criterion_name(each.criterion),
            each.weight,
            each.adds.quantize(TENTH) if chosen is not None else Decimal(0),
        )
        for each in mark.marks
    )


def _weights_note(judged: Marks) -> str:
    if not judged:
        return say("The quotes were not scored: the figures above and the owner’s words are the reasons.")
    return say("Weights were settled before any quote was opened.")


def _not_chosen(
    session: Session, quotes: Sequence[Quote], bids: Sequence[Bid], chosen: Quote | None, formats: Formats
) -> tuple[NotChosen, ...]:
    """Why each of the others was not, from its own facts; those that never quoted, with what they said."""
    told = []
    by_quote = {bid.quote.id: bid for bid in bids}
    for quote in quotes:
        if chosen is not None and quote.id == chosen.id:
            continue
        bid = by_quote.get(quote.id)
        if bid is not None:
            told.append(NotChosen(quote.provider_name, _against(session, bid, formats)))
        elif quote.state == "declined":
            why_not = quote.declined_reason or say("Gave no reason.")
            told.append(NotChosen(quote.provider_name, say("Declined: {reason}", reason=why_not)))
        else:
            told.append(NotChosen(quote.provider_name, say("Sent no quote that could be compared.")))
    return tuple(told)


def _against(session: Session, bid: Bid, formats: Formats) -> str:
    gaps = sum(row.answer.value != "included" for row in bid.offer.coverage.values())
    left_out = (
        say_count(
            "{count} must-have is not wholly in its price.",
            "{count} must-haves are not wholly in its price.",
            gaps,
        )
        if gaps
        else say("Covers every must-have.")
    )
    price = say("{price} like for like.", price=formats.money_short(bid.once)) if bid.once is not None else ""
    said = for_and_against(session, bid.quote).weaknesses or (
        bid.card.weaknesses if bid.card is not None else ()
    )
    weak = said[0] if said else ""
    return " ".join(filter(None, (left_out, price, weak)))


def _would_change(
    session: Session, project_id: uuid.UUID, best: Bid | None, formats: Formats, today: date
) -> tuple[str, ...]:
    """What would turn the order: as it was judged, else as the shortlist ranked it."""
    sure = order_sureness(session, lens=Lens.OWNER, project_id=project_id, formats=formats, today=today)
    if best is not None and not sure.refusal:
        return (sure.verdict, *(each.text for each in sure.sentences if not each.holds))
    if best is None or best.quote.candidate_id is None:
        return ()
    view = why(
        session, lens=Lens.OWNER, project_id=project_id, candidate_id=best.quote.candidate_id, formats=formats
    )
    return view.would_change if view is not None else ()


def _next_act(chosen: Quote | None) -> str:
    if chosen is None:
        return say("Other providers can be asked.")
    return say("The plan comes next, drafted from this quote.")


def _next_detail(chosen: Quote | None) -> str:
    told = say("Those not chosen get a letter with their own result, without names or prices of others.")
    if chosen is None:
        return told
    return f"{say('Nothing is signed yet and nothing is paid.')} {told}"


def _evidence(session: Session, project_id: uuid.UUID, formats: Formats) -> tuple[str, ...]:
    rows = session.scalars(
        select(Document)
        .where(Document.project_id == project_id, Document.kind.in_(RESTS_ON), Document.state == "issued")
        .order_by(Document.issued_on, Document.id)
    )
    return tuple(say("{number} of {day}", number=row.number, day=formats.day(row.issued_on)) for row in rows)
