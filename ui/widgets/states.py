"""What a screen shows when there is nothing, when it is loading, and when something is wrong."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.words import say
from ui.theme.current import theme
from ui.widgets.announce import announce
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Icon, Label, Prose

CENTRE = Qt.AlignmentFlag.AlignHCenter


class EmptyState(QFrame):
    """Says in one sentence why there is nothing yet, and offers the one thing to do about it."""

    chosen = Signal()
    other_chosen = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        action: str = "",
        *,
        other: str = "",
        note: str = "",
        picture: QWidget | None = None,
        action_icon: str = "",
        other_icon: str = "",
    ) -> None:
        """`picture` stands in place of the tile with `icon`."""
        super().__init__()
        tile = picture or _tile(icon)
        self._words = Prose(sentence, "lead", "text2", centred=True)
        heading = Label(title, "h1", wrap=True, align=CENTRE)
        small = Label(note, "dense", "text3", wrap=True, align=CENTRE) if note else None
        self.button = Button(action, "primary", icon=action_icon) if action else None
        self.other = Button(other, icon=other_icon) if other else None
        if self.button:
            self.button.clicked.connect(self.chosen)
        if self.other:
            self.other.clicked.connect(self.other_chosen)
        buttons = row(STRETCH, self.button, self.other, STRETCH, gap=8)
        centred = row(STRETCH, (column(heading, 8, self._words, 4 if small else None, small), 6), STRETCH)
        self.setLayout(column(STRETCH, (tile, CENTRE), 18, centred, 20, buttons, STRETCH, margins=24))

    def set_sentence(self, sentence: str) -> None:
        """Say something else about why there is nothing."""
        self._words.setText(sentence)


def _tile(icon: str) -> QWidget:
    tile = Card(column((Icon(icon, "accent", 28), CENTRE)), kind="accent", padding=18)
    tile.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return tile


class Skeleton(QWidget):
    """Grey rows in place of a list that is still loading; shows itself after 300 ms only."""

    DELAY_MS = 300

    def __init__(self, loading: str, rows: int = 3) -> None:
        """`loading` is what a screen reader hears, such as "Loading quotes…"."""
        super().__init__()
        self._rows = rows
        self._visible = False
        self.setAccessibleName(loading)
        self.restyle()
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self._reveal)
        timer.start(self.DELAY_MS)

    def restyle(self) -> None:
        """Take the height again."""
        self.setMinimumHeight(theme().row_height(2) * self._rows)

    def _reveal(self) -> None:
        self._visible = True
        announce(self, self.accessibleName())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two bars a row, of uneven length, as text would be."""
        if not self._visible:
            return
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("track"))
        height = look.row_height(2)
        for at in range(self._rows):
            top = at * height + look.px(10)
            for below, share in ((0, 0.42 - 0.06 * (at % 3)), (look.px(18), 0.66 - 0.08 * (at % 2))):
                painter.drawRoundedRect(QRectF(0, top + below, self.width() * share, look.px(9)), 4, 4)
        painter.end()


class Banner(QFrame):
    """A strip above the page: what it is about, at most two things to do, and details on request."""

    acted = Signal()
    closed = Signal()

    ICONS = {
        "info": "info",
        "warn": "triangle-alert",
        "danger": "octagon-alert",
        "accent": "info",
        "private": "lock-keyhole",
    }

    def __init__(
        self, text: str, tone: str = "info", *, action: str = "", details: str = "", closable: bool = False
    ) -> None:
        super().__init__()
        self.closable = closable
        self.setProperty("banner", tone)
        self.setAccessibleName(text)
        words = Label(text, "dense_medium", f"{tone}_text", wrap=True)
        self._details = Prose(details, "caption", "text2")
        self._details.hide()
        self.button = Button(action, dense=True) if action else None
        if self.button:
            self.button.clicked.connect(self.acted)
        self._more = LinkButton(say("Details")) if details else None
        if self._more:
            self._more.clicked.connect(self._toggle_details)
        close = IconButton("x", say("Close this message"), side=28) if closable else None
        if close:
            close.clicked.connect(self.closed)
        icon = Icon(self.ICONS.get(tone, "info"), f"{tone}_text", 16)
        line = row(icon, (words, 1), self._more, self.button, close, gap=10)
        self.setLayout(column(line, self._details, gap=6, margins=(20, 6, 12, 6)))
        self.restyle()

    def restyle(self) -> None:
        """Take the height again."""
        self.setMinimumHeight(theme().px(44))

    def _toggle_details(self) -> None:
        self._details.setVisible(self._details.isHidden())


