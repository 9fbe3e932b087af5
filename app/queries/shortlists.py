"""The shortlist: who fits, why, what speaks against it and what nobody knows; and one score explained."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.factors import Importance
from app.analysis.gates import Answer
from app.analysis.jobs import Relation
from app.analysis.money import Money
from app.domain.gate_answers import checks_stale, gate_name
from app.domain.second_broker import SIGNED, must_sign
from app.domain.shortlists import Candidate, MatchRun
from app.knowledge import load_knowledge
from app.queries.broker_words import endorsed_words
from app.queries.card_words import CardWords
from app.queries.change_words import change_words, no_change_words
from app.queries.declarations import disclosure_row
from app.queries.kept_list import KeptList, kept_list
from app.queries.lens import Lens
from app.queries.match_inputs import usual_charges
from app.queries.match_runs import made_elsewhere
from app.queries.shortlist_rows import ExcludedRow, ProviderCard, ShortlistView, WeightRow, WhyView
from app.queries.sureness_words import (
    agreement_words,
    drawn_words,
    first_short,
    first_words,
    level_words,
    sureness_of_first,
)
from app.queries.tie_words import tie_words
from app.queries.weight_trials import points_of_row, would_change
from app.words import say, say_count, say_known
from app.words.formats import Formats

DECIDED_IN = {"GATE-03": 5, "GATE-04": 9, "GATE-05": 10, "GATE-06": 11, "GATE-07": 8, "GATE-09": 8}
"""The step of the brief that says what a rule asks for; no answer changes the others."""


def shortlist(session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats) -> ShortlistView:
    """The page "Providers for your project": cards, those ruled out with reasons, and the weights used.

    Usual prices and the broker's notes are read for the broker only.
    """
    rows = kept_list(session, project_id, lens)
    listed = rows.standing()
    usual: Mapping[uuid.UUID, Money | None] = {}
    if lens is Lens.BROKER and rows.run is not None:
        refs = [row.provider_ref for row in listed]
        usual = usual_charges(session, project_id=project_id, providers=refs, on=rows.run.ran_on)
    cards = tuple(_card(rows, row, lens, formats, usual.get(row.provider_ref)) for row in listed)
    excluded = tuple(_excluded(rows, row, lens, formats) for row in rows.candidates if rows.stopped(row))
    return ShortlistView(
        ran_on=rows.run.ran_on if rows.run else None,
        engine=rows.run.engine if rows.run else "",
        basis=_basis(rows, formats, lens),
        suggestion=_suggestion(cards),
        sureness=sureness_of_first(listed),
        ticked=sum(card.ticked for card in cards),
        considered=int(rows.run.inputs.get("considered", 0)) if rows.run else 0,
        weights=_weights(rows),
        cards=cards,
        excluded=tuple(
            sorted(excluded, key=lambda row: (not row.near_miss, -row.shown, row.name.casefold()))
        ),
        most_common=_most_common(rows),
        disclosure=None
        if rows.disclosure is None
        else disclosure_row(session, rows.disclosure, rows.candidates, hidden=rows.hidden, formats=formats),
        starts=_starts(rows),
        should_cost=_should_cost(rows),
        reasons=_reasons(rows, formats),
        nearest_only=rows.run is not None and bool(rows.run.inputs.get("stopped_by")),
        run_id=rows.run.id if rows.run else None,
        elsewhere=made_elsewhere(session, project_id=project_id),
        step=next((DECIDED_IN.get(gate) for gate, _ in _stops(rows)), None),
    )


def why(
    session: Session, *, lens: Lens, project_id: uuid.UUID, candidate_id: uuid.UUID, formats: Formats
) -> WhyView | None:
    """One candidate's score explained; None where it is gone."""
    rows = kept_list(session, project_id, lens)
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
    words = _words(row, formats, lens)
    total = Decimal(row.outcome.get("total", "0"))
    written = rows.waivers.get(row.id, {}).get(SIGNED)
    return WhyView(
        card=_card(rows, row, lens, formats, usual),
        total=total.quantize(Decimal("0.1"), ROUND_HALF_UP),
        of=len(listed),
        heading=_heading(row, len(listed)),
        factors=words.factors(_averages(listed)),
        would_change=would_change(rows),
        **_otherwise(rows, row, lens, formats),
        ruled_out=tuple(gate.sentence for gate in words.gates(_waived(rows, row)) if gate.stops),
        **_run(rows, row, formats),
        second_broker=must_sign(row, rows.disclosure),
        second_signed=written.reason if written is not None else "",
    )


