"""The terms of a proposal: what it costs, what is in it, what could go wrong, and how to answer."""

from app.documents.appendices import appendix_line
from app.documents.content import Bullets, Chapter, Choice, Issue, Part, Section, SideBySide, Text, parts
from app.documents.fonts import strong
from app.documents.plan_parts import invoices, paid_when, payment_bar
from app.documents.wording import day, money, risks, sentences, tax_sentence
from app.queries.papers import Disclosure, PaymentPlan, ProposalPaper
from app.words import say
from app.words.formats import Formats

LISTED_BESIDE = 6
"""Items up to which three lists stand side by side."""


def terms(paper: ProposalPaper, formats: Formats, issue: Issue) -> tuple[Part, ...]:
    """Price, scope, risks, the broker's interests, and the choice: page 4 of the proposal."""
    return parts(
        Chapter(say("The price in detail"), _price(paper.plan, formats))
        if paper.plan
        else Chapter(say("The price in detail"), (Text(tax_sentence(paper.price)),)),
        *_scope(paper),
        Chapter(say("What could go wrong"), (risks(paper.risks),))
        if paper.risks
        else Chapter(say("What could go wrong"), (Text(say("No risk has been written down yet.")),)),
        disclosure_section(paper.disclosure, formats) if paper.disclosure else None,
        *_choice(paper, formats, issue),
        Text(appendix_line(paper), "caption") if appendix_line(paper) else None,
    )


def _scope(paper: ProposalPaper) -> tuple[Part, ...]:
    """What is in, what is out and what it rests on: side by side, or one below another where long."""
    nothing = (say("Nothing stated"),)
    lists = (
        (say("Included"), paper.included or nothing),
        (say("Not included"), paper.not_included or nothing),
        (say("It assumes"), paper.assumptions or nothing),
    )
    if max(len(items) for _, items in lists) > LISTED_BESIDE:
        return tuple(Section(title, (Bullets(items, 2 if len(items) > 2 else 1),)) for title, items in lists)
    return (SideBySide(tuple((Text(title, "subheading"), Bullets(items)) for title, items in lists)),)


def _price(plan: PaymentPlan, formats: Formats) -> tuple[Part, ...]:
    return parts(
        payment_bar(plan, formats) if plan.stages else None,
        Text(paid_when(plan), "caption"),
        invoices(plan, formats) if plan.invoices else Text(tax_sentence(plan.total)),
    )


def disclosure_section(disclosure: Disclosure, formats: Formats) -> Section:
    """How the broker is paid and what ties it has, as it was declared to the owner."""
    fee = ""
    if disclosure.fee is not None:
        fee = say("The fee is {amount} excl.\u00a0tax.", amount=money(formats, disclosure.fee))
    known = ""
    if disclosure.acknowledged:
        known = say("You acknowledged this on {day}.", day=day(formats, disclosure.acknowledged))
    ties = disclosure.ties or (say("No tie to any provider considered."),)
    return Section(
        say("How {broker} is paid", broker=disclosure.broker),
        (Text(sentences(fee, disclosure.fee_words, *ties, *disclosure.awards, known)),),
    )


def _choice(paper: ProposalPaper, formats: Formats, issue: Issue) -> tuple[Part, ...]:
    label = say("Your choice")
    if issue.is_draft:
        later = say("Boxes to tick and a line to sign appear when this proposal is issued with its number.")
        return (Section(label, (Text(sentences(strong(say("Nothing to sign yet.")), later)),)),)
    agree = say(
        "Go ahead with {firm} at {price} excl.\u00a0tax",
        firm=paper.firm.short,
        price=money(formats, paper.price.excl),
    )
    choice = Choice(
        (agree, say("I would rather talk first"), say("No")),
        say("Signature"),
        say("Name, printed"),
        say("Date"),
    )
    return (Chapter(label, (choice,)),)
