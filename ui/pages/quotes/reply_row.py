"""One reply in the list: what is known of it, its label, what is wrong with it and what can be done."""

import uuid
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from app.queries.replies import ReplyRow
from app.words import say
from ui.widgets.buttons import Button
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import column, framed, row
from ui.widgets.points import bullets
from ui.widgets.text import Icon, Label


class ReplyLine(QFrame):
    """A file that came back. Each signal carries its own id first, or the quote's."""

    assigned = Signal(object, object, str)
    late_asked = Signal(object, str)
    day_asked = Signal(object, str)
    quote_asked = Signal(object)

    def __init__(self, each: ReplyRow, askable: tuple[tuple[uuid.UUID, str], ...], *, blocked: bool) -> None:
        super().__init__()
        self._each = each
        self._askable = askable
        about = (
            say("{provider} · came {when} · {size}", provider=each.provider, when=each.came, size=each.size)
            if each.provider
            else say("came {when} · {size}", when=each.came, size=each.size)
        )
        words = column(
            Label(each.file, "dense_strong", wrap=True), Label(about, "caption", "text3", wrap=True), gap=1
        )
        self.assign = self._button(
            say("Say whose it is…"), say("Say whose reply “{file}” is", file=each.file),
            each.can_assign and bool(askable) and not blocked,
        )  # fmt: skip
        self.day = self._button(
            say("It came earlier…"),
            say("Say when “{file}” came", file=each.file),
            each.can_date and not blocked,
        )
        self.late = self._button(
            say("Open it all the same…"), say("Open “{file}” although it came late", file=each.file),
            each.can_open and not blocked,
        )  # fmt: skip
        self.quote = self._button(
            say("Open its quote"), say("Open the quote that “{file}” went into", file=each.file),
            each.opened and each.quote_id is not None,
        )  # fmt: skip
        if self.assign is not None:
            self.assign.clicked.connect(self._choose)
        if self.day is not None:
            self.day.clicked.connect(lambda: self.day_asked.emit(each.id, each.file))
        if self.late is not None:
            self.late.clicked.connect(lambda: self.late_asked.emit(each.id, each.file))
        if self.quote is not None:
            self.quote.clicked.connect(lambda: self.quote_asked.emit(each.quote_id))
        chip = StatusChip(each.label, each.tone, icon=each.icon)
        chip.setObjectName("reply_label")
        top = row(
            Icon("file-text", "text3"), (words, 1), chip, self.assign, self.day, self.late, self.quote, gap=10
        )
        notes = [each.note] if each.note else []
        found = column(
            *bullets(notes, "circle-alert", "text3"), *bullets(each.findings, "triangle-alert", "warn_text"),
            gap=4, margins=(26, 2, 0, 4),
        )  # fmt: skip
        self.setLayout(column(top, framed(found) if notes or each.findings else None, margins=(0, 8, 0, 8)))

    def _button(self, words: str, name: str, offered: bool) -> Button | None:
        if not offered:
            return None
        button = Button(words, "quiet", dense=True)
        button.setAccessibleName(name)
        return button

    def _choose(self) -> None:
        menu = self.choices()
        assert self.assign is not None
        menu.popup(self.assign.mapToGlobal(QPoint(0, self.assign.height() + 4)))

    def choices(self) -> QMenu:
        """Whose it may be."""
        menu = QMenu(self)
        menu.setAccessibleName(say("Whose reply is it?"))
        for key, name in self._askable:
            chosen = partial(self.assigned.emit, self._each.id, key, name)
            menu.addAction(name.replace("&", "&&")).triggered.connect(lambda _=False, then=chosen: then())
        menu.aboutToHide.connect(menu.deleteLater)
        return menu


def first_button(lines: list[ReplyLine]) -> QWidget | None:
    """The first thing that can be done about any of them."""
    return next(
        (each for line in lines for each in (line.assign, line.day, line.late, line.quote) if each), None
    )
