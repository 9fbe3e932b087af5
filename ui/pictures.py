"""Pictures of the screens as they stand at the points of the demo, in light and dark, without a display."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.queries.lens import Lens
from app.workflows.sample_story import Checkpoint
from ui.application import Application, show_frame
from ui.context import Context
from ui.theme.current import Scheme, theme

SETTLE_MS = 250
"""How long a screen is given to lay itself out."""

MOST_WAITS = 80
"""How often that time is given again while a page is still drawing documents: 20 seconds."""

Picture = tuple[str, str, Lens]

PICTURES: Mapping[str, tuple[Picture, ...]] = {
    "describing": (
        ("01-template-cards", "new", Lens.OWNER),
        ("02-brief-step", "project/{project}/brief/2", Lens.OWNER),
        ("03-check-answers", "project/{project}/brief/check", Lens.OWNER),
        ("04-are-you-ready", "project/{project}/brief/ready", Lens.OWNER),
    ),
    "shortlisted": (
        ("05-directory", "directory", Lens.BROKER),
        ("06-provider", "provider/{PRV-01}", Lens.BROKER),
        ("07-shortlist", "project/{project}/providers", Lens.OWNER),
        ("08-why-this-provider", "project/{project}/providers/{candidate}", Lens.OWNER),
    ),
    "compared": (
        ("09-quotes", "project/{project}/quotes", Lens.BROKER),
        ("10-record-a-quote", "project/{project}/quote/{VET-Q1}", Lens.BROKER),
        ("11-compare", "project/{project}/quotes/compare", Lens.OWNER),
        ("12-choose", "project/{project}/choose/{VET-Q1}", Lens.OWNER),
    ),
    "signed": (("13-plan", "project/{project}/plan", Lens.OWNER),),
    "reviewing": (
        ("14-home", "home", Lens.OWNER),
        ("15-overview", "project/{project}/overview", Lens.OWNER),
        ("16-progress", "project/{project}/progress", Lens.OWNER),
        ("17-review-a-stage", "project/{project}/stage/{VET-M4}", Lens.OWNER),
        ("18-money", "project/{project}/money", Lens.OWNER),
        ("25-how-is-it-going", "project/{project}/progress/health", Lens.OWNER),
    ),
    "today": (
        ("19-desk", "home", Lens.BROKER),
        ("20-projects", "projects", Lens.BROKER),
        ("21-clients", "clients", Lens.BROKER),
        ("22-documents", "project/{project}/documents", Lens.OWNER),
        ("23-settings", "settings", Lens.BROKER),
        ("24-about", "about", Lens.OWNER),
    ),
}
"""Point of the story → name, address and lens of each picture; words in braces are ids of the case."""


class Pictures:
    """Opens one window over the demo's workspace and takes the pictures of each point."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # also where there is a display: no window flashes up
        self._application = QApplication.instance() or QApplication(["Sourcewright"])
        assert isinstance(self._application, QApplication)
        window, faults = show_frame(self._application)
        self._root = Application(window, faults)

    def take(self, workspace: Any, point: Checkpoint) -> None:
        """Take the pictures of `point`, if there are any."""
        wanted = PICTURES.get(point.name, ())
        if not wanted:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        names = _names(point)
        for name, address, lens in wanted:
            person = point.replay.owner if lens is Lens.OWNER else point.replay.broker
            context = self._root.look_at(workspace, point.day, lens, person)
            context.go(address.format_map(names))
            for scheme in (Scheme.LIGHT, Scheme.DARK):
                theme().set_scheme(scheme)
                self._settle(context)
                self._root.window.grab().save(str(self._folder / f"{name}-{scheme.value}.png"))

    def close(self) -> None:
        """End the window without closing the workspace, which is the demo's."""
        self._root.let_go()
        self._root.window.close()

    def _settle(self, context: Context) -> None:
        for _ in range(MOST_WAITS):
            loop = QEventLoop()
            QTimer.singleShot(SETTLE_MS, loop.quit)
            loop.exec()
            if not context.jobs.under_way:
                return


def _names(point: Checkpoint) -> dict[str, str]:
    story = point.replay
    found = {**story.providers, **story.quotes, **story.stages, "project": story.project}
    if story.candidates:
        found["candidate"] = story.candidates["PRV-01"]
    return {name: str(key) for name, key in found.items()}
