"""Replies as providers send them, and as people send them who mean harm: all made here, none kept in the tree."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.message import EmailMessage
from functools import cache
from typing import Any

import openpyxl
import pypdf
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from reportlab.pdfgen import canvas

from app.exchange.reply_raw import Wanted
from app.exchange.response_form import SCOPE, SHEET, TOKEN, ResponseForm, cells, make_form
from tests.faults.amounts import FULL

ITEMS = [["0" * 31 + "1", "Pay before 6 am with 20 users"], ["0" * 31 + "2", "Stock drops as it is sold"]]
ANSWERS = {
    "m1.answer": "included",
    "m1.note": "Zoë will see to it",
    "price.total": "9000.00",
    "price.tax_rate": "20",
    "line1.days": "10",
    "line1.rate": "900",
    "terms.valid_until": "2027-03-31",
    "people.on_site": "Łukasz Ångström 李",
}
MEGABYTE = 1024 * 1024
SIZES = (16, 64, 128) if FULL else (11, 12, 13)
"""Megabytes that a bomb's part unpacks to."""

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def mail_with(files: Sequence[tuple[str, bytes]], **heads: str) -> bytes:
    """A mail as a mail program saves it, with `files` on it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "sales@firm.example", "owner@clinic.example", "Our offer"
    for name, words in heads.items():
        mail[name] = words
    mail.set_content("Dear all, our price is 48213.90")
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


@cache
def form(currency: str = "GBP") -> ResponseForm:
    """The form of one provider."""
    return make_form(
        asked={"items": ITEMS, "templates": [], "currency": currency},
        token="a2b3c4d5e6f7a2b3c4d5e6f7a2b3c4d5",
        scope_hash="5c" * 32,
        request_number="RFQ-001",
        provider="Larchfield Systems",
        project="Online ordering",
    )


def wanted(of: ResponseForm | None = None) -> Wanted:
    """All that is asked for in a form."""
    asked = of or form()
    return Wanted(cells(asked), tuple(ask.key for ask in asked.asks), dict(asked.locked))


def asked_of(keys: Mapping[str, str]) -> Wanted:
    """Only these keys, and nothing printed: what a PDF of the tests holds."""
    return Wanted({}, tuple(keys), {})


# ---- spreadsheets


def sheet_file(answers: Mapping[str, Any] = ANSWERS, **changed: Any) -> bytes:
    """A form that was filled in with a spreadsheet library; `changed` replaces what is printed, by key."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = SHEET
    places = cells(form())
    hidden = {TOKEN: form().token, SCOPE: form().scope_hash}
    for key, words in {**hidden, **dict(form().locked), **changed, **answers}.items():
        if key in places:
            page[places[key]] = words
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, change: Mapping[str, bytes | None] | None = None, method: int = 8) -> bytes:
    """The same file with some parts replaced, added, or taken out (None)."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", method, compresslevel=1) as new,
    ):
        parts: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()} | dict(
            change or {}
        )
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    """One part of a spreadsheet file."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        return pack.read(name)


SHEET_PART = "xl/worksheets/sheet1.xml"


def with_cell(cell: str, xml: str) -> bytes:
    """A filled form whose cell is written in another way."""
    content = sheet_file()
    page = part(content, SHEET_PART).decode()
    start = page.index(f'<c r="{cell}"')
    end = page.index("</c>", start) + 4
    return repacked(content, {SHEET_PART: (page[:start] + xml + page[end:]).encode()})


