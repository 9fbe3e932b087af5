"""What holds for every test: no display, no real home, and the numbers that `make faults` raises."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import hypothesis
import pytest

from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from tests.once import once, share_folder

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30
"""Bytes free there before a run lays its files in it; it takes a few hundred megabytes."""


def _lay_files_in_memory() -> None:
    """A commit on a disk waits for the disk; where files can lie in memory and programs run there, they do."""
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return
    seen = os.statvfs(MEMORY)
    if seen.f_bavail * seen.f_frsize >= ROOM and not seen.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # whoever asks next looks at the environment again


_lay_files_in_memory()

LONG = ("/journeys/", "/faults/", "/architecture/test_tools.py", "::test_every_page_takes_the_keyboard")
"""What a test's id holds whose single tests take many seconds. Last in a run, one of them keeps all others waiting."""

FULL = os.environ.get("SOURCEWRIGHT_FAULTS") == "full"
"""Whether fault injections and property tests run at their full numbers (`make faults`)."""

hypothesis.settings.register_profile("small", deadline=None, print_blob=True)
hypothesis.settings.register_profile("full", deadline=None, print_blob=True, max_examples=2000)
hypothesis.settings.load_profile("full" if FULL else "small")


@pytest.fixture(scope="session", autouse=True)
def _no_real_home() -> Iterator[None]:
    """Nothing a test does may find, read or change the workspaces and the keychain of whoever runs it."""
    with (
        tempfile.TemporaryDirectory(prefix="sourcewright-tests-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(Path(folder, name.lower())))
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        yield


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new workspace in a real, encrypted file, with its key beside it: made once a run, and copied."""
    shutil.copytree(once("blank", _make_blank), tmp_path, dirs_exist_ok=True)
    with Workspace.open(tmp_path / "workspace", Keys(tmp_path / "keys", keychain=lambda: None)) as opened:
        yield opened


def _make_blank(base: Path) -> Path:
    keys = Keys(base / "keys", keychain=lambda: None)
    Workspace.create(base / "workspace", keys, person="Dev Marsh", device="test").close()
    return base


def pytest_configure(config: pytest.Config) -> None:
    """The processes of a run share what takes long to make (`tests.once`); the one that starts them removes it."""
    if not hasattr(config, "workerinput"):
        config.add_cleanup(partial(shutil.rmtree, share_folder(), ignore_errors=True))


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a test waits for the disk for a fifth of its time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`faults` are the tests whose numbers are raised by `make faults`: injections, and property tests.

    The order stays random, but for the long ones, which come first.
    """
    injections = Path(__file__).parent / "faults"
    for item in items:
        is_property = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if is_property or injections in item.path.parents:
            item.add_marker("faults")
    items.sort(key=lambda item: not any(part in item.nodeid for part in LONG))


def pytest_collection_finish() -> None:
    """As the program does once it has started: what stays to the end is not looked through for garbage.

    What a test leaves is looked through seldom: a run makes and drops far more than a person's day.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 40)
