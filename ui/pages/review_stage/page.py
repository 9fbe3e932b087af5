"""S16: check a stage against its sign-off tests, then accept it or ask for changes."""

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.queries import projects
from app.queries import stages as stage_rows
from app.queries.lens import Lens
from app.queries.stages import ProofRow, ReviewPage, TestLine
from app.services import stages
from app.words import say
from ui.context import Context
from ui.page import Page
from ui.pages.review_stage.acts import AcceptCard, ChangesCard, rounds_words
from ui.pages.review_stage.heads import AcceptedCard, head_words, wanted_card
from ui.pages.review_stage.rows import RESULTS, TestRow, row_holding
from ui.pages.review_stage.tally import Tally
from ui.pages.review_stage.viewer import ProofViewer
from ui.widgets.cards import Card, Line
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.navigation import FilterChips, StepFooter
from ui.widgets.states import Banner, EmptyState
from ui.widgets.text import Heading, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop
MANY = 6
"""Tests from which on those that are decided can be left out of sight."""


class ReviewStagePage(Page):
    """Keys: 1, 2 and 3 give a result, N opens the note, J and K go to the next and the last test."""

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
        self._rows: dict[uuid.UUID, TestRow] = {}
        self._round = -1
        self._current: uuid.UUID | None = None
        self._asking: AcceptCard | ChangesCard | None = None
        self._heading = Heading("", "display")
        self._chip = StatusChip("", "neutral", filled=True)
        self._sub = Label("", "lead", "text2", wrap=True)
        self._top_place = column()
        self._wanted_place = column()
        self._filter = FilterChips((("open", say("Not decided")),), name=say("Which tests"))
        self._filter.changed.connect(self._filter_rows)
        self._list = column()
        self._tests = framed(self._list)
        self._tests.setProperty("card", "plain")
        self._decide_place = column()
        self._rounds_place = column()
        self._viewer = ProofViewer(context)
        self._viewer.refused.connect(context.notices.problem)
        self._tally = Tally()
        self._foot = StepFooter(say("Accept this stage"), say("Ask for changes"))
        self._foot.other.setProperty("kind", "secondary")
        self._build()
        self._bind_keys()

    def _build(self) -> None:
        head = column(row((self._heading, 1), (self._chip, TOP), gap=10), 4, self._sub, 14)
        self._whole = framed(
            column(
                framed(head), framed(self._wanted_place), self._filter, self._tests,
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

    def _bind_keys(self) -> None:
        acts: list[tuple[str, Callable[[], None]]] = [
            (str(at + 1), partial(self._give, result)) for at, result in enumerate(RESULTS)
        ]
        acts += [("N", self._note), ("J", partial(self._walk, 1)), ("K", partial(self._walk, -1))]
        for keys, act in acts:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return self._page.title if self._page is not None else say("Review a stage")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Progress"), f"project/{self.params['project']}/progress"),)

    def primary_focus(self) -> QWidget | None:
        page = self._page
        if page is None or not page.can_mark:
            return None
        undecided = next((test for test in page.tests if not test.result), None)
        if undecided is not None:
            return self._rows[undecided.id].result.target()
        return self._foot.primary if self._foot.primary.isEnabled() else self._foot.other

    def leave(self) -> None:
        for each in self._rows.values():
            each.flush()
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
        self._show_rows(page)
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
            card.certificate.clicked.connect(partial(self._go, "documents"))
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

    def _show_rows(self, page: ReviewPage) -> None:
        number = len(page.rounds)
        focused = row_holding(tuple(self._rows.values()), self.focusWidget())
        kept = self._rows if number == self._round else {}
        wanted = [test.id for test in page.tests]
        if number != self._round or list(self._rows) != wanted:
            self._lay_out(page, kept, number)
        self._round = number
        for test in page.tests:
            self._rows[test.id].show_test(test, editable=page.can_mark)
        self._filter_rows()
        shown = next((test for test in page.tests if test.id == self._current), None)
        shown = shown or next((test for test in page.tests if test.proofs), None)
        if shown is not None:
            self._viewer.show_proof(shown)
        elif focused is None:
            self._viewer.hide()

    def _lay_out(self, page: ReviewPage, kept: dict[uuid.UUID, TestRow], number: int) -> None:
        for each in self._rows.values():
            self._list.removeWidget(each)
        rows: dict[uuid.UUID, TestRow] = {}
        for test in page.tests:
            rows[test.id] = kept.get(test.id) or self._row(test, number)
        for gone in (each for each in self._rows.values() if each not in rows.values()):
            gone.hide()
            gone.deleteLater()
        clear(self._list)
        for at, each in enumerate(rows.values()):
            if at:
                self._list.addWidget(Line())
            self._list.addWidget(each)
        if not rows:
            none = Label(say("No sign-off test is written for this stage."), "dense", "text3")
            none.setContentsMargins(16, 14, 16, 14)
            self._list.addWidget(none)
        self._rows = rows

    def _row(self, test: TestLine, number: int) -> TestRow:
        made = TestRow(self.context, test, number)
        made.marked.connect(self._mark)
        made.proof_asked.connect(self._show_proof)
        return made

    def _filter_rows(self) -> None:
        page = self._page
        if page is None:
            return
        open_only = page.can_mark and len(page.tests) > MANY and "open" in self._filter.value()
        self._filter.setVisible(page.can_mark and len(page.tests) > MANY)
        for test in page.tests:
            self._rows[test.id].setVisible(not open_only or not test.result or test.id == self._current)

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

    def _mark(self, test: uuid.UUID, result: str, note: str) -> None:
        self._current = test
        number = self._rows[test].test.number
        verb = partial(stages.mark, test_id=test, result=result, note=note, on=self.context.today())
        if not self.context.operations.succeeded(verb, say("Mark test {number}", number=number)):
            self.refresh()

    def _show_proof(self, test: TestLine, proof: ProofRow) -> None:
        self._current = test.id
        self._viewer.show_proof(test, proof)

    def _row_now(self) -> TestRow | None:
        """The row one is at: that of the focus, else the last one that was touched."""
        rows = tuple(self._rows.values())
        found = row_holding(rows, self.focusWidget())
        if found is None and self._current in self._rows:
            found = self._rows[self._current]
        return found or next(iter(rows), None)

    def _give(self, result: str) -> None:
        now = self._row_now()
        if now is not None:
            self._stand_at(now)
            now.choose(result)

    def _note(self) -> None:
        now = self._row_now()
        if now is not None and self._page is not None and self._page.can_mark:
            now.write_note()

    def _walk(self, steps: int) -> None:
        rows = [each for each in self._rows.values() if each.isVisibleTo(self)]
        now = self._row_now()
        if now is None or now not in rows:
            return
        at = rows.index(now)
        # With the focus outside the tests, J comes back to the one it left.
        inside = row_holding(rows, self.focusWidget()) is not None
        self._stand_at(rows[max(0, min(at + steps, len(rows) - 1))] if inside else now)

    def _stand_at(self, each: TestRow) -> None:
        self._current = each.test.id
        each.result.target().setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.scroller is not None:
            self.scroller.ensureWidgetVisible(each)
        if each.test.proofs:
            self._viewer.show_proof(each.test)

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
        target = self.primary_focus()
        if target is not None:
            target.setFocus()

    def _accept(self, name: str) -> None:
        page = self._page
        if page is None:
            return
        verb = partial(stages.accept, stage_id=page.stage_id, typed_name=name, on=self.context.today())
        done = say("“{stage}” is accepted. Its payment is due.", stage=page.title)
        self.context.operations.succeeded(verb, say("Accept “{stage}”", stage=page.title), done=done)

    def _send_back(self, note: str) -> None:
        page, card = self._page, self._asking
        if page is None:
            return
        verb = partial(stages.ask_for_changes, stage_id=page.stage_id, note=note, on=self.context.today())
        label = say("Ask for changes to “{stage}”", stage=page.title)
        done = say("“{stage}” is back at work.", stage=page.title)
        if self.context.operations.succeeded(verb, label, done=done) and isinstance(card, ChangesCard):
            card.done()


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