def _otherwise(rows: KeptList, row: Candidate, lens: Lens, formats: Formats) -> dict[str, Any]:
    """What would have to be otherwise for it to come first, and whether other methods say the same."""
    inputs: Mapping[str, Any] = rows.run.inputs if rows.run else {}
    kept: Sequence[Mapping[str, Any]] | None = row.outcome.get("changes")
    names = {each.provider_ref.hex: each.name for each in rows.candidates}
    by_text = {str(each.provider_ref): each.name for each in rows.candidates}
    first = next((each.id for each in rows.by_rank()), None) == row.id
    to_broker = lens is Lens.BROKER
    changes = (
        ()
        if kept is None or first
        else change_words(kept, formats, to_broker=to_broker) or (no_change_words(),)
    )
    level = level_words(
        row.outcome.get("level"),
        inputs.get("weights", {}),
        names,
        load_knowledge().factors.factors,
        formats,
    )
    return {
        "single_changes": changes,
        "level": level,
        "agreement": agreement_words(inputs, by_text),
        "tries": drawn_words(inputs, formats),
    }


def _run(rows: KeptList, row: Candidate, formats: Formats) -> dict[str, Any]:
    factors: Sequence[Mapping[str, Any]] = row.outcome.get("factors", ())
    parts = [part for factor in factors for part in factor["parts"]]
    unscored = bool(parts) and all(part["missing"] for part in parts)
    if rows.run is None:
        return {"run_id": None, "run_words": "", "unscored": unscored}
    told = say(
        "Ranked on {day} by {engine}, with brief v{version}",
        day=formats.day(rows.run.ran_on),
        engine=rows.run.engine,
        version=rows.run.inputs.get("brief_version", 0),
    )
    return {"run_id": rows.run.id, "run_words": told, "unscored": unscored}


def _words(row: Candidate, formats: Formats, lens: Lens) -> CardWords:
    return CardWords(load_knowledge(), formats, row.snapshot, row.outcome, to_broker=lens is Lens.BROKER)


def _waived(rows: KeptList, row: Candidate) -> Mapping[str, tuple[uuid.UUID, str]]:
    return {gate: (waiver.id, waiver.reason) for gate, waiver in rows.waivers.get(row.id, {}).items()}


def _card(rows: KeptList, row: Candidate, lens: Lens, formats: Formats, usual: Money | None) -> ProviderCard:
    words = _words(row, formats, lens)
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
        confidence_short=words.confidence_short(),
        person_line=words.person_line(),
        team_line=words.team_line(),
        strengths=words.told("strength"),
        weaknesses=words.told("weakness"),
        unknowns=words.told("unknown"),
        checks_line=words.checks_line(),
        endorsed=endorsed_words(row.outcome.get("endorsed"), int(row.outcome.get("shown", 0)), formats),
        first_words=first_words(row.outcome),
        first_short=first_short(row.outcome),
        newcomer_words=words.newcomer() if row.outcome.get("suggested") else "",
        stale_words=words.stale(),
        moved=int(row.moved["to"]) if row.moved else 0,
        moved_words=_moved(rows, row),
        tie=_tie(rows, row),
        reply=str(row.snapshot.get("reply_promise") or ""),
        tier_words=words.tier(),
        suggested=bool(row.outcome.get("suggested")),
        ticked=row.ticked,
        invited_on=row.invited_on,
        needs_reason=not row.reason.strip()
        and (checks_stale(row.snapshot) or any(gate.answer is Answer.NOT_CHECKED for gate in gates)),
        reason=row.reason,
        gates=gates,
        travel_minutes=row.snapshot.get("travel_minutes"),
        earliest_start=words.earliest_start(),
        usual=usual,
        usual_words=words.usual(usual),
        note=row.broker_note if lens is Lens.BROKER else "",
        points=_points(rows, row),
    )


