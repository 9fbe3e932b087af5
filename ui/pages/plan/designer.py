"""The blended team as a whole: parts with their cost, time on site, and what distance costs."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame

from app.queries.plan_reach import days_here_and_abroad
from app.queries.plan_team import team as quoted_team
from app.queries.team_design import team_design
from app.queries.team_rows import TeamDesign
from app.services import team
from app.words import say
from ui.pages.plan.acts import Acts
from ui.pages.plan.reach import DaysCard
from ui.pages.plan.team import TeamCard
from ui.pages.plan.team_cost import DistanceCard, ShareCard
from ui.pages.plan.team_parts import PartsTable
from ui.widgets.beside import Beside
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Heading, Prose


class Designer(QFrame):
    """The team as designed; where nobody has drawn it up, that of the quote with a way to begin."""

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self._acts = acts
        self._quoted = TeamCard()
        self._days = DaysCard()
        begin = Button(say("Draw up the team from the quote"), kind="primary", dense=True)
        begin.clicked.connect(self._draw_up)
        told = say(
            "The lines of the quote become work for people, here and abroad. You can change all of it."
        )
        self._begin = Card(
            column(
                Heading(say("Who does what, and from where?"), "sub15"), 4,
                Prose(told, "dense"),
                10, row(begin, STRETCH),
            )
        )  # fmt: skip
        self.parts = PartsTable(acts)
        self.share = ShareCard(acts)
        self.distance = DistanceCard(acts)
        self._cards = Beside(self.share, self.distance)
        self.setLayout(column(self._begin, self._quoted, self._days, self.parts, 14, self._cards))

    def show_plan(self, *, editable: bool) -> None:
        """Read the team again and show it."""
        context = self._acts.context
        seen: dict[str, Any] = {
            "lens": context.lens,
            "project_id": self._acts.project,
            "formats": context.formats,
        }
        design: TeamDesign | None = context.operations.read(partial(team_design, **seen))
        drawn = design is not None and bool(design.parts)
        self.parts.setVisible(drawn)
        self._cards.setVisible(drawn)
        self._begin.setVisible(not drawn and editable)
        self._quoted.hide()
        self._days.hide()
        if not drawn:
            self._days.show_days(context.operations.read(partial(days_here_and_abroad, **seen)))
            self._quoted.show_team(context.operations.read(partial(quoted_team, **seen)))
            return
        assert design is not None
        self.parts.show_design(design, editable=editable)
        self.share.show_design(design, editable=editable)
        self.distance.show_design(design, editable=editable)

    def flush(self) -> None:
        """Keep what is being typed."""
        self.parts.flush()
        self.distance.flush()

    def _draw_up(self) -> None:
        self._acts.do(team.draft_team, say("Draw up the team"), project_id=self._acts.project)
