"""Would another choice be as good? What is read beside the reasons of a choice, as far as it is known.

The six factors are those of the latest ranking; the price is that of the quote, like for like against our own
estimate, where every quote has one. A quote whose provider was never ranked is named and left out.
"""

import uuid
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from app.analysis.factors import Importance
from app.analysis.jobs import Relation
from app.analysis.money import Money
from app.analysis.quotes import Quote, gap_total, like_for_like, price_points, three_year_cost
from app.analysis.winner_stability import Stability, leader, stability, word_changes
from app.domain.awards import candidate_for
from app.domain.shortlists import Candidate, Disclosure, MatchRun
from app.knowledge import load_knowledge
from app.queries.lens import Lens
from app.queries.match_job import template_weights
from app.queries.quote_offers import Offer, Round, asked, comparable, latest_round
from app.queries.tie_words import tie_words
from app.words import say, say_known
from app.words.formats import Formats

CHOOSABLE = ("submitted", "scored")
PRICE = "FAC-PRICE"


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence with the icon that marks it, and the phrases of it that count."""

    icon: str
    words: str
    strong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherChoices:
    """`of_hundred` is how many fair readings leave the choice first; None where too little is known."""

    of_hundred: int | None
    lead: Remark
    remarks: tuple[Remark, ...]
    basis: str
    ties: tuple[Remark, ...]
    """What the broker declared of the providers of this round."""


def other_choices(
    session: Session, *, lens: Lens, project_id: uuid.UUID, quote_id: uuid.UUID, formats: Formats, today: date
) -> OtherChoices | None:
    """What speaks for another than `quote_id`; None where there is nothing else to choose. Nothing private."""
    found = latest_round(session, project_id)
    offers = [offer for offer in found.offers if offer.quote.state in CHOOSABLE] if found else []
    mine = next((offer for offer in offers if offer.quote.id == quote_id), None)
    if found is None or mine is None or len(offers) < 2:
        return None
    return _OtherChoices(session, found, offers, mine, formats, today).shown()


class _OtherChoices:
    """Gathers once what the sentences are made from."""

    def __init__(
        self,
        session: Session,
        found: Round,
        offers: Sequence[Offer],
        mine: Offer,
        formats: Formats,
        today: date,
    ) -> None:
        self._session = session
        self._found = found
        self._mine = mine
        self._formats = formats
        self._today = today
        self._offers = {offer.quote.id: offer for offer in offers}
        project = found.project
        self._quotes = {
            key: comparable(one, found.musts, project.currency) for key, one in self._offers.items()
        }
        runs = (
            select(MatchRun)
            .where(MatchRun.project_id == project.id)
            .options(defer(MatchRun.evidence, raiseload=True))
            .order_by(MatchRun.id.desc())
        )
        self._run = session.scalars(runs).first()
        rows = select(Candidate).where(Candidate.project_id == project.id)
        self._candidates = session.scalars(rows.options(defer(Candidate.broker_note, raiseload=True))).all()

    def shown(self) -> OtherChoices:
        """Everything that is known of the alternatives."""
        ranked, from_quotes = self._points()
        prices = self._price_remarks()
        name = self._mine.quote.provider_name
        if self._run is None or self._mine.quote.id not in ranked or len(ranked) < 2:
            lead = Remark(
                "circle-help",
                say("Too little is known to try that out: not enough of these providers were ever ranked."),
            )
            return OtherChoices(None, lead, prices, "", self._ties())
        base = template_weights(load_knowledge(), self._found.project)
        said = {key: Importance(word) for key, word in self._run.inputs.get("importance", {}).items()}
        tried = stability(ranked, base, said, self._mine.quote.id)
        share = tried.of_hundred(tried.leads)
        counted = say("{count} of 100", count=share)
        lead = Remark(
            "scale",
            say(
                "{provider} comes first in {counted} fair readings of what matters to you. One square is two "
                "readings.",
                provider=name,
                counted=counted,
            ),
            (counted,),
        )
        remarks = (self._rival(tried), *prices, self._change(ranked, base, said))
        return OtherChoices(share, lead, remarks, self._basis(from_quotes, ranked), self._ties())

    def _points(self) -> tuple[dict[Hashable, Mapping[str, Decimal]], bool]:
        """The points of each quote's provider, and whether the price in them is that of the quotes."""
        points: dict[Hashable, Mapping[str, Decimal]] = {}
        for key, offer in self._offers.items():
            row = candidate_for(offer.quote, self._candidates)
            factors: Sequence[Mapping[str, Any]] = row.outcome.get("factors", ()) if row is not None else ()
            if factors:
                points[key] = {one["factor"]: Decimal(one["points"]) for one in factors}
        priced = self._price_points([key for key in self._offers if key in points])
        if priced:
            points = {key: {**own, PRICE: priced[key]} for key, own in points.items()}
        return points, bool(priced)

    def _price_points(self, keys: Sequence[uuid.UUID]) -> dict[Hashable, Decimal]:
        """Each quote against our own estimate, over three years if all say enough, else the price alone."""
        should = asked(self._session, self._found.project, self._found.musts, self._today).should_cost
        if should is None:
            return {}
        anchors = load_knowledge().factors.factors[PRICE].parts["price_ratio"].anchors
        for cost, estimate in ((three_year_cost, should.three_years()), (like_for_like, should.build)):
            totals = {key: cost(self._quotes[key]).total for key in keys}
            known = {key: total for key, total in totals.items() if total is not None}
            if len(known) == len(keys) and estimate.minor > 0:
                return {key: price_points(total, estimate, anchors) for key, total in known.items()}
        return {}

    def _rival(self, tried: Stability) -> Remark:
        """The closest of the others, if it is as good in some readings."""
        key, count = max(tried.as_good.items(), key=lambda item: item[1])
        if not count:
            return Remark(
                "shield-check", say("In none of them is another as good, not even within 3 points.")
            )
        counted = say("{count} of 100", count=tried.of_hundred(count))
        words = say(
            "{provider} is as good or better in {counted}. Within 3 points is as good.",
            provider=self._name(key),
            counted=counted,
        )
        return Remark("users", words, (counted,))

    def _price_remarks(self) -> tuple[Remark, ...]:
        """At most one on the cost of closing gaps; else who costs less like for like."""
        own = like_for_like(self._quotes[self._mine.quote.id]).total
        if own is None:
            return ()
        remarks = []
        for key, quote in self._quotes.items():
            total, gaps = like_for_like(quote).total, gap_total(quote)
            if key == self._mine.quote.id or total is None or gaps is None or quote.price is None:
                continue
            if gaps.minor and total > own and quote.price < own:
                remarks.append(self._dearer_by_gaps(quote, own - quote.price, gaps))
            elif gaps.minor and total < own:
                remarks.append(self._cheaper_despite_gaps(quote, own - total, own - quote.price, gaps))
            elif total < own:
                less = self._formats.money_short(own - total)
                words = say(
                    "{provider} costs {amount} less, like for like.", provider=quote.provider, amount=less
                )
                remarks.append(Remark("trending-down", words, (less,)))
        return tuple(remarks[:2])

    def _dearer_by_gaps(self, quote: Quote, under: Money, gaps: Money) -> Remark:
        limit = self._formats.money_short(under)
        words = say(
            "{provider} would cost less if its gaps took under {limit} to fill. We allow {allowed}.",
            provider=quote.provider,
            limit=limit,
            allowed=self._formats.money_short(gaps),
        )
        return Remark("trending-up", words, (limit,))

    def _cheaper_despite_gaps(self, quote: Quote, less: Money, limit: Money, gaps: Money) -> Remark:
        amount = self._formats.money_short(less)
        words = say(
            "{provider} costs {amount} less, like for like, unless its gaps take over {limit} to fill. We "
            "allow {allowed}.",
            provider=quote.provider,
            amount=amount,
            limit=self._formats.money_short(limit),
            allowed=self._formats.money_short(gaps),
        )
        return Remark("trending-down", words, (amount,))

    def _change(
        self,
        ranked: Mapping[Hashable, Mapping[str, Decimal]],
        base: Mapping[str, Decimal],
        said: Mapping[str, Importance],
    ) -> Remark:
        """Which single word would make another lead, or who leads now where that is another."""
        first = leader(ranked, base, said)
        if first != self._mine.quote.id:
            return Remark(
                "sliders-horizontal",
                say("By your own words {provider} comes first.", provider=self._name(first)),
            )
        changes = word_changes(ranked, base, said)
        if not changes:
            return Remark(
                "shield-check", say("No single change of what matters to you would put another one first.")
            )
        change = changes[0]
        word = say_known(change.word.value)
        words = say(
            "{provider} would come first if “{factor}” were {word}. You said {own}.",
            provider=self._name(change.leader),
            factor=say_known(load_knowledge().factors.factors[change.factor].name),
            word=word,
            own=say_known(said.get(change.factor, Importance.IMPORTANT).value),
        )
        return Remark("sliders-horizontal", words, (word,))

    def _basis(self, from_quotes: bool, ranked: Mapping[Hashable, object]) -> str:
        assert self._run is not None
        day = self._formats.day(self._run.ran_on)
        how = say("A fair reading moves each of your six words by one step at most.")
        source = (
            say("Price is from the quotes, the rest from the ranking of {day}.", day=day)
            if from_quotes
            else say("All from the ranking of {day}; the quotes change nothing in it.", day=day)
        )
        unranked = [offer.quote.provider_name for key, offer in self._offers.items() if key not in ranked]
        left_out = say("Left out, never ranked: {names}.", names=", ".join(unranked)) if unranked else ""
        return " ".join(filter(None, (how, source, left_out)))

    def _ties(self) -> tuple[Remark, ...]:
        filed = self._session.scalars(
            select(Disclosure).where(Disclosure.project_id == self._found.project.id)
        ).first()
        if filed is None:
            return ()
        remarks = []
        for offer in self._offers.values():
            row = candidate_for(offer.quote, self._candidates)
            kind = filed.relations.get(row.provider_ref.hex) if row is not None else None
            if kind and kind != Relation.NONE:
                words = say("{provider}: {tie}", provider=offer.quote.provider_name, tie=tie_words(str(kind)))
                remarks.append(Remark("handshake", words))
        broker = self._found.project.broker_name
        if not remarks and broker:
            remarks.append(
                Remark("handshake", say("{broker} declared no tie to any of them.", broker=broker))
            )
        return tuple(remarks)

    def _name(self, key: Hashable) -> str:
        return next(offer.quote.provider_name for own, offer in self._offers.items() if own == key)
