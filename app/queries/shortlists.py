"""The shortlist: who fits, why, what speaks against it and what nobody knows; and one score explained."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from app.analysis.factors import STANDARD_TIMES, Importance, factor_weights
from app.analysis.gates import Answer
from app.analysis.jobs import Relation
from app.analysis.money import Money
from app.domain.gate_answers import gate_name
from app.domain.projects import Project
from app.domain.providers import Provider
from app.domain.shortlists import Candidate, Disclosure, MatchRun, Waiver
from app.knowledge import load_knowledge
from app.queries.card_words import CardWords
from app.queries.lens import Lens
from app.queries.match_inputs import usual_charges
from app.queries.match_job import template_weights
from app.queries.shortlist_rows import (
    DisclosureRow,
    ExcludedRow,
    OrderRow,
    ProviderCard,
    ShortlistView,
    TieRow,
    WeightRow,
    WhyView,
)
from app.queries.tie_words import tie_words
from app.words import say, say_count, say_known
from app.words.formats import Formats

HUNDRED = Decimal(100)
TIE = Decimal(3)
"""Totals within so many points of a place's first share the place."""


@dataclass(frozen=True, slots=True)
class _List:
    """The rows of one project's shortlist."""

    project: Project
    run: MatchRun | None
    candidates: tuple[Candidate, ...]
    waivers: Mapping[uuid.UUID, Mapping[str, Waiver]]
    disclosure: Disclosure | None

    def standing(self) -> list[Candidate]:
        """Those on the list, best first; one whose failed gates have all been waived since stands last."""
        listed = [row for row in self.candidates if not self.stopped(row)]
        return sorted(listed, key=lambda row: (row.place == 0, row.outcome.get("position", 0), row.id))

    def stopped(self, row: Candidate) -> tuple[str, ...]:
        """The gates that keep a candidate off the list."""
        waived = self.waivers.get(row.id, {})
        gates: Sequence[Mapping[str, Any]] = row.outcome.get("gates", ())
        return tuple(
            gate["gate"]
            for gate in gates
            if gate["answer"] == Answer.FAIL and not (gate["waivable"] and gate["gate"] in waived)
        )


def shortlist(session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats) -> ShortlistView:
    """The page "Providers for your project": cards, those ruled out with reasons, and the weights used.

    Usual prices and the broker's notes are read for the broker only.
    """
    rows = _list(session, project_id, lens)
    listed = rows.standing()
    usual: Mapping[uuid.UUID, Money | None] = {}
    if lens is Lens.BROKER and rows.run is not None:
        refs = [row.provider_ref for row in listed]
        usual = usual_charges(session, project_id=project_id, providers=refs, on=rows.run.ran_on)
    cards = tuple(_card(rows, row, lens, formats, usual.get(row.provider_ref)) for row in listed)
    excluded = tuple(_excluded(rows, row, formats) for row in rows.candidates if rows.stopped(row))
    return ShortlistView(
        ran_on=rows.run.ran_on if rows.run else None,
        engine=rows.run.engine if rows.run else "",
        basis=_basis(rows, formats),
        suggestion=_suggestion(cards),
        ticked=sum(card.ticked for card in cards),
        considered=int(rows.run.inputs.get("considered", 0)) if rows.run else 0,
        weights=_weights(rows),
        cards=cards,
        excluded=tuple(
            sorted(excluded, key=lambda row: (not row.near_miss, -row.shown, row.name.casefold()))
        ),
        most_common=_most_common(rows),
        disclosure=_disclosure_row(session, rows, formats),
    )


