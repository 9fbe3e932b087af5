"""The main window. Its bare frame is painted first; pages and data are attached afterwards."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QWidget

from app.queries.lens import Lens
from app.words import say
from ui import long_step
from ui.commands import Command, Group
from ui.context import Context
from ui.delegates.rail import RailSection
from ui.notices import Notices
from ui.operations import Saving
from ui.shell.addresses import Routes, Trail
from ui.shell.density import RowDensity
from ui.shell.drops import OPENED_AT, Drops
from ui.shell.header import Header
from ui.shell.keys import KeysDialog, native, window_keys
from ui.shell.menus import MENU_BELOW, Menus
from ui.shell.messages import BannerArea, ToastArea
from ui.shell.page_stack import PageStack
from ui.shell.rail import Rail
from ui.shell.sheets import Reminder, Sheets
from ui.theme.current import theme
from ui.widgets.announce import announce
from ui.widgets.focus_ring import FocusRing
from ui.widgets.layouts import column, framed, row
from ui.widgets.states import Skeleton
from ui.widgets.tab_order import first_control

SIZE = (1366, 768)
LEAST = (960, 520)
RAIL_BELOW = 1180
"""Effective width (pixels of 100 % text) under which the rail shows icons alone."""


class Navigation(Protocol):
    """What the window asks about places; the composition root answers from queries."""

    def sections(self, address: str) -> Sequence[RailSection]:
        """The places of the rail while the page at `address` is shown."""
        ...

    def reminders(self) -> Sequence[Reminder]:
        """What the bell lists."""
        ...

    def find(self, typed: str) -> Sequence[Command]:
        """Projects, providers and documents that fit what was typed, and acts beyond this page."""
        ...

    def guest(self) -> str:
        """The owner whose view it is in a broker's program; empty where it is whoever works here."""
        ...


