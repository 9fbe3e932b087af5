"""What is due of the credentials of every provider, by urgency, each with one press that records its renewal."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.lens import Lens
from app.queries.renewals import FIRST, DueGroup, DueRow, due
from app.services import credentials
from app.services.credentials import Checked, Dates
from app.words import say, say_count
from ui.context import Context
from ui.page import Page
from ui.theme.current import theme
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.states import EmptyState
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Label, breakable

CHECKED = 2
ACT = 196
"""Width of what can be pressed at 100 % text, so that the states stand under one another."""


class CredentialsDuePage(Page):
    """Private to the broker. A group shows its first lines; the others come when they are asked for."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"provider", "provider_credential", "provider_person", "candidate", "quote", "project"}
    )
    help_topic: ClassVar[str] = "directory"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._groups: tuple[DueGroup, ...] = ()
        self._shown: dict[str, int] = {}
        self.first: QWidget | None = None
        self._count = Label("", "dense", "text3")
        self._place = column(gap=18)
        self._head = framed(column(Heading(say("Credentials due")), self._count, gap=2))
        self._other = column()
        body = column(self._head, 16, framed(self._place), framed(self._other))
        body.addStretch(1)
        self.set_body(body, body_width=980)

    def title(self) -> str:
        return say("Credentials due")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Directory"), "directory"),) if self.context.lens is Lens.BROKER else ()

    def primary_focus(self) -> QWidget | None:
        return self.first

    def refresh(self) -> None:
        """Read what is due again."""
        context = self.context
        broker = context.lens is Lens.BROKER
        self._groups = ()
        if broker:
            self._groups = context.operations.read(
                partial(due, today=context.today(), formats=context.formats, shown=self._shown)
            )
        self._show(broker)

    def _show(self, broker: bool) -> None:
        clear(self._place)
        clear(self._other)
        self.first = None
        self._head.setVisible(bool(self._groups))
        whole = sum(each.count for each in self._groups)
        self._count.setText(say_count("{count} thing to see to", "{count} things to see to", whole))
        for group in self._groups:
            self._place.addWidget(self._group(group))
        if not self._groups:
            self._other.addWidget(self._empty(broker))
        follow_layout(self)

    def _empty(self, broker: bool) -> EmptyState:
        if broker:
            empty = EmptyState(
                "badge-check", say("Nothing is due"),
                say("What ends within 90 days, what has ended and what has to be checked again comes here."),
                say("Open the directory"),
            )  # fmt: skip
            empty.chosen.connect(lambda: self.context.go("directory"))
        else:
            empty = EmptyState(
                "lock-keyhole", say("The directory belongs to your broker"),
                say("What was checked about a provider stands on its card in your project."),
                say("Go to Home"),
            )  # fmt: skip
            empty.chosen.connect(lambda: self.context.go("home"))
        self.first = empty.button
        return empty

    def _group(self, group: DueGroup) -> QFrame:
        lines = column()
        for at, each in enumerate(group.rows):
            if at:
                lines.addWidget(Line())
            lines.addWidget(self._line(each))
        rest = group.count - len(group.rows)
        if rest > 0:
            more = LinkButton(
                say_count("{count} more: show them", "{count} more: show some", rest), icon="plus"
            )
            more.setAccessibleName(
                say("Show more of “{group}”: {count} are left", group=group.title, count=rest)
            )
            more.clicked.connect(partial(self._more, group.key))
            lines.addLayout(row(more, STRETCH, margins=(0, 8, 0, 8)))
        title = row(
            Heading(group.title, "sub", wrap=False),
            Label(str(group.count), "dense", "text3", tabular=True),
            STRETCH,
            gap=8,
        )
        note = Label(group.note, "dense", "text3", wrap=True) if group.note else None
        return framed(column(title, 2, note, 8, Card(framed(lines), padding=(18, 4, 12, 4))))

    def _line(self, each: DueRow) -> QFrame:
        opens = IconButton("chevron-right", say("Open the checks of {provider}", provider=each.provider))
        opens.clicked.connect(lambda: self.context.go(f"provider/{each.provider_id}/checks"))
        words = column(
            Label(each.name, "dense_medium", wrap=True),
            Label(breakable(each.provider), "dense", "text2", wrap=True),
            Label(each.about, "caption", "text3", wrap=True),
            gap=1,
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        act: Button | None = None
        if each.act:
            act = Button(each.act_words, dense=True)
            act.setAccessibleName(
                say("{act}: {credential} of {provider}", act=each.act_words, credential=each.name,
                    provider=each.provider)
            )  # fmt: skip
            act.clicked.connect(partial(self._record, each))
            act.setMinimumWidth(theme().px(ACT))
        self.first = self.first or act or opens
        chip = StatusChip(each.when, each.tone)
        return framed(
            row(
                (words, 1),
                (chip, middle),
                (act, middle) if act else None,
                opens,
                gap=12,
                margins=(0, 8, 0, 8),
            )
        )

    # Acting ---------------------------------------------------------------------------------------

    def _more(self, group: str, *_: object) -> None:
        self._shown[group] = self._shown.get(group, FIRST) * 4
        self.refresh()

    def _record(self, each: DueRow, *_: object) -> None:
        """Write down in one step what the button says."""
        context = self.context
        checked = Checked(context.today(), context.person, level=max(CHECKED, each.level))
        verb: Any = partial(credentials.check, credential_id=each.id, checked=checked)
        if each.act in ("renew", "visit"):
            watched = context.today() if each.act == "visit" else None
            dates = Dates(expires_on=each.next_end, watched_on=watched)
            verb = partial(credentials.renew, credential_id=each.id, dates=dates, checked=checked)
        label = say("{act}: {credential}", act=each.act_words, credential=each.name)
        done = say(
            "{act}: {credential} of {provider}", act=each.act_words, credential=each.name,
            provider=each.provider,
        )  # fmt: skip
        context.operations.succeeded(verb, label, done=done)
        if self.first is not None:
            self.first.setFocus()
