"""Quotes side by side: what one gets before what it costs, and no page's favourite among them."""

import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.queries import price_marks, quote_asking, quotes
from app.queries.lapses import Lapsing, lapses_of_quotes
from app.queries.price_marks import PriceMarks
from app.queries.price_sight import SEES_ALL
from app.queries.quote_asking import Asking
from app.queries.quotes import Comparison, ComparisonCell, ComparisonColumn, RequestView
from app.words import say, say_count
from ui.context import Context
from ui.page import Page
from ui.pages.compare.board import Board, Shown
from ui.pages.compare.details import DetailsPanel
from ui.pages.compare.grid import GridRow, grid_rows
from ui.pages.compare.take_along import TakeAlong
from ui.price_gate import PriceStrip, sight_of
from ui.theme.current import theme
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.layouts import FlowLayout, clear, column, framed, row
from ui.widgets.navigation import Segments
from ui.widgets.states import Banner, EmptyState
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Label

WIDE = 1180
"""Effective width from which four quotes have room; below it two."""
SPARE = 1000
"""Effective width from which there is room for a sentence beside what can be done."""


class ComparePage(Page):
    """S12: providers in columns, groups of rows, differences first."""

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
            "provider_credential",
            "cost_basis",
            "evaluation",
            "price_look",
        }
    )
    help_topic: ClassVar[str] = "quotes"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found = Comparison((), (), "")
        self._marks: PriceMarks | None = None
        self._asking: Asking | None = None
        self._sight = SEES_ALL
        self._request: RequestView | None = None
        self._all: tuple[uuid.UUID, ...] = ()
        self._lapses: Mapping[uuid.UUID, Lapsing] = {}
        self._pinned: uuid.UUID | None = None
        self._turned = 0
        self._folded: frozenset[str] = frozenset()
        self._most = 0
        self._views = Segments(
            (("all", say("All rows")), ("differences", say("Differences only"))),
            name=say("Which rows"),
            chosen="differences",
        )
        self._views.chosen.connect(lambda _: self._show_rows())
        self._next = Button("", "quiet", trailing="chevron-right", dense=True)
        self._next.clicked.connect(self._turn)
        self._paper = TakeAlong(context, lambda: uuid.UUID(self.params["project"]))
        self._sure = Button(say("How sure is this order?"), "quiet", icon="scale", dense=True)
        self._sure.clicked.connect(lambda: self._go("quotes/sure"))
        self._sure_below = LinkButton(say("How sure is this order?"))
        self._sure_below.clicked.connect(lambda: self._go("quotes/sure"))
        self._basis = LinkButton(say("What quotes are reckoned with"))
        self._basis.clicked.connect(lambda: self._go("quotes/basis"))
        self._board = Board()
        self._board.chosen.connect(partial(self._go_to_quote, "choose"))
        self._board.read.connect(partial(self._go_to_quote, "quote"))
        self._board.pinned.connect(self._pin)
        self._board.details_asked.connect(self._open_row)
        self._board.fold_asked.connect(self._fold)
        self._board.differences_asked.connect(self._switch_rows)
        self._legend = Label("", "caption", "text3", wrap=True)
        self._banner_place = column()
        self._empty_place = column()
        self._details = DetailsPanel()
        self._build()

    def _build(self) -> None:
        self._heading = Heading(say("Compare quotes"))
        self._sub = Label(say("Same job, side by side. Scope first."), "dense", "text3", wrap=True)
        acts = FlowLayout(12)
        for each in (self._next, self._sure, self._paper, self._views):
            acts.addWidget(each)
        top = row((column(self._heading, self._sub, gap=2), 1), framed(acts), gap=12)
        self._empty_frame = framed(self._empty_place)
        body = column(
            top,
            10,
            framed(self._banner_place),
            (self._board, 1),
            6,
            row((self._legend, 1), self._sure_below, self._basis, gap=14),
            (self._empty_frame, 1),
        )
        self.set_body(body, scrolls=False)
        self.set_side(self._details, opened=False)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Compare")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Quotes"), f"project/{self.params['project']}/quotes"),)

    def primary_focus(self) -> QWidget | None:
        return None if self._board.isHidden() else self._board.grid

    def refresh(self) -> None:
        """Read the quotes of the round again."""
        project = uuid.UUID(self.params["project"])
        context = self.context
        read = context.operations.read
        seen: dict[str, Any] = {"lens": context.lens, "project_id": project}
        dated: dict[str, Any] = {**seen, "formats": context.formats, "today": context.today()}
        self._asking = read(partial(quote_asking.asking, **seen))
        self._request = read(partial(quotes.request, **dated))
        self._sight = sight_of(context, project)
        compared = partial(quotes.comparison, **dated, prices=not self._sight.hidden)
        every = read(compared)
        told = partial(lapses_of_quotes, project_id=project, today=context.today(), formats=context.formats)
        self._lapses = read(told)
        self._all = (*(c.quote_id for c in every.columns), *(key for key, _ in every.others))
        names = {column.quote_id: column.provider for column in every.columns} | dict(every.others)
        shown = self._shown_ids()
        self._found = (
            every
            if shown == tuple(c.quote_id for c in every.columns)
            else read(partial(compared, quote_ids=shown))
        )
        marks = partial(price_marks.price_marks, **seen, quote_ids=shown, formats=context.formats)
        self._marks = None if self._sight.hidden else read(marks)
        self._show(names)

    def _shown_ids(self) -> tuple[uuid.UUID, ...]:
        self._most = 4 if self.effective_width() >= WIDE else 2
        if len(self._all) <= self._most:
            return self._all
        pinned = [key for key in self._all if key == self._pinned]
        rest = [key for key in self._all if key != self._pinned]
        at = self._turned % len(rest)
        return tuple((pinned + rest[at:] + rest[:at])[: self._most])

    # Showing --------------------------------------------------------------------------------------

    def _show(self, names: dict[uuid.UUID, str]) -> None:
        has_quotes = bool(self._found.columns)
        for part in (self._board, self._legend):
            part.setVisible(has_quotes)
        self._paper.setVisible(has_quotes and not self._sight.hidden)
        self._views.setVisible(len(self._found.columns) > 1)
        self._place_sure()
        self._empty_frame.setVisible(not has_quotes)
        self._show_next(names)
        self._show_banner()
        if not has_quotes:
            return self._show_empty()
        self._legend.setText(self._marks.legend if self._marks else "")
        self._legend.setVisible(self._marks is not None)
        self._board.show_quotes(self._shown())
        self._show_rows()
        follow_layout(self)
        return None

    def _place_sure(self) -> None:
        """Beside what else can be done where there is room, else below the table."""
        several, wide = len(self._all) > 1, self.effective_width() >= WIDE
        self._sure.setVisible(several and wide)
        self._sure_below.setVisible(several and not wide)

    def _shown(self) -> Shown:
        title = say_count("{count} quote", "{count} quotes", len(self._all))
        version = self._request.brief_version if self._request is not None else 0
        sub = say("All for brief v{version}", version=version) if version else ""
        blocked = self._asking.blocked if self._asking is not None else ""
        several = len(self._all) > len(self._found.columns)
        return Shown(self._found, self._marks, (title, sub), blocked, several, self._lapses)

    def _show_next(self, names: dict[uuid.UUID, str]) -> None:
        hidden = [key for key in self._all if key not in {c.quote_id for c in self._found.columns}]
        self._next.setVisible(bool(hidden))
        if hidden:
            rest = [key for key in self._all if key != self._pinned]
            pinned = len(self._all) - len(rest)
            following = rest[(self._turned + self._most - pinned) % len(rest)]
            whole = names.get(following, "")
            room = theme().px(200)
            middle = Qt.TextElideMode.ElideMiddle
            self._next.set_words(self._next.fontMetrics().elidedText(whole, middle, room))
            self._next.setToolTip(whole)
            self._next.setAccessibleName(say("Show {provider} next", provider=names.get(following, "")))

    def _show_banner(self) -> None:
        clear(self._banner_place)
        if self._sight.hidden and self._found.columns:
            project = uuid.UUID(self.params["project"])
            self._banner_place.addWidget(PriceStrip(self.context, project, self._sight, page_judges=False))
            self._banner_place.addSpacing(10)
        note, action = self._note()
        if not note:
            return
        banner = Banner(note, "info", action=action)
        banner.acted.connect(lambda: self.context.go(f"project/{self.params['project']}/quotes"))
        self._banner_place.addWidget(banner)
        self._banner_place.addSpacing(10)

    def _note(self) -> tuple[str, str]:
        """What to know before one compares, and the words of the way to it."""
        if self._asking is not None and self._asking.blocked:
            return self._asking.blocked, ""
        if not self._found.columns:
            return "", ""
        found = self._request
        if found is not None and found.is_open and found.waiting and not found.can_choose:
            words = say(
                "Others have until {day} to answer. Choosing waits until the round is closed.", day=found.due
            )
            return words, say("See the round")
        return (self._found.note, say("See the round")) if self._found.note else ("", "")

    def _show_empty(self) -> None:
        clear(self._empty_place)
        empty = EmptyState("scale", say("Nothing to compare yet"), self._found.note, say("Open quotes"))
        empty.chosen.connect(lambda: self.context.go(f"project/{self.params['project']}/quotes"))
        self._empty_place.addWidget(empty)

    def _show_rows(self) -> None:
        differing = self._views.value() == "differences" and len(self._found.columns) > 1
        self._board.show_rows(grid_rows(self._found, self._marks, differing=differing, folded=self._folded))

    # Acting ---------------------------------------------------------------------------------------

    def _go_to_quote(self, where: str, shown: ComparisonColumn) -> None:
        self.context.go(f"project/{self.params['project']}/{where}/{shown.quote_id}")

    def _go(self, where: str) -> None:
        self.context.go(f"project/{self.params['project']}/{where}")

    def _pin(self, shown: ComparisonColumn) -> None:
        if len(self._all) <= len(self._found.columns):
            return
        self._pinned = None if self._pinned == shown.quote_id else shown.quote_id
        self._turned = 0
        words = (
            say("{provider} stays in sight.", provider=shown.provider)
            if self._pinned
            else say("{provider} no longer stays in sight.", provider=shown.provider)
        )
        self.context.notices.announce(words)
        self.refresh()

    def _turn(self) -> None:
        self._turned += 1
        self.refresh()
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _switch_rows(self) -> None:
        self._views.set_value("all" if self._views.value() == "differences" else "differences")
        self._show_rows()

    def _fold(self, group: str) -> None:
        self._folded = self._folded ^ {group}
        self._show_rows()

    def _open_row(self, line: GridRow) -> None:
        providers = [column.provider for column in self._found.columns]
        if line.row is not None:
            cells = line.row.cells
        else:
            cells = tuple(ComparisonCell(mark.said if mark else say("Not known")) for mark in line.marks)
        self._details.show_row(line.title, tuple(zip(providers, cells, strict=True)))
        self.open_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many quotes as have room."""
        super().resizeEvent(event)
        self._sub.setVisible(self.effective_width() >= SPARE)
        self._place_sure()
        most = 4 if self.effective_width() >= WIDE else 2
        if self._all and most != self._most:
            self.refresh()
