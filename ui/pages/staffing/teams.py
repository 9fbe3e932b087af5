"""The four teams as cards, the search while it runs, and the team that is looked at part by part."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.queries.staffing_words import RepairRow, StepRow, TeamFigures, TeamLine
from app.words import say
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Line
from ui.widgets.charts import MeterBar
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.table import Table
from ui.widgets.text import Heading, Icon, Label

TOP = Qt.AlignmentFlag.AlignTop


class SearchLine(Card):
    """How far the search is, what it has found, and the way to stop it."""

    stopped = Signal()

    def __init__(self) -> None:
        self._words = Label("", "dense_medium", wrap=True)
        self._bar = MeterBar(height=6)
        self.stop = Button(say("Stop"), dense=True, icon="x")
        super().__init__(
            row((column(self._words, 7, self._bar), 1), self.stop, gap=16), kind="well", padding=14
        )
        self.stop.clicked.connect(self.stopped)
        self.hide()

    def show_far(self, share: float, words: str) -> None:
        """Say how far it is."""
        self._words.setText(words)
        self._bar.show_share(share, words)


class WayCard(Card):
    """One team: what it is chosen for, its cost and days, and what else it comes to."""

    chosen = Signal()

    def __init__(self, title: str, sentence: str) -> None:
        self._title = title
        self._cost = Label("", "h1", tabular=True)
        self._days = Label("", "dense_strong", wrap=True)
        self._end = Label("", "dense", "text2", wrap=True)
        self._facts = column(gap=3)
        self._gap = Label("", "caption_medium", "warn_text", wrap=True)
        self._proven = Label(say("No team is better."), "caption_medium", "success_text", wrap=True)
        self._against = Label("", "caption", "text3", wrap=True)
        self.look = Button(say("Look at it"), dense=True)
        super().__init__(
            column(
                Heading(title, "sub15"), Label(sentence, "caption", "text3", wrap=True), 10, self._cost, 2,
                self._days, self._end, 10, Line(), 9, framed(self._facts), 6, self._against, self._gap,
                self._proven, STRETCH, 12, row(self.look, STRETCH),
            ),
            padding=16,
        )  # fmt: skip
        self.look.clicked.connect(self.chosen)

    def show_figures(self, figures: TeamFigures) -> None:
        """Show what the team comes to."""
        self._cost.setText(figures.cost)
        self._days.setText(figures.days)
        self._end.setText(say("until {day}", day=figures.end) if figures.end else "")
        self._end.setVisible(bool(figures.end))
        clear(self._facts)
        for name, value in (
            (say("At your place"), figures.share), (say("Risk"), figures.risk), (say("By"), figures.providers),
        ):  # fmt: skip
            told = Label(value, "dense_medium", wrap=True, align=Qt.AlignmentFlag.AlignRight)
            self._facts.addLayout(row((Label(name, "dense", "text2"), TOP), (told, 1), gap=10))
        self._gap.setText(figures.gap)
        self._gap.setVisible(bool(figures.gap))
        self._proven.setVisible(not figures.gap)
        self._against.setText(figures.against)
        self._against.setVisible(bool(figures.against))
        said = say("{title}: {cost}, {days}", title=self._title, cost=figures.cost, days=figures.days)
        self.look.setAccessibleName(say("Look at it: {team}", team=said))

    def set_chosen(self, chosen: bool) -> None:
        """Frame it while it is looked at."""
        self.set_kind("chosen" if chosen else "plain")
        self.look.setEnabled(not chosen)
        self.look.set_words(say("Shown below") if chosen else say("Look at it"))


class CardGrid(QFrame):
    """Cards of one height beside each other, as many as there is room for."""

    LEAST = 206

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[QWidget] = []
        self._across = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(14)
        self.setLayout(self._grid)

    def add(self, card: QWidget) -> None:
        """Put one more at the end."""
        self._cards.append(card)
        self._lay_out(anew=True)

    def empty(self) -> None:
        """Take all of them away."""
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as there is room."""
        super().resizeEvent(event)
        self._lay_out()

    def restyle(self) -> None:
        """Another size of text makes other room."""
        self._lay_out()

    def _lay_out(self, *, anew: bool = False) -> None:
        across = 4 if self.width() >= 4 * theme().px(self.LEAST) else 2
        if across == self._across and not anew:
            return
        self._across = across
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // across, number % across)
        for place in range(4):
            self._grid.setColumnStretch(place, 1 if place < across else 0)


