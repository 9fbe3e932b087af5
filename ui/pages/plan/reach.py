"""When everyone can be reached and where the days are worked, drawn beside each other under the team."""

from PySide6.QtCore import Signal

from app.queries.plan_reach import ClockRow, DaysRow, DaysView, ReachView
from app.queries.spell_rows import SpellRow
from app.words import say
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.charts import ChartWithTable
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.shared_hours import SharedHours, Shift
from ui.widgets.split_bars import SplitBars, SplitRow
from ui.widgets.table import Table
from ui.widgets.text import Heading, Label


class ReachCard(Card):
    """Both clocks, or what has to be known first."""

    brief_asked = Signal()

    def __init__(self) -> None:
        self._when = Label("", "caption", "text3", wrap=True)
        self.chart = SharedHours()
        self.drawn = ChartWithTable("", self.chart)
        self._missing = Label("", "dense", "text2", wrap=True)
        self._ask = LinkButton(say("Say it in the brief"))
        self._ask.clicked.connect(lambda: self.brief_asked.emit())
        self._notes = Label("", "caption", "text3", wrap=True)
        self._spells = RowsModel(spell_columns(), identify=lambda each: each.days)
        self.through = Table(
            self._spells, name=say("Shared hours through the whole work"), fits=True, sortable=False
        )
        self._through = framed(
            column(
                Label(say("Through the whole work"), "dense_strong"), 6, self.through, margins=(0, 10, 0, 0)
            )
        )
        super().__init__(
            column(
                Heading(say("When you can reach everyone"), "sub"), 2, self._when, 8, self.drawn, 6, self._notes,
                self._through, self._missing, 4, row(self._ask, STRETCH), STRETCH,
            ),
            padding=16,
        )  # fmt: skip

    def show_reach(self, reach: ReachView | None) -> None:
        """Show both clocks; nothing where there is no engagement."""
        self.setVisible(reach is not None)
        if reach is None:
            return
        drawn = not reach.missing
        for part, text in (
            (self._when, reach.when), (self._notes, " ".join(reach.notes)), (self._missing, reach.missing),
        ):  # fmt: skip
            part.setText(text)
            part.setVisible(bool(text))
        self._ask.setVisible(reach.ask_brief)
        self.drawn.setVisible(drawn)
        self._through.setVisible(len({(each.shared, each.theirs, each.hours) for each in reach.spells}) > 1)
        self._spells.show(reach.spells)
        if drawn:
            shared = reach.shared
            band = (float(shared[0]), float(shared[1])) if shared is not None else None
            self.chart.show_shifts([_shift(each) for each in reach.rows], band, reach.shared_words)
            self.drawn.refresh(reach.finding)


def spell_columns() -> tuple[Column, ...]:
    """From when to when, both working days by their own clocks, and what is shared by the owner's."""
    return (
        Column(say("Days"), lambda each: Cell(each.days, sub=each.change, tabular=True)),
        Column(say("Your day"), lambda each: Cell(each.ours, tabular=True, tone="text2"), width=120),
        Column(
            say("Their day, their clock"),
            lambda each: Cell(each.theirs, tabular=True, tone="text2"),
            width=160,
        ),
        Column(say("Shared, your clock"), lambda each: Cell(each.shared, tabular=True), width=150),
        Column(say("Hours"), _hours, width=80, align=Align.END),
    )


def _hours(spell: SpellRow) -> Cell:
    icon = "triangle-alert" if spell.less else ""
    return Cell(
        spell.hours,
        tabular=True,
        role="dense_medium",
        icon=icon,
        icon_tone="warn",
        said=say("{hours}, fewer than agreed", hours=spell.hours) if spell.less else "",
    )


class DaysCard(Card):
    """The days of each stage by where the people of each rate are based."""

    def __init__(self) -> None:
        parts = (say("based here"), say("based abroad"), say("not said"))
        self.chart = SplitBars(say("Stage"), parts)
        self.drawn = ChartWithTable("", self.chart)
        self._missing = Label("", "dense", "text2", wrap=True)
        self._about = Label(
            say("From the quote’s lines: where people are based, not where each day is worked."),
            "caption", "text3", wrap=True,
        )  # fmt: skip
        super().__init__(
            column(
                Heading(say("Days here and abroad"), "sub"),
                2,
                self._about,
                8,
                self.drawn,
                self._missing,
                STRETCH,
            ),
            padding=16,
        )

    def show_days(self, days: DaysView | None) -> None:
        """Show the days; nothing where there is no engagement."""
        self.setVisible(days is not None)
        if days is None:
            return
        drawn = not days.missing
        self._missing.setText(days.missing)
        self._missing.setHidden(drawn)
        self._about.setVisible(drawn)
        self.drawn.setVisible(drawn)
        if drawn:
            self.chart.show_rows([_split(each) for each in days.rows])
            self.drawn.refresh(days.finding)


def _shift(each: ClockRow) -> Shift:
    return Shift(each.name, each.clock, float(each.start), float(each.end), each.start_words, each.end_words)


def _split(each: DaysRow) -> SplitRow:
    sizes = (float(each.here), float(each.abroad), float(each.unknown))
    return SplitRow(each.name, sizes, (each.here_words, each.abroad_words, each.unknown_words))
