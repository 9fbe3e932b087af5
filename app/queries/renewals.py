"""Credentials that are due: ended, ending within 30, 60 or 90 days, to be checked again, or looked at before an award.

Read by last day and day of the check, which have their own orders on disk, so that a directory of a hundred
thousand is asked as quickly as one of ten. Only what somebody has seen can be due: a claim is not renewed.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.analysis.credentials import CheckLevel
from app.analysis.validity import months_after
from app.domain.base import live
from app.domain.credentials import rule_of
from app.domain.projects import Project
from app.domain.providers import CheckOutcome, Provider, ProviderCredential, ProviderPerson
from app.domain.quotes import GONE, Quote
from app.domain.shortlists import Candidate, MatchRun
from app.knowledge import load_knowledge
from app.knowledge.match_rules import validity_rules
from app.queries.provider_filters import ASK_ITSELF
from app.queries.provider_words import credential_name
from app.words import say
from app.words.formats import Formats

FIRST = 8
"""Lines of a group that are shown before more are asked for: six groups of them are made in half a second."""

STEPS = (30, 60, 90)
"""Days ahead at which a group ends."""

ROW = ProviderCredential


@dataclass(frozen=True, slots=True)
class DueRow:
    """One credential that is due. `act` is what one press can record ("again", "renew", "visit" or nothing)."""

    id: uuid.UUID
    provider_id: uuid.UUID
    provider: str
    name: str
    about: str
    when: str
    tone: str
    level: int
    act: str
    act_words: str
    next_end: date | None


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Some of the credentials that are due for one reason, and how many there are."""

    key: str
    title: str
    note: str
    count: int
    rows: tuple[DueRow, ...]


def due(
    session: Session, *, today: date, formats: Formats, shown: Mapping[str, int] | None = None
) -> tuple[DueGroup, ...]:
    """The groups that have something in them, the most urgent first; `shown` says how many lines of each."""
    shown = shown or {}
    groups = [_before_awards(session, today, formats)]
    for key, condition in _conditions(today).items():
        count = session.scalar(_counted(condition), execution_options=ASK_ITSELF) or 0
        if not count:
            continue
        rows = session.execute(
            select(ROW, Provider.name, ProviderPerson.name)
            .join(Provider, Provider.id == ROW.provider_id)
            .outerjoin(ProviderPerson, ProviderPerson.id == ROW.person_id)
            .where(live(Provider), condition)
            .order_by(ROW.checked_on if key == "again" else ROW.expires_on, ROW.id)
            .limit(shown.get(key, FIRST))
        )
        title, note = _group_words(key)
        lines = tuple(_line(key, row, name, person or "", today, formats) for row, name, person in rows)
        groups.append(DueGroup(key, title, note, count, lines))
    order = ("ended", "award", "30", "60", "90", "again")
    return tuple(sorted((each for each in groups if each.count), key=lambda each: order.index(each.key)))


def count_due(session: Session, *, today: date) -> tuple[int, int]:
    """How many have ended, and how many end within 30 days."""
    conditions = _conditions(today)
    ended, soon = (
        session.scalar(_counted(conditions[key]), execution_options=ASK_ITSELF) or 0
        for key in ("ended", "30")
    )
    return ended, soon


def _counted(condition: ColumnElement[bool]) -> Any:
    """Counted by an index alone: a provider that is gone has no credentials."""
    return select(func.count()).select_from(ROW.__table__).where(live(ROW), condition)


def _conditions(today: date) -> dict[str, ColumnElement[bool]]:
    """What is in each group; nothing is in two of those that go by its last day."""
    seen = and_(
        live(ROW),
        ROW.level >= CheckLevel.SEEN,
        ROW.withdrawn_on.is_(None),
        ROW.outcome != CheckOutcome.FAIL,
    )
    found = {"ended": and_(ROW.expires_on < today, seen)}
    first = today
    for days in STEPS:
        last = today + timedelta(days=days)
        found[str(days)] = and_(ROW.expires_on.between(first, last), seen)
        first = last + timedelta(days=1)
    months = load_knowledge().credentials.pre_credentialed_standard.expiry_policy.recheck_every_months
    lasting = or_(ROW.expires_on.is_(None), ROW.expires_on >= first)
    checked = and_(seen, ROW.level >= CheckLevel.CHECKED)
    found["again"] = and_(ROW.checked_on <= months_after(today, -months), lasting, checked)
    return found


def _group_words(key: str) -> tuple[str, str]:
    words = {
        "ended": (say("Ended"), say("It no longer counts, but for a time of grace where its type has one.")),
        "30": (say("Ends within 30 days"), say("Ask for the renewal now.")),
        "60": (say("Ends within 60 days"), ""),
        "90": (say("Ends within 90 days"), ""),
        "again": (
            say("To be checked again"),
            say("It still runs, but nobody has looked for a year. A look at the register or a call will do."),
        ),
        "award": (
            say("To be looked at before a choice"),
            say("These are looked at again before work is given to a provider who was asked for a quote."),
        ),
    }
    return words[key]


