"""Where notices are shown: banners above the page, toasts at its lower left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar, QWidget
from shiboken6 import isValid

from app.words import say
from ui.notices import Notice
from ui.theme.current import theme
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.layouts import column, row
from ui.widgets.states import Banner, Toast
from ui.widgets.tab_order import controls
from ui.widgets.text import Label

if TYPE_CHECKING:  # the machinery of processes is not loaded before the first paint
    from ui.jobs import Job
    from ui.page import Page

MOST_TOASTS = 3

FOCUSED = 1000
"""How many other controls a toast would rather cover than the one that has the focus."""


class BannerArea(QFrame):
    """Banners by key, the newest on top. A banner without a key can be closed by hand."""

    def __init__(self) -> None:
        super().__init__()
        self._banners: dict[str, Banner] = {}
        self._column = column(gap=0)
        self.setLayout(self._column)

    def show_notice(self, notice: Notice) -> None:
        """Show `notice`, in place of one with the same key."""
        key = notice.key or notice.text
        self.clear(key)
        banner = Banner(
            notice.text,
            notice.tone,
            action=notice.action,
            details=notice.details,
            closable=not notice.key or notice.key == "crash",
        )
        if notice.act is not None:
            banner.acted.connect(notice.act)
        banner.closed.connect(lambda: self.clear(key))
        self._banners[key] = banner
        self._column.insertWidget(0, banner)
        announce(banner, notice.text, urgent=notice.tone == "danger")

    def clear(self, key: str) -> None:
        """Take the banner with this key away."""
        banner = self._banners.pop(key, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()

    def clear_loose(self) -> None:
        """Take away what one closes by hand: it was said of another workspace."""
        for key, banner in tuple(self._banners.items()):
            if banner.closable:
                self.clear(key)

    def show_job(self, job: Job) -> None:
        """Show `job` until it is over."""
        self._column.insertWidget(0, JobStrip(job))

    def banners(self) -> tuple[Banner, ...]:
        """What is shown, oldest first."""
        return tuple(self._banners.values())


class JobStrip(QFrame):
    """Work that takes longer than a moment: what it is, how far, and a way to stop it."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.setProperty("banner", "info")
        self.setAccessibleName(job.label)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme().px(160))
        self._bar.setAccessibleName(job.label)
        self.cancel = Button(say("Cancel"), dense=True)
        self.cancel.clicked.connect(job.cancel)
        words = Label(job.label, "dense_medium", "info_text", wrap=True)
        self.setLayout(row((words, 1), self._bar, self.cancel, gap=14, margins=(20, 6, 12, 6)))
        job.progressed.connect(self._progress)
        job.finished.connect(self._finish)
        announce(self, job.label)

    def _progress(self, share: float) -> None:
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(share * 1000))

    def _finish(self) -> None:
        self.hide()
        self.deleteLater()


class ToastArea(QObject):
    """Stacks toasts at the lower left of `page_area`, above the page's footer, and over none of its controls.

    Where a control is in the way the stack stands further right. A page that scrolls leaves room under its
    last part for as long as there are toasts, so that nothing stays hidden behind them.
    """

    def __init__(self, page_area: QWidget) -> None:
        super().__init__(page_area)
        self._area = page_area
        self._toasts: list[Toast] = []
        self._page: Page | None = None
        page_area.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self._again = QTimer(self)  # once for however much a page lays out anew in one go
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.place)

    def stand_over(self, page: Page) -> None:
        """`page` is what the toasts lie over from now on."""
        before = self._under()
        if page is not before:
            if before is not None:
                before.removeEventFilter(self)
                before.leave_room(0)
            self._page = page
            page.installEventFilter(self)
            for toast in [each for each in self._toasts if each.here]:
                toast.close_now()
        self.place()

    def _under(self) -> Page | None:
        """The page below, unless it was closed meanwhile."""
        return self._page if self._page is not None and isValid(self._page) else None

    def show_notice(self, notice: Notice) -> None:
        """Show `notice`; the oldest goes when there are too many."""
        toast = Toast(
            notice.text,
            notice.tone,
            action=notice.action,
            details=notice.details,
            lasting=notice.lasting,
            here=notice.here,
            parent=self._area,
        )
        if notice.act is not None:
            toast.acted.connect(notice.act)
        toast.gone.connect(lambda: self._gone(toast))
        self._toasts.append(toast)
        while len(self._toasts) > MOST_TOASTS:
            self._toasts[0].close_now()
        toast.show()
        self.place()
        self._again.start()  # what the page shows anew has its place only then
        announce(toast, notice.text)

    def focus_newest(self) -> bool:
        """F8: put the focus on the newest toast's button; False where there is none."""
        if not self._toasts:
            return False
        toast = self._toasts[-1]
        toast.pause()
        toast.setFocus()
        toast.focusNextChild()
        return True

    def toasts(self) -> tuple[Toast, ...]:
        """What is shown, oldest first."""
        return tuple(self._toasts)

    def clear(self) -> None:
        """Take them all away, as when somebody else looks."""
        for toast in tuple(self._toasts):
            toast.close_now()

    def place(self) -> None:
        """Stack them again, the newest lowest."""
        look = theme()
        page = self._under()
        for toast in self._toasts:
            toast.setMaximumWidth(min(look.px(520), self._area.width() - look.px(40)))
            toast.adjustSize()
        high = sum(toast.height() + look.px(8) for toast in self._toasts)
        if page is not None:
            page.leave_room(high)
        footer = page.footer_height() if page is not None else 0
        bottom = self._area.height() - footer - look.px(16)
        wide = max((toast.width() for toast in self._toasts), default=0)
        left = self._free_left(QRect(look.px(20), bottom - high, wide, high))
        for toast in reversed(self._toasts):
            toast.move(left, bottom - toast.height())
            toast.raise_()
            bottom -= toast.height() + look.px(8)

    def _free_left(self, wanted: QRect) -> int:
        """Where the stack begins so that it covers no control, or the fewest: left, in the middle or right."""
        page = self._under()
        if page is None or not self._toasts:
            return wanted.left()
        room = self._area.width() - 2 * wanted.left() - wanted.width()
        places = [wanted.translated(shift, 0) for shift in (0, room // 2, room)]
        stops = [(each, _seen(each, self._area)) for each in controls(page)]

        def covered(place: QRect) -> int:
            return sum(FOCUSED if each.hasFocus() else 1 for each, seen in stops if seen.intersects(place))

        return min(places, key=covered).left()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        page = self._under()
        if self._toasts and now is not None and page is not None and page.isAncestorOf(now):
            self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay where there is room when the page area changes its size, or the page what stands on it."""
        if event.type() is QEvent.Type.Resize and watched is self._area:
            self.place()
        elif event.type() is QEvent.Type.LayoutRequest and self._toasts:
            self._again.start()
        return False

    def _gone(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            toast.deleteLater()
            self.place()


def _seen(widget: QWidget, area: QWidget) -> QRect:
    """The part of `widget` that can be seen, in the coordinates of `area`."""
    part = widget.visibleRegion().boundingRect()
    return part.translated(widget.mapTo(area, QPoint(0, 0)))
