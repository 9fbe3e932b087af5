"""The network of brokers: the list, one broker with their record, and what is said of a provider."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from app.analysis import endorsements as rule
from app.analysis.jobs import Relation
from app.domain.base import live
from app.domain.brokers import Broker, Endorsement, same_broker
from app.domain.projects import Project
from app.domain.providers import Provider
from app.domain.shortlists import Disclosure
from app.queries import broker_words as words
from app.queries.broker_places import region_names
from app.queries.broker_rows import BrokerProfile, BrokerRow, EndorsementRow, ProviderCame
from app.queries.lens import Lens
from app.queries.provider_words import skill_name, template_name
from app.queries.suggestion_records import Came, Suggestion, by_broker, came, suggestions
from app.queries.tie_words import tie_words
from app.words import say, say_count
from app.words.formats import Formats

PRIVATE = (Broker.notes, Broker.me)
NAMED_AT_MOST = 3


def brokers(session: Session, *, lens: Lens, formats: Formats) -> tuple[BrokerRow, ...]:
    """Every broker by name, oneself first; notes and who is "me" are never selected for the owner."""
    records = by_broker(suggestions(session))
    counts = _endorsed(session)
    rows = [
        broker_row(one, records.get(one.name.casefold(), Came()), counts.get(one.id, 0), lens, formats)
        for one in brokers_of(session, lens)
    ]
    return tuple(sorted(rows, key=lambda row: (not row.me, row.name.casefold(), row.id)))


def brokers_of(session: Session, lens: Lens) -> Sequence[Broker]:
    """The rows, without what is private where the owner looks."""
    statement = select(Broker).order_by(Broker.id)
    if lens is Lens.OWNER:
        statement = statement.options(*(defer(column, raiseload=True) for column in PRIVATE))
    return session.scalars(statement).all()


def profile(
    session: Session, *, lens: Lens, broker_id: uuid.UUID, today: date, formats: Formats
) -> BrokerProfile | None:
    """One broker with everything that is known, or None where they are gone."""
    statement = select(Broker).where(Broker.id == broker_id)
    if lens is Lens.OWNER:
        statement = statement.options(*(defer(column, raiseload=True) for column in PRIVATE))
    one = session.scalars(statement).first()
    if one is None:
        return None
    broker = lens is Lens.BROKER
    mine = [each for each in suggestions(session) if each.broker.casefold() == one.name.casefold()]
    record = came(mine)
    count = _endorsed(session).get(one.id, 0)
    return BrokerProfile(
        row=broker_row(one, record, count, lens, formats),
        country=one.country,
        town=one.town,
        regions=tuple(one.regions),
        templates=tuple(one.templates),
        template_names=tuple(template_name(each) for each in one.templates),
        skills=tuple(one.skills),
        skill_names=tuple(skill_name(each) for each in one.skills),
        sectors=tuple(one.sectors),
        sector_names=tuple(skill_name(each) for each in one.sectors),
        languages=tuple(one.languages),
        fee_model=one.fee_model,
        fee_model_words=words.fee_model_name(one.fee_model),
        fee_words=one.fee_words,
        email=one.email,
        phone=one.phone,
        since=one.since,
        notes=one.notes if broker else "",
        basis=words.record_basis(record),
        record=words.record_lines(record, formats),
        providers=_by_provider(mine) if broker else (),
        endorsements=_told(session, Endorsement.broker_id == one.id, today, formats) if broker else (),
    )


def me(session: Session) -> uuid.UUID | None:
    """Which of the brokers works at this computer: for the broker's own pages."""
    return session.scalars(select(Broker.id).where(live(Broker), Broker.me)).first()


def endorsements(
    session: Session, *, lens: Lens, provider_id: uuid.UUID, today: date, formats: Formats
) -> tuple[EndorsementRow, ...]:
    """What brokers say of a provider, those that count first; the directory is the broker's alone."""
    if lens is not Lens.BROKER:
        return ()
    return _told(session, Endorsement.provider_id == provider_id, today, formats)


def endorsement_parts(
    session: Session, *, providers: Iterable[uuid.UUID], on: date
) -> Mapping[uuid.UUID, Decimal]:
    """What endorsements weigh for each of some providers on a day; one nobody speaks for is left out."""
    wanted = tuple(providers)
    gathered: dict[uuid.UUID, list[rule.Endorsement]] = defaultdict(list)
    for row in session.scalars(select(Endorsement).where(Endorsement.provider_id.in_(wanted))):
        gathered[row.provider_id].append(_as_rule(row))
    parts = {key: rule.endorsement_part(said, on) for key, said in gathered.items()}
    return {key: part for key, part in parts.items() if part}


def said_for_project(
    session: Session, *, providers: Iterable[uuid.UUID], project_id: uuid.UUID
) -> Mapping[uuid.UUID, tuple[rule.Endorsement, ...]]:
    """What brokers say of some providers, as a ranking for a project reads it.

    A tie that the project's own broker declared there makes their word one that does not count.
    """
    project = session.get_one(Project, project_id)
    declared = session.scalars(select(Disclosure).where(Disclosure.project_id == project_id)).first()
    ties = {} if declared is None else declared.relations
    names = {row.id: row.name for row in session.execute(select(Broker.id, Broker.name).where(live(Broker)))}
    gathered: dict[uuid.UUID, list[rule.Endorsement]] = defaultdict(list)
    for row in session.scalars(select(Endorsement).where(Endorsement.provider_id.in_(tuple(providers)))):
        told = (
            str(ties.get(row.provider_id.hex, ""))
            if same_broker(names.get(row.broker_id, ""), project.broker_name)
            else ""
        )
        tied = bool(told) and told.casefold() != Relation.NONE
        said = _as_rule(row)
        gathered[row.provider_id].append(replace(said, tied=said.tied or tied))
    return {key: tuple(said) for key, said in gathered.items()}


