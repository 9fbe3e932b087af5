"""The sample at any point of its story, played once a run for every test that only reads it or works on a copy."""

import gettext
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest

from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.words import catalogue
from app.workflows.journey import Journey, walk
from app.workflows.sample_story import Checkpoint, Replay
from tests.once import once


@dataclass(frozen=True)
class Told:
    """What the replay of one case came to; `providers` are by the case's own ids."""

    case: str
    project: UUID
    client: UUID | None
    broker: str
    providers: dict[str, UUID]


@dataclass(frozen=True)
class Scene:
    """The sample as it was at one point: its files, the day, and the ids of the case."""

    folder: Path
    day: date
    project: UUID
    stages: dict[str, UUID]
    owner: str
    broker: str
    wholesaler: UUID | None = None
    """The second case's project, from the last point on."""


@dataclass(frozen=True)
class Played:
    """The whole of it: every point in its order, what the journey came to, and each case as it ended."""

    scenes: dict[str, Scene]
    journey: Journey
    cases: dict[str, Told]


@cache
def played() -> Played:
    """In the program's own words, whoever asks first."""
    return once("sample", _play)


def scenes() -> dict[str, Scene]:
    """Every point of the sample."""
    return played().scenes


@contextmanager
def a_copy(folder: Path, point: str = "today") -> Iterator[Workspace]:
    """The sample at `point`, copied into `folder` and open."""
    shutil.copytree(scenes()[point].folder, folder, dirs_exist_ok=True)
    with Workspace.open(folder / "w", Keys(folder / "k", keychain=lambda: None)) as workspace:
        yield workspace


def _play(base: Path) -> Played:
    with pytest.MonkeyPatch.context() as words:
        words.setattr(catalogue, "_catalogue", gettext.NullTranslations())
        return _points(base)


def _points(base: Path) -> Played:
    found: dict[str, Scene] = {}
    told: dict[str, Told] = {}
    live = base / "live"

    def keep(point: Checkpoint) -> None:
        folder = base / point.name
        shutil.copytree(live, folder)
        story = point.replay
        found[point.name] = Scene(
            folder, point.day, story.project, dict(story.stages), story.owner, story.broker,
            next((other.project for other in story.others), None),
        )  # fmt: skip
        told.update((one.case.ref, _told(one)) for one in (story, *story.others))

    with Workspace.create(
        live / "w", Keys(live / "k", keychain=lambda: None), person="P", device="t", sample=True
    ) as workspace:
        return Played(found, walk(workspace, keep), told)


def _told(story: Replay) -> Told:
    return Told(story.case.ref, story.project, story.client, story.broker, dict(story.providers))
