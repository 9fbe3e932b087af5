"""Print a document's own pages through the system's print dialog, sharp enough for paper."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.words import say
from app.workflows.page_images import PageImage, one_page

PRINTED_WIDTH = 2400
"""Pixels across a page is printed at: 290 dots an inch on A4."""


PAPERS = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}


def ask_and_print(parent: QWidget, pdf: bytes, count: int, paper: str) -> bool:
    """Ask for a printer and print the `count` pages of `pdf`; False where the person thought better of it.

    `paper` is what the dialog offers first: the size that documents are made for.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(PAPERS[paper]))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(say("Print"))
    if not dialog.exec():
        return False
    print_pages(printer, pdf, count)
    return True


def print_pages(printer: QPrinter, pdf: bytes, count: int) -> None:
    """Put each page on a sheet of its own, as large as the paper takes it, one at a time: they are large."""
    printer.setFullPage(True)
    painter = QPainter(printer)
    for number in range(count):
        if number:
            printer.newPage()
        image = to_image(one_page(pdf, number, PRINTED_WIDTH))
        room = painter.viewport()
        size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (room.width() - size.width()) // 2, (room.height() - size.height()) // 2
        painter.drawImage(room.adjusted(left, top, -left, -top), image)
    painter.end()


def to_image(page: PageImage) -> QImage:
    """A drawn page as Qt shows it, with pixels of its own."""
    shared = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB888)
    return shared.copy()
