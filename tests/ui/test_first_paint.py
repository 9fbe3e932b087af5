"""The frame is painted before anything slow is imported, and a page brings only what it shows."""

import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.windows import child, environment

ROOT = Path(__file__).parents[2]
SLOW = (
    "sqlalchemy", "alembic", "sqlcipher3", "reportlab", "babel", "yaml", "numpy", "highspy", "cryptography", "keyring",
    "platformdirs", "pypdf", "pypdfium2", "PIL", "multiprocessing",
    "concurrent.futures", "zoneinfo", "app.persistence", "app.domain", "app.services", "app.knowledge.pack",
    "app.knowledge.decode", "app.words.formats", "ui.jobs", "ui.pages", "ui.interview", "ui.widgets.table",
)  # fmt: skip

SCRIPT = """
import sys
from PySide6.QtWidgets import QApplication
from main import load_window
load_window()
from ui.application import show_frame
application = QApplication([])
window, _ = show_frame(application)
assert window.isVisible() and not window.grab().isNull()
print([name for name in sys.argv[1:] if name in sys.modules])
"""


def test_nothing_slow_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *SLOW], capture_output=True, text=True, check=False,
        cwd=ROOT, env={**os.environ, **home, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


NEEDLESS = (
    "alembic", "reportlab", "yaml", "numpy", "highspy", "cryptography", "pypdf", "pypdfium2", "PIL",
    "multiprocessing.context", "asyncio.base_events", "email", "ssl", "app.knowledge.lifecycle", "app.queries.coming",
    "app.knowledge.decode", "app.knowledge.questions", "app.knowledge.templates", "app.analysis.estimate",
    "app.documents", "app.exchange", "app.services.briefs", "ui.interview", "ui.pages.home", "ui.widgets.table",
)  # fmt: skip

RETURN = """
import sys, main
open_window = main.load_window()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.shell.window import MainWindow
attach = MainWindow.attach
def attached(window, *given):
    pages = attach(window, *given)
    print(pages.address.split("/")[-1], [name for name in sys.argv[1:] if name in sys.modules])
    QTimer.singleShot(0, QApplication.quit)
    return pages
MainWindow.attach = attached
open_window(["--sample"])
"""


def test_a_return_opens_at_the_last_project_and_loads_nothing_for_other_pages(tmp_path: Path) -> None:
    home = environment(tmp_path)
    child("sample", home)
    done = subprocess.run(
        [sys.executable, "-c", RETURN, *NEEDLESS], capture_output=True, text=True, check=False, timeout=120,
        cwd=ROOT, env={**home, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "overview []"


PUT_OFF = """
import sys, main
main.load_window()
import app.persistence.workspace
import asyncio, importlib.metadata
from PySide6.QtCore import QPoint
print("asyncio.base_events" in sys.modules, type(sys.modules["shibokensupport.signature.layout"]).__name__)
async def answer():
    return 42
print(asyncio.run(answer()), importlib.metadata.version("sqlalchemy").split(".")[0], hasattr(asyncio, "nothing"))
print(type(asyncio).__name__, "asyncio.base_events" in sys.modules)
try:
    QPoint("here")
except TypeError as refusal:
    print("QPoint.__init__(xpos: int, ypos: int, /)" in str(refusal))
from PySide6.support.signature import get_signature
print(str(get_signature(QPoint.manhattanLength)).split()[-1])
from sqlalchemy.dialects.sqlite.aiosqlite import dialect
print(dialect.driver)
"""


def test_what_a_start_puts_off_runs_when_it_is_used() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PUT_OFF], capture_output=True, text=True, check=False, timeout=120, cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "False Waiting", "42 2 False", "module True", "True", "int", "aiosqlite",
    ]  # fmt: skip
