"""Files over a field: they are never typed into it as an address, and go to whatever takes files around it."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent
from PySide6.QtWidgets import QLineEdit


def brings_files(data: QMimeData) -> bool:
    """Whether files of this computer are dragged, or pasted; a link from a browser is text like any other."""
    return any(url.isLocalFile() for url in data.urls())


class NoFiles(QLineEdit):
    """A line that lets files go on to what lies around it."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Text is taken as before."""
        if brings_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """As it came in."""
        if brings_files(event.mimeData()):
            event.ignore()
        else:
            super().dragMoveEvent(event)
