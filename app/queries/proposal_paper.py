"""The rows of the proposal: one quote recommended to the owner, with its reasons and its weak points."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.apportion import apportion
from app.analysis.coverage import Coverage as Answer
from app.domain.briefs import BriefItem
from app.domain.projects import Project
from app.knowledge import load_knowledge
from app.queries import briefs, first_steps, paper_head, papers, quote_taxes, shortlists
from app.queries.engagement_paper import current_engagement, quiet_times
from app.queries.evaluation_words import criterion_name
from app.queries.judged_words import for_and_against
from app.queries.lens import Lens
from app.queries.order_sureness import order_sureness
from app.queries.payment_plan import agreed_plan, proposed_plan
from app.queries.price_paper import gap_notes, price_comparison
from app.queries.proposal_bids import (
    Bid,
    bids_of,
    checks_of,
    coverage_of,
    evaluation_row,
    firm_of_bid,
    recommended,
    references_of,
)
from app.queries.quote_offers import Round, comparable, latest_round
from app.queries.shortlist_paper import declared, shortlist_paper
from app.queries.shortlist_rows import WhyView
from app.words import say, say_count, say_known
from app.words.formats import Formats

MOST_POINTS = 5
"""Strengths or weak points on page 2; the evaluation has them all."""
TENTH = Decimal("0.1")
"""Points are printed to a tenth."""

DECIDE_WITHIN = timedelta(days=10)
"""How long a proposal waits for its answer, where the quote's own validity does not end sooner."""


def proposal(
    session: Session, *, project_id: uuid.UUID, formats: Formats, today: date
) -> papers.ProposalPaper | None:
    """The proposal for the owner; None before a quote with a price is in."""
    round_ = latest_round(session, project_id)
    if round_ is None:
        return None
    bids = bids_of(session, round_.project, round_.offers, round_.musts, formats, today)
    if not bids:
        return None
    best = recommended(session, project_id, bids)
    others = [bid for bid in bids if bid is not best]
    runner_up = min(others, key=lambda bid: bid.rank, default=None)
    price = best.quote.price
    assert price is not None
    answers = briefs.answers(session, project_id=project_id).values
    paper = papers.ProposalPaper(
        head=paper_head.head(session, round_.project, today),
        firm=firm_of_bid(best),
        price=paper_head.price_of(price, best.quote),
        reason=_advised(session, bids, best) or _reason(best, runner_up, formats),
        valid_until=best.quote.valid_until,
        quote=str(answers.get("b2.problem") or ""),
        situation=str(answers.get("b3.outcome") or ""),
        you_get=_you_get(best, round_.musts),
        costs=_costs(best),
        costs_total=_costs_total(best, round_.musts),
        ready_by=best.quote.ready_by,
        ready_words=formats.weeks(best.quote.weeks) if best.quote.weeks and not best.quote.ready_by else "",
        choose_by=_choose_by(best, answers.get("b12.when"), today),
        ask=paper_head.head(session, round_.project, today).prepared_by,
        others=tuple(_other(bid, formats) for bid in sorted(others, key=lambda bid: bid.rank)),
        others_note=say("All figures excl. tax, like for like: what a quote leaves out is added to it."),
        schedule=papers.Schedule(bands=quiet_times(answers.get("b9.avoid")), today=today),
    )
    paper = _with_reasons(session, paper, project_id, best, runner_up, formats, today)
    paper = _with_work(session, paper, round_.project, best, formats)
    return replace(
        paper,
        coverage=coverage_of(best, others, round_.musts),
        prices=_prices(session, round_, best, others, formats),
        checks=checks_of(session, best),
        references=references_of(session, best),
        shortlist=shortlist_paper(session, project_id=project_id, formats=formats, today=today),
    )


def _prices(
    session: Session, round_: Round, best: Bid, others: Sequence[Bid], formats: Formats
) -> papers.PriceComparison | None:
    """The prices of appendix A with the basis of what was added to them."""
    offers = [bid.offer for bid in (best, *sorted(others, key=lambda bid: bid.rank))]
    prices = price_comparison(session, round_, offers, best.quote.id, formats)
    if prices is None:
        return None
    return replace(prices, note=" ".join((prices.note, *gap_notes(offers, round_.musts, formats))).strip())


