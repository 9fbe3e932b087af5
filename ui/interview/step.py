"""One page of the guided brief. Continue checks and keeps it; leaving it any other way keeps the draft."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QRadioButton, QWidget

from app.queries import briefs as brief_rows
from app.queries import interview
from app.queries.interview import Course, Leg
from app.queries.suggested_changes import suggestions
from app.words import say
from ui.context import Context
from ui.interview.adviser import Adviser
from ui.interview.agreed import locked_banner
from ui.interview.closing import kept_as_draft
from ui.interview.coach import Coach
from ui.interview.files import take_drag, take_drop
from ui.interview.kind_change import keep_page
from ui.interview.progress import SectionBars
from ui.interview.sheet import QuestionSheet
from ui.interview.word_reader import WordReader
from ui.page import Page
from ui.theme.current import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.earlier_answers import earlier_card
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.navigation import StepFooter
from ui.widgets.states import Banner, EmptyState, ErrorSummary
from ui.widgets.text import Heading, Label

LINE = 24
"""Height of the line above the heading, in pixels at 100 % text."""

CHANGE = "change"
"""Last part of the address where the page was opened from "Check your answers", and leads back there."""


def resume_key(project: str) -> str:
    """Under which preference the page one was on last is remembered."""
    return f"brief/{project}/at"


class StepPage(Page):
    """A step of the brief, or a page of "Are you ready?"."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"answer", "brief_item", "brief_file", "need", "project", "suggested_change", "talking_point"}
    )
    help_topic: ClassVar[str] = "brief"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._course: Course | None = None
        self._leg: Leg | None = None
        self._sheet: QuestionSheet | None = None
        self._shape: tuple[object, ...] = ()
        self._back = LinkButton(say("Back"), icon="arrow-left")
        self._back.clicked.connect(self._go_back)
        self._section = Label("", "dense_medium", "text2")
        self._place = Label("", "dense", "text3")
        self._bars = SectionBars()
        self._summary = ErrorSummary()
        self._heading = Heading("", "display")
        self._lead = Label("", "lead", "text2", wrap=True)
        self._banner_place = column()
        self._sheet_place = column()
        self._earlier_place = column()
        self._coach = Coach(context)
        self._foot = StepFooter()
        self._foot.continued.connect(self._continue)
        self._foot.closed.connect(self._close)
        self.setAcceptDrops(True)
        self._build()
        self._adviser = Adviser(context, self, self.scroller, self._coach.advice)
        self._adviser.set_inline(self.aside_is_under)
        self.aside_moved.connect(self._adviser.set_inline)
        self._reader = WordReader(context, self, self._coach.understood)
        self.restyle()

    def _build(self) -> None:
        where = FlowLayout(13)
        for part in (self._back, self._section, self._place):
            where.addWidget(part)
        self._top = framed(row((framed(where), 1), column(10, self._bars, STRETCH), gap=13))
        self._found = framed(column(self._summary, 16))
        self._found.hide()
        self._head = framed(column(self._heading, 2, self._lead))
        body = column(
            self._top,
            10,
            self._found,
            framed(self._banner_place),
            self._head,
            14,
            framed(self._sheet_place),
            framed(self._earlier_place),
            STRETCH,
        )
        self.set_body(body, aside=self._coach, aside_width=300, body_width=640)
        self.set_footer(self._foot)

    # What a page answers --------------------------------------------------------------------------

    @property
    def project_id(self) -> uuid.UUID:
        """The project of the address."""
        return uuid.UUID(self.params["project"])

    @property
    def changing(self) -> bool:
        """Whether it was opened from "Check your answers"."""
        return self.params.get("then") == CHANGE

    @property
    def reader(self) -> WordReader:
        """Reads the words of the page."""
        return self._reader

    @property
    def sheet(self) -> QuestionSheet | None:
        """The questions of the page."""
        return self._sheet

    def title(self) -> str:
        return self._leg.title if self._leg is not None else say("Brief")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        base = f"project/{self.params['project']}/brief"
        if self.changing:
            return (say("Brief"), base), (say("Check your answers"), f"{base}/check")
        return ((say("Brief"), base),)

    def primary_focus(self) -> QWidget | None:
        return self._sheet.first_input() if self._sheet is not None else None

    def leave(self) -> None:
        self._adviser.stop()
        self._reader.stop()
        if self._sheet is not None:
            self._sheet.flush()

    def restyle(self) -> None:
        """The line above the heading is as high as the link in it."""
        super().restyle()
        for label in (self._section, self._place):
            label.setMinimumHeight(theme().px(LINE))

    def refresh(self) -> None:
        """Read the brief again. What is being typed stays."""
        context, project = self.context, self.project_id
        read = context.operations.read
        course = read(partial(interview.course, project_id=project, lens=context.lens))
        leg = course.leg(self.params["step"]) if course is not None else None
        self._course, self._leg = course, leg
        for part in (self._top, self._head, self._foot, self._coach):
            part.setVisible(leg is not None)
        if course is None or leg is None:
            clear(self._sheet_place)
            clear(self._banner_place)
            clear(self._earlier_place)
            self._sheet = None
            self._sheet_place.addWidget(nothing_here(context, self.params["project"], gone=course is None))
            return
        self._show_leg(course, leg)
        files = read(partial(brief_rows.files, project_id=project))
        points = read(partial(brief_rows.talking_points, project_id=project, settled=False))
        if self._sheet is not None:
            self._sheet.show_files(files)
            self._sheet.show_suggestions(
                read(partial(suggestions, project_id=project, lens=context.lens, formats=context.formats))
            )
            self._coach.show_counts(self._sheet)
            self._adviser.watch(course, [self._sheet], self._sheet.answers)
            self._reader.watch(course, [self._sheet], self._sheet.answers)
        self._coach.show_standing(course, [point.text for point in points], len(files))
        if course.head.changeable:
            context.preferences.set(resume_key(self.params["project"]), leg.key)

    # Showing --------------------------------------------------------------------------------------

    def _show_leg(self, course: Course, leg: Leg) -> None:
        self._section.setText(leg.section_title)
        self._place.setText(place_words(course, leg))
        self._bars.show_shares(shares(course, leg))
        self._heading.setText(leg.title)
        self._lead.setText(leg.help)
        self._lead.setVisible(bool(self._lead.text()))
        self._back.setVisible(self.changing or course.before(leg) is not None)
        self._back.set_words(say("Back to check answers") if self.changing else say("Back"))
        self._show_sheet(course, leg)
        self._show_earlier(course, leg)
        self.title_changed.emit()

    def _show_sheet(self, course: Course, leg: Leg) -> None:
        head = course.head
        shape = (tuple(leg.questions), head.templates, head.currency, head.lens, self.context.formats)
        if self._sheet is None or shape != self._shape:
            if self._sheet is not None:
                self._sheet.flush()
            clear(self._sheet_place)
            self._shape = shape
            self._sheet = QuestionSheet(self.context, course, leg, headed=True)
            self._sheet.restored.connect(self._say_restored)
            self._sheet.edited.connect(partial(self._coach.show_counts, self._sheet))
            self._sheet.edited.connect(self._adviser.typed)
            self._sheet.edited.connect(self._reader.typed)
            self._sheet_place.addWidget(self._sheet)
        clear(self._banner_place)
        self._sheet.show_answers(course)
        head = course.head
        self._sheet.set_editable(head.changeable, head.always_open)
        name_the_foot(self._foot, course, leg)
        if not head.changeable:
            self._banner_place.addWidget(locked_banner(self.context, self.project_id, head.blocked))
            self._banner_place.addSpacing(12)

    def _show_earlier(self, course: Course, leg: Leg) -> None:
        """On the step whose questions are the kind's own: what was answered under an earlier kind."""
        clear(self._earlier_place)
        if not self.context.knowledge.questions.asks_the_kind(leg.step):
            return
        card = earlier_card(self.context, self.project_id, changeable=course.head.changeable)
        if card is not None:
            self._earlier_place.addSpacing(24)
            self._earlier_place.addWidget(card)

    def _say_restored(self) -> None:
        banner = Banner(
            say("This is what you typed earlier. It is not applied yet: Continue applies it."),
            "info",
            action=say("Go back to what is kept"),
        )
        banner.acted.connect(self._drop_draft)
        self._banner_place.addWidget(banner)
        self._banner_place.addSpacing(12)

    def _drop_draft(self) -> None:
        if self._sheet is not None and self._course is not None:
            self._sheet.drop_draft(self._course)
            clear(self._banner_place)
            target = self._sheet.first_input()
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    # Acting ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a single line, or on a choice, continues; lists and longer texts keep it for themselves."""
        focused = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(focused, QLineEdit | QRadioButton | QCheckBox):
            self._continue()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        take_drag(self.context, event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what was dropped with the brief."""
        take_drop(self.context, self.project_id, event)

    def _continue(self) -> None:
        before = self._course
        if self._sheet is None or before is None:
            return
        if before.head.answerable:
            found = self._sheet.check()
            self._found.setVisible(bool(found))
            self._summary.show_problems(found)
            if found or not self._keep():
                return
        self.context.go(self._next_address(before))

    def _keep(self) -> bool:
        """Keep what was changed on the page as one step; True where nothing stands in the way."""
        assert self._sheet is not None
        assert self._leg is not None
        changes = self._sheet.changes()
        label = say("Answer “{question}”", question=self._leg.title)
        if changes and not keep_page(self.context, self.project_id, changes, label):
            return False
        self._sheet.applied()
        clear(self._banner_place)
        return True

    def _next_address(self, before: Course) -> str:
        base = f"project/{self.params['project']}/brief"
        course = self.context.operations.read(
            partial(interview.course, project_id=self.project_id, lens=self.context.lens)
        )
        leg = course.leg(self.params["step"]) if course is not None else None
        if course is None or leg is None:
            return base
        if self.changing:
            raised = newly_open(before, course)
            return f"{base}/{raised.key}/{CHANGE}" if raised is not None else f"{base}/check"
        if course.short_done and not before.short_done:
            return base
        following = course.after(leg)
        if following is not None and (following.section or not leg.section):
            return f"{base}/{following.key}"
        return f"{base}/check" if leg.section else f"{base}/ready"

    def _go_back(self) -> None:
        base = f"project/{self.params['project']}/brief"
        before = (
            self._course.before(self._leg) if self._course is not None and self._leg is not None else None
        )
        if self.changing:
            self.context.go(f"{base}/check")
        else:
            self.context.go(f"{base}/{before.key}" if before is not None else base)

    def _close(self) -> None:
        """Keep the page where it is in order, else its draft; either way one may come back to it."""
        sheet = self._sheet
        if sheet is not None and sheet.pending and self._course is not None and self._course.head.answerable:
            found = sheet.check()
            if found:
                kept_as_draft(self.context, sheet, found)
            else:
                self._keep()
        self.context.go(f"project/{self.params['project']}/brief")


def name_the_foot(foot: StepFooter, course: Course, leg: Leg) -> None:
    """Where nothing on the page can be changed, its foot only leads on and out."""
    head = course.head
    if head.changeable or any(question.id in head.always_open for question in leg.questions):
        foot.set_words()
    else:
        foot.set_words(say("Next page"), say("Close"), say("Ctrl+Enter for the next page"))


def nothing_here(context: Context, project: str, *, gone: bool) -> EmptyState:
    """In place of questions: the project is gone, or its kind has none here."""
    if gone:
        empty = EmptyState("file-text", say("This project is no longer here"), "", say("Go to Home"))
        empty.chosen.connect(partial(context.go, "home"))
        return empty
    empty = EmptyState(
        "file-text",
        say("Nothing is asked here for this kind of project"),
        say("What is special about it is talked over at the visit."),
        say("Back to the brief"),
    )
    empty.chosen.connect(partial(context.go, f"project/{project}/brief"))
    return empty


def place_words(course: Course, leg: Leg) -> str:
    """Where one is: "Section 2 of 4 · Question 5 of 12"."""
    if leg not in course.legs:  # a page that a small job does without
        return say("More than a small job needs")
    if leg.section:
        return say(
            "Section {section} of {sections} · Question {step} of {steps}",
            section=leg.section_number,
            sections=course.sections,
            step=leg.step,
            steps=course.steps,
        )
    parts = [each for each in course.legs if not each.section]
    return say("Part {part} of {parts}", part=parts.index(leg) + 1, parts=len(parts))


def shares(course: Course, leg: Leg) -> tuple[float, ...]:
    """How much of each section lies behind one on this page; of "Are you ready?" one bar a page."""
    if not leg.section:
        parts = [each for each in course.legs if not each.section]
        return tuple(1.0 if at <= parts.index(leg) else 0.0 for at in range(len(parts)))
    found = []
    for number in range(1, course.sections + 1):
        steps = [each.step for each in course.legs if each.section_number == number]
        found.append(sum(step <= leg.step for step in steps) / len(steps) if steps else 0.0)
    return tuple(found)


def newly_open(before: Course, now: Course) -> Leg | None:
    """The first page whose questions a change has opened again, such as a number that is now asked."""
    closed = {leg.key for leg in before.legs if before.done(leg)}
    return next((leg for leg in now.legs if leg.key in closed and not now.done(leg)), None)


PAGES = (
    ("project/{project}/brief/{step}", StepPage, "Brief"),
    ("project/{project}/brief/{step}/{then}", StepPage, "Brief"),
)
