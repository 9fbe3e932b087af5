"""Starts the program as a person does, in a data folder of its own, and says at the end what came of the walk."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import traceback
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.queries.documents import documents
from app.queries.lens import Lens
from app.queries.projects import portfolio
from app.words.formats import Formats
from tests.journeys.hands import Hands
from ui.application import Application, show_frame

HOMES = (
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
    "APPDATA",
    "LOCALAPPDATA",
    "HOME",
)


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


def read_documents(workspace: Any) -> dict[str, Any]:
    """Projects and issued documents as the queries give them, each document with the words of its pages."""
    projects = workspace.read(partial(portfolio, lens=Lens.BROKER, formats=Formats(), today=date.today()))
    found = [
        {"number": row.number, "state": row.state, "text": words_of(workspace.attachments.get(row.sha256))}
        for project in projects
        for row in workspace.read(
            partial(documents, project_id=project.id, lens=Lens.BROKER, formats=Formats())
        )
    ]
    return {"projects": [project.title for project in projects], "documents": found}


def words_of(pdf: bytes) -> str:
    """Everything that is to be read on the pages of `pdf`, with single blanks."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def main(journey: Callable[[Hands], None], read_back: Callable[[Any], dict[str, Any]]) -> int:
    """Walk `journey` in the folder that the arguments name, and print what `read_back` finds there afterwards."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--pictures", type=Path)
    told = parser.parse_args()
    at_home_in(told.folder)
    if told.pictures is not None:
        told.pictures.mkdir(parents=True, exist_ok=True)
    root, hands = begin(told.pictures)
    try:
        journey(hands)
    except Exception:  # the program's own hook would log it and go on
        hands.chapter("lost")
        traceback.print_exc()
        return 1
    hands.chapter("the end")
    root.window.close()
    storage = root.storage
    with storage.workspace.open(
        storage.own_folder, storage.keys()
    ) as workspace:  # as the next start finds it
        report = read_back(workspace)
        checked = workspace.check()
    report |= {
        "platform": QGuiApplication.platformName(), "chapters": hands.steps, "presses": hands.presses,
        "findings": [str(each) for each in checked.problems],
    }  # fmt: skip
    sys.stdout.write(json.dumps(report))
    return 0
