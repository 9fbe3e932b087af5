"""Advice while one writes: at most two cards, once the hands rest, never in the way of what is typed."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.queries.coaching import AdviceRow, FixRow, advice
from app.queries.interview import Course
from app.words import say
from ui.context import Context
from ui.interview.block import QuestionBlock
from ui.interview.sheet import Given, QuestionSheet, keep_answers
from ui.widgets.announce import announce
from ui.widgets.buttons import AddButton, Button, LinkButton
from ui.widgets.cards import Card, Scroll
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.list_editor import ListEditor
from ui.widgets.text import Icon, Label, Prose

REST_MS = 1500
"""How long nothing is typed before something is said."""

REMEMBERED = 60
"""Answers of "Not now" that are kept for a project."""


class AdviceCard(Card):
    """One piece of advice with its reason, what one press would do, and "Not now"."""

    fixed = Signal(object)
    """The `FixRow` that was pressed."""

    left = Signal()

    def __init__(self, found: AdviceRow) -> None:
        self._fixes = found.fixes
        self._buttons = FlowLayout(6)
        presses: list[tuple[Button, FixRow]] = []
        self._choose: Button | None = None
        if found.choose:
            self._choose = Button(found.choose, dense=True)
            self._buttons.addWidget(self._choose)
        else:
            presses = [(_button(fix), fix) for fix in found.fixes]
            for button, _ in presses:
                self._buttons.addWidget(button)
        leave = Button(say("Not now"), "quiet", dense=True)
        leave.setAccessibleDescription(found.title)
        self._buttons.addWidget(leave)
        well = Card(column(Label(found.wording, "dense_medium", wrap=True)), kind="well", padding=12)
        parts: list[QWidget | int] = [Prose(found.words, "dense", "text2"), 10]
        if found.wording:
            parts = [parts[0], 10, well, 10]
        head = row(Icon("lightbulb", "warn", 18), (Label(found.title, "sub15", wrap=True), 1), gap=9)
        super().__init__(column(head, 6, *parts, framed(self._buttons)), padding=16)
        self.setAccessibleName(found.title)
        for button, fix in presses:
            button.clicked.connect(partial(self.fixed.emit, fix))
        if self._choose is not None:
            self._choose.clicked.connect(self._open_choice)
        leave.clicked.connect(self.left)

    def _open_choice(self) -> None:
        menu = self.choices()
        assert self._choose is not None
        menu.popup(self._choose.mapToGlobal(QPoint(0, self._choose.height() + 4)))

    def choices(self) -> QMenu:
        """The fixes one can choose from."""
        menu = QMenu(self)
        menu.setAccessibleName(self.accessibleName())
        for fix in self._fixes:
            menu.addAction(fix.words.replace("&", "&&")).triggered.connect(partial(self.fixed.emit, fix))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu


class DoneCard(Card):
    """What one press has just done, and the way back. It goes with the next thing that is typed."""

    def __init__(self, words: str, undo: Callable[[], None]) -> None:
        back = LinkButton(say("Undo"), icon="undo-2")
        back.setAccessibleDescription(words)
        back.clicked.connect(undo)
        super().__init__(
            column(
                row((Icon("check", "success_text", 16), 0), (Prose(words, "dense", "text2"), 1), gap=9),
                4,
                row(back, STRETCH),
            ),
            padding=14,
        )


class Adviser:
    """Looks at the questions of one page, and puts what there is to say beside them, or under them.

    `beside` is the place in the column beside the questions; without one, and while there is no room,
    a card stands under the question it is about.
    """

    def __init__(
        self, context: Context, page: QWidget, scroll: Scroll | None, beside: QVBoxLayout | None = None
    ) -> None:
        self._context = context
        self._scroll = scroll
        self._beside = beside
        self._inline = beside is None
        self._course: Course | None = None
        self._sheets: tuple[QuestionSheet, ...] = ()
        self._answers: Callable[[], Mapping[str, Any]] = dict
        self._shown: tuple[AdviceRow, ...] = ()
        self._cards: list[QWidget] = []
        self._page = page
        self.timer = QTimer(page)
        self.timer.setSingleShot(True)
        self.timer.setInterval(REST_MS)
        self.timer.timeout.connect(self._rested)

    def watch(
        self, course: Course, sheets: Sequence[QuestionSheet], answers: Callable[[], Mapping[str, Any]]
    ) -> None:
        """Look at `sheets` from now on; at once, as nobody is typing yet. `answers` as they stand."""
        if self._sheets != tuple(sheets):  # what stood under questions is gone with them
            self._shown, self._cards = (), []
            self._sheets = tuple(sheets)
            self._clear()
        self._course, self._answers = course, answers
        if not self._busy():
            self._look()

    def typed(self) -> None:
        """Something was typed: wait until the hands rest."""
        self.timer.start()

    def stop(self) -> None:
        """The page is left."""
        self.timer.stop()

    def set_inline(self, inline: bool) -> None:
        """Whether there is no room beside the questions."""
        inline = inline or self._beside is None
        if inline != self._inline:
            self._inline = inline
            self._place(self._shown)

    # Looking --------------------------------------------------------------------------------------

    def _rested(self) -> None:
        if self._busy():
            self.timer.start()
            return
        before = {each.key for each in self._shown}
        self._look()
        for found in self._shown:
            if found.key not in before:
                announce(self._page, say("{title} {words}", title=found.title, words=found.words))

    def _busy(self) -> bool:
        """Whether the focus is on a card: it is not taken away under somebody's hands."""
        focused = self._page.window().focusWidget()
        return focused is not None and any(each.isAncestorOf(focused) for each in self._cards)

    def _look(self) -> None:
        found = self._found(self._worked_on())
        if found != self._shown or len(self._cards) != len(found):
            self._place(found)

    def _worked_on(self) -> frozenset[str]:
        """The questions of the part that is being worked on; on a page of one part all of them."""
        focused = self._page.window().focusWidget()
        here = [sheet for sheet in self._sheets if focused is not None and sheet.isAncestorOf(focused)]
        return frozenset(id for id, block in self._blocks().items() if not here or block in here[0].shown())

    def _found(self, questions: frozenset[str]) -> tuple[AdviceRow, ...]:
        course = self._course
        if course is None or not questions:
            return ()
        typed = {id for id, block in self._all_blocks().items() if block.unknown}
        elsewhere = {id for id in course.unknown if id not in self._all_blocks()}
        return advice(
            course,
            self._answers(),
            today=self._context.today(),
            formats=self._context.formats,
            questions=questions,
            unknown=typed | elsewhere,
            left=self._left(course.head.id),
        )

    def _all_blocks(self) -> dict[str, QuestionBlock]:
        return {id: block for sheet in self._sheets for id, block in sheet.blocks.items()}

    def _blocks(self) -> dict[str, QuestionBlock]:
        """The questions that are asked and may be changed."""
        shown = (block for sheet in self._sheets for block in sheet.shown())
        return {block.question.id: block for block in shown if block.isEnabled()}

    # Showing --------------------------------------------------------------------------------------

    def _place(self, found: tuple[AdviceRow, ...]) -> None:
        focused = self._page.window().focusWidget()
        if self._scroll is not None and focused is not None:
            self._scroll.hold(focused)
        self._clear()
        self._shown = found
        for each in found:
            card = AdviceCard(each)
            card.fixed.connect(partial(self._fix, each))
            card.left.connect(partial(self._leave, each))
            self._add(card, each)

    def _add(self, card: QWidget, found: AdviceRow) -> None:
        blocks = self._blocks()
        home = next((blocks[id] for id in found.questions if id in blocks), None)
        where = home.beneath if self._inline and home is not None else self._beside
        if where is None:
            return
        held = framed(column(12, card) if self._inline else column(card, 14))
        where.addWidget(held)
        self._cards.append(held)

    def _clear(self) -> None:
        if self._beside is not None:
            clear(self._beside)
        for block in self._all_blocks().values():
            if block.beneath.count():
                clear(block.beneath)
        self._cards = []

    # Acting ---------------------------------------------------------------------------------------

    def _fix(self, found: AdviceRow, pressed: FixRow) -> None:
        """Do what was pressed, by the answers as they stand now: something may have been typed since."""
        now = self._found(frozenset(found.questions))
        again = next((each for each in now if each.key == found.key), None)
        fix = next((each for each in again.fixes if each.words == pressed.words), None) if again else None
        if fix is None:
            self._look()
            return
        blocks = self._all_blocks()
        here = {id: value for id, value in fix.answers.items() if id in blocks}
        before = {id: blocks[id].input.field.draft() for id in here}
        targets = [blocks[id].take(value) for id, value in here.items()]
        elsewhere = {id: value for id, value in fix.answers.items() if id not in blocks}
        if elsewhere:
            self._keep(elsewhere, fix)
        self.timer.stop()
        self._look()
        if before:
            self._show_done(found, fix, before)
        focus = targets[0] if targets else self._home(found)
        if focus is not None:
            focus.setFocus()

    def _keep(self, answers: Mapping[str, Any], fix: FixRow) -> None:
        """What is asked on another page is kept at once, as one step that undo takes back."""
        course = self._course
        assert course is not None
        by = course.head.lens.value
        given = [Given(id, value, unknown=False, gone=False, by=by) for id, value in answers.items()]
        self._context.operations.run(
            partial(keep_answers, project_id=course.head.id, given=given, on=self._context.today()),
            fix.done,
            done=fix.done,
        )

    def _show_done(self, found: AdviceRow, fix: FixRow, before: Mapping[str, Any]) -> None:
        card = DoneCard(fix.done, partial(self._undo, found, before))
        self._add(card, found)
        announce(self._page, fix.done)

    def _undo(self, found: AdviceRow, before: Mapping[str, Any]) -> None:
        blocks = self._all_blocks()
        for id, draft in before.items():
            blocks[id].put_back(draft)
        home = self._home(found)
        if home is not None:
            home.setFocus()
        self.timer.stop()
        self._place(self._found(self._worked_on()))

    def _leave(self, found: AdviceRow) -> None:
        course = self._course
        if course is None:
            return
        kept = [each for each in self._left(course.head.id) if each != found.key]
        left = [*kept, found.key][-REMEMBERED:]
        self._context.preferences.set(_left_key(course.head.id), json.dumps(left, ensure_ascii=False))
        home = self._home(found)
        if home is not None:
            home.setFocus()
        self._look()

    def _left(self, project: uuid.UUID) -> Sequence[str]:
        kept = self._context.preferences.get(_left_key(project))
        return tuple(json.loads(kept)) if kept else ()

    def _home(self, found: AdviceRow) -> QWidget | None:
        """Where typing goes on after a card is gone."""
        blocks = self._blocks()
        return next((_typed_in(blocks[id], found.about) for id in found.questions if id in blocks), None)


def _typed_in(block: QuestionBlock, about: str) -> QWidget:
    """The input of a question; of a list the line that reads `about`."""
    field = block.input.field
    boxes = field.boxes() if isinstance(field, ListEditor) and about else ()
    return next((box for box in boxes if box.toPlainText().strip() == about), field.target())


def _left_key(project: uuid.UUID) -> str:
    """Under which preference is kept what was answered with "Not now"."""
    return f"brief/{project}/not-now"


def _button(fix: FixRow) -> Button:
    if not fix.adds:
        return Button(fix.words, dense=True, wrap=True)
    button = AddButton(fix.words)
    button.setAccessibleName(say("Add: {suggestion}", suggestion=fix.words))
    return button
