"""The rows of "why these providers": those suggested with their reasons, those ruled out, and how it was reckoned."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.analysis.apportion import apportion
from app.analysis.gates import Answer
from app.domain.projects import Project
from app.knowledge import load_knowledge
from app.queries import paper_head, papers, shortlists
from app.queries.kept_list import kept_list
from app.queries.lens import Lens
from app.queries.shortlist_rows import DisclosureRow, ProviderCard, ShortlistView, WhyView
from app.queries.source_papers import Counted, Reasons, RuledOut, ShortlistPaper
from app.words import say, say_known
from app.words.formats import Formats

TENTH = Decimal("0.1")
MOST = 8
"""Providers whose reasons are printed in full; a list that long is not what an owner asks for quotes."""

FIRST_OF_LIST = 5
"""Those printed where nobody is suggested, asked or ticked."""

TOLD = 3
"""Strengths, weaknesses and unknowns of each that are printed."""

RULED_OUT = 12


def shortlist_paper(
    session: Session, *, project_id: uuid.UUID, formats: Formats, today: date
) -> ShortlistPaper | None:
    """The paper for the owner; None before the first ranking."""
    view = shortlists.shortlist(session, lens=Lens.OWNER, project_id=project_id, formats=formats)
    if view.ran_on is None:
        return None
    kept = kept_list(session, project_id, Lens.OWNER)
    paper = ShortlistPaper(
        head=paper_head.head(session, kept.project, today),
        basis=view.basis,
        considered=view.considered,
        sureness=view.sureness,
        stopped=view.reasons,
        nearest_only=view.nearest_only,
        disclosure=declared(kept.project, view.disclosure),
        hidden=kept.hidden,
        method=tuple(_method(view, kept.run.inputs if kept.run else {}, formats)),
        engine=view.engine,
        ran_on=view.ran_on,
    )
    return _with_providers(session, paper, view, project_id, formats)


def _with_providers(
    session: Session, paper: ShortlistPaper, view: ShortlistView, project_id: uuid.UUID, formats: Formats
) -> ShortlistPaper:
    shown = _shown(view.cards)
    whys = [
        shortlists.why(
            session, lens=Lens.OWNER, project_id=project_id, candidate_id=card.candidate_id, formats=formats
        )
        for card in shown
    ]
    first = next((why for why in whys if why is not None), None)
    return replace(
        paper,
        providers=tuple(_reasons(why, alone=len(shown) == 1) for why in whys if why is not None),
        others=tuple((card.place_words, card.name, card.shown) for card in view.cards if card not in shown),
        ruled_out=tuple(
            RuledOut(row.name, row.reasons, row.near_miss_words) for row in view.excluded[:RULED_OUT]
        ),
        nearest_only=view.nearest_only or len(view.excluded) > RULED_OUT,
        would_change=first.would_change if first else (),
        agreement=first.agreement if first else "",
        tries=first.tries if first else "",
    )


def _shown(cards: Sequence[ProviderCard]) -> tuple[ProviderCard, ...]:
    """Who is asked or suggested, in the order of the list; without any, the first few."""
    wanted = [card for card in cards if card.suggested or card.ticked or card.invited_on]
    return tuple(wanted[:MOST] or cards[:FIRST_OF_LIST])


def _reasons(why: WhyView, *, alone: bool) -> Reasons:
    card = why.card
    return Reasons(
        name=card.name,
        place=card.place_words,
        match=card.shown,
        match_words=card.strength_words,
        confidence=card.confidence,
        first=card.first_words,
        scores=scores_of(why, alone=alone),
        strengths=card.strengths[:TOLD],
        weaknesses=card.weaknesses[:TOLD],
        unknowns=card.unknowns[:TOLD],
        who=(card.person_line, card.team_line),
        checks=card.checks_line,
        endorsed=card.endorsed,
        tie=card.tie,
        moved=card.moved_words,
        asides=tuple(_asides(card)),
    )


def scores_of(why: WhyView, *, alone: bool = False) -> tuple[papers.CriterionScore, ...]:
    """What each factor adds, to a tenth, beside what it adds on average over the list."""
    weights = apportion(Decimal(100), [row.weight for row in why.factors], TENTH)
    return tuple(
        papers.CriterionScore(
            row.name,
            weight,
            row.adds.quantize(TENTH),
            None if alone else (row.average * row.weight / 100).quantize(TENTH),
        )
        for row, weight in zip(why.factors, weights, strict=True)
    )


def _asides(card: ProviderCard) -> Iterator[str]:
    for gate in card.gates:
        if gate.waiver:
            yield say("Set aside in writing: {rule}. {reason}", rule=gate.name, reason=gate.waiver)
        elif gate.answer is Answer.NOT_CHECKED:
            yield say("Not checked: {told}", told=gate.sentence)


def declared(project: Project, row: DisclosureRow | None) -> papers.Disclosure | None:
    """What the broker told of fee, ties and earlier awards, and when the owner read it."""
    if row is None:
        return None
    return papers.Disclosure(
        broker=project.broker_name,
        fee_words=row.text,
        ties=tuple(tie.line for tie in row.ties),
        awards=row.awards,
        acknowledged=row.acknowledged_on,
    )


def _method(view: ShortlistView, inputs: Mapping[str, Any], formats: Formats) -> Iterator[Counted]:
    """Each factor with the anchors that the ranking kept; those of today for one kept before it kept any."""
    known = load_knowledge().factors.factors
    anchors = {
        part["part"]: [(Decimal(at), Decimal(points)) for at, points in part["anchors"]]
        for factor in inputs.get("anchors", ())
        for part in factor["parts"]
    }
    for row in view.weights:
        factor = known[row.factor]
        yield Counted(
            row.name,
            formats.percent(row.weight / 100),
            row.importance,
            tuple(
                say_known(factor.shortlist_uses)
                if part.points is not None
                else _measure(say_known(part.measure), anchors.get(part.id) or part.anchors, formats)
                for part in factor.parts.values()
            ),
        )


def _measure(name: str, anchors: Sequence[Sequence[Decimal]], formats: Formats) -> str:
    told = ", ".join(
        say("{points} at {value}", points=formats.number(points), value=formats.number(at.normalize() + 0))
        for at, points in anchors
    )
    return say("{measure}: {anchors}", measure=name, anchors=told)