def why(
    session: Session, *, lens: Lens, project_id: uuid.UUID, candidate_id: uuid.UUID, formats: Formats
) -> WhyView | None:
    """One candidate's score explained; None where it is gone."""
    rows = _list(session, project_id, lens)
    row = next((one for one in rows.candidates if one.id == candidate_id), None)
    if row is None:
        return None
    listed = rows.standing()
    usual: Money | None = None
    if lens is Lens.BROKER and rows.run is not None:
        charges = usual_charges(
            session, project_id=project_id, providers=[row.provider_ref], on=rows.run.ran_on
        )
        usual = charges.get(row.provider_ref)
    words = _words(row, formats)
    total = Decimal(row.outcome.get("total", "0"))
    return WhyView(
        card=_card(rows, row, lens, formats, usual),
        total=total.quantize(Decimal("0.1"), ROUND_HALF_UP),
        of=len(listed),
        heading=_heading(row, len(listed)),
        factors=words.factors(_averages(listed)),
        would_change=_would_change(rows, listed),
        ruled_out=tuple(gate.sentence for gate in words.gates(_waived(rows, row)) if gate.stops),
    )


def reordered(
    session: Session, *, project_id: uuid.UUID, weights: Mapping[str, Decimal]
) -> tuple[OrderRow, ...]:
    """The order under other weights (percent by factor); nothing is changed by asking."""
    rows = _list(session, project_id, Lens.OWNER)
    listed = rows.standing()
    whole = sum(weights.values(), Decimal(0)) or HUNDRED
    scaled = {factor: weight * HUNDRED / whole for factor, weight in weights.items()}
    return _order(listed, scaled)


def _list(session: Session, project_id: uuid.UUID, lens: Lens) -> _List:
    statement = select(Candidate).where(Candidate.project_id == project_id).order_by(Candidate.id)
    if lens is Lens.OWNER:
        statement = statement.options(defer(Candidate.broker_note, raiseload=True))
    waivers: dict[uuid.UUID, dict[str, Waiver]] = {}
    for waiver in session.scalars(select(Waiver).where(Waiver.project_id == project_id)):
        if waiver.reason.strip():
            waivers.setdefault(waiver.candidate_id, {})[waiver.gate] = waiver
    runs = select(MatchRun).where(MatchRun.project_id == project_id).order_by(MatchRun.id.desc())
    disclosures = select(Disclosure).where(Disclosure.project_id == project_id)
    return _List(
        project=_project(session, project_id, lens),
        run=session.scalars(runs).first(),
        candidates=tuple(session.scalars(statement)),
        waivers=waivers,
        disclosure=session.scalars(disclosures).first(),
    )


def _project(session: Session, project_id: uuid.UUID, lens: Lens) -> Project:
    statement = select(Project).where(Project.id == project_id)
    if lens is Lens.OWNER:
        private = (Project.broker_notes, Project.broker_fee, Project.client_id)
        statement = statement.options(*(defer(column, raiseload=True) for column in private))
    return session.scalars(statement).one()


def _words(row: Candidate, formats: Formats) -> CardWords:
    return CardWords(load_knowledge(), formats, row.snapshot, row.outcome)


def _waived(rows: _List, row: Candidate) -> Mapping[str, tuple[uuid.UUID, str]]:
    return {gate: (waiver.id, waiver.reason) for gate, waiver in rows.waivers.get(row.id, {}).items()}


