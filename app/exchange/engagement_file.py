"""An engagement file: the whole history of one project, signed by the device that hands it over.

What it holds is told in its README; what is private travels in another scope of the journal. Each device that wrote
vouches by a signed statement for how far its chain of operations goes: who passes a file on adds nothing in its name.
"""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from app.domain.base import Role, uuid7
from app.domain.errors import DomainError
from app.domain.types import canonical_json, read_instant, write_instant
from app.exchange.containers import LARGEST_MEMBER, BadContainer, Container, Member, write_container
from app.exchange.seals import BrokenSeal, opened, seal
from app.exchange.strict_json import LARGEST_MANIFEST, NotJson, depth, strict_json
from app.persistence.devices import Device, known_devices, signing_key
from app.persistence.operations import Malformed, Operation, read_operation, text_of
from app.persistence.workspace import Workspace
from app.words import say

SUFFIX = ".engagement"
MIME = b"application/vnd.sourcewright.engagement+zip"
FORMAT, KIND, READER = "sourcewright-engagement", "engagement", 1
MANIFEST_TYPE = "application/vnd.sourcewright.manifest+json"
FEED_TYPE = "application/vnd.sourcewright.feed+json"
MIMETYPE, MANIFEST, SEAL, README = "mimetype", "manifest.json", "manifest.dsse", "README.txt"
FEED = "feed "
"""Before device and scope: the key in `meta` of another device's last statement about its chain."""

OPERATIONS_TOGETHER = 8 * 1024 * 1024
"""Bytes of operations in one member."""

DEEPEST_OPERATION = 48
FILES = dict(brief_file="sha256", document="sha256", proof="sha256", quote="original", reply="original")
FILES["engagement"] = "provider_agreed_sha256"
"""Entity → the column that names a file among the attachments."""


class FileRefused(DomainError):
    """A file that was not taken in, with what to do. Nothing was changed."""


class EngagementFile(NamedTuple):
    """What an engagement file says, all of it signed; whose keys these are is for the reader to judge."""

    id: str
    project: uuid.UUID
    sender: Device
    devices: Mapping[bytes, Device]
    made: datetime
    operations: tuple[Operation, ...]
    statements: Mapping[bytes, bytes]
    attachments: Mapping[str, bytes]
    not_enclosed: int
    """Files of the project that the sender did not have either."""


# ---- writing


class Contents(NamedTuple):
    """What goes into a file."""

    project: uuid.UUID
    sender: bytes
    operations: Sequence[bytes]
    devices: Mapping[bytes, Device]
    statements: Mapping[bytes, bytes]
    attachments: Mapping[str, bytes]
    not_enclosed: int


def write_engagement_file(
    workspace: Workspace,
    project_id: uuid.UUID,
    made: datetime,
    progress: Callable[[float], None] = lambda share: None,
) -> bytes:
    """The bytes of the engagement file of a project, from any thread. Raises DomainError where it cannot be whole.

    `progress` is told the share done, and may raise to stop it.
    """
    key = workspace.store.key
    with workspace.reader() as session:
        connection = session.connection()
        lines = connection.exec_driver_sql(
            "SELECT bytes FROM op WHERE scope = ? ORDER BY n", (project_id.hex,)
        )
        operations = [bytes(raw) for (raw,) in lines.fetchall()]
        if not operations:
            raise DomainError(say("This project is no longer here. Go back to Projects and choose another."))
        mine = bytes(connection.exec_driver_sql("SELECT v FROM meta WHERE k = 'actor'").scalar_one())
        statements = _statements(connection, project_id, key)
        known = known_devices(connection, key)
        devices = {id_: known[id_] for id_ in sorted({mine, *statements})}
        named = sorted(named_files(connection, project_id))
    kept = {}
    with closing(workspace.attachments.for_reading()) as files:
        for done, sha256 in enumerate(named):
            progress(done / (2 * len(named)))
            if files.has(sha256):
                kept[sha256] = files.get(sha256)
    progress(0.5)
    contents = Contents(project_id, mine, operations, devices, statements, kept, len(named) - len(kept))
    return pack(contents, signing_key(key, contents.sender), made)


def pack(contents: Contents, key: Ed25519PrivateKey, made: datetime) -> bytes:
    """The bytes of a file that holds `contents`, signed with `key`."""
    members = [
        *_operation_members(contents.operations),
        *(Member(f"statements/{id_.hex()}.dsse", each) for id_, each in sorted(contents.statements.items())),
        *(Member(f"att/{sha256}", each, packed=False) for sha256, each in contents.attachments.items()),
        Member(README, _readme().encode()),
    ]
    manifest = {
        "format": FORMAT,
        "v": 1,
        "kind": KIND,
        "least_reader": READER,
        "id": uuid7().hex,
        "engagement": contents.project.hex,
        "from": contents.sender.hex(),
        "made": write_instant(made),
        "devices": [_device_entry(each) for each in contents.devices.values()],
        "not_enclosed": contents.not_enclosed,
        "files": [
            {"name": each.name, "size": len(each.content), "sha256": hashlib.sha256(each.content).hexdigest()}
            for each in members
        ],
    }
    signed = canonical_json(manifest).encode()
    head = [
        Member(MIMETYPE, MIME, packed=False),
        Member(MANIFEST, signed),
        Member(SEAL, seal(signed, MANIFEST_TYPE, key)),
    ]
    try:
        return write_container([*head, *members])
    except BadContainer as fault:
        raise DomainError(
            say(
                "This project is too large for one file. Its attachments may be up to 25 MB each and 250 MB"
                " together.",
            )
        ) from fault


