"""Print pages exactly as they are shown, through the system's own print dialog."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.words import say


def print_pages(parent: QWidget, images: Sequence[QImage]) -> None:
    """Ask for a printer and put each image on a page of its own, as large as the paper takes it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(say("Print"))
    if dialog.exec():
        draw_pages(printer, images)


def draw_pages(printer: QPrinter, images: Sequence[QImage]) -> None:
    """Put each image on a page of its own."""
    printer.setFullPage(True)
    painter = QPainter(printer)
    for at, image in enumerate(images):
        if at:
            printer.newPage()
        room = painter.viewport()
        size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (room.width() - size.width()) // 2, (room.height() - size.height()) // 2
        painter.drawImage(room.adjusted(left, top, -left, -top), image)
    painter.end()
