"""Home: what needs this person now, and the project at a glance."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import home, projects
from app.queries.home import Home, NeedsYou, ProjectCard
from app.queries.lens import Lens
from app.queries.projects import ProjectRow
from app.words import say, say_count
from ui.commands import Command, Group
from ui.context import Context
from ui.models.project_columns import project_columns
from ui.models.rows import RowsModel
from ui.page import Page
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.stage_line import Dot, StageLine
from ui.widgets.states import EmptyState
from ui.widgets.table import Table
from ui.widgets.text import Heading, Icon, Label

MOST = 5
TOP = Qt.AlignmentFlag.AlignTop
RIGHT = Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class HomePage(Page):
    """The owner sees what waits and one project; the broker also sees every project in a table."""

    interests = frozenset(
        {
            *("project", "profile", "answer", "candidate", "quote", "quote_request", "decision"),
            *("engagement", "stage", "payment", "client"),
        }
    )
    help_topic = "home"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._all = False
        self._greeting = Heading("", "display")
        self._summary = Label("", "lead", "text2", wrap=True)
        self._new = Button(say("New project"), "secondary", icon="plus")
        self._new.clicked.connect(partial(context.go, "new"))
        self._content = column()
        self._first: QWidget | None = None
        head = row((column(self._greeting, self._summary, gap=6), 1), (self._new, TOP), gap=16)
        self.set_body(column(head, 20, self._content, STRETCH))

    def title(self) -> str:
        return say("Desk") if self.context.lens is Lens.BROKER else say("Home")

    def primary_focus(self) -> QWidget | None:
        return self._first

    def commands(self) -> Sequence[Command]:
        new = partial(self.context.go, "new")
        return (Command(say("Describe a new project"), new, Group.DO, icon="plus"),)

    def refresh(self) -> None:
        context = self.context
        now = datetime.now(ZoneInfo(context.formats.time_zone))
        view = context.operations.read(
            partial(
                home.home,
                lens=context.lens,
                person=context.person,
                hour=now.hour,
                formats=context.formats,
                today=context.today(),
            )
        )
        self._greeting.setText(view.greeting)
        self._summary.setText(view.summary)
        self._new.setVisible(view.projects > 0)
        clear(self._content)
        self._first = None
        if not view.projects:
            self._content.addWidget(self._begin())
            return
        if view.needs:
            self._content.addWidget(self._needs(view))
            self._content.addSpacing(20)
        if context.lens is Lens.BROKER:
            self._add_table()
        elif view.card is not None:
            self._content.addWidget(Label(say("Your project"), "dense_strong", "text2"))
            self._content.addSpacing(8)
            self._content.addWidget(self._card(view.card))

    def _begin(self) -> QWidget:
        empty = EmptyState(
            "lightbulb",
            say("Describe your first project"),
            say(
                "Say what is getting in your way. There are no wrong answers, and nothing is sent to anyone."
            ),
            say("Describe a project"),
        )
        empty.chosen.connect(partial(self.context.go, "new"))
        self._first = empty.button
        return empty

    # What waits ------------------------------------------------------------------------------------

    def _needs(self, view: Home) -> QWidget:
        shown = view.needs if self._all else view.needs[:MOST]
        parts: list[QWidget] = []
        for at, need in enumerate(shown):
            if at:
                parts.append(Line())
            parts.append(self._need(need, primary=at == 0, several=view.projects > 1))
        more = len(view.needs) - len(shown)
        if more > 0:
            rest = LinkButton(say_count("Show {count} more", "Show {count} more", more))
            rest.clicked.connect(self._show_all)
            parts += [Line(), framed(row(rest, STRETCH, margins=(18, 10, 18, 10)))]
        return Card(column(*parts), padding=0)

    def _need(self, need: NeedsYou, *, primary: bool, several: bool) -> QWidget:
        tile = Card(column(Icon(need.icon, "accent", 20)), kind="accent", padding=11)
        detail = need.detail
        if several and need.detail != need.project:
            detail = say("{project} · {detail}", project=need.project, detail=need.detail)
        words = column(
            Label(need.title, "sub15", wrap=True),
            Label(detail, "dense", "text2", wrap=True),
            gap=3,
        )
        minutes = say_count("{count} min", "{count} min", need.minutes)
        when = Label(need.due_words, "dense_medium", align=RIGHT) if need.due_words else None
        about = column(when, Label(minutes, "caption", "text3", align=RIGHT), gap=3)
        act = Button(need.button, "primary" if primary else "secondary")
        act.setAccessibleDescription(need.title)
        act.clicked.connect(partial(self.context.go, need.address))
        if self._first is None:
            self._first = act
        parts = ((tile, MIDDLE), (words, 1), (about, MIDDLE), (act, MIDDLE))
        return framed(row(*parts, gap=16, margins=(18, 14, 18, 14)))

    def _show_all(self) -> None:
        self._all = True
        self.refresh()

    # The project at a glance -----------------------------------------------------------------------

    def _card(self, card: ProjectCard) -> QWidget:
        go = Button(say("Open project"), trailing="chevron-right")
        go.clicked.connect(partial(self.context.go, f"project/{card.id}/overview"))
        if self._first is None:
            self._first = go
        line = StageLine([Dot(dot.title, dot.detail, dot.status) for dot in card.line]) if card.line else None
        figures = [
            column(Label(name, "caption", "text3"), Label(value, "strong", tabular=True), gap=3)
            for name, value in card.figures
        ]
        foot = row(*figures, STRETCH, go, gap=40)
        parts = column(
            Label(card.title, "sub", wrap=True),
            4,
            Label(card.detail, "dense", "text2", wrap=True),
            18 if line else None,
            line,
            14,
            Line() if line else None,
            12 if line else None,
            foot,
        )
        return Card(parts, padding=20)

    # The broker's desk -----------------------------------------------------------------------------

    def _add_table(self) -> None:
        context = self.context
        rows = context.operations.read(
            partial(
                projects.portfolio,
                lens=context.lens,
                formats=context.formats,
                today=context.today(),
                ended=False,
            )
        )
        model = RowsModel(project_columns(with_client=True), parent=self)
        model.show(rows)
        table = Table(model, name=say("Projects that are running"), fits=True)
        table.opened.connect(self._open)
        self._content.addWidget(Label(say("Projects"), "dense_strong", "text2"))
        self._content.addSpacing(8)
        self._content.addWidget(table)
        if self._first is None:
            self._first = table

    def _open(self, row_: object) -> None:
        if isinstance(row_, ProjectRow):
            self.context.go(f"project/{row_.id}/overview")


PAGES = (("home", HomePage, "Home"),)
