"""The base of every screen: its address, what it is interested in, and the frame it stands in."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QWidget

from ui.commands import Command
from ui.context import Context
from ui.operations import Changed
from ui.theme.current import theme
from ui.widgets.cards import Scroll
from ui.widgets.layouts import column, framed, row
from ui.widgets.side_panel import SidePanel
from ui.widgets.tab_order import first_control
from ui.widgets.text import Heading

SHEET_BELOW = 1240
"""Effective window width (pixels of 100 % text) under which a side panel lies over the page."""

NO_LIMIT = 16777215
"""Qt's QWIDGETSIZE_MAX, which PySide does not name."""

ASIDE_BELOW = 1000
"""Effective window width under which the column beside the body moves under it."""


class Page(QWidget):
    """One screen. The shell makes it once per address, calls `show_address`, then `refresh`.

    `show_address` only remembers ids; `refresh` reads and shows. The shell calls `refresh` again when
    a unit of work touched one of `interests` and the page is visible; a hidden page is marked stale
    and refreshed when it is shown.
    """

    interests: ClassVar[frozenset[str]] = frozenset()
    """Names of the entities it shows."""

    wide: ClassVar[bool] = False
    """Whether it needs the rail collapsed to icons (large tables)."""

    bare: ClassVar[bool] = False
    """Whether it stands alone in the window, without rail, header and menus (the first start)."""

    help_topic: ClassVar[str] = ""
    """Section of the help that F1 opens."""

    title_changed = Signal()
    aside_moved = Signal(bool)
    """The column beside the body stands under it from now on, or beside it again."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context = context
        self.params: Mapping[str, str] = {}
        self.scroller: Scroll | None = None
        self._side: SidePanel | None = None
        self._side_docked = False
        self._sheet_open = False
        self._side_is_over = False
        self._aside: QWidget | None = None
        self._main: QWidget | None = None
        self._footer: QWidget | None = None
        self._body_width = 0
        self._room = 0
        self._aside_below = ASIDE_BELOW
        self._aside_width = 0
        self.aside_is_under = False
        self._columns = row(gap=28)
        self._body = QFrame()
        self._middle = row(gap=0)
        self._outer = column(framed(self._middle))
        self.setLayout(self._outer)

    # What a page answers --------------------------------------------------------------------------

    def show_address(self, params: Mapping[str, str]) -> None:
        """Remember the ids of the address, such as {"project": "…"}."""
        self.params = params

    def refresh(self) -> None:
        """Read again and show. The focus and what is being typed must survive it."""

    def title(self) -> str:
        """What the header and the window call this page."""
        return ""

    def crumbs(self) -> Sequence[tuple[str, str]]:
        """The pages above this one as (words, address), outermost first."""
        return ()

    def commands(self) -> Sequence[Command]:
        """What the search box offers while this page is shown."""
        return ()

    def primary_focus(self) -> QWidget | None:
        """What takes the focus when the page opens; None leaves it to the first control."""
        return None

    def arrive(self) -> None:
        """Called each time one comes to this page, after it has read: do what its address asks for."""

    def leave(self) -> None:
        """Called before another page is shown: flush what is being typed."""

    def print_page(self) -> bool:
        """Ctrl+P: print what this page is about; False where there is nothing to print."""
        return False

    def concerns(self, changes: Changed) -> bool:
        """Whether `changes` may alter what is shown."""
        return bool(self.interests & changes.entities)

    # The frame ------------------------------------------------------------------------------------

    def set_body(
        self,
        body: QLayout | QWidget,
        *,
        aside: QLayout | QWidget | None = None,
        aside_width: int = 300,
        aside_below: int = ASIDE_BELOW,
        body_width: int = 0,
        scrolls: bool = True,
    ) -> None:
        """Put `body` on the page with the page's padding, and `aside` in a narrow column to its right.

        Below `aside_below` pixels of effective window width the aside stands under the body. `body_width`
        is the most a column of text may take at 100 % text (640 for questions, 720 for reading). A page
        that is one large table sets `scrolls` to False, so that only the table scrolls.
        """
        self._aside_below = aside_below
        self._main = _as_widget(body)
        self._body_width = body_width
        self._columns.addWidget(self._main, 100)
        if body_width:
            self._columns.addStretch(1)
        if aside is not None:
            self._aside = _as_widget(aside)
            self._aside_width = aside_width
            self._columns.addWidget(self._aside)
        self._body.setLayout(self._columns)
        if scrolls:
            self.scroller = Scroll(self._body)
            self._middle.insertWidget(0, self.scroller, 1)
        else:
            self._middle.insertWidget(0, self._body, 1)
        self._arrange()

    def set_aside_width(self, width: int) -> None:
        """Give the column beside the body another width."""
        if width != self._aside_width:
            self._aside_width = width
            self._arrange()

    def set_whole(self, content: QWidget) -> None:
        """Fill the page with `content`, edge to edge."""
        self._middle.addWidget(content, 1)

    def set_footer(self, footer: QWidget) -> None:
        """Put `footer` under the page; it never scrolls away."""
        self._footer = footer
        self._outer.addWidget(footer)

    def footer_height(self) -> int:
        """Height of the footer; messages stay above it."""
        return 0 if self._footer is None or self._footer.isHidden() else self._footer.height()

    def leave_room(self, height: int) -> None:
        """Leave `height` pixels free under the last part of what scrolls, for messages that lie over it."""
        if height != self._room and self.scroller is not None:
            self._room = height
            self._arrange()

    def set_side(self, panel: SidePanel, *, opened: bool = True) -> None:
        """Give the page a side panel. Closing it only hides it; `open_side` shows it again.

        `opened` says whether it stands there from the start where the window is wide enough.
        """
        self._side = panel
        self._side_docked = opened
        panel.closed.connect(self.close_side)
        panel.hide()
        self._arrange()

    def open_side(self) -> None:
        """Show the side panel: beside the page, or over it with the focus inside."""
        if self._side is None:
            return
        self._side_docked = True
        self._sheet_open = True
        self._arrange()
        if self._side_is_over:
            self._side.raise_()
            self._side.setFocus()
            self._side.focusNextChild()

    def close_side(self) -> None:
        """Hide the side panel and give the focus back to the page."""
        if self._side is None:
            return
        focused = self.focusWidget()
        had_focus = focused is not None and self._side.isAncestorOf(focused)
        self._sheet_open = False
        if not self._side_is_over:
            self._side_docked = False
        self._side.hide()
        if had_focus:
            take_focus(self)

    def effective_width(self) -> float:
        """Width of the window in pixels of 100 % text."""
        return self.window().width() / theme().zoom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Re-arrange at the breakpoints."""
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Re-arrange for another text size."""
        self._arrange()

    def _arrange(self) -> None:
        width = self.effective_width()
        if self._footer is not None and hasattr(self._footer, "restyle"):
            self._footer.restyle()  # lower where the window is low
        padding = theme().page_padding(width)
        short = self.window().height() < 600
        above, below = (14, 12) if short else (22, 20)
        below += self._room
        self._columns.setContentsMargins(padding, above, padding, below)
        if self._main is not None and self._body_width:
            self._main.setMaximumWidth(theme().px(self._body_width))
        if self._aside is not None:
            under = width < self._aside_below
            if under and self._body_width:
                # By a margin: a column asks its parts for their height with the whole of its own width.
                beside = self.width() - padding - theme().px(self._body_width)
                self._columns.setContentsMargins(padding, above, max(padding, beside), below)
            direction = QBoxLayout.Direction.TopToBottom if under else QBoxLayout.Direction.LeftToRight
            self._columns.setDirection(direction)
            self._aside.setMinimumWidth(0 if under else theme().px(self._aside_width))
            self._aside.setMaximumWidth(NO_LIMIT if under else theme().px(self._aside_width))
            if under is not self.aside_is_under:
                self.aside_is_under = under
                self.aside_moved.emit(under)
        if self._side is not None:
            self._place_side(self._side, width < SHEET_BELOW)

    def _place_side(self, side: SidePanel, over: bool) -> None:
        """Docked where there is room; else a sheet at the right edge, shown only when asked for."""
        if over != self._side_is_over or side.parent() is None:
            side.set_over(over)
            self._sheet_open = False
            if over:
                self._middle.removeWidget(side)
                side.setParent(self)
            else:
                self._middle.addWidget(side)
            self._side_is_over = over
        if over:
            side.setGeometry(QRect(self.width() - side.width(), 0, side.width(), self.height()))
            side.raise_()
        side.setVisible(self._sheet_open if over else self._side_docked)


def _as_widget(content: QLayout | QWidget) -> QWidget:
    return content if isinstance(content, QWidget) else framed(content)


def take_focus(page: Page) -> None:
    """Put the focus on `page`: on what it names, else on its first control, else on its heading.

    The shell does so when one comes to a page; a page does so itself when what had the focus is gone.
    At once, and again a moment later: what was made just now can be seen, and take the focus, only then.
    """
    _focus(page)
    QTimer.singleShot(0, page, partial(_focus_again, page, page.window().focusWidget()))


def _focus_again(page: Page, given: QWidget | None) -> None:
    now = page.window().focusWidget()
    if page.isVisible() and (now is given or now is None or not now.isVisible()):
        _focus(page)


def _focus(page: Page) -> None:
    wanted = page.primary_focus()
    if wanted is None or not (wanted.isVisible() and wanted.isEnabled()):
        wanted = first_control(page) or next(filter(QWidget.isVisible, page.findChildren(Heading)), None)
    if wanted is not None:
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)