def statement_of(
    device: bytes, project: uuid.UUID, number: int, last: bytes, key: Ed25519PrivateKey
) -> bytes:
    """A device's word on how far its chain goes: the number and the id of its last operation."""
    said = {"actor": device.hex(), "scope": project.hex, "n": number, "id": text_of(last)}
    return seal(canonical_json(said).encode(), FEED_TYPE, key)


def _statements(connection: Connection, project: uuid.UUID, key: bytes) -> dict[bytes, bytes]:
    """For each device that wrote into the project: its word, signed, on how far its chain goes."""
    rows = connection.exec_driver_sql(
        "SELECT a.id, a.pub, a.person, o.seq, o.id FROM op o JOIN actor a ON a.n = o.actor"
        " WHERE o.scope = ? ORDER BY o.actor, o.seq",
        (project.hex,),
    ).fetchall()
    ends = {bytes(id_): (pub, person, number, bytes(last)) for id_, pub, person, number, last in rows}
    found = {}
    for id_, (pub, person, number, last) in ends.items():
        if pub is None:
            found[id_] = statement_of(id_, project, number, last, signing_key(key, id_))
            continue
        statement = "SELECT v FROM meta WHERE k = ?"
        kept = connection.exec_driver_sql(statement, (feed_key(id_, project),)).scalar()
        if kept is None:
            raise DomainError(
                say(
                    "What {person} wrote here came without a signature, so it cannot be handed on.",
                    person=person,
                )
            )
        found[id_] = bytes(kept)
    return found


def feed_key(device: bytes, project: uuid.UUID) -> str:
    """Where the last statement of another device about its chain in a project is kept."""
    return f"{FEED}{device.hex()} {project.hex}"


def named_files(connection: Connection, project: uuid.UUID) -> set[str]:
    """The files that rows of the project name."""
    found: set[str] = set()
    for entity, name in FILES.items():
        rows = connection.exec_driver_sql(
            f"SELECT {name} FROM {entity} WHERE project_id = ? AND deleted = 0", (project.bytes,)
        )
        found |= {str(row[0]) for row in rows if row[0]}
    return found


def _device_entry(device: Device) -> dict[str, str]:
    return {
        "id": device.id.hex(),
        "person": _printable(device.person),
        "device": _printable(device.name),
        "role": device.role.value,
        "key": device.public.hex(),
    }


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() else " " for each in text)[:200]


def _operation_members(operations: Iterable[bytes]) -> Iterator[Member]:
    together: list[bytes] = []
    size, number = 0, 1
    for raw in operations:
        if together and size + len(raw) > OPERATIONS_TOGETHER:
            yield Member(f"ops/{number:04d}.jsonl", b"".join(together))
            together, size, number = [], 0, number + 1
        together.append(raw + b"\n")
        size += len(raw) + 1
    yield Member(f"ops/{number:04d}.jsonl", b"".join(together))


def _readme() -> str:
    return say(
        "This is an engagement file of Sourcewright: one project, with everything both sides wrote in it.\n"
        "\n"
        "Open it in Sourcewright: File, Open an engagement file.\n"
        "\n"
        "Without the program it can be read as well. It is a ZIP archive:\n"
        "  ops/*.jsonl    every change, one to a line, as JSON; app/persistence/operations.py tells its keys\n"
        "  att/*          the attached files, named by their SHA-256\n"
        "  statements/*   each device's signature under the changes that it made\n"
        "  manifest.json  the list of all this, with sizes and SHA-256\n"
        "  manifest.dsse  the signature of whoever handed it over (DSSE, Ed25519)\n"
        "\n"
        "It is not encrypted: whoever gets hold of it can read it.\n"
    )


# ---- reading


