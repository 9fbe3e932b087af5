"""The rows of the quote comparison: what the page "Compare" shows of every quote that is in, cut for paper."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.coverage import count_coverage
from app.analysis.money import Money
from app.analysis.quotes import like_for_like
from app.domain.documents import Document, in_force
from app.domain.quotes import IN, Decision, TaxTreatment
from app.queries import briefs, paper_head, papers
from app.queries.decision_papers import ComparedCell, ComparedGroup, ComparedRow, ComparisonPaper
from app.queries.footing_rows import rate_sentence, told_price
from app.queries.judged_quotes import judging
from app.queries.lens import Lens
from app.queries.price_paper import gap_notes, price_comparison
from app.queries.quote_comparison import (
    MOST_SHOWN,
    Comparison,
    ComparisonCell,
    ComparisonGroup,
    ComparisonRow,
    comparison,
    not_said,
)
from app.queries.quote_offers import Offer, Round, comparable, latest_round
from app.queries.totals import total
from app.words import say, say_count
from app.words.formats import Formats

FIRST_PAGE = ("musts_covered", "like_for_like", "three_years", "ready_on", "on_site_person", "flags")
"""The rows of the comparison that the first page shows."""
POINTS_AT = 3
"""Where the points of the evaluation stand among them."""
ROUNDED = ("like_for_like", "three_years")
"""Rows of the first page in whole units; the last page has them to the penny."""
TERMS = "terms"
IN_FOOTNOTES = ("gap_basis",)
"""What the footnotes tell with its date."""
INSIDE = ("what_it_costs", "who_and_when", "if_things_go_wrong", TERMS)
"""The groups that the last page shows in full."""
DECIDE_WITHIN = timedelta(days=10)

Cells = Mapping[str, Sequence[ComparisonCell]]


def comparison_paper(
    session: Session, *, project_id: uuid.UUID, formats: Formats, today: date
) -> ComparisonPaper | None:
    """The comparison for the owner; None before a quote is in. Nothing private is ever in it."""
    found = latest_round(session, project_id)
    offers = [offer for offer in found.offers if offer.quote.state in IN] if found else []
    if found is None or not offers:
        return None
    whole = _joined(session, project_id, offers, formats, today)
    cells = {row.key: row.cells for group in whole.groups for row in group.rows}
    titles = {row.key: row.title for group in whole.groups for row in group.rows}
    decided = session.scalars(
        select(Decision.quote_id).where(Decision.project_id == project_id, Decision.stands)
    ).first()
    chosen = next((at for at, offer in enumerate(offers) if offer.quote.id == decided), None)
    act, detail = _act(session, found, offers, chosen, formats, today)
    return ComparisonPaper(
        head=paper_head.head(session, found.project, today),
        firms=tuple(paper_head.firm_of(offer.quote.provider_name) for offer in offers),
        verdict=_verdict(found, offers, formats),
        key=_key(session, found, offers, cells, titles, formats, today),
        coverage=_coverage(found, offers),
        groups=_groups(whole),
        unsaid=tuple(
            row.title for group in whole.groups if group.key in INSIDE for row in group.rows if not _says(row)
        ),
        watch_out=tuple(_warnings(cell) for cell in cells["flags"]),
        prices=price_comparison(session, found, offers, decided, formats),
        footnotes=(
            *gap_notes(offers, found.musts, formats),
            *_rate_notes(offers, formats),
            *_tax_notes(offers, formats),
        ),
        chosen=chosen,
        opened=_opened(found, formats),
        tax=_tax(offers),
        act=act,
        act_detail=detail,
    )


def whole_comparison(
    session: Session, *, project_id: uuid.UUID, formats: Formats, today: date
) -> Comparison | None:
    """Every quote that is in beside every other, however many there are; None where there is none."""
    found = latest_round(session, project_id)
    offers = [offer for offer in found.offers if offer.quote.state in IN] if found else []
    return _joined(session, project_id, offers, formats, today) if offers else None


def _joined(
    session: Session, project_id: uuid.UUID, offers: Sequence[Offer], formats: Formats, today: date
) -> Comparison:
    """The comparison of all quotes, read a few at a time as the screen shows them."""
    ids = [offer.quote.id for offer in offers]
    pieces = [
        comparison(
            session,
            lens=Lens.OWNER,
            project_id=project_id,
            formats=formats,
            today=today,
            quote_ids=ids[start : start + MOST_SHOWN],
        )
        for start in range(0, len(ids), MOST_SHOWN)
    ]
    first = pieces[0]
    groups = tuple(
        replace(
            group,
            rows=tuple(
                replace(row, cells=tuple(cell for piece in pieces for cell in _row(piece, row.key)))
                for row in group.rows
            ),
        )
        for group in first.groups
    )
    columns = tuple(column for piece in pieces for column in piece.columns)
    return Comparison(columns, (*groups, _terms(offers, formats)), first.note)


def _row(piece: Comparison, key: str) -> Sequence[ComparisonCell]:
    return next(row.cells for group in piece.groups for row in group.rows if row.key == key)


def _key(
    session: Session,
    found: Round,
    offers: Sequence[Offer],
    cells: Cells,
    titles: Mapping[str, str],
    formats: Formats,
    today: date,
) -> tuple[ComparedRow, ...]:
    """The rows of the first page; points among them once quality was judged to its end."""
    currency = found.project.currency
    rows = [_key_row(key, titles[key], cells, currency, formats) for key in FIRST_PAGE]
    judged = judging(session, found.project.id, today)
    if judged is not None and judged.judged.quality_done:
        points = [formats.one_decimal(judged.judged.judged(offer.quote).shown) for offer in offers]
        rows.insert(POINTS_AT, ComparedRow(say("Points, out of 100"), tuple(map(ComparedCell, points))))
    return tuple(rows)


def _tax_notes(offers: Sequence[Offer], formats: Formats) -> tuple[str, ...]:
    """How each quote's tax comes about, where one rate does not say it."""
    found = ((offer.quote, total(offer.quote.price, offer.quote, formats).rates) for offer in offers)
    return tuple(
        say("{provider}, tax on the price: {rates}", provider=quote.provider_name, rates="; ".join(rates))
        for quote, rates in found
        if rates
    )


