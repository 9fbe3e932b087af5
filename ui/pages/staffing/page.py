"""Ways to staff it: cheapest, fastest, safest and balanced teams, and what each day sooner costs."""

import uuid
from collections.abc import Sequence
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.analysis.optimiser import Answer
from app.analysis.team_options import Limits, Team, Work, done_by
from app.analysis.team_repairs import Clash
from app.analysis.team_search import Piece, search
from app.analysis.team_ways import Way
from app.queries.staffing import StaffingPage, staffing
from app.queries.staffing_words import (
    clash_words,
    figures,
    lines,
    repairs,
    step_rows,
    way_sentence,
    way_title,
    what_it_means,
)
from app.services.team_options import NewPart, use_team
from app.words import say, say_count
from ui.context import Context
from ui.jobs import Job
from ui.page import Page
from ui.pages.staffing.limits import LimitsCard
from ui.pages.staffing.teams import CardGrid, ClashCard, SearchLine, StepsCard, TeamCard, WayCard
from ui.widgets.layouts import STRETCH, clear, column, framed
from ui.widgets.states import EmptyState
from ui.widgets.text import Heading, Prose

LOOK_MS = 60
"""How often what the search has found is taken over while it runs."""


class StaffingView(Page):
    """Looks for teams beside the window; nothing is changed until one is used."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "work_package", "distance_allowance", "engagement", "stage", "quote", "quote_line", "candidate", "answer",
            "project", "provider", "provider_rate",
        }
    )  # fmt: skip
    help_topic: ClassVar[str] = "plan"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._page: StaffingPage | None = None
        self._limits: LimitsCard | None = None
        self._asked = Limits()
        self._found: SimpleQueue[Piece] = SimpleQueue()
        self._stopping = Event()
        self._job: Job | None = None
        self._ways: dict[Way, tuple[WayCard, Answer]] = {}
        self._steps: list[Team] = []
        self._shown: Team | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._take)
        self._limits_place, self._clash_place, self._empty_place = column(), column(), column()
        self.searching = SearchLine()
        self.searching.stopped.connect(self.stop)
        self.cards = CardGrid()
        self.steps = StepsCard()
        self.steps.chosen.connect(self._look_at_step)
        self.team = TeamCard()
        self.team.used.connect(self._use)
        about = say(
            "Teams that keep to what you ask, from everyone who has a rate for the parts of the plan. The program "
            "looks at every choice and says when there is no better one."
        )
        self._whole = framed(
            column(
                framed(self._limits_place), 14, self.searching, framed(self._clash_place), self.cards, 14, self.steps,
                14, self.team,
            )
        )  # fmt: skip
        self.set_body(
            column(
                Heading(say("Ways to staff it"), "title"), 4, Prose(about, "dense"), 14, framed(self._empty_place),
                self._whole, STRETCH,
            )
        )  # fmt: skip
        self._clear()

    def title(self) -> str:
        return say("Ways to staff it")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Plan"), f"project/{self.params['project']}/plan"),)

    def primary_focus(self) -> QWidget | None:
        return self._limits.button if self._limits is not None else None

    def refresh(self) -> None:
        """Read the parts again; what was found for them before no longer counts once they have changed."""
        context = self.context
        page = context.operations.read(
            partial(
                staffing,
                lens=context.lens,
                project_id=uuid.UUID(self.params["project"]),
                formats=context.formats,
            )
        )
        before, self._page = self._page, page
        clear(self._empty_place)
        self._whole.setVisible(page is not None)
        if page is None:
            empty = EmptyState(
                "users", say("There is no team to look at yet"),
                say("Draw up the team in the plan first, under People."), say("Go to the plan"),
            )  # fmt: skip
            empty.chosen.connect(self._open_plan)
            self._empty_place.addWidget(empty)
            return
        if before is not None and before.found == page.found:
            return
        if self._limits is None:
            chosen = page.names.get(page.chosen, "")
            self._limits = LimitsCard(page.currency, context.formats, chosen, others=len(page.names) > 1)
            self._limits.show_limits(page.limits)
            self._limits.asked.connect(self.look)
            self._limits_place.addWidget(self._limits)
        self.stop()
        self._clear()

    def leave(self) -> None:
        """A search nobody waits for ends."""
        self.stop()

    # The search -----------------------------------------------------------------------------------

    def look(self) -> None:
        """Begin to look for teams, beside the window."""
        limits = self._limits.limits() if self._limits is not None else None
        if self._page is None or limits is None or self._job is not None:
            return
        self._clear()
        self._asked = limits
        self._found, self._stopping = SimpleQueue(), Event()
        assert self._limits is not None
        self._limits.set_busy(True)
        self.searching.show_far(0.0, say("Looking for the cheapest team…"))
        self.searching.show()
        self._timer.start()
        found = self._found
        job = self._job = self.context.jobs.run(
            partial(search, self._work(), limits, found.put, stopped=self._stopping.is_set),
            label=say("Looking for teams…"), done=lambda whole: self._end(found, whole), reader=self,
        )  # fmt: skip
        job.finished.connect(self._stopping.set)  # also where the window closes, or it is stopped elsewhere
        job.when_ended(self, partial(self._ended, found))

    def _work(self) -> Work:
        """The parts with everyone who is thought of."""
        assert self._page is not None
        assert self._limits is not None
        work = self._page.found.work
        return work if self._limits.others.value() else done_by(work, self._page.chosen)

    def stop(self) -> None:
        """Stop looking: what was found until now stays, with how far it may be from the best."""
        self._stopping.set()

    def _take(self) -> None:
        """Take over what the search has told since."""
        try:
            while True:
                self._show(self._found.get_nowait())
        except Empty:
            return

    def _show(self, piece: Piece) -> None:
        if piece.clash is not None:
            self._show_clash(piece.clash)
        elif piece.answer is not None and piece.way is not None:
            self._show_way(piece.way, piece.answer)
        elif piece.answer is not None and piece.answer.team is not None:
            self._steps.append(piece.answer.team)
            self._show_steps()
        self.searching.show_far(piece.done, self._far())

    def _far(self) -> str:
        if len(self._ways) < len(Way):
            title = way_title(list(Way)[len(self._ways)])
            return say("Found {count} of 4 teams. Looking for: {title}", count=len(self._ways), title=title)
        return say_count(
            "4 teams and {count} step of the trade-off. Looking for shorter ones…",
            "4 teams and {count} steps of the trade-off. Looking for shorter ones…",
            len(self._steps),
        )

    def _end(self, found: SimpleQueue[Piece], whole: bool) -> None:
        if found is not self._found:
            return
        self._take()
        if not whole:
            self.context.notices.announce(say("Stopped. What was found until then is shown."))
        elif self._ways:
            self.context.notices.announce(say("All teams are found."))

    def _ended(self, found: SimpleQueue[Piece]) -> None:
        if found is self._found:
            self._take()
            self._timer.stop()
            self.searching.hide()
        self._job = None
        if self._limits is not None:
            self._limits.set_busy(False)

    def _clear(self) -> None:
        self._ways, self._steps, self._shown = {}, [], None
        self._found = SimpleQueue()
        self._timer.stop()
        self.cards.empty()
        clear(self._clash_place)
        for each in (self.searching, self.cards, self.steps, self.team):
            each.hide()

    # What is shown --------------------------------------------------------------------------------

    def _show_way(self, way: Way, answer: Answer) -> None:
        assert self._page is not None
        assert answer.team is not None
        card = WayCard(way_title(way), way_sentence(way))
        card.show_figures(figures(self._page, answer.team, self.context.formats, answer))
        card.chosen.connect(partial(self._look_at_way, way))
        self._ways[way] = (card, answer)
        self.cards.add(card)
        self.cards.show()
        if self._shown is None:
            self._look_at_way(way)

    def _show_steps(self) -> None:
        assert self._page is not None
        self.steps.show_steps(tuple(step_rows(self._page, self._steps, self.context.formats)))
        self.steps.setVisible(len(self._steps) > 1)

    def _show_clash(self, found: Clash) -> None:
        assert self._page is not None
        formats = self.context.formats
        heading, rules = clash_words(self._page, self._asked, found, formats)
        ways_out = repairs(self._page, self._asked, found, formats)
        card = ClashCard(heading, rules, ways_out)
        card.tried.connect(lambda at: self._try(ways_out[at].limits))
        self._clash_place.addWidget(card)
        self.context.notices.announce(heading)

    def _try(self, limits: Limits) -> None:
        assert self._limits is not None
        self._limits.show_limits(limits)
        QTimer.singleShot(0, self, self.look)

    def _look_at_way(self, way: Way) -> None:
        answer = self._ways[way][1]
        assert answer.team is not None
        self._look_at(answer.team, way_title(way))
        for each, (card, _) in self._ways.items():
            card.set_chosen(each is way)

    def _look_at_step(self, number: int) -> None:
        if number < len(self._steps):
            team = self._steps[number]
            self._look_at(team, say_count("The team of {count} day", "The team of {count} days", team.days))
            for card, answer in self._ways.values():
                card.set_chosen(answer.team == team)

    def _look_at(self, team: Team, title: str) -> None:
        page, formats = self._page, self.context.formats
        assert page is not None
        self._shown = team
        self.team.show_team(
            title, figures(page, team, formats), lines(page, team, formats), self._said(team),
            usable=page.can_use,
        )  # fmt: skip
        self.team.show()

    def _said(self, team: Team) -> str:
        """What taking a team over means; where others take part, what it means for what was quoted."""
        page = self._page
        assert page is not None
        return page.blocked or what_it_means(page, team)

    def _use(self) -> None:
        page, team = self._page, self._shown
        if page is None or team is None or not page.can_use:
            return
        parts = []
        for option in team.options:
            doing = page.found.doings[option.key]
            rate = doing.rate if doing.quoted else None
            other = None
            if doing.provider != page.chosen:
                other = (uuid.UUID(doing.provider), page.names[doing.provider])
            parts.append(NewPart(uuid.UUID(doing.part), doing.tier, doing.effort, doing.on_site, rate, other))
        used = self.context.operations.succeeded(
            partial(
                use_team,
                project_id=uuid.UUID(self.params["project"]),
                parts=tuple(parts),
                on=self.context.today(),
            ),
            say("Use another team"),
            done=say("The plan has this team now."),
        )
        if used:
            self._open_plan()

    def _open_plan(self) -> None:
        self.context.go(f"project/{self.params['project']}/plan/people")