def _card(rows: _List, row: Candidate, lens: Lens, formats: Formats, usual: Money | None) -> ProviderCard:
    words = _words(row, formats)
    gates = words.gates(_waived(rows, row))
    match_words, tone = words.match()
    place = row.place or len(rows.standing())
    return ProviderCard(
        candidate_id=row.id,
        provider_ref=row.provider_ref,
        place=place,
        place_words=say("{place}, about equal", place=place)
        if row.outcome.get("about_equal")
        else str(place),
        about_equal=bool(row.outcome.get("about_equal")),
        name=row.name,
        shown=int(row.outcome.get("shown", 0)),
        strength=str(row.outcome.get("strength", "")),
        strength_words=match_words,
        strength_tone=tone,
        confidence=words.confidence(),
        person_line=words.person_line(),
        team_line=words.team_line(),
        strengths=words.told("strength"),
        weaknesses=words.told("weakness"),
        unknowns=words.told("unknown"),
        checks_line=words.checks_line(),
        tie=_tie(rows, row),
        reply=str(row.snapshot.get("reply_promise") or ""),
        tier_words=words.tier(),
        suggested=bool(row.outcome.get("suggested")),
        ticked=row.ticked,
        invited_on=row.invited_on,
        needs_reason=any(gate.answer is Answer.NOT_CHECKED for gate in gates) and not row.reason.strip(),
        reason=row.reason,
        gates=gates,
        travel_minutes=row.snapshot.get("travel_minutes"),
        earliest_start=words.earliest_start(),
        usual=usual,
        usual_words=words.usual(usual),
        note=row.broker_note if lens is Lens.BROKER else "",
    )


def _excluded(rows: _List, row: Candidate, formats: Formats) -> ExcludedRow:
    words = _words(row, formats)
    gates = words.gates(_waived(rows, row))
    stopping = [gate for gate in gates if gate.stops]
    near = len(stopping) == 1
    return ExcludedRow(
        candidate_id=row.id,
        provider_ref=row.provider_ref,
        name=row.name,
        shown=int(row.outcome.get("shown", 0)),
        reasons=tuple(gate.sentence for gate in stopping),
        near_miss=near,
        near_miss_words=_near_miss(stopping[0].waivable) if near else "",
        gates=gates,
    )


def _near_miss(waivable: bool) -> str:
    if waivable:
        return say("Only this keeps it off the list. The broker may set it aside in writing.")
    return say("Only this keeps it off the list, and it cannot be set aside.")


def _basis(rows: _List, formats: Formats) -> str:
    if rows.run is None:
        return say("The providers have not been ranked for this project yet.")
    return say(
        "Based on brief v{version} and what matters to you, as of {day}",
        version=rows.run.inputs.get("brief_version", 0),
        day=formats.day(rows.run.ran_on),
    )


def _suggestion(cards: Sequence[ProviderCard]) -> str:
    names = [card.name for card in cards if card.suggested]
    if not names:
        return say("Nobody on this list is suggested for asking yet.")
    return say_count(
        "We suggest asking {count} of them: {names}.",
        "We suggest asking {count} of them: {names}.",
        len(names),
        names=", ".join(names),
    )


def _weights(rows: _List) -> tuple[WeightRow, ...]:
    if rows.run is None:
        return ()
    factors = load_knowledge().factors.factors
    importance = rows.run.inputs.get("importance", {})
    return tuple(
        WeightRow(
            factor,
            say_known(factors[factor].name),
            Decimal(weight),
            say_known(importance.get(factor, Importance.IMPORTANT.value)),
        )
        for factor, weight in rows.run.inputs.get("weights", {}).items()
    )


def _most_common(rows: _List) -> str:
    stops = Counter(gate for row in rows.candidates for gate in rows.stopped(row))
    if not stops:
        return ""
    gate, times = min(stops.items(), key=lambda item: (-item[1], item[0]))
    return say_count(
        "Most common reason: {reason} ({count} ruled out).",
        "Most common reason: {reason} ({count} ruled out).",
        times,
        reason=gate_name(gate),
    )


def _tie(rows: _List, row: Candidate) -> str:
    """What the broker has told of a tie to this provider; never private."""
    if rows.disclosure is None:
        return ""
    kind = str(rows.disclosure.relations.get(row.provider_ref.hex, ""))
    if not kind or kind.casefold() == Relation.NONE:
        return ""
    return say("The broker tells of a tie: {words}", words=tie_words(kind))


