"""The list of a project's documents with the chosen one beside it."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.queries import documents
from app.queries.documents import DocumentRow
from app.queries.lens import Lens
from app.queries.makeable import Makeable
from app.words import say
from app.workflows.documents import SOURCES, title_of
from ui.commands import Command
from ui.context import Context
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.page import Page
from ui.pages.documents.preview import PROVIDER, PreviewPane
from ui.theme.current import theme
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Scroll
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.navigation import SearchBox
from ui.widgets.states import EmptyState
from ui.widgets.tab_order import follow_layout
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label

PANE, NARROW_PANE = 500, 400
WIDE = 1180
"""Effective window width from which the preview is shown at its full width."""

NARROWEST_LIST = 480

FIRST = "BRF"
"""The kind that needs nothing: the paper to begin with."""

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
    sub = say("{number} · version {version}", number=row.told, version=row.version)
    return Cell(row.title, sub=sub, role="dense_medium")


def _words(row: DocumentRow) -> str:
    """What a document is found by: all that its row says."""
    return " ".join((row.told, row.title, row.state_words, row.issued_words, row.audience_words)).casefold()


def _state(row: DocumentRow) -> Cell:
    tones = {"success": "success", "warn": "warn"}
    return Cell(row.state_words, icon=row.icon, icon_tone=tones.get(row.tone, "text3"), tone="text2")


class DocumentsPage(Page):
    """Issued documents, what can be made, and the preview at the window's edge."""

    interests = frozenset(
        {"document", "project", "quote", "engagement", "stage", "answer", "brief_item", "decision", "letter"}
    )
    wide = True
    help_topic = "documents"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._drafting = False  # a draft in the pane is left alone when the list is read again
        self._model = RowsModel(_columns(), parent=self)
        self.table = Table(self._model, name=say("Issued documents"), lines=2)
        self.table.chosen.connect(self._choose)
        self._listed = TableCard(self.table)
        self.search = SearchBox(say("Find a document"))
        self.search.textChanged.connect(self._show_rows)
        self._rows: Sequence[DocumentRow] = ()
        self.make = Button(say("Make"), "primary", icon="plus")
        self.make.setAccessibleName(say("Make a document"))
        self.menu = QMenu(self)
        self.menu.setAccessibleName(say("Make a document"))
        self.make.clicked.connect(
            lambda: self.menu.popup(self.make.mapToGlobal(self.make.rect().bottomLeft()))
        )
        self._not_found = EmptyState(
            "search",
            say("Nothing found"),
            say("No issued document here has these words in its name, number, state or date."),
            say("Show all documents"),
        )
        self._not_found.chosen.connect(self._show_all)
        self._lines = column()
        self._none = self._nothing_issued()
        self._pane = PreviewPane(context, lambda: self.project_id)
        self._pane.issued.connect(self._issued)
        rule = Label(
            say("An issued document keeps its number and never changes. A new version replaces it."),
            "caption",
            "text3",
            wrap=True,
        )
        self.hand_over = LinkButton(say("Hand over"), icon="share-2")
        self.hand_over.clicked.connect(lambda: context.go(f"project/{self.project_id}/handover"))
        self._finder = framed(column(row(self.search, STRETCH), 12))
        self._left = column(
            row((Heading(say("Documents"), "title"), 1), self.make, gap=12),
            14,
            self._finder,
            (self._listed, 1),
            (self._not_found, 1),
            (self._none, 1),
            10,
            rule,
            6,
            row(self.hand_over, STRETCH),
        )
        self.set_whole(framed(row((framed(self._left), 1), self._pane, gap=0)))

    def _nothing_issued(self) -> Scroll:
        """Leads to the one paper that can always be made; the others stand under it with what they need."""
        empty = EmptyState(
            "file-text",
            say("Nothing has been issued yet"),
            say("A draft can be looked at and printed at any time. It gets its number when you issue it."),
            say("Preview the brief"),
        )
        empty.chosen.connect(lambda: self.context.go(f"{_base(self.project_id)}/{FIRST}"))
        self._first = empty.button
        can_be_made = Label(say("What can be made"), "dense_strong", "text2")
        return Scroll(column((empty, 1), can_be_made, 8, Card(self._lines, padding=4)))

    def show_address(self, params: Mapping[str, str]) -> None:
        super().show_address(params)
        self._drafting = params.get("kind") in SOURCES

    def arrive(self) -> None:
        """Show the issued paper that the address names, or draw the draft as things stand now."""
        subject = self.params.get("subject", "")
        issued = [each for each in self._rows if subject and subject in (str(each.id), each.number)]
        if issued:
            # a number that both sides gave to a paper of theirs leads to both
            self.search.setText(subject if len(issued) > 1 else "")
            self.table.choose(issued[0].id)
            return
        if subject == PROVIDER:
            self._draft(documents.for_providers())
            return
        asked = [kind for kind in self._kinds() if kind.kind == self.params.get("kind")]
        named = [kind for kind in asked if kind.subject == subject]
        for kind in (named or asked)[:1]:
            self._draft(kind)

    @property
    def project_id(self) -> uuid.UUID:
        """The project of the address."""
        return uuid.UUID(self.params["project"])

    def title(self) -> str:
        if not self._drafting:
            return say("Documents")
        if self.params.get("subject") == PROVIDER:
            return documents.for_providers().title
        return say("{title}, draft", title=title_of(self.params["kind"]))

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Documents"), _base(self.project_id)),) if self._drafting else ()

    def primary_focus(self) -> QWidget | None:
        if self._drafting:  # a list that takes the focus takes its first row with it
            return self._pane.title
        return self.table if self._model.rowCount() else self._first

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
        self._rows = rows
        self._show_rows()
        self._show_kinds()
        self._show_way()
        broker = context.lens is Lens.BROKER
        self.hand_over.set_words(say("Hand over to the owner") if broker else say("Hand over to your broker"))
        if rows and before is None and self.table.current_row() is None and not self._drafting:
            self.table.choose(rows[0].id)
        self._show_again(before)
        self._pane.retell(rows)
        follow_layout(self)

    def _show_rows(self) -> None:
        """The documents that hold every word that is looked for."""
        words = self.search.text().casefold().split()
        found = [each for each in self._rows if all(word in _words(each) for word in words)]
        self._model.show(found)
        self._finder.setVisible(bool(self._rows))
        self._listed.setVisible(bool(found))
        self._not_found.setVisible(bool(self._rows) and not found)
        self._none.setVisible(not self._rows)

    def _show_all(self) -> None:
        self.search.clear()
        self.search.setFocus()

    def _show_way(self) -> None:
        """Lead to one thing: to make a paper, or to issue the draft that is shown."""
        self.make.setVisible(bool(self._rows))
        self.make.set_kind("secondary" if self._drafting else "primary")
        if self._first is not None:
            self._first.setVisible(not self._drafting and bool(self._kinds()))
        self._pane.setVisible(bool(self._rows) or self._drafting)

    def _show_again(self, before: object) -> None:
        """The chosen document has been withdrawn or replaced meanwhile: say so beside it."""
        now = self.table.current_row()
        if not isinstance(now, DocumentRow) or not isinstance(before, DocumentRow):
            return
        if now.id == before.id and now.state != before.state and self._pane.shows(now.id):
            self._pane.show_issued(now)

    def _kinds(self) -> Sequence[Makeable]:
        context = self.context
        return context.operations.read(
            partial(documents.makeable, project_id=self.project_id, lens=context.lens, person=context.person)
        )

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
            self._lines.addWidget(_line(kind, partial(self._open_draft, kind)))

    def _choose(self, row_: object) -> None:
        if isinstance(row_, DocumentRow):
            self._drafting = False
            self._show_way()
            self._pane.show_issued(row_)
            self.title_changed.emit()

    def _open_draft(self, kind: Makeable, _: bool = False) -> None:
        """By its address, so that Back leads to what was shown before."""
        self.context.go("/".join(filter(None, (_base(self.project_id), kind.kind, kind.subject))))

    def _draft(self, kind: Makeable) -> None:
        self._drafting = True
        self._show_way()
        self.table.clearSelection()
        self.table.setCurrentIndex(self._model.index(-1, -1))
        self._pane.show_draft(kind)
        self.title_changed.emit()

    def _issued(self, document_id: object) -> None:
        self.context.notices.toast(say("Issued. It is in the list with its number."), tone="success")
        self._drafting = False
        if isinstance(document_id, uuid.UUID):
            self.search.clear()  # else the new one may not be among what is found
            self.table.choose(document_id)
            self.table.setFocus()


def _base(project_id: uuid.UUID) -> str:
    return f"project/{project_id}/documents"


def _line(kind: Makeable, draft: Callable[[], None]) -> QWidget:
    """A kind of document with the way to its draft, or with what it needs first."""
    look = Button(say("Preview"), "quiet", dense=True)
    look.setAccessibleName(say("Preview: {title}", title=kind.title))
    look.clicked.connect(lambda: draft())
    if kind.reason:
        look.hide()
    why = Label(kind.reason, "caption", "text3", wrap=True) if kind.reason else None
    title = Label(kind.title, "dense_medium", "text3" if kind.reason else "text", wrap=True)
    line = framed(row((title, 1), why, look, gap=10, margins=(12, 4, 8, 4)))
    line.setMinimumHeight(look.height() + 8)
    return line
