"""Find a broker for a project: each judged by the same machinery as providers, one at a time."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.broker_fit import WEIGHTS, BrokerFacts, Tie, assess_broker
from app.analysis.factors import PartScore
from app.analysis.gates import Answer
from app.analysis.jobs import Relation
from app.analysis.matching import Contribution, Match, Ranked, rank, weigh
from app.domain.base import live
from app.domain.brokers import Broker, Endorsement, same_broker
from app.domain.projects import BEFORE_AWARD, Project
from app.domain.providers import Provider
from app.domain.quotes import Quote
from app.domain.shortlists import Candidate, Disclosure
from app.knowledge import Knowledge, load_knowledge
from app.knowledge.match_rules import match_rules
from app.knowledge.readings import read_brief
from app.queries import broker_words as words
from app.queries.briefs import answers
from app.queries.broker_places import languages_of, place, spoken, stated_region
from app.queries.broker_rows import BrokerCard, BrokerFactor, BrokerOut, BrokerRow, BrokerSearch
from app.queries.brokers import broker_row, brokers_of
from app.queries.card_words import CardWords
from app.queries.gate_words import answer_words
from app.queries.lens import Lens
from app.queries.match_job import job_of
from app.queries.shortlist_rows import GateRow
from app.queries.suggestion_records import Came, by_broker, suggestions
from app.words import say
from app.words.formats import Formats

GOOD, POOR = Decimal(70), Decimal(40)
"""Points from which a part speaks for a broker, and below which against."""


def search(
    session: Session, *, lens: Lens, project_id: uuid.UUID, today: date, formats: Formats
) -> BrokerSearch | None:
    """Every broker in order for a project, with reasons; None where the project is gone."""
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return None
    knowledge = load_knowledge()
    given = answers(session, project_id=project_id).values
    reading = read_brief(knowledge, project.templates, given, project.currency)
    job = replace(
        job_of(session, knowledge, project, given, reading, today), languages=languages_of(project.country)
    )
    owner = place(project.country, project.town, knowledge)
    records = by_broker(suggestions(session))
    ties = _ties(session, project_id, lens)
    declared = _declared(session, project)
    found = {one.id: one for one in brokers_of(session, lens)}
    rules = match_rules(knowledge)
    matches = []
    for one in found.values():
        record = records.get(one.name.casefold(), Came())
        told = declared and same_broker(one.name, project.broker_name)
        facts = _facts(one, record, ties.get(one.id, ()), told, knowledge)
        matches.append(weigh(assess_broker(facts, job, owner, rules), WEIGHTS))
    ranking = rank(matches)

    def card(ranked: Ranked) -> BrokerCard:
        one = found[uuid.UUID(str(ranked.match.provider))]
        row = broker_row(one, records.get(one.name.casefold(), Came()), 0, lens, formats)
        return _card(ranked, row, same_broker(one.name, project.broker_name), formats)

    return BrokerSearch(
        title=project.title,
        taken=project.broker_name,
        refusal=_refusal(project),
        owner=project.owner_name,
        cards=tuple(card(each) for each in ranking.ranked),
        out=tuple(_out(match, found, formats) for match in ranking.ruled_out),
    )


def _facts(
    one: Broker, record: Came, ties: Sequence[Tie], declared: bool, knowledge: Knowledge
) -> BrokerFacts:
    return BrokerFacts(
        broker=one.id,
        home=place(one.country, one.town, knowledge),
        languages=spoken(one.languages),
        regions=tuple(stated_region(each, knowledge) for each in one.regions),
        kinds=frozenset(one.templates),
        skills=tuple(one.skills),
        trades=frozenset(one.sectors),
        on_time=record.on_time,
        accepted=record.accepted,
        latest=record.latest,
        declared=declared,
        ties=tuple(ties),
    )


def _declared(session: Session, project: Project) -> bool:
    """Whether the broker of the project has told of any ties."""
    told = select(Disclosure.id).where(live(Disclosure), Disclosure.project_id == project.id)
    return bool(project.broker_name) and session.scalars(told).first() is not None


def _ties(session: Session, project_id: uuid.UUID, lens: Lens) -> Mapping[uuid.UUID, list[Tie]]:
    """What ties each broker to a provider that was asked for this project, or has quoted for it.

    Ties are what brokers told of themselves with an endorsement; a broker's own firm is a tie as well. The
    owner is told of the tie and not of the name: names come after the declaration.
    """
    quoted = select(Quote.provider_ref).where(live(Quote), Quote.project_id == project_id)
    asked = select(Candidate.provider_ref).where(
        live(Candidate), Candidate.project_id == project_id, Candidate.invited_on.is_not(None)
    )
    within = (Provider.id.in_(quoted) | Provider.id.in_(asked), live(Provider))
    found: dict[uuid.UUID, list[Tie]] = {}
    told = session.execute(
        select(Endorsement.broker_id, Endorsement.tie, Provider.name)
        .join(Provider, Provider.id == Endorsement.provider_id)
        .where(live(Endorsement), *within)
    )
    for row in told:
        name = row.name if lens is Lens.BROKER else ""
        found.setdefault(row.broker_id, []).append(Tie(name, Relation(row.tie)))
    firms = session.execute(
        select(Broker.id, Provider.name).join(Provider, Provider.name == Broker.firm).where(live(Broker), *within)
    )  # fmt: skip
    for firm in firms:
        name = firm.name if lens is Lens.BROKER else ""
        found.setdefault(firm.id, []).append(Tie(name, Relation.SHARED_OWNERSHIP))
    return found


def _refusal(project: Project) -> str:
    if reason := project.closed_because():
        return reason
    if project.state not in BEFORE_AWARD:
        return say("A provider is chosen already, so the broker of this project stays.")
    return ""


def _card(ranked: Ranked, row: BrokerRow, chosen: bool, formats: Formats) -> BrokerCard:
    match = ranked.match
    kept = {"strength": match.strength.value, "confidence": match.confidence.value}
    told = CardWords(load_knowledge(), formats, {}, kept)
    strength, tone = told.match()
    parts = [(part, item) for item, _ in match.waterfall() for part in item.factor.parts]
    gates = tuple(
        _gate(each.gate, each.answer, each.code, each.facts, formats) for each in match.assessment.gates
    )
    unchecked = [gate.sentence for gate in gates if gate.answer is Answer.NOT_CHECKED]
    return BrokerCard(
        row=row,
        place=ranked.place,
        place_words=say("{place}, about equal", place=ranked.place) if ranked.about_equal else str(ranked.place),
        shown=match.shown,
        strength_words=strength,
        strength_tone=tone,
        confidence=told.confidence(),
        strengths=tuple(_said(part, formats) for part, _ in parts if not part.missing and part.points >= GOOD),
        weaknesses=tuple(_said(part, formats) for part, _ in parts if not part.missing and part.points <= POOR),
        unknowns=(*(_said(part, formats) for part, _ in parts if part.missing), *unchecked),
        factors=tuple(_factor(item, adds, formats) for item, adds in match.waterfall()),
        gates=gates,
        chosen=chosen,
    )  # fmt: skip


def _said(part: PartScore, formats: Formats) -> str:
    return words.told(part.evidence.code, part.evidence.facts, formats)


def _factor(item: Contribution, adds: Decimal, formats: Formats) -> BrokerFactor:
    parts = item.factor.parts
    return BrokerFactor(
        name=words.factor_title(item.factor.factor),
        weight=item.weight,
        points=item.factor.points.quantize(Decimal(1), ROUND_HALF_UP),
        adds=adds,
        evidence=tuple(_said(part, formats) for part in parts if not part.missing),
        missing=tuple(_said(part, formats) for part in parts if part.missing),
    )


def _gate(gate: str, answer: Answer, code: str, facts: Mapping[str, object], formats: Formats) -> GateRow:
    said, tone = answer_words(answer)
    return GateRow(
        gate=gate,
        name=words.gate_title(gate),
        answer=answer,
        answer_words=said,
        tone=tone,
        sentence=words.told(code, facts, formats),
        waivable=False,
        waiver="",
        waiver_id=None,
    )


def _out(match: Match, found: Mapping[uuid.UUID, Broker], formats: Formats) -> BrokerOut:
    one = found[uuid.UUID(str(match.provider))]
    reasons = tuple(
        words.told(each.code, each.facts, formats) for each in match.assessment.gates if each.stops
    )
    return BrokerOut(one.id, one.name, reasons)
