"""What a response form asks of a provider: every field with its key, its kind and its words.

Made from the request as it went out, never from a file, so that form, spreadsheet and reader agree on what
stands where. What is drawn beside the fields is in `locked`, so that a changed question can be shown.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.domain.projects import Project
from app.domain.quotes import Quote
from app.domain.shortlists import QuoteRequest
from app.knowledge import load_knowledge
from app.words import say, say_known

LINES, STAGES = 12, 8
"""Rows a form offers for prices and for stages."""


class Kind(StrEnum):
    """What is written into a field. A share is written in percent: 20 for 20 %."""

    CHOICE = "choice"
    TEXT = "text"
    LONG = "long"
    MONEY = "money"
    NUMBER = "number"
    SHARE = "share"
    DATE = "date"


class Ask(NamedTuple):
    """One field: `choices` are stored value and word."""

    key: str
    section: str
    label: str
    kind: Kind
    choices: tuple[tuple[str, str], ...] = ()


class ResponseForm(NamedTuple):
    """The form of one provider for one round; nothing of any other provider is in it."""

    token: str
    scope_hash: str
    request_number: str
    provider: str
    currency: str
    asks: tuple[Ask, ...]
    locked: tuple[tuple[str, str], ...]
    """Key and text of everything that is printed beside the fields: headings, must-haves, labels."""


class Table(NamedTuple):
    """A section whose fields stand in rows: the part of a key after its row, and the words above the column."""

    columns: tuple[tuple[str, str], ...]


def form_of(session: Session, *, quote_id: uuid.UUID, token: str = "") -> ResponseForm | None:
    """The form of the provider behind a quote, as its request stands now; None where either is gone."""
    quote = session.get(Quote, quote_id)
    request = session.get(QuoteRequest, quote.request_id) if quote is not None and quote.request_id else None
    if quote is None or request is None:
        return None
    return form_for(session, request=request, provider=quote.provider_name, token=token)


def form_for(session: Session, *, request: QuoteRequest, provider: str, token: str = "") -> ResponseForm:
    """The form of one round for one provider, under the project's name as everybody was told it."""
    project = session.get_one(Project, request.project_id)
    return make_form(
        asked=request.asked,
        token=token,
        scope_hash=request.scope_hash,
        request_number=request.number,
        provider=provider,
        project=str(request.asked.get("project", project.title)),
    )


def make_form(
    *,
    asked: Mapping[str, Any],
    token: str,
    scope_hash: str,
    request_number: str,
    provider: str,
    project: str,
) -> ResponseForm:
    """The form for what was asked (`QuoteRequest.asked`)."""
    currency = str(asked.get("currency", ""))
    asks = tuple(_asks(asked, currency))
    used = {ask.section for ask in asks}
    locked = {
        "head.title": say("Response to {number}", number=request_number),
        "head.project": project,
        "head.provider": provider,
        "head.how": _how(currency),
        **{f"section.{section}": words for section, words in sections().items() if section in used},
    }
    for section, table in tables(currency).items():
        if section in used:
            locked |= {f"column.{section}.{name}": words for name, words in table.columns}
    for number, (_, text) in enumerate(asked.get("items", ()), start=1):
        locked[f"number.m{number}"] = say("M{number}", number=number)
        locked[f"text.m{number}"] = str(text)
    in_rows = tables(currency)
    locked |= {f"label.{ask.key}": ask.label for ask in asks if ask.section not in in_rows}
    return ResponseForm(token, scope_hash, request_number, provider, currency, asks, tuple(locked.items()))


def sections() -> dict[str, str]:
    """The parts of a form in their order, and what each is called."""
    return {
        "declined": say("Your answer"),
        "musts": say("What is in your price"),
        "price": say("Price"),
        "lines": say("How the price is made up"),
        "stages": say("Stages and payments"),
        "run": say("Running cost"),
        "people": say("People"),
        "terms": say("Dates and terms"),
        "words": say("Assumptions and exclusions"),
        "proof": say("Evidence"),
        "signed": say("Who filled this in"),
    }


def tables(currency: str) -> dict[str, Table]:
    """The sections that are tables, with their columns."""
    return {
        "musts": Table((("answer", say("In your price?")), ("note", say("Note")))),
        "lines": Table(
            (
                ("package", say("What for")),
                ("role", say("Role or title")),
                ("where", say("Where")),
                ("days", say("Days")),
                ("rate", say("Day rate, {currency}", currency=currency)),
                ("tax", say("Tax %, if other")),
            )
        ),
        "stages": Table(
            (
                ("name", say("Stage")),
                ("date", say("Ready on")),
                ("amount", say("Payment, {currency}", currency=currency)),
            )
        ),
    }


def coverage_words() -> tuple[tuple[str, str], ...]:
    """What can be said of a must-have."""
    return (
        ("included", say("Included")),
        ("partly", say("Partly")),
        ("not_included", say("Not included")),
    )


def _how(currency: str) -> str:
    return say(
        "Amounts in {currency} without tax. Dates like 2026-11-30. What you leave empty counts as not said. "
        "Please change only the answers, not the questions.",
        currency=currency,
    )


def _asks(asked: Mapping[str, Any], currency: str) -> Iterator[Ask]:
    yield Ask(
        "declined",
        "declined",
        say("Will you quote?"),
        Kind.CHOICE,
        (("no", say("We quote, as below")), ("yes", say("We will not quote"))),
    )
    yield Ask("declined.reason", "declined", say("If not, why (you need not say)"), Kind.TEXT)
    for number, _ in enumerate(asked.get("items", ()), start=1):
        name = say("M{number}", number=number)
        yield Ask(f"m{number}.answer", "musts", name, Kind.CHOICE, coverage_words())
        yield Ask(f"m{number}.note", "musts", say("Note on {name}", name=name), Kind.TEXT)
    yield from _price(currency)
    yield from _lines(tuple(asked.get("templates", ())))
    yield from _stages()
    yield from _after(currency)


