"""The page itself: owner and broker see the same things that wait, each in their own shape."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import home, projects
from app.queries.home import Home
from app.queries.lens import Lens
from app.queries.projects import ProjectRow
from app.words import say, say_count
from ui.commands import Command, Group
from ui.context import Context
from ui.page import Page
from ui.pages.home.desk import ChecksCard, ClosingCard, needs_table, projects_table, titled
from ui.pages.home.needs import NeedsCard
from ui.pages.home.project_card import SummaryCard
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.coming_days import ComingDays
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.states import EmptyState
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Icon, Label, Prose
from ui.widgets.who_to_call import WhoToCall

TOP = Qt.AlignmentFlag.AlignTop
ASIDE, ASIDE_OF_DESK = 300, 260


class HomePage(Page):
    """The owner sees what waits and the projects summed up; the broker sees every project in a table."""

    interests = frozenset(
        {
            *("project", "profile", "answer", "candidate", "quote", "quote_request", "decision", "review"),
            *("engagement", "engagement_person", "stage", "payment", "client", "talking_point"),
            "suggested_change",
            *("provider_credential",),
        }
    )
    help_topic = "home"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._whole = False
        self._greeting = Heading("", "display")
        self._summary = Label("", "lead", "text2", wrap=True)
        self._new = Button(say("New project"), "secondary", icon="plus")
        self._new.clicked.connect(partial(context.go, "new"))
        self._content = column()
        self._beside = column(gap=16)
        self._besides = framed(self._beside)
        self._first: QWidget | None = None
        head = row((column(self._greeting, self._summary, gap=6), 1), (self._new, TOP), gap=16)
        self.set_body(column(head, 20, self._content, STRETCH), aside=self._besides, aside_below=1100)

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
                beside=context.beside,
            )
        )
        self._greeting.setText(view.greeting)
        self._greeting.set_role("h1" if context.lens is Lens.BROKER else "display")
        self._summary.setText(view.summary)
        # a broker's tables take what they can get
        self.set_aside_width(ASIDE_OF_DESK if context.lens is Lens.BROKER else ASIDE)
        self._new.setVisible(view.projects > 0)
        clear(self._content)
        clear(self._beside)
        self._first = None
        if view.projects:
            self._remind_of_code()
            self._desk(view) if context.lens is Lens.BROKER else self._home(view)
        else:
            self._content.addWidget(self._begin(view))
        self._beside.addStretch(1)
        self._besides.setVisible(self._beside.count() > 1)
        follow_layout(self)

    def _begin(self, view: Home) -> QWidget:
        broker = self.context.lens is Lens.BROKER
        empty = EmptyState(
            "lightbulb",
            say("Describe a client’s first project") if broker else say("Describe your first project"),
            say("Say what is getting in their way, in their own words. Nothing is sent to anyone.")
            if broker
            else say(
                "Say what is getting in your way. There are no wrong answers, and nothing is sent to anyone."
            ),
            say("Describe a project"),
            other=say("Add a client") if broker else say("Look round a sample"),
        )
        empty.chosen.connect(partial(self.context.go, "new"))
        empty.other_chosen.connect(partial(self.context.go, "clients") if broker else self._open_sample)
        self._first = empty.button
        sent = LinkButton(say("I was sent a file"), icon="mail")
        sent.setAccessibleDescription(say("Open an engagement file"))
        sent.clicked.connect(partial(self.context.go, "open"))
        find = (self._find_broker(view),) if view.find_broker else ()
        return framed(column(empty, row(STRETCH, *find, sent, STRETCH, gap=20)))

    def _find_broker(self, view: Home) -> LinkButton:
        link = LinkButton(say("Find a broker"), icon="handshake")
        link.setAccessibleDescription(say("Somebody independent who describes the work with you"))
        link.clicked.connect(partial(self.context.go, view.find_broker))
        return link

    def _open_sample(self) -> None:
        openings = self.context.openings
        problem = openings.open_sample() if openings is not None else ""
        if problem:
            self.context.notices.problem(problem)

    def _remind_of_code(self) -> None:
        """Without a recovery code a lost computer is lost work: said until one is made."""
        openings = self.context.openings
        if openings is None or openings.store is None or openings.sample_open:
            return
        if openings.store.has_recovery_code:
            return
        make = Button(say("Make a recovery code"), dense=True)
        make.clicked.connect(partial(self.context.go, "settings/files"))
        words = say("If this computer is lost, only a backup and a recovery code bring your work back.")
        self._content.addWidget(
            Card(
                row(Icon("triangle-alert", "warn", 16), (Prose(words, "dense"), 1), make, gap=12),
                kind="warn",
                padding=(14, 10, 12, 10),
            )
        )
        self._content.addSpacing(16)

    # Home ------------------------------------------------------------------------------------------

    def _home(self, view: Home) -> None:
        several = view.projects > 1
        if view.needs:
            needs = NeedsCard(view.needs, whole=self._whole, several=several)
            needs.opened.connect(self.context.go)
            needs.all_asked.connect(self._show_all)
            self._first = needs.acts[0]
            self._content.addWidget(needs)
            self._content.addSpacing(20)
        heading = say("Your projects") if several else say("Your project")
        self._content.addWidget(Label(heading, "dense_strong", "text2"))
        for one in view.cards:
            card = SummaryCard(one)
            card.opened.connect(self.context.go)
            self._content.addSpacing(8)
            self._content.addWidget(card)
            self._first = self._first or card.go
        if view.projects > len(view.cards):
            more = LinkButton(say("See all projects"), trailing="chevron-right")
            more.clicked.connect(partial(self.context.go, "projects"))
            self._content.addSpacing(10)
            self._content.addLayout(row(more, STRETCH))
        if view.people:
            self._beside.addWidget(self._people(view))
        if view.find_broker:
            self._beside.addLayout(row(self._find_broker(view), STRETCH))
        self._add_days(view)

    def _people(self, view: Home) -> QWidget:
        foot = None
        if view.talking_points:
            words = say_count("{count} talking point", "{count} talking points", view.talking_points)
            foot = LinkButton(words, icon="lightbulb")
            foot.clicked.connect(partial(self.context.go, view.talk_address))
        card = WhoToCall(view.people, foot)
        card.unanswered.connect(self.context.notices.problem)
        return card

    def _add_days(self, view: Home) -> None:
        if view.coming:
            self._beside.addWidget(ComingDays(view.coming, several=view.projects > 1))

    def _show_all(self) -> None:
        self._whole = True
        self.refresh()
        if self._first is not None:
            self._first.setFocus()

    # The desk --------------------------------------------------------------------------------------

    def _desk(self, view: Home) -> None:
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
        if view.needs:
            needs = needs_table(view.needs, self)
            needs.opened.connect(lambda need: context.go(need.address))
            self._content.addWidget(titled(say("Needs you"), len(view.needs), needs))
            self._content.addSpacing(20)
            self._first = needs
        table = projects_table(rows, self)
        table.opened.connect(self._open)
        self._content.addWidget(titled(say("Projects"), len(rows), table))
        self._first = self._first or table
        if view.closing:
            closing = ClosingCard(view.closing)
            closing.opened.connect(context.go)
            self._beside.addWidget(closing)
        self._add_days(view)
        if view.checks:
            checks = ChecksCard(view.checks)
            checks.opened.connect(context.go)
            self._beside.addWidget(checks)

    def _open(self, row_: object) -> None:
        if isinstance(row_, ProjectRow):
            self.context.go(f"project/{row_.id}/overview")
