"""A workspace of the small registry, with keys in a file."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from tests.persistence.garden import GardenBase


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path / "config", lambda: None)


@pytest.fixture
def workspace(tmp_path: Path, keys: Keys) -> Iterator[Workspace]:
    with Workspace.create(
        tmp_path / "workspace", keys, person="Ann", device="Laptop", base=GardenBase
    ) as made:
        yield made


@pytest.fixture
def make(tmp_path: Path, keys: Keys) -> Iterator[Callable[..., Workspace]]:
    """Make any number of workspaces, closed at the end of the test."""
    made: list[Workspace] = []
    numbers = itertools.count()

    def one_more(person: str = "Ann", device: str = "Laptop") -> Workspace:
        folder = tmp_path / f"workspace-{next(numbers)}"
        made.append(Workspace.create(folder, keys, person=person, device=device, base=GardenBase))
        return made[-1]

    yield one_more
    for each in made:
        each.close()
