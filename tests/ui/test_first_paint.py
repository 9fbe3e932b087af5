"""The frame is painted before anything slow is imported."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SLOW = (
    "sqlalchemy", "alembic", "sqlcipher3", "reportlab", "babel", "yaml", "numpy", "cryptography", "keyring",
    "platformdirs", "pypdf", "pypdfium2", "PIL", "multiprocessing",
    "app.persistence", "app.domain", "app.knowledge.pack", "app.words.formats", "ui.pages.home",
)  # fmt: skip

SCRIPT = """
import sys
from PySide6.QtWidgets import QApplication
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
