"""The overview of a project: the map of its whole journey, and the first page on every return."""

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import overview
from app.queries.lens import Lens
from app.queries.overview import Overview
from app.services import projects, talking_points
from app.words import say, say_count
from ui.commands import Command
from ui.context import Context
from ui.filing import FilingPlace
from ui.page import Page
from ui.widgets.ask import ReasonCard
from ui.widgets.buttons import AddButton, Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.fields import TextField
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.protects_link import ProtectsLink
from ui.widgets.tab_order import follow_layout
from ui.widgets.task_list import Reached, Task, TaskGroup, TaskList
from ui.widgets.text import Heading, Icon, Label, Prose, breakable
from ui.widgets.who_to_call import WhoToCall

TONES = {"done": "success", "doing": "info", "open": "neutral", "locked": "neutral", "problem": "danger"}
TOP = Qt.AlignmentFlag.AlignTop
WITHOUT_CHOICE = frozenset({"draft", "assessed", "parked", "in_advice", "scoped", "sourcing"})
"""States of a project in which no provider is chosen yet."""

MOST_POINTS = 5
"""Talking points shown beside the steps; more are counted."""


class OverviewPage(Page):
    """Task list at the left; whom to call, key dates and talking points beside it."""

    interests = frozenset(
        {
            "project",
            "client",
            "answer",
            "suggested_change",
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
        self._besides = framed(self._beside)
        self._ask = column()
        self._new_point = TextField(placeholder=say("Something to ask"), name=say("New talking point"))
        self._new_point.entered.connect(self._add_point)
        self._add = AddButton(say("Add"))
        self._add.setAccessibleName(say("Add a talking point"))
        self._add.clicked.connect(self._add_point)
        self._points = column(gap=10)
        self._protects = ProtectsLink(context.lens)
        self._protects.clicked.connect(lambda: context.go(f"project/{self.params['project']}/protects"))
        self._hand_over = LinkButton(say("Hand over"), icon="share-2")
        self._hand_over.clicked.connect(lambda: context.go(f"project/{self.params['project']}/handover"))
        self._find_broker = LinkButton(say("Find a broker"), icon="handshake")
        self._find_broker.clicked.connect(self._open_brokers)
        self._hold_act = LinkButton(say("Put it on hold"), icon="hourglass")
        self._hold_act.clicked.connect(self._ask_hold)
        self._end_act = LinkButton(say("End this project"), icon="circle-x")
        self._end_act.clicked.connect(self._ask_end)
        self._filing = FilingPlace(context)
        self._filing.settled.connect(self._tasks.setFocus)
        head = row((column(self._title, self._next, gap=4), 1), (self._go, TOP), gap=16)
        self._listed = Card(column(self._tasks), padding=(8, 8, 8, 8))
        self._acts = framed(row(self._hold_act, self._end_act, STRETCH, gap=18))
        self.set_body(
            column(
                head,
                16,
                self._filing,
                self._notice,
                self._listed,
                12,
                _links(self._protects, self._hand_over, self._find_broker, self._filing.link),
                6,
                self._ask,
                self._acts,
                STRETCH,
            ),
            aside=column(self._besides, self._talk(), STRETCH, gap=14),
        )

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
        if view is None:
            return ()
        hand_over = partial(self.context.go, f"project/{self.project_id}/handover")
        handing = Command(say("Hand the project over in a file"), hand_over, icon="share-2")
        if view.head.ended_reason:
            return (handing,)
        if view.head.held_reason:
            return (Command(say("Take the project up again"), self._take_up, icon="refresh-cw"), handing)
        finding = Command(say("Find a broker"), self._open_brokers, icon="handshake")
        return (
            *((finding,) if self._wants_broker(view) else ()),
            handing,
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
        self._protects.show_lens(context.lens)
        self._filing.show_filing(self._view.filing if self._view is not None else None)
        view = self._view
        for part in (self._go, self._listed, self._next, self._protects, self._hand_over):
            part.setVisible(view is not None)
        self._let_change(view is not None and not (view.head.held_reason or view.head.ended_reason))
        self._end_act.setVisible(view is not None and not view.head.ended_reason)
        if view is None:
            self._title.setText(say("This project is no longer here"))
            self._find_broker.hide()
            self._tasks.show_groups(())
            return
        self._title.setText(breakable(view.head.title))
        self._next.setText(
            say(
                "{done} of {total} steps completed. Next: {step}.",
                done=view.done,
                total=view.total,
                step=breakable(view.next_text),
            )
        )
        self._go.set_words(view.next_button)
        broker = context.lens is Lens.BROKER
        self._hand_over.set_words(
            say("Hand over to the owner") if broker else say("Hand over to your broker")
        )
        self._find_broker.setVisible(self._wants_broker(view))
        self._tasks.show_groups(_groups(view))
        self._show_notice(view)
        self._show_aside(view)
        follow_layout(self)

    def _let_change(self, open_: bool) -> None:
        """On hold or ended: readable, with nothing to change."""
        self._hold_act.setVisible(open_)
        for control in (self._new_point, self._add):
            control.setEnabled(open_)

    def _wants_broker(self, view: Overview) -> bool:
        """Whether nobody advises on this project yet, and somebody still could."""
        head = view.head
        return not head.broker_name and head.state in WITHOUT_CHOICE and not head.held_reason

    def _open_brokers(self) -> None:
        self.context.go(f"project/{self.project_id}/broker")

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
        self._acts.hide()
        follow_layout(self)
        card.reason.setFocus()
        if self.scroller is not None:
            self.scroller.reveal(card)

    def _close_question(self) -> None:
        clear(self._ask)
        self._acts.show()
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
        if view.people:
            people = WhoToCall(view.people)
            people.unanswered.connect(self.context.notices.problem)
            self._beside.addWidget(people)
        if view.key_dates:
            self._beside.addWidget(_dates(view))
        self._besides.setVisible(self._beside.count() > 0)
        self._show_points(view)

    def _talk(self) -> QWidget:
        """The card of talking points; what is typed in it outlives every refresh."""
        title = Label(say("To talk about"), "dense_strong", "text2")
        return Card(
            column(title, framed(self._points), row((self._new_point, 1), self._add, gap=6), gap=10),
            padding=18,
        )

    def _show_points(self, view: Overview) -> None:
        clear(self._points)
        open_ = self._new_point.isEnabled()
        for point_id, text in view.talking_points[:MOST_POINTS]:
            done = LinkButton(say("Settled"))
            done.setAccessibleName(say("Settled: {point}", point=text))
            done.clicked.connect(partial(self._settle, point_id))
            done.setEnabled(open_)
            line = row((Icon("circle", "text3", 14), TOP), (Prose(text, "dense"), 1), (done, TOP), gap=8)
            self._points.addWidget(framed(line))
        more = len(view.talking_points) - MOST_POINTS
        if more > 0:
            words = say_count("and {count} more", "and {count} more", more)
            self._points.addWidget(Label(words, "caption", "text3"))
        if not view.talking_points:
            none = say("Nothing to talk about at the moment.")
            self._points.addWidget(Prose(none, "dense", "text3"))

    def _settle(self, point_id: uuid.UUID) -> None:
        self.context.operations.run(
            partial(talking_points.settle_talking_point, point_id=point_id, on=self.context.today()),
            say("Settle a talking point"),
            done=say("Settled."),
        )
        self._new_point.setFocus()

    def _add_point(self) -> None:
        text = self._new_point.value()
        if not text:
            return
        verb = partial(
            talking_points.add_talking_point, project_id=self.project_id, text=text, on=self.context.today()
        )
        if self.context.operations.run(verb, say("Add a talking point")) is not None:
            self._new_point.set_value("")
        self._new_point.setFocus()


def _links(*links: QWidget) -> QWidget:
    line = FlowLayout(18)
    for each in links:
        line.addWidget(each)
    return framed(line)


def _groups(view: Overview) -> list[TaskGroup]:
    groups = []
    now_seen = False
    current = _current(view)
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
                current=bool(task.address) and task.address == current,
            )
            for task in group.tasks
        )
        groups.append(TaskGroup(group.title, reached, tasks))
    return groups


def _current(view: Overview) -> str:
    """The address of the task that comes next; where that is a page within one, of the one under way."""
    tasks = [task for group in view.groups for task in group.tasks if task.address]
    if any(task.address == view.next_address for task in tasks):
        return view.next_address
    return next((task.address for task in tasks if task.status in ("problem", "doing")), "")


def _dates(view: Overview) -> QWidget:
    rows = []
    for date in view.key_dates:
        words = FlowLayout(10, apart=True)
        words.addWidget(Label(date.label, "dense", "text2"))
        words.addWidget(Label(date.text, "dense_medium", "danger_text" if date.late else "text"))
        rows.append(row((Icon(date.icon, "text3"), TOP), (framed(words), 1), gap=10))
    return Card(column(Label(say("Key dates"), "dense_strong", "text2"), *rows, gap=10), padding=18)


PAGES = (
    ("project/{project}/overview", OverviewPage, "Overview"),
    ("project/{project}", OverviewPage, "Overview"),
)
