"""The brief at a glance: what is told, what is open, and where to carry on."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import briefs as brief_rows
from app.queries import interview
from app.queries.briefs import COMPLETED, IN_PROGRESS, NOT_STARTED
from app.queries.interview import READY, Course, Leg
from app.queries.lens import Lens
from app.words import say, say_count
from ui.context import Context
from ui.drafts import brief_form
from ui.page import Page
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.charts import MeterBar
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.states import EmptyState
from ui.widgets.talking_points import TalkingPoints
from ui.widgets.task_list import Reached, Task, TaskGroup, TaskList
from ui.widgets.text import Heading, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop
TONES = {COMPLETED: "success", IN_PROGRESS: "info", NOT_STARTED: "neutral"}
MINUTES_A_PAGE = 1.5
"""What a page of the brief takes a person, about."""


class BriefPage(Page):
    """The section list with its statuses: the way in, and where "Save and close" leads back to."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"answer", "brief_item", "brief_file", "need", "project", "suggested_change", "talking_point"}
    )
    help_topic: ClassVar[str] = "brief"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._course: Course | None = None
        self._next = ""
        self._more_key = ""
        self._heading = Heading("", "h1")
        self._chip = StatusChip("", "success", filled=True)
        self._lead = Label("", "lead", "text2", wrap=True)
        self._go = Button("", "primary")
        self._go.clicked.connect(lambda: context.go(self._next))
        self._check = Button(say("Check your answers"))
        self._check.clicked.connect(lambda: context.go(f"{self._base}/check"))
        self._more = LinkButton(say("Say more, page by page"))
        self._more.clicked.connect(lambda: context.go(f"{self._base}/{self._more_key}"))
        self._form = Button(say("All on one form"))
        self._form.clicked.connect(lambda: context.go(f"{self._base}/form"))
        self._tasks = TaskList(name=say("Parts of the brief"))
        self._tasks.opened.connect(context.go)
        self._beside = column(gap=14)
        self._gone = column()
        buttons = FlowLayout(8, level=True)
        for button in (self._go, self._check, self._form, self._more):
            buttons.addWidget(button)
        self._all = framed(
            column(
                row((self._heading, 1), (self._chip, TOP), gap=10),
                4,
                self._lead,
                14,
                framed(buttons),
                16,
                Card(column(self._tasks), padding=8),
            )
        )
        self._aside_frame = framed(self._beside)
        body = column(framed(self._gone), self._all, STRETCH)
        self.set_body(body, aside=self._aside_frame, body_width=760)

    # What a page answers --------------------------------------------------------------------------

    @property
    def _base(self) -> str:
        return f"project/{self.params['project']}/brief"

    def title(self) -> str:
        return say("Brief")

    def primary_focus(self) -> QWidget | None:
        return self._go if self._course is not None else None

    def refresh(self) -> None:
        """Read how far the brief is."""
        context, project = self.context, uuid.UUID(self.params["project"])
        read = context.operations.read
        course = read(partial(interview.course, project_id=project, lens=context.lens))
        self._course = course
        clear(self._gone)
        self._all.setVisible(course is not None)
        self._aside_frame.setVisible(course is not None)
        if course is None:
            empty = EmptyState("file-text", say("This project is no longer here"), "", say("Go to Home"))
            empty.chosen.connect(lambda: context.go("home"))
            self._gone.addWidget(empty)
            return
        points = read(partial(brief_rows.talking_points, project_id=project, settled=False))
        self._show_head(course)
        self._tasks.show_groups(self._groups(course))
        clear(self._beside)
        self._beside.addWidget(_first_talk(course))
        self._beside.addWidget(TalkingPoints([point.text for point in points], course.head.across))
        self._beside.addStretch(1)

    # Showing --------------------------------------------------------------------------------------

    def _show_head(self, course: Course) -> None:
        head = course.head
        here = self._carry_on(course)
        self._heading.setText(head.title)
        self._chip.setVisible(bool(head.version))
        if head.version:
            day = self.context.formats.short_day(head.agreed_on)
            self._chip.show_status(
                say("Brief v{version} · agreed {day}", version=head.version, day=day), "success"
            )
        self._lead.setText(_lead(course, here))
        self._check.setVisible(head.changeable and here is not None)
        self._form.setVisible(head.changeable and self.context.lens is Lens.BROKER)
        self._more_key = course.beside[0].key if course.beside else ""
        self._more.setVisible(head.changeable and bool(course.beside))
        if not head.changeable:
            self._next, words = f"{self._base}/check", say("Read the brief")
        elif here is None:
            self._next, words = f"{self._base}/check", say("Check your answers")
        else:
            self._next = f"{self._base}/{here.key}"
            begun = any(course.state(leg) != NOT_STARTED for leg in course.legs if leg.step > 1)
            words = say("Carry on: {question}", question=here.title) if begun else say("Start")
        self._go.set_words(words)

    def _carry_on(self, course: Course) -> Leg | None:
        """The page one left, while it is open; else the first that is."""
        left = course.leg(self.context.preferences.get(f"brief/{course.head.id}/at"))
        if left is not None and not course.done(left):
            return left
        return course.first_open()

    def _groups(self, course: Course) -> list[TaskGroup]:
        groups = []
        legs = [leg for leg in course.legs if leg.section]
        here = self._carry_on(course)
        for section in dict.fromkeys(leg.section for leg in legs):
            own = [leg for leg in legs if leg.section == section]
            tasks = tuple(self._task(course, leg, leg is here) for leg in own)
            groups.append(TaskGroup(own[0].section_title, _reached(course, own), tasks))
        ready = [leg for leg in course.legs if not leg.section]
        if ready:
            groups.append(
                TaskGroup(ready[0].section_title, _reached(course, ready), (self._ready_task(course, ready),))
            )
        return groups

    def _task(self, course: Course, leg: Leg, current: bool) -> Task:
        state = course.state(leg)
        waiting = sum(question.id in course.unknown for question in leg.questions)
        note = say_count("{count} for the visit", "{count} for the visit", waiting) if waiting else ""
        if course.head.changeable and self.context.drafts.of(brief_form(course.head.id, leg.key)):
            note = say("Typed, not counted yet")
        if not note and leg.short and state == NOT_STARTED:
            note = say("Short start")
        return Task(f"{self._base}/{leg.key}", leg.title, _words(state), TONES[state], note, True, current)

    def _ready_task(self, course: Course, legs: Sequence[Leg]) -> Task:
        begun = any(course.state(leg) != NOT_STARTED for leg in legs)
        done = all(course.done(leg) for leg in legs)
        state = COMPLETED if done else IN_PROGRESS if begun else NOT_STARTED
        first = next((leg for leg in legs if not course.done(leg)), legs[0])
        address = f"{self._base}/{READY}" if begun else f"{self._base}/{first.key}"
        return Task(address, say("How big it is, and how to buy it"), _words(state), TONES[state])


