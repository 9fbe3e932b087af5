"""S14: turn the chosen quote into stages that people can check, then agree to it."""

import uuid
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.queries import engagements as plan_rows
from app.queries import projects
from app.queries.engagements import Part, PlanFinding, PlanPage
from app.services import engagements
from app.words import say
from ui.commands import Command, Group
from ui.context import Context
from ui.page import Page, take_focus
from ui.pages.plan.acts import Acts, PartView
from ui.pages.plan.agree import AgreeView
from ui.pages.plan.parts import PartsList
from ui.pages.plan.payments import PaymentsView
from ui.pages.plan.people import PeopleView
from ui.pages.plan.priced import PricedView
from ui.pages.plan.rhythm import RhythmView
from ui.pages.plan.risks import RisksView
from ui.pages.plan.rules import RulesView
from ui.pages.plan.service import ServiceView
from ui.pages.plan.stages import StagesView
from ui.theme.current import theme
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.states import Banner, EmptyState
from ui.widgets.text import Heading, Label

VIEWS: dict[str, Callable[[Acts], PartView]] = {
    "people": PeopleView,
    "priced": PricedView,
    "stages": StagesView,
    "payments": PaymentsView,
    "service": ServiceView,
    "rhythm": RhythmView,
    "rules": RulesView,
    "risks": RisksView,
    "agree": AgreeView,
}
FIRST = "people"
BESIDE = 1180
"""Effective width from which the list of parts stands beside the part."""

TWO_ROWS = 1000
"""Effective width from which five of its parts fit beside each other above the part."""

BESIDE_PARTS = 64
"""What padding and scroll bar take of a page's width."""

TONES = {"drafting": "neutral", "ready_to_sign": "warn", "active": "success", "warranty": "success"}


