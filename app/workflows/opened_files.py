"""Open the file of a project that somebody else handed over: show what it would change, and take it in on a yes."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.base import Role
from app.domain.errors import DomainError
from app.exchange.arrivals import CHANGED, NEW, Arrival, RowChange, look_at, take_in
from app.exchange.clashes import WHOLE, Clash
from app.exchange.containers import LARGEST_TOTAL
from app.exchange.engagement_file import EngagementFile, FileRefused, read_engagement_file
from app.exchange.pace import Progress, Stopped
from app.exchange.rights import InYourName
from app.persistence.changes import Changes
from app.persistence.devices import Device
from app.persistence.fields import DELETED
from app.persistence.workspace import Workspace
from app.words import say, say_count
from app.words.formats import Formats
from app.workflows.engagement_kinds import KINDS, kind_of
from app.workflows.engagement_words import LABELS, Teller, label_of

MOST_NOTES = 6
"""Steps that are put back and told one by one; more are counted."""


@dataclass(frozen=True)
class StrangerRow:
    """A device that was never met here: whose it says it is, and how to compare its key."""

    id: str
    person: str
    device: str
    role: str
    fingerprint: str


@dataclass(frozen=True)
class ChangeRow:
    """One line of "What this file would change"."""

    id: uuid.UUID
    what: str
    which: str
    change: str
    details: tuple[str, ...]
    """Field, value before and value after, in a line each."""

    by: str
    day: str
    kind: str
    """"new", "changed" or "removed"."""


@dataclass(frozen=True)
class ClashRow:
    """Something that both sides wrote differently."""

    id: str
    what: str
    which: str
    field: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class FileView:
    """A file as it is shown before anything is taken in."""

    title: str
    sender: str
    made: str
    is_new: bool
    has_news: bool
    strangers: tuple[StrangerRow, ...]
    counts: tuple[str, ...]
    rows: tuple[ChangeRow, ...]
    clashes: tuple[ClashRow, ...]
    notes: tuple[str, ...]
    """What is put back, what came in this person's name, and which files are not enclosed."""

    unlisted: int = 0
    fingerprint: str = ""


@dataclass(frozen=True)
class TakenIn:
    """What came of an import."""

    project_id: uuid.UUID
    words: str
    changes: Changes
    stopped: bool = False


People = Mapping[str, tuple[str, str]]
"""A stranger's id → (whose it is, "owner" or "broker"), as the user said."""


def open_engagement_file(path: Path) -> EngagementFile:
    """Read a file, touching no workspace; may run in a thread. Raises DomainError."""
    try:
        if path.stat().st_size > LARGEST_TOTAL + 1024 * 1024:
            raise FileRefused(say("This file is larger than 250 MB, so it was not opened."))
        content = path.read_bytes()
    except OSError as fault:
        raise DomainError(
            say("“{file}” cannot be opened. Check that it is still there.", file=path.name)
        ) from fault
    return read_engagement_file(content)


def look_into(
    workspace: Workspace,
    received: EngagementFile,
    formats: Formats,
    people: People,
    progress: Progress | None = None,
) -> FileView | None:
    """What a file would change here, in words; leaves everything as it is. Raises DomainError.

    None where `progress` stopped it.
    """
    try:
        arrival = look_at(workspace, received, _people(received, people), progress)
    except Stopped:
        return None
    currency = next(
        (str(each.after["currency"]) for each in arrival.rows if each.entity == "project"), formats.currency
    )
    tell = Teller(workspace.store.shapes, formats, currency)
    listed = [each for each in arrival.rows if kind_of(each.entity).listed]
    return FileView(
        title=arrival.title or say("A project without a name"),
        sender=_who(arrival.sender),
        made=say(
            "{day}, {time}",
            day=formats.day(formats.local_day(arrival.made)),
            time=formats.clock(arrival.made),
        ),
        is_new=arrival.is_new,
        has_news=arrival.operations > 0,
        strangers=tuple(
            StrangerRow(each.id.hex(), each.person, each.name, each.role.value, each.fingerprint)
            for each in arrival.strangers
        ),
        counts=_counts(arrival),
        rows=tuple(_row(each, tell, formats) for each in listed),
        clashes=tuple(_clash(each, tell) for each in arrival.clashes),
        notes=_notes(arrival, tell),
        unlisted=len(arrival.rows) - len(listed),
        fingerprint=arrival.sender.fingerprint,
    )


def import_engagement_file(
    workspace: Workspace, received: EngagementFile, people: People, progress: Progress | None = None
) -> TakenIn:
    """Take a file in, whole, after a backup. Raises DomainError, and then nothing was changed."""
    try:
        arrival = take_in(workspace, received, _people(received, people), progress)
    except Stopped:
        words = say("The import was stopped. Nothing was changed.")
        return TakenIn(received.project, words, Changes(), stopped=True)
    if not arrival.operations:
        return TakenIn(arrival.project, say("You already have everything in this file."), Changes())
    words = say_count(
        "Imported “{title}”: {count} change. A backup from before is kept.",
        "Imported “{title}”: {count} changes. A backup from before is kept.",
        len(arrival.rows),
        title=arrival.title,
    )
    return TakenIn(arrival.project, words, arrival.changes)


