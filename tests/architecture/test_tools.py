"""Linter, type checker and import contracts, run as anyone would run them."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

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


@pytest.fixture(scope="module")
def stub_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty packages in the shape of the real ones, under the real contracts."""
    house = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", house)
    for root, floors in FLOORS.items():
        for folder in ["", *floors]:
            (house / root / folder).mkdir(parents=True)
            (house / root / folder / "__init__.py").touch()
    for page in ("home", "quotes"):
        (house / "ui/pages" / f"{page}.py").touch()
    return house


def test_the_stub_house_keeps_the_contracts(stub_house: Path) -> None:
    result = run("-c", LINT_IMPORTS, "--no-logo", "--no-cache", folder=stub_house)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "statement"),
    [
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
    ],
)
def test_an_arrow_against_the_house_is_noticed(
    stub_house: Path, tmp_path: Path, module: str, statement: str
) -> None:
    house = tmp_path / "house"
    shutil.copytree(stub_house, house)
    path = house / f"{module}.py"
    path = path if path.exists() else house / module / "__init__.py"
    path.write_text(statement + "\n", "utf-8")
    result = run("-c", LINT_IMPORTS, "--no-logo", "--no-cache", folder=house)
    assert result.returncode == 1
    assert "BROKEN" in result.stdout


def test_a_room_that_no_contract_names_is_noticed(stub_house: Path, tmp_path: Path) -> None:
    house = tmp_path / "house"
    shutil.copytree(stub_house, house)
    (house / "app/extras.py").touch()
    assert run("-c", LINT_IMPORTS, "--no-logo", "--no-cache", folder=house).returncode == 1


def test_the_composition_root_may_open_the_workspace(stub_house: Path, tmp_path: Path) -> None:
    house = tmp_path / "house"
    shutil.copytree(stub_house, house)
    (house / "ui/application/__init__.py").write_text("import app.persistence, app.domain\n", "utf-8")
    assert run("-c", LINT_IMPORTS, "--no-logo", "--no-cache", folder=house).returncode == 0
