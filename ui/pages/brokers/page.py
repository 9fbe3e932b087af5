"""Every broker one knows, with what they are best at, how they are paid and what their suggestions came to."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.queries import brokers
from app.queries.broker_rows import BrokerRow
from app.queries.lens import Lens
from app.words import say, say_count
from app.words.formats import NOTHING
from ui.commands import Command
from ui.context import Context
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.page import Page
from ui.widgets.buttons import Button
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.navigation import SearchBox
from ui.widgets.states import EmptyState
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label


def _all_columns() -> tuple[Column, ...]:
    return (
        Column(say("Broker"), _name),
        Column(say("Where"), _where, width=220),
        Column(
            say("Knows best"),
            lambda row: Cell(row.best or NOTHING, sub=row.also, tone="text2", wraps=True, sub_wraps=True),
            width=250,
        ),
        Column(say("Languages"), lambda row: Cell(row.languages or NOTHING, tone="text2", wraps=True), width=120),
        Column(
            say("How they are paid"),
            lambda row: Cell(row.fee or say("Not said"), tone="text2", wraps=True), width=190,
        ),
        Column(
            say("What came of it here"), lambda row: Cell(row.record, tone="text2", wraps=True), width=220,
            sort=lambda row: row.suggested,
            term=say("Counted from the projects of this workspace"),
        ),
    )  # fmt: skip


def _some_columns() -> tuple[Column, ...]:
    name, where, best, _, _, came = _all_columns()
    return name, where, best, came


def _few_columns() -> tuple[Column, ...]:
    name, where, _, came = _some_columns()
    return name, where, came


FITTING = ((1500, _all_columns), (1150, _some_columns), (0, _few_columns))
"""From which effective width each set leaves the names their room."""


def _name(row: BrokerRow) -> Cell:
    name = say("{name} (you)", name=row.name) if row.me else row.name
    return Cell(name, sub=row.firm, role="dense_medium", wraps=True, sub_wraps=True)


def _where(row: BrokerRow) -> Cell:
    takes = say("takes work in {regions}", regions=row.regions) if row.regions else ""
    return Cell(row.place or NOTHING, sub=takes, tone="text2", wraps=True, sub_wraps=True)


class BrokersPage(Page):
    """A table with a filter line; Enter opens a broker. Owners see it too, without what is private."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"broker", "endorsement", "candidate", "decision", "stage", "project"}
    )
    help_topic: ClassVar[str] = "brokers"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: Sequence[BrokerRow] = ()
        self._columns_of: Callable[[], tuple[Column, ...]] = _few_columns
        self._place = column()
        self._make_table()
        self._search = SearchBox(
            say("Find by name, place or speciality"), name=say("Find a broker"), width=300
        )
        self._search.textChanged.connect(self._show)
        self.add = Button(say("Add a broker"), "primary", icon="plus")
        self.add.clicked.connect(self._add)
        self._count = Label("", "dense", "text2")
        self._empty = EmptyState(
            "handshake", say("No brokers yet"), "", say("Add a broker"),
        )  # fmt: skip
        self._empty.chosen.connect(self._add)
        self._nothing = EmptyState(
            "search", say("Nothing found"), say("No broker here has these words."), say("Show all brokers")
        )
        self._nothing.chosen.connect(self._search.clear)
        head = row((column(Heading(say("Brokers")), self._count, gap=2), 1), self.add, gap=12)
        self._line = framed(row(self._search, (column(), 1), gap=12))
        self._card = framed(self._place)
        body = column(
            head, 14, self._line, 12, (self._card, 1), (self._empty, 1), (self._nothing, 1)
        )  # fmt: skip
        self.set_body(body, scrolls=False)

    def _make_table(self) -> None:
        clear(self._place)
        self._model = RowsModel(self._columns_of())
        self.table = Table(self._model, name=say("Brokers"), lines=2, grows=True)
        self.table.opened.connect(self._open)
        self._place.addWidget(TableCard(self.table))

    def title(self) -> str:
        return say("Brokers")

    def primary_focus(self) -> QWidget | None:
        return self.table if self._rows else self._empty.button

    def commands(self) -> Sequence[Command]:
        return (Command(say("Add a broker"), self._add, icon="plus"),)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as have room."""
        super().resizeEvent(event)
        self._fit()

    def refresh(self) -> None:
        """Read the brokers again."""
        context = self.context
        self._rows = context.operations.read(
            partial(brokers.brokers, lens=context.lens, formats=context.formats)
        )
        mine = context.lens is Lens.BROKER
        self._empty.set_sentence(
            say("Write down yourself and the brokers you work with, or those you have heard of.")
            if mine
            else say(
                "A broker describes the work with you, knows who could do it and stays at your side. Write down one "
                "you know or have heard of: each of your projects then shows how well they suit it, and why."
            )
        )
        self._count.setText(
            say_count("{count} broker you know", "{count} brokers you know", len(self._rows))
            if mine
            else say_count(
                "{count} broker on this computer", "{count} brokers on this computer", len(self._rows)
            )
        )
        self._show()

    def _fit(self) -> None:
        width = self.effective_width()
        wanted = next(columns for least, columns in FITTING if width >= least)
        if wanted is not self._columns_of:
            self._columns_of = wanted
            self._make_table()
            self._show()

    def _show(self) -> None:
        words = self._search.text().casefold().split()
        rows = [each for each in self._rows if all(word in _said(each) for word in words)]
        self._model.show(rows)
        self.add.setVisible(bool(self._rows))
        self._line.setVisible(bool(self._rows))
        self._count.setVisible(bool(self._rows))
        self._card.setVisible(bool(rows))
        self._empty.setVisible(not self._rows)
        self._nothing.setVisible(bool(self._rows) and not rows)

    def _open(self, row_: object) -> None:
        if isinstance(row_, BrokerRow):
            self.context.go(f"broker/{row_.id}")

    def _add(self) -> None:
        self.context.go("broker/new")


def _said(row_: BrokerRow) -> str:
    parts = (row_.name, row_.firm, row_.place, row_.regions, row_.best, row_.also, row_.languages, row_.fee)
    return " ".join(parts).casefold()
