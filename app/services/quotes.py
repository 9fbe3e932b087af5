"""Record what providers offer, on one footing: price, lines, and what each must-have would get.

The verbs of a round of asking (`app.services.quote_requests`) are handed on, so that a caller finds
everything about quotes here.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.coverage import AllowanceBasis, GapAllowance, propose_allowance
from app.analysis.coverage import Coverage as Answer
from app.analysis.money import Money
from app.analysis.quote_facts import CoverageFacts, LineFacts, QuoteFacts, add_up, taxed_price
from app.domain.briefs import BriefItem, ItemKind
from app.domain.errors import DomainError
from app.domain.quoted_stages import write_stages
from app.domain.quotes import STILL_ASKED, WRITABLE, Coverage, CoverageAnswer, Quote, QuoteLine, TaxTreatment
from app.domain.shortlists import QuoteRequest
from app.knowledge import load_knowledge
from app.services.found import found
from app.services.lifecycle import advance
from app.services.projects import open_project
from app.services.quote_checks import check_facts, require_currency, require_settled
from app.services.quote_requests import (
    accept_invitation,
    approve_request,
    close_request,
    finish_scoring,
    issue_request,
    leave_out,
    make_comparable,
    prepare_request,
    record_declined,
    record_existing_quote,
    score,
)
from app.services.request_rounds import extend_deadline
from app.words import say, say_known

__all__ = [
    "CoverageFacts",
    "LineFacts",
    "QuoteFacts",
    "accept_invitation",
    "allow_effort",
    "approve_request",
    "close_request",
    "extend_deadline",
    "finish_scoring",
    "issue_request",
    "keep_both",
    "leave_out",
    "make_comparable",
    "prepare_request",
    "record_declined",
    "record_existing_quote",
    "renew",
    "save_quote",
    "score",
    "set_allowance",
    "submit",
    "use_sum",
]

PLAIN = (
    "received_on",
    "valid_until",
    "pricing_model",
    "price",
    "tax_rate",
    "hardware_tax_rate",
    "support_tax_rate",
    "licences_tax_rate",
    "hardware",
    "support_month",
    "licences_month",
    "weeks",
    "ready_by",
    "owner_days",
    "retention_share",
    "warranty_days",
    "shared_hours",
    "original",
    "original_name",
)
TEXTS = ("adjustment_reason", "on_site_person", "on_site_days", "remote_place", "notes")


def save_quote(
    session: Session,
    *,
    quote_id: uuid.UUID,
    facts: QuoteFacts,
    lines: Sequence[LineFacts] = (),
    coverage: Sequence[CoverageFacts] = (),
    person: str = "",
    on: date,
) -> None:
    """Keep a quote as it stands in the form: every field, its lines and what it says of each must-have.

    Lines keep their ids; those that are gone from the form are removed. Once it is handed in its price and
    lines must agree or the difference be explained; once it is compared nothing of it changes any more.
    """
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    project = open_project(session, quote.project_id, on)
    _require_writable(quote)
    check_facts(project, facts, lines)
    if quote.state not in STILL_ASKED:
        require_settled(project, tuple(lines), facts.price, facts.adjustment_reason)
    if quote.state == "invited":
        accept_invitation(session, quote_id=quote_id, on=on)
    for name in PLAIN:
        setattr(quote, name, getattr(facts, name))
    for name in TEXTS:
        setattr(quote, name, getattr(facts, name).strip())
    quote.tax = TaxTreatment(facts.tax)
    quote.assumptions = _texts(facts.assumptions)
    quote.exclusions = _texts(facts.exclusions)
    quote.stages = write_stages(facts.stages)
    _weigh_taxes(quote, lines)
    _replace_lines(session, quote, lines)
    _write_coverage(session, quote, coverage)


def keep_both(session: Session, *, quote_id: uuid.UUID, reason: str, on: date) -> None:
    """Keep a price that differs from the sum of its lines, with the reason the provider gives for it."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    open_project(session, quote.project_id, on)
    _require_writable(quote)
    if not reason.strip():
        raise DomainError(say("Say why the price and the lines differ, as the provider explains it."))
    quote.adjustment_reason = reason.strip()