def bombs() -> dict[str, Callable[[], bytes]]:
    """Files that are small and ask for a great deal, by name."""
    made: dict[str, Callable[[], bytes]] = {}
    places = (SHEET_PART, "xl/sharedStrings.xml", "xl/styles.xml", "xl/media/image1.png", "docProps/core.xml")
    for name in places:
        for size in SIZES:
            made[f"{name} of {size} MB"] = lambda name=name, size=size: repacked(  # type: ignore[misc]
                sheet_file(), {name: b" " * (size * MEGABYTE)}
            )
    for count in (300, 2_000, 20_000):
        made[f"{count} parts"] = lambda count=count: repacked(  # type: ignore[misc]
            sheet_file(), {f"xl/p{at}.xml": b"" for at in range(count)}
        )
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        made[f"method {method}"] = lambda method=method: repacked(  # type: ignore[misc]
            sheet_file(), {SHEET_PART: b" " * 11 * MEGABYTE}, method
        )
    made["a sheet of 12 MB that hardly shrinks"] = lambda: repacked(sheet_file(), {SHEET_PART: _noise(12)})
    made["words of 11 MB that hardly shrink"] = lambda: repacked(
        sheet_file(), {"xl/sharedStrings.xml": _noise(11)}
    )
    made["a size that is not true"] = lambda: _lying(SIZES[-1], 100)
    made["a size that is half true"] = lambda: _lying(SIZES[-1], 9 * MEGABYTE)
    made["the same part twice"] = _twice
    made["parts that lie on one another"] = _overlapping
    made["elements within one another"] = lambda: repacked(
        sheet_file(), {SHEET_PART: b"<worksheet>" + b"<a>" * 900_000}
    )
    made["rows that run backwards"] = lambda: _rows('<row r="9"/><row r="2"/>')
    made["a cell that is no number"] = lambda: _rows(
        '<row r="1"><c s="99999999999999999999x"><v>1</v></c></row>'
    )
    made["a shared text that is not there"] = lambda: _rows('<row r="1"><c t="s"><v>99999999</v></c></row>')
    made["the same cell twice"] = lambda: _rows(
        '<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    )
    made["a file that ends"] = lambda: sheet_file()[:2000]
    made["a password"] = _flagged
    return made


def heavy() -> dict[str, Callable[[], bytes]]:
    """Files with much in them that a form has no use for: read or refused, never waited for."""
    return {
        "a file in a file": lambda: repacked(
            sheet_file(),
            {"xl/embeddings/1.zip": repacked(sheet_file(), {"a.xml": b" " * 90 * MEGABYTE}) * 40},
        ),
        "attributes without end": lambda: repacked(sheet_file(), {SHEET_PART: _attributes(150_000)}),
        "a row beyond every number": lambda: _rows(f'<row r="{"9" * 4000}"><c><v>1</v></c></row>'),
        "a great exponent": lambda: _rows('<row r="1"><c r="B1"><v>1e999999999</v></c></row>'),
        "a cell of 1 MB": lambda: _rows(
            f'<row r="1"><c r="B1" t="inlineStr"><is><t>{"x" * MEGABYTE}</t></is></c></row>'
        ),
        "very many cells": lambda: _rows(f'<row r="1">{"<c><v>1</v></c>" * 120_000}</row>'),
        "very many texts": lambda: repacked(
            sheet_file(), {"xl/sharedStrings.xml": f"<sst {MAIN}>{'<si/>' * 200_000}</sst>".encode()}
        ),
    }


def _noise(megabytes: int) -> bytes:
    return random.Random(7).randbytes(megabytes * MEGABYTE // 2).hex().encode()


def _attributes(count: int) -> bytes:
    return b"<worksheet " + b" ".join(b'a%d="1"' % at for at in range(count)) + b"/>"


def _rows(rows: str) -> bytes:
    xml = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    return repacked(sheet_file(), {SHEET_PART: xml.encode()})


def _lying(megabytes: int, says: int) -> bytes:
    """A part whose size is understated wherever the file tells it."""
    content = bytearray(repacked(sheet_file(), {SHEET_PART: b" " * megabytes * MEGABYTE}))
    true = (megabytes * MEGABYTE).to_bytes(4, "little")
    while (at := content.find(true)) >= 0:
        content[at : at + 4] = says.to_bytes(4, "little")
    return bytes(content)


def _twice() -> bytes:
    out = io.BytesIO(sheet_file())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("xl/stylez.xml", b"<a/>")
    return out.getvalue().replace(b"xl/stylez.xml", b"xl/styles.xml")


def _overlapping() -> bytes:
    """Many entries of the list that lead to the same packed bytes."""
    one = repacked(sheet_file(), {"xl/k.xml": b" " * (9 * MEGABYTE)})
    start = one.rfind(b"PK\x05\x06")
    listed = int.from_bytes(one[start + 16 : start + 20], "little")
    entries = one[listed:start]
    last = entries[entries.rfind(b"PK\x01\x02") :]
    copies = b"".join(last.replace(b"xl/k.xml", b"xl/%s.xml" % bytes([97 + at])) for at in range(26))
    count = int.from_bytes(one[start + 10 : start + 12], "little") + 26
    end = bytearray(one[start:])
    end[8:10] = end[10:12] = count.to_bytes(2, "little")
    end[12:16] = (len(entries) + len(copies)).to_bytes(4, "little")
    return one[:listed] + entries + copies + bytes(end)


def _flagged() -> bytes:
    content = bytearray(sheet_file())
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    return bytes(content)


@cache
def declared() -> dict[str, bytes]:
    """Spreadsheets that declare entities: the four kinds, each where it would be read, and where nobody reads."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    kinds = {
        "a file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        "the network": '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/x">]>',
        "a parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
        "laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>',
    }
    found = {}
    content = sheet_file()
    for kind, words in kinds.items():
        for name in (SHEET_PART, "xl/workbook.xml", "docProps/app.xml"):
            plain = part(content, name).decode()
            xml = plain.partition("?>")[2] if plain.startswith("<?xml") else plain
            found[f"{kind} in {name}"] = repacked(content, {name: (words + xml).encode()})
            found[f"{kind} in {name}, wide"] = repacked(
                content, {name: f'<?xml version="1.0" encoding="UTF-16"?>{words}{xml}'.encode("utf-16")}
            )
    return found


@cache
def forged() -> dict[str, tuple[str, bytes]]:
    """Formulas whose last result is a lie: by name, the key that must not be taken and the file."""
    at = cells(form())["price.total"]
    kinds = {
        "plain": f'<c r="{at}"><f>1+1</f><v>100</v></c>',
        "as text": f'<c r="{at}" t="str"><f>"1"&amp;"00"</f><v>100</v></c>',
        "shared": f'<c r="{at}"><f t="shared" si="0"/><v>100</v></c>',
        "array": f'<c r="{at}"><f t="array" ref="{at}">1+1</f><v>100</v></c>',
        "empty": f'<c r="{at}"><f/><v>100</v></c>',
        "outside": f'<c r="{at}"><f>[1]Sheet1!A1</f><v>100</v></c>',
        "a program": f'<c r="{at}"><f>cmd|"/C calc"!A0</f><v>100</v></c>',
        "table": f'<c r="{at}"><f t="dataTable" ref="{at}" r1="A1"/><v>100</v></c>',
    }
    found = {name: ("price.total", with_cell(at, xml)) for name, xml in kinds.items()}
    page = part(sheet_file(), SHEET_PART).decode()
    spill = f'<c r="A1"><f t="array" ref="A1:{at}">1+1</f><v>1</v></c>'
    first = page.index('<row r="1"')
    inside = page.index(">", first) + 1
    found["spilt from another cell"] = (
        "price.total",
        repacked(sheet_file(), {SHEET_PART: (page[:inside] + spill + page[inside:]).encode()}),
    )
    return found


# ---- PDFs


FIELDS = {
    TOKEN: "a2b3c4d5e6f7a2b3c4d5e6f7a2b3c4d5",
    SCOPE: "5c" * 32,
    "price.total": "9000.00",
    "line1.rate": "900",
    "terms.valid_until": "2027-03-31",
    "people.on_site": "Zoe",
    "m1.answer": "included",
}


def pdf_file(answers: Mapping[str, str] = FIELDS, words: str = "Pay before 6 am with 20 users") -> bytes:
    """A small form with its fields filled in and drawn."""
    out = io.BytesIO()
    page = canvas.Canvas(out, invariant=1)
    page.drawString(60, 780, words)
    for at, (key, value) in enumerate(answers.items()):
        page.acroForm.textfield(name=key, value=value, x=60, y=740 - 30 * at, width=300, height=20)
    page.save()
    return out.getvalue()


def rewritten(content: bytes, change: Callable[[pypdf.PdfWriter], None]) -> bytes:
    """The same PDF after `change`."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def widget(writer: pypdf.PdfWriter, name: str) -> Any:
    """The field of that name."""
    return next(
        note.get_object()
        for note in writer.pages[0]["/Annots"]  # type: ignore[attr-defined]
        if note.get_object().get("/T") == name
    )


def _store(key: str, value: str) -> Callable[[pypdf.PdfWriter], None]:
    def change(writer: pypdf.PdfWriter) -> None:
        widget(writer, key)[NameObject("/V")] = TextStringObject(value)

    return change


def _redraw(key: str, old: bytes, new: bytes) -> Callable[[pypdf.PdfWriter], None]:
    def change(writer: pypdf.PdfWriter) -> None:
        stream = widget(writer, key)["/AP"]["/N"].get_object()
        assert old in stream.get_data()
        stream.set_data(stream.get_data().replace(old, new))

    return change


def _over(writer: pypdf.PdfWriter) -> None:
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/FreeText"),
            NameObject("/Rect"): widget(writer, "price.total")["/Rect"],
            NameObject("/Contents"): TextStringObject("1,000.00"),
        }
    )
    writer.pages[0]["/Annots"].append(note)  # type: ignore[attr-defined]


