"""The rows of a list in a table, with what was decided about each; the details of one stand beside it."""

import uuid
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.words import say
from app.words.formats import Formats
from app.workflows.import_rows import Decision, ImportPreview, ImportRow, RowKind
from ui.models.rows import RowsModel
from ui.pages.import_providers.rows import CHOICES, Decided, RowDetails, decided_columns
from ui.widgets.layouts import clear, column, framed
from ui.widgets.navigation import FilterChips
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Label

KINDS: tuple[RowKind, ...] = ("new", "changed", "look_alike", "twin", "refused", "same")


class DecidingView(QFrame):
    """`looked_at` carries the row that is current, `opened` one that is asked for in full."""

    looked_at = Signal(object)
    opened = Signal(object)
    decided = Signal()

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self._preview: ImportPreview | None = None
        self.decisions: dict[int, Decision] = {}
        self.same_as: dict[int, uuid.UUID | None] = {}
        self.model = RowsModel(decided_columns(), parent=self)
        self.table = Table(self.model, name=say("Rows of the list"), lines=2)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._open)
        self.table.ticked.connect(self._switch)
        self.filters: FilterChips | None = None
        self._filter_place = column()
        self.details = RowDetails()
        self.details.decided.connect(self._decide)
        hint = Label(
            say("Space takes a row in or leaves it out. Enter shows it in full."), "caption", "text3"
        )
        self.setLayout(column(framed(self._filter_place), 10, (TableCard(self.table), 1), 6, hint))

    def forget(self) -> None:
        """Nothing is decided any more."""
        self.decisions, self.same_as = {}, {}

    def put_away(self) -> None:
        """Let go of every row."""
        self.forget()
        self._preview = None
        self.model.show(())

    def show_preview(self, preview: ImportPreview) -> None:
        """Show the rows of `preview`; what was decided about a line stays, and which kinds are looked at."""
        self._preview = preview
        before = self.filters.value() if self.filters is not None else frozenset()
        clear(self._filter_place)
        kinds = [(kind, preview.of(kind)) for kind in KINDS]
        words = [
            (kind, say("{kind}: {count}", kind=rows[0].kind_words, count=self._formats.number(len(rows))))
            for kind, rows in kinds
            if rows
        ]
        self.filters = FilterChips(words, name=say("Which rows"))
        self.filters.set_value(before & {kind for kind, _ in words})
        self.filters.changed.connect(self._show_rows)
        self._filter_place.addWidget(self.filters)
        self._show_rows()

    def _show_rows(self) -> None:
        if self._preview is None:
            return
        wanted = (self.filters.value() if self.filters is not None else frozenset()) or frozenset(KINDS)
        shown = [each for each in self._preview.rows if each.kind in wanted]
        rows = [Decided(each, self._decision(each), self.same_as.get(each.line)) for each in shown]
        self.model.show(rows)
        if rows and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    # Deciding -------------------------------------------------------------------------------------

    def _decision(self, each: ImportRow) -> Decision:
        return self.decisions.get(each.line, each.decision)

    def _choose(self, chosen: object) -> None:
        if isinstance(chosen, Decided):
            self.details.show_row(chosen)
            self.looked_at.emit(chosen)

    def _open(self, opened: object) -> None:
        self._choose(opened)
        self.opened.emit(opened)

    def _switch(self, ticked: object) -> None:
        """Space: take the row in as usual, or leave it out."""
        if not isinstance(ticked, Decided) or not CHOICES[ticked.row.kind]:
            return
        taking = ticked.decision == "skip"
        usual = next(one for one in CHOICES[ticked.row.kind] if one != "skip")
        if taking and len(ticked.row.look_alikes) > 1:
            self._open(ticked)  # which of them it is can't be guessed
        else:
            self._decide(ticked.row.line, usual if taking else "skip")

    def _decide(self, line: int, decision: str, same_as: uuid.UUID | None = None) -> None:
        options: Mapping[str, Decision] = {"add": "add", "change": "change", "skip": "skip"}
        self.decisions[line], self.same_as[line] = options[decision], same_as
        self._show_rows()
        current = self.table.current_row()
        if isinstance(current, Decided):
            self.details.show_row(current)
        self.decided.emit()
