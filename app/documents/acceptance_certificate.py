"""The acceptance certificate: one page that says what was tested, found and is now to be paid.

Up to ten tests stand on the page; a longer list goes on, with its proofs, on a continuation sheet.
"""

from collections.abc import Sequence
from datetime import date

from app.documents.content import (
    Chapter,
    Column,
    Content,
    DocumentStatus,
    Drawn,
    Fact,
    Grid,
    Issue,
    Marked,
    NewPage,
    Part,
    Row,
    SideBySide,
    Signatory,
    Signatures,
    Text,
    parts,
    rows,
)
from app.documents.fonts import strong
from app.documents.pages import draw_content
from app.documents.wording import (
    day,
    document,
    minus,
    money,
    price_notes,
    sentences,
    short_day,
    standing,
)
from app.queries.papers import (
    AcceptancePaper,
    AgreementRecord,
    FileLine,
    OpenItem,
    Person,
    Release,
    TestResult,
)
from app.words import say, say_count
from app.words.formats import NOTHING, Formats

TESTS_ON_PAGE = 10
PROOFS_AT_EASE = 6
"""Proofs up to which their list is set like any table; more are set closer, to stay on the page."""
SEEN_IN_BRIEF = 18
"""Characters up to which what was seen is a figure and not a sentence that needs room."""
HASH_SHOWN = 12
"""Hexadecimal digits of a SHA-256 that are printed: enough to recognise a file in hand."""


def draw(
    paper: AcceptancePaper,
    *,
    formats: Formats,
    status: DocumentStatus,
    number: str | None,
    issued: date | None,
    paper_size: str = "A4",
    version: int = 1,
    replaced_by: str = "",
) -> Drawn:
    """The acceptance certificate as PDF."""
    issue = Issue(status, number, issued, version, replaced_by)
    return draw_content(paper, content(paper, formats, issue), formats, paper_size)


def content(paper: AcceptancePaper, formats: Formats, issue: Issue) -> Content:
    """What the certificate says."""
    long = len(paper.tests) > TESTS_ON_PAGE
    shown = paper.tests[:TESTS_ON_PAGE]
    body = parts(
        Text(sentences(_statement(paper), _count(paper.tests)), "verdict"),
        _tests(shown) if shown else Text(say("No sign-off test was agreed for this stage.")),
        Text(say("Further tests and all proofs are on the continuation sheet."), "caption") if long else None,
        _open_items(paper.open_items, formats) if paper.open_items else None,
        SideBySide(
            (
                (_release(paper.release, formats),),
                (() if long else _proofs(paper.proofs, dense=len(paper.proofs) > PROOFS_AT_EASE)),
            )
        ),
        Text(_terms(paper, formats)),
        *_signatures(paper, formats, issue),
        *(_continuation(paper) if long else ()),
    )
    return document(
        paper.head,
        issue,
        formats,
        kind=say("Acceptance certificate"),
        title=say(
            "Stage {number}: {name}", number=paper.stage_number, name=paper.stage_short or paper.stage_name
        ),
        facts=_facts(paper, formats, issue),
        body=body,
        also=paper.firm.name,
    )


def _facts(paper: AcceptancePaper, formats: Formats, issue: Issue) -> tuple[Fact, ...]:
    changed = say("as changed by {numbers}", numbers=", ".join(paper.changed_by)) if paper.changed_by else ""
    again = ""
    if paper.attempt > 1 and paper.first_tried:
        again = say_count(
            "after {count} earlier try, on {day}",
            "after {count} earlier tries, the first on {day}",
            paper.attempt - 1,
            day=short_day(formats, paper.first_tried),
        )
    signed = Fact(say("Signed off"), day(formats, paper.decided_on), (again,))
    to_pay = paper.release.to_pay
    full_name = paper.firm.name if paper.firm.name != paper.firm.short else ""
    return (
        Fact(say("Agreement"), paper.agreement or NOTHING, (paper.head.project, changed)),
        Fact(say("Supplier"), paper.firm.short, (full_name or paper.firm.place,)),
        signed if issue.status is DocumentStatus.ISSUED else standing(issue, paper.head, formats),
        Fact(say("To pay now"), money(formats, to_pay.excl), price_notes(formats, to_pay)),
    )


def _statement(paper: AcceptancePaper) -> str:
    if not paper.open_items:
        return say(
            "{person} accepts stage {number}, “{name}”, without exceptions.",
            person=paper.accepted_by.name,
            number=paper.stage_number,
            name=paper.stage_name,
        )
    return say_count(
        "{person} accepts stage {number}, “{name}”, with {count} exception.",
        "{person} accepts stage {number}, “{name}”, with {count} exceptions.",
        len(paper.open_items),
        person=paper.accepted_by.name,
        number=paper.stage_number,
        name=paper.stage_name,
    )


def _count(tests: Sequence[TestResult]) -> str:
    passed = sum(test.result == "pass" for test in tests)
    return say("Tests: {passed} of {all} passed.", passed=passed, all=len(tests))


def _result(test: TestResult) -> Marked:
    state, word = {
        "pass": ("good", say("Pass")),
        "not_yet": ("bad", say("Not yet")),
        "cant_tell": ("unknown", say("Can’t tell")),
    }[test.result]
    return Marked(state, word, test.earlier)


