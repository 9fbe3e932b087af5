"""Engagement files that were damaged, forged or made to harm: refused whole, or holding exactly what was signed."""

import contextlib
import hashlib
import io
import json
import random
import struct
import uuid
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from app.domain.base import Role
from app.domain.briefs import BriefItem, ItemKind
from app.domain.projects import Project
from app.domain.types import canonical_json
from app.exchange import containers
from app.exchange.engagement_file import (
    Contents,
    EngagementFile,
    FileRefused,
    pack,
    read_engagement_file,
    statement_of,
)
from app.persistence.devices import Device, signing_key
from app.persistence.operations import identify, text_of
from app.services import briefs, projects, shortlists
from app.services.projects import OwnerFacts
from tests.exchange.desks import NOW, OWNER, Desk, day, two_desks
from tests.faults.amounts import amount

JAN = day("2026-01-12")
Mutation = Callable[[bytes, random.Random], bytes]


class Scene(NamedTuple):
    """A broker who has a project, and a newer file of it from the owner."""

    owner: Desk
    broker: Desk
    project: uuid.UUID
    content: bytes


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with two_desks(tmp_path) as (owner, broker):
        project = owner.do(
            projects.start, title="Appointments", card="CARD-RUN", main_template="TPL-ERP",
            owner=OwnerFacts(owner_name=OWNER, town="Harrowmere"), on=JAN,
        )  # fmt: skip
        broker.take(owner.hand_over(project))
        owner.add(*(BriefItem(project_id=project, kind=ItemKind.MUST, text=f"Line {n}") for n in range(20)))
        kept = owner.workspace.attachments.put(b"%PDF-1.7 how we work today" * 40, "today.pdf")
        owner.do(
            briefs.attach_file, project_id=project, question="b6.files", name="today.pdf",
            sha256=kept.sha256, size=kept.size, mime=kept.mime, on=JAN,
        )  # fmt: skip
        yield Scene(owner, broker, project, owner.hand_over(project))


def test_mutated_files(scene: Scene) -> None:
    """Bytes flipped, cut, added; members cut, swapped, renamed, doubled; sizes, flags and methods that lie."""
    right = said(read_engagement_file(scene.content))
    before = scene.broker.state()
    tried = amount(400, 5000)
    accepted = []
    for number in range(tried):
        chance = random.Random(number)
        mutated = chance.choice(MUTATIONS)(scene.content, chance)
        try:
            found = read_engagement_file(mutated)
        except FileRefused:
            continue
        assert said(found) == right, number
        accepted.append(mutated)
    assert len(accepted) < tried / 4, "most of what is altered is refused"
    assert scene.broker.state() == before
    for mutated in accepted[:10]:
        scene.broker.take(mutated)
    scene.broker.take(scene.content)
    assert len(scene.broker.all(BriefItem)) == 20
    assert scene.broker.workspace.check().ok


def said(found: EngagementFile) -> tuple[Any, ...]:
    """All that a file says."""
    return found._replace(operations=tuple(each.raw for each in found.operations))


# ---- mutations of the bytes


def flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.choice((1, 4, 100, len(content))) :]


def added(content: bytes, chance: random.Random) -> bytes:
    at = chance.choice((0, len(content), chance.randrange(len(content))))
    return content[:at] + chance.randbytes(chance.choice((1, 22, 300))) + content[at:]


def moved(content: bytes, chance: random.Random) -> bytes:
    one, other = sorted(chance.randrange(len(content)) for _ in range(2))
    return content[:one] + content[other:] + content[one:other]


def directory_lies(content: bytes, chance: random.Random) -> bytes:
    """One number of the directory, or of a member's own header, is another one."""
    changed = bytearray(content)
    signs = [
        at for at in range(len(content) - 4) if content[at : at + 4] in (b"PK\1\2", b"PK\3\4", b"PK\5\6")
    ]
    at = chance.choice(signs) + chance.choice((4, 6, 8, 10, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 42))
    lie = chance.choice((0, 1, 8, 9, 12, 99, 0xFFFF, 0xFFFFFFFF, chance.randrange(2**32))) & 0xFFFFFFFF
    width = chance.choice(("<H", "<I"))
    if at + 4 <= len(changed):
        struct.pack_into(width, changed, at, lie & (0xFFFF if width == "<H" else 0xFFFFFFFF))
    return bytes(changed)


# ---- mutations of the members


Members = list[tuple[str, bytes]]


