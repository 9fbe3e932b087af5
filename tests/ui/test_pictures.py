"""The camera of the demo needs no display, whatever the machine has."""

import os
import subprocess
import sys

HIDDEN = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")


def test_the_camera_opens_where_there_is_no_display_and_shows_nothing_where_there_is() -> None:
    code = (
        "from pathlib import Path; from ui.pictures import Pictures; from PySide6.QtGui import QGuiApplication;"
        "Pictures(Path()).close(); print(QGuiApplication.platformName())"
    )
    without = {name: value for name, value in os.environ.items() if name not in HIDDEN}
    for shown in (without, {**without, "QT_QPA_PLATFORM": "xcb"}):
        ended = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=shown, check=False
        )
        assert ended.stdout.split() == ["offscreen"], ended.stderr
