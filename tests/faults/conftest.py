"""The same workspace of the small registry as the tests of persistence, encrypted and not."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from tests.faults.apsw_driver import driver
from tests.persistence.garden import GardenBase


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: hundreds of copies of one file need no real disk."""
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="faults-", dir=shared if shared.is_dir() else tmp_path))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def keys(memory: Path) -> Keys:
    return Keys(memory / "config", lambda: None)


@pytest.fixture
def plain(memory: Path, keys: Keys) -> Path:
    """An empty unencrypted workspace, for the failing disk."""
    folder = memory / "plain"
    Workspace.create(folder, keys, person="Ann", device="PC", base=GardenBase, driver=driver()).close()
    return folder
