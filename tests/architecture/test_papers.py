"""What README and CONTRIBUTING promise exists: commands, files, and pictures."""

import re

import pytest

from tests.architecture.sources import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
PAPERS = ["README.md", "CONTRIBUTING.md"]


@pytest.mark.parametrize("paper", PAPERS)
def test_every_command_named_is_a_target(paper: str) -> None:
    named = set(re.findall(r"`?make ([a-z]+)\b", (ROOT / paper).read_text("utf-8")))
    commands = {
        name for name in named if re.search(rf"(`|^)make {name}\b", (ROOT / paper).read_text("utf-8"), re.M)
    }
    assert commands
    assert commands <= TARGETS


@pytest.mark.parametrize("paper", PAPERS)
def test_every_picture_and_link_leads_to_a_file(paper: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / paper).read_text("utf-8"))
    assert not [link for link in links if "://" not in link and not (ROOT / link).exists()]


def test_the_targets_that_people_type_are_declared_phony() -> None:
    phony = set(re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split())  # type: ignore[index]
    assert phony == TARGETS | {"setup-run", "setup-test", "setup-pack", "setup-judge"}


def test_the_newest_change_is_of_the_current_version() -> None:
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert version
    assert newest
    assert version[1] == newest[1]
