"""S10: the round of quotes of a project, and every way into it, out of it and on to the comparison."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from app.queries import quote_asking
from app.queries import quotes as quote_rows
from app.queries.lapses import Lapsing, lapses_of_quotes
from app.queries.price_sight import SEES_ALL
from app.queries.quote_asking import Asking
from app.queries.quotes import QuoteRow, RequestView
from app.services import quote_start, quotes
from app.words import say
from ui.commands import Command, Group
from ui.context import Context
from ui.page import Page
from ui.pages.quotes.acts import RoundActs
from ui.pages.quotes.forms import AddForm, DeclineForm, FormPlace, MoreTimeForm
from ui.pages.quotes.nothing_in import NothingIn, nothing_in
from ui.pages.quotes.out import OutSection
from ui.pages.quotes.replies import RepliesPanel
from ui.pages.quotes.round_table import NARROW, RoundTable
from ui.pages.quotes.way_in import WayIn
from ui.price_gate import PriceNote, sight_of
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.request_terms import Told
from ui.widgets.states import Banner, EmptyState
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Label


class QuotesPage(Page):
    """Who was asked, what each answered, and what comes next."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "quote",
            "coverage",
            "quote_request",
            "quote_question",
            "document",
            "disclosure",
            "reply",
            "candidate",
            "waiver",
            "brief_item",
            "decision",
            "project",
            "provider_credential",
            "evaluation",
            "price_look",
        }
    )
    help_topic: ClassVar[str] = "quotes"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asking: Asking | None = None
        self._request: RequestView | None = None
        self._rows: tuple[QuoteRow, ...] = ()
        self._sight = SEES_ALL
        self._waits = False
        self._lapses: Mapping[uuid.UUID, Lapsing] = {}
        self._narrow = False
        self._heading = Heading(say("Quotes"))
        self._chip = StatusChip("", "neutral", filled=True)
        self._sub = Label("", "dense", "text3", wrap=True)
        self._acts = RoundActs()
        self._acts.go_on.connect(self._compare)
        self._acts.look_asked.connect(lambda: self.context.go(self._to("quotes/compare")))
        self._acts.judge_asked.connect(lambda: self.context.go(self._to("quotes/evaluate")))
        self._acts.add_asked.connect(self._open_add)
        self._acts.time_asked.connect(self._open_time)
        self._banner_place = column()
        self._way_in = WayIn(context)
        self._way_in.started.connect(self._begin)
        self._way_in.asked.connect(self._ask)
        self._way_in.add_asked.connect(self._open_add)
        self._way_in.leads_to.connect(lambda rest: self.context.go(self._to(rest)))
        self._forms = FormPlace()
        self._forms.opened.connect(self._bring_into_view)
        self._table = RoundTable()
        self._table.opened.connect(lambda key: self.context.go(self._to(f"quote/{key}")))
        self._table.declined.connect(self._open_decline)
        self._replies = RepliesPanel(context)
        self._replies.quote_asked.connect(lambda key: self.context.go(self._to(f"quote/{key}")))
        self._replies.form_opened.connect(self._bring_into_view)
        self._replies.take_drops_on(self)
        self._out = OutSection(context)
        self._out.opened.connect(self._bring_into_view)
        self._out.declined.connect(self._open_decline)
        self._before, self._after = column(), column(20)
        self._prices = PriceNote(context, page_judges=True)
        self._waiting = NothingIn()
        self._waiting.opened.connect(self._table.opened)
        self._waiting.declined.connect(self._open_decline)
        self._waiting.add_asked.connect(self._open_add)
        self._waiting.time_asked.connect(self._open_time)
        self._build()

    def _build(self) -> None:
        top = row((column(row(self._heading, self._chip, STRETCH, gap=10), self._sub, gap=4), 1), gap=12)
        body = column(
            framed(self._banner_place), top, 14, self._way_in, framed(self._before), self._replies,
            self._waiting, self._table, self._prices, 16, self._forms, self._acts, framed(self._after),
        )  # fmt: skip
        body.addStretch(1)
        self.set_body(body)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Quotes")

    def commands(self) -> Sequence[Command]:
        if self._asking is None or self._asking.blocked or not self._can_add():
            return ()
        return (
            Command(
                say("Add a quote you have"), self._open_add, Group.DO, icon="plus",
                words=(say("record a quote"), say("offer"), say("bid")),
            ),
        )  # fmt: skip

    def primary_focus(self) -> QWidget | None:
        if self._replies.can_open:
            return self._replies.first
        if self._acts.next.isVisibleTo(self) and self._rows:
            return self._acts.next
        waiting = None if self._waiting.isHidden() else self._waiting.first
        return self._way_in.first or waiting or self._table.first

    def leave(self) -> None:
        self._way_in.flush()

    def refresh(self) -> None:
        """Read the round again."""
        context = self.context
        read = context.operations.read
        seen: dict[str, Any] = {"lens": context.lens, "project_id": uuid.UUID(self.params["project"])}
        dated: dict[str, Any] = {**seen, "formats": context.formats, "today": context.today()}
        self._asking = read(partial(quote_asking.asking, **seen))
        self._request = read(partial(quote_rows.request, **dated))
        self._sight = sight_of(context, self._project())
        self._rows = read(partial(quote_rows.rows, **dated, sight=self._sight))
        self._lapses = read(
            partial(
                lapses_of_quotes, project_id=self._project(), today=context.today(), formats=context.formats
            )
        )
        self._show()

    def resizeEvent(self, event: Any) -> None:
        """Let figures stand under one another where there is no room side by side."""
        super().resizeEvent(event)
        if self._rows and self._narrow != (self.effective_width() < NARROW):
            self._show_table()

    # Showing --------------------------------------------------------------------------------------

    def _show(self) -> None:
        clear(self._banner_place)
        if self._asking is None:
            empty = EmptyState(
                "scale", say("This project is no longer here"), say("Go back and choose another.")
            )
            self._banner_place.addWidget(empty)
            return
        if self._asking.blocked:
            self._banner_place.addWidget(Banner(self._asking.blocked, "warn"))
            self._banner_place.addSpacing(14)
        self._replies.show_replies(
            self._project(), blocked=bool(self._asking.blocked), prices=not self._sight.hidden
        )
        self._waits = nothing_in(self._request, self._rows) and not self._replies.opens_next
        self._show_head()
        self._way_in.show_way(
            self._asking, self._request, has_quotes=bool(self._rows), project=self.params["project"]
        )
        waiting = self._waits
        self._out.show_out(self._project(), blocked=bool(self._asking.blocked), only_list=waiting)
        self._waiting.setVisible(waiting)
        if waiting and self._request is not None:
            self._waiting.show_round(
                self._request,
                self._rows,
                blocked=bool(self._asking.blocked),
                can_add=self._can_add(),
                listed=self._out.isHidden(),
            )
        (self._before if self._out.to_hand_over else self._after).addWidget(self._out)
        self._show_table()
        waits = any(each.price_waits for each in self._rows) and not self._table.isHidden()
        self._prices.show_sight(self._project(), self._sight, waits=waits)
        round_shown = self._request if self._rows and not waiting else None
        self._acts.show_round(round_shown, blocked=bool(self._asking.blocked), can_add=self._can_add())
        follow_layout(self)

    def _show_head(self) -> None:
        found = self._request if self._rows and not self._waits else None
        self._chip.setVisible(found is not None)
        if found is None:
            self._sub.setText("")
            return
        tone = (
            "info" if found.is_open else "success" if found.state in ("evaluated", "decided") else "neutral"
        )
        self._chip.show_status(found.status, tone)
        version = say("brief v{version}", version=found.brief_version)
        if found.deadline is None:
            self._sub.setText(say("{summary} · {version}", summary=found.summary, version=version))
        else:
            self._sub.setText(
                say(
                    "{summary} · due {day} · {version}", summary=found.summary, day=found.due, version=version
                )
            )

    def _show_table(self) -> None:
        self._narrow = self.effective_width() < NARROW
        shown = bool(self._rows) and not self._waits
        self._table.setVisible(shown)
        if shown and self._asking is not None:
            self._table.show_rows(
                self._rows, blocked=self._asking.blocked, narrow=self._narrow, lapses=self._lapses
            )

    def _can_add(self) -> bool:
        asking, found = self._asking, self._request
        if asking is None or asking.project_state not in ("scoped", "sourcing"):
            return False
        return found is None or found.state in ("draft", "approved", "issued", "extended", "decided")

    # Acting ---------------------------------------------------------------------------------------

    def _to(self, rest: str) -> str:
        return f"project/{self.params['project']}/{rest}"

    def _act(self, verb: Callable[..., Any], label: str, *, done: str = "", **values: Any) -> Any:
        return self.context.operations.run(partial(verb, on=self.context.today(), **values), label, done=done)

    def _project(self) -> uuid.UUID:
        return uuid.UUID(self.params["project"])

    def _begin(self, provider: str, musts: object) -> None:
        key = self._act(
            quote_start.start_from_quote, say("Start from the quote of {provider}", provider=provider),
            project_id=self._project(), provider_name=provider, musts=musts, person=self.context.person,
            by=self.context.lens.value,
        )  # fmt: skip
        if key is not None:
            self._way_in.applied()
            self.context.go(self._to(f"quote/{key}"))

    def _ask(self, candidates: object, told: Told, agreed_by: str) -> None:
        self._act(
            quote_start.ask_for_quotes, say("Ask for quotes"),
            done=say("They are asked. Prepare the packs now: nothing was sent."),
            project_id=self._project(), deadline=told.quotes_by, questions_until=told.questions_until,
            reply_to=told.reply_to, candidate_ids=candidates, agreed_by=agreed_by, person=self.context.person,
        )  # fmt: skip

    def _add_quote(self, provider: str) -> None:
        key = self._act(
            quotes.record_existing_quote, say("Add the quote of {provider}", provider=provider),
            project_id=self._project(), provider_name=provider,
        )  # fmt: skip
        if key is not None:
            self._forms.close_form()
            self.context.go(self._to(f"quote/{key}"))

    def _decline(self, key: uuid.UUID, provider: str, reason: str) -> None:
        self._forms.close_form()
        self._act(
            quotes.record_declined, say("Record that {provider} declined", provider=provider),
            done=say("Recorded that {provider} declined.", provider=provider), quote_id=key, reason=reason,
        )  # fmt: skip

    def _more_time(self, until: date) -> None:
        self._forms.close_form()
        self._act(
            quotes.extend_deadline, say("Give everybody more time"),
            done=say("Everybody has until {day}.", day=self.context.formats.weekday_day(until)),
            project_id=self._project(), deadline=until, person=self.context.person,
        )  # fmt: skip

    def _bring_into_view(self, form: QWidget) -> None:
        follow_layout(self)
        if self.scroller is not None:
            self.scroller.ensureWidgetVisible(form)

    def _compare(self) -> None:
        if self._request is None:
            return
        if self._request.state == "decided":
            self.context.go(self._to("choose/decided"))
            return
        if self._request.state != "evaluated":
            label = say("Close the round and compare")
            self._act(quotes.make_comparable, label, project_id=self._project(), person=self.context.person)
            if self._request is None or self._request.state != "evaluated":
                return
        self.context.go(self._to("quotes/compare"))

    def _open_add(self) -> None:
        form = AddForm()
        form.added.connect(self._add_quote)
        self._forms.open(form, form.provider.target())

    def _open_decline(self, key: uuid.UUID, provider: str) -> None:
        form = DeclineForm(provider)
        form.confirmed.connect(lambda reason: self._decline(key, provider, reason))
        self._forms.open(form, form.reason.target())

    def _open_time(self) -> None:
        form = MoreTimeForm(self.context, self._request.deadline if self._request else None)
        form.confirmed.connect(self._more_time)
        self._forms.open(form, form.until.target())
