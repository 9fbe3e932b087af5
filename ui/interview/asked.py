"""What providers will ask and no step of the brief does, answered before anybody asks."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.knowledge.supplier_questions import OWN
from app.queries import interview
from app.queries.foreseen import expected_leg
from app.queries.interview import Course
from app.words import say, say_count
from ui.context import Context
from ui.interview.agreed import locked_banner
from ui.interview.closing import kept_as_draft
from ui.interview.kind_change import keep_page
from ui.interview.sheet import QuestionSheet
from ui.interview.step import nothing_here
from ui.page import Page
from ui.widgets.layouts import STRETCH, clear, column, framed
from ui.widgets.navigation import StepFooter
from ui.widgets.states import Banner, EmptyState, ErrorSummary
from ui.widgets.text import Heading, Label


class AskedPage(Page):
    """The open ones and those that were answered, in one go; none has to be answered."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"answer", "brief_item", "brief_file", "project", "suggested_change"}
    )
    help_topic: ClassVar[str] = "brief"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._course: Course | None = None
        self._sheet: QuestionSheet | None = None
        self._shape: tuple[object, ...] = ()
        self._summary = ErrorSummary()
        self._heading = Heading("", "display")
        self._lead = Label("", "lead", "text2", wrap=True)
        self._banner_place = column()
        self._place = column()
        self._foot = StepFooter()
        self._foot.continued.connect(self._continue)
        self._foot.closed.connect(self._close)
        body = column(
            self._summary,
            framed(self._banner_place),
            self._heading,
            2,
            self._lead,
            14,
            framed(self._place),
            STRETCH,
        )
        self.set_body(body, body_width=640)
        self.set_footer(self._foot)

    # What a page answers --------------------------------------------------------------------------

    @property
    def project_id(self) -> uuid.UUID:
        """The project of the address."""
        return uuid.UUID(self.params["project"])

    @property
    def sheet(self) -> QuestionSheet | None:
        """The questions of the page."""
        return self._sheet

    @property
    def _check(self) -> str:
        return f"project/{self.params['project']}/brief/check"

    def title(self) -> str:
        return say("What providers will ask")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return (say("Brief"), f"project/{self.params['project']}/brief"), (
            say("Check your answers"),
            self._check,
        )

    def primary_focus(self) -> QWidget | None:
        if self._sheet is None:
            return None
        wanted = self._sheet.blocks.get(f"{OWN}.{self.params.get('then', '')}")
        return wanted.input.field.target() if wanted is not None else self._sheet.first_input()

    def leave(self) -> None:
        if self._sheet is not None:
            self._sheet.flush()

    def refresh(self) -> None:
        """Read again what is open. What is being typed stays."""
        course = self.context.operations.read(
            partial(interview.course, project_id=self.project_id, lens=self.context.lens)
        )
        self._course = course
        for part in (self._heading, self._lead, self._foot):
            part.setVisible(course is not None)
        clear(self._banner_place)
        if course is None:
            self._put(None, nothing_here(self.context, self.params["project"], gone=True))
            return
        leg = expected_leg(course)
        self._heading.setText(leg.title)
        self._lead.setText(leg.help)
        head = course.head
        shape = (leg.questions, head.lens, self.context.formats)
        if not leg.questions:
            self._shape = ()
            self._put(None, _nothing())
        elif self._sheet is None or shape != self._shape:
            self._shape = shape
            sheet = QuestionSheet(self.context, course, leg, headed=False)
            sheet.restored.connect(self._say_restored)
            self._put(sheet, sheet)
        if self._sheet is not None:
            self._sheet.show_answers(course)
            self._sheet.set_editable(head.changeable)
        answerable = head.changeable and bool(leg.questions)
        self._foot.show_primary(answerable)
        self._foot.set_words(other="" if answerable else say("Close"))
        if not head.changeable:
            self._banner_place.addWidget(locked_banner(self.context, self.project_id, head.blocked))
            self._banner_place.addSpacing(12)

    def _put(self, sheet: QuestionSheet | None, shown: QWidget) -> None:
        self.leave()
        clear(self._place)
        self._sheet = sheet
        self._place.addWidget(shown)

    def _say_restored(self) -> None:
        self._banner_place.addWidget(
            Banner(say("This is what you typed earlier. It is not applied yet: Continue applies it."), "info")
        )
        self._banner_place.addSpacing(12)

    # Acting ---------------------------------------------------------------------------------------

    def _continue(self) -> None:
        sheet = self._sheet if self._course is not None and self._course.head.changeable else None
        if sheet is not None:
            found = sheet.check()
            self._summary.show_problems(found)
            if found or not self._keep(sheet):
                return
        self.context.go(self._check)

    def _close(self) -> None:
        """Keep the page where it is in order, else its draft, and say which."""
        sheet = self._sheet if self._course is not None and self._course.head.changeable else None
        if sheet is not None and sheet.pending:
            found = sheet.check()
            if found:
                kept_as_draft(self.context, sheet, found)
            elif not self._keep(sheet):
                return
        self.context.go(self._check)

    def _keep(self, sheet: QuestionSheet) -> bool:
        """Keep what was changed as one step; True where nothing stands in the way."""
        given = sheet.changes()
        label = say_count(
            "Answer {count} question of the brief", "Answer {count} questions of the brief", len(given)
        )
        if given and not keep_page(self.context, self.project_id, given, label):
            return False
        sheet.applied()
        return True


def _nothing() -> EmptyState:
    return EmptyState(
        "circle-check",
        say("Nothing is left that providers usually ask"),
        say("The answers of the brief cover it."),
    )


PAGES = (
    ("project/{project}/brief/asked", AskedPage, "What providers will ask"),
    ("project/{project}/brief/asked/{then}", AskedPage, "What providers will ask"),
)