def _hidden(writer: pypdf.PdfWriter) -> None:
    widget(writer, "price.total")[NameObject("/F")] = NumberObject(2)


def _second(value: str) -> Callable[[pypdf.PdfWriter], None]:
    """Another place on the page with the same name, which a reader shows and the form's list does not have."""

    def change(writer: pypdf.PdfWriter) -> None:
        twin = DictionaryObject(dict(widget(writer, "price.total")))
        twin[NameObject("/V")] = TextStringObject(value)
        writer.pages[0]["/Annots"].append(writer._add_object(twin))  # type: ignore[attr-defined]

    return change


@cache
def drawn_otherwise() -> dict[str, tuple[str, bytes]]:
    """PDFs that show one thing and store another: by name, the key that must be told and the file."""
    price = "price.total"
    changes: dict[str, tuple[str, Callable[[pypdf.PdfWriter], None]]] = {
        "a larger price is stored": (price, _store(price, "90000.00")),
        "a smaller price is stored": (price, _store(price, "900.00")),
        "one digit": (price, _store(price, "9001.00")),
        "nothing is stored": (price, _store(price, "")),
        "another price is drawn": (price, _redraw(price, b"9000", b"1000")),
        "nothing is drawn": (price, _redraw(price, b"9000.00", b"")),
        "a rate": ("line1.rate", _store("line1.rate", "9000")),
        "a day": ("terms.valid_until", _store("terms.valid_until", "2026-03-31")),
        "a choice": ("m1.answer", _store("m1.answer", "not_included")),
        "a name": ("people.on_site", _store("people.on_site", "Somebody else")),
        "a remark lies over it": (price, _over),
        "it is hidden": (price, _hidden),
        "it is there twice": (price, _second("1000.00")),
    }
    return {name: (key, rewritten(pdf_file(), change)) for name, (key, change) in changes.items()}


