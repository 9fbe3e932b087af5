"""What of a plan is no longer as it was when it was last fixed, in words."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.analysis.plan_versions import Difference, differences
from app.domain.plan_checks import Plan
from app.domain.plan_snapshots import Whole, snapshot
from app.domain.team import WorkPackage
from app.domain.terms import ExitItem, PlanRisk, PlanVersion, RhythmLine, ServiceLevel
from app.knowledge import load_knowledge
from app.queries.plan_risks import exit_states, exit_words
from app.queries.plan_rules import state_words
from app.words import say, say_known
from app.words.formats import NOTHING, Formats


class ChangeRow(NamedTuple):
    """One place that differs; a side with nothing there says "–"."""

    section: str
    what: str
    before: str
    after: str


class Versions(NamedTuple):
    """The versions that were fixed, newest first, and what has changed since the newest."""

    fixed: tuple[str, ...]
    since: str
    """What the changes are held against."""

    changes: tuple[ChangeRow, ...]


def versions(session: Session, plan: Plan, formats: Formats) -> Versions:
    """Every fixed version in words, and the plan as it stands held against the newest."""
    rows = session.scalars(
        select(PlanVersion).where(PlanVersion.project_id == plan.project.id).order_by(PlanVersion.id.desc())
    ).all()
    if not rows:
        return Versions((), "", ())
    now = snapshot(_whole(session, plan))
    return Versions(
        tuple(_fixed(row, formats) for row in rows),
        _fixed(rows[0], formats),
        changes_between(rows[0].content, now, formats),
    )


def changes_between(before: object, after: object, formats: Formats) -> tuple[ChangeRow, ...]:
    """Two snapshots held against each other, in words."""
    found = differences(before, after)  # type: ignore[arg-type]
    return tuple(row for each in found if (row := _row(each, formats)) is not None)


def _whole(session: Session, plan: Plan) -> Whole:
    def rows(entity: type[ServiceLevel | RhythmLine | PlanRisk | ExitItem | WorkPackage]) -> list[object]:
        found = select(entity).where(entity.project_id == plan.project.id).order_by(entity.id)
        return list(session.scalars(found))

    return Whole(
        plan,
        rows(ServiceLevel),  # type: ignore[arg-type]
        rows(RhythmLine),  # type: ignore[arg-type]
        rows(PlanRisk),  # type: ignore[arg-type]
        rows(ExitItem),  # type: ignore[arg-type]
        rows(WorkPackage),  # type: ignore[arg-type]
    )


def _fixed(row: PlanVersion, formats: Formats) -> str:
    day = formats.day(row.fixed_on)
    if row.signed:
        return say("Version {number}, agreed by both sides on {day}", number=row.number, day=day)
    return say("Text of version {number}, agreed on {day}", number=row.number, day=day)


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
    return _known(value) if mark == "w" else value


def _known(word: str) -> str:
    knowledge = load_knowledge()
    if word in knowledge.engagement.clause_topics:
        return say_known(knowledge.engagement.clause_topics[word].topic)
    if word in knowledge.sourcing.pricing_models:
        return say_known(knowledge.sourcing.pricing_models[word].name)
    if word in knowledge.roles.roles:
        return say_known(knowledge.roles.roles[word].name)
    if word in ("agreed", "open", "not_applicable"):
        return state_words(word)
    states = dict(exit_states())
    if word in states:
        return states[word]
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
}


def _section(key: str) -> str:
    return {
        "price": say("Price"),
        "dates": say("Dates"),
        "tests": say("Sign-off tests"),
        "people": say("People"),
        "service": say("Service levels"),
        "rhythm": say("Working rhythm"),
        "rules": say("Rules and data"),
        "risks": say("Risks"),
        "exit": say("Way out"),
    }[key]
