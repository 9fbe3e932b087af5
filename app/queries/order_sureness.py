"""How sure the order of the quotes is, finished for the screen: sentences first, then each change as a bar."""

import uuid
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy.orm import Session

from app.analysis.best_value import anchors_of_estimate
from app.analysis.evaluation import Evaluated, KnockOut
from app.analysis.judging_weights import PRICE
from app.analysis.money import Money
from app.analysis.order_stability import Change, Judged, Rules, Sureness, Trial, sureness
from app.analysis.quotes import MARKS_IN_POINTS, gap_total
from app.domain.awards import knock_out_words
from app.knowledge.evaluation_rules import price_anchors
from app.queries.evaluation_words import criterion_name
from app.queries.judged_quotes import Judging, judging
from app.queries.lens import Lens
from app.queries.quote_offers import comparable
from app.words import say, say_count
from app.words.formats import Formats

TENTH = Decimal("0.1")
MOST_TOLD = 3
"""Weights that turn the order which are told each in a sentence; the bars show all of them."""


@dataclass(frozen=True, slots=True)
class SureBar:
    """One change as a bar: leads in points after it, `low` and `high` of them; equal where it goes one way only."""

    key: str
    title: str
    low: Decimal
    high: Decimal
    low_text: str
    high_text: str
    overturns: bool
    said: str
    """The same as whole sentences."""


@dataclass(frozen=True, slots=True)
class SureSentence:
    """One thing that was tried and what came of it."""

    text: str
    holds: bool


@dataclass(frozen=True, slots=True)
class SurenessView:
    """The page; `refusal` says what is missing where an order cannot be told yet, and all else is empty."""

    refusal: str = ""
    verdict: str = ""
    holds: bool = True
    order: tuple[tuple[str, str], ...] = ()
    """(provider, points) from first to last."""
    sentences: tuple[SureSentence, ...] = ()
    bars: tuple[SureBar, ...] = ()
    lead: Decimal = Decimal(0)
    lead_text: str = ""
    left_out: tuple[str, ...] = ()
    """Who is not in the order, and who cannot be chosen as it stands, with the reason."""

    can_judge: bool = False
    """Whether the way on leads to judging the quotes."""


def order_sureness(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats, today: date
) -> SurenessView:
    """What would change the first place. Both lenses see the same; nothing is told before quality is judged."""
    found = judging(session, project_id, today)
    refusal, can_judge = _refusal(found)
    if found is None or refusal:
        return SurenessView(refusal, can_judge=can_judge)
    judged, left_out = _judged(found)
    judged, stops = _choosable(found, judged)
    if len(judged) < 2:
        return SurenessView(
            say("An order needs two quotes whose cost over three years is known. Fill what is missing first.")
        )
    ours = found.judged.should_cost
    assert ours is not None
    rules = Rules(found.judged.weights, anchors_of_estimate(price_anchors(found.judged.knowledge), ours))
    names = {offer.quote.id: offer.quote.provider_name for offer in found.offers}
    return _Told(sureness(judged, rules), rules, judged, names, formats).view((*left_out, *stops))


def _refusal(found: Judging | None) -> tuple[str, bool]:
    if found is None or not found.offers:
        return say("No quote is in yet, so there is no order."), False
    if len(found.offers) < 2:
        return say("One quote has nobody to come before or after."), False
    if found.judged.should_cost is None:
        return (
            say("Prices are judged against our own estimate, and none was written down before the quotes."),
            False,
        )
    if not found.judged.quality_done:
        return say("Judge the quality first. Prices count from then on, and the order with them."), True
    return "", False


def _choosable(found: Judging, judged: Sequence[Judged]) -> tuple[list[Judged], list[str]]:
    """All of them with what stops a choice told; one that cannot be chosen is not first while two others can."""
    stopped: dict[Hashable, Sequence[KnockOut]] = {}
    totals: dict[Hashable, Decimal] = {}
    words = []
    for quote in (offer.quote for offer in found.offers):
        stopped[quote.id] = found.judged.knock_outs(quote)
        totals[quote.id] = found.judged.judged(quote).total
        words += [knock_out_words(what, quote.provider_name) for what in stopped[quote.id]]
    free = [each for each in judged if not stopped[each.key]]
    if len(free) < 2 or len(free) == len(judged):
        return list(judged), words
    best = max(judged, key=lambda each: totals[each.key])
    return (free if best not in free else list(judged)), words


def _judged(found: Judging) -> tuple[list[Judged], tuple[str, ...]]:
    """The quotes whose cost is known, each with its own points; the others by name."""
    judged, without = [], []
    for offer in found.offers:
        cost = found.judged.cost(offer.quote).total
        if cost is None:
            without.append(offer.quote.provider_name)
            continue
        gaps = gap_total(comparable(offer, found.found.musts, found.found.project.currency))
        marks = found.judged.judged(offer.quote)
        judged.append(
            Judged(
                offer.quote.id, _points(marks), cost, gaps if gaps is not None else Money(0, cost.currency)
            )
        )
    if not without:
        return judged, ()
    names = ", ".join(without)
    return judged, (say("Left out, as their cost over three years is not known: {names}.", names=names),)


