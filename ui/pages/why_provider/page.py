"""S08: where one match comes from, on what it rests, what speaks against it and what would change it."""

import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.queries import quote_asking, shortlists, weight_trials
from app.queries.lapses import Lapsing, lapses
from app.queries.lens import Lens
from app.queries.quote_asking import Asking
from app.queries.shortlist_rows import ShortlistView, WhyView
from app.services import briefs
from app.services import shortlists as verbs
from app.words import say, say_known
from app.workflows import shortlists as workflow
from app.workflows.match_again import again_words
from ui.context import Context
from ui.page import Page
from ui.pages.why_provider.explained import (
    bars_card,
    change_card,
    rests_card,
    rules_card,
    sure_card,
    weak_card,
)
from ui.pages.why_provider.export import export_why
from ui.pages.why_provider.second_broker import SecondBrokerCard
from ui.pages.why_provider.stating import swing_ranges
from ui.pages.why_provider.trying import TryPanel
from ui.prints import save_provider
from ui.theme.current import theme
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.chips import StatusChip
from ui.widgets.lapse_line import LapseLine
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.side_panel import SidePanel
from ui.widgets.states import Banner, EmptyState
from ui.widgets.text import Heading, Label

MATTERS = "b12.matter"
"""The question of the brief whose answer holds what matters to the owner."""

SIDE_BY_SIDE = 760
"""Width of the page's content from which two cards stand side by side."""


