"""The overview of a project: the map of its whole journey, and the first page on every return."""

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import overview
from app.queries.overview import Overview
from app.services import briefs, projects
from app.words import say, say_count
from ui.commands import Command
from ui.context import Context
from ui.page import Page
from ui.widgets.ask import ReasonCard
from ui.widgets.buttons import AddButton, Button, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.chips import PersonChip
from ui.widgets.fields import TextField
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.task_list import Reached, Task, TaskGroup, TaskList
from ui.widgets.text import Heading, Icon, Label, Prose

TONES = {"done": "success", "doing": "info", "open": "neutral", "locked": "neutral", "problem": "danger"}
TOP = Qt.AlignmentFlag.AlignTop


class OverviewPage(Page):
    """Task list at the left; whom to call, key dates and talking points beside it."""

    interests = frozenset(
        {
            "project",
            "answer",
            "candidate",
            "quote",
            "quote_request",
            "decision",
            "engagement",
            "stage",
            "payment",
            "talking_point",
            "engagement_person",
            "document",
        }
    )
    help_topic = "overview"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._view: Overview | None = None
        self._title = Heading("", "h1")
        self._next = Label("", "lead", "text2", wrap=True)
        self._go = Button("", "primary")
        self._go.clicked.connect(self._open_next)
        self._tasks = TaskList(name=say("Steps of this project"))
        self._tasks.opened.connect(context.go)
        self._notice = column()
        self._beside = column(gap=14)
        self._ask = column()
        head = row((column(self._title, self._next, gap=4), 1), (self._go, TOP), gap=16)
        listed = Card(column(self._tasks), padding=(8, 8, 8, 8))
        self.set_body(column(head, 16, self._notice, listed, 12, self._ask, STRETCH), aside=self._beside)

    @property
    def project_id(self) -> uuid.UUID:
        """The project of the address."""
        return uuid.UUID(self.params["project"])

    def title(self) -> str:
        return say("Overview")

    def primary_focus(self) -> QWidget | None:
        return self._tasks

    def commands(self) -> Sequence[Command]:
        view = self._view
        if view is None or view.head.ended_reason:
            return ()
        if view.head.held_reason:
            return (Command(say("Take the project up again"), self._take_up, icon="refresh-cw"),)
        return (
            Command(say("Put the project on hold"), self._ask_hold, icon="hourglass", words=(say("pause"),)),
            Command(
                say("End the project"), self._ask_end, icon="circle-x", words=(say("cancel"), say("withdraw"))
            ),
        )

    def refresh(self) -> None:
        context = self.context
        self._view = context.operations.read(
            partial(
                overview.overview,
                project_id=self.project_id,
                lens=context.lens,
                formats=context.formats,
                today=context.today(),
            )
        )
        view = self._view
        if view is None:
            self._title.setText(say("This project is no longer here"))
            self._tasks.show_groups(())
            return
        self._title.setText(view.head.title)
        self._next.setText(
            say(
                "{done} of {total} steps completed. Next: {step}.",
                done=view.done,
                total=view.total,
                step=view.next_text,
            )
        )
        self._go.set_words(view.next_button)
        self._tasks.show_groups(_groups(view))
        self._show_notice(view)
        self._show_aside(view)

    def _open_next(self) -> None:
        if self._view is not None:
            self.context.go(self._view.next_address)

    # What holds the project up ---------------------------------------------------------------------

    def _show_notice(self, view: Overview) -> None:
        clear(self._notice)
        if view.head.held_reason:
            again = Button(say("Take it up again"), dense=True)
            again.clicked.connect(self._take_up)
            self._notify("hourglass", "warn", say("On hold"), view.head.held_reason, again)
        if view.head.ended_reason:
            self._notify("circle-x", "well", view.head.state_words, view.head.ended_reason)

    def _notify(self, icon: str, kind: str, title: str, words: str, act: QWidget | None = None) -> None:
        said = column(Label(title, "dense_strong"), Prose(words, "dense"), gap=2)
        tone = "warn" if kind == "warn" else "text3"
        card = Card(row((Icon(icon, tone), TOP), (said, 1), act, gap=10), kind=kind, padding=12)
        self._notice.addWidget(card)
        self._notice.addSpacing(12)

    def _take_up(self) -> None:
        self.context.operations.run(
            partial(projects.take_up, project_id=self.project_id, on=self.context.today()),
            say("Take up the project"),
            done=say("Taken up again where it was left."),
        )

    def _ask_hold(self) -> None:
        card = ReasonCard(
            say("Put this project on hold?"),
            say("Nothing in it can change until you take it up again. Nobody is told."),
            say("Put it on hold"),
        )
        self._ask_with(card, self._hold)

    def _ask_end(self) -> None:
        card = ReasonCard(
            say("End this project?"),
            say(
                "What was done and owed stays on record and can be read and printed. "
                "Nothing is sent to anyone. This cannot be undone."
            ),
            say("End this project"),
            binds=True,
        )
        self._ask_with(card, self._end)

    def _ask_with(self, card: ReasonCard, act: Callable[[str, str], None]) -> None:
        clear(self._ask)
        card.confirmed.connect(act)
        card.left.connect(self._close_question)
        self._ask.addWidget(card)
        card.reason.setFocus()

    def _close_question(self) -> None:
        clear(self._ask)
        self._tasks.setFocus()

    def _hold(self, reason: str, name: str) -> None:
        verb = partial(
            projects.hold,
            project_id=self.project_id,
            reason=reason,
            person=self.context.person,
            on=self.context.today(),
        )
        self._settle_question(verb, say("Put the project on hold"), say("The project is on hold."))

    def _end(self, reason: str, name: str) -> None:
        verb = partial(
            projects.end, project_id=self.project_id, reason=reason, typed_name=name, on=self.context.today()
        )
        self._settle_question(verb, say("End the project"), say("The project has ended."))

    def _settle_question(self, verb: Callable[[Any], None], label: str, done: str) -> None:
        """Run the verb; the question stays, with what was typed, where it is refused."""
        if self.context.operations.succeeded(verb, label, done=done):
            self._close_question()

    # Beside the list -------------------------------------------------------------------------------

    def _show_aside(self, view: Overview) -> None:
        clear(self._beside)
        people = []
        if view.on_site_name:
            people.append(
                _person(view.on_site_name, say("On site for you"), view.on_site_phone, view.on_site_email)
            )
        if view.head.broker_name:
            people.append(_person(view.head.broker_name, say("Your broker"), "", ""))
        if people:
            parts: list[QWidget] = []
            for index, person in enumerate(people):
                parts += [Line(), person] if index else [person]
            self._beside.addWidget(
                Card(column(Label(say("Who to call"), "dense_strong", "text2"), *parts, gap=12))
            )
        if view.key_dates:
            self._beside.addWidget(_dates(view))
        self._beside.addWidget(self._points(view))
        self._beside.addStretch(1)

    def _points(self, view: Overview) -> QWidget:
        title = Label(say("To talk about"), "dense_strong", "text2")
        rows: list[QWidget] = []
        for point_id, text in view.talking_points[:5]:
            done = LinkButton(say("Settled"))
            done.setAccessibleName(say("Settled: {point}", point=text))
            done.clicked.connect(partial(self._settle, point_id))
            rows.append(
                framed(row((Icon("circle", "text3", 14), TOP), (Prose(text, "dense"), 1), (done, TOP), gap=8))
            )
        more = len(view.talking_points) - len(rows)
        rest = (
            Label(say_count("and {count} more", "and {count} more", more), "caption", "text3")
            if more > 0
            else None
        )
        none = Prose(say("Nothing to talk about at the moment."), "dense", "text3") if not rows else None
        self._new_point = TextField(placeholder=say("Something to ask or settle"))
        self._new_point.set_name(say("New talking point"))
        self._new_point.entered.connect(self._add_point)
        add = AddButton(say("Add"))
        add.clicked.connect(self._add_point)
        return Card(column(title, *rows, none, rest, row((self._new_point, 1), add, gap=6), gap=10))

    def _settle(self, point_id: uuid.UUID) -> None:
        self.context.operations.run(
            partial(briefs.settle_talking_point, point_id=point_id, on=self.context.today()),
            say("Settle a talking point"),
            done=say("Settled."),
        )

    def _add_point(self) -> None:
        text = self._new_point.value().strip()
        if text:
            self.context.operations.run(
                partial(
                    briefs.add_talking_point, project_id=self.project_id, text=text, on=self.context.today()
                ),
                say("Add a talking point"),
            )