class PlanPageView(Page):
    """The plan, one part at a time; `part` of the address says which."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "engagement",
            "engagement_person",
            "stage",
            "sign_off_test",
            "payment",
            "brief_item",
            "project",
            "quote",
            "quote_line",
            "service_level",
            "rhythm_line",
            "clause",
            "plan_risk",
            "exit_item",
            "plan_version",
            "answer",
            "provider",
            "work_package",
            "distance_allowance",
            "bought_in_item",
            "coverage",
            "bank_change",
        }
    )
    help_topic: ClassVar[str] = "plan"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._plan: PlanPage | None = None
        self._view: PartView | None = None
        self._heading = Heading("")
        self._chip = StatusChip("", "neutral", filled=True)
        self._sub = Label("", "dense", "text2", wrap=True)
        self._banner_place = column()
        self._empty_place = column()
        self._parts = PartsList()
        self._parts.chosen.connect(self._open_part)
        self._view_place = column()
        self._panes = row(framed(column(self._parts, STRETCH)), (framed(self._view_place), 1), gap=16)
        self._whole = framed(self._panes)
        head = column(row((self._heading, 1), self._chip, gap=10), 3, self._sub)
        self._head = framed(head)
        body = column(framed(self._banner_place), self._head, 14, framed(self._empty_place), (self._whole, 1))
        self.set_body(body)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        plan = self._plan
        shown = plan.parts if plan is not None and not plan.is_empty else ()
        return next((part.title for part in shown if part.key == self._part), say("Plan"))

    def crumbs(self) -> Sequence[tuple[str, str]]:
        if self._plan is None or self._plan.is_empty:
            return ()
        return ((say("Plan"), f"project/{self.params['project']}/plan"),)

    def primary_focus(self) -> QWidget | None:
        return self._view.first() if self._view is not None and not self._whole.isHidden() else None

    def commands(self) -> Sequence[Command]:
        plan = self._plan
        if plan is None or plan.is_empty:
            return ()
        return tuple(
            Command(part.title, partial(self._open_part, part.key), Group.GO, icon="milestone")
            for part in plan.parts
        )

    def leave(self) -> None:
        if self._view is not None:
            self._view.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List of parts beside the part, or above it."""
        super().resizeEvent(event)
        self._stand()

    def restyle(self) -> None:
        super().restyle()
        self._stand()

    def refresh(self) -> None:
        """Read the plan again; what is being typed stays."""
        context, project = self.context, uuid.UUID(self.params["project"])
        read = context.operations.read
        plan = read(partial(plan_rows.plan, lens=context.lens, project_id=project, formats=context.formats))
        blocked = read(partial(projects.blocked, project_id=project))
        self._plan = plan
        clear(self._banner_place)
        if blocked:
            self._banner_place.addWidget(Banner(blocked, "warn"))
            self._banner_place.addSpacing(14)
        empty = plan is None or plan.is_empty
        self._whole.setVisible(not empty)
        self._head.setVisible(plan is not None)
        clear(self._empty_place)
        if plan is not None:
            self._heading.setText(say("Plan with {provider}", provider=plan.provider))
            self._chip.show_status(plan.status, TONES.get(plan.state, "neutral"))
            self._sub.setText(_sub(plan))
        if plan is None or empty:
            self._show_empty(plan, blocked)
        else:
            self._show_part(plan, blocked, project)
        self.title_changed.emit()

    # Showing --------------------------------------------------------------------------------------

    @property
    def _part(self) -> str:
        part = self.params.get("part", FIRST)
        return part if part in VIEWS else FIRST

    def _show_empty(self, plan: PlanPage | None, blocked: str) -> None:
        if plan is None:
            empty = EmptyState(
                "milestone", say("There is nothing to plan yet"),
                say("The plan begins with the quote you choose."), say("Open quotes"),
            )  # fmt: skip
            empty.chosen.connect(lambda: self.context.go(f"project/{self.params['project']}/quotes"))
        elif not plan.can_edit or blocked:
            empty = EmptyState("milestone", say("This plan has no stages"), blocked or plan.status)
        else:
            fill = say("Fill in from {provider}’s quote", provider=plan.provider)
            empty = EmptyState(
                "milestone", say("Turn the quote into stages you can check"),
                say("Stages, sign-off tests, people and payments are filled in. You can change all of it."),
                fill, other=say("Start with one empty stage"),
            )  # fmt: skip
            empty.chosen.connect(self._fill)
            empty.other_chosen.connect(self._start_blank)
        self._empty_place.addWidget(empty)
        if empty.button is not None:
            empty.button.setFocus()

    def _show_part(self, plan: PlanPage, blocked: str, project: uuid.UUID) -> None:
        shown: list[Part] = list(plan.parts)
        self._parts.show_parts(shown, self._part)
        if self._view is None:
            self._view = VIEWS[self._part](Acts(self.context, project))
            if isinstance(self._view, AgreeView):
                self._view.followed.connect(self._follow)
            self._view_place.addWidget(self._view)
        self._view.show_plan(plan, blocked)
        if isinstance(self._view, StagesView) and "subject" in self.params:
            self._view.open_subject(uuid.UUID(self.params["subject"]))
            self.params = {key: value for key, value in self.params.items() if key != "subject"}
        self._stand()

    def _stand(self) -> None:
        width = self.effective_width()
        beside = width >= BESIDE
        self._panes.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        most = 5 if width >= TWO_ROWS else 3
        self._parts.set_across(1 if beside else self._parts.fitting(self.width() - theme().px(BESIDE_PARTS), most))

    # Acting ---------------------------------------------------------------------------------------

    def _open_part(self, part: str) -> None:
        self.context.go(f"project/{self.params['project']}/plan/{part}")
        if part == self._part and self._plan is not None:
            self._parts.show_parts(self._plan.parts, self._part)

    def _follow(self, finding: PlanFinding) -> None:
        base = f"project/{self.params['project']}/plan/{finding.part}"
        about = finding.part == "stages" and finding.subject is not None
        self.context.go(f"{base}/{finding.subject}" if about else base)

    def _fill(self) -> None:
        verb = partial(
            engagements.draft_plan, project_id=uuid.UUID(self.params["project"]), on=self.context.today()
        )
        done = say("The plan is filled in. Read it through: everything can be changed.")
        self.context.operations.succeeded(verb, say("Fill in the plan from the quote"), done=done)
        take_focus(self)

    def _start_blank(self) -> None:
        verb = partial(
            engagements.add_stage, project_id=uuid.UUID(self.params["project"]), title=say("Stage 1"),
            share=Decimal(100), on=self.context.today(),
        )  # fmt: skip
        self.context.operations.run(verb, say("Add a stage"))
        take_focus(self)


def _sub(plan: PlanPage) -> str:
    if plan.state == "drafting":
        return say("Nothing is agreed until both sides have said so by name.")
    if plan.state == "ready_to_sign":
        return say("The text is agreed. It counts once both names are on record.")
    return say(
        "Plan version {number}. What is agreed here no longer changes by itself.",
        number=plan.agreement.version,
    )