class WhyProviderPage(Page):
    """One provider per view; the others are there as an average, and one step away."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"candidate", "match_run", "waiver", "disclosure", "project", "provider_credential"}
    )
    help_topic: ClassVar[str] = "providers"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._why: WhyView | None = None
        self._list: ShortlistView | None = None
        self._asking: Asking | None = None
        self._pairs: list[QBoxLayout] = []
        self._place = column()
        self.trying: TryPanel | None = None
        self._tried_on: object = None
        self._try_place = column()
        self._before = IconButton("chevron-left", say("The provider before"))
        self._after = IconButton("chevron-right", say("The provider after"))
        self._before.clicked.connect(lambda: self._step(-1))
        self._after.clicked.connect(lambda: self._step(1))
        self._mark = Button("", "primary")
        self._mark.clicked.connect(self._tick)
        self._name = Heading("", "h1")
        self._lines = Label("", "body", "text2", wrap=True)
        self._lapse = LapseLine()
        self._figure = Label("", "figure_large", tabular=True)
        self._word = Label("", "strong")
        self._under = Label("", "dense", "text3")
        self._first = Label("", "dense", "text3")
        self._chips = FlowLayout(8)
        match = column(STRETCH, self._word, self._under, self._first, STRETCH, gap=2)
        figure = row(self._figure, match, gap=14)
        acts = row(self._mark, self._before, self._after, gap=6)
        top = row((column(self._name, 4, self._lines, 4, self._lapse), 1), figure, gap=14)
        self._head = framed(column(top, 10, row((framed(self._chips), 1), acts, gap=14)))
        body = column(self._head, 18, framed(self._place))
        body.addStretch(1)
        self.set_body(body, body_width=980)
        panel = SidePanel(say("Try other weights"), framed(self._try_place), width=300)
        self.set_side(panel, opened=context.lens is Lens.BROKER)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Why this provider")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Providers"), f"project/{self.params['project']}/providers"),)

    def primary_focus(self) -> QWidget | None:
        return self._mark if self._mark.isVisible() and self._mark.isEnabled() else None

    def print_page(self) -> bool:
        """One page on this provider, which stands in the broker's directory alone."""
        if self._why is None or self.context.lens is not Lens.BROKER:
            return False
        card, project = self._why.card, uuid.UUID(self.params["project"])
        save_provider(self, self.context, card.provider_ref, card.name, project)
        return True

    def refresh(self) -> None:
        """Read the match again."""
        context = self.context
        read = context.operations.read
        seen: dict[str, Any] = {"lens": context.lens, "project_id": uuid.UUID(self.params["project"])}
        self._asking = read(partial(quote_asking.asking, **seen))
        self._why = self._list = None
        if self._asking is not None:
            self._list = read(partial(shortlists.shortlist, **seen, formats=context.formats))
            key = uuid.UUID(self.params["candidate"])
            self._why = read(partial(shortlists.why, **seen, candidate_id=key, formats=context.formats))
        clear(self._place)
        self._pairs = []
        self._head.setVisible(self._why is not None and not self._hidden())
        self._show_trying()
        if self._why is None or self._hidden():
            self._show_nothing()
        else:
            self._show_head(self._why)
            self._show_match(self._why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards stand side by side where there is room."""
        super().resizeEvent(event)
        self._turn()

    # Showing --------------------------------------------------------------------------------------

    def _hidden(self) -> bool:
        """Names come after the owner has read how the broker is paid."""
        return self._asking is not None and self._asking.hidden

    def _show_nothing(self) -> None:
        if self._hidden():
            empty = EmptyState(
                "handshake", say("Read first how your broker is paid"),
                say("Names and reasons come after that."), say("Open providers"),
            )  # fmt: skip
        else:
            empty = EmptyState(
                "users", say("This provider is no longer on the list"),
                say("The providers may have been ranked again since."), say("Open providers"),
            )  # fmt: skip
        empty.chosen.connect(lambda: self.context.go(f"project/{self.params['project']}/providers"))
        self._place.addWidget(empty)

    def _show_head(self, why: WhyView) -> None:
        card = why.card
        self._name.setText(card.name)
        self._lines.setText(f"{card.person_line}\n{card.team_line}")
        self._lapse.show_lapsing(self._lapsing(card.provider_ref))
        self._figure.setText(str(card.shown))
        self._figure.setAccessibleName(say("Match {number} of 100", number=card.shown))
        self._word.setText(say("Match: {word}", word=card.strength_words))
        self._under.setText(self._place_words(why))
        self._first.setText(card.first_words)
        self._first.setVisible(bool(card.first_words))
        clear(self._chips)
        self._chips.addWidget(StatusChip(card.confidence_short, "neutral", icon="file-check", filled=True))
        self._chips.addWidget(StatusChip(card.tier_words, "neutral", icon="badge-check", filled=True))
        if card.invited_on is not None:
            day = self.context.formats.short_day(card.invited_on)
            self._chips.addWidget(StatusChip(say("Asked {day}", day=day), "info", filled=True))
        elif card.ticked:
            self._chips.addWidget(StatusChip(say("Marked to be asked"), "success", filled=True))
        if self.trying is not None:
            self._chips.addWidget(self._try_link())
        self._mark.set_words(say("Take the mark off") if card.ticked else say("Mark to ask for a quote"))
        blocked = self._asking.blocked if self._asking is not None else ""
        can = card.invited_on is None and not blocked and not why.ruled_out and self._can_mark()
        self._mark.setVisible(can)
        at, places = self._neighbours()
        self._before.setEnabled(at > 0)
        self._after.setEnabled(0 <= at < len(places) - 1)

    def _lapsing(self, provider: uuid.UUID) -> Lapsing | None:
        context, project = self.context, uuid.UUID(self.params["project"])
        found = context.operations.read(
            partial(lapses, project_id=project, today=context.today(), formats=context.formats)
        )
        return found.get(provider)

    def _can_mark(self) -> bool:
        return self._asking is not None and self._asking.project_state in (
            "assessed",
            "in_advice",
            "scoped",
            "sourcing",
        )

    def _place_words(self, why: WhyView) -> str:
        if why.ruled_out:
            return say("Kept off the list by the rules")
        places = [
            card.shown
            for card in (self._list.cards if self._list else ())
            if card.candidate_id != why.card.candidate_id
        ]
        said = say("Place {place} of {count}.", place=why.card.place_words, count=why.of)
        best = max(places, default=None)
        if best is None:
            return said
        if best <= why.card.shown:
            return say("{place} Next is {points}.", place=said, points=best)
        return say("{place} The best is {points}.", place=said, points=best)

    def _show_match(self, why: WhyView) -> None:
        if why.unscored:
            words = say(
                "Not enough evidence to score: every point below is a cautious guess. Ask for references."
            )
            self._place.addWidget(Banner(words, "warn"))
            self._place.addSpacing(14)
        if why.second_broker:
            can_sign = self.context.lens is Lens.BROKER and self._can_mark()
            self._place.addWidget(SecondBrokerCard(self.context, why, can_sign=can_sign))
            self._place.addSpacing(14)
        self._place.addWidget(bars_card(why, self.context.formats))
        self._place.addSpacing(14)
        self._pair(change_card(why), weak_card(why))
        sure = sure_card(why, self._list.sureness if self._list is not None else "")
        if sure is not None:
            self._place.addWidget(sure)
            self._place.addSpacing(14)
        self._pair(rests_card(why), rules_card(why))
        self._place.addWidget(self._made(why))
        self._turn()

    def _made(self, why: WhyView) -> QWidget:
        """When and by what it was ranked; whoever ranked it may make it again, or take it to a spreadsheet."""
        flow = FlowLayout(14)
        flow.addWidget(Label(why.run_words, "caption", "text3"))
        if self.context.lens is Lens.BROKER and why.run_id is not None:
            again = LinkButton(say("Make it again"), icon="refresh-cw")
            again.clicked.connect(partial(self._make_again, why.run_id))
            export = LinkButton(say("Export as a table"), icon="download")
            export.clicked.connect(lambda: export_why(self, self.context, why))
            sheet = LinkButton(say("The provider on one page, as PDF"), icon="file-text")
            sheet.clicked.connect(self.print_page)
            flow.addWidget(again)
            flow.addWidget(export)
            flow.addWidget(sheet)
        return framed(flow)

    def _make_again(self, run_id: uuid.UUID, _: bool = False) -> None:
        told = self.context.operations.carry_out(partial(again_words, run_id=run_id))
        if told:
            self.context.notices.toast(told)

    def _try_link(self) -> LinkButton:
        link = LinkButton(say("Try other weights"), icon="sliders-horizontal")
        link.clicked.connect(self._open_trying)
        return link

    def _show_trying(self) -> None:
        """The panel as it is while the answer it starts from stands; what is tried survives other changes."""
        listed, asking = self._list, self._asking
        if self._why is None or self._hidden() or listed is None or asking is None or not listed.weights:
            self._tried_on, self.trying = None, None
            clear(self._try_place)
            self.close_side()
            return
        blocked = asking.blocked
        if not blocked and not self._can_mark():
            blocked = say("The choice is made. This list is kept as it was.")
        names = tuple(card.name for card in listed.cards)
        stands = (self.context.lens, listed.weights, blocked, names, listed.run_id)
        if stands == self._tried_on:
            return
        self._tried_on = stands
        project = uuid.UUID(self.params["project"])
        board = self.context.operations.read(partial(weight_trials.board, project_id=project))
        clear(self._try_place)
        question = self.context.knowledge.questions.questions[MATTERS]
        levels = [(key, say_known(one.label)) for key, one in (question.levels or {}).items()]
        self.trying = TryPanel(
            listed.weights, levels, board, owner=asking.owner_name,
            broker=self.context.lens is Lens.BROKER, blocked=blocked, seen=self._why.card.candidate_id,
            formats=self.context.formats, ranges=swing_ranges(self.context.knowledge.factors.factors),
        )  # fmt: skip
        self.trying.used.connect(self._use_words)
        self._try_place.addWidget(self.trying)

    def _open_trying(self) -> None:
        self.open_side()
        if self.trying is not None:
            self.trying.first().setFocus()

    def _use_words(self, words: Mapping[str, str]) -> None:
        """Make the words the answer of the brief, and rank again by them."""
        context, project = self.context, uuid.UUID(self.params["project"])
        answer = partial(
            briefs.answer, project_id=project, question=MATTERS, value=dict(words), on=context.today()
        )
        if context.operations.succeeded(answer, say("Say what matters")):
            again = partial(workflow.rank, project_id=project, on=context.today())
            context.operations.carry_out(again, done=say("The providers are ranked by these words."))

    def _pair(self, first: QWidget, second: QWidget) -> None:
        both = row((first, 1), (second, 1), gap=14)
        self._pairs.append(both)
        self._place.addLayout(both)
        self._place.addSpacing(14)

    def _turn(self) -> None:
        wide = self.width() >= theme().px(SIDE_BY_SIDE)
        for each in self._pairs:
            each.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    # Acting ---------------------------------------------------------------------------------------

    def _neighbours(self) -> tuple[int, list[uuid.UUID]]:
        ids = [card.candidate_id for card in self._list.cards] if self._list is not None else []
        key = uuid.UUID(self.params["candidate"])
        return (ids.index(key) if key in ids else -1), ids

    def _step(self, by: int) -> None:
        at, ids = self._neighbours()
        if 0 <= at + by < len(ids):
            self.context.go(f"project/{self.params['project']}/providers/{ids[at + by]}")

    def _tick(self) -> None:
        why = self._why
        if why is None:
            return
        wanted = not why.card.ticked
        verb = partial(verbs.tick, candidate_id=why.card.candidate_id, ticked=wanted, on=self.context.today())
        label = say("Mark whom to ask") if wanted else say("Take a mark off")
        self.context.operations.succeeded(verb, label)
