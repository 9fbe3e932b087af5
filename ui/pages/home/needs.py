"""What waits for the owner: one line each, with the one button that does it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.queries.home import NeedsYou
from app.words import say, say_count
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Icon, Label, breakable

MOST = 5
RIGHT = Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class NeedsCard(Card):
    """The first `MOST` things that wait, the first of them with the page's primary button."""

    opened = Signal(str)
    all_asked = Signal()

    def __init__(self, needs: Sequence[NeedsYou], *, whole: bool, several: bool) -> None:
        """`whole` shows them all; `several` says which project each belongs to."""
        lines = column()
        super().__init__(lines, padding=0)
        self.acts: list[Button] = []
        shown = needs if whole else needs[:MOST]
        for at, need in enumerate(shown):
            if at:
                lines.addWidget(Line())
            lines.addWidget(self._need(need, several))
        more = len(needs) - len(shown)
        if more > 0:
            rest = LinkButton(say_count("Show {count} more", "Show {count} more", more))
            rest.clicked.connect(self.all_asked)
            lines.addWidget(Line())
            lines.addWidget(framed(row(rest, STRETCH, margins=(18, 10, 18, 10))))

    def _need(self, need: NeedsYou, several: bool) -> QWidget:
        tile = Card(column(Icon(need.icon, "accent", 20)), kind="accent", padding=11)
        detail = need.detail
        if several and need.detail != need.project:
            detail = say("{project} · {detail}", project=need.project, detail=need.detail)
        words = column(
            Label(breakable(need.title), "sub15", wrap=True),
            Label(breakable(detail), "dense", "text2", wrap=True),
            gap=3,
        )
        minutes = say_count("{count} min", "{count} min", need.minutes)
        when = Label(need.due_words, "dense_medium", align=RIGHT) if need.due_words else None
        about = column(when, Label(minutes, "caption", "text3", align=RIGHT), gap=3)
        act = Button(need.button, "secondary" if self.acts else "primary")
        act.setAccessibleDescription(need.title)
        act.clicked.connect(partial(self.opened.emit, need.address))
        self.acts.append(act)
        parts = ((tile, MIDDLE), (words, 1), (about, MIDDLE), (act, MIDDLE))
        return framed(row(*parts, gap=16, margins=(18, 14, 18, 14)))
