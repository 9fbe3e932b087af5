"""The versions of a brief: what was shared and agreed when, how it read then, and what has changed since."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.line_changes import line_changes
from app.analysis.word_changes import Piece, word_changes
from app.domain.brief_answers import answer_values
from app.domain.projects import BEFORE_AWARD, LifecycleStep, Project
from app.persistence.moments import end_of_step, rows_at
from app.queries.briefs import ANSWERED, UNKNOWN, Answers, SectionView, SummaryRow, answers, section_views
from app.words import say
from app.words.formats import Formats

Pieces = tuple[Piece, ...]

NOW = "now"
"""The key of the brief as it stands, where something was changed since it was last held on to."""

MARKS = {"choose broker": "shared", "agree brief and estimate": "agreed"}
"""Steps of a project at which its brief is held on to, and what they are called."""


@dataclass(frozen=True, slots=True)
class Version:
    """One state of the brief. `key` is "1" for what was agreed first, "shared", "shared-2", or "now"."""

    key: str
    number: int
    """0 where it was shared and not agreed, or is being changed."""

    day: date | None
    who: str
    name: str
    title: str
    """"Brief v2 · agreed 24 Nov"."""

    row: uuid.UUID | None
    """The step of the project in whose journal it stands."""


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An answer that reads otherwise: by lines, each by words."""

    question: str
    label: str
    section: str
    private: bool
    """Not told to providers, now or before."""

    lines: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class BriefAt:
    """A version with its answers, and what changed in it since `since`, the version before."""

    version: Version
    since: Version | None
    sections: tuple[SectionView, ...]
    changes: tuple[ChangedAnswer, ...]


def versions(session: Session, *, project_id: uuid.UUID, formats: Formats) -> tuple[Version, ...]:
    """What was shared and agreed, the first first; then the brief as it is, where it is open again."""
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return ()
    steps = session.scalars(
        select(LifecycleStep)
        .where(
            LifecycleStep.project_id == project_id,
            LifecycleStep.entity == "Project",
            LifecycleStep.event.in_(MARKS),
        )
        .order_by(LifecycleStep.number, LifecycleStep.id)
    ).all()
    found: list[Version] = []
    counts = {"shared": 0, "agreed": 0}
    for step in steps:
        kind = MARKS[step.event]
        counts[kind] += 1
        found.append(_version(step, kind, counts[kind], formats))
    if found and project.state in BEFORE_AWARD:
        now = Version(NOW, 0, None, "", say("As it is now"), say("The brief as it is now"), None)
        last, current = (_sections(session, project_id, one, formats) for one in (found[-1], now))
        if any(_changes(last, current)):
            found.append(now)
    return tuple(found)


def brief_at(
    session: Session, *, project_id: uuid.UUID, key: str, formats: Formats, since: str = ""
) -> BriefAt | None:
    """One version with its changes since `since`, or since the version before; None where there is no such."""
    every = versions(session, project_id=project_id, formats=formats)
    place = next((at for at, each in enumerate(every) if each.key == key), None)
    if place is None:
        return None
    before = next((each for each in every[:place] if each.key == since), every[place - 1] if place else None)
    sections = _sections(session, project_id, every[place], formats)
    if before is None:
        return BriefAt(every[place], None, sections, ())
    earlier = _sections(session, project_id, before, formats)
    return BriefAt(every[place], before, sections, tuple(_changes(earlier, sections)))


def since_words(before: Version) -> str:
    """What the changes since a version are called."""
    if before.number:
        return say("What changed since v{version}", version=before.number)
    return say("What changed since it was shared")


def last_changes(session: Session, *, project_id: uuid.UUID, formats: Formats) -> BriefAt | None:
    """The brief as it stands with what changed since the version agreed before; None while there is none."""
    every = versions(session, project_id=project_id, formats=formats)
    agreed = [each.key for each in every if each.number]
    changing = bool(agreed) and every[-1].key == NOW
    if len(agreed) < 2 and not changing:
        return None
    key, since = (NOW, agreed[-1]) if changing else (agreed[-1], agreed[-2])
    return brief_at(session, project_id=project_id, key=key, formats=formats, since=since)


def _version(step: LifecycleStep, kind: str, count: int, formats: Formats) -> Version:
    day = formats.short_day(step.happened_on)
    if kind == "agreed":
        name = say("Version {version}", version=count)
        title = say("Brief v{version} · agreed {day}", version=count, day=day)
        return Version(str(count), count, step.happened_on, step.person, name, title, step.id)
    key = "shared" if count == 1 else f"shared-{count}"
    title = say("Brief · shared {day}", day=day)
    return Version(key, 0, step.happened_on, step.person, say("Shared {day}", day=day), title, step.id)


def _sections(
    session: Session, project_id: uuid.UUID, version: Version, formats: Formats
) -> tuple[SectionView, ...]:
    """How the brief read in a version; what the journal does not hold any more reads as not provided."""
    project = session.get_one(Project, project_id)
    clock = end_of_step(session, version.row) if version.row is not None else None
    if clock is None:
        given = answers(session, project_id=project_id)
        return section_views(given, templates=project.templates, currency=project.currency, formats=formats)

    def then(entity: str) -> list[Any]:
        rows = rows_at(session, entity, clock, project_id=project_id)
        return [SimpleNamespace(**row) for row in rows]

    (was,) = then("project")
    further = tuple(was.further_templates or ())
    was.templates = ((was.main_template,) if was.main_template else ()) + further
    rows = then("answer")
    values = answer_values(was, rows, then("brief_item"), then("brief_file"))
    given = Answers(values, frozenset(row.question for row in rows if row.unknown))
    return section_views(given, templates=was.templates, currency=was.currency, formats=formats)


def _changes(before: Sequence[SectionView], after: Sequence[SectionView]) -> Iterator[ChangedAnswer]:
    """Every answer that reads otherwise, in the order of the brief; what is asked no more comes last."""
    earlier = {row.question: (section, row) for section in before for row in section.rows}
    for section in after:
        for row in section.rows:
            _, old = earlier.pop(row.question, (section, None))
            private = row.private or (old is not None and old.private)
            if lines := _line_changes(_told(old), _told(row)):
                yield ChangedAnswer(row.question, row.label, section.title, private, lines)
    for section, old in earlier.values():
        if lines := _line_changes(_told(old), ()):
            yield ChangedAnswer(old.question, old.label, section.title, old.private, lines)


def _told(row: SummaryRow | None) -> tuple[str, ...]:
    """What an answer says: its lines, and whether it was left open for the visit."""
    if row is None or row.state not in (ANSWERED, UNKNOWN):
        return ()
    open_line = (say("Not known yet"),) if row.state == UNKNOWN else ()
    return (*row.lines, *open_line)


def _line_changes(before: Sequence[str], after: Sequence[str]) -> tuple[Pieces, ...]:
    """The lines that came, went or read otherwise; none where nothing did."""
    found = []
    for old, new in line_changes(before, after):
        was, is_now = before[old] if old is not None else "", after[new] if new is not None else ""
        if was != is_now:
            found.append(word_changes(was, is_now))
    return tuple(found)
