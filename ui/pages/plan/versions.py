"""Versions of the plan held against each other: what is no longer as it was when the plan was fixed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame

from app.queries.plan_changes import ChangeRow, Versions
from app.words import say, say_count
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.widgets.cards import Card
from ui.widgets.fields import Choice
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import FlowLayout, column, framed
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label

Read = Callable[[str, str], Versions | None]
"""Reads two versions held against each other, by their ids; an empty one is the usual one of that side."""


class VersionsCard(QFrame):
    """Two versions held against each other, at first the one that stands and the plan as it is now."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read
        self._title, self._since = Heading("", "sub15"), Label("", "dense", "text2", wrap=True)
        self.before = Choice((), name=say("Version that is held against another"))
        self.after = Choice((), name=say("Version it is held against"))
        for each in (self.before, self.after):
            each.committed.connect(self._compare)
        rows = (
            FormRow(say("Compare"), self.before, role="medium"),
            FormRow(say("with"), self.after, role="medium"),
        )
        choices = FlowLayout(14)
        for labelled in rows:
            choices.addWidget(labelled)
        self._choices = framed(column(10, framed(choices)))
        self.model = RowsModel(
            _columns(), identify=lambda change: (change.section, change.what, change.after)
        )
        name = say("What changed in the plan")
        self.table = Table(self.model, name=name, fits=True, sortable=False, grows=True)
        self._table = framed(column(10, TableCard(self.table)))
        inside = column(self._title, 3, self._since, self._choices, self._table)
        self.setLayout(column(Card(inside, padding=18)))

    def refresh(self) -> None:
        """Read anew what is compared; nothing at all before a text was ever agreed."""
        self._show(self._read(str(self.before.value() or ""), str(self.after.value() or "")))

    def _compare(self) -> None:
        self.refresh()

    def _show(self, found: Versions | None) -> None:
        self.setVisible(found is not None and bool(found.fixed))
        if found is None or not found.fixed:
            return
        self.before.set_options(found.fixed)
        self.before.set_value(found.before)
        self.after.set_options((("", say("The plan as it is now")), *found.fixed))
        self.after.set_value(found.after)
        self._choices.setVisible(len(found.fixed) > 1)
        self._title.setText(_title(len(found.changes), bool(found.after)))
        self._since.setText(found.since)
        self.model.show(_once(found.changes))
        self._table.setVisible(bool(found.changes))


def _title(changes: int, between: bool) -> str:
    if between and not changes:
        return say("Nothing differs between these versions")
    if between:
        return say_count("{count} place differs", "{count} places differ", changes)
    if not changes:
        return say("Nothing has changed since it was fixed")
    return say_count("{count} change since it was fixed", "{count} changes since it was fixed", changes)


def _once(changes: Sequence[ChangeRow]) -> list[ChangeRow]:
    return list(dict.fromkeys(changes))


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("Part"), lambda change: Cell(change.section, role="dense_medium", wraps=True), width=140),
        Column(say("What"), lambda change: Cell(change.what, wraps=True)),
        Column(say("Was"), lambda change: Cell(change.before, wraps=True)),
        Column(say("Is now"), lambda change: Cell(change.after, role="dense_medium", wraps=True)),
    )
