"""How big the job is, how ready the owner is, and how to buy it: what the answers add up to."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import briefs as brief_rows
from app.queries import estimates, interview, job_sizes
from app.queries.estimate_rows import EstimateView, ReadinessView
from app.queries.first_steps import first_step_view
from app.queries.interview import Course, Leg
from app.queries.lens import Lens
from app.queries.readiness_words import where_you_stand
from app.queries.role_day_rates import role_day_rates
from app.queries.ways_to_pay import ways_to_pay
from app.words import say, say_count
from ui.context import Context
from ui.page import Page
from ui.pages.readiness.cards import how_big, how_ready, how_to_buy
from ui.pages.readiness.first_step import FirstStepCard
from ui.pages.readiness.parts import PACKAGES, PartsCard, how_sure
from ui.pages.readiness.paying import PayingCard
from ui.pages.readiness.should_cost import ShouldCostCard
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.fold import Fold
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.points import bullets
from ui.widgets.protects_link import ProtectsLink
from ui.widgets.states import EmptyState
from ui.widgets.talking_points import TalkingPoints
from ui.widgets.text import Heading, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop
DRIVERS = "7"
"""The page of the brief that asks what the estimate reckons with."""


class ReadinessPage(Page):
    """The estimate with its spread, the way of buying with the rule behind it, and what would change it."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"answer", "brief_item", "need", "project", "talking_point", "should_cost", "quote"}
    )
    help_topic: ClassVar[str] = "readiness"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._course: Course | None = None
        self._heading = Heading(say("Are you ready?"), "h1")
        self._lead = Label("", "lead", "text2", wrap=True)
        self._go = Button("", "primary")
        self._go.clicked.connect(self._answer)
        self._check = Button(say("Check your answers"))
        self._check.clicked.connect(lambda: self.context.go(f"{self._base}/check"))
        self._parts = column(gap=14)
        self._beside = column(gap=14)
        self._should_cost: ShouldCostCard | None = None
        self._paying: PayingCard | None = None
        self._made_of: PartsCard | None = None
        self._unfolded: set[str] = set()
        self._protects = ProtectsLink(context.lens)
        self._protects.clicked.connect(lambda: context.go(f"project/{self.params['project']}/protects"))
        self._aside_frame = framed(self._beside)
        head = row((column(self._heading, 2, self._lead), 1), (self._check, TOP), (self._go, TOP), gap=16)
        ways = FlowLayout(8)
        ways.addWidget(self._protects)
        self.set_body(
            column(head, 10, framed(ways), 14, framed(self._parts), STRETCH),
            aside=self._aside_frame,
            body_width=820,
        )

    # What a page answers --------------------------------------------------------------------------

    @property
    def _base(self) -> str:
        return f"project/{self.params['project']}/brief"

    @property
    def project_id(self) -> uuid.UUID:
        """The project of the address."""
        return uuid.UUID(self.params["project"])

    def title(self) -> str:
        return say("Are you ready?")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Brief"), self._base),)

    def primary_focus(self) -> QWidget | None:
        return self._go if self._course is not None else None

    def refresh(self) -> None:
        """Reckon again from the answers as they stand."""
        context, project = self.context, self.project_id
        read = context.operations.read
        course = read(partial(interview.course, project_id=project, lens=context.lens))
        self._course = course
        self._protects.show_lens(context.lens)
        typed = self._should_cost.typed() if self._should_cost is not None else {}
        own = self._paying.typed() if self._paying is not None else {}
        clear(self._parts)
        clear(self._beside)
        self._should_cost = self._paying = None
        for part in (self._heading, self._lead, self._check, self._go, self._protects, self._aside_frame):
            part.setVisible(course is not None)
        if course is None:
            empty = EmptyState("file-text", say("This project is no longer here"), "", say("Go to Home"))
            empty.chosen.connect(lambda: context.go("home"))
            self._parts.addWidget(empty)
            return
        size = read(
            partial(estimates.estimate, project_id=project, formats=context.formats, on=context.today())
        )
        ready = read(partial(estimates.readiness, project_id=project, formats=context.formats))
        points = read(partial(brief_rows.talking_points, project_id=project, settled=False))
        self._show_head(course, ready, size)
        self._parts.addWidget(how_to_buy(ready, self._open_inputs(course, ready)))
        self._show_first_step(project)
        self._parts.addWidget(how_big(size, context.formats, self._usual(course, size.open_drivers)))
        self._show_made_of(project, ready, own)
        if context.lens is Lens.BROKER and course.head.before_award:
            card = ShouldCostCard(context, project, course.head.currency, size, typed)
            self._should_cost = card
            self._parts.addWidget(card)
        elif size.fixed is not None:
            self._parts.addWidget(Card(column(Prose(size.fixed.words, "dense", "text2")), padding=18))
        asked = course.head.across if course.head.lens is Lens.BROKER else ""
        self._beside.addWidget(how_ready(ready, asked))
        self._beside.addWidget(TalkingPoints([point.text for point in points], course.head.across))
        self._beside.addStretch(1)

    # Showing --------------------------------------------------------------------------------------

    def _show_first_step(self, project: uuid.UUID) -> None:
        """Where somebody may hesitate, or has chosen it."""
        step = self.context.operations.read(
            partial(
                first_step_view,
                project_id=project,
                formats=self.context.formats,
                on=self.context.today(),
            )
        )
        if step is not None and (step.taken or (step.offered and step.changeable)):
            self._parts.addWidget(FirstStepCard(self.context, project, step))

    def _show_made_of(self, project: uuid.UUID, ready: ReadinessView, typed: dict[str, str]) -> None:
        """What is fair, how to pay for it, and the parts of the job; nothing before a kind is chosen."""
        context, formats = self.context, self.context.formats
        read = context.operations.read
        on = context.today()
        size = read(partial(job_sizes.job_size, project_id=project, formats=formats, on=on))
        rates = read(partial(role_day_rates, project_id=project, formats=formats, on=on))
        ways = read(partial(ways_to_pay, project_id=project, formats=formats, on=on))
        fair = how_sure(size, rates, formats, self._fold) if size is not None else None
        if fair is not None:
            self._parts.addWidget(fair)
        if ways is not None:
            self._paying = PayingCard(context, project, ways, ready, typed, self._fold)
            self._parts.addWidget(self._paying)
        if size is not None:
            self._made_of = PartsCard(
                size, formats, self._fold, self._made_of.cut if self._made_of else PACKAGES
            )
            self._parts.addWidget(self._made_of)

    def _fold(self, fold: Fold, key: str) -> Fold:
        """Tables are folded for an owner until they ask for them; for a broker they stand open."""
        fold.fold(self.context.lens is Lens.OWNER and key not in self._unfolded)
        fold.turned.connect(lambda shown: (self._unfolded.add if shown else self._unfolded.discard)(key))
        return fold

    def _show_head(self, course: Course, ready: ReadinessView, size: EstimateView) -> None:
        questions = [question for leg in _legs(course) for question in course.asked(leg)]
        told = sum(_told(course, question.id) for question in questions)
        head = course.head
        self._lead.setText(
            say(
                "What the answers of {name} add up to. {told} of {all} short questions answered.",
                name=head.owner_name or say("the owner"),
                told=told,
                all=len(questions),
            )
            if head.lens is Lens.BROKER
            else where_you_stand(ready, size, len(questions) - told, self.context.formats)
        )
        still_open = self._first_open(course) is not None
        self._check.setVisible(still_open)  # what is left for the visit must not hold anybody here
        self._go.set_words(say("Answer the questions") if still_open else say("Check your answers"))

    @staticmethod
    def _first_open(course: Course) -> Leg | None:
        """The first page with a question nobody has answered, while the brief may be changed."""
        if not course.head.changeable:
            return None
        return next(
            (leg for leg in _legs(course) if not all(_told(course, q.id) for q in course.asked(leg))), None
        )

    def _answer(self) -> None:
        if self._course is not None:
            leg = self._first_open(self._course)
            self.context.go(f"{self._base}/{leg.key}" if leg is not None else f"{self._base}/check")

    def _open_inputs(self, course: Course, ready: ReadinessView) -> QWidget | None:
        """What a provisional class still hangs on, each with the way to its question."""
        if not ready.provisional:
            return None
        links = FlowLayout(8)
        for words, unknown in {each.words: each for each in ready.unknown}.items():
            by_score = unknown.input in ("readiness_score", "readiness_blockers")
            leg = (
                self._first_open(course) or _legs(course)[0] if by_score else course.home_of(unknown.question)
            )
            if leg is not None and course.head.changeable:
                link = LinkButton(words, icon="circle-dashed")
                link.clicked.connect(partial(self.context.go, f"{self._base}/{leg.key}"))
                links.addWidget(link)
            else:
                links.addWidget(StatusChip(words, "neutral"))
        names = ", ".join(ready.could_become)
        other = Label(say("It could become: {names}", names=names), "dense", "text2", wrap=True)
        return Card(
            column(
                Label(say("This may still change. It hangs on:"), "dense_medium", "warn_text", wrap=True),
                framed(links),
                other if names else None,
                gap=4,
            ),
            kind="warn",
            padding=12,
        )

    def _usual(self, course: Course, drivers: Sequence[str]) -> QWidget | None:
        """What was taken as usual because nobody has said otherwise."""
        if not drivers:
            return None
        told = say_count(
            "For {count} question we took the usual answer:",
            "For {count} questions we took the usual answers:",
            len(drivers),
        )
        go = LinkButton(say("Answer them"))
        go.clicked.connect(partial(self.context.go, f"{self._base}/{DRIVERS}"))
        can = course.head.changeable and course.leg(DRIVERS) is not None
        rest = len(drivers) - 4
        more = say_count("and {count} more", "and {count} more", rest) if rest > 0 else ""
        head = row((Label(told, "dense_medium", "text2", wrap=True), 1), go if can else None, gap=8)
        tail = Label(more, "caption", "text3") if more else None
        return framed(column(head, 4, *bullets(drivers[:4], "circle-help", "text3"), tail))


def _legs(course: Course) -> list[Leg]:
    """The pages of "Are you ready?"."""
    return [leg for leg in course.legs if not leg.section]


def _told(course: Course, question: str) -> bool:
    return question in course.unknown or question in course.values