def unpacked(content: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        return [(name, container.read(name)) for name in container.namelist()]


def repacked(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w", method) as container:
        for name, content in members:  # two may share a name
            container.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def member_changed(content: bytes, chance: random.Random) -> bytes:
    """A member's own bytes are changed and the archive around it is whole again."""
    members = unpacked(content)
    at = chance.randrange(len(members))
    name, inside = members[at]
    members[at] = (name, chance.choice((flipped, cut, added, moved))(inside, chance) if inside else b"x")
    return repacked(members)


def member_gone(content: bytes, chance: random.Random) -> bytes:
    members = unpacked(content)
    del members[chance.randrange(len(members))]
    return repacked(members)


def members_swapped(content: bytes, chance: random.Random) -> bytes:
    members = unpacked(content)
    one, other = chance.sample(range(len(members)), 2)
    (first, a), (second, b) = members[one], members[other]
    members[one], members[other] = chance.choice((((second, b), (first, a)), ((first, b), (second, a))))
    return repacked(members)


def member_added(content: bytes, chance: random.Random) -> bytes:
    members = unpacked(content)
    name = chance.choice(
        (*BAD_NAMES, "ops/0002.jsonl", "att/" + "0" * 64, "statements/" + "0" * 32 + ".dsse")
    )
    members.insert(chance.randrange(len(members) + 1), (name, chance.randbytes(30)))
    return repacked(members)


def member_renamed(content: bytes, chance: random.Random) -> bytes:
    members = unpacked(content)
    at = chance.randrange(len(members))
    members[at] = (chance.choice(BAD_NAMES), members[at][1])
    return repacked(members)


def member_doubled(content: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO(content)
    name = chance.choice(zipfile.ZipFile(io.BytesIO(content)).namelist())
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "a") as container:
        container.writestr(name, chance.randbytes(30))
    return out.getvalue()


def bomb(content: bytes, chance: random.Random) -> bytes:
    """A member that unpacks to thousands of times its size, or says that it does, or that it does not."""
    members = unpacked(content)
    at = chance.randrange(len(members))
    members[at] = (members[at][0], bytes(chance.choice((10**6, 26 * 1024 * 1024))))
    packed = bytearray(repacked(members))
    if chance.random() < 0.5:
        small = struct.pack("<I", 100)
        large = struct.pack("<I", len(members[at][1]))
        packed = packed.replace(large, small)
    return bytes(packed)


def resigned(content: bytes, chance: random.Random) -> bytes:
    """The manifest lists the changed member, so only the signature is wrong."""
    members = dict(unpacked(content))
    name = chance.choice([name for name in members if name.startswith("ops/")])
    members[name] = flipped(members[name], chance)
    manifest = json.loads(members["manifest.json"])
    for each in manifest["files"]:
        if each["name"] == name:
            each |= {"size": len(members[name]), "sha256": hashlib.sha256(members[name]).hexdigest()}
    members["manifest.json"] = canonical_json(manifest).encode()
    return repacked(list(members.items()))


BAD_NAMES = (
    "../../evil.txt", "C:\\w\\evil.txt", "/etc/passwd", "con.txt", "att/../ops/0001.jsonl", "ops/0001.jsonl ",
    "OPS/0001.jsonl", "ops/0001.jsonl\x00.exe", "ops\\0001.jsonl", "", "att/" + "A" * 64, "manifest.json/", "é",
)  # fmt: skip

MUTATIONS: tuple[Mutation, ...] = (
    flipped, flipped, cut, added, moved, directory_lies, directory_lies, member_changed, member_changed, member_gone,
    members_swapped, member_added, member_renamed, member_doubled, bomb, resigned,
)  # fmt: skip


# ---- limits


@pytest.mark.parametrize("count", [containers.MOST_MEMBERS + 1, 70_000])
def test_too_many_members(count: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for number in range(count):
            container.writestr(f"ops/{number:04d}.jsonl", b"")
    with pytest.raises(FileRefused):
        read_engagement_file(out.getvalue())


def test_a_member_longer_than_it_says() -> None:
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = packed.compress(bytes(10**6)) + packed.flush()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("mimetype", stream)
    lying = bytearray(out.getvalue())
    for at in (8, lying.index(b"PK\1\2") + 10):
        struct.pack_into("<H", lying, at, 8)
    for at in (22, lying.index(b"PK\1\2") + 24):
        struct.pack_into("<I", lying, at, 1000)
    with pytest.raises(containers.BadContainer):
        containers.Container(bytes(lying)).read("mimetype")


@pytest.mark.parametrize("content", [b"", b"PK\5\6" + bytes(18), b"%PDF-1.7", bytes(10**6)])
def test_something_else(content: bytes) -> None:
    with pytest.raises(FileRefused, match="not an engagement file"):
        read_engagement_file(content)


# ---- a known device that is hostile: every signature is right


def test_hostile_files_of_a_known_device(scene: Scene) -> None:
    """Either nothing changes, or what was signed is taken in and tables and journal still agree."""
    owner = read_engagement_file(scene.content).sender
    key = signing_key(scene.owner.workspace.store.key, owner.id)
    originals = [json.loads(each.raw) for each in read_engagement_file(scene.content).operations]
    other = scene.broker.do(
        projects.start, title="Of somebody else", card="CARD-RUN", main_template=None, on=JAN
    )
    untouched = [row for row in scene.broker.state() if row[0] == "project"]
    for number in range(amount(60, 1500)):
        chance = random.Random(number)
        contents = [dict(each, w=dict(each["w"])) for each in originals]
        for _ in range(chance.choice((1, 1, 3))):
            chance.choice(HOSTILE)(chance.choice(contents[-25:]), chance, other)
        forged = signed_again(contents, scene.project, owner, key)
        before = scene.broker.state()
        with contextlib.suppress(FileRefused):
            scene.broker.look_at(forged)
        assert scene.broker.state() == before, number
    assert [row for row in scene.broker.state() if row[0] == "project"] == untouched


def test_one_hostile_file_taken_in_leaves_a_sound_workspace(scene: Scene) -> None:
    owner = read_engagement_file(scene.content).sender
    key = signing_key(scene.owner.workspace.store.key, owner.id)
    contents = [json.loads(each.raw) for each in read_engagement_file(scene.content).operations]
    for each in contents[-10:]:
        if each["e"] == "brief_item":
            each["w"]["place"] = ["not a number"]
            each["w"]["invented"] = [{"deep": [1]}]
    scene.broker.take(signed_again(contents, scene.project, owner, key))
    assert scene.broker.workspace.check().problems == []


def signed_again(contents: list[dict[str, Any]], project: uuid.UUID, owner: Device, key: Any) -> bytes:
    """A file of these operations, in one chain, as the owner's device would sign it."""
    before, lines = "", []
    for number, content in enumerate(contents, 1):
        content |= {"n": number, "q": before}
        raw = canonical_json(content).encode("utf-8", "surrogatepass")
        lines.append(raw)
        before = text_of(identify(raw))
    statement = statement_of(owner.id, project, len(lines), identify(lines[-1]), key)
    return pack(Contents(project, owner.id, lines, {owner.id: owner}, {owner.id: statement}, {}, 0), key, NOW)


Content = dict[str, Any]


def other_row(content: Content, chance: random.Random, other: uuid.UUID) -> None:
    content["i"] = chance.choice((other.hex, uuid.uuid4().hex, "00" * 16))


def other_entity(content: Content, chance: random.Random, other: uuid.UUID) -> None:
    content["e"] = chance.choice(("provider", "client", "profile", "project", "quote", "nothing", "meta"))


def other_kind(content: Content, chance: random.Random, other: uuid.UUID) -> None:
    content["k"] = chance.choice(("birth", "edit", "redact", "later"))
    content["r"] = [text_of(chance.randbytes(32))]


def other_value(content: Content, chance: random.Random, other: uuid.UUID) -> None:
    name = chance.choice((*content["w"], "project_id", "client_id", "broker_notes", "deleted", "id", "place"))
    content["w"][name] = [chance.choice(STRANGE)]


def other_past(content: Content, chance: random.Random, other: uuid.UUID) -> None:
    name = chance.choice(tuple(content["w"]))
    content["w"][name] = [content["w"][name][0], [text_of(chance.randbytes(32)), content["q"] or "A" * 43]]


def other_scope(content: Content, chance: random.Random, other: uuid.UUID) -> None:
    content["s"] = chance.choice(("private", "network", other.hex, ""))


def other_clock(content: Content, chance: random.Random, other: uuid.UUID) -> None:
    content["t"] = chance.choice(([2**46, 0], [0, 0], [2**47, 65535], [-1, 0]))


def gone(content: Content, chance: random.Random, other: uuid.UUID) -> None:
    content |= {"gone": list(content["w"]), "id": text_of(chance.randbytes(32))}


STRANGE = (
    None, True, 0, -1, 2**70, 1e300, "", "x" * 100_000, "\ud800", "\x00", [], {}, [[[[1]]]], {"value": 1}, "0" * 32,
    uuid.UUID(int=7).hex, "2026-02-31", "NaN",
)  # fmt: skip

HOSTILE = (
    other_row,
    other_entity,
    other_kind,
    other_value,
    other_value,
    other_past,
    other_scope,
    other_clock,
    gone,
)


def test_a_file_with_half_a_character(scene: Scene) -> None:
    raw = b'{"a":"\\ud800"}\n'
    contents = Contents(scene.project, b"1" * 16, [raw[:-1]], {}, {}, {}, 0)
    with pytest.raises(FileRefused):
        read_engagement_file(pack(contents, signing_key(b"k" * 32, b"1" * 16), NOW))


def test_the_sides_of_the_scene_are_what_the_tests_take_them_for(scene: Scene) -> None:
    found = read_engagement_file(scene.content)
    assert found.sender.role is Role.OWNER
    assert [each.title for each in scene.broker.all(Project)] == ["Appointments"]
    scene.broker.do(shortlists.disclose, project_id=scene.project, text="The owner pays me.", on=JAN)
