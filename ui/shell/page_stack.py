"""The pages that were opened: made when first shown, refreshed while seen, marked stale while hidden."""

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.words import say
from ui.context import Context
from ui.operations import Changed
from ui.page import Page, take_focus
from ui.shell.addresses import Routes
from ui.widgets.layouts import STRETCH, column
from ui.widgets.states import EmptyState, ErrorBanner
from ui.widgets.tab_order import controls

KEPT = 12
"""Pages that stay in memory, so that Back is immediate."""


class UnknownPage(Page):
    """Shown for an address that leads nowhere, such as that of a project since removed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        empty = EmptyState(
            "map-pin", say("There is nothing at this address"),
            say("It may have been moved or removed. Nothing is lost."), say("Go to Home"),
        )  # fmt: skip
        empty.chosen.connect(lambda: context.go("home"))
        self.empty = empty
        self.set_body(empty)

    def title(self) -> str:
        return say("Not found")

    def primary_focus(self) -> QWidget | None:
        return self.empty.button


class FailedPage(Page):
    """Stands in for a page that could not be shown, says why, and tries again."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._place = column(STRETCH)
        self.set_body(self._place)
        self._again: QWidget | None = None

    def show_reason(self, reason: str, address: str) -> None:
        """Say why, and offer to try again."""
        banner = ErrorBanner(reason, say("Everything saved before is safe."), say("Try again"))
        banner.acted.connect(lambda: self.context.go(address))
        if self._place.count() > 1:
            old = self._place.takeAt(0)
            if old is not None and (widget := old.widget()):
                widget.deleteLater()
        self._place.insertWidget(0, banner)
        self._again = banner.button

    def title(self) -> str:
        return say("This page could not be shown")

    def primary_focus(self) -> QWidget | None:
        return self._again


class PageStack(QStackedWidget):
    """Shows one page at a time. The window says which; this decides when a page reads."""

    page_shown = Signal()

    retitled = Signal()
    """The page that is seen may be called otherwise than before."""

    def __init__(self, context: Context, routes: Routes) -> None:
        super().__init__()
        self._context = context
        self._routes = routes
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._stale: set[str] = set()
        self._failed = FailedPage(context)
        self.addWidget(self._failed)
        context.operations.changed.connect(self._changed)
        context.lens_leaving.connect(self._leave_lens)
        context.lens_changed.connect(self._make_anew)
        context.formats_changed.connect(self._all_stale)
        self.address = ""
        self._focused: str | None = None

    def page(self) -> Page:
        """The page that is seen."""
        page = self.currentWidget()
        assert isinstance(page, Page)
        return page

    def go(self, address: str) -> None:
        """Show the page at `address`; another try at the same address makes its page anew."""
        if self.address and self.address != address:
            self.page().leave()
        self.address = address
        page = self._pages.get(address)
        if page is None:
            self._open(address)
        else:
            self._pages.move_to_end(address)
            self._show(address, page)
        self.page_shown.emit()

    def forget(self) -> None:
        """Drop every page, as when another workspace is opened."""
        for address in tuple(self._pages):
            self._drop(address)

    def _open(self, address: str, *, come: bool = True) -> None:
        found = self._routes.find(address)
        factory = found[0].factory if found else UnknownPage
        made: list[Page] = []
        problem = self._context.operations.shown(lambda: made.append(factory(self._context)))
        if problem:
            self._fail(problem, address)
            return
        page = made[0]
        page.title_changed.connect(partial(self._title_changed, page))
        page.show_address(found[1] if found else {})
        self._pages[address] = page
        self._stale.add(address)
        self.addWidget(page)
        self._show(address, page, come=come)
        while len(self._pages) > KEPT:
            self._drop(next(iter(self._pages)))

    def _show(self, address: str, page: Page, *, come: bool = True) -> None:
        # Shown before it reads: sizes are known then, and what it shows does not flash in two steps.
        self.setCurrentWidget(page)
        if address in self._stale:
            self._refresh(address, page)
        if self.currentWidget() is page:
            self._arrive(address, page, come=come)

    def _arrive(self, address: str, page: Page, *, come: bool) -> None:
        problem = self._context.operations.shown(page.arrive)
        if problem:
            self._drop(address)
            self._fail(problem, address)
        elif come and self.currentWidget() is page:
            take_focus(page)

    def _refresh(self, address: str, page: Page) -> None:
        self._stale.discard(address)
        problem = self._context.operations.shown(page.refresh)
        if problem:
            self._drop(address)
            self._fail(problem, address)
        self.retitled.emit()

    def _fail(self, problem: str, address: str) -> None:
        self._failed.show_reason(problem, address)
        self.setCurrentWidget(self._failed)
        take_focus(self._failed)

    def _drop(self, address: str) -> None:
        page = self._pages.pop(address)
        self._stale.discard(address)
        self.removeWidget(page)
        page.deleteLater()

    def _title_changed(self, page: Page) -> None:
        if page is self.currentWidget():
            self.retitled.emit()

    def _changed(self, changes: Changed) -> None:
        for address, page in tuple(self._pages.items()):
            if not page.concerns(changes):
                continue
            if page is self.currentWidget():
                self._refresh(address, page)
            else:
                self._stale.add(address)

    def _leave_lens(self) -> None:
        """Keep what is being typed while it is still known who types it."""
        page, focused = self.page(), self.window().focusWidget()
        self._focused = None
        if focused is not None and page.isAncestorOf(focused):
            self._focused = focused.accessibleName()
            focused.clearFocus()
        page.leave()

    def _make_anew(self) -> None:
        """Another lens: every page is let go of, so that none of its words is left in hiding.

        The page that is seen is made again, too: what it no longer shows may still stand in it. The focus
        stays where it was if that is still there, and outside of the page it is left alone.
        """
        address, seen = self.address, self.address in self._pages
        self.forget()
        if seen:
            self._open(address, come=self._focused is not None)
            page = self.page()
            again = (each for each in controls(page) if each.accessibleName() == self._focused)
            if self._focused and (control := next(again, None)) is not None:
                control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_shown.emit()

    def _all_stale(self) -> None:
        self._stale = set(self._pages)
        page = self._pages.get(self.address)
        if page is not None:
            self._refresh(self.address, page)
        self.page_shown.emit()
