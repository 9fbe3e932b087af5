"""The round while no quote is in: that it is waiting, for whom and until when, and what to do meanwhile."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from app.queries.quotes import QuoteRow, RequestView
from app.words import say, say_count
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Line
from ui.widgets.chips import StatusChip
from ui.widgets.illustrations import SheetsPicture
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.states import EmptyState
from ui.widgets.text import Label

WIDEST = 640


class NothingIn(QFrame):
    """Stands in place of the table of the round until there is something to compare."""

    opened = Signal(object)
    """The id of the quote that is to be recorded."""

    declined = Signal(object, str)
    time_asked = Signal()
    add_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[QuoteRow, ...] = ()
        self._shape: object = None
        self._asked_frame: QWidget | None = None
        self._place = column()
        self.first: QWidget | None = None
        """What takes the focus: the one primary button, where something can be recorded."""
        self.setLayout(self._place)

    def show_round(
        self,
        found: RequestView,
        rows: Sequence[QuoteRow],
        *,
        blocked: bool,
        can_add: bool,
        listed: bool = True,
    ) -> None:
        """Show whom the round waits for; with `blocked` it can only be read. The focus survives it.

        `listed` is False where the page lists those who were asked already.
        """
        shape = (found, tuple(rows), blocked, can_add, listed)
        if shape == self._shape:
            return
        self._shape = shape
        clear(self._place)
        self._rows = tuple(each for each in rows if each.can_record and not blocked)
        sealed = sum(each.sealed for each in rows)
        may_wait = found.is_open and found.deadline is not None and not blocked
        empty = EmptyState(
            "scale",
            say("Nothing is opened yet") if sealed else say("No quotes yet"),
            _sealed(sealed, found) if sealed else _waiting(found),
            say("Record a quote") if self._rows else "",
            other=say("Give more time") if may_wait else "",
            note=say("Record each quote when it reaches you, or that the provider declined."),
            picture=SheetsPicture(),
            action_icon="plus",
            other_icon="calendar-days",
        )
        empty.chosen.connect(self._record)
        empty.other_chosen.connect(self.time_asked)
        self.first = empty.button
        asked = framed(
            column(
                *(
                    (
                        Label(say("Who has been asked"), "dense_strong", "text2"),
                        7,
                        Card(self._asked(rows, blocked), padding=(16, 4, 10, 4)),
                        10,
                    )
                    if listed
                    else ()
                ),
                row(
                    None if listed else STRETCH,
                    self._add_button() if can_add and not blocked else None,
                    STRETCH,
                ),
            )
        )
        self._asked_frame = asked
        self.restyle()
        self._place.addWidget(empty)
        self._place.addLayout(row(STRETCH, (asked, 100), STRETCH, gap=0))

    def restyle(self) -> None:
        """Take the greatest width again."""
        if self._asked_frame is not None:
            self._asked_frame.setMaximumWidth(theme().px(WIDEST))

    def _add_button(self) -> Button:
        button = Button(say("Add a quote you have"), "quiet", icon="plus", dense=True)
        button.clicked.connect(self.add_asked)
        return button

    def _asked(self, rows: Sequence[QuoteRow], blocked: bool) -> QWidget:
        lines = column()
        for at, each in enumerate(rows):
            if at:
                lines.addWidget(Line())
            lines.addWidget(self._line(each, blocked))
        return framed(lines)

    def _line(self, each: QuoteRow, blocked: bool) -> QWidget:
        sent = say("asked {day}", day=each.sent) if each.sent else ""
        about = each.note or sent
        words = column(
            STRETCH,
            Label(each.provider, "dense_strong", wrap=True),
            Label(about, "caption", "text3", wrap=True) if about else None,
            STRETCH,
            gap=1,
        )
        chip = StatusChip(each.status, each.tone, icon=each.icon)
        buttons = [] if blocked else [self._decline(each), self._open(each)]
        line = framed(row((words, 1), chip, 6, *buttons, gap=4, margins=(0, 4, 0, 4)))
        line.setMinimumHeight(theme().px(44))
        return line

    def _open(self, each: QuoteRow) -> Button | None:
        if not each.can_record:
            return None
        button = Button(say("Record its quote"), "quiet", dense=True)
        button.setAccessibleName(say("Record the quote of {provider}", provider=each.provider))
        button.clicked.connect(partial(self._emit_open, each))
        return button

    def _decline(self, each: QuoteRow) -> Button | None:
        if not each.can_decline:
            return None
        button = Button(say("Declined…"), "quiet", dense=True)
        button.setAccessibleName(say("Record that {provider} declined", provider=each.provider))
        button.clicked.connect(lambda: self.declined.emit(each.id, each.provider))
        return button

    def _emit_open(self, each: QuoteRow) -> None:
        self.opened.emit(each.id)

    def _record(self) -> None:
        """The quote of the only one it waits for; of several one says whose it is."""
        if len(self._rows) == 1:
            self._emit_open(self._rows[0])
            return
        menu = self.choices()
        if isinstance(self.first, QWidget):
            menu.popup(self.first.mapToGlobal(QPoint(0, self.first.height() + 4)))

    def choices(self) -> QMenu:
        """Whose quote it may be."""
        menu = QMenu(self)
        menu.setAccessibleName(say("Whose quote is it?"))
        for each in self._rows:
            menu.addAction(each.provider.replace("&", "&&")).triggered.connect(partial(self._emit_open, each))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu


def nothing_in(found: RequestView | None, rows: Sequence[QuoteRow]) -> bool:
    """Whether providers were asked, the round is open, and not one quote is in."""
    return found is not None and found.is_open and not found.back and bool(rows)


def _sealed(count: int, found: RequestView) -> str:
    return say_count(
        "{count} of {all} has answered. Its reply stays sealed until after the last day, {day}.",
        "{count} of {all} have answered. Their replies stay sealed until after the last day, {day}.",
        count,
        all=found.waiting,
        day=found.due,
    )


def _waiting(found: RequestView) -> str:
    if not found.waiting:
        return say("Nobody who was asked has handed in a quote.")
    if found.deadline is None:
        return say_count("{count} provider is asked.", "{count} providers are asked.", found.waiting)
    return say_count(
        "{count} provider is asked. Quotes are due {day}.",
        "{count} providers are asked. Quotes are due {day}.",
        found.waiting,
        day=found.due,
    )
