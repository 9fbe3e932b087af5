"""What this program is, its version, and the notices of what it is built from."""

import re

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.knowledge.resources import resource
from app.words import say
from app.words.version import VERSION
from ui.context import Context
from ui.page import Page
from ui.theme.current import theme
from ui.widgets.layouts import column, row
from ui.widgets.mark import Mark
from ui.widgets.text import Heading, Label, Prose

LICENCES_AT = 260
"""Where the second column of the notices begins, in pixels at 100 % text."""


class AboutPage(Page):
    """The notices are text to read and copy; nothing in it leads anywhere by itself."""

    help_topic = "about"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._notices = QPlainTextEdit()
        self._notices.setReadOnly(True)
        self._notices.setTabChangesFocus(True)
        self._notices.setAccessibleName(say("Licences and notices"))
        self._notices.setPlainText(_notices())
        self.restyle()
        name = column(
            Heading("Sourcewright", "title"),
            Label(say("Version {version}", version=VERSION), "dense", "text2"),
            gap=2,
        )
        words = say(
            "Describe an IT project, choose a provider for reasons anyone can check, and pay for what passed its "
            "tests. Works offline, sends nothing by itself. Plain-language guidance, not legal, tax or financial "
            "advice."
        )
        self.set_body(
            column(
                row(Mark(40), (name, 1), gap=14),
                14,
                Prose(words, "body", max_width=680),
                20,
                Label(say("Licences and notices"), "sub15"),
                8,
                (self._notices, 1),
            ),
            scrolls=False,
        )

    def restyle(self) -> None:
        """Take the font and the column of the licences again."""
        super().restyle()
        self._notices.setFont(theme().font("dense"))
        self._notices.setTabStopDistance(theme().px(LICENCES_AT))

    def title(self) -> str:
        return say("About")

    def primary_focus(self) -> QWidget | None:
        return self._notices


def _notices() -> str:
    """The notices with a tab in place of blanks between columns: the letters are of uneven width."""
    text = resource("help", "notices.txt").read_text(encoding="utf-8")
    return re.sub(r"(?<=\S) {2,}(?=\S)", "\t", text)
