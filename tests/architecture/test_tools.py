"""Linter, type checker and import contracts, run as anyone would run them."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.once import once

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def run(*words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    # mypy takes the modules of one cycle in the order of a set, and once in a while infers another type for it.
    settings = os.environ | {"PYTHONHASHSEED": "0"}
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=settings, capture_output=True, encoding="utf-8", check=False
    )


def test_ruff_has_nothing_to_say() -> None:
    result = run("-m", "ruff", "check", "--output-format", "concise", ".")
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_type_holds() -> None:
    result = run("-m", "mypy")
    assert result.returncode == 0, result.stdout + result.stderr


def test_imports_follow_the_arrows() -> None:
    result = run("-c", LINT_IMPORTS, "--no-logo")
    assert result.returncode == 0, result.stdout + result.stderr


CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
FLOORS = {
    contract["containers"][0]: re.findall(r"[a-z_]+", " ".join(contract["layers"]))
    for contract in CONTRACTS
    if contract["type"] == "layers"
}
"""The whole house, floor by floor, as the contracts name it."""


BREAKS = [
    ("app/domain", "import app.persistence"),
    ("app/analysis", "import app.words"),
    ("app/services", "import app.queries"),
    ("app/queries", "import app.services"),
    ("app/documents", "import app.exchange"),
    ("app/persistence", "from PySide6 import QtCore"),
    ("app/commands", "import ui.application"),
    ("app/analysis", "import sqlalchemy"),
    ("app/analysis", "import reportlab.platypus"),
    ("app/analysis", "import pathlib"),
    ("app/analysis", "import time"),
    ("app/analysis", "import sklearn.svm"),
    ("app/knowledge", "import fitting"),
    ("ui/widgets", "import ui.page"),
    ("ui/theme", "import ui.widgets"),
    ("ui/models", "import ui.delegates"),
    ("ui/pages/home", "import ui.pages.quotes"),
    ("ui/pages/home", "import ui.interview"),
    ("ui/pages/home", "import app.domain"),
    ("ui/operations", "import app.persistence"),
    ("ui/shell", "import ui.application"),
    ("ui/shell", "import sqlalchemy"),
]
KEPT = ("app/knowledge", "import app.words")
ROOM_OF_NO_CONTRACT = ("app/extras", "")
COMPOSITION_ROOT = ("ui/application", "import app.persistence, app.domain")

Verdicts = dict[tuple[str, str], tuple[int, str]]
"""By what stands in a house: the linter's status, and what it says."""

LINT_IMPORTS_OF_EACH = """
import contextlib, importlib, io, json, os, sys
from importlinter.cli import lint_imports

told = []
for house in sys.argv[1:]:
    os.chdir(house)
    importlib.invalidate_caches()
    with contextlib.redirect_stdout(io.StringIO()) as said:
        status = lint_imports(no_cache=True, no_logo=True)
    sys.path.remove(house)
    told.append([status, said.getvalue()])
print(json.dumps(told))
"""
"""The linter over one folder after another: starting it takes ten times as long as what it does."""


def stub_house(folder: Path, module: str, statement: str) -> Path:
    """Empty packages in the shape of the real ones, under the real contracts, with one statement in `module`."""
    for root, floors in FLOORS.items():
        for room in ["", *floors]:
            (folder / root / room).mkdir(parents=True)
            (folder / root / room / "__init__.py").touch()
    for page in ("home", "quotes"):
        (folder / "ui/pages" / f"{page}.py").touch()
    shutil.copy(ROOT / "pyproject.toml", folder)
    path = folder / f"{module}.py"
    path = folder / module / "__init__.py" if (folder / module).is_dir() else path
    path.write_text(statement + "\n", "utf-8")
    return folder


def look_at_houses(base: Path) -> Verdicts:
    """A house for each of the breaks, and for what is allowed."""
    breaks = [*BREAKS, KEPT, ROOM_OF_NO_CONTRACT, COMPOSITION_ROOT]
    houses = [stub_house(base.resolve() / str(at), *each) for at, each in enumerate(breaks)]
    result = run("-c", LINT_IMPORTS_OF_EACH, *map(str, houses))
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    return {each: (status, said) for each, (status, said) in zip(breaks, told, strict=True)}


@pytest.fixture(scope="module")
def houses() -> Verdicts:
    return once("houses", look_at_houses)


@pytest.mark.parametrize(("module", "statement"), BREAKS)
def test_an_arrow_against_the_house_is_noticed(houses: Verdicts, module: str, statement: str) -> None:
    status, said = houses[module, statement]
    assert status == 1
    assert "BROKEN" in said


def test_a_room_that_no_contract_names_is_noticed(houses: Verdicts) -> None:
    assert houses[ROOM_OF_NO_CONTRACT][0] == 1


@pytest.mark.parametrize("allowed", [KEPT, COMPOSITION_ROOT])
def test_what_the_contracts_allow_passes(houses: Verdicts, allowed: tuple[str, str]) -> None:
    status, said = houses[allowed]
    assert status == 0, said
