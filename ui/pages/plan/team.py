"""The team of the chosen quote with its days and cost, under the people who are known by name."""

from PySide6.QtCore import Qt

from app.queries.plan_team import TeamRow, TeamView
from app.words import say
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.widgets.cards import Card
from ui.widgets.layouts import column, framed, row
from ui.widgets.table import Table
from ui.widgets.text import Heading, Label


class TeamCard(Card):
    """Every role with its kind of rate, days, day rate and cost; all of it as it stands in the quote."""

    def __init__(self) -> None:
        self._model = RowsModel(team_columns(), identify=lambda line: line.key)
        self.table = Table(self._model, name=say("Team and cost"), fits=True)
        self._days = Label("", "dense_strong", wrap=True)
        self._tiers = Label("", "dense", "text3", wrap=True)
        self._difference = Label("", "dense", "text2", wrap=True, align=Qt.AlignmentFlag.AlignRight)
        self._price = Label("", "sub15", tabular=True)
        total = row((self._days, 1), Label(say("All in, excl. tax"), "dense", "text2"), self._price, gap=8)
        foot = framed(column(total, self._difference, self._tiers, gap=3, margins=(12, 10, 13, 0)))
        told = say(
            "As it stands in the quote. A kind of rate says where people are based, not where each day is worked."
        )
        about = Label(told, "dense", "text2", wrap=True)
        head = column(Heading(say("Team and cost"), "sub"), 2, about, margins=(12, 16, 13, 0))
        super().__init__(
            column(head, 8, self.table, foot),
            padding=(1, 1, 1, 14),
        )

    def show_team(self, team: TeamView | None) -> None:
        """Show the team; nothing where the quote has no lines."""
        self.setVisible(team is not None)
        if team is None:
            return
        self._model.show(team.rows)
        self._days.setText(team.days)
        self._tiers.setText(team.tiers)
        self._price.setText(team.price)
        self._difference.setText(team.difference)
        self._difference.setVisible(bool(team.difference))


def team_columns() -> tuple[Column, ...]:
    """Role, kind of rate, days, day rate and cost."""
    return (
        Column(say("Role"), lambda each: Cell(each.role, role="dense_medium")),
        Column(say("Kind of rate"), lambda each: Cell(each.tier, tone="text2"), width=120),
        _figures(say("Days"), "days_text", 80),
        _figures(say("Day rate"), "rate", 110),
        _figures(say("Cost"), "cost_text", 120),
    )


def _figures(title: str, name: str, width: int) -> Column:
    sorts = {"days_text": lambda each: each.days, "cost_text": lambda each: each.cost}

    def cell(each: TeamRow) -> Cell:
        return Cell(str(getattr(each, name)), tabular=True, tone="text2" if name == "rate" else "text")

    return Column(title, cell, width=width, align=Align.END, sort=sorts.get(name))
