"""Hand a project over: what its file holds, what stays here, and where to put it."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.queries.lens import Lens
from app.words import say
from app.workflows.handover import HandedOver, HandOver, hand_over, hand_over_view
from ui.context import Context
from ui.jobs import Job
from ui.page import Page
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.states import EmptyState
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Icon, Label, Prose, breakable

TOP = Qt.AlignmentFlag.AlignTop


class HandOverPage(Page):
    """Writes the file and says so; nothing is sent by the program."""

    interests = frozenset(
        {
            "project",
            "answer",
            "brief_item",
            "candidate",
            "disclosure",
            "quote",
            "document",
            "stage",
            "profile",
        }
    )
    help_topic = "handover"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._view: HandOver | None = None
        self._job: Job | None = None
        self._title = Heading("", "title")
        self._lead = Label("", "dense", "text2", wrap=True)
        self.write_button = Button(say("Write the file…"), "primary", icon="download")
        self.write_button.clicked.connect(self._ask_where)
        self._done = column()
        self._content = column()
        self._gone = EmptyState(
            "folder-kanban",
            say("This project is no longer here"),
            say("Go back to Projects and choose another."),
            say("Go to Projects"),
        )
        self._gone.chosen.connect(partial(context.go, "projects"))
        back = LinkButton(say("Open a file that came back"), icon="mail")
        back.clicked.connect(partial(context.go, "open"))
        self._back = framed(row(back, STRETCH))
        head = row((column(self._title, 2, self._lead), 1), (self.write_button, TOP), gap=16)
        self._head = framed(head)
        self.set_body(
            column(
                self._head, 16, framed(self._done), framed(self._content), self._back, self._gone, STRETCH
            ),
            body_width=860,
        )

    @property
    def project_id(self) -> uuid.UUID:
        """The project of the address."""
        return uuid.UUID(self.params["project"])

    def title(self) -> str:
        return say("Hand over")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Overview"), f"project/{self.project_id}"),)

    def primary_focus(self) -> QWidget | None:
        return self.write_button if self._view is not None else self._gone.button

    def refresh(self) -> None:
        openings = self.context.openings
        store = openings.store if openings is not None else None
        self._view = hand_over_view(store, self.project_id) if store is not None else None
        view = self._view
        self._head.setVisible(view is not None)
        self._back.setVisible(view is not None)
        self._gone.setVisible(view is None)
        clear(self._content)
        if view is None:
            clear(self._done)
            return
        broker = self.context.lens is Lens.BROKER
        self._title.setText(say("Hand over to the owner") if broker else say("Hand over to your broker"))
        self._lead.setText(
            say(
                "The file holds all of “{project}”, so that the other side sees and can go on with what you see.",
                project=breakable(view.title),
            )
        )
        lines = (*view.holds, *((view.files,) if view.files else ()))
        inside = _card(
            say("What is in it"), lines or (say("The project’s name and owner"),), "check", "success"
        )
        outside = _card(say("What stays here"), _left_out(broker=broker), "lock-keyhole", "text3")
        parts: tuple[QWidget, ...] = (inside, outside, _how_it_goes(), _key_card(view.fingerprint))
        for part in parts:
            self._content.addWidget(part)
            self._content.addSpacing(12)
        follow_layout(self)

    def _ask_where(self) -> None:
        if self._view is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, say("Write the engagement file"), self._view.file_name,
            say("Engagement files ({kinds})", kinds="*.engagement"),
        )  # fmt: skip
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write the file to `path`, in the background, and say where it is."""
        openings = self.context.openings
        if openings is None or openings.store is None or self._job is not None:
            return
        clear(self._done)
        self.write_button.setEnabled(False)
        job = self._job = self.context.jobs.run(
            hand_over, openings.store, self.project_id, path, datetime.now(UTC),
            label=say("Writing the file…"), done=self._written, failed=self._failed, reports=True, reader=self,
        )  # fmt: skip
        job.when_ended(self, self._ended)

    def _ended(self) -> None:
        self._job = None
        self.write_button.setEnabled(True)

    def _failed(self, problem: Exception) -> None:
        self.context.operations.carry_out(partial(_raise, problem))

    def _written(self, written: HandedOver) -> None:
        said = column(
            Label(written.words, "dense_strong", wrap=True),
            Prose(
                say(
                    "The program sends nothing. Attach the file to a mail, or bring it on a memory stick. They open it"
                    " with File, Open an engagement file."
                ),
                "dense",
            ),
            gap=3,
        )
        card = Card(
            row((Icon("circle-check", "success"), TOP), (said, 1), gap=10), kind="success", padding=14
        )
        self._done.addWidget(card)
        self._done.addSpacing(16)
        self.context.notices.announce(written.words)


def _raise(problem: Exception, _: object) -> None:
    raise problem


def _left_out(*, broker: bool) -> tuple[str, ...]:
    if broker:
        return (
            say("Your private notes on the project, its quotes and its providers"),
            say("What you are paid, beyond what you disclosed"),
            say("Your clients, your directory of providers and their rates"),
            say("Your other projects"),
        )
    return (
        say("Your profile, and what you typed and did not apply"),
        say("Your other projects"),
    )


def _how_it_goes() -> QWidget:
    words = say(
        "The file is signed by this computer, so that nobody can change it on the way unnoticed. It is not encrypted:"
        " whoever gets hold of it can read it. Send it the way you would send the contract."
    )
    return Card(
        row((Icon("shield-check", "text3"), TOP), (Prose(words, "dense"), 1), gap=10), kind="well", padding=14
    )


def _key_card(fingerprint: str) -> QWidget:
    digits = Label(fingerprint, "sub15", tabular=True, wrap=True)
    digits.setAccessibleName(say("Fingerprint: {digits}", digits=fingerprint))
    words = say(
        "The first time they open a file from you, they see these numbers. Read them out over the telephone when they"
        " call: then they know that it is from you."
    )
    return Card(
        column(
            Label(say("This computer’s fingerprint"), "dense_strong", "text2"),
            6,
            digits,
            6,
            Prose(words, "dense"),
        ),
        padding=16,
    )


def _card(title: str, lines: Sequence[str], icon: str, tone: str) -> QWidget:
    rows = [
        framed(row((Icon(icon, tone, 14), TOP), (Label(each, "dense", wrap=True), 1), gap=8))
        for each in lines
    ]
    return Card(column(Label(title, "dense_strong", "text2"), *rows, gap=6), padding=16)
