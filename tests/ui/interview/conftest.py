"""A window on the pages of the brief, closed after each test."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from tests.ui.interview.describe_world import OWNER, DescribeWorld

TODAY = date(2026, 11, 24)
Opener = Callable[..., DescribeWorld]


@pytest.fixture
def open_world(workspace: Workspace) -> Iterator[Opener]:
    """Makes a window over the one workspace of the test; `drafts` go on from an earlier window."""
    made: list[DescribeWorld] = []

    def make(lens: Lens = Lens.OWNER, **parts: object) -> DescribeWorld:
        world = DescribeWorld(workspace, TODAY, lens, **parts)  # type: ignore[arg-type]
        world.context.person = OWNER if lens is Lens.OWNER else "Dev Raman"
        made.append(world)
        return world

    yield make
    for world in made:
        world.close()


@pytest.fixture
def world(open_world: Opener) -> DescribeWorld:
    """An owner's window."""
    return open_world()