def _points(marks: Evaluated) -> Mapping[str, Decimal]:
    return {mark.criterion: mark.mark * MARKS_IN_POINTS for mark in marks.marks if mark.criterion != PRICE}


class _Told:
    """One reckoning put into words."""

    def __init__(
        self,
        sure: Sureness,
        rules: Rules,
        judged: Sequence[Judged],
        names: Mapping[uuid.UUID, str],
        formats: Formats,
    ) -> None:
        self._sure = sure
        self._rules = rules
        self._gaps = {each.key: each.gaps for each in judged}
        self._names: Mapping[Hashable, str] = dict(names.items())
        self._formats = formats

    def view(self, left_out: tuple[str, ...]) -> SurenessView:
        sure = self._sure
        order = sorted(sure.totals, key=lambda key: -sure.totals[key])
        return SurenessView(
            verdict=self._verdict(),
            holds=not sure.overturning and not sure.tied,
            order=tuple((self._names[key], self._tenths(sure.totals[key])) for key in order),
            sentences=tuple(self._sentences()),
            bars=tuple(self._bar(trial) for trial in sure.trials if trial.change is not Change.LEAVES),
            lead=sure.lead,
            lead_text=self._points(sure.lead),
            left_out=left_out,
        )

    def _verdict(self) -> str:
        sure = self._sure
        names = {"first": self._names[sure.first], "second": self._names[sure.second]}
        if sure.tied:
            return say(
                "{first} and {second} are within 3 points, which counts as equal: decide on what the points do "
                "not say.",
                **names,
            )
        if not sure.overturning:
            return say(
                "{first} is first by {lead} points, and nothing that was tried puts another in its place.",
                first=names["first"],
                lead=self._tenths(sure.lead),
            )
        return say_count(
            "{first} is first by {lead} points. {count} change that was tried puts another in its place.",
            "{first} is first by {lead} points. {count} changes that were tried put another in its place.",
            len(sure.overturning),
            first=names["first"],
            lead=self._tenths(sure.lead),
        )

    def _sentences(self) -> list[SureSentence]:
        of = {change: [trial for trial in self._sure.trials if trial.change is change] for change in Change}
        return [
            *self._weight_sentences(of[Change.WEIGHT]),
            *(self._leaves_sentence(trial) for trial in of[Change.LEAVES]),
            *(() if of[Change.LEAVES] else (_only_two(),)),
            *self._gap_sentences(of[Change.GAP]),
        ]

    def _weight_sentences(self, trials: Sequence[Trial]) -> list[SureSentence]:
        first = self._names[self._sure.first]
        turned = [trial for trial in trials if trial.overturns]
        told = [SureSentence(self._weight_words(trial), holds=False) for trial in turned[:MOST_TOLD]]
        if more := len(turned) - len(told):
            words = say_count(
                "{count} more weight puts another first, too: see the bars.",
                "{count} more weights put another first, too: see the bars.",
                more,
            )
            told.append(SureSentence(words, holds=False))
        if not turned:
            least = min((each.lead for trial in trials for each in trial.outcomes), default=self._sure.lead)
            told.append(
                SureSentence(
                    say(
                        "Let any one thing count ten points more or less: {first} stays first each time, by "
                        "{least} points at the least.",
                        first=first,
                        least=self._tenths(least),
                    ),
                    holds=True,
                )
            )
        nearest = self._nearest(trials)
        if nearest is not None and not turned:
            told.append(SureSentence(self._turn_words(nearest), holds=True))
        return told

    def _nearest(self, trials: Sequence[Trial]) -> Trial | None:
        """The weight that has to move least for another to be first."""
        able = [trial for trial in trials if trial.turns_at is not None]
        return min(able, key=self._distance, default=None)

    def _distance(self, trial: Trial) -> Decimal:
        assert trial.turns_at is not None
        return abs(trial.turns_at - self._rules.weights[str(trial.subject)])

    def _turn_words(self, trial: Trial) -> str:
        assert trial.turns_at is not None
        return say(
            "The least that would turn it: {criterion} would have to count {turn} of 100 instead of {now}.",
            criterion=criterion_name(str(trial.subject)),
            turn=self._tenths(trial.turns_at),
            now=self._tenths(self._rules.weights[str(trial.subject)]),
        )

    def _weight_words(self, trial: Trial) -> str:
        criterion = criterion_name(str(trial.subject))
        words = [
            sentence(criterion, self._names[outcome.first], self._tenths(-outcome.lead))
            for outcome, sentence in ((trial.down, _less_turned), (trial.up, _more_turned))
            if outcome is not None and outcome.overturned
        ]
        return " ".join(words)

    def _leaves_sentence(self, trial: Trial) -> SureSentence:
        gone, outcome = self._names[trial.subject], trial.up
        assert outcome is not None
        values = {"gone": gone, "first": self._names[outcome.first], "lead": self._tenths(outcome.lead)}
        if trial.subject == self._sure.first:
            text = say(
                "{gone} is the cheapest, too. Should it withdraw, {first} is first by {lead} points; nobody's points "
                "change.",
                **values,
            )
        else:
            text = say(
                "Should {gone}, the cheapest, withdraw, {first} stays first by {lead} points: nobody's points "
                "hang on another quote.",
                **values,
            )
        return SureSentence(text, holds=True)

    def _gap_sentences(self, trials: Sequence[Trial]) -> list[SureSentence]:
        if not trials:
            return [
                SureSentence(say("No quote has a gap with a figure, so there is none to double."), holds=True)
            ]
        return [SureSentence(self._gap_words(trial), holds=not trial.overturns) for trial in trials]

    def _gap_words(self, trial: Trial) -> str:
        outcome = trial.up
        assert outcome is not None
        values = {
            "amount": self._formats.money_short(self._gaps[trial.subject]),
            "provider": self._names[trial.subject],
            "first": self._names[outcome.first],
            "lead": self._tenths(abs(outcome.lead)),
        }
        if outcome.overturned:
            return say(
                "Double the {amount} that {provider}'s gaps may cost, and {first} is first by {lead} points.",
                **values,
            )
        return say(
            "Double the {amount} that {provider}'s gaps may cost, and {first} is still first by {lead} points.",
            **values,
        )

    def _bar(self, trial: Trial) -> SureBar:
        leads = [each.lead for each in trial.outcomes]
        low, high = min(*leads, self._sure.lead), max(*leads, self._sure.lead)
        if trial.change is Change.GAP:
            title = say("{provider}: gaps cost double", provider=self._names[trial.subject])
            said = self._gap_words(trial)
        else:
            title = criterion_name(str(trial.subject))
            said = " ".join(self._bar_words(trial))
        return SureBar(
            key=f"{trial.change.value}:{trial.subject}",
            title=title,
            low=low,
            high=high,
            low_text=self._signed(low),
            high_text=self._signed(high),
            overturns=trial.overturns,
            said=said,
        )

    def _bar_words(self, trial: Trial) -> list[str]:
        criterion = criterion_name(str(trial.subject))
        words = []
        for outcome, held, turned in (
            (trial.down, _less_held, _less_turned),
            (trial.up, _more_held, _more_turned),
        ):
            if outcome is not None:
                sentence = turned if outcome.overturned else held
                words.append(sentence(criterion, self._names[outcome.first], self._tenths(abs(outcome.lead))))
        if trial.turns_at is not None:
            words.append(self._turn_of(trial))
        return words

    def _turn_of(self, trial: Trial) -> str:
        assert trial.turns_at is not None
        return say(
            "Another would be first at {turn} of 100; it counts {now}.",
            turn=self._tenths(trial.turns_at),
            now=self._tenths(self._rules.weights[str(trial.subject)]),
        )

    def _tenths(self, points: Decimal) -> str:
        return self._formats.one_decimal(points.quantize(TENTH, ROUND_HALF_UP))

    def _signed(self, lead: Decimal) -> str:
        shown = lead.quantize(TENTH, ROUND_HALF_UP)
        text = self._formats.one_decimal(shown)
        return say("+{points}", points=text) if shown > 0 else text

    def _points(self, lead: Decimal) -> str:
        return say("{points} points ahead", points=self._tenths(lead))


def _only_two() -> SureSentence:
    return SureSentence(
        say("There are two quotes: should one withdraw, the other is left by itself."), holds=True
    )


def _more_turned(criterion: str, first: str, lead: str) -> str:
    return say(
        "Let “{criterion}” count ten points more, and {first} is first by {lead} points.",
        criterion=criterion, first=first, lead=lead,
    )  # fmt: skip


def _less_turned(criterion: str, first: str, lead: str) -> str:
    return say(
        "Let “{criterion}” count ten points less, and {first} is first by {lead} points.",
        criterion=criterion, first=first, lead=lead,
    )  # fmt: skip


def _more_held(criterion: str, first: str, lead: str) -> str:
    return say(
        "With ten points more for “{criterion}”, {first} stays first by {lead} points.",
        criterion=criterion, first=first, lead=lead,
    )  # fmt: skip


def _less_held(criterion: str, first: str, lead: str) -> str:
    return say(
        "With ten points less for “{criterion}”, {first} stays first by {lead} points.",
        criterion=criterion, first=first, lead=lead,
    )  # fmt: skip
