"""Every project with its state and next step."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.queries import projects
from app.queries.lens import Lens
from app.queries.projects import ProjectRow
from app.words import say
from ui.commands import Command
from ui.context import Context
from ui.models.project_columns import broker_columns, owner_columns
from ui.models.rows import RowsModel
from ui.page import Page
from ui.widgets.buttons import Button
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.navigation import SearchBox, Segments
from ui.widgets.states import EmptyState
from ui.widgets.tab_order import follow_layout
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label

RUNNING, ENDED, ALL = "running", "ended", "all"
FILTER = {RUNNING: False, ENDED: True, ALL: None}


class ProjectsPage(Page):
    """A table with a filter line; Enter opens a project."""

    interests = frozenset(
        {
            "project",
            "client",
            "quote",
            "quote_request",
            "candidate",
            "decision",
            "engagement",
            "stage",
            "payment",
        }
    )
    help_topic = "projects"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: Sequence[ProjectRow] = ()
        self._lens: Lens | None = None
        self._model: RowsModel | None = None
        self._place = column()
        self._make_table()
        self._search = SearchBox(say("Find by name"), name=say("Find a project"))
        self._search.textChanged.connect(self._show)
        self._which = Segments(
            ((RUNNING, say("Running")), (ENDED, say("Ended")), (ALL, say("All"))), name=say("Which projects")
        )
        self._which.chosen.connect(lambda _: self.refresh())
        new = Button(say("New project"), "primary", icon="plus")
        new.clicked.connect(partial(context.go, "new"))
        opened = Button(say("Open an engagement file…"))
        opened.clicked.connect(partial(context.go, "open"))
        self._acts = (opened, new)
        self._count = Label("", "dense", "text2")
        self._empty = EmptyState(
            "folder-kanban",
            say("No projects here"),
            say("Describe what is getting in a client’s way, and it is here.")
            if context.lens is Lens.BROKER
            else say("Describe what is getting in your way, and it is here."),
            say("Describe a project"),
            other=say("I was sent a file"),
        )
        self._empty.chosen.connect(partial(context.go, "new"))
        self._empty.other_chosen.connect(partial(context.go, "open"))
        self._nothing = EmptyState(
            "search",
            say("Nothing found"),
            say("No project here has these words in its name. Ended projects are under “Ended”."),
            say("Show all projects"),
        )
        self._nothing.chosen.connect(self._show_all)
        head = row((column(Heading(say("Projects"), "title"), self._count, gap=2), 1), opened, new, gap=12)
        line = row(self._search, self._which, (column(), 1), gap=12)
        self._card = framed(self._place)
        self.set_body(
            column(head, 14, line, 12, (self._card, 1), (self._empty, 1), (self._nothing, 1)), scrolls=False
        )

    def _make_table(self) -> None:
        """The columns of one view: none of the broker's is left in hiding for the owner."""
        self._lens = self.context.lens
        columns = broker_columns() if self._lens is Lens.BROKER else owner_columns()
        if self._model is not None:
            self._model.show(())  # what was in it is gone at once, the table itself a moment later
        clear(self._place)
        self._model = RowsModel(columns)
        self._table = Table(self._model, name=say("Projects"), lines=2, grows=True)
        self._table.opened.connect(self._open)
        self._place.addWidget(TableCard(self._table))

    def title(self) -> str:
        return say("Projects")

    def primary_focus(self) -> QWidget | None:
        return self._table if self._rows else self._empty.button

    def commands(self) -> Sequence[Command]:
        go = self.context.go
        return (
            Command(say("Describe a new project"), partial(go, "new"), icon="plus"),
            Command(say("Open an engagement file"), partial(go, "open"), icon="mail"),
        )

    def refresh(self) -> None:
        context = self.context
        if context.lens is not self._lens:
            self._make_table()
            follow_layout(self)
        self._rows = context.operations.read(
            partial(
                projects.portfolio,
                lens=context.lens,
                formats=context.formats,
                today=context.today(),
                ended=FILTER[self._which.value()],
                beside=context.beside,
            )
        )
        self._show()

    def _show(self) -> None:
        words = self._search.text().casefold().split()
        rows = [
            row for row in self._rows if all(word in f"{row.title} {row.client}".casefold() for word in words)
        ]
        assert self._model is not None
        self._model.show(rows)
        self._card.setVisible(bool(rows))
        self._empty.setVisible(not rows and not words)
        for act in self._acts:
            act.setVisible(self._empty.isHidden())  # one way in is enough
        self._nothing.setVisible(not rows and bool(words))
        self._count.setText(say("{shown} of {all}", shown=len(rows), all=len(self._rows)) if words else "")
        self._count.setVisible(bool(words))

    def _show_all(self) -> None:
        self._which.set_value(ALL)
        self._search.clear()
        self.refresh()
        self._search.setFocus()

    def _open(self, row_: object) -> None:
        if isinstance(row_, ProjectRow):
            self.context.go(f"project/{row_.id}/overview")
