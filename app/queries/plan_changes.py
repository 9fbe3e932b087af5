"""What of a plan is no longer as it was when it was last fixed, in words."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.analysis.plan_versions import Difference, Snapshot, differences
from app.domain.duties import usual_duties
from app.domain.engagements import Engagement
from app.domain.plan_snapshots import Whole, snapshot
from app.domain.projects import Project
from app.domain.team import WorkPackage
from app.domain.terms import (
    BEGUN,
    RETIMED,
    SIGNED,
    STANDING,
    ExitItem,
    PlanRisk,
    PlanVersion,
    RhythmLine,
    ServiceLevel,
)
from app.knowledge import load_knowledge
from app.queries.engagements import current, facts_of
from app.queries.plan_rhythm import column_words
from app.queries.plan_risks import exit_states, exit_words
from app.queries.plan_rules import state_words
from app.queries.schedule_bands import whose_words
from app.queries.schedule_parts import as_written, versions_of
from app.words import say, say_known
from app.words.formats import NOTHING, Formats
from app.words.regions import country_name

T = TypeVar("T", ServiceLevel, RhythmLine, PlanRisk, ExitItem, WorkPackage)


class ChangeRow(NamedTuple):
    """One place that differs; a side with nothing there says "–"."""

    section: str
    what: str
    before: str
    after: str


class Versions(NamedTuple):
    """The versions that were fixed, newest first, and what differs between two of them."""

    fixed: tuple[tuple[str, str], ...]
    """The id of each as hex, and what it is."""

    before: str
    after: str
    """Ids as hex of what is held against what; an empty `after` is the plan as it stands now."""

    since: str
    """What the changes are held against, and why new dates came, in words."""

    changes: tuple[ChangeRow, ...]


def plan_versions(
    session: Session, *, project_id: uuid.UUID, formats: Formats, before: str = "", after: str = ""
) -> Versions | None:
    """Every fixed version in words, and two of them held against each other; None where there is no plan.

    Usually these are the version that stands and the plan as it is now.
    """
    project, engagement = session.get(Project, project_id), current(session, project_id)
    if project is None or engagement is None:
        return None
    rows = [row for row in reversed(versions_of(session, project_id)) if row.state != BEGUN]
    if not rows:
        return Versions((), "", "", "", ())
    known = {row.id.hex: row for row in rows}
    stands = next((row for row in rows if row.state in STANDING), rows[0])
    base, later = known.get(before, stands), known.get(after)
    content = later.content if later is not None else _now(session, project, engagement)
    return Versions(
        tuple((row.id.hex, _fixed(row, formats)) for row in rows),
        base.id.hex,
        later.id.hex if later is not None else "",
        " ".join(filter(None, (_fixed(base, formats), *map(_why, (base, later))))),
        changes_between(base.content, content, formats),
    )


def changes_between(before: Snapshot, after: Snapshot, formats: Formats) -> tuple[ChangeRow, ...]:
    """Two snapshots held against each other, in words."""
    return tuple(row for each in differences(before, after) if (row := _row(each, formats)) is not None)


def _now(session: Session, project: Project, engagement: Engagement) -> Snapshot:
    parts, placed = as_written(session, project)
    whole = Whole(
        facts_of(session, project, engagement),
        _rows(session, ServiceLevel, project.id),
        _rows(session, RhythmLine, project.id),
        _rows(session, PlanRisk, project.id),
        _rows(session, ExitItem, project.id),
        _rows(session, WorkPackage, project.id),
        parts,
        placed,
    )
    return snapshot(whole)


def _rows(session: Session, entity: type[T], project_id: uuid.UUID) -> list[T]:
    return list(session.scalars(select(entity).where(entity.project_id == project_id).order_by(entity.id)))


def _fixed(row: PlanVersion, formats: Formats) -> str:
    day = formats.day(row.fixed_on)
    if row.state == SIGNED:
        return say("Version {number}, agreed by both sides on {day}", number=row.number, day=day)
    if row.state == RETIMED:
        return say("Version {number}, new dates of {day}", number=row.number, day=day)
    return say("Text of version {number}, agreed on {day}", number=row.number, day=day)


def _why(row: PlanVersion | None) -> str:
    """Why its dates changed, in the words of whoever began it."""
    if row is None or not row.reason:
        return ""
    return say("Why version {number} came: {reason}", number=row.number, reason=row.reason)


def _row(found: Difference, formats: Formats) -> ChangeRow | None:
    pieces = found.after or found.before
    name, before, after = _name(pieces[0], formats), found.before[1:], found.after[1:]
    if found.before and found.after and found.before[0] != found.after[0] and before == after:
        # Only its name changed.
        return ChangeRow(
            _section(found.section), name, _name(found.before[0], formats), _name(found.after[0], formats)
        )
    was = _said(before, after, formats) if found.before else NOTHING
    became = _said(after, before, formats) if found.after else NOTHING
    if not found.before:
        became = became if became != NOTHING else say("new")
    if not found.after:
        was, became = was if was != NOTHING else say("there"), say("taken out")
    return ChangeRow(_section(found.section), name, was, became)


def _said(pieces: Sequence[str], other: Sequence[str], formats: Formats) -> str:
    """The pieces that differ from the other side's, in words."""
    differing = [piece for at, piece in enumerate(pieces) if len(pieces) != len(other) or piece != other[at]]
    return ", ".join(filter(None, (_words(piece, formats) for piece in differing))) or NOTHING