def _points(rows: KeptList, row: Candidate) -> tuple[Decimal, ...]:
    points = points_of_row(row)
    factors = rows.run.inputs.get("weights", {}) if rows.run else {}
    return tuple(points.get(factor, Decimal(0)) for factor in factors)


def _moved(rows: KeptList, row: Candidate) -> str:
    """That the broker put it elsewhere, which way, and why; its match is what it was."""
    if not row.moved:
        return ""
    by, reason = str(row.moved["by"]), str(row.moved["reason"])
    natural = [each.id for each in rows.by_rank()].index(row.id) + 1 if not rows.stopped(row) else 0
    if int(row.moved["to"]) <= natural:
        return say("{broker} moved {name} up: {reason}", broker=by, name=row.name, reason=reason)
    return say("{broker} moved {name} down: {reason}", broker=by, name=row.name, reason=reason)


def _excluded(rows: KeptList, row: Candidate, lens: Lens, formats: Formats) -> ExcludedRow:
    words = _words(row, formats, lens)
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


def _basis(rows: KeptList, formats: Formats, lens: Lens) -> str:
    if rows.run is None:
        return say("The providers have not been ranked for this project yet.")
    version, day = rows.run.inputs.get("brief_version", 0), formats.day(rows.run.ran_on)
    if lens is Lens.BROKER:
        return say(
            "Based on brief v{version} and what matters to the owner, as of {day}", version=version, day=day
        )
    return say("Based on brief v{version} and what matters to you, as of {day}", version=version, day=day)


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


def _weights(rows: KeptList) -> tuple[WeightRow, ...]:
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


def _stops(rows: KeptList) -> list[tuple[str, int]]:
    """How many each gate keeps off, the most frequent first: of a long directory, as the screening counted."""
    counted: Mapping[str, int] = rows.run.inputs.get("stopped_by", {}) if rows.run else {}
    stops = Counter(gate for row in rows.candidates for gate in rows.stopped(row))
    return sorted((counted or stops).items(), key=lambda item: (-item[1], item[0]))


def _most_common(rows: KeptList) -> str:
    stops = _stops(rows)
    if not stops:
        return ""
    gate, times = stops[0]
    return say_count(
        "Most common reason: {reason} ({count} ruled out).",
        "Most common reason: {reason} ({count} ruled out).",
        times,
        reason=gate_name(gate),
    )


def _reasons(rows: KeptList, formats: Formats) -> tuple[str, ...]:
    return tuple(
        say("{reason}: {number}", reason=_sentence_case(gate_name(gate)), number=formats.number(times))
        for gate, times in _stops(rows)
    )


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def _starts(rows: KeptList) -> date | None:
    kept = rows.run.inputs.get("starts") if rows.run else None
    return date.fromisoformat(kept) if kept else None


def _should_cost(rows: KeptList) -> Money | None:
    kept = rows.run.inputs.get("should_cost") if rows.run else None
    return Money(kept["minor"], kept["currency"]) if kept else None


def _tie(rows: KeptList, row: Candidate) -> str:
    """What the broker has told of a tie to this provider; never private."""
    if rows.disclosure is None:
        return ""
    kind = str(rows.disclosure.relations.get(row.provider_ref.hex, ""))
    if not kind or kind.casefold() == Relation.NONE:
        return ""
    return say("The broker tells of a tie: {words}", words=tie_words(kind))


def _heading(row: Candidate, listed: int) -> str:
    if row.place == 0:
        return say("{name} — kept off the list by the rules", name=row.name)
    return say("{name} — why it came {place} of {count}", name=row.name, place=row.place, count=listed)


def _averages(listed: Sequence[Candidate]) -> dict[str, Decimal]:
    """The mean points of each factor over the list, for the dot beside the bar."""
    gathered: dict[str, list[Decimal]] = {}
    for row in listed:
        for factor, points in points_of_row(row).items():
            gathered.setdefault(factor, []).append(points)
    return {factor: sum(points, Decimal(0)) / len(points) for factor, points in gathered.items()}


def ran_on(session: Session, *, project_id: uuid.UUID) -> date | None:
    """The day of the latest ranking, or None before the first."""
    runs = select(MatchRun.ran_on).where(MatchRun.project_id == project_id).order_by(MatchRun.id.desc())
    return session.scalars(runs).first()