def _disclosure_row(session: Session, rows: _List, formats: Formats) -> DisclosureRow | None:
    filed = rows.disclosure
    if filed is None:
        return None
    names = {row.provider_ref: row.name for row in rows.candidates}
    refs = [uuid.UUID(hex=ref) for ref in filed.relations]
    unknown = [ref for ref in refs if ref not in names]
    found = session.execute(select(Provider.id, Provider.name).where(Provider.id.in_(unknown)))
    names.update((row.id, row.name) for row in found)
    ties = tuple(
        TieRow(ref, names[ref], str(kind), tie_words(str(kind)))
        for ref, kind in zip(refs, filed.relations.values(), strict=True)
        if ref in names
    )
    read = say("Not read by the owner yet")
    if filed.acknowledged_on is not None:
        read = say(
            "Read by {person} on {day}", person=filed.acknowledged_by, day=formats.day(filed.acknowledged_on)
        )
    return DisclosureRow(filed.text, ties, filed.acknowledged_on, filed.acknowledged_by, read)


def _heading(row: Candidate, listed: int) -> str:
    if row.place == 0:
        return say("{name} — kept off the list by the rules", name=row.name)
    return say("{name} — why it came {place} of {count}", name=row.name, place=row.place, count=listed)


def _points(row: Candidate) -> dict[str, Decimal]:
    return {factor["factor"]: Decimal(factor["points"]) for factor in row.outcome.get("factors", ())}


def _averages(listed: Sequence[Candidate]) -> dict[str, Decimal]:
    """The mean points of each factor over the list, for the dot beside the bar."""
    gathered: dict[str, list[Decimal]] = {}
    for row in listed:
        for factor, points in _points(row).items():
            gathered.setdefault(factor, []).append(points)
    return {factor: sum(points, Decimal(0)) / len(points) for factor, points in gathered.items()}


def _order(listed: Sequence[Candidate], weights: Mapping[str, Decimal]) -> tuple[OrderRow, ...]:
    totals = [
        (
            sum(
                (points * weights.get(factor, Decimal(0)) for factor, points in _points(row).items()),
                Decimal(0),
            ),
            row,
        )
        for row in listed
    ]
    rows: list[OrderRow] = []
    first, place = Decimal(0), 0
    for position, (total, row) in enumerate(sorted(totals, key=lambda item: (-item[0], item[1].id)), start=1):
        whole = total / HUNDRED
        if place == 0 or first - whole > TIE:
            first, place = whole, position
        shown = int(whole.quantize(Decimal(1), ROUND_HALF_UP))
        rows.append(OrderRow(row.id, row.name, place, shown, int(row.outcome.get("shown", 0))))
    return tuple(rows)


def _would_change(rows: _List, listed: Sequence[Candidate]) -> tuple[str, ...]:
    """Which single word of the owner would put another provider first."""
    if rows.run is None or len(listed) < 2:
        return ()
    knowledge = load_knowledge()
    base = template_weights(knowledge, rows.project)
    said = {name: Importance(word) for name, word in rows.run.inputs.get("importance", {}).items()}
    now = _order(listed, factor_weights(base, said))[0]
    changes = []
    for factor in base:
        for word in STANDARD_TIMES:
            if said.get(factor, Importance.IMPORTANT) is word:
                continue
            then = _order(listed, factor_weights(base, {**said, factor: word}))
            if then[0].candidate_id != now.candidate_id and then[0].shown > then[1].shown:
                changes.append(
                    say(
                        "If “{factor}” were {word}, {name} would come first ({best} to {next}).",
                        factor=say_known(knowledge.factors.factors[factor].name),
                        word=say_known(word.value),
                        name=then[0].name,
                        best=then[0].shown,
                        next=then[1].shown,
                    )
                )
    return tuple(changes) or (say("No single change of what matters to you would put another one first."),)


def ran_on(session: Session, *, project_id: uuid.UUID) -> date | None:
    """The day of the latest ranking, or None before the first."""
    runs = select(MatchRun.ran_on).where(MatchRun.project_id == project_id).order_by(MatchRun.id.desc())
    return session.scalars(runs).first()
