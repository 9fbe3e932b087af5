"""What of the plan is no longer as it was when it was last fixed, and the versions there were."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame

from app.queries.plan_changes import ChangeRow, Versions
from app.words import say, say_count
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.pages.plan.opening import bullets
from ui.widgets.cards import Card
from ui.widgets.fold import Fold
from ui.widgets.layouts import clear, column, framed
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label


class VersionsCard(QFrame):
    """Held against the newest fixed version: a table of what changed, or that nothing did."""

    def __init__(self) -> None:
        super().__init__()
        self._place = column()
        self.setLayout(self._place)

    def show_versions(self, found: Versions | None) -> None:
        """Show what `found` tells; nothing at all before a text was ever agreed."""
        clear(self._place)
        self.setVisible(found is not None and bool(found.fixed))
        if found is None or not found.fixed:
            return
        title = (
            say_count(
                "{count} change since it was fixed", "{count} changes since it was fixed", len(found.changes)
            )
            if found.changes
            else say("Nothing has changed since it was fixed")
        )
        parts = [Heading(title, "sub15"), Label(found.since, "dense", "text2", wrap=True)]
        table = None
        if found.changes:
            model = RowsModel(_columns(), identify=lambda change: (change.section, change.what, change.after))
            model.show(_once(found.changes))
            shown = Table(
                model, name=say("What changed since the plan was fixed"), lines=2, fits=True, sortable=False
            )
            table = TableCard(shown)
        earlier = None
        if len(found.fixed) > 1:
            inside = framed(bullets(found.fixed[1:]))
            earlier = Fold(say("Show earlier versions"), say("Hide earlier versions"), inside)
        self._place.addWidget(Card(column(*parts, 8 if table else None, table, earlier, gap=3), padding=18))


def _once(changes: Sequence[ChangeRow]) -> list[ChangeRow]:
    return list(dict.fromkeys(changes))


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("Part"), lambda change: Cell(change.section, role="dense_medium"), width=140),
        Column(say("What"), lambda change: Cell(change.what)),
        Column(say("Was"), lambda change: Cell(change.before)),
        Column(say("Is now"), lambda change: Cell(change.after, role="dense_medium")),
    )