class StepsCard(Card):
    """The trade-off: for every length that pays, the least it costs."""

    chosen = Signal(int)

    def __init__(self) -> None:
        self.model = RowsModel(step_columns(), identify=lambda each: each.key)
        self.table = Table(self.model, name=say("What each day sooner costs"), fits=True, sortable=False)
        self.table.chosen.connect(lambda each: self.chosen.emit(each.key) if each is not None else None)
        about = say(
            "Every line is the cheapest team of its length. What lies between costs more and saves no day."
        )
        head = column(
            Heading(say("What each day sooner costs"), "sub"), 2, Label(about, "dense", "text2", wrap=True),
            margins=(12, 16, 13, 0),
        )  # fmt: skip
        super().__init__(column(head, 8, self.table), padding=(1, 1, 1, 10))

    def show_steps(self, steps: Sequence[StepRow]) -> None:
        """Show the steps found so far."""
        self.model.show(tuple(steps))


def step_columns() -> tuple[Column, ...]:
    """Days, end, cost, and what the step costs."""
    return (
        Column(say("Takes"), lambda each: Cell(each.days, role="dense_medium")),
        Column(say("Until"), lambda each: Cell(each.end, tone="text2"), width=120),
        Column(say("By"), lambda each: Cell(each.providers, tone="text2"), width=230),
        Column(say("Cost"), lambda each: Cell(each.cost, tabular=True), width=110, align=Align.END),
        Column(
            say("For the time saved"), lambda each: Cell(each.more, tone="text2"), width=220, align=Align.END
        ),
    )


class TeamCard(Card):
    """The team that is looked at, part by part, with the button that takes it over."""

    used = Signal()

    def __init__(self) -> None:
        self._title = Heading("", "sub")
        self._about = Label("", "dense", "text2", wrap=True)
        self.model = RowsModel(line_columns(), identify=lambda each: each.key)
        self.table = Table(self.model, name=say("The team part by part"), fits=True, lines=2, sortable=False)
        self.use = Button(say("Use this team in the plan"), "primary", dense=True)
        self._said = Label("", "dense", "text2", wrap=True)
        head = column(self._title, 2, self._about, margins=(12, 16, 13, 0))
        foot = framed(row((self._said, 1), self.use, gap=14, margins=(12, 12, 13, 2)))
        super().__init__(column(head, 8, self.table, foot), padding=(1, 1, 1, 12))
        self.use.clicked.connect(self.used)

    def show_team(
        self, title: str, figures: TeamFigures, lines: Sequence[TeamLine], said: str, *, usable: bool
    ) -> None:
        """Show a team; `said` is what using it means, or why it cannot be."""
        self._title.setText(title)
        self._about.setText(
            say(
                "{cost}, {days}, {share} at your place. Costs hold what distance adds.",
                cost=figures.cost, days=figures.days, share=figures.share,
            )
        )  # fmt: skip
        self.model.show(tuple(lines))
        self._said.setText(said)
        self.use.setEnabled(usable)


def line_columns() -> tuple[Column, ...]:
    """Part and role, who, where, days, at the owner's place, rate and cost."""

    def figure(title: str, name: str, width: int) -> Column:
        return Column(
            title, lambda each: Cell(str(getattr(each, name)), tabular=True), width=width, align=Align.END
        )

    def where(each: TeamLine) -> Cell:
        return Cell(each.where, sub=each.change, tone="accent_text" if each.change else "text2")

    def who(each: TeamLine) -> Cell:
        return Cell(each.who, sub=each.was, tone="accent_text" if each.was else "text2")

    return (
        Column(say("Part"), lambda each: Cell(each.part, sub=each.role, role="dense_medium")),
        Column(say("Who"), who, width=208),
        Column(say("Where"), where, width=130),
        figure(say("Days"), "days", 56),
        figure(say("At your place"), "on_site", 104),
        figure(say("Day rate"), "rate", 84),
        figure(say("Cost"), "cost", 88),
    )


class ClashCard(Card):
    """What cannot hold together, and for each way out the least that has to give."""

    tried = Signal(int)

    def __init__(self, heading: str, rules: Sequence[str], repairs: Sequence[RepairRow]) -> None:
        named = column(gap=5)
        for words in rules:
            named.addLayout(
                row((Icon("circle-x", "danger"), TOP), (Label(words, "dense_strong", wrap=True), 1), gap=8)
            )
        ways = column(gap=0)
        for number, each in enumerate(repairs):
            button = Button(each.button, dense=True)
            button.setAccessibleName(say("{button}: {change}", button=each.button, change=each.words))
            button.clicked.connect(lambda _=False, at=number: self.tried.emit(at))
            if number:
                ways.addWidget(Line())
            ways.addLayout(
                row((Label(each.words, "dense", wrap=True), 1), button, gap=14, margins=(0, 8, 0, 8))
            )
        enough = say("Any of these is enough") if len(repairs) > 1 else say("This is enough")
        way_out = (14, Heading(enough, "dense_strong"), 2, framed(ways)) if repairs else ()
        title = row((Icon("triangle-alert", "warn", 18), TOP), (Heading(heading, "sub15"), 1), gap=9)
        super().__init__(column(title, 10, framed(named), *way_out), padding=18)
