"""The list of a project's documents with the chosen one beside it."""

import uuid
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.queries import documents
from app.queries.documents import DocumentRow, Makeable
from app.words import say
from app.workflows.documents import SOURCES, title_of
from ui.commands import Command
from ui.context import Context
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.page import Page
from ui.pages.documents.preview import PreviewPane
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.tab_order import follow_layout
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label, Prose

PANE, NARROW_PANE = 500, 400
WIDE = 1180
"""Effective window width from which the preview is shown at its full width."""

NARROWEST_LIST = 480

ISSUED, FOR = 2, 3
WITH_FOR, WITH_ISSUED = 640, 500
"""Width of the list, at 100 % text, from which these columns are shown; the preview says the same."""


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("Document"), _title, sort=lambda row: row.title.casefold()),
        Column(say("State"), _state, width=144),
        Column(
            say("Issued"),
            lambda row: Cell(row.issued_words, tone="text2", tabular=True),
            width=116,
            sort=lambda row: row.issued_on,
        ),
        Column(say("For"), lambda row: Cell(row.audience_words, tone="text2"), width=126),
    )


def _title(row: DocumentRow) -> Cell:
    sub = say("{number} · version {version}", number=row.number, version=row.version)
    return Cell(row.title, sub=sub, role="dense_medium")


def _state(row: DocumentRow) -> Cell:
    tones = {"success": "success", "warn": "warn"}
    return Cell(row.state_words, icon=row.icon, icon_tone=tones.get(row.tone, "text3"), tone="text2")