def _groups(view: Overview) -> list[TaskGroup]:
    groups = []
    now_seen = False
    for group in view.groups:
        reached = Reached.DONE if group.done else Reached.LATER if now_seen else Reached.NOW
        now_seen = now_seen or not group.done
        tasks = tuple(
            Task(
                key=task.address or task.text,
                title=task.text,
                status=task.status_words,
                tone=TONES[task.status],
                note=task.detail,
                open=bool(task.address),
                current=bool(task.address) and task.address == view.next_address,
            )
            for task in group.tasks
        )
        groups.append(TaskGroup(group.title, reached, tasks))
    return groups


def _person(name: str, role: str, phone: str, email: str) -> QWidget:
    lines = [Label(text, "dense", "text2") for text in (phone, email) if text]
    return framed(column(PersonChip(name, role), *lines, gap=4))


def _dates(view: Overview) -> QWidget:
    rows = [
        row(
            Icon(date.icon, "text3"),
            (Label(date.label, "dense", "text2"), 1),
            Label(date.text, "dense_medium"),
            gap=10,
        )
        for date in view.key_dates
    ]
    return Card(column(Label(say("Key dates"), "dense_strong", "text2"), *rows, gap=10))


PAGES = (
    ("project/{project}/overview", OverviewPage, "Overview"),
    ("project/{project}", OverviewPage, "Overview"),
)
