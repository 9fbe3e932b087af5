"""Starts the program as a person does, in a data folder of its own, and says at the end what came of the walk."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.journeys.hands import Hands
from ui.application import Application, show_frame

HOMES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA", "HOME")


def begin(pictures: Path | None = None) -> tuple[Application, Hands]:
    """The program as it starts for the first time, and the hands of whoever started it."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    application = QApplication(["Sourcewright"])
    application.setApplicationName("Sourcewright")
    application.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
    application.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
    window, faults = show_frame(application)
    faults.install()
    root = Application(window, faults)
    root.start(sample=False)
    window.activateWindow()
    return root, Hands(window, pictures)


def at_home_in(folder: Path) -> None:
    """Make `folder` the only home there is: no workspace, key or setting from elsewhere is found."""
    for name in HOMES:
        os.environ[name] = str(folder / name.lower())
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


def main(journey: Callable[[Hands, Path], None], read_back: Callable[[Any], dict[str, Any]]) -> int:
    """Walk `journey` in the folder that the arguments name, and print what `read_back` finds there afterwards."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--pictures", type=Path)
    told = parser.parse_args()
    at_home_in(told.folder)
    if told.pictures is not None:
        told.pictures.mkdir(parents=True, exist_ok=True)
    root, hands = begin(told.pictures)
    journey(hands, told.folder)
    hands.chapter("the end")
    root.window.close()
    storage = root.storage
    with storage.workspace.open(storage.own_folder, storage.keys()) as workspace:  # as the next start finds it
        report = read_back(workspace)
        checked = workspace.check()
    report |= {
        "platform": QGuiApplication.platformName(), "chapters": hands.steps, "presses": hands.presses,
        "findings": [str(each) for each in checked.findings],
    }  # fmt: skip
    sys.stdout.write(json.dumps(report))
    return 0
