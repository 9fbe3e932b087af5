"""Try the program that was built, where the source tree cannot help it: `smoke.py dist/sourcewright`.

Most mistakes in a build are modules and files left out, which show only when the built program needs them. So
it walks the sample's journey (an encrypted workspace, every document as PDF, the screens drawn) and opens the
window for a moment, in a home of its own and from another folder.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

START_SECONDS = 20
"""How long the window must stay open to count as opened: a missing module shows in the first second."""


def home(folder: Path) -> dict[str, str]:
    """An environment in which nothing of this user's or of the source tree's Python is seen."""
    kept = {
        name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ
    }
    places = {
        "HOME",
        "USERPROFILE",
        "APPDATA",
        "LOCALAPPDATA",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
    }
    return {**kept, **dict.fromkeys(places, str(folder)), "QT_QPA_PLATFORM": "offscreen"}


def run(program: Path, *words: str, folder: Path) -> str:
    """Run one verb to its end; exits with what it said where it fails."""
    result = subprocess.run(
        [program, *words], cwd=folder, env=home(folder), capture_output=True, encoding="utf-8", check=False
    )
    if result.returncode:
        raise SystemExit(f"{program.name} {' '.join(words)} failed ({result.returncode}):\n{result.stderr}")
    return result.stdout


def check_demo(out: Path) -> None:
    """The demo left documents that are PDF, pictures of screens, and the journey's figures."""
    papers = sorted(out.rglob("*.pdf"))
    pictures = sorted(out.rglob("*.png"))
    journey = json.loads((out / "journey.json").read_text("utf-8"))
    if len(papers) < 4 or not all(paper.read_bytes().startswith(b"%PDF-") for paper in papers):
        raise SystemExit(f"the demo made {len(papers)} documents")
    if len(pictures) < 24 or not journey:
        raise SystemExit(f"the demo drew {len(pictures)} screens")
    sys.stdout.write(f"demo: {len(papers)} documents, {len(pictures)} pictures of screens, journey.json\n")


def open_window(program: Path, folder: Path) -> None:
    """The window opens, makes the sample by a process of its own, and stays without complaint."""
    window = subprocess.Popen(
        [program, "--sample"], cwd=folder, env=home(folder), stderr=subprocess.PIPE, encoding="utf-8"
    )
    end = time.monotonic() + START_SECONDS
    while window.poll() is None and time.monotonic() < end:
        time.sleep(0.2)
    stayed = window.poll() is None
    window.terminate()
    _, said = window.communicate(timeout=30)
    if not stayed or "Traceback" in said:
        raise SystemExit(f"the window did not stay open:\n{said}")
    if not any(folder.rglob("keyslots.json")):
        raise SystemExit(f"the window made no workspace:\n{said}")
    sys.stdout.write(f"window: open for {START_SECONDS} seconds\n")


def main(arguments: list[str]) -> int:
    """Try the program in the folder that `arguments` name."""
    built = Path(arguments[0]).resolve()
    program = built / ("sourcewright.exe" if sys.platform == "win32" else "sourcewright")
    with tempfile.TemporaryDirectory(prefix="sourcewright smoke ") as name:
        folder = Path(name)
        run(program, "demo", "--out", str(folder / "out"), folder=folder)
        check_demo(folder / "out")
        (folder / "window").mkdir()
        open_window(program, folder / "window")
    size = sum(path.stat().st_size for path in built.rglob("*") if path.is_file() and not path.is_symlink())
    sys.stdout.write(f"{built}: {size / 1e6:.0f} MB, and it works\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