class MainWindow(QMainWindow):
    """Frame, keys and the order of things. `attach` brings it to life; `notices` work from the start."""

    closing = Signal()

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        notices.setParent(self)  # whom its signals reach goes with the window, and not before
        self.notices = notices
        self.trail = Trail()
        self.context: Context | None = None
        self.pages: PageStack | None = None
        self._navigation: Navigation | None = None
        self._density = RowDensity(self)
        self.rail = Rail()
        self.header = Header()
        self.banners = BannerArea()
        self._page_area = QFrame()
        self._waiting = Skeleton(say("Opening your workspace…"), rows=5)
        self._page_column = column((self._waiting, 1))
        self._page_area.setLayout(self._page_column)
        right = framed(column(self.header, self.banners, (self._page_area, 1)))
        centre = framed(row(self.rail, (right, 1), gap=0), "canvas")
        self.setCentralWidget(centre)
        self.toasts = ToastArea(self._page_area)
        acts = self._acts()
        self.menus = Menus(self, acts, self.go)
        self.sheets = Sheets(self._page_area)
        self.sheets.keys_asked.connect(acts["keys"])
        self.sheets.address_asked.connect(self.go)
        self._connect_notices()
        self.ring = FocusRing(self)
        self.setMinimumSize(*LEAST)
        self.resize(*SIZE)
        self.setWindowTitle("Sourcewright")
        self.header.setEnabled(False)
        self.drops = Drops(self)

    def attach(
        self, context: Context, routes: Routes, navigation: Navigation, address: str = "home"
    ) -> PageStack:
        """Show pages from now on, the first at `address`. A second call replaces the workspace."""
        self.leave()
        for each in (context, context.operations, context.jobs):
            each.blockSignals(False)  # it may be the very one that was left
        if self.pages is not None:
            self._page_column.removeWidget(self.pages)
            self.pages.deleteLater()
        self.context = context
        self._navigation = navigation
        self.trail = Trail()
        self._waiting.hide()
        self.pages = PageStack(context, routes)
        self.pages.page_shown.connect(self._page_shown)
        self.pages.retitled.connect(self._show_title)
        self._page_column.addWidget(self.pages, 1)
        self.pages.show()  # at once, not when the layout gets to it: a hidden page cannot take the focus
        context.navigate = self.go
        self.drops.context = context
        self.drops.where = lambda: self.trail.current
        context.operations.watch = lambda title: long_step.steps_back(self, context.formats, title)
        context.operations.changed.connect(self._show_waiting)
        context.operations.saving.connect(self._saving)
        context.lens_changed.connect(self._show_waiting)
        self._density.follow(context)
        context.lens_leaving.connect(self.toasts.clear)
        context.lens_leaving.connect(self.trail.forget)  # what lies behind was seen through other eyes
        context.lens_leaving.connect(self.header.search.forget)
        context.jobs.slow.connect(self.banners.show_job)
        self._connect_header()
        self.header.setEnabled(True)
        self.go(address)  # which shows the rail, too
        QTimer.singleShot(0, self.pages, self._show_waiting)  # the page is seen first
        self.ring.raise_()
        return self.pages

    def leave(self) -> None:
        """Let go of the workspace that is shown: what is being typed is kept, its work ends, its words go."""
        context = self.context
        if context is None:
            return
        if self.pages is not None:
            self.pages.page().leave()
        context.jobs.close()
        for each in (context, context.operations, context.jobs):
            each.blockSignals(True)  # whatever ends late in it no longer moves this window
        self.toasts.clear()
        self.banners.clear_loose()
        self.header.search.forget()
        self.context = None

    # Going places ---------------------------------------------------------------------------------

    def go(self, address: str) -> None:
        """Show the page at `address` and remember it for Back."""
        if self.pages is not None:
            self.trail.visit(address)
            self.pages.go(address)

    def step(self, steps: int) -> None:
        """Go back (-1) or forward (1)."""
        address = self.trail.step(steps)
        if self.pages is not None and address != self.pages.address:
            self.pages.go(address)

    def _page_shown(self) -> None:
        if self.pages is None or self._navigation is None:
            return
        self._show_title()
        self.header.set_steps(self.trail.can_go_back, self.trail.can_go_forward)
        self._show_rail()
        self._arrange()
        page = self.pages.page()
        announce(page, page.title())

    def _show_title(self) -> None:
        """What the page is called now, which may change while it is seen: a brief is agreed, a name is given."""
        if self.pages is None:
            return
        page = self.pages.page()
        title = page.title()
        self.header.show_page(page.crumbs(), title)
        self.setWindowTitle(say("{page} – Sourcewright", page=title) if title else "Sourcewright")

    def _show_rail(self) -> None:
        if self.pages is None or self._navigation is None or self.context is None:
            return
        self.rail.show_sections(self._navigation.sections(self.pages.address))
        self.rail.set_active(self.pages.address)
        self.menus.show_places(self.rail.items())
        guest = self._navigation.guest()
        owner = say("Owner view: {owner}", owner=guest) if guest else say("Owner view")
        words = {Lens.OWNER: owner, Lens.BROKER: say("Broker view")}[self.context.lens]
        self.rail.show_person(self.context.person, words)

    def _show_waiting(self) -> None:
        """The bell's reminders, the rail with its counts, and what undo and redo would do."""
        if self._navigation is None or self.context is None:
            return
        reminders = self._navigation.reminders()
        self.header.bell.set_count(len(reminders))
        self.sheets.show_reminders(reminders)
        self._show_rail()
        self.menus.show_steps(self.context.operations)

    def _saving(self, state: Saving) -> None:
        assert self.context is not None
        if state is Saving.SAVED:
            self.header.saved.show_saved(self.context.formats.clock(self.context.operations.saved_at))
        else:
            self.header.saved.show_failed()

    # Keys -----------------------------------------------------------------------------------------

    def _acts(self) -> dict[str, Callable[[], object]]:
        look = theme()
        return {
            "search": self.header.search.summon,
            "back": lambda: self.step(-1),
            "forward": lambda: self.step(1),
            "new_project": lambda: self.go("new"),
            "open_file": lambda: self.go(OPENED_AT),
            "save": self._save,
            "undo": lambda: self._step_back(undo=True),
            "redo": lambda: self._step_back(undo=False),
            "print": self._print,
            "help": self._show_help,
            "regions": self._next_region,
            "toast": self.toasts.focus_newest,
            "lens": self._switch_lens,
            "density": self._density.switch,
            "zoom_in": lambda: look.step_zoom(1),
            "zoom_out": lambda: look.step_zoom(-1),
            "zoom_reset": lambda: look.set_zoom(100),
            "keys": lambda: KeysDialog(self).open(),
            "quit": self.close,
        }

    def _step_back(self, *, undo: bool) -> None:
        if self.context is not None:
            operations = self.context.operations
            (operations.undo if undo else operations.redo)()

    def _save(self) -> None:
        """Nothing waits to be saved; what is being typed is drafted now, and the person is told."""
        if self.pages is not None:
            self.pages.page().leave()
        self.notices.toast(say("Saved"), tone="success")

    def _print(self) -> None:
        if self.pages is not None and not self.pages.page().print_page():
            self.notices.toast(say("There is nothing to print on this page."))

    def _show_help(self) -> None:
        if self.pages is not None:
            self.sheets.open_help(self.pages.page().help_topic)

    def _switch_lens(self) -> None:
        if self.context is not None:
            self.context.set_lens(Lens.BROKER if self.context.lens is Lens.OWNER else Lens.OWNER)

    def _next_region(self) -> None:
        """Rail, header, page, and round again."""
        page = self.pages.currentWidget() if self.pages is not None else None
        regions: list[QWidget] = [self.rail, self.header, *([page] if page is not None else [])]
        focused = self.focusWidget()
        at = next((k for k, each in enumerate(regions) if focused and each.isAncestorOf(focused)), -1)
        target = first_control(regions[(at + 1) % len(regions)])
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _commands(self, typed: str) -> Sequence[Command]:
        if self.pages is None or self._navigation is None:
            return ()
        bound = self._acts()
        places = [
            Command(item.words, lambda to=item.address: self.go(to), Group.GO, icon=item.icon)  # type: ignore[misc]
            for item in self.rail.items()
        ]
        acts = [
            Command(key.words, bound[key.act], shortcut=native(key.keys), icon="command")
            for key in window_keys()
            if key.act not in ("search", "regions", "toast")
        ]
        return (*places, *self.pages.page().commands(), *self._navigation.find(typed), *acts)

    # Wiring and measures --------------------------------------------------------------------------

    def _connect_notices(self) -> None:
        self.notices.toasted.connect(self.toasts.show_notice)
        self.notices.banner_set.connect(self.banners.show_notice)
        self.notices.banner_cleared.connect(self.banners.clear)
        self.notices.announced.connect(lambda text: announce(self, text))
        self.rail.opened.connect(self.go)
        self.rail.lens_asked.connect(self._switch_lens)
        self.rail.settings_asked.connect(lambda: self.go("settings"))
        self.header.search.offer(self._commands)

    def _connect_header(self) -> None:
        if self.header.isEnabled():
            return  # attached before
        self.header.back_asked.connect(lambda: self.step(-1))
        self.header.forward_asked.connect(lambda: self.step(1))
        self.header.address_asked.connect(self.go)
        self.header.help_asked.connect(self._show_help)
        self.header.reminders_asked.connect(self.sheets.open_reminders)

    def _arrange(self) -> None:
        narrow = self.width() / theme().zoom < RAIL_BELOW
        wide_page = self.pages is not None and self.pages.page().wide
        bare = self.pages is not None and self.pages.page().bare
        self.rail.setVisible(not bare)
        self.header.setVisible(not bare)
        self.rail.set_collapsed(narrow or wide_page)
        self.header.set_narrow(narrow)
        if not self.menuBar().isNativeMenuBar():
            self.menuBar().setVisible(self.height() >= MENU_BELOW and not bare)
        if self.pages is not None:
            self.toasts.stand_over(self.pages.page())
        else:
            self.toasts.place()

    def restyle(self) -> None:
        """Arrange again for another text size."""
        self.menus.restyle()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange at the breakpoints."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt shows a hidden menu bar."""
        if event.key() == Qt.Key.Key_Alt:
            self.menuBar().setVisible(True)
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Flush what is being typed, end the jobs, and tell the composition root to close the workspace."""
        self.leave()
        self.closing.emit()
        super().closeEvent(event)
