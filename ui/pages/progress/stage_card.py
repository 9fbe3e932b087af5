"""The chosen stage: what it is waiting for, and the acts that move it on."""

import uuid
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.queries.stages import ReviewPage, StageRow
from app.words import say
from ui.context import Context
from ui.pages.progress.proofs import ProofList, missing_words
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.fields import Tick
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Heading, Label, Prose


class StageCard(Card):
    """Shows one stage of the time line and what can be done about it now."""

    start_asked = Signal(bool)
    """Whether it may begin before what it builds on is accepted."""

    submit_asked = Signal()
    review_asked = Signal()
    money_asked = Signal()

    def __init__(self, context: Context) -> None:
        self._heading = Heading("", "sub")
        self._chip = StatusChip("", "neutral", filled=True)
        self._words = Prose("", "dense")
        self._acts = column(gap=8)
        self.proofs = ProofList(context)
        self._proofs_title = Heading(say("Proof for each sign-off test"), "sub15")
        self._proofs = framed(column(14, self._proofs_title, 2, self.proofs))
        self.first: QWidget | None = None
        """The act that comes next, where one can be done."""
        self.stage_id: uuid.UUID | None = None
        super().__init__(
            column(
                row((self._heading, 1), self._chip, gap=10), 4, self._words, 10, framed(self._acts),
                self._proofs,
            ),
            padding=18,
        )  # fmt: skip

    def show_stage(self, stage: StageRow, page: ReviewPage | None, *, running: bool) -> None:
        """Show `stage`; `page` holds its tests with their proof."""
        self.stage_id = stage.id
        self._heading.setText(say("Stage {number}: {stage}", number=stage.number, stage=stage.title))
        self._chip.show_status(stage.status_words, stage.tone, stage.icon)
        self._words.setText(_now(stage, page, running))
        clear(self._acts)
        self.first = None
        self._offer(stage, page)
        shows_proof = page is not None and stage.status in ("in_progress", "changes", "ready")
        self._proofs.setVisible(shows_proof)
        if page is not None and shows_proof:
            handed_over = stage.status == "ready"
            self.proofs.show_tests(
                page, can_prove=stage.can_prove, can_remove=stage.can_prove and not handed_over
            )
            if stage.can_submit and missing_words(page):
                self.first = self.proofs.first

    def _offer(self, stage: StageRow, page: ReviewPage | None) -> None:
        if stage.can_start:
            self._offer_start(stage)
        elif stage.can_submit and page is not None:
            missing = missing_words(page)
            hand = self._button(say("Hand over for review"), self.submit_asked.emit, primary=not missing)
            hand.setEnabled(not missing)
            hand.setAccessibleDescription(missing)
            why = Label(missing, "dense", "warn_text", wrap=True)
            self._acts.addLayout(row(hand, (why, 1), gap=12))
        elif stage.can_review:
            review = self._button(say("Review it"), self.review_asked.emit, primary=True)
            self._acts.addLayout(row(review, STRETCH))
        elif stage.status in ("accepted", "paid"):
            see = self._button(say("See how it was checked"), self.review_asked.emit)
            money = self._button(say("Open money"), self.money_asked.emit)
            self._acts.addLayout(row(see, money, STRETCH, gap=8))

    def _offer_start(self, stage: StageRow) -> None:
        start = self._button(say("Record that work has begun"), lambda: None, primary=not stage.early_only)
        early = Tick(say("Let it begin early"))
        early.setVisible(stage.early_only)
        start.setEnabled(not stage.early_only)
        early.committed.connect(lambda: start.setEnabled(early.value()))
        start.clicked.connect(lambda: self.start_asked.emit(early.value()))
        if stage.early_only:
            self.first = early.target()
            self._acts.addWidget(early)
        self._acts.addLayout(row(start, STRETCH))

    def _button(self, words: str, act: Callable[[], object], *, primary: bool = False) -> Button:
        button = Button(words, "primary" if primary else "secondary")
        button.clicked.connect(act)
        if self.first is None:
            self.first = button
        return button


def _now(stage: StageRow, page: ReviewPage | None, running: bool) -> str:
    """What the stage waits for, in a sentence or two."""
    if not running:
        return say("Work can start once both sides have agreed to the plan.")
    if stage.status == "planned":
        if stage.early_only:
            return say("It builds on a stage that is not accepted yet. You can let it begin early.")
        return say("It has not begun. Ready by {day} as planned.", day=stage.due)
    if stage.status == "changes":
        return say("{note} Fresh proof is needed for what did not pass.", note=_ended(stage.note))
    if stage.status == "in_progress":
        return say("Keep proof for each test as it comes in: a file or a message. Then hand the stage over.")
    if stage.status == "ready":
        consequence = page.consequence if page is not None else ""
        return " ".join(filter(None, (_ended(stage.note), consequence)))
    return say("Accepted. It changes only by a change order.")


def _ended(sentence: str) -> str:
    return sentence if not sentence or sentence[-1] in ".!?…" else f"{sentence}."
