"""S06: every answer in one place, before the brief goes to the broker or is agreed; afterwards to read."""

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import briefs as brief_rows
from app.queries import interview
from app.queries.brief_scores import brief_score
from app.queries.brief_versions import Version, since_words, versions
from app.queries.briefs import COMPLETED, IN_PROGRESS, MISSING, UNKNOWN, SectionView, SummaryRow
from app.queries.interview import Course
from app.queries.lens import Lens
from app.queries.suggested_changes import SuggestionRow, suggestions
from app.services import briefs
from app.words import say, say_count
from ui.context import Context
from ui.page import Page, take_focus
from ui.pages.check_answers import hints
from ui.pages.check_answers.parts import (
    StillOpen,
    asked_chip,
    change_link,
    lines_of,
    not_seen,
    open_readiness,
    page_of,
    something_changed,
    still_waiting,
    what_next,
)
from ui.widgets.answer_rows import answer_row, answers_card
from ui.widgets.brief_meter import BriefQuality
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.chips import StatusChip
from ui.widgets.earlier_answers import earlier_card
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.navigation import StepFooter
from ui.widgets.owner_name import OwnerName
from ui.widgets.states import EmptyState
from ui.widgets.suggested_changes import SuggestedChanges
from ui.widgets.talking_points import TalkingPoints
from ui.widgets.text import Heading, Label

TOP = Qt.AlignmentFlag.AlignTop
TONES = {COMPLETED: "success", IN_PROGRESS: "info"}
BEFORE_ADVICE = ("draft", "assessed", "parked")
"""States in which the brief has not been taken to a broker yet."""


