"""Pages of a document as they will be printed: images of the PDF's own bytes, one below the other."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.words import say, say_count
from ui.theme.current import theme
from ui.widgets.cards import Scroll
from ui.widgets.layouts import clear, column, framed
from ui.widgets.states import EmptyState, ErrorBanner, Skeleton
from ui.widgets.text import Label


class PaperSheet(QWidget):
    """One page, as wide as there is room."""

    def __init__(self, image: QImage, name: str) -> None:
        super().__init__()
        self._image = image
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._image.height() / max(1, self._image.width()))

    @property
    def image(self) -> QImage:
        """What is shown."""
        return self._image

    def sizeHint(self) -> QSize:
        return QSize(theme().px(300), self.heightForWidth(theme().px(300)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page in a hairline, so that white paper ends somewhere."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        painter.setPen(theme().color("border2"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PaperView(QFrame):
    """Shows pages, or says that they are being drawn or why they cannot be."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self._place = column(gap=14, margins=20)
        self._scroll = Scroll(framed(self._place))
        self.setObjectName("mat")
        self.setAccessibleName(name)
        self._scroll.setAccessibleName(name)
        self.setLayout(column((self._scroll, 1)))

    def pages(self) -> list[PaperSheet]:
        """The pages that are shown."""
        return [sheet for sheet in self.findChildren(PaperSheet) if not sheet.isHidden()]

    def _empty(self) -> None:
        clear(self._place)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def wait(self, words: str) -> None:
        """Pages are being drawn."""
        self._empty()
        self._place.addWidget(Skeleton(words, rows=6))
        self._place.addStretch(1)

    def say_nothing(self, title: str, words: str) -> None:
        """There is nothing to show yet."""
        self._empty()
        self._place.addWidget(EmptyState("file-text", title, words))

    def fail(self, happened: str, todo: str) -> None:
        """The pages could not be drawn."""
        self._empty()
        self._place.addWidget(ErrorBanner(happened, todo))
        self._place.addStretch(1)

    def show_pages(self, images: Sequence[QImage], count: int) -> None:
        """Show `images`, the first of `count` pages."""
        self._empty()
        for number, image in enumerate(images, start=1):
            name = say("Page {number} of {all}", number=number, all=count)
            self._place.addWidget(PaperSheet(image, name))
        if count > len(images):
            more = count - len(images)
            words = say_count("{count} more page is not shown.", "{count} more pages are not shown.", more)
            self._place.addWidget(Label(words, "caption", "text3", wrap=True))
        self._place.addStretch(1)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows and Page Down turn the pages
        self._scroll.verticalScrollBar().setValue(0)
