"""The program killed in the middle of its work loses nothing that it had shown as saved."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from tests.faults.amounts import amount
from tests.persistence.garden import GardenBase

pytestmark = pytest.mark.faults


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork: run on Linux and macOS")
def test_killed_at_random_moments_nothing_saved_is_lost(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "config", lambda: None)
    Workspace.create(tmp_path / "w", keys, person="Ann", device="PC", base=GardenBase).close()
    deaths = amount(20, 150)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.faults.victim",
            str(tmp_path / "w"),
            str(tmp_path / "config"),
            str(deaths),
            "7",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["deaths"] == deaths
    assert report["saved"] > 2 * deaths
