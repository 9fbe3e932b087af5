"""The list of a project's documents with the chosen one beside it."""

import uuid
from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.queries import documents
from app.queries.documents import DocumentRow, Makeable
from app.queries.projects import ProjectHead, head
from app.words import say
from ui.commands import Command
from ui.context import Context
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.page import Page
from ui.pages.documents.preview import PreviewPane
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Scroll
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.table import Table
from ui.widgets.text import Heading, Label, Prose

PANE, NARROW_PANE = 500, 400
WIDE = 1180
"""Effective window width from which the preview is shown at its full width."""


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("Number"), lambda row: Cell(row.number, role="dense_medium"), width=96),
        Column(say("Document"), lambda row: Cell(row.title)),
        Column(
            say("Issued"),
            lambda row: Cell(row.issued_words, tone="text2"),
            width=112,
            sort=lambda r: r.issued_on,
        ),
        Column(say("State"), _state, width=150),
    )


def _issued_on(row: DocumentRow) -> Cell:
    return Cell(row.issued_words, tone="text2")


def _state(row: DocumentRow) -> Cell:
    tones = {"success": "success", "warn": "warn"}
    return Cell(row.state_words, icon=row.icon, icon_tone=tones.get(row.tone, "text3"), tone="text2")


class DocumentsPage(Page):
    """Issued documents, what can be made, and the preview."""

    interests = frozenset({"document", "project", "quote", "engagement", "stage", "answer", "brief_item"})
    wide = True
    help_topic = "documents"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._head: ProjectHead | None = None
        self._model = RowsModel(_columns(), parent=self)
        self._table = Table(self._model, name=say("Issued documents"), fits=True)
        self._table.chosen.connect(self._choose)
        self._listed = Card(column(self._table), padding=0)
        nothing = say("Nothing has been issued yet. A draft can be looked at and printed at any time.")
        self._none = Prose(nothing, "dense")
        self._make = column(gap=0)
        self._pane = PreviewPane(context, lambda: self.project_id)
        self._pane.issued.connect(self._issued)
        rule = say("An issued document keeps its number and never changes. A new version replaces it.")
        left = column(
            Heading(say("Documents"), "title"),
            4,
            Label(rule, "dense", "text2", wrap=True),
            16,
            self._listed,
            self._none,
            20,
            Label(say("Make a document"), "dense_strong", "text2"),
            8,
            framed(self._make),
            STRETCH,
        )
        self.set_body(row((Scroll(framed(left)), 1), self._pane, gap=24), scrolls=False)

    @property
    def project_id(self) -> uuid.UUID:
        """The project of the address."""
        return uuid.UUID(self.params["project"])

    def title(self) -> str:
        return say("Documents")

    def primary_focus(self) -> QWidget | None:
        return self._table if self._model.rowCount() else None

    def commands(self) -> Sequence[Command]:
        return tuple(
            Command(say("Make: {title}", title=kind.title), partial(self._draft, kind), icon="file-text")
            for kind in self._kinds()
            if not kind.reason
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The preview takes what the list can spare."""
        super().resizeEvent(event)
        self._pane.setFixedWidth(theme().px(PANE if self.effective_width() >= WIDE else NARROW_PANE))

    def print_page(self) -> bool:
        return self._pane.print_shown()

    def refresh(self) -> None:
        context = self.context
        read = context.operations.read
        self._head = read(partial(head, project_id=self.project_id))
        rows = read(
            partial(
                documents.documents, project_id=self.project_id, lens=context.lens, formats=context.formats
            )
        )
        self._model.show(rows)
        self._listed.setVisible(bool(rows))
        self._none.setVisible(not rows)
        clear(self._make)
        card = column()
        for at, kind in enumerate(self._kinds()):
            card.addWidget(self._line(kind, first=at == 0))
        self._make.addWidget(Card(card, padding=(4, 4, 4, 4)))

        if rows and self._table.current_row() is None:
            self._table.choose(rows[0].id)

    def _kinds(self) -> Sequence[Makeable]:
        return self.context.operations.read(partial(documents.makeable, project_id=self.project_id))

    def _line(self, kind: Makeable, *, first: bool) -> QWidget:
        look = Button(say("Preview"), "quiet", dense=True)
        look.setAccessibleName(say("Preview: {title}", title=kind.title))
        look.clicked.connect(partial(self._draft, kind))
        why = Label(kind.reason, "caption", "text3") if kind.reason else None
        look.setVisible(not kind.reason)
        title = Label(kind.title, "dense", "text3" if kind.reason else "text", wrap=True)
        return framed(row((title, 1), why, look, gap=10, margins=(12, 4, 8, 4)))

    def _choose(self, row_: object) -> None:
        if isinstance(row_, DocumentRow):
            self._pane.show_issued(row_)

    def _draft(self, kind: Makeable) -> None:
        self._table.clearSelection()
        self._pane.show_draft(kind)

    def _issued(self, document_id: object) -> None:
        self.context.notices.toast(say("Issued. It is in the list with its number."), tone="success")
        self.refresh()
        row_ = next((row for row in self._model.rows() if row.id == document_id), None)
        if row_ is not None:
            self._table.choose(document_id)
            self._pane.show_issued(row_)