def _tests(tests: Sequence[TestResult]) -> Grid:
    told = any(len(test.seen) > SEEN_IN_BRIEF for test in tests)
    agreed, result, seen = (1.3, 1.05, 0.8) if told else (1.5, 1.2, 0.48)
    return Grid(
        (
            Column(say("Test")),
            Column(say("What was agreed"), share=agreed),
            Column(say("Result"), share=result),
            Column(say("Seen"), share=seen, style="prose"),
            Column(say("Proof"), right=True),
        ),
        rows(
            (
                test.number,
                (Text(test.agreed, "prose"), Text(test.pass_if, "note")),
                _result(test),
                test.seen or NOTHING,
                test.proof or NOTHING,
            )
            for test in tests
        ),
    )


def _open_items(items: Sequence[OpenItem], formats: Formats) -> Grid:
    return Grid(
        (
            Column(say("Exception"), share=1, style="prose"),
            Column(say("Fixed by"), right=True),
            Column(say("Held for it"), right=True),
        ),
        rows(
            (item.text, day(formats, item.fix_by), money(formats, item.held) if item.held else NOTHING)
            for item in items
        ),
    )


def _release(release: Release, formats: Formats) -> Grid:
    price = say("The stage’s price")
    if release.share is not None and release.contract_price is not None:
        price = say(
            "{share} of {total}",
            share=formats.percent(release.share),
            total=money(formats, release.contract_price),
        )
    lines = [Row((price, money(formats, release.stage_price)))]
    if release.held:
        held = say("Held back, to the end of free fixing")
        if release.held_share is not None:
            held = say(
                "Held back {share}, to the end of free fixing", share=formats.percent(release.held_share)
            )
        lines.append(Row((held, minus(formats, release.held))))
    if release.held_for_items:
        lines.append(Row((say("Held for the exceptions"), minus(formats, release.held_for_items))))
    if release.credit:
        lines.append(Row((release.credit_reason or say("Late credit"), minus(formats, release.credit))))
    to_pay = release.to_pay
    lines.append(Row((say("To pay, excl.\u00a0tax"), money(formats, to_pay.excl)), total=True))
    if to_pay.incl is not None:
        lines.append(Row((to_pay.tax_name or say("Tax"), money(formats, to_pay.tax))))
        lines.append(Row((say("To pay, incl.\u00a0tax"), money(formats, to_pay.incl)), total=True))
    columns = (Column(say("Payment this releases"), share=1, style="prose"), Column(right=True))
    return Grid(columns, tuple(lines), "" if to_pay.incl else say("Tax: none stated in the quote."))


def _proofs(proofs: Sequence[FileLine], *, dense: bool = False) -> tuple[Part, ...]:
    if not proofs:
        return (Text(say("No proof is filed with this stage."), "caption"),)

    look, right = ("note", "note_right") if dense else ("cell", "number")

    def name(proof: FileLine) -> tuple[Text, ...]:
        return tuple(
            Text(text, style) for text, style in ((proof.name, look), (proof.source, "note")) if text
        )

    columns = (
        Column(say("Proof"), style=look),
        Column(share=1),
        Column(say("SHA-256 begins"), right=True, style=right),
    )
    lines = rows((proof.number, name(proof), proof.sha256[:HASH_SHOWN]) for proof in proofs)
    return (Grid(columns, lines, dense=dense),)


def _terms(paper: AcceptancePaper, formats: Formats) -> str:
    due = ""
    if paper.release.due:
        due = say("Due {day}.", day=day(formats, paper.release.due))
    delivered = [
        ", ".join(filter(None, (item.name, item.version, short_day(formats, item.day) if item.day else "")))
        for item in paper.deliverables
    ]
    handed = say("Delivered: {items}.", items="; ".join(delivered)) if delivered else ""
    return sentences(due or paper.release.due_words, paper.warranty, handed)


def _signatures(paper: AcceptancePaper, formats: Formats, issue: Issue) -> tuple[Part, ...]:
    law = say(
        "Signing records what was tested. It does not waive the free fixing of faults, or any right given by "
        "law. Silence accepts nothing."
    )
    owner = paper.head.owner.firm or paper.head.owner.name
    if issue.is_draft:
        later = say(
            "Signature lines for {owner} and {supplier} appear when this certificate is issued with its "
            "number.",
            owner=owner,
            supplier=paper.firm.name,
        )
        return (Text(sentences(strong(say("Nothing to sign yet.")), later)), Text(law, "caption"))
    sides = [_side(paper.accepted_by, owner, say("accepts"), paper.owner_record, formats)]
    if paper.acknowledged_by:
        sides.append(
            _side(
                paper.acknowledged_by, paper.firm.short, say("acknowledges"), paper.supplier_record, formats
            )
        )
    typed = ""
    if paper.owner_record or paper.supplier_record:
        typed = say("A typed name is a record of agreement, not a qualified signature.")
    return (Signatures(tuple(sides)), Text(sentences(typed, law), "caption"))


def _side(
    person: Person, firm: str, what: str, record: AgreementRecord | None, formats: Formats
) -> Signatory:
    said = ""
    if record:
        on = day(formats, record.on)
        said = say("Signed in the app by {name}, {day}", name=record.name, day=on)
        if record.source:
            said = say("Agreed by {name}, {day}, {source}", name=record.name, day=on, source=record.source)
    return Signatory(say("For {firm}", firm=firm), what, person.name, person.role, said)


def _continuation(paper: AcceptancePaper) -> tuple[Part, ...]:
    rest = paper.tests[TESTS_ON_PAGE:]
    return (
        NewPage(),
        Chapter(say("Continuation sheet: further tests"), (_tests(rest),)),
        Chapter(say("Proofs"), _proofs(paper.proofs)),
    )
