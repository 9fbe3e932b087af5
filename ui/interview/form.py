"""The whole brief as one scrolling form, for a broker who fills it in while the owner talks."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.queries import briefs as brief_rows
from app.queries import interview
from app.queries.interview import Course, Leg
from app.queries.lens import Lens
from app.queries.suggested_changes import suggestions
from app.words import say, say_count
from ui.context import Context
from ui.interview.adviser import Adviser
from ui.interview.agreed import locked_banner
from ui.interview.files import take_drag, take_drop
from ui.interview.kind_change import KINDS, keep_page
from ui.interview.sheet import Given, QuestionSheet, asks
from ui.interview.understood import UnderstoodCard
from ui.interview.word_reader import MUSTS, WordReader
from ui.page import Page
from ui.theme.current import theme
from ui.widgets.cards import Line, Scroll
from ui.widgets.earlier_answers import earlier_card
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.navigation import StepFooter, Tabs
from ui.widgets.states import Banner, EmptyState, ErrorSummary
from ui.widgets.text import Heading, Label

READY = "ready"
WIDTH = 700


class FormPage(Page):
    """The same questions as the guided brief, all at once; what is typed is a draft until it is saved."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"answer", "brief_item", "brief_file", "need", "project", "suggested_change"}
    )
    help_topic: ClassVar[str] = "brief"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._course: Course | None = None
        self._sheets: dict[str, QuestionSheet] = {}
        self._anchors: dict[str, QWidget] = {}
        self._frames: dict[str, QWidget] = {}
        self._shape: tuple[object, ...] = ()
        self._heading = Heading("", "h1")
        self._tabs_place = column()
        self._summary = ErrorSummary()
        self._banner_place = column()
        self._place = column(gap=18)
        self._earlier_place = column()
        inside = framed(column(self._summary, framed(self._banner_place), framed(self._place), STRETCH))
        inside.setMaximumWidth(theme().px(WIDTH))
        self._scroll = Scroll(framed(row((inside, 100), STRETCH, gap=0, margins=(3, 0, 12, 0))))
        self._inside = inside
        self._adviser = Adviser(context, self, self._scroll)
        self._reader = WordReader(context, self, UnderstoodCard())
        self._foot = StepFooter(say("Save the answers"), say("Close"), note=say("Ctrl+Enter to save"))
        self._foot.continued.connect(self._save)
        self._foot.closed.connect(self._close)
        self.set_body(
            column(self._heading, 8, framed(self._tabs_place), 10, (self._scroll, 1)), scrolls=False
        )
        self.set_footer(self._foot)
        self.setAcceptDrops(True)

    # What a page answers --------------------------------------------------------------------------

    @property
    def project_id(self) -> uuid.UUID:
        """The project of the address."""
        return uuid.UUID(self.params["project"])

    @property
    def reader(self) -> WordReader:
        """Reads the words of the form."""
        return self._reader

    @property
    def sheets(self) -> dict[str, QuestionSheet]:
        """The questions of every page of the brief, by its key."""
        return self._sheets

    def title(self) -> str:
        return say("The brief on one form")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Brief"), f"project/{self.params['project']}/brief"),)

    def primary_focus(self) -> QWidget | None:
        first = self._sheets.get("2")
        return first.first_input() if first is not None else None

    def leave(self) -> None:
        self._adviser.stop()
        self._reader.stop()
        for sheet in self._sheets.values():
            sheet.flush()

    def restyle(self) -> None:
        """Take the width of the column again."""
        super().restyle()
        self._inside.setMaximumWidth(theme().px(WIDTH))

    def refresh(self) -> None:
        """Read the brief again. What is being typed stays."""
        context, project = self.context, self.project_id
        read = context.operations.read
        course = read(partial(interview.course, project_id=project, lens=context.lens))
        self._course = course
        self._foot.setVisible(course is not None)
        if course is None:
            self._show_gone()
            return
        self._heading.setText(course.head.title)
        self._foot.show_primary(course.head.answerable)
        self._show_sheets(course)
        files = read(partial(brief_rows.files, project_id=project))
        rows = read(partial(suggestions, project_id=project, lens=context.lens, formats=context.formats))
        for sheet in self._sheets.values():
            sheet.show_files(files)
            sheet.show_suggestions(rows)

    # Showing --------------------------------------------------------------------------------------

    def _show_gone(self) -> None:
        clear(self._place)
        self._sheets = {}
        empty = EmptyState("file-text", say("This project is no longer here"), "", say("Go to Home"))
        empty.chosen.connect(lambda: self.context.go("home"))
        self._place.addWidget(empty)

    def _show_sheets(self, course: Course) -> None:
        shape = (
            tuple((leg.key, leg.questions) for leg in course.legs),
            course.head.templates,
            course.head.lens,
            self.context.formats,
        )
        if shape != self._shape:
            self._shape = shape
            self.leave()
            self._make_sheets(course)
        clear(self._banner_place)
        for sheet in self._sheets.values():
            sheet.show_answers(course)
            sheet.set_editable(course.head.changeable, course.head.always_open)
        self._follow()
        self._adviser.watch(course, list(self._sheets.values()), self._answers)
        self._reader.watch(course, list(self._sheets.values()), self._answers)
        self._show_earlier(course)
        if not course.head.changeable:
            banner = locked_banner(self.context, self.project_id, course.head.blocked)
            self._banner_place.addWidget(banner)
            self._banner_place.addSpacing(12)

    def _make_sheets(self, course: Course) -> None:
        clear(self._place)
        clear(self._tabs_place)
        self._sheets, self._anchors, self._frames = {}, {}, {}
        tabs = []
        for leg in course.legs:
            section = leg.section or READY
            if section not in self._anchors:
                head = Heading(leg.section_title, "title")
                if self._anchors:
                    self._place.addWidget(Line())
                self._place.addWidget(head)
                self._anchors[section] = head
                tabs.append((section, leg.section_title))
            self._add_sheet(course, leg)
        self._earlier_place = column()
        kind = next(
            (leg for leg in course.legs if self.context.knowledge.questions.asks_the_kind(leg.step)), None
        )
        at = self._place.indexOf(self._frames[kind.key]) + 1 if kind is not None else self._place.count()
        self._place.insertWidget(at, framed(self._earlier_place))
        choose = Tabs(tabs, name=say("Sections of the brief"))
        choose.chosen.connect(self._scroll_to)
        self._tabs_place.addWidget(choose)

    def _add_sheet(self, course: Course, leg: Leg) -> None:
        sheet = self._sheets[leg.key] = QuestionSheet(self.context, course, leg, headed=False)
        sheet.edited.connect(self._follow)
        sheet.edited.connect(self._adviser.typed)
        sheet.edited.connect(self._reader.typed)
        sheet.restored.connect(self._say_restored)
        told = not leg.section or asks(leg, leg.questions[0])
        title = None if told else Label(leg.title, "dense_medium", "text3", wrap=True)
        self._frames[leg.key] = framed(column(title, 8 if title else None, sheet))
        self._place.addWidget(self._frames[leg.key])
        if MUSTS in sheet.blocks:
            card = UnderstoodCard()
            self._reader.put_on(card)
            self._place.addWidget(card)

    def _show_earlier(self, course: Course) -> None:
        """What was answered under an earlier kind, where this kind's own questions stand."""
        clear(self._earlier_place)
        card = earlier_card(self.context, self.project_id, changeable=course.head.changeable)
        if card is not None:
            self._earlier_place.addWidget(card)

    def _say_restored(self) -> None:
        if self._banner_place.count():
            return
        self._banner_place.addWidget(
            Banner(say("Some of this was typed earlier and is not applied yet: saving applies it."), "info")
        )
        self._banner_place.addSpacing(12)

    def _scroll_to(self, section: str) -> None:
        anchor = self._anchors[section]
        top = anchor.mapTo(self._inside, anchor.rect().topLeft()).y()
        self._scroll.verticalScrollBar().setValue(top)

    def _answers(self) -> dict[str, Any]:
        """Every answer as it stands on the form."""
        together: dict[str, Any] = dict(self._course.values) if self._course is not None else {}
        for sheet in self._sheets.values():
            own = sheet.answers()
            for id in sheet.blocks:
                together.pop(id, None)
                if id in own:
                    together[id] = own[id]
        return together

    def _follow(self) -> None:
        """Answers of one page decide on questions of another."""
        together = self._answers()
        for sheet in self._sheets.values():
            sheet.follow(together)

    # Acting ---------------------------------------------------------------------------------------

    def _close(self) -> None:
        """Leave with what was typed kept as a draft, and said so."""
        unsaved = [sheet for sheet in self._sheets.values() if sheet.pending]
        if unsaved:
            self.context.notices.toast(
                say_count(
                    "What you typed under {count} heading is kept, and not saved into the brief yet.",
                    "What you typed under {count} headings is kept, and not saved into the brief yet.",
                    len(unsaved),
                )
            )
        self.context.go(f"project/{self.params['project']}/brief")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the form."""
        take_drag(self.context, event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what was dropped with the brief."""
        take_drop(self.context, self.project_id, event)

    def _save(self) -> None:
        sheets = [sheet for sheet in self._sheets.values() if sheet.pending]
        given: list[Given] = [each for sheet in sheets for each in sheet.changes()]
        touched = frozenset(each.question for each in given)
        problems = [found for sheet in sheets for found in sheet.check(touched)]
        self._summary.show_problems(problems)
        if problems:
            self._scroll.verticalScrollBar().setValue(0)
            return
        label = say_count(
            "Answer {count} question of the brief", "Answer {count} questions of the brief", len(given)
        )
        if given and not keep_page(self.context, self.project_id, given, label):
            return
        for sheet in sheets:
            sheet.applied()
        clear(self._banner_place)
        self.refresh()  # where the owner has answered, their words come back and the suggestion stands below
        if not KINDS & touched:  # another kind has said already what became of the answers
            self.context.notices.toast(self._saved(touched), tone="success")

    def _saved(self, touched: frozenset[str]) -> str:
        """What is said after saving: also how much of it waits for the owner."""
        head = self._course.head if self._course is not None else None
        if head is None or head.lens is Lens.OWNER:
            return say("Saved")
        rows = self.context.operations.read(
            partial(suggestions, project_id=head.id, lens=head.lens, formats=self.context.formats)
        )
        waiting = sum(each.open and each.question in touched for each in rows)
        if not waiting:
            return say("Saved")
        return say_count(
            "Saved. {count} change of {owner}’s words waits for {owner}.",
            "Saved. {count} changes of {owner}’s words wait for {owner}.",
            waiting,
            owner=head.owner_name or say("the owner"),
        )


PAGES = (("project/{project}/brief/form", FormPage, "The brief on one form"),)
