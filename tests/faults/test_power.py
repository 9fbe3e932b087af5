"""Power cuts, full disks and failing writes, under our own workspace.

These run on an unencrypted build of the same persistence code, through a test-only adapter over apsw
(`apsw_driver.py`), because the encrypting library lets no file system be put under it. That file system
cannot share memory between connections, so here alone the locking mode is EXCLUSIVE.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

import apsw
import pytest

from app.persistence import connection
from app.persistence.keys import Keys
from app.persistence.refusals import CannotUndo, StorageTrouble
from app.persistence.workspace import Workspace
from tests.faults.amounts import amount
from tests.faults.apsw_driver import driver
from tests.faults.failing_disk import FailingDisk, PowerCut
from tests.faults.journey import steps, whole
from tests.persistence.garden import GardenBase

pytestmark = pytest.mark.faults

STEPS = 25


@pytest.fixture
def disk() -> Iterator[FailingDisk]:
    made = FailingDisk("failing")
    yield made
    made.unregister()


def settings(synchronous: tuple[str, str] = ("FULL", "2")) -> connection.Settings:
    """The settings of the program but for the locking mode; and, for the sabotage, the durability."""
    other = {"locking_mode": ("EXCLUSIVE", "exclusive"), "synchronous": synchronous}
    return tuple((name, *other.get(name, (value, back))) for name, value, back in connection.SETTINGS)


def live(
    folder: Path, keys: Keys, disk: FailingDisk, monkeypatch: pytest.MonkeyPatch, wanted: connection.Settings
) -> int:
    """Work until the fault stops us; how many steps were shown as saved."""
    saved = 0
    with monkeypatch.context() as patch:
        patch.setattr(connection, "SETTINGS", wanted)
        with (
            tolerated(),
            closing(Workspace.open(folder, keys, base=GardenBase, driver=driver("failing"))) as workspace,
        ):
            for step in islice(steps(workspace), STEPS):
                try:
                    step()
                except (StorageTrouble, PowerCut):
                    if disk.sticky:
                        break
                except CannotUndo:
                    continue  # the step before did not come about
                else:
                    saved += 1
    return saved


@contextmanager
def tolerated() -> Iterator[None]:
    """Let nothing but the fault we planned pass."""
    try:
        yield
    except Exception as fault:
        if not _is_fault(fault):
            raise


def _is_fault(fault: BaseException | None) -> bool:
    """True where the fault we planned is at the bottom of it."""
    while fault is not None:
        if isinstance(fault, StorageTrouble | PowerCut | apsw.FullError | apsw.IOError):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def verify(folder: Path, keys: Keys, saved: int) -> None:
    """Open what is left on a disk that works."""
    with Workspace.open(folder, keys, base=GardenBase, driver=driver()) as workspace:
        whole(workspace, saved)


def count_operations(folder: Path, keys: Keys, disk: FailingDisk, monkeypatch: pytest.MonkeyPatch) -> int:
    disk.reset()
    assert live(folder, keys, disk, monkeypatch, settings()) == STEPS
    return disk.count


def cuts(
    plain: Path,
    keys: Keys,
    disk: FailingDisk,
    monkeypatch: pytest.MonkeyPatch,
    wanted: connection.Settings,
    number: int,
) -> None:
    """Cut the power at random operations; raises at the first edit lost, torn step or corrupt file."""
    folder = plain.parent / "cut"
    shutil.copytree(plain, folder)
    total = count_operations(folder, keys, disk, monkeypatch)
    for seed in range(number):
        chance = random.Random(seed)
        shutil.rmtree(folder)
        shutil.copytree(plain, folder)
        disk.reset(chance.randrange(1, total), PowerCut)
        saved = live(folder, keys, disk, monkeypatch, wanted)
        disk.after_the_cut(folder, chance)
        verify(folder, keys, saved)


def test_a_power_cut_loses_nothing_that_was_shown_as_saved(
    plain: Path, keys: Keys, disk: FailingDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    cuts(plain, keys, disk, monkeypatch, settings(), amount(40, 300))


def test_a_build_that_does_not_wait_for_the_disk_is_caught(
    plain: Path, keys: Keys, disk: FailingDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same test must fail for synchronous=OFF, or it proves nothing."""
    with pytest.raises(Exception, match=r"shown as saved are lost|half a step|damaged"):
        cuts(plain, keys, disk, monkeypatch, settings(("OFF", "0")), amount(40, 300))


FAULTS: dict[str, Callable[[], Exception]] = {
    "disk full": lambda: apsw.FullError("planned"),
    "input/output error": lambda: apsw.IOError("planned"),
}


@pytest.mark.parametrize("sticky", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("name", FAULTS)
def test_a_failing_write_sync_or_truncation_leaves_each_step_done_or_not_begun(
    plain: Path, keys: Keys, disk: FailingDisk, monkeypatch: pytest.MonkeyPatch, name: str, sticky: bool
) -> None:
    folder = plain.parent / "fails"
    shutil.copytree(plain, folder)
    total = count_operations(folder, keys, disk, monkeypatch)
    chance = random.Random(f"{name} {sticky}")
    tried = chance.sample(range(1, total), min(amount(12, total), total - 1))
    hit = 0
    for at in tried:
        shutil.rmtree(folder)
        shutil.copytree(plain, folder)
        disk.reset(at, FAULTS[name], sticky=sticky)
        saved = live(folder, keys, disk, monkeypatch, settings())
        hit += saved < STEPS
        verify(folder, keys, saved)
    assert hit > 0
