"""The same document as one web page: for screen readers, for mail, for a browser's own print.

It is written from the same parts as the PDF, so it says the same; figures become tables. The page is
whole in itself: no script, nothing fetched, and a policy that forbids both. Every text is escaped here.
"""

import base64
from collections.abc import Sequence
from functools import singledispatch
from html import escape

from app.documents import fonts
from app.documents.content import (
    Act,
    Bullets,
    Cell,
    Chapter,
    Choice,
    Content,
    Grid,
    Marked,
    NewPage,
    Part,
    Row,
    Ruled,
    Section,
    SideBySide,
    Signatures,
    Text,
)
from app.documents.figures import Contributions, Gantt, HoursStrip, PaymentBar, PriceBars, Table, TimeLine
from app.documents.pages import document_title, kind_line, status_word
from app.words import say
from app.words.formats import Formats

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
SYMBOLS = {"good": "✓", "partly": "◐", "bad": "✗", "unknown": "?", "open": "☐"}
"""Shown before the word of a state; hidden from screen readers, which read the word."""
TAGS = {"quote": "blockquote", "subheading": "h3"}
"""Elements of the text styles that are not plain paragraphs."""
IMAGES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""What a logo may be, by its first bytes."""
STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; padding: 2rem 1.5rem; max-width: 52rem; background: #fff; color: #16202C;
  font: 1rem/1.5 Inter, system-ui, sans-serif; }
header.letterhead { display: flex; justify-content: space-between; gap: 1rem; font-size: .875rem; }
header.letterhead p { margin: 0; color: #4A5666; } header.letterhead img { max-height: 18mm; }
header.letterhead strong { color: #16202C; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 1.25rem 0 .75rem; letter-spacing: -.02em; }
h2 { font-size: 1.125rem; margin: 0 0 .5rem; } h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1rem;
  border-top: 2px solid #16202C; padding-top: .5rem; margin: 0; }
dl.facts dt, .note, .caption, footer { font-size: .8125rem; color: #4A5666; } dl.facts dd { margin: 0; }
dl.facts dd:first-of-type, .total td, .total th { font-weight: 600; }
section { border-top: 1px solid #7A8594; margin-top: 1.5rem; padding-top: .75rem; }
blockquote { margin: 0 0 .5rem; font-size: 1.1875rem; } .lead { font-size: 1.25rem; }
.verdict { font-size: 1.125rem; font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-top: 1px solid #D5DAE1; }
thead th { font-size: .8125rem; font-weight: 500; color: #4A5666; border-top: 0;
  border-bottom: 1px solid #16202C; }
.right { text-align: right; padding-right: 0; } .total td, .total th { border-top: 2px solid #16202C; }
.beside { display: flex; flex-wrap: wrap; gap: 1.5rem; } .beside > div { flex: 1 1 14rem; }
figure { margin: .75rem 0; } figcaption { font-weight: 600; font-size: .875rem; margin-bottom: .25rem; }
.act { background: #EEF5F5; border-left: 3px solid #0B6B74; padding: .75rem 1rem; margin-top: 1.5rem; }
.status { font-weight: 700; letter-spacing: .08em; border: 2px solid; padding: .25rem .75rem;
  display: inline-block; }
.sign { border-top: 1px solid #4A5666; margin-top: 3rem; padding-top: .25rem; }
footer { margin-top: 2.5rem; border-top: 1px solid #D5DAE1; padding-top: .5rem; }
@media print { body { padding: 0; max-width: none; font-size: 10pt; }
  section, tr, figure { break-inside: avoid; } }
"""


def web_page(content: Content, formats: Formats) -> str:
    """The whole page as HTML, to be stored as UTF-8."""
    word = status_word(content)
    standing = f'<p class="status">{_text(word)}</p>' if word else ""
    body = "".join(html(part, formats) for part in content.parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(formats.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document_title(content))}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"{_head(content)}<main>\n<h1>{_text(content.title)}</h1>\n{standing}{_facts(content)}{body}</main>\n"
        f"<footer><p>{_text(content.foot)}</p></footer>\n</body>\n</html>\n"
    )


def _head(content: Content) -> str:
    return (
        f'<header class="letterhead"><div>{_logo(content)}<p><strong>{_text(content.letterhead)}</strong></p>'
        f"<p>{_text(content.letterhead_line)}</p></div><div class=right>"
        f"<p><strong>{_text(content.kind)}</strong></p><p>{_text(kind_line(content))}</p></div></header>\n"
    )


def _logo(content: Content) -> str:
    data = content.logo or b""
    kind = next((kind for start, kind in IMAGES.items() if data.startswith(start)), None)
    if kind is None:
        return ""
    encoded = base64.b64encode(data).decode("ascii")
    return f'<img alt="" src="data:{kind};base64,{encoded}">'


def _facts(content: Content) -> str:
    cells = []
    for fact in content.facts:
        notes = "".join(f"<dd class=note>{_text(note)}</dd>" for note in fact.notes if note)
        cells.append(f"<div><dt>{_text(fact.label)}</dt><dd>{_text(fact.value)}</dd>{notes}</div>")
    return f'<dl class="facts">{"".join(cells)}</dl>\n'


def _text(text: str) -> str:
    """`text` escaped, with its emphasis and its line ends."""
    made = []
    for run in fonts.runs(text.strip()):
        escaped = escape(run.text).replace("\n", "<br>")
        made.append(f"<strong>{escaped}</strong>" if run.strong else escaped)
    return "".join(made)


