"""A bit that flips or an end that is missing, on the real, encrypted file: noticed, or without effect."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.persistence.keys import Keys
from app.persistence.refusals import CannotOpen, StorageTrouble
from app.persistence.workspace import Workspace
from tests.faults.amounts import amount
from tests.persistence.garden import GardenBase
from tests.persistence.gardening import Gardener, operations, tables

pytestmark = pytest.mark.faults

Contents = tuple[dict[str, list[tuple[Any, ...]]], set[bytes], bytes]


@pytest.fixture
def sound(memory: Path, keys: Keys) -> Path:
    """A closed workspace with a working day in it."""
    gardener = Gardener(random.Random(1))
    with Workspace.create(memory / "sound", keys, person="Ann", device="PC", base=GardenBase) as workspace:
        for _ in range(60):
            workspace.write(gardener.edit, "edit")
        workspace.attachments.put(b"the contract " * 2000, "contract.txt")
    return memory / "sound"


def contents(workspace: Workspace) -> Contents:
    ((reference, _),) = workspace.attachments.listed()
    return tables(workspace), operations(workspace), workspace.attachments.get(reference.sha256)


def noticed(folder: Path, keys: Keys, expected: Contents) -> bool:
    """True where opening or reading said that something is wrong; fails where wrong data came out silently."""
    try:
        with Workspace.open(folder, keys, base=GardenBase) as workspace:
            found = contents(workspace)
            assert found == expected, "changed data came out and nobody noticed"
            return not workspace.check().ok
    except (CannotOpen, StorageTrouble):
        return True


def spoil(
    sound: Path, keys: Keys, name: str, number: int, change: Callable[[bytearray, random.Random], None]
) -> int:
    with Workspace.open(sound, keys, base=GardenBase) as workspace:
        expected = contents(workspace)
    whole = (sound / name).read_bytes()
    target = sound.with_name("spoilt")
    chance = random.Random(name)
    caught = 0
    for _ in range(number):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(sound, target)
        content = bytearray(whole)
        change(content, chance)
        (target / name).write_bytes(content)
        caught += noticed(target, keys, expected)
    return caught


def flip(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


@pytest.mark.parametrize("whole", [True, False], ids=["checked on opening", "found while reading"])
def test_a_flipped_bit_is_noticed(
    sound: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    """Every page is authenticated, so each flip is found: on opening, or in large files when it is read or checked."""
    if not whole:
        monkeypatch.setattr("app.persistence.opening.CHECKED_WHOLE", 0)
    number = amount(30, 250)
    assert spoil(sound, keys, "workspace.db", number, flip) == number


def test_a_flipped_bit_in_an_attachment_is_noticed(sound: Path, keys: Keys) -> None:
    number = amount(10, 100)
    assert spoil(sound, keys, "attachments.db", number, flip) == number


def test_a_missing_end_is_noticed(sound: Path, keys: Keys) -> None:
    number = amount(40, 300)
    assert spoil(sound, keys, "workspace.db", number, cut) == number


def test_torn_key_slots_are_noticed(sound: Path, keys: Keys) -> None:
    number = amount(20, 100)
    assert spoil(sound, keys, "keyslots.json", number, cut) == number
