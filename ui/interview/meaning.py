"""What a word or a skill is taken for, and the ways to put it right: by mouse and by keyboard, beside the word."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.knowledge.pack import Knowledge
from app.queries.brief_needs import EXCLUDED, LEGACY, MUST, NICE
from app.queries.understood import skills_like, weight_words
from app.words import say
from ui.theme.current import theme
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.cards import Card
from ui.widgets.fields import Choice
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import FlowLayout, clear, column, framed, row
from ui.widgets.navigation import SearchBox
from ui.widgets.tab_order import first_control
from ui.widgets.text import Heading, Label, Prose

WIDTH = 300
MOST = 5
"""Skills that are offered for what was typed."""

GAP = 6
"""Pixels between the card and what it is about."""

WEIGHTS = (MUST, NICE, EXCLUDED, LEGACY)


class MeaningCard(Card):
    """Lies over the page beside what it is about. Esc closes it, and typing goes on where it was.

    `acts` are its buttons with what they do; `weight`, where given, can be changed; with `search` another skill can
    be looked for. Not `changeable`: it is somebody else's word, and is only read.
    """

    closed = Signal()
    meant = Signal(str)
    """The skill that was looked for and picked."""

    weighed = Signal(str)
    """What is said of the skill, picked anew."""

    def __init__(
        self,
        knowledge: Knowledge,
        title: str,
        told: str,
        acts: Sequence[tuple[str, Callable[[], object]]],
        *,
        weight: str = "",
        searching: bool = False,
        changeable: bool = True,
    ) -> None:
        self._knowledge = knowledge
        self._back: QWidget | None = None
        self.search = SearchBox(say("Search the skills"), width=0)
        self.search.searched.connect(self._look)
        self._found = column(gap=2)
        self._looking = framed(column(8, self.search, 4, framed(self._found)))
        self._looking.setVisible(False)
        leave = IconButton("x", say("Close"), side=28)
        leave.clicked.connect(self.close_card)
        buttons = FlowLayout(6)
        for words, act in acts:
            button = Button(words, dense=True)
            button.clicked.connect(partial(self._act, act))
            buttons.addWidget(button)
        other = Button(say("Something else"), "quiet", dense=True)
        other.clicked.connect(self.open_search)
        buttons.addWidget(other)
        head = row((Heading(title, "sub15"), 1), (leave, Qt.AlignmentFlag.AlignTop), gap=8)
        told_row = Prose(told, "dense", "text2") if told else None
        self._choosing = framed(column(8, framed(buttons), *self._weighing(weight)))
        if not changeable:
            self._choosing.hide()
        self._leave = leave
        super().__init__(
            column(head, 2, told_row, self._choosing, self._looking),
            padding=(16, 10, 12, 14),
        )
        self.setAccessibleName(title)
        self.setObjectName("meaning")
        if searching:
            self.open_search()

    def _weighing(self, weight: str) -> tuple[QWidget | int, ...]:
        if not weight:
            return ()
        choice = Choice([(key, weight_words(key)) for key in WEIGHTS])
        choice.set_value(weight)
        choice.committed.connect(lambda: self._act(partial(self.weighed.emit, choice.value())))
        return 8, FormRow(say("How it is meant"), choice, role="dense_medium")

    # Coming and going -----------------------------------------------------------------------------

    def open_over(self, page: QWidget, near: QRect, back: QWidget | None, *, take_focus: bool) -> None:
        """Show it under `near` (in the coordinates of `page`), or over it where there is no room below."""
        self._back = back
        self.setParent(page)
        self.setFixedWidth(min(theme().px(WIDTH), page.width()))
        self.show()
        self.adjust(near)
        self.raise_()
        target = (
            self.search if self._looking.isVisibleTo(self) else first_control(self._choosing) or self._leave
        )
        if take_focus and target is not None:
            target.setFocus(Qt.FocusReason.PopupFocusReason)

    def adjust(self, near: QRect) -> None:
        """Take the height that its words need, and stay inside the page."""
        self._near = near
        page = self.parentWidget()
        if page is None:
            return
        for part in (*self.findChildren(QFrame), self):
            if (layout := part.layout()) is not None:
                layout.invalidate()
        height = min(self.heightForWidth(self.width()), page.height())
        self.resize(self.width(), height)
        top = near.bottom() + GAP
        if top + height > page.height():
            top = near.top() - GAP - height
        left = min(near.left(), page.width() - self.width())
        self.move(QPoint(max(left, 0), max(min(top, page.height() - height), 0)))

    def close_card(self) -> None:
        """Go away; what had the focus gets it back."""
        back = self._back if self.isAncestorOf(self.focusWidget() or self) or self.hasFocus() else None
        self.hide()
        if back is not None:
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        else:
            super().keyPressEvent(event)

    def _act(self, act: Callable[[], object]) -> None:
        self.close_card()
        act()

    # Looking for another skill --------------------------------------------------------------------

    def open_search(self) -> None:
        """Show the search box in place of the other ways, and go there."""
        self._choosing.setVisible(False)
        self._looking.setVisible(True)
        if self.isVisible():
            self.adjust(self._near)
            self.search.setFocus()

    def _look(self, typed: str) -> None:
        clear(self._found)
        found = skills_like(self._knowledge, typed, most=MOST)
        for id, name in found:
            link = LinkButton(name, wrap=True)
            link.clicked.connect(partial(self._act, partial(self.meant.emit, id)))
            self._found.addWidget(link)
            link.show()  # else it would have no height yet
        if typed and not found:
            self._found.addWidget(Label(say("No skill of this name is known."), "dense", "text3", wrap=True))
        if self.isVisible():
            self.adjust(self._near)
            QTimer.singleShot(0, self, partial(self.adjust, self._near))  # a name may have gone on below