class DocumentsPage(Page):
    """Issued documents, what can be made, and the preview at the window's edge."""

    interests = frozenset({"document", "project", "quote", "engagement", "stage", "answer", "brief_item"})
    wide = True
    help_topic = "documents"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._drafting = False  # a draft in the pane is left alone when the list is read again
        self._model = RowsModel(_columns(), parent=self)
        self.table = Table(self._model, name=say("Issued documents"), lines=2)
        self.table.chosen.connect(self._choose)
        self._listed = TableCard(self.table)
        self.make = Button(say("Make"), icon="plus")
        self.make.setAccessibleName(say("Make a document"))
        self.menu = QMenu(self)
        self.menu.setAccessibleName(say("Make a document"))
        self.make.clicked.connect(self._open_menu)
        nothing = say("Nothing has been issued yet. A draft can be looked at and printed at any time.")
        self._lines = column()
        self._none = framed(
            column(
                Prose(nothing),
                16,
                Label(say("What can be made"), "dense_strong", "text2"),
                8,
                Card(self._lines, padding=4),
                STRETCH,
            )
        )
        self._pane = PreviewPane(context, lambda: self.project_id)
        self._pane.issued.connect(self._issued)
        rule = Label(
            say("An issued document keeps its number and never changes. A new version replaces it."),
            "caption",
            "text3",
            wrap=True,
        )
        self._left = column(
            row((Heading(say("Documents"), "title"), 1), self.make, gap=12),
            14,
            (self._listed, 1),
            (self._none, 1),
            10,
            rule,
        )
        self.set_whole(framed(row((framed(self._left), 1), self._pane, gap=0)))

    def show_address(self, params: Mapping[str, str]) -> None:
        super().show_address(params)
        self._drafting = params.get("kind") in SOURCES

    def arrive(self) -> None:
        """Draw the draft that the address names, as things stand now."""
        asked = [kind for kind in self._kinds() if kind.kind == self.params.get("kind")]
        subject = self.params.get("subject", "")
        named = [kind for kind in asked if str(kind.stage_id or "") == subject]
        for kind in (named or asked)[:1]:
            self._draft(kind)

    @property
    def project_id(self) -> uuid.UUID:
        """The project of the address."""
        return uuid.UUID(self.params["project"])

    @property
    def _base(self) -> str:
        return f"project/{self.params['project']}/documents"

    def title(self) -> str:
        if not self._drafting:
            return say("Documents")
        return say("{title}, draft", title=title_of(self.params["kind"]))

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Documents"), self._base),) if "kind" in self.params else ()

    def primary_focus(self) -> QWidget | None:
        if self._drafting:  # a list that takes the focus takes its first row with it
            return self._pane.title
        return self.table if self._model.rowCount() else None

    def commands(self) -> Sequence[Command]:
        return tuple(
            Command(say("Make: {title}", title=kind.title), partial(self._open_draft, kind), icon="file-text")
            for kind in self._kinds()
            if not kind.reason
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The preview takes what the list can spare."""
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        """Share the width again for another text size."""
        super().restyle()
        self._fit()

    def _fit(self) -> None:
        look = theme()
        wanted = look.px(PANE if self.effective_width() >= WIDE else NARROW_PANE)
        self._pane.setFixedWidth(min(wanted, max(look.px(300), self.width() - look.px(NARROWEST_LIST))))
        room = (self.width() - self._pane.width()) / look.zoom
        self.table.setColumnHidden(FOR, room < WITH_FOR)
        self.table.setColumnHidden(ISSUED, room < WITH_ISSUED)
        padding = look.page_padding(self.effective_width())
        self._left.setContentsMargins(padding, 14, 20, 12)

    def print_page(self) -> bool:
        return self._pane.print_shown()

    def refresh(self) -> None:
        context = self.context
        rows = context.operations.read(
            partial(
                documents.documents, project_id=self.project_id, lens=context.lens, formats=context.formats
            )
        )
        before = self.table.current_row()
        self._model.show(rows)
        self._listed.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self.make.setVisible(bool(rows))
        self._show_kinds()
        if rows and before is None and self.table.current_row() is None and not self._drafting:
            self.table.choose(rows[0].id)
        self._show_again(before)
        follow_layout(self)

    def _show_again(self, before: object) -> None:
        """The chosen document has been withdrawn or replaced meanwhile: say so beside it."""
        now = self.table.current_row()
        if not isinstance(now, DocumentRow) or not isinstance(before, DocumentRow):
            return
        if now.id == before.id and now.state != before.state and self._pane.shows(now.id):
            self._pane.show_issued(now)

    def _kinds(self) -> Sequence[Makeable]:
        return self.context.operations.read(partial(documents.makeable, project_id=self.project_id))

    def _show_kinds(self) -> None:
        clear(self._lines)
        self.menu.clear()
        for kind in self._kinds():
            words = (
                say("{title}: {reason}", title=kind.title, reason=kind.reason) if kind.reason else kind.title
            )
            action = self.menu.addAction(words.replace("&", "&&"))
            action.setEnabled(not kind.reason)
            action.triggered.connect(partial(self._open_draft, kind))
            self._lines.addWidget(self._line(kind))

    def _open_menu(self) -> None:
        self.menu.popup(self.make.mapToGlobal(self.make.rect().bottomLeft()))

    def _line(self, kind: Makeable) -> QWidget:
        look = Button(say("Preview"), "quiet", dense=True)
        look.setAccessibleName(say("Preview: {title}", title=kind.title))
        look.clicked.connect(partial(self._open_draft, kind))
        if kind.reason:
            look.hide()
        why = Label(kind.reason, "caption", "text3", wrap=True) if kind.reason else None
        title = Label(kind.title, "dense_medium", "text3" if kind.reason else "text", wrap=True)
        line = framed(row((title, 1), why, look, gap=10, margins=(12, 4, 8, 4)))
        line.setMinimumHeight(look.height() + 8)
        return line

    def _choose(self, row_: object) -> None:
        if isinstance(row_, DocumentRow):
            self._drafting = False
            self._pane.show_issued(row_)
            self.title_changed.emit()

    def _open_draft(self, kind: Makeable, _: bool = False) -> None:
        """By its address, so that Back leads to what was shown before."""
        self.context.go("/".join(filter(None, (self._base, kind.kind, str(kind.stage_id or "")))))

    def _draft(self, kind: Makeable) -> None:
        self._drafting = True
        self.table.clearSelection()
        self.table.setCurrentIndex(self._model.index(-1, -1))
        self._pane.show_draft(kind)
        self.title_changed.emit()

    def _issued(self, document_id: object) -> None:
        self.context.notices.toast(say("Issued. It is in the list with its number."), tone="success")
        self._drafting = False
        if isinstance(document_id, uuid.UUID):
            self.table.choose(document_id)
            self.table.setFocus()