def _with_reasons(
    session: Session,
    paper: papers.ProposalPaper,
    project_id: uuid.UUID,
    best: Bid,
    runner_up: Bid | None,
    formats: Formats,
    today: date,
) -> papers.ProposalPaper:
    """Why this one, its weak points, and what would change the order: as judged, else as ranked."""
    why = _why(session, project_id, best, formats)
    said = for_and_against(session, best.quote)
    good = said.strengths[:MOST_POINTS] or (best.card.strengths if best.card else ())
    bad = said.weaknesses[:MOST_POINTS] or (best.card.weaknesses if best.card else ())
    sure = order_sureness(session, lens=Lens.OWNER, project_id=project_id, formats=formats, today=today)
    turns = (sure.verdict, *(each.text for each in sure.sentences if not each.holds))
    return replace(
        paper,
        scores=_judged_scores(best, runner_up) or _scores(why, _why(session, project_id, runner_up, formats)),
        runner_up=firm_of_bid(runner_up) if runner_up else None,
        strengths=good,
        weak_points=bad,
        unknowns=best.card.unknowns if best.card else (),
        would_change=(why.would_change if why else ()) if sure.refusal else turns,
    )


def _advised(session: Session, bids: Sequence[Bid], best: Bid) -> str:
    """Why the broker advises this one, in their own words; empty where they wrote none."""
    kept = evaluation_row(session, bids)
    own = kept is not None and kept.broker_choice == best.quote.id
    return kept.broker_because.strip() if kept is not None and own else ""


def _judged_scores(best: Bid, other: Bid | None) -> tuple[papers.CriterionScore, ...]:
    """What each criterion weighed and brought, heaviest first; empty where quality was not judged to its end."""
    if best.judged is None:
        return ()
    theirs = other.judged if other is not None else None
    marks = sorted(best.judged.marks, key=lambda mark: -mark.weight)
    return tuple(
        papers.CriterionScore(
            criterion_name(mark.criterion),
            mark.weight,
            mark.adds.quantize(TENTH),
            theirs.of(mark.criterion).adds.quantize(TENTH) if theirs is not None else None,
        )
        for mark in marks
    )


def _with_work(
    session: Session, paper: papers.ProposalPaper, project: Project, best: Bid, formats: Formats
) -> papers.ProposalPaper:
    """How the work would go: people, plan, what is in and out, risks, and how the broker is paid."""
    left_out = tuple(item.text for item in briefs.items(session, project_id=project.id, kind="out"))
    plan, agreed = _plan(session, project, best, paper.choose_by or paper.head.prepared_on, formats)
    return replace(
        paper,
        plan=plan,
        approach=_approach(paper.firm.short, agreed),
        safe_step=first_steps.promise(session, project_id=project.id),
        on_site=_on_site(best),
        team_note=_team_note(best),
        included=tuple(
            _capital(say_known(text)) for template in project.templates for text in _scope(template)
        ),
        not_included=(*left_out, *best.quote.exclusions),
        assumptions=tuple(best.quote.assumptions),
        risks=_risks(project.templates),
        disclosure=_disclosure(session, project, formats),
    )


def _why(session: Session, project_id: uuid.UUID, bid: Bid | None, formats: Formats) -> WhyView | None:
    if bid is None or bid.quote.candidate_id is None:
        return None
    return shortlists.why(
        session, lens=Lens.OWNER, project_id=project_id, candidate_id=bid.quote.candidate_id, formats=formats
    )


def _reason(best: Bid, runner_up: Bid | None, formats: Formats) -> str:
    covered = formats.number(best.covered.normalize() + 0)
    if runner_up is None or runner_up.once is None or best.once is None:
        return say("it covers {covered} of {all} must-haves", covered=covered, all=best.of)
    if best.once <= runner_up.once:
        return say(
            "it covers {covered} of {all} must-haves, fits best what matters to you, and costs {less} less "
            "than {other} like for like",
            covered=covered,
            all=best.of,
            less=formats.money_short(runner_up.once - best.once),
            other=firm_of_bid(runner_up).short,
        )
    return say(
        "it covers {covered} of {all} must-haves and fits best what matters to you, for {more} more than "
        "{other} like for like",
        covered=covered,
        all=best.of,
        more=formats.money_short(best.once - runner_up.once),
        other=firm_of_bid(runner_up).short,
    )


def _you_get(best: Bid, musts: Sequence[BriefItem]) -> tuple[str, ...]:
    said = best.offer.coverage
    return tuple(
        item.text for item in musts if item.id in said and said[item.id].answer.value == Answer.INCLUDED.value
    )


def _costs(best: Bid) -> tuple[papers.CostLine, ...]:
    quote = best.quote
    lines = [
        (quote_taxes.PRICE, say("The project"), quote.price),
        (quote_taxes.HARDWARE, say("Equipment you buy"), quote.hardware),
        (quote_taxes.SUPPORT, say("Support, a month"), quote.support_month),
        (quote_taxes.LICENCES, say("Licences, a month"), quote.licences_month),
    ]
    return tuple(
        papers.CostLine(
            name,
            paper_head.price_in_parts(amount, quote, quote_taxes.taxed_costs(quote, {part: amount})),
        )
        for part, name, amount in lines
        if amount is not None
    )


