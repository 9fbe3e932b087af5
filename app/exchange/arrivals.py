"""Taking an engagement file in: first all of it for show, then all of it for good, or nothing.

Both run the same steps in one transaction of the journal. What is shown is what was really done, and rolled
back; so there is no second idea of what a file would change.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from app.domain.base import Role
from app.exchange.belonging import require_belonging, require_known_keys, require_one_history
from app.exchange.clashes import Clash, Clashes, SameNumber, find_clashes, same_numbers, values_of
from app.exchange.engagement_file import EngagementFile, FileRefused, damaged, feed_key
from app.exchange.merge import Merged, join_in_parts, unknown
from app.exchange.pace import Pace, Progress
from app.exchange.rights import InYourName, Place, SetAside, in_our_name
from app.persistence.backup import BEFORE_MERGE
from app.persistence.beside import Told
from app.persistence.changes import Changes, Unit
from app.persistence.devices import Device, keep, keep_device, known_devices, own_role
from app.persistence.history import instant_of
from app.persistence.journal import Journal
from app.persistence.operations import Operation
from app.persistence.projection import project
from app.persistence.refusals import WriteRefused
from app.persistence.workspace import Workspace
from app.words import say

NEW, CHANGED, REMOVED = "new", "changed", "removed"

ROUNDS = 7
"""How often the operations are gone through, merging them counted as four times."""


@dataclass(frozen=True)
class RowChange:
    """One row that a file makes, changes or removes; `before` and `after` hold JSON values by field."""

    entity: str
    row: uuid.UUID
    kind: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    by: Device
    at: datetime

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that change."""
        return tuple(name for name in self.after if self.after[name] != self.before.get(name))


@dataclass(frozen=True)
class Arrival:
    """What a file changes here."""

    project: uuid.UUID
    title: str
    sender: Device
    made: datetime
    strangers: tuple[Device, ...]
    """Devices that wrote in the file and were never met here."""

    is_new: bool
    """True where this workspace did not have the project."""

    operations: int
    """Operations that are not here yet; 0: everything in the file is."""

    rows: tuple[RowChange, ...]
    clashes: tuple[Clash, ...]
    put_back: tuple[InYourName, ...]
    in_your_name: tuple[InYourName, ...]
    """Of a new project, which is taken as it comes: what the other side wrote in the name of this one."""

    devices: Mapping[bytes, Device]
    attachments: int
    not_enclosed: int
    changes: Changes
    same_numbers: tuple[SameNumber, ...]
    """Numbers under which both sides issued a document."""


class _OnlyLooked(Exception):
    """Raised to roll back what was done for show."""

    def __init__(self, arrival: Arrival) -> None:
        self.arrival = arrival


def look_at(
    workspace: Workspace,
    received: EngagementFile,
    people: Mapping[bytes, Device] | None = None,
    progress: Progress | None = None,
) -> Arrival:
    """What taking `received` in would change; leaves the workspace exactly as it is.

    Raises FileRefused, and Stopped where `progress` says so.
    """

    def work(connection: Connection) -> None:
        raise _OnlyLooked(_arrive(connection, workspace, received, people or {}, Pace(progress)))

    try:
        workspace.store.transact(work)
    except _OnlyLooked as looked:
        return looked.arrival
    except (SQLAlchemyError, WriteRefused, OverflowError) as fault:
        raise FileRefused(damaged()) from fault
    raise AssertionError("a look is never kept")


def take_in(
    workspace: Workspace,
    received: EngagementFile,
    people: Mapping[bytes, Device] | None = None,
    progress: Progress | None = None,
) -> Arrival:
    """Take `received` in, whole, after a backup. `people` says whose the devices are that were never met.

    Raises FileRefused where something clashes or does not belong, and Stopped where `progress` says so; then
    nothing was changed.
    """
    if not _has_news(workspace, received):
        return look_at(workspace, received, people, progress)
    told = Told(progress)
    pace = Pace(told)
    if not workspace.sample:
        told.beside(lambda: workspace.backup(BEFORE_MERGE))
        pace.beat()

    def work(connection: Connection) -> Arrival:
        arrival = _arrive(connection, workspace, received, people or {}, pace)
        require_no_clash(arrival)
        _keep_attachments(workspace, received, pace)
        return arrival

    try:
        return workspace.store.transact(work, told.beside)
    except (SQLAlchemyError, WriteRefused, OverflowError) as fault:
        raise FileRefused(damaged()) from fault


