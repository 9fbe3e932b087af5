"""All tests of the stage under review, and the keys that go through them."""

import uuid
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.stages import ProofRow, ReviewPage, TestLine
from app.words import say
from ui.context import Context
from ui.pages.review_stage.rows import RESULTS, TestRow, row_holding
from ui.widgets.cards import Line
from ui.widgets.layouts import clear, column, framed
from ui.widgets.navigation import FilterChips
from ui.widgets.text import Label

MANY = 6
"""Tests from which on those that are decided can be left out of sight."""


class TestsPanel(QFrame):
    """Keys: 1, 2 and 3 give a result, N opens the note, J and K go to the next test and the one before."""

    __test__ = False

    marked = Signal(object, str, str)
    """The test (a `TestLine`), its result and its note."""

    looked_at = Signal(object, object)
    """The `TestRow` one has gone to, and the proof that was asked for, or None."""

    file_asked = Signal(object)
    """The test (a `TestLine`) to which a file is to be added."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._page: ReviewPage | None = None
        self._round = -1
        self.rows: dict[uuid.UUID, TestRow] = {}
        self.current: uuid.UUID | None = None
        """The test that was touched last."""
        self._filter = FilterChips((("open", say("Not decided")),), name=say("Which tests"))
        self._filter.changed.connect(self._filter_rows)
        self._list = column()
        card = framed(self._list)
        card.setProperty("card", "plain")
        self.setLayout(column(self._filter, card, gap=8))

    def show_page(self, page: ReviewPage) -> None:
        """Show the tests; notes that are being typed are spared within a round."""
        self._page = page
        number = len(page.rounds)
        kept = self.rows if number == self._round else {}
        if number != self._round or list(self.rows) != [test.id for test in page.tests]:
            self._lay_out(page, kept, number)
        self._round = number
        for test in page.tests:
            self.rows[test.id].show_test(test, editable=page.can_mark)
        self._filter_rows()

    def undecided(self) -> TestRow | None:
        """The first test without a result."""
        return next((each for each in self.rows.values() if not each.test.result), None)

    def flush(self) -> None:
        """Keep the notes that are being typed."""
        for each in self.rows.values():
            each.flush()

    def _lay_out(self, page: ReviewPage, kept: dict[uuid.UUID, TestRow], number: int) -> None:
        for each in self.rows.values():
            self._list.removeWidget(each)
        rows: dict[uuid.UUID, TestRow] = {}
        for test in page.tests:
            rows[test.id] = kept.get(test.id) or self._row(test, number)
        for gone in (each for each in self.rows.values() if each not in rows.values()):
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
        self.rows = rows

    def _row(self, test: TestLine, number: int) -> TestRow:
        made = TestRow(self._context, test, number)
        made.marked.connect(partial(self._mark, made))
        made.proof_asked.connect(partial(self._ask_for, made))
        made.file_asked.connect(self.file_asked)
        return made

    def _filter_rows(self) -> None:
        page = self._page
        if page is None:
            return
        many = page.can_mark and len(page.tests) > MANY
        open_only = many and "open" in self._filter.value()
        self._filter.setVisible(many)
        for test in page.tests:
            self.rows[test.id].setVisible(not open_only or not test.result or test.id == self.current)

    def _mark(self, each: TestRow, _: uuid.UUID, result: str, note: str) -> None:
        self.current = each.test.id
        self.marked.emit(each.test, result, note)

    def _ask_for(self, each: TestRow, _: TestLine, proof: ProofRow) -> None:
        self.current = each.test.id
        self.looked_at.emit(each, proof)

    # Keys -----------------------------------------------------------------------------------------

    def bind_keys(self, page: QWidget) -> None:
        """Take the keys wherever the focus is on `page`, such as on its footer."""
        acts: list[tuple[str, Callable[[], None]]] = [
            (str(at), partial(self._give, result)) for at, result in enumerate(RESULTS, start=1)
        ]
        acts += [("N", self._note), ("J", partial(self._walk, 1)), ("K", partial(self._walk, -1))]
        for keys, act in acts:
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _focused(self) -> TestRow | None:
        return row_holding(tuple(self.rows.values()), self.window().focusWidget())

    def _row_now(self) -> TestRow | None:
        """The row one is at: that of the focus, else the last one that was touched, else the first."""
        touched = self.rows.get(self.current) if self.current is not None else None
        return self._focused() or touched or next(iter(self.rows.values()), None)

    def _give(self, result: str) -> None:
        now = self._row_now()
        if now is not None and self._page is not None and self._page.can_mark:
            self._stand_at(now)
            now.choose(result)

    def _note(self) -> None:
        now = self._row_now()
        if now is not None and self._page is not None and self._page.can_mark:
            now.write_note()

    def _walk(self, steps: int) -> None:
        rows = [each for each in self.rows.values() if each.isVisibleTo(self)]
        now = self._row_now()
        if now is None or now not in rows:
            return
        at = rows.index(now)
        # With the focus outside the tests, J comes back to the one it left.
        inside = self._focused() is not None
        self._stand_at(rows[max(0, min(at + steps, len(rows) - 1))] if inside else now)

    def _stand_at(self, each: TestRow) -> None:
        self.current = each.test.id
        each.result.target().setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.looked_at.emit(each, None)
