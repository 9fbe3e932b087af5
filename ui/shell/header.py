"""The strip above the page: back and forward, where one is, when it was saved, search, bell and help."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.words import say, say_count
from ui.shell.command_box import CommandBox
from ui.theme.current import theme
from ui.widgets.buttons import IconButton
from ui.widgets.layouts import STRETCH, framed, row
from ui.widgets.navigation import Breadcrumb
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Icon, Label


class Bell(IconButton):
    """Opens the list of reminders; shows how many wait."""

    def __init__(self) -> None:
        super().__init__("bell", say("Reminders"))
        self._count = 0

    def set_count(self, count: int) -> None:
        """Show that `count` reminders wait."""
        self._count = count
        self.set_name(
            say_count("{count} reminder", "{count} reminders", count) if count else say("No reminders")
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        look = theme()
        side = look.px(15)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        dot = QRectF(self.width() - side - 1, 1, side, side)
        painter.drawEllipse(dot)
        painter.setPen(look.color("on_accent"))
        painter.setFont(look.font("tiny"))
        painter.drawText(dot, Qt.AlignmentFlag.AlignCenter, str(min(self._count, 99)))
        painter.end()


class SavedMark(QFrame):
    """When the last change reached the disk, or that it has not."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = Icon("check", "success", 15)
        self._words = Label("", "caption", "text3", tabular=True)
        self.setLayout(row(self._icon, self._words, gap=5))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.hide()

    def show_saved(self, clock: str) -> None:
        """Say when it was saved, as the formatter writes the time."""
        self._show("check", "success", say("Saved {time}", time=clock), "text3")

    def show_failed(self) -> None:
        """Say that the last change is not on disk."""
        self._show("octagon-alert", "danger", say("Not saved"), "danger_text")

    def _show(self, icon: str, icon_tone: str, words: str, tone: str) -> None:
        self._icon.show_icon(icon, icon_tone)
        self._words.setText(words)
        self._words.set_tone(tone)
        self.setAccessibleName(words)
        self.show()


class Header(QFrame):
    """The strip itself; the window tells it what to show."""

    back_asked = Signal()
    forward_asked = Signal()
    address_asked = Signal(str)
    reminders_asked = Signal()
    help_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self.back = IconButton("arrow-left", say("Back"))
        self.forward = IconButton("arrow-right", say("Forward"))
        self.path = Breadcrumb()
        self.saved = SavedMark()
        self.search = CommandBox()
        self.bell = Bell()
        self.help = IconButton("circle-help", say("Help for this page"))
        self.back.clicked.connect(self.back_asked)
        self.forward.clicked.connect(self.forward_asked)
        self.path.chosen.connect(self.address_asked)
        self.bell.clicked.connect(self.reminders_asked)
        self.help.clicked.connect(self.help_asked)
        self._row = row(
            self.back, self.forward, 4, (self.path, 1), framed(row(STRETCH)), self.saved, 10, self.search, 8,
            self.bell, self.help, gap=2, margins=(20, 0, 12, 0),
        )  # fmt: skip
        self.setLayout(self._row)
        self.set_steps(False, False)
        self.restyle()

    def show_page(self, crumbs: Sequence[tuple[str, str]], title: str) -> None:
        """Show where one is. Tab goes through the links where they stand, not where new ones come."""
        self.path.show_path(crumbs, title)
        follow_layout(self)

    def set_steps(self, back: bool, forward: bool) -> None:
        """Whether there is a page before and after this one; Forward appears once it leads somewhere."""
        self.back.setEnabled(back)
        self.forward.setVisible(forward)

    def set_narrow(self, narrow: bool) -> None:
        """Give the search box less room and drop the words beside the path."""
        self.search.set_narrow(narrow)
        self._row.setContentsMargins(12 if narrow else 20, 0, 12, 0)

    def restyle(self) -> None:
        """Take the height again."""
        self.setFixedHeight(theme().px(48))
