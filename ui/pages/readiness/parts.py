"""What a job is made of, and how sure the whole is: packages, roles and places, the band and the reserve."""

from collections.abc import Callable, Sequence

from app.queries.job_sizes import JobSize, SizeLine
from app.queries.role_day_rates import DayRates, RoleDayRate
from app.words import say
from app.words.formats import Formats
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.widgets.cards import Card
from ui.widgets.fold import Fold
from ui.widgets.layouts import FlowLayout, clear, column, framed
from ui.widgets.navigation import Segments
from ui.widgets.table import Table
from ui.widgets.text import Label, Prose

SIDE = 20
INDENT = 7
"""Beside a table, whose cells are padded themselves."""
Folding = Callable[[Fold, str], Fold]
"""Folds a table, or leaves it open, as the page does for its reader; by the key under which it is remembered."""

PACKAGES, ROLES, PLACES = "packages", "roles", "places"


class PartsCard(Card):
    """The same days cut by package, by role or by place, each with its three points."""

    def __init__(self, size: JobSize, formats: Formats, fold: Folding, cut: str = PACKAGES) -> None:
        self._size, self._formats = size, formats
        self.cut = cut
        self._switch = Segments(
            ((PACKAGES, say("By package")), (ROLES, say("By role")), (PLACES, say("By place"))),
            name=say("Cut the work"),
            chosen=cut,
        )
        self._place = column()
        switch = FlowLayout(8)
        switch.addWidget(self._switch)
        head = column(
            Label(say("What it is made of"), "dense_strong", "text2"),
            4,
            Label(say("In person-days of 7.5 hours"), "caption", "text3", wrap=True),
            margins=(SIDE, SIDE, SIDE, 0),
        )
        self._place.setContentsMargins(INDENT, 0, INDENT, 0)
        inside = framed(column(column(framed(switch), margins=(SIDE, 0, SIDE, 0)), 6, framed(self._place)))
        words = (say("Show the parts of the work"), say("Hide the parts of the work"))
        super().__init__(
            column(head, 6, fold(Fold(*words, inside, margin=SIDE), "parts")), padding=(1, 1, 1, 14)
        )
        self._switch.chosen.connect(self._show)
        self._show(cut)

    def _show(self, cut: str) -> None:
        self.cut = cut
        size = self._size
        lines, first, name = {
            PACKAGES: ((*size.packages, size.total), say("Package"), say("Work by package")),
            ROLES: (size.roles, say("Role"), say("Work by role")),
            PLACES: ((*size.places, size.total), say("Where"), say("Work by place")),
        }[cut]
        clear(self._place)
        self._place.addWidget(_table(lines, first, name, self._formats))


def how_sure(size: JobSize, rates: DayRates | None, formats: Formats, fold: Folding) -> Card | None:
    """The should-cost band of the whole and of a day of each role, and the reserve; None where no rates are known."""
    if size.cost_p50 is None:
        return None
    whole = column(
        column(
            Label(say("What is fair"), "dense_strong", "text2"),
            6,
            Label(size.band_words, "dense_strong", wrap=True),
            6,
            Prose(size.reserve_words, "dense", "text2"),
            8,
            Label(size.basis, "caption", "text3", wrap=True),
            margins=(SIDE, SIDE, SIDE, SIDE if rates is None else 0),
        ),
        *((12, _rates(rates, formats, fold)) if rates is not None else ()),
    )
    return Card(whole, padding=(1, 1, 1, 1 if rates is None else SIDE))


def _rates(rates: DayRates, formats: Formats, fold: Folding) -> Fold:
    """A day of each role, and what the rates rest on."""
    model = RowsModel(_rate_columns(formats), identify=lambda line: line.key)
    noted = any(line.note for line in rates.rows)
    table = Table(
        model, name=say("A day of each role"), lines=2 if noted else 1, fits=True, sortable=False, grows=True
    )
    model.setParent(table)
    model.show(rates.rows)
    head = Label(say("A day of each role, excl. tax"), "dense_strong", "text2")
    inside = column(
        column(head, margins=(SIDE, 0, SIDE, 0)),
        4,
        column(table, margins=(INDENT, 0, INDENT, 0)),
        6,
        column(Label(rates.basis, "caption", "text3", wrap=True), margins=(SIDE, 0, SIDE, 0)),
    )
    words = (say("Show what a day of each role costs"), say("Hide what a day of each role costs"))
    return fold(Fold(*words, framed(inside), margin=SIDE), "rates")


def _rate_columns(formats: Formats) -> tuple[Column, ...]:
    def money(name: str, role: str) -> Callable[[RoleDayRate], Cell]:
        return lambda line: Cell(formats.money_short(getattr(line, name)), tabular=True, role=role)

    return (
        Column(say("Role"), lambda line: Cell(line.name, sub=line.note, role="dense_medium", wraps=True)),
        Column(say("One in ten below"), money("p10", "dense"), width=116, align=Align.END),
        Column(say("Middle"), money("p50", "dense_strong"), width=84, align=Align.END),
        Column(say("One in ten above"), money("p90", "dense"), width=116, align=Align.END),
    )


def _table(lines: Sequence[SizeLine], first: str, name: str, formats: Formats) -> Table:
    model = RowsModel(_columns(first, formats), identify=lambda line: line.key)
    noted = any(line.note for line in lines)
    table = Table(model, name=name, lines=2 if noted else 1, fits=True, sortable=False, grows=True)
    model.setParent(table)
    model.show(lines)
    return table


def _columns(first: str, formats: Formats) -> tuple[Column, ...]:
    def days(name: str) -> Callable[[SizeLine], Cell]:
        def cell(line: SizeLine) -> Cell:
            strong = "dense_strong" if line.key == "total" or name == "likely" else "dense"
            return Cell(formats.one_decimal(getattr(line, name)), tabular=True, role=strong)

        return cell

    def named(line: SizeLine) -> Cell:
        strong = "dense_strong" if line.key == "total" else "dense_medium"
        return Cell(line.name, sub=line.note, role=strong, wraps=True)

    return (
        Column(first, named),
        Column(say("Low"), days("low"), width=70, align=Align.END),
        Column(say("Likely"), days("likely"), width=80, align=Align.END),
        Column(say("High"), days("high"), width=70, align=Align.END),
        Column(
            say("Part"), lambda line: Cell(formats.percent(line.share), tabular=True, tone="text2"),
            width=74, align=Align.END,
        ),
    )  # fmt: skip