def _keep_attachments(workspace: Workspace, received: EngagementFile, pace: Pace) -> None:
    """Keep the files that came along: on disk before the rows that name them, as one without a row harms nobody."""
    with workspace.attachments.together() as attachments:
        for sha256, content in received.attachments.items():
            if not attachments.has(sha256):
                attachments.put(content, sha256[:12])
            pace.beat()


def is_all_here(workspace: Workspace, received: EngagementFile) -> bool:
    """Whether a file belongs here and brings nothing new: of one just written, that it holds what it should.

    From any thread; writes nothing. Raises FileRefused.
    """
    with workspace.reader() as session:
        connection = session.connection()
        known = known_devices(connection, workspace.store.key)
        require_known_keys(received, known)
        if received.devices.keys() - known.keys():
            return False
        require_one_history(connection, received, known)
        require_belonging(connection, workspace.store.journal, received, (), Pace())
        return not unknown(connection, {each.id: each for each in received.operations})


def _has_news(workspace: Workspace, received: EngagementFile) -> bool:
    operations = {each.id: each for each in received.operations}
    return bool(workspace.read(lambda session: unknown(session.connection(), operations)))


def require_no_clash(arrival: Arrival) -> None:
    """Refuse a file that says something else than this side where both have written."""
    if arrival.clashes:
        raise FileRefused(
            say(
                "You both changed the same thing since you last exchanged this project, so nothing was imported."
            )
        )


def _arrive(
    connection: Connection,
    workspace: Workspace,
    received: EngagementFile,
    people: Mapping[bytes, Device],
    pace: Pace,
) -> Arrival:
    """Do all of it in the transaction that is open."""
    journal, key = workspace.store.journal, workspace.store.key
    known = known_devices(connection, key)
    require_known_keys(received, known)
    devices = {id_: known.get(id_) or people.get(id_) or device for id_, device in received.devices.items()}
    require_one_history(connection, received, devices)
    strangers = tuple(device for id_, device in received.devices.items() if id_ not in known)
    fresh = unknown(connection, {each.id: each for each in received.operations})
    is_new = not connection.exec_driver_sql(
        "SELECT 1 FROM op WHERE row = ? LIMIT 1", (received.project.bytes,)
    ).first()
    pace.begin(len(fresh), ROUNDS)
    require_belonging(connection, journal, received, fresh, pace)
    for device in strangers:
        keep_device(connection, devices[device.id]._replace(public=device.public))
    _keep_statements(connection, received, known, {each.actor for each in fresh})
    roles = {id_: device.role for id_, device in {**known, **devices}.items()}
    done = _merge(connection, journal, received, fresh, roles, pace, take_all=is_new)
    return Arrival(
        received.project,
        _title(connection, received.project),
        devices[received.sender.id],
        received.made,
        strangers,
        is_new,
        len(fresh),
        _rows(fresh, done, devices),
        tuple(done.clashes.open),
        () if is_new else tuple(done.aside.reasons),
        tuple(done.aside.reasons) if is_new else (),
        devices,
        sum(not workspace.attachments.has(sha256) for sha256 in received.attachments),
        received.not_enclosed,
        done.merged.changes,
        same_numbers(connection, received.project, fresh),
    )


@dataclass
class _Done:
    """What a merge came to, before and after."""

    merged: Merged
    aside: SetAside
    clashes: Clashes
    before: Mapping[bytes, Mapping[str, Any]]
    after: Mapping[bytes, Mapping[str, Any]]


