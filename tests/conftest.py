"""What holds for every test: no display, no real home, and the numbers that `make faults` raises."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from app.persistence.keys import Keys
from app.persistence.workspace import Workspace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FULL = os.environ.get("SOURCEWRIGHT_FAULTS") == "full"
"""Whether fault injections and property tests run at their full numbers (`make faults`)."""

hypothesis.settings.register_profile("small", deadline=None, print_blob=True)
hypothesis.settings.register_profile("full", deadline=None, print_blob=True, max_examples=2000)
hypothesis.settings.load_profile("full" if FULL else "small")


@pytest.fixture(scope="session", autouse=True)
def _no_real_home() -> Iterator[None]:
    """Nothing a test does may find, read or change the workspaces and the keychain of whoever runs it."""
    with (
        tempfile.TemporaryDirectory(prefix="sourcewright-tests-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(Path(folder, name.lower())))
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        yield


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new workspace in a real, encrypted file, with its key beside it."""
    keys = Keys(tmp_path / "keys", keychain=lambda: None)
    with Workspace.create(tmp_path / "workspace", keys, person="Dev Marsh", device="test") as made:
        yield made


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`faults` are the tests whose numbers are raised by `make faults`: injections, and property tests."""
    injections = Path(__file__).parent / "faults"
    for item in items:
        is_property = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if is_property or injections in item.path.parents:
            item.add_marker("faults")