class CheckAnswersPage(Page):
    """The answers with "Change" beside each; one act at the foot, and what happens after it."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "answer",
            "brief_item",
            "brief_file",
            "project",
            "suggested_change",
            "talking_point",
            "quote_request",
        }
    )
    help_topic: ClassVar[str] = "brief"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._course: Course | None = None
        self._suggestions: Sequence[SuggestionRow] = ()
        self._version = ""
        self._heading = Heading("", "display")
        self._chip = StatusChip("", "success", filled=True)
        self._lead = Label("", "lead", "text2", wrap=True)
        self._since = LinkButton("", icon="history")
        self._since.clicked.connect(lambda: context.go(f"{self._base}/versions/{self._version}"))
        self._banner_place = column()
        self._sections = column(gap=12)
        self._beside = column(gap=14)
        self._broker = TextField(chars=30)
        self._broker_row = FormRow(
            say("Who is your broker?"),
            self._broker,
            help=say("Nothing is sent to them. You show it to them, or hand it over as a file."),
        )
        self._owner_name = OwnerName()
        self._print = Button(say("Print or save as PDF"), icon="printer")
        self._print.clicked.connect(self.print_page)
        self._foot = StepFooter(beside=self._print, note=" ")
        self._foot.continued.connect(self._act)
        self._foot.closed.connect(lambda: context.go(self._base))
        for typed in (self._broker, self._owner_name.typed):
            typed.entered.connect(self._act)
        self._build()

    def _build(self) -> None:
        head = row((self._heading, 1), (self._chip, TOP), gap=12)
        self._head = framed(column(head, 2, self._lead, 2, row(self._since, STRETCH), 14))
        self._aside_frame = framed(self._beside)
        body = column(
            self._head, framed(self._banner_place), framed(self._sections), 16, self._broker_row,
            self._owner_name, STRETCH,
        )  # fmt: skip
        self.set_body(body, aside=self._aside_frame, aside_width=320, body_width=760)
        self.set_footer(self._foot)

    # What a page answers --------------------------------------------------------------------------

    @property
    def _base(self) -> str:
        return f"project/{self.params['project']}/brief"

    @property
    def project_id(self) -> uuid.UUID:
        """The project of the address."""
        return uuid.UUID(self.params["project"])

    def title(self) -> str:
        read_only = self._course is not None and not self._course.head.changeable
        return say("The brief") if read_only else say("Check your answers")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Brief"), self._base),)

    def primary_focus(self) -> QWidget | None:
        return self._foot.primary if self._foot.primary.isEnabled() else self._foot.other

    def print_page(self) -> bool:
        """The brief as a document: drawn, previewed and saved on the Documents page."""
        self.context.go(f"project/{self.params['project']}/documents/BRF")
        return True

    def refresh(self) -> None:
        """Read every answer again."""
        context, project = self.context, self.project_id
        read = context.operations.read
        course = read(partial(interview.course, project_id=project, lens=context.lens))
        self._course = course
        clear(self._banner_place)
        clear(self._sections)
        for part in (self._head, self._foot, self._aside_frame, self._broker_row, self._owner_name):
            part.setVisible(course is not None)
        if course is None:
            empty = EmptyState("file-text", say("This project is no longer here"), "", say("Go to Home"))
            empty.chosen.connect(lambda: context.go("home"))
            self._sections.addWidget(empty)
            return
        sections = read(partial(brief_rows.sections, project_id=project, formats=context.formats))
        self._suggestions = read(
            partial(suggestions, project_id=project, lens=context.lens, formats=context.formats)
        )
        self._show_head(course)
        self._show_versions(course, read(partial(versions, project_id=project, formats=context.formats)))
        cards = (self._section(course, section) for section in sections)
        around = (hints.before(context, course, self._base), *cards, hints.after(context, course, self._base))
        for card in filter(None, around):
            self._sections.addWidget(card)
        self._show_earlier(course)
        self._show_aside(course, sections)
        self._show_foot(course)
        self.title_changed.emit()

    # Showing --------------------------------------------------------------------------------------

    def _show_head(self, course: Course) -> None:
        head = course.head
        if not head.changeable:
            self._heading.setText(head.title)
            self._lead.setText(
                head.blocked
                or say("Both sides stand behind this. Providers are asked, and judged, by its words.")
            )
            return
        self._heading.setText(say("Check your answers"))
        if head.state in BEFORE_ADVICE:
            self._lead.setText(say("Nothing has been sent to anyone. You can change anything now or later."))
        else:
            self._lead.setText(
                say("{broker} advises you on this brief. It can still be changed.", broker=head.broker_name)
            )

    def _show_versions(self, course: Course, every: Sequence[Version]) -> None:
        """Which version this is, and the way to what has changed since the one before."""
        last = next((each for each in reversed(every) if each.row is not None), None)
        self._chip.setVisible(last is not None)
        if last is not None:
            self._chip.show_status(last.title, "neutral" if course.head.changeable else "success")
        self._since.setVisible(len(every) > 1)
        if len(every) > 1:
            self._version = every[-1].key
            self._since.set_words(since_words(every[-2]))

    def _section(self, course: Course, section: SectionView) -> QWidget | None:
        rows = lines_of(course, section.rows)
        if not rows:
            return None
        open_ones = sum(line.required and line.state == MISSING for line in rows)
        state, word = section.state, section.state_words
        if state == IN_PROGRESS:
            state = IN_PROGRESS if open_ones else COMPLETED
            word = say_count("{count} left", "{count} left", open_ones) if open_ones else say("Completed")
        status = StatusChip(word, TONES.get(state, "neutral"))
        return answers_card(section.title, status, [self._row(course, line) for line in rows])

    def _show_earlier(self, course: Course) -> None:
        """What was answered under an earlier kind stands apart: it is no part of this brief."""
        card = earlier_card(
            self.context,
            self.project_id,
            changeable=course.head.changeable,
            then=partial(take_focus, self),
        )
        if card is not None:
            self._sections.addWidget(card)

    def _row(self, course: Course, line: SummaryRow) -> QWidget:
        mark = asked_chip(course.head.lens) if line.state == UNKNOWN else None
        return answer_row(
            line,
            mark=mark,
            link=change_link(self.context, self._base, course, line),
            under=self._suggested(course, line.question),
        )

    def _suggested(self, course: Course, question: str) -> QWidget | None:
        """What the broker would change of this answer, as long as it may be changed."""
        rows = [each for each in self._suggestions if each.question == question and each.open]
        if not rows or not page_of(course, question):
            return None
        place = SuggestedChanges(self.context.lens, course.head.across, self.context.today())
        place.show_suggestions(rows)
        place.acted.connect(self._run)
        return framed(column(6, place))

    def _show_aside(self, course: Course, sections: Sequence[SectionView]) -> None:
        clear(self._beside)
        rows = lines_of(course, [line for section in sections for line in section.rows])
        quality = BriefQuality(brief_score(course), changeable=course.head.changeable)
        quality.opened.connect(lambda page: self.context.go(f"{self._base}/{page}/change"))
        self._beside.addWidget(quality)
        if course.head.changeable:
            still_open = StillOpen(course, rows)
            still_open.opened.connect(lambda key: self.context.go(f"{self._base}/{key}"))
            still_open.left.connect(self._leave_ready)
            self._beside.addWidget(still_open)
        points = self.context.operations.read(
            partial(brief_rows.talking_points, project_id=self.project_id, settled=False)
        )
        if points:
            self._beside.addWidget(
                TalkingPoints([point.text for point in points], course.head.across, most=8)
            )
        paper = f"project/{self.params['project']}/documents/BRF/provider"
        self._beside.addWidget(not_seen(rows, partial(self.context.go, paper)))
        if course.head.changeable:
            self._beside.addWidget(what_next(self._sharing(course)))
        if not course.head.changeable and course.head.before_award and not course.head.blocked:
            self._beside.addWidget(something_changed(self._reopen))
        self._beside.addStretch(1)

    # Acting ---------------------------------------------------------------------------------------

    def _show_foot(self, course: Course) -> None:
        head = course.head
        sharing = self._sharing(course)
        self._broker_row.setVisible(sharing and not head.broker_name)
        self._owner_name.show_owner(head.owner_name, self.context.person, self.context.lens)
        if sharing or not head.changeable:
            self._owner_name.hide()
        foot = self._foot
        foot.other.set_words(say("Save and close") if head.changeable else say("Back"))
        foot.primary.setVisible(head.changeable or head.state == "scoped")
        foot.set_reason("")
        foot.set_note("")
        if not head.changeable:
            foot.primary.set_words(say("Find providers"))
        elif sharing:
            words = (
                say("Share with {broker}, my broker", broker=head.broker_name)
                if head.broker_name
                else say("Share with my broker")
            )
            foot.primary.set_words(words)
        else:
            foot.primary.set_words(say("Agree this brief"))
            waiting = [each for each in self._suggestions if each.open and page_of(course, each.question)]
            foot.set_note(still_waiting(head, len(waiting)))

    def _sharing(self, course: Course) -> bool:
        """Whether the next act takes the brief to the broker; the broker agrees it at once."""
        head = course.head
        return head.changeable and head.state in BEFORE_ADVICE and self.context.lens is Lens.OWNER

    def _act(self) -> None:
        course = self._course
        if course is None or not self._foot.primary.isEnabled():
            return
        head = course.head
        if not head.changeable:
            self.context.go(f"project/{self.params['project']}/providers")
        elif self._sharing(course):
            self._share(course)
        else:
            self._agree(head.state, head.broker_name or self.context.person)

    def _share(self, course: Course) -> None:
        named = course.head.broker_name or self._broker.value()
        problem = "" if named else say("Enter the name of the broker who advises you.")
        self._broker_row.set_problem(problem)
        if problem:
            self._broker.setFocus()
            self._bring_in_sight(self._broker_row)
            return
        if course.head.state == "draft" and (count := len(open_readiness(course))):
            self.context.notices.toast(
                say_count(
                    "{count} question of “Are you ready?” is open. Answer it, or leave it for the visit.",
                    "{count} questions of “Are you ready?” are open. Answer them, or leave them for the visit.",
                    count,
                ),
                tone="warn",
                action=say("Leave them for the visit"),
                act=self._leave_ready,
            )
            return
        verb = partial(
            briefs.share,
            project_id=self.project_id,
            broker_name=named,
            person=self.context.person,
            on=self.context.today(),
        )
        done = say("{broker} can go through it with you now. Nothing was sent to anyone.", broker=named)
        self._run(verb, say("Share the brief with {broker}", broker=named), done)

    def _bring_in_sight(self, part: QWidget) -> None:
        """The button is always in sight, and what it still needs may be some screens below."""
        if self.scroller is not None:
            self.scroller.reveal(part)

    def _agree(self, state: str, broker: str) -> None:
        context, project = self.context, self.project_id
        if self._owner_name.show_fault():
            self._owner_name.typed.setFocus()
            self._bring_in_sight(self._owner_name)
            return
        name = self._owner_name.name()

        def verb(session: Any) -> None:
            if state in BEFORE_ADVICE:
                briefs.share(session, project_id=project, broker_name=broker, person=name, on=context.today())
            briefs.agree(session, project_id=project, typed_name=name, on=context.today())

        self._run(
            verb, say("Agree the brief"), say("The brief is agreed. Next: find providers by its words.")
        )

    def _leave_ready(self) -> None:
        """Mark what is open of "Are you ready?" as not known yet, so that it is talked about at the visit."""
        course = self._course
        if course is None:
            return
        open_ones = open_readiness(course)

        def verb(session: Any) -> None:
            for id in open_ones:
                briefs.answer(
                    session,
                    project_id=self.project_id,
                    question=id,
                    value=None,
                    unknown=True,
                    on=self.context.today(),
                    by=self.context.lens.value,
                )

        self._run(verb, say("Leave “Are you ready?” for the visit"), say("Left for the visit."))

    def _reopen(self) -> None:
        verb = partial(
            briefs.reopen,
            project_id=self.project_id,
            who="broker" if self.context.lens is Lens.BROKER else "owner",
            person=self.context.person,
            on=self.context.today(),
        )
        self._run(verb, say("Open the brief again"), say("The brief is open again."))

    def _run(self, verb: Callable[[Any], Any], label: str, done: str) -> None:
        if self.context.operations.succeeded(verb, label, done=done):
            take_focus(self)