def part_words(part: Decimal, formats: Formats) -> str:
    """What endorsements weigh together, in a sentence."""
    if not part:
        return say("What brokers say of this provider counts nothing in its score today.")
    return say(
        "Together they close {part} of the gap to a full score, and never more than {most}. Places are shown "
        "with and without them.",
        part=formats.percent(part),
        most=formats.percent(rule.MOST),
    )


def broker_row(one: Broker, record: Came, endorsed: int, lens: Lens, formats: Formats) -> BrokerRow:
    """One broker as the list shows them."""
    named = [*(template_name(each) for each in one.templates), *(skill_name(each) for each in one.skills)]
    country = ", ".join(region_names((one.country,) if one.country else (), formats.locale))
    return BrokerRow(
        id=one.id,
        name=one.name,
        firm=one.firm,
        place=", ".join(filter(None, (one.town, country))),
        regions=", ".join(region_names(one.regions, formats.locale)),
        best=named[0] if named else "",
        also=_few(named[1:]),
        languages=", ".join(one.languages),
        fee=words.fee_words(one.fee_model, one.fee_words),
        record=words.short_record(record),
        suggested=record.suggested,
        endorsements=endorsed,
        me=one.me if lens is Lens.BROKER else False,
    )


def _few(named: Sequence[str]) -> str:
    told = ", ".join(named[:NAMED_AT_MOST])
    rest = len(named) - NAMED_AT_MOST
    return say("{names} and {count} more", names=told, count=rest) if rest > 0 else told


def _endorsed(session: Session) -> dict[uuid.UUID, int]:
    """How many providers each broker speaks for today."""
    rows = session.execute(
        select(Endorsement.broker_id, func.count(Endorsement.provider_id.distinct()).label("endorsed"))
        .where(live(Endorsement), Endorsement.withdrawn_on.is_(None))
        .group_by(Endorsement.broker_id)
    )
    return {row.broker_id: row.endorsed for row in rows}


def _by_provider(mine: Sequence[Suggestion]) -> tuple[ProviderCame, ...]:
    gathered: dict[uuid.UUID, list[Suggestion]] = defaultdict(list)
    for each in mine:
        gathered[each.provider_ref].append(each)
    rows = []
    for ref, group in gathered.items():
        sums = came(group)
        rows.append(
            ProviderCame(
                provider_ref=ref,
                provider=group[-1].provider,
                projects=say_count("{count} project", "{count} projects", sums.projects),
                invited=say("{hits} of {of}", hits=sums.invited, of=sums.suggested),
                awarded=say("{hits} of {of}", hits=sums.awarded, of=sums.suggested),
                on_time=say("{hits} of {of}", hits=sums.on_time, of=sums.accepted) if sums.accepted else "",
            )
        )
    order = {ref: came(group) for ref, group in gathered.items()}
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                -order[row.provider_ref].awarded,
                -order[row.provider_ref].invited,
                row.provider.casefold(),
            ),
        )
    )


def _told(session: Session, where: object, today: date, formats: Formats) -> tuple[EndorsementRow, ...]:
    rows = session.execute(
        select(Endorsement, Broker.name.label("broker"), Provider.name.label("provider"))
        .join(Broker, Broker.id == Endorsement.broker_id)
        .join(Provider, Provider.id == Endorsement.provider_id)
        .where(live(Endorsement), live(Broker), live(Provider), where)  # type: ignore[arg-type]
        .order_by(Endorsement.withdrawn_on.is_not(None), Endorsement.written_on.desc(), Endorsement.id.desc())
    ).all()
    newest: set[tuple[uuid.UUID, uuid.UUID]] = set()
    told = []
    for row in rows:
        one, pair = row.Endorsement, (row.Endorsement.broker_id, row.Endorsement.provider_id)
        replaced = pair in newest and one.withdrawn_on is None
        if one.withdrawn_on is None:
            newest.add(pair)
        told.append(_endorsement(one, row.broker, row.provider, replaced, today, formats))
    return tuple(told)


def _endorsement(
    one: Endorsement, broker: str, provider: str, replaced: bool, today: date, formats: Formats
) -> EndorsementRow:
    stated = _as_rule(one)
    weight = Decimal(0) if replaced else rule.endorsement_weight(stated, today)
    said = words.weight_words(weight, tied=stated.tied, withdrawn=stated.withdrawn, formats=formats)
    if replaced:
        said = say("Replaced by a newer word of the same broker.")
    withdrawn = ""
    if one.withdrawn_on is not None:
        withdrawn = say(
            "Withdrawn on {day}: {reason}", day=formats.day(one.withdrawn_on), reason=one.withdrawn_reason
        )
    return EndorsementRow(
        id=one.id,
        broker_id=one.broker_id,
        broker=broker,
        provider_id=one.provider_id,
        provider=provider,
        reason=one.reason,
        strength=one.strength,
        strength_words=words.strength_words(one.strength),
        basis=dict(words.bases()).get(one.rests_on, ""),
        tie="" if one.tie == Relation.NONE else tie_words(one.tie),
        written=words.written_words(one.written_on, formats),
        withdrawn=withdrawn,
        weight=weight,
        weight_words=said,
    )


def _as_rule(one: Endorsement) -> rule.Endorsement:
    return rule.Endorsement(
        one.broker_id,
        one.strength,
        one.written_on,
        tied=one.tie != Relation.NONE,
        withdrawn=one.withdrawn_on is not None,
    )
