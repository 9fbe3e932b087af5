"""What opens over the right edge of the page: help for it, and the list of reminders."""

from collections.abc import Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.knowledge.resources import resource
from app.words import say
from ui.theme.current import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.side_panel import SidePanel
from ui.widgets.text import Label


class When(Enum):
    """How reminders are grouped."""

    TODAY = "today"
    THIS_WEEK = "this week"
    LATER = "later"


class Reminder(NamedTuple):
    """Something that waits: a sentence, when, and the one verb that leads to it."""

    sentence: str
    detail: str
    verb: str
    address: str
    when: When = When.TODAY


class Sheet(SidePanel):
    """A side panel over the right edge of `page_area`, closed until `open_sheet`."""

    def __init__(self, title: str, content: QWidget, page_area: QWidget, *, width: int = 320) -> None:
        super().__init__(title, content, width=width)
        self.setParent(page_area)
        self.set_over(True)
        self.hide()
        self._opener: QWidget | None = None
        self.closed.connect(self.close_sheet)
        page_area.installEventFilter(self)

    def open_sheet(self) -> None:
        """Show it with the focus inside, or close it where it is open."""
        if self.isVisible():
            self.close_sheet()
            return
        self._opener = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.focusNextChild()

    def close_sheet(self) -> None:
        """Hide it and give the focus back to what opened it."""
        self.hide()
        if self._opener is not None and self._opener.isVisible():
            self._opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its place when the page area changes its size."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        area = self.parentWidget()
        if area is not None:
            self.setGeometry(area.width() - self.width(), 0, self.width(), area.height())


class _HelpText(QTextBrowser):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say("Help"))
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setProperty("readOnly", True)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(theme().font("dense"))


class HelpSheet(Sheet):
    """F1: what this page is for. Texts lie in `resources/help`, one Markdown file a topic."""

    keys_asked = Signal()

    def __init__(self, page_area: QWidget) -> None:
        self._text = _HelpText()
        keys = LinkButton(say("List of keys"), icon="keyboard")
        content = framed(column((self._text, 1), row(keys, STRETCH), gap=10))
        super().__init__(say("Help"), content, page_area)
        keys.clicked.connect(self.keys_asked)
        self._text.anchorClicked.connect(self._follow)

    def show_topic(self, topic: str) -> None:
        """Show the text for `topic`, or the general one where it has none."""
        named = resource("help", f"{topic}.md")
        path = named if topic and named.is_file() else resource("help", "index.md")
        self._text.setMarkdown(path.read_text(encoding="utf-8") if path.is_file() else "")

    def _follow(self, url: QUrl) -> None:
        self.show_topic(url.toString().removesuffix(".md"))


class ReminderSheet(Sheet):
    """The bell's list: each reminder with one verb; everything in it is also on Home."""

    address_asked = Signal(str)

    def __init__(self, page_area: QWidget) -> None:
        self._column = column(gap=6)
        super().__init__(say("Reminders"), framed(column(framed(self._column), STRETCH)), page_area)
        self.show_reminders(())

    def show_reminders(self, reminders: Sequence[Reminder]) -> None:
        """Show `reminders` under Today, This week and Later."""
        clear(self._column)
        headings = {When.TODAY: say("Today"), When.THIS_WEEK: say("This week"), When.LATER: say("Later")}
        for when, heading in headings.items():
            group = [each for each in reminders if each.when is when]
            if group:
                self._column.addWidget(Label(heading, "dense_strong", "text2"))
            for each in group:
                self._column.addWidget(self._line(each))
        if not reminders:
            self._column.addWidget(Label(say("Nothing needs you today."), "dense", "text2", wrap=True))

    def _line(self, reminder: Reminder) -> QWidget:
        verb = LinkButton(reminder.verb)
        verb.setAccessibleName(say("{verb}: {sentence}", verb=reminder.verb, sentence=reminder.sentence))
        verb.clicked.connect(lambda: self._go(reminder.address))
        words = Label(reminder.sentence, "dense_medium", wrap=True)
        detail = Label(reminder.detail, "caption", "text3", wrap=True)
        return framed(column(words, detail, row(verb, STRETCH), gap=2, margins=(0, 2, 0, 8)))

    def _go(self, address: str) -> None:
        self.close_sheet()
        self.address_asked.emit(address)


class Sheets(QObject):
    """What opens over the right edge of `page_area`, each sheet made when it is first needed."""

    keys_asked = Signal()
    address_asked = Signal(str)

    def __init__(self, page_area: QWidget) -> None:
        super().__init__(page_area)
        self._page_area = page_area
        self._waiting: tuple[Reminder, ...] = ()

    @cached_property
    def help(self) -> HelpSheet:
        """Help for the page."""
        sheet = HelpSheet(self._page_area)
        sheet.keys_asked.connect(self.keys_asked)
        return sheet

    @cached_property
    def reminders(self) -> ReminderSheet:
        """What waits."""
        sheet = ReminderSheet(self._page_area)
        sheet.address_asked.connect(self.address_asked)
        return sheet

    def open_help(self, topic: str) -> None:
        """Open the help for `topic`, or close it where it is open."""
        self.help.show_topic(topic)
        self.help.open_sheet()

    def show_reminders(self, reminders: Sequence[Reminder]) -> None:
        """List `reminders` from now on."""
        self._waiting = tuple(reminders)
        if "reminders" in vars(self):
            self.reminders.show_reminders(self._waiting)

    def open_reminders(self) -> None:
        """Open the list of what waits, or close it where it is open."""
        self.reminders.show_reminders(self._waiting)
        self.reminders.open_sheet()
