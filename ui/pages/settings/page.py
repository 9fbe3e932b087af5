"""The settings on one page, section by section."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.words import say
from ui.context import Context
from ui.page import Page
from ui.pages.settings.files import FilesSection
from ui.pages.settings.look import LookSection
from ui.pages.settings.you import YouSection
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Heading, Label

WIDTH = 720

FILES = "files"
"""Section of the address that opens the page at files and backups."""


class SettingsPage(Page):
    """Every change is kept at once."""

    interests = frozenset({"profile"})
    help_topic = "settings"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._you, self._look, self._files = YouSection(context), LookSection(), FilesSection(context)
        self._files.grown.connect(self._bring)
        about = LinkButton(say("About Sourcewright and the parts it is made of"), trailing="chevron-right")
        about.clicked.connect(partial(context.go, "about"))
        self.set_body(
            column(
                Heading(say("Settings"), "title"),
                16,
                *_section(say("You and your business"), self._you),
                *_section(say("How it looks"), self._look),
                *_section(say("Files and backups"), self._files),
                row(about, STRETCH),
                STRETCH,
            ),
            body_width=WIDTH,
        )

    def title(self) -> str:
        return say("Settings")

    def primary_focus(self) -> QWidget | None:
        return self._files.first if self.params.get("section") == FILES else self._you.person

    def refresh(self) -> None:
        self._you.refresh()
        self._files.refresh()
        if self.params.get("section") == FILES:
            self._bring(self._files)

    def _bring(self, part: QWidget) -> None:
        """Scroll to `part` once it has its place."""
        if self.scroller is not None:
            self.scroller.reveal(part)


def _section(title: str, content: QWidget) -> tuple[QWidget | int, ...]:
    return (Label(title, "sub15"), 8, Card(column(content), padding=20), 22)