class ErrorBanner(Card):
    """What happened and what to do, in place of content that could not be shown."""

    acted = Signal()

    def __init__(self, happened: str, to_do: str, action: str = "", details: str = "") -> None:
        self.button = Button(action, dense=True) if action else None
        detail = Prose(details, "caption", "text2") if details else None
        words = column(
            Label(happened, "strong", wrap=True),
            Prose(to_do, "dense", "text2"),
            detail,
            row(self.button, STRETCH) if self.button else None,
            gap=6,
        )
        line = row((Icon("octagon-alert", "danger", 20), Qt.AlignmentFlag.AlignTop), (words, 1), gap=12)
        super().__init__(line, kind="danger", padding=(18, 16, 18, 16))
        self.setAccessibleName(happened)
        if self.button:
            self.button.clicked.connect(self.acted)


class ErrorSummary(Card):
    """The problems of a page as links to their fields; takes the focus when it appears."""

    def __init__(self) -> None:
        self._links = column(gap=2)
        words = column(
            Label(say("There is a problem on this page"), "sub15"),
            4,
            framed(self._links),
            4,
            Label(say("What you typed is kept. You can come back to it."), "dense", "text2", wrap=True),
        )
        line = row((Icon("octagon-alert", "danger", 20), Qt.AlignmentFlag.AlignTop), (words, 1), gap=12)
        super().__init__(line, kind="danger", padding=(16, 14, 16, 14))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("There is a problem on this page"))
        self.hide()

    def show_problems(self, problems: Sequence[tuple[str, QWidget]]) -> None:
        """List each (sentence, field to go to); hides itself when there are none."""
        clear(self._links)
        for sentence, field in problems:
            link = LinkButton(sentence, kind="fix")
            link.clicked.connect(_focus_on(field))
            self._links.addWidget(link)
        self.setAccessibleDescription("\n".join(sentence for sentence, _ in problems))
        self.setVisible(bool(problems))
        if problems:
            self.setFocus(Qt.FocusReason.OtherFocusReason)


def _focus_on(field: QWidget) -> Callable[[], None]:
    return lambda: field.setFocus(Qt.FocusReason.TabFocusReason)


class Toast(QFrame):
    """A message that passes: what was done, and Undo. It waits while the pointer or focus is on it."""

    acted = Signal()
    gone = Signal()

    SHOWN_MS = 8000
    ICONS = {"success": "circle-check", "info": "info", "warn": "triangle-alert", "danger": "octagon-alert"}

    def __init__(
        self,
        text: str,
        tone: str = "success",
        *,
        action: str = "",
        details: str = "",
        lasting: bool = False,
        here: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setAccessibleName(text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(self.SHOWN_MS)
        self._timer.timeout.connect(self.close_now)
        self._lasting = lasting
        self.here = here
        """Whether it is about the page it was said on, and goes with it."""
        words = Label(text, "dense", "text", wrap=True)
        one_line = words.fontMetrics().horizontalAdvance(text) + 2
        words.setMinimumWidth(min(one_line, theme().px(340)))
        more = Prose(details, "caption", "text3") if details else None
        self.button = Button(action, "quiet", dense=True) if action else None
        if self.button:
            self.button.clicked.connect(self.acted)
            self.button.clicked.connect(self.close_now)
        close = IconButton("x", say("Close this message"), side=28)
        close.clicked.connect(self.close_now)
        icon = Icon(self.ICONS.get(tone, "info"), f"{tone}_text" if tone in self.ICONS else "text2", 16)
        said = column(words, more, gap=2)
        self.setLayout(row(icon, (said, 1), self.button, close, gap=10, margins=(14, 8, 8, 8)))
        self.setMaximumWidth(theme().px(520))
        self.resume()

    def enterEvent(self, event: object) -> None:
        """Wait while the pointer is here."""
        self._timer.stop()

    def leaveEvent(self, event: object) -> None:
        """Go on when the pointer has left."""
        self.resume()

    def resume(self) -> None:
        """Start waiting again, unless it holds the focus or is to stay."""
        focus = self.focusWidget()
        if not self._lasting and not (focus is not None and focus.hasFocus()):
            self._timer.start()

    def pause(self) -> None:
        """Stay for now."""
        self._timer.stop()

    def close_now(self) -> None:
        """Take it away."""
        self._timer.stop()
        self.hide()
        self.gone.emit()
