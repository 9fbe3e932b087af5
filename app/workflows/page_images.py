"""Pages of a document as images, so that a paper can be read beside the form it is typed into.

Runs in a worker process: the file is somebody else's, and a reader that dies must not take the window along.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

MOST_PAGES = 20


@dataclass(frozen=True)
class PageImage:
    """One page: `pixels` are rows of red, green, blue, `stride` bytes each."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True)
class PageImages:
    """The first pages of a document, and how many it has in all."""

    pages: tuple[PageImage, ...]
    count: int


class Unreadable(Exception):
    """The bytes are no document that can be drawn."""


def load_pdfium() -> Any:
    """The PDF reader, loaded only where a page is drawn."""
    return import_module("pypdfium2")


def pdf_pages(data: bytes, width: int) -> PageImages:
    """The first pages of a PDF, each `width` pixels wide. Raises Unreadable for what is no PDF."""
    pdfium = load_pdfium()
    return _read(lambda: _draw(_opened(data), width), pdfium.PdfiumError)


def one_page(data: bytes, number: int, width: int) -> PageImage:
    """One page of a PDF, counted from 0, for a printer: no more than one is ever held at a time."""
    document = _opened(data)
    try:
        return _draw_page(document[number], width)
    finally:
        document.close()


def _opened(data: bytes) -> Any:
    """A document whose form is drawn with what is filled in; a script in it is never run, as there is nothing to."""
    document = load_pdfium().PdfDocument(data)
    document.init_forms()
    return document


def _read(draw: Callable[[], PageImages], error: type[Exception]) -> PageImages:
    try:
        return draw()
    except error as problem:
        raise Unreadable(str(problem)) from problem


def _draw(document: Any, width: int) -> PageImages:
    try:
        pages = tuple(_draw_page(document[number], width) for number in range(min(len(document), MOST_PAGES)))
        return PageImages(pages, len(document))
    finally:
        document.close()


def _draw_page(page: Any, width: int) -> PageImage:
    bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True, prefer_bgrx=False)
    rgb = bitmap.to_pil().convert("RGB")
    return PageImage(rgb.width, rgb.height, rgb.width * 3, rgb.tobytes())