def read_engagement_file(content: bytes) -> EngagementFile:
    """What the bytes of a file say, once everything in it is proven whole and signed. Raises FileRefused.

    Touches no workspace: whether its devices are who they say is asked when it is looked at there.
    """
    try:
        container = Container(content)
        if container.names[:3] != (MIMETYPE, MANIFEST, SEAL) or container.read(MIMETYPE) != MIME:
            raise FileRefused(not_ours())
    except BadContainer as fault:
        raise FileRefused(not_ours()) from fault
    try:
        return _read(container)
    except (BrokenSeal, NotJson, Malformed, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise FileRefused(damaged()) from fault


def _read(container: Container) -> EngagementFile:
    signed = container.read(MANIFEST)
    payload, public = opened(container.read(SEAL), MANIFEST_TYPE)
    if payload != signed:
        raise BrokenSeal("the signature is of another manifest")
    manifest = strict_json(signed, LARGEST_MANIFEST)
    if manifest["format"] != FORMAT or manifest["kind"] != KIND:
        raise FileRefused(not_ours())
    if _number(manifest["least_reader"]) > READER:
        raise FileRefused(
            say(
                "This file was made by a newer version of Sourcewright, which this one cannot read."
                " Nothing was changed. Install the newer version and open it again."
            )
        )
    members = _members(container, manifest["files"])
    devices = {each.id: each for each in map(_device, manifest["devices"])}
    sender = devices[bytes.fromhex(manifest["from"])]
    if sender.public != public:
        raise BrokenSeal("signed by another device than it says")
    project = uuid.UUID(hex=manifest["engagement"])
    statements = {
        bytes.fromhex(name[len("statements/") : -len(".dsse")]): each
        for name, each in members.items()
        if name.startswith("statements/")
    }
    operations = tuple(_operations(each for name, each in members.items() if name.startswith("ops/")))
    _require_vouched(project, operations, statements, devices)
    return EngagementFile(
        hashlib.sha256(signed).hexdigest(),
        project,
        sender,
        devices,
        read_instant(manifest["made"]).astimezone(UTC),
        operations,
        statements,
        {name[len("att/") :]: each for name, each in members.items() if name.startswith("att/")},
        _number(manifest["not_enclosed"]),
    )


def _members(container: Container, files: Any) -> dict[str, bytes]:
    """The members that the manifest lists, no more and no fewer, each as it was when it was signed."""
    listed = [(each["name"], each["size"], each["sha256"]) for each in files]
    names = [MIMETYPE, MANIFEST, SEAL, *(name for name, _, _ in listed)]
    if tuple(names) != container.names or README not in names:
        raise BadContainer("other members than the manifest lists")
    found = {}
    for name, size, sha256 in listed:
        if container.size(name) != _number(size):
            raise BadContainer("a member has another size")
        content = container.read(name)
        if hashlib.sha256(content).hexdigest() != sha256 or (name.startswith("att/") and name[4:] != sha256):
            raise BadContainer("a member was changed")
        found[name] = content
    return found


def _device(entry: Any) -> Device:
    id_, public = bytes.fromhex(entry["id"]), bytes.fromhex(entry["key"])
    person, name = entry["person"], entry["device"]
    if len(id_) != 16 or len(public) != 32:
        raise ValueError("an id or a key has the wrong length")
    for text in (person, name):
        if type(text) is not str or len(text) > 200 or not text.isprintable():
            raise ValueError("a name is not a name")
    return Device(id_, person, name, Role(entry["role"]), public)


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= LARGEST_MEMBER * 10:
        raise ValueError("out of range")
    return value


def _operations(members: Iterable[bytes]) -> Iterator[Operation]:
    for member in members:
        *lines, rest = member.split(b"\n")
        if rest:
            raise Malformed("a line is not ended")
        for line in lines:
            if depth(line) > DEEPEST_OPERATION:
                raise Malformed("nested too deep")
            yield read_operation(line)


def _require_vouched(
    project: uuid.UUID,
    operations: tuple[Operation, ...],
    statements: Mapping[bytes, bytes],
    devices: Mapping[bytes, Device],
) -> None:
    """Each device's chain is whole, from its first operation to the one its own key has signed."""
    chains: dict[bytes, list[Operation]] = defaultdict(list)
    for each in operations:
        if each.scope != project.hex:
            raise Malformed("of another project")
        chains[each.actor].append(each)
    if chains.keys() != statements.keys() or not operations:
        raise Malformed("not every device has signed what it wrote")
    for actor, chain in chains.items():
        payload, public = opened(statements[actor], FEED_TYPE)
        if public != devices[actor].public:
            raise BrokenSeal("a statement is signed by another device")
        chain.sort(key=lambda each: each.number)
        before = ""
        for number, each in enumerate(chain, 1):
            if each.number != number or each.content["q"] != before:
                raise Malformed("a chain is broken")
            before = text_of(each.id)
        said = strict_json(payload, 4096)
        if said != {"actor": actor.hex(), "scope": project.hex, "n": len(chain), "id": before}:
            raise BrokenSeal("a statement is of another chain")


def not_ours() -> str:
    """The refusal of a file that is something else."""
    return say(
        "This is not an engagement file of Sourcewright, or it did not arrive whole. Nothing was changed."
        " Ask for it to be sent again."
    )


def damaged() -> str:
    """The refusal of a file that was altered."""
    return say(
        "This engagement file was damaged or changed after it was written, so nothing was taken from it."
        " Ask for it to be sent again."
    )
