"""The schedule on paper: a Gantt as it stands today, lying where it has more than six rows; never issued."""

from datetime import date

from app.documents.content import Column as GridColumn
from app.documents.content import Content, DocumentStatus, Drawn, Fact, Grid, Issue, Part, Text, rows
from app.documents.figures import Gantt, GanttRow, Span
from app.documents.pages import draw_content
from app.documents.wording import document, opening_facts
from app.queries.schedule_paper import SchedulePaper
from app.queries.schedule_rows import Band, Bar, SchedulePage
from app.words import say
from app.words.formats import Formats

PRINT = Issue(DocumentStatus.PRINT)
STANDING_ROWS = 6
"""Up to so many rows the page stands."""

FINISHED = ("accepted", "paid", "done")
UNDER_WAY = ("in_progress", "changes")
WEEKEND = "weekend"
MOST_DAYS_OFF = 12
"""Days off that are listed by name; the picture has all of them."""


def draw(paper: SchedulePaper, *, formats: Formats, paper_size: str = "A4") -> Drawn:
    """The schedule as PDF."""
    return draw_content(paper, content(paper, formats), formats, paper_size)


def content(paper: SchedulePaper, formats: Formats) -> Content:
    """Picture, what its marks stand for, and the days off that have a name."""
    page = paper.page
    return document(
        paper.head,
        PRINT,
        formats,
        kind=say("Schedule"),
        facts=(
            *opening_facts(paper.head, PRINT, formats),
            Fact(say("The plan ends"), formats.day(_end(page)), _chances(page, formats)),
        ),
        body=(
            *((Text(page.chance_words),) if page.chance_words else ()),
            figure(page, formats),
            Text(
                say(
                    "Solid: done. Outlined: to come; with a dark edge it decides the end. The thin line is the "
                    "first plan, ◆ a sign-off, the line with a cap the day by which it is over nine times in ten."
                ),
                "caption",
            ),
            *_days_off(page, formats),
        ),
        landscape=len(page.bars) > STANDING_ROWS,
    )


def figure(page: SchedulePage, formats: Formats) -> Gantt:
    """The picture of a schedule."""
    needed = page.needed_by
    marks = (
        (Span(needed, needed, say("needed {day}", day=formats.short_day(needed))),)
        if needed is not None
        else ()
    )
    return Gantt(
        rows=tuple(_row(bar, page.today) for bar in page.bars),
        bands=tuple(Span(band.first, band.last, "") for band in page.bands),
        marks=marks,
        today=page.today,
    )


def _row(bar: Bar, today: date) -> GanttRow:
    return GanttRow(
        name=bar.title,
        depth=bar.depth,
        status=bar.status,
        start=bar.starts_on,
        end=bar.ends_on,
        done=_done(bar, today),
        first_start=bar.base_starts,
        first_end=bar.base_ends,
        late=bar.late if bar.state not in FINISHED else None,
        pay=bar.pay,
        slip=bar.slip,
        moment=bar.kind == "milestone",
        signed=bar.kind == "stage",
        decides=bar.critical and bar.state not in FINISHED,
    )


def _done(bar: Bar, today: date) -> date | None:
    if bar.state in (*FINISHED, "ready"):
        return bar.ends_on
    if bar.state in UNDER_WAY and bar.ends_on is not None:
        return min(today, bar.ends_on)
    return None


def _end(page: SchedulePage) -> date | None:
    return max((bar.ends_on for bar in page.bars if bar.ends_on is not None), default=None)


def _chances(page: SchedulePage, formats: Formats) -> tuple[str, ...]:
    if page.p50 is None or page.p80 is None:
        return ()
    return (
        say("as likely as not by {day}", day=formats.short_day(page.p50)),
        say("8 in 10 by {day}", day=formats.short_day(page.p80)),
    )


def _days_off(page: SchedulePage, formats: Formats) -> tuple[Part, ...]:
    """Holidays and closures by name: what the picture only shades."""
    named = [band for band in page.bands if band.kind != WEEKEND and band.name]
    if not named:
        return ()
    shown = named[:MOST_DAYS_OFF]
    found: list[Part] = [
        Grid(
            (GridColumn(say("Not worked"), 1), GridColumn(say("When")), GridColumn(say("Whose"), 0.6)),
            rows((band.name, _when(band, formats), band.whose) for band in shown),
            dense=True,
        )
    ]
    if len(named) > len(shown):
        more = say("{count} more days off are shaded in the picture.", count=len(named) - len(shown))
        found.append(Text(more, "caption"))
    return tuple(found)


def _when(band: Band, formats: Formats) -> str:
    first, last = formats.day(band.first), formats.day(band.last)
    return first if band.first == band.last else say("{first} to {last}", first=first, last=last)
