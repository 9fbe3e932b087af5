"""The asked fields of a PDF that came back, what it shows in them, and whether it would do anything by itself.

Runs in the reader's own process. A field's value is what is stored under its name; what a person saw is drawn from
elsewhere in the file, so both are read and whoever asked compares them.
"""

import io
import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, Final, NamedTuple

from app.exchange.reply_active import active_content
from app.exchange.reply_raw import Raw, Trouble, Wanted

MOST_FIELDS: Final = 5_000
MOST_PAGES: Final = 60
MOST_DEEP: Final = 12
LEAST_PART: Final = 20
"""Letters that a piece of a question must have to be looked for by itself, where a page break parts it."""

_TOLD: Final = "text_told"
_HIDDEN: Final = 0x02 | 0x20
"""Flags of what nobody sees on the screen."""

_OVER: Final = frozenset({"/FreeText", "/Stamp", "/Square", "/Circle", "/Ink", "/Polygon", "/Redact"})
"""Kinds of remarks that are drawn over what is beneath them."""


def load_reader() -> Any:
    """The PDF library, loaded where the first file is read; what it remarks of a file is nobody's to keep."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    return import_module("pypdf")


class _Widget(NamedTuple):
    """One place on a page where a field is shown."""

    name: str
    stored: str | None
    drawn: str | None
    rect: tuple[float, float, float, float] | None


def read_pdf(content: bytes, wanted: Wanted) -> Raw:
    """The fields of `wanted`, with what is drawn in each."""
    pypdf = load_reader()
    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return Raw(trouble=Trouble.PROTECTED)
    root = reader.trailer["/Root"]
    active = active_content(reader.trailer)
    form = _resolved(root.get("/AcroForm"))
    if not isinstance(form, dict):
        return Raw(trouble=Trouble.NO_FORM, active=active)
    asked = set(wanted.answers)
    found: dict[str, list[_Widget]] = {}
    covered: set[str] = set()
    for each in _of_tree(pypdf, form, asked):
        found.setdefault(each.name, []).append(each)
    for page in list(reader.pages)[:MOST_PAGES]:
        shown, over, unseen = _of_page(pypdf, page, form, asked)
        covered |= unseen
        for each in shown:
            found.setdefault(each.name, []).append(each)
            if each.rect is not None and any(_overlap(each.rect, other) for other in over):
                covered.add(each.name)
    if not found:
        return Raw(trouble=Trouble.NO_FORM, active=active)
    values, drawn, twice = _told(found)
    return Raw(
        values=values,
        drawn=drawn,
        twice=twice,
        covered=tuple(sorted(covered)),
        printed=_changed(reader, wanted.printed),
        active=active,
    )


def _told(
    found: Mapping[str, Sequence[_Widget]],
) -> tuple[dict[str, str], dict[str, str], tuple[str, ...]]:
    """Stored and drawn text of every field, and the fields that the file holds with several values."""
    values: dict[str, str] = {}
    drawn: dict[str, str] = {}
    twice = []
    for name, widgets in found.items():
        stored = {each.stored for each in widgets if each.stored is not None}
        if len(stored) > 1:
            twice.append(name)
            continue
        value = next(iter(stored), "")
        if value:
            values[name] = value
        seen = [each.drawn for each in widgets if each.drawn is not None]
        other = [each for each in seen if _bare(each) != _bare(value)]
        if seen:
            drawn[name] = other[0] if other else seen[0]
    return values, drawn, tuple(twice)


# Fields ---------------------------------------------------------------------------------------------


def _of_tree(pypdf: Any, form: Any, asked: set[str]) -> Iterator[_Widget]:
    """The asked fields by the form's own list."""
    left = [MOST_FIELDS]

    def walk(field: Any, prefix: str, stored: Any, kind: str, deep: int) -> Iterator[_Widget]:
        field = _resolved(field)
        left[0] -= 1
        if not isinstance(field, dict) or deep > MOST_DEEP or left[0] < 0:
            return
        name = _joined(prefix, field.get("/T"))
        if "/T" in field:  # a circle of a group has no value of its own, whatever a tool writes into it
            stored = field.get("/V", stored)
        kind = str(field.get("/FT", kind))
        kids = _listed(field.get("/Kids"))
        if name in asked and (not kids or "/T" in field):
            drawn = None if kids else _drawn(pypdf, field, form, kind, _kept(stored, kind))
            yield _Widget(name, _kept(stored, kind), drawn, None)
        for kid in kids:
            yield from walk(kid, name, stored, kind, deep + 1)

    for field in _listed(form.get("/Fields")):
        yield from walk(field, "", None, "", 0)


def _of_page(
    pypdf: Any, page: Any, form: Any, asked: set[str]
) -> tuple[list[_Widget], list[tuple[float, float, float, float]], set[str]]:
    """The asked fields as a page shows them, the places of what is drawn over it, and the fields it hides."""
    shown: list[_Widget] = []
    unseen: set[str] = set()
    over: list[tuple[float, float, float, float]] = []
    for each in _listed(page.get("/Annots"))[:MOST_FIELDS]:
        note = _resolved(each)
        if not isinstance(note, dict):
            continue
        if int(note.get("/F", 0)) & _HIDDEN:
            unseen |= {_of_widget(note)[0]} & asked
            continue
        rect = _rect(note.get("/Rect"))
        if note.get("/Subtype") in _OVER and rect is not None:
            over.append(rect)
        if note.get("/Subtype") != "/Widget":
            continue
        name, stored, kind = _of_widget(note)
        if name in asked:
            drawn = _drawn(pypdf, note, form, kind, _kept(stored, kind))
            shown.append(_Widget(name, _kept(stored, kind), drawn, rect))
    return shown, over, unseen


