"""How sure is this order? What was tried, in sentences, and what moves the lead most, as bars."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QLayout, QWidget

from app.queries.order_sureness import SureBar, SurenessView, order_sureness
from app.words import say
from ui.context import Context
from ui.page import Page
from ui.pages.compare.tornado import Tornado
from ui.widgets.beside import Beside
from ui.widgets.cards import Card, Line
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.points import bullets
from ui.widgets.states import EmptyState
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Icon, Label, Prose

HOLDS = ("circle-check", "success")
TURNS = ("triangle-alert", "warn")


class SurenessPage(Page):
    """Order, sentences and tornado of the latest round, for owner and broker alike."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "quote",
            "quote_line",
            "coverage",
            "quote_request",
            "decision",
            "brief_item",
            "should_cost",
            "project",
            "answer",
            "candidate",
            "evaluation",
            "quote_score",
            "reference_call",
            "interview",
            "red_flag",
        }
    )
    help_topic: ClassVar[str] = "quotes"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._view = SurenessView()
        self._verdict_place, self._order_place, self._tried_place = column(), column(gap=6), column(gap=2)
        self.tornado = Tornado()
        self.tornado.chosen.connect(self._say_bar)
        self._said = Prose("", "dense", "text2")
        self._legend = Label(
            say(
                "Solid line: nobody ahead. Dashed line: the lead as the weights stand. Hatched: another is first. "
                "A weight moves by ten of a hundred, the others in proportion."
            ),
            "caption",
            "text3",
            wrap=True,
        )
        self._empty_place = column()
        self._whole = framed(self._lay_out())
        head = Heading(say("How sure is this order?"))
        sub = Label(
            say("One thing is changed at a time. Nobody's points hang on another's quote."),
            "dense",
            "text3",
            wrap=True,
        )
        self.set_body(column(head, 2, sub, 12, framed(self._empty_place), self._whole, STRETCH))

    def _lay_out(self) -> QLayout:
        order = Card(column(Label(say("The order now"), "sub15"), 8, self._order_place, STRETCH), padding=18)
        tried = Card(column(Label(say("What was tried"), "sub15"), 8, self._tried_place, STRETCH), padding=18)
        bars = Card(
            column(
                Label(say("What moves the lead most"), "sub15"),
                4,
                self._said,
                8,
                self.tornado,
                8,
                self._legend,
            ),
            padding=18,
        )
        return column(
            framed(self._verdict_place), 12, Beside(order, tried, parts=(3, 7), least=820), 14, bars
        )

    def title(self) -> str:
        return say("How sure is this order?")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        base = f"project/{self.params['project']}/quotes"
        return ((say("Quotes"), base), (say("Compare"), f"{base}/compare"))

    def primary_focus(self) -> QWidget | None:
        return None if self._whole.isHidden() else self.tornado

    def refresh(self) -> None:
        """Reckon anew what would change the first place."""
        context = self.context
        self._view = context.operations.read(
            partial(
                order_sureness,
                lens=context.lens,
                project_id=uuid.UUID(self.params["project"]),
                formats=context.formats,
                today=context.today(),
            )
        )
        clear(self._empty_place)
        self._whole.setVisible(not self._view.refusal)
        if self._view.refusal:
            self._show_empty()
        else:
            self._show()
        follow_layout(self)

    def _show(self) -> None:
        view = self._view
        for place in (self._verdict_place, self._order_place, self._tried_place):
            clear(place)
        icon, tone = HOLDS if view.holds else TURNS
        verdict = row((Icon(icon, tone, 20)), (Prose(view.verdict, "lead", "text"), 1), gap=10)
        self._verdict_place.addWidget(Card(verdict, kind="plain" if view.holds else "warn", padding=14))
        for at, (provider, points) in enumerate(view.order, start=1):
            if at > 1:
                self._order_place.addWidget(Line())
            self._order_place.addWidget(_place(at, provider, points))
        for sentence in view.sentences:
            mark, ink = HOLDS if sentence.holds else TURNS
            for bullet in bullets([sentence.text], mark, ink, strong=True):
                self._tried_place.addWidget(bullet)
        for bullet in bullets(view.left_out, *TURNS, strong=True):
            self._tried_place.addWidget(bullet)
        self.tornado.show_view(view)
        self._say_bar(self.tornado.current_row())

    def _say_bar(self, bar: object) -> None:
        self._said.setText(bar.said if isinstance(bar, SureBar) else "")

    def _show_empty(self) -> None:
        judge = self._view.can_judge
        base = f"project/{self.params['project']}"
        action = say("Judge the quotes") if judge else say("Compare quotes")
        empty = EmptyState("scale", say("There is no order to be sure of yet"), self._view.refusal, action)
        address = f"{base}/quotes/evaluate" if judge else f"{base}/quotes/compare"
        empty.chosen.connect(lambda: self.context.go(address))
        self._empty_place.addWidget(empty)


def _place(at: int, provider: str, points: str) -> QWidget:
    number = Label(say("{place}.", place=str(at)), "dense_strong" if at == 1 else "dense", "text2")
    name = Label(provider, "dense_strong" if at == 1 else "dense", wrap=True)
    worth = Label(points, "dense_strong" if at == 1 else "dense")
    line = framed(row(number, (name, 1), worth, gap=8))
    line.setAccessibleName(
        say("{place}. {provider}, {points} points", place=str(at), provider=provider, points=points)
    )
    return line
