"""The response form: what a provider fills in with any PDF reader and sends back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.documents.content import Chapter, Content, DocumentStatus, Drawn, Fact, Issue, Part, SideBySide, Text
from app.documents.form_parts import Field, FormCell, FormColumn, FormTable, OneOf
from app.documents.pages import draw_content
from app.documents.wording import day, document
from app.queries.request_papers import ResponsePaper
from app.queries.response_asks import Ask, Kind, ResponseForm, tables
from app.words import say
from app.words.formats import NOTHING, Formats

HIDDEN = ("_token", "_scope")
CIRCLES = 180.0
"""Width of the three circles beside a must-have."""

CHAPTER_GAP = 20.0
"""Points above chapters that stand side by side."""

LONG_LINES = 6
"""Lines of a box that takes several."""


def draw(
    paper: ResponsePaper, *, formats: Formats, number: str, issued: date, version: int, paper_size: str = "A4"
) -> Drawn:
    """The form as PDF, for one provider."""
    issue = Issue(DocumentStatus.ISSUED, number, issued, version)
    return draw_content(paper, content(paper, formats, issue), formats, paper_size)


def content(paper: ResponsePaper, formats: Formats, issue: Issue) -> Content:
    """What the form asks, in the order of its map."""
    form = paper.form
    words = dict(form.locked)
    hidden = tuple(zip(HIDDEN, (form.token, form.scope_hash), strict=True))
    firm = paper.head.owner.firm or paper.head.owner.name
    return document(
        paper.head,
        issue,
        formats,
        kind=say("Response form"),
        title=words["head.title"],
        facts=(
            Fact(say("From"), form.provider),
            Fact(say("To"), firm, (paper.head.project,)),
            Fact(say("Quotes by"), day(formats, paper.quotes_by) or NOTHING, (say("sealed until then"),)),
            Fact(say("Send it to"), paper.reply_to.name or paper.reply_to.firm, (paper.reply_to.email,)),
        ),
        body=(Text(words["head.how"], "caption"), *_body(form, words, hidden)),
    )


def _body(
    form: ResponseForm, words: Mapping[str, str], hidden: tuple[tuple[str, str], ...]
) -> Iterator[Part]:
    by_section: dict[str, list[Ask]] = {}
    for ask in form.asks:
        by_section.setdefault(ask.section, []).append(ask)

    def chapter(section: str, *parts: Part) -> Chapter:
        return Chapter(words[f"section.{section}"], parts)

    yield _declined(by_section["declined"], words["section.declined"], hidden)
    if "musts" in by_section:
        yield chapter("musts", _musts(by_section["musts"], words))
    # Low rows, so that a page is not left half empty before a block that does not fit on it any more.
    for left, right in (("price", "run"), ("terms", "people")):
        yield SideBySide(
            (
                (chapter(left, _pairs(by_section[left])),),
                (chapter(right, _pairs(by_section[right])),),
            ),
            before=CHAPTER_GAP,
        )
    in_rows = tables(form.currency)
    yield chapter("lines", _table(by_section["lines"], in_rows["lines"].columns, _LINES))
    yield chapter("stages", _table(by_section["stages"], in_rows["stages"].columns, _STAGES))
    for section in ("words", "proof"):
        yield chapter(section, *map(_boxed, by_section[section]))
    yield chapter("signed", _pairs(by_section["signed"]))


_LINES = (
    FormColumn(share=1.5),
    FormColumn(share=1.3),
    FormColumn(width=70),
    FormColumn(width=46),
    FormColumn(width=78),
    FormColumn(width=62),
)
_STAGES = (FormColumn(share=1), FormColumn(width=68), FormColumn(width=76))


def _declined(asks: Sequence[Ask], title: str, hidden: tuple[tuple[str, str], ...]) -> FormTable:
    answer, reason = asks
    titles = tuple(words for _, words in answer.choices)
    columns = (
        FormColumn(title=title, width=84),
        FormColumn(width=200, titles=titles),
        FormColumn(title=reason.label, share=1),
    )
    row: tuple[FormCell, ...] = (
        answer.label,
        OneOf(answer.key, answer.label, answer.choices),
        _field(reason),
    )
    return FormTable(columns, (row,), hidden)


def _musts(asks: Sequence[Ask], words: Mapping[str, str]) -> FormTable:
    answers, notes = asks[::2], asks[1::2]
    columns = (
        FormColumn(width=30, style="ordinal"),
        FormColumn(title=words["column.musts.answer"], share=1.15),
        FormColumn(width=CIRCLES, titles=tuple(name for _, name in answers[0].choices)),
        FormColumn(title=words["column.musts.note"], share=1),
    )
    rows = []
    for answer, note in zip(answers, notes, strict=True):
        name = answer.key.partition(".")[0]
        text = words[f"text.{name}"]
        tip = say("{number}: {text}", number=answer.label, text=text)
        rows.append((answer.label, text, OneOf(answer.key, tip, answer.choices), _field(note)))
    return FormTable(columns, tuple(rows))


def _pairs(asks: Sequence[Ask]) -> FormTable:
    """Question at the left, field at the right."""
    return FormTable(
        (FormColumn(share=1.25), FormColumn(share=1)), tuple((ask.label, _field(ask)) for ask in asks)
    )


def _table(asks: Sequence[Ask], titles: Sequence[tuple[str, str]], shapes: Sequence[FormColumn]) -> FormTable:
    columns = tuple(
        FormColumn(title, shape.width, shape.share) for (_, title), shape in zip(titles, shapes, strict=True)
    )
    cells = tuple(map(_field, asks))
    wide = len(columns)
    return FormTable(columns, tuple(cells[at : at + wide] for at in range(0, len(cells), wide)))


def _boxed(ask: Ask) -> FormTable:
    """A question over a field of the whole width."""
    return FormTable((FormColumn(title=ask.label, share=1),), ((_field(ask),),))


def _field(ask: Ask) -> Field:
    if ask.kind is Kind.CHOICE:
        return Field(ask.key, ask.label, "list", ask.choices)
    if ask.kind is Kind.LONG:
        return Field(ask.key, ask.label, "long", lines=LONG_LINES)
    return Field(ask.key, ask.label)
