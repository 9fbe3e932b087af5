"""Where notices are shown: banners above the page, toasts at its lower left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.words import say
from ui.notices import Notice
from ui.theme.current import theme
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.layouts import column, row
from ui.widgets.states import Banner, Toast
from ui.widgets.text import Label

if TYPE_CHECKING:  # the machinery of processes is not loaded before the first paint
    from ui.jobs import Job

MOST_TOASTS = 3


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
    """Stacks toasts at the lower left of `page_area`, above the page's footer."""

    def __init__(self, page_area: QWidget) -> None:
        super().__init__(page_area)
        self._area = page_area
        self._toasts: list[Toast] = []
        self.above_footer = 0
        page_area.installEventFilter(self)

    def show_notice(self, notice: Notice) -> None:
        """Show `notice`; the oldest goes when there are too many."""
        toast = Toast(
            notice.text,
            notice.tone,
            action=notice.action,
            details=notice.details,
            lasting=notice.lasting,
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

    def place(self) -> None:
        """Stack them again, the newest lowest."""
        look = theme()
        bottom = self._area.height() - self.above_footer - look.px(16)
        for toast in reversed(self._toasts):
            toast.setMaximumWidth(min(look.px(520), self._area.width() - look.px(40)))
            toast.adjustSize()
            toast.move(look.px(20), bottom - toast.height())
            toast.raise_()
            bottom -= toast.height() + look.px(8)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the corner when the page area changes its size."""
        if event.type() is QEvent.Type.Resize:
            self.place()
        return False

    def _gone(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            toast.deleteLater()
            self.place()