def _merge(
    connection: Connection,
    journal: Journal,
    received: EngagementFile,
    fresh: list[Operation],
    roles: Mapping[bytes, Role],
    pace: Pace,
    *,
    take_all: bool,
) -> _Done:
    shapes = journal.shapes
    before = _values(connection, journal, fresh, pace)
    own = own_role(connection)
    aside = in_our_name(connection, shapes, fresh, roles, own)
    waiting = _waiting(connection)
    merged = join_in_parts(connection, journal, pace.parts(fresh, 4))
    if _waiting(connection) > waiting or merged.twice:
        raise FileRefused(damaged())
    ours = {} if take_all else _ours(aside, merged, before)
    clashes = find_clashes(connection, shapes, merged.conflicts, fresh, received.project, ours)
    if not clashes.open:
        _write(connection, journal, received.project, {**clashes.settled, **ours})
    return _Done(merged, aside, clashes, before, _values(connection, journal, fresh, pace))


def _values(
    connection: Connection, journal: Journal, fresh: list[Operation], pace: Pace
) -> dict[bytes, dict[str, Any]]:
    """What the rows say that operations touch."""
    found: dict[bytes, dict[str, Any]] = {}
    for part in pace.parts(fresh):
        found.update(values_of(connection, journal.shapes, {each.row for each in part} - found.keys()))
    return found


def _ours(aside: SetAside, merged: Merged, before: Mapping[bytes, Mapping[str, Any]]) -> dict[Place, Any]:
    """What stands in the place of a step set aside: our own word, where we have written since."""
    found = {}
    for place, value in aside.values.items():
        _, row, name = place
        mine = before.get(row.bytes, {})
        found[place] = mine[name] if place in merged.conflicts and name in mine else value
    return found


def _waiting(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM waiting").scalar_one())


def _write(
    connection: Connection, journal: Journal, project_id: uuid.UUID, values: Mapping[Place, Any]
) -> None:
    """Write values as operations of our own, over everything that arrived."""
    if not values:
        return
    unit = Unit(
        say("Keep what is yours to say"),
        reason=say("This belongs to a file that was imported. The backup from just before it is kept."),
    )
    for (entity, row, name), value in values.items():
        unit.row(journal.shapes[entity], row, project_id.hex).values[name] = value
    journal.write(connection, unit)
    project(connection, journal.shapes, {row.bytes for _, row, _ in values})


def _keep_statements(
    connection: Connection, received: EngagementFile, known: Mapping[bytes, Device], wrote: set[bytes]
) -> None:
    """Keep what other devices have signed, to be passed on; a shorter chain never replaces a longer one."""
    theirs = {
        bytes(id_) for (id_,) in connection.exec_driver_sql("SELECT id FROM actor WHERE pub IS NOT NULL")
    }
    for id_ in (wrote | (received.statements.keys() - known.keys())) & theirs & received.statements.keys():
        keep(connection, feed_key(id_, received.project), received.statements[id_])


def _title(connection: Connection, project_id: uuid.UUID) -> str:
    found = connection.exec_driver_sql("SELECT title FROM project WHERE id = ?", (project_id.bytes,)).scalar()
    return str(found or "")


def _rows(fresh: list[Operation], done: _Done, devices: Mapping[bytes, Device]) -> tuple[RowChange, ...]:
    """The rows in the order in which they were last touched, the latest first."""
    latest: dict[bytes, Operation] = {}
    for each in fresh:
        if each.row not in latest or each.clock >= latest[each.row].clock:
            latest[each.row] = each
    found = []
    for row, each in sorted(latest.items(), key=lambda pair: -pair[1].clock):
        before, after = done.before.get(row), done.after.get(row)
        if before == after:
            continue
        kind = NEW if before is None else REMOVED if after is None else CHANGED
        by = devices.get(each.actor) or Device(each.actor, "", "", Role.SHARED, b"")
        found.append(
            RowChange(
                each.entity, uuid.UUID(bytes=row), kind, before or {}, after or before or {}, by,
                instant_of(each.clock),
            )
        )  # fmt: skip
    return tuple(found)
