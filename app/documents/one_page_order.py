"""The order of the light path: one page in place of brief, request, award and statement of work."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.documents.content import (
    Act,
    Bullets,
    Column,
    Content,
    DocumentStatus,
    Drawn,
    Fact,
    Grid,
    Issue,
    Part,
    Section,
    Signatory,
    Signatures,
    Text,
    parts,
    rows,
)
from app.documents.fonts import strong
from app.documents.one_page import brief_lines, fewer, first_that_fits
from app.documents.wording import bind, day, document, money, owner_fact, quoted, sentences, standing
from app.queries.short_papers import OrderPaper, OrderTest
from app.words import say, say_count
from app.words.formats import NOTHING, Formats

QUOTED = (420, 260, 160)
"""Characters of the owner's own words that are quoted where the page has no room for all of them."""
TEST_LENGTH = 120
LEFT_OUT_SHOWN = 2
LEAST_TESTS = 4
"""Tests named on the page before the owner's words are quoted shorter still."""


def draw(
    paper: OrderPaper,
    *,
    formats: Formats,
    status: DocumentStatus,
    number: str | None,
    issued: date | None,
    paper_size: str = "A4",
    version: int = 1,
    replaced_by: str = "",
) -> Drawn:
    """The order as PDF, on one page whatever was typed."""
    issue = Issue(status, number, issued, version, replaced_by)
    return first_that_fits(paper, _shorter(paper, formats, issue), formats, paper_size)


def content(paper: OrderPaper, formats: Formats, issue: Issue) -> Content:
    """The whole order."""
    return _content(paper, formats, issue)


def _shorter(paper: OrderPaper, formats: Formats, issue: Issue) -> Iterator[Content]:
    """The order said shorter: the owner's story, then the wording of tests, then fewer tests by name."""
    yield _content(paper, formats, issue)
    yield _content(paper, formats, issue, style="body")
    yield _content(_quoting(paper, QUOTED[0]), formats, issue, style="body")
    tests = tuple(OrderTest(*brief_lines((test.text, test.how), TEST_LENGTH)) for test in paper.tests)
    short = replace(paper, tests=tests)
    for characters in QUOTED:
        quote = _quoting(short, characters)
        last = characters == QUOTED[-1]
        for most in fewer(len(tests)):
            if most >= LEAST_TESTS or last:
                yield _content(quote, formats, issue, most=most, style="body")


def _quoting(paper: OrderPaper, characters: int) -> OrderPaper:
    return replace(
        paper,
        problem=brief_lines((paper.problem,), characters)[0],
        result=brief_lines((paper.result,), characters)[0],
        left_out=brief_lines(paper.left_out, 80),
    )


def _content(
    paper: OrderPaper, formats: Formats, issue: Issue, most: int | None = None, style: str = "quote"
) -> Content:
    return document(
        paper.head,
        issue,
        formats,
        kind=say("Order"),
        facts=(
            owner_fact(paper.head),
            Fact(say("Done by"), paper.provider or say("Not named yet")),
            _price_fact(paper, formats),
            _ready_fact(paper, issue, formats),
        ),
        body=(
            _act(paper, issue, whole=most is None),
            *parts(
                _own_words(say("What is wrong"), paper.problem, style),
                _own_words(say("When it is done"), paper.result, style),
                _tests(paper, most),
                Section(say("Price and payment"), (Text(_payment(paper, formats)),)),
                Section(say("Never skipped"), (_never(paper),)),
                _not_part(paper, most),
                Section(say("If it grows"), (Text(_grows(paper, formats)),)),
            ),
            *_signatures(paper, issue),
        ),
        also=paper.provider,
    )


def _own_words(label: str, text: str, style: str) -> Section | None:
    """What the owner wrote, in quotation marks; where it was cut it says where it goes on."""
    if not text.strip():
        return None
    on = say("The owner’s words go on in the brief that goes with this order.")
    return Section(
        label, parts(Text(quoted(text), style), Text(on, "caption") if text.endswith("…") else None)
    )


def _not_part(paper: OrderPaper, most: int | None) -> Section | None:
    lines = paper.left_out if most is None else paper.left_out[: min(LEFT_OUT_SHOWN, most)]
    rest = len(paper.left_out) - len(lines)
    if not paper.left_out:
        return None
    more = say_count("{count} more in the brief.", "{count} more in the brief.", rest) if rest else ""
    bullets = Bullets(lines, 2 if len(lines) > 2 else 1)
    return Section(
        say("Not part of it"), parts(bullets if lines else None, Text(more, "caption") if more else None)
    )


def _price_fact(paper: OrderPaper, formats: Formats) -> Fact:
    label = say("Ceiling") if paper.hourly else say("Fixed price")
    rate = ""
    if paper.hourly and paper.rate is not None:
        rate = say("{rate} an hour", rate=money(formats, paper.rate))
    return Fact(label, money(formats, paper.price) if paper.price else NOTHING, (say("excl.\u00a0tax"), rate))


