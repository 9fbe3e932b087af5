"""A response form filled in by other people's tools, and what was filled in."""

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

import openpyxl
from pypdf import PdfReader, PdfWriter

from app.documents import response_form
from app.exchange.response_form import Ask, Kind, ResponseForm, cells, make_form
from app.exchange.response_sheet import write_response_sheet
from app.queries.paper_parts import Head, Letterhead, Person
from app.queries.request_papers import ResponsePaper
from app.words.formats import Formats

Filled = str | Decimal | date
MUSTS = (
    "Import clients, animals and history",
    "=2+3 in the owner's words stays text",
    "Wi-Fi that holds in every room, also behind the lead-lined door of the X-ray room",
)
NAMES = ("Özge Şahin", "Δημήτρης Παπαδόπουλος", "Ольга Смирнова", "山田太郎", "عمر الفاروق", "नीरज शर्मा")
"""Names as they are written in six scripts."""


@cache
def form() -> ResponseForm:
    """The form of one provider."""
    return make_form(
        asked={
            "items": [[f"{at:032x}", text] for at, text in enumerate(MUSTS)],
            "templates": ["TPL-ERP", "TPL-NET"],
            "currency": "GBP",
        },
        token="abcdefgh234567abcdefgh234567abcd",
        scope_hash="0123456789abcdef" * 4,
        request_number="RFQ-001",
        provider="Larchfield & Söhne <Ltd>",
        project="Cloud practice software",
    )


@cache
def pdf() -> bytes:
    """The form as it goes out as PDF."""
    head = Head(
        "Cloud practice software",
        Letterhead("Amberline Sourcing Advice"),
        Person("", "", "Bramblecott Vets Ltd"),
        Person("M. Quennell", "", "Amberline Sourcing Advice"),
        date(2026, 2, 9),
    )
    paper = ResponsePaper(head, form(), date(2026, 2, 20), Person("M. Quennell", email="q@amberline.example"))
    return response_form.draw(
        paper, formats=Formats(currency="GBP"), number="RFQ-001", issued=date(2026, 2, 9), version=1
    ).pdf


@cache
def sheet() -> bytes:
    """The form as it goes out as a spreadsheet."""
    return write_response_sheet(form())


@cache
def answers() -> Mapping[str, Filled]:
    """Something in every field: a choice, an amount, a day, a name in one script after the other."""
    return {ask.key: _answer(at, ask) for at, ask in enumerate(form().asks)}


def _answer(at: int, ask: Ask) -> Filled:
    if ask.kind is Kind.CHOICE:
        return ask.choices[at % len(ask.choices)][0]
    if ask.kind is Kind.MONEY:
        return Decimal(at * 1_000_003) / 100
    if ask.kind is Kind.NUMBER:
        return Decimal(at) / 4
    if ask.kind is Kind.SHARE:
        return Decimal("17.5")
    if ask.kind is Kind.DATE:
        return date(2026, 2, 27 if at % 2 else 28)
    name = NAMES[at % len(NAMES)]
    return f"{name}\n= 1 + 1, {name}" if ask.kind is Kind.LONG else name


def filled_pdf(said: Mapping[str, str], content: bytes | None = None) -> bytes:
    """The PDF form filled in with pypdf: circles by their state, everything else as text."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content or pdf())))
    fields = writer.get_fields() or {}
    values = {key: f"/{text}" if fields[key]["/FT"] == "/Btn" else text for key, text in said.items()}
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    writer.set_need_appearances_writer()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def filled_sheet(said: Mapping[str, Filled], content: bytes | None = None) -> bytes:
    """The spreadsheet filled in with openpyxl: numbers as numbers, days as days, choices by their word."""
    book = openpyxl.load_workbook(io.BytesIO(content or sheet()))
    page, places = book["Reply"], cells(form())
    words = {ask.key: dict(ask.choices) for ask in form().asks}
    for key, value in said.items():
        page[places[key]].value = words[key].get(value, value) if isinstance(value, str) else value
        if isinstance(value, str) and value.startswith("="):
            page[places[key]].data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


__all__ = ["NAMES", "answers", "filled_pdf", "filled_sheet", "form", "pdf", "sheet"]