def _line(
    key: str, row: ProviderCredential, provider: str, person: str, today: date, formats: Formats,
    about: str = "",
) -> DueRow:  # fmt: skip
    act, next_end = _act(key, row, today)
    words = {
        "again": say("Checked again today"),
        "renew": say("Renewed to {day}", day=formats.day(next_end)),
        "visit": say("Visit seen today"),
        "": "",
    }
    levels = load_knowledge().credentials.pre_credentialed_standard.verification_levels
    level = say("Level {level}: {words}", level=row.level, words=levels[row.level])
    when, tone = _when(key, row, today, formats)
    return DueRow(
        id=row.id,
        provider_id=row.provider_id,
        provider=provider,
        name=credential_name(row.credential),
        about=" · ".join(filter(None, (person, about, level))),
        when=when,
        tone=tone,
        level=row.level,
        act=act,
        act_words=words[act],
        next_end=next_end,
    )


def _when(key: str, row: ProviderCredential, today: date, formats: Formats) -> tuple[str, str]:
    if key in ("again", "award") and row.checked_on is not None:
        return say("checked {day}", day=formats.day(row.checked_on)), "warn"
    if key in ("again", "award"):
        return say("not checked yet"), "warn"
    if key == "ended":
        return say("ended {day}", day=formats.day(row.expires_on)), "danger"
    return say("ends {day}", day=formats.day(row.expires_on)), "warn" if key == "30" else "neutral"


def _act(key: str, row: ProviderCredential, today: date) -> tuple[str, date | None]:
    """What one press can record, and the day it then ends; nothing where more has to be known."""
    rule = rule_of(row.credential)
    if row.level < CheckLevel.CHECKED:
        return "", None
    if key in ("again", "award") or rule.from_check:
        return "again", None
    if (
        rule.surveillance is not None
        and row.printed_end is not None
        and row.printed_end > (row.expires_on or today)
    ):
        return "visit", row.printed_end
    months = rule.kind(row.kind).months
    if months is None or row.expires_on is None or rule.from_period_end:
        return "", None
    following = months_after(row.expires_on, months)
    return "renew", following if following > today else months_after(today, months)


def _before_awards(session: Session, today: date, formats: Formats) -> DueGroup:
    """What has to be looked at again of providers who were asked and of whom one may soon be chosen."""
    rows = tuple(_asked(session, today, formats))
    title, note = _group_words("award")
    return DueGroup("award", title, note, len(rows), rows)


def _asked(session: Session, today: date, formats: Formats) -> Iterator[DueRow]:
    again = {
        name: rule.again_for_awards_over
        for name, rule in validity_rules(load_knowledge()).items()
        if rule.again_for_awards_over is not None
    }
    for project in session.scalars(
        select(Project).where(live(Project), Project.state == "sourcing", Project.held_on.is_(None))
    ):
        asked = _in_round(session, project)
        rows = session.execute(
            select(ROW, Provider.name)
            .join(Provider, Provider.id == ROW.provider_id)
            .where(
                live(Provider), live(ROW), ROW.provider_id.in_(list(asked)), ROW.credential.in_(list(again)),
                ROW.level >= CheckLevel.SEEN, ROW.withdrawn_on.is_(None),
                or_(ROW.expires_on.is_(None), ROW.expires_on >= today),
            )
            .order_by(Provider.name, ROW.credential)
        )  # fmt: skip
        for row, name in rows:
            since, price = asked[row.provider_id]
            fresh = row.checked_on is not None and row.checked_on >= since
            if not fresh and price > (again[row.credential] or 0):
                yield _line("award", row, name, "", today, formats, about=project.title)


def _in_round(session: Session, project: Project) -> dict[uuid.UUID, tuple[date, Decimal]]:
    """Who is still in the round: since when, and at which price, as reckoned where none was quoted."""
    run = session.scalars(
        select(MatchRun).where(MatchRun.project_id == project.id).order_by(MatchRun.id.desc())
    ).first()
    reckoned = (
        Decimal((run.inputs.get("should_cost") or {}).get("minor", 0)) / 100
        if run is not None
        else Decimal(0)
    )
    quotes: Sequence[Quote] = session.scalars(select(Quote).where(Quote.project_id == project.id)).all()
    prices = {
        quote.candidate_id: quote.price.decimal if quote.price is not None else reckoned
        for quote in quotes
        if quote.state not in GONE
    }
    candidates = session.scalars(
        select(Candidate).where(Candidate.project_id == project.id, Candidate.invited_on.is_not(None))
    )
    return {
        one.provider_ref: (one.invited_on, prices[one.id])
        for one in candidates
        if one.id in prices and one.invited_on is not None
    }
