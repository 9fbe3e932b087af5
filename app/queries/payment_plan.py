"""How a price is paid, as papers print it: the plan both sides agreed, or the one a quote would lead to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.calendars import calendar
from app.analysis.money import Money, sum_money
from app.analysis.payments import StagePayment, split_price
from app.domain.engagements import Engagement, SignOffTest, Stage
from app.domain.plan_drafts import (
    StageDraft,
    dated,
    draft_stages,
    last_day,
    opening_retention,
    opening_warranty,
)
from app.domain.projects import Project
from app.domain.quoted_stages import read_stages, whole_parts
from app.domain.quotes import Quote
from app.queries import papers
from app.queries.paper_head import held_until, price_of, released_after, stages_of, tests_of
from app.queries.quote_offers import Offer
from app.words import say
from app.words.formats import Formats


def agreed_plan(
    session: Session, engagement: Engagement, quote: Quote | None, formats: Formats
) -> papers.PaymentPlan:
    """How the agreed price is paid, stage by stage; late credits never stand in a plan."""
    stages = stages_of(session, engagement.project_id)
    tests = tests_of(session, engagement.project_id)
    price = engagement.price or Money(0, formats.currency)
    rows = tuple(_agreed(stage, tests.get(stage.id, []), price.currency) for stage in stages)
    until = held_until(engagement, stages)
    plan = _plan(price, rows, engagement.retention_share, until, quote, formats)
    return replace(plan, payment_days=engagement.payable_days)


def proposed_plan(
    project: Project, offer: Offer, *, starts: date, formats: Formats, first_step: str = ""
) -> papers.PaymentPlan | None:
    """The quote's price cut into its own stages, else the templates', as it will be drafted after the choice.

    The work is laid between `starts` and the day the quote promises; without one the stages have no dates.
    None where there is no template to draft from, or no price. `first_step` is the package the owner begins
    with, a stage of its own.
    """
    quote = offer.quote
    if not project.templates or quote.price is None:
        return None
    quoted = whole_parts(read_stages(quote.stages), quote.price)
    drafts = draft_stages(project.templates, offer.lines, quote.price, first_step, quoted)
    laid = dated(drafts, starts, last_day(starts, quote.weeks, quote.ready_by), calendar())
    retention = opening_retention(quote.price, quote.retention_share, project.sourcing_class)
    split = split_price(quote.price, [draft.share for draft in laid], retention)
    rows = tuple(
        _proposed(number, draft, payment)
        for number, (draft, payment) in enumerate(zip(laid, split.stages, strict=True), start=1)
    )
    until = released_after(opening_warranty(quote.warranty_days), len(rows))
    return _plan(quote.price, rows, retention, until, quote, formats)


def _plan(
    price: Money,
    rows: tuple[papers.Stage, ...],
    retention: Decimal,
    until: str,
    quote: Quote | None,
    formats: Formats,
) -> papers.PaymentPlan:
    held = sum_money((row.held for row in rows), price.currency)
    return papers.PaymentPlan(
        total=price_of(price, quote),
        stages=rows,
        held_share=retention,
        held=held,
        held_until=until,
        invoices=_invoices(rows, held, until, quote),
        note=_rounding_note(price, held, retention, formats),
    )


def _invoices(
    rows: Sequence[papers.Stage], held: Money, until: str, quote: Quote | None
) -> tuple[papers.Invoice, ...]:
    """One invoice a stage, and one for what is held back."""
    invoices = tuple(
        papers.Invoice(
            say("Stage {number}", number=row.number), row.name, price_of(row.to_pay, quote), row.share
        )
        for row in rows
    )
    return (*invoices, papers.Invoice(say("Held"), until, price_of(held, quote))) if held else invoices


def _agreed(stage: Stage, tests: Sequence[SignOffTest], currency: str) -> papers.Stage:
    amount = stage.amount or Money(0, currency)
    held = stage.held or Money(0, currency)
    return papers.Stage(
        number=stage.number,
        name=stage.title,
        price=amount,
        held=held,
        to_pay=amount - held,
        share=stage.share / 100,
        start=stage.starts_on,
        sign_off=stage.planned_on,
        what_happens=stage.delivers,
        you_check="; ".join(test.text for test in tests),
        in_advance=stage.in_advance,
    )


def _proposed(number: int, draft: StageDraft, payment: StagePayment) -> papers.Stage:
    return papers.Stage(
        number=number,
        name=draft.title,
        price=payment.amount,
        held=payment.held,
        to_pay=payment.payable,
        share=draft.share / 100,
        start=draft.starts_on,
        sign_off=draft.planned_on,
        what_happens=draft.delivers,
        you_check="; ".join(test.text for test in draft.tests),
        in_advance=draft.in_advance,
    )


def _rounding_note(price: Money, held: Money, share: Decimal, formats: Formats) -> str:
    plain = price.times(share)
    if not held or plain == held:
        return ""
    return say(
        "Held money is rounded stage by stage, so {share} of the price ({plain}) comes to {held}.",
        share=formats.percent(share),
        plain=formats.money(plain),
        held=formats.money(held),
    )