# --- parts ----------------------------------------------------------------------------------------


@singledispatch
def html(part: object, formats: Formats) -> str:
    """One part as HTML; a kind of part nobody writes is a mistake of ours."""
    raise TypeError(f"no web form for {type(part).__name__}")


def _all(parts: Sequence[Part], formats: Formats) -> str:
    return "".join(html(part, formats) for part in parts)


@html.register
def _(part: Text, formats: Formats) -> str:
    if not part.text.strip():
        return ""
    tag = TAGS.get(part.style, "p")
    return f'<{tag} class="{part.style}">{_text(part.text)}</{tag}>\n'


@html.register
def _(part: Bullets, formats: Formats) -> str:
    items = "".join(f"<li>{_text(item)}</li>" for item in part.items)
    return f"<ul>{items}</ul>\n"


@html.register
def _(part: Grid, formats: Formats) -> str:
    if not part.rows:
        return ""
    rights = [column.right for column in part.columns]
    head = ""
    if part.has_head:
        titles = "".join(
            f"<th scope=col{_right(column.right)}>{_text(column.title)}</th>" for column in part.columns
        )
        head = f"<thead><tr>{titles}</tr></thead>"
    rows = "".join(_row(row, rights) for row in part.rows)
    caption = f"<p class=caption>{_text(part.caption)}</p>" if part.caption else ""
    return f"<table>{head}<tbody>{rows}</tbody></table>{caption}\n"


def _right(right: bool) -> str:
    return " class=right" if right else ""


def _row(row: Row, rights: Sequence[bool]) -> str:
    cells = "".join(
        f"<td{_right(right)}>{_cell(cell)}</td>" for cell, right in zip(row.cells, rights, strict=True)
    )
    return f"<tr class=total>{cells}</tr>" if row.total or row.heads else f"<tr>{cells}</tr>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return "<br>".join(filter(None, map(_cell, cell)))
    if isinstance(cell, Marked):
        note = f"<br><span class=note>{_text(cell.note)}</span>" if cell.note else ""
        symbol = f"<span aria-hidden=true>{SYMBOLS[cell.state]}</span>"
        return f"{symbol} {_text(cell.word)}{note}"
    return _text(cell.text if isinstance(cell, Text) else cell)


@html.register
def _(part: SideBySide, formats: Formats) -> str:
    stacks = "".join(f"<div>{_all(parts, formats)}</div>" for parts in part.stacks)
    return f'<div class="beside">{stacks}</div>\n'


@html.register
def _(part: Section, formats: Formats) -> str:
    hint = f"<p class=caption>{_text(part.hint)}</p>" if part.hint else ""
    return f"<section><h2>{_text(part.label)}</h2>{hint}{_all(part.parts, formats)}</section>\n"


@html.register
def _(part: Chapter, formats: Formats) -> str:
    return f"<section><h2>{_text(part.title)}</h2>{_all(part.parts, formats)}</section>\n"


@html.register
def _(part: Act, formats: Formats) -> str:
    return f"<p class=act><strong>{_text(part.text)}</strong> {_text(part.then)}</p>\n"


@html.register
def _(part: Signatures, formats: Formats) -> str:
    sides = []
    for party in part.parties:
        name = f"{party.name}, {party.role}" if party.role else party.name
        sign = party.record or say("Signature and date")
        sides.append(
            f"<div><p><strong>{_text(party.side)}</strong> {_text(party.what)}</p>"
            f"<p class=sign>{_text(sign)}</p><p>{_text(name)}</p></div>"
        )
    return f'<div class="beside">{"".join(sides)}</div>\n'


@html.register
def _(part: Choice, formats: Formats) -> str:
    options = "".join(
        f"<li><span aria-hidden=true>{SYMBOLS['open']}</span> {_text(option)}</li>" for option in part.options
    )
    labels = "".join(
        f"<div class=sign>{_text(label)}</div>" for label in (part.signature, part.name, part.date)
    )
    return f'<ul>{options}</ul><div class="beside">{labels}</div>\n'


@html.register
def _(part: Ruled, formats: Formats) -> str:
    titles = "".join(f"<div class=sign>{_text(title)}</div>" for title, _ in part.titles)
    return f'<div class="beside">{titles}</div>\n'


@html.register
def _(part: NewPage, formats: Formats) -> str:
    return ""


# --- figures --------------------------------------------------------------------------------------


def _figure(caption: str, table: Table) -> str:
    head, rows = table
    titles = "".join(f"<th scope=col>{_text(title)}</th>" for title in head)
    lines = "".join("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f"<figure><figcaption>{_text(caption)}</figcaption>"
        f"<table><thead><tr>{titles}</tr></thead><tbody>{lines}</tbody></table></figure>\n"
    )


@html.register
def _(part: TimeLine, formats: Formats) -> str:
    return _figure(say("Stages over time"), part.table(formats))


@html.register
def _(part: Gantt, formats: Formats) -> str:
    return _figure(say("The schedule"), part.table(formats))


@html.register
def _(part: PaymentBar, formats: Formats) -> str:
    return _figure(say("Payments"), part.table(formats))


@html.register
def _(part: Contributions, formats: Formats) -> str:
    return _figure(say("Points earned, out of the weight you gave"), part.table(formats))


@html.register
def _(part: PriceBars, formats: Formats) -> str:
    return _figure(say("Prices on the same scope"), part.table(formats))


@html.register
def _(part: HoursStrip, formats: Formats) -> str:
    return _figure(say("Hours of a day"), part.table(formats))