def use_sum(session: Session, *, quote_id: uuid.UUID, on: date) -> None:
    """Take the sum of the lines as the price, where the stated total is missing or a slip."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    open_project(session, quote.project_id, on)
    _require_writable(quote)
    check = add_up(lines_of(session, quote), quote.price)
    if check is None:
        raise DomainError(say("No line of this quote has a price, so there is no sum to use."))
    quote.price = check.sum_of_lines
    quote.adjustment_reason = ""
    _weigh_taxes(quote, lines_of(session, quote))


def submit(session: Session, *, quote_id: uuid.UUID, on: date, person: str = "") -> None:
    """Record that the provider's quote is in, with everything it says.

    Refuses where price and lines differ and nobody has said why, and after the last day everybody was told.
    """
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    project = open_project(session, quote.project_id, on)
    require_settled(project, lines_of(session, quote), quote.price, quote.adjustment_reason)
    guards: dict[str, bool] = {}
    if quote.price is not None and quote.tax is not TaxTreatment.NOT_STATED:
        guards["G-SUMCHECK"] = True
    request = session.get(QuoteRequest, quote.request_id) if quote.request_id else None
    received = quote.received_on or on
    if request is not None and request.deadline is not None:
        if received > request.deadline:
            raise DomainError(
                say(
                    "{provider}'s quote came after the last day everybody was told. Move that day for all, "
                    "or leave the quote out.",
                    provider=quote.provider_name,
                )
            )
        guards["G-DEADLINE"] = True
    advance(
        session,
        "Quote",
        quote.project_id,
        quote,
        "submit before deadline",
        who="provider",
        on=on,
        person=person,
        guards=guards,
    )
    quote.received_on = received


def set_allowance(
    session: Session,
    *,
    quote_id: uuid.UUID,
    item_id: uuid.UUID,
    allowance: Money | None,
    basis: str,
    on: date,
) -> None:
    """Write down what filling a gap of this quote would cost, and where the figure comes from.

    Always on this provider's own rates or our own should-cost, never on what others bid. None takes the
    figure away. May be written until the choice is made, since it is ours and not the provider's.
    """
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    project = open_project(session, quote.project_id, on)
    project.require("sourcing", otherwise=say("The choice is made, so the comparison stays as it was."))
    row = _coverage_row(session, quote, _must(session, quote.project_id, item_id))
    if allowance is None:
        row.allowance, row.allowance_basis, row.allowance_on = None, "", None
        return
    if not basis.strip():
        raise DomainError(say("Say what the figure rests on, so that everybody can check it."))
    require_currency(project, [allowance])
    if allowance.minor < 0:
        raise DomainError(say("An allowance can't be less than nothing."))
    if row.answer is CoverageAnswer.INCLUDED:
        raise DomainError(say("This must-have is in the price, so there is no gap to fill."))
    row.allowance, row.allowance_basis, row.allowance_on = allowance, basis.strip(), on


def allow_effort(
    session: Session, *, quote_id: uuid.UUID, item_id: uuid.UUID, efforts: Mapping[str, Decimal], on: date
) -> Money:
    """Price a gap by person-days per role, and return the allowance.

    Rates are this provider's own, from its quote; for a role it names no rate for, our own should-cost. Half
    of it counts where the must-have is partly in the price.
    """
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    project = open_project(session, quote.project_id, on)
    if not efforts or any(days <= 0 for days in efforts.values()):
        raise DomainError(say("Enter how many days the gap would take, and whose."))
    row = _coverage_row(session, quote, _must(session, quote.project_id, item_id))
    proposed = propose_allowance(
        item_id,
        Answer(row.answer.value),
        efforts,
        own_rates(lines_of(session, quote)),
        should_rates(project.currency),
        project.currency,
    )
    if proposed is None:
        raise DomainError(say("This must-have is in the price, so there is no gap to fill."))
    if proposed.amount is None:
        raise DomainError(say("Neither the quote nor our own estimate has a day rate for this."))
    basis = basis_words(proposed, quote.provider_name)
    set_allowance(session, quote_id=quote_id, item_id=item_id, allowance=proposed.amount, basis=basis, on=on)
    return proposed.amount


def own_rates(lines: Iterable[LineFacts]) -> dict[str, Money]:
    """A provider's day rate by role from its own quote; the dearest where it gives several."""
    rates: dict[str, Money] = {}
    for line in lines:
        if line.rate is not None and (line.role not in rates or line.rate > rates[line.role]):
            rates[line.role] = line.rate
    return rates


def should_rates(currency: str) -> dict[str, Money]:
    """Our own day rate by role: the middle of the on-shore band in this currency; none in others."""
    roles = load_knowledge().roles
    tiers = roles.rate_basis.currency_by_tier
    tier = next((name for name, money in tiers.items() if money == currency and "onsite" in name), None)
    bands = {name: role.day_rate.get(tier) for name, role in roles.roles.items()} if tier else {}
    return {name: Money.of(band.mid, currency) for name, band in bands.items() if band is not None}


