"""How a payment plan, its dates and its people look in a document: for the proposal and the summary."""

from collections.abc import Sequence
from decimal import Decimal

from app.documents.content import Column, Grid, Part, Row, SideBySide, Text, parts, rows
from app.documents.figures import HoursStrip, PaymentBar, PaymentSegment, Span, TimeLine, TimeLineRow
from app.documents.fonts import strong
from app.documents.wording import (
    days,
    lines,
    money,
    price_cells,
    price_columns,
    sentences,
    short_day,
    tax_sentence,
)
from app.queries.papers import Invoice, PaymentPlan, Person, Price, Schedule, SharedHours, Stage
from app.words import say, say_count
from app.words.formats import Formats


def stage_name(stage: Stage) -> str:
    """The name charts and narrow tables use."""
    return stage.short or stage.name


def time_line(
    stages: Sequence[Stage], schedule: Schedule, formats: Formats, *, full: bool = False
) -> TimeLine:
    """The stages over the calendar; `full` names for a wide figure."""
    return TimeLine(
        tuple(
            TimeLineRow(
                stage.number,
                stage.name if full else stage_name(stage),
                stage.start,
                stage.sign_off,
                short_day(formats, stage.sign_off) if stage.sign_off else say("date not set"),
            )
            for stage in stages
        ),
        tuple(Span(band.first, band.last, band.label) for band in schedule.bands),
        tuple(Span(mark.day, mark.day, mark.label) for mark in schedule.marks),
        schedule.today,
        say("Red line: today, {day}", day=short_day(formats, schedule.today)) if schedule.today else "",
    )


def held_name(plan: PaymentPlan, formats: Formats) -> str:
    """How held money is called: Held 5%."""
    if plan.held_share is None:
        return say("Held")
    return say("Held {share}", share=formats.percent(plan.held_share))


def payment_bar(plan: PaymentPlan, formats: Formats) -> PaymentBar:
    """Stages to scale at what is paid for each, the held money as the hatched end."""
    segments = [
        PaymentSegment(
            stage.to_pay,
            say("Stage {number}", number=stage.number),
            money(formats, stage.to_pay),
            _when_paid(stage, formats),
        )
        for stage in plan.stages
    ]
    if plan.held:
        held = money(formats, plan.held)
        until = say("{amount}, {when}", amount=held, when=plan.held_until) if plan.held_until else held
        segments.append(PaymentSegment(plan.held, held_name(plan, formats), until, "", "held"))
    return PaymentBar(tuple(segments))


def _when_paid(stage: Stage, formats: Formats) -> str:
    if stage.in_advance:
        return say("before {day}", day=short_day(formats, stage.start)) if stage.start else say("in advance")
    return say("after {day}", day=short_day(formats, stage.sign_off)) if stage.sign_off else ""


def paid_when(plan: PaymentPlan) -> str:
    """That a stage is paid once it is signed, within how many days, and which are paid before their work begins."""
    ahead = [str(stage.number) for stage in plan.stages if stage.in_advance]
    days = plan.payment_days
    if not ahead:
        if days is None:
            return say("Each stage is paid after you have signed it, never before.")
        return say_count(
            "Each stage is paid after you have signed it, never before, and within {count} day.",
            "Each stage is paid after you have signed it, never before, and within {count} days.",
            days,
        )
    before = say_count(
        "Stage {stages} is paid before its work begins.",
        "Stages {stages} are paid before their work begins.",
        len(ahead),
        stages=", ".join(ahead),
    )
    if len(ahead) == len(plan.stages):
        return before
    if days is None:
        return sentences(before, say("Every other stage is paid after you have signed it."))
    after = say_count(
        "Every other stage is paid after you have signed it, within {count} day.",
        "Every other stage is paid after you have signed it, within {count} days.",
        days,
    )
    return sentences(before, after)


