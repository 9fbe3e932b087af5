"""A workspace of the small registry, with keys in a file."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from tests.persistence.garden import GardenBase


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty workspace and its key, made once and copied for every test."""
    folder = tmp_path_factory.mktemp("blank")
    keys = Keys(folder / "config", lambda: None)
    Workspace.create(folder / "workspace", keys, person="Ann", device="Laptop", base=GardenBase).close()
    return folder


@pytest.fixture
def keys(tmp_path: Path, blank: Path) -> Keys:
    shutil.copytree(blank / "config", tmp_path / "config")
    return Keys(tmp_path / "config", lambda: None)


@pytest.fixture
def workspace(tmp_path: Path, blank: Path, keys: Keys) -> Iterator[Workspace]:
    shutil.copytree(blank / "workspace", tmp_path / "workspace")
    with Workspace.open(tmp_path / "workspace", keys, base=GardenBase) as opened:
        yield opened


@pytest.fixture
def make(tmp_path: Path, blank: Path, keys: Keys) -> Iterator[Callable[..., Workspace]]:
    """Open any number of workspaces, each a device of its own, closed at the end of the test."""
    made: list[Workspace] = []
    numbers = itertools.count()

    def one_more(person: str = "Ann", device: str = "Laptop") -> Workspace:
        folder = tmp_path / f"workspace-{next(numbers)}"
        shutil.copytree(blank / "workspace", folder)
        made.append(Workspace.open(folder, keys, base=GardenBase))
        made[-1].store.become(person, device)
        return made[-1]

    yield one_more
    for each in made:
        each.close()


@pytest.fixture(autouse=True)
def quick_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 at its smallest; `test_workspace` holds the real cost to what was decided."""
    monkeypatch.setattr(
        "app.persistence.recovery.DERIVATION", {"name": "argon2id", "time": 1, "memory_kib": 64, "lanes": 1}
    )