def _rate_notes(offers: Sequence[Offer], formats: Formats) -> tuple[str, ...]:
    """What was told in another currency, and by which rate of which day it was brought over."""
    notes = []
    for offer in offers:
        told, quote = told_price(offer), offer.quote
        if told is None or quote.price is None or quote.exchange_rate is None:
            continue
        rate = rate_sentence(
            told.currency,
            quote.price.currency,
            quote.exchange_rate,
            quote.exchange_on,
            quote.exchange_source,
            formats,
        )
        notes.append(
            say(
                "{provider} quoted {amount}. {rate}",
                provider=quote.provider_name,
                amount=formats.money(told),
                rate=rate,
            )
        )
    return tuple(notes)


def _key_row(key: str, title: str, cells: Cells, currency: str, formats: Formats) -> ComparedRow:
    if key == "flags":
        return ComparedRow(title, tuple(ComparedCell(_asked(cell)) for cell in cells[key]))
    if key == "ready_on":
        weeks = cells["weeks"]
        told = [
            cell if cell.value is not None else instead
            for cell, instead in zip(cells[key], weeks, strict=True)
        ]
        return ComparedRow(title, tuple(ComparedCell(cell.text, cell.best) for cell in told))
    if key in ROUNDED:
        told = [
            cell
            if cell.value is None
            else replace(cell, text=formats.money_short(Money.of(cell.value, currency)))
            for cell in cells[key]
        ]
        return ComparedRow(title, tuple(ComparedCell(cell.text, cell.best) for cell in told))
    return ComparedRow(title, tuple(ComparedCell(cell.text, cell.best) for cell in cells[key]))


def _asked(cell: ComparisonCell) -> str:
    warnings = _warnings(cell)
    if not warnings:
        return say("Nothing found")
    return say_count("{count} point", "{count} points", len(warnings))


def _warnings(cell: ComparisonCell) -> tuple[str, ...]:
    return tuple(cell.text.split("\n")) if cell.tone == "warn" else ()


def _groups(whole: Comparison) -> tuple[ComparedGroup, ...]:
    """The groups of the last page, without the rows that say nothing and those that the footnotes say."""
    return tuple(
        ComparedGroup(
            group.title,
            tuple(
                ComparedRow(row.title, tuple(ComparedCell(cell.text, cell.best) for cell in row.cells))
                for row in group.rows
                if row.key not in IN_FOOTNOTES and _says(row)
            ),
        )
        for group in whole.groups
        if group.key in INSIDE
    )


def _says(row: ComparisonRow) -> bool:
    """Whether any quote says anything in a row."""
    return any(cell.tone != "neutral" for cell in row.cells)


def _terms(offers: Sequence[Offer], formats: Formats) -> ComparisonGroup:
    """On what terms each price holds, as the quotes say it."""

    def row(key: str, title: str, told: Sequence[str]) -> ComparisonRow:
        cells = tuple(ComparisonCell(text) if text else not_said() for text in told)
        return ComparisonRow(key, title, cells, len(set(told)) > 1)

    quotes = [offer.quote for offer in offers]
    until = [formats.day(quote.valid_until) if quote.valid_until else "" for quote in quotes]
    return ComparisonGroup(
        TERMS,
        say("On these terms"),
        (
            row("valid_until", say("Price holds until"), until),
            row("assumptions", say("It assumes"), ["\n".join(quote.assumptions) for quote in quotes]),
            row("exclusions", say("It leaves out"), ["\n".join(quote.exclusions) for quote in quotes]),
        ),
    )