def invoices(plan: PaymentPlan, formats: Formats) -> Grid:
    """Every invoice with its share, its own rounded tax, and the sum."""
    priced = [invoice.price for invoice in plan.invoices]
    amounts = price_columns([*priced, plan.total])
    shares = any(invoice.share is not None for invoice in plan.invoices)

    def row(invoice: Invoice) -> tuple[str, ...]:
        share = formats.percent(invoice.share) if invoice.share is not None else ""
        cells = price_cells(formats, invoice.price, amounts)
        return (invoice.label, invoice.name, *((share,) if shares else ()), *cells)

    whole = sum((invoice.share or Decimal(0) for invoice in plan.invoices), Decimal(0))
    all_of_it = formats.percent(whole) if whole == 1 else ""
    sums = (*((all_of_it,) if shares else ()), *price_cells(formats, plan.total, amounts))
    total = Row((say("Total"), "", *sums), total=True)
    return Grid(
        (
            Column(),
            Column(share=1),
            *((Column(say("Share"), right=True),) if shares else ()),
            *amounts,
        ),
        (*rows(row(invoice) for invoice in plan.invoices), total),
        sentences(tax_sentence(plan.total), plan.note),
        with_sum=3,
    )


def stage_table(plan: PaymentPlan, formats: Formats) -> Grid:
    """Stage with its dates, check, price, held and to pay, with the sums of all three."""
    held = plan.held is not None and bool(plan.held)
    amounts = [Column(say("Price"), right=True)]
    if held:
        amounts += [Column(held_name(plan, formats), right=True), Column(say("To pay"), right=True)]

    def cells(price: str, kept: str, to_pay: str) -> tuple[str, ...]:
        return (price, kept, to_pay) if held else (price,)

    stages = rows(
        (
            Text(str(stage.number), "ordinal"),
            (Text(stage_name(stage), "cell"), Text(days(formats, stage.start, stage.sign_off), "note")),
            stage.you_check or say("Not agreed yet"),
            *cells(*(money(formats, amount) for amount in (stage.price, stage.held, stage.to_pay))),
        )
        for stage in plan.stages
    )
    to_pay = plan.total.excl - plan.held if plan.held else plan.total.excl
    sums = cells(*(money(formats, amount) for amount in (plan.total.excl, plan.held, to_pay)))
    total = [Row(("", say("Total excl.\u00a0tax"), "", *sums), total=True)]
    if plan.total.incl is not None:
        incl = cells(money(formats, plan.total.incl), "", "")
        name = say("Incl. {tax}", tax=plan.total.tax_name or say("tax"))
        total.append(Row(("", name, "", *incl)))
    columns = (
        Column(),
        Column(say("Stage"), share=1),
        Column(say("You check"), share=1.6, style="prose"),
        *amounts,
    )
    return Grid(columns, (*stages, *total), sentences(stage_note(plan.total), plan.note))


def stage_note(price: Price) -> str:
    """Said under the table of stages."""
    if price.tax is None:
        return say("Amounts excl.\u00a0tax. Tax: none stated in the quote.")
    return say("Amounts excl.\u00a0tax unless marked.")


def hours(found: SharedHours, formats: Formats) -> HoursStrip:
    """The strip of shared hours."""
    shared = say("{hours} shared hours a day", hours=formats.number(found.shared))
    return HoursStrip(
        found.site, found.site_from, found.site_to, found.team, found.team_from, found.team_to, shared
    )


def people(on_site: Person | None, team: Sequence[Person], note: str) -> Part | None:
    """The person on site at the left, the team behind them at the right."""
    left = (
        parts(
            Text(strong(on_site.name), "name"),
            Text(
                lines(
                    ", ".join(filter(None, (on_site.role, on_site.firm, on_site.place))),
                    on_site.note,
                    strong(on_site.phone),
                ),
                "cell",
            ),
        )
        if on_site
        else (Text(say("Nobody is named on site yet."), "name"),)
    )
    members = [", ".join(filter(None, (person.name, person.role, person.place))) for person in team]
    right = parts(
        Text(strong(say("The team")), "name"),
        Text(lines(*members, note), "cell") if members or note else None,
    )
    if not members and not note:
        return SideBySide((left, ())) if on_site else Text(say("Nobody is named on site yet."))
    return SideBySide((left, right))
