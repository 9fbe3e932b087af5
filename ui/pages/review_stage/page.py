"""S16: check a stage against its sign-off tests, then accept it or ask for changes."""

import uuid
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.queries import projects
from app.queries import stages as stage_rows
from app.queries.lens import Lens
from app.queries.stages import ProofRow, ReviewPage, TestLine
from app.services import stages
from app.words import say
from ui.context import Context
from ui.page import Page, take_focus
from ui.pages.review_stage.acts import AcceptCard, ChangesCard, rounds_words
from ui.pages.review_stage.heads import AcceptedCard, head_words, wanted_card
from ui.pages.review_stage.panel import TestsPanel
from ui.pages.review_stage.rows import TestRow
from ui.pages.review_stage.tally import Tally
from ui.pages.review_stage.viewer import ProofViewer
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.navigation import StepFooter
from ui.widgets.states import Banner, EmptyState
from ui.widgets.text import Heading, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop


class ReviewStagePage(Page):
    """The tests with their proof, what may be decided now, and after acceptance what follows from it."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "stage",
            "sign_off_test",
            "proof",
            "review",
            "verdict",
            "payment",
            "engagement",
            "project",
            "brief_item",
        }
    )
    help_topic: ClassVar[str] = "review"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._page: ReviewPage | None = None
        self._asking: AcceptCard | ChangesCard | None = None
        self._heading = Heading("", "display")
        self._chip = StatusChip("", "neutral", filled=True)
        self._sub = Label("", "lead", "text2", wrap=True)
        self._top_place = column()
        self._wanted_place = column()
        self._tests = TestsPanel(context)
        self._tests.marked.connect(self._mark)
        self._tests.looked_at.connect(self._look_at)
        self._tests.file_asked.connect(self._add_file)
        self._tests.bind_keys(self)
        self._decide_place = column()
        self._rounds_place = column()
        self._viewer = ProofViewer(context)
        self._viewer.refused.connect(context.notices.problem)
        self._tally = Tally()
        self._foot = StepFooter(say("Accept this stage"), say("Ask for changes"))
        self._foot.other.setProperty("kind", "secondary")
        self._build()

    def _build(self) -> None:
        head = column(row((self._heading, 1), (self._chip, TOP), gap=10), 4, self._sub, 14)
        self._whole = framed(
            column(
                framed(head), framed(self._wanted_place), self._tests,
                framed(self._decide_place), framed(self._rounds_place), STRETCH,
            )
        )  # fmt: skip
        aside = column(self._viewer, self._tally, STRETCH, gap=13)
        self.set_body(column(framed(self._top_place), self._whole, STRETCH), aside=aside, aside_width=320)
        if self.scroller is not None:
            self.scroller.verticalScrollBar().rangeChanged.connect(self._reveal)
        self.set_footer(self._foot)
        self._foot.continued.connect(self._ask_to_accept)
        self._foot.closed.connect(self._ask_for_changes)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return self._page.title if self._page is not None else say("Review a stage")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Progress"), f"project/{self.params['project']}/progress"),)

    def primary_focus(self) -> QWidget | None:
        page = self._page
        if page is None or not page.can_mark:
            return None
        undecided = self._tests.undecided()
        if undecided is not None:
            return undecided.result.target()
        return self._foot.primary if self._foot.primary.isEnabled() else self._foot.other

    def leave(self) -> None:
        self._tests.flush()
        if isinstance(self._asking, ChangesCard):
            self._asking.flush()

    def refresh(self) -> None:
        """Read the stage again; notes that are being typed stay."""
        context = self.context
        read = context.operations.read
        key = _key(self.params["stage"])
        page = (
            read(
                partial(
                    stage_rows.review, lens=context.lens, stage_id=key, formats=context.formats,
                    today=context.today(),
                )
            )
            if key is not None
            else None
        )  # fmt: skip
        blocked = read(partial(projects.blocked, project_id=uuid.UUID(self.params["project"])))
        self._page = page
        clear(self._top_place)
        for part in (self._whole, self._tally, self._foot):
            part.setVisible(page is not None)
        if page is None:
            self._viewer.hide()
            self._top_place.addWidget(
                EmptyState(
                    "milestone", say("This stage is no longer in the plan"), say("A change took it out.")
                )
            )
            return
        self._show_head(page, blocked)
        self._show_tests(page)
        self._show_decision(page, blocked)
        self._tally.show_page(page)
        self.title_changed.emit()

    # Showing --------------------------------------------------------------------------------------

    def _show_head(self, page: ReviewPage, blocked: str) -> None:
        checking = page.status == "ready"
        title = say("Is “{stage}” done?", stage=page.title) if checking else page.title
        self._heading.setText(title)
        self._chip.show_status(page.status_words, page.tone, page.icon)
        self._sub.setText(head_words(page))
        self._sub.set_tone("danger_text" if page.overdue else "text2")
        if blocked:
            self._top(Banner(blocked, "warn"))
        if page.accepted:
            card = AcceptedCard(page.accepted)
            card.certificate.clicked.connect(partial(self._go, f"documents/ACC/{page.stage_id}"))
            card.money.clicked.connect(partial(self._go, "money"))
            self._top(card)
        elif not checking:
            banner = Banner(
                say("It has not been handed over, so there is nothing to check yet."), "info",
                action=say("Open progress"),
            )  # fmt: skip
            banner.acted.connect(partial(self._go, "progress"))
            self._top(banner)
        clear(self._wanted_place)
        if page.wanted:
            self._wanted_place.addWidget(wanted_card(page.wanted))
            self._wanted_place.addSpacing(13)

    def _top(self, widget: QWidget) -> None:
        self._top_place.addWidget(widget)
        self._top_place.addSpacing(14)

    def _show_tests(self, page: ReviewPage) -> None:
        self._tests.show_page(page)
        at = self._tests.current
        shown = next((test for test in page.tests if test.id == at), None)
        shown = shown or next((test for test in page.tests if test.proofs), None)
        if shown is not None:
            self._viewer.show_proof(shown)
        else:
            self._viewer.hide()

    def _show_decision(self, page: ReviewPage, blocked: str) -> None:
        if self._asking is not None and not (
            page.can_accept if isinstance(self._asking, AcceptCard) else page.can_ask
        ):
            self._close()
        checking = page.status == "ready"
        self._foot.setVisible(checking and self._asking is None)
        self._foot.set_reason(blocked or page.accept_refusal)
        if not (blocked or page.accept_refusal):
            self._foot.set_note(page.consequence)
        self._foot.other.setEnabled(page.can_ask)
        self._foot.other.setAccessibleDescription(blocked or page.ask_refusal)
        self._foot.other.setToolTip(blocked or page.ask_refusal)
        clear(self._rounds_place)
        lines = rounds_words(page)
        if len(lines) > 1 or (lines and not checking):
            parts = [Prose(words, "dense") for words in lines]
            title = Heading(say("How it was checked"), "sub15")
            self._rounds_place.addSpacing(13)
            self._rounds_place.addWidget(Card(column(title, *parts, gap=8), padding=16))

    def _go(self, place: str) -> None:
        self.context.go(f"project/{self.params['project']}/{place}")

    # Marking --------------------------------------------------------------------------------------

    def _mark(self, test: TestLine, result: str, note: str) -> None:
        verb = partial(stages.mark, test_id=test.id, result=result, note=note, on=self.context.today())
        if not self.context.operations.succeeded(verb, say("Mark test {number}", number=test.number)):
            self.refresh()

    def _add_file(self, test: TestLine) -> None:
        """A photo or a log of what was seen at the check, kept by its content like every other proof."""
        chosen, _ = QFileDialog.getOpenFileName(self, say("Choose a file"))
        kept = self.context.keep_file(Path(chosen)) if chosen else None
        if kept is None:
            return
        told = say("Seen at the check: {file}", file=kept["file_name"])
        verb = partial(
            stages.record_proof, test_id=test.id, recorded_by=self.context.person, source="file",
            described=told, on=self.context.today(), **kept,
        )  # fmt: skip
        label = say("Add a file to test {number}", number=test.number)
        done = say("The file is kept with test {number}.", number=test.number)
        self.context.operations.run(verb, label, done=done)

    def _look_at(self, each: TestRow, proof: ProofRow | None) -> None:
        if self.scroller is not None:
            self.scroller.ensureWidgetVisible(each)
        if each.test.proofs:
            self._viewer.show_proof(each.test, proof)

    # Deciding -------------------------------------------------------------------------------------

    def _ask_to_accept(self) -> None:
        if self._page is not None and self._page.can_accept and self._asking is None:
            card = AcceptCard(self._page, broker=self.context.lens is Lens.BROKER)
            card.confirmed.connect(self._accept)
            self._open_decision(card)

    def _ask_for_changes(self) -> None:
        if self._page is not None and self._page.can_ask and self._asking is None:
            card = ChangesCard(self.context, self._page)
            card.confirmed.connect(self._send_back)
            self._open_decision(card)

    def _open_decision(self, card: AcceptCard | ChangesCard) -> None:
        self._asking = card
        card.left.connect(self._leave_decision)
        self._decide_place.addSpacing(13)
        self._decide_place.addWidget(card)
        self._foot.hide()
        card.focus()

    def _reveal(self) -> None:
        """Bring the decision into sight: its height is known only once the page has been laid out again."""
        if self._asking is not None and self.scroller is not None:
            self.scroller.ensureWidgetVisible(self._asking.go, 0, 40)

    def _close(self) -> None:
        if isinstance(self._asking, ChangesCard):
            self._asking.flush()
        self._asking = None
        clear(self._decide_place)

    def _leave_decision(self) -> None:
        self._close()
        self._foot.show()
        take_focus(self)

    def _accept(self, name: str, takes: bool | None, reason: str) -> None:
        page = self._page
        if page is None:
            return
        verb = partial(
            stages.accept, stage_id=page.stage_id, typed_name=name, on=self.context.today(),
            takes_credit=takes, credit_reason=reason,
        )  # fmt: skip
        done = say("“{stage}” is accepted. Its payment is due.", stage=page.title)
        self.context.operations.succeeded(verb, say("Accept “{stage}”", stage=page.title), done=done)

    def _send_back(self, note: str, name: str) -> None:
        page, card = self._page, self._asking
        if page is None:
            return
        verb = partial(
            stages.ask_for_changes, stage_id=page.stage_id, note=note, typed_name=name,
            on=self.context.today(),
        )  # fmt: skip
        label = say("Ask for changes to “{stage}”", stage=page.title)
        done = say("“{stage}” is back at work.", stage=page.title)
        if self.context.operations.succeeded(verb, label, done=done) and isinstance(card, ChangesCard):
            card.done()


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
