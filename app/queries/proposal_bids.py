"""The bids behind a proposal, and its appendices: coverage, checks, references."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.coverage import Coverage as Answer
from app.analysis.coverage import count_coverage
from app.analysis.evaluation import Evaluated
from app.analysis.money import Money
from app.analysis.quotes import like_for_like, three_year_cost
from app.domain.briefs import BriefItem
from app.domain.credentials import held_of
from app.domain.evaluations import Evaluation, ReferenceCall
from app.domain.projects import Project
from app.domain.providers import ProviderCredential, ProviderJob
from app.domain.quotes import IN, Decision, Quote
from app.domain.shortlists import Candidate
from app.queries import paper_head, papers, shortlists
from app.queries.evaluation_words import again_words
from app.queries.judged_quotes import judging
from app.queries.lens import Lens
from app.queries.provider_words import credential_name, template_name
from app.queries.quote_offers import Offer, comparable
from app.queries.shortlist_rows import ProviderCard
from app.words import say
from app.words.formats import Formats


@dataclass(frozen=True)
class Bid:
    """A quote with what the shortlist and the comparison say of it."""

    offer: Offer
    card: ProviderCard | None
    once: Money | None
    three_years: Money | None
    covered: Decimal
    of: int
    judged: Evaluated | None = None
    """What its evaluation came to, where quality was judged to its end."""

    @property
    def rank(self) -> tuple[Decimal, int]:
        """First comes who has most points of the evaluation, else who stands first on the shortlist."""
        return (-self.judged.shown if self.judged is not None else Decimal(0), self.place)

    @property
    def quote(self) -> Quote:
        """The quote."""
        return self.offer.quote

    @property
    def place(self) -> int:
        """Place on the shortlist; a quote that came by another way stands last."""
        return self.card.place if self.card is not None and self.card.place else 99


def bids_of(
    session: Session,
    project: Project,
    offers: Sequence[Offer],
    musts: Sequence[BriefItem],
    formats: Formats,
    on: date,
) -> list[Bid]:
    """The quotes with a price, each with its place, its figures on one footing, and what it was judged by."""
    found = judging(session, project.id, on)
    done = found.judged if found is not None and found.judged.quality_done else None
    view = shortlists.shortlist(session, lens=Lens.OWNER, project_id=project.id, formats=formats)
    cards = {card.candidate_id: card for card in view.cards}
    bids = []
    for offer in offers:
        if offer.quote.state not in IN or offer.quote.price is None:
            continue
        compared = comparable(offer, musts, project.currency)
        count = count_coverage([item.id for item in musts], compared.coverage)
        bids.append(
            Bid(
                offer=offer,
                card=cards.get(offer.quote.candidate_id) if offer.quote.candidate_id else None,
                once=like_for_like(compared).total,
                three_years=three_year_cost(compared).total,
                covered=count.covered,
                of=count.of,
                judged=done.judged(offer.quote) if done is not None else None,
            )
        )
    return bids


def recommended(session: Session, project_id: uuid.UUID, bids: Sequence[Bid]) -> Bid:
    """The chosen quote once the owner has chosen; before, the one the broker advises, else the one that is first."""
    decision = session.scalars(
        select(Decision).where(Decision.project_id == project_id, Decision.stands)
    ).first()
    chosen = next((bid for bid in bids if decision and bid.quote.id == decision.quote_id), None)
    advised = advice(session, bids)
    return chosen or advised or min(bids, key=lambda bid: (bid.rank, -bid.covered, bid.quote.id))


def advice(session: Session, bids: Sequence[Bid]) -> Bid | None:
    """The quote that the broker would choose, where they wrote it down; None where they did not."""
    kept = evaluation_row(session, bids)
    choice = kept.broker_choice if kept is not None else None
    return next((bid for bid in bids if bid.quote.id == choice), None)


def evaluation_row(session: Session, bids: Sequence[Bid]) -> Evaluation | None:
    """What was settled for the round of these quotes."""
    request = bids[0].quote.request_id if bids else None
    return session.scalars(select(Evaluation).where(Evaluation.request_id == request)).first()


def firm_of_bid(bid: Bid) -> papers.Firm:
    """The provider of a bid, in full and in short."""
    return paper_head.firm_of(bid.quote.provider_name)


def coverage_of(best: Bid, others: Sequence[Bid], musts: Sequence[BriefItem]) -> papers.Coverage:
    """Appendix A: every must-have against every quote, the recommended one first."""
    bids = (best, *sorted(others, key=lambda bid: bid.rank))
    rows = tuple(
        papers.CoverageRow(
            papers.Requirement(say("M{number}", number=index), item.text),
            tuple(_cell(bid, item) for bid in bids),
        )
        for index, item in enumerate(musts, 1)
    )
    return papers.Coverage(tuple(firm_of_bid(bid) for bid in bids), rows)


def _cell(bid: Bid, item: BriefItem) -> papers.CoverageCell:
    row = bid.offer.coverage.get(item.id)
    return papers.CoverageCell(row.answer.value if row else Answer.NOT_SAID.value, row.note if row else "")


def checks_of(session: Session, best: Bid) -> tuple[papers.ProviderCheck, ...]:
    """The checks of the recommended provider, as the directory holds them."""
    levels = (
        say("claimed"),
        say("document seen"),
        say("confirmed at the source"),
        say("tested by us"),
    )
    rows = session.scalars(
        select(ProviderCredential)
        .where(ProviderCredential.provider_id == _provider(session, best))
        .order_by(ProviderCredential.level.desc(), ProviderCredential.credential)
    )
    return tuple(
        papers.ProviderCheck(
            name=credential_name(row.credential),
            level=held.level,
            level_words=levels[held.level],
            checked_on=row.checked_on,
            checked_by=row.checked_by,
            valid_until=row.expires_on,
        )
        for row, held in ((row, held_of(row)) for row in rows)
        if not held.revoked
    )


def references_of(session: Session, best: Bid) -> tuple[papers.Reference, ...]:
    """Appendix C: who was spoken to for this decision and what was heard, then further past clients."""
    rows = session.scalars(
        select(ProviderJob)
        .where(ProviderJob.provider_id == _provider(session, best), ProviderJob.client != "")
        .order_by(ProviderJob.closed_on.desc(), ProviderJob.id)
    )
    calls = session.scalars(
        select(ReferenceCall)
        .where(ReferenceCall.quote_id == best.quote.id)
        .order_by(ReferenceCall.called_on, ReferenceCall.id)
    )
    heard = tuple(
        papers.Reference(
            client=call.client,
            spoken_on=call.called_on,
            heard=again_words(call),
        )
        for call in calls
    )
    return heard + tuple(
        papers.Reference(
            client=row.client,
            work=template_name(row.template) if row.template else "",
            finished=str(row.closed_on.year) if row.closed_on else "",
            heard=say("Telephoned") if row.checked else "",
        )
        for row in rows
    )


def _provider(session: Session, best: Bid) -> uuid.UUID | None:
    if best.quote.provider_ref is not None:
        return best.quote.provider_ref
    candidate = session.get(Candidate, best.quote.candidate_id) if best.quote.candidate_id else None
    return candidate.provider_ref if candidate else None
