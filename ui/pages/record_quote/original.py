"""The provider's own letter beside the form: pages of a PDF, a picture, or the place to drop one."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame

from app.words import say, say_count
from app.workflows.page_images import PageImages, Unreadable, pdf_pages
from ui.context import Context
from ui.jobs import Job, Where
from ui.widgets.buttons import Button
from ui.widgets.cards import Scroll
from ui.widgets.file_drop import FileDrop
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.paper import PaperSheet
from ui.widgets.states import ErrorBanner, Skeleton
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Icon, Label

DRAWN_WIDTH = 1100
"""Pixels across a page is drawn at: sharp at twice the width of the pane."""

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp")
SUFFIXES = (".pdf", *PICTURES, ".docx", ".xlsx", ".odt", ".ods", ".txt", ".csv", ".eml")


class OriginalPane(QFrame):
    """Takes the file a quote came in and shows it where it can be shown."""

    attached = Signal(str, str)
    """Hash and name of a file that is now kept; both empty where it was taken off."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._job: Job | None = None
        self._shown = ""
        self._editable = True
        self.setObjectName("side")
        self._name = Label("", "dense_medium", wrap=True)
        self._remove = Button(say("Take it off"), "quiet", dense=True)
        self._remove.clicked.connect(lambda: self.attached.emit("", ""))
        icon = Icon("paperclip", "text3", 16)
        self._top = framed(row(icon, (self._name, 1), self._remove, gap=8))
        self.drop = FileDrop(
            words=say("or drop the provider’s letter here, to read it beside the form"),
            suffixes=SUFFIXES,
            several=False,
            name=say("The file the quote came in"),
        )
        self.drop.committed.connect(self._taken)
        self._place = column(gap=10)
        self._pages = framed(self._place)
        self._scroll = Scroll(self._pages)
        self._scroll.setAccessibleName(say("Pages of the letter"))
        self.setLayout(
            column(
                Label(say("The provider’s own letter"), "sub15"), 8, self._top, self.drop, 8,
                (self._scroll, 1),
                margins=(18, 14, 12, 12),
            )
        )  # fmt: skip

    def show_original(self, sha256: str, name: str, *, editable: bool) -> None:
        """Show the file that is kept under `sha256`, or offer to attach one."""
        self._editable = editable
        kept = bool(sha256)
        self._top.setVisible(kept)
        self._remove.setVisible(editable)
        self.drop.setVisible(not kept and editable)
        self._name.setText(name or say("None attached"))
        self._top.setVisible(kept or not editable)
        if sha256 == self._shown:
            return
        self._shown = sha256
        clear(self._place)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if kept:
            self._read(sha256, name)

    def _read(self, sha256: str, name: str) -> None:
        store = self._context.attachments
        suffix = Path(name).suffix.lower()
        if store is None or (suffix != ".pdf" and suffix not in PICTURES):
            self._say(say("Files of this kind are kept, and opened with their own program."))
            return
        try:
            data = store.get(sha256)
        except (LookupError, OSError, ValueError):
            self._fail(say("The file is no longer where it was kept."))
            return
        if suffix in PICTURES:
            self._show_picture(data, name)
            return
        self._place.addWidget(Skeleton(say("Reading the letter…")))
        self._place.addStretch(1)
        self._job = self._context.jobs.run(
            pdf_pages,
            data,
            DRAWN_WIDTH,
            label=say("Reading “{file}”", file=name),
            done=self._show_pages,
            failed=lambda problem: self._failed(problem, name),
            where=Where.PROCESS,
            reader=self,
        )
        self._job.when_ended(self, self._ended)

    def _show_picture(self, data: bytes, name: str) -> None:
        image = QImage()
        if not image.loadFromData(data):
            self._fail(say("“{file}” cannot be shown: it is no picture that can be read.", file=name))
            return
        self._show([image], 1)

    def _show_pages(self, read: PageImages) -> None:
        self._job = None
        images = [
            QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB888).copy()
            for page in read.pages
        ]
        self._show(images, read.count)

    def _show(self, images: Sequence[QImage], count: int) -> None:
        clear(self._place)
        for number, image in enumerate(images, start=1):
            self._place.addWidget(PaperSheet(image, say("Page {number} of {all}", number=number, all=count)))
        more = count - len(images)
        if more:
            words = say_count("{count} more page is not shown.", "{count} more pages are not shown.", more)
            self._place.addWidget(Label(words, "caption", "text3", wrap=True))
        self._place.addStretch(1)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows and Page Down turn the pages
        follow_layout(self)

    def _ended(self) -> None:
        """A job that ended without a word was cancelled."""
        if self._job is not None and self._job.over:
            self._job = None
            clear(self._place)
            self._say(say("Reading it was stopped. Open this page again to read it."))

    def _failed(self, problem: Exception, name: str) -> None:
        self._job = None
        if not isinstance(problem, Unreadable):
            raise problem
        self._fail(say("“{file}” cannot be shown: it is no PDF that can be read.", file=name))

    def _fail(self, sentence: str) -> None:
        clear(self._place)
        self._place.addWidget(ErrorBanner(sentence, say("It is kept all the same. Attach another copy.")))
        self._place.addStretch(1)

    def _say(self, sentence: str) -> None:
        self._place.addWidget(Label(sentence, "dense", "text3", wrap=True))
        self._place.addStretch(1)

    def _taken(self) -> None:
        paths = self.drop.value()
        store = self._context.attachments
        if not paths or store is None:
            return
        try:
            data = paths[0].read_bytes()
        except OSError:
            self._fail(say("“{file}” cannot be opened. Check that it is still there.", file=paths[0].name))
            return
        kept = store.put(data, paths[0].name)
        self.drop.set_value(())
        self.attached.emit(str(kept.sha256), paths[0].name)
