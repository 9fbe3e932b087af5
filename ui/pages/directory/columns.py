"""The columns of the directory, and which of them its query can sort by."""

import uuid
from collections.abc import Callable, Container
from dataclasses import replace

from app.queries.provider_rows import ProviderRow
from app.queries.providers import Sort
from app.words import say
from app.words.formats import NOTHING
from ui.models.columns import Align, Cell, Column
from ui.pages.directory.track import track_painter


def tick_column(ticked: Container[uuid.UUID]) -> Column:
    """The boxes in front: whom one wants to do something with."""

    def box(row: ProviderRow) -> Cell:
        on = row.id in ticked
        words = say("{name}, ticked", name=row.name) if on else say("{name}, not ticked", name=row.name)
        return Cell("", check=on, said=words)

    return Column("", box, width=44)


def directory_columns() -> tuple[Column, ...]:
    """Name, kinds, place, standing, checks, capacity, results and rates."""
    return (
        Column(say("Provider"), _name, sort_name=Sort.NAME.value),
        Column(say("Takes on"), lambda row: Cell(row.kinds or NOTHING, tone="text2"), width=200),
        Column(
            say("On site · team"),
            lambda row: Cell(row.place or NOTHING, tone="text2"),
            width=200,
            sort_name=Sort.TOWN.value,
        ),
        Column(say("Standing"), lambda row: Cell(row.tier_words, chip=row.tier_tone), width=110),
        Column(say("Checks"), _checks, width=200),
        Column(
            say("Free a week"),
            lambda row: Cell(row.free, tone="text2", tabular=True),
            width=112,
            align=Align.END,
            sort_name=Sort.FREE_DAYS.value,
        ),
        Column(
            say("Can start"),
            lambda row: Cell(row.start_words, tone="text2", tabular=True),
            width=118,
            sort_name=Sort.START.value,
        ),
        Column(
            say("Track record"),
            _track,
            width=150,
            term=say("Dot: result so far. Line: likely range. Number of jobs in brackets."),
        ),
        Column(
            say("Day rates"),
            lambda row: Cell(row.rates or NOTHING, tone="text2"),
            width=150,
            term=say("Told in confidence. Only you see these."),
        ),
    )


def narrow_columns() -> tuple[Column, ...]:
    """What is left of them where there is no room for all: the rest is in the details."""
    name, _, place, standing, checks, _, _, track, _ = directory_columns()
    return (name, replace(place, width=200), standing, replace(checks, width=190), track)


def few_columns() -> tuple[Column, ...]:
    """What there is room for on a small window or in large text."""
    name, _, standing, checks, track = narrow_columns()
    return (name, standing, checks, track)


COLUMNS = ((1560, directory_columns), (1000, narrow_columns), (0, few_columns))
"""From which effective width each set leaves the names their room."""


def fitting_columns(width: float) -> Callable[[], tuple[Column, ...]]:
    """The widest set of columns for a page of this effective width."""
    return next(columns for least, columns in COLUMNS if width >= least)


def _name(row: ProviderRow) -> Cell:
    return Cell(row.name, role="dense_medium")


def _track(row: ProviderRow) -> Cell:
    if not row.track.rated:
        return Cell(row.results, tone="text2")
    return Cell(said=row.results, paint=track_painter(row.track))


def _checks(row: ProviderRow) -> Cell:
    if row.lapsing is not None:
        tone = "danger_text" if row.lapsing.tone == "danger" else "warn_text"
        return Cell(row.lapsing.cell, tone=tone, icon="calendar-days", icon_tone=tone, said=row.lapsing.words)
    if row.renew:
        return Cell(
            row.renew_short, tone="warn_text", icon="triangle-alert", icon_tone="warn_text", said=row.renew
        )
    return Cell(row.checks, tone="text2")
