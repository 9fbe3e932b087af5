"""The scripts behind `make`, each run among stand-ins for the tools of a machine that this one is not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the scripts are for Linux shells")
SYSTEM_TOOLS = (
    "sh",
    "uname",
    "cat",
    "cksum",
    "mktemp",
    "rm",
    "tail",
    "env",
    "dirname",
    "mkdir",
    "bash",
    "true",
)


class Machine:
    """A checkout with a space in its path, on a machine that has only the tools it is given."""

    def __init__(self, folder: Path) -> None:
        self.tools = folder / "bin"
        self.checkout = folder / "a check out"
        self.tools.mkdir()
        (self.checkout / ".venv" / "bin").mkdir(parents=True)
        for place in ("packaging", "requirements", ".ci"):
            shutil.copytree(ROOT / place, self.checkout / place)
        for tool in SYSTEM_TOOLS:
            (self.tools / tool).symlink_to(str(shutil.which(tool)))

    def has(self, tool: str, script: str) -> None:
        """Put a stand-in on the PATH."""
        self._program(self.tools / tool, script)

    def has_venv(self, script: str) -> None:
        """Put a stand-in for the environment's Python in its place."""
        self._program(self.checkout / ".venv" / "bin" / "python", script)

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words,
            cwd=self.checkout,
            env={"PATH": str(self.tools), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    @staticmethod
    def _program(path: Path, script: str) -> None:
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_root_or_sudo_the_exact_line_is_printed(machine: Machine) -> None:
    machine.has("apt-get", "exit 99")
    machine.has("id", "echo 1000")
    result = machine.run("sh", "packaging/apt.sh", "Something", "libegl1", "libgl1")
    assert result.returncode == 1
    assert (
        "    apt-get update && apt-get install -y --no-install-recommends libegl1 libgl1\n" in result.stderr
    )


def test_root_installs_and_refreshes_the_lists_only_when_that_fails(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", 'echo "$*" >>calls; case $* in *update) : >updated ;; *) [ -f updated ] ;; esac')
    result = machine.run("sh", "packaging/apt.sh", "Something", "libegl1")
    assert result.returncode == 0
    calls = (machine.checkout / "calls").read_text().splitlines()
    assert ["install" in call for call in calls] == [True, False, True]
    assert all(call.endswith("libegl1") for call in calls if "install" in call)


def test_sudo_that_needs_no_password_installs(machine: Machine) -> None:
    machine.has("id", "echo 1000")
    machine.has("sudo", '[ "$1" = -n ] && shift && exec "$@"')
    machine.has("apt-get", 'echo "$*" >>calls')
    assert machine.run("sh", "packaging/apt.sh", "Something", "libegl1").returncode == 0
    assert "install" in (machine.checkout / "calls").read_text()


def test_a_failed_install_shows_why_and_what_to_type(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", "echo 'E: no such package'; exit 100")
    result = machine.run("sh", "packaging/apt.sh", "Something", "libegl1")
    assert result.returncode == 1
    assert "E: no such package" in result.stderr
    assert "apt-get update && apt-get install -y --no-install-recommends libegl1" in result.stderr


def test_another_system_is_told_what_corresponds(machine: Machine) -> None:
    result = machine.run("sh", "packaging/apt.sh", "Something", "libegl1")
    assert result.returncode == 1
    assert "libegl1" in result.stderr


def test_an_old_python_is_refused_in_plain_words(machine: Machine) -> None:
    machine.has("python3", "exit 1")
    result = machine.run("sh", "packaging/bootstrap.sh", "test")
    assert result.returncode == 1
    assert "Python 3.11 or newer is needed" in result.stderr
    assert "apt-get install -y python3 python3-venv" in result.stderr


def test_a_newer_python_beside_an_old_one_is_found(machine: Machine) -> None:
    machine.has("python3", "exit 1")
    machine.has("python3.12", "case $* in *version_info*) exit 0 ;; esac; echo used >>asked; exit 1")
    assert machine.run("sh", "packaging/bootstrap.sh", "run").returncode == 1
    assert (machine.checkout / "asked").exists()


def stamp(machine: Machine, name: str) -> None:
    """Leave the environment as a finished bootstrap of `name` does."""
    machine.has_venv("exit 0")
    (machine.checkout / ".venv" / ".python").write_text("/usr/bin/python3 Python 3.11.2\n")
    lock = machine.checkout / "requirements" / f"{name}.txt"
    crc = (
        subprocess.run(["cksum"], stdin=lock.open("rb"), capture_output=True, check=True)
        .stdout.decode()
        .strip()
    )
    (machine.checkout / ".venv" / f".stamp-{name}").write_text(f"3 {crc} /usr/bin/python3 Python 3.11.2")


@pytest.mark.parametrize(
    ("made", "wanted", "current"),
    [
        ("run", "run", True),
        ("test", "test", True),
        ("test", "run", True),
        ("pack", "run", True),
        ("judge", "run", True),
        ("judge", "judge", True),
        ("judge", "test", False),
        ("run", "test", False),
        ("test", "pack", False),
    ],
)
def test_a_finished_environment_is_left_alone(
    machine: Machine, made: str, wanted: str, current: bool
) -> None:
    stamp(machine, made)
    result = machine.run("sh", "packaging/bootstrap.sh", wanted)
    assert (result.returncode == 0) is current  # otherwise it asks for a Python, and this machine has none
    assert (result.stderr == "") is current


def test_a_changed_lock_is_noticed(machine: Machine) -> None:
    stamp(machine, "run")
    with (machine.checkout / "requirements" / "run.txt").open("a", encoding="utf-8") as lock:
        lock.write("\n")
    assert machine.run("sh", "packaging/bootstrap.sh", "run").returncode == 1


def test_missing_libraries_are_named_as_packages(machine: Machine) -> None:
    machine.has_venv("echo libegl1; echo libxcb-cursor0")
    machine.has("apt-get", "exit 99")
    machine.has("id", "echo 1000")
    result = machine.run("sh", "packaging/syslibs.sh", "desktop")
    assert result.returncode == 1
    assert "install -y --no-install-recommends libegl1 libxcb-cursor0\n" in result.stderr


def test_without_a_display_the_demo_runs_and_says_where_to_look(machine: Machine) -> None:
    machine.has_venv('echo "$QT_QPA_PLATFORM $*" >>calls')
    result = machine.run("sh", "packaging/run.sh")
    assert result.returncode == 0
    assert (machine.checkout / "calls").read_text() == "offscreen main.py demo --out out\n"
    assert "Look in out/" in result.stdout


@pytest.mark.parametrize("display", [{"WAYLAND_DISPLAY": "wayland-0"}, {"DISPLAY": ":0"}])
def test_with_a_display_the_sample_opens_first_and_then_the_own_workspace(
    machine: Machine, display: dict[str, str]
) -> None:
    machine.has_venv('case $1 in -IS) exit 0 ;; esac; echo "$*" >>calls')
    for _ in range(2):
        assert machine.run("sh", "packaging/run.sh", **display).returncode == 0
    assert (machine.checkout / "calls").read_text() == "main.py --sample\nmain.py\n"


def test_a_display_that_does_not_answer_counts_as_none(machine: Machine) -> None:
    machine.has_venv('[ "$1" != -IS ] || exit 1; echo "$*" >>calls')
    result = machine.run("sh", "packaging/run.sh", DISPLAY=":77")
    assert (machine.checkout / "calls").read_text() == "main.py demo --out out\n"
    assert ":77" in result.stderr


def test_a_verb_is_passed_through_with_its_exit_status(machine: Machine) -> None:
    machine.has_venv('echo "$*" >>calls; exit 2')
    assert machine.run("sh", "packaging/run.sh", "needs", "a file.txt").returncode == 2
    assert (machine.checkout / "calls").read_text() == "main.py needs a file.txt\n"


def test_the_check_of_a_submission_is_make_test(machine: Machine) -> None:
    machine.has("make", 'echo "$* ${SOURCEWRIGHT_REFERENCE:-none}" >calls')
    assert machine.run("bash", ".ci/run").returncode == 0
    assert (machine.checkout / "calls").read_text() == "test none\n"
    shared = machine.checkout.parent / "shared"
    shared.mkdir()
    assert machine.run("bash", ".ci/run").returncode == 0
    assert (machine.checkout / "calls").read_text() == f"test {shared}\n"


def test_the_check_fails_when_the_tests_do(machine: Machine) -> None:
    machine.has("make", "exit 2")
    assert machine.run("bash", ".ci/run").returncode == 2


def test_no_recipe_needs_a_path_without_spaces() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "$(CURDIR)" not in makefile
    assert os.sep + "bin/pytest" not in makefile
