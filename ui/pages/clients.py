"""The broker's clients: a list with the chosen one beside it, kept field by field."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from app.queries import clients
from app.queries.clients import ClientRow
from app.queries.lens import Lens
from app.services import clients as verbs
from app.words import say, say_count
from ui.commands import Command
from ui.context import Context
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.page import Page
from ui.widgets.buttons import Button
from ui.widgets.chips import PrivateMark
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.side_panel import SidePanel
from ui.widgets.states import EmptyState
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label

FIELDS = ("name", "contact", "trade", "town", "phone", "email")


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("Business"), lambda row: Cell(row.name, sub=row.trade, role="dense_medium")),
        Column(say("Contact"), lambda row: Cell(row.contact, sub=row.phone or row.email), width=210),
        Column(say("Town"), lambda row: Cell(row.town, tone="text2"), width=140),
        Column(
            say("Running projects"),
            lambda row: Cell(str(row.projects), tabular=True),
            width=150,
            align=Align.END,
            sort=lambda row: row.projects,
        ),
    )


class ClientForm(QFrame):
    """One client; what was typed is kept when a field is left."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: ClientRow | None = None
        self._refused: set[str] = set()  # fields whose content waits to be put right
        labels = {
            "name": say("Business"),
            "contact": say("Contact"),
            "trade": say("Trade"),
            "town": say("Town"),
            "phone": say("Phone"),
            "email": say("Email"),
        }
        self.fields = {name: TextField() for name in FIELDS}
        self.rows = {
            name: FormRow(labels[name], field, optional=name != "name") for name, field in self.fields.items()
        }
        self.notes = GrowingText(lines=3, name=say("Private notes"))
        notes = FormRow(say("Notes"), self.notes, optional=True, beside=PrivateMark())
        parts = [part for one in self.rows.values() for part in (one, 12)]
        start = Button(say("Start a project"), "primary", dense=True)
        start.clicked.connect(self._start)
        remove = Button(say("Remove"), "quiet", dense=True)
        remove.clicked.connect(self._remove)
        self.setLayout(column(*parts, notes, 16, row(start, remove, STRETCH, gap=8), STRETCH))
        for name, field in self.fields.items():
            field.committed.connect(partial(self._keep, name))
        self.notes.committed.connect(partial(self._keep, "notes"))

    def show_client(self, client: ClientRow) -> None:
        """Show `client`; a field that is being typed in is left alone."""
        changed = self._shown is None or self._shown.id != client.id
        self._shown = client
        if changed:
            self._refused.clear()
        for name, field in self.fields.items():
            if changed or not (field.unfinished or name in self._refused):
                field.set_value(getattr(client, name))
                self.rows[name].set_problem("")
        if changed or not self.notes.target().hasFocus():
            self.notes.set_value(client.notes)

    def forget(self) -> None:
        """Show nobody: what was here may be private to another view."""
        self._shown = None
        for field in self.fields.values():
            field.set_value("")
        self.notes.set_value("")

    def _keep(self, name: str) -> None:
        client = self._shown
        if client is None:
            return
        value = self.notes.value() if name == "notes" else self.fields[name].value()
        if name == "name" and not value.strip():
            self.rows["name"].set_problem(say("Enter the name of the business"))
            self._refused.add(name)
            return
        self._refused.discard(name)
        if name in self.rows:
            self.rows[name].set_problem("")
        if value.strip() != getattr(client, name):
            changed: dict[str, Any] = {name: value}
            self._context.operations.succeeded(
                partial(verbs.change_client, client_id=client.id, **changed),
                say("Change {client}", client=client.name),
            )

    def _start(self) -> None:
        if self._shown is not None:
            self._context.go(f"new/{self._shown.id}")

    def _remove(self) -> None:
        client = self._shown
        if client is not None:
            self._context.operations.succeeded(
                partial(verbs.remove_client, client_id=client.id),
                say("Remove {client}", client=client.name),
                done=say("Removed “{client}” from your clients. Their projects stay.", client=client.name),
            )


class ClientsPage(Page):
    """Private to the broker: nothing here is ever in an engagement file."""

    interests = frozenset({"client", "project"})
    help_topic = "clients"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._chosen: uuid.UUID | None = None
        self._model = RowsModel(_columns(), parent=self)
        self._table = Table(self._model, name=say("Clients"), lines=2)
        self._table.chosen.connect(self._choose)
        self._table.opened.connect(self._choose)
        self._new = Button(say("New client"), "primary", icon="plus")
        self._new.clicked.connect(self._add)
        self._count = Label("", "dense", "text2")
        self._empty = EmptyState(
            "building-2",
            say("No clients yet"),
            say("Write down a business you advise; its projects are filed under it."),
            say("Add a client"),
        )
        self._empty.chosen.connect(self._add)
        self._closed = EmptyState(
            "lock-keyhole",
            say("Clients are private"),
            say("A broker’s clients are shown only in the broker view."),
            say("Go to Home"),
        )
        self._closed.chosen.connect(partial(context.go, "home"))
        head = row((column(Heading(say("Clients"), "title"), self._count, gap=2), 1), self._new, gap=12)
        self._card = TableCard(self._table)
        self.set_body(column(head, 14, (self._card, 1), (self._empty, 1), (self._closed, 1)), scrolls=False)
        self._form = ClientForm(context)
        self.set_side(SidePanel(say("Client"), framed(column(self._form)), width=320), opened=False)

    def title(self) -> str:
        return say("Clients")

    def primary_focus(self) -> QWidget | None:
        if self.context.lens is not Lens.BROKER:
            return self._closed.button
        return self._table if self._model.rowCount() else self._empty.button

    def commands(self) -> Sequence[Command]:
        if self.context.lens is not Lens.BROKER:
            return ()
        return (Command(say("Add a client"), self._add, icon="plus"),)

    def refresh(self) -> None:
        rows = self.context.operations.read(partial(clients.clients, lens=self.context.lens))
        self._model.show(rows)
        broker = self.context.lens is Lens.BROKER
        self._card.setVisible(bool(rows))
        self._empty.setVisible(broker and not rows)
        self._closed.setVisible(not broker)
        self._new.setVisible(bool(rows))  # one way in is enough
        self._count.setVisible(bool(rows))
        self._count.setText(say_count("{count} client", "{count} clients", len(rows)))
        shown = next((one for one in rows if one.id == self._chosen), None)
        if shown is not None:
            self._form.show_client(shown)
        elif self._chosen is not None:
            self._chosen = None
            self.close_side()
            self._form.forget()

    def _choose(self, row_: object) -> None:
        if isinstance(row_, ClientRow):
            self._chosen = row_.id
            self._form.show_client(row_)
            self.open_side()

    def _add(self) -> None:
        added = self.context.operations.run(
            partial(verbs.add_client, name=say("New client")), say("Add a client")
        )
        if added is not None:
            self._table.choose(added)
            name = self._form.fields["name"]
            name.setFocus()
            name.line.selectAll()
