"""What the program is built from: locked with hashes, its licences read, its notices current."""

import re
import sys
import tomllib
from pathlib import Path

import notices
import pytest

from tests.architecture.sources import ROOT

LOCKS = ("run", "test", "pack", "judge")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def lock(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def versions(name: str) -> dict[str, str]:
    return {package.name: package.version for package in notices.locked(lock(name))}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_names_versions_and_hashes_and_no_address(name: str) -> None:
    text = lock(name).read_text("utf-8")
    assert "://" not in text
    packages = re.split(r"\n(?=\S)", text.strip())
    assert len(packages) == len(notices.locked(lock(name)))
    assert all("--hash=sha256:" in package for package in packages)


@pytest.mark.parametrize(("smaller", "larger"), [("run", "test"), ("test", "pack"), ("run", "judge")])
def test_each_lock_contains_the_one_before_it(smaller: str, larger: str) -> None:
    """The bootstrap trusts this: a test environment is good enough to run the program."""
    assert versions(smaller).items() <= versions(larger).items()


def test_every_declared_dependency_is_locked() -> None:
    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[<>=!~; \[]", one)[0].lower().replace("_", "-") for one in requirements}

    extras = PROJECT["optional-dependencies"]
    assert names(PROJECT["dependencies"]) <= versions("run").keys()
    assert names(extras["test"]) <= versions("test").keys()
    assert names(extras["pack"]) <= versions("pack").keys()
    assert names(extras["judge"]) <= versions("judge").keys()


def test_somebody_read_the_licence_of_everything_locked() -> None:
    table = notices.load_table()
    assert table.packages.keys() == versions("run").keys()
    licences = {*table.packages.values(), *(one.licence for one in table.bundled)}
    assert licences <= notices.ACCEPTED


def test_the_notices_are_current() -> None:
    parts = list(notices.components())
    assert notices.LIST.read_text("utf-8") == notices.rendered_list(parts), "run: make notices"
    if sys.platform == "linux":  # wheels for other systems may carry other files
        assert notices.TEXTS.read_text("utf-8") == notices.rendered_texts(parts), "run: make notices"


def test_every_component_comes_with_its_text() -> None:
    without = [part.name for part in notices.components() if not part.texts]
    assert set(without) == set(notices.QT)


def test_the_licence_is_the_one_declared() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
    assert PROJECT["license"] == "Apache-2.0"
    assert (ROOT / "NOTICE").read_text("utf-8").startswith("Sourcewright\n")
