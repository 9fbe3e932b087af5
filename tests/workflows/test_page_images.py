"""What is seen of a document beside a form: its pages, with what somebody filled in."""

import pytest

from app.workflows.page_images import PageImage, Unreadable, one_page, pdf_pages
from tests.exchange.reply_files import pdf_file

WIDTH = 600


def ink(page: PageImage) -> int:
    """How many of a page's colour values are dark."""
    return sum(value < 96 for value in page.pixels)


def test_what_was_filled_into_a_form_is_seen() -> None:
    empty, filled = pdf_file({"price.total": ""}), pdf_file({"price.total": "9,000.00 in all, without tax"})
    for draw in (lambda data: pdf_pages(data, WIDTH).pages[0], lambda data: one_page(data, 0, WIDTH)):
        assert ink(draw(filled)) > ink(draw(empty)) + 300


def test_what_is_no_document_says_so() -> None:
    with pytest.raises(Unreadable):
        pdf_pages(b"%PDF-1.7 and nothing else", WIDTH)
