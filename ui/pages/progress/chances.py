"""When the plan may truly be over: the draws, made beside the window, in words, two days and what moves them."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.queries.schedule import Chances, SchedulePage
from app.queries.schedule_chances import drawn, draws_of
from app.words import say
from ui.context import Context
from ui.jobs import Where
from ui.widgets.cards import Card
from ui.widgets.charts import ChartWithTable
from ui.widgets.fields import Tick
from ui.widgets.fold import Fold
from ui.widgets.layouts import column, framed, row
from ui.widgets.pull_bars import PullBars, Pulled
from ui.widgets.text import Heading, Label

LEFT_OUT = "left_out"
TOP = Qt.AlignmentFlag.AlignTop


class ChancesCard(Card):
    """Says at first that it is being drawn; the dates of the plan are there meanwhile."""

    came = Signal(object)
    """The `Chances`, once they are in."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._of: SchedulePage | None = None
        self._chances: Chances | None = None
        self._project: UUID | None = None
        self._words = Label("", "dense", "text2", wrap=True)
        self._risks = Label("", "dense", "text2", wrap=True)
        self.count_risks = Tick(say("Count the risks of the register"), self._counts())
        self.count_risks.committed.connect(self._count_risks)
        self._even, self._sure = _Figure(say("As likely as not by")), _Figure(say("Four times in five by"))
        self.pulls = PullBars()
        self._chart = ChartWithTable(say("What moves the end most"), self.pulls)
        self._figures = framed(row(self._even, self._sure, gap=28))
        self._more = Fold(say("What moves the end most"), say("Hide what moves the end"), self._chart)
        said = column(Heading(say("How sure the end is"), "sub15"), 4, self._words, self._risks)
        top = row((said, 1), (self._figures, TOP), gap=24)
        super().__init__(column(top, 6, self.count_risks, 6, self._more), padding=16)
        self.hide()

    def chances_of(self, page: SchedulePage) -> Chances | None:
        """What was drawn of this very plan."""
        return self._chances if self._of is not None and _same(self._of, page) else None

    def draw_plan(self, page: SchedulePage, project: UUID) -> None:
        """Draw `page` beside the window, unless that was done."""
        if self._of is not None and _same(self._of, page):
            return
        context = self._context
        self._of, self._project, self._chances = page, project, None
        reading = partial(draws_of, lens=context.lens, project_id=project, on=context.today())
        found = context.operations.read(partial(reading, counts_risks=self._counts()))
        self.setVisible(found is not None)
        if found is None:
            return
        self._words.setText(say("Drawing the plan ten thousand times…"))
        self.count_risks.setVisible(bool(page.register.counted))
        for each in (self._figures, self._more, self._risks):
            each.hide()
        context.jobs.run(
            drawn, found, context.formats,
            label=say("Drawing the plan ten thousand times…"), where=Where.THREAD, reader=self,
            done=partial(self._take, page),
        )  # fmt: skip

    def _counts(self) -> bool:
        return self._context.preferences.get("progress/risks") != LEFT_OUT

    def _count_risks(self) -> None:
        self._context.preferences.set("progress/risks", "" if self.count_risks.value() else LEFT_OUT)
        page, project = self._of, self._project
        self._of = None
        if page is not None and project is not None:
            self.draw_plan(page, project)

    def _take(self, page: SchedulePage, chances: Chances) -> None:
        if self._of is not page:
            return
        self._chances = chances
        formats = self._context.formats
        self._words.setText(chances.words)
        self._risks.setText(chances.risk_words)
        self._risks.setVisible(bool(chances.risk_words))
        self._even.show_value(formats.day(chances.p50), chances.cost_p50)
        self._sure.show_value(formats.day(chances.p80), chances.cost_p80)
        self.pulls.show_rows([Pulled(each.title, each.share, each.words) for each in chances.drivers])
        self._figures.show()
        self._more.setVisible(bool(chances.drivers))
        if chances.drivers:
            self._chart.refresh(say("“{title}” moves the end most", title=chances.drivers[0].title))
        self.came.emit(chances)


class _Figure(QFrame):
    """A day with its cost, under what it stands for."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self._day = Label("", "figure")
        self._cost = Label("", "caption", "text2")
        self.setLayout(column(Label(label, "caption", "text2"), 2, self._day, 2, self._cost))

    def show_value(self, day: str, cost: str) -> None:
        """Show a day, and what the work costs by then."""
        self._day.setText(day)
        self._cost.setText(say("the work at {cost} or less", cost=cost) if cost else "")
        self._cost.setVisible(bool(cost))


def _same(one: SchedulePage, other: SchedulePage) -> bool:
    """Whether two readings are of the same dates and risks."""
    return (one.today, one.needed_by, one.bars, one.arrows, one.register) == (
        other.today,
        other.needed_by,
        other.bars,
        other.arrows,
        other.register,
    )