def _coverage(found: Round, offers: Sequence[Offer]) -> papers.Coverage:
    rows = tuple(
        papers.CoverageRow(
            papers.Requirement(say("M{number}", number=number), item.text),
            tuple(
                papers.CoverageCell(said.answer.value, said.note)
                if (said := offer.coverage.get(item.id))
                else papers.CoverageCell("not_said")
                for offer in offers
            ),
        )
        for number, item in enumerate(found.musts, start=1)
    )
    return papers.Coverage(tuple(paper_head.firm_of(o.quote.provider_name) for o in offers), rows)


def _opened(found: Round, formats: Formats) -> str:
    days = [offer.quote.received_on for offer in found.offers if offer.quote.received_on]
    return say("quotes received by {day}", day=formats.day(max(days))) if days else ""


def _tax(offers: Sequence[Offer]) -> str:
    stated = [offer.quote.tax is not TaxTreatment.NOT_STATED for offer in offers]
    if all(stated):
        return say("tax stands beside each price inside")
    if not any(stated):
        return say("no quote states its tax")
    return say("tax inside, where a quote states it")


# --- the verdict ----------------------------------------------------------------------------------


def _verdict(found: Round, offers: Sequence[Offer], formats: Formats) -> str:
    """What the figures say, scope first: who covers most, at what price, and who costs least."""
    told = []
    for offer in offers:
        quote = comparable(offer, found.musts, found.project.currency)
        covered = count_coverage([item.id for item in found.musts], quote.coverage).covered
        name = paper_head.firm_of(offer.quote.provider_name).short
        told.append((name, covered, like_for_like(quote).total))
    if len(told) == 1:
        return _alone(told[0], len(found.musts), formats)
    most = max(covered for _, covered, _ in told)
    widest = [one for one in told if one[1] == most]
    priced = [one for one in told if one[2] is not None]
    if not priced:
        return say("No quote can be set beside another yet: prices or gaps are still open.")
    cheapest = min(priced, key=_price)
    best = min((one for one in widest if one[2] is not None), key=_price, default=widest[0])
    counted, everything = formats.number(most.normalize() + 0), len(found.musts)
    if best == cheapest and len(widest) == 1:
        return say(
            "{provider} covers most, {covered} of {all} must-haves, and costs least like for like: {price}.",
            provider=best[0], covered=counted, all=everything, price=formats.money_short(best[2]),
        )  # fmt: skip
    if best == cheapest:
        return say(
            "{provider} costs least like for like, {price}, and none covers more than its {covered} of {all} "
            "must-haves.",
            provider=best[0], covered=counted, all=everything, price=formats.money_short(best[2]),
        )  # fmt: skip
    return say(
        "{provider} covers most, {covered} of {all} must-haves, for {price} like for like. {other} costs "
        "least, {less}, and covers {fewer}.",
        provider=best[0],
        covered=counted,
        all=everything,
        price=formats.money_short(best[2]) if best[2] else say("a price that is still open"),
        other=cheapest[0],
        less=formats.money_short(cheapest[2]),
        fewer=formats.number(cheapest[1].normalize() + 0),
    )


def _alone(told: tuple[str, Decimal, Money | None], everything: int, formats: Formats) -> str:
    name, covered, price = told
    counted = formats.number(covered.normalize() + 0)
    if price is None:
        return say(
            "{provider} is the only quote. It covers {covered} of {all} must-haves.",
            provider=name, covered=counted, all=everything,
        )  # fmt: skip
    return say(
        "{provider} is the only quote. It covers {covered} of {all} must-haves, for {price} like for like.",
        provider=name, covered=counted, all=everything, price=formats.money_short(price),
    )  # fmt: skip


def _price(told: tuple[str, Decimal, Money | None]) -> int:
    return told[2].minor if told[2] is not None else 0


# --- the act --------------------------------------------------------------------------------------


def _act(
    session: Session,
    found: Round,
    offers: Sequence[Offer],
    chosen: int | None,
    formats: Formats,
    today: date,
) -> tuple[str, str]:
    """What the reader is to do: choose, and by when; nothing once somebody is chosen."""
    if chosen is not None:
        name = offers[chosen].quote.provider_name
        return say("{provider} is chosen.", provider=name), say("Nothing is left to do with this paper.")
    read = say("Read page 2 first: scope before price.")
    number = session.scalars(select(Document.number).where(*in_force(found.project.id, "PRO"))).first()
    reasons = say("Reasons, and what would change them, are in {number}.", number=number) if number else ""
    by = say("Choose by {day}.", day=formats.day_long(_choose_by(session, found, offers, today)))
    return by, " ".join(filter(None, (read, reasons)))


def _choose_by(session: Session, found: Round, offers: Sequence[Offer], today: date) -> date:
    """The owner's own day, else soon; never after a price has run out that still holds."""
    wanted = briefs.answers(session, project_id=found.project.id).values.get("b12.when")
    by = date.fromisoformat(wanted) if isinstance(wanted, str) and wanted else today + DECIDE_WITHIN
    holds = [o.quote.valid_until for o in offers if o.quote.valid_until and o.quote.valid_until >= today]
    return min([max(by, today), *holds])