def _price(currency: str) -> Iterator[Ask]:
    knowledge = load_knowledge()
    models = tuple((model.id, say_known(model.name)) for model in knowledge.sourcing.pricing_models.values())
    yield Ask("price.model", "price", say("How it is priced"), Kind.CHOICE, models)
    yield Ask(
        "price.total", "price", say("Price for the whole, without tax, {currency}", currency=currency),
        Kind.MONEY,
    )  # fmt: skip
    yield Ask(
        "price.currency", "price", say("Another currency, if not {currency}", currency=currency), Kind.TEXT
    )
    yield Ask(
        "price.tax",
        "price",
        say("Tax"),
        Kind.CHOICE,
        (
            ("excluded", say("Comes on top")),
            ("none", say("None")),
            ("reverse_charge", say("Reverse charge")),
        ),
    )
    yield Ask("price.tax_rate", "price", say("Tax rate, %"), Kind.SHARE)
    yield Ask(
        "price.gross",
        "price",
        say("Price for the whole, with tax, {currency}", currency=currency),
        Kind.MONEY,
    )
    yield Ask(
        "price.hardware",
        "price",
        say("What we would buy ourselves besides (devices, hardware), {currency}", currency=currency),
        Kind.MONEY,
    )
    yield Ask("price.hardware_tax", "price", say("Tax rate on that, %, if another"), Kind.SHARE)


def _lines(templates: Sequence[str]) -> Iterator[Ask]:
    packages = _packages(templates)
    where = (
        ("onshore", say("On-shore")),
        ("nearshore", say("Near-shore")),
        ("offshore", say("Off-shore")),
    )
    for number in range(1, LINES + 1):
        key = f"line{number}"
        yield Ask(
            f"{key}.package", "lines", say("Line {number}: what for", number=number), Kind.CHOICE, packages
        )
        yield Ask(f"{key}.role", "lines", say("Line {number}: role or title", number=number), Kind.TEXT)
        yield Ask(f"{key}.where", "lines", say("Line {number}: where", number=number), Kind.CHOICE, where)
        yield Ask(f"{key}.days", "lines", say("Line {number}: days", number=number), Kind.NUMBER)
        yield Ask(f"{key}.rate", "lines", say("Line {number}: day rate", number=number), Kind.MONEY)
        tax = say("Line {number}: tax rate, if another than above", number=number)
        yield Ask(f"{key}.tax", "lines", tax, Kind.SHARE)


def _packages(templates: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What a line can be for; what two templates call the same says which, as a spreadsheet keeps the word alone."""
    found = [
        (template, package)
        for template in map(load_knowledge().template, templates)
        for package in template.work_packages.values()
    ]
    times = Counter(package.name for _, package in found)
    return tuple(
        (
            f"{template.id}.{package.id}",
            say_known(package.name)
            if times[package.name] == 1
            else say("{package} ({kind})", package=say_known(package.name), kind=say_known(template.name)),
        )
        for template, package in found
    )


def _stages() -> Iterator[Ask]:
    for number in range(1, STAGES + 1):
        key = f"stage{number}"
        yield Ask(f"{key}.name", "stages", say("Stage {number}: name", number=number), Kind.TEXT)
        yield Ask(f"{key}.date", "stages", say("Stage {number}: ready on", number=number), Kind.DATE)
        yield Ask(f"{key}.amount", "stages", say("Stage {number}: payment", number=number), Kind.MONEY)


def _after(currency: str) -> Iterator[Ask]:
    run, people, terms = "run", "people", "terms"
    found = (
        ("run.support_month", run, say("Support a month, {currency}", currency=currency), Kind.MONEY),
        ("run.licences_month", run, say("Licences a month, {currency}", currency=currency), Kind.MONEY),
        ("run.support_tax", run, say("Tax rate on support, %, if another"), Kind.SHARE),
        ("run.licences_tax", run, say("Tax rate on licences, %, if another"), Kind.SHARE),
        ("run.reply", run, say("If it is down: you reply within"), Kind.TEXT),
        ("run.working", run, say("If it is down: it works again within"), Kind.TEXT),
        ("people.on_site", people, say("Person on site: name"), Kind.TEXT),
        ("people.on_site_days", people, say("Person on site: days"), Kind.TEXT),
        ("people.place", people, say("Where the rest of the team works"), Kind.TEXT),
        ("people.shared_hours", people, say("Hours a day we can reach the team"), Kind.NUMBER),
        ("people.owner_days", people, say("Days of work for our own people"), Kind.NUMBER),
        ("terms.weeks", terms, say("Weeks from start to go-live"), Kind.NUMBER),
        ("terms.ready_by", terms, say("In use by"), Kind.DATE),
        ("terms.valid_until", terms, say("This quote is valid until"), Kind.DATE),
        ("terms.retention", terms, say("Share of the price we may hold back to the end, %"), Kind.SHARE),
        ("terms.warranty_days", terms, say("Days of free fixing after go-live"), Kind.NUMBER),
        ("assumptions", "words", say("Assumptions, one a line"), Kind.LONG),
        ("exclusions", "words", say("Not included, one a line"), Kind.LONG),
        ("proof.similar", "proof", say("Similar work, with a name we may ask"), Kind.LONG),
        ("proof.insurance", "proof", say("Insurance: insurer, sum, end date"), Kind.TEXT),
        ("signed.name", "signed", say("Name"), Kind.TEXT),
        ("signed.date", "signed", say("Date"), Kind.DATE),
    )
    for key, section, label, kind in found:
        yield Ask(key, section, label, kind)