def _reached(course: Course, legs: Sequence[Leg]) -> Reached:
    if all(course.done(leg) for leg in legs):
        return Reached.DONE
    begun = any(course.state(leg) != NOT_STARTED for leg in legs)
    return Reached.NOW if begun else Reached.LATER


def _words(state: str) -> str:
    words = {
        COMPLETED: say("Completed"),
        IN_PROGRESS: say("In progress"),
        NOT_STARTED: say("Not started"),
    }
    return words[state]


def _lead(course: Course, here: Leg | None) -> str:
    head = course.head
    if head.blocked:
        return head.blocked
    if not head.changeable:
        return say("Both sides stand behind this brief. Providers are asked, and judged, by its words.")
    if here is None:
        return say("Everything is answered. Check it once more before it goes further.")
    if not course.short_done:
        if head.lens is Lens.BROKER:
            return say(
                "What is not known yet goes on the list for the next visit: nothing here needs guessing."
            )
        if head.broker_name:
            return say(
                "There are no wrong answers. If you don’t know, say so, and {broker} will go through it with you.",
                broker=head.broker_name,
            )
        return say(
            "There are no wrong answers. If you don’t know, say so, and your broker goes through it with you."
        )
    left = sum(not course.done(leg) for leg in course.legs)
    minutes = max(1, round(left * MINUTES_A_PAGE))
    return say_count(
        "That is enough for a first talk. The rest takes about {count} minute, now or later.",
        "That is enough for a first talk. The rest takes about {count} minutes, now or later.",
        minutes,
    )


def _first_talk(course: Course) -> QWidget:
    """How far the short start is, then how far the whole."""
    legs = [leg for leg in course.legs if leg.section] if course.short_done else list(course.short_start())
    title = say("The whole brief") if course.short_done else say("For a first talk")
    done = sum(course.done(leg) for leg in legs)
    told = say("{done} of {all} done", done=done, all=len(legs))
    bar = MeterBar(done / len(legs) if legs else 0, said=told)
    note = (
        say("What is left open is talked over at the visit.")
        if course.short_done
        else say("A small job: one page, about 4 minutes. You can stop at any point.")
        if course.light
        else say("Five questions, about 6 minutes. You can stop at any point.")
    )
    head = row((Label(title, "dense_strong", wrap=True), 1), Label(told, "dense", "text2"), gap=8)
    return Card(column(head, 8, bar, 10, Prose(note, "caption", "text3")))


PAGES = (("project/{project}/brief", BriefPage, "Brief"),)