def _people(received: EngagementFile, people: People) -> dict[bytes, Device]:
    found = {}
    for id_, (person, role) in people.items():
        device = received.devices[bytes.fromhex(id_)]
        found[device.id] = device._replace(person=person.strip() or device.person, role=Role(role))
    return found


def _who(device: Device) -> str:
    return device.person or device.name


def _counts(arrival: Arrival) -> tuple[str, ...]:
    """How many of each kind, in the order in which a project comes by them."""
    found: dict[str, int] = {}
    for each in arrival.rows:
        found[each.entity] = found.get(each.entity, 0) + 1
    order = (*KINDS, *(found.keys() - KINDS.keys()))
    words = [
        kind_of(entity).counted(found[entity]) for entity in order if entity in found and entity != "project"
    ]
    if arrival.attachments:
        words.append(say_count("{count} attached file", "{count} attached files", arrival.attachments))
    return tuple(words)


def _row(change: RowChange, tell: Teller, formats: Formats) -> ChangeRow:
    kind = kind_of(change.entity)
    details = _changes(change, tell) if change.kind == CHANGED else ()
    words = {NEW: say("New"), CHANGED: say("Changed")}.get(change.kind, say("Taken out"))
    return ChangeRow(
        change.row,
        kind.noun(),
        tell.title(change.entity, change.after),
        words,
        details,
        _who(change.by),
        formats.day(formats.local_day(change.at)),
        change.kind,
    )


def _changes(change: RowChange, tell: Teller) -> tuple[str, ...]:
    """What changes, field by field; what only the program writes is told where nothing else changes."""
    told = [name for name in change.fields if name in LABELS]
    if not told:
        return (say("A detail that the program keeps"),)
    return tuple(
        say(
            "{field}: {before} → {after}",
            field=label_of(name),
            before=tell.value(change.entity, name, change.before.get(name), change.before),
            after=tell.value(change.entity, name, change.after.get(name), change.after),
        )
        for name in told
    )


def _clash(clash: Clash, tell: Teller) -> ClashRow:
    kind = kind_of(clash.entity)
    if clash.field == WHOLE:
        name = kind.title if kind.title != "question" else "answer"
        ours, theirs = (
            tell.value(clash.entity, name, each.get(name), each, nothing=say("another one"))
            for each in (clash.ours, clash.theirs)
        )
        which = tell.title(clash.entity, clash.ours) if kind.title == "question" else ""
        return ClashRow(
            f"{clash.row.hex} {name}", kind.noun(), which, say("Made on both sides"), ours, theirs
        )
    if clash.field == DELETED:
        words = {True: say("taken out"), False: say("kept and changed")}
        ours, theirs = words[bool(clash.ours)], words[bool(clash.theirs)]
    else:
        ours, theirs = (
            tell.value(clash.entity, clash.field, each, {}) for each in (clash.ours, clash.theirs)
        )
    return ClashRow(f"{clash.row.hex} {clash.field}", kind.noun(), "", label_of(clash.field), ours, theirs)


def _notes(arrival: Arrival, tell: Teller) -> tuple[str, ...]:
    notes = list(dict.fromkeys(_put_back(each, arrival, tell) for each in _told(arrival.put_back)))
    if len(notes) > MOST_NOTES:
        more = len(notes) - MOST_NOTES
        words = say_count(
            "{count} more entry is yours to say and is not applied.",
            "{count} more entries are yours to say and are not applied.",
            more,
        )
        notes = [*notes[:MOST_NOTES], words]
    notes += [
        say(
            "You both issued a document with the number {number}. Both are kept: one was issued by {ours}, the other"
            " by {theirs}. Issue a new one to replace both.",
            number=each.number,
            ours=each.ours or say("this side"),
            theirs=each.theirs or _who(arrival.sender),
        )
        for each in arrival.same_numbers
    ]
    if arrival.in_your_name:
        notes.append(
            say_count(
                "{count} entry was made in your name on the computer of {person}. Read it before you go on.",
                "{count} entries were made in your name on the computer of {person}. Read them before you go on.",
                len(arrival.in_your_name),
                person=_who(arrival.devices.get(arrival.in_your_name[0].actor, arrival.sender)),
            )
        )
    if arrival.not_enclosed:
        notes.append(
            say_count(
                "{count} attached file is not in it: the sender did not have it either.",
                "{count} attached files are not in it: the sender did not have them either.",
                arrival.not_enclosed,
            )
        )
    return tuple(notes)


def _told(put_back: Sequence[InYourName]) -> list[InYourName]:
    """Of each row the fields that a person would name; one where there is none."""
    rows: dict[uuid.UUID, list[InYourName]] = {}
    for each in put_back:
        rows.setdefault(each.place[1], []).append(each)
    named = (
        [one for one in some if (one.place[2] in LABELS and one.value)] or some[:1] for some in rows.values()
    )
    return [one for some in named for one in some]


def _put_back(each: InYourName, arrival: Arrival, tell: Teller) -> str:
    entity, _, field = each.place
    values = {
        "person": _who(arrival.devices.get(each.actor, arrival.sender)),
        "what": kind_of(entity).noun(),
        "field": label_of(field),
        "value": tell.value(entity, field, each.value, {}),
    }
    if field == DELETED:
        return say("{person} took out what is yours ({what}). It is kept.", **values)
    return say(
        "{what}, {field}: {person} wrote “{value}”, which is yours to say. That step is not applied.",
        **values,
    )
