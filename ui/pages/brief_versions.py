"""The versions of a brief: what changed from one to the next, and how each of them read."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.queries.brief_versions import BriefAt, ChangedAnswer, Version, brief_at, since_words, versions
from app.queries.briefs import MISSING, UNKNOWN
from app.words import say
from ui.context import Context
from ui.page import Page
from ui.widgets.answer_rows import answer_row, answers_card, asked_row
from ui.widgets.cards import Card
from ui.widgets.changed_words import ChangedWords
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, clear, column, framed
from ui.widgets.navigation import Tabs
from ui.widgets.states import EmptyState
from ui.widgets.text import Heading, Label, Prose


class BriefVersionsPage(Page):
    """One version at a time, to read: first what changed in it, then all of it."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"answer", "brief_item", "brief_file", "project", "lifecycle_step"}
    )
    help_topic: ClassVar[str] = "brief"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._at: BriefAt | None = None
        self._heading = Heading("", "h1")
        self._lead = Label("", "lead", "text2", wrap=True)
        self._tabs_place = column()
        self._parts = column(gap=12)
        body = column(
            self._heading, 2, self._lead, 10, framed(self._tabs_place), 14, framed(self._parts), STRETCH
        )
        self.set_body(body, body_width=760)

    # What a page answers --------------------------------------------------------------------------

    @property
    def _base(self) -> str:
        return f"project/{self.params['project']}/brief"

    def title(self) -> str:
        return self._at.version.title if self._at is not None else say("Versions of the brief")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return (say("Brief"), self._base), (say("The brief"), f"{self._base}/check")

    def primary_focus(self) -> QWidget | None:
        return self._heading

    def refresh(self) -> None:
        """Read the version that the address names."""
        context, project = self.context, uuid.UUID(self.params["project"])
        read, formats = context.operations.read, context.formats
        every = read(partial(versions, project_id=project, formats=formats))
        self._at = read(partial(brief_at, project_id=project, key=self.params["version"], formats=formats))
        clear(self._parts)
        clear(self._tabs_place)
        for part in (self._heading, self._lead):
            part.setVisible(self._at is not None)
        if self._at is None:
            empty = EmptyState(
                "history",
                say("There is no such version"),
                say("A version is kept each time the brief is shared or agreed."),
                say("Go to the brief"),
            )
            empty.chosen.connect(lambda: context.go(self._base))
            self._parts.addWidget(empty)
        else:
            self._show(self._at, every)
        self.title_changed.emit()

    # Showing --------------------------------------------------------------------------------------

    def _show(self, at: BriefAt, every: Sequence[Version]) -> None:
        version = at.version
        self._heading.setText(version.title)
        self._lead.setText(_lead(version))
        tabs = Tabs([(each.key, each.name) for each in every], name=say("Versions of the brief"))
        tabs.set_value(version.key)
        tabs.chosen.connect(lambda key: self.context.go(f"{self._base}/versions/{key}"))
        self._tabs_place.addWidget(tabs)
        if at.since is not None:
            self._parts.addWidget(_changed(at.since, at.changes))
        for section in at.sections:
            told = [line for line in section.rows if line.state != MISSING]
            if told:
                waiting = say("Not known yet")
                rows = [
                    answer_row(
                        line, mark=StatusChip(waiting, "info", filled=True) if line.state == UNKNOWN else None
                    )
                    for line in told
                ]
                self._parts.addWidget(answers_card(section.title, None, rows))


def _lead(version: Version) -> str:
    if version.row is None:
        return say("What you see here has not been agreed yet.")
    if version.number:
        return say("As {name} agreed it. It stays here to read.", name=version.who or say("the owner"))
    return say("As it was when it was shared. It stays here to read.")


def _changed(since: Version, changes: Sequence[ChangedAnswer]) -> QWidget:
    """Answer by answer, what went struck out and what came underlined, each saying so."""
    rows: list[QWidget] = [
        asked_row(each.label, [ChangedWords(line) for line in each.lines]) for each in changes
    ]
    if not rows:
        rows = [Prose(say("Every answer reads as it did before."), "dense", "text2")]
    head = Heading(since_words(since), "sub15")
    return Card(column(head, 6, *rows), kind="accent", padding=(18, 14, 18, 10))


PAGES = (("project/{project}/brief/versions/{version}", BriefVersionsPage, "Versions of the brief"),)