def _of_widget(note: Any) -> tuple[str, Any, str]:
    """Name, value and kind of the field that a widget belongs to, looked for upwards."""
    names: list[str] = []
    stored: Any = None
    kind = ""
    field = note
    for _ in range(MOST_DEEP):
        if not isinstance(field, dict):
            break
        if "/T" in field:
            names.insert(0, str(_text(field["/T"]) or ""))
            stored = field["/V"] if stored is None and "/V" in field else stored
        kind = kind or str(field.get("/FT", ""))
        field = _resolved(field.get("/Parent"))
    return ".".join(names), stored, kind


def _joined(prefix: str, name: Any) -> str:
    if name is None:
        return prefix
    own = str(_text(_resolved(name)) or "")
    return f"{prefix}.{own}" if prefix else own


def _kept(value: Any, kind: str) -> str | None:
    """What a field holds; some tools write the state of a circle as text with its slash."""
    text = _text(value)
    return text.removeprefix("/") if text is not None and kind == "/Btn" else text


def _text(value: Any) -> str | None:
    """A stored value as text; None where nothing is stored."""
    value = _resolved(value)
    if value is None or value.__class__.__name__ == "NullObject":
        return None
    if hasattr(value, "get_data"):
        raw = value.get_data()
        code = "utf-16" if raw.startswith((b"\xfe\xff", b"\xff\xfe")) else "utf-8"
        return str(raw.decode(code, "replace"))
    if isinstance(value, list):
        return "\n".join(filter(None, (_text(each) for each in value[:50])))
    if isinstance(value, bytes):
        return value.decode("latin-1")
    text = str(value)
    if value.__class__.__name__ == "NameObject":
        text = text.removeprefix("/")
        return "" if text == "Off" else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


# What is drawn --------------------------------------------------------------------------------------


def _drawn(pypdf: Any, widget: Any, form: Any, kind: str, stored: str | None) -> str | None:
    """The text in a widget's appearance; None where it has none and is drawn anew from what is stored.

    An empty circle says nothing unless it is the one that what is stored would fill.
    """
    looks = _resolved(widget.get("/AP"))
    normal = _resolved(looks.get("/N")) if isinstance(looks, dict) else None
    if kind == "/Btn":
        state = _text(widget.get("/AS"))
        if state:
            return state
        own = isinstance(normal, dict) and bool(stored) and f"/{stored}" in normal
        return "" if own and state is not None else None
    if normal is None or not hasattr(normal, "get_data"):
        return None
    if not hasattr(normal, _TOLD):  # a field is met twice, in the form's list and on its page
        setattr(normal, _TOLD, _text_in(pypdf, normal, form))
    return str(getattr(normal, _TOLD))


def _text_in(pypdf: Any, normal: Any, form: Any) -> str:
    own = _resolved(normal.get("/Resources"))
    fonts = own if isinstance(own, dict) and "/Font" in own else _resolved(form.get("/DR"))
    page = pypdf.PageObject(None, None)
    names = pypdf.generic.NameObject
    page[names("/Type")] = names("/Page")
    page[names("/Resources")] = fonts if isinstance(fonts, dict) else pypdf.generic.DictionaryObject()
    page[names("/Contents")] = normal
    return str(page.extract_text())


def _rect(value: Any) -> tuple[float, float, float, float] | None:
    sides = _listed(value)
    try:
        x, y, x2, y2 = (float(_resolved(side)) for side in sides)
    except (TypeError, ValueError):
        return None
    return min(x, x2), min(y, y2), max(x, x2), max(y, y2)


def _overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


# What is printed ------------------------------------------------------------------------------------


def _changed(reader: Any, printed: Mapping[str, str]) -> dict[str, str]:
    """The printed texts that no longer stand on the pages, with nothing in their place: only the PDF knows."""
    if not printed:
        return {}
    pages = [_bare(str(page.extract_text())) for page in list(reader.pages)[:MOST_PAGES]]
    whole = "".join(pages)
    return {key: "" for key, text in printed.items() if not _stands(_bare(text), whole)}


def _stands(text: str, whole: str) -> bool:
    """Whether a text is printed, whole or in two pieces with a page break between them."""
    if not text or _in_one(text, whole):
        return True
    return any(
        _in_one(text[:at], whole) and _in_one(text[at:], whole)
        for at in range(LEAST_PART, len(text) - LEAST_PART + 1)
    )


def _in_one(text: str, whole: str) -> bool:
    """Found, and not as part of a longer number: "20 users" does not stand where "120 users" does."""
    before = r"(?<!\d)" if text[:1].isdigit() else ""
    after = r"(?!\d)" if text[-1:].isdigit() else ""
    return re.search(before + re.escape(text) + after, whole) is not None


def _bare(text: str) -> str:
    """Letters, digits and marks without spaces, breaks and the hyphens that a line break adds."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(plain.split()).replace("\xad", "").replace("-", "").replace("‐", "")


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _listed(value: Any) -> list[Any]:
    value = _resolved(value)
    return list(value) if isinstance(value, list) else []