def _name(piece: str, formats: Formats) -> str:
    return _words(piece, formats) or NOTHING


def _words(piece: str, formats: Formats) -> str:
    mark, _, value = piece.partition(":")
    if not value:
        return ""
    if mark == "d":
        return formats.day(date.fromisoformat(value))
    if mark == "m":
        minor, _, currency = value.partition(" ")
        return formats.money(Money(int(minor), currency))
    if mark == "n":
        return formats.number(Decimal(value))
    if mark == "s":
        return formats.percent(Decimal(value))
    if mark == "c":
        return country_name(value)
    if mark == "r":
        who, _, letter = value.partition(" ")
        return say("{who}: {part}", who=column_words(who), part=letter or say("no part in it"))
    return _known(value) if mark == "w" else value


def _known(word: str) -> str:
    knowledge = load_knowledge()
    if word in knowledge.engagement.clause_topics:
        return say_known(knowledge.engagement.clause_topics[word].topic)
    if word in knowledge.sourcing.pricing_models:
        return say_known(knowledge.sourcing.pricing_models[word].name)
    if word in knowledge.roles.roles:
        return say_known(knowledge.roles.roles[word].name)
    if word in usual_duties():
        return say_known(word)
    if word in ("agreed", "open", "not_applicable"):
        return state_words(word)
    states = dict(exit_states())
    if word in states:
        return states[word]
    if whose := whose_words(word):
        return whose
    return _LABELS[word]() if word in _LABELS else exit_words(word) if word in _EXIT else word


_EXIT = ("accounts", "code", "data", "passwords", "guide", "second", "help")

_LABELS = {
    "price": lambda: say("Price"),
    "pricing_model": lambda: say("How it is paid"),
    "retention": lambda: say("Held back"),
    "warranty": lambda: say("Days of free fixing"),
    "review": lambda: say("Days to check a stage"),
    "payable": lambda: say("Days to pay"),
    "notice": lambda: say("Days of notice"),
    "fee": lambda: say("Fee of a month"),
    "pool": lambda: say("At stake in a month"),
    "bedding": lambda: say("Months that cost nothing yet"),
    "hours": lambda: say("Service hours"),
    "data_place": lambda: say("Where the data lie"),
    "in_advance": lambda: say("paid before its work begins"),
    "accepted": lambda: say("paid once it is accepted"),
    "pricing_terms": lambda: say("Terms of the price"),
    "owner_days": lambda: say("Holidays on your side"),
    "team_days": lambda: say("Holidays of the team"),
    "finish_start": lambda: say("begins once it has ended"),
    "start_start": lambda: say("begins once it has begun"),
    "finish_finish": lambda: say("ends once it has ended"),
    "start_finish": lambda: say("ends once it has begun"),
}


def _section(key: str) -> str:
    return {
        "price": say("Price"),
        "stages": say("Stages"),
        "dates": say("Dates"),
        "lines": say("Schedule"),
        "waits": say("What waits for what"),
        "days_off": say("Days off"),
        "tests": say("Sign-off tests"),
        "people": say("People"),
        "service": say("Service levels"),
        "rhythm": say("Working rhythm"),
        "duties": say("Who does what"),
        "rules": say("Rules and data"),
        "risks": say("Risks"),
        "exit": say("Way out"),
    }[key]
