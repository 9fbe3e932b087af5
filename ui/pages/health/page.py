"""S20: how it is going, in one word with its reason, six lines, and what the money has brought."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.queries import health as health_rows
from app.queries.health import HealthPage, WorthRow
from app.words import say
from ui.context import Context
from ui.page import Page
from ui.pages.health.lines import INKED_ICON, HealthLines
from ui.theme.current import theme
from ui.widgets.beside import Beside
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.charts import ChartWithTable
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.small_line import Point, SmallLine
from ui.widgets.states import EmptyState
from ui.widgets.text import Heading, Icon, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop
TILE = 56


class HealthPageView(Page):
    """One honest look at the work, for owner and broker alike."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "stage",
            "sign_off_test",
            "review",
            "verdict",
            "payment",
            "engagement",
            "engagement_person",
            "lifecycle_step",
            "brief_item",
            "answer",
            "project",
        }
    )
    help_topic: ClassVar[str] = "health"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._address = ""
        self._word = _WordCard()
        self._word.button.clicked.connect(lambda: self.context.go(self._address))
        self._word.timeline.clicked.connect(self._open_progress)
        self._lines = HealthLines()
        self._lines.opened.connect(self.context.go)
        self._chart = SmallLine(say("Day"), say("Behind the plan"))
        self._drawn = ChartWithTable("", self._chart)
        about = say("Days behind the plan, each Monday. The days of your own check in time do not count.")
        self._late = Card(
            column(self._drawn, 4, Label(about, "caption", "text3", wrap=True), STRETCH), padding=18
        )
        self._worth = _WorthCard()
        self._empty_place = column()
        self._whole = framed(
            column(self._word, 14, self._lines, 14, Beside(self._late, self._worth, parts=(7, 4), least=820))
        )
        head = Heading(say("How is it going?"), "title")
        self.set_body(column(head, 14, framed(self._empty_place), self._whole, STRETCH))

    def title(self) -> str:
        return say("Health")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Progress"), f"project/{self.params['project']}/progress"),)

    def primary_focus(self) -> QWidget | None:
        return None if self._whole.isHidden() else self._word.button

    def refresh(self) -> None:
        """Read again how the work stands."""
        context = self.context
        page = context.operations.read(
            partial(
                health_rows.health, lens=context.lens, project_id=uuid.UUID(self.params["project"]),
                formats=context.formats, today=context.today(),
            )
        )  # fmt: skip
        clear(self._empty_place)
        self._whole.setVisible(page is not None and not page.missing)
        if page is None:
            empty = EmptyState("file-text", say("This project is no longer here"), "", say("Go to Home"))
            empty.chosen.connect(lambda: context.go("home"))
            self._empty_place.addWidget(empty)
            return
        self._address = page.address
        if page.missing:
            self._show_empty(page)
            return
        self._word.show_word(page)
        self._lines.show_lines(page.rows, trends=page.has_trends)
        self._late.setVisible(bool(page.weeks))
        if page.weeks:
            self._chart.show_points([Point(each.label, each.days, each.words) for each in page.weeks])
            self._drawn.refresh(page.weeks_finding)
        self._worth.show_worth(page.worth)

    def _show_empty(self, page: HealthPage) -> None:
        empty = EmptyState("activity", say("There is nothing to tell yet"), page.missing, page.button)
        empty.chosen.connect(lambda: self.context.go(self._address))
        self._empty_place.addWidget(empty)

    def _open_progress(self) -> None:
        self.context.go(f"project/{self.params['project']}/progress")


class _WordCard(Card):
    """The word over all with its shape, the sentence behind it, and the one button that helps."""

    def __init__(self) -> None:
        self._tile = QFrame()
        self._icon = Icon("circle-dashed", "text3", 26)
        self._tile.setLayout(column(STRETCH, (self._icon, Qt.AlignmentFlag.AlignHCenter), STRETCH))
        self.word = Heading("", "h1")
        self._why = Prose("", "lead", "text2")
        self._unknown = Label("", "dense", "text3", wrap=True)
        self._as_of = Label("", "dense_medium", "text2")
        self.button = Button("", "primary")
        self.timeline = LinkButton(say("See the stages"), icon="chart-gantt")
        acts = row(self.button, self.timeline, (self._unknown, 1), gap=16)
        told = column(row((self.word, 1), (self._as_of, TOP), gap=14), 4, self._why, 12, acts)
        super().__init__(row((self._tile, TOP), (told, 1), gap=18), padding=18)
        self.restyle()

    def show_word(self, page: HealthPage) -> None:
        """Show how it stands."""
        self._tile.setProperty("card", page.tone if page.tone != "neutral" else "well")
        self._tile.style().unpolish(self._tile)
        self._tile.style().polish(self._tile)
        self._icon.show_icon(page.icon, INKED_ICON.get(page.tone, page.tone))
        self.word.setText(page.headline)
        self._why.setText(page.why)
        self._unknown.setText(page.unknown)
        self._unknown.setVisible(bool(page.unknown))
        self._as_of.setText(say("As of {day}", day=page.as_of))
        self.button.set_words(page.button)
        self.button.setAccessibleDescription(page.step)
        self.timeline.setVisible(not page.address.endswith("/progress"))

    def restyle(self) -> None:
        """Take the size of the tile again."""
        side = theme().px(TILE)
        self._tile.setFixedSize(side, side)


class _WorthCard(Card):
    """What should be done, what is done and checked, and what was paid."""

    def __init__(self) -> None:
        self._rows = column(gap=8)
        about = say(
            "Excl. tax. A stage counts with its whole price once it is accepted, and with nothing before."
        )
        super().__init__(
            column(
                Heading(say("Worth for the money so far"), "sub"), 10, framed(self._rows), 10, Line(), 8,
                Label(about, "caption", "text3", wrap=True), STRETCH,
            ),
            padding=18,
        )  # fmt: skip

    def show_worth(self, rows: Sequence[WorthRow]) -> None:
        """Show the sums; nothing where the stages do not say what they cost or when they are due."""
        self.setVisible(bool(rows))
        clear(self._rows)
        for each in rows:
            flow = FlowLayout(gap=6, apart=True)
            flow.addWidget(Label(each.title, "dense", "text2"))
            amount = Label(each.amount, "dense_strong", tabular=True)
            note = Label(each.note, "caption", "text3") if each.note else None
            flow.addWidget(framed(row(amount, note, gap=8)))
            self._rows.addWidget(framed(flow))
