"""A round of quotes as it is judged: one reading of scores, facts and flags for verbs, guards and pages.

Whoever needs it reads the rows of `JUDGED_BY` of the project and hands them in.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from app.analysis import quotes as offers
from app.analysis.coverage import AllowanceBasis, GapAllowance
from app.analysis.coverage import Coverage as Answered
from app.analysis.credentials import CheckLevel, HeldCredential, credential_score
from app.analysis.evaluation import (
    MOST,
    REFERENCES,
    SKILL,
    Evaluated,
    GivenScore,
    KnockOut,
    evaluate,
    flag_knock_outs,
    score_knock_outs,
)
from app.analysis.judging_weights import PRICE
from app.analysis.money import Money
from app.analysis.quotes import MARKS_IN_POINTS, price_mark
from app.domain.base import Entity
from app.domain.briefs import Answer, BriefItem, ItemKind, ShouldCost
from app.domain.evaluations import (
    Evaluation,
    Interview,
    RedFlag,
    ReferenceCall,
    Score,
    last_of_each,
    that_stands,
)
from app.domain.projects import Project
from app.domain.quotes import Coverage, Quote
from app.domain.shortlists import Candidate, QuoteRequest
from app.knowledge import Knowledge
from app.knowledge.evaluation_rules import criterion_rules, price_anchors, weights_by_words
from app.knowledge.match_rules import credential_rules

E = TypeVar("E", bound=Entity)

JUDGED_BY: tuple[type[Entity], ...] = (
    *(Answer, BriefItem, ShouldCost, Candidate, Coverage),
    *(Evaluation, Score, Interview, ReferenceCall, RedFlag),
)
"""Entities of a project that a round is judged by, beside the project, the request and its quotes."""

Rows = Mapping[type[Entity], Sequence[Any]]
CREDENTIALS = "MC-CRED"
MATTER = "b12.matter"
LEAST_CLOSED = 2
"""Closed engagements from which a track record says anything."""


class JudgedRound:
    """Everything that is known of the quotes of one round, by the rows that were handed in."""

    def __init__(
        self, knowledge: Knowledge, project: Project, request: QuoteRequest, rows: Rows, on: date
    ) -> None:
        self.knowledge = knowledge
        self.project = project
        self.request = request
        self._rows = rows
        self._on = on
        self.evaluation = that_stands(row for row in self.of_kind(Evaluation) if row.request_id == request.id)
        """What was settled for the round; None until anybody judged anything."""

    def of_kind(self, kind: type[E]) -> Sequence[E]:
        """The rows of one entity, in the order they were made."""
        return sorted(self._rows.get(kind, ()), key=lambda row: row.id)

    def of_quote(self, kind: type[E], quote_id: uuid.UUID) -> list[E]:
        """The rows of one entity that are about one quote."""
        return [row for row in self.of_kind(kind) if row.quote_id == quote_id]  # type: ignore[attr-defined]

    @property
    def quality_done(self) -> bool:
        """Whether judging quality is done, so that prices may stand beside the scores."""
        return self.evaluation is not None and self.evaluation.quality_done_on is not None

    @property
    def base_weights(self) -> dict[str, Decimal]:
        """What the criteria weigh by the template and the owner's words, before anybody moved them."""
        return weights_by_words(self.knowledge, self.project.main_template, self._matters())

    @property
    def weights(self) -> dict[str, Decimal]:
        """What the criteria weigh: as the request told everybody, else as they would be told now."""
        base = self.base_weights
        moved = self.evaluation.weights if self.evaluation is not None else {}
        for settled in (self.request.weights, moved):
            if set(settled) == set(base):
                return {name: Decimal(settled[name]) for name in base}
        return base

    @property
    def should_cost(self) -> Money | None:
        """Our own estimate over three years; None where there is none to judge by."""
        fixed = self.of_kind(ShouldCost)
        row = fixed[-1] if fixed else None
        if row is None or row.build is None or row.build.currency != self.project.currency:
            return None
        nothing = Money(0, self.project.currency)
        ours = offers.ShouldCost(
            row.fixed_on,
            row.build,
            row.hardware or nothing,
            row.support_month or nothing,
            row.licences_month or nothing,
        )
        whole = ours.three_years()
        return whole if whole.minor > 0 else None

    def candidate(self, quote: Quote) -> Candidate | None:
        """The candidate a quote came from, where it is known."""
        if quote.candidate_id is None and quote.provider_ref is None:
            return None
        return next(
            (
                row
                for row in self.of_kind(Candidate)
                if row.id == quote.candidate_id
                or (quote.candidate_id is None and row.provider_ref == quote.provider_ref)
            ),
            None,
        )

    def judged(self, quote: Quote) -> Evaluated:
        """The twelve criteria of one quote. Price stands at its prior until quality is done."""
        given: dict[str, list[GivenScore]] = {}
        for row in self.scores(quote):
            given.setdefault(row.criterion, []).append(GivenScore(row.scorer, row.mark, row.agreed))
        return evaluate(
            criterion_rules(self.knowledge),
            self.weights,
            given,
            self.facts(quote),
            not_again=any(call.again == "no" for call in self.of_quote(ReferenceCall, quote.id)),
        )

    def scores(self, quote: Quote) -> list[Score]:
        """The scores of a quote that count: the last one of each scorer."""
        return last_of_each(self.of_quote(Score, quote.id))

    def facts(self, quote: Quote) -> dict[str, Decimal]:
        """The marks that facts come to, without anybody's judgement; a criterion nobody knows of is not in it."""
        candidate = self.candidate(quote)
        found = {
            SKILL: _part_mark(candidate, "FAC-FIT", "need_score"),
            REFERENCES: _record_mark(candidate),
            CREDENTIALS: self._credentials(candidate),
            PRICE: self._price(quote) if self.quality_done else None,
        }
        return {name: mark for name, mark in found.items() if mark is not None}

    def cost(self, quote: Quote) -> offers.Cost:
        """What a quote costs over three years, or what is missing to say so. Prices are for after quality."""
        return offers.three_year_cost(self._comparable(quote))

    def flags(self, quote: Quote) -> list[RedFlag]:
        """The open red flags of a quote."""
        return [flag for flag in self.of_quote(RedFlag, quote.id) if flag.is_open]

    def explained(self, quote: Quote) -> str:
        """Why an award is still right although there are many red flags, in the broker's words."""
        said: Mapping[str, str] = self.evaluation.still_right if self.evaluation is not None else {}
        return said.get(quote.id.hex, "")

    def knock_outs(self, quote: Quote) -> tuple[KnockOut, ...]:
        """What stops an award of this quote; scores only once quality is done."""
        severities = [flag.severity for flag in self.flags(quote)]
        by_flags = flag_knock_outs(severities, explained=bool(self.explained(quote).strip()))
        return (*by_flags, *(score_knock_outs(self.judged(quote)) if self.quality_done else ()))

    def _matters(self) -> Mapping[str, str]:
        said = next((row.value for row in self.of_kind(Answer) if row.question == MATTER), None)
        return said if isinstance(said, Mapping) else {}

    def _price(self, quote: Quote) -> Decimal | None:
        cost, ours = self.cost(quote).total, self.should_cost
        return None if cost is None or ours is None else price_mark(cost, ours, price_anchors(self.knowledge))

    def _credentials(self, candidate: Candidate | None) -> Decimal | None:
        checks: Iterable[Mapping[str, Any]] = candidate.snapshot.get("checks", ()) if candidate else ()
        main = self.project.main_template
        if not checks or main is None:
            return None
        wanted = self.knowledge.template(main).credentials
        stands_for = {other: need.credential for need in wanted for other in need.alternatives}
        held = [_held(check) for check in checks]
        held += [_held(check, stands_for[c]) for check in checks if (c := check["credential"]) in stands_for]
        standard = self.knowledge.credentials
        family = standard.family_of(main)
        asked = (*standard.pre_credentialed_standard.core_set, *(need.credential for need in wanted))
        weights = {name: standard.credentials[name].weight.get(family, 0) for name in asked}
        done = self.evaluation.quality_done_on if self.evaluation is not None else None
        return MOST * credential_score(held, weights, done or self._on, credential_rules(self.knowledge))

    def _comparable(self, quote: Quote) -> offers.Quote:
        said = {row.item_id: row for row in self.of_quote(Coverage, quote.id)}
        gaps = []
        for item in self.of_kind(BriefItem):
            row = said.get(item.id)
            answer = Answered(row.answer.value) if row is not None else Answered.NOT_SAID
            if item.kind is ItemKind.MUST and answer is not Answered.INCLUDED:
                amount = row.allowance if row is not None else None
                provisional = answer is Answered.NOT_SAID
                gaps.append(GapAllowance(item.id, amount, AllowanceBasis.BROKER, provisional=provisional))
        return offers.Quote(
            quote=quote.id,
            provider=quote.provider_name,
            currency=self.project.currency,
            price=quote.price,
            allowances=tuple(gaps),
            bought_by_owner=quote.hardware,
            support_per_month=quote.support_month,
            licences_per_month=quote.licences_month,
        )


