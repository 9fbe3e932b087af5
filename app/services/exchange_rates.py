"""Bring a quote into the project's currency at one dated rate, and keep newer reference rates."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.exchange import DatedRate, changed_parts
from app.analysis.money import Money
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.quoted_stages import read_stages, write_stages
from app.domain.quotes import WRITABLE, Quote, QuoteLine
from app.domain.rate_files import RateFile
from app.services.found import found
from app.services.projects import open_project
from app.words import say

AMOUNTS = ("price", "hardware", "support_month", "licences_month")


def convert_quote(session: Session, *, quote_id: uuid.UUID, rate: DatedRate, on: date) -> None:
    """Take the amounts of a quote as told in `rate.of` and keep them in the project's currency.

    What was told stays beside what it comes to, with the rate, its day and its source. A quote that was changed
    before is changed anew from what was told then, never from rounded figures.
    """
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    project = open_project(session, quote.project_id, on)
    if quote.state not in WRITABLE:
        raise DomainError(
            say("{provider}'s quote has been compared, so it stays as it is.", provider=quote.provider_name)
        )
    if rate.into != project.currency:
        raise DomainError(
            say(
                "This rate leads to {into}, and the project is in {currency}.",
                into=rate.into,
                currency=project.currency,
            )
        )
    lines = session.scalars(select(QuoteLine).where(QuoteLine.quote_id == quote.id)).all()
    told = _told_anew(quote, rate.of)
    for name in AMOUNTS:
        _change(quote, name, told, name, rate)
    for line in lines:
        _change(line, "rate", told, f"line:{line.id.hex}", rate)
    _change_stages(quote, told, rate)
    quote.told = told
    quote.exchange_rate, quote.exchange_on, quote.exchange_source = rate.rate, rate.on, rate.source.value


def keep_own_currency(session: Session, *, quote_id: uuid.UUID, on: date) -> None:
    """Say that the amounts of a quote are in the project's currency after all: what was told stands again."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    project = open_project(session, quote.project_id, on)
    if not quote.told or quote.state not in WRITABLE:
        return
    plain = _taken_as(project)
    lines = session.scalars(select(QuoteLine).where(QuoteLine.quote_id == quote.id)).all()
    for name in AMOUNTS:
        if name in quote.told:
            setattr(quote, name, plain(quote.told[name]))
    for line in lines:
        if f"line:{line.id.hex}" in quote.told:
            line.rate = plain(quote.told[f"line:{line.id.hex}"])
    stages = read_stages(quote.stages)
    taken = [
        stage
        if (text := _told_before(quote.told.get("stages", ()), at, stage.amount)) is None
        else replace(stage, amount=plain(text))
        for at, stage in enumerate(stages)
    ]
    quote.stages = write_stages(taken)
    forget_told(quote)


def forget_told(quote: Quote) -> None:
    """What was told in another currency no longer counts: the amounts are about to be told anew."""
    quote.told, quote.exchange_rate, quote.exchange_on, quote.exchange_source = {}, None, None, ""


def keep_rate_file(
    session: Session, *, name: str, sha256: str, first_on: date, last_on: date, on: date
) -> uuid.UUID:
    """Keep a newer history of rates; its bytes are in the attachments already. Returns the row's id."""
    row = RateFile(name=name, sha256=sha256, first_on=first_on, last_on=last_on, brought_on=on)
    session.add(row)
    session.flush()
    return row.id


def _told_anew(quote: Quote, currency: str) -> dict[str, Any]:
    """What was told before, where it was in the same currency and nobody has typed over it since."""
    before = dict(quote.told or {})
    return before if before.get("currency") == currency else {"currency": currency}


def _change(row: Quote | QuoteLine, name: str, told: dict[str, Any], key: str, rate: DatedRate) -> None:
    amount: Money | None = getattr(row, name)
    if amount is None:
        told.pop(key, None)
        return
    kept = told.get(key)
    ours = told.get(f"{key}:ours")
    if kept is None or ours != format(amount.decimal, "f"):
        kept = format(amount.decimal, "f")  # typed in as told, or typed over since
    changed = rate.change(Money.of(Decimal(kept), rate.of))
    told[key], told[f"{key}:ours"] = kept, format(changed.decimal, "f")
    setattr(row, name, changed)


def _change_stages(quote: Quote, told: dict[str, Any], rate: DatedRate) -> None:
    """The stage payments with their quote; what added up to the price as told still does as changed."""
    stages, before = read_stages(quote.stages), told.pop("stages", ())
    texts = [
        ""
        if stage.amount is None
        else _told_before(before, at, stage.amount) or format(stage.amount.decimal, "f")
        for at, stage in enumerate(stages)
    ]
    kept = [Money.of(Decimal(text), rate.of) if text else None for text in texts]
    price = Money.of(Decimal(told["price"]), rate.of) if quote.price is not None else None
    changed = changed_parts(kept, price, rate)
    quote.stages = write_stages(
        [replace(stage, amount=amount) for stage, amount in zip(stages, changed, strict=True)]
    )
    if any(texts):
        ours = ["" if amount is None else format(amount.decimal, "f") for amount in changed]
        told["stages"] = [list(pair) for pair in zip(texts, ours, strict=True)]


def _told_before(pairs: Sequence[Sequence[str]], place: int, amount: Money | None) -> str | None:
    """What was told of a stage that comes to `amount`, in its own place or since moved; None if typed over."""
    if amount is None:
        return None
    ours = format(amount.decimal, "f")
    in_order = [*pairs[place : place + 1], *pairs]
    return next((str(told) for told, was in in_order if was == ours), None)


def _taken_as(project: Project) -> Callable[[str], Money]:
    return lambda text: Money.of(Decimal(text), project.currency)