def _dict(**entries: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def _script() -> DictionaryObject:
    return _dict(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))


def _root(name: str, value: Callable[[pypdf.PdfWriter], Any]) -> Callable[[pypdf.PdfWriter], None]:
    def change(writer: pypdf.PdfWriter) -> None:
        writer._root_object[NameObject(name)] = value(writer)

    return change


def _note(**entries: Any) -> Callable[[pypdf.PdfWriter], None]:
    def change(writer: pypdf.PdfWriter) -> None:
        rect = ArrayObject([FloatObject(0), FloatObject(0), FloatObject(9), FloatObject(9)])
        note = _dict(Type=NameObject("/Annot"), Subtype=NameObject("/Link"), Rect=rect)
        note.update({NameObject(f"/{name}"): value for name, value in entries.items()})
        writer.pages[0]["/Annots"].append(note)  # type: ignore[attr-defined]

    return change


def _action(kind: str, **entries: Any) -> DictionaryObject:
    return _dict(S=NameObject(f"/{kind}"), **entries)


def _file(writer: pypdf.PdfWriter) -> Any:
    held = StreamObject()
    held.set_data(b"MZ")
    held[NameObject("/Type")] = NameObject("/EmbeddedFile")
    return _dict(
        Type=NameObject("/Filespec"), F=TextStringObject("a.exe"), EF=_dict(F=writer._add_object(held))
    )


@cache
def active() -> dict[str, tuple[str, bytes]]:
    """PDFs that would do something: by name, what must be told and the file."""
    deep: Any = _script()
    for _ in range(6):
        deep = _action("GoTo", Next=ArrayObject([deep]))
    changes: dict[str, tuple[str, Callable[[pypdf.PdfWriter], None]]] = {
        "on opening": ("on_open", _root("/OpenAction", lambda _: _script())),
        "a script by name": (
            "script",
            _root("/Names", lambda _: _dict(JavaScript=_dict(Names=ArrayObject([TextStringObject("a"), _script()])))),
        ),
        "a script of the page": ("script", lambda writer: _of_page(writer, "/AA", _dict(O=_script()))),
        "a script of a field": (
            "script",
            lambda writer: widget(writer, "price.total").update({NameObject("/AA"): _dict(K=_script())}),
        ),
        "a script deep inside": ("script", _note(A=deep)),
        "a program": ("launch", _note(A=_action("Launch", F=TextStringObject("calc.exe")))),
        "another file": ("launch", _note(A=_action("GoToR", F=TextStringObject("\\\\host\\share\\a.pdf")))),
        "files inside": (
            "files",
            _root(
                "/Names",
                lambda writer: _dict(EmbeddedFiles=_dict(Names=ArrayObject([TextStringObject("a"), _file(writer)]))),
            ),
        ),
        "a file pinned to the page": ("files", _pinned),
        "a second form": (
            "xfa",
            lambda writer: writer._root_object["/AcroForm"].get_object().update(  # type: ignore[attr-defined]
                {NameObject("/XFA"): TextStringObject("<xdp/>")}
            ),
        ),
        "sends": ("submit", _note(A=_action("SubmitForm", F=TextStringObject("http://example.org/")))),
        "fetches": ("submit", _note(A=_action("ImportData", F=TextStringObject("a.fdf")))),
        "a film": ("media", _note(A=_action("Rendition", OP=NumberObject(0)))),
        "rich media": ("media", _note(Subtype=NameObject("/RichMedia"))),
    }  # fmt: skip
    return {name: (told, rewritten(pdf_file(), change)) for name, (told, change) in changes.items()}


