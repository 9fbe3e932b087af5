"""How the quotes of a round are judged, finished for the screen. Until quality is done no row carries a price."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.analysis.best_value import (
    Method,
    Scenario,
    Valued,
    ValueRule,
    anchors_of_estimate,
    scenarios,
    worth_of,
)
from app.analysis.evaluation import CriterionMark, Evaluated
from app.analysis.judging_weights import PRICE
from app.analysis.quote_places import Place, Placed, in_order
from app.analysis.quotes import price_ratio
from app.domain.awards import knock_out_words
from app.domain.briefs import ShouldCost
from app.domain.evaluations import Interview, RedFlag, ReferenceCall, Score
from app.domain.judged_rounds import JudgedRound
from app.domain.names import same_name
from app.domain.quotes import Quote
from app.knowledge.evaluation_rules import price_anchors
from app.queries.comparison_words import MISSING
from app.queries.evaluation_evidence import Known, evidence_for
from app.queries.evaluation_forms import interview_roles
from app.queries.evaluation_rows import (
    CriterionRow,
    EvaluationPage,
    FlagRow,
    GivenMark,
    JudgedQuote,
    ScenarioRow,
    TalkRow,
)
from app.queries.evaluation_words import (
    SCENARIOS,
    again_words,
    apart_words,
    basis_words,
    criterion_name,
    fixed_words,
    flag_closed_words,
    hidden_words,
    mark_words,
    not_known_words,
    place_words,
    severity_words,
    sign_words,
)
from app.queries.judged_quotes import Judging, judging
from app.queries.lens import Lens
from app.queries.provider_words import role_name
from app.queries.quote_offers import Offer
from app.words import say, say_known
from app.words.formats import Formats

JUDGING = ("closed", "evaluated")
TENTH = Decimal("0.1")


def evaluation(
    session: Session,
    *,
    lens: Lens,
    project_id: uuid.UUID,
    formats: Formats,
    today: date,
    scorer: str = "",
) -> EvaluationPage | None:
    """How the latest round stands, as `scorer` sees it; None where nobody was asked yet.

    Owner and broker see the same: both judge, and each sees what the other gave.
    """
    found = judging(session, project_id, today)
    if found is None:
        return None
    return _Reading(found, lens, formats, today, scorer).page()


class _Reading:
    """One reading of a round for one scorer."""

    def __init__(self, found: Judging, lens: Lens, formats: Formats, today: date, scorer: str) -> None:
        project = found.found.project
        self._found = found
        self._round: JudgedRound = found.judged
        self._formats = formats
        self._today = today
        self._to_broker = lens is Lens.BROKER
        self.scorer = scorer or (project.owner_name if lens is Lens.OWNER else project.broker_name)
        self._totals = {offer.quote.id: self._round.judged(offer.quote) for offer in found.offers}

    def page(self) -> EvaluationPage:
        done = self._round.quality_done
        kept = self._round.evaluation
        quotes = tuple(self._quote(offer) for offer in self._found.offers)
        return EvaluationPage(
            quotes=quotes,
            scorer=self.scorer,
            refusal=self._refusal(),
            anything=bool(self._round.of_kind(Score)),
            quality_done=done,
            done=say(
                "Quality was judged by {name}, {day}. Since then prices stand beside the scores.",
                name=kept.quality_done_by,
                day=self._formats.day(kept.quality_done_on),
            )
            if kept is not None and done
            else "",
            can_finish=self._missing(quotes),
            weights=self._weights(),
            scenarios=self._scenarios() if done else (),
            left_out=self._left_out() if done else "",
            worth=self._worth() if done else "",
            broker_choice=kept.broker_choice if kept is not None and done else None,
            broker_because=kept.broker_because if kept is not None and done else "",
        )

    def _refusal(self) -> str:
        project, request = self._found.found.project, self._found.judged.request
        if reason := project.closed_because():
            return reason
        if request.state in ("decided",) or project.state != "sourcing":
            scored = bool(self._round.of_kind(Score))
            return (
                say("The choice is made, so how the quotes were judged stays.")
                if scored
                else say("The choice was made without scoring the quotes.")
            )
        if request.state not in JUDGING:
            return say("Close the request first, so that every quote is judged at the same time.")
        return ""

    def _missing(self, quotes: Sequence[JudgedQuote]) -> str:
        scored = {row.quote_id for row in self._round.of_kind(Score)}
        without = [quote.provider for quote in quotes if quote.quote_id not in scored]
        if not quotes:
            return say("There are no quotes to judge at this point.")
        return say("Nobody has scored {provider}'s quote yet.", provider=without[0]) if without else ""

    def _weights(self) -> str:
        kept = self._round.evaluation
        settled = (
            say("The broker settled what counts how much: {reason}", reason=kept.weights_because)
            if kept is not None and kept.weights_because
            else say(
                "What counts how much follows from the kind of project and from what matters to the owner."
            )
        )
        return " ".join(filter(None, (settled, fixed_words(self._round.request, self._formats))))

    # One quote ------------------------------------------------------------------------------------

    def _quote(self, offer: Offer) -> JudgedQuote:
        quote, done = offer.quote, self._round.quality_done
        judged = self._totals[quote.id]
        flags = self._round.of_quote(RedFlag, quote.id)
        known = Known(
            offer,
            self._found.found.musts,
            self._round.candidate(quote),
            self._round.of_quote(Interview, quote.id),
            self._round.of_quote(ReferenceCall, quote.id),
            self._formats,
            self._to_broker,
        )
        rows = tuple(self._criterion(mark, quote, known) for mark in judged.marks)
        mine = sum(row.mine is not None for row in rows)
        by_hand = sum(row.by_hand for row in rows)
        missing = [criterion_name(name) for name in judged.not_known]
        return JudgedQuote(
            quote_id=quote.id,
            provider=quote.provider_name,
            criteria=rows,
            flags=tuple(self._flag(flag) for flag in flags),
            interviews=tuple(self._interview(row) for row in known.interviews),
            references=tuple(self._reference(row) for row in known.references),
            scored=mine,
            to_score=by_hand,
            roles=interview_roles(tuple(line.role for line in offer.lines if line.role)),
            progress=say("{count} of {all} scored by you", count=mine, all=by_hand),
            flag_sum=sum(flag.severity for flag in flags if flag.is_open),
            explained=self._round.explained(quote),
            stops=tuple(knock_out_words(what, quote.provider_name) for what in self._round.knock_outs(quote)),
            not_known=not_known_words(missing) if done else "",
            quality=self._formats.one_decimal((judged.quality * 100).quantize(TENTH)),
            **(self._priced(quote, judged) if done else {}),
        )

    def _priced(self, quote: Quote, judged: Evaluated) -> dict[str, Any]:
        """What may stand beside the scores once quality is done."""
        whole, ours = self._round.cost(quote), self._round.should_cost
        cost = whole.total
        place = next(place for place in self._places() if place.quote == quote.id)
        ratio = MISSING[whole.missing[0]]() if whole.missing else ""
        if cost is not None and ours is not None:
            ratio = say("{share} of our own estimate", share=self._formats.percent(price_ratio(cost, ours)))
        return {
            "total": self._formats.one_decimal(judged.shown),
            "rank": place.place,
            "place": place_words(place, len(self._totals)),
            "cost": self._formats.money(cost) if cost is not None else say("Not known"),
            "ratio": ratio,
        }

    def _criterion(self, mark: CriterionMark, quote: Quote, known: Known) -> CriterionRow:
        rule = self._round.knowledge.matching.criteria[mark.criterion]
        rows = [row for row in self._round.scores(quote) if row.criterion == mark.criterion]
        own = [row for row in rows if not row.agreed]
        mine = next((row for row in own if same_name(row.scorer, self.scorer)), None)
        settled = next((row for row in reversed(rows) if row.agreed), None)
        price, done = mark.criterion == PRICE, self._round.quality_done
        blind = not done and mine is None and bool(own)
        hidden = blind or (price and not done)
        return CriterionRow(
            criterion=mark.criterion,
            name=say_known(rule.name),
            rationale=say_known(rule.rationale),
            anchors=tuple((at, say_known(words)) for at, words in sorted(rule.anchors.items())),
            weight=say("Weight {weight}", weight=self._formats.number(_short(mark.weight))),
            by_hand=not price,
            mine=None if mine is None else self._given(mine),
            others=() if blind else tuple(self._given(row) for row in own if row is not mine),
            agreed=None if settled is None or blind else self._given(settled),
            mark="" if hidden else mark_words(mark.mark, self._formats),
            basis=hidden_words([row.scorer for row in own]) if hidden else basis_words(mark, self._formats),
            apart="" if blind else apart_words(mark, self._formats),
            known=mark.known or hidden,
            evidence=evidence_for(mark.criterion, known),
        )

    def _given(self, row: Score) -> GivenMark:
        return GivenMark(
            row.scorer, row.mark, mark_words(row.mark, self._formats), row.sentence, row.after_prices
        )

    def _flag(self, flag: RedFlag) -> FlagRow:
        return FlagRow(
            flag.id,
            sign_words(flag.sign),
            flag.severity,
            severity_words(flag.severity),
            flag.evidence,
            say("{name}, {day}", name=flag.raised_by, day=self._formats.day(flag.raised_on)),
            flag_closed_words(flag, self._formats),
        )

    def _interview(self, row: Interview) -> TalkRow:
        return TalkRow(
            row.id,
            role_name(row.role),
            say("{mark} of 5", mark=mark_words(row.mark, self._formats)),
            row.sentence,
            say("{name}, {day}", name=row.held_by, day=self._formats.day(row.held_on)),
        )

    def _reference(self, row: ReferenceCall) -> TalkRow:
        score = row.score
        return TalkRow(
            row.id,
            row.client,
            ""
            if score is None
            else say("{score} of 100", score=self._formats.number((score * 100).to_integral_value())),
            again_words(row),
            say("{name}, {day}", name=row.called_by, day=self._formats.day(row.called_on)),
        )

    # All of them ----------------------------------------------------------------------------------

    def _places(self) -> tuple[Place, ...]:
        placed = []
        for offer in self._found.offers:
            talks = [row.mark for row in self._round.of_quote(Interview, offer.quote.id)]
            mean = sum(talks, Decimal(0)) / len(talks) if talks else None
            total = self._totals[offer.quote.id].total
            placed.append(Placed(offer.quote.id, total, mean, self._round.cost(offer.quote).total))
        return in_order(placed)

    def _scenarios(self) -> tuple[ScenarioRow, ...]:
        free = [offer.quote for offer in self._found.offers if not self._round.knock_outs(offer.quote)]
        valued = [
            Valued(
                quote.id,
                self._totals[quote.id].quality,
                self._round.cost(quote).total,
                self._ready(quote),
            )
            for quote in free
        ]
        names = {offer.quote.id: offer.quote.provider_name for offer in self._found.offers}
        kept = self._round.evaluation
        named = scenarios(valued, self._rule(), kept.broker_choice if kept is not None else None)
        return tuple(
            ScenarioRow(
                SCENARIOS[scenario](),
                ", ".join(names[key] for key in keys if isinstance(key, uuid.UUID)) or _nobody(scenario),
            )
            for scenario, keys in named.items()
        )

    def _left_out(self) -> str:
        stopped = [
            offer.quote.provider_name for offer in self._found.offers if self._round.knock_outs(offer.quote)
        ]
        return (
            say("Not among them, as it can't be chosen: {names}", names=", ".join(stopped)) if stopped else ""
        )

    def _rule(self) -> ValueRule | None:
        """Quality priced in money by the weights, settled with our own estimate before quotes were opened."""
        ours = self._round.should_cost
        fixed = self._round.of_kind(ShouldCost)
        if ours is None or not fixed:
            return None
        share = self._round.weights[PRICE] / 100
        anchors = anchors_of_estimate(price_anchors(self._round.knowledge), ours)
        worth = worth_of(share, anchors, ours.currency)
        return ValueRule(Method.MONEY, fixed[-1].fixed_on, ours.currency, share, anchors, worth)

    def _worth(self) -> str:
        rule = self._rule()
        if rule is None or rule.worth is None:
            return ""
        return say(
            "By these weights, a tenth more of quality is worth {amount} over three years.",
            amount=self._formats.money_short(rule.worth.times(TENTH).rounded_to(Decimal(100))),
        )

    def _ready(self, quote: Quote) -> date | None:
        if quote.ready_by is not None or quote.weeks is None:
            return quote.ready_by
        candidate = self._round.candidate(quote)
        start = candidate.snapshot.get("earliest_start") if candidate is not None else None
        begins = date.fromisoformat(start) if start else self._today
        return max(begins, self._today) + timedelta(weeks=quote.weeks)


def _nobody(scenario: Scenario) -> str:
    return say("Not said yet") if scenario is Scenario.BROKERS_CHOICE else say("Not known of any")


def _short(weight: Decimal) -> Decimal:
    """A weight to a tenth, without a needless nought."""
    return Decimal(f"{weight.quantize(TENTH).normalize():f}")