def _costs_total(best: Bid, musts: Sequence[BriefItem]) -> papers.CostLine | None:
    if best.three_years is None:
        return None
    compared = comparable(best.offer, musts, best.three_years.currency)
    parts = quote_taxes.taxed_costs(best.quote, quote_taxes.costs_of(compared))
    return papers.CostLine(
        say("Three years in all"), paper_head.price_in_parts(best.three_years, best.quote, parts)
    )


def _choose_by(best: Bid, wanted: object, today: date) -> date:
    """The day the owner wanted to decide by; without one, soon, and in any case before the price runs out."""
    by = date.fromisoformat(wanted) if isinstance(wanted, str) and wanted else today + DECIDE_WITHIN
    return min(max(by, today), best.quote.valid_until or date.max)


def _scores(why: WhyView | None, other: WhyView | None) -> tuple[papers.CriterionScore, ...]:
    if why is None:
        return ()
    theirs = {row.factor: row.adds.quantize(TENTH) for row in other.factors} if other else {}
    weights = apportion(Decimal(100), [row.weight for row in why.factors], TENTH)
    return tuple(
        papers.CriterionScore(row.name, weight, row.adds.quantize(TENTH), theirs.get(row.factor))
        for row, weight in zip(why.factors, weights, strict=True)
    )


def _other(bid: Bid, formats: Formats) -> papers.OtherOption:
    covered = formats.number(bid.covered.normalize() + 0)
    gaps = [row.note for row in bid.offer.coverage.values() if row.answer.value != "included" and row.note]
    text = say(
        "{covered} of {all} must-haves, {price} like for like.",
        covered=covered,
        all=bid.of,
        price=formats.money_short(bid.once),
    )
    in_short = say("{summary} {gap}.", summary=text, gap=gaps[0].rstrip(".")) if gaps else text
    points = bid.judged.shown if bid.judged is not None else Decimal(bid.card.shown) if bid.card else None
    return papers.OtherOption(firm_of_bid(bid), in_short, points, bid.three_years)


def _plan(
    session: Session, project: Project, best: Bid, starts: date, formats: Formats
) -> tuple[papers.PaymentPlan | None, bool]:
    """The plan, and whether it is agreed: before the choice it is drafted from this quote."""
    engagement = current_engagement(session, project.id)
    if engagement is not None and engagement.quote_id == best.quote.id and engagement.plan_version:
        return agreed_plan(session, engagement, best.quote, formats), True
    alone = first_steps.package_taken(session, project_id=project.id)
    return proposed_plan(project, best.offer, starts=starts, formats=formats, first_step=alone), False


def _approach(firm: str, agreed: bool) -> str:
    if agreed:
        return say("Each stage ends with tests that you or somebody you trust can check.")
    return say(
        "The stages are drafted from this quote's price and dates; you and {firm} settle them, with their "
        "tests, once you have chosen.",
        firm=firm,
    )


def _on_site(best: Bid) -> papers.Person | None:
    if not best.quote.on_site_person:
        return None
    return papers.Person(
        best.quote.on_site_person,
        say("On site for you"),
        firm_of_bid(best).short,
        note=best.quote.on_site_days,
    )


def _team_note(best: Bid) -> str:
    quote = best.quote
    if not quote.remote_place:
        return say("Everybody works near you.")
    if quote.shared_hours is None:
        return say("Part of the team works elsewhere: {place}.", place=quote.remote_place)
    return say_count(
        "Part of the team works elsewhere ({place}); you share {count} hour a day with it.",
        "Part of the team works elsewhere ({place}); you share {count} hours a day with it.",
        int(quote.shared_hours),
        place=quote.remote_place,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _scope(template: str) -> Sequence[str]:
    return load_knowledge().template(template).scope_in


def _risks(templates: Sequence[str]) -> tuple[papers.Risk, ...]:
    knowledge = load_knowledge()
    found: dict[str, papers.Risk] = {}
    for template in templates:
        for risk in knowledge.template(template).risks.values():
            words = say_known(knowledge.risks.risks[risk.risk].risk)
            found.setdefault(risk.risk, papers.Risk(words, say_known(risk.mitigation_here)))
    return tuple(found.values())[:5]


def _disclosure(session: Session, project: Project, formats: Formats) -> papers.Disclosure | None:
    view = shortlists.shortlist(session, lens=Lens.OWNER, project_id=project.id, formats=formats)
    return declared(project, view.disclosure)