def _ready_fact(paper: OrderPaper, issue: Issue, formats: Formats) -> Fact:
    stands = standing(issue, paper.head, formats)
    note = stands.value if issue.is_draft else say("issued {day}", day=day(formats, issue.issued))
    return Fact(
        say("Ready by"), day(formats, paper.ready_by) if paper.ready_by else paper.ready_words, (note,)
    )


def _act(paper: OrderPaper, issue: Issue, *, whole: bool) -> Act:
    if paper.missing:
        told = say("Before it can be issued, it needs: {missing}.", missing="; ".join(paper.missing))
        return Act(say("Not complete yet."), told)
    if issue.is_draft:
        return Act(say("Read it through together, then issue it."), say("Nothing has been sent to anyone."))
    return Act(
        say("Both sign, then the work begins."),
        say("It takes the place of a brief, a quote request and a statement of work.")
        if whole
        else say("The brief goes with it."),
    )


def _tests(paper: OrderPaper, most: int | None) -> Section:
    shown = paper.tests if most is None else paper.tests[:most]
    rest = len(paper.tests) - len(shown)
    if not paper.tests:
        return Section(say("Shown before it is paid"), (Text(say("No test is named yet.")),))
    grid = Grid(
        (Column(), Column(share=1, style="prose"), Column(share=1, style="prose")),
        rows(
            (Text(say("T{number}", number=number), "ordinal"), test.text, test.how or NOTHING)
            for number, test in enumerate(shown, start=1)
        ),
        dense=len(shown) > 5,
    )
    more = ""
    if rest:
        more = say_count(
            "{count} more test stands in the brief that goes with this order, and counts like these.",
            "{count} more tests stand in the brief that goes with this order, and count like these.",
            rest,
        )
    return Section(
        say("Shown before it is paid"),
        parts(grid if shown else None, Text(more, "caption") if more else None),
    )


def _payment(paper: OrderPaper, formats: Formats) -> str:
    price = say("No price is agreed yet.")
    if paper.price is not None and paper.hourly:
        rate = strong(money(formats, paper.rate)) if paper.rate is not None else say("an agreed rate")
        price = say(
            "By the hour at {rate}, and never more than {price} excl.\u00a0tax without the owner’s written word.",
            rate=rate,
            price=strong(money(formats, paper.price)),
        )
    elif paper.price is not None:
        price = say("{price} excl.\u00a0tax for the whole.", price=strong(money(formats, paper.price)))
    return sentences(
        price,
        say(
            "One payment, once every test has passed. At most half in advance, and only where materials are bought."
        ),
        say_count(
            "The owner has {count} working day to look at the result; silence accepts nothing.",
            "The owner has {count} working days to look at the result; silence accepts nothing.",
            paper.check_days,
        ),
    )


def _never(paper: OrderPaper) -> Grid:
    access = paper.access or NOTHING
    lines = (
        (
            say("Access"),
            sentences(
                access,
                say("Nobody else gets in"),
                say("It is taken back, and passwords are changed, before payment"),
            ),
        ),
        (
            say("Copy first"),
            sentences(
                say("Made by {who}", who=paper.backup or NOTHING),
                say("Nothing is changed before there is a copy that can be put back"),
            ),
        ),
        (say("Checked"), paper.credentials),
        (
            say("Ownership"),
            say(
                "What is made belongs to the owner on payment; accounts, domain and data are the owner’s always."
            ),
        ),
    )
    return Grid((Column(), Column(share=1, style="prose")), rows(lines), dense=True)


def _grows(paper: OrderPaper, formats: Formats) -> str:
    limit = ""
    if paper.limit is not None:
        limit = say("It also becomes one above {limit}.", limit=bind(formats.money_short(paper.limit)))
    return sentences(
        say(
            "Half as much work again as thought, a third change, sensitive data or live passwords: stop, pay for "
            "what is accepted, and go on as a project."
        ),
        limit,
        say(
            "In a dispute the broker decides on the papers within 3 working days, up to the sum of this order"
        )
        if paper.head.owner != paper.head.prepared_by
        else "",
    )


def _signatures(paper: OrderPaper, issue: Issue) -> tuple[Part, ...]:
    law = say("A record of what was agreed, not legal advice.")
    owner = paper.head.owner.firm or paper.head.owner.name
    if issue.is_draft:
        later = say(
            "Signature lines for {owner} and {supplier} appear when this order is issued with its number.",
            owner=owner,
            supplier=paper.provider or say("the provider"),
        )
        return (Text(sentences(strong(say("Nothing to sign yet.")), later, law), "caption"),)
    sides = (
        Signatory(say("For {firm}", firm=owner), say("orders"), paper.head.owner.name, paper.head.owner.role),
        Signatory(say("For {firm}", firm=paper.provider), say("accepts"), say("Name, printed")),
    )
    return (Signatures(sides), Text(law, "caption"))