def _pinned(writer: pypdf.PdfWriter) -> None:
    _note(Subtype=NameObject("/FileAttachment"), FS=_file(writer))(writer)


def _of_page(writer: pypdf.PdfWriter, key: str, value: Any) -> None:
    writer.pages[0][NameObject(key)] = value


def clean(count: int) -> Iterator[bytes]:
    """Forms that only show pages and hold what was typed, with all that an ordinary tool puts beside it."""
    for at in range(count):
        draw = random.Random(at)
        values = {
            **FIELDS,
            "price.total": f"{draw.randrange(1, 90_000)}.00",
            "people.on_site": f"Person {at}",
        }
        yield rewritten(pdf_file(values, f"Pay before 6 am with {at} users"), _ordinary(at))


def _ordinary(at: int) -> Callable[[pypdf.PdfWriter], None]:
    def change(writer: pypdf.PdfWriter) -> None:
        page = writer.pages[0]
        if at % 2:
            writer.add_metadata(
                {"/Title": "Reply", "/Producer": "A tool", "/Author": "JavaScript & Launch Ltd"}
            )
        if at % 3 == 0:
            _note(A=_action("URI", URI=TextStringObject("https://example.org/Launch")))(writer)
        if at % 5 == 0:
            writer.add_outline_item(title="JavaScript", page_number=0)
        if at % 7 == 0:
            where = ArrayObject([page.indirect_reference, NameObject("/Fit")])
            _root("/OpenAction", lambda _: where)(writer)
        if at % 11 == 0:
            where = ArrayObject([page.indirect_reference, NameObject("/Fit")])
            _root("/OpenAction", lambda _: _action("GoTo", D=where))(writer)
        if at % 4 == 0:
            _note(Subtype=NameObject("/Text"), Contents=TextStringObject("/JS /Launch /XFA"))(writer)

    return change


# ---- mutants


def mutants(content: bytes, count: int, seed: int) -> Iterator[bytes]:
    """The file with some bytes changed, cut, doubled or moved; the same ones for the same seed."""
    draw = random.Random(seed)
    for _ in range(count):
        data = bytearray(content)
        for _ in range(draw.choice((1, 1, 2, 4, 16))):
            _mutate(data, draw)
        yield bytes(data)


def sheet_mutants(content: bytes, count: int, seed: int) -> Iterator[bytes]:
    """The same of a spreadsheet: as often inside its parts, packed anew, as in the packed bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        names = [name for name in pack.namelist() if name.startswith(("xl/", "_rels"))]
        parts = {name: pack.read(name) for name in names}
    draw = random.Random(seed)
    for at, broken in enumerate(mutants(content, count, seed)):
        name = draw.choice(names)
        inside = next(mutants(parts[name], 1, seed + at)) if at % 2 else b""
        yield repacked(content, {name: inside}) if at % 2 else broken


_WORDS = (
    b"/Kids", b"/Parent", b"/Length 99999999", b"0 R", b"999999 0 R", b"endobj", b"stream", b"<<" * 40, b"[" * 400,
    b"/FlateDecode", b"/Prev 0", b"xref", b"-1", b"PK\x03\x04", b"\xff" * 8, b"\x00" * 16, b"9" * 40,
    b"<f>1</f>", b"<c>", b"</row>", b'<row r="1">', b"&#x41;", b"&e;", b"<![CDATA[", b' r="A1"', b' t="s"',
)  # fmt: skip


def _mutate(data: bytearray, draw: random.Random) -> None:
    at, to = sorted((draw.randrange(len(data) + 1), draw.randrange(len(data) + 1)))
    match draw.randrange(6):
        case 0 if data:
            data[at % len(data)] = draw.randrange(256)
        case 1 if data:
            data[at % len(data)] ^= 1 << draw.randrange(8)
        case 2:
            del data[at : min(to, at + 400)]
        case 3:
            data[at:at] = data[at : min(to, at + 400)]
        case 4:
            data[at:at] = draw.choice(_WORDS)
        case 5 if draw.random() < 0.2:
            del data[at:]