def renew(session: Session, *, quote_id: uuid.UUID, valid_until: date, on: date) -> None:
    """Record that the provider holds its price until a later day."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    project = open_project(session, quote.project_id, on)
    project.require("sourcing", otherwise=say("The choice is made, so the quotes stay as they were."))
    if valid_until < on or (quote.valid_until is not None and valid_until <= quote.valid_until):
        raise DomainError(say("The new last day of the price must be later than the old one."))
    quote.valid_until = valid_until


def lines_of(session: Session, quote: Quote) -> tuple[LineFacts, ...]:
    """The lines of a quote in their order."""
    rows = session.scalars(
        select(QuoteLine).where(QuoteLine.quote_id == quote.id).order_by(QuoteLine.place, QuoteLine.id)
    )
    return tuple(LineFacts(r.id, r.package, r.role, r.tier, r.effort, r.rate, r.tax_rate) for r in rows)


def basis_words(allowance: GapAllowance, provider: str) -> str:
    """What an allowance rests on: whose days, at whose day rates."""
    names = load_knowledge().roles.roles
    effort = ", ".join(
        say(
            "{days} days of {role}",
            days=format(line.days.normalize(), "f"),
            role=say_known(names[line.role].name),
        )
        for line in allowance.lines
    )
    if allowance.basis is AllowanceBasis.OWN_RATES:
        return say("{effort}, at {provider}'s own day rates", effort=effort, provider=provider)
    if allowance.basis is AllowanceBasis.MIXED:
        return say(
            "{effort}, at {provider}'s own day rates where it gives them, else our own estimate's",
            effort=effort,
            provider=provider,
        )
    return say("{effort}, at the day rates of our own estimate", effort=effort)


def _require_writable(quote: Quote) -> None:
    if quote.state not in WRITABLE:
        raise DomainError(
            say("{provider}'s quote has been compared, so it stays as it is.", provider=quote.provider_name)
        )


def _weigh_taxes(quote: Quote, lines: Sequence[LineFacts]) -> None:
    """Write down how the price divides by tax rates, so that whatever is paid of it can be told with its tax."""
    parts = taxed_price(lines, quote.price, quote.tax.value, quote.tax_rate)
    one = all(part.rate == quote.tax_rate for part in parts)
    quote.tax_weights = [] if one else [[format(part.rate, "f"), str(part.net.minor)] for part in parts]


def _texts(texts: Iterable[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip()]


def _replace_lines(session: Session, quote: Quote, lines: Sequence[LineFacts]) -> None:
    known = {row.id: row for row in session.scalars(select(QuoteLine).where(QuoteLine.quote_id == quote.id))}
    for place, line in enumerate(lines):
        row = known.pop(line.id, None) if line.id is not None else None
        if row is None:
            row = QuoteLine(project_id=quote.project_id, quote_id=quote.id, effort=line.effort)
            session.add(row)
        row.place, row.package, row.role, row.tier = place, line.package, line.role, line.tier
        row.effort, row.rate = line.effort, line.rate
        row.tax_rate = None if line.tax_rate == quote.tax_rate else line.tax_rate
    for gone in known.values():
        session.delete(gone)


def _write_coverage(session: Session, quote: Quote, coverage: Sequence[CoverageFacts]) -> None:
    for said in coverage:
        row = _coverage_row(session, quote, _must(session, quote.project_id, said.item_id))
        row.answer, row.note = CoverageAnswer(said.answer), said.note.strip()
        if row.answer is CoverageAnswer.INCLUDED:
            row.allowance, row.allowance_basis, row.allowance_on = None, "", None


def _must(session: Session, project_id: uuid.UUID, item_id: uuid.UUID) -> BriefItem:
    item = found(session, BriefItem, item_id, say("This must-have is no longer in the brief."))
    if item.project_id != project_id or item.kind is not ItemKind.MUST:
        raise DomainError(say("This is not one of the project's must-haves."))
    return item


def _coverage_row(session: Session, quote: Quote, item: BriefItem) -> Coverage:
    row = session.scalars(
        select(Coverage).where(Coverage.quote_id == quote.id, Coverage.item_id == item.id)
    ).first()
    if row is None:
        row = Coverage(project_id=quote.project_id, quote_id=quote.id, item_id=item.id)
        session.add(row)
    return row
