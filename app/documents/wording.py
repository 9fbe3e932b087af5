"""Sentences and cells several documents share, so that the same fact always reads the same."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from app.analysis.money import Money
from app.documents.content import (
    Bullets,
    Cell,
    Column,
    Content,
    DocumentStatus,
    Fact,
    Grid,
    Issue,
    Part,
    Section,
    Text,
    rows,
)
from app.documents.fonts import EMPHASIS_OFF, EMPHASIS_ON, NO_BREAK
from app.queries.papers import Answer, Head, Measure, Person, Price, Risk
from app.words import say
from app.words.formats import NOTHING, Formats

SENTENCE_ENDS = ".!?:;…"
CLOSING = f"”’\"')]{EMPHASIS_ON}{EMPHASIS_OFF}"
"""What may stand after the mark that ends a sentence."""
FOOT_NAME = 68
"""Characters of names in the foot, which leave room for number and date; page 1 has them in full."""


def bind(text: str) -> str:
    """`text` on one line: a date or an amount is never broken."""
    return text.replace(" ", NO_BREAK)


def sentences(*found: str) -> str:
    """Whole sentences after one another; an empty one is left out, one left open is closed."""
    return " ".join(_ended(sentence.strip()) for sentence in found if sentence.strip())


def _ended(sentence: str) -> str:
    return sentence if sentence.rstrip(CLOSING)[-1:] in SENTENCE_ENDS else f"{sentence}."


def lines(*found: str) -> str:
    """Whole lines under one another; those that are empty are left out."""
    return "\n".join(line for line in found if line)


def day(formats: Formats, value: date | None) -> str:
    """27 Nov 2026, kept on one line."""
    return bind(formats.day(value))


def short_day(formats: Formats, value: date | None) -> str:
    """27 Nov, kept on one line."""
    return bind(formats.short_day(value))


def days(formats: Formats, first: date | None, last: date | None) -> str:
    """16 Mar – 2 Apr; one date where only one is known."""
    if first is None or last is None:
        return short_day(formats, first or last)
    return bind(f"{formats.short_day(first)} – {formats.short_day(last)}")


def money(formats: Formats, amount: Money | None) -> str:
    """£24,450.00, kept on one line."""
    return bind(formats.money(amount))


def minus(formats: Formats, amount: Money) -> str:
    """An amount that is taken off, with a true minus sign."""
    return bind(formats.money(-amount)).replace("-", "−")


def price_notes(formats: Formats, price: Price) -> tuple[str, ...]:
    """What stands under a price: that it excludes tax, and what it is with tax or that none is stated."""
    if price.incl is None:
        return say("excl.\u00a0tax"), say("no tax stated in the quote")
    if price.reverse_charge:
        return say("excl.\u00a0tax"), say("reverse charge: the owner accounts for the tax")
    incl = money(formats, price.incl)
    whole = say("{amount} incl. {tax}", amount=incl, tax=price.tax_name or say("tax"))
    return say("excl.\u00a0tax"), whole


def tax_sentence(price: Price) -> str:
    """Said under every table of prices: which tax is added, who accounts for it, or that the quote states none."""
    if price.tax is None:
        return say("Tax: none stated in the quote. Amounts are excl.\u00a0tax.")
    if price.reverse_charge:
        return say("Reverse charge: no tax is added to an invoice; the owner accounts for it.")
    return say("{tax} is added to each invoice.", tax=price.tax_name or say("Tax"))


def rate_notes(formats: Formats, price: Price) -> tuple[str, ...]:
    """What of a price bears which rate, a sentence each; nothing under one rate."""
    return tuple(
        say(
            "{rate}% on {net}: {tax}",
            rate=format((part.rate * 100).normalize(), "f"),
            net=money(formats, part.net),
            tax=money(formats, part.tax),
        )
        for part in price.by_rate
    )


def how_taxed(formats: Formats, price: Price) -> str:
    """What a table of prices leaves to say of their tax; "" under one rate that its column names."""
    if price.tax is None or price.reverse_charge:
        return tax_sentence(price)
    notes = "; ".join(rate_notes(formats, price))
    return say("Tax on the price: {rates}.", rates=notes) if notes else ""


def price_columns(priced: Sequence[Price]) -> tuple[Column, ...]:
    """Amount columns for prices: three with tax, one where no price states any."""
    taxed = [price for price in priced if price.tax is not None]
    if not taxed:
        return (Column(say("Excl. tax"), right=True),)
    names = {price.tax_name for price in taxed}
    name = taxed[0].tax_name if len(names) == 1 else ""
    return (
        Column(say("Excl. tax"), right=True),
        Column(name or say("Tax"), right=True),
        Column(say("Incl. tax"), right=True),
    )


def price_cells(formats: Formats, price: Price, columns: Sequence[Column]) -> tuple[str, ...]:
    """The cells of `price` under `price_columns`."""
    if len(columns) == 1:
        return (money(formats, price.excl),)
    return money(formats, price.excl), money(formats, price.tax), money(formats, price.incl)


def name_and_role(person: Person) -> str:
    """E. Thornaby, clinic manager."""
    return ", ".join(filter(None, (person.name, person.role)))


def standing(issue: Issue, head: Head, formats: Formats, note: str = "") -> Fact:
    """The cell of the key-facts strip that says where the document stands, in words."""
    if issue.status is DocumentStatus.DRAFT:
        drawn = say("of {day}", day=day(formats, head.prepared_on))
        return Fact(say("State"), say("DRAFT"), (drawn, say("nothing to sign yet")))
    if issue.status is DocumentStatus.PRINT:
        return Fact(say("As of"), day(formats, head.prepared_on), (say("nothing to sign"),))
    issued = say("issued {day}", day=day(formats, issue.issued))
    if issue.status is DocumentStatus.SUPERSEDED:
        by = say("by {number}", number=issue.replaced_by) if issue.replaced_by else ""
        return Fact(say("State"), say("SUPERSEDED"), (by, issued))
    if issue.status is DocumentStatus.WITHDRAWN:
        return Fact(say("State"), say("WITHDRAWN"), (issued,))
    copy = say("COPY of the issued document") if issue.status is DocumentStatus.COPY else ""
    return Fact(say("Issued"), day(formats, issue.issued), (copy, note))


def shortened(text: str, most: int) -> str:
    """`text`, cut with an ellipsis after `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def foot(issue: Issue, head: Head, formats: Formats, also: str = "") -> str:
    """Confidentiality, number and date; `also` names a second party the document is for."""
    owner = shortened(head.owner.firm or head.owner.name, FOOT_NAME if not also else FOOT_NAME // 2)
    if also:
        owner = say("{owner} and {other}", owner=owner, other=shortened(also, FOOT_NAME // 2))
    if issue.status is DocumentStatus.PRINT:
        made = day(formats, head.prepared_on)
        if not owner:
            return say("As recorded on {day}", day=made)
        return say("Confidential to {owner}  ·  As recorded on {day}", owner=owner, day=made)
    if issue.number is None:
        return say(
            "Confidential to {owner}  ·  Draft of {day}", owner=owner, day=day(formats, head.prepared_on)
        )
    return say(
        "Confidential to {owner}  ·  {number} v{version}  ·  issued {day}",
        owner=owner,
        number=issue.number,
        version=issue.version,
        day=day(formats, issue.issued),
    )


def document(
    head: Head,
    issue: Issue,
    formats: Formats,
    *,
    kind: str,
    facts: tuple[Fact, ...],
    body: tuple[Part, ...],
    title: str = "",
    also: str = "",
    landscape: bool = False,
) -> Content:
    """The content of a document around its facts and parts."""
    return Content(
        kind=kind,
        title=title or head.project,
        project=head.project,
        letterhead=head.letterhead.name,
        letterhead_line=head.letterhead.line,
        logo=head.letterhead.logo,
        facts=facts,
        parts=body,
        foot=foot(issue, head, formats, also),
        issue=issue,
        dated=issue.issued or head.prepared_on,
        landscape=landscape,
    )


def owner_fact(head: Head) -> Fact:
    """For whom."""
    firm = head.owner.firm or head.owner.name
    return Fact(say("For"), firm, (name_and_role(head.owner),) if head.owner.firm else (head.owner.role,))


def author_fact(head: Head) -> Fact:
    """By whom."""
    return Fact(say("Prepared by"), head.prepared_by.name, (head.prepared_by.firm or head.prepared_by.role,))


def opening_facts(head: Head, issue: Issue, formats: Formats, note: str = "") -> tuple[Fact, Fact, Fact]:
    """What the strip of key facts of most documents begins with: for whom, by whom, and where it stands."""
    return owner_fact(head), author_fact(head), standing(issue, head, formats, note)


def quoted(text: str) -> str:
    """The owner's own words, in quotation marks."""
    return say("“{words}”", words=text.strip()) if text.strip() else ""


def measures(found: Sequence[Measure], formats: Formats) -> Part:
    """What will be counted, today and then; an honest sentence where nothing is."""
    if not found:
        return Text(say("No measure has been agreed yet, so nobody can tell whether it worked. Agree one."))

    def value(number: Decimal | None, measure: Measure) -> str:
        return bind(f"{formats.number(number)} {measure.unit if number is not None else ''}".strip())

    return Grid(
        (
            Column(say("You will measure"), share=1),
            Column(say("Today"), right=True, least=0.16),
            Column(say("Target"), right=True, least=0.16),
            Column(say("Read on"), right=True, least=0.16),
        ),
        rows(
            (
                measure.what,
                value(measure.today, measure),
                value(measure.target, measure),
                measure.read_on or NOTHING,
            )
            for measure in found
        ),
    )


def risks(found: Sequence[Risk]) -> Grid:
    """Risk, plan, watcher."""
    return Grid(
        (
            Column(say("Risk"), share=1.5, style="prose"),
            Column(say("What is planned"), share=1.75, style="prose"),
            Column(say("Who watches it"), share=1),
        ),
        rows(
            (risk.risk, risk.plan or say("Nothing planned yet"), risk.watched_by or NOTHING) for risk in found
        ),
    )


def answers(found: Sequence[Answer]) -> Grid:
    """Questions and answers; what is open says so."""

    def answer(item: Answer) -> Cell:
        if item.answer:
            return Text(item.answer, "prose")
        if item.ask_broker:
            return Text(say("Left for the broker’s next visit"), "open")
        return Text(say("Not answered yet"), "open")

    return Grid(
        (Column(share=0.42, style="prose"), Column(share=0.58, style="prose")),
        rows((item.question, answer(item)) for item in found),
    )


def listed(label: str, items: tuple[str, ...], columns: int = 1, hint: str = "") -> Section | None:
    """A section with a list, or nothing where the list is empty."""
    return Section(label, (Bullets(items, columns),), hint) if items else None


def said(label: str, text: str, style: str = "body") -> Section | None:
    """A section with one paragraph, or nothing where there is no text."""
    return Section(label, (Text(text, style),)) if text.strip() else None


def table(label: str, grid: Grid, hint: str = "") -> Section | None:
    """A section with a table, or nothing where the table has no rows."""
    return Section(label, (grid,), hint) if grid.rows else None