def _held(check: Mapping[str, Any], name: str = "") -> HeldCredential:
    ends = check.get("expires")
    return HeldCredential(
        name or str(check["credential"]),
        CheckLevel(int(check.get("level") or 0)),
        expires=date.fromisoformat(ends) if ends else None,
    )


def factor_part(candidate: Candidate | None, factor: str, part: str) -> Mapping[str, Any] | None:
    """What the kept ranking measured for one part of a factor; None where it measured nothing."""
    factors: Iterable[Mapping[str, Any]] = candidate.outcome.get("factors", ()) if candidate else ()
    parts = (each for one in factors if one["factor"] == factor for each in one["parts"])
    found = next((each for each in parts if each["part"] == part), None)
    return None if found is None or found.get("missing") else found


def _part_mark(candidate: Candidate | None, factor: str, part: str) -> Decimal | None:
    found = factor_part(candidate, factor, part)
    return None if found is None else Decimal(found["points"]) / MARKS_IN_POINTS


def _record_mark(candidate: Candidate | None) -> Decimal | None:
    found = factor_part(candidate, "FAC-PROVEN", "track_record")
    if found is None or int(found["facts"].get("closed", 0)) < LEAST_CLOSED:
        return None
    return Decimal(found["points"]) / MARKS_IN_POINTS
